/* patterns.c: bonds that promise the same. A treaty binds each of its members to every other by the same clauses, so that a few
 * hundred lists of clauses stand behind thousands of bonds, and what does not depend on who is bound is made once for a list. */
#include "mechanism/patterns.h"

#include "base/arena.h"
#include "base/hash.h"

/* Bonds told apart by their entries: by all of them, or by those of defence and guarantee and whom these spare. */
typedef struct sorting {
	const hel_obligations *o;
	bool defence_alone;
	uint32_t *table, mask; /* mask + 1 places; 0 is empty, p + 1 pattern p */
	uint32_t *example;     /* of each pattern a bond that has it */
	size_t n;
} sorting;

/* The next entry of a bond from e on that counts. */
static uint32_t next_entry(const sorting *s, uint32_t e, uint32_t end)
{
	while (e < end && s->defence_alone && s->o->entry[e].type != HEL_DEFENCE && s->o->entry[e].type != HEL_GUARANTEE)
		e++;
	return e;
}

static uint32_t own_of(const sorting *s, uint32_t e)
{
	return s->defence_alone ? s->o->entry[e].own : 0;
}

static uint32_t hash_of(const sorting *s, const hel_bond *bond)
{
	uint32_t hash = HEL_HASH_START;
	for (uint32_t e = bond->first; (e = next_entry(s, e, bond->end)) < bond->end; e++) {
		hash = hel_hash(hash, s->o->entry[e].duty);
		hash = hel_hash(hash, own_of(s, e));
	}
	return hash ^ hash >> 15;
}

static bool promise_the_same(const sorting *s, const hel_bond *a, const hel_bond *b)
{
	uint32_t x = a->first, y = b->first;
	for (;; x++, y++) {
		x = next_entry(s, x, a->end);
		y = next_entry(s, y, b->end);
		if (x == a->end || y == b->end)
			return x == a->end && y == b->end;
		if (s->o->entry[x].duty != s->o->entry[y].duty || own_of(s, x) != own_of(s, y))
			return false;
	}
}

static bool start_sorting(sorting *s, const hel_obligations *o, bool defence_alone, size_t n_bonds, hel_arena *arena)
{
	*s = (sorting){.o = o, .defence_alone = defence_alone, .mask = 15};
	while (s->mask < 2 * n_bonds)
		s->mask = 2 * s->mask + 1;
	s->table = hel_arena_alloc(arena, s->mask + 1u, sizeof *s->table);
	s->example = hel_arena_alloc(arena, n_bonds, sizeof *s->example);
	return s->table && s->example;
}

static uint32_t pattern_of(sorting *s, uint32_t bond)
{
	const hel_bond *all = s->o->bond;
	for (uint32_t at = hash_of(s, &all[bond]) & s->mask;; at = (at + 1) & s->mask) {
		if (!s->table[at]) {
			s->example[s->n++] = bond;
			return (s->table[at] = (uint32_t)s->n) - 1;
		}
		if (promise_the_same(s, &all[s->example[s->table[at] - 1]], &all[bond]))
			return s->table[at] - 1;
	}
}

static bool list_backers(hel_obligations *o, hel_arena *arena)
{
	sorting s;
	uint32_t n = o->backers.from[o->n];
	o->backer = hel_arena_alloc(arena, n, sizeof *o->backer);
	if (!o->backer || !start_sorting(&s, o, true, n, arena))
		return false;
	for (uint32_t x = 0; x < n; x++) {
		uint32_t bond = o->backers.index[x];
		o->backer[x] = (hel_backer){bond, pattern_of(&s, bond), o->bond[bond].k};
	}
	o->pattern_bond = s.example;
	o->n_patterns = s.n;
	return true;
}

static bool list_kinds(hel_obligations *o, hel_arena *arena)
{
	sorting s;
	o->kind = hel_arena_alloc(arena, o->n_bonds, sizeof *o->kind);
	if (!o->kind || !start_sorting(&s, o, false, o->n_bonds, arena))
		return false;
	for (uint32_t b = 0; b < o->n_bonds; b++)
		o->kind[b] = pattern_of(&s, b);
	o->kind_bond = s.example;
	o->n_kinds = s.n;
	return true;
}

bool hel_list_patterns(hel_obligations *o, hel_arena *arena)
{
	return list_backers(o, arena) && list_kinds(o, arena);
}
