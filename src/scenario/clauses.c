/* clauses.c: the body of a commitment of each type: who is party to it, and its figures. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "scenario/reading.h"

typedef struct job {
	hel_reading *r;
	const hel_yaml *map;
	const char *type, *whose;
	hel_commitment *commitment;
	hel_clause *clause;
} job;

/* --- parties and arcs --------------------------------------------------------------------------------------------- */

/* The states under a key; fewer than least as stated is an error. */
static hel_status read_party(job *j, const char *key, size_t least, hel_states *states)
{
	const hel_yaml *node;
	hel_status status = hel_need(j->r, j->map, j->type, key, &node);
	if (!status)
		status = hel_read_states(j->r, node, key, j->whose, states);
	if (!status && states->stated < least)
		return hel_bad(j->r, node, "'%s' needs at least %s", key, least == 1 ? "one state" : "two states");
	return status;
}

static hel_status make_arcs(job *j, size_t most)
{
	j->r->n_arcs_made += most;
	if (j->r->n_arcs_made > HEL_ARCS_MAX)
		return hel_bad(j->r, j->map, "too many obligations in one file: at most %d", HEL_ARCS_MAX);
	j->clause->arc = hel_arena_alloc(j->r->arena, most, sizeof *j->clause->arc);
	return j->clause->arc ? HEL_OK : hel_no_memory(j->r);
}

/* Every k of from owes every other p of to. */
static hel_status bind(job *j, const hel_states *from, const hel_states *to)
{
	hel_status status = make_arcs(j, from->n * to->n);
	for (size_t k = 0; k < from->n && !status; k++) {
		for (size_t p = 0; p < to->n; p++) {
			if (from->state[k] != to->state[p])
				j->clause->arc[j->clause->n_arcs++] = (hel_arc){from->state[k], to->state[p]};
		}
	}
	return status;
}

static void set_members(job *j, const hel_states *states)
{
	j->commitment->n_members = states->n;
	j->commitment->member = states->state;
}

/* --- figures ------------------------------------------------------------------------------------------------------ */

static hel_status read_rho(job *j, hel_clause_type type)
{
	j->clause->rho = hel_default_rho(type);
	bool has_default = j->clause->rho.given;
	j->clause->rho.given = false; /* a lens may say otherwise */
	const hel_yaml *node = hel_yaml_get(j->map, "rho");
	if (!node && !has_default)
		return hel_bad(j->r, j->map, "missing key 'rho' in '%s': nobody knows it, so it has no default", j->type);
	hel_status status = node ? hel_read_range(j->r, node, "rho", 0, 1, &j->clause->rho) : HEL_OK;
	if (!status && !has_default && node->kind == HEL_YAML_WORD)
		return hel_note(&j->r->scenario->notes, j->r->error,
				"the rho of '%s' is one number, though nobody knows it: a range [low, mode, high] would "
				"show what hangs on it",
				j->whose);
	return status;
}

static hel_status read_factor(job *j, const char *key, hel_range *factor)
{
	const hel_yaml *node = hel_yaml_get(j->map, key);
	return node ? hel_read_range(j->r, node, key, 0, 1, factor) : HEL_OK;
}

/* --- types -------------------------------------------------------------------------------------------------------- */

/* defence, collective-security, offence: each member owes all others */
static hel_status read_mutual(job *j)
{
	hel_states members;
	hel_status status = read_party(j, "members", 2, &members);
	if (!status)
		status = read_rho(j, j->clause->type);
	if (!status)
		status = bind(j, &members, &members);
	if (status)
		return status;
	set_members(j, &members);
	return hel_read_rule(j->r, hel_yaml_get(j->map, "rule"), j->whose, j->commitment);
}

static hel_status unite(job *j, const hel_states *a, const hel_states *b, hel_states *both)
{
	both->state = hel_arena_alloc(j->r->arena, a->n + b->n, sizeof *both->state);
	if (!both->state)
		return hel_no_memory(j->r);
	for (size_t x = 0, y = 0; x < a->n || y < b->n;) {
		uint16_t next = y == b->n || (x < a->n && a->state[x] < b->state[y]) ? a->state[x] : b->state[y];
		x += x < a->n && a->state[x] == next;
		y += y < b->n && b->state[y] == next;
		both->state[both->n++] = next;
	}
	return HEL_OK;
}

