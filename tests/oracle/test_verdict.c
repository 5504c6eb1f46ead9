/* test_verdict.c: verdicts on random claims in random small worlds against the oracle: every quantity, every test, every lens, at
 * the point, with coalitions together and over draws. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "compare.h"
#include "oracle_claims.h"

enum { DRAWS = 6, CLAIMS = 64 };

/* --- random claims ------------------------------------------------------------------------------------------------ */

static uint16_t *some_states(small_world *w, size_t *n)
{
	uint16_t *state = small_alloc(w, ORACLE_STATES * sizeof *state);
	int wanted = 1 + small_below(w, 3), left = w->scenario.world.n;
	*n = 0;
	for (int s = 0; s < w->scenario.world.n; s++, left--)
		if (small_below(w, left) < wanted - (int)*n)
			state[(*n)++] = (uint16_t)s;
	return state;
}

static int some_mechanism(small_world *w)
{
	return small_below(w, (int)w->scenario.n_mechanisms + 1) - 1; /* -1: the reference */
}

static void take_subject(small_world *w, hel_quantity *q, hel_subject subject)
{
	const hel_mechanism *m = q->mechanism < 0 ? &w->scenario.reference_mechanism : &w->scenario.mechanism[q->mechanism];
	int n = w->scenario.world.n;
	q->subject = subject == HEL_SUBJECT_COMMITMENTS && !m->n ? HEL_SUBJECT_EVERYTHING : subject;
	if (q->subject == HEL_SUBJECT_COMMITMENTS)
		for (size_t x = 0; x < m->n; x++)
			if (small_chance(w, 0.4) || (x + 1 == m->n && !q->n_commitments))
				q->commitment[q->n_commitments++] = x;
	if (q->subject == HEL_SUBJECT_TIE || q->subject == HEL_SUBJECT_ACTOR)
		q->a = small_below(w, n);
	if (q->subject == HEL_SUBJECT_TIE)
		q->b = (q->a + 1 + small_below(w, n - 1)) % n;
}

static hel_quantity some_quantity(small_world *w, hel_measure measure, hel_unit unit, hel_subject subject)
{
	static const hel_unit units[] = {
#define ROW(code, text, unit) [code] = unit,
	    HEL_MEASURE_LIST(ROW)
#undef ROW
	};
	hel_quantity q = {.measure = measure, .unit = units[measure], .mechanism = some_mechanism(w), .than = some_mechanism(w), .a = -1, .b = -1};
	q.state = some_states(w, &q.n_states);
	if (measure == HEL_MEASURE_EXTERNALITY) {
		q.unit = unit;
		take_subject(w, &q, subject);
	}
	if (measure == HEL_MEASURE_AUTONOMY) {
		q.n_states = q.n_from = 1;
		q.from = small_alloc(w, sizeof *q.from);
		q.from[0] = (uint16_t)((q.state[0] + 1 + small_below(w, w->scenario.world.n - 1)) % w->scenario.world.n);
	}
	if (measure == HEL_MEASURE_LOSS && small_chance(w, 0.4))
		q.from = some_states(w, &q.n_from);
	return q;
}

/* The unit of a quantity of several kinds. */
static hel_quantity some_of_unit(small_world *w, hel_unit unit)
{
	hel_subject subject = (hel_subject)(1 + small_below(w, 4));
	if (unit == HEL_UNIT_INDEX)
		return some_quantity(w, (hel_measure)(HEL_MEASURE_INDIVISIBLE + small_below(w, 3)), unit, subject);
	if (small_chance(w, 0.5))
		return some_quantity(w, HEL_MEASURE_EXTERNALITY, unit, subject);
	return some_quantity(w, unit == HEL_UNIT_PROBABILITY ? HEL_MEASURE_SECURITY : unit == HEL_UNIT_DEFEATS ? HEL_MEASURE_LOSS
	                        : small_chance(w, 0.5)       ? HEL_MEASURE_AUTONOMY
	                                                     : HEL_MEASURE_SPENDING,
	                     unit, subject);
}

