/* halves.c: all coalitions of up to 32 voters who differ, as pairs of a coalition of the first voters (low, at most 14) and one of
 * the rest (high). For a high one, whether a low one completes it is a comparison of sums with what is left of the quota; the
 * sums are replaced by their ranks among all low sums, so 16 bits hold them whatever the weights, and 16 or 32 coalitions
 * are judged at a time.
 *
 * For a monotone rule winning coalitions by size and member give the swings: with W(s) winning coalitions of s voters and W_i(s)
 * of those with i, W(s) - W_i(s) win without i and still do with it, so W_i(s + 1) - (W(s) - W_i(s)) of size s swing. */
#include <gmp.h>
#include <stdlib.h>
#include <string.h>

#include "base/clones.h"
#include "base/fail.h"
#include "base/threads.h"
#include "power/tally.h"

enum { LOW_MAX = 14, HIGH_MAX = HEL_HALVES_MAX - LOW_MAX, LOWS_MAX = 1 << LOW_MAX, FUSED = 3 };

/* A count of high coalitions of one size is at most C(18, 9) = 48620, one of low coalitions of one size at most C(14, 7) = 3432:
 * 16 bits hold both. */
typedef struct halves {
	const hel_game *game;
	int n, n_low, n_high;
	size_t lows, highs;
	int type[HEL_HALVES_MAX];    /* of each voter */
	uint16_t *low;               /* by size */
	uint32_t *high;              /* by size */
	size_t segment[LOW_MAX + 2]; /* low coalitions of a size stand from here on */
	int64_t *sorted;             /* thresholds x lows: low sums, ascending */
	uint16_t *rank;              /* thresholds x lows: how many low sums are smaller */
} halves;

typedef struct sums {
	uint16_t *by_low; /* (n_high + 1) x lows: winning high coalitions by size, for each low one */
	uint64_t by_high[HIGH_MAX][HIGH_MAX + 1][LOW_MAX + 1]; /* member, size of high, size of low */
	uint16_t *wins, *part;                                 /* lows: 1 or 0 */
} sums;

/* --- tables --------------------------------------------------------------------------------------------------------------- */

static int64_t weight_of(const halves *x, int voter, size_t threshold)
{
	return x->game->type[x->type[voter]].weight[threshold];
}

static int64_t sum_of(const halves *x, size_t threshold, unsigned set, int from)
{
	int64_t sum = 0;
	for (int i = from; set; set >>= 1, i++)
		sum += set & 1 ? weight_of(x, i, threshold) : 0;
	return sum;
}

