/* panel.h: facts with their dates, releases and sources. Any state-year or dyad-year value, or NA with the reason.
 *
 * A panel is opened on a data directory and loads a table when it is first asked for one, so a command pays for what it
 * uses.
 *
 * Loading a table changes the panel, so a panel whose tables are not all there belongs to one thread. Once hel_panel_load has
 * loaded every table (~0u), nothing changes it any more: any number of threads may then call every function that takes a panel
 * at once, those of the rooms downstream among them (hel_scenario_parse, hel_assess, hel_externalities_make, ...), but
 * hel_panel_check and hel_panel_free. */
#ifndef HELSINKI_PANEL_H
#define HELSINKI_PANEL_H

#include <stdbool.h>
#include <stdint.h>

#include "helsinki/error.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hel_panel hel_panel;

/** A day as year * 10000 + month * 100 + day, so that days compare as numbers. */
typedef int32_t hel_date;
#define HEL_DATE(year, month, day) ((hel_date)((year)*10000 + (month)*100 + (day)))
#define HEL_FOREVER ((hel_date)99991231)

/* Why a value is missing. Never 0 for NA. */
#define HEL_NA_LIST(X)                                        \
	X(HEL_NA_NONE, "present")                             \
	X(HEL_NA_COVERAGE, "outside the source's years")      \
	X(HEL_NA_SYSTEM, "not in the state system that year") \
	X(HEL_NA_SOURCE, "missing in the source")

typedef enum hel_na {
#define HEL_NA_ENUM(code, text) code,
	HEL_NA_LIST(HEL_NA_ENUM)
#undef HEL_NA_ENUM
} hel_na;

HEL_API const char *hel_na_text(hel_na na);

/** A figure and where it comes from. value is NAN when na is not HEL_NA_NONE. year is the year the value was recorded for;
 *  it differs from the year asked for only if the value was carried forward. source is a file of `data/` without ".csv"
 *  (see data/SOURCES.md), borrowed from the program text. */
typedef struct hel_value {
	double value;
	int year;
	hel_na na;
	const char *source;
} hel_value;

/* Yearly figures of one state: the columns of NMC 7.0, in its units (milex thousands of current pounds to 1913, dollars
 * after; milper, tpop, upop in thousands; irst thousands of tons; pec thousands of coal-ton equivalents; cinc a share). */
#define HEL_STATE_COLUMN_LIST(X) \
	X(HEL_MILEX, "milex")    \
	X(HEL_MILPER, "milper")  \
	X(HEL_IRST, "irst")      \
	X(HEL_PEC, "pec")        \
	X(HEL_TPOP, "tpop")      \
	X(HEL_UPOP, "upop")      \
	X(HEL_CINC, "cinc")      \
	X(HEL_MAJOR, "major")

typedef enum hel_state_column {
#define HEL_COLUMN_ENUM(code, text) code,
	HEL_STATE_COLUMN_LIST(HEL_COLUMN_ENUM)
#undef HEL_COLUMN_ENUM
	    HEL_STATE_COLUMNS
} hel_state_column;

/* Yearly figures of a pair of states; all but the pact columns are symmetric. */
#define HEL_DYAD_COLUMN_LIST(X)                                                             \
	X(HEL_MINDIST_KM, "mindist")        /* minimum distance, km, 1886-2019 */           \
	X(HEL_CAPDIST_KM, "capdist")        /* between capitals, great circle */            \
	X(HEL_CONTIGUITY, "conttype")       /* 1 land .. 5; 0 none */                       \
	X(HEL_RIVALRY, "rivalry")           /* 1 where a strategic rivalry is in force */   \
	X(HEL_ATOP_DEFENSE, "atop_defense") /* state 1 owes state 2, any day of the year */ \
	X(HEL_ATOP_OFFENSE, "atop_offense")                                                 \
	X(HEL_ATOP_NEUTRAL, "atop_neutral")                                                 \
	X(HEL_ATOP_NONAGG, "atop_nonagg")

typedef enum hel_dyad_column {
#define HEL_COLUMN_ENUM_2(code, text) code,
	HEL_DYAD_COLUMN_LIST(HEL_COLUMN_ENUM_2)
#undef HEL_COLUMN_ENUM_2
	    HEL_DYAD_COLUMNS
} hel_dyad_column;

HEL_API const char *hel_state_column_name(hel_state_column column);
HEL_API const char *hel_dyad_column_name(hel_dyad_column column);

/** Opens the data directory: directory if not NULL, else $HELSINKI_DATA, else the one beside the sources the library was
 *  built from, else the one it was installed with. HEL_EDATA if there is none or sources.csv cannot be read. */
