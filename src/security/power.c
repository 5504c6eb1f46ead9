/* power.c: what every state has after arms limits, and what of it arrives where: P_k(j) = c_k / (1 + d_kj / lambda),
 * the loss of strength with distance (Boulding 1962; Bueno de Mesquita 1981). Distances in km, from k's own
 * territory or, where the lens says so, from wherever its forces are stationed. */
#include "security/model.h"

#include <math.h>

#include "base/clones.h"
#include "base/transpose.h"

static void limit_arms(hel_sample *sample, const hel_duty *duty)
{
	for (size_t x = 0; x < duty->clause->n_states; x++) {
		int k = duty->clause->state[x];
		double *c = &sample->capability[k];
		if (hel_has_left(&sample->change, duty->commitment, k))
			continue;
		if (isnan(duty->clause->scale))
			*c = *c < duty->clause->cap ? *c : duty->clause->cap;
		else
			*c *= duty->clause->scale;
	}
}

static void limit_deployment(hel_sample *sample, const hel_duty *duty)
{
	const hel_model *model = sample->model;
	for (size_t x = 0; x < duty->clause->n_states; x++) {
		int k = duty->clause->state[x];
		if (hel_has_left(&sample->change, duty->commitment, k))
			continue;
		for (size_t z = 0; z < duty->clause->n_zone; z++) {
			int t = model->column[duty->clause->zone[z]];
			if (t >= 0)
				sample->power[(size_t)t * (size_t)model->n + (size_t)k] *= duty->clause->scale;
		}
	}
}

HEL_CLONES static void project(double *restrict power, const double *restrict capability, const double *restrict dist_km,
                               double lambda, int n)
{
	for (int k = 0; k < n; k++)
		power[k] = capability[k] / (1 + dist_km[k] / lambda);
}

void hel_power(hel_sample *sample)
{
	const hel_model *model = sample->model;
	const hel_obligations *o = model->obligations;
	size_t n = (size_t)model->n;
	for (size_t k = 0; k < n; k++)
		sample->capability[k] = model->capability[k];
	for (size_t d = 0; d < o->n_duties; d++) {
		if (o->duty[d].type == HEL_ARMS_LIMIT)
			limit_arms(sample, &o->duty[d]);
	}
	sample->projected.lambda_km = sample->parameter[HEL_LAMBDA];
	sample->projected.basing = model->lens->basing;
	const double *km = model->lens->basing == HEL_BASING_ALLIED ? model->world->based_km : model->world->dist_km;
	for (size_t t = 0; t < (size_t)model->n_targets; t++) {
		size_t j = (size_t)model->target[t];
		project(sample->power + t * n, sample->capability, km + j * n, sample->parameter[HEL_LAMBDA], model->n);
		sample->power[t * n + j] = 0; /* at home it is c_j, on the other side of the contest */
	}
	for (size_t d = 0; d < o->n_duties; d++) {
		if (o->duty[d].type == HEL_DEPLOYMENT_LIMIT)
			limit_deployment(sample, &o->duty[d]);
	}
	hel_transpose(sample->power_by_state, (size_t)model->n_targets, sample->power, n, (size_t)model->n_targets, n);
	for (int t = 0; t < model->n_targets; t++)
		hel_of_attackers(model, t, sample->power + (size_t)t * n, sample->own + model->from[t]);
}
