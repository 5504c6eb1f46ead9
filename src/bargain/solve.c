/* solve.c: the four solutions of one game. */
#include <string.h>

#include "base/arena.h"
#include "base/fail.h"
#include "bargain/polytope.h"
#include "bargain/single.h"

static const double NO_CHANCE = 1e-9; /* a chance this small is rounding */

static bool make_room(hel_settlement *b, hel_arena *arena)
{
	bool all = (b->can_gain = hel_arena_alloc(arena, b->n, sizeof *b->can_gain)) &&
		   (b->can_gain_alone = hel_arena_alloc(arena, b->n, sizeof *b->can_gain_alone)) &&
		   (b->ideal = hel_arena_alloc(arena, b->n, sizeof *b->ideal)) &&
		   (b->ideal_alone = hel_arena_alloc(arena, b->n, sizeof *b->ideal_alone));
	for (int x = 0; x < 2 * HEL_SOLUTIONS && all; x++) {
		hel_solution *s = x % 2 ? &b->lottery[x / 2] : &b->single[x / 2];
		*s = (hel_solution){.pick = b->m, .value = NAN};
		all = (s->share = hel_arena_alloc(arena, b->m + 1, sizeof *s->share)) &&
		      (s->utility = hel_arena_alloc(arena, b->n, sizeof *s->utility));
	}
	return all;
}

/* Utilities from shares. */
static void fill_utilities(hel_solution *s, const hel_problem *game)
{
	for (size_t i = 0; i < game->n; i++) {
		double gain = 0, d = game->disagreement[i];
		for (size_t a = 0; a < game->m; a++)
			gain += s->share[a] == 0 ? 0 : s->share[a] * (hel_problem_utility(game, i, a) - d);
		s->utility[i] = d + gain;
	}
}

static void pick_one(hel_solution *s, const hel_problem *game, size_t pick)
{
	memset(s->share, 0, (game->m + 1) * sizeof *s->share);
	s->pick = pick;
	s->share[pick] = 1;
	fill_utilities(s, game);
}

/* x: chances of the alternatives; what is missing to 1 is no agreement. */
static void take_lottery(hel_solution *s, const hel_problem *game, const double *x)
{
	double sum = 0;
	for (size_t a = 0; a < game->m; a++) {
		s->share[a] = x[a] > NO_CHANCE ? x[a] : 0;
		sum += s->share[a];
	}
	s->share[game->m] = 1 - sum > NO_CHANCE ? 1 - sum : 0;
	sum += s->share[game->m];
	s->pick = 0;
	for (size_t a = 0; a <= game->m; a++) {
		s->share[a] /= sum;
		if (s->share[a] > s->share[s->pick] * (1 + NO_CHANCE))
			s->pick = a;
	}
	fill_utilities(s, game);
}

static void solve_singles(hel_settlement *b, const hel_problem *game, double *scratch)
{
	hel_single_ideals(game, b->ideal_alone);
	for (size_t i = 0; i < game->n; i++)
		b->can_gain_alone[i] = b->ideal_alone[i] > 0;
	for (int kind = 0; kind < HEL_SOLUTIONS; kind++) {
		hel_solution *s = &b->single[kind];
		pick_one(s, game, hel_single_solve(game, (hel_solution_kind)kind, b->ideal_alone, scratch, &s->value));
	}
}

static double mean_logarithm(const hel_polytope *p, const double *x)
{
	double sum = 0, weights = 0;
	for (size_t i = 0; i < p->n; i++) {
		double gain = 0, weight = hel_weight_of(p->game, i);
		for (size_t a = 0; a < p->m && p->active[i]; a++)
			gain += p->gain[i * p->m + a] * x[a];
		if (!p->active[i])
			continue;
		sum += weight * log(gain * p->scale[i]);
		weights += weight;
	}
	return sum / weights;
}

