/* threat.c: h[i,j], attacks a year: the lens's own figure times trust, pledged factors and transparency. */
#include "security/model.h"

/* Where a model gives the chance of attack, this is what multiplies it. */
static double *often_of(hel_sample *sample)
{
	return sample->model->lens->kind == HEL_LENS_ESTIMATED ? sample->factor : sample->threat;
}

/* Whether a change takes away what a modifier rests on: an obligation, membership of both, or neutrality of either. */
static bool is_lifted(const hel_obligations *o, const hel_change *change, const hel_modifier *m)
{
	const hel_duty *duty = &o->duty[m->duty];
	const uint8_t *member = o->party[duty->commitment].member;
	bool k_left = hel_has_left(change, duty->commitment, m->k), p_left = hel_has_left(change, duty->commitment, m->p);
	if (duty->clause->permanent)
		return (!member[m->k] || k_left) && (!member[m->p] || p_left);
	if (m->kind == HEL_BY_FACTOR || m->kind == HEL_BY_OMEGA_FACTOR)
		return k_left || p_left;
	return hel_lifted(o, change, duty, m->k, m->p);
}

static void modify(hel_sample *sample, double *often, const hel_modifier *m)
{
	const hel_obligations *o = sample->model->obligations;
	const hel_duty *duty = &o->duty[m->duty];
	if (is_lifted(o, &sample->change, m))
		return;
	switch (m->kind) {
	case HEL_BY_TRUST:
		often[m->slot] *= 1 - sample->trust[duty->type] * sample->rate[duty->rate];
		break;
	case HEL_BY_PLEDGED_FACTOR:
		often[m->slot] *= 1 - sample->parameter[HEL_PLEDGES] * (1 - sample->rate[duty->factor]);
		break;
	case HEL_BY_FACTOR:
		often[m->slot] *= sample->rate[duty->factor];
		break;
	case HEL_BY_OMEGA_FACTOR:
		sample->omega_factor[m->slot] *= sample->rate[duty->omega_factor];
		break;
	}
}

static void trust_tie(hel_sample *sample, int i, int j)
{
	const hel_model *model = sample->model;
	int64_t slot = hel_slot_find(model, i, j);
	if (slot >= 0)
		sample->threat[slot] *= 1 - sample->trust[HEL_DEFENCE] * sample->change.tie_rho;
}

/* Slots from `from` to before `end`, without any modifier. */
static void reset(hel_sample *sample, double *often, uint32_t from, uint32_t end)
{
	const hel_model *model = sample->model;
	bool has_rates = model->lens->kind == HEL_LENS_MATRIX || model->lens->kind == HEL_LENS_ESTIMATED;
	double scale = has_rates ? 1 : sample->parameter[HEL_H0];
	for (uint32_t slot = from; slot < end; slot++) {
		often[slot] = scale * model->base[slot];
		sample->omega_factor[slot] = 1;
	}
}

static void trust_ties(hel_sample *sample)
{
	if (sample->change.tie_a < 0 || sample->trust[HEL_DEFENCE] <= 0)
		return;
	trust_tie(sample, sample->change.tie_a, sample->change.tie_b);
	trust_tie(sample, sample->change.tie_b, sample->change.tie_a);
}

void hel_threat_unmodified(hel_sample *sample)
{
	reset(sample, often_of(sample), 0, sample->model->from[sample->model->n_targets]);
}

void hel_threat(hel_sample *sample)
{
	const hel_model *model = sample->model;
	double *often = often_of(sample);
	if (model->n_modifiers || model->lens->kind != HEL_LENS_ESTIMATED) /* else they stand as they were made */
		hel_threat_unmodified(sample);
	for (size_t m = 0; m < model->n_modifiers; m++)
		modify(sample, often, &model->modifier[m]);
	trust_ties(sample);
}

void hel_threat_between(hel_sample *sample, int a, int b)
{
	const hel_model *model = sample->model;
	double *often = often_of(sample);
	int64_t slot[2] = {hel_slot_find(model, a, b), hel_slot_find(model, b, a)};
	for (int way = 0; way < 2; way++) {
		if (slot[way] >= 0)
			reset(sample, often, (uint32_t)slot[way], (uint32_t)slot[way] + 1);
	}
	for (size_t m = 0; m < model->n_modifiers; m++) {
		if (model->modifier[m].slot == slot[0] || model->modifier[m].slot == slot[1])
			modify(sample, often, &model->modifier[m]);
	}
	trust_ties(sample);
}

void hel_threat_of(hel_sample *sample, int state)
{
	const hel_model *model = sample->model;
	double *often = often_of(sample);
	for (int other = 0; other < model->n; other++) {
		int64_t slot[2] = {hel_slot_find(model, state, other), hel_slot_find(model, other, state)};
		for (int way = 0; way < 2; way++) {
			if (slot[way] >= 0)
				reset(sample, often, (uint32_t)slot[way], (uint32_t)slot[way] + 1);
		}
	}
	for (size_t m = 0; m < model->n_modifiers; m++) {
		if (model->modifier[m].k == state || model->modifier[m].p == state)
			modify(sample, often, &model->modifier[m]);
	}
	trust_ties(sample);
}
