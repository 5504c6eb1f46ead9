/* textmap.h: for a terminal, a map of who gains and who loses under each lens. */
#ifndef HEL_REPORT_TEXTMAP_H
#define HEL_REPORT_TEXTMAP_H

#include "helsinki/assess.h"
#include "report/lines.h"
#include "report/terrain.h"

enum { HEL_TEXTMAP_ROOM = 100 }; /* columns that a terminal needs to have for a map */

/* The terrain that maps of so many columns are drawn on. */
hel_status hel_textmap_terrain(hel_terrain *terrain, const hel_world *world, hel_panel *panel, int columns,
			       hel_error *error);

/* The region's states in the colour, and without colours the pattern, of what they gain or lose by the mechanism that treats them most
 * differently under the lens; a legend. Nothing where nobody gains or loses. false: no memory. */
bool hel_put_textmap(const hel_lines *lines, const hel_assessment *assessment, size_t lens, const hel_terrain *terrain);

#endif
