/* profiles.c: every coalition once, where coalitions that differ only within types are one profile: so many voters of each type.
 * A profile of k_t out of n_t voters stands for the product of C(n_t, k_t) coalitions. Branches that cannot win any more are cut.
 *
 * Numbers are rows of limbs without sign. A sum over coalitions of a count of members is at most n 2^n, and a product on its way to
 * a binomial coefficient the same, so n + 10 bits hold both (n <= 1000). */
#include <gmp.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/threads.h"
#include "power/tally.h"

enum { TASKS = 4096, TYPES_MAX = 64 }; /* so many, as a few of them hold most winners */

typedef struct walk {
	const hel_game *game;
	int limbs, stride; /* stride: columns of group 0 in swings */
	size_t width;      /* of swings */
	bool complement;   /* look for two disjoint winners */
	int64_t *weight;   /* thresholds x types: what tells whom a clause needs */
	int64_t *rest;     /* (types + 1) x thresholds: weights of the types from here on */
	int64_t *sum;      /* (types + 1) x thresholds: of those before */
	int64_t *opposite; /* thresholds */
	mp_limb_t *many;   /* (types + 1) x limbs: coalitions that the choice so far stands for */
	mp_limb_t *winning, *swings, *critical, *minimal, *minimal_all;
	int taken[TYPES_MAX + 1];
	bool is_critical[TYPES_MAX + 1];
	bool improper;
} walk;

static void free_walk(walk *w)
{
	free(w->weight);
	free(w->rest);
	free(w->sum);
	free(w->opposite);
	free(w->many);
	free(w->winning);
	free(w->swings);
	free(w->critical);
	free(w->minimal);
	free(w->minimal_all);
}

static mp_limb_t *numbers(const walk *w, size_t n)
{
	return calloc(n * (size_t)w->limbs + 1, sizeof(mp_limb_t));
}

static bool make_walk(walk *w, const hel_game *g, const hel_tally *tally)
{
	size_t types = (size_t)g->n_types, thresholds = g->n_thresholds, sizes = (size_t)g->n + 1;
	*w = (walk){.game = g, .limbs = (g->n + 10) / 64 + 1, .width = (size_t)tally->width, .complement = !g->n_vetoes};
	int inner = 0;
	for (int t = 0; t < g->n_types; t++)
		inner += g->type[t].group ? g->type[t].n : 0;
	w->stride = inner + 1;
	w->weight = calloc(types * thresholds + 1, sizeof *w->weight);
	w->rest = calloc((types + 1) * thresholds, sizeof *w->rest);
	w->sum = calloc((types + 1) * thresholds, sizeof *w->sum);
	w->opposite = calloc(thresholds, sizeof *w->opposite);
	w->many = numbers(w, types + 1);
	w->winning = numbers(w, sizes);
	w->minimal_all = numbers(w, sizes);
	w->swings = numbers(w, types * (size_t)tally->width);
	w->critical = numbers(w, types * sizes);
	w->minimal = numbers(w, types * sizes);
	if (!w->weight || !w->rest || !w->sum || !w->opposite || !w->many || !w->winning || !w->minimal_all || !w->swings ||
	    !w->critical || !w->minimal)
		return false;
	for (size_t t = types; t-- > 0;) {
		for (size_t h = 0; h < thresholds; h++) {
			w->weight[h * types + t] = g->type[t].weight[h];
			w->rest[t * thresholds + h] =
			    w->rest[(t + 1) * thresholds + h] + g->type[t].n * g->type[t].weight[h];
		}
	}
	w->many[0] = 1;
	return true;
}

static void add_times(const walk *w, mp_limb_t *to, const mp_limb_t *number, int times)
{
	mpn_addmul_1(to, number, w->limbs, (mp_limb_t)times);
}

/* --- one profile ---------------------------------------------------------------------------------------------------------- */

static bool holds(const hel_game *g, const hel_rule_clause *clause, const int64_t *sum)
{
	for (size_t h = 0; h < clause->n; h++) {
		if (sum[clause->threshold[h]] < g->quota[clause->threshold[h]])
			return false;
	}
	return true;
}

