/* csv.c: RFC 4180 with LF or CRLF, split in place. */
#include "base/csv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/file.h"
#include "base/text.h"

enum { FILE_MAX = 1 << 28, FIELDS_MAX = 64 };

static void damage(hel_csv *csv, const char *what, const char *field)
{
	if (!csv->status)
		csv->status =
		    hel_fail_at(csv->error, HEL_EDATA, csv->file, csv->line, 1, "damaged table: %s '%s'", what, field);
}

/* Takes a field off the row: *end says whether it was the last. */
static char *take_field(hel_csv *csv, bool *end)
{
	char *field = csv->at, *out;
	if (*csv->at == '"') {
		for (field = out = ++csv->at; *csv->at && (*csv->at != '"' || csv->at[1] == '"'); csv->at++) {
			csv->at += *csv->at == '"';
			*out++ = *csv->at;
		}
		csv->at += *csv->at == '"';
	} else {
		while (*csv->at != ',' && *csv->at != '\n' && *csv->at)
			csv->at++;
		out = csv->at;
	}
	char stop = *csv->at;
	if (stop != ',' && stop != '\n' && stop != '\r' && stop)
		damage(csv, "something follows the quotes of", field);
	csv->at += stop == '\r';
	*end = *csv->at != ',';
	csv->at += *csv->at != '\0';
	if (out > field && out[-1] == '\r')
		out--;
	*out = '\0';
	return field;
}

static int take_row(hel_csv *csv, char **field)
{
	int n = 0;
	bool end = false;
	csv->line++;
	while (!end) {
		char *next = take_field(csv, &end);
		if (n < FIELDS_MAX)
			field[n] = next;
		n++;
	}
	return n;
}

static void find_columns(hel_csv *csv)
{
	char *name[FIELDS_MAX];
	csv->n_in_file = take_row(csv, name);
	if (csv->n_in_file > FIELDS_MAX)
		damage(csv, "too many columns after", name[FIELDS_MAX - 1]);
	for (size_t c = 0; c < csv->n_columns && !csv->status; c++) {
		csv->place[c] = -1;
		for (int f = 0; f < csv->n_in_file; f++) {
			if (!strcmp(name[f], csv->column[c]))
				csv->place[c] = f;
		}
		if (csv->place[c] < 0)
			damage(csv, "it lacks the column", csv->column[c]);
	}
}

hel_status hel_csv_open(hel_csv *csv, const char *file, const char *const *column, size_t n_columns, hel_error *error)
{
	*csv = (hel_csv){.file = file, .column = column, .n_columns = n_columns, .error = error};
	size_t size = 0;
	hel_status status = hel_file_read(&csv->bytes, &size, file, FILE_MAX, error);
	if (status == HEL_EINPUT) /* to a user of the data directory this is damage, not input */
		status = error ? (error->status = HEL_EDATA) : HEL_EDATA;
	if (status)
		return csv->status = status;
	csv->at = csv->bytes;
	if (memchr(csv->bytes, '\0', size))
		damage(csv, "it has a NUL byte after", "");
	else
		find_columns(csv);
	return csv->status ? hel_csv_close(csv) : HEL_OK;
}

bool hel_csv_next(hel_csv *csv)
{
	char *field[FIELDS_MAX];
	if (csv->status || !*csv->at)
		return false;
	int n = take_row(csv, field);
	if (n != csv->n_in_file)
		damage(csv, "the number of fields is wrong in the row of", field[0]);
	for (size_t c = 0; c < csv->n_columns && !csv->status; c++)
		csv->field[c] = field[csv->place[c]];
	return !csv->status;
}

/* Up to nine digits, the usual case, at the cost of reading them. */
static bool plain_int(const char *text, int *value)
{
	int sign = *text == '-' ? -1 : 1, length = 0;
	text += sign < 0;
	for (*value = 0; *text >= '0' && *text <= '9' && length < 9; length++)
		*value = 10 * *value + (*text++ - '0');
	*value *= sign;
	return length && !*text;
}

int hel_csv_int(hel_csv *csv, int column)
{
	int plain;
	if (plain_int(csv->field[column], &plain))
		return plain;
	double value;
	if (!hel_parse_double(csv->field[column], &value) || value != floor(value) || fabs(value) > 1e9) {
		damage(csv, "this is no whole number:", csv->field[column]);
		return 0;
	}
	return (int)value;
}

int hel_csv_int_or(hel_csv *csv, int column, int if_empty)
{
	return *csv->field[column] ? hel_csv_int(csv, column) : if_empty;
}

double hel_csv_double(hel_csv *csv, int column)
{
	double value = NAN;
	if (*csv->field[column] && !hel_parse_double(csv->field[column], &value))
		damage(csv, "this is no number:", csv->field[column]);
	return value;
}

static int digits(const char *text, int n)
{
	int value = 0;
	for (int d = 0; d < n; d++) {
		if (text[d] < '0' || text[d] > '9')
			return -1;
		value = 10 * value + (text[d] - '0');
	}
	return value;
}

int hel_csv_date(hel_csv *csv, int column, int if_empty)
{
	const char *text = csv->field[column];
	size_t length = strlen(text);
	if (!length)
		return if_empty;
	int year = length >= 4 ? digits(text, 4) : -1, month = 1, day = 1;
	bool whole = length == 10 && text[4] == '-' && text[7] == '-';
	if (whole) {
		month = digits(text + 5, 2);
		day = digits(text + 8, 2);
	}
	if (year < 0 || month < 1 || month > 12 || day < 1 || day > 31 || (!whole && length != 4)) {
		damage(csv, "this is no date:", text);
		return if_empty;
	}
	return year * 10000 + month * 100 + day;
}

size_t hel_csv_rows(const hel_csv *csv)
{
	size_t n = 1;
	for (const char *at = csv->at; at && (at = strchr(at, '\n')); at++)
		n++;
	return n;
}

hel_status hel_csv_close(hel_csv *csv)
{
	free(csv->bytes);
	csv->bytes = csv->at = NULL;
	return csv->status;
}
