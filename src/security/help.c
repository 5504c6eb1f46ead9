/* help.c: who comes to the aid of a state, o_k(j|i) = 1 - (1 - C)(1 - E (1 - B)), and how much help that is, D_ij.
 * A column of D costs (bonds to j) x n: it is summed against every state in its order, whose figures lie side by side, and those
 * who attack j are picked out at the end. Nothing is summed over triples. */
#include "security/model.h"

#include "base/clones.h"

/* Where fewer than one state in so many attacks, they are gone through one by one. */
enum { FEW = 8 };

/* o for bonds that need no vote, against every state. */
HEL_CLONES static void owe(double *restrict o, const double *restrict free_to, double collective, double defence, int n)
{
	double both = (1 - collective) * defence;
	for (int i = 0; i < n; i++)
		o[i] = collective + both * free_to[i];
}

HEL_CLONES static void add_scaled(double *restrict sum, const double *restrict o, double power, int n)
{
	for (int i = 0; i < n; i++)
		sum[i] += power * o[i];
}

/* Both at once. */
HEL_CLONES static void add_owed(double *restrict sum, const double *restrict free_to, double collective, double defence,
                                double power, int n)
{
	double both = (1 - collective) * defence;
	for (int i = 0; i < n; i++)
		sum[i] += power * (collective + both * free_to[i]);
}

/* The same against some states alone. */
static void add_owed_against(double *restrict sum, const uint16_t *restrict attacker, int m, const double *restrict free_to,
                             double collective, double defence, double power)
{
	double both = (1 - collective) * defence;
	for (int a = 0; a < m; a++)
		sum[attacker[a]] += power * (collective + both * free_to[attacker[a]]);
}

/* Adds a clause that acts only where its rule lets it. */
HEL_CLONES static void stack_by_vote(double *restrict so_far, const double *restrict fires, double rho, hel_stack how, int n)
{
	for (int i = 0; i < n; i++) {
		double acts = rho * fires[i];
		double both = 1 - (1 - so_far[i]) * (1 - acts), larger = so_far[i] > acts ? so_far[i] : acts;
		so_far[i] = how == HEL_STACK_INDEPENDENT ? both : larger;
	}
}

/* o of a bond some of whose clauses depend on a vote. */
static void owe_by_vote(const hel_sample *sample, const hel_bond *bond, double *collective)
{
	const hel_model *model = sample->model;
	const hel_obligations *o = model->obligations;
	size_t n = (size_t)o->n, b = (size_t)(bond - o->bond);
	const double *free_to = sample->free_to + bond->k * n;
	double *defence = sample->scratch + 2 * n;
	for (size_t i = 0; i < n; i++) {
		collective[i] = sample->collective[b];
		defence[i] = sample->defence[b];
	}
	for (uint32_t e = bond->first; e < bond->end; e++) {
		const hel_duty *duty = &o->duty[o->entry[e].duty];
		if (duty->rule >= 0 && !hel_lifted(o, &sample->change, duty, bond->k, bond->p))
			stack_by_vote(duty->type == HEL_COLLECTIVE_SECURITY ? collective : defence, sample->fires + (size_t)duty->rule * n,
			              sample->rate[duty->rate], model->lens->stack, o->n);
	}
	for (size_t i = 0; i < n; i++)
		collective[i] += (1 - collective[i]) * defence[i] * free_to[i];
}

static bool is_tied(const hel_change *change, const hel_bond *bond)
{
	return (bond->k == change->tie_a && bond->p == change->tie_b) || (bond->k == change->tie_b && bond->p == change->tie_a);
}

/* o against a fellow member with whom the tie is cut. */
static void spare_fellow(const hel_sample *sample, const hel_bond *bond, int i, double *o)
{
	const hel_model *model = sample->model;
	const hel_obligations *of = model->obligations;
	const hel_change *change = &sample->change;
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
	o[i] = sum[1] + (1 - sum[1]) * sum[0] * sample->free_to[bond->k * (size_t)of->n + (size_t)i];
}

/* The state that a change cuts off from k; -1. */
static int cut_off_from(const hel_change *change, int k)
{
	return k == change->cut_a ? change->cut_b : k == change->cut_b ? change->cut_a : -1;
}

