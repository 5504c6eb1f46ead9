/* json.c: `helsinki-assessment/1`, as contract.md lists it. Nothing here depends on the time, the machine or the threads. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "helsinki/report.h"
#include "helsinki/version.h"
#include "report/claims.h"
#include "report/facts.h"
#include "report/tree.h"
#include "report/words.h"

hel_tree *hel_make_id(hel_maker *m, const hel_world *world, int state)
{
	return hel_make_string(m, state >= 0 ? world->state[state].id : NULL);
}

hel_tree *hel_make_commitment(hel_maker *m, const hel_commitment *commitment)
{
	return hel_make_string(m, commitment ? commitment->name : NULL);
}

/* A number, or its range as scenario files write it. */
static hel_tree *range(hel_maker *m, hel_range r)
{
	if (r.low == r.high)
		return hel_make_real(m, r.mode);
	hel_tree *three = hel_make_array(m);
	hel_add(m, three, hel_make_real(m, r.low));
	hel_add(m, three, hel_make_real(m, r.mode));
	hel_add(m, three, hel_make_real(m, r.high));
	return three;
}

/* --- the world ---------------------------------------------------------------------------------------------------- */

hel_tree *hel_make_scenario(hel_maker *m, const hel_scenario *s)
{
	hel_tree *object = hel_make_object(m);
	hel_set(m, object, "name", hel_make_string(m, s->name));
	hel_set(m, object, "file", hel_make_string(m, hel_file_shown(s->file)));
	hel_set(m, object, "sha256", hel_make_string(m, s->sha256));
	return object;
}

static void set_facts(hel_maker *m, hel_tree *object, const hel_state *state)
{
	hel_set(m, object, "capability", hel_make_real(m, state->cinc));
	hel_set(m, object, "capability_source", hel_make_string(m, state->capability_source));
	hel_set(m, object, "milex_share", hel_make_real(m, state->milex));
	hel_set(m, object, "population_thousands", hel_make_real(m, state->population));
	hel_set(m, object, "soldiers_thousands", hel_make_real(m, state->milper));
	hel_set(m, object, "major", hel_make_bool(m, state->major));
	hel_set(m, object, "nuclear", hel_make_bool(m, state->nuclear));
}

hel_tree *hel_make_state(hel_maker *m, const hel_state *state, hel_detail detail)
{
	hel_tree *object = hel_make_object(m);
	hel_set(m, object, "id", hel_make_string(m, state->id));
	hel_set(m, object, "ccode", state->ccode ? hel_make_integer(m, state->ccode) : hel_make_null(m));
	hel_set(m, object, "name", hel_make_string(m, state->name));
	hel_set(m, object, "in_region", hel_make_bool(m, state->in_region));
	if (detail == HEL_WHOLE)
		set_facts(m, object, state);
	hel_set(m, object, "lat", hel_make_real(m, state->lat));
	hel_set(m, object, "lon", hel_make_real(m, state->lon));
	return object;
}

hel_tree *hel_make_left_out(hel_maker *m, const hel_world *world)
{
	hel_tree *array = hel_make_array(m);
	for (size_t i = 0; i < world->n_left_out; i++) {
		hel_tree *left = hel_make_object(m);
		hel_set(m, left, "id", hel_make_string(m, world->left_out[i].id));
		hel_set(m, left, "why", hel_make_string(m, world->left_out[i].why));
		hel_add(m, array, left);
	}
	return array;
}

hel_tree *hel_make_world(hel_maker *m, const hel_world *world, hel_detail detail)
{
	char day[16];
	hel_tree *object = hel_make_object(m), *states = hel_make_array(m);
	hel_set(m, object, "year", world->year ? hel_make_integer(m, world->year) : hel_make_null(m));
	hel_set(m, object, "date", hel_make_string(m, hel_day_text(day, world->day)));
	hel_set(m, object, "region", hel_make_string(m, world->region));
	hel_set(m, object, "stated", hel_make_bool(m, world->stated));
	hel_set(m, object, "closed", hel_make_bool(m, world->closed));
	hel_set(m, object, "carry_forward", hel_make_bool(m, world->carry_forward));
	for (int i = 0; i < world->n; i++)
		hel_add(m, states, hel_make_state(m, &world->state[i], detail));
	hel_set(m, object, "states", states);
	hel_set(m, object, "left_out", hel_make_left_out(m, world));
	return object;
}