/* Whether the coalition wins; and, of the types that it has members of, those without one of whom no clause holds. */
static bool find_critical(walk *w, const int64_t *sum)
{
	const hel_game *g = w->game;
	int types = g->n_types;
	bool wins = false;
	for (int t = 0; t < types; t++)
		w->is_critical[t] = w->taken[t] > 0;
	for (size_t c = 0; c < g->n_clauses; c++) {
		const hel_rule_clause *clause = &g->clause[c];
		bool breaks[TYPES_MAX] = {false};
		if (!holds(g, clause, sum))
			continue;
		wins = true;
		for (size_t h = 0; h < clause->n; h++) {
			int64_t slack = sum[clause->threshold[h]] - g->quota[clause->threshold[h]];
			const int64_t *weight = w->weight + clause->threshold[h] * (size_t)types;
			for (int t = 0; t < types; t++)
				breaks[t] |= weight[t] > slack;
		}
		for (int t = 0; t < types; t++)
			w->is_critical[t] &= breaks[t];
	}
	return wins;
}

static void look_for_rival(walk *w, const int64_t *sum)
{
	for (size_t h = 0; h < w->game->n_thresholds; h++)
		w->opposite[h] = w->game->total[h] - sum[h];
	w->improper = w->improper || hel_game_wins(w->game, w->opposite);
}

static void take_profile(walk *w)
{
	const hel_game *g = w->game;
	size_t types = (size_t)g->n_types, limbs = (size_t)w->limbs, sizes = (size_t)g->n + 1;
	const int64_t *sum = w->sum + types * g->n_thresholds;
	const mp_limb_t *many = w->many + types * limbs;
	if (!find_critical(w, sum))
		return;
	if (w->complement && !w->improper)
		look_for_rival(w, sum);
	int outer = 0, inner = 0, critical = 0;
	for (size_t t = 0; t < types; t++) {
		*(g->type[t].group ? &inner : &outer) += w->taken[t];
		critical += w->is_critical[t] ? w->taken[t] : 0;
	}
	size_t size = (size_t)outer + (size_t)inner;
	add_times(w, w->winning + size * limbs, many, 1);
	if (critical == (int)size)
		add_times(w, w->minimal_all + size * limbs, many, 1);
	for (size_t t = 0; t < types && critical; t++) {
		int k = w->taken[t], group = g->type[t].group;
		if (!w->is_critical[t])
			continue;
		int at = (outer - !group) * w->stride + inner - group;
		add_times(w, w->swings + (t * w->width + (size_t)at) * limbs, many, k);
		add_times(w, w->critical + (t * sizes + (size_t)critical) * limbs, many, k);
		if (critical == (int)size)
			add_times(w, w->minimal + (t * sizes + size) * limbs, many, k);
	}
}

/* --- all of them ---------------------------------------------------------------------------------------------------------- */

static bool may_win(const walk *w, size_t level)
{
	const hel_game *g = w->game;
	const int64_t *sum = w->sum + level * g->n_thresholds, *rest = w->rest + level * g->n_thresholds;
	for (size_t c = 0; c < g->n_clauses; c++) {
		const hel_rule_clause *clause = &g->clause[c];
		size_t h = 0;
		while (h < clause->n &&
		       sum[clause->threshold[h]] + rest[clause->threshold[h]] >= g->quota[clause->threshold[h]])
			h++;
		if (h == clause->n)
			return true;
	}
	return false;
}

/* So many of the type at this level; from k - 1 to k the number of choices grows by (n - k + 1) / k. */
static void choose(walk *w, size_t level, int k)
{
	const hel_type *type = &w->game->type[level];
	size_t thresholds = w->game->n_thresholds;
	int64_t *now = w->sum + (level + 1) * thresholds;
	const int64_t *before = w->sum + level * thresholds;
	mp_limb_t *many = w->many + (level + 1) * (size_t)w->limbs;
	w->taken[level] = k;
	for (size_t h = 0; h < thresholds; h++)
		now[h] = before[h] + k * type->weight[h];
	if (!k) {
		memcpy(many, many - w->limbs, (size_t)w->limbs * sizeof *many);
	} else if (type->n > 1) {
		int left = type->n - k + 1;
		mpn_mul_1(many, many, w->limbs, (mp_limb_t)left);
		mpn_divrem_1(many, 0, many, w->limbs, (mp_limb_t)k);
	}
}

