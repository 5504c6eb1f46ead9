/* covariance.c: sandwich covariances. Scores are y - p times x; the filling of the sandwich is sum_g s_g s_g' over groups g of
 * rows. For states: rows that share the first, plus the second, minus both (Cameron, Gelbach and Miller 2011), each with
 * G/(G-1). Dyadic: every two rows that share a state (Aronow, Samii and Assenova 2015) are sum_k s_k s_k' over states k of the
 * rows that have k on either side, minus sum_d s_d s_d' over pairs d, which the first sum counts twice. */
#include "fit/covariance.h"

#include <stdlib.h>
#include <string.h>

#include "base/fail.h"

typedef enum grouping { BY_CLUSTER, BY_FIRST, BY_SECOND, BY_EITHER, BY_BOTH, BY_PAIR } grouping;

typedef struct filling {
	const hel_task *task;
	double **residual;   /* of each chunk */
	size_t n_groups;     /* room */
	double *score;       /* p x n_groups */
	uint8_t *seen;       /* n_groups */
} filling;

static size_t groups_of(const hel_design *d, grouping by)
{
	return by == BY_CLUSTER ? d->n_clusters : by == BY_BOTH || by == BY_PAIR ? d->n_states * d->n_states : d->n_states;
}

static size_t group_of(const hel_design *d, const hel_chunk *chunk, grouping by, size_t r)
{
	if (by == BY_CLUSTER)
		return chunk->cluster[r];
	size_t one = chunk->state[0][r], two = chunk->state[1][r];
	if (by == BY_PAIR && one > two)
		return two * d->n_states + one;
	return by == BY_FIRST ? one : by == BY_SECOND ? two : one * d->n_states + two;
}

/* The scores of every group on one parameter: a block's x at a time. */
static void add_block(const filling *f, grouping by, const hel_chunk *chunk, size_t at, const double *restrict residual,
                      const double *restrict x, double *restrict score)
{
	size_t n = chunk->n - at < HEL_BLOCK_ROWS ? chunk->n - at : HEL_BLOCK_ROWS;
	for (size_t r = 0; by == BY_CLUSTER && r < n; r++)
		score[chunk->cluster[at + r]] += residual[r] * x[r];
	for (size_t r = 0; by != BY_CLUSTER && r < n; r++) {
		double part = residual[r] * x[r];
		if (by == BY_EITHER) {
			score[chunk->state[0][at + r]] += part;
			score[chunk->state[1][at + r]] += part;
		} else {
			score[group_of(f->task->design, chunk, by, at + r)] += part;
		}
	}
}

static void add_scores(const filling *f, grouping by, size_t c)
{
	const hel_design *d = f->task->design;
	size_t column = f->task->column[c];
	for (size_t k = 0; k < d->n_chunks; k++) {
		const hel_chunk *chunk = &d->chunk[k];
		for (size_t at = 0; at < chunk->n; at += HEL_BLOCK_ROWS)
			add_block(f, by, chunk, at, f->residual[k] + at,
			          column == SIZE_MAX ? d->ones : chunk->x + at * d->n_columns + column * HEL_BLOCK_ROWS,
			          f->score + c * f->n_groups);
	}
}

static size_t count_groups(const filling *f, grouping by)
{
	const hel_design *d = f->task->design;
	memset(f->seen, 0, f->n_groups);
	for (size_t k = 0; k < d->n_chunks; k++) {
		const hel_chunk *chunk = &d->chunk[k];
		for (size_t r = 0; r < chunk->n; r++) {
			if (f->residual[k][r] == 0)
				continue; /* another year */
			if (by == BY_EITHER) {
				f->seen[chunk->state[0][r]] = 1;
				f->seen[chunk->state[1][r]] = 1;
			} else {
				f->seen[group_of(d, chunk, by, r)] = 1;
			}
		}
	}
	size_t n = 0;
	for (size_t g = 0; g < f->n_groups; g++)
		n += f->seen[g];
	return n;
}

