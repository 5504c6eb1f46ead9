/* pivots.c: the values of one parameter at which an answer flips, at the point, all else fixed: brackets on a grid, then
 * bisection of each. Claims that turn a parameter over the same range share the evaluations of the grid. */
#include "verdict/pivots.h"

#include <string.h>

#include "base/fail.h"

static const double TOLERANCE = 1e-9; /* of the range */

typedef struct search {
	hel_session *session;
	hel_court *court;
	size_t court_index;
	hel_turn_over over;
	hel_trial trial;
	int8_t *holds; /* claims x (steps + 1): 1, 0, or -1 where undefined */
} search;

/* The share of those who stay and of free ties knows no other horizon than the lens's. */
static bool depends_on_horizon(const hel_docket *docket, size_t claim)
{
	for (size_t x = 0; x < docket->claim[claim].n; x++) {
		const hel_leaf *leaf = &docket->leaf[docket->claim[claim].first + x];
		const hel_quantity *q[] = {leaf->left.quantity, leaf->right.quantity};
		for (int side = 0; side < 2; side++) {
			if (q[side] && (q[side]->measure == HEL_MEASURE_SUSTAINABLE || q[side]->measure == HEL_MEASURE_FREEDOM))
				return true;
		}
	}
	return false;
}

/* Where a claim asks to turn a parameter over this range; NULL. */
static hel_pivot *asks(const search *s, size_t claim)
{
	const hel_claim *c = &s->session->scenario->claim[claim];
	hel_ruling *ruling = hel_ruling_of(s->session, claim, s->court_index);
	if (!hel_hears(s->court, c) || ruling->verdict == HEL_NOT_TESTABLE)
		return NULL;
	if ((s->over.turn == HEL_TURN_YEARS || s->over.turn == HEL_TURN_THREAT) && depends_on_horizon(&s->session->docket, claim))
		return NULL;
	for (size_t p = 0; p < c->n_pivots; p++) {
		const hel_turn_over *over = &c->pivot[p];
		if (over->turn == s->over.turn && over->from == s->over.from && over->to == s->over.to)
			return &ruling->pivot[p];
	}
	return NULL;
}

static int8_t holds(hel_trial *trial, size_t claim)
{
	hel_finding f = hel_judge(trial, claim);
	return f.outcome == HEL_UNDEFINED ? -1 : f.outcome == HEL_TRUE;
}

static void walk_grid(search *s)
{
	size_t n = s->session->scenario->n_claims;
	hel_trial_draw(&s->trial, s->session->options.seed, HEL_POINT);
	for (size_t step = 0; step <= HEL_PIVOT_STEPS && !s->trial.status; step++) {
		hel_trial_turn(&s->trial, s->over.turn, hel_between(&s->over, (double)step / HEL_PIVOT_STEPS));
		for (size_t c = 0; c < n; c++) {
			if (asks(s, c))
				s->holds[c * (HEL_PIVOT_STEPS + 1) + step] = holds(&s->trial, c);
		}
	}
}

/* The flip between two shares of the range at which the answers differ. */
static double bisect(search *s, size_t claim, double low, double high, int8_t at_low)
{
	while (high - low > TOLERANCE && !s->trial.status) {
		double middle = (low + high) / 2;
		hel_trial_turn(&s->trial, s->over.turn, hel_between(&s->over, middle));
		if (holds(&s->trial, claim) == at_low)
			low = middle;
		else
			high = middle;
	}
	return hel_between(&s->over, (low + high) / 2);
}

static hel_status find_flips(search *s, size_t claim, hel_pivot *pivot, hel_error *error)
{
	const int8_t *at = &s->holds[claim * (HEL_PIVOT_STEPS + 1)];
	hel_flip flip[HEL_PIVOT_STEPS];
	*pivot = (hel_pivot){.turn = s->over.turn, .from = s->over.from, .to = s->over.to, .holds_at_from = at[0] == 1,
	                     .holds_at_to = at[HEL_PIVOT_STEPS] == 1};
	for (size_t step = 0; step < HEL_PIVOT_STEPS; step++) {
		if (at[step] < 0 || at[step + 1] < 0 || at[step] == at[step + 1])
			continue;
		double where = bisect(s, claim, (double)step / HEL_PIVOT_STEPS, (double)(step + 1) / HEL_PIVOT_STEPS, at[step]);
		flip[pivot->n_flips++] = (hel_flip){where, NAN, NAN, at[step + 1] == 1};
	}
#pragma omp critical(hel_pivot_memory)
	pivot->flip = hel_arena_alloc(s->session->arena, pivot->n_flips, sizeof *pivot->flip);
	if (!pivot->flip)
		return hel_fail_memory(error);
	memcpy(pivot->flip, flip, pivot->n_flips * sizeof *flip);
	return HEL_OK;
}

