/* ties.c: see ties.h. */
#include "plot/ties.h"

#include <string.h>

#include "base/arena.h"
#include "base/fail.h"
#include "base/rank.h"

const hel_clause_type hel_promise_type[HEL_PROMISES] = {HEL_DEFENCE, HEL_GUARANTEE, HEL_COLLECTIVE_SECURITY};

/* A promise between fewer states is shown pair by pair. */
enum { LEAST_HUB = 4 };

static bool is_absent(const hel_clause *clause, const hel_lens *lens)
{
	hel_range rho = clause->rho.given               ? clause->rho
			: lens->rho[clause->type].given ? lens->rho[clause->type]
							: hel_default_rho(clause->type);
	return rho.mode == 0;
}

/* What one commitment promises of one kind: owes[k * n + p]. Returns how many pairs. */
static size_t collect(uint8_t *owes, int n, const hel_commitment *c, hel_clause_type type, const hel_lens *lens)
{
	size_t pairs = 0;
	memset(owes, 0, (size_t)n * (size_t)n);
	for (size_t x = 0; x < c->n_clauses; x++) {
		const hel_clause *clause = &c->clause[x];
		if (clause->type != type || is_absent(clause, lens))
			continue;
		for (size_t a = 0; a < clause->n_arcs; a++) {
			uint8_t *one = &owes[clause->arc[a].k * (size_t)n + clause->arc[a].p];
			pairs += !*one && clause->arc[a].k != clause->arc[a].p;
			*one = 1;
		}
	}
	return pairs;
}

/* What each state is to a promise. true: everybody who owes does so to everybody who is owed, and they are many. */
static bool is_hub(hel_hub *hub, const uint8_t *owes, int n, size_t pairs)
{
	size_t owing = 0, owed = 0, both = 0;
	for (int k = 0; k < n; k++) {
		for (int p = 0; p < n; p++) {
			if (k != p && owes[(size_t)k * (size_t)n + (size_t)p]) {
				hub->part[k] |= HEL_OWES;
				hub->part[p] |= HEL_OWED;
			}
		}
	}
	for (int i = 0; i < n; i++) {
		owing += (hub->part[i] & HEL_OWES) != 0;
		owed += (hub->part[i] & HEL_OWED) != 0;
		both += hub->part[i] == (HEL_OWES | HEL_OWED);
		hub->n_parties += hub->part[i] != 0;
	}
	return hub->n_parties >= LEAST_HUB && pairs == owing * owed - both;
}

/* The promise is of use to this picture: somebody of the region is in it. */
static bool touches_region(const hel_hub *hub, const hel_world *world)
{
	for (int i = 0; i < world->n; i++) {
		if (hub->part[i] && world->state[i].in_region)
			return true;
	}
	return false;
}

/* Marks the pairs of a promise that no hub shows; direct: for each promise n x n. */
static void add_direct(uint8_t *direct, const uint8_t *owes, const hel_world *world)
{
	size_t n = (size_t)world->n;
	for (size_t k = 0; k < n; k++) {
		for (size_t p = 0; p < n; p++) {
			if (k != p && owes[k * n + p] && (world->state[k].in_region || world->state[p].in_region))
				direct[k * n + p] = 1;
		}
	}
}

static bool hub_has(const hel_ties *t, int promise, int k, int p)
{
	for (size_t h = 0; h < t->n_hubs; h++) {
		if (t->hub[h].promise == promise && t->hub[h].part[k] & HEL_OWES && t->hub[h].part[p] & HEL_OWED)
			return true;
	}
	return false;
}

static void list_pairs(hel_ties *t, const uint8_t *direct)
{
	size_t n = (size_t)t->n;
	for (int promise = 0; promise < HEL_PROMISES; promise++) {
		const uint8_t *owes = &direct[(size_t)promise * n * n];
		for (int k = 0; k < t->n; k++) {
			for (int p = 0; p < t->n; p++) {
				bool back = owes[(size_t)p * n + (size_t)k] != 0;
				if (!owes[(size_t)k * n + (size_t)p] || (back && p < k) || hub_has(t, promise, k, p))
					continue;
				t->pair[t->n_pairs++] = (hel_pair_tie){k, p, promise, back};
				t->shown[k] = t->shown[p] = true;
			}
		}
	}
}

