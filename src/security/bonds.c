/* bonds.c: what the clauses of a bond come to at a draw: E, C, O, and the chance that nothing bars k from fighting p. */
#include "security/model.h"

static inline void add_entry(hel_will *w, const hel_sample *sample, const hel_entry *entry, hel_stack how, double pledges)
{
	double rho = sample->rate[entry->rate];
	switch (entry->type) {
	case HEL_DEFENCE:
	case HEL_GUARANTEE:
		if (!entry->ruled)
			w->defence = hel_stacked(how, w->defence, rho);
		w->free = 0;
		break;
	case HEL_OFFENCE:
		w->offence = hel_stacked(how, w->offence, rho);
		w->free = 0;
		break;
	case HEL_COLLECTIVE_SECURITY:
		if (!entry->ruled)
			w->collective = hel_stacked(how, w->collective, rho);
		w->unshared *= 1 - pledges * rho;
		break;
	default: /* neutrality, non-aggression */
		w->free *= 1 - pledges * rho;
	}
}

static void keep_will(hel_sample *sample, uint32_t b, const hel_will *w)
{
	const hel_bond *bond = &sample->model->obligations->bond[b];
	sample->defence[b] = w->defence;
	sample->collective[b] = w->collective;
	sample->offence[b] = w->offence;
	sample->unshared[b] = w->unshared;
	sample->free_to[(size_t)bond->k * (size_t)sample->model->n + bond->p] = w->free;
}

static inline bool lifts_anything(const hel_change *change)
{
	return change->without >= 0 || change->cut_a >= 0 || change->out;
}

/* What a bond comes to under a change. lifts: something is taken away, so that every entry must be asked. */
static inline hel_will will_of(const hel_sample *sample, const hel_bond *bond, const hel_change *change, bool lifts)
{
	const hel_obligations *o = sample->model->obligations;
	hel_will w = {.unshared = 1, .free = 1};
	bool gone = change->out && change->out[bond->k]; /* owes nobody anything */
	hel_stack how = sample->model->lens->stack;
	double pledges = sample->parameter[HEL_PLEDGES];
	for (uint32_t e = bond->first; !gone && e < bond->end; e++) {
		const hel_entry *entry = &o->entry[e];
		if (!lifts || !hel_lifted(o, change, &o->duty[entry->duty], bond->k, bond->p))
			add_entry(&w, sample, entry, how, pledges);
	}
	if (change->tie_a >= 0 && ((bond->k == change->tie_a && bond->p == change->tie_b) ||
				   (bond->k == change->tie_b && bond->p == change->tie_a))) {
		w.defence = hel_stacked(sample->model->lens->stack, w.defence, change->tie_rho);
		w.free = 0;
	}
	return w;
}

static bool same_will(const hel_will *x, const hel_will *y)
{
	return x->defence == y->defence && x->collective == y->collective && x->offence == y->offence &&
	       x->unshared == y->unshared && x->free == y->free;
}

/* What every kind comes to where nothing is changed. Marks those that came to something else before. */
static void set_kinds(hel_sample *sample)
{
	const hel_obligations *o = sample->model->obligations;
	for (size_t k = 0; k < o->n_kinds; k++) {
		hel_will w = will_of(sample, &o->bond[o->kind_bond[k]], &sample->change, false);
		sample->kind_moved[k] = !same_will(&w, &sample->of_kind[k]);
		sample->of_kind[k] = w;
	}
}

/* All bonds listed, where nothing is changed: each kind once, and where all bonds are as their kinds were, those alone whose kind
 * has moved. */
static void set_by_kind(hel_sample *sample, const uint32_t *bond, size_t n_bonds)
{
	const hel_obligations *o = sample->model->obligations;
	set_kinds(sample);
	for (size_t x = 0; x < n_bonds; x++) {
		uint32_t b = bond ? bond[x] : (uint32_t)x;
		if (!sample->by_kind || sample->kind_moved[o->kind[b]])
			keep_will(sample, b, &sample->of_kind[o->kind[b]]);
	}
	sample->by_kind = n_bonds == o->n_bonds;
}

void hel_bonds(hel_sample *sample, const uint32_t *bond, size_t n_bonds)
{
	const hel_change *change = &sample->change;
	bool lifts = lifts_anything(change);
	if (!lifts && change->tie_a < 0 && n_bonds > sample->model->obligations->n_kinds) {
		set_by_kind(sample, bond, n_bonds);
		return;
	}
	sample->by_kind = false;
	for (size_t x = 0; x < n_bonds; x++) {
		uint32_t b = bond ? bond[x] : (uint32_t)x;
		hel_will w = will_of(sample, &sample->model->obligations->bond[b], change, lifts);
		keep_will(sample, b, &w);
	}
}

hel_will hel_bond_under(const hel_sample *sample, const hel_bond *bond, const hel_change *change)
{
	return will_of(sample, bond, change, lifts_anything(change));
}
