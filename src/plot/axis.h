/* axis.h: from values to places along a line, and round values on it. */
#ifndef HEL_PLOT_AXIS_H
#define HEL_PLOT_AXIS_H

#include <stdbool.h>
#include <stddef.h>

/* least < greatest; by_ratio: both above 0. start, end: where they stand on the page. */
typedef struct hel_ruler {
	double least, greatest;
	bool by_ratio;
	double start, end;
} hel_ruler;

double hel_ruler_place(const hel_ruler *ruler, double value);

enum { HEL_TICKS_MAX = 16 };

/* Round values on a ruler, ascending: 1, 2 or 5 times a power of ten apart, three to eight of them; by ratio powers of ten with 2 and 5 of
 * each where there is room. Returns how many. */
size_t hel_ruler_ticks(const hel_ruler *ruler, double tick[HEL_TICKS_MAX]);

#endif
