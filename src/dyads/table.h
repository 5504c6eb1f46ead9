/* table.h: the folded table. Rows are runs of years of one pair; columns come in blocks; a block gives each row an entry of
 * its dictionary. Sources (atop.c, yearly.c, ...) each add blocks; read.c unfolds them, csv.c and stata.c write them. */
#ifndef HEL_DYADS_TABLE_H
#define HEL_DYADS_TABLE_H

#include "base/threads.h"
#include "helsinki/dyads.h"
#include "panel/tables.h"

enum { HEL_FIRST_YEAR = 1816, HEL_LAST_YEAR = 2100, HEL_YEARS_MAX = HEL_LAST_YEAR - HEL_FIRST_YEAR + 1 };

/* Rows `row` .. `row + n - 1`: states one and two (places, not codes) in the n years from FIRST_YEAR + year on. */
typedef struct hel_run {
	int one, two, year, n;
	size_t row;
} hel_run;

/* Entries of n_columns values. Entry 0 is all NAN. */
typedef struct hel_dictionary {
	size_t n_columns, n, room;
	double *value;
} hel_dictionary;

/* From year to year (indices) the row of a pair refers to entry, or to entry + (year - from) if it counts. */
typedef struct hel_span {
	int one, two, from, to;
	uint32_t entry;
	bool counts;
} hel_span;

typedef struct hel_spans {
	hel_span *span;
	size_t n, room;
	bool symmetric; /* kept once, under the lower place */
	size_t *start;  /* after hel_spans_sort: of pair one * n_states + two; later spans of a pair win */
} hel_spans;

typedef struct hel_similarity hel_similarity;

typedef enum hel_block_kind {
	HEL_BLOCK_KEYS,      /* code 1, code 2, year */
	HEL_BLOCK_SIDE,      /* of_state_year[state * years + year], of state one or two */
	HEL_BLOCK_PAIR,      /* spans, and of_year elsewhere */
	HEL_BLOCK_DENSE,     /* of_pair_year[(one * n_states + two) * n_years + year] */
	HEL_BLOCK_PRODUCT,   /* 1 + a * n + b for the places a, b (of_state_year) of both states; 0 if either has none */
	HEL_BLOCK_SIMILARITY /* no dictionary: reckoned row by row */
} hel_block_kind;

typedef struct hel_block {
	hel_block_kind kind;
	size_t first, n_columns; /* of the table's columns, before `keep` */
	const hel_dictionary *dictionary;
	const uint32_t *of_state_year;
	bool of_two;     /* SIDE: of state two */
	uint32_t places; /* PRODUCT: n */
	const hel_spans *spans;
	const uint32_t *of_year;
	const uint32_t *of_pair_year;
	const hel_similarity *similarity;
} hel_block;

/* A state of the table's system that bears a code in some years: of its own system all of them. */
typedef struct hel_bearer {
	int place, from, to; /* calendar years */
} hel_bearer;

typedef struct hel_bearers {
	const hel_bearer *bearer;
	size_t start[HEL_CODES + 1];
} hel_bearers;

enum { HEL_NAME_MAX = 64, HEL_COLUMNS_MAX = 512, HEL_BLOCKS_MAX = 64, HEL_STATES_MAX = 256 };

struct hel_dyads {
	hel_arena *arena;
	hel_panel *panel;
	hel_dyads_request request;
	hel_notes *notes;      /* the caller's, while the table is made */
	int n_states, n_years; /* years HEL_FIRST_YEAR .. to */
	int code[HEL_STATES_MAX];
	size_t spells_of[HEL_STATES_MAX + 1]; /* first row of a state's spells */
	bool *present;                        /* [state * n_years + year]: in the system on any day of it */
	hel_bearers cow, own;                 /* who bears a COW code; who bears a code of the table's system */
	hel_run *run;
	size_t n_runs, n_rows;
	hel_block block[HEL_BLOCKS_MAX];
	size_t n_blocks;
	const hel_block *majors[2], *contiguity; /* where `relevant` looks */
	hel_column column[HEL_COLUMNS_MAX];
	size_t n_columns;
	size_t shown[HEL_COLUMNS_MAX], n_shown; /* the columns a reader sees: keys, and those asked for */
	int place_shown[HEL_COLUMNS_MAX];       /* of a column among them, or -1 */
};

