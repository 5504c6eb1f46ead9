/* map.c: an Equal Earth map (Savric, Patterson and Jenny 2018) of the part of the world where the region is. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/fail.h"
#include "base/text.h"
#include "report/page.h"

typedef struct place {
	double x, y; /* y grows downwards */
} place;

enum { WIDTH = 1000 };

static place project(double lat, double lon)
{
	const double a1 = 1.340264, a2 = -0.081106, a3 = 0.000893, a4 = 0.003796, pi = acos(-1);
	double theta = asin(sqrt(3) / 2 * sin(lat * pi / 180)), t2 = theta * theta, t6 = t2 * t2 * t2;
	double x = 2 * sqrt(3) * (lon * pi / 180) * cos(theta) / (3 * (9 * a4 * t6 * t2 + 7 * a3 * t6 + 3 * a2 * t2 + a1));
	double y = theta * (a4 * t6 * t2 + a3 * t6 + a2 * t2 + a1);
	const double scale = WIDTH / 5.41326;
	return (place){(x + 2.70663) * scale, (1.3173 - y) * scale};
}

typedef struct box {
	double left, top, right, bottom;
	bool any;
} box;

static void widen(box *b, place p)
{
	if (!b->any)
		*b = (box){p.x, p.y, p.x, p.y, true};
	b->left = fmin(b->left, p.x);
	b->right = fmax(b->right, p.x);
	b->top = fmin(b->top, p.y);
	b->bottom = fmax(b->bottom, p.y);
}

/* Where the capitals of the region are, with a margin: outlines may run out of the picture, states may not. */
static box find_box(const hel_world *world)
{
	box b = {0};
	for (int i = 0; i < world->n; i++) {
		if (world->state[i].in_region && !isnan(world->state[i].lat))
			widen(&b, project(world->state[i].lat, world->state[i].lon));
	}
	double margin = 30 + 0.08 * (b.right - b.left);
	b.left -= margin;
	b.right += margin;
	b.top = fmax(b.top - margin, 0);
	b.bottom += margin;
	return b;
}

/* One ring: numbers lon lat lon lat ..., separated by anything else. */
static void put_ring(hel_text *path, const char *points)
{
	double pair[2], last = 0;
	int n = 0;
	char command = 'M';
	while (*points) {
		size_t length = strcspn(points, " ;,");
		char number[32];
		if (length && length < sizeof number) {
			memcpy(number, points, length);
			number[length] = '\0';
			if (hel_parse_double(number, &pair[n]) && ++n == 2) {
				place p = project(pair[1], pair[0]);
				if (fabs(pair[0] - last) > 180) /* over the edge of the map, not across it */
					command = 'M';
				last = pair[0];
				hel_text_printf(path, "%c%d.%d %d.%d", command, (int)p.x, (int)(10 * p.x) % 10, (int)p.y, (int)(10 * p.y) % 10);
				command = 'L';
				n = 0;
			}
		}
		points += length;
		points += *points != '\0';
	}
	hel_text_put(path, "Z", 1);
}

static void open_shape(hel_text *text, const hel_world *world, int ccode, bool *drawn)
{
	int i = hel_world_find_code(world, ccode);
	if (i >= 0 && world->state[i].in_region) {
		drawn[i] = true;
		hel_text_printf(text, "<path class=\"state\" data-id=\"");
		hel_put_escaped(text, world->state[i].id);
		hel_text_printf(text, "\" d=\"");
	} else {
		hel_text_printf(text, "<path class=\"other\" d=\"");
	}
}

static hel_status put_shapes(hel_text *text, const hel_world *world, const char *directory, bool *drawn, hel_error *error)
{
	static const char *const column[] = {"ccode", "points"};
	char path[4096];
	hel_csv csv;
	size_t length = strlen(directory);
	if (length + sizeof "/shapes.csv" > sizeof path)
		return hel_fail(error, HEL_EDATA, "the path of the data directory is too long");
	memcpy(path, directory, length);
	memcpy(path + length, "/shapes.csv", sizeof "/shapes.csv");
	hel_status status = hel_csv_open(&csv, path, column, 2, error);
	if (status)
		return status;
	int last = -1;
	while (hel_csv_next(&csv)) {
		int ccode = hel_csv_int(&csv, 0);
		if (ccode != last) {
			hel_text_printf(text, last >= 0 ? "\"/>\n" : "");
			open_shape(text, world, ccode, drawn);
		}
		put_ring(text, csv.field[1]);
		last = ccode;
	}
	hel_text_printf(text, last >= 0 ? "\"/>\n" : "");
	return hel_csv_close(&csv);
}

static void put_points(hel_text *text, const hel_world *world, const bool *drawn)
{
	for (int i = 0; i < world->n; i++) {
		const hel_state *s = &world->state[i];
		if (!s->in_region || drawn[i] || isnan(s->lat))
			continue;
		place p = project(s->lat, s->lon);
		hel_text_printf(text, "<circle class=\"state\" data-id=\"");
		hel_put_escaped(text, s->id);
		hel_text_printf(text, "\" cx=\"%d\" cy=\"%d\" r=\"4\"/>\n", (int)p.x, (int)p.y);
	}
}

hel_status hel_put_map(hel_text *text, const hel_assessment *assessment, hel_panel *panel, hel_error *error)
{
	const hel_world *world = &assessment->scenario->world;
	box b = find_box(world);
	if (!b.any)
		return HEL_OK;
	bool *drawn = calloc((size_t)world->n + 1, sizeof *drawn);
	if (!drawn)
		return hel_fail_memory(error);
	hel_text_printf(text, "<svg id=\"map\" role=\"img\" aria-label=\"Map of the change in security\" viewBox=\"%d %d %d %d\">\n",
	                (int)b.left, (int)b.top, (int)(b.right - b.left), (int)(b.bottom - b.top));
	hel_status status = HEL_OK;
	if (panel && !world->stated)
		status = put_shapes(text, world, hel_panel_directory(panel), drawn, error);
	put_points(text, world, drawn);
	hel_text_printf(text, "</svg>\n<p id=\"legend\"></p>\n");
	free(drawn);
	return status;
}
