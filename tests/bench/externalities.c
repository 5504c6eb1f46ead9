/* externalities.c: all ties that do not exist in the world of 2021, one mechanism under one lens, at the point: ours, the naive
 * evaluation of every one, and the bound. Prints ratios of times of one run; asserts nothing.
 *
 * The bound: a pair touches two rows and two columns, some 4 n slots, and each needs a new share of the coalition (rows, where
 * fear is shared) and a new contest, a division each. Loads come from the second-level cache; what limits is division. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "helsinki.h"
#include "measure.h"
#include "assess/case.h"
#include "base/clones.h"
#include "security/model.h"

enum { THREADS = 2, ROUNDS = 5, SAMPLE = 400 };

/* Seconds for one division on one core, in arrays of n. */
HEL_CLONES static void divide(double *restrict q, const double *restrict x, const double *restrict y, int n)
{
	for (int a = 0; a < n; a++)
		q[a] = x[a] / (x[a] + y[a]);
}

static double time_division(int n)
{
	enum { TIMES = 200000 };
	double *x = calloc(3 * (size_t)n, sizeof *x), sum = 0;
	if (!x)
		exit(3);
	for (int a = 0; a < 2 * n; a++)
		x[a] = 1 + a % 7;
	double start = processor_seconds();
	for (int t = 0; t < TIMES; t++) {
		x[t % n] += 1e-9;
		divide(x + 2 * n, x, x + n, n);
		sum += x[2 * n + t % n];
	}
	double seconds = processor_seconds() - start;
	free(x);
	return sum > 0 ? seconds / TIMES / n : 0;
}

/* A change, all losses, and back, for a sample of the pairs; seconds a pair. One core. */
static double time_naive(const hel_scenario *scenario, const hel_lens *lens)
{
	hel_error error = {0};
	hel_obligations o;
	hel_model model;
	hel_sample sample;
	if (hel_obligations_build(&o, &scenario->mechanism[0], scenario->world.n, lens->rho, true, &error) ||
	    hel_model_build(&model, &scenario->world, lens, &o, NULL, 0, HEL_THREATENED, &error) ||
	    hel_sample_new(&sample, &model, &error))
		die(&error);
	hel_sample_draw(&sample, 1, HEL_POINT);
	int n = model.n, done = 0;
	double start = processor_seconds();
	for (int pair = 0; done < SAMPLE; pair += 97) {
		int a = pair % n, b = pair / n % n;
		if (a >= b || hel_owes_defence(&o, a, b) || hel_owes_defence(&o, b, a))
			continue;
		hel_change change = HEL_NO_CHANGE;
		change.tie_a = a;
		change.tie_b = b;
		change.tie_rho = hel_default_rho(HEL_DEFENCE).mode;
		hel_sample_change(&sample, &change);
		hel_losses(&sample, NULL, 0);
		hel_sample_restore(&sample);
		done++;
	}
	double seconds = (processor_seconds() - start) / done;
	hel_sample_free(&sample);
	hel_model_free(&model);
	hel_obligations_free(&o);
	return seconds;
}

static double time_ours(const hel_scenario *scenario, hel_panel *panel, size_t lens, size_t *pairs, double *processors)
{
	hel_error error = {0};
	hel_externalities_options options;
	hel_externalities_options_init(&options);
	options.of = HEL_OF_POTENTIAL;
	options.draws = 0;
	options.top = 10;
	options.giving = true;
	options.threads = THREADS;
	options.lens = &lens;
	options.n_lenses = 1;
	double best = INFINITY;
	*processors = INFINITY;
	for (int round = 0; round < ROUNDS; round++) {
		hel_externalities e = {0};
		double start = now(), worked = processor_seconds();
		if (hel_externalities_make(&e, scenario, panel, &options, &error))
			die(&error);
		best = fmin(best, now() - start);
		*processors = fmin(*processors, processor_seconds() - worked);
		*pairs = e.result[0].n;
		hel_externalities_free(&e);
	}
	return best;
}

static void bench_lens(const hel_scenario *scenario, hel_panel *panel, size_t l, double division)
{
	const hel_lens *lens = &scenario->lens[l];
	size_t pairs = 0;
	double processors, ours = time_ours(scenario, panel, l, &pairs, &processors), naive = time_naive(scenario, lens) * (double)pairs;
	int n = scenario->world.n, divisions = lens->parameter[HEL_OMEGA].mode > 0 ? (lens->parameter[HEL_CHAIN].mode < 1 ? 6 : 4) : 2;
	double bound = (double)pairs * divisions * n * division / THREADS;
	printf("  %-22s %6zu pairs %8.1f ms   (%.2f of the 0.2 s allowed), %.1f ms of processors\n", lens->name, pairs, 1e3 * ours,
	       ours / 0.2, 1e3 * processors);
	printf("  %-22s %.2f x the bound of %d n divisions\n", "", processors / THREADS / bound, divisions);
	printf("  %-22s naive, from %d of them %6.1f s on 1 core: %.0f x ours on 1 core\n", "", SAMPLE, naive, naive / processors);
}

int main(void)
{
	static const char text[] =
	    "name: the whole world\nworld: {year: 2021, carry-forward: true}\n"
	    "lenses:\n"
	    "  - {capabilities: {omega: 1, reach: world, h0: 0.01, severity: 0.1}, name: shared fear}\n"
	    "  - {capabilities: {omega: 1, chain: 1, reach: world, h0: 0.01, severity: 0.1}, name: chained}\n"
	    "  - {capabilities: {omega: 0, reach: world, h0: 0.01, severity: 0.1}, name: defence only}\n"
	    "  - {capabilities: {omega: 1, h0: 0.01, severity: 0.1}, name: relevant pairs}\n"
	    "mechanisms: [{name: as it stood, commitments: [{in-force: 2021}]}]\n";
	hel_error error = {0};
	hel_panel *panel = NULL;
	hel_scenario scenario = {0};
	double start = now();
	if (hel_panel_open(&panel, NULL, &error) ||
	    hel_scenario_parse(&scenario, text, sizeof text - 1, "bench", panel, &error))
		die(&error);
	double read = now() - start, before = peak_megabytes(), division = time_division(scenario.world.n);
	printf("all ties that do not exist, %d states, one mechanism, at the point, %d threads\n", scenario.world.n, THREADS);
	printf("  open data and read the scenario: %.1f ms, %.1f MB\n", 1e3 * read, before);
	printf("  one division in arrays of %d: %.2f ns\n", scenario.world.n, 1e9 * division);
	for (size_t l = 0; l < scenario.n_lenses; l++)
		bench_lens(&scenario, panel, l, division);
	printf("  peak memory %.1f MB (%.2f of the 100 MB allowed)\n", peak_megabytes(), peak_megabytes() / 100);
	hel_scenario_free(&scenario);
	hel_panel_free(panel);
	return 0;
}
