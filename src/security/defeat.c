/* defeat.c: q[i,j], the chance that i's attack on j succeeds; nuclear weapons on the defending side may deny it. */
#include "security/model.h"

#include "base/clones.h"
#include "security/contest.h"

static const double SURE = 1 - 1e-12; /* a helper whose coming is certain */

/* The two sides' strengths, P_i(j) + A_ij and c_j + D_ij. */
static void gather(const hel_sample *sample, int t, double *attack, double *resist)
{
	const hel_model *model = sample->model;
	const double *power = sample->power + (size_t)t * (size_t)model->n;
	double own = sample->capability[model->target[t]];
	uint32_t from = model->from[t], m = model->from[t + 1] - from;
	for (uint32_t a = 0; a < m; a++) {
		attack[a] = power[model->attacker[from + a]] + sample->abetment[from + a];
		resist[a] = own + sample->help[from + a];
	}
}

HEL_CLONES static void contest_by_ratio(double *restrict q, const double *restrict attack, const double *restrict resist, int m)
{
	for (int a = 0; a < m; a++)
		q[a] = attack[a] > 0 ? attack[a] / (attack[a] + resist[a]) : 0;
}

HEL_CLONES static void contest_by_power(double *restrict q, const double *restrict attack, const double *restrict resist,
                                        double gamma, int m)
{
	for (int a = 0; a < m; a++) {
		double chance = 1 / (1 + hel_exp(gamma * hel_log(resist[a] / attack[a])));
		chance = resist[a] > 0 ? chance : 1;
		q[a] = attack[a] > 0 ? chance : 0;
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
	double *q = sample->defeat + from;
	double *attack = sample->scratch, *resist = sample->scratch + model->n;
	gather(sample, t, attack, resist);
	if (gamma == 1)
		contest_by_ratio(q, attack, resist, m);
	else
		contest_by_power(q, attack, resist, gamma, m);
	if (eta <= 0)
		return;
	double *covered = sample->scratch + model->n;
	for (int a = 0; a < m; a++)
		covered[a] = model->world->state[model->target[t]].nuclear;
	find_nuclear_helpers(sample, t, covered);
	for (int a = 0; a < m; a++)
		q[a] *= covered[a] > 0 ? 1 - eta : 1;
}
