/* test_dialogue.c: the kernels of a dialogue against what can be worked out by hand or follows from their definition; whole courses are
 * compared with KTAB's own runs and with a slow program in tests/dialogue/naive.py. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "dialogue/bargain.h"
#include "dialogue/challenge.h"
#include "dialogue/choice.h"
#include "dialogue/vote.h"
#include "helsinki.h"

enum { MOST = 12 };

/* xorshift64*: any will do. */
static uint64_t state_of_rng = 88172645463325252u;

static double uniform(void)
{
	state_of_rng ^= state_of_rng >> 12;
	state_of_rng ^= state_of_rng << 25;
	state_of_rng ^= state_of_rng >> 27;
	return (double)(state_of_rng * 2685821657736338717u >> 11) * 0x1p-53;
}

static void near(double a, double b, double tolerance)
{
	if (!(fabs(a - b) <= tolerance))
		fail_msg("%.17g is not %.17g", a, b);
}

/* --- kernels -------------------------------------------------------------------------------------------------------------- */

static void votes(void **context)
{
	(void)context;
	for (int rule = 0; rule < HEL_VOTINGS; rule++) {
		near(hel_vote((hel_voting)rule, 3, 0), 0, 0);
		for (int t = 0; t < 200; t++) {
			double d = 2 * uniform() - 1, gain = hel_vote((hel_voting)rule, 3, fabs(d));
			double loss = hel_vote((hel_voting)rule, 3, -fabs(d));
			near(loss, rule == HEL_VOTING_PROSPECT ? -1.5 * gain : -gain, 1e-12); /* all other rules are odd */
			near(hel_vote((hel_voting)rule, 6, d), 2 * hel_vote((hel_voting)rule, 3, d), 1e-12);
			assert_true(gain > 0 && gain <= 3);
		}
	}
	near(hel_vote(HEL_VOTING_PROPORTIONAL, 2, 0.25), 0.5, 0);
	near(hel_vote(HEL_VOTING_CUBIC, 2, 0.5), 0.25, 0);
	near(hel_vote(HEL_VOTING_BINARY, 2, 0.5), 2, 0);
	near(hel_vote(HEL_VOTING_BINARY, 2, -5e-9), -1, 1e-15);
	near(hel_vote(HEL_VOTING_PROPORTIONAL_BINARY, 2, 0.5), 1.2, 1e-15);
	near(hel_vote(HEL_VOTING_PROPORTIONAL_CUBIC, 2, 0.5), 0.625, 0);
	near(hel_vote(HEL_VOTING_PROSPECT, 3, 0.5), 1, 1e-15);
}

static void victories(void **context)
{
	(void)context;
	for (int rule = 0; rule < HEL_VICTORIES; rule++) {
		hel_victory victory = (hel_victory)rule;
		near(hel_victory_chance(victory, 2, 2), 0.5, 1e-15);
		for (int t = 0; t < 200; t++) {
			double a = pow(10, 16 * uniform() - 8), b = pow(10, 16 * uniform() - 8),
			       p = hel_victory_chance(victory, a, b);
			near(p + hel_victory_chance(victory, b, a), 1, 1e-12);
			assert_true(p >= 0 && p <= 1 && (p >= 0.5) == (a >= b));
			assert_true(hel_victory_chance(victory, 1.5 * a, b) >= p);
		}
	}
	near(hel_victory_chance(HEL_VICTORY_LINEAR, 3, 1), 0.75, 1e-15);
	near(hel_victory_chance(HEL_VICTORY_SQUARE, 3, 1), 0.9, 1e-15);
	near(hel_victory_chance(HEL_VICTORY_QUARTIC, 3, 1), 81.0 / 82, 1e-15);
	near(hel_victory_chance(HEL_VICTORY_OCTIC, 3, 1), 6561.0 / 6562, 1e-15);
	near(hel_victory_chance(HEL_VICTORY_BINARY, 1.05, 1), (1.05 / 2.05 * 2.1 - 1) / 0.1, 1e-12);
	near(hel_victory_chance(HEL_VICTORY_BINARY, 3, 1), 1 / 1.000001, 1e-15);
}