/* --- parameters --------------------------------------------------------------------------------------------------- */

static hel_tree *rho_by_type(hel_maker *m, const hel_lens *lens)
{
	hel_tree *object = hel_make_object(m);
	for (int t = 0; t < HEL_CLAUSE_TYPES; t++) {
		hel_range rho = lens->rho[t].given ? lens->rho[t] : hel_default_rho((hel_clause_type)t);
		if (rho.given || lens->rho[t].given)
			hel_set(m, object, hel_clause_name((hel_clause_type)t), range(m, rho));
	}
	return object;
}

static hel_tree *trust_by_type(hel_maker *m, const hel_lens *lens)
{
	hel_tree *object = hel_make_object(m);
	for (int t = 0; t < HEL_CLAUSE_TYPES; t++) {
		if (lens->trust[t].given)
			hel_set(m, object, hel_clause_name((hel_clause_type)t), range(m, lens->trust[t]));
	}
	return object;
}

hel_tree *hel_make_parameters(hel_maker *m, const hel_lens *lens)
{
	static const char *const capability[] = {"cinc", "milex", "mean"};
	hel_tree *object = hel_make_object(m);
	for (int p = 0; p < HEL_PARAMETERS; p++) {
		const char *name = hel_parameter_shown(lens, (hel_parameter)p);
		if (name)
			hel_set(m, object, name, range(m, lens->parameter[p]));
	}
	hel_set(m, object, "years", hel_make_real(m, lens->years));
	hel_set(m, object, "capability", hel_make_string(m, capability[lens->capability]));
	hel_set(m, object, "basing", hel_make_string(m, lens->basing == HEL_BASING_ALLIED ? "allied" : "home"));
	hel_set(m, object, "stack", hel_make_string(m, lens->stack == HEL_STACK_MAX ? "max" : "independent"));
	if (lens->kind == HEL_LENS_CAPABILITIES) {
		hel_set(m, object, "reach", hel_make_string(m, lens->reach == HEL_REACH_RELEVANT ? "relevant" : "world"));
		hel_set(m, object, "trust", trust_by_type(m, lens));
	}
	if (lens->kind == HEL_LENS_ESTIMATED) {
		hel_set(m, object, "model", hel_make_string(m, lens->estimates->model));
		hel_set(m, object, "peace", hel_make_string(m, lens->peace == HEL_PEACE_FROZEN ? "frozen" : "elapsed"));
	}
	hel_set(m, object, "rho", rho_by_type(m, lens));
	return object;
}

/* What the calibration rests on; null where there is no record. */
hel_tree *hel_make_record(hel_maker *m, const hel_record *r)
{
	if (!r->to)
		return hel_make_null(m);
	hel_tree *object = hel_make_object(m);
	hel_set(m, object, "from", hel_make_integer(m, r->from));
	hel_set(m, object, "to", hel_make_integer(m, r->to));
	hel_set(m, object, "onsets", hel_make_real(m, r->onsets));
	hel_set(m, object, "pair_years", hel_make_real(m, r->pair_years));
	hel_set(m, object, "rate", hel_make_real(m, r->rate));
	hel_set(m, object, "all_onsets", hel_make_real(m, r->all_onsets));
	hel_set(m, object, "defeats", hel_make_real(m, r->defeats));
	hel_set(m, object, "wars", hel_make_real(m, r->wars));
	return object;
}

/* --- the four properties ------------------------------------------------------------------------------------------ */

static void set_figure(hel_maker *m, hel_tree *object, const hel_figure *figure)
{
	hel_set(m, object, "value", hel_make_real(m, figure->value));
	hel_set(m, object, "low", hel_make_real(m, figure->low));
	hel_set(m, object, "high", hel_make_real(m, figure->high));
	hel_set(m, object, "why", hel_make_string(m, isnan(figure->value) ? hel_why(figure) : NULL));
	hel_set(m, object, "undefined_draws", hel_make_integer(m, figure->undefined_draws));
}

