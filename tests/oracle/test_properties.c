/* test_properties.c: what must hold in any world, whatever the formulas: names and units do not matter, what is not there
 * does nothing, threat is never good, and the same seed gives the same bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "compare.h"
#include "small_change.h"

enum { WORLDS = 120, FIGURES = 2048 };

/* --- helpers ------------------------------------------------------------------------------------------------------ */

static hel_security evaluate(const small_world *w, size_t m, size_t l, int draw)
{
	hel_security security;
	hel_error error;
	const hel_scenario *s = &w->scenario;
	assert_int_equal(hel_security_evaluate(&security, &s->world, &s->mechanism[m], &s->lens[l], w->seed, draw, &error), HEL_OK);
	return security;
}

static void assert_same_bytes(const hel_security *a, const hel_security *b)
{
	size_t n = (size_t)a->n, square = n * n * sizeof(double);
	assert_int_equal(a->n, b->n);
	assert_memory_equal(a->power, b->power, square);
	assert_memory_equal(a->help, b->help, square);
	assert_memory_equal(a->abetment, b->abetment, square);
	assert_memory_equal(a->defeat, b->defeat, square);
	assert_memory_equal(a->threat, b->threat, square);
	assert_memory_equal(a->loss, b->loss, n * sizeof(double));
	assert_memory_equal(a->security, b->security, n * sizeof(double));
}

static void assess(hel_assessment *assessment, const small_world *w, int draws, int threads)
{
	hel_assess_options options;
	hel_error error;
	hel_assess_options_init(&options);
	options.draws = draws;
	options.seed = w->seed;
	options.threads = threads;
	assert_int_equal(hel_assess(assessment, &w->scenario, NULL, &options, &error), HEL_OK);
}

/* --- all figures of a result in a row ----------------------------------------------------------------------------- */

typedef struct row {
	double figure[FIGURES];
	size_t n;
} row;

static void put(row *r, double figure)
{
	assert_true(r->n < FIGURES);
	r->figure[r->n++] = isnan(figure) ? -12345 : figure; /* one NAN is like another */
}

static void put_figure(row *r, const hel_figure *figure)
{
	put(r, figure->value);
	put(r, figure->low);
	put(r, figure->high);
	put(r, figure->undefined_draws);
}

static void put_index(row *r, const hel_index *index)
{
	put_figure(r, &index->each);
	put_figure(r, &index->by_population);
	put_figure(r, &index->without_small);
}

/* Its name, so that a commitment that moved by a place is still itself. */
static void put_commitment(row *r, const hel_commitment *x)
{
	double sum = 0;
	for (size_t c = 0; x && x->id[c]; c++)
		sum = 31 * sum + x->id[c];
	put(r, sum);
}

static void put_states(row *r, const hel_result *result, int n_region)
{
	for (int k = 0; k < n_region; k++) {
		const hel_state_result *s = &result->state[k];
		put(r, s->state);
		put_figure(r, &s->loss);
		put_figure(r, &s->security);
		put(r, s->dS);
		put(r, s->dL);
		put(r, s->autonomy);
		put(r, s->autonomy_provider);
		for (int t = 0; t < s->n_threats; t++) {
			put(r, s->threat[t].attacker);
			put(r, s->threat[t].threat);
			put(r, s->threat[t].defeat);
			put(r, s->threat[t].loss);
		}
	}
	for (size_t k = 0; k < result->n_losers; k++) {
		put(r, result->loser[k].state);
		put(r, result->loser[k].dL);
		put(r, result->loser[k].dS);
	}
}

static row figures(const hel_result *result, int n_region)
{
	row r = {.n = 0};
	put_index(&r, &result->indivisible);
	put_index(&r, &result->balanced);
	put_index(&r, &result->effective);
	put_index(&r, &result->sustainable);
	put_commitment(&r, result->worst_commitment);
	put_commitment(&r, result->first_to_leave_commitment);
	put_commitment(&r, result->dearest);
	const double plain[] = {result->worst_commitment_value, result->worst_commitment_harm, result->freedom_to_choose,
	                        result->gainful_ties, result->forbidden_ties, result->median_security, result->worst_security,
	                        result->gap, result->dominant_provider, result->dominance_share, result->dominance_se,
	                        result->together, result->disputes, result->wars, result->defeats, result->worst_off,
	                        result->pairs, result->first_to_leave, result->first_to_leave_dS, result->could_add,
	                        result->dearest_dL, result->burden};
	for (size_t k = 0; k < sizeof plain / sizeof *plain; k++)
		put(&r, plain[k]);
	put_states(&r, result, n_region);
	return r;
}

