/* pass.c: sums over rows. A block's columns stay in the first-level cache while its sums are made; the eight lanes of a vector
 * are eight partial sums that are added in one order, whatever the width of the machine's registers. */
#include "fit/pass.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clones.h"
#include "base/elementary.h"

enum { ROWS = HEL_BLOCK_ROWS, STRIPS_MAX = 64, LANES = 8, LOGS = 16 };

/* One thread's room. */
typedef struct bench {
	const double **x;   /* p: columns of the block */
	double eta[ROWS] __attribute__((aligned(64)));
	double weight[ROWS] __attribute__((aligned(64)));
	double residual[ROWS] __attribute__((aligned(64)));
	double weighted[ROWS] __attribute__((aligned(64)));
	double mask[ROWS] __attribute__((aligned(64)));
	double y[ROWS] __attribute__((aligned(64)));
} bench;

static inline double total(const double *s)
{
	return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
}

/* sums[j] += a . x[j] for n columns, TILE at a time, WIDE lanes at a time: as many as there are registers for. Each of the
 * LANES partial sums is made in the same order whatever the tile, so all give the same bits. */
#define DOTS(name, TILE, WIDE)                                                                                                 \
	static void name(const double *restrict a, const double *const *restrict x, size_t n, double *restrict sums)           \
	{                                                                                                                      \
		typedef double wide __attribute__((vector_size((WIDE) * sizeof(double)), aligned((WIDE) * sizeof(double))));   \
		enum { STEP = LANES / (WIDE) };                                                                                \
		const wide *va = (const wide *)a;                                                                              \
		for (size_t j = 0; j < n; j += (TILE)) {                                                                       \
			wide sum[STEP][TILE];                                                                                  \
			const wide *column[TILE];                                                                              \
			for (size_t t = 0; t < (TILE); t++) /* beyond the last: the last again, its sum unused */              \
				column[t] = (const wide *)x[j + t < n ? j + t : n - 1];                                        \
			for (size_t s = 0; s < STEP; s++) {                                                                    \
				wide part[TILE] = {{0}};                                                                       \
				for (size_t r = s; r < ROWS / (WIDE); r += STEP) {                                             \
					_Pragma("GCC unroll 8") for (size_t t = 0; t < (TILE); t++) part[t] +=                 \
					    va[r] * column[t][r];                                                              \
				}                                                                                              \
				_Pragma("GCC unroll 8") for (size_t t = 0; t < (TILE); t++) sum[s][t] = part[t];               \
			}                                                                                                      \
			for (size_t t = 0; t < (TILE) && j + t < n; t++) {                                                     \
				double lane[LANES];                                                                            \
				for (size_t l = 0; l < LANES; l++)                                                             \
					lane[l] = sum[l / (WIDE)][t][l % (WIDE)];                                              \
				sums[j + t] += total(lane);                                                                    \
			}                                                                                                      \
		}                                                                                                              \
	}

#if HEL_HAS_CLONES
__attribute__((target("avx512f"))) DOTS(dots_avx512, 4, 8)
__attribute__((target("avx2"))) DOTS(dots_avx2, 4, 4)
#endif
DOTS(dots_sse2, 4, 2)

static void dots(const double *a, const double *const *x, size_t n, double *sums)
{
#if HEL_HAS_CLONES
	if (__builtin_cpu_supports("avx512f")) {
		dots_avx512(a, x, n, sums);
		return;
	}
	if (__builtin_cpu_supports("avx2")) {
		dots_avx2(a, x, n, sums);
		return;
	}
#endif
	dots_sse2(a, x, n, sums);
}

HEL_CLONES static void multiply(double *restrict to, const double *restrict a, const double *restrict b)
{
	for (size_t r = 0; r < ROWS; r++)
		to[r] = a[r] * b[r];
}

/* eta += sum_c beta[c] x[c], four columns at a time; the order of additions is the same for each row. */
HEL_CLONES static void linear(double *restrict eta, const double *const *restrict x, const double *restrict beta, size_t p)
{
	size_t c = 0;
	for (; c + 4 <= p; c += 4) {
		const double *restrict x0 = x[c], *restrict x1 = x[c + 1], *restrict x2 = x[c + 2], *restrict x3 = x[c + 3];
		double b0 = beta[c], b1 = beta[c + 1], b2 = beta[c + 2], b3 = beta[c + 3];
		for (size_t r = 0; r < ROWS; r++)
			eta[r] += (b0 * x0[r] + b1 * x1[r]) + (b2 * x2[r] + b3 * x3[r]);
	}
	for (; c < p; c++) {
		const double *restrict column = x[c];
		double b = beta[c];
		for (size_t r = 0; r < ROWS; r++)
			eta[r] += b * column[r];
	}
}

/* Chance, its curvature p (1 - p), residual y - p; log likelihood returned. log(1 + e^-|eta|) of LOGS rows at once: the log of
 * a product that is at most 2^LOGS. */
