/* test_bargain.c: solutions of the bargaining problem against closed forms, against the axioms that characterise them on thousands of
 * random problems, and against a search over lotteries that knows nothing of programs or Newton; rules of decision by hand. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "helsinki.h"

#ifdef __SANITIZE_ADDRESS__ /* each takes three times as long */
enum { GAMES = 400 };
#else
enum { GAMES = 1000 };
#endif
enum { MOST = 64 };

typedef struct problem {
	size_t n, m;
	double u[MOST * MOST], d[MOST], w[MOST];
} problem;

/* xorshift64*: any will do. */
static uint64_t state_of_rng = 88172645463325252u;

static double uniform(void)
{
	state_of_rng ^= state_of_rng >> 12;
	state_of_rng ^= state_of_rng << 25;
	state_of_rng ^= state_of_rng >> 27;
	return (double)(state_of_rng * 2685821657736338717u >> 11) * 0x1p-53;
}

static size_t below(size_t n)
{
	return (size_t)(uniform() * (double)n);
}

/* Gains from -0.3 to 1, some exactly 0. */
static problem random_problem(size_t n_most, size_t m_most)
{
	problem p = {.n = 1 + below(n_most), .m = 1 + below(m_most)};
	for (size_t i = 0; i < p.n; i++) {
		p.d[i] = 2 * uniform() - 1;
		p.w[i] = 1;
		for (size_t a = 0; a < p.m; a++)
			p.u[i * p.m + a] = p.d[i] + (uniform() < 0.1 ? 0 : 1.3 * uniform() - 0.3);
	}
	return p;
}

static hel_problem game_of(const problem *p)
{
	return (hel_problem){.n = p->n, .m = p->m, .utility = p->u, .disagreement = p->d, .weight = p->w};
}

static hel_settlement solved(const problem *p)
{
	hel_problem game = game_of(p);
	hel_settlement b = {0};
	hel_error error = {0};
	assert_int_equal(hel_settle(&b, &game, true, &error), HEL_OK);
	return b;
}

static void near(double x, double y, double tolerance)
{
	if (!(fabs(x - y) <= tolerance))
		fail_msg("%.12g is not %.12g within %g", x, y, tolerance);
}

/* --- closed forms --------------------------------------------------------------------------------------------------------- */

static problem two(const double *u, size_t m)
{
	problem p = {.n = 2, .m = m, .w = {1, 1}};
	memcpy(p.u, u, 2 * m * sizeof *u);
	return p;
}

static void pair_is(const hel_solution *s, double x, double y)
{
	near(s->utility[0], x, 1e-8);
	near(s->utility[1], y, 1e-8);
}

/* One takes all, a for the first, b for the second: each half of it by Nash and by Kalai and Smorodinsky, ab / (a + b) to both by the
 * egalitarian solution, all to whom it is worth more by the sum. */
static void test_one_takes_all(void **state)
{
	(void)state;
	for (int x = 0; x < 100; x++) {
		double a = 0.1 + uniform(), b = 0.1 + uniform();
		problem p = two((double[]){a, 0, 0, b}, 2);
		hel_settlement s = solved(&p);
		pair_is(&s.lottery[HEL_NASH], a / 2, b / 2);
		pair_is(&s.lottery[HEL_KALAI_SMORODINSKY], a / 2, b / 2);
		pair_is(&s.lottery[HEL_EGALITARIAN], a * b / (a + b), a * b / (a + b));
		pair_is(&s.lottery[HEL_UTILITARIAN], a > b ? a : 0, a > b ? 0 : b);
		near(s.lottery[HEL_NASH].value, sqrt(a * b) / 2, 1e-9);
		near(s.lottery[HEL_KALAI_SMORODINSKY].value, 0.5, 1e-9);
		near(s.ideal[0], a, 1e-9);
		hel_settlement_free(&s);
	}
}

/* A dollar to share, with d1 + d2 < 1 if they do not agree: (1 + d1 - d2) / 2 to the first. */
static void test_divide_the_dollar(void **state)
{
	(void)state;
	for (int x = 0; x < 100; x++) {
		problem p = two((double[]){1, 0, 0, 1}, 2);
		p.d[0] = 0.6 * uniform();
		p.d[1] = (1 - p.d[0]) * 0.9 * uniform();
		double first = (1 + p.d[0] - p.d[1]) / 2;
		hel_settlement s = solved(&p);
		for (int k = HEL_NASH; k <= HEL_EGALITARIAN; k++)
			pair_is(&s.lottery[k], first, 1 - first);
		hel_settlement_free(&s);
	}
}

