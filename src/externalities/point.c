/* point.c: every x at the point, on all threads: what it costs and gives, who pays most, which are kept. Threads own blocks of
 * x and write to places of their own. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "assess/indices.h"
#include "base/fail.h"
#include "base/rank.h"
#include "externalities/job.h"

/* The evaluation that all threads compare with. */
typedef struct point {
	hel_job *job;
	hel_probe base;
	hel_pairwise pairwise;
	bool by_pairs;
} point;

double hel_in_security(const hel_job *job, double with, double dL)
{
	double years = job->c->lens->years;
	return dL == 0 ? 0 : exp(-years * with) - exp(-years * (with - dL));
}

/* L with x; result->loss is that of the mechanism as it is, where an absent tie is not in it. */
static double loss_with(const hel_job *job, int s, double dL)
{
	return job->result->loss[s] + (job->options->of == HEL_OF_POTENTIAL ? dL : 0);
}

/* The difference for the s-th state of the region; what is no more than rounding of the losses is 0. */
static double difference(const hel_job *job, int s, const double *effect)
{
	int t = hel_column_of(job, s);
	if (t < 0)
		return NAN;
	double with = loss_with(job, s, effect[t]);
	return hel_difference(with, with - effect[t]) == 0 ? 0 : effect[t];
}

static void sum_up(const hel_job *job, hel_externality *x, const double *effect)
{
	double most = 0, least = 0;
	x->harm = x->gain = x->own = x->payer_dS = x->receiver_dS = 0;
	x->payer = x->receiver = -1;
	for (int s = 0; s < job->run->scored.n; s++) {
		int state = job->run->scored.state[s];
		double dL = difference(job, s, effect);
		if (isnan(dL) || dL == 0)
			continue;
		if (hel_is_party(job, x, state)) {
			x->own -= dL;
			continue;
		}
		x->harm += dL > 0 ? dL : 0;
		x->gain += dL < 0 ? -dL : 0;
		if (dL > most) {
			most = dL;
			x->payer = state;
			x->payer_dS = hel_in_security(job, loss_with(job, s, dL), dL);
		}
		if (dL < least) {
			least = dL;
			x->receiver = state;
			x->receiver_dS = hel_in_security(job, loss_with(job, s, dL), dL);
		}
	}
}

static void fill_states(const hel_job *job, hel_externality *x, const double *effect)
{
	for (int s = 0; s < job->run->scored.n; s++) {
		x->dL[s] = difference(job, s, effect);
		x->dS[s] = isnan(x->dL[s]) ? NAN : hel_in_security(job, loss_with(job, s, x->dL[s]), x->dL[s]);
	}
}

static hel_status make_room(hel_job *job, hel_externality *x, hel_error *error)
{
	size_t n = (size_t)job->run->scored.n;
	double *rows = hel_arena_alloc(job->arena, (job->draws ? 4 : 2) * n, sizeof *rows);
	if (!rows)
		return hel_fail_memory(error);
	x->dL = rows;
	x->dS = rows + n;
	x->low = job->draws ? rows + 2 * n : NULL;
	x->high = job->draws ? rows + 3 * n : NULL;
	return HEL_OK;
}

/* --- all of them ------------------------------------------------------------------------------------------------------ */

static hel_status evaluate_base(point *p, hel_error *error)
{
	hel_job *job = p->job;
	hel_status status = hel_probe_new(&p->base, job, true, error);
	hel_sample *sample = &p->base.sample;
	bool pairs = job->options->of == HEL_OF_TIES || job->options->of == HEL_OF_POTENTIAL;
	if (!status && pairs)
		status = hel_sample_keep_sums(sample, error);
	if (status)
		return status;
	hel_probe_draw(&p->base, HEL_POINT);
	hel_losses(sample, NULL, 0);
	for (int s = 0; s < job->run->scored.n; s++) {
		int t = hel_column_of(job, s);
		job->result->loss[s] = t < 0 ? NAN : sample->loss[t];
	}
	p->by_pairs = pairs && hel_pairwise_can(sample);
	if (!p->by_pairs)
		return HEL_OK;
	status = hel_pairwise_new(&p->pairwise, p->base.arena, sample->model, error);
	if (!status)
		hel_pairwise_set(&p->pairwise, sample);
	return status;
}

