/* page_data.c: what the page's script shows. Property names are those of `helsinki-assessment/1`, but what there is much of
 * (states, threats, externalities, curves) stands in arrays without names: a state by its place among the world's states. */
#include <math.h>
#include <string.h>

#include "helsinki/version.h"
#include "report/claims.h"
#include "report/facts.h"
#include "report/page.h"
#include "report/tree.h"
#include "report/words.h"

/* --- the world ---------------------------------------------------------------------------------------------------- */

static hel_tree *world_state(hel_maker *m, const hel_state *s)
{
	hel_tree *array = hel_make_array(m);
	hel_add(m, array, hel_make_string(m, s->id));
	hel_add(m, array, hel_make_string(m, s->name));
	hel_add(m, array, s->ccode ? hel_make_integer(m, s->ccode) : hel_make_null(m));
	hel_add(m, array, hel_make_integer(m, s->in_region));
	hel_add(m, array, hel_make_real(m, s->lat));
	hel_add(m, array, hel_make_real(m, s->lon));
	return array;
}

static hel_tree *world_of(hel_maker *m, const hel_world *world)
{
	char day[16];
	hel_tree *object = hel_make_object(m), *states = hel_make_array(m);
	hel_set(m, object, "year", world->year ? hel_make_integer(m, world->year) : hel_make_null(m));
	hel_set(m, object, "date", hel_make_string(m, hel_day_text(day, world->day)));
	hel_set(m, object, "region", hel_make_string(m, world->region));
	hel_set(m, object, "stated", hel_make_bool(m, world->stated));
	for (int i = 0; i < world->n; i++)
		hel_add(m, states, world_state(m, &world->state[i]));
	hel_set(m, object, "states", states);
	return object;
}

/* --- lenses ------------------------------------------------------------------------------------------------------- */

static hel_tree *turns_of(hel_maker *m, const hel_assessment *a, size_t lens)
{
	hel_text text = {0};
	char *rest = NULL;
	hel_tree *array = hel_make_array(m);
	hel_say_turns(&text, a, lens);
	for (char *line = text.n ? strtok_r(text.bytes, "\n", &rest) : NULL; line; line = strtok_r(NULL, "\n", &rest))
		hel_add(m, array, hel_make_string(m, line));
	m->failed |= text.failed;
	hel_text_free(&text);
	return array;
}

static hel_tree *lens_of(hel_maker *m, const hel_assessment *a, const hel_result *r)
{
	hel_tree *object = hel_make_object(m);
	hel_set(m, object, "name", hel_make_string(m, a->scenario->lens[r->lens].name));
	hel_set(m, object, "kind", hel_make_string(m, hel_lens_kind_name(r->calibrated.kind)));
	hel_set(m, object, "assumes", hel_make_string(m, hel_lens_sentence(&r->calibrated)));
	hel_set(m, object, "parameters", hel_make_parameters(m, &r->calibrated));
	hel_set(m, object, "record", hel_make_record(m, &r->record));
	hel_set(m, object, "turns", turns_of(m, a, r->lens));
	return object;
}

/* --- results ------------------------------------------------------------------------------------------------------ */

static hel_tree *index_of(hel_maker *m, const hel_index *index)
{
	hel_tree *object = hel_make_object(m);
	hel_set(m, object, "value", hel_make_real(m, index->each.value));
	hel_set(m, object, "low", hel_make_real(m, index->each.low));
	hel_set(m, object, "high", hel_make_real(m, index->each.high));
	hel_set(m, object, "why", hel_make_string(m, isnan(index->each.value) ? hel_why(&index->each) : NULL));
	hel_set(m, object, "by_population", hel_make_real(m, index->by_population.value));
	hel_set(m, object, "without_small", hel_make_real(m, index->without_small.value));
	return object;
}

static void set_properties(hel_maker *m, hel_tree *to, const hel_world *world, const hel_result *r)
{
	hel_tree *indivisible = index_of(m, &r->indivisible), *balanced = index_of(m, &r->balanced);
	hel_tree *effective = index_of(m, &r->effective), *sustainable = index_of(m, &r->sustainable);
	hel_set(m, indivisible, "worst_commitment", hel_make_commitment(m, r->worst_commitment));
	hel_set(m, indivisible, "freedom_to_choose", hel_make_real(m, r->freedom_to_choose));
	hel_set(m, balanced, "median_security", hel_make_real(m, r->median_security));
	hel_set(m, balanced, "worst_security", hel_make_real(m, r->worst_security));
	hel_set(m, balanced, "gap", hel_make_real(m, r->gap));
	hel_set(m, effective, "together", hel_make_real(m, r->together));
	hel_set(m, effective, "disputes", hel_make_real(m, r->disputes));
	hel_set(m, effective, "wars", hel_make_real(m, r->wars));
	hel_set(m, effective, "defeats", hel_make_real(m, r->defeats));
	hel_set(m, effective, "worst_off", hel_make_id(m, world, r->worst_off));
	hel_set(m, sustainable, "pairs", hel_make_integer(m, r->pairs));
	hel_set(m, sustainable, "first_to_leave", hel_make_first_to_leave(m, world, r));
	hel_set(m, sustainable, "could_add", hel_make_integer(m, r->could_add));
	hel_set(m, to, "indivisible", indivisible);
	hel_set(m, to, "balanced", balanced);
	hel_set(m, to, "effective", effective);
	hel_set(m, to, "sustainable", sustainable);
}