static void go(walk *w, size_t level) /* NOLINT(misc-no-recursion): as deep as there are types, at most TYPES_MAX */
{
	if (!may_win(w, level))
		return;
	if (level == (size_t)w->game->n_types) {
		take_profile(w);
		return;
	}
	for (int k = 0; k <= w->game->type[level].n; k++) {
		choose(w, level, k);
		go(w, level + 1);
	}
}

/* The choices of the first `depth` types by number, then all that follow. */
static void do_task(walk *w, size_t depth, long task)
{
	for (size_t level = 0; level < depth; level++) {
		int k = (int)(task % (w->game->type[level].n + 1));
		task /= w->game->type[level].n + 1;
		for (int step = 0; step <= k; step++)
			choose(w, level, step);
	}
	go(w, depth);
}

static void move_row(mpz_t *to, const mp_limb_t *from, size_t n, size_t limbs)
{
	for (size_t x = 0; x < n; x++)
		mpz_import(to[x], limbs, -1, sizeof *from, 0, 0, from + x * limbs);
}

/* Of counts of memberships, those of one member. */
static void share_out(hel_tally *tally, const hel_game *g)
{
	size_t sizes = (size_t)g->n + 1, width = (size_t)tally->width;
	for (size_t t = 0; t < (size_t)g->n_types; t++) {
		unsigned long n = (unsigned long)g->type[t].n;
		for (size_t x = 0; x < width; x++)
			mpz_divexact_ui(tally->swings[t * width + x], tally->swings[t * width + x], n);
		for (size_t s = 0; s < sizes; s++) {
			mpz_divexact_ui(tally->critical[t * sizes + s], tally->critical[t * sizes + s], n);
			mpz_divexact_ui(tally->minimal[t * sizes + s], tally->minimal[t * sizes + s], n);
		}
	}
}

static hel_status add_walk(hel_tally *tally, const walk *w)
{
	hel_tally part;
	size_t sizes = (size_t)tally->n + 1, types = (size_t)tally->n_types, limbs = (size_t)w->limbs;
	hel_status status = hel_tally_init(&part, tally->n, tally->n_types, tally->width, NULL);
	if (status)
		return status;
	move_row(part.winning, w->winning, sizes, limbs);
	move_row(part.minimal_all, w->minimal_all, sizes, limbs);
	move_row(part.swings, w->swings, types * (size_t)tally->width, limbs);
	move_row(part.critical, w->critical, types * sizes, limbs);
	move_row(part.minimal, w->minimal, types * sizes, limbs);
	part.proper = w->improper ? HEL_IMPROPER : HEL_PROPER_UNKNOWN;
	hel_tally_add(tally, &part);
	hel_tally_free(&part);
	return HEL_OK;
}

hel_status hel_count_profiles(hel_tally *tally, const hel_game *g, const hel_power_options *how, hel_error *error)
{
	size_t depth = 0;
	long tasks = 1, done = 0;
	int status = HEL_OK, stop = 0;
	if (g->n_types > TYPES_MAX)
		return hel_fail(error, HEL_EINPUT, "too many kinds of voters to go through");
	while (depth < (size_t)g->n_types && tasks < TASKS && hel_game_profiles(g) > 1e5)
		tasks *= g->type[depth++].n + 1;
	int threads = tasks > 1 ? hel_threads(how->threads) : 1;
#pragma omp parallel num_threads(threads) if (threads > 1)
	{
		walk w = {0};
		bool ready = make_walk(&w, g, tally);
#pragma omp for schedule(dynamic)
		for (long task = 0; task < tasks; task++) {
			int stopped;
#pragma omp atomic read
			stopped = stop;
			if (ready && !stopped)
				do_task(&w, depth, task);
			if (how->progress) {
#pragma omp critical
				if (!stopped && how->progress((double)++done / (double)tasks, how->context)) {
#pragma omp atomic write
					stop = 1;
				}
			}
		}
#pragma omp critical
		{
			hel_status added = ready ? add_walk(tally, &w) : HEL_ENOMEM;
			status = status ? status : (int)added;
		}
		free_walk(&w);
	}
	if (status)
		return hel_fail_memory(error);
	if (stop)
		return hel_fail(error, HEL_EINTERRUPTED, "interrupted");
	share_out(tally, g);
	tally->has_sizes = tally->has_critical = tally->has_minimal = true;
	if (tally->proper != HEL_IMPROPER)
		tally->proper = HEL_PROPER;
	return HEL_OK;
}
