/* test_small_files.c: a random small world built by hand and the same world read from a scenario file are one: every figure
 * of every evaluation has the same bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "small_worlds.h"

enum { WORLDS = 300 };

static void read_back(const small_world *w, hel_scenario *scenario)
{
	char *text = NULL, message[512];
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	assert_non_null(out);
	small_world_yaml(w, out);
	assert_int_equal(fclose(out), 0);
	hel_error error;
	if (hel_scenario_parse(scenario, text, size, "small.yaml", NULL, &error)) {
		hel_error_format(&error, message, sizeof message);
		fail_msg("world %llu: %s\n%s", (unsigned long long)w->seed, message, text);
	}
	free(text);
}

static void assert_same(const small_world *w, const hel_scenario *file, size_t m, size_t l, int draw)
{
	const hel_scenario *s = &w->scenario;
	hel_security a, b;
	hel_error error;
	assert_int_equal(hel_security_evaluate(&a, &s->world, &s->mechanism[m], &s->lens[l], 3, draw, &error), HEL_OK);
	assert_int_equal(hel_security_evaluate(&b, &file->world, &file->mechanism[m], &file->lens[l], 3, draw, &error), HEL_OK);
	size_t n = (size_t)a.n;
	assert_int_equal(a.n, b.n);
	if (memcmp(a.help, b.help, n * n * sizeof(double)) || memcmp(a.abetment, b.abetment, n * n * sizeof(double)) ||
	    memcmp(a.defeat, b.defeat, n * n * sizeof(double)) || memcmp(a.threat, b.threat, n * n * sizeof(double)) ||
	    memcmp(a.loss, b.loss, n * sizeof(double)) || memcmp(a.security, b.security, n * sizeof(double)))
		fail_msg("world %llu, %s, %s, draw %d differs from its file", (unsigned long long)w->seed, s->mechanism[m].name,
		         s->lens[l].name, draw);
	hel_security_free(&a);
	hel_security_free(&b);
}

static void test_files(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 2 * WORLDS; seed++) {
		small_world w;
		hel_scenario file;
		small_world_make(&w, seed, SMALL_PLAIN);
		if (seed > WORLDS)
			small_choose_cuts(&w); /* by hand the ties are cut after the file is written */
		read_back(&w, &file);
		small_make_cuts(&w);
		assert_int_equal(file.n_mechanisms, w.scenario.n_mechanisms);
		assert_int_equal(file.n_lenses, w.scenario.n_lenses);
		for (size_t k = 0; k < file.n_mechanisms * file.n_lenses; k++)
			for (int draw = HEL_POINT; draw < 2; draw++)
				assert_same(&w, &file, k / file.n_lenses, k % file.n_lenses, draw);
		hel_scenario_free(&file);
		small_world_free(&w);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_files),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