static void assert_same_assessment(const hel_assessment *a, const hel_assessment *b)
{
	assert_int_equal(a->n_results, b->n_results);
	for (size_t k = 0; k < a->n_results; k++) {
		row x = figures(&a->result[k], a->n_region), y = figures(&b->result[k], b->n_region);
		assert_int_equal(x.n, y.n);
		assert_memory_equal(x.figure, y.figure, x.n * sizeof(double));
	}
}

/* --- names and units ---------------------------------------------------------------------------------------------- */

static void compare_relabelled(compare *c, const hel_security *a, const hel_security *b, const uint16_t *order)
{
	int n = a->n;
	for (int i = 0; i < n; i++) {
		for (int j = 0; j < n; j++) {
			int here = i * n + j, there = order[i] * n + order[j];
			compare_close(c, "power", i, j, b->power[there], a->power[here], 0);
			compare_close(c, "help", i, j, b->help[there], a->help[here], 0);
			compare_close(c, "abetment", i, j, b->abetment[there], a->abetment[here], 0);
			compare_close(c, "defeat", i, j, b->defeat[there], a->defeat[here], 0);
			compare_close(c, "threat", i, j, b->threat[there], a->threat[here], 0);
		}
		compare_close(c, "loss", i, 0, b->loss[order[i]], a->loss[i], 0);
		compare_close(c, "security", i, 0, b->security[order[i]], a->security[i], 0);
	}
}

static void compare_assessed(compare *c, const hel_result *a, const hel_result *b)
{
	/* gains are differences of losses: 1e-9 is far above their rounding and far below any effect */
	compare_close(c, "indivisible", 0, 0, b->indivisible.each.value, a->indivisible.each.value, 1e3);
	compare_close(c, "balanced", 0, 0, b->balanced.by_population.value, a->balanced.by_population.value, 1);
	compare_close(c, "effective", 0, 0, b->effective.each.value, a->effective.each.value, 1);
	compare_close(c, "sustainable", 0, 0, b->sustainable.each.value, a->sustainable.each.value, 1);
	compare_close(c, "together", 0, 0, b->together, a->together, 1);
	compare_close(c, "disputes", 0, 0, b->disputes, a->disputes, 0);
	compare_close(c, "first to leave", 0, 0, b->first_to_leave_dS, a->first_to_leave_dS, 1);
	compare_close(c, "freedom", 0, 0, b->freedom_to_choose, a->freedom_to_choose, 0);
	compare_int(c, "could add", 0, b->could_add, a->could_add);
	compare_int(c, "pairs", 0, b->pairs, a->pairs);
}

static void test_names_do_not_matter(void **state)
{
	(void)state;
	compare c = {.where = "relabelled", .draw = HEL_POINT};
	for (uint64_t seed = 1; seed <= WORLDS; seed++) {
		small_world w, other;
		small_world_make(&w, seed, 0);
		small_world_make(&other, seed, 0);
		c.world = &w;
		uint16_t order[SMALL_STATES];
		int n = w.scenario.world.n;
		for (int i = 0; i < n; i++) {
			int at = small_below(&w, i + 1);
			order[i] = order[at];
			order[at] = (uint16_t)i;
		}
		small_relabel(&other, order);
		for (size_t k = 0; k < w.scenario.n_mechanisms * w.scenario.n_lenses; k++)
			for (int draw = HEL_POINT; draw < 1; draw++) {
				size_t m = k / w.scenario.n_lenses, l = k % w.scenario.n_lenses;
				hel_security a = evaluate(&w, m, l, draw), b = evaluate(&other, m, l, draw);
				compare_relabelled(&c, &a, &b, order);
				hel_security_free(&a);
				hel_security_free(&b);
			}
		hel_assessment a, b;
		assess(&a, &w, 0, 1);
		assess(&b, &other, 0, 1);
		for (size_t k = 0; k < a.n_results; k++)
			compare_assessed(&c, &a.result[k], &b.result[k]);
		hel_assessment_free(&a);
		hel_assessment_free(&b);
		small_world_free(&w);
		small_world_free(&other);
	}
	assert_int_equal(c.failed, 0);
}