/* Two chains whose answers are known: two states, and one in which every balance is detailed. */
static void stationary(void **context)
{
	double rate[MOST * MOST], share[MOST], want[MOST], sum = 0;
	(void)context;
	memcpy(rate, (double[]){9, 3, 1, 9}, 4 * sizeof *rate);
	hel_stationary(rate, 2, share);
	near(share[0], 0.25, 1e-15);
	near(share[1], 0.75, 1e-15);
	for (int a = 0; a < MOST; a++)
		sum += want[a] = pow(10, -20 * uniform());
	for (int a = 0; a < MOST; a++) {
		for (int b = 0; b < a; b++) {
			double flow = uniform();
			rate[a * MOST + b] = flow / want[a];
			rate[b * MOST + a] = flow / want[b];
		}
	}
	hel_stationary(rate, MOST, share);
	for (int a = 0; a < MOST; a++) /* small shares keep their digits: the error is relative */
		near(share[a] / (want[a] / sum), 1, 1e-13);
}

/* A random table of coalitions. */
static void deal(double *strength, size_t o)
{
	for (size_t x = 0; x < o * o; x++)
		strength[x] = uniform() < 0.2 ? 1e-8 : 100 * uniform();
}

/* The chances are those of what the words say: settled by the balance of flows, or by all contests at once. */
static void choices(void **context)
{
	double strength[MOST * MOST], scratch[MOST * MOST], chance[MOST], swapped[MOST];
	(void)context;
	for (int trial = 0; trial < 300; trial++) {
		size_t o = 1 + (size_t)(uniform() * (MOST - 1));
		hel_victory victory = (hel_victory)(trial % HEL_VICTORIES);
		hel_pce pce = (hel_pce)(trial / 5 % HEL_PCES);
		double sum = 0;
		deal(strength, o);
		hel_choice(pce, victory, strength, o, scratch, chance);
		for (size_t a = 0; a < o; a++) {
			assert_true(chance[a] >= 0 && chance[a] <= 1 + 1e-12);
			sum += chance[a];
		}
		near(sum, 1, 1e-12);
		for (size_t x = 0; x < o * o; x++) /* the same options, last first */
			scratch[x] = strength[o * o - 1 - x];
		memcpy(strength, scratch, o * o * sizeof *strength);
		hel_choice(pce, victory, strength, o, scratch, swapped);
		for (size_t a = 0; a < o; a++)
			near(swapped[a], chance[o - 1 - a], 1e-9);
	}
	memcpy(strength, (double[]){1, 3, 2, 1}, 4 * sizeof *strength);
	for (int pce = 0; pce < HEL_PCES; pce++) { /* of two options, where both chains part: 3 to 2 */
		hel_choice((hel_pce)pce, HEL_VICTORY_LINEAR, strength, 2, scratch, chance);
		near(chance[0], pce == HEL_PCE_MARKOV_INCENTIVE ? chance[0] : 0.6, 1e-15);
		assert_true(chance[0] > 0.5);
	}
}

/* 250 options, of which each is as good as lost against some other: a product of doubles would be 0 for all. */
static void choice_without_underflow(void **context)
{
	enum { MANY = 250 };
	double *strength = malloc(sizeof(double) * MANY * MANY), *chance = malloc(sizeof(double) * MANY),
	       *scratch = malloc(sizeof(double) * MANY * MANY);
	(void)context;
	assert_true(strength && chance && scratch);
	for (int pce = 0; pce < HEL_PCES; pce++) {
		double sum = 0;
		for (int a = 0; a < MANY; a++) {
			for (int b = 0; b < MANY; b++) /* each beats those before it in a ring */
				strength[a * MANY + b] = (a - b + MANY) % MANY <= MANY / 2 ? 1e10 : 1e-8;
		}
		hel_choice((hel_pce)pce, HEL_VICTORY_OCTIC, strength, MANY, scratch, chance);
		for (int a = 0; a < MANY; a++) {
			assert_true(isfinite(chance[a]) && chance[a] >= 0);
			sum += chance[a];
		}
		near(sum, 1, 1e-9);
	}
	free(strength);
	free(chance);
	free(scratch);
}

