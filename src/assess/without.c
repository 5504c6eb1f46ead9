/* without.c: at whose expense is each single commitment? The OSCE texts speak of acts, not of the net. */
#include "assess/case.h"

#include <math.h>
#include <stdlib.h>

#include "assess/indices.h"

/* A promise that nobody believes and that changes no threat can go without a trace. */
static bool changes_anything(const hel_sample *sample, int c)
{
	const hel_obligations *o = sample->model->obligations;
	const hel_party_list *party = &o->party[c];
	if (!party->present)
		return false;
	if (party->limits || sample->model->n_modifiers || sample->parameter[HEL_PLEDGES] > 0)
		return true;
	for (uint32_t x = party->first_touched; x < party->end_touched; x++) {
		const hel_bond *bond = &o->bond[o->touched[x]];
		if (bond->helps || bond->backs)
			return true;
	}
	return false;
}

static bool helps(const hel_obligations *o, int k, int p)
{
	const hel_bond *bond = hel_bond_find(o, k, p);
	return bond && bond->helps;
}

static bool attacks(const hel_model *model, int i, int t)
{
	for (uint32_t slot = model->from[t]; slot < model->from[t + 1]; slot++) {
		if (model->attacker[slot] == i)
			return true;
	}
	return false;
}

/* Whether a bond of k to p bears on the losses of a target: it is one of them, or p attacks it and k would come to its aid
 * or join. */
static bool bears_on(const hel_sample *sample, const hel_bond *bond, int t)
{
	const hel_model *model = sample->model;
	int j = model->target[t];
	if (bond->k == j || bond->p == j)
		return true;
	bool joins = sample->parameter[HEL_OMEGA] > 0 || sample->someone_joins;
	return attacks(model, bond->p, t) && ((joins && bond->backs) || helps(model->obligations, bond->k, j));
}

enum { FEW_BONDS = 20 }; /* past that, asking takes longer than computing */

/* All of them where votes, allies' losses or threats depend on the commitment. */
int hel_columns_without(const hel_sample *sample, int c, int *column)
{
	if (!changes_anything(sample, c))
		return 0;
	const hel_model *model = sample->model;
	const hel_obligations *o = model->obligations;
	const hel_party_list *party = &o->party[c];
	bool all = o->n_rules || sample->parameter[HEL_PHI] > 0 || model->n_modifiers || party->limits ||
	           party->end_touched - party->first_touched > FEW_BONDS;
	int n = 0;
	for (int t = 0; t < model->n_targets; t++) {
		bool touched = all;
		for (uint32_t x = party->first_touched; x < party->end_touched && !touched; x++)
			touched = bears_on(sample, &o->bond[o->touched[x]], t);
		if (touched)
			column[n++] = t;
	}
	return n;
}

void hel_case_losses(const hel_sample *sample, const hel_scored *scored, double *loss)
{
	for (int s = 0; s < scored->n; s++) {
		int t = sample->model->column[scored->state[s]];
		loss[s] = t < 0 || !sample->model->known[scored->state[s]] ? NAN : sample->loss[t];
	}
}

/* The losses of the scored states as they are with everything in place. */
static void put_back(hel_sample *sample, const hel_scored *scored, const double *loss)
{
	for (int s = 0; s < scored->n; s++) {
		int t = sample->model->column[scored->state[s]];
		if (t >= 0)
			sample->loss[t] = loss[s];
	}
}

static int worst_first(const void *a, const void *b)
{
	const hel_single *x = a, *y = b;
	if (x->harm != y->harm)
		return x->harm < y->harm ? 1 : -1;
	return (x->commitment > y->commitment) - (x->commitment < y->commitment); /* the order of the mechanism */
}

static void find_worst(hel_result *result)
{
	qsort(result->single, result->n_singles, sizeof *result->single, worst_first);
	const hel_single *worst = result->n_singles ? &result->single[0] : NULL;
	result->worst_commitment = worst ? worst->commitment : NULL;
	result->worst_commitment_harm = worst ? worst->harm : 0;
	result->worst_commitment_value = worst && worst->gain > 0 ? 1 - worst->harm / worst->gain : NAN;
}

void hel_without_each(hel_sample *sample, const hel_scored *scored, const double *loss, double *scratch, hel_result *result)
{
	const hel_obligations *o = sample->model->obligations;
	result->dearest = NULL;
	result->dearest_dL = 0;
	result->n_singles = 0;
	for (size_t c = 0; c < o->mechanism->n; c++) {
		hel_change change = HEL_NO_CHANGE;
		change.without = (int)c;
		int column[HEL_STATES_MAX], n_columns = hel_columns_without(sample, (int)c, column);
		if (!n_columns)
			continue;
		put_back(sample, scored, loss);
		hel_sample_change(sample, &change);
		hel_losses(sample, column, n_columns);
		hel_case_losses(sample, scored, scratch);
		hel_sample_restore(sample);
		double harm = 0, gain = 0;
		for (int s = 0; s < scored->n; s++) {
			double d = isnan(loss[s]) ? 0 : hel_difference(loss[s], scratch[s]);
			harm += d > 0 ? d : 0;
			gain += d < 0 ? -d : 0;
		}
		if (harm > 0)
			result->single[result->n_singles++] = (hel_single){o->party[c].commitment, harm, gain};
		if (gain - harm > result->dearest_dL) {
			result->dearest = o->party[c].commitment;
			result->dearest_dL = gain - harm;
		}
	}
	find_worst(result);
}