static int by_sum(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

/* How many of the sums are smaller. */
static size_t rank_of(const int64_t *sorted, size_t n, int64_t value)
{
	size_t from = 0;
	while (n) {
		size_t half = n / 2;
		if (sorted[from + half] < value) {
			from += half + 1;
			n -= half + 1;
		} else {
			n = half;
		}
	}
	return from;
}

static void sort_lows(halves *x)
{
	size_t at = 0;
	for (int size = 0; size <= x->n_low; size++) {
		x->segment[size] = at;
		for (unsigned set = 0; set < x->lows; set++) {
			if (__builtin_popcount(set) == size)
				x->low[at++] = (uint16_t)set;
		}
	}
	x->segment[x->n_low + 1] = at;
	at = 0;
	for (int size = 0; size <= x->n_high; size++) {
		for (unsigned set = 0; set < x->highs; set++) {
			if (__builtin_popcount(set) == size)
				x->high[at++] = set;
		}
	}
}

static void rank_lows(halves *x)
{
	for (size_t t = 0; t < x->game->n_thresholds; t++) {
		int64_t *sorted = x->sorted + t * x->lows;
		for (size_t l = 0; l < x->lows; l++)
			sorted[l] = sum_of(x, t, x->low[l], 0);
		qsort(sorted, x->lows, sizeof *sorted, by_sum);
		for (size_t l = 0; l < x->lows; l++)
			x->rank[t * x->lows + l] = (uint16_t)rank_of(sorted, x->lows, sum_of(x, t, x->low[l], 0));
	}
}

static bool make_halves(halves *x, const hel_game *g)
{
	*x = (halves){.game = g, .n = g->n, .n_low = g->n / 2 < LOW_MAX ? (g->n + 1) / 2 : LOW_MAX};
	x->n_high = x->n - x->n_low;
	x->lows = (size_t)1 << x->n_low;
	x->highs = (size_t)1 << x->n_high;
	for (int t = 0, i = 0; t < g->n_types; t++) {
		for (int k = 0; k < g->type[t].n; k++)
			x->type[i++] = t;
	}
	x->low = calloc(x->lows, sizeof *x->low);
	x->high = calloc(x->highs, sizeof *x->high);
	x->sorted = calloc(g->n_thresholds * x->lows, sizeof *x->sorted);
	x->rank = calloc(g->n_thresholds * x->lows, sizeof *x->rank);
	if (!x->low || !x->high || !x->sorted || !x->rank)
		return false;
	sort_lows(x);
	rank_lows(x);
	return true;
}

static void free_halves(halves *x)
{
	free(x->low);
	free(x->high);
	free(x->sorted);
	free(x->rank);
}

/* --- kernels -------------------------------------------------------------------------------------------------------------- */

HEL_CLONES static void judge(uint16_t *restrict wins, const uint16_t *restrict a, uint16_t need_a,
			     const uint16_t *restrict b, uint16_t need_b, const uint16_t *restrict c, uint16_t need_c,
			     size_t n)
{
	for (size_t l = 0; l < n; l++)
		wins[l] = (uint16_t)((a[l] >= need_a) & (b[l] >= need_b) & (c[l] >= need_c));
}

HEL_CLONES static void both(uint16_t *restrict wins, const uint16_t *restrict part, size_t n)
{
	for (size_t l = 0; l < n; l++)
		wins[l] &= part[l];
}

HEL_CLONES static void either(uint16_t *restrict wins, const uint16_t *restrict part, size_t n)
{
	for (size_t l = 0; l < n; l++)
		wins[l] |= part[l];
}

HEL_CLONES static void count(uint16_t *restrict total, const uint16_t *restrict wins, size_t n)
{
	for (size_t l = 0; l < n; l++)
		total[l] = (uint16_t)(total[l] + wins[l]);
}

HEL_CLONES static uint16_t add_up(const uint16_t *wins, size_t n)
{
	uint16_t total = 0;
	for (size_t l = 0; l < n; l++)
		total = (uint16_t)(total + wins[l]);
	return total;
}

/* --- one high coalition --------------------------------------------------------------------------------------------------- */

/* Which low coalitions complete a clause. false: none does. */
static bool judge_clause(const halves *x, const hel_rule_clause *clause, unsigned high, uint16_t *wins, uint16_t *part)
{
	size_t active[FUSED] = {0}, n = 0, passes = 0;
	uint16_t need[FUSED] = {0};
	for (size_t h = 0; h <= clause->n; h++) {
		if (h < clause->n) {
			size_t t = clause->threshold[h];
			int64_t left = x->game->quota[t] - sum_of(x, t, high, x->n_low);
			size_t least = rank_of(x->sorted + t * x->lows, x->lows, left);
			if (least == x->lows)
				return false;
			if (!least) /* all do */
				continue;
			active[n] = t;
			need[n++] = (uint16_t)least;
		}
		if (n < FUSED && h < clause->n)
			continue;
		if (n || !passes) {
			judge(passes ? part : wins, x->rank + active[0] * x->lows, need[0], x->rank + active[1] * x->lows,
			      need[1], x->rank + active[2] * x->lows, need[2], x->lows);
			if (passes++)
				both(wins, part, x->lows);
		}
		n = 0;
		memset(need, 0, sizeof need);
	}
	return true;
}

static void take_high(const halves *x, sums *s, unsigned high, uint16_t *scratch)
{
	const hel_game *g = x->game;
	int size = __builtin_popcount(high);
	bool any = false;
	for (size_t c = 0; c < g->n_clauses; c++) {
		if (!judge_clause(x, &g->clause[c], high, any ? s->part : s->wins, scratch))
			continue;
		if (any)
			either(s->wins, s->part, x->lows);
		any = true;
	}
	if (!any)
		return;
	count(s->by_low + (size_t)size * x->lows, s->wins, x->lows);
	for (int low = 0; low <= x->n_low; low++) {
		uint64_t wins = add_up(s->wins + x->segment[low], x->segment[low + 1] - x->segment[low]);
		for (int i = 0; i < x->n_high; i++)
			s->by_high[i][size][low] += high >> i & 1 ? wins : 0;
	}
}

/* --- sums ----------------------------------------------------------------------------------------------------------------- */

typedef struct totals {
	uint64_t all[HEL_HALVES_MAX + 2], with[HEL_HALVES_MAX][HEL_HALVES_MAX + 2]; /* winning coalitions by size */
} totals;

static void add_sums(totals *to, const halves *x, const sums *s)
{
	for (int high = 0; high <= x->n_high; high++) {
		for (size_t l = 0; l < x->lows; l++) {
			uint64_t wins = s->by_low[(size_t)high * x->lows + l];
			int size = high + __builtin_popcount(x->low[l]);
			to->all[size] += wins;
			for (unsigned set = wins ? x->low[l] : 0; set; set &= set - 1)
				to->with[__builtin_ctz(set)][size] += wins;
		}
		for (int low = 0; low <= x->n_low; low++) {
			for (int i = 0; i < x->n_high; i++)
				to->with[x->n_low + i][high + low] += s->by_high[i][high][low];
		}
	}
}

static void set_number(mpz_t to, uint64_t value)
{
	mpz_import(to, 1, -1, sizeof value, 0, 0, &value);
}

static void fill(hel_tally *tally, const halves *x, const totals *t)
{
	for (int s = 0; s <= x->n; s++)
		set_number(tally->winning[s], t->all[s]);
	for (int i = 0; i < x->n; i++) {
		mpz_t *swings = tally->swings + (size_t)x->type[i] * (size_t)tally->width;
		for (int s = 0; s < x->n; s++)
			set_number(swings[s], t->with[i][s + 1] - (t->all[s] - t->with[i][s]));
	}
	tally->has_sizes = true;
}

static sums *new_sums(const halves *x)
{
	sums *s = calloc(1, sizeof *s);
	if (!s)
		return NULL;
	s->by_low = calloc((size_t)(x->n_high + 1) * x->lows, sizeof *s->by_low);
	s->wins = calloc(x->lows * 3, sizeof *s->wins);
	s->part = s->wins ? s->wins + x->lows : NULL;
	return s;
}

static void free_sums(sums *s)
{
	if (s) {
		free(s->by_low);
		free(s->wins);
	}
	free(s);
}

hel_status hel_count_halves(hel_tally *tally, const hel_game *g, const hel_power_options *how, hel_error *error)
{
	halves x;
	totals all = {0};
	bool made = make_halves(&x, g), failed = !made;
	long highs = made ? (long)x.highs : 0, done = 0;
	int stop = 0;
	int threads = highs > 256 ? hel_threads(how->threads) : 1;
#pragma omp parallel num_threads(threads) if (threads > 1)
	{
		sums *s = made ? new_sums(&x) : NULL;
		bool ready = s && s->by_low && s->wins;
#pragma omp for schedule(dynamic, 64)
		for (long h = 0; h < highs; h++) {
			int stopped;
#pragma omp atomic read
			stopped = stop;
			if (ready && !stopped)
				take_high(&x, s, x.high[h], s->part + x.lows);
			if (how->progress && h % 1024 == 0) {
#pragma omp critical
				if (!stopped &&
				    how->progress((double)(done += 1024) / (double)(highs + 1024), how->context)) {
#pragma omp atomic write
					stop = 1;
				}
			}
		}
#pragma omp critical
		{
			if (ready)
				add_sums(&all, &x, s);
			else
				failed = true;
		}
		free_sums(s);
	}
	if (!failed && !stop)
		fill(tally, &x, &all);
	free_halves(&x);
	if (failed)
		return hel_fail_memory(error);
	return stop ? hel_fail(error, HEL_EINTERRUPTED, "interrupted") : HEL_OK;
}