static void test_units_do_not_matter(void **state)
{
	(void)state;
	compare c = {.where = "doubled", .draw = HEL_POINT};
	for (uint64_t seed = 1; seed <= WORLDS; seed++) {
		small_world w, other;
		small_world_make(&w, seed, 0);
		small_world_make(&other, seed, 0);
		small_scale(&other, 2);
		c.world = &w;
		for (size_t k = 0; k < w.scenario.n_mechanisms * w.scenario.n_lenses; k++) {
			hel_security a = evaluate(&w, k / w.scenario.n_lenses, k % w.scenario.n_lenses, 0);
			hel_security b = evaluate(&other, k / w.scenario.n_lenses, k % w.scenario.n_lenses, 0);
			for (int i = 0; i < a.n * a.n; i++) {
				compare_close(&c, "power", i, 0, b.power[i], 2 * a.power[i], 0);
				compare_close(&c, "help", i, 0, b.help[i], 2 * a.help[i], 0);
				compare_close(&c, "defeat", i, 0, b.defeat[i], a.defeat[i], 0);
			}
			for (int j = 0; j < a.n; j++)
				compare_close(&c, "security", j, 0, b.security[j], a.security[j], 0);
			hel_security_free(&a);
			hel_security_free(&b);
		}
		small_world_free(&w);
		small_world_free(&other);
	}
	assert_int_equal(c.failed, 0);
}

/* --- what is not there -------------------------------------------------------------------------------------------- */

static void test_rho_0_changes_nothing(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= WORLDS; seed++) {
		small_world w, other;
		small_world_make(&w, seed, 0);
		small_world_make(&other, seed, 0);
		for (size_t m = 0; m < w.scenario.n_mechanisms; m++)
			for (hel_clause_type type = HEL_DEFENCE; type <= HEL_NON_AGGRESSION; type++)
				for (hel_rule_kind rule = HEL_AUTOMATIC; rule <= HEL_MAJORITY; rule++) {
					hel_mechanism *changed = &other.scenario.mechanism[m], before = *changed;
					size_t used = other.used;
					small_insert_nothing(&other, changed, (size_t)small_below(&other, (int)before.n + 1), type, rule);
					for (size_t l = 0; l < w.scenario.n_lenses; l++) {
						hel_security a = evaluate(&w, m, l, 0), b = evaluate(&other, m, l, 0);
						assert_same_bytes(&a, &b);
						hel_security_free(&a);
						hel_security_free(&b);
					}
					*changed = before;
					other.used = used;
				}
		small_world_free(&w);
		small_world_free(&other);
	}
}

static void test_rho_0_changes_no_assessment(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= WORLDS; seed++) {
		small_world w, other;
		small_world_make(&w, seed, 0);
		small_world_make(&other, seed, 0);
		for (size_t m = 0; m < w.scenario.n_mechanisms; m++) {
			hel_mechanism *changed = &other.scenario.mechanism[m];
			small_insert_nothing(&other, changed, (size_t)small_below(&other, (int)changed->n + 1),
			                     (hel_clause_type)small_below(&other, HEL_NON_AGGRESSION + 1),
			                     (hel_rule_kind)small_below(&other, HEL_MAJORITY + 1));
		}
		hel_assessment a, b;
		assess(&a, &w, 5, 1);
		assess(&b, &other, 5, 1);
		assert_same_assessment(&a, &b);
		hel_assessment_free(&a);
		hel_assessment_free(&b);
		small_world_free(&w);
		small_world_free(&other);
	}
}

static void test_moratorium_helps_and_harms_nobody(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= WORLDS; seed++) {
		small_world w, other;
		small_world_make(&w, seed, 0);
		small_world_make(&other, seed, 0);
		small_insert_moratorium(&other, &other.scenario.mechanism[0], 0);
		for (size_t l = 0; l < w.scenario.n_lenses; l++) {
			hel_security a = evaluate(&w, 0, l, 0), b = evaluate(&other, 0, l, 0);
			assert_same_bytes(&a, &b);
			hel_security_free(&a);
			hel_security_free(&b);
		}
		small_world_free(&w);
		small_world_free(&other);
	}
}

