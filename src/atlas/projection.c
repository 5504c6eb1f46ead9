/* projection.c: see projection.h. Formulas: Snyder, Map Projections: A Working Manual (1987), 24-2 to 24-4; Savric et al. (2018). */
#include "atlas/projection.h"

#include <math.h>

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
		return azimuthal(hel_radians(p->lat), hel_radians(lat), hel_radians(from_middle));
	if (fabs(from_middle) > 180)
		from_middle -= 360 * floor((from_middle + 180) / 360);
	return equal_earth(hel_radians(lat), hel_radians(from_middle));
}

double hel_angle_from_centre(const hel_projection *p, double lat, double lon)
{
	const hel_direction centre = hel_direction_of(p->lat, p->lon), place = hel_direction_of(lat, lon);
	return hel_degrees(hel_angle_between(&centre, &place));
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

hel_projection hel_projection_about(const hel_direction *centre)
{
	const hel_place at = hel_place_in(centre);
	return (hel_projection){HEL_AZIMUTHAL, at.lat, at.lon};
}

hel_projection hel_projection_for(const double *lat, const double *lon, size_t n)
{
	hel_direction sum = {{0}};
	double farthest = 0;
	for (size_t i = 0; i < n; i++)
		hel_add_direction(&sum, hel_direction_of(lat[i], lon[i]));
	hel_projection p = hel_projection_about(&sum);
	for (size_t i = 0; i < n; i++)
		farthest = fmax(farthest, hel_angle_from_centre(&p, lat[i], lon[i]));
	return farthest <= HEL_FARTHEST_AZIMUTHAL ? p : (hel_projection){HEL_EQUAL_EARTH, 0, middle_meridian(lon, n)};
}
