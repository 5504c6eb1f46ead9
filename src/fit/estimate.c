/* estimate.c: one model on a design: which terms can be estimated, the estimates, their covariance, in the data's own units. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/rng.h"
#include "base/threads.h"
#include "fit/covariance.h"
#include "fit/newton.h"
#include "fit/settle.h"
#include "fit/solve.h"

hel_status hel_task_of(hel_task *task, const hel_design *design, const hel_fit_options *options, hel_arena *arena, hel_error *error)
{
	const hel_formula *f = design->formula;
	const hel_submodel *model = &f->model[options->model];
	*task = (hel_task){.design = design,
	                   .family = options->family,
	                   .intercept = model->intercept,
	                   .from = options->from,
	                   .to = options->to,
	                   .threads = options->threads > 0 ? options->threads : design->threads};
	task->column = hel_arena_alloc(arena, design->n_columns + 1, sizeof *task->column);
	if (!task->column)
		return hel_fail_memory(error);
	if (model->intercept)
		task->column[task->p++] = SIZE_MAX;
	for (size_t t = 0; t < model->n_terms; t++) {
		for (size_t c = design->term_first[model->term[t]]; c < design->term_first[model->term[t] + 1]; c++)
			task->column[task->p++] = c;
	}
	return HEL_OK;
}

const char *hel_task_name(const hel_task *task, size_t parameter)
{
	return task->column[parameter] == SIZE_MAX ? "(Intercept)" : task->design->column[task->column[parameter]];
}

hel_status hel_task_drop(hel_task *task, const bool *kept, hel_notes *notes, hel_error *error)
{
	size_t n = 0;
	hel_status status = HEL_OK;
	for (size_t c = 0; !status && c < task->p; c++) {
		if (kept[c])
			task->column[n++] = task->column[c];
		else if (task->column[c] != SIZE_MAX && task->design->scale[task->column[c]] == 0)
			status = hel_note(notes, error, "'%s' was dropped: it has one value in every row", hel_task_name(task, c));
		else
			status = hel_note(notes, error, "'%s' was dropped: it is a combination of terms before it", hel_task_name(task, c));
	}
	task->p = n;
	return status;
}

/* beta in units of the data from beta of the standardised columns: T z, with T = [1, -mean/scale; 0, 1/scale]. */
void hel_task_unscale(const hel_task *task, const double *z, double *beta)
{
	const hel_design *d = task->design;
	double shift = 0;
	for (size_t c = 0; c < task->p; c++) {
		if (task->column[c] == SIZE_MAX) {
			beta[c] = z[c];
			continue;
		}
		beta[c] = z[c] / d->scale[task->column[c]];
		shift += beta[c] * d->mean[task->column[c]];
	}
	if (task->p && task->column[0] == SIZE_MAX)
		beta[0] -= shift;
}

static void rescale(const hel_task *task, const double *beta, double *z)
{
	const hel_design *d = task->design;
	double shift = 0;
	for (size_t c = 0; c < task->p; c++) {
		z[c] = beta[c];
		if (task->column[c] == SIZE_MAX)
			continue;
		z[c] = beta[c] * d->scale[task->column[c]];
		shift += beta[c] * d->mean[task->column[c]];
	}
	if (task->p && task->column[0] == SIZE_MAX)
		z[0] += shift;
}

/* T C T' in place. */
bool hel_task_unscale_covariance(const hel_task *task, double *covariance)
{
	size_t p = task->p;
	double *column = malloc(2 * (p + 1) * sizeof *column), *moved = column ? column + p + 1 : NULL;
	for (int round = 0; column && round < 2; round++) { /* T C, then (T (T C)')' */
		for (size_t j = 0; j < p; j++) {
			for (size_t i = 0; i < p; i++)
				column[i] = covariance[i * p + j];
			hel_task_unscale(task, column, moved);
			for (size_t i = 0; i < p; i++)
				covariance[i * p + j] = moved[i];
		}
		for (size_t i = 0; i < p; i++) {
			for (size_t j = 0; j < i; j++) {
				double swap = covariance[i * p + j];
				covariance[i * p + j] = covariance[j * p + i];
				covariance[j * p + i] = swap;
			}
		}
	}
	free(column);
	return column != NULL;
}

