/* single.h: the four solutions where no lotteries are allowed. */
#ifndef HEL_BARGAIN_SINGLE_H
#define HEL_BARGAIN_SINGLE_H

#include "bargain/gains.h"

/* ideal, n, out: the most that each party gains in an alternative that leaves nobody below disagreement. */
void hel_single_ideals(const hel_problem *game, double *ideal);

/* The alternative, m: no agreement. *value as in hel_solution. scratch: 2 n. */
size_t hel_single_solve(const hel_problem *game, hel_solution_kind kind, const double *ideal, double *scratch, double *value);

#endif
