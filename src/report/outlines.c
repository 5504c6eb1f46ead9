/* outlines.c: see outlines.h. */
#include "report/outlines.h"

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

static bool add_point(hel_outlines *o, size_t *room, const double point[2])
{
	if (o->n_points == *room) {
		size_t more = *room ? 2 * *room : 4096;
		void *grown = realloc(o->point, more * sizeof *o->point);
		if (!grown)
			return false;
		o->point = grown;
		*room = more;
	}
	memcpy(o->point[o->n_points++], point, sizeof *o->point);
	return true;
}

/* `lon lat lon lat ...` */
static bool add_points(hel_outlines *o, size_t *room, const char *points)
{
	double pair[2];
	for (int n = 0; *points; points += *points == ' ') {
		size_t length = strcspn(points, " ");
		if (read_number(points, length, &pair[n]) && ++n == 2) {
			if (!add_point(o, room, pair))
				return false;
			n = 0;
		}
		points += length;
	}
	return true;
}

hel_status hel_outlines_read(hel_outlines *o, const char *directory, hel_error *error)
{
	static const char *const column[] = {"ccode", "points"};
	hel_text path = {0};
	hel_csv csv;
	size_t room = 0;
	*o = (hel_outlines){0};
	hel_text_printf(&path, "%s/shapes.csv", directory);
	hel_status status = path.failed ? hel_fail_memory(error) : hel_csv_open(&csv, path.bytes, column, 2, error);
	if (status) {
		hel_text_free(&path);
		return status;
	}
	bool made = (o->ring = calloc(hel_csv_rows(&csv) + 1, sizeof *o->ring)) != NULL;
	while (made && hel_csv_next(&csv)) {
		hel_ring ring = {hel_csv_int(&csv, 0), o->n_points, 0};
		made = add_points(o, &room, csv.field[1]);
		ring.n = o->n_points - ring.first;
		o->ring[o->n_rings++] = ring;
	}
	status = hel_csv_close(&csv);
	hel_text_free(&path);
	return made ? status : hel_fail_memory(error);
}

void hel_outlines_free(hel_outlines *o)
{
	free(o->ring);
	free(o->point);
	*o = (hel_outlines){0};
}
