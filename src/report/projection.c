/* projection.c: see projection.h. */
#include "report/projection.h"

#include <math.h>

static double radians(double degrees)
{
	return degrees * (acos(-1) / 180);
}

hel_direction hel_direction_of(double lat, double lon)
{
	double phi = radians(lat), lambda = radians(lon);
	return (hel_direction){{cos(phi) * cos(lambda), cos(phi) * sin(lambda), sin(phi)}};
}

double hel_angle_between(const hel_direction *a, const hel_direction *b)
{
	double cosine = a->v[0] * b->v[0] + a->v[1] * b->v[1] + a->v[2] * b->v[2];
	return acos(fmax(-1, fmin(1, cosine)));
}

hel_projection hel_projection_about(const hel_direction *centre)
{
	const double *v = centre->v, degrees = 180 / acos(-1);
	return (hel_projection){false, degrees * atan2(v[2], hypot(v[0], v[1])), degrees * atan2(v[1], v[0])};
}

static hel_point lambert(const hel_projection *p, double lat, double lon)
{
	double phi = radians(lat), phi0 = radians(p->lat), turn = radians(lon - p->lon);
	double cosine = sin(phi0) * sin(phi) + cos(phi0) * cos(phi) * cos(turn); /* of the distance from the centre */
	if (cosine < -0.5)
		return (hel_point){NAN, NAN};
	double scale = sqrt(2 / (1 + cosine));
	return (hel_point){scale * cos(phi) * sin(turn), scale * (cos(phi0) * sin(phi) - sin(phi0) * cos(phi) * cos(turn))};
}

static hel_point equal_earth(double lat, double lon)
{
	const double a1 = 1.340264, a2 = -0.081106, a3 = 0.000893, a4 = 0.003796;
	double theta = asin(sqrt(3) / 2 * sin(radians(lat))), t2 = theta * theta, t6 = t2 * t2 * t2;
	double slope = 9 * a4 * t6 * t2 + 7 * a3 * t6 + 3 * a2 * t2 + a1;
	return (hel_point){2 * sqrt(3) * radians(lon) * cos(theta) / (3 * slope),
			   theta * (a4 * t6 * t2 + a3 * t6 + a2 * t2 + a1)};
}

hel_point hel_project(const hel_projection *projection, double lat, double lon)
{
	return projection->whole ? equal_earth(lat, lon) : lambert(projection, lat, lon);
}
