/* circle.h: where states stand in a circle, and the hubs of their pacts within it. */
#ifndef HEL_PLOT_CIRCLE_H
#define HEL_PLOT_CIRCLE_H

#include "plot/sheet.h"
#include "plot/ties.h"

#define HEL_LARGEST_DISC 13.0 /* radius of the most capable state's; areas are as capabilities, but for the smallest */
#define HEL_SMALLEST_DISC 1.6
#define HEL_HUB_HEIGHT 6.5    /* half of it */
#define HEL_LONGEST_NAME 70.0 /* longer ids are cut */

typedef struct hel_node {
	int state;
	double radius, angle;
	hel_point at;
} hel_node;

typedef struct hel_circle {
	const hel_world *world;
	hel_ties ties;  /* without the hubs of which one party alone is here */
	hel_node *node; /* clockwise from the top */
	int *place;     /* of a state in node; -1 */
	int n_nodes;    /* 0: the region has no state */
	double radius, name_size, bottom;
	hel_point centre;
	hel_point *hub;    /* their middles */
	double *hub_width; /* half of it */
	hel_text lone;     /* names of the hubs left out */
} hel_circle;

extern const hel_writing hel_hub_writing;

/* Lays out a mechanism's promises below `top` on a page of this width, margins included. Owner: the caller. HEL_ENOMEM. */
hel_status hel_circle_make(hel_circle *circle, const hel_world *world, const hel_mechanism *mechanism, const hel_lens *lens,
			   double width, double top, hel_error *error);
void hel_circle_free(hel_circle *circle);

/* A hub's name as it stands in its box, into buffer, which is returned. */
const char *hel_hub_name(const hel_circle *circle, size_t hub, char *buffer, size_t size);

#endif