static void worths(void **context)
{
	const double a[] = {0, 0.5}, b[] = {0.3, 0.9}, even[] = {1, 1}, one[] = {1, 0};
	(void)context;
	near(hel_gap(a, b, even, 2), sqrt((0.09 + 0.16) / 2), 1e-15);
	near(hel_gap(a, b, one, 2), 0.3, 1e-15);
	near(hel_worth_of(0.25, 0), 0.75, 0);
	near(hel_worth_of(0, -1), 1, 0);
	near(hel_worth_of(1, 1), 0, 0);
	near(hel_worth_of(0.5, 1), 0.75, 0);
}

/* Bargains lie between the two; with equal salience they meet, and the likelier winner moves less. */
static void bargains(void **context)
{
	double at[2], salience[] = {0.4, 0.4}, for_i, for_j;
	hel_dialogue_options how;
	hel_sight sight = {.how = &how, .n = 2, .m = 1, .at = at, .salience = salience};
	(void)context;
	hel_dialogue_options_init(&how);
	for (int w = 0; w < HEL_WEIGHTINGS; w++) {
		how.weights = (hel_weights)w;
		for (int t = 0; t < 100; t++) {
			double chance = uniform();
			at[0] = uniform();
			at[1] = uniform();
			hel_meet(&sight, 0, 1, chance, &for_i, &for_j);
			double least = fmin(at[0], at[1]) - 5.1e-5,
			       most = fmax(at[0], at[1]) + 5.1e-5; /* rounded to four decimals */
			assert_true(for_i >= least && for_i <= most && for_j >= least && for_j <= most);
			if (w == HEL_WEIGHTS_S2PMAX)
				near(chance > 0.5 ? for_i : for_j, chance > 0.5 ? at[0] : at[1], 1e-15);
			else if (chance > 0.55)
				assert_true(fabs(for_i - at[0]) <= fabs(for_j - at[1]) + 1.1e-4);
		}
	}
	at[0] = 0;
	at[1] = 1;
	how.weights = HEL_WEIGHTS_S1P1;
	hel_meet(&sight, 0, 1, 0.75, &for_i, &for_j);
	near(for_i, 0.25, 1e-15);
	near(for_j, 0.25, 1e-15);
	how.weights = HEL_WEIGHTS_S2P2;
	hel_meet(&sight, 0, 1, 0.75, &for_i, &for_j);
	near(for_i, 0.1, 1e-15);
}

/* --- whole courses -------------------------------------------------------------------------------------------------------- */

typedef struct made {
	hel_dialogue d;
	hel_party party[MOST];
	const char *issue[2];
	double position[2 * MOST], salience[2 * MOST];
	char name[MOST][8];
} made;

static void invent(made *m, int n, int issues)
{
	*m = (made){.d = {.file = "made", .name = "made", .description = "", .n = n, .m = issues}, .issue = {"one", "two"}};
	for (int i = 0; i < n; i++) {
		m->name[i][0] = (char)('A' + i);
		m->party[i] = (hel_party){m->name[i], "", 1 + 99 * uniform()};
		for (int k = 0; k < issues; k++) {
			m->position[i * issues + k] = floor(101 * uniform());
			m->salience[i * issues + k] = (5 + 90 * uniform()) / issues;
		}
	}
	m->d.party = m->party;
	m->d.issue = m->issue;
	m->d.position = m->position;
	m->d.salience = m->salience;
}

/* The same parties, last first: nothing but their order may change (where no two choices are equal). */
static void reverse(made *to, const made *from)
{
	int n = from->d.n, issues = from->d.m;
	*to = *from;
	for (int i = 0; i < n; i++) {
		to->party[i] = from->party[n - 1 - i];
		memcpy(to->position + i * issues, from->position + (n - 1 - i) * issues, (size_t)issues * sizeof(double));
		memcpy(to->salience + i * issues, from->salience + (n - 1 - i) * issues, (size_t)issues * sizeof(double));
	}
	to->d.party = to->party;
	to->d.issue = to->issue;
	to->d.position = to->position;
	to->d.salience = to->salience;
}

