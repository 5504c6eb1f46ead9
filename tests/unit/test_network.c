/* test_network.c: stability against war against a naive reading that enumerates every coalition, and efforts against the worked
 * case of docs/network.md, a solver of its own, and what a best answer is. The naive side shares no code with the library. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "helsinki.h"

enum { MOST = 10 };

typedef struct small {
	int n;
	double m[MOST];
	uint8_t g[MOST * MOST], foe[MOST * MOST];
} small;

/* xorshift64*: any will do. */
static uint64_t state_of_rng = 88172645463325252u;

static double uniform(void)
{
	state_of_rng ^= state_of_rng >> 12;
	state_of_rng ^= state_of_rng << 25;
	state_of_rng ^= state_of_rng >> 27;
	return (double)(state_of_rng * 2685821657736338717u >> 11) * 0x1p-53;
}

static void tie(small *s, int j, int k, uint8_t value)
{
	s->g[j * s->n + k] = s->g[k * s->n + j] = value;
}

static void graph_of_bits(small *s, unsigned bits)
{
	for (int j = 0; j < s->n; j++) {
		for (int k = j + 1; k < s->n; k++, bits >>= 1)
			tie(s, j, k, bits & 1);
	}
}

static hel_network as_network(small *s)
{
	return (hel_network){.n = s->n, .strength = s->m, .ally = s->g, .enemy = s->foe};
}

/* --- naive: every set of states ------------------------------------------------------------------------------------------ */

static int may_form(const small *s, unsigned c, int clique)
{
	for (int k = 0; k < s->n; k++) {
		int leads = (c >> k & 1) != 0;
		for (int v = 0; v < s->n && leads; v++)
			leads = v == k || !(c >> v & 1) || s->g[k * s->n + v];
		if (clique && (c >> k & 1) && !leads)
			return 0;
		if (!clique && leads)
			return 1;
	}
	return clique;
}

static int beats(const small *s, unsigned c, int i, double ratio)
{
	double attack = 0, defence = 0;
	for (int v = 0; v < s->n; v++) {
		if (c >> v & 1)
			attack += s->m[v];
		else if (v == i || s->g[i * s->n + v])
			defence += s->m[v];
	}
	return attack > ratio * defence;
}

/* The fewest members of a coalition against i that has all of `with`; 0: there is none. */
static int naive_fewest(const small *s, int i, unsigned with, double ratio, int clique)
{
	int fewest = 0;
	for (unsigned c = 1; c < 1u << s->n; c++) {
		int size = __builtin_popcount(c);
		if (c >> i & 1 || (c & with) != with || (fewest && size >= fewest))
			continue;
		if (may_form(s, c, clique) && beats(s, c, i, ratio))
			fewest = size;
	}
	return fewest;
}

typedef struct verdicts {
	int s1, s2, s3, s2_of_the_safe;
} verdicts;

static verdicts naive_verdicts(const small *s, double ratio, int clique)
{
	verdicts v = {1, 1, 1, 1};
	for (int i = 0; i < s->n; i++)
		v.s1 &= !naive_fewest(s, i, 0, ratio, clique);
	for (int j = 0; j < s->n; j++) {
		for (int k = j + 1; k < s->n; k++) {
			small other = *s;
			tie(&other, j, k, !s->g[j * s->n + k]);
			if (s->g[j * s->n + k]) {
				v.s3 &=
				    naive_fewest(&other, j, 0, ratio, clique) && naive_fewest(&other, k, 0, ratio, clique);
				continue;
			}
			for (int i = 0; i < s->n; i++) {
				int falls = i != j && i != k && naive_fewest(&other, i, 1u << j | 1u << k, ratio, clique);
				v.s2 &= !falls;
				v.s2_of_the_safe &= !falls || naive_fewest(s, i, 0, ratio, clique);
			}
		}
	}
	return v;
}

/* --- the library's verdicts and witnesses -------------------------------------------------------------------------------- */

static unsigned set_of(const hel_overpowering *over)
{
	unsigned c = 0;
	for (size_t m = 0; m < over->n; m++)
		c |= 1u << over->member[m];
	return c;
}