/* Fellow members are bound to each other, so that a defence pact never fires against its own. Where the tie between k and i is
 * cut that must be said for itself. */
static void spare_the_cut(const hel_sample *sample, const hel_bond *bond, double *o)
{
	const hel_obligations *of = sample->model->obligations;
	int i = cut_off_from(&sample->change, bond->k);
	if (i >= 0)
		spare_fellow(sample, bond, i, o);
	for (uint32_t x = of->estranged_from[bond->k]; x < of->estranged_from[bond->k + 1]; x++)
		spare_fellow(sample, bond, of->estranged[x], o);
}

/* o_k(j|i) of one bond for every attacker i. Nobody helps against itself. */
static void owe_each(const hel_sample *sample, const hel_bond *bond, double *o)
{
	const hel_model *model = sample->model;
	size_t b = (size_t)(bond - model->obligations->bond);
	if (bond->ruled)
		owe_by_vote(sample, bond, o);
	else
		owe(o, sample->free_to + bond->k * (size_t)model->n, sample->collective[b], sample->defence[b], model->n);
	o[bond->k] = 0;
	spare_the_cut(sample, bond, o);
}

static void owe_each_spare(const hel_sample *sample, const hel_spare *spare, double *o)
{
	int n = sample->model->n;
	owe(o, sample->free_to + (size_t)spare->k * (size_t)n, 0, spare->defence, n);
	o[spare->k] = 0;
}

void hel_owed(const hel_sample *sample, int t, const hel_bond *bond, double *o)
{
	owe_each(sample, bond, sample->owed);
	hel_of_attackers(sample->model, t, sample->owed, o);
}

void hel_owed_spare(const hel_sample *sample, int t, const hel_spare *spare, double *o)
{
	owe_each_spare(sample, spare, sample->owed);
	hel_of_attackers(sample->model, t, sample->owed, o);
}

/* Whether what a bond promises differs by attacker only as its helper is free to fight them. */
static bool is_plain(const hel_sample *sample, const hel_bond *bond)
{
	return !bond->ruled && cut_off_from(&sample->change, bond->k) < 0 &&
	       !hel_has_estranged(sample->model->obligations, bond->k);
}

/* Adds what a bond gives the target of column t. */
static void add_help(const hel_sample *sample, int t, const hel_bond *bond, double power, double *sum)
{
	const hel_model *model = sample->model;
	int n = model->n, m = (int)(model->from[t + 1] - model->from[t]);
	size_t b = (size_t)(bond - model->obligations->bond);
	const double *free_to = sample->free_to + bond->k * (size_t)n;
	double collective = sample->collective[b], defence = sample->defence[b], against_itself = sum[bond->k];
	if (!is_plain(sample, bond)) {
		owe_each(sample, bond, sample->owed);
		add_scaled(sum, sample->owed, power, n);
		return;
	}
	if (FEW * m < n)
		add_owed_against(sum, model->attacker + model->from[t], m, free_to, collective, defence, power);
	else
		add_owed(sum, free_to, collective, defence, power, n);
	sum[bond->k] = against_itself;
}

void hel_help(hel_sample *sample, int t)
{
	const hel_model *model = sample->model;
	const hel_obligations *o = model->obligations;
	int j = model->target[t];
	double *sum = sample->scratch; /* against every state, whether it attacks or not */
	const double *power = sample->power + (size_t)t * (size_t)model->n;
	for (int i = 0; i < model->n; i++)
		sum[i] = 0;
	for (uint32_t x = o->helpers.from[j]; x < o->helpers.from[j + 1]; x++) {
		const hel_bond *bond = &o->bond[o->helpers.index[x]];
		if (!bond->ruled && sample->defence[o->helpers.index[x]] == 0 && sample->collective[o->helpers.index[x]] == 0)
			continue; /* lifted */
		add_help(sample, t, bond, power[bond->k], sum);
	}
	for (int s = 0; s < sample->n_spare; s++) {
		if (sample->spare[s].p == j && sample->spare[s].defence > 0) {
			owe_each_spare(sample, &sample->spare[s], sample->owed);
			add_scaled(sum, sample->owed, power[sample->spare[s].k], model->n);
		}
	}
	hel_of_attackers(model, t, sum, sample->help + model->from[t]);
}
