/* view.c: see view.h. */
#include "plot/view.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"

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

/* Longitudes counted from the middle of the map and without jumps. The outlines are cut at the 180th meridian, which is no border. */
static void turn_ring(hel_corner *to, const hel_place *ring, size_t n, double middle)
{
	for (size_t i = 0; i < n; i++) {
		to[i] = (hel_corner){ring[i].lon - middle, ring[i].lat, fabs(ring[i].lon) > 179.99};
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

static bool beyond_horizon(const hel_place *ring, size_t n, const hel_projection *projection)
{
	for (size_t i = 0; projection->kind == HEL_AZIMUTHAL && i < n; i++) {
		if (hel_angle_from_centre(projection, ring[i].lat, ring[i].lon) > HORIZON)
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
static void see_ring(hel_seen *seen, const hel_place *ring, size_t n, const hel_view *view, const stages *s)
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
		see_ring(seen, &o->place[o->start[r]], o->start[r + 1] - o->start[r], view, &s);
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