/* With weights of bargaining power a and b, shares a / (a + b) and b / (a + b) of the dollar (Kalai 1977). */
static void test_bargaining_power(void **state)
{
	(void)state;
	for (int x = 0; x < 100; x++) {
		problem p = two((double[]){1, 0, 0, 1}, 2);
		p.w[0] = 0.1 + uniform();
		p.w[1] = 0.1 + uniform();
		hel_settlement s = solved(&p);
		pair_is(&s.lottery[HEL_NASH], p.w[0] / (p.w[0] + p.w[1]), p.w[1] / (p.w[0] + p.w[1]));
		hel_settlement_free(&s);
	}
}

/* What Kalai & Smorodinsky (1975) hold against Nash: in the larger set the second party can have more whatever the first has, and by Nash's
 * solution gets less. By theirs it gets more. */
static void test_larger_set(void **state)
{
	(void)state;
	problem small = two((double[]){1, 0, 0.75, 0, 1, 0.75}, 3), large = two((double[]){1, 0, 1, 0, 1, 0.7}, 3);
	hel_settlement s = solved(&small), t = solved(&large);
	pair_is(&s.lottery[HEL_NASH], 0.75, 0.75);
	pair_is(&t.lottery[HEL_NASH], 1, 0.7);
	pair_is(&s.lottery[HEL_KALAI_SMORODINSKY], 0.75, 0.75);
	pair_is(&t.lottery[HEL_KALAI_SMORODINSKY], 1 / 1.3, 1 / 1.3);
	pair_is(&s.single[HEL_NASH], 0.75, 0.75);
	assert_int_equal(s.single[HEL_EGALITARIAN].pick, 2);
	hel_settlement_free(&s);
	hel_settlement_free(&t);
}

/* A gain for one and no loss for the other; a zero-sum pair of alternatives; one that somebody must lose by. */
static void test_degenerate(void **state)
{
	(void)state;
	problem gift = two((double[]){0.4, 0}, 1), quarrel = two((double[]){1, -1, -1, 1}, 2);
	problem spoils = {.n = 3, .m = 2, .u = {1, -1, -1, 1, 0.2, 0.6}, .w = {1, 1, 1}};
	hel_settlement s = solved(&gift), t = solved(&quarrel), v = solved(&spoils);
	for (int k = HEL_NASH; k <= HEL_EGALITARIAN; k++) {
		pair_is(&s.lottery[k], 0.4, 0);
		assert_int_equal(s.single[k].pick, 0);
		pair_is(&t.lottery[k], 0, 0);
		assert_int_equal(t.lottery[k].pick, 2);
		assert_true(isnan(t.lottery[k].value));
		near(v.lottery[k].utility[2], 0.4, 1e-8); /* even odds: only so do the first two lose nothing */
		pair_is(&v.lottery[k], 0, 0);
	}
	assert_true(s.can_gain[0] && !s.can_gain[1] && !t.can_gain[0] && !t.can_gain[1]);
	assert_true(v.can_gain[2] && !v.can_gain[0] && !v.can_gain_alone[2]);
	hel_settlement_free(&s);
	hel_settlement_free(&t);
	hel_settlement_free(&v);
}

/* A gain within the margin is none, and no reason to refuse. */
static void test_margin(void **state)
{
	(void)state;
	double u[] = {0.004, 0.5, -0.004, 0.3}, d[] = {0, 0};
	hel_problem game = {.n = 2, .m = 2, .utility = u, .disagreement = d, .margin = 0.005};
	hel_settlement b = {0};
	assert_int_equal(hel_settle(&b, &game, true, NULL), HEL_OK);
	assert_int_equal(hel_problem_prefers(&game, 0, 0, 2), 0);
	assert_int_equal(hel_problem_prefers(&game, 0, 1, 0), 1);
	assert_int_equal(b.single[HEL_NASH].pick, 1);
	assert_true(b.can_gain[0] && b.can_gain[1]);
	hel_settlement_free(&b);
}