static hel_status read_guarantee(job *j)
{
	hel_states guarantors, wards, members = {0};
	hel_status status = read_party(j, "guarantors", 1, &guarantors);
	if (!status)
		status = read_party(j, "wards", 1, &wards);
	if (!status)
		status = read_rho(j, HEL_GUARANTEE);
	if (!status)
		status = unite(j, &guarantors, &wards, &members);
	if (!status)
		status = bind(j, &guarantors, &wards);
	if (status)
		return status;
	if (guarantors.n && wards.n && !j->clause->n_arcs)
		return hel_bad(j->r, hel_yaml_get(j->map, "wards"), "no state can be its own guarantor");
	set_members(j, &members);
	return hel_read_rule(j->r, hel_yaml_get(j->map, "rule"), j->whose, j->commitment);
}

/* Permanent: a state that stays out of every war, towards all states of the world. */
static hel_status read_permanent(job *j)
{
	static const char *const all[] = {"all", NULL};
	hel_states neutrals = {0};
	const hel_yaml *towards;
	int choice;
	hel_status status = read_party(j, "states", 1, &neutrals);
	if (!status)
		status = hel_need(j->r, j->map, j->type, "towards", &towards);
	if (!status)
		status = hel_read_choice(j->r, towards, "towards", all, &choice);
	int n = j->r->scenario->world.n;
	if (!status)
		status = make_arcs(j, neutrals.n * (size_t)n);
	for (size_t s = 0; s < neutrals.n && !status; s++) {
		for (int p = 0; p < n; p++) {
			if (p != neutrals.state[s])
				j->clause->arc[j->clause->n_arcs++] = (hel_arc){neutrals.state[s], (uint16_t)p};
		}
		status = hel_add_neutral(j->r, neutrals.state[s], neutrals.node[s]);
	}
	j->clause->permanent = true;
	set_members(j, &neutrals);
	return status;
}

static hel_status read_neutrality(job *j)
{
	const hel_yaml *members = hel_yaml_get(j->map, "members"), *states = hel_yaml_get(j->map, "states");
	const hel_yaml *towards = hel_yaml_get(j->map, "towards");
	if (members && (states || towards))
		return hel_bad(j->r, members->key,
			       "'neutrality' has either 'members', neutral to each other, or 'states', neutral towards all");
	hel_status status = HEL_OK;
	if (states || towards) {
		status = read_permanent(j);
	} else {
		hel_states parties;
		status = read_party(j, "members", 2, &parties);
		if (!status)
			status = bind(j, &parties, &parties);
		if (!status)
			set_members(j, &parties);
	}
	if (!status)
		status = read_rho(j, HEL_NEUTRALITY);
	return status ? status : read_factor(j, "factor", &j->clause->factor);
}

static hel_status read_non_aggression(job *j)
{
	hel_states parties;
	hel_status status = read_party(j, "members", 2, &parties);
	if (!status)
		status = read_rho(j, HEL_NON_AGGRESSION);
	if (!status)
		status = read_factor(j, "factor", &j->clause->factor);
	if (!status)
		status = bind(j, &parties, &parties);
	if (!status)
		set_members(j, &parties);
	return status;
}

static hel_status read_bound(job *j)
{
	hel_states states;
	hel_status status = read_party(j, "states", 1, &states);
	if (status)
		return status;
	j->clause->n_states = states.n;
	j->clause->state = states.state;
	set_members(j, &states);
	return HEL_OK;
}

static hel_status read_arms_limit(job *j)
{
	const hel_yaml *scale = hel_yaml_get(j->map, "scale"), *cap = hel_yaml_get(j->map, "cap");
	hel_status status = read_bound(j);
	if (status)
		return status;
	if (!scale && !cap)
		return hel_bad(j->r, j->map, "missing key 'scale' or 'cap' in '%s'", j->type);
	if (scale && cap)
		return hel_bad(j->r, cap->key, "'%s' has either 'scale' or 'cap', not both", j->type);
	if (scale)
		return hel_read_number(j->r, scale, "scale", 0, 1, &j->clause->scale);
	return hel_read_number(j->r, cap, "cap", 0, (double)INFINITY, &j->clause->cap);
}

