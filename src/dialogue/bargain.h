/* bargain.h: where two parties would meet. */
#ifndef HEL_DIALOGUE_BARGAIN_H
#define HEL_DIALOGUE_BARGAIN_H

#include "dialogue/sight.h"

/* i challenges j and prevails by a chance: positions for both, m each, out. */
void hel_meet(const hel_sight *sight, size_t i, size_t j, double chance, double *for_i, double *for_j);

/* The mean of two bargains of i and j, one in the eyes of each, by influence times attention; into the first. */
void hel_meet_halfway(const hel_sight *sight, size_t i, size_t j, double *one, const double *other);

#endif
