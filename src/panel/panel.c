/* panel.c: the data directory: where it is, what is in it, and which tables are in memory. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/csv.h"
#include "base/fail.h"
#include "panel/tables.h"

static const struct {
	const char *file; /* the one that says what years are covered */
	hel_status (*load)(hel_panel *panel, hel_error *error);
} tables[HEL_TABLES] = {
    [HEL_TABLE_STATES] = {"states", hel_load_states},
    [HEL_TABLE_MAJORS] = {"majors", hel_load_majors},
    [HEL_TABLE_NMC] = {"nmc", hel_load_nmc},
    [HEL_TABLE_MINDIST] = {"mindist", hel_load_distances},
    [HEL_TABLE_CONTIGUITY] = {"contiguity", hel_load_contiguity},
    [HEL_TABLE_CAPITALS] = {"capitals", hel_load_capitals},
    [HEL_TABLE_RIVALRIES] = {"rivalries", hel_load_rivalries},
    [HEL_TABLE_ATOP_SPELLS] = {"atop_spells", hel_load_spells},
    [HEL_TABLE_PACTS] = {"atop_members", hel_load_pacts},
    [HEL_TABLE_REGIONS] = {"regions", hel_load_regions},
    [HEL_TABLE_NUCLEAR] = {"nuclear", hel_load_nuclear},
    [HEL_TABLE_ONSETS] = {"mid_onsets", hel_load_onsets},
    [HEL_TABLE_DEMOCRACY] = {"democracy", hel_load_democracy},
    [HEL_TABLE_GDP] = {"gdp", hel_load_gdp},
    [HEL_TABLE_IGOS] = {"igos", hel_load_igos},
    [HEL_TABLE_MIDS] = {"mids", hel_load_mids},
    [HEL_TABLE_GML_MIDS] = {"gml_mids", hel_load_gml_mids},
    [HEL_TABLE_WARS] = {"wars", hel_load_wars},
    [HEL_TABLE_GW_STATES] = {"gw_states", hel_load_gw_states},
    [HEL_TABLE_GW_CODES] = {"gw_codes", hel_load_gw_codes},
    [HEL_TABLE_GW_CAPITALS] = {"gw_capitals", hel_load_gw_capitals},
    [HEL_TABLE_GW_MINDIST] = {"gw_mindist", hel_load_gw_distances},
    [HEL_TABLE_GW_DEMOCRACY] = {"gw_democracy", hel_load_gw_democracy},
    [HEL_TABLE_GW_GDP] = {"gw_gdp", hel_load_gw_gdp},
    [HEL_TABLE_ESTIMATES] = {"estimates", hel_load_estimates},
    [HEL_TABLE_HOSTS] = {"hosts", hel_load_hosts},
    [HEL_TABLE_LEDGER] = {"ledger", hel_load_ledger},
};

const char *hel_table_file(hel_table table)
{
	return tables[table].file;
}

const char *hel_na_text(hel_na na)
{
	static const char *const text[] = {
#define ROW(code, words) [code] = words,
	    HEL_NA_LIST(ROW)
#undef ROW
	};
	return text[na];
}

const char *hel_state_column_name(hel_state_column column)
{
	static const char *const text[] = {
#define ROW(code, words) [code] = words,
	    HEL_STATE_COLUMN_LIST(ROW)
#undef ROW
	};
	return text[column];
}

const char *hel_dyad_column_name(hel_dyad_column column)
{
	static const char *const text[] = {
#define ROW(code, words) [code] = words,
	    HEL_DYAD_COLUMN_LIST(ROW)
#undef ROW
	};
	return text[column];
}

static bool is_directory(const char *path)
{
	struct stat about;
	return !stat(path, &about) && S_ISDIR(about.st_mode);
}

static const char *find_directory(const char *asked)
{
	const char *set = getenv("HELSINKI_DATA");
	if (asked)
		return asked;
	if (set && *set)
		return set;
	return is_directory(HEL_SOURCE_DATA) ? HEL_SOURCE_DATA : HEL_INSTALL_DATA;
}

