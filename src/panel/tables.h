/* tables.h: the tables of the data directory in memory. Rooms downstream read whole tables through it, others single values
 * through helsinki/panel.h. */
#ifndef HEL_PANEL_TABLES_H
#define HEL_PANEL_TABLES_H

#include "base/arena.h"
#include "base/hash.h"
#include "helsinki/panel.h"

enum { HEL_CODES = 1000 }; /* COW codes are below */

typedef struct hel_spell_state {
	int ccode; /* gwcode in the Gleditsch-Ward system */
	const char *abbreviation, *name;
	hel_date from, to;
	bool microstate; /* Gleditsch and Ward only */
} hel_spell_state;

typedef struct hel_spell {
	int ccode;
	hel_date from, to;
} hel_spell;

enum { HEL_YEARLY_MAX = 7 };

typedef struct hel_yearly_row { /* figures of one state and year, NAN where missing; sorted by code, year */
	int code, year;
	double value[HEL_YEARLY_MAX];
} hel_yearly_row;

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
	int low, high, from, to, id;
	bool positional, spatial, ideological, interventionary;
} hel_rivalry_row;

typedef struct hel_igos_row { /* shared organisations of a pair, year by year from `from` on; -1 is missing */
	int low, high, from;
	size_t n;
	int16_t *shared;
} hel_igos_row;

/* What a dispute-dyad-year says, in the order of data/mids.csv; state 1 is the one of low code. */
typedef enum hel_dispute_field {
	HEL_SIDEA1,
	HEL_FATALITY1,
	HEL_FATALITY2,
	HEL_FATALPRE1,
	HEL_FATALPRE2,
	HEL_HIACT1,
	HEL_HIACT2,
	HEL_HOSTLEV1,
	HEL_HOSTLEV2,
	HEL_ORIG1,
	HEL_ORIG2,
	HEL_FATALITY,
	HEL_HOSTLEV,
	HEL_MINDUR,
	HEL_MAXDUR,
	HEL_RECIP,
	HEL_STMON,
	HEL_DISPUTE_FIELDS
} hel_dispute_field;

typedef struct hel_dispute_row {
	int dispnum, low, high, year;
	bool onset;
	int field[HEL_DISPUTE_FIELDS]; /* -9 is unknown; deaths reach 405,400 */
} hel_dispute_row;

enum { HEL_WAR_SIDED = 4 }; /* side, initiator, outcome, batdeath: for the low code, then for the high */

typedef struct hel_war_row {
	int warnum, low, high, year;
	bool onset;
	double sided[HEL_WAR_SIDED][2]; /* -8 does not apply, -9 is unknown */
	double resume;
} hel_war_row;

typedef struct hel_code_row { /* the COW code that a Gleditsch-Ward state bears */
	int gwcode, from, to, ccode;
} hel_code_row;

typedef struct hel_owed_row { /* directed: first owes second */
	int first, second, from, to;
	unsigned owes;
} hel_owed_row;

typedef struct hel_member_row {
	int atopid, ccode;
	const char *id; /* atopid as text */
	hel_date from, to;
	unsigned owes;
} hel_member_row;

typedef enum hel_change_kind { HEL_JOIN, HEL_LEAVE, HEL_NEW } hel_change_kind;

/* Of a pact's id, so that the many rows of other pacts are passed by without comparing their letters. */
static inline uint32_t hel_id_key(const char *id)
{
	uint32_t key = HEL_HASH_START;
	for (; *id; id++)
		key = hel_hash(key, (unsigned char)*id);
	return key;
}

typedef struct hel_change_row {
	const char *id;
	uint32_t key; /* of id */
	int ccode;
	hel_date from, to;
	unsigned owes;
	hel_change_kind kind;
} hel_change_row;

typedef struct hel_pact_name {
	const char *name, *id, *title;
	uint32_t key; /* of id */
} hel_pact_name;

typedef struct hel_region_row {
	const char *region, *name;
	int ccode;
	hel_date from, to;
} hel_region_row;

