/* load_disputes.c: dispute- and war-dyad-years, one row for both directions. */
#include "base/csv.h"
#include "base/fail.h"
#include "panel/tables.h"

static hel_status load_disputes(hel_panel *panel, hel_dispute_rows *to, const char *file, hel_error *error)
{
	static const char *const column[] = {"dispnum",   "ccode1",    "ccode2",    "year",      "onset",    "sidea1",
					     "fatality1", "fatality2", "fatalpre1", "fatalpre2", "hiact1",   "hiact2",
					     "hostlev1",  "hostlev2",  "orig1",     "orig2",     "fatality", "hostlev",
					     "mindur",    "maxdur",    "recip",     "stmon"};
	enum { FIRST_FIELD = 5 };
	hel_csv csv;
	hel_status status = hel_panel_csv(&csv, panel, file, column, sizeof column / sizeof *column, error);
	if (status)
		return status;
	to->row = hel_arena_alloc(panel->arena, hel_csv_rows(&csv), sizeof *to->row);
	while (to->row && hel_csv_next(&csv)) {
		hel_dispute_row *row = &to->row[to->n++];
		*row = (hel_dispute_row){.dispnum = hel_csv_int(&csv, 0),
					 .low = hel_csv_int(&csv, 1),
					 .high = hel_csv_int(&csv, 2),
					 .year = hel_csv_int(&csv, 3),
					 .onset = hel_csv_int(&csv, 4) != 0};
		for (int f = 0; f < HEL_DISPUTE_FIELDS; f++)
			row->field[f] = hel_csv_int(&csv, FIRST_FIELD + f);
	}
	status = hel_csv_close(&csv);
	return status || to->row ? status : hel_fail_memory(error);
}

hel_status hel_load_mids(hel_panel *panel, hel_error *error)
{
	return load_disputes(panel, &panel->mids, "mids", error);
}

hel_status hel_load_gml_mids(hel_panel *panel, hel_error *error)
{
	return load_disputes(panel, &panel->gml_mids, "gml_mids", error);
}

hel_status hel_load_wars(hel_panel *panel, hel_error *error)
{
	static const char *const column[] = {"warnum",   "ccode1",    "ccode2",     "year",       "onset",
					     "side1",    "side2",     "initiator1", "initiator2", "outcome1",
					     "outcome2", "batdeath1", "batdeath2",  "resume"};
	enum { FIRST_SIDED = 5 };
	hel_csv csv;
	hel_status status = hel_panel_csv(&csv, panel, "wars", column, sizeof column / sizeof *column, error);
	if (status)
		return status;
	panel->wars.row = hel_arena_alloc(panel->arena, hel_csv_rows(&csv), sizeof *panel->wars.row);
	while (panel->wars.row && hel_csv_next(&csv)) {
		hel_war_row *row = &panel->wars.row[panel->wars.n++];
		*row = (hel_war_row){.warnum = hel_csv_int(&csv, 0),
				     .low = hel_csv_int(&csv, 1),
				     .high = hel_csv_int(&csv, 2),
				     .year = hel_csv_int(&csv, 3),
				     .onset = hel_csv_int(&csv, 4) != 0};
		for (int f = 0; f < HEL_WAR_SIDED; f++) {
			row->sided[f][0] = hel_csv_double(&csv, FIRST_SIDED + 2 * f);
			row->sided[f][1] = hel_csv_double(&csv, FIRST_SIDED + 2 * f + 1);
		}
		row->resume = hel_csv_double(&csv, FIRST_SIDED + 2 * HEL_WAR_SIDED);
	}
	status = hel_csv_close(&csv);
	return status || panel->wars.row ? status : hel_fail_memory(error);
}
