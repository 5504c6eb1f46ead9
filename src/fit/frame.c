/* frame.c: columns by name: of the dyad-year table, of a CSV file, or added. */
#include "fit/frame.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "base/usercsv.h"

static hel_frame *frame_new(void)
{
	hel_arena *arena = hel_arena_new();
	hel_frame *frame = arena ? hel_arena_alloc(arena, 1, sizeof *frame) : NULL;
	if (frame)
		frame->arena = arena;
	else
		hel_arena_free(arena);
	return frame;
}

hel_status hel_frame_of_dyads(hel_frame **to, const hel_dyads *dyads, hel_error *error)
{
	hel_frame *frame = frame_new();
	if (!frame)
		return hel_fail_memory(error);
	frame->dyads = dyads;
	frame->n_rows = hel_dyads_rows(dyads);
	*to = frame;
	return HEL_OK;
}

hel_status hel_frame_of_rows(hel_frame **to, size_t rows, hel_error *error)
{
	hel_frame *frame = frame_new();
	if (!frame)
		return hel_fail_memory(error);
	frame->n_rows = rows;
	*to = frame;
	return HEL_OK;
}

/* Columns that grow together. */
static bool make_room(hel_frame *frame, size_t *room)
{
	if (frame->n_rows < *room)
		return true;
	size_t more = *room ? 2 * *room : 1024;
	for (size_t c = 0; c < frame->n_columns; c++) {
		double *value = realloc(frame->value[c], more * sizeof *value);
		if (!value)
			return false;
		frame->value[c] = value;
	}
	*room = more;
	return true;
}

static hel_status take_row(hel_frame *frame, const hel_user_csv *csv, hel_error *error)
{
	for (size_t c = 0; c < frame->n_columns; c++) {
		double *to = &frame->value[c][frame->n_rows];
		*to = NAN;
		if (frame->wrong[c] || hel_user_csv_number(csv, c, to))
			continue;
		if (!(frame->wrong[c] = hel_arena_alloc(frame->arena, 1, sizeof **frame->wrong)))
			return hel_fail_memory(error);
		if (!hel_user_csv_fail(csv, c, frame->wrong[c], "'%.40s' is no number", csv->field[c]))
			return hel_fail_memory(error);
	}
	frame->n_rows++;
	return HEL_OK;
}

static hel_status read_rows(hel_frame *frame, hel_user_csv *csv, hel_error *error)
{
	size_t room = 0;
	frame->n_columns = csv->n_columns;
	frame->name = hel_arena_alloc(frame->arena, csv->n_columns, sizeof *frame->name);
	frame->value = hel_arena_alloc(frame->arena, csv->n_columns, sizeof *frame->value);
	frame->wrong = hel_arena_alloc(frame->arena, csv->n_columns, sizeof *frame->wrong);
	if (!frame->name || !frame->value || !frame->wrong)
		return hel_fail_memory(error);
	for (size_t c = 0; c < csv->n_columns; c++) {
		if (!(frame->name[c] = hel_arena_copy(frame->arena, csv->name[c], strlen(csv->name[c]))))
			return hel_fail_memory(error);
	}
	bool row = true;
	hel_status status = HEL_OK;
	while (!status) {
		status = hel_user_csv_next(csv, &row, error);
		if (status || !row)
			break;
		status = make_room(frame, &room) ? take_row(frame, csv, error) : hel_fail_memory(error);
	}
	if (!status && !frame->n_rows)
		status = hel_fail_at(error, HEL_EINPUT, csv->file, 0, 0, "it has no rows");
	return status;
}

hel_status hel_frame_of_csv(hel_frame **to, const char *file, hel_error *error)
{
	hel_user_csv csv = {0};
	hel_frame *frame = frame_new();
	if (!frame)
		return hel_fail_memory(error);
	hel_status status = hel_user_csv_open(&csv, file, error);
	if (!status)
		status = read_rows(frame, &csv, error);
	hel_user_csv_close(&csv);
	if (status)
		hel_frame_free(frame);
	else
		*to = frame;
	return status;
}

hel_status hel_frame_add(hel_frame *frame, const char *name, const double *value, hel_error *error)
{
	if (frame->n_added == HEL_ADDED_MAX)
		return hel_fail(error, HEL_EUSAGE, "more than %d columns are added", HEL_ADDED_MAX);
	char *own = hel_arena_copy(frame->arena, name, strlen(name));
	if (!own)
		return hel_fail_memory(error);
	frame->added[frame->n_added++] = (hel_added){own, value};
	return HEL_OK;
}