/* sum += sign * correction * sum_g s_g s_g'. */
static hel_status add_filling(filling *f, grouping by, double sign, bool corrected, double *sum, size_t *groups, hel_error *error)
{
	size_t p = f->task->p;
	f->n_groups = groups_of(f->task->design, by);
	f->score = calloc(p * f->n_groups + 1, sizeof *f->score);
	f->seen = malloc(f->n_groups + 1);
	hel_status status = f->score && f->seen ? HEL_OK : hel_fail_memory(error);
	if (!status) {
#pragma omp parallel for num_threads(f->task->threads) schedule(dynamic, 1)
		for (size_t c = 0; c < p; c++)
			add_scores(f, by, c);
		*groups = count_groups(f, by);
		double n = (double)*groups, factor = sign * (corrected && n > 1 ? n / (n - 1) : 1);
#pragma omp parallel for num_threads(f->task->threads) schedule(dynamic, 1)
		for (size_t i = 0; i < p; i++) {
			for (size_t j = 0; j < p; j++) {
				double part = 0;
				for (size_t g = 0; g < f->n_groups; g++)
					part += f->score[i * f->n_groups + g] * f->score[j * f->n_groups + g];
				sum[i * p + j] += factor * part;
			}
		}
	}
	free(f->score);
	free(f->seen);
	return status;
}

static void sandwich(const double *bread, const double *meat, double *to, double *work, size_t p)
{
	for (size_t i = 0; i < p; i++) {
		for (size_t j = 0; j < p; j++) {
			work[i * p + j] = 0;
			for (size_t k = 0; k < p; k++)
				work[i * p + j] += bread[i * p + k] * meat[k * p + j];
		}
	}
	for (size_t i = 0; i < p; i++) {
		for (size_t j = 0; j <= i; j++) {
			double sum = 0;
			for (size_t k = 0; k < p; k++)
				sum += work[i * p + k] * bread[k * p + j];
			to[i * p + j] = to[j * p + i] = sum;
		}
	}
}

static hel_status find_residuals(filling *f, const double *beta, hel_error *error)
{
	const hel_design *d = f->task->design;
	bool failed = false;
	f->residual = calloc(d->n_chunks, sizeof *f->residual);
	if (!f->residual)
		return hel_fail_memory(error);
	for (size_t c = 0; c < d->n_chunks; c++) {
		size_t padded = hel_blocks_of(d->chunk[c].n) * HEL_BLOCK_ROWS;
		failed |= !(f->residual[c] = malloc((padded + 1) * sizeof **f->residual));
	}
#pragma omp parallel for num_threads(f->task->threads) schedule(dynamic, 4) reduction(|| : failed)
	for (size_t c = 0; c < d->n_chunks; c++)
		failed = failed || !hel_pass_rows(f->task, beta, c, NULL, f->residual[c]);
	return failed ? hel_fail_memory(error) : HEL_OK;
}

hel_status hel_covariance_robust(const hel_task *task, const double *beta, const double *inverse, hel_covariance kind,
                                 double *covariance, size_t *groups, hel_error *error)
{
	const hel_design *d = task->design;
	size_t p = task->p, others;
	filling f = {.task = task};
	if (kind == HEL_BY_CLUSTER ? !d->n_clusters : !d->n_states)
		return hel_fail(error, HEL_EINPUT, "the rows are no pairs of states: there is nothing to cluster by");
	double *meat = calloc(2 * p * p, sizeof *meat);
	hel_status status = meat ? find_residuals(&f, beta, error) : hel_fail_memory(error);
	if (!status && kind == HEL_BY_CLUSTER) {
		status = add_filling(&f, BY_CLUSTER, 1, true, meat, groups, error);
	} else if (!status && kind == HEL_BY_STATES) {
		if (!(status = add_filling(&f, BY_FIRST, 1, true, meat, groups, error)) &&
		    !(status = add_filling(&f, BY_SECOND, 1, true, meat, &others, error)))
			status = add_filling(&f, BY_BOTH, -1, true, meat, &others, error);
	} else if (!status && !(status = add_filling(&f, BY_EITHER, 1, false, meat, groups, error))) {
		status = add_filling(&f, BY_PAIR, -1, false, meat, &others, error);
	}
	if (!status)
		sandwich(inverse, meat, covariance, meat + p * p, p);
	for (size_t c = 0; f.residual && c < d->n_chunks; c++)
		free(f.residual[c]);
	free(f.residual);
	free(meat);
	return status;
}
