/* gather.c: from all draws to figures, for one lens. */
#include <math.h>

#include "assess/indices.h"
#include "base/fail.h"
#include "parley/job.h"

typedef struct gathering {
	hel_parley_job *job;
	const hel_parley *t;
	hel_parley_result *result;
	size_t lens;
	double *draw;          /* draws: scratch */
	double *transfer;      /* n: scratch */
	double *room;          /* n x (m + 1): a draw's game */
	double *needed, *surplus; /* m x draws */
	double *cost, *lost;   /* rules x draws, rules x n x draws */
	bool failed;
} gathering;

static void *take(gathering *g, size_t n, size_t size)
{
	void *memory = hel_arena_alloc(g->job->arena, n, size);
	g->failed |= !memory;
	return memory;
}

/* Of party i and place a, both in x. */
static double utility_at(const gathering *g, size_t row, size_t x)
{
	return hel_row_of(g->job, g->lens, row)[x];
}

static double gain_at(const gathering *g, size_t row, size_t x)
{
	size_t wide = g->t->m + 1;
	return utility_at(g, row, x) - utility_at(g, row, x / wide * wide + g->t->m);
}

static void gather_attitudes(gathering *g)
{
	const hel_parley *t = g->t;
	double margin = t->talks->margin;
	size_t n = t->n * (t->m + 1);
	g->result->attitude = take(g, n, sizeof *g->result->attitude);
	for (size_t x = 0; x < n && !g->failed; x++) {
		hel_attitude *attitude = &g->result->attitude[x];
		int likes = 0, dislikes = 0;
		for (int d = 0; d < t->draws; d++)
			g->draw[d] = utility_at(g, 1 + (size_t)d, x);
		attitude->utility = hel_figure_of(utility_at(g, 0, x), g->draw, (size_t)t->draws, NULL);
		for (int d = 0; d < t->draws; d++) {
			g->draw[d] = gain_at(g, 1 + (size_t)d, x);
			likes += g->draw[d] > margin;
			dislikes += g->draw[d] < -margin;
		}
		attitude->gain = hel_figure_of(gain_at(g, 0, x), g->draw, (size_t)t->draws, NULL);
		attitude->likes = t->draws ? (double)likes / t->draws : NAN;
		attitude->dislikes = t->draws ? (double)dislikes / t->draws : NAN;
	}
}

static void count_solutions(gathering *g, int k)
{
	const hel_parley *t = g->t;
	hel_often *often = &g->result->often[k];
	often->single = take(g, t->m + 1, sizeof *often->single);
	often->lottery = take(g, t->m + 1, sizeof *often->lottery);
	for (int d = 0; d < t->draws && !g->failed; d++) {
		const hel_sitting *sitting = hel_sitting_of(g->job, g->lens, d);
		often->single[sitting->single[k]] += 1.0 / t->draws;
		for (size_t a = 0; a <= t->m; a++)
			often->lottery[a] += sitting->chance[(size_t)k * (t->m + 1) + a] / t->draws;
	}
}

static void gather_solutions(gathering *g)
{
	const hel_parley *t = g->t;
	g->result->lottery_utility = take(g, HEL_SOLUTIONS * t->n, sizeof *g->result->lottery_utility);
	for (int k = 0; k < HEL_SOLUTIONS && !g->failed; k++) {
		for (size_t i = 0; i < t->n; i++) {
			for (int d = 0; d < t->draws; d++)
				g->draw[d] = hel_sitting_of(g->job, g->lens, d)->utility[(size_t)k * t->n + i];
			g->result->lottery_utility[(size_t)k * t->n + i] =
			    hel_figure_of(g->result->bargain.lottery[k].utility[i], g->draw, (size_t)t->draws, NULL);
		}
		if (t->draws)
			count_solutions(g, k);
	}
}

/* Shares of draws in which flags of a sitting, `apart` from its first, are set. */
typedef bool *(*hel_flags)(const hel_sitting *sitting);

static bool *efficient_of(const hel_sitting *sitting)
{
	return sitting->efficient;
}

static bool *winset_of(const hel_sitting *sitting)
{
	return sitting->winset;
}

static bool *core_of(const hel_sitting *sitting)
{
	return sitting->core;
}

static double *share_of(gathering *g, hel_flags flags, size_t apart, size_t n)
{
	const hel_parley *t = g->t;
	double *share = t->draws ? take(g, n, sizeof *share) : NULL;
	for (int d = 0; d < t->draws && share; d++) {
		const bool *flag = flags(hel_sitting_of(g->job, g->lens, d)) + apart;
		for (size_t a = 0; a < n; a++)
			share[a] += flag[a] ? 1.0 / t->draws : 0;
	}
	return share;
}

/* --- rules ---------------------------------------------------------------------------------------------------------------- */

static void rule_at_point(gathering *g, hel_ruling_on_offers *ruling, size_t r)
{
	const hel_parley *t = g->t;
	const hel_problem *game = &g->result->game;
	const hel_decision *rule = &t->talks->rule[r].rule;
	ruling->at_point.winset = take(g, t->m, sizeof(bool));
	ruling->at_point.core = take(g, t->m + 1, sizeof(bool));
	ruling->against = take(g, t->n, sizeof(bool));
	ruling->lost = take(g, t->n, sizeof *ruling->lost);
	if (g->failed)
		return;
	hel_decide(game, rule, &ruling->at_point);
	size_t best = g->result->bargain.single[HEL_UTILITARIAN].pick;
	ruling->stopped = best < t->m && !ruling->at_point.winset[best];
	for (size_t i = 0; i < t->n; i++)
		ruling->against[i] = ruling->stopped && hel_problem_prefers(game, i, best, t->m) < 0;
}

