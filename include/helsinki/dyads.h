/* dyads.h: the dyad-year table: one row for each pair of states and year, columns from the panel, as the field builds it.
 *
 * The table is kept folded: a row refers to entries of small dictionaries (a state-year's capabilities, a dispute, a spell),
 * so two million rows cost some megabytes, and unfolds into columns or a file a block at a time. docs/dyads.md has the rules. */
#ifndef HELSINKI_DYADS_H
#define HELSINKI_DYADS_H

#include <stdbool.h>
#include <stdint.h>

#include "helsinki/error.h"
#include "helsinki/panel.h"
#include "helsinki/text.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hel_dyads hel_dyads;

typedef enum hel_system { HEL_SYSTEM_COW, HEL_SYSTEM_GW } hel_system;

/* Sources of columns, in the order of the columns: name in `--add`, table of COW states, table of Gleditsch-Ward states (the
 * same where only COW codes exist: then G-W states are found by the COW code they bear that year). */
#define HEL_DYAD_SOURCE_LIST(X)                                                            \
	X(HEL_SOURCE_ATOP, "atop", HEL_TABLE_ATOP_SPELLS, HEL_TABLE_ATOP_SPELLS)           \
	X(HEL_SOURCE_NMC, "nmc", HEL_TABLE_NMC, HEL_TABLE_NMC)                             \
	X(HEL_SOURCE_MAJORS, "majors", HEL_TABLE_MAJORS, HEL_TABLE_MAJORS)                 \
	X(HEL_SOURCE_CONTIGUITY, "contiguity", HEL_TABLE_CONTIGUITY, HEL_TABLE_CONTIGUITY) \
	X(HEL_SOURCE_MINDIST, "mindist", HEL_TABLE_MINDIST, HEL_TABLE_GW_MINDIST)          \
	X(HEL_SOURCE_CAPDIST, "capdist", HEL_TABLE_CAPITALS, HEL_TABLE_GW_CAPITALS)        \
	X(HEL_SOURCE_DEMOCRACY, "democracy", HEL_TABLE_DEMOCRACY, HEL_TABLE_GW_DEMOCRACY)  \
	X(HEL_SOURCE_GDP, "gdp", HEL_TABLE_GDP, HEL_TABLE_GW_GDP)                          \
	X(HEL_SOURCE_IGOS, "igos", HEL_TABLE_IGOS, HEL_TABLE_IGOS)                         \
	X(HEL_SOURCE_RIVALRIES, "rivalries", HEL_TABLE_RIVALRIES, HEL_TABLE_RIVALRIES)     \
	X(HEL_SOURCE_MIDS, "mids", HEL_TABLE_GML_MIDS, HEL_TABLE_GML_MIDS)                 \
	X(HEL_SOURCE_WARS, "wars", HEL_TABLE_WARS, HEL_TABLE_WARS)                         \
	X(HEL_SOURCE_PEACE, "peace", HEL_TABLE_GML_MIDS, HEL_TABLE_GML_MIDS)               \
	X(HEL_SOURCE_SIMILARITY, "similarity", HEL_TABLE_ATOP_SPELLS, HEL_TABLE_ATOP_SPELLS)

typedef enum hel_dyad_source {
#define HEL_SOURCE_ENUM(code, name, cow, gw) code,
	HEL_DYAD_SOURCE_LIST(HEL_SOURCE_ENUM)
#undef HEL_SOURCE_ENUM
	    HEL_DYAD_SOURCES,
	HEL_SOURCE_KEYS = HEL_DYAD_SOURCES, /* codes and years themselves */
	HEL_SOURCE_JOINED                   /* the user's own files */
} hel_dyad_source;

#define HEL_ALL_SOURCES ((1u << HEL_DYAD_SOURCES) - 1)

/** What table is wanted. */
typedef struct hel_dyads_request {
	hel_system system;
	bool undirected;         /* one row a pair, low code first; obligations are then the larger of both ways */
	int from, to;            /* years, both inside */
	unsigned sources;        /* 1u << HEL_SOURCE_... */
	bool cow_mids;           /* `mids` and `peace` mean COW MID 5.0, not GML 2.2.1 */
	bool carry_forward;      /* years after a source's last take its last year's figures; events are never carried */
	bool relevant;           /* only pairs that are contiguous at all or have a major power */
	bool peace_powers;       /* peace years squared and cubed, too */
	bool peacesciencer;      /* that package's choices wherever ours differ (docs/parity.md) */
	const char *const *keep; /* only these columns, beside the keys; all if n_keep is 0 */
	size_t n_keep;
	const char *const *join; /* CSV files with columns of the user's own, by state-year or dyad-year */
	size_t n_join;
	const char *matrix;   /* CSV of code1, code2, year, value: similarity of these ties, or NULL */
	const char *peace_of; /* a joined column of events, 0 or 1, whose peace years are wanted, or NULL */
} hel_dyads_request;

