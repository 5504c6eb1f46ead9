/* flips.c: where a flip lies in the draws, under the lens's own basing. In each of some draws it is looked for where it lies at
 * the point, then in widening steps on the side to which the answer says that it moved, then narrowed down. */
#include "verdict/pivots.h"

#include <stdlib.h>

#include "assess/indices.h"
#include "base/fail.h"

/* Shares of the range: how near a flip is found, and how far from its place at the point it is looked for first. */
static const double TOLERANCE = 1.0 / (64 * HEL_PIVOT_STEPS), FIRST_STEP = 1.0 / (8 * HEL_PIVOT_STEPS);
static const double NOTHING = 1e-5;


typedef struct place {
	size_t claim, court, pivot, flip;
} place;

typedef struct flip_list {
	hel_session *session;
	size_t n;
	int n_draws;
	place *place;
	double *where; /* n x n_draws */
} flip_list;

typedef struct walk {
	hel_trial *trial;
	hel_turn_over over;
	size_t claim;
	bool to_true;
} walk;

static hel_finding look(const walk *w, double share)
{
	hel_trial_turn(w->trial, w->over.turn, hel_between(&w->over, share));
	return hel_judge(w->trial, w->claim);
}

/* Whether the answer is already that of the far side of the flip. */
static bool is_past(const walk *w, const hel_finding *f)
{
	return (f->outcome == HEL_TRUE) == w->to_true;
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
	double step = FIRST_STEP;
	hel_finding here = look(w, at);
	hel_bracket b = {at, at, here, here};
	if (is_past(w, &b.at_low)) {
		for (; is_past(w, &b.at_low); b.at_low = look(w, b.low)) {
			if (b.low == 0)
				return 0;
			b.high = b.low;
			b.at_high = b.at_low;
			b.low = fmax(b.low - step, 0);
			step *= 2;
		}
	} else {
		for (; !is_past(w, &b.at_high); b.at_high = look(w, b.high)) {
			if (b.high == 1)
				return 1;
			b.low = b.high;
			b.at_low = b.at_high;
			b.high = fmin(b.high + step, 1);
			step *= 2;
		}
	}
	/* what the draw does not move lies at an end, where hardly anything is left of the clearance */
	if (fabs(b.at_low.clearance) < NOTHING * fabs(b.at_high.clearance))
		return b.low;
	if (fabs(b.at_high.clearance) < NOTHING * fabs(b.at_low.clearance))
		return b.high;
	return hel_narrow(w->trial, w->claim, &w->over, b, TOLERANCE);
}

/* All flips of a court in one draw, so that its cells are drawn once. The trial of wide models is for phi alone. */
typedef struct round_of_court {
	const flip_list *list;
	size_t court;
	int draw;
	hel_trial narrow, wide;
	bool has_wide;
} round_of_court;

static hel_status open_trials(round_of_court *r, hel_error *error)
{
	hel_session *session = r->list->session;
	const hel_court *court = &session->court[r->court];
	hel_status status = hel_trial_new(&r->narrow, &court->setting, true, error);
	if (status)
		return status;
	hel_trial_draw(&r->narrow, session->options.seed, r->draw);
	r->has_wide = court->wide.form != NULL;
	status = r->has_wide ? hel_trial_new(&r->wide, &court->wide, true, error) : HEL_OK;
	if (!status && r->has_wide)
		hel_trial_draw(&r->wide, session->options.seed, r->draw);
	return status;
}

static void place_flip(const round_of_court *r, hel_trial *trial, size_t x)
{
	const place *p = &r->list->place[x];
	hel_session *session = r->list->session;
	const hel_pivot *pivot = &hel_ruling_of(session, p->claim, p->court)->pivot[p->pivot];
	const hel_flip *flip = &pivot->flip[p->flip];
	walk w = {trial, {pivot->turn, pivot->from, pivot->to}, p->claim, flip->to_true};
	double at = find_in_draw(&w, share_of(&w.over, flip->at));
	r->list->where[x * (size_t)r->list->n_draws + (size_t)r->draw] = hel_between(&w.over, at);
	hel_trial_turn_back(trial);
}

static hel_status place_flips(void *of, size_t unit, hel_error *error)
{
	const hel_session *session = of;
	const flip_list *list = session->units;
	round_of_court r = {.list = list, .court = unit / (size_t)list->n_draws, .draw = (int)(unit % (size_t)list->n_draws)};
	hel_status status = open_trials(&r, error);
	for (size_t x = 0; x < list->n && !status; x++) {
		const place *p = &list->place[x];
		const hel_pivot *pivot = &hel_ruling_of(session, p->claim, p->court)->pivot[p->pivot];
		hel_trial *trial = pivot->turn == HEL_TURN_PHI && r.has_wide ? &r.wide : &r.narrow;
		if (p->court != r.court)
			continue;
		place_flip(&r, trial, x);
		if ((status = trial->status))
			*error = trial->error;
	}
	hel_trial_free(&r.narrow);
	hel_trial_free(&r.wide);
	return status;
}

/* --- all flips ---------------------------------------------------------------------------------------------------- */

static size_t list_flips(const hel_session *session, place *to)
{
	size_t n = 0;
	for (size_t c = 0; c < session->scenario->n_claims; c++) {
		for (size_t court = 0; court < session->n_courts; court++) {
			const hel_ruling *ruling = hel_ruling_of(session, c, court);
			for (size_t p = 0; p < ruling->n_pivots && ruling->is_lens_basing; p++) {
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
	flip_list all = {session, list_flips(session, NULL), session->draws < HEL_FLIP_DRAWS ? session->draws : HEL_FLIP_DRAWS, NULL, NULL};
	all.place = hel_arena_alloc(session->passing, all.n, sizeof *all.place);
	all.where = hel_arena_alloc(session->passing, all.n * HEL_FLIP_DRAWS, sizeof *all.where);
	if (!all.place || !all.where)
		return hel_fail_memory(error);
	list_flips(session, all.place);
	session->units = &all;
	hel_status status = hel_session_work(session, session->n_courts * (size_t)all.n_draws, 0.2, place_flips, error);
	session->units = NULL;
	for (size_t x = 0; x < all.n && !status; x++) {
		const place *p = &all.place[x];
		hel_flip *flip = &hel_ruling_of(session, p->claim, p->court)->pivot[p->pivot].flip[p->flip];
		hel_figure figure = hel_figure_of(flip->at, &all.where[x * (size_t)all.n_draws], (size_t)all.n_draws, NULL);
		flip->low = figure.low;
		flip->high = figure.high;
	}
	return status;
}
