/* bargain_json.c: `helsinki-bargain/1`. docs/bargain.md describes it. */
#include <math.h>

#include "helsinki/report.h"
#include "helsinki/version.h"
#include "report/accord.h"
#include "report/facts.h"
#include "report/tree.h"

typedef struct writer {
	hel_maker maker;
	const hel_parley *d;
	const hel_parley_result *r;
} writer;

/* An alternative's name; null: no agreement. */
static json_t *place_of(writer *w, size_t place)
{
	return hel_make_string(&w->maker, place < w->d->m ? w->d->offer[place].name : NULL);
}

static json_t *party_name(writer *w, size_t i)
{
	return hel_make_string(&w->maker, w->d->talks->party[i].name);
}

static void set_figure(writer *w, json_t *object, const char *key, const hel_figure *figure)
{
	hel_maker *m = &w->maker;
	hel_set(m, object, key, hel_make_real(m, figure->value));
	hel_set(m, object, "low", hel_make_real(m, figure->low));
	hel_set(m, object, "high", hel_make_real(m, figure->high));
}

/* Share of draws; null without any. */
static json_t *share_of(writer *w, const double *share, size_t place)
{
	return share ? hel_make_real(&w->maker, share[place]) : hel_make_null(&w->maker);
}

/* --- what is on the table ------------------------------------------------------------------------------------------------- */

static json_t *parties_of(writer *w)
{
	hel_maker *m = &w->maker;
	json_t *all = hel_make_array(m);
	for (size_t i = 0; i < w->d->n; i++) {
		const hel_seat *party = &w->d->talks->party[i];
		json_t *o = hel_make_object(m), *states = hel_make_array(m);
		for (size_t s = 0; s < party->n; s++)
			hel_add(m, states, hel_make_id(m, &w->d->scenario->world, party->state[s]));
		hel_set(m, o, "name", party_name(w, i));
		hel_set(m, o, "states", states);
		hel_set(m, o, "utility", hel_make_string(m, party->n > 1 ? hel_voice_name(party->voice) : "its own"));
		hel_set(m, o, "weight", hel_make_real(m, party->weight));
		hel_add(m, all, o);
	}
	return all;
}

static json_t *offers_of(writer *w)
{
	hel_maker *m = &w->maker;
	json_t *all = hel_make_array(m);
	for (size_t a = 0; a < w->d->m; a++) {
		const hel_proposal *offer = &w->d->offer[a];
		json_t *o = hel_make_object(m);
		hel_set(m, o, "name", hel_make_string(m, offer->name));
		hel_set(m, o, "mechanism", hel_make_string(m, w->d->scenario->mechanism[offer->mechanism].name));
		hel_set(m, o, "commitment", hel_make_string(m, offer->along < 0 ? NULL : w->d->talks->along[offer->along].limits));
		hel_set(m, o, "scale", hel_make_real(m, offer->scale));
		hel_add(m, all, o);
	}
	return all;
}

static json_t *utility_of(writer *w)
{
	hel_maker *m = &w->maker;
	const hel_talks *talks = w->d->talks;
	json_t *o = hel_make_object(m), *rows = hel_make_array(m);
	hel_set(m, o, "security", hel_make_real(m, talks->security));
	hel_set(m, o, "autonomy", hel_make_real(m, talks->autonomy));
	for (size_t x = 0; x < talks->n_rows; x++) {
		const hel_counted_row *row = &talks->row[x];
		json_t *one = hel_make_object(m), *under = hel_make_array(m);
		for (size_t k = 0; k < w->d->scenario->n_mechanisms; k++) {
			if (row->under[k])
				hel_add(m, under, hel_make_string(m, w->d->scenario->mechanism[k].name));
		}
		hel_set(m, one, "for", party_name(w, row->party));
		hel_set(m, one, "actor", hel_make_string(m, row->row->actor));
		hel_set(m, one, "item", hel_make_string(m, row->row->item));
		hel_set(m, one, "from", hel_make_string(m, row->row->from));
		hel_set(m, one, "year", hel_make_integer(m, row->row->year));
		hel_set(m, one, "amount", hel_make_real(m, row->row->amount));
		hel_set(m, one, "weight", hel_make_real(m, row->weight));
		hel_set(m, one, "under", under);
		hel_set(m, one, "under_disagreement", hel_make_bool(m, row->under[talks->disagreement >= 0 ? (size_t)talks->disagreement
													    : w->d->scenario->n_mechanisms]));
		hel_add(m, rows, one);
	}
	hel_set(m, o, "ledger", rows);
	return o;
}

/* --- preferences ---------------------------------------------------------------------------------------------------------- */

