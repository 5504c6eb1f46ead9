/* judge.c: a test true, false or within the margin. */
#include "verdict/judge.h"

#include <math.h>

static const double ROUNDING = 1e-12; /* an excess this small is none, so that a flat response does not flip */

/* excess: by how much the test is true, before any margin. lenient: what is within the margin, or no difference at all, is neither
 * true nor false; else it is false. */
static hel_finding find(double value, double excess, double margin, bool lenient)
{
	double noise = ROUNDING * fmax(1, fabs(value));
	hel_finding f = {value, margin, excess - margin, HEL_UNDEFINED, -1};
	if (isnan(excess) || isnan(margin))
		f.clearance = NAN;
	else if (f.clearance > noise)
		f.outcome = HEL_TRUE;
	else
		f.outcome = lenient && excess >= -margin - noise ? HEL_WITHIN_MARGIN : HEL_FALSE;
	return f;
}

typedef struct question {
	hel_trial *trial;
	const hel_claim *claim;
	const hel_leaf *leaf;
} question;

bool hel_holds_above(const hel_claim *claim)
{
	hel_test_kind kind = claim->test.kind;
	return kind != HEL_TEST_NEGATIVE && kind != HEL_TEST_BELOW && kind != HEL_TEST_LESS_THAN;
}

static double measure(const question *q, const hel_gauge *g)
{
	return hel_measure_of(q->trial, g, g->quantity->state, g->quantity->n_states);
}

static double margin(const question *q, const hel_gauge *g)
{
	return hel_margin_of(q->trial, g, g->quantity->state, g->quantity->n_states, q->claim->margin);
}

static hel_finding compare(const question *q)
{
	const hel_gauge *left = &q->leaf->left, *right = &q->leaf->right;
	double value = measure(q, left) - measure(q, right);
	double slack = right->quantity->measure == HEL_MEASURE_LEDGER ? margin(q, right) : fmax(margin(q, left), margin(q, right));
	return find(value, q->leaf->test->kind == HEL_TEST_LESS_THAN ? -value : value, slack, true);
}

/* The value is the lead over the next. */
static hel_finding find_largest(const question *q)
{
	const hel_gauge *g = &q->leaf->left;
	const hel_test *test = q->leaf->test;
	double own = hel_measure_of(q->trial, g, &test->largest_for, 1), next = -INFINITY;
	int rival = -1;
	for (size_t s = 0; s < test->n_among; s++) {
		double other = test->among[s] == test->largest_for ? NAN : hel_measure_of(q->trial, g, &test->among[s], 1);
		if (other > next) { /* a state for which it is undefined is no rival */
			next = other;
			rival = test->among[s];
		}
	}
	if (isinf(next))
		next = NAN; /* no rival: a lead over nobody is none */
	hel_finding f = find(own - next, own - next, hel_margin_of(q->trial, g, &test->largest_for, 1, q->claim->margin), true);
	f.largest = (int16_t)(isnan(own - next) ? -1 : own >= next ? test->largest_for : rival);
	return f;
}

static hel_finding judge_leaf(const question *q)
{
	const hel_test *test = q->leaf->test;
	const hel_gauge *left = &q->leaf->left;
	double value;
	switch (test->kind) {
	case HEL_TEST_LESS_THAN:
	case HEL_TEST_MORE_THAN:
		return compare(q);
	case HEL_TEST_LARGEST_FOR:
		return find_largest(q);
	case HEL_TEST_ABOVE:
	case HEL_TEST_BELOW: {
		value = measure(q, left);
		double excess = value - test->threshold;
		bool lenient = q->claim->margin_given;
		return find(value, test->kind == HEL_TEST_BELOW ? -excess : excess, lenient ? margin(q, left) : 0, lenient);
	}
	default: {
		value = measure(q, left);
		bool is_amount = left->quantity->measure == HEL_MEASURE_LEDGER;
		return find(value, test->kind == HEL_TEST_NEGATIVE ? -value : value, is_amount ? 0 : margin(q, left), true);
	}
	}
}

/* All: as true as the least true part; any: as the truest. A part that is undefined decides nothing unless another decides. */
static hel_finding combine(hel_finding so_far, hel_finding part, bool all)
{
	hel_finding f = {NAN, NAN, NAN, HEL_UNDEFINED, -1};
	int decisive = all ? HEL_FALSE : HEL_TRUE;
	if (so_far.outcome == HEL_UNDEFINED || part.outcome == HEL_UNDEFINED) {
		if (so_far.outcome != decisive && part.outcome != decisive)
			return f;
		f.outcome = (int8_t)decisive;
		f.clearance = so_far.outcome == decisive ? so_far.clearance : part.clearance;
		return f;
	}
	bool first = all ? so_far.outcome <= part.outcome : so_far.outcome >= part.outcome;
	f.outcome = first ? so_far.outcome : part.outcome;
	f.clearance = all ? fmin(so_far.clearance, part.clearance) : fmax(so_far.clearance, part.clearance);
	return f;
}

/* next: the first leaf of the test at hand; moved past its last. */
static hel_finding judge_test(hel_trial *trial, const hel_claim *claim, const hel_test *test, const hel_leaf **next)
{
	if (test->kind != HEL_TEST_ALL_OF && test->kind != HEL_TEST_ANY_OF) {
		question q = {trial, claim, (*next)++};
		return judge_leaf(&q);
	}
	hel_finding f = judge_test(trial, claim, &test->part[0], next);
	for (size_t p = 1; p < test->n_parts; p++)
		f = combine(f, judge_test(trial, claim, &test->part[p], next), test->kind == HEL_TEST_ALL_OF);
	return f;
}

hel_finding hel_judge(hel_trial *trial, size_t c)
{
	const hel_docket *docket = trial->setting->docket;
	const hel_claim *claim = &docket->scenario->claim[c];
	const hel_leaf *next = &docket->leaf[docket->claim[c].first];
	if (claim->test.kind == HEL_TEST_NOT_TESTABLE)
		return (hel_finding){NAN, NAN, NAN, HEL_UNDEFINED, -1};
	return judge_test(trial, claim, &claim->test, &next);
}
