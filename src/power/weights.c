/* weights.c: swings by size where the rule looks at one weight and at heads. F[s][v] counts the coalitions of s voters that weigh v,
 * for v below the quota, by adding one voter after the other, lightest first; P[s][v] those that weigh at most v. A voter i of weight
 * w need not be taken out of the whole table again: of s voters without i that weigh at most v there are
 *     D(v, s) = P(v, s) - D(v - w, s - 1),
 * so D at quota - 1 and at quota - 1 - w, whose difference are the swings, needs P at quota - 1 - m w for m = 0, 1, ... alone.
 *
 * After k voters a count is at most C(k, s) < 2^k, so (k + 63) / 64 limbs hold it. A row s begins at the weight of the s lightest. */
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/threads.h"
#include "power/limbs.h"
#include "power/needs.h"
#include "power/tally.h"

/* 3 GB; and 2^36 additions of limbs are a minute. */
static const double BYTES_MAX = 3e9;

typedef struct table {
	hel_needs needs;
	int limbs, rows; /* rows: sizes that can weigh less than the quota */
	int64_t *least;  /* n + 2: weight of the s lightest */
	uint64_t **row;  /* limb after limb, length[s] each */
	size_t *length;
} table;

static int count_rows(table *t)
{
	int s = 0;
	for (; s <= t->needs.n; s++) {
		t->least[s + 1] = t->least[s] + (s < t->needs.n ? t->needs.weight[s] : 0);
		if (t->least[s] >= t->needs.quota)
			break;
	}
	return s;
}

static hel_status lay_table(table *t, bool *fits, hel_arena *arena, const hel_game *g, hel_error *error)
{
	hel_status status = hel_needs_of(&t->needs, fits, arena, g, true, error);
	if (status || !*fits)
		return status;
	t->least = hel_arena_alloc(arena, (size_t)g->n + 2, sizeof *t->least);
	t->length = hel_arena_alloc(arena, (size_t)g->n + 2, sizeof *t->length);
	t->row = hel_arena_alloc(arena, (size_t)g->n + 2, sizeof *t->row);
	if (!t->least || !t->length || !t->row)
		return hel_fail_memory(error);
	t->limbs = (g->n + 63) / 64;
	t->limbs += !t->limbs;
	t->rows = count_rows(t);
	for (int s = 0; s < t->rows; s++)
		t->length[s] = (size_t)(t->needs.quota - t->least[s]);
	return HEL_OK;
}

hel_weights_plan hel_plan_weights(const hel_game *g)
{
	hel_weights_plan plan = {0};
	table t = {0};
	hel_arena *arena = hel_arena_new();
	if (arena && !lay_table(&t, &plan.fits, arena, g, NULL)) {
		for (int s = 0; s < t.rows; s++)
			plan.bytes += 8.0 * t.limbs * (double)t.length[s];
		plan.additions = plan.bytes / 8 * g->n / 2;
	}
	plan.fits = plan.fits && plan.bytes <= BYTES_MAX;
	hel_arena_free(arena);
	return plan;
}

/* Small tables are done before a second thread has begun. */
static int threads_for(const table *t, const hel_power_options *how)
{
	return (double)t->rows * t->rows * t->limbs * t->needs.n > 1e5 ? hel_threads(how->threads) : 1;
}

/* --- the table ------------------------------------------------------------------------------------------------------------ */

static bool get_rows(table *t)
{
	for (int s = 0; s < t->rows; s++) {
		t->row[s] = calloc(t->length[s] * (size_t)t->limbs, sizeof *t->row[s]);
		if (!t->row[s])
			return false;
	}
	if (t->rows)
		t->row[0][0] = 1;
	return true;
}

static void free_rows(table *t)
{
	for (int s = 0; s < t->rows; s++)
		free(t->row[s]);
}

