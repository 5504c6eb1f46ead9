/* pivot.c: see pivot.h. */
#include "pivot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PLACES = 41, CLAIM_DRAWS = HEL_FLIP_DRAWS };

static int no_memory(void)
{
	return print_error(&(hel_error){.status = HEL_ENOMEM, .message = "out of memory"});
}

/* --- what a claim looks at ---------------------------------------------------------------------------------------- */

static size_t count_quantities(const hel_test *test)
{
	size_t n = 0;
	if (test->kind == HEL_TEST_NOT_TESTABLE)
		return 0;
	if (test->kind == HEL_TEST_LARGEST_FOR)
		return test->n_among;
	for (size_t p = 0; p < test->n_parts; p++)
		n += count_quantities(&test->part[p]);
	return test->n_parts ? n : 2;
}

static void add_quantity(pivot *p, const hel_quantity *q)
{
	if (q->measure != HEL_MEASURE_LEDGER) /* no parameter moves a cited figure */
		p->quantity[p->how.n_quantities++] = *q;
}

/* Of `largest for`: the quantity of the state that is named, then of each with whom it is compared. */
static void add_rivals(pivot *p, hel_test *test)
{
	hel_quantity one = test->left;
	one.n_states = 1;
	one.state = &test->largest_for;
	add_quantity(p, &one);
	for (size_t a = 0; a < test->n_among; a++) {
		one.state = &test->among[a];
		if (test->among[a] != test->largest_for)
			add_quantity(p, &one);
	}
}

static void add_quantities(pivot *p, hel_test *test)
{
	for (size_t part = 0; part < test->n_parts; part++)
		add_quantities(p, &test->part[part]);
	if (test->n_parts || test->kind == HEL_TEST_NOT_TESTABLE)
		return;
	if (test->kind == HEL_TEST_LARGEST_FOR) {
		add_rivals(p, test);
		return;
	}
	add_quantity(p, &test->left);
	if (test->kind == HEL_TEST_LESS_THAN || test->kind == HEL_TEST_MORE_THAN)
		add_quantity(p, &test->right);
}

static int find_claim(pivot *p, subject *s, int number)
{
	if ((size_t)number > s->scenario.n_claims)
		return s->scenario.n_claims ? wrong_usage(s->command, "there is no claim %d: the scenario has %zu", number,
							  s->scenario.n_claims)
					    : wrong_usage(s->command, "the scenario has no claims");
	p->claim = s->scenario.claim[number - 1];
	p->quantity = calloc(count_quantities(&p->claim.test) + 1, sizeof *p->quantity);
	if (!p->quantity)
		return no_memory();
	add_quantities(p, &p->claim.test);
	if (p->claim.test.kind == HEL_TEST_NOT_TESTABLE)
		return wrong_usage(s->command, "claim %d has no curve: the model cannot speak to it", number);
	if (!p->how.n_quantities)
		return wrong_usage(s->command, "claim %d has no curve: it compares cited figures, which no parameter moves",
				   number);
	p->how.quantity = p->quantity;
	return 0;
}

/* --- over what ---------------------------------------------------------------------------------------------------- */

static hel_status judge(pivot *p, subject *s, const hel_turn_over *over, size_t n_over, hel_error *error)
{
	hel_verdict_options how;
	hel_verdict_options_init(&how);
	how.draws = p->how.draws;
	how.seed = p->how.seed;
	how.threads = p->how.threads;
	how.lens = p->how.lens;
	how.n_lenses = p->how.n_lenses;
	how.progress = p->how.progress;
	how.context = p->how.context;
	how.pivots = true;
	p->over = n_over ? *over : p->over;
	p->claim.pivot = n_over ? &p->over : p->claim.pivot;
	p->claim.n_pivots = n_over ? n_over : p->claim.n_pivots;
	p->one = s->scenario;
	p->one.claim = &p->claim;
	p->one.n_claims = 1;
	hel_verdicts_free(&p->verdicts);
	hel_status status = hel_verdicts_make(&p->verdicts, &p->one, s->panel, &how, error);
	p->ruling = status || !p->verdicts.n ? NULL : &p->verdicts.ruling[0];
	return status;
}

/* Without --over: the first parameter at which the answer flips, else the first that the claim is tried over. */
static void choose_axis(pivot *p)
{
	const hel_ruling *r = p->ruling;
	size_t at = 0;
	while (r && at < r->n_pivots && !r->pivot[at].n_flips)
		at++;
	if (!r || !r->n_pivots)
		return;
	const hel_pivot *over = &r->pivot[at < r->n_pivots ? at : 0];
	p->how.axis[0] = (hel_axis){over->turn, over->from, over->to, PLACES, hel_turn_by_ratio(over->turn)};
	p->how.n_axes = 1;
}

static int judge_claim(pivot *p, subject *s)
{
	hel_error error = {0};
	const hel_axis *axis = &p->how.axis[0];
	if (p->how.n_axes > 1)
		return wrong_usage(s->command, "a claim is followed over one parameter: one '--over'");
	if (p->how.n_axes) {
		if (!(axis->from < axis->to))
			return wrong_usage(s->command, "a claim is followed over a range: from less to more");
		return judge(p, s, &(hel_turn_over){axis->turn, axis->from, axis->to}, 1, &error) ? print_error(&error) : 0;
	}
	if (judge(p, s, NULL, 0, &error))
		return print_error(&error);
	choose_axis(p);
	return p->how.n_axes
		   ? 0
		   : wrong_usage(s->command, "the claim is tried over no parameter: which one? --over omega=0:1:21");
}

int pivot_make(pivot *p, subject *s, const options *given, int claim)
{
	static const size_t first = 0;
	hel_error error = {0};
	p->how.lens = s->n_lenses ? s->lens : &first;
	p->how.n_lenses = claim || !s->n_lenses ? 1 : s->n_lenses;
	p->how.draws = p->draws >= 0 ? p->draws : claim ? CLAIM_DRAWS : 0;
	if (!claim && !p->how.n_axes)
		return wrong_usage(s->command, "over which parameter? --over omega=0:1:21, or which claim? --claim 1");
	int bad = claim ? find_claim(p, s, claim)
			: sweep_quantities(&p->how, &p->quantity, s, given, s->n_mechanisms ? s->n_mechanisms : 1);
	if (!bad && claim)
		bad = judge_claim(p, s);
	if (!bad && hel_sweep_make(&p->sweep, claim ? &p->one : &s->scenario, s->panel, &p->how, &error))
		bad = print_error(&error);
	return bad;
}

void pivot_free(pivot *p)
{
	hel_sweep_free(&p->sweep);
	hel_verdicts_free(&p->verdicts);
	free(p->quantity);
}
