/* fit.c: the onset logit of 1.7 million dyad-years: table, design, passes, beside a pass that only reads the same bytes. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fit/pass.h"
#include "fit/settle.h"
#include "helsinki.h"
#include "measure.h"

enum { REPEATS = 7 };

static const char FORMULA[] =
    "cowmidonset ~ log(max(cinc1,cinc2)/min(cinc1,cinc2)) + I(conttype > 0) + I(mindist/1000) + atop_alliance + cowmidspell + "
    "I(cowmidspell^2) + I(cowmidspell^3)";

static hel_dyads *make_table(hel_panel *panel)
{
	const char *keep[] = {"cowmidonset", "cinc1", "cinc2", "conttype", "mindist", "atop_alliance", "cowmidspell"};
	hel_dyads_request request;
	hel_dyads *dyads = NULL;
	hel_error error = {0};
	if (hel_dyads_defaults(&request, panel, &error))
		die(&error);
	request.to = 2014;
	request.cow_mids = request.peacesciencer = true;
	request.keep = keep;
	request.n_keep = sizeof keep / sizeof *keep;
	if (hel_dyads_make(&dyads, panel, &request, NULL, &error))
		die(&error);
	return dyads;
}

/* Reads every byte of the blocks once, on as many threads: the least that any pass can take. */
static double read_pass(const hel_design *d, double *bytes)
{
	double sum = 0;
	*bytes = 0;
	double before = now();
#pragma omp parallel for schedule(dynamic, 1) reduction(+ : sum)
	for (size_t c = 0; c < d->n_chunks; c++) {
		size_t n = hel_blocks_of(d->chunk[c].n) * HEL_BLOCK_ROWS * d->n_columns;
		double part[8] = {0};
		for (size_t x = 0; x < n; x += 8) {
			for (size_t l = 0; l < 8; l++)
				part[l] += d->chunk[c].x[x + l];
		}
		for (size_t x = 0; x < hel_blocks_of(d->chunk[c].n) * HEL_BLOCK_ROWS; x++)
			part[x % 8] += (double)d->chunk[c].y[x];
		for (size_t l = 0; l < 8; l++)
			sum += part[l];
	}
	double taken = now() - before;
	for (size_t c = 0; c < d->n_chunks; c++)
		*bytes += (double)hel_blocks_of(d->chunk[c].n) * HEL_BLOCK_ROWS * ((double)d->n_columns * 8 + 4);
	return sum == 0.5 ? -1 : taken; /* the sum must be made */
}

static double one_pass(const hel_design *d)
{
	hel_fit_options options = {0};
	hel_task task;
	hel_arena *arena = hel_arena_new();
	double beta[16] = {0}, gradient[16], curvature[16 * 17 / 2];
	hel_slope slope = {.gradient = gradient, .curvature = curvature};
	hel_error error = {0};
	if (!arena || hel_task_of(&task, d, &options, arena, &error))
		die(&error);
	double before = now();
	if (!hel_pass(&task, beta, &slope))
		exit(3);
	double taken = now() - before;
	hel_arena_free(arena);
	return taken;
}

int main(void)
{
	hel_error error = {0};
	hel_panel *panel = NULL;
	double best_table = INFINITY, best_design = INFINITY, best_fit = INFINITY, best_read = INFINITY, best_pass = INFINITY, bytes = 0;
	int iterations = 0;
	size_t rows = 0;
	if (hel_panel_open(&panel, NULL, &error))
		die(&error);
	for (int x = 0; x < REPEATS; x++) {
		double start = now();
		hel_dyads *dyads = make_table(panel);
		hel_frame *frame = NULL;
		hel_formula *formula = NULL;
		hel_design *design = NULL;
		hel_fit fit;
		double made = now();
		hel_design_options how = {0};
		hel_fit_options options = {0};
		if (hel_frame_of_dyads(&frame, dyads, &error) || hel_formula_read(&formula, FORMULA, NULL, &error) ||
		    hel_design_make(&design, frame, formula, &how, &error))
			die(&error);
		double designed = now();
		if (hel_fit_estimate(&fit, design, &options, NULL, NULL, &error))
			die(&error);
		double fitted = now();
		best_table = fmin(best_table, made - start);
		best_design = fmin(best_design, designed - made);
		best_fit = fmin(best_fit, fitted - designed);
		for (int y = 0; y < REPEATS; y++) {
			best_read = fmin(best_read, read_pass(design, &bytes));
			best_pass = fmin(best_pass, one_pass(design));
		}
		iterations = fit.iterations;
		rows = fit.n;
		hel_fit_free(&fit);
		hel_design_free(design);
		hel_formula_free(formula);
		hel_frame_free(frame);
		hel_dyads_free(dyads);
	}
	printf("fit: onset logit, %zu rows, 8 terms: table %.0f ms, design %.0f ms, %d iterations and errors by dyad %.0f ms\n", rows,
	       1e3 * best_table, 1e3 * best_design, iterations, 1e3 * best_fit);
	printf("fit: design and estimate, what glm + vcovCL do on their table: %.3f s\n", best_design + best_fit);
	printf("fit: a pass %.1f ms; reading its %.0f MB once %.1f ms (%.1f GB/s): %.1f times the limit of memory\n", 1e3 * best_pass,
	       bytes / 1e6, 1e3 * best_read, bytes / best_read / 1e9, best_pass / best_read);
	printf("fit: peak memory %.0f MB\n", peak_megabytes());
	hel_panel_free(panel);
	return 0;
}
