/* stata.c: the table as a Stata file (format 118), by ReadStat, with variable labels. Each column gets the smallest type that
 * holds its values. */
#include <math.h>
#include <readstat.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/fail.h"
#include "dyads/table.h"
#include "helsinki/output.h"
#include "helsinki/version.h"

enum { BLOCK_ROWS = 4096, BUFFER = 1 << 20, NAME_MAX_STATA = 32, FORMAT_118 = 118 };

typedef struct stata {
	hel_output *to;
	hel_error *error;
	hel_status status;
	char *buffer;
	size_t n;
	readstat_variable_t *variable[HEL_COLUMNS_MAX];
	readstat_type_t type[HEL_COLUMNS_MAX];
	double *column[HEL_COLUMNS_MAX];
} stata;

static bool flush(stata *s)
{
	if (!s->status)
		s->status = hel_output_write(s->to, s->buffer, s->n, s->error);
	s->n = 0;
	return !s->status;
}

/* ReadStat writes a value at a time: gathered. */
static ssize_t gather(const void *data, size_t length, void *context)
{
	stata *s = context;
	if (s->n + length > BUFFER && !flush(s))
		return -1;
	if (length > BUFFER) {
		s->status = hel_output_write(s->to, data, length, s->error);
		return s->status ? -1 : (ssize_t)length;
	}
	memcpy(s->buffer + s->n, data, length);
	s->n += length;
	return (ssize_t)length;
}

static readstat_type_t type_of(hel_cell cell)
{
	static const readstat_type_t type[] = {READSTAT_TYPE_INT8, READSTAT_TYPE_INT16, READSTAT_TYPE_INT32,
					       READSTAT_TYPE_DOUBLE};
	return type[cell];
}

static readstat_error_t put(readstat_writer_t *writer, const stata *s, size_t c, double value)
{
	if (isnan(value))
		return readstat_insert_missing_value(writer, s->variable[c]);
	switch (s->type[c]) {
	case READSTAT_TYPE_INT8:
		return readstat_insert_int8_value(writer, s->variable[c], (int8_t)value);
	case READSTAT_TYPE_INT16:
		return readstat_insert_int16_value(writer, s->variable[c], (int16_t)value);
	case READSTAT_TYPE_INT32:
		return readstat_insert_int32_value(writer, s->variable[c], (int32_t)value);
	default:
		return readstat_insert_double_value(writer, s->variable[c], value);
	}
}

static readstat_error_t put_block(readstat_writer_t *writer, const hel_dyads *d, const stata *s, size_t first, size_t n)
{
	readstat_error_t bad = READSTAT_OK;
	hel_dyads_read(d, first, n, s->column);
	for (size_t r = 0; !bad && r < n; r++) {
		bad = readstat_begin_row(writer);
		for (size_t c = 0; !bad && c < d->n_shown; c++)
			bad = put(writer, s, c, s->column[c][r]);
		if (!bad)
			bad = readstat_end_row(writer);
	}
	return bad;
}

static readstat_error_t put_rows(readstat_writer_t *writer, const hel_dyads *d, stata *s, hel_dyads_progress progress,
				 void *context)
{
	readstat_error_t bad = readstat_begin_writing_dta(writer, s, (long)d->n_rows);
	for (size_t first = 0; !bad && !s->status && first < d->n_rows; first += BLOCK_ROWS) {
		size_t n = d->n_rows - first < BLOCK_ROWS ? d->n_rows - first : BLOCK_ROWS;
		bad = put_block(writer, d, s, first, n);
		if (!bad && progress && progress((double)first / (double)d->n_rows, context))
			s->status = hel_fail(s->error, HEL_EINTERRUPTED, "interrupted");
	}
	return bad || s->status ? bad : readstat_end_writing(writer);
}

static bool make_columns(readstat_writer_t *writer, const hel_dyads *d, stata *s)
{
	bool memory = true;
	for (size_t c = 0; memory && c < d->n_shown; c++) {
		const hel_column *column = hel_dyads_column(d, c);
		s->type[c] = type_of(column->cell);
		s->variable[c] = readstat_add_variable(writer, column->name, s->type[c], 0);
		s->column[c] = malloc(BLOCK_ROWS * sizeof(double));
		memory = s->variable[c] && s->column[c];
		if (memory)
			readstat_variable_set_label(s->variable[c], column->label);
	}
	return memory;
}

static hel_status check_names(const hel_dyads *d, hel_error *error)
{
	for (size_t c = 0; c < d->n_shown; c++) {
		const char *name = hel_dyads_column(d, c)->name;
		if (strlen(name) > NAME_MAX_STATA)
			return hel_fail(error, HEL_EUSAGE,
					"the column '%s' has a name of more than %d characters, which Stata does not take",
					name, NAME_MAX_STATA);
	}
	return HEL_OK;
}

hel_status hel_dyads_write_stata(const hel_dyads *d, hel_output *to, hel_dyads_progress progress, void *context,
				 hel_error *error)
{
	hel_status status = check_names(d, error);
	if (status)
		return status;
	stata *s = calloc(1, sizeof *s);
	readstat_writer_t *writer = readstat_writer_init();
	if (s)
		*s = (stata){.to = to, .error = error, .buffer = malloc(BUFFER)};
	if (!s || !writer || !s->buffer || !make_columns(writer, d, s)) {
		status = hel_fail_memory(error);
	} else {
		readstat_set_data_writer(writer, gather);
		readstat_writer_set_file_format_version(writer, FORMAT_118);
		readstat_writer_set_file_timestamp(writer, 0); /* the same table, the same bytes */
		readstat_writer_set_file_label(writer, "Dyad-years, Helsinki " HEL_VERSION);
		readstat_error_t bad = put_rows(writer, d, s, progress, context);
		if (!bad && !s->status)
			(void)flush(s);
		status = s->status;
		if (!status && bad)
			status = hel_fail(error, HEL_EIO, "cannot write the Stata file: %s", readstat_error_message(bad));
	}
	for (size_t c = 0; s && c < d->n_shown; c++)
		free(s->column[c]);
	if (s)
		free(s->buffer);
	free(s);
	if (writer)
		readstat_writer_free(writer);
	return status;
}
