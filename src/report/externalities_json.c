/* externalities_json.c: `helsinki-externalities/1` (docs/externalities.md). Figures by state are arrays in the order of `states`. */
#include <math.h>

#include "helsinki/report.h"
#include "helsinki/version.h"
#include "report/facts.h"
#include "report/tree.h"
#include "report/words.h"

static hel_tree *by_state(hel_maker *m, const hel_externalities *e, const double *value)
{
	if (!value)
		return hel_make_null(m);
	hel_tree *array = hel_make_array(m);
	for (int s = 0; s < e->n_region; s++)
		hel_add(m, array, hel_make_real(m, value[s]));
	return array;
}

static hel_tree *name_of(hel_maker *m, const hel_externalities *e, const hel_externality *x)
{
	char name[1024];
	return hel_make_string(m, hel_externality_name(e, x, name, sizeof name));
}

static hel_tree *danger(hel_maker *m, const hel_externalities *e, int state, const hel_danger *d)
{
	hel_tree *object = hel_make_object(m);
	hel_set(m, object, "to", hel_make_id(m, &e->scenario->world, state));
	hel_set(m, object, "abandonment", hel_make_real(m, d->abandonment));
	hel_set(m, object, "entrapment", hel_make_real(m, d->entrapment));
	return object;
}

static hel_tree *thing(hel_maker *m, const hel_externalities *e, const hel_externality *x)
{
	hel_tree *object = hel_make_object(m);
	hel_set(m, object, "of", name_of(m, e, x));
	hel_set(m, object, "harm", hel_make_real(m, x->harm));
	hel_set(m, object, "gain", hel_make_real(m, x->gain));
	hel_set(m, object, "own", hel_make_real(m, x->own));
	hel_set(m, object, "payer", hel_make_id(m, &e->scenario->world, x->payer));
	hel_set(m, object, "payer_dS", hel_make_real(m, x->payer < 0 ? NAN : x->payer_dS));
	hel_set(m, object, "receiver", hel_make_id(m, &e->scenario->world, x->receiver));
	hel_set(m, object, "receiver_dS", hel_make_real(m, x->receiver < 0 ? NAN : x->receiver_dS));
	if (x->b >= 0) {
		hel_tree *dangers = hel_make_array(m);
		hel_add(m, dangers, danger(m, e, x->a, &x->danger[0]));
		hel_add(m, dangers, danger(m, e, x->b, &x->danger[1]));
		hel_set(m, object, "dangers", dangers);
	}
	if (e->of == HEL_OF_ACTORS) {
		hel_set(m, object, "shapley", hel_make_real(m, x->shapley));
		hel_set(m, object, "shapley_se", hel_make_real(m, x->shapley_se));
	}
	hel_set(m, object, "dS", by_state(m, e, x->dS));
	hel_set(m, object, "dL", by_state(m, e, x->dL));
	hel_set(m, object, "low", by_state(m, e, x->low));
	hel_set(m, object, "high", by_state(m, e, x->high));
	return object;
}

static hel_tree *names(hel_maker *m, const hel_externalities *e, const hel_externalities_result *r, const size_t *index, size_t n)
{
	hel_tree *array = hel_make_array(m);
	for (size_t i = 0; i < n; i++)
		hel_add(m, array, name_of(m, e, &r->x[index[i]]));
	return array;
}

static hel_tree *interactions(hel_maker *m, const hel_externalities *e, const hel_externalities_result *r)
{
	hel_tree *array = hel_make_array(m);
	for (size_t i = 0; i < r->n_interactions; i++) {
		hel_tree *object = hel_make_object(m);
		hel_set(m, object, "a", hel_make_id(m, &e->scenario->world, r->interaction[i].a));
		hel_set(m, object, "b", hel_make_id(m, &e->scenario->world, r->interaction[i].b));
		hel_set(m, object, "value", hel_make_real(m, r->interaction[i].value));
		hel_add(m, array, object);
	}
	return array;
}

static hel_tree *result(hel_maker *m, const hel_externalities *e, const hel_externalities_result *r)
{
	hel_tree *object = hel_make_object(m), *things = hel_make_array(m);
	hel_set(m, object, "mechanism", hel_make_string(m, e->scenario->mechanism[r->mechanism].name));
	hel_set(m, object, "lens", hel_make_string(m, e->scenario->lens[r->lens].name));
	hel_set(m, object, "count", hel_make_integer(m, (long long)r->n));
	hel_set(m, object, "loss", by_state(m, e, r->loss));
	hel_set(m, object, "costliest", names(m, e, r, r->costliest, r->n_costliest));
	hel_set(m, object, "giving", names(m, e, r, r->giving, r->n_giving));
	for (size_t i = 0; i < r->n; i++) {
		if (r->x[i].dS)
			hel_add(m, things, thing(m, e, &r->x[i]));
	}
	hel_set(m, object, "externalities", things);
	if (e->of == HEL_OF_ACTORS) {
		hel_set(m, object, "worth", hel_make_real(m, r->worth));
		hel_set(m, object, "interactions", interactions(m, e, r));
	}
	return object;
}

hel_status hel_report_externalities_json(hel_text *text, const hel_externalities *e, hel_error *error)
{
	hel_maker maker = {0}, *m = &maker;
	hel_tree *object = hel_make_object(m), *results = hel_make_array(m), *states = hel_make_array(m);
	hel_set(m, object, "format", hel_make_string(m, "helsinki-externalities/1"));
	hel_set(m, object, "version", hel_make_string(m, HEL_VERSION));
	hel_set(m, object, "seed", hel_make_seed(m, e->seed));
	hel_set(m, object, "draws", hel_make_integer(m, e->draws));
	hel_set(m, object, "scenario", hel_make_scenario(m, e->scenario));
	hel_set(m, object, "of", hel_make_string(m, hel_what_name(e->of)));
	for (int s = 0; s < e->n_region; s++)
		hel_add(m, states, hel_make_id(m, &e->scenario->world, e->state[s]));
	hel_set(m, object, "states", states);
	for (size_t r = 0; r < e->n_results; r++)
		hel_add(m, results, result(m, e, &e->result[r]));
	hel_set(m, object, "results", results);
	hel_set(m, object, "warnings", hel_make_notes(m, &e->notes));
	return hel_tree_write(text, m, object, error);
}
