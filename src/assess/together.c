/* together.c: coalitions come together or not at all.
 *
 * Mean-field help overstates security: the contest is concave in help, and allies under one pact do not decide apart. Here
 * every clause has one coin with its rho: all help owed under it comes or stays away. A helper with several clauses of a kind
 * goes by that with the largest rho (stack max: one will) or comes if any coin says so (independent). The expected chance of
 * defeat is exact over all outcomes of the coins; past MOST_COINS the lightest ones stay at their mean. Abetment and the bars
 * B stay at their mean too. */
#include "assess/case.h"

#include <math.h>

#include "assess/bench.h"
#include "base/clones.h"
#include "base/fail.h"
#include "security/contest.h"

enum { MOST_COINS = 12, LANES = 8 /* attackers at once */ };

static const double SURE = 1 - 1e-12;

typedef struct coin {
	uint32_t duty;
	double rho, weight; /* weight: the power that hangs on it */
} coin;

/* Helpers whose coming hangs on the same coins. */
typedef struct group {
	uint32_t defence, collective;         /* sets of coins, bits */
	double mean_defence, mean_collective; /* what does not hang on a coin */
	double power, free_power;             /* sum of P, sum of P (1 - B) */
} group;

/* What may come of the coins of one bench. */
typedef struct toss {
	const hel_sample *sample;
	size_t n_coins, n_groups, n_outcomes;
	coin *coin;
	uint32_t *coin_of; /* of each duty, from 1 on; 0: none */
	group *group;
	double *chance, *help; /* of each outcome: how likely, and D */
} toss;

static void weigh_coin(toss *x, uint32_t duty, double rho, double weight)
{
	if (!x->coin_of[duty]) {
		x->coin[x->n_coins++] = (coin){duty, rho, 0};
		x->coin_of[duty] = (uint32_t)x->n_coins;
	}
	x->coin[x->coin_of[duty] - 1].weight += weight;
}

static double rho_of(const toss *x, uint32_t duty)
{
	return x->sample->rate[x->sample->model->obligations->duty[duty].rate];
}

static void weigh_coins(toss *x, const hel_benches *benches, const hel_bench *bench)
{
	while (x->n_coins)
		x->coin_of[x->coin[--x->n_coins].duty] = 0;
	for (size_t h = bench->first; h < bench->end; h++) {
		const hel_helper *helper = &benches->helper[h];
		for (uint32_t d = helper->decided.first; d < helper->decided.end; d++) {
			const hel_decider *decider = &benches->decider[d];
			double part = decider->collective ? helper->power : helper->power * helper->free,
			       rho = rho_of(x, decider->duty);
			if (part > 0 && rho < SURE)
				weigh_coin(x, decider->duty, rho, part);
		}
	}
}

/* The heaviest coins first, ties in the order of the mechanism; the rest are dropped. */
static void keep_heaviest(toss *x)
{
	for (size_t c = 1; c < x->n_coins; c++) {
		coin moved = x->coin[c];
		size_t at = c;
		for (; at && (x->coin[at - 1].weight < moved.weight ||
			      (x->coin[at - 1].weight == moved.weight && x->coin[at - 1].duty > moved.duty));
		     at--)
			x->coin[at] = x->coin[at - 1];
		x->coin[at] = moved;
	}
	while (x->n_coins > MOST_COINS)
		x->coin_of[x->coin[--x->n_coins].duty] = 0;
	for (size_t c = 0; c < x->n_coins; c++)
		x->coin_of[x->coin[c].duty] = (uint32_t)c + 1;
}

static uint32_t coin_bit(const toss *x, uint32_t duty)
{
	return x->coin_of[duty] ? UINT32_C(1) << (x->coin_of[duty] - 1) : 0;
}

static group signature(const toss *x, const hel_benches *benches, const hel_helper *helper)
{
	group g = {0};
	hel_stack stack = x->sample->model->lens->stack;
	for (uint32_t d = helper->decided.first; d < helper->decided.end; d++) {
		const hel_decider *decider = &benches->decider[d];
		uint32_t bit = coin_bit(x, decider->duty), *set = decider->collective ? &g.collective : &g.defence;
		double *mean = decider->collective ? &g.mean_collective : &g.mean_defence;
		*set |= bit;
		*mean = bit ? *mean : hel_stacked(stack, *mean, rho_of(x, decider->duty));
	}
	return g;
}

