/* helpers.c: every state that owes the target help: the chance that it comes, what it brings, and why it may stay away. */
#include "explain/trace.h"

#include <math.h>
#include <stdlib.h>

static const double SURE = 1 - 1e-12; /* as in the nuclear clause of docs/model.md, section 1 */

static hel_help_reason reason_of(const hel_trace *trace, const hel_helper *helper, const hel_promise_list *owed, bool binds)
{
	if (helper->strength.state == trace->i)
		return HEL_HELP_ATTACKS;
	if (helper->chance > 0)
		return HEL_HELP_COMES;
	if (!owed->may_act)
		return HEL_HELP_BLOCKED;
	if (binds)
		return HEL_HELP_BOUND;
	return owed->defence > 0 || owed->collective > 0 ? HEL_HELP_PLEDGED : HEL_HELP_FELLOW;
}

static bool add_helper(hel_trace *trace, const hel_bond *bond, double *owed)
{
	hel_attack *cell = &trace->to->cell;
	hel_helper *helper = &cell->helper[cell->n_helpers++];
	hel_promise_list help, bars;
	*helper = (hel_helper){0};
	if (!hel_trace_strength(trace, &helper->strength, bond->k) ||
	    !hel_trace_promises(trace, &help, bond->k, trace->j, trace->i, HEL_OWED_HELP) ||
	    !hel_trace_promises(trace, &bars, bond->k, trace->i, trace->j, HEL_OWED_RESTRAINT))
		return false;
	helper->n_promises = help.n;
	helper->promise = help.promise;
	helper->n_bars = bars.n;
	helper->bars = bars.promise;
	helper->collective = help.collective;
	helper->defence = help.defence;
	if (bond->k != trace->i)
		helper->bar = 1 - trace->sample->free_to[bond->k * (size_t)trace->model->n + (size_t)trace->i];
	hel_owed(trace->sample, trace->t, bond, owed);
	helper->chance = owed[trace->i];
	helper->expected = helper->chance * helper->strength.power;
	helper->share = cell->help > 0 ? helper->expected / cell->help : NAN;
	helper->reason = reason_of(trace, helper, &help, bars.binds);
	return true;
}

static int compare_helpers(const void *a, const void *b)
{
	const hel_helper *x = a, *y = b;
	if (x->expected != y->expected)
		return x->expected < y->expected ? 1 : -1;
	return x->strength.state - y->strength.state;
}

bool hel_trace_helpers(hel_trace *trace)
{
	const hel_obligations *o = trace->model->obligations;
	hel_attack *cell = &trace->to->cell;
	uint32_t from = o->helpers.from[trace->j], end = o->helpers.from[trace->j + 1];
	cell->helper = hel_arena_alloc(trace->arena, end - from, sizeof *cell->helper);
	double *owed = hel_arena_alloc(trace->arena, (size_t)trace->model->n, sizeof *owed);
	if (!cell->helper || !owed)
		return false;
	for (uint32_t x = from; x < end; x++) {
		if (!add_helper(trace, &o->bond[o->helpers.index[x]], owed))
			return false;
	}
	qsort(cell->helper, cell->n_helpers, sizeof *cell->helper, compare_helpers);
	return true;
}

bool hel_trace_guard(hel_trace *trace)
{
	hel_attack *cell = &trace->to->cell;
	cell->eta = trace->sample->parameter[HEL_NUCLEAR];
	cell->guardian = -1;
	if (cell->eta <= 0)
		return true;
	if (trace->world->state[trace->j].nuclear) {
		cell->guard = HEL_GUARD_OWN;
		cell->guardian = trace->j;
	}
	for (size_t x = 0; cell->guard == HEL_GUARD_NONE && x < cell->n_helpers; x++) {
		const hel_helper *helper = &cell->helper[x];
		if (helper->chance < SURE || !trace->world->state[helper->strength.state].nuclear)
			continue;
		cell->guard = HEL_GUARD_HELPER;
		cell->guardian = helper->strength.state;
	}
	if (cell->guardian >= 0)
		cell->guard_row = hel_trace_nuclear(trace, cell->guardian);
	return true;
}
