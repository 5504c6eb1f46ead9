/* totals.c: swings without their sizes, for one threshold whose weights are too large for a table by size: Banzhaf's index, not
 * Shapley and Shubik's. F[v] counts the coalitions that weigh v; else as weights.c. */
#include <stdlib.h>

#include "base/fail.h"
#include "power/limbs.h"
#include "power/needs.h"
#include "power/tally.h"

static const double BYTES_MAX = 3e9;

enum { BLOCK = 4096 };

hel_weights_plan hel_plan_totals(const hel_game *g)
{
	hel_weights_plan plan = {0};
	hel_needs needs = {0};
	hel_arena *arena = hel_arena_new();
	if (arena && !hel_needs_of(&needs, &plan.fits, arena, g, true, NULL) && plan.fits) {
		plan.fits = hel_needs_is_plain(&needs) && needs.weight[0] > 0;
		int words = (g->n + 63) / 64;
		plan.bytes = 8.0 * words * (double)needs.quota;
		plan.additions = plan.bytes / 8 * g->n;
	}
	plan.fits = plan.fits && plan.bytes <= BYTES_MAX;
	hel_arena_free(arena);
	return plan;
}

/* In place from the top: a block no longer than the weight does not overlap what it is added from. */
static void add_voter(uint64_t *row, size_t quota, size_t w, int limbs)
{
	size_t block = w < BLOCK ? w : BLOCK;
	for (size_t end = quota; end > w;) {
		size_t from = end > w + block ? end - block : w;
		hel_limbs_add(row + from, quota, row + from - w, quota, end - from, limbs);
		end = from;
	}
}

static void look_up(mpz_t to, const uint64_t *row, int64_t v, size_t quota, int limbs)
{
	mpz_set_ui(to, 0);
	for (int l = limbs - 1; l >= 0; l--) {
		mpz_mul_2exp(to, to, 64);
		mpz_add_ui(to, to, row[(size_t)l * quota + (size_t)v]);
	}
}

/* Coalitions without a voter of weight w that weigh at most v. */
static void take_out(mpz_t to, const uint64_t *row, int64_t v, int64_t w, const hel_needs *s, int limbs)
{
	mpz_t number;
	mpz_init(number);
	mpz_set_ui(to, 0);
	bool minus = false;
	for (; v >= 0; v -= w, minus = !minus) {
		look_up(number, row, v, (size_t)s->quota, limbs);
		(minus ? mpz_sub : mpz_add)(to, to, number);
	}
	mpz_clear(number);
}

static void read_off(hel_tally *tally, const hel_needs *s, const uint64_t *row, int limbs)
{
	mpz_t below;
	mpz_init(below);
	for (int i = 0; i < s->n; i++) {
		mpz_t *swings = tally->swings + (size_t)s->type[i] * (size_t)tally->width;
		if (i && s->type[i] == s->type[i - 1])
			continue;
		take_out(swings[0], row, s->quota - 1, s->weight[i], s, limbs);
		take_out(below, row, s->quota - 1 - s->weight[i], s->weight[i], s, limbs);
		mpz_sub(swings[0], swings[0], below);
	}
	look_up(below, row, s->quota - 1, (size_t)s->quota, limbs); /* those that lose; in the dual as many win here */
	if (s->dual) {
		mpz_set(tally->winning[0], below);
	} else {
		mpz_ui_pow_ui(tally->winning[0], 2, (unsigned long)s->n);
		mpz_sub(tally->winning[0], tally->winning[0], below);
	}
	mpz_clear(below);
}

hel_status hel_count_totals(hel_tally *tally, const hel_game *g, const hel_power_options *how, hel_error *error)
{
	hel_needs s = {0};
	bool fits = false;
	int limbs = (g->n + 63) / 64;
	uint64_t *row = NULL;
	hel_arena *arena = hel_arena_new();
	hel_status status = arena ? hel_needs_of(&s, &fits, arena, g, true, error) : hel_fail_memory(error);
	if (!status && !(row = calloc((size_t)s.quota * (size_t)limbs, sizeof *row)))
		status = hel_fail_memory(error);
	if (!status)
		row[0] = 1;
	for (int i = 0; i < g->n && !status; i++) {
		add_voter(row, (size_t)s.quota, (size_t)s.weight[i], limbs);
		if (how->progress && how->progress((double)i / g->n, how->context))
			status = hel_fail(error, HEL_EINTERRUPTED, "interrupted");
	}
	if (!status) {
		hel_limbs_cumulate(row, (size_t)s.quota, (size_t)s.quota, limbs);
		read_off(tally, &s, row, limbs);
	}
	free(row);
	hel_arena_free(arena);
	return status;
}