enum { THREATS_SHOWN = 3 };

/* Attackers and their share of the loss in percent, in turn. */
static hel_tree *threats_of(hel_maker *m, const hel_state_result *s)
{
	hel_tree *array = hel_make_array(m);
	for (int t = 0; t < s->n_threats && t < THREATS_SHOWN && s->loss.value > 0; t++) {
		hel_add(m, array, hel_make_integer(m, s->threat[t].attacker));
		hel_add(m, array, hel_make_integer(m, lround(100 * s->threat[t].loss / s->loss.value)));
	}
	return array;
}

static hel_tree *state_of(hel_maker *m, const hel_state_result *s)
{
	const double figure[] = {s->security.value, s->security.low, s->security.high, s->dS, s->loss.value, s->autonomy};
	hel_tree *array = hel_make_array(m);
	hel_add(m, array, hel_make_integer(m, s->state));
	for (size_t f = 0; f < sizeof figure / sizeof *figure; f++)
		hel_add(m, array, hel_make_real(m, figure[f]));
	hel_add(m, array, hel_make_integer(m, s->autonomy_provider));
	hel_add(m, array, threats_of(m, s));
	if (isnan(s->loss.value))
		hel_add(m, array, hel_make_string(m, hel_why(&s->loss)));
	return array;
}

static hel_tree *result_of(hel_maker *m, const hel_assessment *a, const hel_result *r)
{
	hel_tree *object = hel_make_object(m), *states = hel_make_array(m);
	hel_set(m, object, "mechanism", hel_make_string(m, a->scenario->mechanism[r->mechanism].name));
	hel_set(m, object, "lens", hel_make_string(m, a->scenario->lens[r->lens].name));
	set_properties(m, object, &a->scenario->world, r);
	for (int s = 0; s < a->n_region; s++)
		hel_add(m, states, state_of(m, &r->state[s]));
	hel_set(m, object, "states", states);
	return object;
}

/* --- externalities ------------------------------------------------------------------------------------------------ */

static const double VISIBLE = 0.0005, UNIT = 1e-4; /* in S: what is less shows as 0 in three decimals, and is left out */

/* A commitment, and its parties in the region. */
static hel_tree *parties_of(hel_maker *m, const hel_world *world, const hel_commitment *commitment)
{
	hel_tree *array = hel_make_array(m);
	hel_add(m, array, hel_make_string(m, commitment->name));
	for (size_t p = 0; p < commitment->n_members; p++) {
		if (world->state[commitment->member[p]].in_region)
			hel_add(m, array, hel_make_integer(m, commitment->member[p]));
	}
	return array;
}

/* Its place in the list of those that were shown before, which grows if it is new. */
static hel_tree *place_in(hel_maker *m, hel_tree *list, hel_tree *commitment)
{
	size_t place = hel_tree_find(list, commitment);
	if (place == hel_tree_size(list))
		hel_add(m, list, commitment);
	return hel_make_integer(m, (long long)place);
}

/* States and changes in their security, in units of 0.0001, in turn. */
static hel_tree *changes_of(hel_maker *m, const hel_externalities *e, const hel_externality *x)
{
	hel_tree *array = hel_make_array(m);
	for (int s = 0; s < e->n_region; s++) {
		if (isnan(x->dS[s]) || fabs(x->dS[s]) < VISIBLE)
			continue;
		hel_add(m, array, hel_make_integer(m, e->state[s]));
		hel_add(m, array, hel_make_integer(m, lround(x->dS[s] / UNIT)));
	}
	return array;
}

static hel_tree *externality_of(hel_maker *m, const hel_world *world, const hel_externality *x, hel_tree *list, hel_tree *changes)
{
	hel_tree *array = hel_make_array(m);
	hel_add(m, array, place_in(m, list, parties_of(m, world, x->commitment)));
	hel_add(m, array, hel_make_real(m, x->harm));
	hel_add(m, array, hel_make_real(m, x->gain));
	hel_add(m, array, hel_make_real(m, x->own));
	hel_add(m, array, changes);
	return array;
}

