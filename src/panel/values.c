/* values.c: one figure of a state or of a pair in a year, with its source, or NA with the reason. */
#include <math.h>

#include "base/fail.h"
#include "panel/tables.h"

static bool in_system(const hel_panel *panel, int ccode, int year)
{
	for (size_t s = 0; s < panel->states.n; s++) {
		const hel_spell_state *row = &panel->states.row[s];
		if (row->ccode == ccode && hel_year_of(row->from) <= year && hel_year_of(row->to) >= year)
			return true;
	}
	return false;
}

/* The year whose figure is taken: a later year than the source's last takes that one if it may be carried forward. */
static hel_status covered_year(hel_panel *panel, hel_table table, int year, bool carry, hel_value *value, hel_error *error)
{
	int from, to;
	hel_status status = hel_panel_need(panel, table, error);
	if (!status)
		status = hel_panel_need(panel, HEL_TABLE_STATES, error);
	if (!status)
		status = hel_panel_coverage(panel, table, &from, &to, error);
	if (status)
		return status;
	*value = (hel_value){NAN, year, HEL_NA_NONE, hel_table_file(table)};
	if (carry && year > to)
		value->year = to;
	if (value->year < from || value->year > to)
		value->na = HEL_NA_COVERAGE;
	return HEL_OK;
}

/* Last row of a state at or before a year. */
static const hel_yearly_row *find_nmc(const hel_panel *panel, int ccode, int year)
{
	size_t low = 0, high = panel->nmc.n;
	while (low < high) {
		size_t middle = (low + high) / 2;
		const hel_yearly_row *row = &panel->nmc.row[middle];
		if (row->code < ccode || (row->code == ccode && row->year < year))
			low = middle + 1;
		else
			high = middle;
	}
	const hel_yearly_row *row = low < panel->nmc.n ? &panel->nmc.row[low] : NULL;
	return row && row->code == ccode && row->year == year ? row : NULL;
}

static bool is_major(const hel_panel *panel, int ccode, int year)
{
	for (size_t m = 0; m < panel->majors.n; m++) {
		const hel_spell *row = &panel->majors.row[m];
		if (row->ccode == ccode && hel_year_of(row->from) <= year && hel_year_of(row->to) >= year)
			return true;
	}
	return false;
}

hel_status hel_panel_state_value(hel_panel *panel, hel_state_column column, int ccode, int year, bool carry_forward,
				 hel_value *value, hel_error *error)
{
	hel_table table = column == HEL_MAJOR ? HEL_TABLE_MAJORS : HEL_TABLE_NMC;
	hel_status status = covered_year(panel, table, year, carry_forward, value, error);
	if (status || value->na)
		return status;
	if (!in_system(panel, ccode, value->year)) {
		value->na = HEL_NA_SYSTEM;
	} else if (column == HEL_MAJOR) {
		value->value = is_major(panel, ccode, value->year);
	} else {
		const hel_yearly_row *row = find_nmc(panel, ccode, value->year);
		value->value = row ? row->value[column] : NAN;
		value->na = isnan(value->value) ? HEL_NA_SOURCE : HEL_NA_NONE;
	}
	return HEL_OK;
}

static double find_distance(const hel_panel *panel, int low_code, int high_code, int year)
{
	size_t low = 0, high = panel->distances.n;
	while (low < high) {
		size_t middle = (low + high) / 2;
		const hel_distance_row *row = &panel->distances.row[middle];
		if (row->low < low_code ||
		    (row->low == low_code && (row->high < high_code || (row->high == high_code && row->to < year))))
			low = middle + 1;
		else
			high = middle;
	}
	const hel_distance_row *row = low < panel->distances.n ? &panel->distances.row[low] : NULL;
	return row && row->low == low_code && row->high == high_code && row->from <= year ? row->km : NAN;
}

static const hel_capital_row *find_capital(const hel_panel *panel, int ccode, int year)
{
	for (size_t c = 0; c < panel->capitals.n; c++) {
		const hel_capital_row *row = &panel->capitals.row[c];
		if (row->ccode == ccode && hel_year_of(row->from) <= year && hel_year_of(row->to) >= year)
			return row;
	}
	return NULL;
}

