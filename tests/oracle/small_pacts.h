/* small_pacts.h: what the halves of the generator share. */
#ifndef SMALL_PACTS_H
#define SMALL_PACTS_H

#include "small_worlds.h"

hel_range small_number(double value);
/** A number or a proper range between two bounds, evenly often. */
hel_range small_range(small_world *w, double least, double greatest);

/** Some treaties become bundles: not everybody owes all others, and each spares only those it owes defence. */
void small_make_bundles(small_world *w);

#endif