static inline size_t hel_pair(const hel_dyads *d, int one, int two)
{
	return (size_t)one * (size_t)d->n_states + (size_t)two;
}

static inline size_t hel_pair_year(const hel_dyads *d, int one, int two, int year)
{
	return hel_pair(d, one, two) * (size_t)d->n_years + (size_t)year;
}

static inline uint32_t hel_state_year(const hel_dyads *d, int place, int year)
{
	return (uint32_t)(place * d->n_years + year);
}

/* units.c */
hel_status hel_dyads_find_states(hel_dyads *d, hel_error *error);            /* states, present, bearers */
hel_status hel_dyads_find_rows(hel_dyads *d, hel_error *error);              /* runs; needs the blocks of `relevant` */
bool hel_dyads_pair_years(const hel_dyads *d, int one, int two, bool *year); /* years with a day in common */
/* Of them, those in which the pair is contiguous at all or has a major power. */
void hel_dyads_keep_relevant(const hel_dyads *d, int one, int two, bool *year);

/* blocks.c */
typedef struct hel_about hel_about;
hel_dictionary *hel_dictionary_new(hel_dyads *d, size_t n_columns);
/* A new entry of n_columns values; its place, or 0 if memory ran out (entry 0 is there from the start). */
uint32_t hel_dictionary_add(hel_dyads *d, hel_dictionary *dictionary, const double *value);
hel_spans *hel_spans_new(hel_dyads *d, bool symmetric);
/* Adds a span given in calendar years, clipped to the table's. False: no memory. */
bool hel_spans_add(hel_dyads *d, hel_spans *spans, int one, int two, int from, int to, uint32_t entry, bool counts);
/* For each pair of bearers of two codes in the years both bear them. */
bool hel_spans_add_codes(hel_dyads *d, hel_spans *spans, const hel_bearers *bearers, int code1, int code2, int from, int to,
			 uint32_t entry);
bool hel_spans_sort(hel_dyads *d, hel_spans *spans);
/* An array of n_years entries: `inside` in the calendar years from .. to, 0 elsewhere. NULL: no memory. */
uint32_t *hel_of_year(hel_dyads *d, int from, int to, uint32_t inside);
/* Adds a block with the columns of a source and group (columns.c); side 1 or 2 where they come twice, else 0. */
hel_status hel_block_add(hel_dyads *d, hel_block block, hel_dyad_source source, unsigned group, int side, hel_error *error);
/* The same for spans that are not sorted yet, and a source with one block. */
hel_status hel_block_add_pairs(hel_dyads *d, hel_dyad_source source, const hel_dictionary *dictionary, hel_spans *spans,
                               const uint32_t *of_year, hel_error *error);
/* The entry of every year of a run. */
void hel_block_entries(const hel_dyads *d, const hel_block *block, const hel_run *run, uint32_t *entry);
/* A column, for the block that is added next; hel_block_of_columns takes the last n columns. */
hel_status hel_column_add(hel_dyads *d, const char *name, const char *label, hel_dyad_source source, hel_error *error);
hel_status hel_block_of_columns(hel_dyads *d, hel_block block, size_t n_columns, hel_error *error);

/* columns.c: what there is to know of every column of every source. */
struct hel_about {
	hel_dyad_source source;
	unsigned group; /* columns of one block share it */
	bool twice;     /* name1 and name2 */
	const char *name, *label, *rule;
};
extern const hel_about hel_abouts[];
extern const size_t hel_n_abouts;
hel_table hel_dyads_table_of(const hel_dyads_request *request, hel_dyad_source source);

/* The years of a source, and the last year its figures are used for: its own, or the table's if they are carried forward
 * (then a note says so). */
typedef struct hel_years {
	int from, to, until;
} hel_years;
hel_status hel_dyads_years(hel_dyads *d, hel_dyad_source source, bool may_carry, hel_years *years, hel_error *error);