static void check_witnesses(const small *s, const hel_war_stability *w, double ratio, int clique)
{
	for (int i = 0; i < s->n; i++) {
		int fewest = naive_fewest(s, i, 0, ratio, clique);
		assert_int_equal(w->vulnerable[i] == HEL_YES, fewest > 0);
		if (!fewest)
			continue;
		unsigned c = set_of(&w->over[i]);
		assert_true(may_form(s, c, clique) && beats(s, c, i, ratio) && !(c >> i & 1) && c >> w->over[i].leader & 1);
		if (!clique || fewest == 1)
			assert_int_equal(w->over[i].n, fewest);
	}
	for (size_t t = 0; t < w->n_temptations; t++) {
		const hel_temptation *x = &w->temptation[t];
		small other = *s;
		unsigned c = set_of(&x->over);
		assert_false(s->g[x->j * s->n + x->k]);
		tie(&other, x->j, x->k, 1);
		assert_true(may_form(&other, c, clique) && beats(&other, c, x->over.target, ratio) && c >> x->j & 1 &&
			    c >> x->k & 1);
		assert_false(naive_fewest(s, x->over.target, 0, ratio, clique));
		if (!clique)
			assert_int_equal(x->over.n, naive_fewest(&other, x->over.target, 1u << x->j | 1u << x->k, ratio, 0));
	}
}

static void check_graph(small *s, double ratio, int clique, int with_witnesses, int *stable)
{
	hel_network network = as_network(s);
	hel_war_options how;
	hel_war_stability w;
	hel_war_options_init(&how);
	how.ratio = ratio;
	how.coalitions = clique ? HEL_COALITION_CLIQUE : HEL_COALITION_ALLIED;
	assert_int_equal(hel_war_stability_of(&w, &network, &how, NULL), HEL_OK);
	verdicts v = naive_verdicts(s, ratio, clique);
	assert_int_equal(w.nobody_vulnerable == HEL_YES, v.s1);
	assert_int_equal(w.no_temptation == HEL_YES, v.s2_of_the_safe);
	assert_int_equal(w.every_tie_needed == HEL_YES, v.s3);
	assert_int_equal(w.stable == HEL_YES, v.s1 && v.s2 && v.s3);
	if (with_witnesses)
		check_witnesses(s, &w, ratio, clique);
	*stable = w.stable == HEL_YES;
	hel_war_stability_free(&w);
}

static const double RATIO[] = {0.6, 1, 1.5, 2, 3};

static int no_two_beat_a_third(const small *s, double ratio)
{
	for (int i = 0; i < s->n; i++) {
		for (int j = 0; j < s->n; j++) {
			for (int k = 0; k < s->n; k++) {
				if (i != j && i != k && j != k && s->m[j] + s->m[k] > ratio * s->m[i])
					return 0;
			}
		}
	}
	return 1;
}

/* The theorem: no network with a tie is stable; the empty one is where no two states beat a third. Every graph of 3, 4 and 5
 * states, random strengths (and equal ones first), both readings of who may attack together. */
static void test_every_small_graph(void **state)
{
	(void)state;
	int graphs = 0, stable_ones = 0;
	for (int n = 3; n <= 5; n++) {
		unsigned all = 1u << n * (n - 1) / 2;
		for (int draw = 0; draw < (n == 5 ? 3 : 12); draw++) {
			small s = {.n = n};
			for (int i = 0; i < n; i++)
				s.m[i] = draw ? draw % 3 ? exp(3 * uniform()) : 1 + uniform() / 4 : 1;
			for (int x = 0; x < 10; x++) {
				for (unsigned bits = 0; bits < all; bits++) {
					int stable;
					graph_of_bits(&s, bits);
					check_graph(&s, RATIO[x / 2], x % 2, n < 5, &stable);
					assert_int_equal(stable, !bits && no_two_beat_a_third(&s, RATIO[x / 2]));
					graphs++;
					stable_ones += stable;
				}
			}
		}
	}
	assert_true(graphs > 30000 && stable_ones >= 20);
}