typedef struct hel_host_row { /* the forces of one state are stationed in another */
	int ccode, host;
	hel_date from, to;
	bool verified;
} hel_host_row;

#define HEL_ROWS(type)     \
	struct {           \
		type *row; \
		size_t n;  \
	}

/* Tables that both state systems have. */
typedef HEL_ROWS(hel_spell_state) hel_state_rows;
typedef HEL_ROWS(hel_yearly_row) hel_yearly_rows;
typedef HEL_ROWS(hel_distance_row) hel_distance_rows;
typedef HEL_ROWS(hel_capital_row) hel_capital_rows;
typedef HEL_ROWS(hel_dispute_row) hel_dispute_rows;

/* One figure of a fitted model: kind is "estimate" of a term, "covariance" of two, "least" and "greatest" value of a term in the
 * sample, or a "fact" whose name is in `term`. */
typedef struct hel_estimate_row {
	const char *model, *kind, *term, *other;
	double value;
} hel_estimate_row;

struct hel_panel {
	hel_arena *arena;
	char *directory;
	unsigned loaded;
	HEL_ROWS(hel_source) sources;
	hel_state_rows states, gw_states;
	HEL_ROWS(hel_spell) majors;
	hel_yearly_rows nmc, democracy, gdp, gw_democracy, gw_gdp;
	hel_distance_rows distances, gw_distances;
	HEL_ROWS(hel_contiguity_row) contiguity;
	hel_capital_rows capitals, gw_capitals;
	HEL_ROWS(hel_rivalry_row) rivalries;
	HEL_ROWS(hel_owed_row) spells;
	HEL_ROWS(hel_member_row) members;
	HEL_ROWS(hel_owed_row) residue;
	HEL_ROWS(hel_change_row) changes;
	HEL_ROWS(hel_pact_name) names;
	HEL_ROWS(hel_region_row) regions;
	HEL_ROWS(hel_spell) nuclear;
	HEL_ROWS(hel_onset) onsets;
	HEL_ROWS(hel_igos_row) igos;
	hel_dispute_rows mids, gml_mids;
	HEL_ROWS(hel_war_row) wars;
	HEL_ROWS(hel_code_row) gw_codes;
	HEL_ROWS(hel_estimate_row) estimates;
	HEL_ROWS(hel_host_row) hosts;
	HEL_ROWS(hel_ledger_row) ledger;
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

/* Loaders, one for each table: load.c, load_yearly.c, load_disputes.c, load_kept.c, load_pacts.c. */
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
hel_status hel_load_democracy(hel_panel *panel, hel_error *error);
hel_status hel_load_gdp(hel_panel *panel, hel_error *error);
hel_status hel_load_igos(hel_panel *panel, hel_error *error);
hel_status hel_load_mids(hel_panel *panel, hel_error *error);
hel_status hel_load_gml_mids(hel_panel *panel, hel_error *error);
hel_status hel_load_wars(hel_panel *panel, hel_error *error);
hel_status hel_load_estimates(hel_panel *panel, hel_error *error);
hel_status hel_load_hosts(hel_panel *panel, hel_error *error);
hel_status hel_load_ledger(hel_panel *panel, hel_error *error);
hel_status hel_load_gw_states(hel_panel *panel, hel_error *error);
hel_status hel_load_gw_codes(hel_panel *panel, hel_error *error);
hel_status hel_load_gw_capitals(hel_panel *panel, hel_error *error);
hel_status hel_load_gw_distances(hel_panel *panel, hel_error *error);
hel_status hel_load_gw_democracy(hel_panel *panel, hel_error *error);
hel_status hel_load_gw_gdp(hel_panel *panel, hel_error *error);

/* Opens table `name`.csv of the panel's directory, whose path lives in the arena. */
struct hel_csv;
hel_status hel_panel_csv(struct hel_csv *csv, hel_panel *panel, const char *name, const char *const *column,
			 size_t n_columns, hel_error *error);
char *hel_panel_copy(hel_panel *panel, const char *text);

#endif
