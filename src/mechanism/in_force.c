/* in_force.c: from a dated list of pacts to commitments among the states of a world. */
#include "mechanism/in_force.h"

#include <string.h>

#include "base/fail.h"

static const struct {
	unsigned flag;
	hel_clause_type type;
} kinds[] = {{HEL_PACT_DEFENCE, HEL_DEFENCE},
             {HEL_PACT_OFFENCE, HEL_OFFENCE},
             {HEL_PACT_NEUTRALITY, HEL_NEUTRALITY},
             {HEL_PACT_NON_AGGRESSION, HEL_NON_AGGRESSION}};

enum { N_KINDS = sizeof kinds / sizeof *kinds };

static size_t count_arcs(const hel_pact *pact, const int *member, unsigned flag)
{
	size_t n_owing = 0, n_members = 0, n = 0;
	for (size_t m = 0; m < pact->n_members; m++) {
		n_members += member[m] >= 0;
		n_owing += member[m] >= 0 && (pact->member[m].owes & flag);
	}
	for (size_t x = 0; x < pact->n_pairs; x++)
		n += (pact->pair[x].owes & flag) != 0;
	return pact->n_pairs ? n : n_owing * (n_members - 1);
}

static void fill_arcs(hel_clause *clause, const hel_pact *pact, const int *member, const hel_world *world, unsigned flag)
{
	clause->n_arcs = 0;
	for (size_t x = 0; x < pact->n_pairs; x++) {
		int k = hel_world_find_code(world, pact->pair[x].from), p = hel_world_find_code(world, pact->pair[x].to);
		if ((pact->pair[x].owes & flag) && k >= 0 && p >= 0)
			clause->arc[clause->n_arcs++] = (hel_arc){(uint16_t)k, (uint16_t)p};
	}
	for (size_t k = 0; !pact->n_pairs && k < pact->n_members; k++) {
		for (size_t p = 0; p < pact->n_members; p++) {
			if (k != p && member[k] >= 0 && member[p] >= 0 && (pact->member[k].owes & flag))
				clause->arc[clause->n_arcs++] = (hel_arc){(uint16_t)member[k], (uint16_t)member[p]};
		}
	}
}

static bool fill_members(hel_commitment *commitment, hel_arena *arena, const hel_pact *pact, const int *member)
{
	commitment->member = hel_arena_alloc(arena, pact->n_members, sizeof *commitment->member);
	for (size_t m = 0; commitment->member && m < pact->n_members; m++) {
		if (member[m] >= 0)
			commitment->member[commitment->n_members++] = (uint16_t)member[m];
	}
	return commitment->member != NULL;
}

static bool fill_clauses(hel_commitment *commitment, hel_arena *arena, const hel_pact *pact, const int *member,
                         const hel_world *world)
{
	commitment->clause = hel_arena_alloc(arena, N_KINDS, sizeof *commitment->clause);
	for (size_t x = 0; commitment->clause && commitment->n_members >= 2 && x < N_KINDS; x++) {
		size_t n = count_arcs(pact, member, kinds[x].flag);
		if (!n)
			continue;
		hel_clause *clause = &commitment->clause[commitment->n_clauses];
		*clause = (hel_clause){.type = kinds[x].type, .rho = hel_default_rho(kinds[x].type)};
		clause->rho.given = false; /* a lens may say otherwise */
		if (!(clause->arc = hel_arena_alloc(arena, n, sizeof *clause->arc)))
			return false;
		fill_arcs(clause, pact, member, world, kinds[x].flag);
		if (pact->n_pairs) { /* unrelated pairs: each spares its own partners alone */
			clause->own = clause->arc;
			clause->n_own = clause->n_arcs;
		}
		commitment->n_clauses += clause->n_arcs > 0;
	}
	return commitment->clause != NULL;
}

static bool add_pact(hel_mechanism *mechanism, hel_arena *arena, const hel_world *world, const hel_pact *pact)
{
	int *member = hel_arena_alloc(arena, pact->n_members, sizeof *member);
	if (!member)
		return false;
	for (size_t m = 0; m < pact->n_members; m++)
		member[m] = hel_world_find_code(world, pact->member[m].ccode);
	const char *name = pact->name ? pact->name : pact->id;
	hel_commitment commitment = {.id = hel_arena_copy(arena, pact->id, strlen(pact->id)),
	                             .name = hel_arena_copy(arena, name, strlen(name)),
	                             .in_force = true};
	if (!commitment.id || !commitment.name || !fill_members(&commitment, arena, pact, member) ||
	    !fill_clauses(&commitment, arena, pact, member, world))
		return false;
	if (commitment.n_clauses)
		mechanism->commitment[mechanism->n++] = commitment;
	return true;
}

hel_status hel_in_force_build(hel_mechanism *mechanism, hel_arena *arena, const hel_world *world, const hel_pact_list *pacts,
                              hel_error *error)
{
	*mechanism = (hel_mechanism){.name = "in force"};
	mechanism->commitment = hel_arena_alloc(arena, pacts->n, sizeof *mechanism->commitment);
	if (!mechanism->commitment)
		return hel_fail_memory(error);
	for (size_t x = 0; x < pacts->n; x++) {
		if (!add_pact(mechanism, arena, world, &pacts->pact[x]))
			return hel_fail_memory(error);
	}
	return HEL_OK;
}
