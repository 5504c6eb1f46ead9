/* crowd.h: where most places are. */
#ifndef HEL_PLOT_CROWD_H
#define HEL_PLOT_CROWD_H

#include "plot/geometry.h"

/* The box that holds many of n places close together. Outliers are dropped one after the other, each time the one without which the others
 * lie closest together, down to `few` (from 1 to n); of the boxes that this leaves the one of greatest (places in it)^3 / area.
 * dropped: n, all false, for scratch. */
hel_box hel_densest(const hel_point *at, bool *dropped, size_t n, size_t few);

#endif
