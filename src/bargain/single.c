/* single.c: the best single alternative by each solution. */
#include "bargain/single.h"

#include <stdlib.h>

/* Whether it leaves nobody below disagreement. */
static bool is_acceptable(const hel_problem *game, size_t a)
{
	for (size_t i = 0; i < game->n; i++) {
		if (hel_gain_of(game, i, a) < 0)
			return false;
	}
	return true;
}

void hel_single_ideals(const hel_problem *game, double *ideal)
{
	for (size_t i = 0; i < game->n; i++)
		ideal[i] = 0;
	for (size_t a = 0; a < game->m; a++) {
		bool acceptable = is_acceptable(game, a);
		for (size_t i = 0; i < game->n && acceptable; i++)
			ideal[i] = fmax(ideal[i], hel_gain_of(game, i, a));
	}
}

/* What an alternative is worth: more of `first`, then more of `second`. */
typedef struct worth {
	double first, second;
} worth;

static bool is_more(double x, double y)
{
	return x > y + HEL_ROUNDING * fmax(fabs(x), fabs(y));
}

static int compare_worth(worth x, worth y)
{
	if (is_more(x.first, y.first) || is_more(y.first, x.first))
		return x.first > y.first ? 1 : -1;
	return is_more(x.second, y.second) - is_more(y.second, x.second);
}

/* The weight of those who gain, and the weighted mean logarithm of their gains: in shares of their best ones, so that no scale matters
 * where it is not the same parties that gain in two alternatives. */
static worth nash_worth(const hel_problem *game, const double *ideal, size_t a)
{
	worth w = {0, 0};
	for (size_t i = 0; i < game->n; i++) {
		double gain = hel_gain_of(game, i, a), weight = hel_weight_of(game, i);
		if (gain <= 0)
			continue;
		w.first += weight;
		w.second += weight * log(gain / ideal[i]);
	}
	w.second /= w.first;
	return w;
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* Gains in units (NULL: as they are) of those who can gain, ascending; their number. */
static size_t sort_gains(const hel_problem *game, size_t a, const double *ideal, bool by_ideal, double *sorted)
{
	size_t n = 0;
	for (size_t i = 0; i < game->n; i++) {
		if (ideal[i] > 0)
			sorted[n++] = hel_gain_of(game, i, a) / (by_ideal ? ideal[i] : 1);
	}
	if (n)
		qsort(sorted, n, sizeof *sorted, ascending);
	return n;
}

/* The leximin order over alternatives. */
static size_t solve_leximin(const hel_problem *game, const double *ideal, bool by_ideal, double *scratch, double *value)
{
	double *best = scratch, *at = scratch + game->n;
	size_t pick = game->m;
	for (size_t a = 0; a < game->m; a++) {
		if (!is_acceptable(game, a))
			continue;
		size_t n = sort_gains(game, a, ideal, by_ideal, at), x = 0;
		if (!n || at[n - 1] <= 0) /* nobody gains */
			continue;
		while (pick < game->m && x < n && !is_more(at[x], best[x]) && !is_more(best[x], at[x]))
			x++;
		if (pick < game->m && (x == n || at[x] < best[x]))
			continue;
		pick = a;
		for (x = 0; x < n; x++)
			best[x] = at[x];
		*value = best[0];
	}
	return pick;
}

static double mean_gain(const hel_problem *game, size_t a)
{
	double sum = 0, weights = 0;
	for (size_t i = 0; i < game->n; i++) {
		double gain = hel_gain_of(game, i, a), weight = hel_weight_of(game, i);
		sum += gain > 0 ? weight * log(gain) : 0;
		weights += gain > 0 ? weight : 0;
	}
	return exp(sum / weights);
}

static size_t solve_nash(const hel_problem *game, const double *ideal, double *value)
{
	size_t pick = game->m;
	worth best = {0, 0};
	for (size_t a = 0; a < game->m; a++) {
		if (!is_acceptable(game, a))
			continue;
		worth w = nash_worth(game, ideal, a);
		if (!(w.first > 0) || (pick < game->m && compare_worth(w, best) <= 0))
			continue;
		pick = a;
		best = w;
		*value = mean_gain(game, a);
	}
	return pick;
}

static size_t solve_utilitarian(const hel_problem *game, double *value)
{
	size_t pick = game->m;
	*value = hel_problem_welfare(game, game->m);
	for (size_t a = 0; a < game->m; a++) {
		double welfare = hel_problem_welfare(game, a);
		if (!is_more(welfare, *value))
			continue;
		pick = a;
		*value = welfare;
	}
	return pick;
}

size_t hel_single_solve(const hel_problem *game, hel_solution_kind kind, const double *ideal, double *scratch, double *value)
{
	*value = NAN;
	switch (kind) {
	case HEL_NASH:
		return solve_nash(game, ideal, value);
	case HEL_UTILITARIAN:
		return solve_utilitarian(game, value);
	default:
		return solve_leximin(game, ideal, kind == HEL_KALAI_SMORODINSKY, scratch, value);
	}
}
