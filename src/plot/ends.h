/* ends.h: names of lines at their right ends, moved up and down so that they do not overlap. */
#ifndef HEL_PLOT_ENDS_H
#define HEL_PLOT_ENDS_H

#include "plot/sheet.h"

/* end: the y at which the line ends; NAN: it has none, and stands at the foot. line tells those apart that end alike. The rest is
 * hel_put_end_names' own. */
typedef struct hel_end_name {
	hel_text words;
	double end;
	int colour;
	size_t line;
	bool led;
	double y, height; /* where the name begins, and its height */
} hel_end_name;

/* Writes names right of a frame, width points of room for each, and sorts them on the way. */
void hel_put_end_names(hel_sheet *sheet, hel_end_name *names, size_t n, const hel_box *frame, double width);

#endif
