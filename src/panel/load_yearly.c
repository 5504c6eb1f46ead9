/* load_yearly.c: tables of state-years: capabilities, democracy, GDP; and the organisations that pairs share. */
#include <math.h>

#include "base/csv.h"
#include "base/fail.h"
#include "panel/tables.h"

/* column: the code, the year, then the figures. */
static hel_status load_yearly(hel_panel *panel, hel_yearly_rows *to, const char *file, const char *const *column,
			      int n_columns, hel_error *error)
{
	hel_csv csv;
	hel_status status = hel_panel_csv(&csv, panel, file, column, (size_t)n_columns, error);
	if (status)
		return status;
	to->row = hel_arena_alloc(panel->arena, hel_csv_rows(&csv), sizeof *to->row);
	while (to->row && hel_csv_next(&csv)) {
		hel_yearly_row *row = &to->row[to->n++];
		*row = (hel_yearly_row){.code = hel_csv_int(&csv, 0), .year = hel_csv_int(&csv, 1)};
		for (int c = 2; c < n_columns; c++)
			row->value[c - 2] = hel_csv_double(&csv, c);
	}
	status = hel_csv_close(&csv);
	return status || to->row ? status : hel_fail_memory(error);
}

#define LOAD(rows, file, ...)                              \
	static const char *const column[] = {__VA_ARGS__}; \
	return load_yearly(panel, &panel->rows, file, column, sizeof column / sizeof *column, error)

hel_status hel_load_nmc(hel_panel *panel, hel_error *error)
{
	LOAD(nmc, "nmc", "ccode", "year", "milex", "milper", "irst", "pec", "tpop", "upop", "cinc");
}

hel_status hel_load_democracy(hel_panel *panel, hel_error *error)
{
	LOAD(democracy, "democracy", "ccode", "year", "euds", "aeuds", "polity2", "v2x_polyarchy");
}

hel_status hel_load_gw_democracy(hel_panel *panel, hel_error *error)
{
	LOAD(gw_democracy, "gw_democracy", "gwcode", "year", "euds", "aeuds", "polity2", "v2x_polyarchy");
}

hel_status hel_load_gdp(hel_panel *panel, hel_error *error)
{
	LOAD(gdp, "gdp", "ccode", "year", "mrgdppc", "sd_mrgdppc", "pwtrgdp", "sd_pwtrgdp", "pwtpop", "sd_pwtpop");
}

hel_status hel_load_gw_gdp(hel_panel *panel, hel_error *error)
{
	LOAD(gw_gdp, "gw_gdp", "gwcode", "year", "mrgdppc", "sd_mrgdppc", "pwtrgdp", "sd_pwtrgdp", "pwtpop", "sd_pwtpop");
}

/* Takes `7`, `7*3` or `-*2` off the list: the number of years it stands for, 0 at the end or if it is malformed. */
static int take_run(const char **at, int16_t *shared)
{
	int value = 0, years = 1;
	const char *c = *at;
	if (*c == '-') {
		value = -1;
		c++;
	} else {
		if (*c < '0' || *c > '9')
			return 0;
		for (; *c >= '0' && *c <= '9' && value < 1000; c++)
			value = 10 * value + (*c - '0');
	}
	if (*c == '*') {
		years = 0;
		for (c++; *c >= '0' && *c <= '9' && years < 1000; c++)
			years = 10 * years + (*c - '0');
	}
	if (*c != ' ' && *c)
		return 0;
	*at = c + (*c == ' ');
	*shared = (int16_t)value;
	return years;
}

enum { YEARS_MAX = 1000 };

static bool take_runs(hel_panel *panel, hel_igos_row *row, const char *at, bool *damaged)
{
	int16_t year[YEARS_MAX] = {0}, shared = 0;
	int years;
	while ((years = take_run(&at, &shared)) > 0 && row->n + (size_t)years <= YEARS_MAX) {
		for (int y = 0; y < years; y++)
			year[row->n++] = shared;
	}
	*damaged = *at != '\0';
	row->shared = hel_arena_alloc(panel->arena, row->n, sizeof *row->shared);
	for (size_t y = 0; row->shared && y < row->n; y++)
		row->shared[y] = year[y];
	return row->shared != NULL;
}

hel_status hel_load_igos(hel_panel *panel, hel_error *error)
{
	static const char *const column[] = {"ccode1", "ccode2", "from", "igos"};
	hel_csv csv;
	hel_status status = hel_panel_csv(&csv, panel, "igos", column, sizeof column / sizeof *column, error);
	if (status)
		return status;
	panel->igos.row = hel_arena_alloc(panel->arena, hel_csv_rows(&csv), sizeof *panel->igos.row);
	bool memory = panel->igos.row != NULL, damaged = false;
	while (memory && !damaged && hel_csv_next(&csv)) {
		hel_igos_row *row = &panel->igos.row[panel->igos.n++];
		*row = (hel_igos_row){hel_csv_int(&csv, 0), hel_csv_int(&csv, 1), hel_csv_int(&csv, 2), 0, NULL};
		memory = take_runs(panel, row, csv.field[3], &damaged);
	}
	int line = csv.line;
	status = hel_csv_close(&csv);
	if (!status && damaged)
		return hel_fail_at(error, HEL_EDATA, csv.file, line, 1, "damaged table: these are no runs of years");
	return status || memory ? status : hel_fail_memory(error);
}
