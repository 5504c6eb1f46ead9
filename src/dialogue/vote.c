/* vote.c: see vote.h. The rules and their constants are KTAB's (Model::vote, Model::vProb, Model::coalitions). */
#include "dialogue/vote.h"

#include <math.h>

/* A coalition of nobody. KTAB has 1e-8 between options. */
static const double NOBODY = 1e-8;

/* Differences below this are no clear preference to a binary voter; between, the vote rises in a line, so that rounding tips nothing. */
static const double CLEAR = 1e-8;

/* Shares of the binary and of the cubic part in the mixed rules, and of a gain's worth by that of an equal loss. */
static const double BINARY_SHARE = 0.2, CUBIC_SHARE = 0.5, GAIN_BY_LOSS = 2.0 / 3;

/* A side so many times stronger wins for certain under the binary model of victory; the loser keeps a trifle. */
static const double DECISIVE = 1.1, NO_CHANCE = 1e-6;

static double binary(double difference)
{
	return fmax(-1, fmin(1, difference / CLEAR));
}

double hel_vote(hel_voting voting, double weight, double d)
{
	switch (voting) {
	case HEL_VOTING_BINARY:
		return weight * binary(d);
	case HEL_VOTING_PROPORTIONAL_BINARY:
		return weight * ((1 - BINARY_SHARE) * d + BINARY_SHARE * binary(d));
	case HEL_VOTING_PROPORTIONAL_CUBIC:
		return weight * ((1 - CUBIC_SHARE) * d + CUBIC_SHARE * d * d * d);
	case HEL_VOTING_CUBIC:
		return weight * (d * d * d);
	case HEL_VOTING_PROSPECT:
		return weight * (d > 0 ? GAIN_BY_LOSS * d : d);
	default:
		return weight * d;
	}
}

void hel_sides_add(hel_sides *sides, double vote)
{
	if (vote > 0)
		sides->first += vote;
	else
		sides->second -= vote;
}

static double power_of(double x, int halvings)
{
	for (; halvings > 0; halvings--)
		x *= x;
	return x;
}

/* In a line from 0, where the second is decisively stronger, to 1, where the first is. */
static double binary_chance(double first, double second)
{
	double won = 1 / (1 + NO_CHANCE);
	if (first >= DECISIVE * second)
		return won;
	if (second >= DECISIVE * first)
		return 1 - won;
	double share = first / (first + second);
	return fmin(won, fmax(1 - won, (share * (DECISIVE + 1) - 1) / (DECISIVE - 1)));
}

double hel_victory_chance(hel_victory victory, double first, double second)
{
	int halvings = victory == HEL_VICTORY_SQUARE    ? 1
		       : victory == HEL_VICTORY_QUARTIC ? 2
		       : victory == HEL_VICTORY_OCTIC   ? 3
							: 0;
	if (victory == HEL_VICTORY_BINARY)
		return binary_chance(first, second);
	double x = power_of(first, halvings), y = power_of(second, halvings);
	return x / (x + y);
}

void hel_coalitions(hel_voting voting, const double *weight, size_t n, const double *utility, size_t o, double *strength)
{
	for (size_t a = 0; a < o; a++) {
		for (size_t b = 0; b < a; b++) {
			hel_sides sides = {NOBODY, NOBODY};
			for (size_t k = 0; k < n; k++)
				hel_sides_add(&sides, hel_vote(voting, weight[k], utility[k * o + a] - utility[k * o + b]));
			strength[a * o + b] = sides.first;
			strength[b * o + a] = sides.second;
		}
		strength[a * o + a] = NOBODY;
	}
}
