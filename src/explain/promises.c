/* promises.c: the clauses that one state owes another, which of them act, and which decide a figure. */
#include "explain/trace.h"

static bool is_wanted(hel_clause_type type, hel_promises kind)
{
	switch (kind) {
	case HEL_OWED_HELP:
		return hel_is_help(type);
	case HEL_OWED_COMPANY:
		return hel_is_binding(type);
	case HEL_OWED_RESTRAINT:
		return type != HEL_COLLECTIVE_SECURITY;
	case HEL_OWED_ALL_RESTRAINT:
		return true;
	}
	return false;
}

/* What keeps k from fighting p holds whatever is voted; only collective security must act first. */
static bool may_fail(hel_clause_type type, hel_promises kind)
{
	return kind == HEL_OWED_HELP || kind == HEL_OWED_COMPANY || type == HEL_COLLECTIVE_SECURITY;
}

static bool add(hel_trace *trace, hel_promise_list *list, const hel_bond *bond, const hel_entry *entry, int against,
		hel_promises kind)
{
	const hel_obligations *o = trace->model->obligations;
	const hel_duty *duty = &o->duty[entry->duty];
	const hel_commitment *commitment = o->party[duty->commitment].commitment;
	hel_promise *p = &list->promise[list->n++];
	*p = (hel_promise){.commitment = commitment,
			   .clause = duty->clause,
			   .rho = trace->sample->rate[duty->rate],
			   .ballot = -1,
			   .acts = true,
			   .row = hel_trace_membership(trace, commitment, duty->type, bond->k, bond->p)};
	hel_trace_name(trace, commitment);
	list->binds |= hel_is_binding(duty->type);
	if (!may_fail(duty->type, kind))
		return true;
	if (duty->rule >= 0 && (p->ballot = hel_trace_ballot(trace, duty->rule, against)) < 0)
		return false;
	bool adopted = p->ballot < 0 || trace->to->ballot[p->ballot].acts;
	p->own = duty->type == HEL_DEFENCE && o->own[entry->own * (size_t)o->n + (size_t)against];
	p->acts = adopted && !p->own;
	list->may_act |= hel_is_help(duty->type) && adopted;
	return true;
}

/* E, C or O that a promise is part of; NULL for those that are none. */
static double *figure_of(hel_promise_list *list, const hel_promise *p)
{
	hel_clause_type type = p->clause->type;
	if (type == HEL_DEFENCE || type == HEL_GUARANTEE)
		return &list->defence;
	return type == HEL_COLLECTIVE_SECURITY ? &list->collective : type == HEL_OFFENCE ? &list->offence : NULL;
}

/* Stacked as the kernels do it, in the order of the mechanism; then who decides: the first that has the largest rho. */
static void stack(hel_promise_list *list, hel_stack how)
{
	for (size_t x = 0; x < list->n; x++) {
		double *figure = figure_of(list, &list->promise[x]);
		if (figure && list->promise[x].acts)
			*figure = hel_stacked(how, *figure, list->promise[x].rho);
	}
	bool decided[3] = {false, false, false};
	const double *const figures[3] = {&list->defence, &list->collective, &list->offence};
	for (size_t x = 0; x < list->n; x++) {
		hel_promise *p = &list->promise[x];
		const double *figure = figure_of(list, p);
		for (int f = 0; f < 3 && p->acts; f++) {
			if (figure != figures[f] || decided[f] || (how == HEL_STACK_MAX && p->rho < *figure))
				continue;
			p->decides = true;
			decided[f] = how == HEL_STACK_MAX;
		}
	}
}

bool hel_trace_promises(hel_trace *trace, hel_promise_list *list, int k, int p, int against, hel_promises kind)
{
	const hel_obligations *o = trace->model->obligations;
	const hel_bond *bond = hel_bond_find(o, k, p);
	*list = (hel_promise_list){0};
	if (!bond)
		return true;
	list->promise = hel_arena_alloc(trace->arena, bond->end - bond->first, sizeof *list->promise);
	if (!list->promise)
		return false;
	for (uint32_t e = bond->first; e < bond->end; e++) {
		if (is_wanted(o->duty[o->entry[e].duty].type, kind) && !add(trace, list, bond, &o->entry[e], against, kind))
			return false;
	}
	stack(list, trace->model->lens->stack);
	return true;
}