static hel_quantity anything(small_world *w)
{
	return some_of_unit(w, (hel_unit)small_below(w, HEL_UNIT_LEDGER));
}

/* A threshold near what the quantity is at the point, so that draws fall on both sides. */
static double some_threshold(small_world *w, const hel_quantity *q)
{
	oracle_court court = {&w->scenario, &w->scenario.lens[small_below(w, (int)w->scenario.n_lenses)], w->seed, HEL_POINT, false};
	double value = oracle_quantity(&court, q, q->state, q->n_states, NULL);
	return isfinite(value) ? value * (0.6 + 0.8 * small_uniform(w)) : 0.1;
}

static hel_test some_test(small_world *w, hel_test_kind kind, int depth)
{
	hel_test t = {.kind = kind};
	t.left = anything(w);
	if (kind == HEL_TEST_ABOVE || kind == HEL_TEST_BELOW)
		t.threshold = some_threshold(w, &t.left);
	if (kind == HEL_TEST_LESS_THAN || kind == HEL_TEST_MORE_THAN)
		t.right = some_of_unit(w, t.left.unit);
	while (kind == HEL_TEST_LARGEST_FOR && (t.left.unit == HEL_UNIT_INDEX))
		t.left = anything(w);
	if (kind == HEL_TEST_LARGEST_FOR) {
		t.largest_for = (uint16_t)small_below(w, w->scenario.world.n);
		t.among = small_alloc(w, ORACLE_STATES * sizeof *t.among);
		for (int s = 0; s < w->scenario.world.n; s++)
			if (s == t.largest_for || small_chance(w, 0.7))
				t.among[t.n_among++] = (uint16_t)s;
	}
	if (kind == HEL_TEST_ALL_OF || kind == HEL_TEST_ANY_OF) {
		t.n_parts = (size_t)(1 + small_below(w, 3));
		t.part = small_alloc(w, t.n_parts * sizeof *t.part);
		for (size_t p = 0; p < t.n_parts; p++)
			t.part[p] = some_test(w, (hel_test_kind)small_below(w, depth ? HEL_TEST_NOT_TESTABLE : HEL_TEST_ALL_OF), depth - (depth > 0));
	}
	return t;
}

static void add_claim(small_world *w, hel_test test)
{
	hel_scenario *s = &w->scenario;
	double margin = small_chance(w, 0.3) ? 0 : small_chance(w, 0.5) ? 0.05 : small_uniform(w) * 0.3;
	s->claim[s->n_claims++] = (hel_claim){.says = "so", .test = test, .margin = margin, .margin_given = small_chance(w, 0.5),
	                                      .on_bases = w->scenario.world.based_km && small_chance(w, 0.2)};
}

