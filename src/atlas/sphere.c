/* sphere.c: see sphere.h. */
#include "atlas/sphere.h"

#include <math.h>

double hel_radians(double degrees)
{
	return degrees * acos(-1) / 180;
}

double hel_degrees(double radians)
{
	return radians * 180 / acos(-1);
}

hel_direction hel_direction_of(double lat, double lon)
{
	double phi = hel_radians(lat), lambda = hel_radians(lon);
	return (hel_direction){{cos(phi) * cos(lambda), cos(phi) * sin(lambda), sin(phi)}};
}

void hel_add_direction(hel_direction *sum, hel_direction d)
{
	for (int i = 0; i < 3; i++)
		sum->v[i] += d.v[i];
}

hel_place hel_place_in(const hel_direction *d)
{
	return (hel_place){hel_degrees(atan2(d->v[2], hypot(d->v[0], d->v[1]))), hel_degrees(atan2(d->v[1], d->v[0]))};
}

double hel_angle_between(const hel_direction *a, const hel_direction *b)
{
	double cosine = a->v[0] * b->v[0] + a->v[1] * b->v[1] + a->v[2] * b->v[2];
	return acos(fmin(1, fmax(-1, cosine)));
}
