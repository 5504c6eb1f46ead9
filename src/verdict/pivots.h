/* pivots.h: how a parameter is walked through. */
#ifndef HEL_VERDICT_PIVOTS_H
#define HEL_VERDICT_PIVOTS_H

#include <math.h>

#include "verdict/verdicts.h"

/* Steps of the grid on which changes of the answer are bracketed: two that lie in one step are not seen. */
enum { HEL_PIVOT_STEPS = 12 };

static inline double hel_between(const hel_turn_over *over, double share)
{
	if (hel_turn_by_ratio(over->turn))
		return over->from * pow(over->to / over->from, share);
	return over->from + share * (over->to - over->from);
}

/* The setting in which a parameter can be turned. */
static inline const hel_setting *hel_setting_for(const hel_court *court, hel_turn turn)
{
	return turn == HEL_TURN_PHI && court->wide.form ? &court->wide : &court->setting;
}

#endif
