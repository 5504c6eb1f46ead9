/* accord.c: see accord.h. */
#include "report/accord.h"

#include <math.h>

static const double SURE = 0.95; /* as for claims */

const char *hel_outcome_name(const hel_parley *d, size_t outcome)
{
	if (outcome < HEL_SOLUTIONS)
		return hel_solution_name((hel_solution_kind)outcome);
	return d->talks->rule[outcome - HEL_SOLUTIONS].name;
}

size_t hel_outcome_pick(const hel_parley_result *result, size_t outcome)
{
	if (outcome < HEL_SOLUTIONS)
		return result->bargain.single[outcome].pick;
	return result->ruling[outcome - HEL_SOLUTIONS].at_point.adopted;
}

double hel_outcome_share(const hel_parley_result *result, size_t outcome)
{
	const double *share = outcome < HEL_SOLUTIONS ? result->often[outcome].single : result->ruling[outcome - HEL_SOLUTIONS].adopted;
	return share ? share[hel_outcome_pick(result, outcome)] : NAN;
}

hel_accord hel_accord_on(const hel_parley *d, size_t outcome)
{
	hel_accord accord = HEL_ACCORD;
	for (size_t r = 0; r < d->n_results; r++) {
		if (hel_outcome_pick(&d->result[r], outcome) != hel_outcome_pick(&d->result[0], outcome))
			return HEL_DEPENDS_ON_LENS;
		if (hel_outcome_share(&d->result[r], outcome) < SURE)
			accord = HEL_DEPENDS_ON_DRAWS;
	}
	return accord;
}
