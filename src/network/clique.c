/* clique.c: branch and bound over cliques by weight. A level's candidates are coloured so that no two allies share a colour: a
 * clique takes at most one state of each, so no clique weighs more than the heaviest of every colour together. States are tried
 * from the last colour back, and a level ends where that bound no longer beats the threshold (Babel 1994; Tomita & Kameda 2007
 * colour likewise). Alliances are few big pacts that overlap: their real networks take a few hundred steps. */
#include "network/clique.h"

#include <string.h>

bool hel_clique_init(hel_clique_search *search, size_t n, const uint64_t *row, hel_arena *arena)
{
	size_t words = (n + 63) / 64, levels = n + 1;
	*search = (hel_clique_search){.n = n, .words = words, .row = row};
	search->set = hel_arena_alloc(arena, (levels + 2) * words, sizeof *search->set);
	search->order = hel_arena_alloc(arena, levels * n, sizeof *search->order);
	search->bound = hel_arena_alloc(arena, levels * n, sizeof *search->bound);
	search->chosen = hel_arena_alloc(arena, levels, sizeof *search->chosen);
	return search->set && search->order && search->bound && search->chosen;
}

static int lowest(const uint64_t *set, size_t words)
{
	for (size_t w = 0; w < words; w++) {
		if (set[w])
			return (int)(w * 64) + __builtin_ctzll(set[w]);
	}
	return -1;
}

static void drop(uint64_t *set, size_t v)
{
	set[v / 64] &= ~((uint64_t)1 << (v % 64));
}

/* Colours a level's candidates; writes them colour by colour with their bounds. How many. */
static size_t colour(hel_clique_search *s, size_t level)
{
	uint64_t *left = s->set + (s->n + 1) * s->words, *free_set = left + s->words;
	uint16_t *order = s->order + level * s->n;
	double *bound = s->bound + level * s->n, before = 0;
	size_t count = 0;
	memcpy(left, s->set + level * s->words, s->words * sizeof *left);
	while (lowest(left, s->words) >= 0) {
		double heaviest = 0;
		memcpy(free_set, left, s->words * sizeof *left);
		for (int v; (v = lowest(free_set, s->words)) >= 0;) {
			drop(left, (size_t)v);
			drop(free_set, (size_t)v);
			for (size_t w = 0; w < s->words; w++)
				free_set[w] &= ~s->row[(size_t)v * s->words + w];
			heaviest = s->weight[v] > heaviest ? s->weight[v] : heaviest;
			order[count] = (uint16_t)v;
			bound[count++] = before + heaviest;
		}
		before += heaviest;
	}
	return count;
}

static int expand(hel_clique_search *s, size_t level, double sum, double threshold)
{
	if (sum > threshold && s->accept(s->context, s->chosen, s->n_chosen))
		return 1;
	if (--s->budget < 0)
		return -1;
	uint64_t *here = s->set + level * s->words, *next = here + s->words;
	const uint16_t *order = s->order + level * s->n;
	const double *bound = s->bound + level * s->n;
	for (size_t x = colour(s, level); x > 0 && sum + bound[x - 1] > threshold; x--) {
		size_t v = order[x - 1];
		for (size_t w = 0; w < s->words; w++)
			next[w] = here[w] & s->row[v * s->words + w];
		s->chosen[s->n_chosen++] = (uint16_t)v;
		int found = expand(s, level + 1, sum + s->weight[v], threshold);
		if (found)
			return found;
		s->n_chosen--;
		drop(here, v);
	}
	return 0;
}

int hel_clique_find(hel_clique_search *search, const uint64_t *candidates, double threshold)
{
	memcpy(search->set, candidates, search->words * sizeof *candidates);
	search->n_chosen = 0;
	return expand(search, 0, 0, threshold);
}