static void gather_rule(gathering *g, size_t r)
{
	const hel_parley *t = g->t;
	hel_ruling_on_offers *ruling = &g->result->ruling[r];
	const hel_problem *game = &g->result->game;
	size_t draws = (size_t)t->draws, best = g->result->bargain.single[HEL_UTILITARIAN].pick;
	rule_at_point(g, ruling, r);
	ruling->winset = share_of(g, winset_of, r * t->m, t->m);
	ruling->core = share_of(g, core_of, r * (t->m + 1), t->m + 1);
	ruling->adopted = draws ? take(g, t->m + 1, sizeof *ruling->adopted) : NULL;
	if (g->failed)
		return;
	size_t adopted = ruling->at_point.adopted;
	for (size_t d = 0; d < draws; d++)
		ruling->adopted[hel_sitting_of(g->job, g->lens, (int)d)->adopted[r]] += 1.0 / t->draws;
	ruling->cost = hel_figure_of(hel_problem_welfare(game, best) - hel_problem_welfare(game, adopted), g->cost + r * draws, draws, NULL);
	for (size_t i = 0; i < t->n; i++)
		ruling->lost[i] = hel_figure_of(hel_problem_utility(game, i, best) - hel_problem_utility(game, i, adopted),
		                                g->lost + (r * t->n + i) * draws, draws, NULL);
}

/* --- payments ------------------------------------------------------------------------------------------------------------- */

static void gather_price(gathering *g, size_t a)
{
	const hel_parley *t = g->t;
	hel_price *price = &g->result->price[a];
	size_t draws = (size_t)t->draws;
	price->transfer = take(g, t->n, sizeof *price->transfer);
	if (g->failed)
		return;
	price->payment = hel_side_payments(&g->result->game, a, price->transfer);
	double feasible = 0;
	for (size_t d = 0; d < draws; d++)
		feasible += g->surplus[a * draws + d] >= 0;
	price->feasible = draws ? feasible / t->draws : NAN;
	price->needed = hel_figure_of(price->payment.needed, g->needed + a * draws, draws, NULL);
	price->surplus = hel_figure_of(price->payment.surplus, g->surplus + a * draws, draws, NULL);
}

/* What every draw's game costs: rules and payments. */
static void walk_draws(gathering *g)
{
	const hel_parley *t = g->t;
	size_t draws = (size_t)t->draws;
	for (size_t d = 0; d < draws; d++) {
		const hel_sitting *sitting = hel_sitting_of(g->job, g->lens, (int)d);
		hel_problem game = hel_problem_of_row(g->job, g->lens, 1 + d, g->room);
		size_t best = sitting->single[HEL_UTILITARIAN];
		for (size_t r = 0; r < t->talks->n_rules; r++) {
			size_t adopted = sitting->adopted[r];
			g->cost[r * draws + d] = hel_problem_welfare(&game, best) - hel_problem_welfare(&game, adopted);
			for (size_t i = 0; i < t->n; i++)
				g->lost[(r * t->n + i) * draws + d] = hel_problem_utility(&game, i, best) - hel_problem_utility(&game, i, adopted);
		}
		for (size_t a = 0; a < t->m; a++) {
			hel_payment payment = hel_side_payments(&game, a, g->transfer);
			g->needed[a * draws + d] = payment.needed;
			g->surplus[a * draws + d] = payment.surplus;
		}
	}
}

static bool make_room(gathering *g)
{
	const hel_parley *t = g->t;
	size_t draws = (size_t)t->draws, rules = t->talks->n_rules;
	hel_arena *arena = g->job->passing;
	double *room = hel_arena_alloc(g->job->arena, t->n * (t->m + 1), sizeof *room);
	g->draw = hel_arena_alloc(arena, draws, sizeof *g->draw);
	g->transfer = hel_arena_alloc(arena, t->n, sizeof *g->transfer);
	g->room = hel_arena_alloc(arena, t->n * (t->m + 1), sizeof *g->room);
	g->needed = hel_arena_alloc(arena, t->m * draws, sizeof *g->needed);
	g->surplus = hel_arena_alloc(arena, t->m * draws, sizeof *g->surplus);
	g->cost = hel_arena_alloc(arena, rules * draws, sizeof *g->cost);
	g->lost = hel_arena_alloc(arena, rules * t->n * draws, sizeof *g->lost);
	if (!room || !g->draw || !g->transfer || !g->room || !g->needed || !g->surplus || !g->cost || !g->lost)
		return false;
	g->result->game = hel_problem_of_row(g->job, g->lens, 0, room);
	return true;
}

hel_status hel_gather(hel_parley_job *job, size_t lens, hel_error *error)
{
	const hel_parley *t = job->parley;
	gathering g = {.job = job, .t = t, .result = &job->parley->result[lens], .lens = lens};
	if (!make_room(&g))
		return hel_fail_memory(error);
	hel_status status = hel_settle(&g.result->bargain, &g.result->game, true, error);
	if (status)
		return status;
	g.result->efficient = take(&g, t->m + 1, sizeof(bool));
	if (!g.failed)
		hel_pareto(&g.result->game, g.result->efficient);
	g.result->efficient_often = share_of(&g, efficient_of, 0, t->m + 1);
	g.result->ruling = take(&g, t->talks->n_rules, sizeof *g.result->ruling);
	g.result->price = take(&g, t->m, sizeof *g.result->price);
	if (!g.failed)
		walk_draws(&g);
	gather_attitudes(&g);
	gather_solutions(&g);
	for (size_t r = 0; r < t->talks->n_rules && !g.failed; r++)
		gather_rule(&g, r);
	for (size_t a = 0; a < t->m && !g.failed; a++)
		gather_price(&g, a);
	return g.failed ? hel_fail_memory(error) : HEL_OK;
}