static void test_random_graphs_are_as_the_naive_reading_has_them(void **state)
{
	(void)state;
	for (int x = 0; x < 600; x++) {
		small s = {.n = 6 + x % 3};
		double density = uniform();
		int stable;
		for (int i = 0; i < s.n; i++) {
			s.m[i] = x % 5 ? exp(4 * uniform()) : (double)(int)(4 * uniform());
			for (int j = 0; j < i; j++)
				tie(&s, i, j, uniform() < density);
		}
		check_graph(&s, RATIO[x % 5], x / 5 % 2, 1, &stable);
	}
}

/* Many states, beyond one word of a set: relabelling changes nothing, and the coalitions found are what they say. */
static void test_a_big_network_is_judged_whatever_the_order(void **state)
{
	(void)state;
	enum { N = 150 };
	static uint8_t g[N * N], h[N * N];
	static double m[N], l[N];
	for (int i = 0; i < N; i++) {
		m[i] = exp(3 * uniform());
		for (int j = 0; j < i; j++)
			g[i * N + j] = g[j * N + i] = uniform() < (i / 40 == j / 40 ? 0.8 : 0.05);
	}
	for (int i = 0; i < N; i++) {
		l[N - 1 - i] = m[i];
		for (int j = 0; j < N; j++)
			h[(N - 1 - i) * N + N - 1 - j] = g[i * N + j];
	}
	for (int kind = 0; kind < HEL_COALITION_KINDS; kind++) {
		hel_network a = {.n = N, .strength = m, .ally = g}, b = {.n = N, .strength = l, .ally = h};
		hel_war_options how = {.ratio = 0.7, .coalitions = (hel_coalition_kind)kind, .budget = 200000};
		hel_war_stability x, y;
		int some = 0;
		assert_int_equal(hel_war_stability_of(&x, &a, &how, NULL), HEL_OK);
		assert_int_equal(hel_war_stability_of(&y, &b, &how, NULL), HEL_OK);
		for (int i = 0; i < N; i++) {
			assert_int_equal(x.vulnerable[i], y.vulnerable[N - 1 - i]);
			assert_true(x.vulnerable[i] != HEL_UNDECIDED);
			some += x.vulnerable[i] == HEL_YES && x.over[i].n > 1;
		}
		assert_int_equal(x.n_temptations, y.n_temptations);
		assert_int_equal(x.n_idle, y.n_idle);
		assert_true(some > 0);
		hel_war_stability_free(&x);
		hel_war_stability_free(&y);
	}
}

static void test_a_search_that_is_cut_short_says_so(void **state)
{
	(void)state;
	small s = {.n = 6, .m = {1, 1, 1, 1, 1, 1}};
	graph_of_bits(&s, 0x7fffu);
	hel_network network = as_network(&s);
	hel_war_options how = {.ratio = 1, .coalitions = HEL_COALITION_CLIQUE, .budget = 1};
	hel_war_stability w;
	assert_int_equal(hel_war_stability_of(&w, &network, &how, NULL), HEL_OK);
	assert_int_equal(w.n_undecided, 6);
	assert_int_equal(w.nobody_vulnerable, HEL_UNDECIDED);
	hel_war_stability_free(&w);
}

static void test_what_makes_no_sense_is_refused(void **state)
{
	(void)state;
	small s = {.n = 3, .m = {1, NAN, 1}};
	hel_network network = as_network(&s);
	hel_war_options war;
	hel_effort_options effort;
	hel_war_stability w;
	hel_efforts e;
	hel_error error;
	hel_war_options_init(&war);
	hel_effort_options_init(&effort);
	assert_int_equal(hel_war_stability_of(&w, &network, &war, &error), HEL_EUSAGE);
	s.m[1] = 1;
	war.ratio = 0;
	assert_int_equal(hel_war_stability_of(&w, &network, &war, &error), HEL_EUSAGE);
	effort.beta = NAN;
	assert_int_equal(hel_efforts_of(&e, &network, &effort, &error), HEL_EUSAGE);
	effort = (hel_effort_options){0.1, -1};
	assert_int_equal(hel_efforts_of(&e, &network, &effort, &error), HEL_EUSAGE);
}

/* --- efforts -------------------------------------------------------------------------------------------------------------- */

static hel_efforts solve(small *s, double beta, double gamma)
{
	hel_network network = as_network(s);
	hel_effort_options how = {beta, gamma};
	hel_efforts e;
	assert_int_equal(hel_efforts_of(&e, &network, &how, NULL), HEL_OK);
	return e;
}