static hel_status solve_nash(hel_settlement *b, hel_polytope *p, double *x, hel_error *error)
{
	hel_solution *s = &b->lottery[HEL_NASH];
	hel_status status = hel_nash(p, x, &s->gap, error);
	if (status)
		return status;
	take_lottery(s, p->game, x);
	s->value = exp(mean_logarithm(p, x));
	return HEL_OK;
}

/* Kalai and Smorodinsky measure a gain in each party's best one, egalitarians all alike: here in the smallest of these best gains, so
 * that units are about 1 or less. */
static hel_status solve_least(hel_settlement *b, hel_polytope *p, hel_solution_kind kind, double *x, hel_error *error)
{
	hel_solution *s = &b->lottery[kind];
	double *unit = hel_arena_alloc(p->arena, p->n, sizeof *unit), smallest = INFINITY;
	if (!unit)
		return hel_fail_memory(error);
	for (size_t i = 0; i < p->n; i++)
		smallest = p->active[i] ? fmin(smallest, p->ideal[i] * p->scale[i]) : smallest;
	for (size_t i = 0; i < p->n; i++) {
		if (p->active[i])
			unit[i] = kind == HEL_KALAI_SMORODINSKY ? p->ideal[i] : smallest / p->scale[i];
	}
	hel_status status = hel_leximin(p, unit, x, &s->value, &s->gap, error);
	if (status)
		return status;
	if (kind == HEL_EGALITARIAN) {
		s->value *= smallest;
		s->gap *= smallest;
	}
	take_lottery(s, p->game, x);
	return HEL_OK;
}

static hel_status solve_lotteries(hel_settlement *b, const hel_problem *game, hel_arena *arena, hel_error *error)
{
	hel_polytope p = {0};
	double *x = hel_arena_alloc(arena, game->m, sizeof *x);
	hel_status status = x ? hel_polytope_init(&p, game, arena, error) : hel_fail_memory(error);
	for (size_t i = 0; i < game->n && !status; i++) {
		b->can_gain[i] = p.active[i];
		b->ideal[i] = p.ideal[i] * p.scale[i];
	}
	for (int kind = 0; kind < HEL_SOLUTIONS && !status; kind++)
		pick_one(&b->lottery[kind], game, game->m);
	if (!status && p.n_active)
		status = solve_nash(b, &p, x, error);
	if (!status && p.n_active)
		status = solve_least(b, &p, HEL_KALAI_SMORODINSKY, x, error);
	if (!status && p.n_active)
		status = solve_least(b, &p, HEL_EGALITARIAN, x, error);
	hel_polytope_free(&p);
	if (status)
		return status;
	/* a sum is largest at a single alternative */
	pick_one(&b->lottery[HEL_UTILITARIAN], game, b->single[HEL_UTILITARIAN].pick);
	b->lottery[HEL_UTILITARIAN].value = b->single[HEL_UTILITARIAN].value;
	return HEL_OK;
}

hel_status hel_settle(hel_settlement *bargain, const hel_problem *game, bool lotteries, hel_error *error)
{
	hel_status status = hel_problem_check(game, error);
	if (status)
		return status;
	hel_settlement made = {.n = game->n, .m = game->m};
	hel_arena *arena = hel_arena_new(), *passing = hel_arena_new();
	made.memory = arena;
	double *scratch = passing ? hel_arena_alloc(passing, 2 * game->n, sizeof *scratch) : NULL;
	if (!arena || !scratch || !make_room(&made, arena))
		status = hel_fail_memory(error);
	if (!status)
		solve_singles(&made, game, scratch);
	if (!status && lotteries)
		status = solve_lotteries(&made, game, passing, error);
	hel_arena_free(passing);
	if (status)
		hel_settlement_free(&made);
	else
		*bargain = made;
	return status;
}

void hel_settlement_free(hel_settlement *bargain)
{
	hel_arena_free(bargain->memory);
	*bargain = (hel_settlement){0};
}
