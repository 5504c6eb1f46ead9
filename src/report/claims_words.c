/* claims_words.c: what a claim tests and where its verdict turns, in words. */
#include "report/claims.h"

#include <math.h>
#include <string.h>

#include "report/words.h"

enum { STATES_SHOWN = 8, LEDGER_DIGITS = 10 };

static void say_states(hel_text *text, const hel_scenario *s, const uint16_t *state, size_t n)
{
	size_t region = 0, inside = 0;
	for (int i = 0; i < s->world.n; i++)
		region += s->world.state[i].in_region;
	for (size_t x = 0; x < n; x++)
		inside += s->world.state[state[x]].in_region;
	if (n > STATES_SHOWN && n == region && inside == n) {
		hel_text_printf(text, "the region");
		return;
	}
	for (size_t x = 0; x < n && (n <= STATES_SHOWN || x < STATES_SHOWN - 1); x++)
		hel_text_printf(text, "%s%s", x ? ", " : "", s->world.state[state[x]].id);
	if (n > STATES_SHOWN)
		hel_text_printf(text, " and %zu more", n - (STATES_SHOWN - 1));
}

static const hel_mechanism *mechanism_at(const hel_scenario *s, int mechanism)
{
	return mechanism == HEL_IN_REFERENCE ? &s->reference_mechanism : &s->mechanism[mechanism];
}

static void say_mechanism(hel_text *text, const hel_scenario *s, int mechanism)
{
	if (mechanism == HEL_IN_REFERENCE)
		hel_text_printf(text, "the reference");
	else
		hel_text_printf(text, "'%s'", s->mechanism[mechanism].name);
}

static void say_subject(hel_text *text, const hel_scenario *s, const hel_quantity *q)
{
	const hel_mechanism *m = mechanism_at(s, q->mechanism);
	if (q->subject == HEL_SUBJECT_EVERYTHING)
		hel_text_printf(text, "all commitments");
	if (q->subject == HEL_SUBJECT_ACTOR)
		hel_text_printf(text, "all commitments of %s", s->world.state[q->a].id);
	if (q->subject == HEL_SUBJECT_TIE)
		hel_text_printf(text, "the tie %s-%s", s->world.state[q->a].id, s->world.state[q->b].id);
	for (size_t c = 0; c < q->n_commitments; c++)
		hel_text_printf(text, "%s%s", c ? " and " : "", m->commitment[q->commitment[c]].name);
}

static void say_whose(hel_text *text, const hel_scenario *s, const hel_quantity *q, const char *by)
{
	if (!q->n_states)
		return;
	hel_text_printf(text, *by ? " %s " : "%s ", by);
	say_states(text, s, q->state, q->n_states);
}

static void say_externality(hel_text *text, const hel_scenario *s, const hel_quantity *q)
{
	const char *what = q->unit == HEL_UNIT_PROBABILITY ? "what %s adds to the chance of no defeat"
	                   : q->unit == HEL_UNIT_DEFEATS   ? "the expected defeats that %s spares"
	                                                   : "the share of expected defeats that %s spares";
	size_t before = strcspn(what, "%");
	hel_text_put(text, what, before);
	say_subject(text, s, q);
	hel_text_printf(text, "%s", what + before + 2);
	say_whose(text, s, q, q->unit == HEL_UNIT_PROBABILITY ? "of" : "");
}

static void say_ledger(hel_text *text, const hel_ledger_row *row)
{
	hel_text_printf(text, "%s of %s", row->item, row->actor);
	if (row->from)
		hel_text_printf(text, " from %s", row->from);
	hel_text_printf(text, " in %d (%s %s)", row->year, hel_digits(row->amount, LEDGER_DIGITS).text, row->unit);
}

