/* gains.h: when a difference counts. */
#ifndef HEL_BARGAIN_GAINS_H
#define HEL_BARGAIN_GAINS_H

#include <math.h>

#include "helsinki/bargain.h"

/* Relative: two utilities that differ by less do so by rounding alone, whatever the margin. */
#define HEL_ROUNDING 1e-12

static inline double hel_weight_of(const hel_problem *game, size_t i)
{
	return game->weight ? game->weight[i] : 1;
}

/* Whether x - y is more than the margin, and than rounding. */
static inline bool hel_counts(double difference, double x, double y, double margin)
{
	return fabs(difference) > margin + HEL_ROUNDING * fmax(fabs(x), fabs(y));
}

/* What i gains in a as far as it counts. */
static inline double hel_gain_of(const hel_problem *game, size_t i, size_t a)
{
	double x = hel_problem_utility(game, i, a), d = game->disagreement[i];
	return hel_counts(x - d, x, d, game->margin) ? x - d : 0;
}

#endif
