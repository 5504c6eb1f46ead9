/* measure.h: what a quantity comes to in a trial, and how much of it counts as nothing. */
#ifndef HEL_VERDICT_MEASURE_H
#define HEL_VERDICT_MEASURE_H

#include "verdict/trial.h"

/* The value of a gauge for some states (those of its quantity, or one of several); NAN: undefined. */
double hel_measure_of(hel_trial *trial, const hel_gauge *gauge, const uint16_t *state, size_t n);

/* A share of the states' loss in the reference, in the unit of the gauge; of an index or a share: itself. */
double hel_margin_of(hel_trial *trial, const hel_gauge *gauge, const uint16_t *state, size_t n, double share);

#endif