hel_status hel_frame_keep(hel_frame *frame, void *memory, hel_error *error)
{
	if (frame->n_kept == HEL_ADDED_MAX) {
		free(memory);
		return hel_fail(error, HEL_EUSAGE, "more than %d columns are added", HEL_ADDED_MAX);
	}
	frame->kept[frame->n_kept++] = memory;
	return HEL_OK;
}

size_t hel_frame_rows(const hel_frame *frame)
{
	return frame->n_rows;
}

void hel_frame_free(hel_frame *frame)
{
	if (!frame)
		return;
	for (size_t c = 0; frame->value && c < frame->n_columns; c++)
		free(frame->value[c]);
	for (int k = 0; k < frame->n_kept; k++)
		free(frame->kept[k]);
	hel_arena_free(frame->arena);
}

static size_t n_names(const hel_frame *frame)
{
	return (size_t)frame->n_added + (frame->dyads ? hel_dyads_columns(frame->dyads) : frame->n_columns);
}

static const char *name_at(const hel_frame *frame, size_t at)
{
	if (at < (size_t)frame->n_added)
		return frame->added[at].name;
	at -= (size_t)frame->n_added;
	return frame->dyads ? hel_dyads_column(frame->dyads, at)->name : frame->name[at];
}

static hel_status no_such_column(const hel_frame *frame, const char *name, hel_error *error)
{
	hel_nearest nearest = hel_nearest_start(name);
	for (size_t c = 0; c < n_names(frame); c++)
		hel_nearest_offer(&nearest, name_at(frame, c));
	if (nearest.best)
		return hel_fail(error, HEL_EUSAGE, "unknown column '%s'; did you mean '%s'?", name, nearest.best);
	return hel_fail(error, HEL_EUSAGE, "unknown column '%s'", name);
}

hel_status hel_frame_find(const hel_frame *frame, const char *name, hel_frame_column *column, hel_error *error)
{
	*column = (hel_frame_column){.dyads = -1};
	for (int a = 0; a < frame->n_added; a++) {
		if (!strcmp(frame->added[a].name, name)) {
			column->value = frame->added[a].value;
			return HEL_OK;
		}
	}
	if (frame->dyads) {
		column->dyads = hel_dyads_find(frame->dyads, name);
		return column->dyads >= 0 ? HEL_OK : no_such_column(frame, name, error);
	}
	for (size_t c = 0; c < frame->n_columns; c++) {
		if (strcmp(frame->name[c], name) != 0)
			continue;
		column->value = frame->value[c];
		if (frame->wrong[c] && error)
			*error = *frame->wrong[c];
		return frame->wrong[c] ? HEL_EINPUT : HEL_OK;
	}
	return no_such_column(frame, name, error);
}

bool hel_frame_has(const hel_frame *frame, const char *name)
{
	hel_frame_column column;
	return hel_frame_find(frame, name, &column, NULL) == HEL_OK;
}

void hel_frame_read(const hel_frame *frame, const hel_frame_column *column, int n_columns, size_t first, size_t n,
                    double *const *out, double **place)
{
	if (frame->dyads)
		memset(place, 0, hel_dyads_columns(frame->dyads) * sizeof *place);
	for (int c = 0; c < n_columns; c++) {
		if (column[c].dyads < 0)
			memcpy(out[c], column[c].value + first, n * sizeof **out);
		else
			place[column[c].dyads] = out[c];
	}
	if (frame->dyads)
		hel_dyads_read(frame->dyads, first, n, place);
}

void hel_frame_row(const hel_frame *frame, size_t row, char *words, size_t size)
{
	double key[3], *to[3] = {&key[0], &key[1], &key[2]};
	if (!frame->dyads) {
		snprintf(words, size, "row %zu", row + 1);
		return;
	}
	double **place = calloc(hel_dyads_columns(frame->dyads), sizeof *place);
	hel_frame_column columns[3] = {{0, NULL}, {1, NULL}, {2, NULL}};
	if (place)
		hel_frame_read(frame, columns, 3, row, 1, to, place);
	else
		key[0] = key[1] = key[2] = NAN;
	free(place);
	snprintf(words, size, "%s %.0f, %s %.0f, year %.0f", hel_dyads_column(frame->dyads, 0)->name, key[0],
	         hel_dyads_column(frame->dyads, 1)->name, key[1], key[2]);
}
