/* expected.c: a turn of Bueno de Mesquita's expected-utility model, after Scholz, Calbert & Smith (2011). One issue. Each party reckons
 * with its own exponent of risk for itself and for all others; docs/dialogue.md has the formulas and both readings. */
#include <math.h>
#include <string.h>

#include "dialogue/turns.h"

typedef struct expected {
	hel_talk talk; /* first, so that one is the other */
	size_t n;
	double range;   /* D: of the positions at the start */
	double *at;     /* n */
	double *weight; /* n: influence times salience, which is a share here */
	double *salience;
	double *risk;   /* n: exponents */
	double *far;    /* n x n: (distance of k's position to a's / D)^r_k */
	double *chance; /* n x n: that i prevails over j */
	double median;
} expected;

/* --- chances -------------------------------------------------------------------------------------------------------------- */

static void fill_far(expected *x)
{
	for (size_t k = 0; k < x->n; k++) {
		for (size_t a = 0; a < x->n; a++)
			x->far[k * x->n + a] = pow(fabs(x->at[k] - x->at[a]) / x->range, x->risk[k]);
	}
}

/* The vote of k for i's position against j's. */
static double vote_of(const expected *x, size_t k, size_t i, size_t j)
{
	return x->weight[k] * (x->far[k * x->n + j] - x->far[k * x->n + i]);
}

static double support(const expected *x, size_t i, size_t j)
{
	double sum = 0;
	for (size_t k = 0; k < x->n; k++)
		sum += fmax(0, vote_of(x, k, i, j));
	return sum;
}

/* What Scholz's program divides by: all votes between all pairs of positions. */
static double all_votes(const expected *x)
{
	double sum = 0;
	for (size_t i = 0; i < x->n; i++) {
		for (size_t j = 0; j < x->n; j++)
			sum += support(x, i, j) + support(x, j, i);
	}
	return sum;
}

static void fill_chances(expected *x)
{
	bool scholz = x->talk.how->reading == HEL_READING_SCHOLZ;
	double all = scholz ? all_votes(x) : 0;
	for (size_t i = 0; i < x->n; i++) {
		for (size_t j = 0; j < x->n; j++) {
			double own = support(x, i, j), both = scholz ? all : own + support(x, j, i);
			x->chance[i * x->n + j] = x->at[i] == x->at[j] || !(both > 0) ? 0 : own / both;
		}
	}
}

/* --- utilities ------------------------------------------------------------------------------------------------------------ */

/* 2 - 4 share^r: from 2, for what is won entirely, by way of the present, to -2 at r = 1. */
static double utility(double share, double r)
{
	return 2 - 4 * pow(fmax(0, share), r);
}

/* What challenging j is worth to i, in the eyes of a party with exponent r. */
static double worth_of_challenge(const expected *x, size_t i, size_t j, double r)
{
	const hel_dialogue_options *how = x->talk.how;
	double step = fabs(x->at[i] - x->at[j]) / (2 * x->range),
	       drift = (fabs(x->at[i] - x->median) / x->range + 2 * step) / 4;
	double chance = x->chance[i * x->n + j], resists = x->salience[j];
	double won = utility(0.5 - step, r), lost = utility(0.5 + step, r);
	double better = utility(0.5 - drift, r), worse = utility(0.5 + drift, r), stays = utility(0.5, r);
	double challenged = resists * (chance * won + (1 - chance) * lost) + (1 - resists) * won;
	return challenged - how->q * stays - (1 - how->q) * (how->t * better + (1 - how->t) * worse);
}

/* What all others expect of challenging i, as i sees it. */
static double danger(const expected *x, size_t i)
{
	double sum = 0;
	for (size_t j = 0; j < x->n; j++)
		sum += j == i ? 0 : worth_of_challenge(x, j, i, x->risk[i]);
	return sum;
}

/* r = (1 - R/3) / (1 + R/3), R from -1 for who is least in danger to 1 for who is most. */
static void infer_risk(expected *x, double *in_danger)
{
	double least = INFINITY, most = -INFINITY;
	for (size_t i = 0; i < x->n; i++) {
		in_danger[i] = danger(x, i);
		least = fmin(least, in_danger[i]);
		most = fmax(most, in_danger[i]);
	}
	for (size_t i = 0; i < x->n; i++) {
		double share = most > least ? (2 * in_danger[i] - most - least) / (most - least) : 0;
		x->risk[i] = (1 - share / 3) / (1 + share / 3);
	}
}

static void look(hel_talk *talk, hel_turn_of_dialogue *turn)
{
	expected *x = (expected *)talk;
	memcpy(x->at, turn->position, x->n * sizeof *x->at);
	x->median = turn->median[0];
	for (size_t i = 0; i < x->n; i++) {
		turn->probability[i] = NAN;
		turn->risk[i] = x->risk[i] = 1;
	}
	if (!(x->range > 0))
		return;
	fill_far(x);
	fill_chances(x);
	infer_risk(x, turn->risk);
	memcpy(turn->risk, x->risk, x->n * sizeof *x->risk);
	fill_far(x);
	fill_chances(x);
	for (size_t i = 0; i < x->n; i++) {
		for (size_t j = 0; j < x->n; j++)
			turn->utility[i * x->n + j] = i == j ? 0 : worth_of_challenge(x, i, j, x->risk[i]);
	}
}

