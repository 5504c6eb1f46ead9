/* load.c: tables of states and pairs of states. */
#include <math.h>
#include <string.h>

#include "base/csv.h"
#include "base/fail.h"
#include "panel/tables.h"

#define COLUMNS(...) static const char *const column[] = {__VA_ARGS__}
#define OPEN(name) hel_panel_csv(&csv, panel, name, column, sizeof column / sizeof *column, error)
#define ROOM(rows) ((rows).row = hel_arena_alloc(panel->arena, hel_csv_rows(&csv), sizeof *(rows).row))

hel_status hel_panel_csv(hel_csv *csv, hel_panel *panel, const char *name, const char *const *column, size_t n_columns,
                         hel_error *error)
{
	const char *path = hel_arena_printf(panel->arena, "%s/%s.csv", panel->directory, name);
	return path ? hel_csv_open(csv, path, column, n_columns, error) : hel_fail_memory(error);
}

char *hel_panel_copy(hel_panel *panel, const char *text)
{
	return hel_arena_copy(panel->arena, text, strlen(text));
}

static hel_status end(hel_csv *csv, bool memory, hel_error *error)
{
	hel_status status = hel_csv_close(csv);
	return status || memory ? status : hel_fail_memory(error);
}

hel_status hel_load_states(hel_panel *panel, hel_error *error)
{
	COLUMNS("ccode", "abbrev", "name", "from", "to");
	hel_csv csv;
	hel_status status = OPEN("states");
	if (status)
		return status;
	bool memory = ROOM(panel->states) != NULL;
	while (memory && hel_csv_next(&csv)) {
		hel_spell_state row = {hel_csv_int(&csv, 0), hel_panel_copy(panel, csv.field[1]), hel_panel_copy(panel, csv.field[2]),
		                       hel_csv_date(&csv, 3, 0), hel_csv_date(&csv, 4, HEL_FOREVER)};
		memory = row.abbreviation && row.name;
		panel->states.row[panel->states.n++] = row;
	}
	return end(&csv, memory, error);
}

hel_status hel_load_majors(hel_panel *panel, hel_error *error)
{
	COLUMNS("ccode", "from", "to");
	hel_csv csv;
	hel_status status = OPEN("majors");
	if (status)
		return status;
	bool memory = ROOM(panel->majors) != NULL;
	while (memory && hel_csv_next(&csv))
		panel->majors.row[panel->majors.n++] =
		    (hel_spell){hel_csv_int(&csv, 0), hel_csv_date(&csv, 1, 0), hel_csv_date(&csv, 2, HEL_FOREVER)};
	return end(&csv, memory, error);
}

hel_status hel_load_nuclear(hel_panel *panel, hel_error *error)
{
	COLUMNS("ccode", "from", "to");
	hel_csv csv;
	hel_status status = OPEN("nuclear");
	if (status)
		return status;
	bool memory = ROOM(panel->nuclear) != NULL;
	while (memory && hel_csv_next(&csv))
		panel->nuclear.row[panel->nuclear.n++] =
		    (hel_spell){hel_csv_int(&csv, 0), hel_csv_date(&csv, 1, 0), hel_csv_date(&csv, 2, HEL_FOREVER)};
	return end(&csv, memory, error);
}

hel_status hel_load_nmc(hel_panel *panel, hel_error *error)
{
	COLUMNS("ccode", "year", "milex", "milper", "irst", "pec", "tpop", "upop", "cinc");
	hel_csv csv;
	hel_status status = OPEN("nmc");
	if (status)
		return status;
	bool memory = ROOM(panel->nmc) != NULL;
	while (memory && hel_csv_next(&csv)) {
		hel_nmc_row *row = &panel->nmc.row[panel->nmc.n++];
		*row = (hel_nmc_row){.ccode = hel_csv_int(&csv, 0), .year = hel_csv_int(&csv, 1)};
		for (int c = 0; c <= HEL_CINC; c++)
			row->value[c] = hel_csv_double(&csv, 2 + c);
	}
	return end(&csv, memory, error);
}

