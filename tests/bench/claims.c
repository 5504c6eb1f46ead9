/* claims.c SCENARIO: all claims and pivots of a scenario under four of its lenses with 200 draws. Prints times against their limit;
 * asserts nothing. */
#include <stdio.h>
#include <stdlib.h>

#include "helsinki.h"
#include "measure.h"

enum { THREADS = 2, DRAWS = 200, LIMIT = 10 };

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
	double start = now(), worked = processor_seconds();
	if (hel_verdicts_make(&verdicts, &scenario, panel, &options, &error))
		die(&error);
	double wall = now() - start, processors = processor_seconds() - worked;
	printf("%zu claims and their pivots, %zu lenses, %d draws, %d threads\n", scenario.n_claims, options.n_lenses, DRAWS, THREADS);
	printf("  %.1f s (%.2f of the %d s allowed), %.1f s of processors, peak memory %.1f MB\n", wall, wall / LIMIT, LIMIT, processors,
	       peak_megabytes());
	hel_verdicts_free(&verdicts);
	hel_scenario_free(&scenario);
	hel_panel_free(panel);
	return 0;
}
