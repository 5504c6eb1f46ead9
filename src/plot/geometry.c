/* geometry.c: see geometry.h. No page and no map here. */
#include "plot/geometry.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void hel_box_add(hel_box *box, hel_point p)
{
	box->left = fmin(box->left, p.x);
	box->right = fmax(box->right, p.x);
	box->top = fmin(box->top, p.y);
	box->bottom = fmax(box->bottom, p.y);
}

bool hel_box_has(const hel_box *box, hel_point p)
{
	return p.x >= box->left && p.x <= box->right && p.y >= box->top && p.y <= box->bottom;
}

double hel_box_area(const hel_box *box)
{
	return (box->right - box->left) * (box->bottom - box->top);
}

bool hel_boxes_overlap(const hel_box *a, const hel_box *b)
{
	return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

hel_box hel_box_around(hel_point centre, double half_width, double half_height)
{
	return (hel_box){centre.x - half_width, centre.y - half_height, centre.x + half_width, centre.y + half_height};
}

/* --- cutting ------------------------------------------------------------------------------------------------------ */

/* One side of a box: how far inside a point is. */
typedef struct side {
	bool vertical;
	double at, sign;
} side;

static double inside(const side *s, const hel_corner *p)
{
	return s->sign * ((s->vertical ? p->x : p->y) - s->at);
}

static hel_corner crossing(const side *s, const hel_corner *a, const hel_corner *b)
{
	double t = inside(s, a) / (inside(s, a) - inside(s, b));
	hel_corner c = {a->x + t * (b->x - a->x), a->y + t * (b->y - a->y), true};
	*(s->vertical ? &c.x : &c.y) = s->at;
	return c;
}

static size_t cut_side(hel_corner *to, const hel_corner *ring, size_t n, const side *s)
{
	size_t kept = 0;
	for (size_t i = 0; i < n; i++) {
		const hel_corner *a = &ring[i ? i - 1 : n - 1], *b = &ring[i];
		bool a_in = inside(s, a) >= 0, b_in = inside(s, b) >= 0;
		if (a_in != b_in)
			to[kept++] = crossing(s, a, b);
		if (b_in)
			to[kept++] = *b;
	}
	return kept;
}

size_t hel_ring_cut(hel_corner *to, hel_corner *spare, const hel_corner *ring, size_t n, const hel_box *box)
{
	const side sides[] = {{true, box->left, 1}, {true, box->right, -1}, {false, box->top, 1}, {false, box->bottom, -1}};
	n = cut_side(spare, ring, n, &sides[0]);
	n = cut_side(to, spare, n, &sides[1]);
	n = cut_side(spare, to, n, &sides[2]);
	n = cut_side(to, spare, n, &sides[3]);
	return n < 3 ? 0 : n;
}

double hel_ring_area(const hel_corner *ring, size_t n)
{
	double twice = 0;
	for (size_t i = 0; i < n; i++) {
		const hel_corner *a = &ring[i ? i - 1 : n - 1], *b = &ring[i];
		twice += a->x * b->y - b->x * a->y;
	}
	return fabs(twice) / 2;
}

/* --- hatching ----------------------------------------------------------------------------------------------------- */

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* Along the lines u = x + y = constant, v = x - y tells where on them one is. */
static size_t find_crossings(double *v, const hel_corner *corner, const size_t *start, size_t n_rings, double u)
{
	size_t n = 0;
	for (size_t r = 0; r < n_rings; r++) {
		for (size_t i = start[r]; i < start[r + 1]; i++) {
			const hel_corner *a = &corner[i > start[r] ? i - 1 : start[r + 1] - 1], *b = &corner[i];
			double ua = a->x + a->y, ub = b->x + b->y;
			if ((ua <= u) == (ub <= u))
				continue;
			double t = (u - ua) / (ub - ua);
			v[n++] = (a->x - a->y) + t * ((b->x - b->y) - (a->x - a->y));
		}
	}
	qsort(v, n, sizeof *v, by_value);
	return n;
}

bool hel_hatch(const hel_corner *corner, const size_t *start, size_t n_rings, double gap,
	       void (*draw)(void *context, hel_point from, hel_point to), void *context)
{
	double least = INFINITY, greatest = -INFINITY, step = gap * sqrt(2);
	size_t n_corners = start[n_rings];
	double *v = malloc((n_corners + 1) * sizeof *v);
	if (!v)
		return false;
	for (size_t i = 0; i < n_corners; i++) {
		least = fmin(least, corner[i].x + corner[i].y);
		greatest = fmax(greatest, corner[i].x + corner[i].y);
	}
	/* multiples of the step, so that neighbours' lines meet */
	for (double line = ceil(least / step); n_corners && line * step < greatest; line++) {
		double u = line * step;
		size_t n = find_crossings(v, corner, start, n_rings, u);
		for (size_t i = 0; i + 1 < n; i += 2)
			draw(context, (hel_point){(u + v[i]) / 2, (u - v[i]) / 2},
			     (hel_point){(u + v[i + 1]) / 2, (u - v[i + 1]) / 2});
	}
	free(v);
	return true;
}
