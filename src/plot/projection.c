/* projection.c: see projection.h. Formulas: Snyder, Map Projections: A Working Manual (1987), 24-2 to 24-4; Savric et al. (2018). */
#include "plot/projection.h"

#include <math.h>

/* Places farther than this from their middle are round the globe: at 85 degrees shapes of the azimuthal projection are as wide as 1.36 times
 * and as high as 0.74 times what they should be. */
static const double FARTHEST = 85;

static double radians(double degrees)
{
	return degrees * acos(-1) / 180;
}

static double degrees(double radians)
{
	return radians * 180 / acos(-1);
}

static hel_point equal_earth(double lat, double lon)
{
	const double a1 = 1.340264, a2 = -0.081106, a3 = 0.000893, a4 = 0.003796;
	double theta = asin(sqrt(3) / 2 * sin(lat)), t2 = theta * theta, t6 = t2 * t2 * t2;
	double x = 2 * sqrt(3) * lon * cos(theta) / (3 * (9 * a4 * t6 * t2 + 7 * a3 * t6 + 3 * a2 * t2 + a1));
	return (hel_point){x, -theta * (a4 * t6 * t2 + a3 * t6 + a2 * t2 + a1)};
}

static hel_point azimuthal(double lat0, double lat, double lon)
{
	double cosine = sin(lat0) * sin(lat) + cos(lat0) * cos(lat) * cos(lon);
	double k = 1 + cosine > 1e-12 ? sqrt(2 / (1 + cosine)) : (double)NAN;
	return (hel_point){k * cos(lat) * sin(lon), -k * (cos(lat0) * sin(lat) - sin(lat0) * cos(lat) * cos(lon))};
}

hel_point hel_project(const hel_projection *p, double lat, double lon)
{
	double from_middle = lon - p->lon;
	if (p->kind == HEL_AZIMUTHAL)
		return azimuthal(radians(p->lat), radians(lat), radians(from_middle));
	if (fabs(from_middle) > 180)
		from_middle -= 360 * floor((from_middle + 180) / 360);
	return equal_earth(radians(lat), radians(from_middle));
}

double hel_angle_from_centre(const hel_projection *p, double lat, double lon)
{
	double a = radians(p->lat), b = radians(lat);
	return degrees(acos(fmin(1, fmax(-1, sin(a) * sin(b) + cos(a) * cos(b) * cos(radians(lon - p->lon))))));
}

/* Where the map of places round the globe has its middle: its edge runs through the widest gap between their longitudes; or, where there
 * is none worth the name, through the Bering Strait, where it cuts next to no land. */
static double middle_meridian(const double *lon, size_t n)
{
	static const double worth = 60, bering = 11;
	double widest = 0, middle = bering;
	for (size_t i = 0; i < n; i++) {
		double gap = 360;
		for (size_t j = 0; j < n; j++) {
			double east = lon[j] - lon[i] - 360 * floor((lon[j] - lon[i]) / 360);
			gap = east > 0 ? fmin(gap, east) : gap;
		}
		if (gap > widest) {
			widest = gap;
			middle = lon[i] + gap / 2 - 180;
		}
	}
	return widest < worth ? bering : round(middle - 360 * floor((middle + 180) / 360));
}

hel_projection hel_projection_for(const double *lat, const double *lon, size_t n)
{
	double x = 0, y = 0, z = 0, farthest = 0;
	for (size_t i = 0; i < n; i++) {
		x += cos(radians(lat[i])) * cos(radians(lon[i]));
		y += cos(radians(lat[i])) * sin(radians(lon[i]));
		z += sin(radians(lat[i]));
	}
	hel_projection p = {HEL_AZIMUTHAL, degrees(atan2(z, hypot(x, y))), degrees(atan2(y, x))};
	for (size_t i = 0; i < n; i++)
		farthest = fmax(farthest, hel_angle_from_centre(&p, lat[i], lon[i]));
	return farthest <= FARTHEST ? p : (hel_projection){HEL_EQUAL_EARTH, 0, middle_meridian(lon, n)};
}