/* --- axioms --------------------------------------------------------------------------------------------------------------- */

static problem changed_scales(const problem *p, const double *by, const double *plus)
{
	problem q = *p;
	for (size_t i = 0; i < p->n; i++) {
		q.d[i] = by[i] * p->d[i] + plus[i];
		for (size_t a = 0; a < p->m; a++)
			q.u[i * p->m + a] = by[i] * p->u[i * p->m + a] + plus[i];
	}
	return q;
}

/* Nobody below disagreement; every claim proved; the shares a lottery. */
static void check_sound(const problem *p, const hel_settlement *b)
{
	for (int k = HEL_NASH; k <= HEL_EGALITARIAN; k++) {
		const hel_solution *s = &b->lottery[k];
		double sum = 0;
		for (size_t a = 0; a <= p->m; a++) {
			assert_true(s->share[a] >= 0);
			sum += s->share[a];
		}
		near(sum, 1, 1e-12);
		for (size_t i = 0; i < p->n; i++) {
			assert_true(s->utility[i] >= p->d[i] - 1e-7);
			assert_true(b->single[k].utility[i] >= p->d[i] - 1e-12);
			assert_true(!b->can_gain_alone[i] || b->can_gain[i]);
		}
		if (!(s->gap <= 1e-7))
			fail_msg("%s of %zu parties and %zu alternatives: gap %g", hel_solution_name((hel_solution_kind)k), p->n, p->m,
				 s->gap);
	}
}

/* No other lottery leaves nobody worse and somebody better: looked for by chance. */
static void check_efficient(const problem *p, const hel_solution *s)
{
	for (int x = 0; x < 50; x++) {
		double share[MOST], sum = 0, better = 0;
		bool worse = false;
		for (size_t a = 0; a <= p->m; a++)
			sum += share[a] = uniform() < 0.6 ? 0 : uniform();
		for (size_t i = 0; i < p->n && sum > 0; i++) {
			double u = share[p->m] / sum * p->d[i];
			for (size_t a = 0; a < p->m; a++)
				u += share[a] / sum * p->u[i * p->m + a];
			worse |= u < s->utility[i] - 1e-9;
			better = fmax(better, u - s->utility[i]);
		}
		assert_true(worse || better < 1e-6);
	}
}

static void check_scales(const problem *p, const hel_settlement *b)
{
	double by[MOST], plus[MOST], same[MOST];
	for (size_t i = 0; i < p->n; i++) {
		by[i] = exp(4 * uniform() - 2);
		plus[i] = uniform() - 0.5;
		same[i] = 3;
	}
	problem q = changed_scales(p, by, plus), e = changed_scales(p, same, plus);
	hel_settlement c = solved(&q), f = solved(&e);
	for (size_t i = 0; i < p->n; i++) {
		near(c.lottery[HEL_NASH].utility[i], by[i] * b->lottery[HEL_NASH].utility[i] + plus[i], 1e-5);
		near(c.lottery[HEL_KALAI_SMORODINSKY].utility[i], by[i] * b->lottery[HEL_KALAI_SMORODINSKY].utility[i] + plus[i], 1e-5);
		near(f.lottery[HEL_EGALITARIAN].utility[i], 3 * b->lottery[HEL_EGALITARIAN].utility[i] + plus[i], 1e-5);
		near(c.single[HEL_NASH].utility[i], by[i] * b->single[HEL_NASH].utility[i] + plus[i], 1e-9);
		near(c.single[HEL_KALAI_SMORODINSKY].utility[i], by[i] * b->single[HEL_KALAI_SMORODINSKY].utility[i] + plus[i], 1e-9);
	}
	hel_settlement_free(&c);
	hel_settlement_free(&f);
}

/* Parties in reverse order: the same, in reverse order. */
static void check_anonymous(const problem *p, const hel_settlement *b)
{
	problem q = *p;
	for (size_t i = 0; i < p->n; i++) {
		size_t r = p->n - 1 - i;
		q.d[i] = p->d[r];
		memcpy(q.u + i * p->m, p->u + r * p->m, p->m * sizeof *q.u);
	}
	hel_settlement c = solved(&q);
	for (int k = HEL_NASH; k <= HEL_EGALITARIAN; k++) {
		for (size_t i = 0; i < p->n; i++)
			near(c.lottery[k].utility[i], b->lottery[k].utility[p->n - 1 - i], 1e-6);
	}
	hel_settlement_free(&c);
}

