/* nash.c: the lottery with the largest product of gains. f(y) = -sum w_i log (V y)_i + W sum y over y >= 0, W = sum w: at its least
 * sum y = 1 by itself, so that only y >= 0 is to be kept, by an interior-point method with the central path as usual (Boyd &
 * Vandenberghe 2004, chapter 11). Columns of V are lotteries: all alternatives; or, where somebody who cannot gain must be kept from
 * losing, corners of the polytope, to which the best one for the present prices w_i / gain_i is added until it is worth no more
 * than what there is. That best corner is the proof: log is concave, so no lottery has a mean logarithm above the present one
 * by more than (max of sum w_i g_i / gain_i) / W - 1. */
#include "bargain/polytope.h"

#include <string.h>

#include "base/fail.h"

static const double ENOUGH = 1e-10; /* gap of the mean logarithm */

enum { ROUNDS_MAX = 60, STEPS_MAX = 100 };

typedef struct master {
	hel_polytope *p;
	size_t n, k, room;     /* active parties, columns */
	size_t *party;         /* n */
	double *weight, total; /* n; their sum */
	double *lottery;       /* room x m */
	double *v;             /* room x n: gains of each column */
	double *y, *s;         /* room: chances and their multipliers */
	double *gain;          /* n: V y */
	double *gradient, *dy, *by_step;
	double *h;             /* room x room */
} master;

static bool make_room(master *w)
{
	hel_arena *arena = w->p->arena;
	double **const by_column[] = {&w->y, &w->s, &w->gradient, &w->dy}, **const by_party[] = {&w->weight, &w->gain, &w->by_step};
	bool all = true;
	for (size_t x = 0; x < sizeof by_column / sizeof *by_column; x++)
		all = (*by_column[x] = hel_arena_alloc(arena, w->room, sizeof(double))) && all;
	for (size_t x = 0; x < sizeof by_party / sizeof *by_party; x++)
		all = (*by_party[x] = hel_arena_alloc(arena, w->n, sizeof(double))) && all;
	w->party = hel_arena_alloc(arena, w->n, sizeof *w->party);
	w->lottery = hel_arena_alloc(arena, w->room * w->p->m, sizeof *w->lottery);
	w->v = hel_arena_alloc(arena, w->room * w->n, sizeof *w->v);
	w->h = hel_arena_alloc(arena, w->room * w->room, sizeof *w->h);
	return all && w->party && w->lottery && w->v && w->h;
}

static void add_column(master *w, const double *x)
{
	size_t m = w->p->m;
	double *v = w->v + w->k * w->n;
	memcpy(w->lottery + w->k * m, x, m * sizeof *x);
	for (size_t i = 0; i < w->n; i++) {
		v[i] = 0;
		for (size_t a = 0; a < m; a++)
			v[i] += w->p->gain[w->party[i] * m + a] * x[a];
	}
	w->k++;
}

static bool has_column(const master *w, const double *x)
{
	for (size_t c = 0; c < w->k; c++) {
		double most = 0;
		for (size_t a = 0; a < w->p->m; a++)
			most = fmax(most, fabs(w->lottery[c * w->p->m + a] - x[a]));
		if (most < HEL_ROUNDING)
			return true;
	}
	return false;
}

static void make_gains(const master *w, const double *y, double *gain)
{
	memset(gain, 0, w->n * sizeof *gain);
	for (size_t c = 0; c < w->k; c++) {
		for (size_t i = 0; i < w->n; i++)
			gain[i] += y[c] * w->v[c * w->n + i];
	}
}

/* --- the interior-point method ------------------------------------------------------------------------------------------- */

/* Solves h x = b in place for a symmetric h that is positive definite but for rounding; its lower half is used up. */
static void solve(double *h, double *b, size_t k, size_t stride)
{
	for (size_t r = 0; r < k; r++) {
		double *row = h + r * stride;
		double size = row[r];
		for (size_t c = 0; c < r; c++) {
			const double *other = h + c * stride;
			for (size_t x = 0; x < c; x++)
				row[c] -= row[x] * other[x];
			row[c] /= other[c];
			row[r] -= row[c] * row[c];
		}
		row[r] = sqrt(fmax(row[r], 1e-15 * size));
		for (size_t c = 0; c < r; c++)
			b[r] -= row[c] * b[c];
		b[r] /= row[r];
	}
	for (size_t r = k; r-- > 0;) {
		b[r] /= h[r * stride + r];
		for (size_t c = 0; c < r; c++)
			b[c] -= h[r * stride + c] * b[r];
	}
}

static void make_gradient(const master *w)
{
	for (size_t c = 0; c < w->k; c++) {
		w->gradient[c] = w->total;
		for (size_t i = 0; i < w->n; i++)
			w->gradient[c] -= w->weight[i] * w->v[c * w->n + i] / w->gain[i];
	}
}

/* dy of Newton's step towards y s = aim. */
static void make_step(const master *w, double aim)
{
	for (size_t c = 0; c < w->k; c++) {
		for (size_t e = 0; e <= c; e++) {
			double sum = 0;
			for (size_t i = 0; i < w->n; i++)
				sum += w->weight[i] / (w->gain[i] * w->gain[i]) * w->v[c * w->n + i] * w->v[e * w->n + i];
			w->h[c * w->room + e] = sum;
		}
		w->h[c * w->room + c] += w->s[c] / w->y[c];
		w->dy[c] = aim / w->y[c] - w->gradient[c];
	}
	solve(w->h, w->dy, w->k, w->room);
}