static hel_tree *externalities_of(hel_maker *m, const hel_externalities *e, const hel_externalities_result *r, hel_tree *list)
{
	hel_tree *object = hel_make_object(m), *rows = hel_make_array(m);
	hel_set(m, object, "mechanism", hel_make_string(m, e->scenario->mechanism[r->mechanism].name));
	hel_set(m, object, "lens", hel_make_string(m, e->scenario->lens[r->lens].name));
	hel_set(m, object, "count", hel_make_integer(m, (long long)r->n));
	for (size_t i = 0; i < r->n; i++) {
		hel_tree *changes = r->x[i].dS ? changes_of(m, e, &r->x[i]) : hel_make_array(m);
		if (hel_tree_size(changes))
			hel_add(m, rows, externality_of(m, &e->scenario->world, &r->x[i], list, changes));
	}
	hel_set(m, object, "rows", rows);
	return object;
}

/* --- claims ------------------------------------------------------------------------------------------------------- */

static hel_tree *places_of(hel_maker *m, const double *value)
{
	hel_tree *array = hel_make_array(m);
	for (int step = 0; step <= HEL_PIVOT_STEPS; step++)
		hel_add(m, array, hel_make_real(m, value[step]));
	return array;
}

/* Whether a curve shows anything: what is tested is one quantity and moves. */
static bool moves(const hel_pivot *pivot)
{
	double least = INFINITY, greatest = -INFINITY;
	for (int step = 0; step <= HEL_PIVOT_STEPS; step++) {
		least = fmin(least, pivot->value[step]);
		greatest = fmax(greatest, pivot->value[step]);
	}
	return greatest - least > 1e-6 * fmax(fabs(least), fabs(greatest));
}

static hel_tree *flips_of(hel_maker *m, const hel_pivot *pivot)
{
	hel_tree *array = hel_make_array(m);
	for (size_t f = 0; f < pivot->n_flips; f++) {
		hel_tree *three = hel_make_array(m);
		hel_add(m, three, hel_make_real(m, pivot->flip[f].at));
		hel_add(m, three, hel_make_real(m, pivot->flip[f].low));
		hel_add(m, three, hel_make_real(m, pivot->flip[f].high));
		hel_add(m, array, three);
	}
	return array;
}

static hel_tree *pivot_of(hel_maker *m, const hel_pivot *pivot)
{
	hel_tree *object = hel_make_object(m);
	hel_set(m, object, "parameter", hel_make_string(m, hel_turn_name(pivot->turn)));
	hel_set(m, object, "from", hel_make_real(m, pivot->from));
	hel_set(m, object, "to", hel_make_real(m, pivot->to));
	hel_set(m, object, "by_ratio", hel_make_bool(m, hel_turn_by_ratio(pivot->turn)));
	hel_set(m, object, "holds_at_from", hel_make_bool(m, pivot->holds_at_from));
	hel_set(m, object, "flips", flips_of(m, pivot));
	bool shown = (pivot->n_flips || pivot->turn == HEL_TURN_OMEGA) && moves(pivot);
	if (shown) {
		hel_set(m, object, "value", places_of(m, pivot->value));
		hel_set(m, object, "border", places_of(m, pivot->border));
	}
	return object;
}

/* Parameters that turn nothing, in words; the others are drawn. */
static hel_tree *unmoved_by(hel_maker *m, const hel_ruling *r)
{
	hel_tree *array = hel_make_array(m);
	for (size_t p = 0; p < r->n_pivots; p++) {
		if (!r->pivot[p].n_flips)
			hel_add(m, array, hel_make_string(m, hel_turn_name(r->pivot[p].turn)));
	}
	return array;
}

static hel_tree *ruling_of(hel_maker *m, const hel_scenario *s, const hel_ruling *r)
{
	hel_tree *object = hel_make_object(m), *pivots = hel_make_array(m);
	hel_set(m, object, "lens", hel_make_string(m, s->lens[r->lens].name));
	hel_set(m, object, "basing", hel_make_string(m, r->basing == HEL_BASING_ALLIED ? "allied" : "home"));
	hel_set(m, object, "is_lens_basing", hel_make_bool(m, r->is_lens_basing));
	hel_set(m, object, "verdict", hel_make_string(m, hel_verdict_name(r->verdict)));
	hel_set(m, object, "why", hel_make_string(m, r->why));
	hel_set(m, object, "margin", hel_make_real(m, r->margin));
	hel_set(m, object, "share", hel_make_real(m, r->share));
	hel_set(m, object, "value", hel_make_real(m, r->value.value));
	hel_set(m, object, "low", hel_make_real(m, r->value.low));
	hel_set(m, object, "high", hel_make_real(m, r->value.high));
	hel_set(m, object, "largest", hel_make_id(m, &s->world, r->largest));
	for (size_t p = 0; r->is_lens_basing && p < r->n_pivots; p++) {
		if (r->pivot[p].n_flips || r->pivot[p].turn == HEL_TURN_OMEGA)
			hel_add(m, pivots, pivot_of(m, &r->pivot[p]));
	}
	hel_set(m, object, "pivots", pivots);
	hel_set(m, object, "unmoved_by", unmoved_by(m, r));
	return object;
}

