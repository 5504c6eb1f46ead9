/* projection.h: from latitude and longitude to a plane, both equal in area: for a part of the Earth Lambert's azimuthal projection
 * about a centre (Lambert 1772), for the whole of it Equal Earth (Savric, Patterson and Jenny 2018). */
#ifndef HEL_REPORT_PROJECTION_H
#define HEL_REPORT_PROJECTION_H

#include <stdbool.h>

typedef struct hel_point {
	double x, y; /* in radii of the Earth; y grows to the north */
} hel_point;

typedef struct hel_direction {
	double v[3]; /* unit vector from the centre of the Earth; all 0: none */
} hel_direction;

typedef struct hel_projection {
	bool whole;      /* Equal Earth */
	double lat, lon; /* Lambert's centre, degrees */
} hel_projection;

hel_direction hel_direction_of(double lat, double lon);
/* The angle between two, radians. */
double hel_angle_between(const hel_direction *a, const hel_direction *b);

/* The projection about a direction. */
hel_projection hel_projection_about(const hel_direction *centre);

/* NAN where Lambert's projection has long lost all shape: over 120 degrees from its centre. */
hel_point hel_project(const hel_projection *projection, double lat, double lon);

#endif