/* The other two printings, flat: `by_population`, `by_population_low`, `by_population_high`, and so on. */
static void set_printing(hel_maker *m, hel_tree *object, const char *key, const hel_figure *figure)
{
	char name[64];
	hel_set(m, object, key, hel_make_real(m, figure->value));
	snprintf(name, sizeof name, "%s_low", key);
	hel_set(m, object, name, hel_make_real(m, figure->low));
	snprintf(name, sizeof name, "%s_high", key);
	hel_set(m, object, name, hel_make_real(m, figure->high));
	snprintf(name, sizeof name, "%s_why", key);
	hel_set(m, object, name, hel_make_string(m, isnan(figure->value) ? hel_why(figure) : NULL));
}

static void set_index(hel_maker *m, hel_tree *object, const hel_index *index)
{
	set_printing(m, object, "by_population", &index->by_population);
	set_printing(m, object, "without_small", &index->without_small);
}

static hel_tree *losers(hel_maker *m, const hel_world *world, const hel_result *r)
{
	hel_tree *array = hel_make_array(m);
	for (size_t i = 0; i < r->n_losers; i++) {
		hel_tree *loser = hel_make_object(m);
		hel_set(m, loser, "id", hel_make_id(m, world, r->loser[i].state));
		hel_set(m, loser, "dL", hel_make_real(m, r->loser[i].dL));
		hel_set(m, loser, "dS", hel_make_real(m, r->loser[i].dS));
		hel_add(m, array, loser);
	}
	return array;
}

static hel_tree *singles(hel_maker *m, const hel_result *r)
{
	hel_tree *array = hel_make_array(m);
	for (size_t s = 0; s < r->n_singles; s++) {
		hel_tree *single = hel_make_object(m);
		hel_set(m, single, "commitment", hel_make_commitment(m, r->single[s].commitment));
		hel_set(m, single, "harm", hel_make_real(m, r->single[s].harm));
		hel_set(m, single, "gain", hel_make_real(m, r->single[s].gain));
		hel_add(m, array, single);
	}
	return array;
}

/* What a brief assessment does not ask for is null. */
static hel_tree *count(hel_maker *m, int n, bool brief)
{
	return brief ? hel_make_null(m) : hel_make_integer(m, n);
}

static hel_tree *indivisible(hel_maker *m, const hel_world *world, const hel_result *r, bool brief)
{
	hel_tree *object = hel_make_object(m);
	bool defined = !isnan(r->freedom_to_choose);
	set_figure(m, object, &r->indivisible.each);
	hel_set(m, object, "losers", losers(m, world, r));
	hel_set(m, object, "worst_commitment", hel_make_commitment(m, r->worst_commitment));
	hel_set(m, object, "worst_commitment_value", hel_make_real(m, r->worst_commitment ? r->worst_commitment_value : NAN));
	hel_set(m, object, "worst_commitment_harm", hel_make_real(m, brief ? NAN : r->worst_commitment_harm));
	hel_set(m, object, "commitments", brief ? hel_make_null(m) : singles(m, r));
	hel_set(m, object, "freedom_to_choose", hel_make_real(m, r->freedom_to_choose));
	hel_set(m, object, "freedom_to_choose_why", hel_make_string(m, defined || brief ? NULL : HEL_NO_GAINFUL_TIE));
	hel_set(m, object, "gainful_ties", count(m, r->gainful_ties, brief));
	hel_set(m, object, "forbidden_ties", count(m, r->forbidden_ties, brief));
	set_index(m, object, &r->indivisible);
	return object;
}

static hel_tree *dominance(hel_maker *m, const hel_world *world, const hel_result *r)
{
	if (r->dominant_provider < 0)
		return hel_make_null(m);
	hel_tree *object = hel_make_object(m);
	hel_set(m, object, "provider", hel_make_id(m, world, r->dominant_provider));
	hel_set(m, object, "share", hel_make_real(m, r->dominance_share));
	hel_set(m, object, "se", hel_make_real(m, r->dominance_se));
	return object;
}