/* Nash: alternatives without a chance may as well not be there. */
static void check_independent(const problem *p, const hel_settlement *b)
{
	const double *share = b->lottery[HEL_NASH].share;
	problem q = {.n = p->n};
	for (size_t a = 0; a < p->m; a++)
		q.m += share[a] > 0;
	if (!q.m)
		return;
	for (size_t i = 0; i < p->n; i++) {
		q.d[i] = p->d[i];
		q.w[i] = 1;
		for (size_t a = 0, to = 0; a < p->m; a++) {
			if (share[a] > 0)
				q.u[i * q.m + to++] = p->u[i * p->m + a];
		}
	}
	hel_settlement c = solved(&q);
	for (size_t i = 0; i < p->n; i++)
		near(c.lottery[HEL_NASH].utility[i], b->lottery[HEL_NASH].utility[i], 1e-5);
	hel_settlement_free(&c);
}

static void test_axioms(void **state)
{
	(void)state;
	for (int x = 0; x < GAMES; x++) {
		problem p = random_problem(x % 10 ? 6 : 20, x % 10 ? 6 : 20);
		hel_settlement b = solved(&p);
		check_sound(&p, &b);
		for (int k = HEL_NASH; k <= HEL_EGALITARIAN; k++)
			check_efficient(&p, &b.lottery[k]);
		check_scales(&p, &b);
		check_anonymous(&p, &b);
		check_independent(&p, &b);
		hel_settlement_free(&b);
	}
}

/* All places changed with all others: everybody has the same. */
static void test_symmetry(void **state)
{
	(void)state;
	for (int x = 0; x < 300; x++) {
		problem p = {.n = 2 + below(4), .w = {1, 1, 1, 1, 1}};
		size_t kinds = 1 + below(3);
		p.m = kinds * p.n;
		for (size_t k = 0; k < kinds; k++) {
			double u[5];
			for (size_t i = 0; i < p.n; i++)
				u[i] = 1.3 * uniform() - 0.3;
			for (size_t turn = 0; turn < p.n; turn++) {
				for (size_t i = 0; i < p.n; i++)
					p.u[i * p.m + k * p.n + turn] = u[(i + turn) % p.n];
			}
		}
		hel_settlement b = solved(&p);
		for (int k = HEL_NASH; k <= HEL_EGALITARIAN; k++) {
			for (size_t i = 1; i < p.n; i++)
				near(b.lottery[k].utility[i], b.lottery[k].utility[0], 1e-6);
		}
		hel_settlement_free(&b);
	}
}

/* One alternative more, by which the first party's best gain does not rise: the second has no less (Kalai & Smorodinsky's axiom). And
 * whatever is added, the smallest gain does not fall by the egalitarian solution, as long as it is of the same parties. */
static void test_monotony(void **state)
{
	(void)state;
	int tried = 0;
	for (int x = 0; x < GAMES; x++) {
		problem p = random_problem(1, 5), q;
		p.n = 2;
		p.w[1] = 1;
		for (size_t a = 0; a < p.m; a++)
			p.u[p.m + a] = 1.3 * uniform() - 0.3;
		q = p;
		q.m++;
		for (size_t i = 0; i < 2; i++) {
			memcpy(q.u + i * q.m, p.u + i * p.m, p.m * sizeof *q.u);
			q.u[i * q.m + p.m] = q.d[i] + 1.3 * uniform() - 0.3;
		}
		hel_settlement b = solved(&p), c = solved(&q);
		if (b.can_gain[0] && b.can_gain[1]) {
			near(fmax(b.lottery[HEL_EGALITARIAN].value - c.lottery[HEL_EGALITARIAN].value, 0), 0, 1e-8);
			if (fabs(b.ideal[0] - c.ideal[0]) < 1e-12) {
				tried++;
				assert_true(c.lottery[HEL_KALAI_SMORODINSKY].utility[1] >= b.lottery[HEL_KALAI_SMORODINSKY].utility[1] - 1e-7);
			}
		}
		hel_settlement_free(&b);
		hel_settlement_free(&c);
	}
	assert_true(tried > 50);
}

