/* sample.c: estimates for rules beyond exact means. Each draw is a coalition, every voter in it or not by a fair coin, and an order
 * of all voters. Whole counts are summed, so the figures are the same for any number of threads. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/rng.h"
#include "base/threads.h"
#include "power/indices.h"

/* x: whether i swings, y: how many swing, w: whether the coalition wins. */
typedef struct counts {
	long long *x, *xy, *xw, *pivot; /* n each */
	long long yy, y, w;
} counts;

typedef struct draw {
	const hel_rules *rules;
	hel_rng_key *coin, *lot; /* n each */
	uint64_t seed;
} draw;

typedef struct scratch {
	int64_t *sum, *without; /* thresholds */
	bool *in, *swings;      /* n */
	int *order;             /* n */
} scratch;

static bool wins(const hel_rules *r, const int64_t *sum)
{
	for (size_t c = 0; c < r->n_clauses; c++) {
		const hel_rule_clause *clause = &r->clause[c];
		size_t h = 0;
		while (h < clause->n && sum[clause->threshold[h]] >= r->threshold[clause->threshold[h]].quota)
			h++;
		if (h == clause->n)
			return true;
	}
	return false;
}

static void add_weights(const hel_rules *r, int64_t *to, const int64_t *from, int voter, int sign)
{
	for (size_t h = 0; h < r->n_thresholds; h++)
		to[h] = from[h] + sign * r->threshold[h].weight[voter];
}

static void draw_coalition(const draw *d, uint64_t number, scratch *x, counts *c)
{
	const hel_rules *r = d->rules;
	long long y = 0;
	memset(x->sum, 0, r->n_thresholds * sizeof *x->sum);
	for (int i = 0; i < r->n; i++) {
		x->in[i] = hel_rng_uniform(d->seed, number, d->coin[i]) < 0.5;
		if (x->in[i])
			add_weights(r, x->sum, x->sum, i, 1);
	}
	bool won = wins(r, x->sum);
	for (int i = 0; i < r->n; i++) {
		x->swings[i] = false;
		if (x->in[i] != won) /* one more cannot undo a win, nor one less a defeat */
			continue;
		add_weights(r, x->without, x->sum, i, won ? -1 : 1);
		x->swings[i] = wins(r, x->without) != won;
		y += x->swings[i];
	}
	c->y += y;
	c->yy += y * y;
	c->w += won;
	for (int i = 0; i < r->n; i++) {
		c->x[i] += x->swings[i];
		c->xy[i] += x->swings[i] * y;
		c->xw[i] += x->swings[i] && won;
	}
}

/* Whoever turns the growing coalition into a winner. */
static void draw_order(const draw *d, uint64_t number, scratch *x, counts *c)
{
	const hel_rules *r = d->rules;
	memset(x->sum, 0, r->n_thresholds * sizeof *x->sum);
	for (int i = 0; i < r->n; i++)
		x->order[i] = i;
	for (int at = 0; at < r->n; at++) {
		int pick = at + (int)(hel_rng_uniform(d->seed, number, d->lot[at]) * (r->n - at));
		int voter = x->order[pick];
		x->order[pick] = x->order[at];
		add_weights(r, x->sum, x->sum, voter, 1);
		if (wins(r, x->sum)) {
			c->pivot[voter]++;
			return;
		}
	}
}

static void draw_all(const draw *d, long long samples, int threads, counts *c)
{
	size_t n = (size_t)d->rules->n, thresholds = d->rules->n_thresholds;
#pragma omp parallel num_threads(threads)
	{
		scratch x = {calloc(thresholds, sizeof *x.sum), calloc(thresholds, sizeof *x.without), calloc(n, 1),
			     calloc(n, 1), calloc(n, sizeof *x.order)};
		counts own = {calloc(n, sizeof *own.x),
			      calloc(n, sizeof *own.x),
			      calloc(n, sizeof *own.x),
			      calloc(n, sizeof *own.x),
			      0,
			      0,
			      0};
		bool ready = x.sum && x.without && x.in && x.swings && x.order && own.x && own.xy && own.xw && own.pivot;
#pragma omp for schedule(static)
		for (long long s = 0; s < samples; s++) {
			if (!ready)
				continue;
			draw_coalition(d, (uint64_t)s, &x, &own);
			draw_order(d, (uint64_t)s, &x, &own);
		}
#pragma omp critical
		{
			for (size_t i = 0; ready && i < n; i++) {
				c->x[i] += own.x[i];
				c->xy[i] += own.xy[i];
				c->xw[i] += own.xw[i];
				c->pivot[i] += own.pivot[i];
			}
			c->y += own.y;
			c->yy += own.yy;
			c->w = ready && c->w >= 0 ? c->w + own.w : -1;
		}
		free(x.sum);
		free(x.without);
		free(x.in);
		free(x.swings);
		free(x.order);
		free(own.x);
		free(own.xy);
		free(own.xw);
		free(own.pivot);
	}
}