static hel_tree *claim_of(hel_maker *m, const hel_verdicts *v, size_t c)
{
	const hel_claim *claim = &v->scenario->claim[c];
	hel_text test = {0};
	hel_tree *object = hel_make_object(m), *rulings = hel_make_array(m);
	hel_say_test(&test, v->scenario, &claim->test);
	m->failed |= test.failed;
	hel_set(m, object, "says", hel_make_string(m, claim->says));
	hel_set(m, object, "by", hel_make_string(m, claim->by));
	hel_set(m, object, "where", hel_make_string(m, claim->where));
	hel_set(m, object, "side", hel_make_string(m, hel_side_name(claim->side)));
	hel_set(m, object, "test", hel_make_string(m, test.n ? test.bytes : ""));
	hel_set(m, object, "testable", hel_make_bool(m, claim->test.kind != HEL_TEST_NOT_TESTABLE));
	hel_set(m, object, "unit", hel_make_string(m, hel_unit_of_claim(claim)));
	hel_set(m, object, "holds_above", hel_make_bool(m, hel_holds_above(claim)));
	for (size_t x = 0; x < v->n; x++) {
		if (v->ruling[x].claim == c)
			hel_add(m, rulings, ruling_of(m, v->scenario, &v->ruling[x]));
	}
	hel_set(m, object, "rulings", rulings);
	hel_text_free(&test);
	return object;
}

/* --- all ---------------------------------------------------------------------------------------------------------- */

static void set_head(hel_maker *m, hel_tree *to, const hel_assessment *a)
{
	const hel_scenario *s = a->scenario;
	hel_set(m, to, "version", hel_make_string(m, HEL_VERSION));
	hel_set(m, to, "seed", hel_make_seed(m, a->seed));
	hel_set(m, to, "draws", hel_make_integer(m, a->draws));
	hel_set(m, to, "scenario", hel_make_scenario(m, s));
	hel_set(m, to, "question", hel_make_string(m, s->question));
	hel_set(m, to, "years", hel_make_real(m, s->years));
	hel_set(m, to, "reference", hel_make_string(m, s->reference_name));
	hel_set(m, to, "world", world_of(m, &s->world));
}

/* Lenses by their results under the first mechanism: mechanisms come in order, lenses within. */
static hel_tree *lenses_of(hel_maker *m, const hel_assessment *a)
{
	hel_tree *array = hel_make_array(m);
	for (size_t r = 0; r < a->n_results && a->result[r].mechanism == a->result[0].mechanism; r++)
		hel_add(m, array, lens_of(m, a, &a->result[r]));
	return array;
}

hel_status hel_put_page_data(hel_text *text, const hel_page *page, hel_error *error)
{
	const hel_assessment *a = page->assessment;
	const hel_externalities *e = page->externalities;
	const hel_verdicts *v = page->verdicts;
	hel_maker maker = {0}, *m = &maker;
	hel_tree *object = hel_make_object(m), *results = hel_make_array(m), *claims = hel_make_array(m);
	hel_tree *commitments = hel_make_array(m), *given = hel_make_array(m);
	set_head(m, object, a);
	hel_set(m, object, "lenses", lenses_of(m, a));
	for (size_t r = 0; r < a->n_results; r++)
		hel_add(m, results, result_of(m, a, &a->result[r]));
	for (size_t r = 0; e && r < e->n_results; r++)
		hel_add(m, given, externalities_of(m, e, &e->result[r], commitments));
	for (size_t c = 0; v && v->n && c < v->scenario->n_claims; c++)
		hel_add(m, claims, claim_of(m, v, c));
	hel_set(m, object, "results", results);
	hel_set(m, object, "commitments", commitments);
	hel_set(m, object, "externalities", given);
	hel_set(m, object, "claims", claims);
	hel_set(m, object, "ledger", hel_make_ledger(m, a->scenario));
	hel_set(m, object, "warnings", hel_make_notes(m, &a->notes));
	return hel_tree_embed(text, m, object, error);
}