static json_t *attitudes_of(writer *w, size_t i)
{
	hel_maker *m = &w->maker;
	json_t *all = hel_make_array(m);
	for (size_t a = 0; a <= w->d->m; a++) {
		const hel_attitude *attitude = &w->r->attitude[i * (w->d->m + 1) + a];
		json_t *o = hel_make_object(m);
		hel_set(m, o, "alternative", place_of(w, a));
		hel_set(m, o, "utility", hel_make_real(m, attitude->utility.value));
		hel_set(m, o, "utility_low", hel_make_real(m, attitude->utility.low));
		hel_set(m, o, "utility_high", hel_make_real(m, attitude->utility.high));
		set_figure(w, o, "gain", &attitude->gain);
		hel_set(m, o, "gains_in", hel_make_real(m, attitude->likes));
		hel_set(m, o, "loses_in", hel_make_real(m, attitude->dislikes));
		hel_add(m, all, o);
	}
	return all;
}

static json_t *views_of(writer *w)
{
	hel_maker *m = &w->maker;
	const hel_settlement *b = &w->r->bargain;
	json_t *all = hel_make_array(m);
	for (size_t i = 0; i < w->d->n; i++) {
		json_t *o = hel_make_object(m);
		hel_set(m, o, "name", party_name(w, i));
		hel_set(m, o, "disagreement", hel_make_real(m, w->r->game.disagreement[i]));
		hel_set(m, o, "can_gain", hel_make_bool(m, b->can_gain[i]));
		hel_set(m, o, "best_gain", hel_make_real(m, b->ideal[i]));
		hel_set(m, o, "best_gain_without_lots", hel_make_real(m, b->ideal_alone[i]));
		hel_set(m, o, "alternatives", attitudes_of(w, i));
		hel_add(m, all, o);
	}
	return all;
}

/* Parties that prefer the row to the column, one row and column more for no agreement. */
static json_t *preferences_of(writer *w)
{
	hel_maker *m = &w->maker;
	json_t *all = hel_make_array(m);
	for (size_t a = 0; a <= w->d->m; a++) {
		json_t *row = hel_make_array(m);
		for (size_t b = 0; b <= w->d->m; b++) {
			int n = 0;
			for (size_t i = 0; i < w->d->n; i++)
				n += hel_problem_prefers(&w->r->game, i, a, b) > 0;
			hel_add(m, row, hel_make_integer(m, n));
		}
		hel_add(m, all, row);
	}
	return all;
}

/* --- alternatives --------------------------------------------------------------------------------------------------------- */

static json_t *those_who(writer *w, size_t a, int way)
{
	hel_maker *m = &w->maker;
	json_t *all = hel_make_array(m);
	for (size_t i = 0; i < w->d->n; i++) {
		if (hel_problem_prefers(&w->r->game, i, a, w->d->m) == way)
			hel_add(m, all, party_name(w, i));
	}
	return all;
}

static json_t *payments_of(writer *w, size_t a)
{
	hel_maker *m = &w->maker;
	const hel_price *price = &w->r->price[a];
	json_t *o = hel_make_object(m), *transfers = hel_make_array(m), *surplus = hel_make_object(m);
	set_figure(w, o, "needed", &price->needed);
	set_figure(w, surplus, "value", &price->surplus);
	hel_set(m, o, "surplus", surplus);
	hel_set(m, o, "possible", hel_make_bool(m, !isnan(price->transfer[0])));
	hel_set(m, o, "possible_in", hel_make_real(m, price->feasible));
	for (size_t i = 0; i < w->d->n; i++) {
		if (isnan(price->transfer[i]) || price->transfer[i] == 0)
			continue;
		json_t *one = hel_make_object(m);
		hel_set(m, one, "party", party_name(w, i));
		hel_set(m, one, "receives", hel_make_real(m, price->transfer[i]));
		hel_add(m, transfers, one);
	}
	hel_set(m, o, "transfers", transfers);
	return o;
}

static json_t *alternatives_of(writer *w)
{
	hel_maker *m = &w->maker;
	json_t *all = hel_make_array(m);
	for (size_t a = 0; a <= w->d->m; a++) {
		json_t *o = hel_make_object(m);
		hel_set(m, o, "name", place_of(w, a));
		hel_set(m, o, "sum", hel_make_real(m, hel_problem_welfare(&w->r->game, a)));
		hel_set(m, o, "efficient", hel_make_bool(m, w->r->efficient[a]));
		hel_set(m, o, "efficient_in", share_of(w, w->r->efficient_often, a));
		hel_set(m, o, "for", those_who(w, a, 1));
		hel_set(m, o, "against", those_who(w, a, -1));
		hel_set(m, o, "payments", a < w->d->m ? payments_of(w, a) : hel_make_null(m));
		hel_add(m, all, o);
	}
	return all;
}

/* --- outcomes ------------------------------------------------------------------------------------------------------------- */

