/* view.h: outlines on a part of the page. */
#ifndef HEL_PLOT_VIEW_H
#define HEL_PLOT_VIEW_H

#include "atlas/outlines.h"
#include "atlas/projection.h"
#include "plot/geometry.h"

/* A part of the plane of a projection on a part of the page, of the same shape. */
typedef struct hel_view {
	hel_projection projection;
	hel_box plane, page;
} hel_view;

hel_point hel_view_point(const hel_view *view, double lat, double lon); /* may lie outside the page's part */

/* The rings of one state as they are seen in a view, cut to it: as hel_hatch takes them. */
typedef struct hel_seen {
	size_t n_rings;
	size_t *start;
	hel_corner *corner;
	double area;    /* of all, square points */
	double largest; /* of the largest, and its middle */
	hel_point middle;
} hel_seen;

/* Rings first .. end of the outlines. Owner: the caller. HEL_ENOMEM. */
hel_status hel_outlines_see(hel_seen *seen, const hel_outlines *outlines, size_t first, size_t end, const hel_view *view,
			    hel_error *error);
void hel_seen_free(hel_seen *seen);

/* The box, in the plane of a projection, of the largest of these rings; HEL_NO_BOX where it has no place. */
hel_status hel_outlines_largest(hel_box *box, const hel_outlines *outlines, size_t first, size_t end,
				const hel_projection *projection, hel_error *error);

#endif
