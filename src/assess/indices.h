/* indices.h: the properties as numbers, from losses alone. No I/O, no allocation. NAN: undefined. */
#ifndef HEL_ASSESS_INDICES_H
#define HEL_ASSESS_INDICES_H

#include <stddef.h>

#include "helsinki/assess.h"

/* A difference of two losses; 0 where it is no more than their rounding (1e-12 of the larger). */
double hel_difference(double loss, double reference);

/* 1 - sum w max(0, dL) / sum w max(0, -dL); NAN where nobody gains. n states; a NAN loss or a weight of 0 leaves one out. */
double hel_indivisible(const double *loss, const double *reference, const double *weight, size_t n);

/* 1 - Gini(L), weighted; NAN where fewer than half of the states have L > 0. */
double hel_balanced(const double *loss, const double *weight, size_t n);

/* 1 - sum w L / sum w L(reference); NAN where the latter is 0. */
double hel_effective(const double *loss, const double *reference, const double *weight, size_t n);

/* The value with the 5 % and 95 % quantiles (type 7 of Hyndman and Fan 1996) of its draws, which are sorted in place. */
hel_figure hel_figure_of(double value, double *draw, size_t n, const char *why);

/* The median of n values, NAN left out; sorts them in place. */
double hel_median(double *value, size_t n);

#endif