hel_status hel_fit_allocate(hel_fit *fit, const hel_task *task, hel_arena *arena, hel_error *error)
{
	size_t p = task->p;
	fit->parameters = p;
	fit->term = hel_arena_alloc(arena, p, sizeof *fit->term);
	fit->estimate = hel_arena_alloc(arena, p, sizeof *fit->estimate);
	fit->se = hel_arena_alloc(arena, p, sizeof *fit->se);
	fit->se_robust = hel_arena_alloc(arena, p, sizeof *fit->se_robust);
	fit->covariance = hel_arena_alloc(arena, p * p, sizeof *fit->covariance);
	if (!fit->term || !fit->estimate || !fit->se || !fit->se_robust || !fit->covariance)
		return hel_fail_memory(error);
	for (size_t c = 0; c < p; c++) {
		const char *name = hel_task_name(task, c);
		if (!(fit->term[c] = hel_arena_copy(arena, name, strlen(name))))
			return hel_fail_memory(error);
	}
	return HEL_OK;
}

/* The log odds (log mean) of all rows: the best start when nothing else is known. */
static double level_of(const hel_fit *fit, hel_family family, double sum)
{
	double mean = sum / (double)fit->n;
	return family == HEL_POISSON ? log(mean) : log(mean / (1 - mean));
}

static double sum_outcomes(const hel_task *task)
{
	double sum = 0;
	for (size_t c = 0; c < task->design->n_chunks; c++) {
		const hel_chunk *chunk = &task->design->chunk[c];
		for (size_t r = 0; r < chunk->n; r++)
			sum += hel_task_counts(task, chunk, r) ? (double)chunk->y[r] : 0;
	}
	return sum;
}

static hel_status check(const hel_fit *fit, const hel_design *design, const hel_task *task, hel_error *error)
{
	const char *outcome = design->formula->response_label;
	if (task->family == HEL_LOGIT && !design->is_binary)
		return hel_fail(error, HEL_EINPUT,
		                "the outcome '%s' has values other than 0 and 1: a logit needs an event, such as I(%s > 0), or use "
		                "--family poisson",
		                outcome, outcome);
	for (size_t c = 0; task->family == HEL_POISSON && c < design->n_chunks; c++) {
		for (size_t r = 0; r < design->chunk[c].n; r++) {
			if (design->chunk[c].y[r] < 0)
				return hel_fail(error, HEL_EINPUT, "the outcome '%s' is below 0: no count is", outcome);
		}
	}
	if (task->p > fit->n)
		return hel_fail(error, HEL_EINPUT, "%zu terms for %zu rows: fewer terms, or more rows, are needed", task->p, fit->n);
	if (!fit->events || (task->family == HEL_LOGIT && fit->events == fit->n))
		return hel_fail(error, HEL_EINPUT, "the outcome '%s' is %d in each of the %zu rows of these years", outcome,
		                fit->events ? 1 : 0, fit->n);
	return HEL_OK;
}

static hel_status find_null(hel_fit *fit, const hel_task *task, double sum, hel_error *error)
{
	double beta = 0, inverse, direction;
	size_t column = SIZE_MAX;
	hel_task null = *task;
	null.column = &column;
	null.p = task->intercept ? 1 : 0;
	hel_maximum maximum = {.beta = &beta, .inverse = &inverse, .direction = &direction};
	beta = task->intercept ? level_of(fit, task->family, sum) : 0;
	hel_status status = HEL_OK;
	if (task->intercept && task->family == HEL_LOGIT && !task->design->formula->n_offsets) { /* known without a search */
		maximum.log_likelihood = sum * beta + (double)fit->n * log(1 - sum / (double)fit->n);
	} else if (task->intercept) {
		status = hel_newton(&null, false, &maximum, NULL, NULL, error);
	} else {
		double nothing;
		hel_slope slope = {.gradient = &nothing, .curvature = &nothing};
		status = hel_pass(&null, &beta, &slope) ? HEL_OK : hel_fail_memory(error);
		maximum.log_likelihood = slope.log_likelihood;
	}
	fit->null_log_likelihood = maximum.log_likelihood;
	return status;
}

