/* network_json.c: `helsinki-network/1`: ties, stability against war, efforts, for every mechanism. */
#include <math.h>

#include "helsinki/report.h"
#include "helsinki/version.h"
#include "report/facts.h"
#include "report/tree.h"
#include "report/words.h"

typedef struct writer {
	hel_maker maker;
	const hel_world *world;
	size_t top; /* of each list */
} writer;

static hel_tree *id_of(writer *w, int state)
{
	return hel_make_id(&w->maker, w->world, state);
}

static hel_tree *answer_of(hel_maker *m, hel_answer answer)
{
	return answer == HEL_UNDECIDED ? hel_make_null(m) : hel_make_bool(m, answer == HEL_YES);
}

static hel_tree *pair_of(writer *w, int j, int k)
{
	hel_tree *pair = hel_make_array(&w->maker);
	hel_add(&w->maker, pair, id_of(w, j));
	hel_add(&w->maker, pair, id_of(w, k));
	return pair;
}

static hel_tree *ties_of(writer *w, const hel_network *network)
{
	hel_maker *m = &w->maker;
	hel_tree *o = hel_make_object(m);
	hel_set(m, o, "allied", hel_make_integer(m, network->n_allied));
	hel_set(m, o, "hostile", hel_make_integer(m, network->n_hostile));
	hel_set(m, o, "both", hel_make_integer(m, network->n_both));
	hel_set(m, o, "collective_security_alone", hel_make_integer(m, network->n_collective));
	return o;
}

/* --- war ------------------------------------------------------------------------------------------------------------------ */

static hel_tree *overpowering_of(writer *w, const hel_overpowering *over)
{
	hel_maker *m = &w->maker;
	hel_tree *o = hel_make_object(m), *coalition = hel_make_array(m);
	for (size_t x = 0; x < over->n; x++)
		hel_add(m, coalition, id_of(w, over->member[x]));
	hel_set(m, o, "target", id_of(w, over->target));
	hel_set(m, o, "leader", id_of(w, over->leader));
	hel_set(m, o, "attack", hel_make_real(m, over->attack));
	hel_set(m, o, "defence", hel_make_real(m, over->defence));
	hel_set(m, o, "coalition", coalition);
	return o;
}

static hel_tree *temptations_of(writer *w, const hel_war_stability *war)
{
	hel_maker *m = &w->maker;
	hel_tree *all = hel_make_array(m);
	for (size_t t = 0; t < war->n_temptations && t < w->top; t++) {
		hel_tree *o = overpowering_of(w, &war->temptation[t].over);
		hel_set(m, o, "tie", pair_of(w, war->temptation[t].j, war->temptation[t].k));
		hel_add(m, all, o);
	}
	return all;
}

static hel_tree *idle_of(writer *w, const hel_war_stability *war)
{
	hel_maker *m = &w->maker;
	hel_tree *all = hel_make_array(m);
	for (size_t t = 0; t < war->n_idle && t < w->top; t++) {
		const hel_idle_tie *tie = &war->idle[t];
		hel_tree *o = hel_make_object(m), *by = hel_make_array(m);
		if (tie->idle_for_j)
			hel_add(m, by, id_of(w, tie->j));
		if (tie->idle_for_k)
			hel_add(m, by, id_of(w, tie->k));
		hel_set(m, o, "tie", pair_of(w, tie->j, tie->k));
		hel_set(m, o, "safe_without_it", by);
		hel_add(m, all, o);
	}
	return all;
}

static hel_tree *war_of(writer *w, const hel_war_stability *war)
{
	hel_maker *m = &w->maker;
	if (!war->n)
		return hel_make_null(m);
	hel_tree *o = hel_make_object(m), *vulnerable = hel_make_array(m), *undecided = hel_make_array(m);
	hel_set(m, o, "ratio", hel_make_real(m, war->how.ratio));
	hel_set(m, o, "coalitions", hel_make_string(m, hel_coalition_kind_name(war->how.coalitions)));
	hel_set(m, o, "stable", answer_of(m, war->stable));
	hel_set(m, o, "nobody_vulnerable", answer_of(m, war->nobody_vulnerable));
	hel_set(m, o, "no_tempting_tie", answer_of(m, war->no_temptation));
	hel_set(m, o, "every_tie_needed", answer_of(m, war->every_tie_needed));
	hel_set(m, o, "n_vulnerable", hel_make_integer(m, war->n_vulnerable));
	hel_set(m, o, "n_tempting_ties", hel_make_integer(m, (long long)war->n_temptations));
	hel_set(m, o, "n_idle_ties", hel_make_integer(m, (long long)war->n_idle));
	for (int i = 0, shown = 0; i < war->n; i++) {
		if (war->vulnerable[i] == HEL_UNDECIDED)
			hel_add(m, undecided, id_of(w, i));
		if (war->vulnerable[i] == HEL_YES && (size_t)shown++ < w->top)
			hel_add(m, vulnerable, overpowering_of(w, &war->over[i]));
	}
	hel_set(m, o, "vulnerable", vulnerable);
	hel_set(m, o, "undecided", undecided);
	hel_set(m, o, "tempting_ties", temptations_of(w, war));
	hel_set(m, o, "idle_ties", idle_of(w, war));
	return o;
}