/** COW, directed, 1816 to the last year of NMC in the panel's data, no source. */
HEL_API HEL_MUST_CHECK hel_status hel_dyads_defaults(hel_dyads_request *request, hel_panel *panel, hel_error *error);

/** Ends a request of relevant pairs where it is known which pairs are relevant, unless figures are carried forward. */
HEL_API HEL_MUST_CHECK hel_status hel_dyads_end_relevant(hel_dyads_request *request, hel_panel *panel, hel_error *error);

/** The source of a name; HEL_DYAD_SOURCES if there is none, and then *nearest (NULL allowed) is the nearest name or NULL. */
HEL_API hel_dyad_source hel_dyad_source_of(const char *name, const char **nearest);
HEL_API const char *hel_dyad_source_name(hel_dyad_source source);

/** Makes the table. The panel must outlive it. HEL_EUSAGE: years reversed or outside every source, an unknown column.
 *  HEL_EINPUT: a joined file is at fault. Notes say what was carried forward or dropped, with counts. Owner: the caller. */
HEL_API HEL_MUST_CHECK hel_status hel_dyads_make(hel_dyads **dyads, hel_panel *panel, const hel_dyads_request *request,
						 hel_notes *notes, hel_error *error);
HEL_API void hel_dyads_free(hel_dyads *dyads); /* NULL allowed */

/* The smallest type that holds a column. */
typedef enum hel_cell { HEL_CELL_INT8, HEL_CELL_INT16, HEL_CELL_INT32, HEL_CELL_DOUBLE } hel_cell;

/** A column: strings borrowed from the table. */
typedef struct hel_column {
	const char *name, *label;
	hel_dyad_source source;
	double least, greatest; /* of the values it can take; NAN if it has none */
	bool whole;             /* every value is a whole number */
	hel_cell cell;          /* its type in hel_columns; elsewhere all values are doubles, NAN where missing */
} hel_column;

HEL_API size_t hel_dyads_rows(const hel_dyads *dyads);
HEL_API size_t hel_dyads_columns(const hel_dyads *dyads);
HEL_API const hel_column *hel_dyads_column(const hel_dyads *dyads, size_t column);

/** The place of a column, or -1. */
HEL_API int hel_dyads_find(const hel_dyads *dyads, const char *name);

/** Rows first .. first + n - 1 (ordered by code 1, code 2, year) of every column c with out[c] != NULL into out[c][0..n-1].
 *  Thread-safe. first + n <= hel_dyads_rows. */
HEL_API void hel_dyads_read(const hel_dyads *dyads, size_t first, size_t n, double *const *out);

/** Called now and then with the share done, from one thread at a time; anything but 0 stops the work (HEL_EINTERRUPTED). */
typedef int (*hel_dyads_progress)(double done, void *context);

/** All rows of every column c with out[c] != NULL, on `threads` threads (0: all); out[c] has room for hel_dyads_rows. */
HEL_API void hel_dyads_fill(const hel_dyads *dyads, int threads, double *const *out);

/** The whole table as compact columns: cells[c] is an array of hel_dyads_rows values of the type that column c's `cell` names;
 *  missing is the least value of a whole type (INT8_MIN, INT16_MIN, INT32_MIN), NAN of a double. For the 64 columns of
 *  1816-2014 that is 0.33 GB instead of the 0.94 GB of doubles. */
typedef struct hel_columns {
	size_t n_rows, n_columns;
	void **cells;
	void *memory; /* private */
} hel_columns;

HEL_API HEL_MUST_CHECK hel_status hel_dyads_unfold(hel_columns *columns, const hel_dyads *dyads, int threads,
						   hel_error *error);
HEL_API void hel_columns_free(hel_columns *columns); /* safe on zeros */

/** Writes the table to a file, whole or not at all; NULL or "-" is standard output (plain CSV). The ending of the name says
 *  how: .csv, .csv.gz, .csv.zst, .dta; anything else is HEL_EUSAGE. The bytes do not depend on the number of threads. */
HEL_API HEL_MUST_CHECK hel_status hel_dyads_write(const hel_dyads *dyads, const char *file, int threads,
						  hel_dyads_progress progress, void *context, hel_error *error);

/** What a column is: source, rule, coverage, citation, as text. HEL_EUSAGE if no source has such a column. */
HEL_API HEL_MUST_CHECK hel_status hel_dyads_explain(hel_panel *panel, const char *column, hel_text *text, hel_error *error);

/** BibTeX of what the columns of the table come from, each work once. */
HEL_API HEL_MUST_CHECK hel_status hel_dyads_cite(const hel_dyads *dyads, hel_text *text, hel_error *error);

#ifdef __cplusplus
}
#endif
#endif
