/* bargain.c: europe-dialogue with fifty alternatives (its limits at more scales), every state of the OSCE as a party, 200 draws:
 * utilities and every draw's solutions with lotteries, rules and payments; under one lens at a time. Prints times beside the limit of 5 s, and
 * of the solutions alone; asserts nothing. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "helsinki.h"
#include "measure.h"

enum { THREADS = 2, ROUNDS = 2, DRAWS = 200, ALTERNATIVES = 50, GAMES = 200 };

static const double LIMIT = 5;

/* The file with so many steps of its two limits that there are fifty alternatives. */
static void read_scenario(hel_scenario *scenario, const char *file, hel_panel *panel)
{
	hel_error error = {0};
	if (hel_scenario_read(scenario, file, panel, &error) ||
	    hel_scenario_parties(scenario, panel, "[{name: all, members: osce, voice: each}]", "parties", &error))
		die(&error);
	int left = ALTERNATIVES - (int)scenario->n_mechanisms;
	for (size_t x = 0; x < scenario->talks.n_along; x++) {
		int steps = left / (int)(scenario->talks.n_along - x);
		scenario->talks.along[x].steps = steps;
		left -= steps;
	}
}

static void bench_lens(const hel_scenario *scenario, hel_panel *panel, size_t lens)
{
	hel_parley_options options;
	hel_error error = {0};
	double best = INFINITY, processors = INFINITY;
	hel_parley_options_init(&options);
	options.draws = DRAWS;
	options.threads = THREADS;
	options.lens = &lens;
	options.n_lenses = 1;
	for (int round = 0; round < ROUNDS; round++) {
		hel_parley d = {0};
		double start = now(), worked = processor_seconds();
		if (hel_parley_make(&d, scenario, panel, &options, &error))
			die(&error);
		best = fmin(best, now() - start);
		processors = fmin(processors, processor_seconds() - worked);
		hel_parley_free(&d);
	}
	printf("  %-30s %6.2f s (%.2f of the %.0f s allowed), %.2f s of processors\n", scenario->lens[lens].name, best, best / LIMIT, LIMIT,
	       processors);
}

/* Games in which nearly everybody could gain: the most that the programs have to do. */
static void bench_solutions(size_t n)
{
	double *u = calloc(n * (ALTERNATIVES + 1), sizeof *u), worst = 0;
	hel_error error = {0};
	if (!u)
		exit(3);
	uint64_t state = 88172645463325252u;
	double start = processor_seconds();
	for (int g = 0; g < GAMES; g++) {
		for (size_t x = 0; x < n * ALTERNATIVES; x++) {
			state ^= state << 13;
			state ^= state >> 7;
			state ^= state << 17;
			u[x] = (double)(state >> 11) * 0x1p-53 - 0.1;
		}
		hel_settlement b = {0};
		hel_problem game = {.n = n, .m = ALTERNATIVES, .utility = u, .disagreement = u + n * ALTERNATIVES, .margin = 0.005};
		if (hel_settle(&b, &game, true, &error))
			die(&error);
		for (int k = HEL_NASH; k <= HEL_EGALITARIAN; k++)
			worst = fmax(worst, isnan(b.lottery[k].gap) ? INFINITY : b.lottery[k].gap);
		hel_settlement_free(&b);
	}
	printf("  random games, %zu parties: all solutions in %.1f ms of one processor; largest gap %.1g\n", n,
	       1e3 * (processor_seconds() - start) / GAMES, worst);
	free(u);
}

int main(int argc, char **argv)
{
	if (argc != 2) {
		fprintf(stderr, "usage: bench-bargain scenarios/europe-dialogue.yaml\n");
		return 2;
	}
	hel_error error = {0};
	hel_panel *panel = NULL;
	hel_scenario scenario = {0};
	if (hel_panel_open(&panel, NULL, &error))
		die(&error);
	read_scenario(&scenario, argv[1], panel);
	printf("bargaining, %d alternatives, %zu parties, %d draws, %d threads\n", ALTERNATIVES, scenario.talks.n_parties, DRAWS, THREADS);
	for (size_t l = 0; l < scenario.n_lenses; l++)
		bench_lens(&scenario, panel, l);
	bench_solutions(scenario.talks.n_parties);
	printf("  peak memory %.1f MB\n", peak_megabytes());
	hel_scenario_free(&scenario);
	hel_panel_free(panel);
	return 0;
}