static json_t *chances_of(writer *w, int k)
{
	hel_maker *m = &w->maker;
	json_t *all = hel_make_array(m);
	for (size_t a = 0; a <= w->d->m; a++) {
		double chance = w->r->bargain.lottery[k].share[a];
		const double *mean = w->r->often[k].lottery;
		if (chance == 0 && !(mean && mean[a] > 0))
			continue;
		json_t *o = hel_make_object(m);
		hel_set(m, o, "alternative", place_of(w, a));
		hel_set(m, o, "chance", hel_make_real(m, chance));
		hel_set(m, o, "mean_chance", share_of(w, mean, a));
		hel_add(m, all, o);
	}
	return all;
}

static json_t *lottery_of(writer *w, int k)
{
	hel_maker *m = &w->maker;
	const hel_solution *s = &w->r->bargain.lottery[k];
	json_t *o = hel_make_object(m), *parties = hel_make_array(m);
	hel_set(m, o, "chances", chances_of(w, k));
	hel_set(m, o, "value", hel_make_real(m, s->value));
	hel_set(m, o, "gap", hel_make_real(m, s->gap));
	for (size_t i = 0; i < w->d->n; i++) {
		json_t *one = hel_make_object(m);
		hel_set(m, one, "party", party_name(w, i));
		set_figure(w, one, "utility", &w->r->lottery_utility[(size_t)k * w->d->n + i]);
		hel_set(m, one, "gain", hel_make_real(m, s->utility[i] - w->r->game.disagreement[i]));
		hel_add(m, parties, one);
	}
	hel_set(m, o, "parties", parties);
	return o;
}

static json_t *single_of(writer *w, int k)
{
	hel_maker *m = &w->maker;
	const hel_solution *s = &w->r->bargain.single[k];
	json_t *o = hel_make_object(m), *often = hel_make_array(m);
	hel_set(m, o, "alternative", place_of(w, s->pick));
	hel_set(m, o, "value", hel_make_real(m, s->value));
	for (size_t a = 0; w->r->often[k].single && a <= w->d->m; a++) {
		if (w->r->often[k].single[a] == 0)
			continue;
		json_t *one = hel_make_object(m);
		hel_set(m, one, "alternative", place_of(w, a));
		hel_set(m, one, "share", hel_make_real(m, w->r->often[k].single[a]));
		hel_add(m, often, one);
	}
	hel_set(m, o, "draws", often);
	return o;
}

static json_t *solutions_of(writer *w)
{
	hel_maker *m = &w->maker;
	json_t *all = hel_make_array(m);
	for (int k = 0; k < HEL_SOLUTIONS; k++) {
		json_t *o = hel_make_object(m);
		hel_set(m, o, "name", hel_make_string(m, hel_solution_name((hel_solution_kind)k)));
		hel_set(m, o, "single", single_of(w, k));
		hel_set(m, o, "lottery", lottery_of(w, k));
		hel_add(m, all, o);
	}
	return all;
}

/* Places of a set at the point, with the share of draws in which each is in it; those that are in it in some draw too. */
static json_t *set_of(writer *w, const bool *in, const double *share, size_t n)
{
	hel_maker *m = &w->maker;
	json_t *all = hel_make_array(m);
	for (size_t a = 0; a < n; a++) {
		if (!in[a] && !(share && share[a] > 0))
			continue;
		json_t *o = hel_make_object(m);
		hel_set(m, o, "alternative", place_of(w, a));
		hel_set(m, o, "at_point", hel_make_bool(m, in[a]));
		hel_set(m, o, "share", share_of(w, share, a));
		hel_add(m, all, o);
	}
	return all;
}

static json_t *rule_of(writer *w, size_t r)
{
	hel_maker *m = &w->maker;
	const hel_ruling_on_offers *ruling = &w->r->ruling[r];
	json_t *o = hel_make_object(m), *lost = hel_make_array(m), *against = hel_make_array(m);
	hel_set(m, o, "rule", hel_make_string(m, w->d->talks->rule[r].name));
	hel_set(m, o, "adopts", place_of(w, ruling->at_point.adopted));
	hel_set(m, o, "adopts_in", share_of(w, ruling->adopted, ruling->at_point.adopted));
	hel_set(m, o, "winset", set_of(w, ruling->at_point.winset, ruling->winset, w->d->m));
	hel_set(m, o, "core", set_of(w, ruling->at_point.core, ruling->core, w->d->m + 1));
	set_figure(w, o, "cost", &ruling->cost);
	for (size_t i = 0; i < w->d->n; i++) {
		json_t *one = hel_make_object(m);
		hel_set(m, one, "party", party_name(w, i));
		set_figure(w, one, "lost", &ruling->lost[i]);
		hel_add(m, lost, one);
		if (ruling->against[i])
			hel_add(m, against, party_name(w, i));
	}
	hel_set(m, o, "stops_the_best_sum", hel_make_bool(m, ruling->stopped));
	hel_set(m, o, "against_the_best_sum", against);
	hel_set(m, o, "parties", lost);
	return o;
}

