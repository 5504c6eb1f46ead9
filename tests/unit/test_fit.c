/* test_fit.c: the library's face of estimation: intervals that cover, the same bytes on any number of threads, who frees what. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "helsinki.h"

enum { ROWS = 600, SETS = 1000, LARGE = 40000 };

typedef struct data {
	size_t n;
	double *x, *z, *y, *count, *year;
} data;

/* y ~ Bernoulli(logistic(-1 + 0.8 x - 0.5 z)), x uniform on (-2, 2), z 0 or 1; count ~ Poisson(exp(0.2 + 0.5 x)). */
static data simulate(uint64_t set, size_t n)
{
	data d = {.n = n};
	d.x = malloc(5 * n * sizeof *d.x);
	assert_non_null(d.x);
	d.z = d.x + n;
	d.y = d.x + 2 * n;
	d.count = d.x + 3 * n;
	d.year = d.x + 4 * n;
	for (size_t r = 0; r < n; r++) {
		d.x[r] = 4 * hel_uniform(set, r, "x") - 2;
		d.z[r] = hel_uniform(set, r, "z") < 0.4;
		d.y[r] = hel_uniform(set, r, "y") < 1 / (1 + exp(1 - 0.8 * d.x[r] + 0.5 * d.z[r]));
		double left = hel_uniform(set, r, "count"), chance = exp(-exp(0.2 + 0.5 * d.x[r]));
		d.count[r] = 0;
		for (double k = 1; left > chance && k < 60; k++) {
			left -= chance;
			chance *= exp(0.2 + 0.5 * d.x[r]) / k;
			d.count[r] = k;
		}
		d.year[r] = 1900 + (double)(r % 100);
	}
	return d;
}

static hel_fit fit_of(const data *d, const char *text, hel_family family, int threads)
{
	hel_error error = {0};
	hel_frame *frame = NULL;
	hel_formula *formula = NULL;
	hel_design *design = NULL;
	hel_fit fit = {0};
	const char *name[] = {"x", "z", "y", "count", "year"};
	const double *value[] = {d->x, d->z, d->y, d->count, d->year};
	assert_int_equal(hel_frame_of_rows(&frame, d->n, &error), HEL_OK);
	for (int c = 0; c < 5; c++)
		assert_int_equal(hel_frame_add(frame, name[c], value[c], &error), HEL_OK);
	assert_int_equal(hel_formula_read(&formula, text, NULL, &error), HEL_OK);
	hel_design_options how = {.threads = threads};
	assert_int_equal(hel_design_make(&design, frame, formula, &how, &error), HEL_OK);
	hel_fit_options options = {.family = family, .threads = threads};
	if (hel_fit_estimate(&fit, design, &options, NULL, NULL, &error))
		fail_msg("%s", error.message);
	hel_design_free(design);
	hel_formula_free(formula);
	hel_frame_free(frame);
	return fit;
}

/* 90 % intervals cover the truth in 90 % of the sets, give or take two points. */
static void check_cover(const char *text, hel_family family, const double *truth, size_t n)
{
	int covered[4] = {0};
	for (uint64_t set = 0; set < SETS; set++) {
		data d = simulate(set, ROWS);
		hel_fit fit = fit_of(&d, text, family, 1);
		assert_int_equal(fit.parameters, n);
		for (size_t c = 0; c < n; c++)
			covered[c] += fabs(fit.estimate[c] - truth[c]) < 1.6448536269514722 * fit.se[c];
		hel_fit_free(&fit);
		free(d.x);
	}
	for (size_t c = 0; c < n; c++) {
		if (covered[c] < 880 || covered[c] > 920)
			fail_msg("parameter %zu of '%s' is covered in %d of %d sets", c, text, covered[c], SETS);
	}
}

static void logit_intervals_cover(void **state)
{
	(void)state;
	check_cover("y ~ x + z", HEL_LOGIT, (const double[]){-1, 0.8, -0.5}, 3);
}

static void poisson_intervals_cover(void **state)
{
	(void)state;
	check_cover("count ~ x", HEL_POISSON, (const double[]){0.2, 0.5}, 2);
}

static void threads_change_no_byte(void **state)
{
	(void)state;
	data d = simulate(7, LARGE);
	hel_fit one = fit_of(&d, "y ~ x * z + I(x^2)", HEL_LOGIT, 1);
	for (int threads = 2; threads <= 7; threads += 5) {
		hel_fit more = fit_of(&d, "y ~ x * z + I(x^2)", HEL_LOGIT, threads);
		assert_memory_equal(one.estimate, more.estimate, one.parameters * sizeof *one.estimate);
		assert_memory_equal(one.covariance, more.covariance, one.parameters * one.parameters * sizeof *one.covariance);
		hel_fit_free(&more);
	}
	hel_fit_free(&one);
	free(d.x);
}

