/* outlines.h: the outlines of today's states, data/shapes.csv. */
#ifndef HEL_REPORT_OUTLINES_H
#define HEL_REPORT_OUTLINES_H

#include <stdbool.h>
#include <stddef.h>

#include "helsinki/error.h"

/* From this day, South Sudan's, the states of the system have the outlines of the file. */
#define HEL_TODAYS_OUTLINES_FROM HEL_DATE(2011, 7, 9)

typedef struct hel_ring {
	int ccode;
	size_t first, n; /* its points; the last is the first again */
} hel_ring;

/* Rings of a state stand together: even-odd, its holes are among them. */
typedef struct hel_outlines {
	size_t n_rings, n_points;
	hel_ring *ring;
	double (*point)[2]; /* longitude, latitude in degrees */
} hel_outlines;

/* Owner: the caller, with hel_outlines_free, also after a failure. */
hel_status hel_outlines_read(hel_outlines *outlines, const char *directory, hel_error *error);
void hel_outlines_free(hel_outlines *outlines);

#endif