/* Each measure, subject and unit once with a sign; each kind of test some times; ledgers. */
static void make_claims(small_world *w)
{
	static const hel_unit unit[] = {HEL_UNIT_PROBABILITY, HEL_UNIT_DEFEATS, HEL_UNIT_SHARE};
	hel_scenario *s = &w->scenario;
	s->claim = small_alloc(w, CLAIMS * sizeof *s->claim);
	for (int m = 0; m < HEL_MEASURE_LEDGER; m++) {
		if (m == HEL_MEASURE_EXTERNALITY || m == HEL_MEASURE_SUSTAINABLE || m == HEL_MEASURE_FREEDOM)
			continue;
		add_claim(w, (hel_test){.kind = small_chance(w, 0.5) ? HEL_TEST_NEGATIVE : HEL_TEST_POSITIVE,
		                        .left = some_quantity(w, (hel_measure)m, HEL_UNIT_INDEX, HEL_SUBJECT_NONE)});
	}
	for (int x = 0; x < 12; x++)
		add_claim(w, (hel_test){.kind = x % 2 ? HEL_TEST_NEGATIVE : HEL_TEST_POSITIVE,
		                        .left = some_quantity(w, HEL_MEASURE_EXTERNALITY, unit[x % 3], (hel_subject)(1 + x / 3))});
	for (int kind = HEL_TEST_ABOVE; kind < HEL_TEST_NOT_TESTABLE; kind++)
		for (int x = 0; x < 4; x++)
			add_claim(w, some_test(w, (hel_test_kind)kind, 1));
	hel_ledger_row *row = small_alloc(w, 2 * sizeof *row);
	row[0].amount = 100;
	row[1].amount = 104 + 4 * small_uniform(w);
	hel_quantity ledger = {.measure = HEL_MEASURE_LEDGER, .unit = HEL_UNIT_LEDGER, .row = &row[0]}, more = ledger;
	more.row = &row[1];
	add_claim(w, (hel_test){.kind = HEL_TEST_POSITIVE, .left = ledger});
	add_claim(w, (hel_test){.kind = HEL_TEST_LESS_THAN, .left = ledger, .right = more});
	add_claim(w, (hel_test){.kind = HEL_TEST_ABOVE, .left = more, .threshold = 105});
	add_claim(w, (hel_test){.kind = HEL_TEST_NOT_TESTABLE, .why = "it is of another kind"});
	assert_true(s->n_claims <= CLAIMS);
}

/* --- verdicts ----------------------------------------------------------------------------------------------------- */

typedef struct tally {
	int defined, holds, within;
	bool near;
} tally;

static tally count_draws(const oracle_court *point, const hel_claim *claim)
{
	tally t = {0};
	oracle_court court = *point;
	for (court.draw = 0; court.draw < DRAWS; court.draw++) {
		oracle_answer a = oracle_judge(&court, claim, &claim->test);
		t.defined += a.outcome != HEL_UNDEFINED;
		t.holds += a.outcome == HEL_TRUE;
		t.within += a.outcome == HEL_WITHIN_MARGIN;
		t.near |= a.near;
	}
	return t;
}

static int verdict_of(const tally *t, int point, int together)
{
	if (point == HEL_UNDEFINED || 2 * t->defined < DRAWS)
		return HEL_NOT_TESTABLE;
	double holds = (double)t->holds / t->defined, within = (double)t->within / t->defined;
	int verdict = holds >= 0.95 ? HEL_HOLDS : within >= 0.95 ? HEL_NEGLIGIBLE : holds <= 0.05 ? HEL_FAILS : HEL_DEPENDS;
	bool otherwise = together != point && together != HEL_UNDEFINED;
	if (otherwise && ((verdict == HEL_HOLDS && together != HEL_TRUE) || (verdict == HEL_NEGLIGIBLE && together != HEL_WITHIN_MARGIN) ||
	                  (verdict == HEL_FAILS && together == HEL_TRUE)))
		return HEL_DEPENDS;
	return verdict;
}

static int seen[HEL_VERDICT_KINDS]; /* a test that meets one verdict only says little */

static void compare_ruling(compare *c, const hel_ruling *r)
{
	const hel_scenario *s = &c->world->scenario;
	const hel_claim *claim = &s->claim[r->claim];
	hel_lens lens = s->lens[r->lens];
	lens.basing = r->basing;
	oracle_court court = {s, &lens, c->world->seed, HEL_POINT, false};
	char where[128];
	snprintf(where, sizeof where, "claim %zu (measure %s, test %d, unit %d), %s", r->claim, hel_measure_name(claim->test.left.measure),
	         (int)claim->test.kind, (int)claim->test.left.unit, s->lens[r->lens].name);
	c->where = where;
	seen[r->verdict]++;
	if (claim->test.kind == HEL_TEST_NOT_TESTABLE) {
		compare_int(c, "not testable", 0, r->verdict, HEL_NOT_TESTABLE);
		compare_int(c, "its reason", 0, r->why == claim->test.why, 1);
		return;
	}
	oracle_answer point = oracle_judge(&court, claim, &claim->test);
	tally t = count_draws(&court, claim);
	court.together = true;
	oracle_answer together = oracle_judge(&court, claim, &claim->test);
	compare_close(c, "value", 0, 0, r->value.value, point.value, point.size);
	compare_close(c, "margin", 0, 0, r->margin, point.margin, point.size);
	if (!point.near)
		compare_int(c, "outcome at the point", 0, r->point, point.outcome);
	if (!together.near)
		compare_int(c, "outcome together", 0, r->together, together.outcome);
	if (t.near)
		return;
	compare_close(c, "share", 0, 0, r->share, t.defined ? (double)t.holds / t.defined : NAN, 0);
	if (!point.near && !together.near)
		compare_int(c, "verdict", 0, r->verdict, verdict_of(&t, point.outcome, together.outcome));
}

