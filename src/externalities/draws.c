/* draws.c: intervals of the x that are kept: 5 % and 95 % quantiles of dS over draws. x are worked on in chunks, so that the
 * figures of all draws, x and states never stand in memory together; threads own whole draws. */
#include <math.h>
#include <stdlib.h>

#include "assess/indices.h"
#include "base/fail.h"
#include "externalities/job.h"

enum { CHUNK_BYTES = 32 << 20 };

/* What a thread adds to its probe: it compares with evaluations of its own. */
typedef struct drawer {
	hel_probe probe;
	hel_pairwise pairwise;
	double *loss; /* n_targets */
} drawer;

size_t hel_chunk_of(const hel_job *job)
{
	size_t one = (size_t)job->draws * (size_t)job->run->scored.n * sizeof(double), n = one ? CHUNK_BYTES / one : 1;
	return n ? n : 1;
}

static hel_status start(drawer *d, const hel_job *job, hel_error *error)
{
	bool pairs = job->options->of == HEL_OF_TIES || job->options->of == HEL_OF_POTENTIAL;
	*d = (drawer){.loss = NULL};
	hel_status status = hel_probe_new(&d->probe, job, false, error);
	if (!status && pairs)
		status = hel_sample_keep_sums(&d->probe.sample, error);
	if (!status && pairs)
		status = hel_pairwise_new(&d->pairwise, d->probe.arena, d->probe.sample.model, error);
	if (!status) {
		d->loss = hel_arena_alloc(d->probe.arena, (size_t)job->c->drawn.n_targets, sizeof *d->loss);
		status = d->loss ? HEL_OK : hel_fail_memory(error);
	}
	return status;
}

static void set(drawer *d, int draw)
{
	hel_sample *sample = &d->probe.sample;
	bool pairs = d->pairwise.power != NULL;
	hel_probe_draw(&d->probe, draw);
	hel_losses(sample, NULL, 0);
	for (int t = 0; t < sample->model->n_targets; t++)
		d->loss[t] = sample->loss[t];
	d->probe.loss = d->loss;
	d->probe.pairwise = pairs && hel_pairwise_can(sample) ? &d->pairwise : NULL;
	if (d->probe.pairwise)
		hel_pairwise_set(&d->pairwise, sample);
}

static double in_security(const drawer *d, const double *effect, int t)
{
	if (t < 0)
		return NAN;
	double with = d->loss[t] + (d->probe.job->options->of == HEL_OF_POTENTIAL ? effect[t] : 0);
	double dL = hel_difference(with, with - effect[t]) == 0 ? 0 : effect[t];
	return hel_in_security(d->probe.job, with, dL);
}

/* value: x, states, draws. */
static void work_draw(drawer *d, int draw, const size_t *index, size_t n, double *value)
{
	const hel_job *job = d->probe.job;
	size_t n_states = (size_t)job->run->scored.n;
	set(d, draw);
	for (size_t i = 0; i < n; i++) {
		hel_probe_effect(&d->probe, &job->result->x[index[i]], d->probe.rise);
		for (size_t s = 0; s < n_states; s++)
			value[(i * n_states + s) * (size_t)job->draws + (size_t)draw] =
			    in_security(d, d->probe.rise, hel_column_of(job, (int)s));
	}
}

static void find_interval(double *value, size_t draws, double *low, double *high)
{
	bool same = true;
	for (size_t d = 1; d < draws && same; d++)
		same = value[d] == value[0];
	hel_figure figure = same ? (hel_figure){.low = value[0], .high = value[0]} : hel_figure_of(0, value, draws, NULL);
	*low = figure.low;
	*high = figure.high;
}

static void work_chunk(hel_job *job, const size_t *index, size_t n, double *value)
{
	size_t n_states = (size_t)job->run->scored.n;
#pragma omp parallel num_threads(job->threads)
	{
		drawer d;
		hel_error error = {0};
		hel_status status = start(&d, job, &error);
#pragma omp for schedule(dynamic, 1)
		for (int draw = 0; draw < job->draws; draw++) {
			if (!status && hel_shift_goes_on(&job->shift))
				work_draw(&d, draw, index, n, value);
			hel_shift_report(&job->shift, status, &error);
		}
#pragma omp for schedule(static)
		for (size_t i = 0; i < n; i++) {
			hel_externality *x = &job->result->x[index[i]];
			for (size_t s = 0; s < n_states; s++)
				find_interval(value + (i * n_states + s) * (size_t)job->draws, (size_t)job->draws, &x->low[s], &x->high[s]);
		}
		hel_probe_free(&d.probe);
	}
}

/* Indices of the x with figures by state, in their order. */
static size_t list_kept(const hel_externalities_result *result, size_t *index)
{
	size_t n = 0;
	for (size_t i = 0; i < result->n; i++) {
		if (result->x[i].dL)
			index[n++] = i;
	}
	return n;
}

hel_status hel_survey_draws(hel_job *job, hel_error *error)
{
	size_t *index = malloc((job->result->n + 1) * sizeof *index);
	size_t n = index ? list_kept(job->result, index) : 0, chunk = hel_chunk_of(job);
	chunk = n < chunk ? n : chunk;
	double *value = calloc(chunk * (size_t)job->run->scored.n * (size_t)job->draws + 1, sizeof *value);
	hel_status status = index && value ? HEL_OK : hel_fail_memory(error);
	for (size_t from = 0; !status && job->draws && from < n; from += chunk) {
		work_chunk(job, index + from, n - from < chunk ? n - from : chunk, value);
		status = hel_shift_end(&job->shift, error);
	}
	free(value);
	free(index);
	return status;
}
