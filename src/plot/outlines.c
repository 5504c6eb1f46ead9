/* outlines.c: see outlines.h. */
#include "plot/outlines.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/fail.h"
#include "base/text.h"

/* --- reading ------------------------------------------------------------------------------------------------------ */

static bool grow(void **things, size_t needed, size_t *room, size_t size)
{
	if (needed <= *room)
		return true;
	size_t more = needed < 512 ? 1024 : 2 * needed;
	void *grown = realloc(*things, more * size);
	if (!grown)
		return false;
	*things = grown;
	*room = more;
	return true;
}

static bool add_corner(hel_outlines *o, double lon, double lat)
{
	void *corners = o->corner;
	if (!grow(&corners, o->n_corners + 1, &o->room_corners, sizeof *o->corner))
		return false;
	o->corner = corners;
	o->corner[o->n_corners++] = (hel_corner){lon, lat, fabs(lon) > 179.99};
	return true;
}

static bool add_ring(hel_outlines *o, int ccode)
{
	void *codes = o->ccode, *starts = o->start;
	size_t room = o->room_rings;
	bool done = grow(&codes, o->n_rings + 2, &room, sizeof *o->ccode);
	o->ccode = codes;
	done = done && grow(&starts, o->n_rings + 2, &o->room_rings, sizeof *o->start);
	o->start = starts;
	if (!done)
		return false;
	o->ccode[o->n_rings] = ccode;
	o->start[o->n_rings++] = o->n_corners;
	return true;
}

/* Numbers lon lat lon lat ..., between spaces. */
static bool add_points(hel_outlines *o, const char *points)
{
	double pair[2];
	int n = 0;
	for (size_t length; *points; points += length + (points[length] != '\0')) {
		char number[32];
		length = strcspn(points, " ");
		if (!length || length >= sizeof number)
			continue;
		memcpy(number, points, length);
		number[length] = '\0';
		if (!hel_parse_double(number, &pair[n]) || ++n < 2)
			continue;
		n = 0;
		if (!add_corner(o, pair[0], pair[1]))
			return false;
	}
	return true;
}

hel_status hel_outlines_read(hel_outlines *outlines, const char *directory, hel_error *error)
{
	static const char *const column[] = {"ccode", "points"};
	char path[4096];
	hel_csv csv;
	hel_outlines o = {0};
	bool room = true;
	if (snprintf(path, sizeof path, "%s/shapes.csv", directory) >= (int)sizeof path)
		return hel_fail(error, HEL_EDATA, "the path of the data directory is too long");
	hel_status status = hel_csv_open(&csv, path, column, 2, error);
	if (status)
		return status;
	while (room && hel_csv_next(&csv))
		room = add_ring(&o, hel_csv_int(&csv, 0)) && add_points(&o, csv.field[1]);
	status = hel_csv_close(&csv);
	if (!status && !room)
		status = hel_fail_memory(error);
	if (status || !o.n_rings) {
		hel_outlines_free(&o);
		return status;
	}
	o.start[o.n_rings] = o.n_corners;
	*outlines = o;
	return HEL_OK;
}

void hel_outlines_free(hel_outlines *o)
{
	free(o->ccode);
	free(o->start);
	free(o->corner);
	*o = (hel_outlines){0};
}

/* --- seeing ------------------------------------------------------------------------------------------------------- */

hel_point hel_view_point(const hel_view *v, double lat, double lon)
{
	hel_point p = hel_project(&v->projection, lat, lon);
	double scale = (v->page.right - v->page.left) / (v->plane.right - v->plane.left);
	return (hel_point){v->page.left + (p.x - v->plane.left) * scale, v->page.top + (p.y - v->plane.top) * scale};
}

/* Room for one ring in every stage of its way to the page. */
typedef struct stages {
	hel_corner *turned, *cut, *spare;
} stages;

/* Longitudes counted from the middle of the map and without jumps. */
static void turn_ring(hel_corner *to, const hel_corner *ring, size_t n, double middle)
{
	for (size_t i = 0; i < n; i++) {
		to[i] = ring[i];
		to[i].x -= middle;
		if (i)
			to[i].x -= 360 * round((to[i].x - to[i - 1].x) / 360);
	}
}

static void add_seen(hel_seen *seen, const hel_corner *ring, size_t n)
{
	if (n < 3)
		return;
	double area = hel_ring_area(ring, n);
	hel_corner *to = &seen->corner[seen->start[seen->n_rings]];
	memcpy(to, ring, n * sizeof *ring);
	seen->start[++seen->n_rings] = (size_t)(to - seen->corner) + n;
	seen->area += area;
	if (area <= seen->largest)
		return;
	hel_point sum = {0, 0};
	double twice = 0;
	for (size_t i = 0; i < n; i++) {
		const hel_corner *a = &ring[i ? i - 1 : n - 1], *b = &ring[i];
		double w = a->x * b->y - b->x * a->y;
		twice += w;
		sum.x += w * (a->x + b->x);
		sum.y += w * (a->y + b->y);
	}
	seen->largest = area;
	seen->middle =
	    twice != 0 ? (hel_point){sum.x / (3 * twice), sum.y / (3 * twice)} : (hel_point){ring[0].x, ring[0].y};
}

