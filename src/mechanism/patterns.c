/* patterns.c: bonds that promise the same. A treaty binds each of its members to every other by the same clauses, so that a few
 * hundred lists of clauses stand behind thousands of bonds, and what does not depend on who is bound is made once for a list. */
#include "mechanism/patterns.h"

#include "base/arena.h"

static bool is_defence(const hel_entry *entry)
{
	return entry->type == HEL_DEFENCE || entry->type == HEL_GUARANTEE;
}

/* The next entry of a bond from e on that promises defence. */
static uint32_t next_defence(const hel_obligations *o, uint32_t e, uint32_t end)
{
	while (e < end && !is_defence(&o->entry[e]))
		e++;
	return e;
}

/* FNV-1a (Fowler, Noll and Vo), word by word. */
static uint32_t hash_of(const hel_obligations *o, const hel_bond *bond)
{
	uint32_t hash = 2166136261u;
	for (uint32_t e = bond->first; (e = next_defence(o, e, bond->end)) < bond->end; e++) {
		hash = (hash ^ o->entry[e].duty) * 16777619u;
		hash = (hash ^ o->entry[e].own) * 16777619u;
	}
	return hash ^ hash >> 15;
}

static bool promise_the_same(const hel_obligations *o, const hel_bond *a, const hel_bond *b)
{
	uint32_t x = a->first, y = b->first;
	for (;; x++, y++) {
		x = next_defence(o, x, a->end);
		y = next_defence(o, y, b->end);
		if (x == a->end || y == b->end)
			return x == a->end && y == b->end;
		if (o->entry[x].duty != o->entry[y].duty || o->entry[x].own != o->entry[y].own)
			return false;
	}
}

/* The pattern of a bond, found in a table of 2^bits places or put there; 0 is an empty place, p + 1 pattern p. */
static uint32_t pattern_of(hel_obligations *o, uint32_t bond, uint32_t *table, uint32_t mask)
{
	for (uint32_t at = hash_of(o, &o->bond[bond]) & mask;; at = (at + 1) & mask) {
		if (!table[at]) {
			o->pattern_bond[o->n_patterns++] = bond;
			return (table[at] = (uint32_t)o->n_patterns) - 1;
		}
		if (promise_the_same(o, &o->bond[o->pattern_bond[table[at] - 1]], &o->bond[bond]))
			return table[at] - 1;
	}
}

bool hel_list_patterns(hel_obligations *o, hel_arena *arena)
{
	uint32_t n = o->backers.from[o->n], mask = 15;
	while (mask < 2 * n)
		mask = 2 * mask + 1;
	uint32_t *table = hel_arena_alloc(arena, mask + 1u, sizeof *table);
	o->backer = hel_arena_alloc(arena, n, sizeof *o->backer);
	o->pattern_bond = hel_arena_alloc(arena, n, sizeof *o->pattern_bond);
	if (!table || !o->backer || !o->pattern_bond)
		return false;
	for (uint32_t x = 0; x < n; x++) {
		uint32_t bond = o->backers.index[x];
		o->backer[x] = (hel_backer){bond, pattern_of(o, bond, table, mask), o->bond[bond].k};
	}
	return true;
}
