/* terrain.h: the part of the Earth where a region is, as a grid of dots: whose land each is. */
#ifndef HEL_REPORT_TERRAIN_H
#define HEL_REPORT_TERRAIN_H

#include "atlas/projection.h"
#include "helsinki/panel.h"
#include "helsinki/world.h"

enum { HEL_SEA = -1, HEL_OTHER_LAND = -2 };

typedef struct hel_terrain {
	hel_projection projection;
	double left, top, step; /* of the picture, and from dot to dot; in the projection's plane */
	int across, down;       /* dots; 0: no state of the region has a place */
	int *owner;             /* down x across: index of the region's state in the world, or one of the above */
	bool outlined; /* states have the outlines of their land; otherwise they are points, and the land is nobody's */
} hel_terrain;

/* The picture of a world's region, of at most so many dots. Where few capitals lie far from the others, up to a tenth of them are left
 * outside, so that the others can be told apart. panel: where the outlines are; NULL: no land. Owner: the caller, with
 * hel_terrain_free, also after a failure. */
hel_status hel_terrain_make(hel_terrain *terrain, const hel_world *world, hel_panel *panel, int most_across, int most_down,
			    hel_error *error);
void hel_terrain_free(hel_terrain *terrain);

/* The dot of a state's capital; false if it has no place or lies outside the picture. */
bool hel_terrain_place(const hel_terrain *terrain, const hel_state *state, int *x, int *y);

#endif
