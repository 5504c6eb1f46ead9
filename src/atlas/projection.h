/* projection.h: from the sphere, of radius 1, to a plane without changing areas. */
#ifndef HEL_ATLAS_PROJECTION_H
#define HEL_ATLAS_PROJECTION_H

#include <stddef.h>

#include "atlas/point.h"
#include "atlas/sphere.h"

typedef enum hel_projection_kind {
	HEL_AZIMUTHAL,  /* Lambert's azimuthal equal-area projection about a centre */
	HEL_EQUAL_EARTH /* Savric, Patterson and Jenny 2018, about a meridian */
} hel_projection_kind;

typedef struct hel_projection {
	hel_projection_kind kind;
	double lat, lon; /* degrees: the centre; Equal Earth: lon is the middle meridian, lat 0 */
} hel_projection;

/* Degrees. Places of which one is farther than this from their middle are round the globe: at 85 degrees shapes of the azimuthal
 * projection are as wide as 1.36 times and as high as 0.74 times what they should be. */
enum { HEL_FARTHEST_AZIMUTHAL = 85 };

/* The azimuthal one about a direction of any length. */
hel_projection hel_projection_about(const hel_direction *centre);

/* The one that suits n places (degrees; n >= 1): azimuthal about their middle, or Equal Earth where they are all round the globe. */
hel_projection hel_projection_for(const double *lat, const double *lon, size_t n);

/* HEL_AZIMUTHAL: anything but the antipode, which has no place (NAN). HEL_EQUAL_EARTH: lon is taken within 180 degrees of the middle. */
hel_point hel_project(const hel_projection *projection, double lat, double lon);

/* The angle between a place and the centre (Equal Earth: the middle of the middle meridian), degrees. */
double hel_angle_from_centre(const hel_projection *projection, double lat, double lon);

#endif
