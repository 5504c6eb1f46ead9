/* conditional.c: conditional logit: given how many events a cluster had, which of its rows had them (Chamberlain 1980). The
 * sum over all subsets of k rows of n is a recursion over rows (Gail, Lubin and Rubinstein 1981): f(k) of the first r rows is
 * f(k) of r - 1 rows plus exp(eta_r) f(k - 1) of them; its derivatives follow it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "fit/settle.h"
#include "fit/solve.h"

enum { STRIPS = 64, ITERATIONS_MAX = 60 };

typedef struct cluster {
	size_t first, n, events; /* rows first .. of the list */
} cluster;

typedef struct problem {
	hel_task task;
	size_t n_rows, n_clusters, most_events;
	double *x;          /* n_rows x p, by rows, centred on the cluster's mean */
	uint8_t *y;
	cluster *cluster;
	double *beta;
	hel_slope slope;
} problem;

/* Counts the rows and events of clusters, and keeps those that have both. */
static hel_status find_clusters(problem *q, hel_arena *arena, size_t **place, hel_error *error)
{
	const hel_design *d = q->task.design;
	size_t *rows = calloc(2 * d->n_clusters + 1, sizeof *rows), *events = rows ? rows + d->n_clusters : NULL;
	*place = hel_arena_alloc(arena, d->n_clusters, sizeof **place);
	q->cluster = hel_arena_alloc(arena, d->n_clusters, sizeof *q->cluster);
	if (!rows || !*place || !q->cluster) {
		free(rows);
		return hel_fail_memory(error);
	}
	for (size_t c = 0; c < d->n_chunks; c++) {
		const hel_chunk *chunk = &d->chunk[c];
		for (size_t r = 0; r < chunk->n; r++) {
			if (!hel_task_counts(&q->task, chunk, r))
				continue;
			rows[chunk->cluster[r]]++;
			events[chunk->cluster[r]] += chunk->y[r] > 0;
		}
	}
	for (size_t g = 0; g < d->n_clusters; g++) {
		(*place)[g] = SIZE_MAX;
		if (!events[g] || events[g] == rows[g])
			continue;
		(*place)[g] = q->n_clusters;
		q->cluster[q->n_clusters++] = (cluster){q->n_rows, rows[g], events[g]};
		q->n_rows += rows[g];
		q->most_events = events[g] > q->most_events ? events[g] : q->most_events;
	}
	free(rows);
	if (!q->n_clusters)
		return hel_fail(error, HEL_EINPUT, "no pair has both years with and years without an event");
	return HEL_OK;
}

static hel_status fill_rows(problem *q, hel_arena *arena, const size_t *place, hel_error *error)
{
	const hel_design *d = q->task.design;
	size_t p = q->task.p;
	size_t *at = calloc(q->n_clusters + 1, sizeof *at);
	q->x = hel_arena_alloc(arena, q->n_rows * p + 1, sizeof *q->x);
	q->y = hel_arena_alloc(arena, q->n_rows, sizeof *q->y);
	if (!at || !q->x || !q->y) {
		free(at);
		return hel_fail_memory(error);
	}
	for (size_t c = 0; c < d->n_chunks; c++) {
		const hel_chunk *chunk = &d->chunk[c];
		for (size_t r = 0; r < chunk->n; r++) {
			if (!hel_task_counts(&q->task, chunk, r) || place[chunk->cluster[r]] == SIZE_MAX)
				continue;
			size_t g = place[chunk->cluster[r]], row = q->cluster[g].first + at[g]++;
			size_t block = r / HEL_BLOCK_ROWS * HEL_BLOCK_ROWS;
			q->y[row] = chunk->y[r] > 0;
			for (size_t x = 0; x < p; x++)
				q->x[row * p + x] = chunk->x[block * d->n_columns + q->task.column[x] * HEL_BLOCK_ROWS + (r - block)];
		}
	}
	free(at);
	for (size_t g = 0; g < q->n_clusters; g++) {
		for (size_t x = 0; x < p; x++) {
			double *first = &q->x[q->cluster[g].first * p + x], mean = 0;
			for (size_t r = 0; r < q->cluster[g].n; r++)
				mean += first[r * p] / (double)q->cluster[g].n;
			for (size_t r = 0; r < q->cluster[g].n; r++)
				first[r * p] = fabs(first[r * p] - mean) < 1e-12 ? 0 : first[r * p] - mean;
		}
	}
	return HEL_OK;
}

