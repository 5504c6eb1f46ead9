/* threat.c: h[i,j], attacks a year: the lens's own figure times trust, pledged factors and transparency. */
#include "security/model.h"

static void modify(hel_sample *sample, const hel_modifier *m)
{
	const hel_duty *duty = &sample->model->obligations->duty[m->duty];
	if (hel_lifted(&sample->change, duty->commitment, m->k, m->p))
		return;
	switch (m->kind) {
	case HEL_BY_TRUST:
		sample->threat[m->slot] *= 1 - sample->trust[duty->type] * sample->rate[duty->rate];
		break;
	case HEL_BY_PLEDGED_FACTOR:
		sample->threat[m->slot] *= 1 - sample->parameter[HEL_PLEDGES] * (1 - sample->rate[duty->factor]);
		break;
	case HEL_BY_FACTOR:
		sample->threat[m->slot] *= sample->rate[duty->factor];
		break;
	case HEL_BY_OMEGA_FACTOR:
		sample->omega_factor[m->slot] *= sample->rate[duty->omega_factor];
		break;
	}
}

static void trust_tie(hel_sample *sample, int i, int j)
{
	const hel_model *model = sample->model;
	int t = model->column[j];
	for (uint32_t slot = t < 0 ? 0 : model->from[t]; t >= 0 && slot < model->from[t + 1]; slot++) {
		if (model->attacker[slot] == i)
			sample->threat[slot] *= 1 - sample->trust[HEL_DEFENCE] * sample->change.tie_rho;
	}
}

void hel_threat(hel_sample *sample)
{
	const hel_model *model = sample->model;
	double h0 = model->lens->kind == HEL_LENS_MATRIX ? 1 : sample->parameter[HEL_H0];
	for (uint32_t slot = 0; slot < model->from[model->n_targets]; slot++) {
		sample->threat[slot] = h0 * model->base[slot];
		sample->omega_factor[slot] = 1;
	}
	for (size_t m = 0; m < model->n_modifiers; m++)
		modify(sample, &model->modifier[m]);
	if (sample->change.tie_a >= 0 && sample->trust[HEL_DEFENCE] > 0) {
		trust_tie(sample, sample->change.tie_a, sample->change.tie_b);
		trust_tie(sample, sample->change.tie_b, sample->change.tie_a);
	}
}
