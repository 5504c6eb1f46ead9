/* csv.h: one table of the data directory, row by row. Strict: what is damaged is named by line. */
#ifndef HEL_BASE_CSV_H
#define HEL_BASE_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "helsinki/error.h"

enum { HEL_CSV_COLUMNS_MAX = 32 };

typedef struct hel_csv {
	const char *file;          /* its path, borrowed */
	const char *const *column; /* the columns wanted, borrowed */
	size_t n_columns;
	int place[HEL_CSV_COLUMNS_MAX]; /* of each wanted column in the file */
	int n_in_file;
	char *bytes, *at;
	int line;
	const char *field[HEL_CSV_COLUMNS_MAX]; /* the wanted fields of the row, NUL-terminated */
	hel_error *error;
	hel_status status; /* of the first failure; sticks */
} hel_csv;

/* Opens a table and finds the columns wanted by their names. Failures are HEL_EDATA. */
hel_status hel_csv_open(hel_csv *csv, const char *file, const char *const *column, size_t n_columns, hel_error *error);

/* Goes to the next row: false at the end, or after a failure, which hel_csv_close returns. */
bool hel_csv_next(hel_csv *csv);

/* Fields of the row. Anything malformed makes the table damaged. */
int hel_csv_int(hel_csv *csv, int column); /* empty is damaged */
int hel_csv_int_or(hel_csv *csv, int column, int if_empty);
double hel_csv_double(hel_csv *csv, int column);          /* NAN if empty */
int hel_csv_date(hel_csv *csv, int column, int if_empty); /* YYYY-MM-DD or YYYY (its first day) */

/* The rows still to come, at most: to make room for. */
size_t hel_csv_rows(const hel_csv *csv);

hel_status hel_csv_close(hel_csv *csv);

#endif