static void order_of_parties(void **context)
{
	(void)context;
	for (int trial = 0; trial < 40; trial++) {
		made one, other;
		hel_course a, b;
		hel_dialogue_options how;
		hel_dialogue_options_init(&how);
		how.turns = 3;
		how.model = trial % 4 ? HEL_DIALOGUE_SPATIAL : HEL_DIALOGUE_EXPECTED_UTILITY;
		how.pce = (hel_pce)(trial % HEL_PCES);
		int issues = how.model == HEL_DIALOGUE_SPATIAL ? 2 : 1;
		invent(&one, 3 + trial % 6, issues);
		reverse(&other, &one);
		assert_int_equal(hel_dialogue_run(&a, &one.d, &how, NULL, NULL, NULL), HEL_OK);
		assert_int_equal(hel_dialogue_run(&b, &other.d, &how, NULL, NULL, NULL), HEL_OK);
		assert_int_equal(a.n_turns, b.n_turns);
		for (int t = 0; t < a.n_turns; t++) {
			for (int i = 0; i < one.d.n; i++) {
				int j = one.d.n - 1 - i;
				near(a.turn[t].risk[i], b.turn[t].risk[j], 1e-9);
				for (int k = 0; k < issues; k++)
					near(a.turn[t].position[i * issues + k], b.turn[t].position[j * issues + k], 1e-9);
			}
			near(a.turn[t].median[0], b.turn[t].median[0], 1e-9);
		}
		hel_course_free(&a);
		hel_course_free(&b);
	}
}

/* Whoever stays took nothing; whoever moves stands where the one bargain that it took has put it. */
static void moves_are_offers(void **context)
{
	(void)context;
	for (int trial = 0; trial < 40; trial++) {
		made m;
		hel_course c;
		hel_dialogue_options how;
		hel_dialogue_options_init(&how);
		how.model = trial % 2 ? HEL_DIALOGUE_SPATIAL : HEL_DIALOGUE_EXPECTED_UTILITY;
		how.bargain = (hel_bargain)(trial % HEL_BARGAINS);
		how.turns = 4;
		invent(&m, 2 + trial % 9, 1);
		assert_int_equal(hel_dialogue_run(&c, &m.d, &how, NULL, NULL, NULL), HEL_OK);
		for (int t = 0; t + 1 < c.n_turns; t++) {
			for (int i = 0; i < m.d.n; i++) {
				double at = c.turn[t].position[i];
				int taken = 0;
				for (size_t o = 0; o < c.turn[t].n_offers; o++) {
					const hel_offer *offer = &c.turn[t].offer[o];
					bool takes =
					    (offer->from == i && offer->from_takes) || (offer->to == i && offer->to_takes);
					taken += takes;
					at = takes ? *(offer->from == i ? offer->from_position : offer->to_position) : at;
				}
				assert_true(taken <= 1);
				near(c.turn[t + 1].position[i], at, 1e-9);
			}
		}
		hel_course_free(&c);
	}
}

/* Two who mirror each other: each would challenge the other, to meet halfway; by then both are worth as much to both as before. Of equal
 * options one stays, and of two medians the lower is named. */
static void of_equals(void **context)
{
	made m;
	hel_course c;
	hel_dialogue_options how;
	(void)context;
	invent(&m, 2, 1);
	m.party[0].influence = m.party[1].influence = 7;
	m.salience[0] = m.salience[1] = 25;
	m.position[0] = 100;
	m.position[1] = 0;
	hel_dialogue_options_init(&how);
	assert_int_equal(hel_dialogue_run(&c, &m.d, &how, NULL, NULL, NULL), HEL_OK);
	assert_int_equal(c.end, HEL_DIALOGUE_STILL);
	assert_int_equal(c.n_turns, 1);
	assert_int_equal(c.turn[0].n_offers, 2);
	for (int o = 0; o < 2; o++) {
		const hel_offer *offer = &c.turn[0].offer[o];
		near(*offer->from_position, 50, 0);
		near(*offer->to_position, 50, 0);
		near(offer->from_share, 1.0 / 3, 1e-12);
		assert_false(offer->from_takes || offer->to_takes);
	}
	near(c.turn[0].median[0], 0, 0);
	near(c.turn[0].mean[0], 50, 0);
	hel_course_free(&c);
}

