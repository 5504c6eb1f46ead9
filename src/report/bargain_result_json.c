/* bargain_result_json.c: what bargaining comes to under one lens, for `helsinki-bargain/1`. */
#include "report/bargain_tree.h"

#include <math.h>

/* Share of draws; null without any. */
static hel_tree *share_of(hel_bargain_writer *w, const double *share, size_t place)
{
	return share ? hel_make_real(&w->maker, share[place]) : hel_make_null(&w->maker);
}

/* --- preferences ---------------------------------------------------------------------------------------------------------- */

static hel_tree *attitudes_of(hel_bargain_writer *w, size_t i)
{
	hel_maker *m = &w->maker;
	hel_tree *all = hel_make_array(m);
	for (size_t a = 0; a <= w->d->m; a++) {
		const hel_attitude *attitude = &w->r->attitude[i * (w->d->m + 1) + a];
		hel_tree *o = hel_make_object(m);
		hel_set(m, o, "alternative", hel_make_place(w, a));
		hel_set(m, o, "utility", hel_make_real(m, attitude->utility.value));
		hel_set(m, o, "utility_low", hel_make_real(m, attitude->utility.low));
		hel_set(m, o, "utility_high", hel_make_real(m, attitude->utility.high));
		hel_set_figure(w, o, "gain", &attitude->gain);
		hel_set(m, o, "gains_in", hel_make_real(m, attitude->likes));
		hel_set(m, o, "loses_in", hel_make_real(m, attitude->dislikes));
		hel_add(m, all, o);
	}
	return all;
}

