/* compare.h: two figures that should be one, and what is said where they are not. */
#ifndef COMPARE_H
#define COMPARE_H

#include "small_worlds.h"

/** Mismatches of one test: the first few are printed, all are counted. */
typedef struct compare {
	const small_world *world;
	const char *where; /* mechanism and lens, or whatever helps */
	int draw, checked, failed;
} compare;

/** Whether the two agree to 1e-12 of the larger; NAN agrees with NAN. A scale widens the yardstick where figures of its
 *  size were subtracted to make these; 0: none. Says what differs if not. */
bool compare_close(compare *c, const char *what, int i, int j, double library, double oracle, double scale);
bool compare_int(compare *c, const char *what, int i, int library, int oracle);

#endif
