/* test_changes.c: what a sample says after a change, and after it is undone, against the oracle on a mechanism that was changed
 * beforehand: without a commitment, after a party has left, with a tie more, with a tie cut, with actors out of everything. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "compare.h"
#include "oracle.h"
#include "security/model.h"

typedef struct bench {
	compare c;
	oracle_question ask;
	hel_obligations obligations;
	hel_model model;
	hel_sample sample;
	bool dissolved[ORACLE_COMMITMENTS];
} bench;

static void compare_losses(bench *b, const hel_mechanism *changed, const char *what)
{
	oracle e;
	oracle_question ask = b->ask;
	ask.mechanism = changed;
	oracle_evaluate(&e, ask);
	for (int t = 0; t < b->model.n_targets; t++)
		compare_close(&b->c, what, b->model.target[t], -1, b->sample.loss[t], e.loss[b->model.target[t]], 0);
}

static void compare_change(bench *b, const hel_change *change, const hel_mechanism *changed, const char *what)
{
	hel_sample_change(&b->sample, change);
	hel_losses(&b->sample, NULL, 0);
	compare_losses(b, changed, what);
	hel_sample_restore(&b->sample);
}

static void compare_commitments(bench *b)
{
	const hel_mechanism *m = b->ask.mechanism;
	oracle_edit edit;
	for (size_t x = 0; x < m->n; x++) {
		hel_change change = HEL_NO_CHANGE;
		change.without = (int)x;
		oracle_without(&edit, m, x);
		compare_change(b, &change, &edit.mechanism, "without");
		for (size_t p = 0; m->commitment[x].n_members > 2 && p < m->commitment[x].n_members; p++) {
			change.leaver = m->commitment[x].member[p];
			oracle_leave(&edit, m, x, change.leaver);
			compare_change(b, &change, &edit.mechanism, "after leaving");
		}
	}
}

static void compare_ties(bench *b)
{
	oracle_edit edit;
	for (int i = 0; i < b->ask.world->n; i++) {
		for (int j = 0; j < i; j++) {
			hel_change tie = HEL_NO_CHANGE, cut = HEL_NO_CHANGE;
			tie.tie_a = i;
			tie.tie_b = j;
			hel_range rho = b->ask.lens->rho[HEL_DEFENCE];
			rho = rho.given ? rho : hel_default_rho(HEL_DEFENCE);
			tie.tie_rho = hel_range_draw(rho, b->ask.seed, b->ask.draw, "a tie more/defence");
			oracle_with_tie(&edit, b->ask.mechanism, i, j);
			if (tie.tie_rho > 0)
				compare_change(b, &tie, &edit.mechanism, "with a tie");
			cut.cut_a = i;
			cut.cut_b = j;
			oracle_cut(&edit, b->ask.mechanism, i, j);
			compare_change(b, &cut, &edit.mechanism, "with a tie cut");
		}
	}
}

static void compare_actors(bench *b)
{
	int n = b->ask.world->n;
	oracle_edit *step = calloc(ORACLE_STEPS, sizeof *step);
	assert_non_null(step);
	for (int set = 1; set < 1 << n; set += 1 + n) { /* some sets of actors */
		bool out[ORACLE_STATES];
		for (int k = 0; k < n; k++)
			out[k] = set >> k & 1;
		hel_change change = HEL_NO_CHANGE;
		change.out = out;
		change.dissolved = b->dissolved;
		hel_find_dissolved(&b->obligations, out, b->dissolved);
		compare_change(b, &change, oracle_out(step, b->ask.mechanism, out, n), "without actors");
	}
	free(step);
}

static void compare_case(bench *b)
{
	hel_error error;
	const hel_world *world = b->ask.world;
	assert_int_equal(hel_obligations_build(&b->obligations, b->ask.mechanism, world->n, b->ask.lens->rho, b->ask.draw < 0, &error),
	                 HEL_OK);
	assert_int_equal(hel_model_build(&b->model, world, b->ask.lens, &b->obligations, NULL, 0, HEL_THREATENED, &error), HEL_OK);
	assert_int_equal(hel_sample_new(&b->sample, &b->model, &error), HEL_OK);
	hel_sample_draw(&b->sample, b->ask.seed, b->ask.draw);
	compare_commitments(b);
	compare_ties(b);
	compare_actors(b);
	hel_losses(&b->sample, NULL, 0);
	compare_losses(b, b->ask.mechanism, "after all was undone");
	hel_sample_free(&b->sample);
	hel_model_free(&b->model);
	hel_obligations_free(&b->obligations);
}

static void test_changes(void **state)
{
	(void)state;
	bench *b = calloc(1, sizeof *b);
	assert_non_null(b);
	for (int seed = 1; seed <= small_worlds(200) + small_worlds(200) / 3; seed++) {
		small_world w;
		small_world_make(&w, (uint64_t)seed, seed > small_worlds(200) ? SMALL_CUT : 0);
		const hel_scenario *s = &w.scenario;
		b->c.world = &w;
		for (size_t k = 0; k < s->n_lenses * s->n_mechanisms; k++) {
			b->ask = (oracle_question){.world = &s->world, .mechanism = &s->mechanism[k / s->n_lenses],
			                           .lens = &s->lens[k % s->n_lenses], .seed = (uint64_t)seed + 7};
			char where[64];
			snprintf(where, sizeof where, "%s, %s", b->ask.mechanism->name, b->ask.lens->name);
			b->c.where = where;
			for (b->ask.draw = HEL_POINT; b->ask.draw < 1; b->ask.draw++) {
				b->c.draw = b->ask.draw;
				compare_case(b);
			}
		}
		small_world_free(&w);
	}
	print_message("%d figures compared\n", b->c.checked);
	assert_int_equal(b->c.failed, 0);
	free(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_changes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
