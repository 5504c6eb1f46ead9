/* distance.c: how far apart: contiguity, minimum distance, distance between capitals. All symmetric. */
#include <math.h>

#include "base/fail.h"
#include "dyads/table.h"

/* The last year a spell is used for: one that is open in the source's last year goes on if figures are carried forward. */
static int until(const hel_years *years, int to)
{
	return to >= years->to ? years->until : to;
}

/* The type in force in a year: that of the first day of the year that has one. The source's rows of type 0 run beside the others
 * and say nothing; peacesciencer, which reads the lower type first, lets them hide a border (docs/parity.md). */
static int type_in(const hel_dyads *d, const hel_contiguity_row *row, size_t n, int year)
{
	hel_date first = HEL_FOREVER;
	int type = 0;
	for (size_t r = 0; r < n; r++) {
		hel_date from = hel_year_of(row[r].from) < year ? HEL_DATE(year, 1, 1) : row[r].from;
		if (hel_year_of(row[r].from) > year || hel_year_of(row[r].to) < year ||
		    (!row[r].type && !d->request.peacesciencer))
			continue;
		if (from < first || (from == first && row[r].type < type)) {
			first = from;
			type = row[r].type;
		}
	}
	return type;
}

/* The spans of one pair, all of whose rows are given. */
static bool add_contiguity(hel_dyads *d, hel_spans *spans, const hel_contiguity_row *row, size_t n, const hel_years *years)
{
	bool memory = true;
	for (int from = years->from, to; memory && from <= years->to; from = to + 1) {
		int type = type_in(d, row, n, from);
		for (to = from; to < years->to && type_in(d, row, n, to + 1) == type;)
			to++;
		if (type)
			memory = hel_spans_add_codes(d, spans, &d->cow, row->low, row->high, from, until(years, to),
						     1 + (uint32_t)type);
	}
	return memory;
}

hel_status hel_dyads_add_contiguity(hel_dyads *d, hel_error *error)
{
	hel_years years;
	hel_status status = hel_panel_need(d->panel, HEL_TABLE_CONTIGUITY, error);
	if (!status)
		status = hel_dyads_years(d, HEL_SOURCE_CONTIGUITY, true, &years, error);
	if (status)
		return status;
	const hel_contiguity_row *row = d->panel->contiguity.row;
	hel_dictionary *dictionary = hel_dictionary_new(d, 1);
	hel_spans *spans = hel_spans_new(d, true);
	uint32_t *of_year = hel_of_year(d, years.from, years.until, 1);
	bool memory = dictionary && spans && of_year;
	for (int type = 0; memory && type <= 5; type++)
		memory = hel_dictionary_add(d, dictionary, &(double){type}) != 0;
	for (size_t r = 0, end; memory && r < d->panel->contiguity.n; r = end) {
		for (end = r; end < d->panel->contiguity.n && row[end].low == row[r].low && row[end].high == row[r].high;
		     end++) {
			if (row[end].type < 0 || row[end].type > 5)
				return hel_fail(error, HEL_EDATA, "damaged data: a contiguity of type %d", row[end].type);
		}
		memory = add_contiguity(d, spans, row + r, end - r, &years);
	}
	if (!memory)
		return hel_fail_memory(error);
	d->contiguity = &d->block[d->n_blocks];
	return hel_block_add_pairs(d, HEL_SOURCE_CONTIGUITY, dictionary, spans, of_year, error);
}

hel_status hel_dyads_add_mindist(hel_dyads *d, hel_error *error)
{
	hel_years years;
	bool gw = d->request.system == HEL_SYSTEM_GW;
	const hel_distance_rows *rows = gw ? &d->panel->gw_distances : &d->panel->distances;
	hel_status status = hel_panel_need(d->panel, gw ? HEL_TABLE_GW_MINDIST : HEL_TABLE_MINDIST, error);
	if (!status)
		status = hel_dyads_years(d, HEL_SOURCE_MINDIST, true, &years, error);
	if (status)
		return status;
	hel_dictionary *dictionary = hel_dictionary_new(d, 1);
	hel_spans *spans = hel_spans_new(d, true);
	uint32_t *of_year = hel_of_year(d, 1, 0, 0); /* a pair that is not listed has no distance: NA */
	bool memory = dictionary && spans && of_year;
	for (size_t r = 0; memory && r < rows->n; r++) {
		const hel_distance_row *row = &rows->row[r];
		uint32_t entry = hel_dictionary_add(d, dictionary, &row->km);
		memory = entry && hel_spans_add_codes(d, spans, &d->own, row->low, row->high, row->from,
						      until(&years, row->to), entry);
	}
	return memory ? hel_block_add_pairs(d, HEL_SOURCE_MINDIST, dictionary, spans, of_year, error) : hel_fail_memory(error);
}

/* peacesciencer takes the equator's radius, 6378.137 km, which makes every distance 0.11 % longer than on the sphere of the
 * Earth's mean radius. */
static double great_circle_km(const hel_capital_row *x, const hel_capital_row *y, double radius)
{
	double degree = acos(-1) / 180, dlat = (y->lat - x->lat) * degree, dlon = (y->lon - x->lon) * degree;
	double h =
	    sin(dlat / 2) * sin(dlat / 2) + cos(x->lat * degree) * cos(y->lat * degree) * sin(dlon / 2) * sin(dlon / 2);
	return 2 * radius * asin(sqrt(fmin(h, 1)));
}

/* The first capital of each state and year, from 1; 0 where the source names none. */
static uint32_t *capitals_of(hel_dyads *d, const hel_capital_rows *rows)
{
	uint32_t *capital = hel_arena_alloc(d->arena, (size_t)d->n_states * (size_t)d->n_years, sizeof *capital);
	for (size_t r = rows->n; capital && r > 0; r--) {
		const hel_capital_row *row = &rows->row[r - 1];
		for (size_t b = d->own.start[row->ccode]; b < d->own.start[row->ccode + 1]; b++) {
			for (int y = 0; y < d->n_years; y++) {
				if (HEL_FIRST_YEAR + y >= hel_year_of(row->from) &&
				    HEL_FIRST_YEAR + y <= hel_year_of(row->to))
					capital[hel_state_year(d, d->own.bearer[b].place, y)] = (uint32_t)r;
			}
		}
	}
	return capital;
}

hel_status hel_dyads_add_capdist(hel_dyads *d, hel_error *error)
{
	bool gw = d->request.system == HEL_SYSTEM_GW;
	const hel_capital_rows *rows = gw ? &d->panel->gw_capitals : &d->panel->capitals;
	double radius = d->request.peacesciencer ? 6378.137 : 6371.0088;
	hel_status status = hel_panel_need(d->panel, gw ? HEL_TABLE_GW_CAPITALS : HEL_TABLE_CAPITALS, error);
	if (status)
		return status;
	hel_dictionary *dictionary = hel_dictionary_new(d, 1);
	uint32_t *capital = capitals_of(d, rows);
	bool memory = dictionary && capital;
	for (size_t a = 0; memory && a < rows->n; a++) {
		for (size_t b = 0; memory && b < rows->n; b++) {
			double km = great_circle_km(&rows->row[a], &rows->row[b], radius);
			memory = hel_dictionary_add(d, dictionary, &km) != 0;
		}
	}
	if (!memory)
		return hel_fail_memory(error);
	hel_block block = {
	    .kind = HEL_BLOCK_PRODUCT, .dictionary = dictionary, .of_state_year = capital, .places = (uint32_t)rows->n};
	return hel_block_add(d, block, HEL_SOURCE_CAPDIST, 0, 0, error);
}
