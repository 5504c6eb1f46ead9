/* help.c: who comes to the aid of a state, o_k(j|i) = 1 - (1 - C)(1 - E (1 - B)), and how much help that is, D_ij.
 * A column of D costs (bonds to j) x (attackers of j); nothing is summed over triples. */
#include "security/model.h"

#include "base/clones.h"

/* o for bonds that need no vote. attacker NULL: all states in order. */
HEL_CLONES static void owe(double *restrict o, const double *restrict free_to, const uint16_t *restrict attacker, int m,
                           double collective, double defence)
{
	double both = (1 - collective) * defence;
	if (attacker) {
		for (int a = 0; a < m; a++)
			o[a] = collective + both * free_to[attacker[a]];
	} else {
		for (int a = 0; a < m; a++)
			o[a] = collective + both * free_to[a];
	}
}

HEL_CLONES static void add_scaled(double *restrict sum, const double *restrict o, double power, int m)
{
	for (int a = 0; a < m; a++)
		sum[a] += power * o[a];
}

/* Adds a clause that acts only where its rule lets it. */
HEL_CLONES static void stack_by_vote(double *restrict so_far, const double *restrict fires, const uint16_t *restrict attacker,
                                     int m, double rho, hel_stack how)
{
	for (int a = 0; a < m; a++) {
		double acts = rho * fires[attacker[a]];
		double both = 1 - (1 - so_far[a]) * (1 - acts), larger = so_far[a] > acts ? so_far[a] : acts;
		so_far[a] = how == HEL_STACK_INDEPENDENT ? both : larger;
	}
}

/* o of a bond some of whose clauses depend on a vote. */
static void owe_by_vote(const hel_sample *sample, int t, const hel_bond *bond, double *collective)
{
	const hel_model *model = sample->model;
	const hel_obligations *o = model->obligations;
	size_t n = (size_t)o->n, b = (size_t)(bond - o->bond);
	const uint16_t *attacker = model->attacker + model->from[t];
	const double *free_to = sample->free_to + bond->k * n;
	int m = (int)(model->from[t + 1] - model->from[t]);
	double *defence = sample->scratch + 2 * n;
	for (int a = 0; a < m; a++) {
		collective[a] = sample->collective[b];
		defence[a] = sample->defence[b];
	}
	for (uint32_t e = bond->first; e < bond->end; e++) {
		const hel_duty *duty = &o->duty[o->entry[e].duty];
		if (duty->rule >= 0 && !hel_lifted(o, &sample->change, duty, bond->k, bond->p))
			stack_by_vote(duty->type == HEL_COLLECTIVE_SECURITY ? collective : defence, sample->fires + (size_t)duty->rule * n,
			              attacker, m, sample->rate[duty->rate], model->lens->stack);
	}
	for (int a = 0; a < m; a++)
		collective[a] += (1 - collective[a]) * defence[a] * free_to[attacker[a]];
}

/* The place of an attacker among those of column t; -1. */
static int place_of(const hel_model *model, int t, int i)
{
	const uint16_t *attacker = model->attacker + model->from[t];
	int low = 0, high = (int)(model->from[t + 1] - model->from[t]), m = high;
	while (low < high) {
		int middle = (low + high) / 2;
		if (attacker[middle] < i)
			low = middle + 1;
		else
			high = middle;
	}
	return low < m && attacker[low] == i ? low : -1;
}

/* Nobody helps against itself. */
static void spare_the_attacker(const hel_model *model, int t, int k, double *o)
{
	int at = place_of(model, t, k);
	if (at >= 0)
		o[at] = 0;
}

static bool is_tied(const hel_change *change, const hel_bond *bond)
{
	return (bond->k == change->tie_a && bond->p == change->tie_b) || (bond->k == change->tie_b && bond->p == change->tie_a);
}