static hel_tree *balanced(hel_maker *m, const hel_world *world, const hel_result *r)
{
	hel_tree *object = hel_make_object(m);
	set_figure(m, object, &r->balanced.each);
	hel_set(m, object, "dominance", dominance(m, world, r));
	hel_set(m, object, "median_security", hel_make_real(m, r->median_security));
	hel_set(m, object, "worst_security", hel_make_real(m, r->worst_security));
	hel_set(m, object, "gap", hel_make_real(m, r->gap));
	set_index(m, object, &r->balanced);
	return object;
}

static hel_tree *effective(hel_maker *m, const hel_world *world, const hel_result *r)
{
	hel_tree *object = hel_make_object(m);
	set_figure(m, object, &r->effective.each);
	hel_set(m, object, "together", hel_make_real(m, r->together));
	hel_set(m, object, "disputes", hel_make_real(m, r->disputes));
	hel_set(m, object, "wars", hel_make_real(m, r->wars));
	hel_set(m, object, "wars_why", hel_make_string(m, isnan(r->wars) ? HEL_NO_RECORD : NULL));
	hel_set(m, object, "defeats", hel_make_real(m, r->defeats));
	hel_set(m, object, "worst_off", hel_make_id(m, world, r->worst_off));
	set_index(m, object, &r->effective);
	return object;
}

hel_tree *hel_make_first_to_leave(hel_maker *m, const hel_world *world, const hel_result *r)
{
	if (r->first_to_leave < 0)
		return hel_make_null(m);
	hel_tree *object = hel_make_object(m);
	hel_set(m, object, "id", hel_make_id(m, world, r->first_to_leave));
	hel_set(m, object, "commitment", hel_make_commitment(m, r->first_to_leave_commitment));
	hel_set(m, object, "dS", hel_make_real(m, r->first_to_leave_dS));
	return object;
}

static hel_tree *dearest(hel_maker *m, const hel_result *r)
{
	if (!r->dearest)
		return hel_make_null(m);
	hel_tree *object = hel_make_object(m);
	hel_set(m, object, "commitment", hel_make_commitment(m, r->dearest));
	hel_set(m, object, "dL", hel_make_real(m, r->dearest_dL));
	return object;
}

static hel_tree *sustainable(hel_maker *m, const hel_world *world, const hel_result *r, bool brief)
{
	hel_tree *object = hel_make_object(m);
	set_figure(m, object, &r->sustainable.each);
	hel_set(m, object, "pairs", hel_make_integer(m, r->pairs));
	hel_set(m, object, "first_to_leave", hel_make_first_to_leave(m, world, r));
	hel_set(m, object, "could_add", count(m, r->could_add, brief));
	hel_set(m, object, "extrapolated", r->extrapolated < 0 ? hel_make_null(m) : hel_make_integer(m, r->extrapolated));
	hel_set(m, object, "dearest", dearest(m, r));
	hel_set(m, object, "soldiers_per_1000", hel_make_real(m, r->burden));
	set_index(m, object, &r->sustainable);
	return object;
}

/* --- states ------------------------------------------------------------------------------------------------------- */

static hel_tree *threats(hel_maker *m, const hel_world *world, const hel_state_result *s, hel_detail detail)
{
	hel_tree *array = hel_make_array(m);
	for (int t = 0; t < s->n_threats; t++) {
		hel_tree *threat = hel_make_object(m);
		hel_set(m, threat, "id", hel_make_id(m, world, s->threat[t].attacker));
		if (detail == HEL_WHOLE) {
			hel_set(m, threat, "threat", hel_make_real(m, s->threat[t].threat));
			hel_set(m, threat, "defeat", hel_make_real(m, s->threat[t].defeat));
			hel_set(m, threat, "loss", hel_make_real(m, s->threat[t].loss));
		}
		hel_add(m, array, threat);
	}
	return array;
}