/* --- a search that knows nothing ------------------------------------------------------------------------------------------ */

static double worth_of(const problem *p, const hel_settlement *b, int kind, const double *share)
{
	double worth = kind == HEL_NASH ? 0 : INFINITY;
	int n = 0;
	for (size_t i = 0; i < p->n; i++) {
		double gain = 0;
		for (size_t a = 0; a < p->m; a++)
			gain += share[a] * (p->u[i * p->m + a] - p->d[i]);
		if (!b->can_gain[i]) {
			if (gain < -1e-12)
				return -INFINITY;
			continue;
		}
		n++;
		if (kind == HEL_NASH)
			worth += gain > 0 ? log(gain) : -INFINITY;
		else
			worth = fmin(worth, kind == HEL_KALAI_SMORODINSKY ? gain / b->ideal[i] : gain);
	}
	return kind == HEL_NASH ? exp(worth / n) : worth;
}

/* The best of a grid of lotteries over three alternatives and none, then of a finer grid about it, and so on. */
static double search(const problem *p, const hel_settlement *b, int kind)
{
	enum { STEPS = 12 };
	double centre[3] = {0.5, 0.5, 0.5}, best = -INFINITY;
	for (double width = 1; width > 1e-9; width *= 0.6) {
		double from[3], found[3];
		memcpy(found, centre, sizeof found);
		for (int a = 0; a < 3; a++)
			from[a] = centre[a] - width / 2;
		for (int x = 0; x <= STEPS * STEPS * STEPS + 3 * STEPS * STEPS + 3 * STEPS; x++) {
			int place[3] = {x % (STEPS + 1), x / (STEPS + 1) % (STEPS + 1), x / ((STEPS + 1) * (STEPS + 1))};
			double share[3], sum = 0;
			for (int a = 0; a < 3; a++)
				sum += share[a] = fmax(from[a] + width * place[a] / STEPS, 0);
			for (int a = 0; a < 3; a++)
				share[a] /= fmax(sum, 1);
			double worth = worth_of(p, b, kind, share);
			if (worth > best) {
				best = worth;
				memcpy(found, share, sizeof found);
			}
		}
		memcpy(centre, found, sizeof centre);
	}
	return best;
}

static void test_against_search(void **state)
{
	(void)state;
	int compared = 0;
	for (int x = 0; x < 60; x++) {
		problem p = random_problem(3, 1);
		p.m = 3;
		for (size_t i = 0; i < p.n; i++) {
			for (size_t a = 0; a < 3; a++)
				p.u[i * 3 + a] = p.d[i] + 1.3 * uniform() - 0.2;
		}
		hel_settlement b = solved(&p);
		bool all = true;
		for (size_t i = 0; i < p.n; i++)
			all &= b.can_gain[i];
		for (int k = HEL_NASH; k <= HEL_EGALITARIAN && all; k++) {
			double found = search(&p, &b, k);
			compared++;
			assert_true(found <= b.lottery[k].value + 1e-7); /* never better than what was proved best */
			near(found, b.lottery[k].value, 1e-6);
		}
		hel_settlement_free(&b);
	}
	assert_true(compared > 100);
}

/* --- rules ---------------------------------------------------------------------------------------------------------------- */

/* Condorcet's three: a > b > c, b > c > a, c > a > b. Majorities go round, so that nothing is safe; a veto makes much so. */
static void test_condorcet(void **state)
{
	(void)state;
	static const double u[] = {3, 2, 1, 1, 3, 2, 2, 1, 3}, d[] = {0, 0, 0};
	static const size_t first[] = {0};
	hel_problem game = {.n = 3, .m = 3, .utility = u, .disagreement = d};
	bool winset[3], core[4], efficient[4];
	hel_outcome_of_rule got = {.winset = winset, .core = core};
	hel_decision majority = {.kind = HEL_BY_MAJORITY, .majority = 0.5}, two_thirds = {.kind = HEL_BY_MAJORITY, .majority = 0.7};
	hel_decision agenda = {.kind = HEL_BY_AGENDA, .with = HEL_BY_MAJORITY, .majority = 0.5, .setter = 1};
	hel_decision veto = {.kind = HEL_BY_VETO, .n_veto = 1, .veto = first};
	hel_decide(&game, &majority, &got);
	assert_true(winset[0] && winset[1] && winset[2]);
	assert_true(!core[0] && !core[1] && !core[2] && !core[3]);
	assert_int_equal(got.adopted, 0); /* all sums are 6: the first */
	assert_true(hel_passes(&game, &majority, 0, 1) && !hel_passes(&game, &majority, 1, 0));
	hel_decide(&game, &two_thirds, &got);
	assert_true(core[0] && core[1] && core[2] && !core[3]);
	hel_decide(&game, &agenda, &got);
	assert_int_equal(got.adopted, 1); /* her best */
	hel_decide(&game, &veto, &got);
	assert_true(core[0] && !core[1] && !core[2]); /* the vetoer's best, no more */
	hel_pareto(&game, efficient);
	assert_true(efficient[0] && efficient[1] && efficient[2] && !efficient[3]);
}

