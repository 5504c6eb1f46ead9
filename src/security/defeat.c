/* defeat.c: q[i,j], the chance that i's attack on j succeeds; nuclear weapons on the defending side may deny it. */
#include "security/model.h"

#include "base/clones.h"
#include "security/contest.h"

static const double SURE = 1 - 1e-12; /* a helper whose coming is certain */

/* The two sides' strengths are P_i(j) + A_ij and c_j + D_ij. */
HEL_CLONES static void contest_by_ratio(double *restrict q, const double *restrict own, const double *restrict abetment,
                                        double capability, const double *restrict help, int m)
{
	for (int a = 0; a < m; a++) {
		double attack = own[a] + abetment[a], resist = capability + help[a];
		q[a] = attack > 0 ? attack / (attack + resist) : 0;
	}
}

HEL_CLONES static void contest_by_power(double *restrict q, const double *restrict own, const double *restrict abetment,
                                        double capability, const double *restrict help, double gamma, int m)
{
	for (int a = 0; a < m; a++) {
		double attack = own[a] + abetment[a], resist = capability + help[a];
		double chance = 1 / (1 + hel_exp(gamma * hel_log(resist / attack)));
		chance = resist > 0 ? chance : 1;
		q[a] = attack > 0 ? chance : 0;
	}
}

/* Marks the attackers against whom a nuclear power is sure to help j. */
static void find_nuclear_helpers(hel_sample *sample, int t, double *covered)
{
	const hel_model *model = sample->model;
	const hel_obligations *o = model->obligations;
	int j = model->target[t], m = (int)(model->from[t + 1] - model->from[t]);
	double *owed = sample->scratch;
	for (uint32_t x = o->helpers.from[j]; x < o->helpers.from[j + 1]; x++) {
		const hel_bond *bond = &o->bond[o->helpers.index[x]];
		if (!model->world->state[bond->k].nuclear)
			continue;
		hel_owed(sample, t, bond, owed);
		for (int a = 0; a < m; a++)
			covered[a] = owed[a] >= SURE ? 1 : covered[a];
	}
	for (int s = 0; s < sample->n_spare; s++) {
		if (sample->spare[s].p != j || !model->world->state[sample->spare[s].k].nuclear)
			continue;
		hel_owed_spare(sample, t, &sample->spare[s], owed);
		for (int a = 0; a < m; a++)
			covered[a] = owed[a] >= SURE ? 1 : covered[a];
	}
}

void hel_defeat(hel_sample *sample, int t)
{
	const hel_model *model = sample->model;
	uint32_t from = model->from[t];
	int m = (int)(model->from[t + 1] - from);
	double gamma = sample->parameter[HEL_GAMMA], eta = sample->parameter[HEL_NUCLEAR];
	double *q = sample->defeat + from, capability = sample->capability[model->target[t]];
	const double *own = sample->own + from, *abetment = sample->abetment + from, *help = sample->help + from;
	if (gamma == 1)
		contest_by_ratio(q, own, abetment, capability, help, m);
	else
		contest_by_power(q, own, abetment, capability, help, gamma, m);
	if (eta <= 0)
		return;
	double *covered = sample->scratch + model->n;
	for (int a = 0; a < m; a++)
		covered[a] = model->world->state[model->target[t]].nuclear;
	find_nuclear_helpers(sample, t, covered);
	for (int a = 0; a < m; a++)
		q[a] *= covered[a] > 0 ? 1 - eta : 1;
}