static void set(hel_voter_power *v, hel_power_index index, double value, double se)
{
	v->index[index].value = value;
	v->se[index] = se;
}

/* A ratio of two sums over draws, a / b, by the delta method. */
static void set_ratio(hel_voter_power *v, hel_power_index index, double aa, double ab, double bb, double a, double b)
{
	double ratio = a / b, spread = aa - 2 * ratio * ab + ratio * ratio * bb;
	bool known = b > 0;
	set(v, index, known ? ratio : NAN, known ? sqrt(spread > 0 ? spread : 0) / b : NAN);
}

static void estimate(hel_voter_power *v, const counts *c, int i, double samples)
{
	double x = (double)c->x[i], share = x / samples, pivot = (double)c->pivot[i] / samples;
	double lose = samples - (double)c->w, xl = x - (double)c->xw[i];
	set(v, HEL_BANZHAF_ABSOLUTE, share, sqrt(share * (1 - share) / samples));
	set(v, HEL_SHAPLEY, pivot, sqrt(pivot * (1 - pivot) / samples));
	set_ratio(v, HEL_BANZHAF, x, (double)c->xy[i], (double)c->yy, x, (double)c->y);
	/* swings are half as many as coalitions in which i matters, inside or out */
	set_ratio(v, HEL_PREVENT, x / 4, (double)c->xw[i] / 2, (double)c->w, x / 2, (double)c->w);
	set_ratio(v, HEL_INITIATE, x / 4, xl / 2, lose, x / 2, lose);
}

hel_status hel_power_sample(hel_voting_power *power, const hel_rules *rules, const hel_power_options *how, hel_error *error)
{
	size_t n = (size_t)rules->n;
	hel_arena *arena = hel_arena_new();
	draw d = {.rules = rules, .seed = how->seed};
	counts c = {0};
	char name[32];
	if (arena) {
		d.coin = hel_arena_alloc(arena, n, sizeof *d.coin);
		d.lot = hel_arena_alloc(arena, n, sizeof *d.lot);
		c.x = hel_arena_alloc(arena, n, sizeof *c.x);
		c.xy = hel_arena_alloc(arena, n, sizeof *c.x);
		c.xw = hel_arena_alloc(arena, n, sizeof *c.x);
		c.pivot = hel_arena_alloc(arena, n, sizeof *c.x);
	}
	bool ready = arena && d.coin && d.lot && c.x && c.xy && c.xw && c.pivot;
	for (size_t i = 0; i < n && ready; i++) {
		snprintf(name, sizeof name, "power coin %zu", i);
		d.coin[i] = hel_rng_key_of(name);
		snprintf(name, sizeof name, "power lot %zu", i);
		d.lot[i] = hel_rng_key_of(name);
	}
	if (ready)
		draw_all(&d, how->samples, hel_threads(how->threads), &c);
	double samples = (double)how->samples, share = (double)c.w / samples;
	for (int i = 0; ready && i < rules->n; i++)
		estimate(&power->voter[i], &c, i, samples);
	power->samples = how->samples;
	power->collective.value = share;
	power->collective_se = sqrt(share * (1 - share) / samples);
	for (int index = HEL_JOHNSTON; index < HEL_POWER_INDICES; index++)
		power->why[index] = "not estimated by samples";
	hel_arena_free(arena);
	return ready && c.w >= 0 ? HEL_OK : hel_fail_memory(error);
}