/* Which terms vary inside clusters, beside those before them. */
static hel_status drop_constant(problem *q, hel_notes *notes, hel_arena *arena, hel_error *error)
{
	size_t p = q->task.p;
	double *gram = hel_arena_alloc(arena, p * (p + 1) / 2 + 1, sizeof *gram);
	bool *kept = hel_arena_alloc(arena, p + 1, sizeof *kept);
	if (!gram || !kept)
		return hel_fail_memory(error);
	for (size_t r = 0; r < q->n_rows; r++) {
		for (size_t i = 0; i < p; i++) {
			for (size_t j = 0; j <= i; j++)
				gram[i * (i + 1) / 2 + j] += q->x[r * p + i] * q->x[r * p + j];
		}
	}
	if (!hel_solve_independent(gram, p, kept))
		return hel_fail_memory(error);
	size_t n = 0;
	hel_status status = HEL_OK;
	for (size_t i = 0; !status && i < p; i++) {
		if (kept[i])
			n++;
		else
			status = hel_note(notes, error, "'%s' was dropped: inside pairs it does not change, or only with other terms",
			                  hel_task_name(&q->task, i));
	}
	for (size_t r = 0; r < q->n_rows; r++) {
		size_t to = 0;
		for (size_t i = 0; i < p; i++) {
			if (kept[i])
				q->x[r * n + to++] = q->x[r * p + i];
		}
	}
	n = 0;
	for (size_t i = 0; i < p; i++) {
		if (kept[i])
			q->task.column[n++] = q->task.column[i];
	}
	q->task.p = n;
	if (!status && !n)
		return hel_fail(error, HEL_EINPUT, "no term changes inside a pair: nothing can be estimated");
	return status;
}

/* f(0..k) with first and second derivatives, each of 1 + p + p(p+1)/2 numbers; wide range, as f can be very large. */
static void add_cluster(const problem *q, const cluster *g, long double *f, double *sums)
{
	size_t p = q->task.p, packed = p * (p + 1) / 2, width = 1 + p + packed, k = g->events;
	memset(f, 0, (k + 1) * width * sizeof *f);
	f[0] = 1;
	double likely = 0;
	for (size_t r = 0; r < g->n; r++) {
		const double *x = &q->x[(g->first + r) * p];
		double eta = 0;
		for (size_t i = 0; i < p; i++)
			eta += x[i] * q->beta[i];
		likely += q->y[g->first + r] ? eta : 0;
		for (size_t i = 0; i < p && q->y[g->first + r]; i++)
			sums[1 + i] += x[i];
		long double e = expl((long double)eta);
		for (size_t m = r + 1 < k ? r + 1 : k; m > 0; m--) {
			long double *to = f + m * width;
			const long double *from = to - width;
			for (size_t i = 0, at = 0; i < p; i++) {
				for (size_t j = 0; j <= i; j++, at++)
					to[1 + p + at] += e * (from[1 + p + at] + (long double)x[i] * from[1 + j] +
					                       (long double)x[j] * from[1 + i] + (long double)(x[i] * x[j]) * from[0]);
			}
			for (size_t i = 0; i < p; i++)
				to[1 + i] += e * (from[1 + i] + (long double)x[i] * from[0]);
			to[0] += e * from[0];
		}
	}
	const long double *of = f + k * width;
	sums[0] += likely - (double)logl(of[0]);
	for (size_t i = 0, at = 0; i < p; i++) {
		sums[1 + i] -= (double)(of[1 + i] / of[0]);
		for (size_t j = 0; j <= i; j++, at++)
			sums[1 + p + at] += (double)(of[1 + p + at] / of[0] - of[1 + i] / of[0] * (of[1 + j] / of[0]));
	}
}

static bool look(problem *q)
{
	size_t p = q->task.p, width = 1 + p + p * (p + 1) / 2;
	double *sums = calloc(STRIPS * width, sizeof *sums);
	bool failed = !sums;
#pragma omp parallel for num_threads(q->task.threads) schedule(dynamic, 1) reduction(|| : failed)
	for (size_t s = 0; s < STRIPS; s++) {
		long double *f = failed ? NULL : malloc((q->most_events + 1) * width * sizeof *f);
		failed = failed || !f;
		for (size_t g = q->n_clusters * s / STRIPS; !failed && g < q->n_clusters * (s + 1) / STRIPS; g++)
			add_cluster(q, &q->cluster[g], f, sums + s * width);
		free(f);
	}
	q->slope.log_likelihood = 0;
	memset(q->slope.gradient, 0, (width - 1) * sizeof *q->slope.gradient);
	for (size_t s = 0; !failed && s < STRIPS; s++) {
		q->slope.log_likelihood += sums[s * width];
		for (size_t c = 0; c + 1 < width; c++)
			q->slope.gradient[c] += sums[s * width + 1 + c];
	}
	free(sums);
	return !failed;
}