static double limit(double step, double at, double change)
{
	return change < 0 ? fmin(step, -0.99 * at / change) : step;
}

static void walk(const master *w, double aim)
{
	double step = 1;
	make_gains(w, w->dy, w->by_step);
	for (size_t c = 0; c < w->k; c++) {
		double ds = aim / w->y[c] - w->s[c] - w->s[c] / w->y[c] * w->dy[c];
		w->gradient[c] = ds;
		step = limit(limit(step, w->y[c], w->dy[c]), w->s[c], ds);
	}
	for (size_t i = 0; i < w->n; i++)
		step = limit(step, w->gain[i], w->by_step[i]);
	for (size_t c = 0; c < w->k; c++) {
		w->y[c] += step * w->dy[c];
		w->s[c] += step * w->gradient[c];
	}
}

/* From y > 0 with gains above 0. */
static void improve(const master *w)
{
	make_gains(w, w->y, w->gain);
	make_gradient(w);
	for (size_t c = 0; c < w->k; c++)
		w->s[c] = fmax(w->gradient[c], 0.01 * w->total);
	for (int step = 0; step < STEPS_MAX; step++) {
		double slack = 0, off = 0;
		for (size_t c = 0; c < w->k; c++) {
			slack += w->y[c] * w->s[c];
			off = fmax(off, fabs(w->gradient[c] - w->s[c]));
		}
		if (slack + off <= 0.1 * ENOUGH * w->total)
			break;
		double aim = (off > slack ? 0.5 : 0.1) * slack / (double)w->k;
		make_step(w, aim);
		walk(w, aim);
		make_gains(w, w->y, w->gain);
		make_gradient(w);
	}
}

/* --- columns ------------------------------------------------------------------------------------------------------------- */

/* Chances that sum to 1 exactly, and the lottery that they make. */
static void settle(const master *w, double *x)
{
	double sum = 0;
	for (size_t c = 0; c < w->k; c++)
		sum += w->y[c];
	memset(x, 0, w->p->m * sizeof *x);
	for (size_t c = 0; c < w->k; c++) {
		for (size_t a = 0; a < w->p->m; a++)
			x[a] += w->y[c] / sum * w->lottery[c * w->p->m + a];
	}
}

/* The lottery that is worth most at present prices; returns the gap it proves. */
static double find_best(const master *w, const double *x, double *best)
{
	hel_polytope *p = w->p;
	double unproved = 0, gain = 0;
	memset(p->objective, 0, p->n * sizeof *p->objective);
	for (size_t i = 0; i < w->n; i++) {
		gain = 0;
		for (size_t a = 0; a < p->m; a++)
			gain += p->gain[w->party[i] * p->m + a] * x[a];
		p->objective[w->party[i]] = w->weight[i] / w->total / gain;
	}
	double value = hel_polytope_best(p, p->objective, best, &unproved);
	return fmax(value + unproved - 1, 0);
}

/* All alternatives, begun near the centre but with some chance of each; or the corners, begun in their midst. */
static void begin(master *w)
{
	hel_polytope *p = w->p;
	double least = 1, *unit = w->dy;
	for (size_t i = 0, at = 0; i < p->n; i++) {
		if (!p->active[i])
			continue;
		w->party[at] = i;
		w->weight[at] = hel_weight_of(p->game, i);
		w->total += w->weight[at++];
	}
	if (p->constrained) {
		for (size_t i = 0; i < w->n; i++) {
			if (!has_column(w, p->corner + w->party[i] * p->m))
				add_column(w, p->corner + w->party[i] * p->m);
		}
		for (size_t c = 0; c < w->k; c++)
			w->y[c] = 1 / (double)w->k;
		return;
	}
	for (size_t a = 0; a < p->m; a++) {
		memset(unit, 0, p->m * sizeof *unit);
		unit[a] = 1;
		add_column(w, unit);
	}
	make_gains(w, p->centre, w->gain);
	for (size_t i = 0; i < w->n; i++)
		least = fmin(least, w->gain[i]);
	double mixed = least / 4; /* scaled gains are at least -1: every gain stays above half of what it is */
	for (size_t a = 0; a < p->m; a++)
		w->y[a] = (1 - mixed) * p->centre[a] + mixed / (double)p->m;
}

hel_status hel_nash(hel_polytope *p, double *x, double *gap, hel_error *error)
{
	master w = {.p = p, .n = p->n_active, .room = p->constrained ? p->n_active + ROUNDS_MAX : p->m};
	double *best = hel_arena_alloc(p->arena, p->m, sizeof *best);
	if (!best || !make_room(&w))
		return hel_fail_memory(error);
	begin(&w);
	for (int round = 0; round < ROUNDS_MAX; round++) {
		improve(&w);
		settle(&w, x);
		*gap = find_best(&w, x, best);
		if (!p->constrained || !(*gap > ENOUGH) || has_column(&w, best))
			break;
		for (size_t c = 0; c < w.k; c++)
			w.y[c] = 0.9 * fmax(w.y[c], 1e-6);
		w.y[w.k] = 0.1;
		add_column(&w, best);
	}
	return HEL_OK;
}
