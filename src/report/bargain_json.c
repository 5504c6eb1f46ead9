/* bargain_json.c: `helsinki-bargain/1`. docs/bargain.md describes it. */
#include <math.h>

#include "helsinki/report.h"
#include "helsinki/version.h"
#include "report/accord.h"
#include "report/bargain_tree.h"

/* --- what is on the table ------------------------------------------------------------------------------------------------- */

static hel_tree *parties_of(hel_bargain_writer *w)
{
	hel_maker *m = &w->maker;
	hel_tree *all = hel_make_array(m);
	for (size_t i = 0; i < w->d->n; i++) {
		const hel_seat *party = &w->d->talks->party[i];
		hel_tree *o = hel_make_object(m), *states = hel_make_array(m);
		for (size_t s = 0; s < party->n; s++)
			hel_add(m, states, hel_make_id(m, &w->d->scenario->world, party->state[s]));
		hel_set(m, o, "name", hel_make_party(w, i));
		hel_set(m, o, "states", states);
		hel_set(m, o, "utility", hel_make_string(m, party->n > 1 ? hel_voice_name(party->voice) : "its own"));
		hel_set(m, o, "weight", hel_make_real(m, party->weight));
		hel_add(m, all, o);
	}
	return all;
}

static hel_tree *offers_of(hel_bargain_writer *w)
{
	hel_maker *m = &w->maker;
	hel_tree *all = hel_make_array(m);
	for (size_t a = 0; a < w->d->m; a++) {
		const hel_proposal *offer = &w->d->offer[a];
		hel_tree *o = hel_make_object(m);
		hel_set(m, o, "name", hel_make_string(m, offer->name));
		hel_set(m, o, "mechanism", hel_make_string(m, w->d->scenario->mechanism[offer->mechanism].name));
		hel_set(m, o, "commitment", hel_make_string(m, offer->along < 0 ? NULL : w->d->talks->along[offer->along].limits));
		hel_set(m, o, "scale", hel_make_real(m, offer->scale));
		hel_add(m, all, o);
	}
	return all;
}

static hel_tree *utility_of(hel_bargain_writer *w)
{
	hel_maker *m = &w->maker;
	const hel_talks *talks = w->d->talks;
	hel_tree *o = hel_make_object(m), *rows = hel_make_array(m);
	hel_set(m, o, "security", hel_make_real(m, talks->security));
	hel_set(m, o, "autonomy", hel_make_real(m, talks->autonomy));
	for (size_t x = 0; x < talks->n_rows; x++) {
		const hel_counted_row *row = &talks->row[x];
		hel_tree *one = hel_make_object(m), *under = hel_make_array(m);
		for (size_t k = 0; k < w->d->scenario->n_mechanisms; k++) {
			if (row->under[k])
				hel_add(m, under, hel_make_string(m, w->d->scenario->mechanism[k].name));
		}
		hel_set(m, one, "for", hel_make_party(w, row->party));
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

static hel_tree *accords_of(hel_bargain_writer *w)
{
	static const char *const verdict[] = {"holds", "depends on the lens", "depends on the draws"};
	hel_maker *m = &w->maker;
	hel_tree *all = hel_make_array(m);
	for (size_t x = 0; x < hel_count_outcomes(w->d); x++) {
		hel_tree *o = hel_make_object(m), *lenses = hel_make_array(m);
		for (size_t r = 0; r < w->d->n_results; r++) {
			const hel_parley_result *result = &w->d->result[r];
			hel_tree *one = hel_make_object(m);
			hel_set(m, one, "lens", hel_make_string(m, result->calibrated.name));
			hel_set(m, one, "alternative", hel_make_place(w, hel_outcome_pick(result, x)));
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
	hel_bargain_writer writing = {.d = parley}, *w = &writing;
	hel_maker *m = &w->maker;
	hel_tree *o = hel_make_object(m), *results = hel_make_array(m);
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
		hel_add(m, results, hel_make_bargain_result(w));
	}
	hel_set(m, o, "results", results);
	hel_set(m, o, "warnings", hel_make_notes(m, &parley->notes));
	return hel_tree_write(text, m, o, error);
}
