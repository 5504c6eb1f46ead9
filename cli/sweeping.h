/* sweeping.h: what is turned and what is followed, in the words of the commands that sweep. */
#ifndef HEL_CLI_SWEEPING_H
#define HEL_CLI_SWEEPING_H

#include "scenario.h"

/* One more axis, omega=0:1:21 or gamma=0.1:10:21:ratio. 0, or EXIT_USAGE after a message. */
int sweep_axis(hel_sweep_options *how, const char *command, const char *word);

/* Every --of in each of the first n_mechanisms that were asked for (of the scenario's, if none was); without any --of the three indices.
 * *quantity, which how borrows, is the caller's to free, whatever comes back: 0 or the exit status after a message. */
int sweep_quantities(hel_sweep_options *how, hel_quantity **quantity, subject *s, const options *given, size_t n_mechanisms);

#endif
