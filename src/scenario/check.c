/* check.c: what a mechanism must not contain. */
#include <stdlib.h>

#include "base/fail.h"
#include "scenario/reading.h"

hel_status hel_add_neutral(hel_reading *r, uint16_t state, const hel_yaml *node)
{
	if (r->n_neutrals == r->room_neutrals) {
		size_t room = r->room_neutrals ? 2 * r->room_neutrals : 16;
		hel_neutral *neutral = realloc(r->neutral, room * sizeof *neutral);
		if (!neutral)
			return hel_no_memory(r);
		r->neutral = neutral;
		r->room_neutrals = room;
	}
	r->neutral[r->n_neutrals++] = (hel_neutral){state, node};
	return HEL_OK;
}

static hel_status refuse(hel_reading *r, const hel_neutral *neutral, const hel_commitment *tie, int other)
{
	const hel_world *world = &r->scenario->world;
	const char *id = world->state[neutral->state].id;
	const hel_join *join = hel_find_join(r, tie, neutral->state);
	if (join)
		return hel_bad(r, join->node,
			       "'%s' joins '%s' and so has a defence tie with '%s', but is permanently neutral", id,
			       tie->name, world->state[other].id);
	if (!tie->in_force)
		return hel_bad(r, neutral->node, "'%s' is permanently neutral but has a defence tie with '%s' in '%s'", id,
			       world->state[other].id, tie->name);
	return hel_bad(r, neutral->node,
		       "'%s' is permanently neutral but has a defence tie with '%s' in force by '%s'; except it", id,
		       world->state[other].id, tie->name);
}

/* The first tie, in the order of the mechanism, of a state that is marked; mark holds 1 + the neutral's place. */
static hel_status check_ties(hel_reading *r, const hel_mechanism *mechanism, const size_t *mark)
{
	for (size_t c = 0; c < mechanism->n; c++) {
		const hel_commitment *commitment = &mechanism->commitment[c];
		for (size_t x = 0; x < commitment->n_clauses; x++) {
			const hel_clause *clause = &commitment->clause[x];
			for (size_t a = 0; clause->type == HEL_DEFENCE && a < clause->n_arcs; a++) {
				hel_arc arc = clause->arc[a];
				if (mark[arc.k])
					return refuse(r, &r->neutral[mark[arc.k] - 1], commitment, arc.p);
				if (mark[arc.p])
					return refuse(r, &r->neutral[mark[arc.p] - 1], commitment, arc.k);
			}
		}
	}
	return HEL_OK;
}

hel_status hel_check_neutrals(hel_reading *r, const hel_mechanism *mechanism)
{
	if (!r->n_neutrals)
		return HEL_OK;
	size_t *mark = calloc((size_t)r->scenario->world.n, sizeof *mark);
	if (!mark)
		return hel_no_memory(r);
	for (size_t i = r->n_neutrals; i-- > 0;)
		mark[r->neutral[i].state] = i + 1;
	hel_status status = check_ties(r, mechanism, mark);
	free(mark);
	return status;
}
