/* needs.c: see needs.h. */
#include "power/needs.h"

#include "base/fail.h"

enum { NO_THRESHOLD = -1 };

/* A threshold that counts heads: all voters weigh the same. */
static bool is_count(const hel_game *g, size_t h)
{
	for (int t = 1; t < g->n_types; t++) {
		if (g->type[t].weight[h] != g->type[0].weight[h])
			return false;
	}
	return true;
}

static bool is_same(const hel_game *g, size_t a, size_t b)
{
	for (int t = 0; t < g->n_types; t++) {
		if (g->type[t].weight[a] != g->type[t].weight[b])
			return false;
	}
	return true;
}

/* The threshold whose weights are used; NO_THRESHOLD if there are two kinds of weights. The first if all count heads. */
static int find_weight(const hel_game *g)
{
	int found = NO_THRESHOLD;
	for (size_t h = 0; h < g->n_thresholds; h++) {
		if (is_count(g, h))
			continue;
		if (found == NO_THRESHOLD)
			found = (int)h;
		else if (!is_same(g, (size_t)found, h))
			return NO_THRESHOLD;
	}
	return found == NO_THRESHOLD && g->n_thresholds ? 0 : found;
}

/* What s voters must weigh for a clause. */
static int64_t need_of(const hel_game *g, const hel_rule_clause *clause, int s)
{
	int64_t need = 0;
	for (size_t x = 0; x < clause->n; x++) {
		size_t h = clause->threshold[x];
		if (!is_count(g, h))
			need = g->quota[h] > need ? g->quota[h] : need;
		else if (s * (g->n_types ? g->type[0].weight[h] : 0) < g->quota[h])
			return HEL_NEVER;
	}
	return need;
}

static int64_t divisor_of(int64_t a, int64_t b)
{
	while (b) {
		int64_t rest = a % b;
		a = b;
		b = rest;
	}
	return a;
}

static void lay_out(hel_needs *s, const hel_game *g, size_t h)
{
	int64_t divisor = 0;
	int at = 0;
	for (int t = 0; t < g->n_types; t++) {
		divisor = divisor_of(divisor, g->type[t].weight[h]);
		for (int k = 0; k < g->type[t].n; k++) {
			int place = at++;
			for (; place > 0 && s->weight[place - 1] > g->type[t].weight[h]; place--) {
				s->weight[place] = s->weight[place - 1];
				s->type[place] = s->type[place - 1];
			}
			s->weight[place] = g->type[t].weight[h];
			s->type[place] = t;
		}
	}
	divisor += !divisor;
	for (int i = 0; i < s->n; i++) {
		s->weight[i] /= divisor;
		s->total += s->weight[i];
	}
	for (int size = 0; size <= s->n; size++) {
		if (s->need[size] != HEL_NEVER)
			s->need[size] = s->need[size] / divisor + (s->need[size] % divisor > 0);
	}
}

static int64_t largest(const hel_needs *s)
{
	int64_t quota = 0;
	for (int size = 0; size <= s->n; size++) {
		if (s->need[size] > s->total)
			s->need[size] = HEL_NEVER;
		else if (s->need[size] > quota)
			quota = s->need[size];
	}
	return quota;
}

/* s voters of weight v win in the dual if the n - s others, of weight total - v, lose: if total - v < need[n - s]. */
static void turn(hel_needs *s)
{
	for (int size = 0; 2 * size <= s->n; size++) {
		int64_t pair[2] = {s->need[size], s->need[s->n - size]};
		for (int side = 0; side < 2; side++) {
			int64_t need = pair[side];
			need = need == HEL_NEVER ? 0 : need == 0 ? HEL_NEVER : s->total - need + 1;
			s->need[side ? size : s->n - size] = need;
		}
	}
	s->dual = !s->dual;
	s->quota = largest(s);
}

hel_status hel_needs_of(hel_needs *s, bool *fits, hel_arena *arena, const hel_game *g, bool allow_dual, hel_error *error)
{
	int weight = find_weight(g);
	*s = (hel_needs){.n = g->n};
	*fits = weight != NO_THRESHOLD;
	if (!*fits)
		return HEL_OK;
	s->need = hel_arena_alloc(arena, (size_t)g->n + 1, sizeof *s->need);
	s->weight = hel_arena_alloc(arena, (size_t)g->n + 1, sizeof *s->weight);
	s->type = hel_arena_alloc(arena, (size_t)g->n + 1, sizeof *s->type);
	if (!s->need || !s->weight || !s->type)
		return hel_fail_memory(error);
	for (int size = 0; size <= g->n; size++) {
		s->need[size] = HEL_NEVER;
		for (size_t c = 0; c < g->n_clauses; c++) {
			int64_t need = need_of(g, &g->clause[c], size);
			s->need[size] = need < s->need[size] ? need : s->need[size];
		}
	}
	lay_out(s, g, (size_t)weight);
	s->quota = largest(s);
	if (allow_dual && s->quota > s->total / 2) {
		int64_t before = s->quota;
		turn(s);
		if (s->quota >= before)
			turn(s);
	}
	return HEL_OK;
}

bool hel_needs_is_plain(const hel_needs *s)
{
	for (int size = 0; size < s->n; size++) {
		if (s->need[size] != s->need[s->n])
			return false;
	}
	return s->need[s->n] != HEL_NEVER && s->need[s->n] > 0;
}