static hel_tree *views_of(hel_bargain_writer *w)
{
	hel_maker *m = &w->maker;
	const hel_settlement *b = &w->r->bargain;
	hel_tree *all = hel_make_array(m);
	for (size_t i = 0; i < w->d->n; i++) {
		hel_tree *o = hel_make_object(m);
		hel_set(m, o, "name", hel_make_party(w, i));
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
static hel_tree *preferences_of(hel_bargain_writer *w)
{
	hel_maker *m = &w->maker;
	hel_tree *all = hel_make_array(m);
	for (size_t a = 0; a <= w->d->m; a++) {
		hel_tree *row = hel_make_array(m);
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

static hel_tree *those_who(hel_bargain_writer *w, size_t a, int way)
{
	hel_maker *m = &w->maker;
	hel_tree *all = hel_make_array(m);
	for (size_t i = 0; i < w->d->n; i++) {
		if (hel_problem_prefers(&w->r->game, i, a, w->d->m) == way)
			hel_add(m, all, hel_make_party(w, i));
	}
	return all;
}

static hel_tree *payments_of(hel_bargain_writer *w, size_t a)
{
	hel_maker *m = &w->maker;
	const hel_price *price = &w->r->price[a];
	hel_tree *o = hel_make_object(m), *transfers = hel_make_array(m), *surplus = hel_make_object(m);
	hel_set_figure(w, o, "needed", &price->needed);
	hel_set_figure(w, surplus, "value", &price->surplus);
	hel_set(m, o, "surplus", surplus);
	hel_set(m, o, "possible", hel_make_bool(m, !isnan(price->transfer[0])));
	hel_set(m, o, "possible_in", hel_make_real(m, price->feasible));
	for (size_t i = 0; i < w->d->n; i++) {
		if (isnan(price->transfer[i]) || price->transfer[i] == 0)
			continue;
		hel_tree *one = hel_make_object(m);
		hel_set(m, one, "party", hel_make_party(w, i));
		hel_set(m, one, "receives", hel_make_real(m, price->transfer[i]));
		hel_add(m, transfers, one);
	}
	hel_set(m, o, "transfers", transfers);
	return o;
}

static hel_tree *alternatives_of(hel_bargain_writer *w)
{
	hel_maker *m = &w->maker;
	hel_tree *all = hel_make_array(m);
	for (size_t a = 0; a <= w->d->m; a++) {
		hel_tree *o = hel_make_object(m);
		hel_set(m, o, "name", hel_make_place(w, a));
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

static hel_tree *chances_of(hel_bargain_writer *w, int k)
{
	hel_maker *m = &w->maker;
	hel_tree *all = hel_make_array(m);
	for (size_t a = 0; a <= w->d->m; a++) {
		double chance = w->r->bargain.lottery[k].share[a];
		const double *mean = w->r->often[k].lottery;
		if (chance == 0 && !(mean && mean[a] > 0))
			continue;
		hel_tree *o = hel_make_object(m);
		hel_set(m, o, "alternative", hel_make_place(w, a));
		hel_set(m, o, "chance", hel_make_real(m, chance));
		hel_set(m, o, "mean_chance", share_of(w, mean, a));
		hel_add(m, all, o);
	}
	return all;
}

static hel_tree *lottery_of(hel_bargain_writer *w, int k)
{
	hel_maker *m = &w->maker;
	const hel_solution *s = &w->r->bargain.lottery[k];
	hel_tree *o = hel_make_object(m), *parties = hel_make_array(m);
	hel_set(m, o, "chances", chances_of(w, k));
	hel_set(m, o, "value", hel_make_real(m, s->value));
	hel_set(m, o, "gap", hel_make_real(m, s->gap));
	for (size_t i = 0; i < w->d->n; i++) {
		hel_tree *one = hel_make_object(m);
		hel_set(m, one, "party", hel_make_party(w, i));
		hel_set_figure(w, one, "utility", &w->r->lottery_utility[(size_t)k * w->d->n + i]);
		hel_set(m, one, "gain", hel_make_real(m, s->utility[i] - w->r->game.disagreement[i]));
		hel_add(m, parties, one);
	}
	hel_set(m, o, "parties", parties);
	return o;
}

static hel_tree *single_of(hel_bargain_writer *w, int k)
{
	hel_maker *m = &w->maker;
	const hel_solution *s = &w->r->bargain.single[k];
	hel_tree *o = hel_make_object(m), *often = hel_make_array(m);
	hel_set(m, o, "alternative", hel_make_place(w, s->pick));
	hel_set(m, o, "value", hel_make_real(m, s->value));
	for (size_t a = 0; w->r->often[k].single && a <= w->d->m; a++) {
		if (w->r->often[k].single[a] == 0)
			continue;
		hel_tree *one = hel_make_object(m);
		hel_set(m, one, "alternative", hel_make_place(w, a));
		hel_set(m, one, "share", hel_make_real(m, w->r->often[k].single[a]));
		hel_add(m, often, one);
	}
	hel_set(m, o, "draws", often);
	return o;
}

static hel_tree *solutions_of(hel_bargain_writer *w)
{
	hel_maker *m = &w->maker;
	hel_tree *all = hel_make_array(m);
	for (int k = 0; k < HEL_SOLUTIONS; k++) {
		hel_tree *o = hel_make_object(m);
		hel_set(m, o, "name", hel_make_string(m, hel_solution_name((hel_solution_kind)k)));
		hel_set(m, o, "single", single_of(w, k));
		hel_set(m, o, "lottery", lottery_of(w, k));
		hel_add(m, all, o);
	}
	return all;
}

/* Places of a set at the point, with the share of draws in which each is in it; those that are in it in some draw too. */
static hel_tree *set_of(hel_bargain_writer *w, const bool *in, const double *share, size_t n)
{
	hel_maker *m = &w->maker;
	hel_tree *all = hel_make_array(m);
	for (size_t a = 0; a < n; a++) {
		if (!in[a] && !(share && share[a] > 0))
			continue;
		hel_tree *o = hel_make_object(m);
		hel_set(m, o, "alternative", hel_make_place(w, a));
		hel_set(m, o, "at_point", hel_make_bool(m, in[a]));
		hel_set(m, o, "share", share_of(w, share, a));
		hel_add(m, all, o);
	}
	return all;
}

static hel_tree *rule_of(hel_bargain_writer *w, size_t r)
{
	hel_maker *m = &w->maker;
	const hel_ruling_on_offers *ruling = &w->r->ruling[r];
	hel_tree *o = hel_make_object(m), *lost = hel_make_array(m), *against = hel_make_array(m);
	hel_set(m, o, "rule", hel_make_string(m, w->d->talks->rule[r].name));
	hel_set(m, o, "adopts", hel_make_place(w, ruling->at_point.adopted));
	hel_set(m, o, "adopts_in", share_of(w, ruling->adopted, ruling->at_point.adopted));
	hel_set(m, o, "winset", set_of(w, ruling->at_point.winset, ruling->winset, w->d->m));
	hel_set(m, o, "core", set_of(w, ruling->at_point.core, ruling->core, w->d->m + 1));
	hel_set_figure(w, o, "cost", &ruling->cost);
	for (size_t i = 0; i < w->d->n; i++) {
		hel_tree *one = hel_make_object(m);
		hel_set(m, one, "party", hel_make_party(w, i));
		hel_set_figure(w, one, "lost", &ruling->lost[i]);
		hel_add(m, lost, one);
		if (ruling->against[i])
			hel_add(m, against, hel_make_party(w, i));
	}
	hel_set(m, o, "stops_the_best_sum", hel_make_bool(m, ruling->stopped));
	hel_set(m, o, "against_the_best_sum", against);
	hel_set(m, o, "parties", lost);
	return o;
}

static hel_tree *scales_of(hel_bargain_writer *w)
{
	hel_maker *m = &w->maker;
	hel_tree *all = hel_make_array(m);
	for (size_t x = 0; x < w->d->talks->n_along; x++) {
		const hel_along *along = &w->d->talks->along[x];
		for (int k = 0; k < HEL_SOLUTIONS && w->r->along[x].utility; k++) {
			hel_tree *o = hel_make_object(m);
			hel_set(m, o, "name", hel_make_string(m, along->name));
			hel_set(m, o, "mechanism", hel_make_string(m, w->d->scenario->mechanism[along->mechanism].name));
			hel_set(m, o, "commitment", hel_make_string(m, along->limits));
			hel_set(m, o, "solution", hel_make_string(m, hel_solution_name((hel_solution_kind)k)));
			hel_set_figure(w, o, "scale", &w->r->along[x].scale[k]);
			hel_set(m, o, "why", hel_make_string(m, w->r->along[x].scale[k].why));
			hel_add(m, all, o);
		}
	}
	return all;
}

hel_tree *hel_make_bargain_result(hel_bargain_writer *w)
{
	hel_maker *m = &w->maker;
	hel_tree *o = hel_make_object(m), *rules = hel_make_array(m);
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
