/* companions.c: every state bound to the attacker: whether it may fight beside it, and what keeps it out. */
#include "explain/trace.h"

#include <math.h>
#include <stdlib.h>

/* What of the target's keeps a companion out. */
typedef struct hold {
	double free;     /* 1 - B[k,j] */
	double unshared; /* what is left of 1 - B' under collective security */
	bool binds;
} hold;

static hold hold_of(const hel_trace *trace, int k, const hel_promise_list *bars)
{
	const hel_obligations *o = trace->model->obligations;
	const hel_bond *bond = hel_bond_find(o, k, trace->j);
	hold h = {1, 1, bars->binds};
	if (k == trace->j)
		return h;
	h.free = trace->sample->free_to[(size_t)k * (size_t)trace->model->n + (size_t)trace->j];
	if (bond &&
	    bond->shares) /* of other bonds the sample may hold nothing: where no pledge is believed they are not made */
		h.unshared = trace->sample->unshared[bond - o->bond];
	return h;
}

static bool add_companion(hel_trace *trace, const hel_bond *bond, hold *h)
{
	hel_attack *cell = &trace->to->cell;
	hel_companion *c = &cell->companion[cell->n_companions++];
	hel_promise_list company, bars;
	*c = (hel_companion){0};
	if (!hel_trace_strength(trace, &c->strength, bond->k) ||
	    !hel_trace_promises(trace, &company, bond->k, trace->i, trace->j, HEL_OWED_COMPANY) ||
	    !hel_trace_promises(trace, &bars, bond->k, trace->j, trace->i, HEL_OWED_ALL_RESTRAINT))
		return false;
	if (bond->k == trace->j)
		c->strength.power = 0; /* its power is on the other side of the contest */
	c->n_promises = company.n;
	c->promise = company.promise;
	c->n_bars = bars.n;
	c->bars = bars.promise;
	c->offence = company.offence;
	c->defence = company.defence;
	c->collective = bars.collective;
	*h = hold_of(trace, bond->k, &bars);
	c->bar = 1 - h->free * h->unshared;
	return true;
}

static void weigh_fear(hel_trace *trace)
{
	hel_attack *cell = &trace->to->cell;
	hel_fear *fear = &cell->fear;
	double own = cell->attacks.power;
	fear->omega = trace->sample->parameter[HEL_OMEGA];
	fear->chain = trace->sample->parameter[HEL_CHAIN];
	fear->factor = trace->sample->omega_factor[trace->slot];
	for (size_t x = 0; x < cell->n_companions; x++)
		fear->coalition += cell->companion[x].defence * cell->companion[x].strength.power;
	double all = own + fear->coalition;
	fear->weight = fear->chain + (1 - fear->chain) * (all > 0 ? own / all : 0);
	fear->omega_pair = fear->omega * fear->factor * fear->weight;
}

static hel_company_reason reason_of(const hel_trace *trace, const hel_companion *c, const hold *h)
{
	if (c->strength.state == trace->j)
		return HEL_COMPANY_ATTACKED;
	if (c->chance > 0)
		return HEL_COMPANY_JOINS;
	if (h->free <= 0)
		return h->binds ? HEL_COMPANY_OWES_TARGET : HEL_COMPANY_PLEDGED;
	if (h->unshared <= 0 || c->collective >= 1)
		return HEL_COMPANY_COLLECTIVE;
	return c->defence > 0 ? HEL_COMPANY_DEFENDS : HEL_COMPANY_BLOCKED;
}

static void settle(hel_trace *trace, hel_companion *c, const hold *h)
{
	const hel_attack *cell = &trace->to->cell;
	double willing = (1 - c->collective) * h->free * h->unshared;
	/* 1 - (1 - O)(1 - omega E) without the cancellation */
	c->chance = willing * (c->offence + (1 - c->offence) * cell->fear.omega_pair * c->defence);
	if (c->strength.state == trace->j)
		c->chance = 0;
	c->expected = c->chance * c->strength.power;
	c->share = cell->abetment > 0 ? c->expected / cell->abetment : NAN;
	c->reason = reason_of(trace, c, h);
}

static int compare_companions(const void *a, const void *b)
{
	const hel_companion *x = a, *y = b;
	if (x->expected != y->expected)
		return x->expected < y->expected ? 1 : -1;
	return x->strength.state - y->strength.state;
}

bool hel_trace_companions(hel_trace *trace)
{
	const hel_obligations *o = trace->model->obligations;
	hel_attack *cell = &trace->to->cell;
	uint32_t from = o->backers.from[trace->i], end = o->backers.from[trace->i + 1];
	cell->companion = hel_arena_alloc(trace->arena, end - from, sizeof *cell->companion);
	hold *h = hel_arena_alloc(trace->arena, end - from, sizeof *h);
	if (!cell->companion || !h)
		return false;
	for (uint32_t x = from; x < end; x++) {
		if (!add_companion(trace, &o->bond[o->backers.index[x]], &h[x - from]))
			return false;
	}
	weigh_fear(trace);
	for (size_t x = 0; x < cell->n_companions; x++)
		settle(trace, &cell->companion[x], &h[x]);
	qsort(cell->companion, cell->n_companions, sizeof *cell->companion, compare_companions);
	return true;
}