static void say_own(hel_text *text, const hel_scenario *s, const hel_quantity *q)
{
	switch (q->measure) {
	case HEL_MEASURE_SECURITY:
		hel_text_printf(text, "the chance of no defeat");
		say_whose(text, s, q, "of");
		break;
	case HEL_MEASURE_LOSS:
		hel_text_printf(text, "expected defeats a year");
		say_whose(text, s, q, "of");
		break;
	case HEL_MEASURE_EXTERNALITY:
		say_externality(text, s, q);
		break;
	case HEL_MEASURE_AUTONOMY:
		hel_text_printf(text, "the loss");
		say_whose(text, s, q, "of");
		hel_text_printf(text, " over that without the help of %s", s->world.state[q->from[0]].id);
		break;
	case HEL_MEASURE_SPENDING:
		hel_text_printf(text, "the share of capability that could go with no more loss than under ");
		say_mechanism(text, s, q->than);
		say_whose(text, s, q, "for");
		break;
	case HEL_MEASURE_FREEDOM:
		hel_text_printf(text, "freedom to choose");
		break;
	default:
		hel_text_printf(text, "%s", hel_measure_name(q->measure));
	}
}

void hel_say_measure(hel_text *text, const hel_scenario *s, const hel_quantity *q)
{
	if (q->measure == HEL_MEASURE_LEDGER) {
		say_ledger(text, q->row);
		return;
	}
	say_own(text, s, q);
	if (q->measure == HEL_MEASURE_LOSS && q->n_from) {
		hel_text_printf(text, " by attacks of ");
		say_states(text, s, q->from, q->n_from);
	}
}

void hel_say_quantity(hel_text *text, const hel_scenario *s, const hel_quantity *q)
{
	hel_say_measure(text, s, q);
	if (q->measure == HEL_MEASURE_LEDGER)
		return;
	hel_text_printf(text, ", in ");
	say_mechanism(text, s, q->mechanism);
}

static void say_parts(hel_text *text, const hel_scenario *s, const hel_test *test)
{
	hel_text_printf(text, "%s of: ", test->kind == HEL_TEST_ALL_OF ? "all" : "any");
	for (size_t p = 0; p < test->n_parts; p++) {
		hel_text_printf(text, "%s(%zu) ", p ? "; " : "", p + 1);
		hel_say_test(text, s, &test->part[p]);
	}
}

void hel_say_test(hel_text *text, const hel_scenario *s, const hel_test *test)
{
	static const char *const verb[] = {
	    [HEL_TEST_NEGATIVE] = " is negative",       [HEL_TEST_POSITIVE] = " is positive",
	    [HEL_TEST_ABOVE] = " is above ",            [HEL_TEST_BELOW] = " is below ",
	    [HEL_TEST_LESS_THAN] = " is less than ",    [HEL_TEST_MORE_THAN] = " is more than ",
	    [HEL_TEST_LARGEST_FOR] = " is largest for "};
	if (test->kind == HEL_TEST_NOT_TESTABLE) {
		hel_text_printf(text, "nothing that this model computes");
		return;
	}
	if (test->kind == HEL_TEST_ALL_OF || test->kind == HEL_TEST_ANY_OF) {
		say_parts(text, s, test);
		return;
	}
	hel_say_quantity(text, s, &test->left);
	hel_text_printf(text, "%s", verb[test->kind]);
	if (test->kind == HEL_TEST_ABOVE || test->kind == HEL_TEST_BELOW)
		hel_text_printf(text, "%s", hel_digits(test->threshold, 4).text);
	if (test->kind == HEL_TEST_LESS_THAN || test->kind == HEL_TEST_MORE_THAN)
		hel_say_quantity(text, s, &test->right);
	if (test->kind == HEL_TEST_LARGEST_FOR) {
		hel_text_printf(text, "%s among ", s->world.state[test->largest_for].id);
		say_states(text, s, test->among, test->n_among);
	}
}

const char *hel_unit_of_claim(const hel_claim *claim)
{
	const hel_test *test = &claim->test;
	if (test->kind == HEL_TEST_ALL_OF || test->kind == HEL_TEST_ANY_OF || test->kind == HEL_TEST_NOT_TESTABLE)
		return NULL;
	return test->left.row ? test->left.row->unit : hel_unit_name(test->left.unit);
}

/* --- pivots ------------------------------------------------------------------------------------------------------- */