static hel_status read_sources(hel_panel *panel, hel_error *error)
{
	static const char *const column[] = {"file", "title",  "release", "from",   "to",
					     "rows", "sha256", "licence", "bibkey", "citation"};
	hel_csv csv;
	hel_status status = hel_panel_csv(&csv, panel, "sources", column, sizeof column / sizeof *column, error);
	if (status)
		return status;
	panel->sources.row = hel_arena_alloc(panel->arena, hel_csv_rows(&csv), sizeof *panel->sources.row);
	bool memory = panel->sources.row != NULL;
	while (memory && hel_csv_next(&csv)) {
		hel_source row = {
		    .from = hel_csv_int(&csv, 3), .to = hel_csv_int(&csv, 4), .rows = (size_t)hel_csv_int(&csv, 5)};
		const char **text[] = {&row.file,    &row.title,  &row.release, &row.sha256,
				       &row.licence, &row.bibkey, &row.citation};
		static const int place[] = {0, 1, 2, 6, 7, 8, 9};
		for (size_t t = 0; memory && t < sizeof text / sizeof *text; t++)
			memory = (*text[t] = hel_panel_copy(panel, csv.field[place[t]])) != NULL;
		panel->sources.row[panel->sources.n++] = row;
	}
	status = hel_csv_close(&csv);
	return status || memory ? status : hel_fail_memory(error);
}

hel_status hel_panel_open(hel_panel **panel, const char *directory, hel_error *error)
{
	const char *path = find_directory(directory);
	if (!is_directory(path))
		return hel_fail(error, HEL_EDATA, "there is no data directory '%s'", path);
	hel_arena *arena = hel_arena_new();
	hel_panel *made = arena ? hel_arena_alloc(arena, 1, sizeof *made) : NULL;
	if (!made) {
		hel_arena_free(arena);
		return hel_fail_memory(error);
	}
	made->arena = arena;
	made->directory = hel_panel_copy(made, path);
	hel_status status = made->directory ? read_sources(made, error) : hel_fail_memory(error);
	if (status)
		hel_panel_free(made);
	else
		*panel = made;
	return status;
}

void hel_panel_free(hel_panel *panel)
{
	if (panel)
		hel_arena_free(panel->arena);
}

hel_status hel_panel_need(hel_panel *panel, hel_table table, hel_error *error)
{
	if (panel->loaded >> table & 1)
		return HEL_OK;
	hel_status status = tables[table].load(panel, error);
	if (!status)
		panel->loaded |= 1u << table;
	return status;
}

hel_status hel_panel_load(hel_panel *panel, unsigned wanted, hel_error *error)
{
	hel_status status = HEL_OK;
	for (int table = 0; !status && table < HEL_TABLES; table++) {
		if (wanted >> table & 1)
			status = hel_panel_need(panel, (hel_table)table, error);
	}
	return status;
}

const char *hel_panel_directory(const hel_panel *panel)
{
	return panel->directory;
}

const hel_source *hel_panel_sources(const hel_panel *panel, size_t *n)
{
	*n = panel->sources.n;
	return panel->sources.row;
}

const hel_source *hel_panel_source_of(const hel_panel *panel, hel_table table)
{
	for (size_t s = 0; s < panel->sources.n; s++) {
		if (!strcmp(panel->sources.row[s].file, tables[table].file))
			return &panel->sources.row[s];
	}
	return NULL;
}

hel_status hel_panel_coverage(hel_panel *panel, hel_table table, int *from, int *to, hel_error *error)
{
	const hel_source *source = hel_panel_source_of(panel, table);
	if (!source)
		return hel_fail(error, HEL_EDATA, "damaged data: sources.csv lacks '%s'", tables[table].file);
	*from = source->from;
	*to = source->to;
	return HEL_OK;
}

hel_status hel_panel_onsets(hel_panel *panel, const hel_onset **onset, size_t *n, hel_error *error)
{
	hel_status status = hel_panel_need(panel, HEL_TABLE_ONSETS, error);
	if (status)
		return status;
	*onset = panel->onsets.row;
	*n = panel->onsets.n;
	return HEL_OK;
}
