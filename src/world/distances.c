/* distances.c: from rows of the panel to square tables: one pass over the rows, however many states there are. */
#include "world/distances.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "helsinki/world.h"

enum { FIRST_DISTANCE_YEAR = 1886, LAND = 1 };

hel_places hel_places_of(const int *codes, size_t n)
{
	hel_places places;
	memset(places.of, -1, sizeof places.of);
	for (size_t s = 0; s < n; s++)
		places.of[codes[s]] = (int16_t)s;
	return places;
}

static const hel_capital_row *capital_of(const hel_panel *panel, int ccode, int year)
{
	const hel_capital_row *last = NULL;
	for (size_t c = 0; c < panel->capitals.n; c++) {
		const hel_capital_row *row = &panel->capitals.row[c];
		if (row->ccode == ccode && row->from / 10000 <= year && row->to / 10000 >= year)
			last = row;
	}
	return last;
}

double hel_great_circle_km(double lat1, double lon1, double lat2, double lon2)
{
	const double radius_km = 6371.0088, degree = acos(-1) / 180;
	double dlat = (lat2 - lat1) * degree, dlon = (lon2 - lon1) * degree;
	double h = sin(dlat / 2) * sin(dlat / 2) + cos(lat1 * degree) * cos(lat2 * degree) * sin(dlon / 2) * sin(dlon / 2);
	return 2 * radius_km * asin(sqrt(fmin(h, 1)));
}

static void fill_from_source(double *dist_km, const hel_panel *panel, const hel_places *places, size_t n, int year)
{
	for (size_t r = 0; r < panel->distances.n; r++) {
		const hel_distance_row *row = &panel->distances.row[r];
		int a = places->of[row->low], b = places->of[row->high];
		if (row->from <= year && row->to >= year && a >= 0 && b >= 0)
			dist_km[(size_t)a * n + (size_t)b] = dist_km[(size_t)b * n + (size_t)a] = row->km;
	}
}

static void fill_neighbours(double *dist_km, const hel_panel *panel, const hel_places *places, size_t n, int year)
{
	for (size_t r = 0; r < panel->contiguity.n; r++) {
		const hel_contiguity_row *row = &panel->contiguity.row[r];
		int a = places->of[row->low], b = places->of[row->high];
		if (row->type == LAND && row->from / 10000 <= year && row->to / 10000 >= year && a >= 0 && b >= 0)
			dist_km[(size_t)a * n + (size_t)b] = dist_km[(size_t)b * n + (size_t)a] = 0;
	}
}

static hel_status fill_gaps(double *dist_km, const hel_panel *panel, const int *codes, size_t n, int year,
			    hel_distance_tally *tally, hel_error *error)
{
	for (size_t a = 0; a < n; a++) {
		for (size_t b = a + 1; b < n; b++) {
			if (!isnan(dist_km[a * n + b]))
				continue;
			const hel_capital_row *x = capital_of(panel, codes[a], year), *y = capital_of(panel, codes[b], year);
			if (!x || !y)
				return hel_fail(error, HEL_EDATA,
						"no distance between states %d and %d in %d, and no capital of %d", codes[a],
						codes[b], year, x ? codes[b] : codes[a]);
			dist_km[a * n + b] = dist_km[b * n + a] = hel_great_circle_km(x->lat, x->lon, y->lat, y->lon);
			tally->between_capitals++;
		}
	}
	return HEL_OK;
}

static int last_year(const hel_panel *panel, hel_table table, int year)
{
	const hel_source *source = hel_panel_source_of(panel, table);
	return source && year > source->to ? source->to : year;
}

hel_status hel_fill_distances(double *dist_km, hel_panel *panel, const int *codes, size_t n, int year,
			      hel_distance_tally *tally, hel_error *error)
{
	hel_places places = hel_places_of(codes, n);
	*tally = (hel_distance_tally){0};
	for (size_t a = 0; a < n; a++) {
		for (size_t b = 0; b < n; b++)
			dist_km[a * n + b] = a == b ? 0 : NAN;
	}
	if (year < FIRST_DISTANCE_YEAR)
		fill_neighbours(dist_km, panel, &places, n, year);
	else
		fill_from_source(dist_km, panel, &places, n, last_year(panel, HEL_TABLE_MINDIST, year));
	return fill_gaps(dist_km, panel, codes, n, year, tally, error);
}

void hel_fill_contiguity(uint8_t *contiguity, const hel_panel *panel, const hel_places *places, size_t n, int year)
{
	int covered = last_year(panel, HEL_TABLE_CONTIGUITY, year);
	memset(contiguity, 0, n * n);
	for (size_t r = 0; r < panel->contiguity.n; r++) {
		const hel_contiguity_row *row = &panel->contiguity.row[r];
		int a = places->of[row->low], b = places->of[row->high];
		if (!row->type || row->from / 10000 > covered || row->to / 10000 < covered || a < 0 || b < 0)
			continue;
		uint8_t *cell = &contiguity[(size_t)a * n + (size_t)b];
		if (!*cell || row->type < *cell)
			*cell = contiguity[(size_t)b * n + (size_t)a] = (uint8_t)row->type;
	}
}

void hel_fill_rivals(uint8_t *rival, const hel_panel *panel, const hel_places *places, size_t n, int year)
{
	int covered = last_year(panel, HEL_TABLE_RIVALRIES, year);
	memset(rival, 0, n * n);
	for (size_t r = 0; r < panel->rivalries.n; r++) {
		const hel_rivalry_row *row = &panel->rivalries.row[r];
		int a = places->of[row->low], b = places->of[row->high];
		if (row->from <= covered && row->to >= covered && a >= 0 && b >= 0)
			rival[(size_t)a * n + (size_t)b] = rival[(size_t)b * n + (size_t)a] = 1;
	}
}