static void test_nothing_left_is_the_reference_none(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= WORLDS; seed++) {
		small_world w;
		small_world_make(&w, seed, 0);
		w.scenario.reference = HEL_REFERENCE_NONE;
		w.scenario.reference_mechanism = (hel_mechanism){.name = "none"};
		w.scenario.mechanism[0].n = 0;
		hel_assessment a;
		assess(&a, &w, 5, 1);
		for (size_t l = 0; l < w.scenario.n_lenses; l++) {
			const hel_result *result = &a.result[l];
			assert_true(isnan(result->indivisible.each.value) && result->indivisible.each.why);
			assert_true(isnan(result->effective.each.value) || result->effective.each.value == 0);
			assert_int_equal(result->n_losers, 0);
			assert_int_equal(result->pairs, 0);
			assert_null(result->worst_commitment);
			assert_null(result->dearest);
			for (int k = 0; k < a.n_region; k++)
				assert_true(result->state[k].dL == 0 && result->state[k].dS == 0 && isnan(result->state[k].autonomy));
		}
		hel_assessment_free(&a);
		small_world_free(&w);
	}
}

/* --- threat ------------------------------------------------------------------------------------------------------- */

static void test_without_threat_all_are_secure(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= WORLDS; seed++) {
		small_world w;
		small_world_make(&w, seed, 0);
		for (size_t l = 0; l < w.scenario.n_lenses; l++) {
			w.scenario.lens[l].n_threats = 0;
			w.scenario.lens[l].parameter[HEL_H0] = (hel_range){0, 0, 0, true};
			hel_security security = evaluate(&w, 0, l, 0);
			for (int j = 0; j < security.n; j++)
				assert_true(security.loss[j] == 0 && security.security[j] == 1);
			hel_security_free(&security);
		}
		small_world_free(&w);
	}
}

static void test_more_threat_is_never_good(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= WORLDS; seed++) {
		small_world w;
		small_world_make(&w, seed, 0);
		hel_lens *lens = &w.scenario.lens[0];
		for (size_t t = 0; t < lens->n_threats; t++) {
			hel_security a = evaluate(&w, 0, 0, 0);
			lens->threat[t].rate *= 1.5;
			hel_security b = evaluate(&w, 0, 0, 0);
			for (int j = 0; j < a.n; j++) /* helpers bear a part; nobody gains */
				assert_true(b.security[j] <= a.security[j]);
			int i = lens->threat[t].i, j = lens->threat[t].j;
			if (b.threat[i * a.n + j] > a.threat[i * a.n + j] && a.defeat[i * a.n + j] > 1e-6)
				assert_true(b.security[j] < a.security[j]);
			hel_security_free(&a);
			hel_security_free(&b);
		}
		small_world_free(&w);
	}
}

/* --- the same bytes ----------------------------------------------------------------------------------------------- */

static void test_threads_do_not_matter(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= WORLDS / 4; seed++) {
		small_world w;
		small_world_make(&w, seed, 0);
		hel_assessment a, b, c;
		assess(&a, &w, 30, 1);
		assess(&b, &w, 30, 2);
		assess(&c, &w, 30, 7);
		assert_same_assessment(&a, &b);
		assert_same_assessment(&a, &c);
		hel_assessment_free(&a);
		hel_assessment_free(&b);
		hel_assessment_free(&c);
		small_world_free(&w);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_names_do_not_matter),
	    cmocka_unit_test(test_units_do_not_matter),
	    cmocka_unit_test(test_rho_0_changes_nothing),
	    cmocka_unit_test(test_rho_0_changes_no_assessment),
	    cmocka_unit_test(test_moratorium_helps_and_harms_nobody),
	    cmocka_unit_test(test_nothing_left_is_the_reference_none),
	    cmocka_unit_test(test_without_threat_all_are_secure),
	    cmocka_unit_test(test_more_threat_is_never_good),
	    cmocka_unit_test(test_threads_do_not_matter),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
