/* commitments.c: one entry of a mechanism's list that states a commitment itself. */
#include <string.h>

#include "base/fail.h"
#include "scenario/reading.h"

/* Whether enough of its parties are of this world for a commitment to mean anything. */
static bool has_parties(const hel_commitment *commitment)
{
	const hel_clause *clause = &commitment->clause[0];
	switch (clause->type) {
	case HEL_ARMS_LIMIT:
	case HEL_MORATORIUM:
		return clause->n_states > 0;
	case HEL_DEPLOYMENT_LIMIT:
		return clause->n_states > 0 && clause->n_zone > 0;
	case HEL_TRANSPARENCY:
		return clause->n_states > 1;
	default:
		return clause->n_arcs > 0;
	}
}

static hel_clause_type type_of(const char *key)
{
	int t = 0;
	while (t < HEL_CLAUSE_TYPES && strcmp(key, hel_clause_name((hel_clause_type)t)))
		t++;
	return (hel_clause_type)t;
}

hel_status hel_read_commitment(hel_entry_reading *e)
{
	hel_reading *r = e->r;
	hel_commitment *commitment = hel_arena_alloc(r->arena, 1, sizeof *commitment);
	if (!commitment)
		return hel_no_memory(r);
	commitment->id = commitment->name = e->whose;
	hel_status status = hel_read_clause(e, type_of(e->type), commitment);
	if (status)
		return status;
	e->made = commitment;
	e->n_made = has_parties(commitment);
	if (e->n_made)
		return HEL_OK;
	return hel_note(&r->scenario->notes, r->error, "'%s' is left out: too few of its parties are of this world",
			e->whose);
}
