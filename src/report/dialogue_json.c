/* dialogue_json.c: `helsinki-dialogue/1`: parties, options, and for every turn positions, chances, worths and offers. */
#include "helsinki/report.h"
#include "helsinki/version.h"
#include "report/tree.h"
#include "report/words.h"

typedef struct writer {
	hel_maker maker;
	const hel_course *course;
	size_t n, m;
} writer;

static hel_tree *reals(writer *w, const double *value, size_t n)
{
	hel_tree *all = hel_make_array(&w->maker);
	for (size_t x = 0; x < n; x++)
		hel_add(&w->maker, all, hel_make_real(&w->maker, value[x]));
	return all;
}

static hel_tree *name_of(writer *w, int party)
{
	return hel_make_string(&w->maker, party < 0 ? NULL : w->course->dialogue->party[party].name);
}

static hel_tree *dialogue_of(writer *w)
{
	hel_maker *m = &w->maker;
	const hel_dialogue *d = w->course->dialogue;
	hel_tree *o = hel_make_object(m);
	hel_set(m, o, "name", hel_make_string(m, d->name));
	hel_set(m, o, "description", hel_make_string(m, d->description));
	hel_set(m, o, "file", hel_make_string(m, hel_file_shown(d->file)));
	hel_set(m, o, "sha256", hel_make_string(m, d->sha256));
	return o;
}

static void set_name(writer *w, hel_tree *o, const char *key, const char *name)
{
	hel_set(&w->maker, o, key, hel_make_string(&w->maker, name));
}

static hel_tree *options_of(writer *w)
{
	hel_maker *m = &w->maker;
	const hel_dialogue_options *how = &w->course->how;
	hel_tree *o = hel_make_object(m);
	set_name(w, o, "model", hel_dialogue_model_name(how->model));
	hel_set(m, o, "turns", hel_make_integer(m, how->turns));
	hel_set(m, o, "settled", hel_make_real(m, how->settled));
	if (how->model == HEL_DIALOGUE_EXPECTED_UTILITY) {
		set_name(w, o, "reading", hel_dialogue_reading_name(how->reading));
		hel_set(m, o, "q", hel_make_real(m, how->q));
		hel_set(m, o, "t", hel_make_real(m, how->t));
		return o;
	}
	set_name(w, o, "voting", hel_voting_name(how->voting));
	set_name(w, o, "victory", hel_victory_name(how->victory));
	set_name(w, o, "pce", hel_pce_name(how->pce));
	set_name(w, o, "commitment", hel_third_party_name(how->commitment));
	set_name(w, o, "risk_range", hel_risk_range_name(how->risk_range));
	set_name(w, o, "risk_seen", hel_risk_seen_name(how->risk_seen));
	set_name(w, o, "weights", hel_weights_name(how->weights));
	set_name(w, o, "bargain", hel_bargain_name(how->bargain));
	return o;
}

static hel_tree *actor_of(writer *w, size_t i)
{
	hel_maker *m = &w->maker;
	const hel_dialogue *d = w->course->dialogue;
	hel_tree *o = hel_make_object(m);
	hel_set(m, o, "name", name_of(w, (int)i));
	hel_set(m, o, "description", hel_make_string(m, d->party[i].description));
	hel_set(m, o, "influence", hel_make_real(m, d->party[i].influence));
	hel_set(m, o, "salience", reals(w, d->salience + i * w->m, w->m));
	return o;
}

static hel_tree *offer_of(writer *w, const hel_offer *offer)
{
	hel_maker *m = &w->maker;
	hel_tree *o = hel_make_object(m);
	set_name(w, o, "kind", hel_offer_kind_name(offer->kind));
	hel_set(m, o, "from", name_of(w, offer->from));
	hel_set(m, o, "to", name_of(w, offer->to));
	hel_set(m, o, "seen_by", name_of(w, offer->author));
	hel_set(m, o, "chance", hel_make_real(m, offer->chance));
	hel_set(m, o, "gain", hel_make_real(m, offer->gain));
	hel_set(m, o, "to_chance", hel_make_real(m, offer->to_chance));
	hel_set(m, o, "to_gain", hel_make_real(m, offer->to_gain));
	hel_set(m, o, "from_position", reals(w, offer->from_position, w->m));
	hel_set(m, o, "to_position", reals(w, offer->to_position, w->m));
	hel_set(m, o, "from_share", hel_make_real(m, offer->from_share));
	hel_set(m, o, "to_share", hel_make_real(m, offer->to_share));
	hel_set(m, o, "from_takes", hel_make_bool(m, offer->from_takes));
	hel_set(m, o, "to_takes", hel_make_bool(m, offer->to_takes));
	return o;
}

static hel_tree *turn_of(writer *w, int t)
{
	hel_maker *m = &w->maker;
	const hel_turn_of_dialogue *turn = &w->course->turn[t];
	hel_tree *o = hel_make_object(m), *actors = hel_make_array(m), *utilities = hel_make_array(m),
	       *offers = hel_make_array(m);
	hel_set(m, o, "turn", hel_make_integer(m, t));
	hel_set(m, o, "moved", hel_make_real(m, turn->moved));
	hel_set(m, o, "median", reals(w, turn->median, w->m));
	hel_set(m, o, "mean", reals(w, turn->mean, w->m));
	for (size_t i = 0; i < w->n; i++) {
		hel_tree *actor = hel_make_object(m);
		hel_set(m, actor, "name", name_of(w, (int)i));
		hel_set(m, actor, "position", reals(w, turn->position + i * w->m, w->m));
		hel_set(m, actor, "probability", hel_make_real(m, turn->probability[i]));
		hel_set(m, actor, "risk", hel_make_real(m, turn->risk[i]));
		hel_add(m, actors, actor);
		hel_add(m, utilities, reals(w, turn->utility + i * w->n, w->n));
	}
	for (size_t x = 0; x < turn->n_offers; x++)
		hel_add(m, offers, offer_of(w, &turn->offer[x]));
	hel_set(m, o, "actors", actors);
	hel_set(m, o, "utilities", utilities);
	hel_set(m, o, "offers", offers);
	return o;
}

hel_status hel_report_dialogue_json(hel_text *text, const hel_course *course, hel_error *error)
{
	const hel_dialogue *d = course->dialogue;
	writer writing = {.course = course, .n = (size_t)d->n, .m = (size_t)d->m}, *w = &writing;
	hel_maker *m = &w->maker;
	hel_tree *o = hel_make_object(m), *issues = hel_make_array(m), *actors = hel_make_array(m), *turns = hel_make_array(m);
	set_name(w, o, "format", "helsinki-dialogue/1");
	set_name(w, o, "version", HEL_VERSION);
	hel_set(m, o, "dialogue", dialogue_of(w));
	hel_set(m, o, "options", options_of(w));
	for (size_t k = 0; k < w->m; k++)
		hel_add(m, issues, hel_make_string(m, d->issue[k]));
	for (size_t i = 0; i < w->n; i++)
		hel_add(m, actors, actor_of(w, i));
	for (int t = 0; t < course->n_turns; t++)
		hel_add(m, turns, turn_of(w, t));
	hel_set(m, o, "issues", issues);
	hel_set(m, o, "actors", actors);
	hel_set(m, o, "turns", turns);
	set_name(w, o, "end", hel_dialogue_end_name(course->end));
	return hel_tree_write(text, m, o, error);
}
