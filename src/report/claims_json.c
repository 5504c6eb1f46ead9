/* claims_json.c: the array `claims`, and `helsinki claims` as JSON and CSV. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/fail.h"
#include "helsinki/report.h"
#include "helsinki/version.h"
#include "report/claims.h"
#include "report/facts.h"
#include "report/field.h"
#include "report/words.h"

static hel_tree *outcome(hel_maker *m, hel_outcome o)
{
	return hel_make_string(m, o == HEL_TRUE ? "true" : o == HEL_FALSE ? "false" : o == HEL_WITHIN_MARGIN ? "within the margin" : NULL);
}

static hel_tree *said(hel_maker *m, const hel_scenario *s, const hel_test *test)
{
	hel_text text = {0};
	hel_say_test(&text, s, test);
	hel_tree *string = hel_make_string(m, text.failed ? NULL : text.bytes);
	m->failed |= text.failed;
	hel_text_free(&text);
	return string;
}

static hel_tree *flips(hel_maker *m, const hel_ruling *ruling)
{
	hel_tree *array = hel_make_array(m);
	for (size_t p = 0; p < ruling->n_pivots; p++) {
		const hel_pivot *pivot = &ruling->pivot[p];
		for (size_t f = 0; f < pivot->n_flips; f++) {
			hel_tree *object = hel_make_object(m);
			hel_set(m, object, "parameter", hel_make_string(m, hel_turn_name(pivot->turn)));
			hel_set(m, object, "from", hel_make_real(m, pivot->from));
			hel_set(m, object, "to", hel_make_real(m, pivot->to));
			hel_set(m, object, "by_ratio", hel_make_bool(m, hel_turn_by_ratio(pivot->turn)));
			hel_set(m, object, "at", hel_make_real(m, pivot->flip[f].at));
			hel_set(m, object, "low", hel_make_real(m, pivot->flip[f].low));
			hel_set(m, object, "high", hel_make_real(m, pivot->flip[f].high));
			hel_set(m, object, "holds", hel_make_string(m, pivot->flip[f].to_true ? "above" : "below"));
			hel_add(m, array, object);
		}
	}
	return array;
}

static hel_tree *unmoved(hel_maker *m, const hel_ruling *ruling)
{
	hel_tree *array = hel_make_array(m);
	for (size_t p = 0; p < ruling->n_pivots; p++) {
		const hel_pivot *pivot = &ruling->pivot[p];
		if (pivot->n_flips)
			continue;
		hel_tree *object = hel_make_object(m);
		hel_set(m, object, "parameter", hel_make_string(m, hel_turn_name(pivot->turn)));
		hel_set(m, object, "from", hel_make_real(m, pivot->from));
		hel_set(m, object, "to", hel_make_real(m, pivot->to));
		hel_set(m, object, "holds", hel_make_bool(m, pivot->holds_at_from));
		hel_add(m, array, object);
	}
	return array;
}

static hel_tree *ruling_of(hel_maker *m, const hel_scenario *s, const hel_ruling *r)
{
	const hel_claim *claim = &s->claim[r->claim];
	hel_tree *object = hel_make_object(m);
	hel_set(m, object, "claim", hel_make_integer(m, (long long)r->claim + 1));
	hel_set(m, object, "says", hel_make_string(m, claim->says));
	hel_set(m, object, "by", hel_make_string(m, claim->by));
	hel_set(m, object, "where", hel_make_string(m, claim->where));
	hel_set(m, object, "side", hel_make_string(m, hel_side_name(claim->side)));
	hel_set(m, object, "test", said(m, s, &claim->test));
	hel_set(m, object, "testable", hel_make_bool(m, claim->test.kind != HEL_TEST_NOT_TESTABLE));
	hel_set(m, object, "holds_above", hel_make_bool(m, hel_holds_above(claim)));
	hel_set(m, object, "mechanism", hel_make_string(m, s->mechanism[claim->mechanism].name));
	hel_set(m, object, "lens", hel_make_string(m, s->lens[r->lens].name));
	hel_set(m, object, "basing", hel_make_string(m, r->basing == HEL_BASING_ALLIED ? "allied" : "home"));
	hel_set(m, object, "is_lens_basing", hel_make_bool(m, r->is_lens_basing));
	hel_set(m, object, "verdict", hel_make_string(m, hel_verdict_name(r->verdict)));
	hel_set(m, object, "why", hel_make_string(m, r->why));
	hel_set(m, object, "unit", hel_make_string(m, hel_unit_of_claim(claim)));
	hel_set(m, object, "margin", hel_make_real(m, r->margin));
	hel_set(m, object, "share", hel_make_real(m, r->share));
	hel_set(m, object, "value", hel_make_real(m, r->value.value));
	hel_set(m, object, "low", hel_make_real(m, r->value.low));
	hel_set(m, object, "high", hel_make_real(m, r->value.high));
	hel_set(m, object, "largest", hel_make_id(m, &s->world, r->largest));
	hel_set(m, object, "point", outcome(m, r->point));
	hel_set(m, object, "together", outcome(m, r->together));
	hel_set(m, object, "pivots", flips(m, r));
	hel_set(m, object, "unmoved_by", unmoved(m, r));
	return object;
}

hel_tree *hel_make_claims(hel_maker *m, const hel_verdicts *verdicts)
{
	hel_tree *array = hel_make_array(m);
	for (size_t x = 0; verdicts && x < verdicts->n; x++)
		hel_add(m, array, ruling_of(m, verdicts->scenario, &verdicts->ruling[x]));
	return array;
}

hel_status hel_report_claims_json(hel_text *text, const hel_verdicts *verdicts, hel_error *error)
{
	hel_maker maker = {0}, *m = &maker;
	hel_tree *object = hel_make_object(m);
	hel_set(m, object, "format", hel_make_string(m, "helsinki-claims/1"));
	hel_set(m, object, "version", hel_make_string(m, HEL_VERSION));
	hel_set(m, object, "seed", hel_make_seed(m, verdicts->seed));
	hel_set(m, object, "draws", hel_make_integer(m, verdicts->draws));
	hel_set(m, object, "question", hel_make_string(m, verdicts->scenario->question));
	hel_set(m, object, "claims", hel_make_claims(m, verdicts));
	hel_set(m, object, "warnings", hel_make_notes(m, &verdicts->notes));
	return hel_tree_write(text, m, object, error);
}

/* --- CSV ---------------------------------------------------------------------------------------------------------- */

