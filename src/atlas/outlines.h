/* outlines.h: the outlines of today's states, data/shapes.csv. */
#ifndef HEL_ATLAS_OUTLINES_H
#define HEL_ATLAS_OUTLINES_H

#include <stddef.h>

#include "atlas/sphere.h"
#include "helsinki/error.h"
#include "helsinki/panel.h"

/* On the day on which South Sudan became a state the borders of the file came to be, but for lands whose status is disputed. */
#define HEL_TODAYS_OUTLINES_FROM HEL_DATE(2011, 7, 9)

/* Ring r of state ccode[r] are the places start[r] .. start[r + 1], the last of which is the first again; rings of a state stand
 * together: even-odd, its holes are among them. */
typedef struct hel_outlines {
	size_t n_rings, n_places;
	int *ccode;
	size_t *start; /* n_rings + 1 */
	hel_place *place;
} hel_outlines;

/* HEL_EDATA as for every table; nothing is left after a failure. Owner: the caller, with hel_outlines_free. */
hel_status hel_outlines_read(hel_outlines *outlines, const char *directory, hel_error *error);
void hel_outlines_free(hel_outlines *outlines);

/* Where the rings of the state of ring `first` end. */
size_t hel_outlines_end(const hel_outlines *outlines, size_t first);

#endif