static hel_status climb(problem *q, hel_fit *fit, double *inverse, bool *kept, double *step, int (*stop)(void *), void *context,
                        hel_error *error)
{
	size_t p = q->task.p;
	double before = -INFINITY;
	memset(kept, 1, p);
	for (fit->iterations = 0; fit->iterations <= ITERATIONS_MAX; fit->iterations++) {
		if (stop && stop(context))
			return hel_fail(error, HEL_EINTERRUPTED, "interrupted");
		if (!look(q))
			return hel_fail_memory(error);
		if (!fit->iterations)
			fit->null_log_likelihood = q->slope.log_likelihood;
		bool falls = !(q->slope.log_likelihood >= before - 1e-9 * (1 + fabs(before)));
		for (size_t i = 0; falls && i < p; i++) {
			step[i] /= 2;
			q->beta[i] -= step[i];
		}
		if (falls)
			continue;
		before = q->slope.log_likelihood;
		hel_solve_unpack(q->slope.curvature, p, kept, inverse, p);
		if (!hel_solve_factor(inverse, p))
			return hel_fail(error, HEL_EINPUT, "no estimate was found: the likelihood is flat; drop a term");
		if (fit->converged)
			break;
		memcpy(step, q->slope.gradient, p * sizeof *step);
		hel_solve_with(inverse, p, step);
		fit->converged = true;
		for (size_t i = 0; i < p; i++) {
			fit->converged &= fabs(step[i]) < 1e-8 * (1 + fabs(q->beta[i]));
			q->beta[i] += step[i];
		}
	}
	fit->log_likelihood = q->slope.log_likelihood;
	hel_solve_invert(inverse, p, fit->covariance);
	return HEL_OK;
}

static hel_status estimate(problem *q, hel_fit *fit, hel_arena *passing, int (*stop)(void *), void *context, hel_error *error)
{
	size_t *place, p = 0;
	for (size_t c = 0; c < q->task.p; c++) { /* the intercept is one of the things taken out */
		if (q->task.column[c] != SIZE_MAX)
			q->task.column[p++] = q->task.column[c];
	}
	q->task.p = p;
	q->task.intercept = false;
	hel_status status = find_clusters(q, passing, &place, error);
	if (!status)
		status = fill_rows(q, passing, place, error);
	if (!status)
		status = drop_constant(q, &fit->notes, passing, error);
	if (!status)
		status = hel_fit_allocate(fit, &q->task, fit->memory, error);
	if (status)
		return status;
	p = q->task.p;
	double *room = hel_arena_alloc(passing, 3 * p + p * (p + 1) / 2 + p * p, sizeof *room);
	bool *kept = hel_arena_alloc(passing, p, sizeof *kept);
	if (!room || !kept)
		return hel_fail_memory(error);
	q->beta = room;
	q->slope.gradient = room + p; /* look fills gradient and curvature as one stretch */
	q->slope.curvature = room + 2 * p;
	double *step = q->slope.curvature + p * (p + 1) / 2, *inverse = step + p;
	status = climb(q, fit, inverse, kept, step, stop, context, error);
	fit->n = q->n_rows;
	fit->clusters = q->n_clusters;
	fit->kind = HEL_BY_MODEL;
	for (size_t g = 0; g < q->n_clusters; g++)
		fit->events += q->cluster[g].events;
	hel_task_unscale(&q->task, q->beta, fit->estimate);
	if (!status && !hel_task_unscale_covariance(&q->task, fit->covariance))
		status = hel_fail_memory(error);
	for (size_t c = 0; !status && c < p; c++)
		fit->se[c] = fit->se_robust[c] = sqrt(fit->covariance[c * p + c]);
	return status;
}

hel_status hel_fit_conditional(hel_fit *fit, const hel_design *design, const hel_fit_options *options, int (*stop)(void *),
                               void *context, hel_error *error)
{
	hel_fit made = {.model = options->model};
	problem q = {0};
	if (!design->n_clusters)
		return hel_fail(error, HEL_EINPUT, "the rows are no pairs of states: there are no effects of pairs to take out");
	if (!design->is_binary)
		return hel_fail(error, HEL_EINPUT, "the outcome '%s' has values other than 0 and 1", design->formula->response_label);
	hel_arena *passing = hel_arena_new();
	made.memory = hel_arena_new();
	hel_status status = passing && made.memory ? hel_task_of(&q.task, design, options, passing, error) : hel_fail_memory(error);
	if (!status)
		status = estimate(&q, &made, passing, stop, context, error);
	hel_arena_free(passing);
	if (status)
		hel_fit_free(&made);
	else
		*fit = made;
	return status;
}