hel_status hel_load_distances(hel_panel *panel, hel_error *error)
{
	COLUMNS("ccode1", "ccode2", "from", "to", "km");
	hel_csv csv;
	hel_status status = OPEN("mindist");
	if (status)
		return status;
	bool memory = ROOM(panel->distances) != NULL;
	while (memory && hel_csv_next(&csv))
		panel->distances.row[panel->distances.n++] =
		    (hel_distance_row){hel_csv_int(&csv, 0), hel_csv_int(&csv, 1), hel_csv_int(&csv, 2), hel_csv_int(&csv, 3),
		                       hel_csv_double(&csv, 4)};
	return end(&csv, memory, error);
}

hel_status hel_load_contiguity(hel_panel *panel, hel_error *error)
{
	COLUMNS("ccode1", "ccode2", "type", "from", "to");
	hel_csv csv;
	hel_status status = OPEN("contiguity");
	if (status)
		return status;
	bool memory = ROOM(panel->contiguity) != NULL;
	while (memory && hel_csv_next(&csv))
		panel->contiguity.row[panel->contiguity.n++] =
		    (hel_contiguity_row){hel_csv_int(&csv, 0), hel_csv_int(&csv, 1), hel_csv_int(&csv, 2), hel_csv_date(&csv, 3, 0),
		                         hel_csv_date(&csv, 4, HEL_FOREVER)};
	return end(&csv, memory, error);
}

hel_status hel_load_capitals(hel_panel *panel, hel_error *error)
{
	COLUMNS("ccode", "from", "to", "lat", "lon");
	hel_csv csv;
	hel_status status = OPEN("capitals");
	if (status)
		return status;
	bool memory = ROOM(panel->capitals) != NULL;
	while (memory && hel_csv_next(&csv))
		panel->capitals.row[panel->capitals.n++] =
		    (hel_capital_row){hel_csv_int(&csv, 0), hel_csv_date(&csv, 1, 0), hel_csv_date(&csv, 2, HEL_FOREVER),
		                      hel_csv_double(&csv, 3), hel_csv_double(&csv, 4)};
	return end(&csv, memory, error);
}

hel_status hel_load_rivalries(hel_panel *panel, hel_error *error)
{
	COLUMNS("ccode1", "ccode2", "from", "to");
	hel_csv csv;
	hel_status status = OPEN("rivalries");
	if (status)
		return status;
	bool memory = ROOM(panel->rivalries) != NULL;
	while (memory && hel_csv_next(&csv))
		panel->rivalries.row[panel->rivalries.n++] =
		    (hel_rivalry_row){hel_csv_int(&csv, 0), hel_csv_int(&csv, 1), hel_csv_int(&csv, 2), hel_csv_int_or(&csv, 3, 9999)};
	return end(&csv, memory, error);
}

hel_status hel_load_onsets(hel_panel *panel, hel_error *error)
{
	COLUMNS("attacker", "target", "year", "hostlev", "outcome");
	hel_csv csv;
	hel_status status = OPEN("mid_onsets");
	if (status)
		return status;
	bool memory = ROOM(panel->onsets) != NULL;
	while (memory && hel_csv_next(&csv))
		panel->onsets.row[panel->onsets.n++] =
		    (hel_onset){hel_csv_int(&csv, 0), hel_csv_int(&csv, 1), hel_csv_int(&csv, 2), hel_csv_int_or(&csv, 3, 0),
		                hel_csv_int_or(&csv, 4, 0)};
	return end(&csv, memory, error);
}

hel_status hel_load_regions(hel_panel *panel, hel_error *error)
{
	COLUMNS("region", "ccode", "name", "from", "to");
	hel_csv csv;
	hel_status status = OPEN("regions");
	if (status)
		return status;
	bool memory = ROOM(panel->regions) != NULL;
	const char *last = NULL;
	while (memory && hel_csv_next(&csv)) {
		if (!last || strcmp(last, csv.field[0]))
			last = hel_panel_copy(panel, csv.field[0]);
		hel_region_row row = {last, hel_panel_copy(panel, csv.field[2]), hel_csv_int_or(&csv, 1, 0), hel_csv_date(&csv, 3, 0),
		                      hel_csv_date(&csv, 4, HEL_FOREVER)};
		memory = row.region && row.name;
		panel->regions.row[panel->regions.n++] = row;
	}
	return end(&csv, memory, error);
}
