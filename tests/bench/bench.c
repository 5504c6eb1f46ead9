/* bench.c: how long, how much memory, and against which limit. Prints ratios of times of one run; asserts nothing.
 *
 * The limit of an evaluation that forms help and abetment for every pair of n states is two n x n x n matrix products, if
 * rules ignore the attacker; where the fear of a coalition is shared among its members, its weight is a third. Most pairs of states owe each other nothing, so sums over bonds may beat the dense product. */
#include <cblas.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "helsinki.h"
#include "measure.h"
#include "base/clones.h"
#include "security/contest.h"
#include "security/model.h"

enum { FIRST_MECHANISMS = 7 };

static void bench_europe(const char *file, int threads)
{
	hel_error error = {0};
	hel_panel *panel = NULL;
	hel_scenario scenario = {0};
	hel_assessment assessment = {0};
	hel_assess_options options;
	hel_assess_options_init(&options);
	options.threads = threads;
	const size_t first[FIRST_MECHANISMS] = {0, 1, 2, 3, 4, 5, 6}; /* those for which the limit was set */
	options.mechanism = first;
	options.n_mechanisms = FIRST_MECHANISMS;
	double start = now();
	if (hel_panel_open(&panel, NULL, &error) || hel_panel_load(panel, ~0u, &error))
		die(&error);
	double loaded = now();
	if (hel_scenario_read(&scenario, file, panel, &error))
		die(&error);
	double read = now();
	if (hel_assess(&assessment, &scenario, panel, &options, &error))
		die(&error);
	double done = now();
	printf("%s, %zu mechanisms x %zu lenses x %d draws, %d threads\n", scenario.name, options.n_mechanisms, scenario.n_lenses,
	       assessment.draws, threads);
	printf("  load all data   %8.1f ms   (%.2f of the 100 ms allowed)\n", 1e3 * (loaded - start), (loaded - start) / 0.1);
	printf("  read scenario   %8.1f ms\n", 1e3 * (read - loaded));
	printf("  assess          %8.1f ms   (%.2f of the 3 s allowed)\n", 1e3 * (done - read), (done - read) / 3);
	printf("  peak memory     %8.1f MB   (%.2f of the 200 MB allowed)\n\n", peak_megabytes(), peak_megabytes() / 200);
	hel_assessment_free(&assessment);
	hel_scenario_free(&scenario);
	hel_panel_free(panel);
}

/* Seconds for one n x n x n product a draw, the work of a dense kernel. */
static double time_product(int n, int draws)
{
	size_t cells = (size_t)n * (size_t)n;
	double *a = malloc(cells * sizeof *a), *b = malloc(cells * sizeof *b), *c = malloc(cells * sizeof *c);
	if (!a || !b || !c)
		exit(3);
	for (size_t x = 0; x < cells; x++) {
		a[x] = (double)(x % 7) / 7;
		b[x] = (double)(x % 5) / 5;
	}
	double start = now();
	for (int d = 0; d < draws; d++)
		cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, a, n, b, n, 0, c, n);
	double seconds = now() - start;
	free(a);
	free(b);
	free(c);
	return seconds;
}

HEL_CLONES static void raise_all(double *x, size_t n, double power)
{
	for (size_t i = 0; i < n; i++)
		x[i] = hel_exp(power * hel_log(x[i]));
}

/* Seconds for n^2 exp and log a draw, as the contest with gamma other than 1 needs them. */
static double time_powers(int n, int draws)
{
	size_t cells = (size_t)n * (size_t)n;
	double *x = malloc(cells * sizeof *x), sum = 0;
	if (!x)
		exit(3);
	for (size_t i = 0; i < cells; i++)
		x[i] = 0.5 + (double)(i % 1000) / 100;
	double start = now();
	for (int d = 0; d < draws; d++) {
		raise_all(x, cells, 0.999);
		sum += x[(size_t)d % cells];
	}
	double seconds = now() - start;
	free(x);
	return sum > 0 ? seconds : 0;
}

static double time_draws(const hel_scenario *scenario, const hel_lens *lens, int draws)
{
	hel_error error = {0};
	hel_obligations obligations;
	hel_model model;
	hel_sample sample;
	if (hel_obligations_build(&obligations, &scenario->mechanism[0], scenario->world.n, lens->rho, false, &error) ||
	    hel_model_build(&model, &scenario->world, lens, &obligations, NULL, 0, HEL_EVERY_PAIR, &error) ||
	    hel_sample_new(&sample, &model, &error))
		die(&error);
	double start = now();
	for (int d = 0; d < draws; d++) {
		hel_sample_draw(&sample, 1, d);
		hel_losses(&sample, NULL, 0);
	}
	double seconds = now() - start;
	hel_sample_free(&sample);
	hel_model_free(&model);
	hel_obligations_free(&obligations);
	return seconds;
}

static void bench_world(int draws)
{
	static const char text[] = "name: the whole world\nworld: {year: 2021, carry-forward: true}\n"
	                           "lenses:\n"
	                           "  - {capabilities: {omega: 1, chain: 1, reach: world, h0: 0.01, severity: 0.1}, name: sums}\n"
	                           "  - {capabilities: {omega: 1, reach: world, h0: 0.01, severity: 0.1}, name: shared fear}\n"
	                           "  - {capabilities: {omega: 1, chain: 1, reach: world, gamma: [0.5, 1, 2], h0: 0.01, "
	                           "severity: 0.1}, name: gamma drawn}\n"
	                           "mechanisms: [{name: as it stood, commitments: [{in-force: 2021}]}]\n";
	hel_error error = {0};
	hel_panel *panel = NULL;
	hel_scenario scenario = {0};
	if (hel_panel_open(&panel, NULL, &error) ||
	    hel_scenario_parse(&scenario, text, sizeof text - 1, "bench", panel, &error))
		die(&error);
	int n = scenario.world.n;
	double product = time_product(n, draws), powers = time_powers(n, draws);
	printf("whole world, %d states, every pair, one mechanism, %d draws, 1 thread\n", n, draws);
	printf("  one matrix product a draw    %8.1f ms   %.1f GFLOP/s (OpenBLAS, 1 thread)\n", 1e3 * product,
	       2.0 * n * n * n * draws / product * 1e-9);
	printf("  n^2 exp and log a draw       %8.1f ms\n", 1e3 * powers);
	for (size_t l = 0; l < scenario.n_lenses; l++) {
		double seconds = time_draws(&scenario, &scenario.lens[l], draws);
		const hel_range *parameter = scenario.lens[l].parameter;
		bool drawn = parameter[HEL_GAMMA].low < parameter[HEL_GAMMA].high;
		/* help, abetment, and at chain < 1 the weight of every coalition */
		int products = parameter[HEL_CHAIN].low < 1 ? 3 : 2;
		printf("  ours, %-22s %8.1f ms   %.2f x its %d products%s (2.00 allowed)\n", scenario.lens[l].name, 1e3 * seconds,
		       (seconds - (drawn ? powers : 0)) / (products * product), products, drawn ? " after exp and log" : "");
	}
	hel_scenario_free(&scenario);
	hel_panel_free(panel);
}

int main(int argc, char **argv)
{
	if (argc != 2) {
		fprintf(stderr, "usage: bench scenarios/europe-2022.yaml\n");
		return 2;
	}
	openblas_set_num_threads(1);
	bench_europe(argv[1], 2);
	bench_world(1000);
	return 0;
}
