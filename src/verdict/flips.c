/* flips.c: where a flip lies in the draws. In each of some draws the step in which it lies at the point is looked at first, then
 * its neighbours on the side to which the answer says that it moved, then the step is bisected. */
#include "verdict/pivots.h"

#include <stdlib.h>

#include "assess/indices.h"
#include "base/fail.h"

enum { HALVINGS = 6 }; /* of a step of the grid */

static const double HERE = 1e-8; /* of the range: some times what the point's own flip is found to */

typedef struct place {
	size_t claim, court, pivot, flip;
} place;

typedef struct walk {
	hel_trial *trial;
	hel_turn_over over;
	size_t claim;
	bool to_true;
} walk;

/* Whether the answer is already that of the far side of the flip. */
static bool is_past(const walk *w, double share)
{
	hel_trial_turn(w->trial, w->over.turn, hel_between(&w->over, share));
	return (hel_judge(w->trial, w->claim).outcome == HEL_TRUE) == w->to_true;
}

static double share_of(const hel_turn_over *over, double value)
{
	if (hel_turn_by_ratio(over->turn))
		return log(value / over->from) / log(over->to / over->from);
	return (value - over->from) / (over->to - over->from);
}

/* The flip in this draw, as a share of the range; its end where it lies beyond. */
static double find_in_draw(const walk *w, double at)
{
	const double step = 1.0 / HEL_PIVOT_STEPS;
	if (is_past(w, fmin(at + HERE, 1)) && !is_past(w, fmax(at - HERE, 0)))
		return at; /* what the draw changes does not move it */
	double low = fmax(at - step / 2, 0), high = fmin(at + step / 2, 1);
	while (low > 0 && is_past(w, low)) {
		high = low;
		low = fmax(low - step, 0);
	}
	if (low == 0 && is_past(w, 0))
		return 0;
	while (!is_past(w, high)) {
		if (high == 1)
			return 1;
		low = high;
		high = fmin(high + step, 1);
	}
	for (int h = 0; h < HALVINGS; h++) {
		double middle = (low + high) / 2;
		if (is_past(w, middle))
			high = middle;
		else
			low = middle;
	}
	return (low + high) / 2;
}

static hel_status range_flip(hel_session *session, size_t unit, hel_error *error)
{
	const place *p = &((const place *)session->units)[unit];
	hel_court *court = &session->court[p->court];
	hel_pivot *pivot = &hel_ruling_of(session, p->claim, p->court)->pivot[p->pivot];
	hel_flip *flip = &pivot->flip[p->flip];
	hel_trial trial;
	walk w = {&trial, {pivot->turn, pivot->from, pivot->to}, p->claim, flip->to_true};
	double where[HEL_FLIP_DRAWS];
	int n = session->draws < HEL_FLIP_DRAWS ? session->draws : HEL_FLIP_DRAWS;
	hel_status status = hel_trial_new(&trial, hel_setting_for(court, pivot->turn), true, error);
	if (status)
		return status;
	for (int d = 0; d < n && !trial.status; d++) {
		hel_trial_draw(&trial, session->options.seed, d);
		where[d] = hel_between(&w.over, find_in_draw(&w, share_of(&w.over, flip->at)));
	}
	status = trial.status;
	if (status)
		*error = trial.error;
	else {
		hel_figure figure = hel_figure_of(flip->at, where, (size_t)n, NULL);
		flip->low = figure.low;
		flip->high = figure.high;
	}
	hel_trial_free(&trial);
	return status;
}

/* --- all flips ---------------------------------------------------------------------------------------------------- */

static size_t list_flips(const hel_session *session, place *to)
{
	size_t n = 0;
	for (size_t c = 0; c < session->scenario->n_claims; c++) {
		for (size_t court = 0; court < session->n_courts; court++) {
			const hel_ruling *ruling = hel_ruling_of(session, c, court);
			for (size_t p = 0; p < ruling->n_pivots; p++) {
				for (size_t f = 0; f < ruling->pivot[p].n_flips; f++, n++) {
					if (to)
						to[n] = (place){c, court, p, f};
				}
			}
		}
	}
	return n;
}

hel_status hel_find_flip_ranges(hel_session *session, hel_error *error)
{
	size_t n = list_flips(session, NULL);
	place *all = hel_arena_alloc(session->passing, n, sizeof *all);
	if (!all)
		return hel_fail_memory(error);
	list_flips(session, all);
	session->units = all;
	return hel_session_work(session, n, 0.2, range_flip, error);
}