/* Between capitals, on the sphere of radius 6371.0088 km (the mean radius of the Earth). */
static double capital_distance(const hel_panel *panel, int a, int b, int year)
{
	const hel_capital_row *x = find_capital(panel, a, year), *y = find_capital(panel, b, year);
	if (!x || !y)
		return NAN;
	double degree = acos(-1) / 180, dlat = (y->lat - x->lat) * degree, dlon = (y->lon - x->lon) * degree;
	double h =
	    sin(dlat / 2) * sin(dlat / 2) + cos(x->lat * degree) * cos(y->lat * degree) * sin(dlon / 2) * sin(dlon / 2);
	return 2 * 6371.0088 * asin(sqrt(fmin(h, 1)));
}

/* 0 where the source lists no row: it lists all contiguous pairs. The nearest kind of contiguity in the year. */
static double find_contiguity(const hel_panel *panel, int low, int high, int year)
{
	int best = 0;
	for (size_t c = 0; c < panel->contiguity.n; c++) {
		const hel_contiguity_row *row = &panel->contiguity.row[c];
		if (row->type && row->low == low && row->high == high && hel_year_of(row->from) <= year &&
		    hel_year_of(row->to) >= year && (!best || row->type < best))
			best = row->type;
	}
	return best;
}

static double find_rivalry(const hel_panel *panel, int low, int high, int year)
{
	for (size_t r = 0; r < panel->rivalries.n; r++) {
		const hel_rivalry_row *row = &panel->rivalries.row[r];
		if (row->low == low && row->high == high && row->from <= year && row->to >= year)
			return 1;
	}
	return 0;
}

static double find_owed(const hel_panel *panel, int first, int second, int year, unsigned flag)
{
	for (size_t s = 0; s < panel->spells.n; s++) {
		const hel_owed_row *row = &panel->spells.row[s];
		if (row->first == first && row->second == second && row->from <= year && row->to >= year)
			return (row->owes & flag) != 0;
	}
	return 0;
}

static hel_table table_of(hel_dyad_column column)
{
	switch (column) {
	case HEL_MINDIST_KM:
		return HEL_TABLE_MINDIST;
	case HEL_CAPDIST_KM:
		return HEL_TABLE_CAPITALS;
	case HEL_CONTIGUITY:
		return HEL_TABLE_CONTIGUITY;
	case HEL_RIVALRY:
		return HEL_TABLE_RIVALRIES;
	default:
		return HEL_TABLE_ATOP_SPELLS;
	}
}

static double dyad_figure(const hel_panel *panel, hel_dyad_column column, int code1, int code2, int year)
{
	int low = code1 < code2 ? code1 : code2, high = code1 < code2 ? code2 : code1;
	switch (column) {
	case HEL_MINDIST_KM:
		return find_distance(panel, low, high, year);
	case HEL_CAPDIST_KM:
		return capital_distance(panel, low, high, year);
	case HEL_CONTIGUITY:
		return find_contiguity(panel, low, high, year);
	case HEL_RIVALRY:
		return find_rivalry(panel, low, high, year);
	default:
		return find_owed(panel, code1, code2, year, 1u << (column - HEL_ATOP_DEFENSE));
	}
}

hel_status hel_panel_dyad_value(hel_panel *panel, hel_dyad_column column, int ccode1, int ccode2, int year,
				bool carry_forward, hel_value *value, hel_error *error)
{
	hel_status status = covered_year(panel, table_of(column), year, carry_forward, value, error);
	if (status || value->na)
		return status;
	if (ccode1 == ccode2 || !in_system(panel, ccode1, value->year) || !in_system(panel, ccode2, value->year)) {
		value->na = HEL_NA_SYSTEM;
		return HEL_OK;
	}
	value->value = dyad_figure(panel, column, ccode1, ccode2, value->year);
	value->na = isnan(value->value) ? HEL_NA_SOURCE : HEL_NA_NONE;
	return HEL_OK;
}