/* indices NULL: all. fill: the figures by state too. */
static void work_block(const point *p, hel_probe *probe, const size_t *index, size_t from, size_t to, bool fill)
{
	for (size_t at = from; at < to; at++) {
		hel_externality *x = &p->job->result->x[index ? index[at] : at];
		hel_probe_effect(probe, x, probe->rise);
		sum_up(p->job, x, probe->rise);
		if (fill)
			fill_states(p->job, x, probe->rise);
	}
}

enum { PAIRS_A_BLOCK = 64 };

static void work_all(const point *p, const size_t *index, size_t n, bool fill)
{
	hel_job *job = p->job;
	size_t size = p->by_pairs ? PAIRS_A_BLOCK : 1, blocks = (n + size - 1) / size;
#pragma omp parallel num_threads(job->threads)
	{
		hel_probe probe;
		hel_error error = {0};
		hel_status status = hel_probe_new(&probe, job, true, &error);
		if (!status)
			hel_probe_draw(&probe, HEL_POINT);
		probe.pairwise = p->by_pairs ? &p->pairwise : NULL;
		probe.loss = p->base.sample.loss;
#pragma omp for schedule(dynamic, 1)
		for (size_t block = 0; block < blocks; block++) {
			size_t from = block * size, to = from + size < n ? from + size : n;
			if (!status && hel_shift_goes_on(&job->shift))
				work_block(p, &probe, index, from, to, fill);
			hel_shift_report(&job->shift, status, &error);
		}
		hel_probe_free(&probe);
	}
}

/* --- ranking ---------------------------------------------------------------------------------------------------------- */

static hel_status rank(hel_job *job, bool by_gain, size_t most, size_t **to, size_t *n_to, hel_error *error)
{
	const hel_externalities_result *result = job->result;
	size_t n = result->n < most ? result->n : most;
	hel_ranked *all = malloc((result->n + 1) * sizeof *all);
	*to = hel_arena_alloc(job->arena, n, sizeof **to);
	if (all && *to) {
		for (size_t i = 0; i < result->n; i++)
			all[i] = (hel_ranked){by_gain ? result->x[i].gain : result->x[i].harm, i};
		hel_rank(all, result->n);
		for (size_t i = 0; i < n; i++)
			(*to)[i] = all[i].index;
		*n_to = n;
	}
	free(all);
	return *n_to == n && *to ? HEL_OK : hel_fail_memory(error);
}

static hel_status keep(hel_job *job, hel_error *error)
{
	hel_externalities_result *result = job->result;
	size_t top = job->options->top ? job->options->top : result->n;
	hel_status status = rank(job, false, top, &result->costliest, &result->n_costliest, error);
	if (!status && job->options->giving)
		status = rank(job, true, top, &result->giving, &result->n_giving, error);
	for (size_t i = 0; !status && job->options->top && i < result->n_costliest + result->n_giving; i++) {
		size_t index = i < result->n_costliest ? result->costliest[i] : result->giving[i - result->n_costliest];
		if (!result->x[index].dL)
			status = make_room(job, &result->x[index], error);
	}
	return status;
}

hel_status hel_survey_point(hel_job *job, hel_error *error)
{
	hel_externalities_result *result = job->result;
	point p = {.job = job};
	bool all = job->options->top == 0;
	result->loss = hel_arena_alloc(job->arena, (size_t)job->run->scored.n, sizeof *result->loss);
	hel_status status = result->loss ? evaluate_base(&p, error) : hel_fail_memory(error);
	for (size_t i = 0; !status && all && i < result->n; i++)
		status = make_room(job, &result->x[i], error);
	if (!status) {
		work_all(&p, NULL, result->n, all);
		status = hel_shift_end(&job->shift, error);
	}
	if (!status)
		status = keep(job, error);
	if (!status && !all) {
		work_all(&p, result->costliest, result->n_costliest, true);
		work_all(&p, result->giving, result->n_giving, true);
		status = hel_shift_end(&job->shift, error);
	}
	hel_probe_free(&p.base);
	return status;
}