/* o against a fellow member with whom the tie is cut. */
static void spare_fellow(const hel_sample *sample, int t, const hel_bond *bond, int i, double *o)
{
	const hel_model *model = sample->model;
	const hel_obligations *of = model->obligations;
	const hel_change *change = &sample->change;
	int at = place_of(model, t, i);
	if (at < 0)
		return;
	double sum[2] = {0, 0}; /* defence, collective security */
	for (uint32_t e = bond->first; e < bond->end; e++) {
		const hel_duty *duty = &of->duty[of->entry[e].duty];
		bool fires = duty->rule < 0 || sample->fires[(size_t)duty->rule * (size_t)of->n + (size_t)i] > 0;
		if (!hel_is_help(duty->type) || !fires || hel_lifted(of, change, duty, bond->k, bond->p) ||
		    hel_is_own(of, change, &of->entry[e], i))
			continue;
		double *so_far = &sum[duty->type == HEL_COLLECTIVE_SECURITY];
		*so_far = hel_stacked(model->lens->stack, *so_far, sample->rate[duty->rate]);
	}
	if (is_tied(change, bond))
		sum[0] = hel_stacked(model->lens->stack, sum[0], change->tie_rho);
	o[at] = sum[1] + (1 - sum[1]) * sum[0] * sample->free_to[bond->k * (size_t)of->n + (size_t)i];
}

/* Fellow members are bound to each other, so that a defence pact never fires against its own. Where the tie between k and i is
 * cut that must be said for itself. */
static void spare_the_cut(const hel_sample *sample, int t, const hel_bond *bond, double *o)
{
	const hel_obligations *of = sample->model->obligations;
	const hel_change *change = &sample->change;
	int i = bond->k == change->cut_a ? change->cut_b : bond->k == change->cut_b ? change->cut_a : -1;
	if (i >= 0)
		spare_fellow(sample, t, bond, i, o);
	for (uint32_t x = of->estranged_from[bond->k]; x < of->estranged_from[bond->k + 1]; x++)
		spare_fellow(sample, t, bond, of->estranged[x], o);
}

static const uint16_t *attackers_unless_all(const hel_model *model, int t, int *m)
{
	*m = (int)(model->from[t + 1] - model->from[t]);
	return *m == model->n ? NULL : model->attacker + model->from[t];
}

void hel_owed(const hel_sample *sample, int t, const hel_bond *bond, double *o)
{
	const hel_model *model = sample->model;
	size_t b = (size_t)(bond - model->obligations->bond);
	int m;
	const uint16_t *attacker = attackers_unless_all(model, t, &m);
	if (bond->ruled) {
		owe_by_vote(sample, t, bond, o);
	} else {
		owe(o, sample->free_to + bond->k * (size_t)model->n, attacker, m, sample->collective[b], sample->defence[b]);
	}
	spare_the_attacker(model, t, bond->k, o);
	spare_the_cut(sample, t, bond, o);
}

void hel_owed_spare(const hel_sample *sample, int t, const hel_spare *spare, double *o)
{
	int m;
	const uint16_t *attacker = attackers_unless_all(sample->model, t, &m);
	owe(o, sample->free_to + (size_t)spare->k * (size_t)sample->model->n, attacker, m, 0, spare->defence);
	spare_the_attacker(sample->model, t, spare->k, o);
}

void hel_help(hel_sample *sample, int t)
{
	const hel_model *model = sample->model;
	const hel_obligations *o = model->obligations;
	int j = model->target[t], m = (int)(model->from[t + 1] - model->from[t]);
	double *help = sample->help + model->from[t], *owed = sample->scratch;
	const double *power = sample->power + (size_t)t * (size_t)model->n;
	for (int a = 0; a < m; a++)
		help[a] = 0;
	for (uint32_t x = o->helpers.from[j]; x < o->helpers.from[j + 1]; x++) {
		const hel_bond *bond = &o->bond[o->helpers.index[x]];
		if (!bond->ruled && sample->defence[o->helpers.index[x]] == 0 && sample->collective[o->helpers.index[x]] == 0)
			continue; /* lifted */
		hel_owed(sample, t, bond, owed);
		add_scaled(help, owed, power[bond->k], m);
	}
	for (int s = 0; s < sample->n_spare; s++) {
		if (sample->spare[s].p == j && sample->spare[s].defence > 0) {
			hel_owed_spare(sample, t, &sample->spare[s], owed);
			add_scaled(help, owed, power[sample->spare[s].k], m);
		}
	}
}
