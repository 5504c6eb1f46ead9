/* page.h: the parts of the page that are files of their own, and the map. */
#ifndef HEL_REPORT_PAGE_H
#define HEL_REPORT_PAGE_H

#include "helsinki/assess.h"
#include "helsinki/text.h"

extern const char hel_embedded_css[];
extern const char hel_embedded_js[];

/* Appends an SVG map: outlines of today's states (those of the region with data-id), capitals of region states that have no
 * outline as points. Nothing where no state of the region has a place. panel may be NULL: points only. */
hel_status hel_put_map(hel_text *text, const hel_assessment *assessment, hel_panel *panel, hel_error *error);

/* Appends text as the content of an element or attribute. */
void hel_put_escaped(hel_text *text, const char *words);

#endif