static hel_status read_deployment_limit(job *j)
{
	const hel_yaml *scale;
	hel_states zone;
	hel_status status = read_bound(j);
	if (!status)
		status = read_party(j, "zone", 1, &zone);
	if (!status)
		status = hel_need(j->r, j->map, j->type, "scale", &scale);
	if (status)
		return status;
	j->clause->n_zone = zone.n;
	j->clause->zone = zone.state;
	return hel_read_number(j->r, scale, "scale", 0, 1, &j->clause->scale);
}

static hel_status read_moratorium(job *j)
{
	const hel_yaml *from;
	hel_status status = read_bound(j);
	if (!status)
		status = hel_need(j->r, j->map, j->type, "from", &from);
	return status ? status : hel_resolve_pact(j->r, from, &j->clause->pact);
}

static hel_status read_transparency(job *j)
{
	hel_states members;
	const hel_yaml *threat, *omega;
	hel_status status = read_party(j, "members", 2, &members);
	if (!status)
		status = hel_need(j->r, j->map, j->type, "threat", &threat);
	if (!status)
		status = hel_need(j->r, j->map, j->type, "omega", &omega);
	if (!status)
		status = read_factor(j, "threat", &j->clause->factor);
	if (!status)
		status = read_factor(j, "omega", &j->clause->omega_factor);
	if (status)
		return status;
	j->clause->n_states = members.n;
	j->clause->state = members.state;
	set_members(j, &members);
	const char *lone = threat->kind == HEL_YAML_WORD ? "threat" : omega->kind == HEL_YAML_WORD ? "omega" : NULL;
	if (!lone)
		return HEL_OK;
	return hel_note(&j->r->scenario->notes, j->r->error,
			"the factor '%s' of '%s' is one number, though nobody knows it: a range [low, mode, high] would "
			"show what hangs on it",
			lone, j->whose);
}

/* --- by type ------------------------------------------------------------------------------------------------------ */

static const struct form {
	const char *keys[6];
	hel_status (*read)(job *j);
} forms[HEL_CLAUSE_TYPES] = {
    [HEL_DEFENCE] = {{"members", "rho", "rule"}, read_mutual},
    [HEL_COLLECTIVE_SECURITY] = {{"members", "rho", "rule"}, read_mutual},
    [HEL_GUARANTEE] = {{"guarantors", "wards", "rho", "rule"}, read_guarantee},
    [HEL_OFFENCE] = {{"members", "rho", "rule"}, read_mutual},
    [HEL_NEUTRALITY] = {{"members", "states", "towards", "rho", "factor"}, read_neutrality},
    [HEL_NON_AGGRESSION] = {{"members", "rho", "factor"}, read_non_aggression},
    [HEL_ARMS_LIMIT] = {{"states", "scale", "cap"}, read_arms_limit},
    [HEL_DEPLOYMENT_LIMIT] = {{"states", "zone", "scale"}, read_deployment_limit},
    [HEL_MORATORIUM] = {{"states", "from"}, read_moratorium},
    [HEL_TRANSPARENCY] = {{"members", "threat", "omega"}, read_transparency},
};

hel_status hel_read_clause(hel_entry_reading *e, hel_clause_type type, hel_commitment *commitment)
{
	hel_clause *clause = hel_arena_alloc(e->r->arena, 1, sizeof *clause);
	if (!clause)
		return hel_no_memory(e->r);
	clause->type = type;
	clause->scale = clause->cap = NAN;
	commitment->clause = clause;
	commitment->n_clauses = 1;
	job j = {e->r, e->body, e->type, e->whose, commitment, clause};
	hel_status status = hel_check_keys(e->r, e->body, e->type, forms[type].keys);
	return status ? status : forms[type].read(&j);
}
