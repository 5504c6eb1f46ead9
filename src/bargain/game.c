/* game.c: who prefers what to what, and what nobody could improve on. */
#include <math.h>

#include "base/fail.h"
#include "bargain/gains.h"

static hel_status check_party(const hel_problem *game, size_t i, hel_error *error)
{
	for (size_t a = 0; a < game->m; a++) {
		if (!isfinite(game->utility[i * game->m + a]))
			return hel_fail(error, HEL_EUSAGE, "party %zu has no utility for alternative %zu", i, a);
	}
	if (!isfinite(game->disagreement[i]))
		return hel_fail(error, HEL_EUSAGE, "party %zu has no utility for disagreement", i);
	if (!(hel_weight_of(game, i) > 0) || isinf(hel_weight_of(game, i)))
		return hel_fail(error, HEL_EUSAGE, "party %zu has a weight that is not above 0", i);
	return HEL_OK;
}

hel_status hel_problem_check(const hel_problem *game, hel_error *error)
{
	hel_status status = HEL_OK;
	if (!game->n || !game->m)
		return hel_fail(error, HEL_EUSAGE, "a game has at least one party and one alternative");
	if (!(game->margin >= 0) || isinf(game->margin))
		return hel_fail(error, HEL_EUSAGE, "a margin is a number from 0 on");
	for (size_t i = 0; i < game->n && !status; i++)
		status = check_party(game, i, error);
	return status;
}

double hel_problem_utility(const hel_problem *game, size_t i, size_t a)
{
	return a < game->m ? game->utility[i * game->m + a] : game->disagreement[i];
}

int hel_problem_prefers(const hel_problem *game, size_t i, size_t a, size_t b)
{
	double x = hel_problem_utility(game, i, a), y = hel_problem_utility(game, i, b), more = x - y;
	if (hel_counts(more, x, y, game->margin))
		return more > 0 ? 1 : -1;
	return 0;
}

double hel_problem_welfare(const hel_problem *game, size_t a)
{
	double sum = 0;
	for (size_t i = 0; i < game->n; i++)
		sum += hel_weight_of(game, i) * hel_problem_utility(game, i, a);
	return sum;
}

static bool dominates(const hel_problem *game, size_t b, size_t a)
{
	bool better = false;
	for (size_t i = 0; i < game->n; i++) {
		int prefers = hel_problem_prefers(game, i, b, a);
		if (prefers < 0)
			return false;
		better |= prefers > 0;
	}
	return better;
}

void hel_pareto(const hel_problem *game, bool *efficient)
{
	for (size_t a = 0; a <= game->m; a++) {
		efficient[a] = true;
		for (size_t b = 0; b <= game->m && efficient[a]; b++)
			efficient[a] = b == a || !dominates(game, b, a);
	}
}
