/* scale.h: classes of change and their colours: blue gains, orange loses, told apart by the colour-blind; darker is more, and losses are
 * hatched, so that grey prints can be read. */
#ifndef HEL_PLOT_SCALE_H
#define HEL_PLOT_SCALE_H

#include "plot/sheet.h"

enum { HEL_UNKNOWN_CLASS = -1, HEL_SAME_CLASS = 3, HEL_CLASSES = 7 };

/* Changes of less than least are none; those from middle, from most on are in classes of their own. The page has 0.005, 0.03, 0.1. */
typedef struct hel_scale {
	double least, middle, most;
} hel_scale;

/* As on the page, or, where no value (NAN allowed) reaches `middle`, so many powers of ten finer that one does. */
hel_scale hel_scale_for(const double *value, size_t n);

int hel_class_of(const hel_scale *scale, double value); /* 0: loses most .. 6: gains most */

/* The colour of a class, and one that words on it can be read in. */
int hel_class_colour(int class);
int hel_class_words(int class);

/* Shapes in the colour of a class, hatched where it loses. edge: of the line around them. Rings as in hel_hatch. */
void hel_paint_disc(hel_sheet *sheet, hel_point centre, double radius, int class, hel_ink edge);
void hel_paint_box(hel_sheet *sheet, const hel_box *box, int class, hel_ink edge);
void hel_paint_rings(hel_sheet *sheet, const hel_corner *corner, const size_t *start, size_t n_rings, int class);

/* The scale under a line of words, from x on; returns the y below it. unknown: a box for what is not known. */
double hel_put_scale(hel_sheet *sheet, hel_point at, const hel_scale *scale, const char *words, bool unknown);

#endif
