/* test_oracle.c: hel_security_evaluate against the oracle, every matrix and vector, in 600 random worlds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>

#include "compare.h"
#include "oracle.h"

static void compare_evaluation(compare *c, const hel_security *security, const oracle *e)
{
	int n = e->n;
	for (int i = 0; i < n; i++) {
		for (int j = 0; j < n; j++) {
			int at = i * n + j;
			compare_close(c, "power", i, j, security->power[at], e->power[i][j], 0);
			compare_close(c, "help", i, j, security->help[at], e->help[i][j], 0);
			compare_close(c, "abetment", i, j, security->abetment[at], e->abetment[i][j], 0);
			compare_close(c, "defeat", i, j, security->defeat[at], e->defeat[i][j], 0);
			compare_close(c, "threat", i, j, security->threat[at], e->threat[i][j], 0);
		}
		compare_close(c, "loss", i, -1, security->loss[i], e->loss[i], 0);
		compare_close(c, "security", i, -1, security->security[i], e->security[i], 0);
	}
}

static void test_evaluations(void **state)
{
	(void)state;
	compare c = {0};
	for (int seed = 1; seed <= small_worlds(600) + small_worlds(600) / 3; seed++) {
		small_world w;
		small_world_make(&w, (uint64_t)seed, seed > small_worlds(600) ? SMALL_CUT : 0);
		const hel_scenario *s = &w.scenario;
		c.world = &w;
		for (size_t k = 0; k < s->n_lenses * s->n_mechanisms; k++) {
			oracle_question ask = {.world = &s->world, .mechanism = &s->mechanism[k / s->n_lenses],
			                       .lens = &s->lens[k % s->n_lenses], .seed = (uint64_t)seed + 7};
			char where[64];
			snprintf(where, sizeof where, "%s, %s", ask.mechanism->name, ask.lens->name);
			c.where = where;
			for (ask.draw = HEL_POINT; ask.draw < 3; ask.draw++) {
				hel_security security;
				hel_error error;
				oracle e;
				c.draw = ask.draw;
				assert_int_equal(hel_security_evaluate(&security, ask.world, ask.mechanism, ask.lens, ask.seed, ask.draw,
				                                       &error), HEL_OK);
				oracle_evaluate(&e, ask);
				compare_evaluation(&c, &security, &e);
				hel_security_free(&security);
			}
		}
		small_world_free(&w);
	}
	print_message("%d figures compared\n", c.checked);
	assert_int_equal(c.failed, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_evaluations),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
