/* gather.c: from the losses of every draw to figures with intervals. */
#include "assess/run.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "assess/indices.h"
#include "base/fail.h"

typedef struct gathering {
	const hel_run *run;
	const hel_case *c, *reference;
	double *draw; /* draws */
} gathering;

static size_t n_scored(const gathering *g)
{
	return (size_t)g->run->scored.n;
}

static bool weighs_anything(const hel_scored *scored, int printing)
{
	double sum = 0;
	for (int s = 0; s < scored->n; s++)
		sum += scored->weight[printing][s];
	return sum > 0;
}

static double index_of(const gathering *g, int property, int printing, int row)
{
	size_t n = n_scored(g), at = (size_t)row * n;
	const double *loss = g->c->loss + at, *before = g->reference->loss + at, *weight = g->run->scored.weight[printing];
	switch (property) {
	case 0:
		return hel_indivisible(loss, before, weight, n);
	case 1:
		return hel_balanced(loss, weight, n);
	case 2:
		return hel_effective(loss, before, weight, n);
	default:
		return g->c->stable[(size_t)row * HEL_PRINTINGS + (size_t)printing];
	}
}

static const char *why_undefined(const gathering *g, int property)
{
	if (property == 1)
		return "fewer than half of the states have anything to lose";
	if (property == 2)
		return "there is nothing to lose under the reference";
	if (property == 3)
		return "no state of the region is party to a commitment";
	for (size_t s = 0; s < n_scored(g); s++) {
		if (hel_difference(g->c->loss[s], g->reference->loss[s]) > 0)
			return "no state gains against the reference";
	}
	return "nothing changes for any state against the reference";
}

static hel_index make_index(gathering *g, int property)
{
	hel_figure figure[HEL_PRINTINGS];
	for (int w = 0; w < HEL_PRINTINGS; w++) {
		for (int d = 0; d < g->run->draws; d++)
			g->draw[d] = index_of(g, property, w, 1 + d);
		bool any = weighs_anything(&g->run->scored, w);
		const char *why = any                      ? why_undefined(g, property)
		                  : w == HEL_BY_POPULATION ? "no population is known"
		                                           : "no state is known to have a million inhabitants";
		figure[w] = hel_figure_of(index_of(g, property, w, 0), g->draw, (size_t)g->run->draws, why);
	}
	return (hel_index){figure[HEL_EACH], figure[HEL_BY_POPULATION], figure[HEL_WITHOUT_SMALL]};
}

static void gather_states(gathering *g, hel_result *result)
{
	size_t n = n_scored(g);
	double years = g->c->lens->years;
	for (size_t s = 0; s < n; s++) {
		hel_state_result *state = &result->state[s];
		double loss = g->c->loss[s], before = g->reference->loss[s];
		for (int d = 0; d < g->run->draws; d++)
			g->draw[d] = g->c->loss[(1 + (size_t)d) * n + s];
		const char *why = "its capability under this lens is missing in the source";
		state->loss = hel_figure_of(loss, g->draw, (size_t)g->run->draws, why);
		/* the quantiles of S = exp(-T L): interpolated between draws of S, as for any other figure */
		for (int d = 0; d < g->run->draws; d++)
			g->draw[d] = exp(-years * g->c->loss[(1 + (size_t)d) * n + s]);
		state->security = hel_figure_of(exp(-years * loss), g->draw, (size_t)g->run->draws, why);
		state->dL = isnan(loss) ? NAN : hel_difference(loss, before);
		state->dS = isnan(loss) ? NAN : state->dL == 0 ? 0 : exp(-years * loss) - exp(-years * before);
	}
}

static int compare_losers(const void *a, const void *b)
{
	const hel_loser *x = a, *y = b;
	if (x->dL != y->dL)
		return x->dL < y->dL ? 1 : -1;
	return (x->state > y->state) - (x->state < y->state);
}

static hel_status gather_losers(gathering *g, hel_result *result, hel_error *error)
{
	result->loser = hel_arena_alloc(g->run->arena, n_scored(g), sizeof *result->loser);
	if (!result->loser)
		return hel_fail_memory(error);
	result->n_losers = 0;
	for (size_t s = 0; s < n_scored(g); s++) {
		const hel_state_result *state = &result->state[s];
		if (state->dL > 0)
			result->loser[result->n_losers++] = (hel_loser){state->state, state->dL, state->dS};
	}
	qsort(result->loser, result->n_losers, sizeof *result->loser, compare_losers);
	return HEL_OK;
}

/* Soldiers per 1000 inhabitants of the region, over states for which both are known. */
static double military_burden(const hel_run *run)
{
	double soldiers = 0, people = 0;
	for (int s = 0; s < run->scored.n; s++) {
		const hel_state *state = &run->scenario->world.state[run->scored.state[s]];
		if (isnan(state->milper) || isnan(state->population))
			continue;
		soldiers += state->milper;
		people += state->population;
	}
	return people > 0 ? 1000 * soldiers / people : NAN;
}

static void gather_spread(gathering *g, hel_result *result, double *work)
{
	size_t n = n_scored(g);
	result->worst_security = NAN;
	for (size_t s = 0; s < n; s++) {
		work[s] = result->state[s].security.value;
		result->worst_security = fmin(result->worst_security, work[s]);
	}
	result->median_security = hel_median(work, n);
	result->gap = result->median_security - result->worst_security;
}

static hel_status gather_result(const hel_run *run, size_t l, size_t m, double *draw, double *work, hel_error *error)
{
	gathering g = {run, hel_run_case(run, l, m + 1), hel_run_case(run, l, 0), draw};
	hel_result *result = g.c->result;
	result->indivisible = make_index(&g, 0);
	result->balanced = make_index(&g, 1);
	result->effective = make_index(&g, 2);
	result->sustainable = make_index(&g, 3);
	result->together = g.c->is_compared ? NAN
					    : hel_effective(g.c->together, g.reference->together, run->scored.weight[HEL_EACH],
							    (size_t)run->scored.n);
	result->burden = military_burden(run);
	gather_states(&g, result);
	gather_spread(&g, result, work);
	return gather_losers(&g, result, error);
}

hel_status hel_run_gather(hel_run *run, hel_error *error)
{
	double *draw = hel_arena_alloc(run->passing, (size_t)run->draws, sizeof *draw);
	double *work = hel_arena_alloc(run->passing, (size_t)run->scored.n, sizeof *work);
	if (!draw || !work)
		return hel_fail_memory(error);
	hel_status status = HEL_OK;
	for (size_t m = 0; !status && m < run->n_mechanisms; m++) {
		for (size_t l = 0; !status && l < run->n_lenses; l++)
			status = gather_result(run, l, m, draw, work, error);
	}
	return status;
}