HEL_CLONES static double logit(const double *restrict eta, const double *restrict y, const double *restrict mask,
                               double *restrict weight, double *restrict residual, double *restrict factor)
{
	double sum[LANES] = {0}, product[ROWS / LOGS];
	for (size_t r = 0; r < ROWS; r++) {
		double size = eta[r] < 0 ? -eta[r] : eta[r];
		double e = hel_exp(-size), inverse = 1 / (1 + e);
		double chance = eta[r] < 0 ? e * inverse : inverse;
		weight[r] = mask[r] * (e * inverse * inverse);
		residual[r] = mask[r] * (y[r] - chance);
		factor[r] = 1 + mask[r] * e;
	}
	for (size_t r = 0; r < ROWS; r += LANES) {
		for (size_t l = 0; l < LANES; l++)
			sum[l] += mask[r + l] * (y[r + l] * eta[r + l] - (eta[r + l] > 0 ? eta[r + l] : 0));
	}
	for (size_t l = 0; l < ROWS / LOGS; l++)
		product[l] = factor[l];
	for (size_t r = ROWS / LOGS; r < ROWS; r += ROWS / LOGS) {
		for (size_t l = 0; l < ROWS / LOGS; l++)
			product[l] *= factor[r + l];
	}
	double logs = 0, sums = 0;
	for (size_t l = 0; l < ROWS / LOGS; l++)
		logs += hel_log(product[l]);
	for (size_t l = 0; l < LANES; l++)
		sums += sum[l];
	return sums - logs;
}

static double poisson(const double *eta, const double *y, const double *mask, double *weight, double *residual)
{
	double sum = 0;
	for (size_t r = 0; r < ROWS; r++) {
		double mean = hel_exp(eta[r]);
		weight[r] = mask[r] * mean;
		residual[r] = mask[r] * (y[r] - mean);
		if (mask[r] > 0)
			sum += y[r] * eta[r] - mean - lgamma(y[r] + 1);
	}
	return sum;
}

/* Columns, outcomes, mask and eta of the block at row `at`. */
static void load(const hel_task *task, const hel_chunk *chunk, size_t at, const double *beta, bench *b)
{
	const hel_design *d = task->design;
	for (size_t c = 0; c < task->p; c++)
		b->x[c] = task->column[c] == SIZE_MAX ? d->ones : chunk->x + at * d->n_columns + task->column[c] * ROWS;
	bool whole = at + ROWS <= chunk->n && !task->from && !task->to;
	for (size_t r = 0; r < ROWS; r++) {
		b->mask[r] = whole || (at + r < chunk->n && hel_task_counts(task, chunk, at + r)) ? 1 : 0;
		b->y[r] = (double)chunk->y[at + r];
		b->eta[r] = chunk->offset ? chunk->offset[at + r] : 0;
	}
	linear(b->eta, b->x, beta, task->p);
}

static double respond(const hel_task *task, bench *b)
{
	if (task->family == HEL_POISSON)
		return poisson(b->eta, b->y, b->mask, b->weight, b->residual);
	return logit(b->eta, b->y, b->mask, b->weight, b->residual, b->weighted);
}

static bench *bench_new(size_t p)
{
	bench *b = aligned_alloc(64, (sizeof *b + 63) / 64 * 64);
	if (b && !(b->x = malloc((p + 1) * sizeof *b->x))) {
		free(b);
		b = NULL;
	}
	return b;
}

static void bench_free(bench *b)
{
	if (b)
		free(b->x);
	free(b);
}

/* Stretches of chunks whose sums are made by one thread: as many, whatever the threads. */
static size_t strips_of(const hel_design *d)
{
	return d->n_chunks < STRIPS_MAX ? d->n_chunks : STRIPS_MAX;
}

/* Adds what the rows of a chunk give to some sums. inverse: as hel_pass_bias has it. */
typedef void add_chunk(const hel_task *task, const hel_chunk *chunk, const double *beta, const double *inverse, bench *b,
                       double *sums);

static void add_slopes(const hel_task *task, const hel_chunk *chunk, const double *beta, const double *inverse, bench *b,
                       double *sums)
{
	(void)inverse;
	for (size_t at = 0; at < chunk->n; at += ROWS) {
		load(task, chunk, at, beta, b);
		sums[0] += respond(task, b);
		dots(b->residual, b->x, task->p, sums + 1);
		double *row = sums + 1 + task->p;
		for (size_t c = 0; c < task->p; c++) {
			multiply(b->weighted, b->weight, b->x[c]);
			dots(b->weighted, b->x, c + 1, row);
			row += c + 1;
		}
	}
}

static void add_bias(const hel_task *task, const hel_chunk *chunk, const double *beta, const double *inverse, bench *b,
                     double *sums)
{
	size_t p = task->p;
	for (size_t at = 0; at < chunk->n; at += ROWS) {
		double hat[ROWS] __attribute__((aligned(64))) = {0};
		load(task, chunk, at, beta, b);
		respond(task, b);
		for (size_t i = 0; i < p; i++) { /* h += x_i sum_j V_ij x_j */
			double part[ROWS] __attribute__((aligned(64))) = {0};
			linear(part, b->x, inverse + i * p, p);
			for (size_t r = 0; r < ROWS; r++)
				hat[r] += part[r] * b->x[i][r];
		}
		for (size_t r = 0; r < ROWS; r++) {
			double half = task->family == HEL_LOGIT ? b->mask[r] * b->y[r] - b->residual[r] - 0.5 * b->mask[r] : -0.5;
			b->weighted[r] = b->weight[r] * hat[r] * half;
		}
		dots(b->weighted, b->x, p, sums);
	}
}