/* The voter number k (from 1): in place, from large coalitions to small ones. heaviest[s]: what the s heaviest so far weigh. */
static void add_voter(table *t, int k, int64_t *heaviest)
{
	int64_t w = t->needs.weight[k - 1];
	int limbs = (k + 63) / 64, top = k < t->rows - 1 ? k : t->rows - 1;
	for (int s = top; s > 0; s--) {
		int64_t from = t->least[s - 1], to = heaviest[s - 1];
		if (to > t->needs.quota - 1 - w)
			to = t->needs.quota - 1 - w;
		if (to >= from)
			hel_limbs_add(t->row[s] + (from + w - t->least[s]), t->length[s], t->row[s - 1], t->length[s - 1],
				      (size_t)(to - from + 1), limbs);
	}
	for (int s = k; s > 0; s--) /* the voter is the heaviest yet */
		heaviest[s] = heaviest[s - 1] + w;
}

static hel_status fill_table(table *t, hel_arena *arena, const hel_power_options *how, hel_error *error)
{
	int64_t *heaviest = hel_arena_alloc(arena, (size_t)t->needs.n + 1, sizeof *heaviest);
	if (!heaviest || !get_rows(t))
		return hel_fail_memory(error);
	for (int k = 1; k <= t->needs.n; k++) {
		add_voter(t, k, heaviest);
		if (how->progress && how->progress((double)k / (t->needs.n + 1), how->context))
			return hel_fail(error, HEL_EINTERRUPTED, "interrupted");
	}
	int threads = threads_for(t, how);
#pragma omp parallel for num_threads(threads) schedule(dynamic) if (threads > 1)
	for (int s = 0; s < t->rows; s++)
		hel_limbs_cumulate(t->row[s], t->length[s], t->length[s], t->limbs);
	return HEL_OK;
}

/* --- swings --------------------------------------------------------------------------------------------------------------- */

/* P(v, s), most often from memory that no cache holds. */
static void look_up(mp_limb_t *to, const table *t, int64_t v, int s)
{
	memset(to, 0, (size_t)t->limbs * sizeof *to);
	if (v < t->least[s])
		return;
	for (int l = 0; l < t->limbs; l++)
		to[l] = t->row[s][(size_t)l * t->length[s] + (size_t)(v - t->least[s])];
}

/* D(need - 1, s) into here and D(need - 1 - w, s) into below, for all s: rows x limbs each. */
static void take_out(const table *t, int64_t need, int64_t w, mp_limb_t *here, mp_limb_t *below)
{
	size_t limbs = (size_t)t->limbs;
	int64_t steps = w ? (need - 1) / w : t->rows;
	int most = steps < t->rows - 1 ? (int)steps : t->rows - 1;
	mp_limb_t *now = here, *next = below;
	memset(here, 0, (size_t)t->rows * limbs * sizeof *here);
	memset(below, 0, (size_t)t->rows * limbs * sizeof *below);
	for (int m = most; m >= 0; m--) {
		mp_limb_t *swap = now;
		now = next;
		next = swap;
		for (int s = 0; s < t->rows - m; s++) {
			look_up(now + (size_t)s * limbs, t, need - 1 - m * w, s);
			if (s)
				mpn_sub_n(now + (size_t)s * limbs, now + (size_t)s * limbs, next + (size_t)(s - 1) * limbs,
					  t->limbs);
		}
	}
	if (now == here)
		return;
	for (size_t x = 0; x < (size_t)t->rows * limbs; x++) {
		mp_limb_t swap = here[x];
		here[x] = below[x];
		below[x] = swap;
	}
}

/* Coalitions of s voters other than i of which `numbers` holds how many weigh too little. */
static void get_number(mpz_t to, const table *t, const mp_limb_t *numbers, int s)
{
	if (s < t->rows)
		mpz_import(to, (size_t)t->limbs, -1, sizeof *numbers, 0, 0, numbers + (size_t)s * (size_t)t->limbs);
	else
		mpz_set_ui(to, 0);
}

typedef struct scratch {
	mp_limb_t *here, *below;
	mpz_t number;
} scratch;