HEL_API HEL_MUST_CHECK hel_status hel_panel_open(hel_panel **panel, const char *directory, hel_error *error);
HEL_API void hel_panel_free(hel_panel *panel);

/* Tables that can be loaded ahead; every function below loads what it needs. */
typedef enum hel_table {
	HEL_TABLE_STATES,
	HEL_TABLE_MAJORS,
	HEL_TABLE_NMC,
	HEL_TABLE_MINDIST,
	HEL_TABLE_CONTIGUITY,
	HEL_TABLE_CAPITALS,
	HEL_TABLE_RIVALRIES,
	HEL_TABLE_ATOP_SPELLS,
	HEL_TABLE_PACTS,
	HEL_TABLE_REGIONS,
	HEL_TABLE_NUCLEAR,
	HEL_TABLE_ONSETS,
	HEL_TABLE_DEMOCRACY,
	HEL_TABLE_GDP,
	HEL_TABLE_IGOS,
	HEL_TABLE_MIDS,
	HEL_TABLE_GML_MIDS,
	HEL_TABLE_WARS,
	HEL_TABLE_GW_STATES,
	HEL_TABLE_GW_CODES,
	HEL_TABLE_GW_CAPITALS,
	HEL_TABLE_GW_MINDIST,
	HEL_TABLE_GW_DEMOCRACY,
	HEL_TABLE_GW_GDP,
	HEL_TABLE_ESTIMATES,
	HEL_TABLE_HOSTS,
	HEL_TABLE_LEDGER,
	HEL_TABLES
} hel_table;

/** Loads the tables of a set (bits 1u << HEL_TABLE_…; ~0u for all). After it, whatever reads no other table is thread-safe. */
HEL_API HEL_MUST_CHECK hel_status hel_panel_load(hel_panel *panel, unsigned tables, hel_error *error);

/** The directory the panel reads. Borrowed. */
HEL_API const char *hel_panel_directory(const hel_panel *panel);

/* --- states ------------------------------------------------------------------------------------------------------- */

/** The COW code of a state given by abbreviation, code or name, in any case; 0 if there is none, and then *nearest (if
 *  not NULL) is the nearest abbreviation or name, borrowed, or NULL. */
HEL_API HEL_MUST_CHECK hel_status hel_panel_find_state(hel_panel *panel, const char *word, int *ccode, const char **nearest,
						       hel_error *error);

/** Abbreviation and name of a code, borrowed; NULL if there is no such state. */
HEL_API const char *hel_panel_abbreviation(hel_panel *panel, int ccode);
HEL_API const char *hel_panel_name(hel_panel *panel, int ccode);

/** The codes of the states in the system on a day, ascending, into codes (room for max); *n is how many there are. */
HEL_API HEL_MUST_CHECK hel_status hel_panel_states_on(hel_panel *panel, hel_date day, int *codes, size_t max, size_t *n,
						      hel_error *error);

/* --- values ------------------------------------------------------------------------------------------------------- */

/** The figure of a state in a year. With carry_forward a year after the source's last year takes the figure of that last
 *  year, and value->year says so; gaps inside the source's years are never filled. */
HEL_API HEL_MUST_CHECK hel_status hel_panel_state_value(hel_panel *panel, hel_state_column column, int ccode, int year,
							bool carry_forward, hel_value *value, hel_error *error);

/** The figure of an ordered pair in a year; as above. */
HEL_API HEL_MUST_CHECK hel_status hel_panel_dyad_value(hel_panel *panel, hel_dyad_column column, int ccode1, int ccode2,
						       int year, bool carry_forward, hel_value *value, hel_error *error);

/** First and last year that the source of a column covers. */
HEL_API HEL_MUST_CHECK hel_status hel_panel_coverage(hel_panel *panel, hel_table table, int *from, int *to,
						     hel_error *error);

/* --- regions ------------------------------------------------------------------------------------------------------ */

/** One member of a region on a day; ccode 0 where it has no COW code (the Holy See). Strings borrowed. */
typedef struct hel_region_member {
	int ccode;
	const char *name;
} hel_region_member;

/** The members of a named, dated list on a day (`world`: every state of that day), into members (room for max).
 *  HEL_EINPUT if no region has this name: then *nearest is the nearest one or NULL. */
HEL_API HEL_MUST_CHECK hel_status hel_panel_region(hel_panel *panel, const char *name, hel_date day,
						   hel_region_member *members, size_t max, size_t *n, const char **nearest,
						   hel_error *error);

/** The names of all dated lists, `world` first, borrowed, into names (room for max); *n is how many there are. */
HEL_API HEL_MUST_CHECK hel_status hel_panel_regions(hel_panel *panel, const char **names, size_t max, size_t *n,
						    hel_error *error);

/* --- pacts -------------------------------------------------------------------------------------------------------- */

