/* scales.c: limits at the scale that each solution would have, among scales of one mechanism alone. */
#include <math.h>
#include <string.h>

#include "assess/indices.h"
#include "bargain/single.h"
#include "base/fail.h"
#include "parley/job.h"

static const double TOLERANCE = 1e-4; /* of a scale */

enum { FINE = 51 }; /* scales looked at first, at the point */

/* One entry, and the game of the scales of it that are looked at: those of a draw's offers, or many at the point. */
typedef struct ladder {
	hel_parley_job *job;
	const hel_along *along;
	size_t lens, first;   /* the offer of its first step */
	hel_problem game;     /* scales are its alternatives */
	double *ideal;        /* n: best gains among the scales */
	double *disagreement; /* n */
	double *fine, *steps; /* n x FINE, n x steps: utilities */
	double *utility;      /* n: scratch */
	hel_arena *arena;
} ladder;

/* What a scale is worth to a solution: -INFINITY where somebody would lose, or where one who gains at another scale does not. */
static double merit(const ladder *l, hel_solution_kind kind, const hel_problem *game, size_t scale)
{
	double sum = 0, least = INFINITY;
	if (kind == HEL_UTILITARIAN)
		return hel_problem_welfare(game, scale);
	for (size_t i = 0; i < game->n; i++) {
		double gain = hel_gain_of(game, i, scale);
		if (gain < 0)
			return -INFINITY;
		if (l->ideal[i] <= 0)
			continue;
		sum += gain > 0 ? hel_weight_of(game, i) * log(gain) : -INFINITY;
		least = fmin(least, kind == HEL_KALAI_SMORODINSKY ? gain / l->ideal[i] : gain);
	}
	if (kind == HEL_KALAI_SMORODINSKY || kind == HEL_EGALITARIAN)
		return isinf(least) || least <= 0 ? -INFINITY : least;
	return sum == 0 ? -INFINITY : sum;
}

/* A game of n scales with the disagreement of a row, and the best gains in it. */
static void look_at(ladder *l, const double *utility, size_t n, size_t row)
{
	const hel_parley *t = l->job->parley;
	const double *u = hel_row_of(l->job, l->lens, row);
	for (size_t i = 0; i < t->n; i++)
		l->disagreement[i] = u[i * (t->m + 1) + t->m];
	l->game = (hel_problem){t->n, n, utility, l->disagreement, l->job->weight, t->talks->margin};
	hel_single_ideals(&l->game, l->ideal);
}

static void look_at_draw(ladder *l, int draw)
{
	const hel_parley *t = l->job->parley;
	size_t n = (size_t)l->along->steps, row = 1 + (size_t)draw;
	const double *u = hel_row_of(l->job, l->lens, row) + l->first;
	for (size_t i = 0; i < t->n; i++)
		memcpy(l->steps + i * n, u + i * (t->m + 1), n * sizeof *u);
	look_at(l, l->steps, n, row);
}

/* The best of the scales at hand; -1: none. */
static int best_rung(const ladder *l, hel_solution_kind kind)
{
	int best = -1;
	double most = -INFINITY;
	for (size_t s = 0; s < l->game.m; s++) {
		double value = merit(l, kind, &l->game, s);
		if ((best < 0 && value > -INFINITY) || (best >= 0 && value > most + HEL_ROUNDING * fabs(most))) {
			best = (int)s;
			most = value;
		}
	}
	return best;
}

static double fine_scale(const ladder *l, int s)
{
	return s == FINE - 1 ? l->along->to : l->along->from + (l->along->to - l->along->from) * s / (FINE - 1);
}

static hel_status fill_at(const ladder *l, double scale, double *utility, size_t stride, hel_error *error)
{
	const hel_mechanism *form;
	hel_arena *arena = hel_arena_new();
	hel_status status =
	    arena ? hel_at_scale(&form, l->job->parley->scenario, l->along, scale, arena, error) : hel_fail_memory(error);
	if (!status)
		status = hel_fill_utilities(l->job, l->lens, form, l->first, 0, utility, stride, 0, error);
	hel_arena_free(arena);
	return status;
}

static hel_status fill_rung(void *of, size_t unit, hel_error *error)
{
	const ladder *l = of;
	return fill_at(l, fine_scale(l, (int)unit), l->fine + unit, FINE, error);
}

static hel_status merit_at(ladder *l, hel_solution_kind kind, double scale, double *value, hel_error *error)
{
	hel_status status = fill_at(l, scale, l->utility, 1, error);
	hel_problem one = l->game;
	one.utility = l->utility;
	one.m = 1;
	*value = status ? NAN : merit(l, kind, &one, 0);
	return status;
}