/* Says which terms run away, those that matter most in the direction. */
static hel_status note_separation(hel_fit *fit, const hel_task *task, const hel_maximum *m, hel_error *error)
{
	double most = 0;
	char terms[512] = "";
	int length = 0;
	for (size_t c = 0; c < task->p; c++)
		most = task->column[c] == SIZE_MAX ? most : fmax(most, fabs(m->direction[c]));
	for (size_t c = 0; c < task->p && (size_t)length < sizeof terms; c++) {
		if (task->column[c] != SIZE_MAX && fabs(m->direction[c]) > 0.1 * most)
			length += snprintf(terms + length, sizeof terms - (size_t)length, "%s'%s' to %s infinity", length ? ", " : "",
			                   hel_task_name(task, c), m->direction[c] > 0 ? "plus" : "minus");
	}
	fit->separated = true;
	return hel_note(&fit->notes, error,
	                "separation: these terms tell the outcome of %zu rows without error, so their estimates run away (%s) and "
	                "their standard errors mean nothing; use --firth, or drop them",
	                m->separated_rows, terms);
}

/* King and Zeng (2001): the bias of small numbers of events, and the intercept if the sample's share of events is not the
 * population's. */
static hel_status correct(hel_fit *fit, const hel_task *task, const hel_fit_options *options, hel_maximum *m, double *work,
                          hel_error *error)
{
	size_t p = task->p;
	double n = (double)fit->n;
	if (!hel_pass_bias(task, m->beta, m->inverse, work))
		return hel_fail_memory(error);
	for (size_t i = 0; i < p; i++) {
		for (size_t j = 0; j < p; j++)
			m->beta[i] -= m->inverse[i * p + j] * work[j];
	}
	double shrink = n / (n + (double)p);
	for (size_t c = 0; c < p * p; c++)
		m->inverse[c] *= shrink * shrink;
	if (options->share > 0 && task->intercept) {
		double sampled = (double)fit->events / n;
		m->beta[0] -= log((1 - options->share) / options->share * sampled / (1 - sampled));
	}
	return HEL_OK;
}

static hel_status settle_errors(hel_fit *fit, const hel_task *task, const hel_fit_options *options, const hel_maximum *m,
                                double *covariance, hel_error *error)
{
	size_t p = task->p, cells = p * p;
	hel_covariance kind = options->covariance;
	if (kind == HEL_BY_CLUSTER && !task->design->n_clusters)
		kind = HEL_BY_MODEL;
	fit->kind = kind;
	memcpy(covariance, m->inverse, cells * sizeof *covariance);
	if (!hel_task_unscale_covariance(task, covariance))
		return hel_fail_memory(error);
	for (size_t c = 0; c < p; c++)
		fit->se[c] = sqrt(covariance[c * p + c]);
	if (kind != HEL_BY_MODEL) {
		hel_status status = hel_covariance_robust(task, m->beta, m->inverse, kind, covariance, &fit->clusters, error);
		if (status)
			return status;
		if (!hel_task_unscale_covariance(task, covariance))
			return hel_fail_memory(error);
	}
	memcpy(fit->covariance, covariance, cells * sizeof *covariance);
	bool undefined = false;
	for (size_t c = 0; c < p; c++) {
		undefined |= !(covariance[c * p + c] > 0);
		fit->se_robust[c] = sqrt(fmax(0, covariance[c * p + c]));
	}
	if (undefined)
		return hel_note(&fit->notes, error, "the covariance of this kind gives some term no positive variance: too few states");
	return HEL_OK;
}

/* The terms that a near fit could estimate; both lists are in the model's order. */
static void keep_terms_of(const hel_task *task, const hel_fit *near, bool *kept)
{
	size_t at = 0;
	for (size_t c = 0; c < task->p; c++) {
		kept[c] = at < near->parameters && !strcmp(hel_task_name(task, c), near->term[at]);
		at += kept[c];
	}
}

