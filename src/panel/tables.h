/* tables.h: the tables of the data directory in memory. Rooms downstream read whole tables through it, others single values
 * through helsinki/panel.h. */
#ifndef HEL_PANEL_TABLES_H
#define HEL_PANEL_TABLES_H

#include "base/arena.h"
#include "helsinki/panel.h"

enum { HEL_CODES = 1000 }; /* COW codes are below */

typedef struct hel_spell_state {
	int ccode;
	const char *abbreviation, *name;
	hel_date from, to;
} hel_spell_state;

typedef struct hel_spell {
	int ccode;
	hel_date from, to;
} hel_spell;

typedef struct hel_nmc_row {
	int ccode, year;
	double value[HEL_CINC + 1];
} hel_nmc_row;

typedef struct hel_distance_row {
	int low, high, from, to; /* codes, years */
	double km;
} hel_distance_row;

typedef struct hel_contiguity_row {
	int low, high, type;
	hel_date from, to;
} hel_contiguity_row;

typedef struct hel_capital_row {
	int ccode;
	hel_date from, to;
	double lat, lon;
} hel_capital_row;

typedef struct hel_rivalry_row {
	int low, high, from, to;
} hel_rivalry_row;

typedef struct hel_owed_row { /* directed: first owes second */
	int first, second, from, to;
	unsigned owes;
} hel_owed_row;

typedef struct hel_member_row {
	int atopid, ccode;
	hel_date from, to;
	unsigned owes;
} hel_member_row;

typedef enum hel_change_kind { HEL_JOIN, HEL_LEAVE, HEL_NEW } hel_change_kind;

typedef struct hel_change_row {
	const char *id;
	int ccode;
	hel_date from, to;
	unsigned owes;
	hel_change_kind kind;
} hel_change_row;

typedef struct hel_pact_name {
	const char *name, *id, *title;
} hel_pact_name;

typedef struct hel_region_row {
	const char *region, *name;
	int ccode;
	hel_date from, to;
} hel_region_row;

#define HEL_ROWS(type) \
	struct {       \
		type *row; \
		size_t n;  \
	}

struct hel_panel {
	hel_arena *arena;
	char *directory;
	unsigned loaded;
	HEL_ROWS(hel_source) sources;
	HEL_ROWS(hel_spell_state) states;
	HEL_ROWS(hel_spell) majors;
	HEL_ROWS(hel_nmc_row) nmc;
	HEL_ROWS(hel_distance_row) distances;
	HEL_ROWS(hel_contiguity_row) contiguity;
	HEL_ROWS(hel_capital_row) capitals;
	HEL_ROWS(hel_rivalry_row) rivalries;
	HEL_ROWS(hel_owed_row) spells;
	HEL_ROWS(hel_member_row) members;
	HEL_ROWS(hel_owed_row) residue;
	HEL_ROWS(hel_change_row) changes;
	HEL_ROWS(hel_pact_name) names;
	HEL_ROWS(hel_region_row) regions;
	HEL_ROWS(hel_spell) nuclear;
	HEL_ROWS(hel_onset) onsets;
};

/* Loads one table unless it is there. */
hel_status hel_panel_need(hel_panel *panel, hel_table table, hel_error *error);

/* The source of a table. */
const hel_source *hel_panel_source_of(const hel_panel *panel, hel_table table);

/* The files behind the tables, in the order of hel_table; a table may have more than one (HEL_TABLE_PACTS). */
const char *hel_table_file(hel_table table);

static inline int hel_year_of(hel_date day)
{
	return day / 10000;
}

/* Loaders, one for each table: load.c and load_pacts.c. */
hel_status hel_load_states(hel_panel *panel, hel_error *error);
hel_status hel_load_majors(hel_panel *panel, hel_error *error);
hel_status hel_load_nmc(hel_panel *panel, hel_error *error);
hel_status hel_load_distances(hel_panel *panel, hel_error *error);
hel_status hel_load_contiguity(hel_panel *panel, hel_error *error);
hel_status hel_load_capitals(hel_panel *panel, hel_error *error);
hel_status hel_load_rivalries(hel_panel *panel, hel_error *error);
hel_status hel_load_spells(hel_panel *panel, hel_error *error);
hel_status hel_load_pacts(hel_panel *panel, hel_error *error);
hel_status hel_load_regions(hel_panel *panel, hel_error *error);
hel_status hel_load_nuclear(hel_panel *panel, hel_error *error);
hel_status hel_load_onsets(hel_panel *panel, hel_error *error);

/* Opens table `name`.csv of the panel's directory, whose path lives in the arena. */
struct hel_csv;
hel_status hel_panel_csv(struct hel_csv *csv, hel_panel *panel, const char *name, const char *const *column, size_t n_columns,
                         hel_error *error);
char *hel_panel_copy(hel_panel *panel, const char *text);

#endif