static void group_helpers(toss *x, const hel_benches *benches, const hel_bench *bench)
{
	x->n_groups = 0;
	for (size_t h = bench->first; h < bench->end; h++) {
		const hel_helper *helper = &benches->helper[h];
		group g = signature(x, benches, helper);
		size_t at = 0;
		while (at < x->n_groups &&
		       (x->group[at].defence != g.defence || x->group[at].collective != g.collective ||
			x->group[at].mean_defence != g.mean_defence || x->group[at].mean_collective != g.mean_collective))
			at++;
		if (at == x->n_groups)
			x->group[x->n_groups++] = g;
		x->group[at].power += helper->power;
		x->group[at].free_power += helper->power * helper->free;
	}
}

/* D if exactly the coins of a set come up. */
static double help_of(const toss *x, uint32_t up)
{
	double help = 0;
	for (size_t g = 0; g < x->n_groups; g++) {
		const group *of = &x->group[g];
		double collective = of->collective & up ? 1 : of->mean_collective,
		       defence = of->defence & up ? 1 : of->mean_defence;
		help += collective * of->power + (1 - collective) * defence * of->free_power;
	}
	return help;
}

static void list_outcomes(toss *x, const hel_benches *benches, const hel_bench *bench)
{
	weigh_coins(x, benches, bench);
	keep_heaviest(x);
	group_helpers(x, benches, bench);
	x->n_outcomes = (size_t)1 << x->n_coins;
	for (uint32_t up = 0; up < x->n_outcomes; up++) {
		double chance = 1;
		for (size_t c = 0; c < x->n_coins; c++)
			chance *= up >> c & 1 ? x->coin[c].rho : 1 - x->coin[c].rho;
		x->chance[up] = chance;
		x->help[up] = help_of(x, up);
	}
}

HEL_CLONES static void expect_by_ratio(double *restrict sum, const double *restrict attack, const double *restrict chance,
				       const double *restrict help, double own, size_t n_outcomes)
{
	for (size_t up = 0; up < n_outcomes; up++) {
		double resist = own + help[up];
		for (int l = 0; l < LANES; l++)
			sum[l] += chance[up] * (attack[l] > 0 ? attack[l] / (attack[l] + resist) : 0);
	}
}

HEL_CLONES static void expect_by_power(double *restrict sum, const double *restrict attack, const double *restrict chance,
				       const double *restrict help, double own, double gamma, size_t n_outcomes)
{
	for (size_t up = 0; up < n_outcomes; up++) {
		double resist = own + help[up];
		for (int l = 0; l < LANES; l++) {
			double q = 1 / (1 + hel_exp(gamma * hel_log(resist / attack[l])));
			q = resist > 0 ? q : 1;
			sum[l] += chance[up] * (attack[l] > 0 ? q : 0);
		}
	}
}

/* The chance of defeat at the hands of some attackers that find the same bench before them, over all outcomes. */
static void expect_defeat(const toss *x, int t, const uint32_t *slot, int n, double *expected)
{
	const hel_sample *s = x->sample;
	const hel_model *model = s->model;
	double gamma = s->parameter[HEL_GAMMA], own = s->capability[model->target[t]], attack[LANES] = {0}, sum[LANES] = {0};
	for (int l = 0; l < n; l++)
		attack[l] = s->power[(size_t)t * (size_t)model->n + model->attacker[slot[l]]] + s->abetment[slot[l]];
	if (gamma == 1)
		expect_by_ratio(sum, attack, x->chance, x->help, own, x->n_outcomes);
	else
		expect_by_power(sum, attack, x->chance, x->help, own, gamma, x->n_outcomes);
	for (int l = 0; l < n; l++) {
		/* nuclear weapons deny defeat where their owner is sure to come: coins do not touch that */
		double alone = hel_contest(attack[l], own + s->help[slot[l]], gamma);
		double often = s->parameter[HEL_SEVERITY] * s->threat[slot[l]];
		expected[slot[l] - model->from[t]] = often * (alone > 0 ? sum[l] * (s->defeat[slot[l]] / alone) : sum[l]);
	}
}

/* expected: of each attacker of the target, defeats a year. */
static void expect_defeats(toss *x, const hel_benches *benches, int t, double *expected)
{
	const hel_model *model = x->sample->model;
	for (size_t b = 0; b < benches->n; b++) {
		uint32_t slot[LANES];
		int n = 0;
		bool listed = false;
		for (uint32_t y = benches->from[b]; y < benches->from[b + 1]; y++) {
			uint32_t at = model->from[t] + benches->attacker[y];
			expected[benches->attacker[y]] = 0;
			if (!(x->sample->parameter[HEL_SEVERITY] * x->sample->threat[at] > 0))
				continue;
			if (!listed)
				list_outcomes(x, benches, &benches->bench[b]);
			listed = true;
			slot[n++] = at;
			if (n == LANES) {
				expect_defeat(x, t, slot, n, expected);
				n = 0;
			}
		}
		if (n)
			expect_defeat(x, t, slot, n, expected);
	}
}

