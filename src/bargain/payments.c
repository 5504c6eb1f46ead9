/* payments.c: who would have to pay whom for an alternative to leave nobody worse off. */
#include "bargain/gains.h"

hel_payment hel_side_payments(const hel_problem *game, size_t a, double *transfer)
{
	double lacking = 0, gained = 0;
	for (size_t i = 0; i < game->n; i++) {
		double gain = hel_problem_utility(game, i, a) - game->disagreement[i];
		lacking += fmax(-gain, 0);
		gained += fmax(gain, 0);
		transfer[i] = gain;
	}
	bool feasible = gained >= lacking * (1 - HEL_ROUNDING);
	for (size_t i = 0; i < game->n; i++) {
		double gain = transfer[i];
		if (!feasible)
			transfer[i] = NAN;
		else
			transfer[i] = gain < 0 ? -gain : lacking > 0 ? -gain / gained * lacking : 0;
	}
	return (hel_payment){lacking, gained - lacking};
}