/* Two digits, or whole numbers from a hundred on. */
static hel_number brief(double value)
{
	return fabs(value) >= 100 ? hel_fixed(value, 0) : hel_digits(value, 2);
}

static void say_place(hel_text *text, const hel_flip *flip, double from, double to)
{
	bool at_start = flip->at - from < 1e-6 * (to - from); /* any value above it will do */
	hel_text_printf(text, "%s", brief(at_start ? from : flip->at).text);
	if (at_start)
		return;
	if (!isnan(flip->low))
		hel_text_printf(text, " [%s, %s]", brief(flip->low).text, brief(flip->high).text);
}

/* Where it holds, as intervals. */
static void say_flips(hel_text *text, const hel_pivot *p)
{
	const char *name = hel_turn_name(p->turn);
	bool begun = false;
	for (size_t f = 0; f <= p->n_flips; f++) {
		bool holds = f < p->n_flips ? !p->flip[f].to_true : p->flip[f - 1].to_true; /* in the stretch that ends at f */
		if (!holds)
			continue;
		hel_text_printf(text, "%s", begun ? " or " : "holds ");
		begun = true;
		if (f == 0) {
			hel_text_printf(text, "while %s < ", name);
			say_place(text, &p->flip[0], p->from, p->to);
		} else if (f == p->n_flips) {
			hel_text_printf(text, "once %s > ", name);
			say_place(text, &p->flip[f - 1], p->from, p->to);
		} else {
			hel_text_printf(text, "for %s from ", name);
			say_place(text, &p->flip[f - 1], p->from, p->to);
			hel_text_printf(text, " to ");
			say_place(text, &p->flip[f], p->from, p->to);
		}
	}
}

static void say_unmoved_one(hel_text *text, const hel_pivot *pivot)
{
	double from, to;
	hel_turn_range(pivot->turn, &from, &to);
	hel_text_printf(text, "%s", hel_turn_name(pivot->turn));
	if (pivot->from == from && pivot->to == to)
		return; /* the usual range is said once, with all others */
	hel_text_printf(text, " in %s..", hel_digits(pivot->from, 3).text);
	hel_text_printf(text, "%s", hel_digits(pivot->to, 4).text);
}

/* Parameters that turn nothing: `holds whatever omega, rho` or `under no value of lambda`. */
static void say_unmoved(hel_text *text, const hel_ruling *ruling, bool holds)
{
	size_t n = 0;
	for (size_t p = 0; p < ruling->n_pivots; p++)
		n += !ruling->pivot[p].n_flips && ruling->pivot[p].holds_at_from == holds;
	if (!n)
		return;
	hel_text_printf(text, "%s", text->n ? "; " : "");
	if (n == ruling->n_pivots && n == HEL_TURNS) {
		hel_text_printf(text, holds ? "holds whatever the value of any parameter" : "under no value of any parameter");
		return;
	}
	hel_text_printf(text, holds ? "holds whatever " : "under no value of ");
	for (size_t p = 0, said = 0; p < ruling->n_pivots; p++) {
		if (ruling->pivot[p].n_flips || ruling->pivot[p].holds_at_from != holds)
			continue;
		hel_text_printf(text, "%s", said++ ? ", " : "");
		say_unmoved_one(text, &ruling->pivot[p]);
	}
}

void hel_say_usual_ranges(hel_text *text)
{
	for (int t = 0; t < HEL_TURNS; t++) {
		double from, to;
		hel_turn_range((hel_turn)t, &from, &to);
		hel_text_printf(text, "%s%s %s..", t ? ", " : "", hel_turn_name((hel_turn)t), hel_digits(from, 3).text);
		hel_text_printf(text, "%s", hel_digits(to, 4).text);
	}
}

void hel_say_pivots(hel_text *text, const hel_ruling *ruling)
{
	for (size_t p = 0; p < ruling->n_pivots; p++) {
		if (!ruling->pivot[p].n_flips)
			continue;
		hel_text_printf(text, "%s", text->n ? "; " : "");
		say_flips(text, &ruling->pivot[p]);
	}
	say_unmoved(text, ruling, true);
	say_unmoved(text, ruling, false);
}
