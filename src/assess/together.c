/* together.c: coalitions come together or not at all.
 *
 * Mean-field help overstates security: the contest is concave in help, and allies under one pact do not decide apart. Here
 * every clause has one coin with its rho: all help owed under it comes or stays away. A helper with several clauses of a kind
 * goes by that with the largest rho (stack max: one will) or comes if any coin says so (independent). The expected chance of
 * defeat is exact over all outcomes of the coins; past MOST_COINS the lightest ones stay at their mean. Abetment and the bars
 * B stay at their mean too. */
#include "assess/case.h"

#include <math.h>

#include "base/arena.h"
#include "base/fail.h"
#include "security/contest.h"

enum { MOST_COINS = 12 };

static const double SURE = 1 - 1e-12;

typedef struct coin {
	uint32_t duty;
	double rho, weight; /* weight: the power that hangs on it */
} coin;

/* Helpers whose coming hangs on the same coins. */
typedef struct group {
	uint32_t defence, collective;             /* sets of coins, bits */
	double mean_defence, mean_collective;     /* what does not hang on a coin */
	double power, free_power;                 /* sum of P, sum of P (1 - B) */
} group;

typedef struct helper {
	const hel_bond *bond;
	double power, free;
} helper;

typedef struct bench {
	const hel_sample *sample;
	hel_arena *arena;
	coin *coin;
	group *group;
	helper *helper;
	size_t n_coins, n_groups, n_helpers;
} bench;

static bool counts(const hel_sample *sample, const hel_bond *bond, uint32_t e, int i, hel_clause_type *type)
{
	const hel_obligations *o = sample->model->obligations;
	const hel_duty *duty = &o->duty[o->entry[e].duty];
	*type = duty->type;
	return hel_is_help(duty->type) && sample->rate[duty->rate] > 0 &&
	       !hel_lifted(o, &sample->change, duty, bond->k, bond->p) && !hel_is_own(o, &sample->change, &o->entry[e], i) &&
	       (duty->rule < 0 || sample->fires[(size_t)duty->rule * (size_t)o->n + (size_t)i] > 0);
}

/* The clauses of one kind that decide for a helper: with stack max the first with the largest rho, else all. */
static bool decides(const hel_sample *sample, const hel_bond *bond, uint32_t e, int i, bool collective)
{
	const hel_obligations *o = sample->model->obligations;
	hel_clause_type type;
	if (!counts(sample, bond, e, i, &type) || (type == HEL_COLLECTIVE_SECURITY) != collective)
		return false;
	for (uint32_t f = bond->first; sample->model->lens->stack == HEL_STACK_MAX && f < bond->end; f++) {
		double rho = sample->rate[o->duty[o->entry[e].duty].rate], other = sample->rate[o->duty[o->entry[f].duty].rate];
		if (f != e && counts(sample, bond, f, i, &type) && (type == HEL_COLLECTIVE_SECURITY) == collective &&
		    (other > rho || (other == rho && f < e)))
			return false;
	}
	return true;
}

static void weigh_coin(bench *b, uint32_t duty, double rho, double weight)
{
	size_t c = 0;
	while (c < b->n_coins && b->coin[c].duty != duty)
		c++;
	if (c == b->n_coins)
		b->coin[b->n_coins++] = (coin){duty, rho, 0};
	b->coin[c].weight += weight;
}

static void list_helpers(bench *b, int t, int i)
{
	const hel_sample *s = b->sample;
	const hel_obligations *o = s->model->obligations;
	int j = s->model->target[t];
	b->n_helpers = b->n_coins = 0;
	for (uint32_t x = o->helpers.from[j]; x < o->helpers.from[j + 1]; x++) {
		const hel_bond *bond = &o->bond[o->helpers.index[x]];
		if (bond->k == i)
			continue;
		helper h = {bond, s->power[(size_t)t * (size_t)o->n + bond->k], s->free_to[bond->k * (size_t)o->n + (size_t)i]};
		b->helper[b->n_helpers++] = h;
		for (uint32_t e = bond->first; e < bond->end; e++) {
			const hel_duty *duty = &o->duty[o->entry[e].duty];
			double part = duty->type == HEL_COLLECTIVE_SECURITY ? h.power : h.power * h.free;
			if (part > 0 && (decides(s, bond, e, i, true) || decides(s, bond, e, i, false)) && s->rate[duty->rate] < SURE)
				weigh_coin(b, o->entry[e].duty, s->rate[duty->rate], part);
		}
	}
}

/* The heaviest coins first, ties in the order of the mechanism; the rest are dropped. */
static void keep_heaviest(bench *b)
{
	for (size_t c = 1; c < b->n_coins; c++) {
		coin x = b->coin[c];
		size_t at = c;
		for (; at && (b->coin[at - 1].weight < x.weight || (b->coin[at - 1].weight == x.weight && b->coin[at - 1].duty > x.duty));
		     at--)
			b->coin[at] = b->coin[at - 1];
		b->coin[at] = x;
	}
	if (b->n_coins > MOST_COINS)
		b->n_coins = MOST_COINS;
}

