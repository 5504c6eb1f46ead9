/* pivots.c: the values of one parameter at which an answer flips, at the point, all else fixed: brackets on a grid, then
 * regula falsi in each. Claims that turn a parameter over the same range share the evaluations of the grid. */
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
	hel_finding *at; /* claims x (steps + 1) */
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

static void walk_grid(search *s)
{
	size_t n = s->session->scenario->n_claims;
	hel_trial_draw(&s->trial, s->session->options.seed, HEL_POINT);
	for (size_t step = 0; step <= HEL_PIVOT_STEPS && !s->trial.status; step++) {
		hel_trial_turn(&s->trial, s->over.turn, hel_between(&s->over, (double)step / HEL_PIVOT_STEPS));
		for (size_t c = 0; s->court->is_lens_basing && c < s->session->docket.n_cells; c++)
			hel_trial_want(&s->trial, (int)c, NULL, 0);
		for (size_t c = 0; c < n; c++) {
			if (asks(s, c))
				s->at[c * (HEL_PIVOT_STEPS + 1) + step] = hel_judge(&s->trial, c);
		}
	}
}

static bool is_true(const hel_finding *f)
{
	return f->outcome == HEL_TRUE;
}

/* Where a straight line between the ends would cross 0; the middle where there is none. */
static double crossing(const hel_bracket *b, double weight_low, double weight_high)
{
	double low = weight_low * b->at_low.clearance, high = weight_high * b->at_high.clearance;
	double share = isfinite(low) && isfinite(high) && low != high ? low / (low - high) : 0.5;
	return b->low + (share > 0.01 && share < 0.99 ? share : share <= 0.01 ? 0.01 : 0.99) * (b->high - b->low);
}

double hel_narrow(hel_trial *trial, size_t claim, const hel_turn_over *over, hel_bracket b, double tolerance)
{
	double weight_low = 1, weight_high = 1;
	int kept = -1;
	for (int step = 1; b.high - b.low > tolerance && !trial->status; step++) {
		double at = step % 3 ? crossing(&b, weight_low, weight_high) : (b.low + b.high) / 2;
		hel_trial_turn(trial, over->turn, hel_between(over, at));
		hel_finding f = hel_judge(trial, claim);
		int side = is_true(&f) != is_true(&b.at_low); /* 1: the flip is below */
		if (side) {
			b.high = at;
			b.at_high = f;
		} else {
			b.low = at;
			b.at_low = f;
		}
		weight_low = side && kept == 0 ? weight_low / 2 : 1;
		weight_high = !side && kept == 1 ? weight_high / 2 : 1;
		kept = !side;
	}
	return (b.low + b.high) / 2;
}

static void keep_curve(const search *s, size_t claim, hel_pivot *pivot)
{
	bool above = hel_holds_above(&s->session->scenario->claim[claim]);
	for (size_t step = 0; step <= HEL_PIVOT_STEPS; step++) {
		const hel_finding *f = &s->at[claim * (HEL_PIVOT_STEPS + 1) + step];
		pivot->value[step] = f->value;
		pivot->border[step] = above ? f->value - f->clearance : f->value + f->clearance;
	}
}

static hel_status find_flips(search *s, size_t claim, hel_pivot *pivot, hel_error *error)
{
	const hel_finding *at = &s->at[claim * (HEL_PIVOT_STEPS + 1)];
	hel_flip flip[HEL_PIVOT_STEPS];
	*pivot = (hel_pivot){.turn = s->over.turn, .from = s->over.from, .to = s->over.to, .holds_at_from = is_true(&at[0]),
	                     .holds_at_to = is_true(&at[HEL_PIVOT_STEPS])};
	keep_curve(s, claim, pivot);
	for (size_t step = 0; step < HEL_PIVOT_STEPS; step++) {
		const hel_finding *low = &at[step], *high = &at[step + 1];
		if (low->outcome == HEL_UNDEFINED || high->outcome == HEL_UNDEFINED || is_true(low) == is_true(high))
			continue;
		hel_bracket bracket = {(double)step / HEL_PIVOT_STEPS, (double)(step + 1) / HEL_PIVOT_STEPS, *low, *high};
		double where = hel_narrow(&s->trial, claim, &s->over, bracket, TOLERANCE);
		flip[pivot->n_flips++] = (hel_flip){hel_between(&s->over, where), NAN, NAN, is_true(high)};
	}
#pragma omp critical
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

/* chain says how omega is shared out: where omega is 0 it turns nothing. */
static bool is_flat(const hel_court *court, hel_turn turn)
{
	return turn == HEL_TURN_CHAIN && court->used.parameter[HEL_OMEGA].mode == 0;
}

static hel_status search_range(void *of, size_t unit, hel_error *error)
{
	hel_session *session = of;
	const ranges *all = session->units;
	size_t n = all->n, n_claims = session->scenario->n_claims;
	search s = {.session = session, .court_index = unit / n, .court = &session->court[unit / n], .over = all->over[unit % n]};
	hel_arena *arena = hel_arena_new();
	s.at = arena ? hel_arena_alloc(arena, n_claims * (HEL_PIVOT_STEPS + 1), sizeof *s.at) : NULL;
	hel_status status = s.at ? hel_trial_new(&s.trial, hel_setting_for(s.court, s.over.turn), false, error) : hel_fail_memory(error);
	if (!status && !is_flat(s.court, s.over.turn))
		walk_grid(&s);
	for (size_t c = 0; c < n_claims && !status; c++) {
		hel_pivot *pivot = asks(&s, c);
		for (size_t step = 0; pivot && is_flat(s.court, s.over.turn) && step <= HEL_PIVOT_STEPS; step++)
			s.at[c * (HEL_PIVOT_STEPS + 1) + step] = s.court->point[c];
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

static hel_status make_wide(void *of, size_t unit, hel_error *error)
{
	hel_session *session = of;
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
