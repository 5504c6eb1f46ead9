/* scale.c: see scale.h. */
#include "plot/scale.h"

#include <math.h>
#include <stdio.h>

#include "report/words.h"

static const int colours[HEL_CLASSES] = {0xa04000, 0xe08030, 0xf7cfa6, 0xededed, 0xb3d4f0, 0x4a90d0, 0x0a4f94};

enum { DISC_CORNERS = 48, FINEST = 6 };
static const double HATCH_GAP = 2.4, HATCH_WIDTH = 0.35, WIDEST_BOX = 30, BOX_HEIGHT = 9, UNKNOWN_KEY = 110;

hel_scale hel_scale_for(const double *value, size_t n)
{
	double greatest = 0, part = 1;
	for (size_t i = 0; i < n; i++)
		greatest = isnan(value[i]) ? greatest : fmax(greatest, fabs(value[i]));
	for (int finer = 0; finer < FINEST && greatest > 0 && greatest * part < 0.03; finer++)
		part *= 10;
	return (hel_scale){0.005 / part, 0.03 / part, 0.1 / part};
}

int hel_class_of(const hel_scale *s, double value)
{
	double size = fabs(value);
	if (isnan(value))
		return HEL_UNKNOWN_CLASS;
	int steps = size >= s->most ? 3 : size >= s->middle ? 2 : size >= s->least ? 1 : 0;
	return HEL_SAME_CLASS + (value < 0 ? -steps : steps);
}

int hel_class_colour(int class)
{
	return class < 0 ? HEL_WHITE : colours[class];
}

int hel_class_words(int class)
{
	return class == 0 || class >= 5 ? HEL_WHITE : HEL_BLACK;
}

/* --- painting ----------------------------------------------------------------------------------------------------- */

static void add_line(void *context, hel_point from, hel_point to)
{
	hel_move_to(context, from);
	hel_line_to(context, to);
}

static void hatch(hel_sheet *sheet, const hel_corner *corner, const size_t *start, size_t n_rings, int class)
{
	if (class < 0 || class >= HEL_SAME_CLASS)
		return;
	sheet->failed |= !hel_hatch(corner, start, n_rings, HATCH_GAP, add_line, sheet);
	hel_draw(sheet, (hel_ink){.fill = HEL_NO_INK, .stroke = class == 0 ? HEL_WHITE : 0x5a2400, .width = HATCH_WIDTH});
}

void hel_paint_disc(hel_sheet *sheet, hel_point centre, double radius, int class, hel_ink edge)
{
	hel_corner corner[DISC_CORNERS];
	const size_t start[] = {0, DISC_CORNERS};
	for (int c = 0; c < DISC_CORNERS; c++) {
		double angle = 2 * acos(-1) * c / DISC_CORNERS;
		corner[c] = (hel_corner){centre.x + radius * cos(angle), centre.y + radius * sin(angle), false};
	}
	hel_draw_disc(sheet, centre, radius, (hel_ink){.fill = hel_class_colour(class), .stroke = HEL_NO_INK});
	hatch(sheet, corner, start, 1, class);
	edge.fill = HEL_NO_INK;
	hel_draw_disc(sheet, centre, radius, edge);
}

void hel_paint_box(hel_sheet *sheet, const hel_box *b, int class, hel_ink edge)
{
	const hel_corner corner[] = {
	    {b->left, b->top, false}, {b->right, b->top, false}, {b->right, b->bottom, false}, {b->left, b->bottom, false}};
	const size_t start[] = {0, 4};
	hel_draw_box(sheet, b, (hel_ink){.fill = hel_class_colour(class), .stroke = HEL_NO_INK});
	hatch(sheet, corner, start, 1, class);
	edge.fill = HEL_NO_INK;
	hel_draw_box(sheet, b, edge);
}

void hel_paint_rings(hel_sheet *sheet, const hel_corner *corner, const size_t *start, size_t n_rings, int class)
{
	int colour = hel_class_colour(class);
	for (size_t r = 0; r < n_rings; r++) {
		for (size_t i = start[r]; i < start[r + 1]; i++)
			(i == start[r] ? hel_move_to : hel_line_to)(sheet, (hel_point){corner[i].x, corner[i].y});
		hel_close(sheet);
	}
	/* a line of the same colour closes the cracks between parts of one state */
	hel_draw(sheet, (hel_ink){.fill = colour, .stroke = colour, .width = 0.3});
	hatch(sheet, corner, start, n_rings, class);
}

/* --- legend ------------------------------------------------------------------------------------------------------- */

static void put_bound(hel_sheet *sheet, hel_point at, double value)
{
	char words[64];
	snprintf(words, sizeof words, "%s%s", value < 0 ? "\xe2\x88\x92" : "+", hel_digits(fabs(value), 1).text);
	hel_write(sheet, at, (hel_writing){.size = 6.5, .anchor = HEL_MIDDLE}, words);
}

double hel_put_scale(hel_sheet *sheet, hel_point at, const hel_scale *s, const char *words, bool unknown)
{
	const double bound[] = {-s->most, -s->middle, -s->least, s->least, s->middle, s->most};
	const hel_ink edge = {.fill = HEL_NO_INK, .stroke = HEL_GREY, .width = 0.4};
	const hel_writing small = {.size = 6.5};
	double below = at.y + 11 + BOX_HEIGHT + 12;
	hel_write(sheet, (hel_point){at.x, at.y + 7}, (hel_writing){.size = 7.5}, words);
	double box = fmin(WIDEST_BOX, (sheet->width - 2 * at.x) / HEL_CLASSES), top = at.y + 11,
	       right = at.x + HEL_CLASSES * box;
	for (int class = 0; class < HEL_CLASSES; class ++)
		hel_paint_box(sheet, &(hel_box){at.x + class * box, top, at.x + (class + 1) * box, top + BOX_HEIGHT}, class,
			      edge);
	for (int b = 0; b < HEL_CLASSES - 1; b++)
		put_bound(sheet, (hel_point){at.x + (b + 1) * box, top + BOX_HEIGHT + 7.5}, bound[b]);
	hel_write(sheet, (hel_point){at.x, top + BOX_HEIGHT + 7.5}, small, "loses");
	hel_write(sheet, (hel_point){right, top + BOX_HEIGHT + 7.5}, (hel_writing){.size = 6.5, .anchor = HEL_END}, "gains");
	if (unknown) {
		bool beside = right + UNKNOWN_KEY <= sheet->width;
		hel_point key = {beside ? right + 14 : at.x, beside ? top : top + BOX_HEIGHT + 12};
		hel_paint_box(sheet, &(hel_box){key.x, key.y, key.x + 15, key.y + BOX_HEIGHT}, HEL_UNKNOWN_CLASS, edge);
		hel_write(sheet, (hel_point){key.x + 19, key.y + 7}, small, "not known to the lens");
		below = fmax(below, key.y + BOX_HEIGHT + 3);
	}
	return below;
}