static void test_the_worked_case(void **state)
{
	(void)state;
	static const double hostility[] = {1.03199174, .92336103}, x[] = {.20682741, .15856886},
			    phi[] = {.19641030, .17573553}, payoff[] = {.05706148, .07754225};
	small s = {.n = 4};
	tie(&s, 0, 1, 1);
	tie(&s, 2, 3, 1);
	s.foe[0 * 4 + 2] = s.foe[2 * 4 + 0] = 1;
	hel_efforts e = solve(&s, .083, .114);
	assert_int_equal(e.outcome, HEL_EFFORT_SOLVED);
	assert_true(fabs(e.lambda - .744291667) < 5e-10);
	for (int i = 0; i < 4; i++) {
		assert_true(fabs(e.hostility[i] - hostility[i % 2]) < 5e-9);
		assert_true(fabs(e.effort[i] - x[i % 2]) < 5e-9);
		assert_true(fabs(e.performance[i] - phi[i % 2]) < 5e-9);
		assert_true(fabs(e.payoff[i] - payoff[i % 2]) < 5e-9);
	}
	hel_efforts_free(&e);
}

static void test_without_ties_it_is_tullocks_contest(void **state)
{
	(void)state;
	for (int n = 2; n <= MOST; n++) {
		small s = {.n = n};
		hel_efforts e = solve(&s, .083, .114);
		for (int i = 0; i < n; i++) {
			assert_true(fabs(e.effort[i] - (n - 1.0) / (n * n)) < 1e-15);
			assert_true(fabs(e.payoff[i] - 1.0 / (n * n)) < 1e-15);
		}
		hel_efforts_free(&e);
	}
}

static double naive_payoff(const small *s, const double *x, int i, double beta, double gamma)
{
	double own = 0, sum = 0;
	for (int a = 0; a < s->n; a++) {
		double phi = x[a];
		for (int b = 0; b < s->n; b++) {
			if (s->foe[a * s->n + b])
				phi -= gamma * x[b];
			else if (s->g[a * s->n + b])
				phi += beta * x[b];
		}
		own = a == i ? phi : own;
		sum += phi;
	}
	return own / sum - x[i];
}

static small random_sides(int n, double allied, double hostile)
{
	small s = {.n = n};
	for (int i = 0; i < n; i++) {
		for (int j = 0; j < i; j++) {
			tie(&s, i, j, uniform() < allied);
			s.foe[i * n + j] = s.foe[j * n + i] = uniform() < hostile;
		}
	}
	return s;
}

static void test_no_deviation_pays(void **state)
{
	(void)state;
	int solved = 0;
	for (int t = 0; t < 500; t++) {
		small s = random_sides(3 + t % 8, uniform(), 0.5 * uniform());
		hel_efforts e = solve(&s, .083, .114);
		for (int i = 0; !e.outcome && i < s.n; i++) {
			double x[MOST], at = naive_payoff(&s, e.effort, i, .083, .114);
			assert_true(fabs(at - e.payoff[i]) < 1e-12);
			for (int d = 0; d < 8; d++) {
				static const double step[] = {0.1, 0.01, 0.001, 0.0001};
				memcpy(x, e.effort, (size_t)s.n * sizeof *x);
				x[i] += d % 2 ? step[d / 2] : -step[d / 2];
				assert_true(naive_payoff(&s, x, i, .083, .114) < at);
			}
			solved++;
		}
		hel_efforts_free(&e);
	}
	assert_true(solved > 1000);
}

/* The tie cut by a change of the inverse is the game solved anew without it. */
static void test_a_tie_cut_is_a_game_without_it(void **state)
{
	(void)state;
	int cuts = 0;
	for (int t = 0; t < 200; t++) {
		small s = random_sides(3 + t % 8, 0.7, 0.2);
		double beta = 0.02 + 0.2 * uniform(), gamma = 0.1 * uniform(), change[MOST];
		hel_efforts e = solve(&s, beta, gamma);
		for (int j = 0; !e.outcome && j < s.n; j++) {
			for (int k = j + 1; k < s.n; k++) {
				if (!e.tie[j * s.n + k])
					continue;
				small other = s;
				tie(&other, j, k, 0);
				hel_efforts without = solve(&other, beta, gamma);
				assert_int_equal(hel_efforts_cut(&e, j, k, change), without.outcome);
				for (int i = 0; !without.outcome && i < s.n; i++)
					assert_true(fabs(without.payoff[i] - e.payoff[i] - change[i]) < 1e-11);
				cuts += !without.outcome;
				hel_efforts_free(&without);
			}
		}
		hel_efforts_free(&e);
	}
	assert_true(cuts > 500);
}