/* n sums over all chunks into total; false: no memory. */
static bool sum_up(const hel_task *task, const double *beta, const double *inverse, add_chunk *add, double *total, size_t n)
{
	const hel_design *d = task->design;
	size_t strips = strips_of(d);
	double *sums = calloc(strips * n + 1, sizeof *sums);
	bool failed = !sums;
#pragma omp parallel num_threads(task->threads) if (!failed)
	{
		bench *b = failed ? NULL : bench_new(task->p);
		bool own_failed = !b;
#pragma omp for schedule(dynamic, 1)
		for (size_t s = 0; s < strips; s++) {
			for (size_t c = d->n_chunks * s / strips; !own_failed && c < d->n_chunks * (s + 1) / strips; c++)
				add(task, &d->chunk[c], beta, inverse, b, sums + s * n);
		}
		bench_free(b);
#pragma omp critical
		failed |= own_failed;
	}
	memset(total, 0, n * sizeof *total);
	for (size_t s = 0; !failed && s < strips; s++) {
		for (size_t c = 0; c < n; c++)
			total[c] += sums[s * n + c];
	}
	free(sums);
	return !failed;
}

bool hel_pass(const hel_task *task, const double *beta, hel_slope *slope)
{
	size_t p = task->p, packed = p * (p + 1) / 2;
	double *total = malloc((1 + p + packed) * sizeof *total);
	bool made = total && sum_up(task, beta, NULL, add_slopes, total, 1 + p + packed);
	if (made) {
		slope->log_likelihood = total[0];
		memcpy(slope->gradient, total + 1, p * sizeof *total);
		memcpy(slope->curvature, total + 1 + p, packed * sizeof *total);
	}
	free(total);
	return made;
}

bool hel_pass_bias(const hel_task *task, const double *beta, const double *inverse, double *gradient)
{
	return sum_up(task, beta, inverse, add_bias, gradient, task->p);
}

bool hel_pass_rows(const hel_task *task, const double *beta, size_t c, double *mean, double *residual)
{
	const hel_chunk *chunk = &task->design->chunk[c];
	bench *b = bench_new(task->p);
	for (size_t at = 0; b && at < chunk->n; at += ROWS) {
		load(task, chunk, at, beta, b);
		respond(task, b);
		for (size_t r = 0; r < ROWS; r++) {
			double eta = b->eta[r];
			if (mean)
				mean[at + r] = task->family == HEL_POISSON ? hel_exp(eta) : 1 / (1 + hel_exp(-eta));
			if (residual)
				residual[at + r] = b->residual[r];
		}
	}
	bool made = b != NULL;
	bench_free(b);
	return made;
}

void hel_pass_widest(const hel_task *task, double *widest)
{
	const hel_design *d = task->design;
	for (size_t c = 0; c < task->p; c++) {
		widest[c] = 1;
		for (size_t k = 0; task->column[c] != SIZE_MAX && k < d->n_chunks; k++) {
			const hel_chunk *chunk = &d->chunk[k];
			for (size_t r = 0; r < chunk->n; r++) {
				size_t block = r / ROWS * ROWS;
				double z = fabs(chunk->x[block * d->n_columns + task->column[c] * ROWS + (r - block)]);
				widest[c] = z > widest[c] ? z : widest[c];
			}
		}
	}
}

void hel_pass_count(const hel_task *task, size_t *rows, size_t *events)
{
	*rows = *events = 0;
	for (size_t c = 0; c < task->design->n_chunks; c++) {
		const hel_chunk *chunk = &task->design->chunk[c];
		for (size_t r = 0; r < chunk->n; r++) {
			bool counts = hel_task_counts(task, chunk, r);
			*rows += counts;
			*events += counts && chunk->y[r] > 0;
		}
	}
}

bool hel_pass_separates(const hel_task *task, const double *direction, size_t *rows)
{
	const hel_design *d = task->design;
	bench *b = bench_new(task->p);
	double least = 0, greatest = 0;
	*rows = 0;
	/* first the size of what moves, then whether anything moves the wrong way */
	for (int round = 0; b && round < 2; round++) {
		for (size_t c = 0; c < d->n_chunks; c++) {
			const hel_chunk *chunk = &d->chunk[c];
			for (size_t at = 0; at < chunk->n; at += ROWS) {
				load(task, chunk, at, direction, b);
				for (size_t r = 0; r < ROWS && at + r < chunk->n; r++) {
					double eta = b->eta[r] - (chunk->offset ? chunk->offset[at + r] : 0);
					double gain = b->mask[r] * (b->y[r] > 0 ? eta : -eta);
					least = gain < least ? gain : least;
					greatest = gain > greatest ? gain : greatest;
					*rows += round && gain > 1e-3 * greatest;
				}
			}
		}
	}
	bench_free(b);
	return greatest > 0 && least >= -1e-3 * greatest;
}