static hel_status estimate(hel_fit *fit, hel_task *task, const hel_fit_options *options, hel_arena *passing,
                           int (*stop)(void *), void *context, hel_error *error)
{
	hel_pass_count(task, &fit->n, &fit->events);
	hel_status status = check(fit, task->design, task, error);
	bool *kept = hel_arena_alloc(passing, task->p + 1, sizeof *kept);
	if (!status && !kept)
		status = hel_fail_memory(error);
	if (!status && options->near)
		keep_terms_of(task, options->near, kept);
	else if (!status)
		status = hel_newton_independent(task, kept, error);
	if (!status)
		status = hel_task_drop(task, kept, &fit->notes, error);
	if (!status)
		status = hel_fit_allocate(fit, task, fit->memory, error);
	if (status)
		return status;
	size_t p = task->p;
	double sum = sum_outcomes(task);
	hel_maximum m = {.beta = hel_arena_alloc(passing, p, sizeof(double)),
	                 .inverse = hel_arena_alloc(passing, p * p, sizeof(double)),
	                 .direction = hel_arena_alloc(passing, p, sizeof(double))};
	double *covariance = hel_arena_alloc(passing, p * p + p, sizeof *covariance);
	if (!m.beta || !m.inverse || !m.direction || !covariance)
		return hel_fail_memory(error);
	if (options->near && options->near->parameters == p)
		rescale(task, options->near->estimate, m.beta);
	else if (task->intercept)
		m.beta[0] = level_of(fit, task->family, sum);
	if ((status = find_null(fit, task, sum, error)) ||
	    (status = hel_newton(task, options->correction == HEL_FIRTH, &m, stop, context, error)))
		return status;
	fit->log_likelihood = m.log_likelihood;
	fit->iterations = m.iterations;
	fit->converged = m.converged;
	if (m.separated)
		status = note_separation(fit, task, &m, error);
	else if (!m.converged)
		status = hel_note(&fit->notes, error, "not converged after %d iterations: these estimates are not to be relied on",
		                  m.iterations);
	if (!status && options->correction == HEL_RARE_EVENTS)
		status = correct(fit, task, options, &m, covariance + p * p, error);
	if (!status)
		status = settle_errors(fit, task, options, &m, covariance, error);
	hel_task_unscale(task, m.beta, fit->estimate);
	return status;
}

hel_status hel_fit_estimate(hel_fit *fit, const hel_design *design, const hel_fit_options *options, int (*stop)(void *),
                            void *context, hel_error *error)
{
	hel_fit made = {.model = options->model};
	hel_task task;
	hel_arena *passing = hel_arena_new();
	made.memory = hel_arena_new();
	hel_status status = passing && made.memory ? hel_task_of(&task, design, options, passing, error) : hel_fail_memory(error);
	if (!status)
		status = estimate(&made, &task, options, passing, stop, context, error);
	hel_arena_free(passing);
	if (status)
		hel_fit_free(&made);
	else
		*fit = made;
	return status;
}

void hel_fit_free(hel_fit *fit)
{
	hel_notes_free(&fit->notes);
	hel_arena_free(fit->memory);
	*fit = (hel_fit){0};
}

double hel_p_value(double z)
{
	return erfc(fabs(z) / sqrt(2));
}

/* A standard normal number by Box and Muller's transform of two uniform ones. */
static double normal(uint64_t seed, uint64_t draw, size_t c)
{
	char what[64];
	snprintf(what, sizeof what, "estimate/%zu/size", c);
	double size = hel_rng_uniform(seed, draw, hel_rng_key_of(what));
	snprintf(what, sizeof what, "estimate/%zu/angle", c);
	double angle = hel_rng_uniform(seed, draw, hel_rng_key_of(what));
	return sqrt(-2 * log(size)) * cos(2 * 3.14159265358979323846 * angle);
}

hel_status hel_draw_normal(const double *estimate, const double *covariance, size_t p, uint64_t seed, uint64_t draw, double *to,
                           hel_error *error)
{
	double *factor = malloc((p * p + p + 1) * sizeof *factor);
	if (!factor)
		return hel_fail_memory(error);
	double *scale = factor + p * p;
	for (size_t i = 0; i < p; i++)
		scale[i] = covariance[i * p + i] > 0 ? sqrt(covariance[i * p + i]) : 1;
	for (size_t i = 0; i < p; i++) {
		for (size_t j = 0; j < p; j++) /* as a correlation, which is better conditioned; a hair on the diagonal */
			factor[i * p + j] = covariance[i * p + j] / (scale[i] * scale[j]) + (i == j ? 1e-12 : 0);
	}
	hel_status status = HEL_OK;
	if (!hel_solve_factor(factor, p))
		status = hel_fail(error, HEL_EINPUT, "the covariance of the estimates is not positive definite: no draw can be made");
	for (size_t i = 0; !status && i < p; i++) {
		double sum = 0;
		for (size_t j = 0; j <= i; j++)
			sum += factor[i * p + j] * normal(seed, draw, j);
		to[i] = estimate[i] + scale[i] * sum;
	}
	free(factor);
	return status;
}

hel_status hel_fit_draw(const hel_fit *fit, uint64_t seed, uint64_t draw, double *estimate, hel_error *error)
{
	return hel_draw_normal(fit->estimate, fit->covariance, fit->parameters, seed, draw, estimate, error);
}
