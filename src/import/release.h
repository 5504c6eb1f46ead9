/* release.h: one release file becomes one table of the data directory. */
#ifndef HEL_IMPORT_RELEASE_H
#define HEL_IMPORT_RELEASE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/usercsv.h"
#include "helsinki/import.h"

/* --- files out of archives (archive.c) */

typedef struct hel_member {
	char *name; /* as messages name it: archive/inner archive/file */
	char *bytes;
	size_t size;
	struct hel_member *next;
} hel_member;

/* The CSV files that a path holds, in the order of the archive; the path itself if it is no archive. */
hel_status hel_members_read(hel_member **members, hel_arena *arena, const char *path, hel_error *error);
void hel_members_free(hel_member *members);

/* --- tables being made (table.c) */

enum { HEL_KEYS_MAX = 5 };

/* Rows with keys to sort by; each is a line of the table without its end. */
typedef struct hel_out_row {
	int64_t key[HEL_KEYS_MAX];
	const char *line;
} hel_out_row;

typedef struct hel_out {
	const char *file; /* without .csv */
	const char *header;
	char *release; /* in words */
	int from, to;  /* years covered */
	hel_out_row *row;
	size_t n, room;
	const char *title, *bibkey, *citation; /* of a table that sources.csv does not have yet */
	hel_text text;                         /* the whole file, after hel_out_close */
	struct hel_out *next;
} hel_out;

/* What one import works with. */
typedef struct hel_importing {
	hel_arena *arena;
	hel_panel *panel;
	hel_notes *notes;
	hel_out *outs;
	hel_member *mid_disputes, *mid_participants; /* MIDA, MIDB: one is of no use without the other */
} hel_importing;

hel_out *hel_out_new(hel_importing *i, const char *file, const char *header);
bool hel_out_add(hel_importing *i, hel_out *out, const int64_t key[HEL_KEYS_MAX], const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Sorts the rows and makes the text. */
bool hel_out_close(hel_out *out);
/* Puts all tables and their rows of sources.csv into the directory. */
hel_status hel_outs_write(hel_importing *i, const char *into, hel_error *error);

/* --- cells */

/* A whole number; missing is `if_missing`. */
hel_status hel_cell_int(const hel_user_csv *csv, int column, int if_missing, int *value, hel_error *error);
/* Shortest plain form into a buffer of 32; empty if missing or negative. */
hel_status hel_cell_figure(const hel_user_csv *csv, int column, char *text, hel_error *error);
/* A field of the table: quoted if it must be, in UTF-8. */
const char *hel_cell_text(hel_importing *i, const hel_user_csv *csv, int column);
/* "1990-05-01" of numbers; days or months that are not known are the first or the last they can be. */
int hel_first_day(int year, int month, int day);
int hel_last_day(int year, int month, int day);
const char *hel_cell_day(hel_importing *i, int day);             /* empty for 0 */
const char *hel_cell_year(hel_importing *i, int year, int last); /* empty for the last */

/* --- readers: one for each source */

/* Columns a release is known by, and what reads it. The member's name goes into the release. */
typedef struct hel_release {
	const char *what;
	const char *const *column; /* ends in NULL */
	hel_status (*read)(hel_importing *i, hel_member *member, hel_user_csv *csv, const int *place, hel_error *error);
} hel_release;

extern const hel_release hel_releases[];
extern const size_t hel_n_releases;

typedef hel_status hel_reader(hel_importing *i, hel_member *member, hel_user_csv *csv, const int *place, hel_error *error);
hel_reader hel_import_states, hel_import_majors, hel_import_nmc, hel_import_contiguity, hel_import_atop_dyads,
    hel_import_atop_members, hel_import_atop_alliances, hel_import_igos, hel_import_wars, hel_import_cow_alliances;
hel_status hel_import_disputes(hel_importing *i, hel_error *error);

/* Sets the release's words from the member's name and the version column of the row that was read last (-1: none). */
bool hel_out_release(hel_importing *i, hel_out *out, const hel_member *member, const hel_user_csv *csv, int version);

#endif
