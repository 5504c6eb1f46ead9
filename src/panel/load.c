/* load.c: tables of states and pairs of states. */
#include <math.h>
#include <string.h>

#include "panel/loading.h"

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

static hel_status load_states(hel_panel *panel, hel_state_rows *to, const char *file, const char *const column[5],
			      hel_error *error)
{
	hel_csv csv;
	hel_status status = hel_panel_csv(&csv, panel, file, column, 5, error);
	if (status)
		return status;
	bool memory = ROOM(*to) != NULL;
	while (memory && hel_csv_next(&csv)) {
		hel_spell_state row = {
		    hel_csv_int(&csv, 0),     hel_panel_copy(panel, csv.field[1]), hel_panel_copy(panel, csv.field[2]),
		    hel_csv_date(&csv, 3, 0), hel_csv_date(&csv, 4, HEL_FOREVER),  false};
		memory = row.abbreviation && row.name;
		to->row[to->n++] = row;
	}
	return hel_close_table(&csv, memory, error);
}

hel_status hel_load_states(hel_panel *panel, hel_error *error)
{
	COLUMNS("ccode", "abbrev", "name", "from", "to");
	return load_states(panel, &panel->states, "states", column, error);
}

static hel_status load_microstates(hel_panel *panel, hel_error *error)
{
	COLUMNS("microstate");
	hel_csv csv;
	hel_status status = OPEN("gw_states");
	for (size_t s = 0; !status && s < panel->gw_states.n && hel_csv_next(&csv); s++)
		panel->gw_states.row[s].microstate = hel_csv_int(&csv, 0) != 0;
	return status ? status : hel_csv_close(&csv);
}

hel_status hel_load_gw_states(hel_panel *panel, hel_error *error)
{
	COLUMNS("gwcode", "abbrev", "name", "from", "to");
	hel_status status = load_states(panel, &panel->gw_states, "gw_states", column, error);
	return status ? status : load_microstates(panel, error);
}

hel_status hel_load_gw_codes(hel_panel *panel, hel_error *error)
{
	COLUMNS("gwcode", "from", "to", "ccode");
	hel_csv csv;
	hel_status status = OPEN("gw_codes");
	if (status)
		return status;
	bool memory = ROOM(panel->gw_codes) != NULL;
	while (memory && hel_csv_next(&csv))
		panel->gw_codes.row[panel->gw_codes.n++] = (hel_code_row){
		    hel_csv_int(&csv, 0), hel_csv_int(&csv, 1), hel_csv_int_or(&csv, 2, 9999), hel_csv_int(&csv, 3)};
	return hel_close_table(&csv, memory, error);
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
	return hel_close_table(&csv, memory, error);
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
	return hel_close_table(&csv, memory, error);
}

hel_status hel_load_estimates(hel_panel *panel, hel_error *error)
{
	COLUMNS("model", "kind", "term", "other", "value");
	hel_csv csv;
	hel_status status = OPEN("estimates");
	if (status)
		return status;
	bool memory = ROOM(panel->estimates) != NULL;
	while (memory && hel_csv_next(&csv)) {
		hel_estimate_row row = {hel_panel_copy(panel, csv.field[0]), hel_panel_copy(panel, csv.field[1]),
					hel_panel_copy(panel, csv.field[2]), hel_panel_copy(panel, csv.field[3]),
					hel_csv_double(&csv, 4)};
		memory = row.model && row.kind && row.term && row.other;
		panel->estimates.row[panel->estimates.n++] = row;
	}
	return hel_close_table(&csv, memory, error);
}

static hel_status load_distances(hel_panel *panel, hel_distance_rows *to, const char *file, const char *const column[5],
				 hel_error *error)
{
	hel_csv csv;
	hel_status status = hel_panel_csv(&csv, panel, file, column, 5, error);
	if (status)
		return status;
	bool memory = ROOM(*to) != NULL;
	while (memory && hel_csv_next(&csv))
		to->row[to->n++] = (hel_distance_row){hel_csv_int(&csv, 0), hel_csv_int(&csv, 1), hel_csv_int(&csv, 2),
						      hel_csv_int(&csv, 3), hel_csv_double(&csv, 4)};
	return hel_close_table(&csv, memory, error);
}

hel_status hel_load_distances(hel_panel *panel, hel_error *error)
{
	COLUMNS("ccode1", "ccode2", "from", "to", "km");
	return load_distances(panel, &panel->distances, "mindist", column, error);
}

hel_status hel_load_gw_distances(hel_panel *panel, hel_error *error)
{
	COLUMNS("gwcode1", "gwcode2", "from", "to", "km");
	return load_distances(panel, &panel->gw_distances, "gw_mindist", column, error);
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
		    (hel_contiguity_row){hel_csv_int(&csv, 0), hel_csv_int(&csv, 1), hel_csv_int(&csv, 2),
					 hel_csv_date(&csv, 3, 0), hel_csv_date(&csv, 4, HEL_FOREVER)};
	return hel_close_table(&csv, memory, error);
}

static hel_status load_capitals(hel_panel *panel, hel_capital_rows *to, const char *file, const char *const column[5],
				hel_error *error)
{
	hel_csv csv;
	hel_status status = hel_panel_csv(&csv, panel, file, column, 5, error);
	if (status)
		return status;
	bool memory = ROOM(*to) != NULL;
	while (memory && hel_csv_next(&csv))
		to->row[to->n++] =
		    (hel_capital_row){hel_csv_int(&csv, 0), hel_csv_date(&csv, 1, 0), hel_csv_date(&csv, 2, HEL_FOREVER),
				      hel_csv_double(&csv, 3), hel_csv_double(&csv, 4)};
	return hel_close_table(&csv, memory, error);
}

hel_status hel_load_capitals(hel_panel *panel, hel_error *error)
{
	COLUMNS("ccode", "from", "to", "lat", "lon");
	return load_capitals(panel, &panel->capitals, "capitals", column, error);
}

hel_status hel_load_gw_capitals(hel_panel *panel, hel_error *error)
{
	COLUMNS("gwcode", "from", "to", "lat", "lon");
	return load_capitals(panel, &panel->gw_capitals, "gw_capitals", column, error);
}

hel_status hel_load_rivalries(hel_panel *panel, hel_error *error)
{
	COLUMNS("ccode1", "ccode2", "from", "to", "id", "types");
	hel_csv csv;
	hel_status status = OPEN("rivalries");
	if (status)
		return status;
	bool memory = ROOM(panel->rivalries) != NULL;
	while (memory && hel_csv_next(&csv)) {
		const char *types = csv.field[5];
		panel->rivalries.row[panel->rivalries.n++] = (hel_rivalry_row){
		    hel_csv_int(&csv, 0),          hel_csv_int(&csv, 1),         hel_csv_int(&csv, 2),
		    hel_csv_int_or(&csv, 3, 9999), hel_csv_int(&csv, 4),         strstr(types, "positional"),
		    strstr(types, "spatial"),      strstr(types, "ideological"), strstr(types, "interventionary")};
	}
	return hel_close_table(&csv, memory, error);
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
	return hel_close_table(&csv, memory, error);
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
		hel_region_row row = {last, hel_panel_copy(panel, csv.field[2]), hel_csv_int_or(&csv, 1, 0),
				      hel_csv_date(&csv, 3, 0), hel_csv_date(&csv, 4, HEL_FOREVER)};
		memory = row.region && row.name;
		panel->regions.row[panel->regions.n++] = row;
	}
	return hel_close_table(&csv, memory, error);
}
