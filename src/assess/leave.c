/* leave.c: would a party be safer outside?
 *
 * A party leaves a commitment with everything it owes and is owed under it; with fewer than two parties left the commitment
 * is gone. Most parties provably gain nothing: under rules that ask nobody, leaving loses help, frees others to join attacks
 * on the leaver, and lifts no threat. What can gain is listed in may_gain; only that is computed. */
#include "assess/case.h"

#include <math.h>
#include <stdlib.h>

#include "base/fail.h"
#include "security/contest.h"

static hel_change leaving(const hel_obligations *o, const hel_pair *pair)
{
	hel_change change = HEL_NO_CHANGE;
	change.without = pair->commitment;
	change.leaver = o->party[pair->commitment].commitment->n_members > 2 ? pair->party : -1;
	return change;
}

/* Whether a vote about aid to the party turns, or (any) about anybody. */
static bool turns_a_vote(const hel_obligations *o, const hel_pair *pair, bool any)
{
	hel_change change = leaving(o, pair), none = HEL_NO_CHANGE;
	for (int row = 0; row < o->n_rules; row++) {
		if (!any && (o->rule_commitment[row] == pair->commitment || !o->party[o->rule_commitment[row]].member[pair->party]))
			continue;
		for (int i = 0; i < o->n; i++) {
			if (hel_rule_fires(o, &change, row, i) != hel_rule_fires(o, &none, row, i))
				return true;
		}
	}
	return false;
}

static hel_prospect may_gain(const hel_model *model, const hel_pair *pair)
{
	const hel_obligations *o = model->obligations;
	const hel_commitment *commitment = o->party[pair->commitment].commitment;
	const hel_range *parameter = model->lens->parameter;
	/* where fear of a coalition is shared among its members, a pact that may turn on the leaver is less of an aid to each */
	bool shared_fear = parameter[HEL_OMEGA].high > 0 && parameter[HEL_CHAIN].low < 1;
	bool defends = false;
	for (size_t x = 0; x < commitment->n_clauses; x++) {
		const hel_clause *clause = &commitment->clause[x];
		defends |= clause->type == HEL_DEFENCE;
		if (clause->type == HEL_ARMS_LIMIT || (clause->factor.given && clause->factor.high > 1) ||
		    (clause->omega_factor.given && clause->omega_factor.high > 1))
			return HEL_MAY_GAIN;
		/* an ally's defeats are lifted from a helper that leaves */
		if (parameter[HEL_PHI].high > 0 && hel_is_help(clause->type))
			return HEL_MAY_GAIN;
	}
	if (o->n_rules && turns_a_vote(o, pair, shared_fear))
		return HEL_MAY_GAIN;
	return shared_fear && defends && commitment->n_members > 2 ? HEL_LESS_ABETMENT : HEL_NO_GAIN;
}

hel_status hel_leave_list(hel_pair_list *list, const hel_model *model, const hel_scored *scored, hel_error *error)
{
	const hel_obligations *o = model->obligations;
	size_t room = 0;
	for (size_t c = 0; c < o->mechanism->n; c++)
		room += o->party[c].present ? o->party[c].commitment->n_members : 0;
	*list = (hel_pair_list){.pair = calloc(room + 1, sizeof *list->pair)};
	if (!list->pair)
		return hel_fail_memory(error);
	for (size_t c = 0; c < o->mechanism->n; c++) {
		for (int s = 0; o->party[c].present && s < scored->n; s++) {
			hel_pair pair = {(int)c, scored->state[s], HEL_NO_GAIN};
			if (!o->party[c].member[pair.party] || !model->known[pair.party])
				continue;
			pair.prospect = may_gain(model, &pair);
			list->pair[list->n++] = pair;
		}
	}
	return HEL_OK;
}

void hel_leave_list_free(hel_pair_list *list)
{
	free(list->pair);
	*list = (hel_pair_list){0};
}