static void test_effects_of_ties_add_up(void **state)
{
	(void)state;
	small s = random_sides(9, 0.5, 0.2);
	double change[MOST];
	hel_efforts e = solve(&s, .083, .114);
	hel_tie_effect *effect;
	size_t n;
	assert_int_equal(e.outcome, HEL_EFFORT_SOLVED);
	assert_int_equal(hel_efforts_ties(&e, &effect, &n, NULL), HEL_OK);
	assert_true(n > 5);
	for (size_t t = 0; t < n; t++) {
		double net = 0;
		assert_true(!t || effect[t - 1].cost >= effect[t].cost);
		assert_int_equal(hel_efforts_cut(&e, effect[t].j, effect[t].k, change), HEL_EFFORT_SOLVED);
		for (int i = 0; i < s.n; i++)
			net += i == effect[t].j || i == effect[t].k ? 0 : change[i];
		assert_true(fabs(net - (effect[t].cost - effect[t].gain)) < 1e-14);
		assert_true(effect[t].to_j == -change[effect[t].j] && effect[t].to_k == -change[effect[t].k]);
		if (effect[t].hurt_most >= 0)
			assert_true(change[effect[t].hurt_most] == effect[t].hurt && effect[t].hurt > 0);
	}
	free(effect);
	hel_efforts_free(&e);
}

static void test_what_has_no_equilibrium_is_an_outcome(void **state)
{
	(void)state;
	hel_tie_effect *effect;
	size_t n;
	small alone = {.n = 1}, beset = {.n = 10}, singular = {.n = 2};
	hel_efforts e = solve(&alone, .083, .114);
	assert_int_equal(e.outcome, HEL_EFFORT_IDLE);
	assert_true(isnan(e.effort[0]) && isnan(e.lambda));
	hel_efforts_free(&e);
	for (int j = 0; j < 10; j++)
		beset.foe[3 * 10 + j] = beset.foe[j * 10 + 3] = j != 3;
	e = solve(&beset, .083, .114);
	assert_int_equal(e.outcome, HEL_EFFORT_BESET);
	assert_int_equal(e.culprit, 3);
	assert_int_equal(hel_efforts_ties(&e, &effect, &n, NULL), HEL_EUSAGE);
	hel_efforts_free(&e);
	tie(&singular, 0, 1, 1);
	e = solve(&singular, 1, 0); /* (1, 1; 1, 1), hostilities 1/2 and 1/2: their sum is 1 */
	assert_int_equal(e.outcome, HEL_EFFORT_IDLE);
	hel_efforts_free(&e);
	small three = {.n = 3};
	tie(&three, 0, 1, 1);
	e = solve(&three, 1, 0);
	assert_int_equal(e.outcome, HEL_EFFORT_SINGULAR);
	assert_true(isnan(e.payoff[2]));
	hel_efforts_free(&e);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_every_small_graph),
	    cmocka_unit_test(test_random_graphs_are_as_the_naive_reading_has_them),
	    cmocka_unit_test(test_a_big_network_is_judged_whatever_the_order),
	    cmocka_unit_test(test_a_search_that_is_cut_short_says_so),
	    cmocka_unit_test(test_what_makes_no_sense_is_refused),
	    cmocka_unit_test(test_the_worked_case),
	    cmocka_unit_test(test_without_ties_it_is_tullocks_contest),
	    cmocka_unit_test(test_no_deviation_pays),
	    cmocka_unit_test(test_a_tie_cut_is_a_game_without_it),
	    cmocka_unit_test(test_effects_of_ties_add_up),
	    cmocka_unit_test(test_what_has_no_equilibrium_is_an_outcome),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
