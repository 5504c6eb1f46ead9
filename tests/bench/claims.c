/* claims.c SCENARIO: all claims and pivots of a scenario under four of its lenses with 200 draws. Prints times against their limit;
 * asserts nothing. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "helsinki.h"

enum { THREADS = 2, DRAWS = 200, LIMIT = 10 };

static double seconds_of(clockid_t clock)
{
	struct timespec t;
	clock_gettime(clock, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void die(const hel_error *error)
{
	char line[4096];
	hel_error_format(error, line, sizeof line);
	fprintf(stderr, "%s\n", line);
	exit(hel_status_exit(error->status));
}

int main(int argc, char **argv)
{
	static const size_t lenses[] = {0, 2, 4, 5}; /* of europe-2022: pacts that only defend, feared whole, rivals, estimated */
	hel_error error = {0};
	hel_panel *panel = NULL;
	hel_scenario scenario = {0};
	hel_verdicts verdicts = {0};
	hel_verdict_options options;
	hel_verdict_options_init(&options);
	options.draws = DRAWS;
	options.threads = THREADS;
	options.lens = lenses;
	options.n_lenses = sizeof lenses / sizeof *lenses;
	if (argc != 2) {
		fprintf(stderr, "usage: %s SCENARIO\n", argv[0]);
		return 2;
	}
	if (hel_panel_open(&panel, NULL, &error) || hel_scenario_read(&scenario, argv[1], panel, &error))
		die(&error);
	double start = seconds_of(CLOCK_MONOTONIC), worked = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
	if (hel_verdicts_make(&verdicts, &scenario, panel, &options, &error))
		die(&error);
	double wall = seconds_of(CLOCK_MONOTONIC) - start, processors = seconds_of(CLOCK_PROCESS_CPUTIME_ID) - worked;
	struct rusage usage;
	getrusage(RUSAGE_SELF, &usage);
	printf("%zu claims and their pivots, %zu lenses, %d draws, %d threads\n", scenario.n_claims, options.n_lenses, DRAWS, THREADS);
	printf("  %.1f s (%.2f of the %d s allowed), %.1f s of processors, peak memory %.1f MB\n", wall, wall / LIMIT, LIMIT, processors,
	       (double)usage.ru_maxrss / 1024);
	hel_verdicts_free(&verdicts);
	hel_scenario_free(&scenario);
	hel_panel_free(panel);
	return 0;
}