/* Golden section between the neighbours of the best scale so far: to the best there where worth has one peak. */
static hel_status refine(ladder *l, hel_solution_kind kind, int best, double *scale, hel_error *error)
{
	const double golden = (sqrt(5) - 1) / 2;
	double low = fine_scale(l, best > 0 ? best - 1 : best), high = fine_scale(l, best + 1 < FINE ? best + 1 : best);
	double x[2] = {high - golden * (high - low), low + golden * (high - low)}, value[2], found;
	hel_status status = merit_at(l, kind, x[0], &value[0], error);
	if (!status)
		status = merit_at(l, kind, x[1], &value[1], error);
	while (!status && high - low > TOLERANCE) {
		bool left = value[0] >= value[1];
		*(left ? &high : &low) = x[left];
		x[left] = x[!left];
		value[left] = value[!left];
		x[!left] = left ? high - golden * (high - low) : low + golden * (high - low);
		status = merit_at(l, kind, x[!left], &value[!left], error);
	}
	*scale = (low + high) / 2;
	if (!status)
		status = merit_at(l, kind, *scale, &found, error);
	if (!status &&
	    !(found > merit(l, kind, &l->game, (size_t)best))) /* at an end of the range, or where worth is flat */
		*scale = fine_scale(l, best);
	return status;
}

static hel_status find_at_point(ladder *l, hel_best_scale *to, hel_solution_kind kind, double *scale, hel_error *error)
{
	size_t n = l->job->parley->n;
	double *utility = to->utility + (size_t)kind * n;
	int best = best_rung(l, kind);
	*scale = NAN;
	for (size_t i = 0; i < n; i++)
		utility[i] = NAN;
	hel_status status = best < 0 ? HEL_OK : refine(l, kind, best, scale, error);
	return status || best < 0 ? status : fill_at(l, *scale, utility, 1, error);
}

/* At the point, and of every draw the step that it would choose. */
static hel_status find_each(ladder *l, hel_best_scale *to, double *draw, hel_error *error)
{
	const hel_parley *t = l->job->parley;
	double at_point[HEL_SOLUTIONS];
	hel_parley_job *job = l->job;
	const hel_parley_options *o = job->options;
	job->shift = (hel_shift){.progress = o->progress, .context = o->context, .before = job->done};
	hel_status status = hel_shift_work(&job->shift, FINE, o->threads, fill_rung, l, error);
	if (!status)
		look_at(l, l->fine, FINE, 0);
	for (int kind = 0; kind < HEL_SOLUTIONS && !status; kind++)
		status = find_at_point(l, to, (hel_solution_kind)kind, &at_point[kind], error);
	size_t draws = (size_t)t->draws;
	for (size_t d = 0; d < draws && !status; d++) {
		look_at_draw(l, (int)d);
		for (size_t kind = 0; kind < HEL_SOLUTIONS; kind++) {
			int best = best_rung(l, (hel_solution_kind)kind);
			draw[kind * draws + d] = best < 0 ? NAN : t->offer[l->first + (size_t)best].scale;
		}
	}
	for (size_t kind = 0; kind < HEL_SOLUTIONS && !status; kind++)
		to->scale[kind] = hel_figure_of(at_point[kind], draw + kind * draws, draws,
						"at every scale somebody loses, or nobody gains");
	return status;
}

static hel_status find_all(ladder *l, hel_best_scale *to, hel_error *error)
{
	hel_parley_job *job = l->job;
	size_t n = job->parley->n;
	l->arena = hel_arena_new();
	double *draw = l->arena ? hel_arena_alloc(l->arena, HEL_SOLUTIONS * (size_t)job->parley->draws, sizeof *draw) : NULL;
	if (draw) {
		l->ideal = hel_arena_alloc(l->arena, n, sizeof *l->ideal);
		l->disagreement = hel_arena_alloc(l->arena, n, sizeof *l->disagreement);
		l->utility = hel_arena_alloc(l->arena, n, sizeof *l->utility);
		l->fine = hel_arena_alloc(l->arena, n * FINE, sizeof *l->fine);
		l->steps = hel_arena_alloc(l->arena, n * (size_t)l->along->steps, sizeof *l->steps);
	}
	to->utility = hel_arena_alloc(job->arena, HEL_SOLUTIONS * n, sizeof *to->utility);
	bool all = draw && l->ideal && l->disagreement && l->utility && l->fine && l->steps && to->utility;
	hel_status status = all ? find_each(l, to, draw, error) : hel_fail_memory(error);
	hel_arena_free(l->arena);
	return status;
}

hel_status hel_find_scales(hel_parley_job *job, size_t lens, hel_error *error)
{
	const hel_parley *t = job->parley;
	hel_parley_result *result = &job->parley->result[lens];
	hel_status status = HEL_OK;
	result->along = hel_arena_alloc(job->arena, t->talks->n_along, sizeof *result->along);
	if (!result->along)
		return hel_fail_memory(error);
	for (size_t a = 0; a < t->m && !status; a++) {
		int which = t->offer[a].along;
		if (which < 0 || (a && t->offer[a - 1].along == which))
			continue;
		ladder l = {.job = job, .along = &t->talks->along[which], .lens = lens, .first = a};
		status = find_all(&l, &result->along[which], error);
	}
	return status;
}
