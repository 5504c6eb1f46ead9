/* pairs.c: see pairs.h. Compared byte by byte. */
#include "security/pairs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"

typedef struct table {
	void **to;
	const void *from;
	size_t bytes;
} table;

enum { TABLES = 7 };

/* The tables of a copy with those of a world. */
static void list_tables(hel_world *to, const hel_world *from, table list[TABLES])
{
	size_t n2 = (size_t)from->n * (size_t)from->n;
	const table all[TABLES] = {{(void **)&to->dist_km, from->dist_km, n2 * sizeof *to->dist_km},
				   {(void **)&to->contiguity, from->contiguity, n2},
				   {(void **)&to->rival, from->rival, n2},
				   {(void **)&to->peace_from[0], from->peace_from[0], n2 * sizeof **to->peace_from},
				   {(void **)&to->peace_from[1], from->peace_from[1], n2 * sizeof **to->peace_from},
				   {(void **)&to->fought[0], from->fought[0], n2},
				   {(void **)&to->fought[1], from->fought[1], n2}};
	memcpy(list, all, sizeof all);
}

hel_status hel_pairs_copy(hel_pairs *pairs, const hel_world *world, hel_error *error)
{
	table list[TABLES];
	*pairs = (hel_pairs){.world = {.n = world->n, .year = world->year}};
	hel_world *to = &pairs->world;
	memcpy(to->peace_known, world->peace_known, sizeof to->peace_known);
	list_tables(to, world, list);
	bool memory = (to->state = calloc((size_t)world->n + 1, sizeof *to->state)) != NULL;
	for (int t = 0; t < TABLES && memory; t++) {
		if (!list[t].from)
			continue;
		memory = (*list[t].to = malloc(list[t].bytes + 1)) != NULL;
		if (memory)
			memcpy(*list[t].to, list[t].from, list[t].bytes);
	}
	if (!memory) {
		hel_pairs_free(pairs);
		return hel_fail_memory(error);
	}
	for (int i = 0; i < world->n; i++)
		to->state[i] = world->state[i];
	return HEL_OK;
}

static bool same_number(double x, double y)
{
	return x == y || (isnan(x) && isnan(y));
}

static bool same_state(const hel_state *x, const hel_state *y)
{
	return x->ccode == y->ccode && x->major == y->major && same_number(x->cinc, y->cinc) &&
	       same_number(x->population, y->population) && same_number(x->milper, y->milper) && !strcmp(x->id, y->id);
}

bool hel_pairs_are_of(const hel_pairs *pairs, const hel_world *world)
{
	table list[TABLES];
	hel_world copy = pairs->world;
	if (copy.n != world->n || copy.year != world->year ||
	    memcmp(copy.peace_known, world->peace_known, sizeof copy.peace_known) != 0)
		return false;
	for (int i = 0; i < world->n; i++) {
		if (!same_state(&copy.state[i], &world->state[i]))
			return false;
	}
	list_tables(&copy, world, list);
	for (int t = 0; t < TABLES; t++) {
		const void *kept = *list[t].to;
		if (!kept != !list[t].from || (kept && memcmp(kept, list[t].from, list[t].bytes) != 0))
			return false;
	}
	return true;
}

size_t hel_pairs_bytes(const hel_pairs *pairs)
{
	table list[TABLES];
	hel_world copy = pairs->world;
	size_t bytes = (size_t)copy.n * sizeof *copy.state;
	list_tables(&copy, &pairs->world, list);
	for (int t = 0; t < TABLES; t++)
		bytes += list[t].from ? list[t].bytes : 0;
	return bytes;
}

void hel_pairs_free(hel_pairs *pairs)
{
	hel_world_free(&pairs->world);
}
