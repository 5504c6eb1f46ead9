/* sphere.h: places on the Earth, taken as a sphere of radius 1. */
#ifndef HEL_ATLAS_SPHERE_H
#define HEL_ATLAS_SPHERE_H

typedef struct hel_place {
	double lat, lon; /* degrees */
} hel_place;

/* From the centre of the Earth to a place: of length 1; to the middle of places: their sum, of any length. */
typedef struct hel_direction {
	double v[3];
} hel_direction;

double hel_radians(double degrees);
double hel_degrees(double radians);

hel_direction hel_direction_of(double lat, double lon);
void hel_add_direction(hel_direction *sum, hel_direction d);

/* Where a direction meets the surface; {0, 0} for one of length 0. */
hel_place hel_place_in(const hel_direction *d);

/* The angle between two directions of length 1, radians. */
double hel_angle_between(const hel_direction *a, const hel_direction *b);

#endif