/* What the party's chance of no defeat gains by leaving. */
static double gain_by_leaving(hel_sample *sample, const hel_pair *pair, double stays)
{
	const hel_model *model = sample->model;
	int column = model->column[pair->party];
	hel_change change = leaving(model->obligations, pair);
	hel_sample_change(sample, &change);
	double *kept = sample->scratch + 4 * (size_t)model->n, loss;
	hel_column_keep(sample, column, kept, &loss);
	hel_losses(sample, &column, 1);
	double leaves = sample->loss[column];
	hel_sample_restore(sample);
	hel_column_put_back(sample, column, kept, loss); /* the next pair of this party starts from here */
	return exp(-model->lens->years * leaves) - exp(-model->lens->years * stays);
}

/* The most that a party can gain by leaving where only less abetment could help it: its security if nobody helped those
 * fellow members that attack it. */
static double gain_without_abetment(const hel_sample *sample, const hel_pair *pair, double stays)
{
	const hel_model *model = sample->model;
	const uint8_t *member = model->obligations->party[pair->commitment].member;
	int t = model->column[pair->party];
	double fall = 0;
	for (uint32_t slot = model->from[t]; slot < model->from[t + 1]; slot++) {
		int i = model->attacker[slot];
		if (!member[i])
			continue;
		double alone = hel_contest(sample->power[(size_t)t * (size_t)model->n + (size_t)i],
		                           sample->capability[pair->party] + sample->help[slot], sample->parameter[HEL_GAMMA]);
		double joined = hel_contest(sample->power[(size_t)t * (size_t)model->n + (size_t)i] + sample->abetment[slot],
		                            sample->capability[pair->party] + sample->help[slot], sample->parameter[HEL_GAMMA]);
		fall += sample->parameter[HEL_SEVERITY] * sample->threat[slot] * (joined - alone);
	}
	return exp(-model->lens->years * (stays - fall)) - exp(-model->lens->years * stays);
}

/* Gains matter above `least` only. */
static double gain_of(hel_sample *sample, const hel_pair *pair, double stays, double least)
{
	if (pair->prospect == HEL_NO_GAIN ||
	    (pair->prospect == HEL_LESS_ABETMENT && gain_without_abetment(sample, pair, stays) <= least))
		return 0;
	return gain_by_leaving(sample, pair, stays);
}

static int index_of(const hel_scored *scored, int state)
{
	int s = 0;
	while (scored->state[s] != state)
		s++;
	return s;
}

static void note_first(hel_result *result, const hel_model *model, const hel_pair *pair, double gain)
{
	if (gain <= 0 || (result->first_to_leave >= 0 && gain <= result->first_to_leave_dS))
		return;
	result->first_to_leave = pair->party;
	result->first_to_leave_commitment = model->obligations->party[pair->commitment].commitment;
	result->first_to_leave_dS = gain;
}

/* sample holds an evaluation of all targets. */
void hel_leave_share(hel_sample *sample, const hel_pair_list *list, const hel_scored *scored, double margin,
                     double share[HEL_PRINTINGS], hel_result *result)
{
	const hel_model *model = sample->model;
	double all[HEL_PRINTINGS] = {0}, gone[HEL_PRINTINGS] = {0};
	double *stays = sample->scratch + 3 * (size_t)model->n;
	for (int t = 0; t < model->n_targets; t++)
		stays[t] = sample->loss[t];
	for (size_t x = 0; x < list->n; x++) {
		const hel_pair *pair = &list->pair[x];
		int s = index_of(scored, pair->party);
		double gain = gain_of(sample, pair, stays[model->column[pair->party]], result ? 0 : margin);
		if (result)
			note_first(result, model, pair, gain);
		for (int w = 0; w < HEL_PRINTINGS; w++) {
			all[w] += scored->weight[w][s];
			gone[w] += gain > margin ? scored->weight[w][s] : 0;
		}
	}
	for (int w = 0; w < HEL_PRINTINGS; w++)
		share[w] = all[w] > 0 ? 1 - gone[w] / all[w] : NAN;
}