static json_t *scales_of(writer *w)
{
	hel_maker *m = &w->maker;
	json_t *all = hel_make_array(m);
	for (size_t x = 0; x < w->d->talks->n_along; x++) {
		const hel_along *along = &w->d->talks->along[x];
		for (int k = 0; k < HEL_SOLUTIONS && w->r->along[x].utility; k++) {
			json_t *o = hel_make_object(m);
			hel_set(m, o, "name", hel_make_string(m, along->name));
			hel_set(m, o, "mechanism", hel_make_string(m, w->d->scenario->mechanism[along->mechanism].name));
			hel_set(m, o, "commitment", hel_make_string(m, along->limits));
			hel_set(m, o, "solution", hel_make_string(m, hel_solution_name((hel_solution_kind)k)));
			set_figure(w, o, "scale", &w->r->along[x].scale[k]);
			hel_set(m, o, "why", hel_make_string(m, w->r->along[x].scale[k].why));
			hel_add(m, all, o);
		}
	}
	return all;
}

static json_t *result_of(writer *w)
{
	hel_maker *m = &w->maker;
	json_t *o = hel_make_object(m), *rules = hel_make_array(m);
	hel_set(m, o, "lens", hel_make_string(m, w->r->calibrated.name));
	hel_set(m, o, "parameters", hel_make_parameters(m, &w->r->calibrated));
	hel_set(m, o, "parties", views_of(w));
	hel_set(m, o, "alternatives", alternatives_of(w));
	hel_set(m, o, "preferences", preferences_of(w));
	hel_set(m, o, "solutions", solutions_of(w));
	for (size_t r = 0; r < w->d->talks->n_rules; r++)
		hel_add(m, rules, rule_of(w, r));
	hel_set(m, o, "rules", rules);
	hel_set(m, o, "along", scales_of(w));
	return o;
}

static json_t *accords_of(writer *w)
{
	static const char *const verdict[] = {"holds", "depends on the lens", "depends on the draws"};
	hel_maker *m = &w->maker;
	json_t *all = hel_make_array(m);
	for (size_t x = 0; x < hel_count_outcomes(w->d); x++) {
		json_t *o = hel_make_object(m), *lenses = hel_make_array(m);
		for (size_t r = 0; r < w->d->n_results; r++) {
			const hel_parley_result *result = &w->d->result[r];
			json_t *one = hel_make_object(m);
			hel_set(m, one, "lens", hel_make_string(m, result->calibrated.name));
			hel_set(m, one, "alternative", place_of(w, hel_outcome_pick(result, x)));
			hel_set(m, one, "share", hel_make_real(m, hel_outcome_share(result, x)));
			hel_add(m, lenses, one);
		}
		hel_set(m, o, "of", hel_make_string(m, hel_outcome_name(w->d, x)));
		hel_set(m, o, "verdict", hel_make_string(m, verdict[hel_accord_on(w->d, x)]));
		hel_set(m, o, "lenses", lenses);
		hel_add(m, all, o);
	}
	return all;
}

hel_status hel_report_bargain_json(hel_text *text, const hel_parley *parley, hel_error *error)
{
	writer writing = {.d = parley}, *w = &writing;
	hel_maker *m = &w->maker;
	json_t *o = hel_make_object(m), *results = hel_make_array(m);
	hel_set(m, o, "format", hel_make_string(m, "helsinki-bargain/1"));
	hel_set(m, o, "version", hel_make_string(m, HEL_VERSION));
	hel_set(m, o, "seed", hel_make_seed(m, parley->seed));
	hel_set(m, o, "draws", hel_make_integer(m, parley->draws));
	hel_set(m, o, "scenario", hel_make_scenario(m, parley->scenario));
	hel_set(m, o, "parties", parties_of(w));
	hel_set(m, o, "alternatives", offers_of(w));
	hel_set(m, o, "disagreement", hel_make_string(m, parley->talks->disagreement_name));
	hel_set(m, o, "utility", utility_of(w));
	hel_set(m, o, "margin", hel_make_real(m, parley->talks->margin));
	hel_set(m, o, "outcomes", accords_of(w));
	for (size_t r = 0; r < parley->n_results; r++) {
		w->r = &parley->result[r];
		hel_add(m, results, result_of(w));
	}
	hel_set(m, o, "results", results);
	hel_set(m, o, "warnings", hel_make_notes(m, &parley->notes));
	return hel_tree_write(text, m, o, error);
}