enum {
	HEL_PACT_DEFENCE = 1,
	HEL_PACT_OFFENCE = 2,
	HEL_PACT_NEUTRALITY = 4,
	HEL_PACT_NON_AGGRESSION = 8,
	HEL_PACT_CONSULTATION = 16
};

/** Membership of one state in one pact on a day: the clauses it owes to every other member. */
typedef struct hel_pact_member {
	int ccode;
	unsigned owes; /* HEL_PACT_… */
} hel_pact_member;

/** A pact in force on a day. Strings and members borrowed from the list. */
typedef struct hel_pact {
	const char *id;    /* "3180", "hel-001", "atop-residue" */
	const char *name;  /* "nato"; NULL if it has no name of its own */
	const char *title; /* "North Atlantic Treaty"; NULL as above */
	size_t n_members;
	hel_pact_member *member; /* by ccode */
	/* the residue is no list of members but of directed pairs: then n_pairs > 0 and members only names its parties */
	size_t n_pairs;
	struct {
		int from, to;
		unsigned owes;
	} * pair;
} hel_pact;

typedef struct hel_pact_list {
	size_t n;
	hel_pact *pact; /* ATOP ids ascending, then the ids of data/pact_changes.csv, then atop-residue */
	void *memory;   /* private */
} hel_pact_list;

/** Every pact in force on a day among the states in the system that day: ATOP's members as amended by
 *  data/pact_changes.csv. Pacts with fewer than two members left are dropped. Owner: the caller. */
HEL_API HEL_MUST_CHECK hel_status hel_panel_pacts_on(hel_panel *panel, hel_date day, hel_pact_list *list, hel_error *error);
HEL_API void hel_pact_list_free(hel_pact_list *list);

/** Whether any pact, of any year, has this name or id; *id is its id (borrowed) or NULL, *nearest the nearest name. */
HEL_API HEL_MUST_CHECK hel_status hel_panel_find_pact(hel_panel *panel, const char *word, const char **id,
						      const char **nearest, hel_error *error);

/* --- disputes ----------------------------------------------------------------------------------------------------- */

/** One onset between originators (COW MID 5.0): attacker on side A, target on side B. outcome as MID codes it (1 victory
 *  of A, 2 of B, 3 yield by A, 4 yield by B, 5 stalemate, 6 compromise, 7 released, 8 unclear, 9 joins ongoing war), 0 if missing. */
typedef struct hel_onset {
	int attacker, target, year, hostility, outcome;
} hel_onset;

/** All onsets, by year; borrowed from the panel. */
HEL_API HEL_MUST_CHECK hel_status hel_panel_onsets(hel_panel *panel, const hel_onset **onset, size_t *n, hel_error *error);

/* --- ledger ------------------------------------------------------------------------------------------------------- */

/** A cited figure: who pays, who gains. Strings are borrowed from whoever gave the row. It is shown beside an assessment and can
 *  be named in a claim; no figure of security has it in it. */
typedef struct hel_ledger_row {
	const char *actor;  /* COW abbreviation, or a word such as "EU", "NATO", "world" */
	const char *item;   /* one of hel_ledger_items */
	const char *from;   /* the other side: supplier, country of origin, partner; NULL where there is none */
	double amount;      /* finite */
	const char *unit;   /* one of hel_ledger_units */
	int year;           /* the last of a period, which the note then names */
	const char *source; /* never NULL */
	const char *note;   /* what exactly is counted; NULL */
} hel_ledger_row;

/** All rows of data/ledger.csv in its order; borrowed from the panel. No two have actor, item, from and year alike. HEL_EDATA
 *  names the line with an unknown item or unit, or without a source. */
HEL_API HEL_MUST_CHECK hel_status hel_panel_ledger(hel_panel *panel, const hel_ledger_row **row, size_t *n, hel_error *error);

/** The words there are for items and for units: *n strings of the program, for hel_nearest_word. */
HEL_API const char *const *hel_ledger_items(size_t *n);
HEL_API const char *const *hel_ledger_units(size_t *n);

/* --- sources ------------------------------------------------------------------------------------------------------ */

/** One file of the data directory, as sources.csv describes it. Strings borrowed from the panel. */
typedef struct hel_source {
	const char *file, *title, *release, *licence, *bibkey, *citation, *sha256;
	int from, to;
	size_t rows;
} hel_source;

HEL_API const hel_source *hel_panel_sources(const hel_panel *panel, size_t *n);

/** Checks every file against its recorded digest and row count and reads all of it. HEL_EDATA names the first damaged file. */
HEL_API HEL_MUST_CHECK hel_status hel_panel_check(hel_panel *panel, hel_error *error);

#ifdef __cplusplus
}
#endif
#endif
