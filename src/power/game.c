/* game.c: see game.h. */
#include "power/game.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"

static bool clause_holds(const hel_game *g, const hel_rule_clause *clause, const int64_t *sum)
{
	for (size_t t = 0; t < clause->n; t++) {
		if (sum[clause->threshold[t]] < g->quota[clause->threshold[t]])
			return false;
	}
	return true;
}

bool hel_game_wins(const hel_game *g, const int64_t *sum)
{
	for (size_t c = 0; c < g->n_clauses; c++) {
		if (clause_holds(g, &g->clause[c], sum))
			return true;
	}
	return false;
}

double hel_game_profiles(const hel_game *g)
{
	double all = 1;
	for (int t = 0; t < g->n_types; t++)
		all *= g->type[t].n + 1;
	return all;
}

static hel_status make_game(hel_game *g, hel_arena *arena, const hel_rules *rules, int most, hel_error *error)
{
	size_t n = (size_t)rules->n, thresholds = rules->n_thresholds;
	*g = (hel_game){.n_thresholds = thresholds, .n_clauses = rules->n_clauses, .clause = rules->clause};
	g->type = hel_arena_alloc(arena, (size_t)most, sizeof *g->type);
	g->quota = hel_arena_alloc(arena, thresholds, sizeof *g->quota);
	g->total = hel_arena_alloc(arena, thresholds, sizeof *g->total);
	g->type_of = hel_arena_alloc(arena, n, sizeof *g->type_of);
	if (!g->type || !g->quota || !g->total || !g->type_of)
		return hel_fail_memory(error);
	for (size_t t = 0; t < thresholds; t++)
		g->quota[t] = rules->threshold[t].quota;
	return HEL_OK;
}

/* The sums of all but one voter. */
static bool has_veto(const hel_game *g, const hel_rules *rules, int i, int64_t *sum)
{
	for (size_t t = 0; t < g->n_thresholds; t++)
		sum[t] = rules->threshold[t].total - rules->threshold[t].weight[i];
	return !hel_game_wins(g, sum);
}

static bool has_weight(const hel_rules *rules, int i)
{
	for (size_t t = 0; t < rules->n_thresholds; t++) {
		if (rules->threshold[t].weight[i])
			return true;
	}
	return false;
}

/* Adds n voters of these weights: to a type that is there, or a new one. */
static int add_type(hel_game *g, int64_t *weight, int group)
{
	int t = 0;
	while (t < g->n_types &&
	       (g->type[t].group != group || memcmp(g->type[t].weight, weight, g->n_thresholds * sizeof *weight) != 0))
		t++;
	if (t == g->n_types)
		g->type[g->n_types++] = (hel_type){.group = group, .weight = weight};
	g->type[t].n++;
	g->n++;
	for (size_t h = 0; h < g->n_thresholds; h++)
		g->total[h] += weight[h];
	return t;
}

/* Heaviest first, by the shares of the quotas: what comes late then decides little, and branches end early. */
static void sort_types(hel_game *g, int n_voters)
{
	for (int a = 1; a < g->n_types; a++) {
		for (int b = a; b > 0; b--) {
			double here = 0, above = 0;
			for (size_t h = 0; h < g->n_thresholds; h++) {
				double total = (double)g->total[h] + 1;
				here = fmax(here, (double)g->type[b].weight[h] / total);
				above = fmax(above, (double)g->type[b - 1].weight[h] / total);
			}
			if (here <= above)
				break;
			hel_type swap = g->type[b];
			g->type[b] = g->type[b - 1];
			g->type[b - 1] = swap;
			for (int i = 0; i < n_voters; i++) {
				if (g->type_of[i] == b || g->type_of[i] == b - 1)
					g->type_of[i] = g->type_of[i] == b ? b - 1 : b;
			}
		}
	}
}

hel_status hel_game_of(hel_game *g, hel_arena *arena, const hel_rules *rules, hel_error *error)
{
	size_t thresholds = rules->n_thresholds;
	hel_status status = make_game(g, arena, rules, rules->n, error);
	int64_t *sum = hel_arena_alloc(arena, thresholds, sizeof *sum);
	int64_t *weight = hel_arena_alloc(arena, (size_t)rules->n * thresholds, sizeof *weight);
	if (status || !sum || !weight)
		return hel_fail_memory(error);
	for (int i = 0; i < rules->n; i++) {
		g->type_of[i] = !has_weight(rules, i) ? HEL_IS_DUMMY : has_veto(g, rules, i, sum) ? HEL_HAS_VETO : 0;
		g->n_dummies += g->type_of[i] == HEL_IS_DUMMY;
		g->n_vetoes += g->type_of[i] == HEL_HAS_VETO;
	}
	for (int i = 0; i < rules->n; i++, weight += thresholds) {
		for (size_t t = 0; t < thresholds; t++) {
			weight[t] = rules->threshold[t].weight[i];
			if (g->type_of[i] == HEL_HAS_VETO)
				g->quota[t] -= weight[t];
		}
		if (!g->type_of[i])
			g->type_of[i] = add_type(g, weight, 0);
	}
	sort_types(g, rules->n);
	return HEL_OK;
}

hel_status hel_game_of_union(hel_game *g, hel_arena *arena, const hel_rules *rules, int which, hel_error *error)
{
	size_t thresholds = rules->n_thresholds, rows = (size_t)rules->n + rules->n_unions;
	hel_status status = make_game(g, arena, rules, (int)rows, error);
	int64_t *block = hel_arena_alloc(arena, rows * thresholds, sizeof *block), *own = block;
	if (status || !block)
		return hel_fail_memory(error);
	for (int i = 0; i < rules->n; i++) {
		g->type_of[i] = HEL_IS_DUMMY;
		for (size_t t = 0; t < thresholds; t++)
			block[(size_t)rules->union_of[i] * thresholds + t] += rules->threshold[t].weight[i];
	}
	for (size_t u = 0; u < rules->n_unions; u++) {
		if (u != (size_t)which)
			add_type(g, block + u * thresholds, 0);
	}
	own += rules->n_unions * thresholds;
	for (int i = 0; i < rules->n; i++) {
		if (rules->union_of[i] != which)
			continue;
		for (size_t t = 0; t < thresholds; t++)
			own[t] = rules->threshold[t].weight[i];
		g->type_of[i] = add_type(g, own, 1);
		own += thresholds;
	}
	sort_types(g, rules->n);
	return HEL_OK;
}

/* Two coalitions without a common member cannot meet both quotas of the same weights if these sum to more than all. */
static bool clauses_exclude(const hel_rules *rules, const hel_rule_clause *a, const hel_rule_clause *b)
{
	for (size_t x = 0; x < a->n; x++) {
		const hel_rule_threshold *one = &rules->threshold[a->threshold[x]];
		for (size_t y = 0; y < b->n; y++) {
			const hel_rule_threshold *other = &rules->threshold[b->threshold[y]];
			if (one->quota > one->total - other->quota &&
			    !memcmp(one->weight, other->weight, (size_t)rules->n * sizeof *one->weight))
				return true;
		}
	}
	return false;
}

hel_proper hel_rules_show_proper(const hel_rules *rules)
{
	if (rules->n_clauses > 1000)
		return HEL_PROPER_UNKNOWN;
	for (size_t a = 0; a < rules->n_clauses; a++) {
		for (size_t b = a; b < rules->n_clauses; b++) {
			if (!clauses_exclude(rules, &rules->clause[a], &rules->clause[b]))
				return HEL_PROPER_UNKNOWN;
		}
	}
	return HEL_PROPER;
}
