/* outlines.c: see outlines.h. */
#include "atlas/outlines.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/fail.h"
#include "helsinki/text.h"

static bool read_number(const char *word, size_t length, double *value)
{
	char number[32];
	if (!length || length >= sizeof number)
		return false;
	memcpy(number, word, length);
	number[length] = '\0';
	return hel_parse_double(number, value);
}

static bool add_place(hel_outlines *o, size_t *room, hel_place place)
{
	if (o->n_places == *room) {
		size_t more = *room ? 2 * *room : 4096;
		void *grown = realloc(o->place, more * sizeof *o->place);
		if (!grown)
			return false;
		o->place = grown;
		*room = more;
	}
	o->place[o->n_places++] = place;
	return true;
}

/* `lon lat lon lat ...` */
static bool add_places(hel_outlines *o, size_t *room, const char *points)
{
	double pair[2];
	for (int n = 0; *points; points += *points == ' ') {
		size_t length = strcspn(points, " ");
		if (read_number(points, length, &pair[n]) && ++n == 2) {
			if (!add_place(o, room, (hel_place){.lat = pair[1], .lon = pair[0]}))
				return false;
			n = 0;
		}
		points += length;
	}
	return true;
}

static hel_status read_rings(hel_outlines *o, hel_csv *csv, hel_error *error)
{
	size_t rows = hel_csv_rows(csv), room = 0;
	o->ccode = calloc(rows + 1, sizeof *o->ccode);
	o->start = calloc(rows + 1, sizeof *o->start);
	bool made = o->ccode && o->start;
	while (made && hel_csv_next(csv)) {
		o->ccode[o->n_rings++] = hel_csv_int(csv, 0);
		made = add_places(o, &room, csv->field[1]);
		o->start[o->n_rings] = o->n_places;
	}
	hel_status status = hel_csv_close(csv);
	return made ? status : hel_fail_memory(error);
}

hel_status hel_outlines_read(hel_outlines *o, const char *directory, hel_error *error)
{
	static const char *const column[] = {"ccode", "points"};
	hel_text path = {0};
	hel_csv csv;
	*o = (hel_outlines){0};
	hel_text_printf(&path, "%s/shapes.csv", directory);
	hel_status status = path.failed ? hel_fail_memory(error) : hel_csv_open(&csv, path.bytes, column, 2, error);
	if (!status)
		status = read_rings(o, &csv, error);
	if (status)
		hel_outlines_free(o);
	hel_text_free(&path);
	return status;
}

void hel_outlines_free(hel_outlines *o)
{
	free(o->ccode);
	free(o->start);
	free(o->place);
	*o = (hel_outlines){0};
}

size_t hel_outlines_end(const hel_outlines *o, size_t first)
{
	size_t end = first + 1;
	while (end < o->n_rings && o->ccode[end] == o->ccode[first])
		end++;
	return end;
}
