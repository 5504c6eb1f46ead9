/* evaluate.c: one evaluation as whole matrices, for those who want to look at every pair. */
#include "security/model.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/fail.h"

static double *matrix(int n)
{
	return calloc((size_t)n * (size_t)n + 1, sizeof(double));
}

static bool allocate(hel_security *security, int n)
{
	*security = (hel_security){.n = n,
	                           .power = matrix(n),
	                           .help = matrix(n),
	                           .abetment = matrix(n),
	                           .defeat = matrix(n),
	                           .threat = matrix(n),
	                           .loss = calloc((size_t)n + 1, sizeof(double)),
	                           .security = calloc((size_t)n + 1, sizeof(double))};
	return security->power && security->help && security->abetment && security->defeat && security->threat && security->loss &&
	       security->security;
}

void hel_security_free(hel_security *security)
{
	free(security->power);
	free(security->help);
	free(security->abetment);
	free(security->defeat);
	free(security->threat);
	free(security->loss);
	free(security->security);
	*security = (hel_security){0};
}

static void fill_column(hel_security *security, const hel_sample *sample, int t)
{
	const hel_model *model = sample->model;
	size_t n = (size_t)model->n, j = (size_t)model->target[t];
	for (uint32_t slot = model->from[t]; slot < model->from[t + 1]; slot++) {
		size_t i = model->attacker[slot], cell = i * n + j;
		if (i == j)
			continue;
		security->power[cell] = sample->power[(size_t)t * n + i];
		security->help[cell] = sample->help[slot];
		security->abetment[cell] = sample->abetment[slot];
		security->defeat[cell] = sample->defeat[slot];
		security->threat[cell] = sample->threat[slot];
	}
	security->loss[j] = sample->loss[t];
	security->security[j] = exp(-model->lens->years * sample->loss[t]);
}

/* What the lens cannot know is NAN, never 0. */
static void blank_unknown(hel_security *security, const hel_model *model)
{
	size_t n = (size_t)model->n;
	double *const matrices[] = {security->power, security->help, security->abetment, security->defeat, security->threat};
	assert(security->loss && security->security);
	for (size_t k = 0; k < n; k++) {
		if (model->known[k])
			continue;
		security->loss[k] = security->security[k] = NAN;
		for (size_t m = 0; m < sizeof matrices / sizeof *matrices; m++) {
			assert(matrices[m]);
			for (size_t i = 0; i < n; i++) {
				if (i != k)
					matrices[m][k * n + i] = matrices[m][i * n + k] = NAN;
			}
		}
	}
}

hel_status hel_security_evaluate(hel_security *security, const hel_world *world, const hel_mechanism *mechanism,
                                 const hel_lens *lens, uint64_t seed, int draw, hel_error *error)
{
	hel_obligations obligations = {0};
	hel_model model = {0};
	hel_sample sample = {0};
	hel_security made = {0};
	hel_status status = hel_obligations_build(&obligations, mechanism, world->n, lens->rho, draw < 0, error);
	if (!status)
		status = hel_model_build(&model, world, lens, &obligations, NULL, 0, HEL_EVERY_PAIR, error);
	if (!status)
		status = hel_sample_new(&sample, &model, error);
	if (!status && !allocate(&made, world->n))
		status = hel_fail_memory(error);
	if (!status) {
		hel_sample_draw(&sample, seed, draw);
		hel_losses(&sample, NULL, 0);
		for (int t = 0; t < model.n_targets; t++)
			fill_column(&made, &sample, t);
		blank_unknown(&made, &model);
		*security = made;
		made = (hel_security){0};
	}
	hel_security_free(&made);
	hel_sample_free(&sample);
	hel_model_free(&model);
	hel_obligations_free(&obligations);
	return status;
}