static void sort_hubs(hel_ties *t, hel_ranked *rank, hel_hub *sorted)
{
	for (size_t h = 0; h < t->n_hubs; h++)
		rank[h] = (hel_ranked){t->hub[h].n_parties, h};
	hel_rank(rank, t->n_hubs);
	for (size_t h = 0; h < t->n_hubs; h++)
		sorted[h] = t->hub[rank[h].index];
	t->hub = sorted;
}

/* A hub that shows the same promises of the same states as an earlier one says nothing new. */
static bool is_new(const hel_ties *t, const hel_hub *hub)
{
	for (size_t h = 0; h < t->n_hubs; h++) {
		if (t->hub[h].promise == hub->promise && !memcmp(t->hub[h].part, hub->part, (size_t)t->n))
			return false;
	}
	return true;
}

static hel_status find_hubs(hel_ties *t, hel_arena *arena, const hel_world *world, const hel_mechanism *m,
			    const hel_lens *lens, uint8_t *direct, hel_error *error)
{
	size_t n = (size_t)t->n;
	uint8_t *owes = hel_arena_alloc(arena, n * n, 1);
	for (size_t c = 0; owes && c < m->n; c++) {
		for (int promise = 0; promise < HEL_PROMISES; promise++) {
			size_t pairs = collect(owes, t->n, &m->commitment[c], hel_promise_type[promise], lens);
			hel_hub hub = {&m->commitment[c], promise, 0, pairs ? hel_arena_alloc(arena, n, 1) : NULL};
			if (!pairs)
				continue;
			if (!hub.part)
				return hel_fail_memory(error);
			if (!is_hub(&hub, owes, t->n, pairs))
				add_direct(&direct[(size_t)promise * n * n], owes, world);
			else if (touches_region(&hub, world) && is_new(t, &hub))
				t->hub[t->n_hubs++] = hub;
		}
	}
	return owes ? HEL_OK : hel_fail_memory(error);
}

hel_status hel_ties_of(hel_ties *ties, const hel_world *world, const hel_mechanism *m, const hel_lens *lens,
		       hel_error *error)
{
	size_t n = (size_t)world->n;
	hel_arena *arena = hel_arena_new();
	hel_ties t = {.n = world->n, .memory = arena};
	uint8_t *direct = arena ? hel_arena_alloc(arena, HEL_PROMISES * n * n, 1) : NULL;
	hel_ranked *rank = arena ? hel_arena_alloc(arena, HEL_PROMISES * m->n, sizeof *rank) : NULL;
	hel_hub *sorted = arena ? hel_arena_alloc(arena, HEL_PROMISES * m->n, sizeof *sorted) : NULL;
	if (arena) {
		t.hub = hel_arena_alloc(arena, HEL_PROMISES * m->n, sizeof *t.hub);
		t.pair = hel_arena_alloc(arena, HEL_PROMISES * n * n, sizeof *t.pair);
		t.shown = hel_arena_alloc(arena, n, sizeof *t.shown);
	}
	hel_status status = direct && rank && sorted && t.hub && t.pair && t.shown ? HEL_OK : hel_fail_memory(error);
	if (!status)
		status = find_hubs(&t, arena, world, m, lens, direct, error);
	if (status) {
		hel_arena_free(arena);
		return status;
	}
	sort_hubs(&t, rank, sorted);
	for (size_t i = 0; i < n; i++)
		t.shown[i] = world->state[i].in_region;
	list_pairs(&t, direct);
	*ties = t;
	return HEL_OK;
}

void hel_ties_free(hel_ties *t)
{
	hel_arena_free(t->memory);
	*t = (hel_ties){0};
}
