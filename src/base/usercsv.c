/* usercsv.c: one row at a time, copied out of the bytes so that the file can be read twice. */
#include "base/usercsv.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/file.h"
#include "base/text.h"

enum { FILE_MAX_USER = 0x7fffffff };

static bool put(hel_user_csv *csv, char c)
{
	if (csv->n_text == csv->text_room) {
		char *grown = realloc(csv->text, csv->text_room = csv->text_room ? 2 * csv->text_room : 512);
		if (!grown)
			return false;
		csv->text = grown;
	}
	csv->text[csv->n_text++] = c;
	return true;
}

static bool start_field(hel_user_csv *csv, size_t offset)
{
	if (csv->n_fields == csv->fields_room) {
		size_t room = csv->fields_room ? 2 * csv->fields_room : 32;
		size_t *start = realloc(csv->start, room * sizeof *start);
		csv->start = start ? start : csv->start;
		size_t *offsets = start ? realloc(csv->offset, room * sizeof *offsets) : NULL;
		csv->offset = offsets ? offsets : csv->offset;
		char **field = offsets ? realloc(csv->field, room * sizeof *field) : NULL;
		csv->field = field ? field : csv->field;
		if (!field)
			return false;
		csv->fields_room = room;
	}
	csv->offset[csv->n_fields] = offset;
	csv->start[csv->n_fields++] = csv->n_text;
	return true;
}

/* Steps over one line break of any kind. */
static char *over_break(hel_user_csv *csv, char *at)
{
	csv->next_line++;
	return at + (at[0] == '\r' && at + 1 < csv->end && at[1] == '\n' ? 2 : 1);
}

static bool is_break(char c)
{
	return c == '\n' || c == '\r';
}

/* A quoted field, up to what follows it. */
static bool take_quoted(hel_user_csv *csv)
{
	bool memory = true;
	for (csv->at++; memory && csv->at < csv->end; csv->at++) {
		if (*csv->at == '"' && (csv->at + 1 == csv->end || csv->at[1] != '"'))
			break;
		csv->at += *csv->at == '"';
		csv->next_line += *csv->at == '\n' || (*csv->at == '\r' && csv->at[1] != '\n');
		memory = put(csv, *csv->at);
	}
	csv->at += csv->at < csv->end;
	return memory;
}

static bool take_field(hel_user_csv *csv, const char *line)
{
	if (!start_field(csv, (size_t)(csv->at - line) + 1))
		return false;
	while (csv->at < csv->end && *csv->at == ' ')
		csv->at++;
	if (csv->at < csv->end && *csv->at == '"' && !take_quoted(csv))
		return false;
	size_t kept = csv->n_text;
	for (; csv->at < csv->end && *csv->at != ',' && !is_break(*csv->at); csv->at++) {
		if (!put(csv, *csv->at))
			return false;
		if (*csv->at != ' ' && *csv->at != '\t')
			kept = csv->n_text;
	}
	csv->n_text = kept;
	return put(csv, '\0');
}

static bool take_row(hel_user_csv *csv)
{
	const char *line = csv->at;
	csv->n_text = csv->n_fields = 0;
	csv->line = csv->next_line;
	bool memory = take_field(csv, line);
	while (memory && csv->at < csv->end && *csv->at == ',') {
		csv->at++;
		memory = take_field(csv, line);
	}
	if (csv->at < csv->end)
		csv->at = over_break(csv, csv->at);
	return memory;
}

static bool is_utf8(const unsigned char *s)
{
	while (*s) {
		int more = *s < 0x80 ? 0 : (*s & 0xe0) == 0xc0 ? 1 : (*s & 0xf0) == 0xe0 ? 2 : (*s & 0xf8) == 0xf0 ? 3 : -1;
		if (more < 0)
			return false;
		for (s++; more > 0; more--, s++) {
			if ((*s & 0xc0) != 0x80)
				return false;
		}
	}
	return true;
}

char *hel_user_csv_utf8(const char *text)
{
	size_t n = strlen(text);
	char *out = malloc(2 * n + 1), *to = out;
	if (!out)
		return NULL;
	bool utf8 = is_utf8((const unsigned char *)text);
	for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
		if (utf8 || *c < 0x80) {
			*to++ = (char)*c;
		} else {
			*to++ = (char)(0xc0 | *c >> 6);
			*to++ = (char)(0x80 | (*c & 0x3f));
		}
	}
	*to = '\0';
	return out;
}

hel_status hel_user_csv_fail(const hel_user_csv *csv, size_t column, hel_error *error, const char *format, ...)
{
	char message[HEL_MESSAGE_MAX];
	va_list args;
	va_start(args, format);
	vsnprintf(message, sizeof message, format, args);
	va_end(args);
	return hel_fail_at(error, HEL_EINPUT, csv->file, csv->line, (int)csv->offset[column], "%s", message);
}