static hel_tree *state(hel_maker *m, const hel_world *world, const hel_state_result *s, hel_detail detail)
{
	const bool whole = detail == HEL_WHOLE;
	hel_tree *object = hel_make_object(m);
	hel_set(m, object, "id", hel_make_id(m, world, s->state));
	hel_set(m, object, "loss", hel_make_real(m, s->loss.value));
	if (whole) {
		hel_set(m, object, "loss_low", hel_make_real(m, s->loss.low));
		hel_set(m, object, "loss_high", hel_make_real(m, s->loss.high));
	}
	hel_set(m, object, "security", hel_make_real(m, s->security.value));
	if (whole) {
		hel_set(m, object, "security_low", hel_make_real(m, s->security.low));
		hel_set(m, object, "security_high", hel_make_real(m, s->security.high));
	}
	hel_set(m, object, "dS", hel_make_real(m, s->dS));
	if (whole) {
		hel_set(m, object, "dL", hel_make_real(m, s->dL));
		hel_set(m, object, "autonomy", hel_make_real(m, s->autonomy));
		hel_set(m, object, "autonomy_provider", hel_make_id(m, world, s->autonomy_provider));
	}
	hel_set(m, object, "why", hel_make_string(m, isnan(s->loss.value) ? hel_why(&s->loss) : NULL));
	hel_set(m, object, "threats", threats(m, world, s, detail));
	return object;
}

hel_tree *hel_make_result(hel_maker *m, const hel_assessment *a, const hel_result *r, hel_detail detail)
{
	const hel_scenario *s = a->scenario;
	hel_tree *object = hel_make_object(m), *states = hel_make_array(m);
	hel_set(m, object, "mechanism", hel_make_string(m, s->mechanism[r->mechanism].name));
	hel_set(m, object, "lens", hel_make_string(m, s->lens[r->lens].name));
	hel_set(m, object, "lens_kind", hel_make_string(m, hel_lens_kind_name(r->calibrated.kind)));
	hel_set(m, object, "reference", hel_make_string(m, s->reference_name));
	hel_set(m, object, "parameters", hel_make_parameters(m, &r->calibrated));
	hel_set(m, object, "record", hel_make_record(m, &r->record));
	hel_set(m, object, "indivisible", indivisible(m, &s->world, r, a->brief));
	hel_set(m, object, "balanced", balanced(m, &s->world, r));
	hel_set(m, object, "effective", effective(m, &s->world, r));
	hel_set(m, object, "sustainable", sustainable(m, &s->world, r, a->brief));
	for (int i = 0; i < a->n_region; i++)
		hel_add(m, states, state(m, &s->world, &r->state[i], detail));
	hel_set(m, object, "states", states);
	return object;
}

hel_tree *hel_make_notes(hel_maker *m, const hel_notes *notes)
{
	hel_tree *array = hel_make_array(m);
	for (size_t i = 0; i < notes->n; i++)
		hel_add(m, array, hel_make_string(m, notes->item[i]));
	return array;
}

/* A seed above what JSON readers keep exact is written as its digits. */
hel_tree *hel_make_seed(hel_maker *m, uint64_t value)
{
	char digits[24];
	if (value <= INT64_MAX)
		return hel_make_integer(m, (long long)value);
	snprintf(digits, sizeof digits, "%" PRIu64, value);
	return hel_make_string(m, digits);
}

hel_status hel_report_json(hel_text *text, const hel_assessment *a, const hel_verdicts *verdicts, hel_error *error)
{
	hel_maker maker = {0}, *m = &maker;
	hel_tree *object = hel_make_object(m), *results = hel_make_array(m);
	hel_set(m, object, "format", hel_make_string(m, "helsinki-assessment/1"));
	hel_set(m, object, "version", hel_make_string(m, HEL_VERSION));
	hel_set(m, object, "seed", hel_make_seed(m, a->seed));
	hel_set(m, object, "draws", hel_make_integer(m, a->draws));
	hel_set(m, object, "scenario", hel_make_scenario(m, a->scenario));
	hel_set(m, object, "reference", hel_make_string(m, a->scenario->reference_name));
	hel_set(m, object, "world", hel_make_world(m, &a->scenario->world, HEL_WHOLE));
	for (size_t r = 0; r < a->n_results; r++)
		hel_add(m, results, hel_make_result(m, a, &a->result[r], HEL_WHOLE));
	hel_set(m, object, "results", results);
	hel_set(m, object, "claims", hel_make_claims(m, verdicts));
	hel_set(m, object, "ledger", hel_make_ledger(m, a->scenario));
	hel_set(m, object, "warnings", hel_make_notes(m, &a->notes));
	return hel_tree_write(text, m, object, error);
}