/* Draws have the covariance they are drawn from: 4000 draws, five standard errors. */
static void draws_have_the_covariance(void **state)
{
	(void)state;
	enum { DRAWS = 4000 };
	data d = simulate(3, ROWS);
	hel_fit fit = fit_of(&d, "y ~ x + z", HEL_LOGIT, 1);
	double mean[3] = {0}, square[3][3] = {{0}}, draw[3];
	for (uint64_t k = 0; k < DRAWS; k++) {
		assert_int_equal(hel_fit_draw(&fit, 1, k, draw, NULL), HEL_OK);
		for (int i = 0; i < 3; i++) {
			mean[i] += draw[i] / DRAWS;
			for (int j = 0; j < 3; j++)
				square[i][j] += (draw[i] - fit.estimate[i]) * (draw[j] - fit.estimate[j]) / DRAWS;
		}
	}
	for (int i = 0; i < 3; i++) {
		assert_true(fabs(mean[i] - fit.estimate[i]) < 5 * fit.se[i] / sqrt(DRAWS));
		for (int j = 0; j < 3; j++) {
			double spread = fit.se[i] * fit.se[j] * sqrt(2.0 / DRAWS);
			assert_true(fabs(square[i][j] - fit.covariance[i * 3 + j]) < 5 * spread);
		}
	}
	hel_fit_free(&fit);
	free(d.x);
}

/* Scores by their definitions, pair by pair. */
static void scores_are_what_they_say(void **state)
{
	(void)state;
	enum { N = 300 };
	double chance[N], outcome[N], wins = 0, pairs = 0;
	for (size_t r = 0; r < N; r++) {
		chance[r] = floor(20 * hel_uniform(5, r, "chance")) / 20; /* with ties, and zeros */
		outcome[r] = hel_uniform(5, r, "outcome") < chance[r];
	}
	hel_scores s = {0};
	assert_int_equal(hel_score(&s, chance, outcome, N, NULL), HEL_OK);
	double precision = 0, brier = 0;
	size_t events = 0, in_bins = 0, events_in_bins = 0;
	for (size_t i = 0; i < N; i++) {
		brier += (chance[i] - outcome[i]) * (chance[i] - outcome[i]) / N;
		if (outcome[i] == 0)
			continue;
		events++;
		double above = 0, found = 0; /* precision of the list down to this row's chance */
		for (size_t j = 0; j < N; j++) {
			above += chance[j] >= chance[i];
			found += chance[j] >= chance[i] && outcome[j] > 0;
			if (outcome[j] == 0) {
				pairs++;
				wins += chance[i] > chance[j] ? 1 : chance[i] == chance[j] ? 0.5 : 0;
			}
		}
		precision += found / above;
	}
	for (int b = 0; b < HEL_BINS; b++) {
		in_bins += s.bin[b].n;
		events_in_bins += s.bin[b].events;
	}
	assert_int_equal(s.events, events);
	assert_int_equal(in_bins, N);
	assert_int_equal(events_in_bins, events);
	assert_true(fabs(s.auc - wins / pairs) < 1e-12);
	assert_true(fabs(s.average_precision - precision / (double)events) < 1e-12);
	assert_true(fabs(s.brier - brier) < 1e-12);
}

static int stop_at_once(void *context)
{
	++*(int *)context;
	return 1;
}

static void stopping_leaves_nothing(void **state)
{
	(void)state;
	hel_error error = {0};
	hel_panel *panel = NULL;
	hel_specification s;
	hel_study study;
	int calls = 0;
	assert_int_equal(hel_panel_open(&panel, NULL, &error), HEL_OK);
	assert_int_equal(hel_specification_init(&s, panel, &error), HEL_OK);
	assert_int_equal(hel_specification_set(&s, "formula", "gmlmidonset ~ I(conttype > 0)", &error), HEL_OK);
	assert_int_equal(hel_specification_set(&s, "colour", "red", &error), HEL_EUSAGE);
	hel_study_options options = {.threads = 2};
	options.context = &calls;
	options.progress = (int (*)(double, void *))NULL;
	assert_int_equal(hel_study_run(&study, &s, panel, &options, &error), HEL_OK);
	assert_true(study.fit.converged);
	hel_study_free(&study);
	hel_frame *frame = NULL;
	assert_int_equal(hel_frame_of_rows(&frame, 0, &error), HEL_OK);
	hel_frame_free(frame);
	data d = simulate(1, ROWS);
	hel_formula *formula = NULL;
	hel_design *design = NULL;
	hel_fit fit;
	hel_fit_options how = {0};
	hel_design_options made = {0};
	assert_int_equal(hel_frame_of_rows(&frame, d.n, &error), HEL_OK);
	assert_int_equal(hel_frame_add(frame, "x", d.x, &error), HEL_OK);
	assert_int_equal(hel_frame_add(frame, "y", d.y, &error), HEL_OK);
	assert_int_equal(hel_formula_read(&formula, "y ~ x", NULL, &error), HEL_OK);
	assert_int_equal(hel_design_make(&design, frame, formula, &made, &error), HEL_OK);
	assert_int_equal(hel_fit_estimate(&fit, design, &how, stop_at_once, &calls, &error), HEL_EINTERRUPTED);
	assert_int_equal(calls, 1);
	hel_design_free(design);
	hel_formula_free(formula);
	hel_frame_free(frame);
	free(d.x);
	hel_specification_free(&s);
	hel_panel_free(panel);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(logit_intervals_cover),     cmocka_unit_test(poisson_intervals_cover),
	    cmocka_unit_test(threads_change_no_byte),    cmocka_unit_test(draws_have_the_covariance),
	    cmocka_unit_test(scores_are_what_they_say),  cmocka_unit_test(stopping_leaves_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
