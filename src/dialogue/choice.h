/* choice.h: from the strengths of coalitions to the chance of every option (KTAB's "probabilistic Condorcet election"). */
#ifndef HEL_DIALOGUE_CHOICE_H
#define HEL_DIALOGUE_CHOICE_H

#include <stddef.h>

#include "dialogue/vote.h"

/* chance: o, out, sums to 1. strength: o x o, above 0. scratch: o x o. No allocation; cost o^2, Markov o^3. */
void hel_choice(hel_pce pce, hel_victory victory, const double *strength, size_t o, double *scratch, double *chance);

/* The stationary distribution of a chain of o states in continuous time: rate[a x o + b] > 0 from a to b, diagonal not read. Overwrites
 * rate. Grassmann, Taylor & Heyman (1985), Operations Research 33:1107-1116: no subtraction, so that small chances keep their digits. */
void hel_stationary(double *rate, size_t o, double *share);

#endif
