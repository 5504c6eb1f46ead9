/* actors.c: what each actor is worth to the region, and pairs of them together. v(K) is the fall of the region's losses, against
 * nobody having commitments, when only the members of K keep theirs. A Shapley value is the average contribution over the orders
 * in which actors may come; sampled orders, each with its reverse, and the standard error over such pairs. At the point. */
#include <math.h>
#include <string.h>

#include "base/fail.h"
#include "base/rank.h"
#include "externalities/job.h"

typedef struct game {
	hel_job *job;
	size_t n;          /* actors, in the order of result->x */
	double alone;      /* the region's losses without any commitment */
	double *value;     /* pairs of orders x n */
	int pairs;
} game;

/* Fisher-Yates, a function of (seed, number) alone. */
static void shuffle(size_t *order, size_t n, uint64_t seed, int number)
{
	hel_rng_key key = hel_rng_key_of("actors");
	for (size_t i = 0; i < n; i++)
		order[i] = i;
	for (size_t last = n; last > 1; last--) {
		size_t at = (size_t)(hel_rng_uniform(seed, (uint64_t)number * HEL_STATES_MAX + last, key) * (double)last);
		size_t swap = order[at];
		order[at] = order[last - 1];
		order[last - 1] = swap;
	}
}

static void mark_all_out(const game *g, bool *out)
{
	memset(out, 0, (size_t)g->job->c->point.n * sizeof *out);
	for (size_t i = 0; i < g->n; i++)
		out[g->job->result->x[i].a] = true;
}

static void run_pair(const game *g, hel_probe *probe, int number, size_t *order, bool *out)
{
	double *value = g->value + (size_t)number * g->n;
	shuffle(order, g->n, g->job->options->seed, number);
	for (int way = 0; way < 2; way++) {
		double before = g->alone;
		mark_all_out(g, out);
		for (size_t at = 0; at < g->n; at++) {
			size_t i = order[way ? g->n - 1 - at : at];
			out[g->job->result->x[i].a] = false;
			double after = hel_probe_losses_without(probe, out);
			value[i] += (before - after) / 2;
			before = after;
		}
	}
}

static void run_orders(const game *g)
{
	hel_job *job = g->job;
#pragma omp parallel num_threads(job->threads)
	{
		hel_probe probe;
		hel_error error = {0};
		hel_status status = hel_probe_new(&probe, job, true, &error);
		size_t *order = status ? NULL : hel_arena_alloc(probe.arena, g->n, sizeof *order);
		bool *out = status ? NULL : hel_arena_alloc(probe.arena, (size_t)job->c->point.n, sizeof *out);
		if (!status && (!order || !out))
			status = hel_fail_memory(&error);
		if (!status)
			hel_probe_draw(&probe, HEL_POINT);
#pragma omp for schedule(dynamic, 1)
		for (int number = 0; number < g->pairs; number++) {
			if (!status && hel_shift_goes_on(&job->shift))
				run_pair(g, &probe, number, order, out);
			hel_shift_report(&job->shift, status, &error);
		}
		hel_probe_free(&probe);
	}
}

static void average(const game *g)
{
	for (size_t i = 0; i < g->n; i++) {
		double sum = 0, squares = 0;
		for (int number = 0; number < g->pairs; number++)
			sum += g->value[(size_t)number * g->n + i];
		double mean = sum / g->pairs;
		for (int number = 0; number < g->pairs; number++) {
			double off = g->value[(size_t)number * g->n + i] - mean;
			squares += off * off;
		}
		g->job->result->x[i].shapley = mean;
		g->job->result->x[i].shapley_se = sqrt(squares / (g->pairs * (g->pairs - 1.0)));
	}
}

/* --- interactions ----------------------------------------------------------------------------------------------------- */

/* The places of the actors of the largest value, by state. */
static size_t find_top(const game *g, hel_ranked *top)
{
	size_t n = g->n < g->job->options->interactions ? g->n : g->job->options->interactions;
	for (size_t i = 0; i < g->n; i++)
		top[i] = (hel_ranked){fabs(g->job->result->x[i].shapley), i};
	hel_rank(top, g->n);
	for (size_t i = 0; i < n; i++)
		top[i].value = 0;
	hel_rank(top, n);
	return n;
}

/* The region's losses without one or two actors. */
static double losses_without(hel_probe *probe, int a, int b, bool *out)
{
	memset(out, 0, (size_t)probe->sample.model->n * sizeof *out);
	out[a] = out[b] = true;
	return hel_probe_losses_without(probe, out);
}

static hel_status interact(const game *g, hel_probe *probe, double with_all, hel_error *error)
{
	hel_externalities_result *result = g->job->result;
	hel_ranked *top = hel_arena_alloc(probe->arena, g->n, sizeof *top);
	double *without = hel_arena_alloc(probe->arena, g->n, sizeof *without);
	bool *out = hel_arena_alloc(probe->arena, (size_t)g->job->c->point.n, sizeof *out);
	if (!top || !without || !out)
		return hel_fail_memory(error);
	size_t n = find_top(g, top);
	result->interaction = hel_arena_alloc(g->job->arena, n * n / 2, sizeof *result->interaction);
	if (!result->interaction)
		return hel_fail_memory(error);
	for (size_t i = 0; i < n; i++)
		without[i] = losses_without(probe, result->x[top[i].index].a, result->x[top[i].index].a, out);
	for (size_t i = 0; i < n; i++) {
		for (size_t k = i + 1; k < n; k++) {
			int a = result->x[top[i].index].a, b = result->x[top[k].index].a;
			/* of v, the losses turned round: v(N) - v(N-a) - v(N-b) + v(N-ab) */
			double value = without[i] + without[k] - with_all - losses_without(probe, a, b, out);
			result->interaction[result->n_interactions++] = (hel_interaction){a, b, value};
		}
	}
	return HEL_OK;
}

hel_status hel_value_actors(hel_job *job, hel_error *error)
{
	game g = {.job = job, .n = job->result->n};
	g.pairs = job->options->permutations > 3 ? job->options->permutations / 2 : 2;
	hel_probe probe;
	hel_status status = hel_probe_new(&probe, job, true, error);
	bool *out = status ? NULL : hel_arena_alloc(probe.arena, (size_t)job->c->point.n, sizeof *out);
	g.value = status ? NULL : hel_arena_alloc(probe.arena, (size_t)g.pairs * g.n, sizeof *g.value);
	if (!status && (!out || !g.value))
		status = hel_fail_memory(error);
	if (!status) {
		hel_probe_draw(&probe, HEL_POINT);
		double with_all = hel_probe_losses_without(&probe, out);
		mark_all_out(&g, out);
		g.alone = hel_probe_losses_without(&probe, out);
		job->result->worth = g.alone - with_all;
		run_orders(&g);
		status = hel_shift_end(&job->shift, error);
		if (!status)
			average(&g);
		if (!status && job->options->interactions)
			status = interact(&g, &probe, with_all, error);
	}
	hel_probe_free(&probe);
	return status;
}
