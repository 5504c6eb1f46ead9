/* mechanism_json.c: what a mechanism's commitments bind, for programs. */
#include "report/facts.h"

static hel_tree *some_states(hel_maker *m, const hel_world *world, const uint16_t *state, size_t n)
{
	hel_tree *array = hel_make_array(m);
	for (size_t s = 0; s < n; s++)
		hel_add(m, array, hel_make_id(m, world, state[s]));
	return array;
}

static hel_tree *types(hel_maker *m, const hel_commitment *commitment)
{
	hel_tree *array = hel_make_array(m);
	for (int t = 0; t < HEL_CLAUSE_TYPES; t++) {
		bool has = false;
		for (size_t c = 0; c < commitment->n_clauses; c++)
			has |= commitment->clause[c].type == (hel_clause_type)t;
		if (has)
			hel_add(m, array, hel_make_string(m, hel_clause_name((hel_clause_type)t)));
	}
	return array;
}

static hel_tree *rule(hel_maker *m, const hel_world *world, const hel_rule *r)
{
	hel_tree *object = hel_make_object(m);
	hel_set(m, object, "kind", hel_make_string(m, hel_rule_name(r->kind)));
	hel_set(m, object, "majority", r->kind == HEL_MAJORITY ? hel_make_real(m, r->majority) : hel_make_null(m));
	hel_set(m, object, "vetoers", some_states(m, world, r->vetoer, r->kind == HEL_VETO ? r->n_vetoers : 0));
	return object;
}

hel_tree *hel_make_mechanism(hel_maker *m, const hel_world *world, const hel_mechanism *mechanism)
{
	hel_tree *object = hel_make_object(m), *commitments = hel_make_array(m);
	hel_set(m, object, "name", hel_make_string(m, mechanism->name));
	for (size_t c = 0; c < mechanism->n; c++) {
		const hel_commitment *commitment = &mechanism->commitment[c];
		hel_tree *one = hel_make_object(m);
		hel_set(m, one, "id", hel_make_string(m, commitment->id));
		hel_set(m, one, "name", hel_make_string(m, commitment->name));
		hel_set(m, one, "in_force", hel_make_bool(m, commitment->in_force));
		hel_set(m, one, "types", types(m, commitment));
		hel_set(m, one, "members", some_states(m, world, commitment->member, commitment->n_members));
		hel_set(m, one, "rule", rule(m, world, &commitment->rule));
		hel_add(m, commitments, one);
	}
	hel_set(m, object, "commitments", commitments);
	return object;
}