static hel_status take_names(hel_user_csv *csv, hel_error *error)
{
	csv->n_columns = csv->n_fields;
	csv->name = calloc(csv->n_columns, sizeof *csv->name);
	if (!csv->name)
		return hel_fail_memory(error);
	for (size_t c = 0; c < csv->n_columns; c++) {
		csv->name[c] = hel_user_csv_utf8(csv->text + csv->start[c]);
		if (!csv->name[c])
			return hel_fail_memory(error);
		for (size_t b = 0; b < c; b++) {
			if (!strcmp(csv->name[b], csv->name[c]))
				return hel_user_csv_fail(csv, c, error, "two columns are named '%s'", csv->name[c]);
		}
	}
	return HEL_OK;
}

/* Passes the byte order mark and stands before the first row. */
static hel_status start_rows(hel_user_csv *csv, size_t size, hel_error *error)
{
	bool mark = size >= 3 && !memcmp(csv->bytes, "\xef\xbb\xbf", 3);
	const char *nul = memchr(csv->bytes, '\0', size);
	csv->at = csv->bytes + 3 * mark;
	csv->end = csv->bytes + size;
	csv->next_line = 1;
	if (nul)
		return hel_fail_at(error, HEL_EINPUT, csv->file, 1, 1, "byte %zu is NUL: this is no text",
				   (size_t)(nul - csv->bytes) + 1);
	if (csv->at == csv->end)
		return hel_fail_at(error, HEL_EINPUT, csv->file, 1, 1, "it is empty");
	csv->first = csv->at;
	csv->first_line = csv->next_line;
	return HEL_OK;
}

static hel_status start(hel_user_csv *csv, size_t size, hel_error *error)
{
	hel_status status = start_rows(csv, size, error);
	if (status)
		return status;
	if (!take_row(csv))
		return hel_fail_memory(error);
	csv->first = csv->at;
	csv->first_line = csv->next_line;
	return take_names(csv, error);
}

hel_status hel_user_csv_take(hel_user_csv *csv, const char *file, char *bytes, size_t size, hel_error *error)
{
	*csv = (hel_user_csv){.file = file, .bytes = bytes};
	hel_status status = start(csv, size, error);
	if (status)
		hel_user_csv_close(csv);
	return status;
}

hel_status hel_user_csv_take_rows(hel_user_csv *csv, const char *file, char *bytes, size_t size, hel_error *error)
{
	*csv = (hel_user_csv){.file = file, .bytes = bytes};
	hel_status status = start_rows(csv, size, error);
	if (status)
		hel_user_csv_close(csv);
	return status;
}

hel_status hel_user_csv_open(hel_user_csv *csv, const char *file, hel_error *error)
{
	size_t size;
	char *bytes;
	*csv = (hel_user_csv){0};
	hel_status status = hel_file_read(&bytes, &size, file, FILE_MAX_USER, error);
	return status ? status : hel_user_csv_take(csv, file, bytes, size, error);
}

hel_status hel_user_csv_row(hel_user_csv *csv, bool *found, hel_error *error)
{
	while (csv->at < csv->end && is_break(*csv->at))
		csv->at = over_break(csv, csv->at);
	*found = csv->at < csv->end;
	if (!*found)
		return HEL_OK;
	if (!take_row(csv))
		return hel_fail_memory(error);
	for (size_t c = 0; c < csv->n_fields; c++)
		csv->field[c] = csv->text + csv->start[c];
	return HEL_OK;
}

hel_status hel_user_csv_next(hel_user_csv *csv, bool *found, hel_error *error)
{
	hel_status status = hel_user_csv_row(csv, found, error);
	if (!status && *found && csv->n_fields != csv->n_columns)
		return hel_fail_at(error, HEL_EINPUT, csv->file, csv->line, 1, "%zu fields, but %zu columns", csv->n_fields,
				   csv->n_columns);
	return status;
}

void hel_user_csv_rewind(hel_user_csv *csv)
{
	csv->at = csv->first;
	csv->next_line = csv->first_line;
}

int hel_user_csv_find(const hel_user_csv *csv, const char *name)
{
	for (size_t c = 0; c < csv->n_columns; c++) {
		if (hel_same_word(csv->name[c], name))
			return (int)c;
	}
	return -1;
}

bool hel_user_csv_number(const hel_user_csv *csv, size_t column, double *value)
{
	const char *text = csv->field[column];
	*value = NAN;
	if (!*text || !strcmp(text, "NA") || !strcmp(text, "NaN") || !strcmp(text, "."))
		return true;
	return hel_parse_double(text, value);
}

void hel_user_csv_close(hel_user_csv *csv)
{
	for (size_t c = 0; csv->name && c < csv->n_columns; c++)
		free(csv->name[c]);
	free(csv->name);
	free(csv->field);
	free(csv->offset);
	free(csv->start);
	free(csv->text);
	free(csv->bytes);
	*csv = (hel_user_csv){0};
}