/* No ring that reaches this far from the centre of an azimuthal map is shown: near the antipode it would be turned inside out. */
static const double HORIZON = 150;

static bool beyond_horizon(const hel_corner *ring, size_t n, const hel_projection *projection)
{
	for (size_t i = 0; projection->kind == HEL_AZIMUTHAL && i < n; i++) {
		if (hel_angle_from_centre(projection, ring[i].y, ring[i].x) > HORIZON)
			return true;
	}
	return false;
}

/* Corners nearer to the last than the eye can tell add only bytes: 1/8 mm on a page, relative to the part that is seen. */
static size_t to_page(hel_corner *ring, size_t n, const hel_view *view)
{
	double least = (view->page.right - view->page.left) / 1200;
	size_t kept = 0;
	for (size_t i = 0; i < n; i++) {
		hel_point p = hel_view_point(view, ring[i].y, ring[i].x + view->projection.lon);
		bool seen = !kept || ring[i].seam || hypot(p.x - ring[kept - 1].x, p.y - ring[kept - 1].y) >= least;
		if (seen)
			ring[kept++] = (hel_corner){p.x, p.y, ring[i].seam};
	}
	return kept;
}

/* Rings of a map round the globe are cut where the map ends, so that each part stays on its side. */
static void see_ring(hel_seen *seen, const hel_corner *ring, size_t n, const hel_view *view, const stages *s)
{
	if (beyond_horizon(ring, n, &view->projection))
		return;
	bool whole = view->projection.kind == HEL_AZIMUTHAL;
	for (int lap = whole ? 0 : -1; lap <= (whole ? 0 : 1); lap++) {
		const hel_box globe = {-180, -91, 180, 91};
		size_t left = n;
		turn_ring(s->turned, ring, n, view->projection.lon);
		for (size_t i = 0; i < n; i++)
			s->turned[i].x += 360 * lap;
		if (!whole)
			left = hel_ring_cut(s->cut, s->spare, s->turned, n, &globe);
		if (!whole)
			memcpy(s->turned, s->cut, left * sizeof *s->cut);
		left = to_page(s->turned, left, view);
		add_seen(seen, s->cut, hel_ring_cut(s->cut, s->spare, s->turned, left, &view->page));
	}
}

hel_status hel_outlines_see(hel_seen *seen, const hel_outlines *o, size_t first, size_t end, const hel_view *view,
			    hel_error *error)
{
	size_t corners = o->start[end] - o->start[first], most = 0;
	for (size_t r = first; r < end; r++)
		most = o->start[r + 1] - o->start[r] > most ? o->start[r + 1] - o->start[r] : most;
	size_t room = HEL_CUT_ROOM(HEL_CUT_ROOM(most));
	*seen = (hel_seen){.start = calloc(3 * (end - first) + 1, sizeof *seen->start),
			   .corner = calloc(HEL_CUT_ROOM(3 * corners + end - first), sizeof *seen->corner)};
	stages s = {calloc(room, sizeof *s.turned), calloc(room, sizeof *s.cut), calloc(room, sizeof *s.spare)};
	bool ready = seen->start && seen->corner && s.turned && s.cut && s.spare;
	for (size_t r = first; ready && r < end; r++)
		see_ring(seen, &o->corner[o->start[r]], o->start[r + 1] - o->start[r], view, &s);
	free(s.turned);
	free(s.cut);
	free(s.spare);
	if (ready)
		return HEL_OK;
	hel_seen_free(seen);
	return hel_fail_memory(error);
}

void hel_seen_free(hel_seen *seen)
{
	free(seen->start);
	free(seen->corner);
	*seen = (hel_seen){0};
}

hel_status hel_outlines_largest(hel_box *box, const hel_outlines *o, size_t first, size_t end,
				const hel_projection *projection, hel_error *error)
{
	/* the whole plane, a point of the page for each of its units, too large to be cut by */
	const hel_box all = {-8, -8, 8, 8};
	const hel_view view = {*projection, all, all};
	hel_seen seen;
	hel_status status = hel_outlines_see(&seen, o, first, end, &view, error);
	if (status)
		return status;
	*box = HEL_NO_BOX;
	for (size_t r = 0; r < seen.n_rings; r++) {
		size_t n = seen.start[r + 1] - seen.start[r];
		const hel_corner *ring = &seen.corner[seen.start[r]];
		if (hel_ring_area(ring, n) < seen.largest)
			continue;
		for (size_t i = 0; i < n; i++)
			hel_box_add(box, (hel_point){ring[i].x, ring[i].y});
	}
	hel_seen_free(&seen);
	return HEL_OK;
}