/* --- offers --------------------------------------------------------------------------------------------------------------- */

/* What j offers i, as i sees it; false: nothing that would move i. */
static bool make_offer(const expected *x, size_t j, size_t i, hel_offer *offer, double *moves_to)
{
	double own = worth_of_challenge(x, i, j, x->risk[i]), other = worth_of_challenge(x, j, i, x->risk[i]);
	if (x->at[i] == x->at[j] || !(other > 0) || (own >= 0 && !(other > own && own > 0)) || other == -own)
		return false;
	*offer = (hel_offer){.kind = own > 0        ? HEL_OFFER_CONFRONTATION
				     : other > -own ? HEL_OFFER_COMPROMISE
						    : HEL_OFFER_CAPITULATION,
			     .from = (int)j,
			     .to = (int)i,
			     .author = (int)i,
			     .chance = x->chance[j * x->n + i],
			     .gain = other,
			     .to_chance = x->chance[i * x->n + j],
			     .to_gain = own,
			     .from_share = NAN,
			     .to_share = NAN};
	*moves_to = offer->kind == HEL_OFFER_COMPROMISE ? x->at[i] + (x->at[j] - x->at[i]) * (-own / other) : x->at[j];
	return true;
}

/* By what offers of one kind are compared, the least first: the move; or, of compromises in Scholz's program, where between the two
 * their stakes would balance, so that the lowest position wins. */
static double key_of(const expected *x, const hel_offer *o)
{
	double own = fabs(o->to_gain), other = o->gain;
	if (o->kind == HEL_OFFER_COMPROMISE && x->talk.how->reading == HEL_READING_SCHOLZ)
		return (own * x->at[o->to] + other * x->at[o->from]) / (own + other);
	return fabs(*o->to_position - x->at[o->to]);
}

/* A confrontation before a compromise before a capitulation; of equals the first. */
static bool comes_before(const expected *x, const hel_offer *a, const hel_offer *b)
{
	return a->kind != b->kind ? a->kind < b->kind : key_of(x, a) < key_of(x, b);
}

/* position: of all, as the turn keeps them; returns how many offers i has. */
static size_t offer_to(const expected *x, size_t i, const double *position, hel_offer *offer, double *place, double *next)
{
	size_t n_offers = 0;
	hel_offer *best = NULL;
	next[i] = x->at[i];
	for (size_t j = 0; j < x->n; j++) {
		if (j == i || !make_offer(x, j, i, &offer[n_offers], &place[n_offers]))
			continue;
		hel_offer *o = &offer[n_offers];
		o->from_position = &position[j];
		o->to_position = &place[n_offers++];
		best = !best || comes_before(x, o, best) ? o : best;
	}
	if (best) {
		best->to_takes = true;
		next[i] = *best->to_position;
	}
	return n_offers;
}

static size_t count_offers(const expected *x)
{
	size_t n_offers = 0;
	hel_offer offer;
	double place;
	for (size_t i = 0; i < x->n; i++) {
		for (size_t j = 0; j < x->n; j++)
			n_offers += j != i && make_offer(x, j, i, &offer, &place);
	}
	return n_offers;
}

static bool speak(hel_talk *talk, hel_turn_of_dialogue *turn, double *next)
{
	expected *x = (expected *)talk;
	size_t n_offers = x->range > 0 ? count_offers(x) : 0;
	double *place = hel_arena_alloc(talk->arena, n_offers, sizeof *place);
	turn->offer = hel_arena_alloc(talk->arena, n_offers, sizeof *turn->offer);
	if (!place || !turn->offer)
		return false;
	memcpy(next, x->at, x->n * sizeof *next);
	for (size_t i = 0; i < x->n && n_offers > 0; i++) {
		size_t made = turn->n_offers;
		turn->n_offers += offer_to(x, i, turn->position, turn->offer + made, place + made, next);
	}
	return true;
}

hel_talk *hel_talk_expected(const hel_dialogue *d, const hel_dialogue_options *how, hel_arena *arena)
{
	size_t n = (size_t)d->n;
	double least = INFINITY, most = -INFINITY;
	expected *x = hel_arena_alloc(arena, 1, sizeof *x);
	double *column = hel_arena_alloc(arena, 4 * n + 2 * n * n, sizeof *column);
	if (!x || !column)
		return NULL;
	*x = (expected){.talk = {d, how, arena, look, speak}, .n = n, .at = column, .weight = column + n};
	x->salience = column + 2 * n;
	x->risk = column + 3 * n;
	x->far = column + 4 * n;
	x->chance = x->far + n * n;
	for (size_t i = 0; i < n; i++) {
		x->salience[i] = d->salience[i] / 100;
		x->weight[i] = d->party[i].influence * x->salience[i];
		least = fmin(least, d->position[i]);
		most = fmax(most, d->position[i]);
	}
	x->range = most - least;
	return &x->talk;
}
