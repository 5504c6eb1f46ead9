/* membership.c: states that leave a pact in force or join it, as an entry of a mechanism says. What the data say of a day is
 * shared between mechanisms, so members and obligations are copied before they change. */
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "scenario/reading.h"

/* The states that one key of `leave` or `join` names for one pact. */
typedef struct move {
	hel_reading *r;
	const hel_yaml *node; /* their list */
	const char *key, *whose;
	hel_commitment *pact;
	hel_states states;
	bool *member; /* of the pact, n */
} move;

static bool *members_of(const hel_reading *r, const hel_commitment *pact)
{
	bool *member = hel_arena_alloc(r->arena, (size_t)r->scenario->world.n, sizeof *member);
	for (size_t m = 0; member && m < pact->n_members; m++)
		member[pact->member[m]] = true;
	return member;
}

/* One note for all whom a move leaves where they are. */
static hel_status note_idle(const move *v, bool member, const char *what)
{
	hel_text names = {0};
	hel_status status = HEL_OK;
	for (size_t s = 0; s < v->states.n; s++) {
		if (v->member[v->states.state[s]] == member)
			hel_text_printf(&names, "%s%s", names.n ? ", " : "",
					v->r->scenario->world.state[v->states.state[s]].id);
	}
	if (names.failed)
		status = hel_no_memory(v->r);
	else if (names.n)
		status = hel_note(&v->r->scenario->notes, v->r->error, "'%s' of '%s' changes nothing for %s: %s", v->whose,
				  v->key, names.bytes, what);
	hel_text_free(&names);
	return status;
}

/* Those of n states that are marked. */
static hel_status list(hel_reading *r, const bool *mark, uint16_t **state, size_t *n_states)
{
	int n = r->scenario->world.n;
	*state = hel_arena_alloc(r->arena, (size_t)n, sizeof **state);
	if (!*state)
		return hel_no_memory(r);
	*n_states = 0;
	for (int k = 0; k < n; k++) {
		if (mark[k])
			(*state)[(*n_states)++] = (uint16_t)k;
	}
	return HEL_OK;
}

static hel_status copy_clauses(const move *v)
{
	hel_clause *clause = hel_arena_alloc(v->r->arena, v->pact->n_clauses, sizeof *clause);
	if (!clause)
		return hel_no_memory(v->r);
	memcpy(clause, v->pact->clause, v->pact->n_clauses * sizeof *clause);
	v->pact->clause = clause;
	return HEL_OK;
}

static hel_status allow(const move *v, size_t n_arcs)
{
	v->r->n_arcs_made += n_arcs;
	if (v->r->n_arcs_made > HEL_ARCS_MAX)
		return hel_bad(v->r, v->node, "too many obligations in one file: at most %d", HEL_ARCS_MAX);
	return HEL_OK;
}

/* --- leaving ------------------------------------------------------------------------------------------------------ */

/* A copy of some arcs without those from or to a state that is no member. */
static hel_status keep_arcs(const move *v, hel_arc **arc, size_t *n_arcs)
{
	const hel_arc *from = *arc;
	size_t n = *n_arcs;
	if (!from)
		return HEL_OK;
	hel_status status = allow(v, n);
	if (status)
		return status;
	if (!(*arc = hel_arena_alloc(v->r->arena, n, sizeof **arc)))
		return hel_no_memory(v->r);
	*n_arcs = 0;
	for (size_t a = 0; a < n; a++) {
		if (v->member[from[a].k] && v->member[from[a].p])
			(*arc)[(*n_arcs)++] = from[a];
	}
	return HEL_OK;
}

static hel_status leave(move *v)
{
	hel_status status = note_idle(v, false, "no member");
	for (size_t s = 0; s < v->states.n; s++)
		v->member[v->states.state[s]] = false;
	if (!status)
		status = list(v->r, v->member, &v->pact->member, &v->pact->n_members);
	if (!status)
		status = copy_clauses(v);
	size_t n_clauses = v->pact->n_clauses;
	v->pact->n_clauses = status ? n_clauses : 0;
	for (size_t x = 0; x < n_clauses && !status; x++) {
		hel_clause clause = v->pact->clause[x];
		status = keep_arcs(v, &clause.arc, &clause.n_arcs);
		if (!status)
			status = keep_arcs(v, &clause.own, &clause.n_own);
		v->pact->clause[v->pact->n_clauses] = clause;
		v->pact->n_clauses += clause.n_arcs > 0;
	}
	return status;
}

/* A pact that has lost all but one of its members, or all that anybody owed under it, is gone. */
static void drop_empty(hel_entry_reading *e)
{
	size_t n = 0;
	for (size_t c = 0; c < e->n_made; c++) {
		if (e->made[c].n_members >= 2 && e->made[c].n_clauses)
			e->made[n++] = e->made[c];
	}
	e->n_made = n;
}

