/* geometry.h: points and boxes on the page, in points of 1/72 inch, y downwards; polygons cut to a box, and lines across them. */
#ifndef HEL_PLOT_GEOMETRY_H
#define HEL_PLOT_GEOMETRY_H

#include <stdbool.h>
#include <stddef.h>

#include "atlas/point.h"

typedef struct hel_box {
	double left, top, right, bottom;
} hel_box;

#define HEL_NO_BOX ((hel_box){1e300, 1e300, -1e300, -1e300}) /* grows by hel_box_add */

void hel_box_add(hel_box *box, hel_point p);
bool hel_box_has(const hel_box *box, hel_point p);
double hel_box_area(const hel_box *box);
bool hel_boxes_overlap(const hel_box *a, const hel_box *b); /* touching is none */
hel_box hel_box_around(hel_point centre, double half_width, double half_height);

/* A corner of a ring. seam: it lies on an edge that the map's making has put there, the 180th meridian or the frame; an edge between
 * two such corners is no border. */
typedef struct hel_corner {
	double x, y;
	bool seam;
} hel_corner;

/* Cuts a closed ring of n corners to a box, edge by edge (Sutherland and Hodgman 1974). to has room for HEL_CUT_ROOM(n), as has spare;
 * returns how many corners there are, 0 if nothing is left. A ring that leaves the box and comes back stays one, joined along the edge. */
#define HEL_CUT_ROOM(n) (16 * ((n) + 1))
size_t hel_ring_cut(hel_corner *to, hel_corner *spare, const hel_corner *ring, size_t n, const hel_box *box);

double hel_ring_area(const hel_corner *ring, size_t n); /* >= 0 */

/* Calls draw for every piece of the lines at 45 degrees, `gap` apart, that lies inside an even number of rings plus one. Ring r are the
 * corners from start[r] to start[r + 1]. false: no memory. */
bool hel_hatch(const hel_corner *corner, const size_t *start, size_t n_rings, double gap,
	       void (*draw)(void *context, hel_point from, hel_point to), void *context);

#endif
