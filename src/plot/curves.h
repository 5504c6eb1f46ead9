/* curves.h: parts of the picture of a sweep: a panel of curves over one parameter, or a field over two. */
#ifndef HEL_PLOT_CURVES_H
#define HEL_PLOT_CURVES_H

#include "plot/axis.h"
#include "plot/page.h"

/* Curves of one unit under one lens. */
typedef struct hel_panel_of_curves {
	const hel_sweep *sweep;
	const hel_ruling *ruling; /* NULL */
	size_t lens;
	hel_unit unit;
	bool name_lens; /* there are several */
} hel_panel_of_curves;

/* Whether a swept quantity belongs to a panel. */
bool hel_in_panel(const hel_panel_of_curves *panel, const hel_swept *swept);

/* Each draws below y and returns the y below it. */
double hel_put_curves(hel_sheet *sheet, const hel_panel_of_curves *panel, double y);
double hel_put_shades(hel_sheet *sheet, const hel_sweep *sweep, const hel_swept *swept, double y);

/* Ticks, their values and the parameter's name below a frame. */
void hel_put_x_axis(hel_sheet *sheet, const hel_box *frame, const hel_ruler *ruler, const char *name);

/* A value of so many digits; beside ticks, whose values are round, they stand in full. */
enum { HEL_TICK_DIGITS = 5 };
void hel_put_value(hel_sheet *sheet, hel_point at, hel_anchor anchor, double value, int digits);

hel_ruler hel_ruler_of(const hel_axis *axis, double start, double end);

#endif
