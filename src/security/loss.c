/* loss.c: L_j = sum_i h_ij s q_ij, expected defeats a year, and with phi the part of an ally's defeats that its helper bears. */
#include "security/model.h"

#include <string.h>

/* Four partial sums, always the same four: fast, and the same bits everywhere. */
static double dot(const double *x, const double *y, size_t n)
{
	double sum[4] = {0};
	size_t a = 0;
	for (; a + 4 <= n; a += 4) {
		for (size_t l = 0; l < 4; l++)
			sum[l] += x[a + l] * y[a + l];
	}
	for (; a < n; a++)
		sum[a % 4] += x[a] * y[a];
	return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

/* Adds to every helper of target t its part of what t expects to lose. */
static void entrap(hel_sample *sample, int t)
{
	const hel_model *model = sample->model;
	const hel_obligations *o = model->obligations;
	uint32_t from = model->from[t];
	size_t m = model->from[t + 1] - from;
	int j = model->target[t];
	double *owed = sample->scratch, *expected = sample->scratch + model->n;
	double part = sample->parameter[HEL_PHI] * sample->parameter[HEL_SEVERITY];
	for (size_t a = 0; a < m; a++)
		expected[a] = sample->threat[from + a] * sample->defeat[from + a];
	for (uint32_t x = o->helpers.from[j]; x < o->helpers.from[j + 1]; x++) {
		const hel_bond *bond = &o->bond[o->helpers.index[x]];
		if (model->column[bond->k] < 0)
			continue;
		hel_owed(sample, t, bond, owed);
		sample->loss[model->column[bond->k]] += part * dot(owed, expected, m);
	}
	for (int s = 0; s < sample->n_spare; s++) {
		int k = sample->spare[s].k;
		if (sample->spare[s].p != j || model->column[k] < 0)
			continue;
		hel_owed_spare(sample, t, &sample->spare[s], owed);
		sample->loss[model->column[k]] += part * dot(owed, expected, m);
	}
}

/* Columns from place x to before `end`, few enough to stay in the cache from one step to the next. */
static void lose(hel_sample *sample, const int *columns, int x, int end)
{
	const hel_model *model = sample->model;
	hel_abetment(sample, columns, x, end);
	for (; x < end; x++) {
		int t = columns ? columns[x] : x;
		uint32_t from = model->from[t];
		hel_help(sample, t);
		if (model->lens->kind == HEL_LENS_ESTIMATED)
			hel_estimated_threat(sample, t);
		hel_defeat(sample, t);
		sample->loss[t] = sample->parameter[HEL_SEVERITY] *
		                  dot(sample->threat + from, sample->defeat + from, model->from[t + 1] - from);
	}
}

void hel_losses(hel_sample *sample, const int *columns, int n_columns)
{
	const hel_model *model = sample->model;
	bool entangled = sample->parameter[HEL_PHI] > 0;
	if (!columns || entangled) {
		columns = NULL;
		n_columns = model->n_targets;
	}
	for (int x = 0; x < n_columns; x += HEL_BLOCK)
		lose(sample, columns, x, n_columns - x < HEL_BLOCK ? n_columns : x + HEL_BLOCK);
	for (int t = 0; entangled && t < model->n_targets; t++)
		entrap(sample, t);
}

void hel_contests_turned(hel_sample *sample)
{
	const hel_model *model = sample->model;
	for (int t = 0; t < model->n_targets; t++) {
		if (hel_is_joined(sample))
			hel_abetment_turned(sample, t);
		else
			memset(sample->abetment + model->from[t], 0, (model->from[t + 1] - model->from[t]) * sizeof *sample->abetment);
		if (model->lens->kind == HEL_LENS_ESTIMATED)
			hel_estimated_threat_turned(sample, t);
		hel_defeat(sample, t);
	}
}

double hel_own_loss(const hel_sample *sample, int t, int i)
{
	const hel_model *model = sample->model;
	uint32_t from = model->from[t];
	if (i < 0)
		return sample->parameter[HEL_SEVERITY] * dot(sample->threat + from, sample->defeat + from, model->from[t + 1] - from);
	for (uint32_t slot = from; slot < model->from[t + 1]; slot++) {
		if (model->attacker[slot] == i)
			return sample->parameter[HEL_SEVERITY] * sample->threat[slot] * sample->defeat[slot];
	}
	return 0;
}

double hel_own_loss_at(hel_sample *sample, int t, double scale)
{
	const hel_model *model = sample->model;
	double *kept = sample->scratch + 4 * (size_t)model->n, loss, *own = &sample->capability[model->target[t]], before = *own;
	hel_column_keep(sample, t, kept, &loss);
	*own *= scale;
	hel_threats_given(sample, t, sample->help + model->from[t], sample->threat + model->from[t]);
	hel_defeat(sample, t);
	double at = hel_own_loss(sample, t, -1);
	*own = before;
	hel_column_put_back(sample, t, kept, loss);
	return at;
}

void hel_column_keep(const hel_sample *sample, int t, double *kept, double *loss)
{
	uint32_t from = sample->model->from[t];
	size_t m = sample->model->from[t + 1] - from;
	memcpy(kept, sample->help + from, m * sizeof *kept);
	memcpy(kept + m, sample->abetment + from, m * sizeof *kept);
	memcpy(kept + 2 * m, sample->defeat + from, m * sizeof *kept);
	memcpy(kept + 3 * m, sample->threat + from, m * sizeof *kept);
	*loss = sample->loss[t];
}

void hel_column_put_back(hel_sample *sample, int t, const double *kept, double loss)
{
	uint32_t from = sample->model->from[t];
	size_t m = sample->model->from[t + 1] - from;
	memcpy(sample->help + from, kept, m * sizeof *kept);
	memcpy(sample->abetment + from, kept + m, m * sizeof *kept);
	memcpy(sample->defeat + from, kept + 2 * m, m * sizeof *kept);
	memcpy(sample->threat + from, kept + 3 * m, m * sizeof *kept);
	sample->loss[t] = loss;
}