/* Weights 24.8, 9.3 and 33.6 at 4, 7 and 10 years. */
static void emission_standards(void **context)
{
	hel_dialogue d;
	hel_course c;
	hel_dialogue_options how;
	(void)context;
	hel_dialogue_options_init(&how);
	how.model = HEL_DIALOGUE_EXPECTED_UTILITY;
	assert_int_equal(hel_dialogue_read(&d, "examples/dialogue/emission-standards.csv", NULL), HEL_OK);
	assert_int_equal(hel_dialogue_run(&c, &d, &how, NULL, NULL, NULL), HEL_OK);
	near(c.turn[0].median[0], 7, 0);
	near(c.turn[0].mean[0], 7.38996, 5e-6);
	double least = INFINITY, most = 0;
	for (int i = 0; i < d.n; i++) { /* both bounds of the exponents are reached, and none is passed */
		least = fmin(least, c.turn[0].risk[i]);
		most = fmax(most, c.turn[0].risk[i]);
	}
	near(least, 0.5, 1e-12);
	near(most, 2, 1e-12);
	hel_course_free(&c);
	hel_dialogue_free(&d);
}

static void wrong_options(void **context)
{
	made m;
	hel_course c = {0};
	hel_error error = {0};
	hel_dialogue_options how;
	(void)context;
	invent(&m, 3, 2);
	hel_dialogue_options_init(&how);
	how.model = HEL_DIALOGUE_EXPECTED_UTILITY;
	assert_int_equal(hel_dialogue_run(&c, &m.d, &how, NULL, NULL, &error), HEL_EUSAGE);
	assert_string_equal(error.message, "the expected-utility model has one issue, and there are 2");
	hel_dialogue_options_init(&how);
	how.turns = 0;
	assert_int_equal(hel_dialogue_run(&c, &m.d, &how, NULL, NULL, &error), HEL_EUSAGE);
	how.turns = 5;
	how.settled = NAN;
	assert_int_equal(hel_dialogue_run(&c, &m.d, &how, NULL, NULL, &error), HEL_EUSAGE);
	assert_null(c.memory);
}

static int stop_at_once(double done, void *context)
{
	(void)done;
	return ++*(int *)context;
}

static void interrupted(void **context)
{
	made m;
	hel_course c = {0};
	hel_dialogue_options how;
	int calls = 0;
	(void)context;
	invent(&m, 4, 1);
	hel_dialogue_options_init(&how);
	assert_int_equal(hel_dialogue_run(&c, &m.d, &how, stop_at_once, &calls, NULL), HEL_EINTERRUPTED);
	assert_int_equal(calls, 1);
	assert_null(c.memory);
}

static void one_issue_of_two(void **context)
{
	hel_dialogue d, alone;
	hel_course a, b;
	hel_dialogue_options how;
	(void)context;
	hel_dialogue_options_init(&how);
	assert_int_equal(hel_dialogue_read(&d, "examples/dialogue/soe-pol-comp.csv", NULL), HEL_OK);
	assert_int_equal(d.n, 13);
	assert_string_equal(d.issue[1], "Competitive Position");
	assert_int_equal(hel_dialogue_keep(&d, 1, NULL), HEL_OK);
	assert_int_equal(d.m, 1);
	near(d.position[1], 65, 0);
	near(d.salience[12], 46, 0);
	alone = d;
	assert_int_equal(hel_dialogue_run(&a, &d, &how, NULL, NULL, NULL), HEL_OK);
	assert_int_equal(hel_dialogue_run(&b, &alone, &how, NULL, NULL, NULL), HEL_OK);
	assert_int_equal(a.n_turns, b.n_turns);
	assert_memory_equal(a.turn[a.n_turns - 1].position, b.turn[b.n_turns - 1].position, 13 * sizeof(double));
	hel_course_free(&a);
	hel_course_free(&b);
	hel_dialogue_free(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(votes),
					   cmocka_unit_test(victories),
					   cmocka_unit_test(stationary),
					   cmocka_unit_test(choices),
					   cmocka_unit_test(choice_without_underflow),
					   cmocka_unit_test(worths),
					   cmocka_unit_test(bargains),
					   cmocka_unit_test(order_of_parties),
					   cmocka_unit_test(moves_are_offers),
					   cmocka_unit_test(of_equals),
					   cmocka_unit_test(emission_standards),
					   cmocka_unit_test(wrong_options),
					   cmocka_unit_test(interrupted),
					   cmocka_unit_test(one_issue_of_two)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