static void make(hel_verdicts *verdicts, const hel_scenario *s, uint64_t seed, int threads)
{
	hel_verdict_options options;
	hel_error error;
	hel_verdict_options_init(&options);
	options.draws = DRAWS;
	options.seed = seed;
	options.threads = threads;
	options.pivots = false;
	assert_int_equal(hel_verdicts_make(verdicts, s, NULL, &options, &error), HEL_OK);
}

static size_t rulings_due(const hel_scenario *s)
{
	size_t n = 0;
	for (size_t x = 0; x < s->n_claims; x++)
		n += s->n_lenses * (s->claim[x].on_bases && s->claim[x].test.kind != HEL_TEST_NOT_TESTABLE ? 2 : 1);
	return n;
}

static void test_claims(void **state)
{
	(void)state;
	compare c = {.draw = HEL_POINT};
	for (int seed = 1; seed <= small_worlds(24); seed++) {
		small_world w;
		hel_verdicts verdicts;
		small_world_make(&w, (uint64_t)seed + 5000, 0);
		make_claims(&w);
		c.world = &w;
		make(&verdicts, &w.scenario, w.seed, 2);
		compare_int(&c, "rulings", 0, (int)verdicts.n, (int)rulings_due(&w.scenario));
		for (size_t x = 0; x < verdicts.n; x++)
			compare_ruling(&c, &verdicts.ruling[x]);
		hel_verdicts_free(&verdicts);
		small_world_free(&w);
	}
	print_message("%d figures compared;", c.checked);
	for (int v = 0; v < HEL_VERDICT_KINDS; v++) {
		print_message(" %s %d", hel_verdict_name((hel_verdict)v), seen[v]);
		assert_true(seen[v] > 20 || getenv("ORACLE_WORLDS"));
	}
	print_message("\n");
	assert_int_equal(c.failed, 0);
}

/* --- who stays, who is free: against hel_assess ------------------------------------------------------------------- */

static double assessed(const hel_assessment *a, hel_measure measure, size_t mechanism, size_t lens)
{
	for (size_t r = 0; r < a->n_results; r++)
		if (a->result[r].mechanism == mechanism && a->result[r].lens == lens)
			return measure == HEL_MEASURE_SUSTAINABLE ? a->result[r].sustainable.each.value : a->result[r].freedom_to_choose;
	return -1;
}

static void compare_assessed(compare *c, small_world *w)
{
	hel_scenario *s = &w->scenario;
	hel_assess_options options;
	hel_assessment assessment;
	hel_verdicts verdicts;
	hel_error error;
	s->claim = small_alloc(w, 2 * s->n_mechanisms * sizeof *s->claim);
	for (size_t x = 0; x < 2 * s->n_mechanisms; x++) {
		hel_measure measure = x % 2 ? HEL_MEASURE_SUSTAINABLE : HEL_MEASURE_FREEDOM;
		hel_quantity q = {.measure = measure, .unit = x % 2 ? HEL_UNIT_INDEX : HEL_UNIT_SHARE, .mechanism = (int)(x / 2), .a = -1, .b = -1};
		add_claim(w, (hel_test){.kind = HEL_TEST_POSITIVE, .left = q});
	}
	hel_assess_options_init(&options);
	options.draws = 0;
	assert_int_equal(hel_assess(&assessment, s, NULL, &options, &error), HEL_OK);
	make(&verdicts, s, w->seed, 1);
	for (size_t x = 0; x < verdicts.n; x++) {
		const hel_ruling *r = &verdicts.ruling[x];
		const hel_quantity *q = &s->claim[r->claim].test.left;
		if (!r->is_lens_basing)
			continue;
		c->where = hel_measure_name(q->measure);
		compare_close(c, "value", (int)q->mechanism, (int)r->lens, r->value.value,
		              assessed(&assessment, q->measure, (size_t)q->mechanism, r->lens), 0);
	}
	hel_verdicts_free(&verdicts);
	hel_assessment_free(&assessment);
}