/* --- joining ------------------------------------------------------------------------------------------------------ */

/* Under a pact that is one treaty, whoever owes a clause owes it to every other member. */
static hel_status owe_all(const move *v, hel_clause *clause, const bool *joined, bool *owes)
{
	const hel_commitment *pact = v->pact;
	size_t n = (size_t)v->r->scenario->world.n, n_owing = 0;
	memcpy(owes, joined, n * sizeof *owes);
	for (size_t a = 0; a < clause->n_arcs; a++)
		owes[clause->arc[a].k] = true;
	for (size_t k = 0; k < n; k++)
		n_owing += owes[k];
	hel_status status = allow(v, n_owing * (pact->n_members - 1));
	if (status)
		return status;
	clause->arc = hel_arena_alloc(v->r->arena, n_owing * (pact->n_members - 1), sizeof *clause->arc);
	if (!clause->arc)
		return hel_no_memory(v->r);
	clause->n_arcs = 0;
	for (size_t k = 0; k < n; k++) {
		for (size_t m = 0; owes[k] && m < pact->n_members; m++) {
			if (pact->member[m] != k)
				clause->arc[clause->n_arcs++] = (hel_arc){(uint16_t)k, pact->member[m]};
		}
	}
	return HEL_OK;
}

static hel_status add_join(hel_reading *r, const hel_commitment *pact, uint16_t state, const hel_yaml *node)
{
	hel_join *join = hel_arena_alloc(r->arena, 1, sizeof *join);
	if (!join)
		return hel_no_memory(r);
	*join = (hel_join){pact->id, state, node, NULL};
	*r->last_join = join;
	r->last_join = &join->next;
	return HEL_OK;
}

const hel_join *hel_find_join(const hel_reading *r, const hel_commitment *pact, int state)
{
	for (size_t s = 0; s < pact->n_joined; s++) {
		const hel_join *join = r->joins;
		while (join && (pact->joined[s] != state || join->state != state || strcmp(join->pact, pact->id)))
			join = join->next;
		if (join)
			return join;
	}
	return NULL;
}

static bool is_bundle(const hel_commitment *pact)
{
	for (size_t x = 0; x < pact->n_clauses; x++) {
		if (pact->clause[x].own)
			return true;
	}
	return false;
}

static hel_status join(move *v)
{
	hel_reading *r = v->r;
	if (is_bundle(v->pact))
		return hel_bad(r, v->node->key, "nobody can join '%s': it is a bundle of pairs without a treaty in common",
			       v->whose);
	hel_status status = note_idle(v, true, "a member already");
	size_t n = (size_t)r->scenario->world.n;
	bool *joined = hel_arena_alloc(r->arena, n, sizeof *joined), *owes = hel_arena_alloc(r->arena, n, sizeof *owes);
	if (!joined || !owes)
		return hel_no_memory(r);
	for (size_t s = 0; s < v->states.n && !status; s++) {
		uint16_t state = v->states.state[s];
		if (v->member[state])
			continue;
		joined[state] = v->member[state] = true;
		status = add_join(r, v->pact, state, v->states.node[s]);
	}
	if (!status)
		status = list(r, v->member, &v->pact->member, &v->pact->n_members);
	for (size_t s = 0; s < v->pact->n_joined; s++)
		joined[v->pact->joined[s]] = true;
	if (!status)
		status = list(r, joined, &v->pact->joined, &v->pact->n_joined);
	if (!status)
		status = copy_clauses(v);
	for (size_t x = 0; x < v->pact->n_clauses && !status; x++)
		status = owe_all(v, &v->pact->clause[x], joined, owes);
	return status;
}

/* --- both --------------------------------------------------------------------------------------------------------- */

static hel_status read_moves(hel_entry_reading *e, hel_date day, const char *key, hel_status (*make)(move *v))
{
	hel_reading *r = e->r;
	const hel_yaml *map = hel_yaml_get(e->entry, key);
	hel_status status = map ? hel_need_map(r, map, key) : HEL_OK;
	for (const hel_yaml *value = map && !status ? map->first : NULL; value && !status; value = value->next) {
		move v = {.r = r, .node = value, .key = key, .whose = value->key->text};
		status = hel_find_selected(e, day, key, value->key, &v.pact);
		if (!status)
			status = hel_read_states(r, value, v.whose, v.whose, &v.states);
		if (!status && !v.states.stated)
			status = hel_bad(r, value, "'%s' has no states", v.whose);
		if (status || !v.pact || !v.states.n)
			continue;
		v.member = members_of(r, v.pact);
		status = v.member ? make(&v) : hel_no_memory(r);
	}
	return status;
}

hel_status hel_read_membership(hel_entry_reading *e, hel_date day)
{
	hel_status status = read_moves(e, day, "leave", leave);
	drop_empty(e);
	return status ? status : read_moves(e, day, "join", join);
}