/* --- ranges ------------------------------------------------------------------------------------------------------- */

typedef struct ranges {
	size_t n;
	hel_turn_over *over;
} ranges;

/* The different ranges that the claims of a scenario ask for. */
static hel_status list_ranges(const hel_scenario *scenario, hel_arena *arena, ranges *to, hel_error *error)
{
	size_t most = 0;
	for (size_t c = 0; c < scenario->n_claims; c++)
		most += scenario->claim[c].n_pivots;
	*to = (ranges){.over = hel_arena_alloc(arena, most, sizeof *to->over)};
	for (size_t c = 0; c < scenario->n_claims && to->over; c++) {
		for (size_t p = 0; p < scenario->claim[c].n_pivots; p++) {
			const hel_turn_over *over = &scenario->claim[c].pivot[p];
			size_t r = 0;
			while (r < to->n && (to->over[r].turn != over->turn || to->over[r].from != over->from || to->over[r].to != over->to))
				r++;
			if (r == to->n)
				to->over[to->n++] = *over;
		}
	}
	return to->over ? HEL_OK : hel_fail_memory(error);
}

/* At chain it takes omega, and there must be something that may be turned at all. */
static bool is_flat(const hel_court *court, hel_turn turn)
{
	return turn == HEL_TURN_CHAIN && court->used.parameter[HEL_OMEGA].mode == 0;
}

static hel_status search_range(hel_session *session, size_t unit, hel_error *error)
{
	const ranges *all = session->units;
	size_t n = all->n, n_claims = session->scenario->n_claims;
	search s = {.session = session, .court_index = unit / n, .court = &session->court[unit / n], .over = all->over[unit % n]};
	hel_arena *arena = hel_arena_new();
	s.holds = arena ? hel_arena_alloc(arena, n_claims * (HEL_PIVOT_STEPS + 1), 1) : NULL;
	hel_status status = s.holds ? hel_trial_new(&s.trial, hel_setting_for(s.court, s.over.turn), false, error) : hel_fail_memory(error);
	if (!status && !is_flat(s.court, s.over.turn))
		walk_grid(&s);
	for (size_t c = 0; c < n_claims && !status; c++) {
		hel_pivot *pivot = asks(&s, c);
		if (pivot && is_flat(s.court, s.over.turn)) /* the same at every value */
			memset(&s.holds[c * (HEL_PIVOT_STEPS + 1)], s.court->point[c].outcome == HEL_TRUE, HEL_PIVOT_STEPS + 1);
		if (pivot)
			status = find_flips(&s, c, pivot, error);
	}
	if (!status && (status = s.trial.status))
		*error = s.trial.error;
	hel_trial_free(&s.trial);
	hel_arena_free(arena);
	return status;
}

/* --- phi needs every state as a target ---------------------------------------------------------------------------- */

static hel_status make_wide(hel_session *session, size_t unit, hel_error *error)
{
	hel_court *court = &session->court[unit / session->docket.n_forms];
	return hel_setting_form(&court->wide, unit % session->docket.n_forms, session->draws > 0, error);
}

static bool turns_phi(const hel_scenario *scenario)
{
	for (size_t c = 0; c < scenario->n_claims; c++) {
		for (size_t p = 0; p < scenario->claim[c].n_pivots; p++) {
			if (scenario->claim[c].pivot[p].turn == HEL_TURN_PHI)
				return true;
		}
	}
	return false;
}

static hel_status widen(hel_session *session, hel_error *error)
{
	hel_status status = HEL_OK;
	if (!turns_phi(session->scenario))
		return HEL_OK;
	for (size_t c = 0; c < session->n_courts && !status; c++)
		status = hel_setting_new(&session->court[c].wide, &session->docket, &session->court[c].used, true, error);
	return status ? status : hel_session_work(session, session->n_courts * session->docket.n_forms, 0.1, make_wide, error);
}

/* Pivots that were not looked for are left out. */
static void close_up(hel_ruling *ruling, const hel_claim *claim)
{
	for (size_t p = 0; p < claim->n_pivots; p++) {
		if (ruling->pivot[p].flip)
			ruling->pivot[ruling->n_pivots++] = ruling->pivot[p];
	}
}

hel_status hel_find_pivots(hel_session *session, hel_error *error)
{
	ranges all;
	hel_status status = widen(session, error);
	if (!status)
		status = list_ranges(session->scenario, session->passing, &all, error);
	session->units = &all;
	if (!status)
		status = hel_session_work(session, session->n_courts * all.n, 0.2, search_range, error);
	session->units = NULL;
	for (size_t c = 0; c < session->scenario->n_claims && !status; c++) {
		for (size_t court = 0; court < session->n_courts; court++)
			close_up(hel_ruling_of(session, c, court), &session->scenario->claim[c]);
	}
	return status;
}
