/* contest.h: who prevails. The ratio contest success function X^g / (X^g + Y^g) (Tullock; Hirshleifer 1989). */
#ifndef HEL_SECURITY_CONTEST_H
#define HEL_SECURITY_CONTEST_H

#include "base/elementary.h"

/* Chance that the attack succeeds: attack and resist >= 0 are the strengths of the two sides. 0 where the attacking side
 * has no power, else 1 where the other has none. */
static inline double hel_contest(double attack, double resist, double gamma)
{
	if (!(attack > 0))
		return 0;
	if (!(resist > 0))
		return 1;
	if (gamma == 1)
		return attack / (attack + resist);
	return 1 / (1 + hel_exp(gamma * hel_log(resist / attack)));
}

#endif