/* HEL_EUSAGE if the years asked for are reversed, outside every source, or such that relevance is not known. */
hel_status hel_dyads_check_years(const hel_dyads *d, hel_error *error);
/* Says so if states are carried forward. */
hel_status hel_dyads_note_states(const hel_dyads *d, hel_error *error);

/* The column of a source with this name, its digit aside; NULL if there is none. */
const hel_about *hel_about_of(const char *name);
/* The name nearest to one that no source has, in the buffer, or NULL. */
const char *hel_about_nearest(const char *name, char *buffer, size_t size);

/* One for each source. */
hel_status hel_dyads_add_keys(hel_dyads *d, hel_error *error);
hel_status hel_dyads_add_atop(hel_dyads *d, hel_error *error);
hel_status hel_dyads_add_nmc(hel_dyads *d, hel_error *error);
hel_status hel_dyads_add_majors(hel_dyads *d, hel_error *error);
hel_status hel_dyads_add_contiguity(hel_dyads *d, hel_error *error);
hel_status hel_dyads_add_mindist(hel_dyads *d, hel_error *error);
hel_status hel_dyads_add_capdist(hel_dyads *d, hel_error *error);
hel_status hel_dyads_add_democracy(hel_dyads *d, hel_error *error);
hel_status hel_dyads_add_gdp(hel_dyads *d, hel_error *error);
hel_status hel_dyads_add_igos(hel_dyads *d, hel_error *error);
hel_status hel_dyads_add_rivalries(hel_dyads *d, hel_error *error);
hel_status hel_dyads_add_mids(hel_dyads *d, hel_error *error);
hel_status hel_dyads_add_wars(hel_dyads *d, hel_error *error);
hel_status hel_dyads_add_peace(hel_dyads *d, hel_error *error);
hel_status hel_dyads_add_similarity(hel_dyads *d, hel_error *error);
hel_status hel_dyads_add_matrix(hel_dyads *d, hel_error *error);
hel_status hel_dyads_add_joined(hel_dyads *d, hel_error *error);

/* What each state owes each other: bits HEL_PACT_..., 64 for an alliance; [(one * n_states + two) * n_years + year]. */
enum { HEL_ALLIED = 64 };
uint8_t *hel_dyads_owed(hel_dyads *d, int *last_year, hel_error *error);

/* peace.c: events of pairs by year, [(one * n_states + two) * n_years + year] for one < two: 0 none, 1 event, 2 unknown. Adds
 * the years since the last, as column `name`, within the years given. */
enum { HEL_NO_EVENT, HEL_EVENT, HEL_UNKNOWN_EVENT };
hel_status hel_dyads_add_spells(hel_dyads *d, const uint8_t *event, const hel_years *years, const char *name,
				const char *label, hel_dyad_source source, hel_error *error);

/* similarity.c: nine measures of one row into out[0..8], NAN where undefined. */
enum { HEL_SIMILARITY_COLUMNS = 9 };
void hel_similarity_row(const hel_similarity *similarity, int one, int two, int year, double *out);

/* keys.c: the keys of a file of the user's: codes in whichever system, and years. */
struct hel_user_csv;
typedef struct hel_keys {
	int code[2], year; /* columns; code[1] is -1 for state-years */
	bool cow;          /* the codes are COW's (else the table's own) */
} hel_keys;
hel_status hel_keys_find(const hel_dyads *d, const struct hel_user_csv *csv, hel_keys *keys, hel_error *error);
/* The states (places, -1 if the table has none that year) and the year index (-1 if outside) of a row. */
typedef struct hel_key {
	int place[2], year, code[2], calendar;
} hel_key;
hel_status hel_keys_read(const hel_dyads *d, const struct hel_user_csv *csv, const hel_keys *keys, hel_key *key,
			 hel_error *error);

/* csv.c, stata.c */
struct hel_output;
typedef enum hel_packing { HEL_PLAIN, HEL_GZIP, HEL_ZSTD } hel_packing;
hel_status hel_dyads_write_csv(const hel_dyads *d, struct hel_output *to, hel_packing packing, int threads,
			       hel_dyads_progress progress, void *context, hel_error *error);
hel_status hel_dyads_write_stata(const hel_dyads *d, struct hel_output *to, hel_dyads_progress progress, void *context,
				 hel_error *error);

#endif
