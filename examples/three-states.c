/* three-states.c: the library from a C program: every state's expected loss and security under one mechanism.
 *
 *   cc three-states.c $(pkg-config --cflags --libs libhelsinki) && ./a.out scenarios/three-states.yaml */
#include <stdio.h>

#include <helsinki.h>

static int fail(const hel_error *error)
{
	char line[4096];
	hel_error_format(error, line, sizeof line);
	fprintf(stderr, "%s\n", line);
	return hel_status_exit(error->status);
}

int main(int argc, char **argv)
{
	hel_error error = {0};
	hel_scenario scenario = {0};
	hel_security security = {0};
	if (argc != 2) {
		fprintf(stderr, "usage: three-states SCENARIO\n");
		return 2;
	}
	/* a scenario that states its world needs no data: no panel */
	if (hel_scenario_read(&scenario, argv[1], NULL, &error))
		return fail(&error);
	/* the second mechanism, under the first lens, at the modes of all ranges */
	if (hel_security_evaluate(&security, &scenario.world, &scenario.mechanism[1], &scenario.lens[0], 1, HEL_POINT, &error))
		return fail(&error);
	printf("%-4s %10s %10s\n", "", "loss", "security");
	for (int j = 0; j < security.n; j++)
		printf("%-4s %10.6f %10.4f\n", scenario.world.state[j].id, security.loss[j], security.security[j]);
	hel_security_free(&security);
	hel_scenario_free(&scenario);
	return 0;
}
