/* minimal.c: minimal winning coalitions of one weighted threshold. Of voters from heavy to light, such a coalition is its last member
 * j, of weight w, and a coalition T of some before that loses by at most w: quota - w <= weight of T < quota; all others in T are as
 * heavy as j, so none can be spared. P[s][v] counts the coalitions of s voters before j that weigh at most v. Those with i among them
 * follow as in weights.c: D(v, s) without i is P(v, s) - D(v - w_i, s - 1), and D(v - w_i, s - 1) have i. */
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "power/limbs.h"
#include "power/needs.h"
#include "power/tally.h"

static const double BYTES_MAX = 1e9, LOOKUPS_MAX = 2e8;

typedef struct minima {
	hel_needs needs;
	int limbs, rows;
	uint64_t **row; /* quota numbers each, limb after limb */
	mp_limb_t *a, *b;
	mpz_t number;
} minima;

/* Sizes of coalitions that lose. */
static int count_rows(const hel_needs *s)
{
	int64_t sum = 0;
	int rows = 0;
	for (; rows < s->n && sum < s->quota; rows++)
		sum += s->weight[rows];
	return rows + (sum < s->quota);
}

hel_weights_plan hel_plan_minimal(const hel_game *g)
{
	hel_weights_plan plan = {0};
	hel_needs s = {0};
	hel_arena *arena = hel_arena_new();
	if (arena && !hel_needs_of(&s, &plan.fits, arena, g, false, NULL) && plan.fits) {
		int words = (g->n + 63) / 64;
		double rows = count_rows(&s), limbs = words;
		plan.fits = hel_needs_is_plain(&s) && s.weight[0] > 0;
		plan.bytes = 8 * limbs * rows * (double)s.quota;
		plan.additions = limbs * rows * (double)s.quota * g->n + limbs * rows * rows * g->n * g->n_types;
		plan.fits = plan.fits && limbs * rows * rows * g->n * g->n_types <= LOOKUPS_MAX && plan.additions <= 1e10;
	}
	plan.fits = plan.fits && plan.bytes <= BYTES_MAX;
	hel_arena_free(arena);
	return plan;
}

static void look_up(mp_limb_t *to, const minima *m, int64_t v, int s)
{
	for (int l = 0; l < m->limbs; l++)
		to[l] = v < 0 ? 0 : m->row[s][(size_t)l * (size_t)m->needs.quota + (size_t)v];
}

/* D(v - w, s) for all s, into m->a: of voters before j, those without one of weight w. */
static void take_out(minima *m, int64_t v, int64_t w)
{
	size_t limbs = (size_t)m->limbs;
	int64_t steps = v >= w ? (v - w) / w : -1;
	int most = steps < m->rows - 1 ? (int)steps : m->rows - 1;
	memset(m->a, 0, (size_t)m->rows * limbs * sizeof *m->a);
	memset(m->b, 0, (size_t)m->rows * limbs * sizeof *m->b);
	for (int k = most; k >= 0; k--) {
		mp_limb_t *swap = m->a;
		m->a = m->b;
		m->b = swap;
		for (int s = 0; s < m->rows - k; s++) {
			look_up(m->a + (size_t)s * limbs, m, v - (k + 1) * w, s);
			if (s)
				mpn_sub_n(m->a + (size_t)s * limbs, m->a + (size_t)s * limbs, m->b + (size_t)(s - 1) * limbs,
					  m->limbs);
		}
	}
}

/* Adds the numbers at v to totals by size, or takes them off; a number of T of size s stands for a coalition of s + 1. */
static void add_numbers(minima *m, mpz_t *totals, const mp_limb_t *numbers, int shift, bool minus)
{
	for (int s = 0; s < m->rows && s + shift <= m->needs.n; s++) {
		mpz_import(m->number, (size_t)m->limbs, -1, sizeof *numbers, 0, 0, numbers + (size_t)s * (size_t)m->limbs);
		(minus ? mpz_sub : mpz_add)(totals[s + shift], totals[s + shift], m->number);
	}
}

static void add_window(minima *m, mpz_t *totals, int64_t w)
{
	for (int end = 0; end < 2; end++) {
		for (int s = 0; s < m->rows; s++)
			look_up(m->a + (size_t)s * (size_t)m->limbs, m, m->needs.quota - 1 - (end ? w : 0), s);
		add_numbers(m, totals, m->a, 1, end != 0);
	}
}

static void put_in(minima *m, int64_t w)
{
	size_t quota = (size_t)m->needs.quota;
	for (int s = m->rows - 1; s > 0 && w < m->needs.quota; s--)
		hel_limbs_add(m->row[s] + w, quota, m->row[s - 1], quota, quota - (size_t)w, m->limbs);
}

/* last: the voter that completes; those before it are heavier or as heavy. */
static void count_last(hel_tally *tally, minima *m, int last)
{
	const hel_needs *s = &m->needs;
	size_t sizes = (size_t)tally->n + 1;
	int64_t w = s->weight[last];
	add_window(m, tally->minimal_all, w);
	for (int i = s->n - 1; i >= last; i--) {
		mpz_t *with = tally->minimal + (size_t)s->type[i] * sizes;
		bool first_of_type = i == s->n - 1 || s->type[i + 1] != s->type[i];
		if (!first_of_type)
			continue;
		if (i == last) {
			add_window(m, with, w);
			continue;
		}
		take_out(m, s->quota - 1, s->weight[i]);
		add_numbers(m, with, m->a, 2, false);
		take_out(m, s->quota - 1 - w, s->weight[i]);
		add_numbers(m, with, m->a, 2, true);
	}
}

static bool lay_rows(minima *m, hel_arena *arena)
{
	size_t room = (size_t)m->rows * (size_t)m->limbs;
	m->row = hel_arena_alloc(arena, (size_t)m->rows, sizeof *m->row);
	m->a = hel_arena_alloc(arena, room, sizeof *m->a);
	m->b = hel_arena_alloc(arena, room, sizeof *m->b);
	for (int s = 0; m->row && s < m->rows; s++) {
		m->row[s] = hel_arena_alloc(arena, (size_t)m->needs.quota * (size_t)m->limbs, sizeof **m->row);
		if (!m->row[s])
			return false;
	}
	for (int64_t v = 0; m->row && v < m->needs.quota; v++)
		m->row[0][v] = 1; /* nobody weighs at most v */
	return m->row && m->a && m->b;
}

hel_status hel_count_minimal(hel_tally *tally, const hel_game *g, hel_error *error)
{
	minima m = {.limbs = (g->n + 63) / 64};
	bool fits = false;
	hel_arena *arena = hel_arena_new();
	hel_status status = arena ? hel_needs_of(&m.needs, &fits, arena, g, false, error) : hel_fail_memory(error);
	if (!status) {
		m.rows = count_rows(&m.needs);
		status = lay_rows(&m, arena) ? HEL_OK : hel_fail_memory(error);
	}
	mpz_init(m.number);
	for (int last = g->n - 1; last >= 0 && !status; last--) {
		count_last(tally, &m, last);
		put_in(&m, m.needs.weight[last]);
	}
	mpz_clear(m.number);
	hel_arena_free(arena);
	tally->has_minimal = !status;
	return status;
}
