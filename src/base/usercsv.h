/* usercsv.h: CSV files of other people: a byte order mark, LF, CRLF or CR alone, quotes with commas and line breaks in them,
 * UTF-8 or Latin-1. Positions of what is wrong are kept; nothing is dropped in silence. */
#ifndef HEL_BASE_USERCSV_H
#define HEL_BASE_USERCSV_H

#include <stdbool.h>
#include <stddef.h>

#include "helsinki/error.h"

typedef struct hel_user_csv {
	const char *file;
	char *bytes, *at, *end;
	int line; /* of the row that was read last; from 1 */
	size_t n_columns, n_fields; /* of the header; of the row */
	char **name;    /* of the columns, trimmed, as UTF-8 */
	char **field;   /* of the row, NUL-terminated, trimmed */
	size_t *offset; /* of each field in its line, from 1 */
	/* private */
	char *first, *text;
	size_t text_room, n_text, fields_room, *start;
	int first_line, next_line;
} hel_user_csv;

/* Reads the file and its header. HEL_EINPUT: FILE: reason; an empty file, two columns of one name, a NUL byte at a place. */
hel_status hel_user_csv_open(hel_user_csv *csv, const char *file, hel_error *error);

/* The same of bytes in memory with a NUL after them, which are freed in the end; `file` names them in messages. */
hel_status hel_user_csv_take(hel_user_csv *csv, const char *file, char *bytes, size_t size, hel_error *error);

/* The same of a file without a header: rows of any number of fields, for hel_user_csv_row. */
hel_status hel_user_csv_take_rows(hel_user_csv *csv, const char *file, char *bytes, size_t size, hel_error *error);

/* What is not UTF-8 is taken for Latin-1. Owner: the caller, with free; NULL if there is no memory. */
char *hel_user_csv_utf8(const char *text);

/* The next row that is not blank: *row is false at the end. HEL_EINPUT if it has another number of fields than the header. */
hel_status hel_user_csv_next(hel_user_csv *csv, bool *row, hel_error *error);

/* The same whatever number of fields it has: n_fields. Lines that are empty are passed over, those of commas alone are not. */
hel_status hel_user_csv_row(hel_user_csv *csv, bool *row, hel_error *error);

/* Back to the first row. */
void hel_user_csv_rewind(hel_user_csv *csv);

/* The column of a name, case aside, or -1. */
int hel_user_csv_find(const hel_user_csv *csv, const char *name);

/* A number, or NAN for an empty cell, NA, NaN or a dot; false for any other text. */
bool hel_user_csv_number(const hel_user_csv *csv, size_t column, double *value);

hel_status hel_user_csv_fail(const hel_user_csv *csv, size_t column, hel_error *error, const char *format, ...)
    HEL_PRINTF(4, 5);

void hel_user_csv_close(hel_user_csv *csv);

#endif