static void test_assessed(void **state)
{
	(void)state;
	compare c = {.draw = HEL_POINT};
	for (int seed = 1; seed <= small_worlds(60); seed++) {
		small_world w;
		small_world_make(&w, (uint64_t)seed + 6000, 0);
		c.world = &w;
		compare_assessed(&c, &w);
		small_world_free(&w);
	}
	print_message("%d figures compared\n", c.checked);
	assert_int_equal(c.failed, 0);
}

/* --- spending: what is left is enough, and no more ----------------------------------------------------------------- */

/* Whether the root lies within what is looked at. */
static bool is_inside(double spared)
{
	return spared < 0.98 && spared > -98;
}

static void compare_spending(compare *c, const hel_scenario *s, const hel_ruling *r, int *roots)
{
	const hel_quantity *q = &s->claim[r->claim].test.left;
	oracle_court court = {s, &s->lens[r->lens], c->world->seed, HEL_POINT, false};
	hel_quantity loss = {.measure = HEL_MEASURE_LOSS, .mechanism = q->than};
	double target = oracle_quantity(&court, &loss, q->state, 1, NULL), spared = r->value.value;
	if (isnan(spared) || !is_inside(spared))
		return;
	double now = oracle_loss_at(&court, q->mechanism, q->state[0], 1 - spared);
	c->where = "spending";
	c->checked++;
	*roots += spared != 0;
	/* a jump in the loss, where the last of a capability of nought goes, has no root */
	if (fabs(now - target) > 1e-9 * fmax(now, target) && fabs(spared) > 1e-12)
		compare_close(c, "loss with what is left", q->state[0], (int)r->lens, now, target, 0);
}

static void test_spending(void **state)
{
	(void)state;
	compare c = {.draw = HEL_POINT};
	int roots = 0;
	for (int seed = 1; seed <= small_worlds(60); seed++) {
		small_world w;
		hel_verdicts verdicts;
		small_world_make(&w, (uint64_t)seed + 7000, 0);
		hel_scenario *s = &w.scenario;
		c.world = &w;
		s->claim = small_alloc(&w, CLAIMS * sizeof *s->claim);
		for (uint16_t j = 0; j < s->world.n; j++) {
			hel_quantity q = {.measure = HEL_MEASURE_SPENDING, .unit = HEL_UNIT_SHARE, .than = -1, .n_states = 1, .a = -1, .b = -1};
			q.state = small_alloc(&w, sizeof *q.state);
			q.state[0] = j;
			add_claim(&w, (hel_test){.kind = HEL_TEST_POSITIVE, .left = q});
		}
		make(&verdicts, s, w.seed, 1);
		for (size_t x = 0; x < verdicts.n; x++) {
			if (verdicts.ruling[x].is_lens_basing)
				compare_spending(&c, s, &verdicts.ruling[x], &roots);
		}
		hel_verdicts_free(&verdicts);
		small_world_free(&w);
	}
	print_message("%d figures compared, %d of them roots\n", c.checked, roots);
	assert_true(roots > 100 || getenv("ORACLE_WORLDS"));
	assert_int_equal(c.failed, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_claims),
	    cmocka_unit_test(test_assessed),
	    cmocka_unit_test(test_spending),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