/* One loses a little, four gain: consensus minus one and majorities adopt, consensus does not; the loser can be paid. */
static void test_one_against(void **state)
{
	(void)state;
	static const double u[] = {-0.1, 0.3, 0.1, 0.2, 0.2}, d[5] = {0};
	hel_problem game = {.n = 5, .m = 1, .utility = u, .disagreement = d, .margin = 0.005};
	bool winset[1], core[2];
	double transfer[5];
	hel_outcome_of_rule got = {.winset = winset, .core = core};
	hel_decide(&game, &(hel_decision){.kind = HEL_BY_CONSENSUS}, &got);
	assert_true(got.adopted == 1 && core[1] && core[0]);
	hel_decide(&game, &(hel_decision){.kind = HEL_BY_CONSENSUS_MINUS_ONE}, &got);
	assert_true(got.adopted == 0 && !core[1] && core[0]);
	hel_decide(&game, &(hel_decision){.kind = HEL_BY_MAJORITY, .majority = 0.8}, &got);
	assert_int_equal(got.adopted, 0);
	hel_decide(&game, &(hel_decision){.kind = HEL_BY_MAJORITY, .majority = 0.81}, &got);
	assert_int_equal(got.adopted, 1);
	hel_payment payment = hel_side_payments(&game, 0, transfer);
	static const double want[] = {0.1, -0.0375, -0.0125, -0.025, -0.025};
	near(payment.needed, 0.1, 1e-15);
	near(payment.surplus, 0.7, 1e-15);
	for (int i = 0; i < 5; i++)
		near(transfer[i], want[i], 1e-15);
	game.n = 2;
	game.utility = (double[]){-0.3, 0.2};
	payment = hel_side_payments(&game, 0, transfer);
	assert_true(isnan(transfer[0]) && payment.surplus < 0);
}

static void test_refused(void **state)
{
	(void)state;
	double u[] = {1, NAN}, d[] = {0, 0}, w[] = {1, 0};
	hel_settlement b = {0};
	hel_error error = {0};
	hel_problem game = {.n = 2, .m = 1, .utility = u, .disagreement = d};
	assert_int_equal(hel_settle(&b, &game, true, &error), HEL_EUSAGE);
	assert_string_equal(error.message, "party 1 has no utility for alternative 0");
	u[1] = 1;
	game.weight = w;
	assert_int_equal(hel_settle(&b, &game, true, &error), HEL_EUSAGE);
	assert_string_equal(error.message, "party 1 has a weight that is not above 0");
	game.weight = NULL;
	game.margin = -1;
	assert_int_equal(hel_settle(&b, &game, true, &error), HEL_EUSAGE);
	game.n = 0;
	assert_int_equal(hel_settle(&b, &game, true, &error), HEL_EUSAGE);
	assert_null(b.memory);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_one_takes_all),  cmocka_unit_test(test_divide_the_dollar),
	    cmocka_unit_test(test_bargaining_power), cmocka_unit_test(test_larger_set),
	    cmocka_unit_test(test_degenerate),     cmocka_unit_test(test_margin),
	    cmocka_unit_test(test_axioms),         cmocka_unit_test(test_symmetry),
	    cmocka_unit_test(test_monotony),       cmocka_unit_test(test_against_search),
	    cmocka_unit_test(test_condorcet),      cmocka_unit_test(test_one_against),
	    cmocka_unit_test(test_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
