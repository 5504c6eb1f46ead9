/* pivots.h: how a parameter is walked through. */
#ifndef HEL_VERDICT_PIVOTS_H
#define HEL_VERDICT_PIVOTS_H

#include <math.h>

#include "verdict/verdicts.h"

static inline double hel_between(const hel_turn_over *over, double share)
{
	if (hel_turn_by_ratio(over->turn))
		return over->from * pow(over->to / over->from, share);
	return over->from + share * (over->to - over->from);
}

/* A step of a search in which the answer flips: shares of the range, and by how much the answer clears the margin there. */
typedef struct hel_bracket {
	double low, high;
	hel_finding at_low, at_high;
} hel_bracket;

/* The share at which a claim of the trial flips, to a tolerance: regula falsi (Illinois) on the clearance, and a halving at
 * every third step, so that a jump is found too. */
double hel_narrow(hel_trial *trial, size_t claim, const hel_turn_over *over, hel_bracket bracket, double tolerance);

/* The setting in which a parameter can be turned. */
static inline const hel_setting *hel_setting_for(const hel_court *court, hel_turn turn)
{
	return turn == HEL_TURN_PHI && court->wide.form ? &court->wide : &court->setting;
}

#endif