static void spread(const hel_sample *sample, int t, const double *expected, double *owed, double *loss)
{
	const hel_model *model = sample->model;
	const hel_obligations *o = model->obligations;
	size_t m = model->from[t + 1] - model->from[t];
	for (size_t a = 0; a < m; a++)
		loss[t] += expected[a];
	for (uint32_t x = o->helpers.from[model->target[t]]; x < o->helpers.from[model->target[t] + 1]; x++) {
		const hel_bond *bond = &o->bond[o->helpers.index[x]];
		if (sample->parameter[HEL_PHI] <= 0 || model->column[bond->k] < 0)
			continue;
		hel_owed(sample, t, bond, owed);
		for (size_t a = 0; a < m; a++)
			loss[model->column[bond->k]] += sample->parameter[HEL_PHI] * owed[a] * expected[a];
	}
}

static bool toss_new(toss *x, const hel_sample *sample, hel_arena *arena)
{
	*x = (toss){.sample = sample,
		    .coin = hel_arena_alloc(arena, sample->model->obligations->n_duties + 1, sizeof *x->coin),
		    .coin_of = hel_arena_alloc(arena, sample->model->obligations->n_duties + 1, sizeof *x->coin_of),
		    .group = hel_arena_alloc(arena, (size_t)sample->model->n + 1, sizeof *x->group),
		    .chance = hel_arena_alloc(arena, (size_t)1 << MOST_COINS, sizeof *x->chance),
		    .help = hel_arena_alloc(arena, (size_t)1 << MOST_COINS, sizeof *x->help)};
	return x->coin && x->coin_of && x->group && x->chance && x->help;
}

hel_status hel_together_part(const hel_sample *sample, const uint8_t *wanted, int part, double *loss, hel_error *error)
{
	int n = sample->model->n_targets, parts = sample->model->obligations->n_bonds ? HEL_TOGETHER_PARTS : 1;
	for (int t = 0; t < n; t++)
		loss[t] = 0;
	if (part >= parts)
		return HEL_OK; /* where nobody is bound the first does all: making ready takes longer than the rest */
	hel_arena *arena = hel_arena_new();
	hel_sample view;
	hel_benches benches;
	toss x = {0};
	double *work = arena ? hel_arena_alloc(arena, 2 * (size_t)sample->model->n, sizeof *work) : NULL;
	bool made = work && hel_sample_view(&view, sample, arena) && toss_new(&x, &view, arena) &&
		    hel_benches_new(&benches, &view, arena);
	double *expected = work, *owed = work + sample->model->n;
	for (int t = part; made && t < n; t += parts) {
		if (wanted && !wanted[sample->model->target[t]] && sample->parameter[HEL_PHI] <= 0)
			continue;
		made = hel_benches_find(&benches, t);
		if (made) {
			expect_defeats(&x, &benches, t, expected);
			spread(&view, t, expected, owed, loss);
		}
	}
	hel_arena_free(arena);
	return made ? HEL_OK : hel_fail_memory(error);
}

void hel_together_sum(const hel_model *model, const hel_scored *scored, const double *parts, double *loss)
{
	for (int s = 0; s < scored->n; s++) {
		int t = model->column[scored->state[s]];
		loss[s] = t < 0 ? NAN : 0;
		for (int part = 0; t >= 0 && part < HEL_TOGETHER_PARTS; part++)
			loss[s] += parts[part * model->n_targets + t];
	}
}

hel_status hel_together(const hel_sample *sample, const hel_scored *scored, const uint8_t *wanted, double *loss,
			hel_error *error)
{
	size_t n = (size_t)sample->model->n_targets;
	hel_arena *arena = hel_arena_new();
	double *parts = arena ? hel_arena_alloc(arena, HEL_TOGETHER_PARTS * n, sizeof *parts) : NULL;
	hel_status status = parts ? HEL_OK : hel_fail_memory(error);
	for (int part = 0; !status && part < HEL_TOGETHER_PARTS; part++)
		status = hel_together_part(sample, wanted, part, parts + (size_t)part * n, error);
	if (!status)
		hel_together_sum(sample->model, scored, parts, loss);
	hel_arena_free(arena);
	return status;
}