/* Coalitions of s voters that lose without i, less those that lose with it too. */
static void count_swings(mpz_t *swings, const table *t, int64_t w, scratch *x)
{
	const int64_t *need = t->needs.need;
	int n = t->needs.n;
	int64_t last = 0;
	for (int s = 0; s < n; s++) { /* lose alone */
		if (need[s] == HEL_NEVER) {
			mpz_bin_uiui(swings[s], (unsigned long)n - 1, (unsigned long)s);
		} else if (need[s]) {
			if (need[s] != last)
				take_out(t, last = need[s], w, x->here, x->below);
			get_number(swings[s], t, x->here, s);
		}
	}
	for (int s = 0; s < n; s++) {
		if (need[s + 1] == HEL_NEVER) {
			mpz_bin_uiui(x->number, (unsigned long)n - 1, (unsigned long)s);
			mpz_sub(swings[s], swings[s], x->number);
		} else if (need[s + 1]) {
			if (need[s + 1] != last)
				take_out(t, last = need[s + 1], w, x->here, x->below);
			get_number(x->number, t, x->below, s);
			mpz_sub(swings[s], swings[s], x->number);
		}
	}
}

static void count_winning(mpz_t *winning, const table *t, mp_limb_t *number)
{
	mpz_t lose;
	mpz_init(lose);
	for (int s = 0; s <= t->needs.n; s++) {
		int64_t need = t->needs.need[s];
		if (need == HEL_NEVER)
			continue;
		mpz_bin_uiui(winning[s], (unsigned long)t->needs.n, (unsigned long)s);
		if (!need || s >= t->rows)
			continue;
		look_up(number, t, need - 1, s);
		mpz_import(lose, (size_t)t->limbs, -1, sizeof *number, 0, 0, number);
		mpz_sub(winning[s], winning[s], lose);
	}
	mpz_clear(lose);
}

/* From the dual game back. */
static void turn_back(hel_tally *tally)
{
	int n = tally->n;
	mpz_t all;
	mpz_init(all);
	for (int s = 0; 2 * s <= n; s++) {
		mpz_bin_uiui(all, (unsigned long)n, (unsigned long)s);
		mpz_swap(tally->winning[s], tally->winning[n - s]);
		mpz_sub(tally->winning[s], all, tally->winning[s]);
		if (2 * s != n)
			mpz_sub(tally->winning[n - s], all, tally->winning[n - s]);
	}
	for (int t = 0; t < tally->n_types; t++) {
		mpz_t *swings = tally->swings + (size_t)t * (size_t)tally->width;
		for (int s = 0; 2 * s < n - 1; s++)
			mpz_swap(swings[s], swings[n - 1 - s]);
	}
	mpz_clear(all);
}

static bool find_swings(hel_tally *tally, const table *t, const hel_game *g, const hel_power_options *how)
{
	bool failed = false;
	size_t room = ((size_t)t->rows + 1) * (size_t)t->limbs;
	int threads = threads_for(t, how);
#pragma omp parallel num_threads(threads) if (threads > 1)
	{
		scratch x = {calloc(room, sizeof *x.here), calloc(room, sizeof *x.below), {{0}}};
		mpz_init(x.number);
#pragma omp for schedule(dynamic)
		for (int i = 0; i < g->n_types; i++) {
			int voter = 0;
			while (t->needs.type[voter] != i)
				voter++;
			if (x.here && x.below)
				count_swings(tally->swings + (size_t)i * (size_t)tally->width, t, t->needs.weight[voter],
					     &x);
		}
		if (!x.here || !x.below) {
#pragma omp atomic write
			failed = true;
		}
		mpz_clear(x.number);
		free(x.here);
		free(x.below);
	}
	return !failed;
}

hel_status hel_count_weights(hel_tally *tally, const hel_game *g, const hel_power_options *how, hel_error *error)
{
	table t = {0};
	bool fits = false;
	hel_arena *arena = hel_arena_new();
	hel_status status = arena ? lay_table(&t, &fits, arena, g, error) : hel_fail_memory(error);
	if (!status)
		status = fill_table(&t, arena, how, error);
	mp_limb_t *number = status ? NULL : hel_arena_alloc(arena, (size_t)t.limbs, sizeof *number);
	if (!status && (!number || !find_swings(tally, &t, g, how)))
		status = hel_fail_memory(error);
	if (!status) {
		count_winning(tally->winning, &t, number);
		if (t.needs.dual)
			turn_back(tally);
		tally->has_sizes = true;
	}
	free_rows(&t);
	hel_arena_free(arena);
	return status;
}