/* --- efforts -------------------------------------------------------------------------------------------------------------- */

static hel_tree *state_of(writer *w, const hel_efforts *e, int i)
{
	hel_maker *m = &w->maker;
	hel_tree *o = hel_make_object(m);
	hel_set(m, o, "id", id_of(w, i));
	hel_set(m, o, "allies", hel_make_integer(m, e->allies[i]));
	hel_set(m, o, "enemies", hel_make_integer(m, e->enemies[i]));
	hel_set(m, o, "hostility", hel_make_real(m, e->outcome == HEL_EFFORT_BESET ? NAN : e->hostility[i]));
	hel_set(m, o, "effort", hel_make_real(m, e->effort[i]));
	hel_set(m, o, "performance", hel_make_real(m, e->performance[i]));
	hel_set(m, o, "payoff", hel_make_real(m, e->payoff[i]));
	return o;
}

static hel_tree *effect_of(writer *w, const hel_tie_effect *effect)
{
	hel_maker *m = &w->maker;
	hel_tree *o = hel_make_object(m), *ends = hel_make_array(m);
	hel_add(m, ends, hel_make_real(m, effect->to_j));
	hel_add(m, ends, hel_make_real(m, effect->to_k));
	hel_set(m, o, "tie", pair_of(w, effect->j, effect->k));
	hel_set(m, o, "without", hel_make_string(m, hel_effort_outcome_name(effect->without)));
	hel_set(m, o, "to_its_ends", ends);
	hel_set(m, o, "cost_to_others", hel_make_real(m, effect->cost));
	hel_set(m, o, "gain_to_others", hel_make_real(m, effect->gain));
	hel_set(m, o, "hurts_most", id_of(w, effect->hurt_most));
	hel_set(m, o, "by", hel_make_real(m, effect->hurt));
	return o;
}

static hel_tree *efforts_of(writer *w, const hel_network_result *r)
{
	const hel_efforts *e = &r->efforts;
	hel_maker *m = &w->maker;
	if (!e->n)
		return hel_make_null(m);
	hel_tree *o = hel_make_object(m), *states = hel_make_array(m), *ties = hel_make_array(m);
	hel_set(m, o, "beta", hel_make_real(m, e->how.beta));
	hel_set(m, o, "gamma", hel_make_real(m, e->how.gamma));
	hel_set(m, o, "outcome", hel_make_string(m, hel_effort_outcome_name(e->outcome)));
	hel_set(m, o, "beset", id_of(w, e->culprit));
	hel_set(m, o, "lambda", hel_make_real(m, e->lambda));
	hel_set(m, o, "fought_away", hel_make_real(m, e->total));
	for (int i = 0; i < e->n; i++)
		hel_add(m, states, state_of(w, e, i));
	for (size_t t = 0; t < r->n_effects && t < w->top; t++)
		hel_add(m, ties, effect_of(w, &r->effect[t]));
	hel_set(m, o, "states", states);
	hel_set(m, o, "ties", ties);
	return o;
}

hel_status hel_report_network_json(hel_text *text, const hel_network_study *study, int top, hel_error *error)
{
	const hel_scenario *s = study->scenario;
	writer writing = {.world = &s->world, .top = top ? (size_t)top : SIZE_MAX}, *w = &writing;
	hel_maker *m = &w->maker;
	hel_tree *o = hel_make_object(m), *results = hel_make_array(m);
	hel_set(m, o, "format", hel_make_string(m, "helsinki-network/1"));
	hel_set(m, o, "version", hel_make_string(m, HEL_VERSION));
	hel_set(m, o, "scenario", hel_make_scenario(m, s));
	hel_set(m, o, "world", hel_make_world(m, &s->world, HEL_WHOLE));
	hel_set(m, o, "enemies_from",
		hel_make_string(m, study->lens       ? study->lens->name
				   : s->world.stated ? NULL
						     : "rivalries"));
	hel_set(m, o, "collective_security_ties", hel_make_bool(m, study->how.collective));
	for (size_t r = 0; r < study->n_results; r++) {
		const hel_network_result *result = &study->result[r];
		hel_tree *one = hel_make_object(m);
		hel_set(m, one, "mechanism", hel_make_string(m, s->mechanism[result->mechanism].name));
		hel_set(m, one, "ties", ties_of(w, &result->network));
		hel_set(m, one, "war_stability", war_of(w, &result->war));
		hel_set(m, one, "efforts", efforts_of(w, result));
		hel_add(m, results, one);
	}
	hel_set(m, o, "results", results);
	hel_set(m, o, "warnings", hel_make_notes(m, &s->notes));
	return hel_tree_write(text, m, o, error);
}