static void put_cell(hel_text *text, const char *words)
{
	hel_text_put(text, ",", 1);
	hel_put_field(text, words ? words : "");
}

static void put_pivots(hel_text *text, const hel_ruling *ruling)
{
	hel_text words = {0};
	hel_say_pivots(&words, ruling);
	put_cell(text, words.n ? words.bytes : "");
	text->failed |= words.failed;
	hel_text_free(&words);
}

hel_status hel_report_claims_csv(hel_text *text, const hel_verdicts *verdicts, hel_error *error)
{
	const hel_scenario *s = verdicts->scenario;
	hel_text_printf(text, "claim,says,by,where,side,mechanism,lens,basing,verdict,why,unit,margin,share,value,low,high,pivots\n");
	for (size_t x = 0; x < verdicts->n; x++) {
		const hel_ruling *r = &verdicts->ruling[x];
		const hel_claim *claim = &s->claim[r->claim];
		hel_text_printf(text, "%zu", r->claim + 1);
		put_cell(text, claim->says);
		put_cell(text, claim->by);
		put_cell(text, claim->where);
		put_cell(text, hel_side_name(claim->side));
		put_cell(text, s->mechanism[claim->mechanism].name);
		put_cell(text, s->lens[r->lens].name);
		put_cell(text, r->basing == HEL_BASING_ALLIED ? "allied" : "home");
		put_cell(text, hel_verdict_name(r->verdict));
		put_cell(text, r->why);
		put_cell(text, hel_unit_of_claim(claim));
		hel_put_figure(text, r->margin);
		hel_put_figure(text, r->share);
		hel_put_figure(text, r->value.value);
		hel_put_figure(text, r->value.low);
		hel_put_figure(text, r->value.high);
		put_pivots(text, r);
		hel_text_printf(text, "\n");
	}
	return text->failed ? hel_fail_memory(error) : HEL_OK;
}