static uint32_t coin_bit(const bench *b, uint32_t duty)
{
	for (size_t c = 0; c < b->n_coins; c++) {
		if (b->coin[c].duty == duty)
			return UINT32_C(1) << c;
	}
	return 0;
}

static group signature(const bench *b, const hel_bond *bond, int i)
{
	const hel_sample *s = b->sample;
	const hel_obligations *o = s->model->obligations;
	group g = {0};
	for (uint32_t e = bond->first; e < bond->end; e++) {
		double rho = o->duty[o->entry[e].duty].rate < 0 ? 0 : s->rate[o->duty[o->entry[e].duty].rate];
		uint32_t bit = coin_bit(b, o->entry[e].duty);
		if (decides(s, bond, e, i, false)) {
			g.defence |= bit;
			g.mean_defence = bit ? g.mean_defence : hel_stacked(s->model->lens->stack, g.mean_defence, rho);
		} else if (decides(s, bond, e, i, true)) {
			g.collective |= bit;
			g.mean_collective = bit ? g.mean_collective : hel_stacked(s->model->lens->stack, g.mean_collective, rho);
		}
	}
	return g;
}

static void group_helpers(bench *b, int i)
{
	b->n_groups = 0;
	for (size_t h = 0; h < b->n_helpers; h++) {
		group g = signature(b, b->helper[h].bond, i);
		size_t at = 0;
		while (at < b->n_groups && (b->group[at].defence != g.defence || b->group[at].collective != g.collective ||
		                            b->group[at].mean_defence != g.mean_defence ||
		                            b->group[at].mean_collective != g.mean_collective))
			at++;
		if (at == b->n_groups)
			b->group[b->n_groups++] = g;
		b->group[at].power += b->helper[h].power;
		b->group[at].free_power += b->helper[h].power * b->helper[h].free;
	}
}

/* D if exactly the coins of a set come up. */
static double help_of(const bench *b, uint32_t up)
{
	double help = 0;
	for (size_t g = 0; g < b->n_groups; g++) {
		const group *x = &b->group[g];
		double collective = x->collective & up ? 1 : x->mean_collective, defence = x->defence & up ? 1 : x->mean_defence;
		help += collective * x->power + (1 - collective) * defence * x->free_power;
	}
	return help;
}

static double expected_defeat(bench *b, int t, uint32_t slot)
{
	const hel_sample *s = b->sample;
	const hel_model *model = s->model;
	int i = model->attacker[slot], j = model->target[t];
	double own = s->capability[j], sum = 0;
	double attack = s->power[(size_t)t * (size_t)model->n + (size_t)i] + s->abetment[slot];
	list_helpers(b, t, i);
	keep_heaviest(b);
	group_helpers(b, i);
	for (uint32_t up = 0; up < UINT32_C(1) << b->n_coins; up++) {
		double chance = 1;
		for (size_t c = 0; c < b->n_coins; c++)
			chance *= up >> c & 1 ? b->coin[c].rho : 1 - b->coin[c].rho;
		sum += chance * hel_contest(attack, own + help_of(b, up), s->parameter[HEL_GAMMA]);
	}
	/* nuclear weapons deny defeat where their owner is sure to come: coins do not touch that */
	double alone = hel_contest(attack, own + s->help[slot], s->parameter[HEL_GAMMA]);
	return alone > 0 ? sum * (s->defeat[slot] / alone) : sum;
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

hel_status hel_together(const hel_sample *sample, const hel_scored *scored, const uint8_t *wanted, double *loss, hel_error *error)
{
	const hel_model *model = sample->model;
	size_t n = (size_t)model->n;
	bench b = {.sample = sample, .arena = hel_arena_new()};
	double *work = b.arena ? hel_arena_alloc(b.arena, 3 * n, sizeof *work) : NULL;
	b.coin = work ? hel_arena_alloc(b.arena, model->obligations->n_duties + 1, sizeof *b.coin) : NULL;
	b.group = b.coin ? hel_arena_alloc(b.arena, n + 1, sizeof *b.group) : NULL;
	b.helper = b.group ? hel_arena_alloc(b.arena, n + 1, sizeof *b.helper) : NULL;
	if (!b.helper) {
		hel_arena_free(b.arena);
		return hel_fail_memory(error);
	}
	double *total = work, *expected = work + n, *owed = work + 2 * n;
	for (int t = 0; t < model->n_targets; t++) {
		if (wanted && !wanted[model->target[t]] && sample->parameter[HEL_PHI] <= 0)
			continue;
		for (uint32_t slot = model->from[t]; slot < model->from[t + 1]; slot++) {
			double often = sample->parameter[HEL_SEVERITY] * sample->threat[slot];
			expected[slot - model->from[t]] = often > 0 ? often * expected_defeat(&b, t, slot) : 0;
		}
		spread(sample, t, expected, owed, total);
	}
	for (int s = 0; s < scored->n; s++)
		loss[s] = model->column[scored->state[s]] < 0 ? NAN : total[model->column[scored->state[s]]];
	hel_arena_free(b.arena);
	return HEL_OK;
}
