/* shades.c: a quantity over two parameters, as a field of shades: blue above 0 and orange, hatched, below, as changes are shown elsewhere. */
#include <math.h>
#include <stdio.h>

#include "plot/curves.h"
#include "plot/scale.h"
#include "report/claims.h"
#include "report/words.h"

static const double HEIGHT = 190, AXIS = 52, KEY = 104;

/* Shades, from the least value to the greatest; those below 0 are classes 0 .. 2 of the scale of changes, those above 4 .. 6. */
typedef struct shades {
	double least, greatest;
} shades;

enum { N_SHADES = 6 };

static shades find_range(const hel_sweep *sweep, const hel_swept *swept)
{
	shades s = {INFINITY, -INFINITY};
	for (size_t cell = 0; cell < sweep->n_cells; cell++) {
		double value = swept->figure[cell].value;
		s.least = isnan(value) ? s.least : fmin(s.least, value);
		s.greatest = isnan(value) ? s.greatest : fmax(s.greatest, value);
	}
	return s;
}

/* Darker is farther from 0, or, where nothing lies below it, from the least. */
static hel_ink shade_of(const shades *s, double value)
{
	double size = fmax(fabs(s->least), fabs(s->greatest)), range = s->greatest - s->least;
	double share = s->least < 0 ? value / (size > 0 ? size : 1) : range > 0 ? (value - s->least) / range : 0;
	const int low[] = {213, 94, 0}, high[] = {0, 114, 178}, *end = share < 0 ? low : high;
	int colour = 0;
	if (isnan(value))
		return (hel_ink){.fill = HEL_WHITE, .stroke = HEL_NO_INK};
	for (int c = 0; c < 3; c++)
		colour = colour << 8 | (255 - (int)(fabs(share) * (255 - end[c])));
	return (hel_ink){.fill = colour, .stroke = colour, .width = 0.2}; /* the line closes the cracks between cells */
}

static void add_line(void *context, hel_point from, hel_point to)
{
	hel_move_to(context, from);
	hel_line_to(context, to);
}

/* Lines through what is below 0. */
static void hatch(hel_sheet *sheet, const hel_box *cell)
{
	const hel_corner corner[] = {{cell->left, cell->top, false},
				     {cell->right, cell->top, false},
				     {cell->right, cell->bottom, false},
				     {cell->left, cell->bottom, false}};
	const size_t start[] = {0, 4};
	sheet->failed |= !hel_hatch(corner, start, 1, 4, add_line, sheet);
}

static void draw_cells(hel_sheet *sheet, const hel_sweep *sweep, const hel_swept *swept, const hel_box *frame,
		       const shades *s)
{
	int nx = sweep->options.axis[0].n, ny = sweep->options.axis[1].n;
	double w = (frame->right - frame->left) / nx, h = (frame->bottom - frame->top) / ny;
	for (int pass = 0; pass < 2; pass++) {
		for (int x = 0; x < nx; x++) {
			for (int y = 0; y < ny; y++) {
				double value = swept->figure[x * ny + y].value;
				hel_box cell = {frame->left + x * w, frame->bottom - (y + 1) * h, frame->left + (x + 1) * w,
						frame->bottom - y * h};
				if (pass == 0)
					hel_draw_box(sheet, &cell, shade_of(s, value));
				else if (value < 0)
					hatch(sheet, &cell);
			}
		}
	}
	hel_draw(sheet, (hel_ink){.fill = HEL_NO_INK, .stroke = 0x5a2400, .width = 0.3});
}

/* Values stand at the middles of their cells. */
static hel_ruler ruler_of_cells(const hel_axis *axis, double start, double end)
{
	double half = (end - start) / axis->n / 2;
	return hel_ruler_of(axis, start + half, end - half);
}

static void put_y_axis(hel_sheet *sheet, const hel_axis *axis, const hel_box *frame)
{
	hel_ruler ruler = ruler_of_cells(axis, frame->bottom, frame->top);
	double tick[HEL_TICKS_MAX];
	size_t n = hel_ruler_ticks(&ruler, tick);
	for (size_t t = 0; t < n; t++) {
		double y = hel_ruler_place(&ruler, tick[t]);
		hel_draw_line(sheet, (hel_point){frame->left - 3, y}, (hel_point){frame->left, y},
			      (hel_ink){.fill = HEL_NO_INK, .stroke = HEL_GREY, .width = 0.5});
		hel_put_value(sheet, (hel_point){frame->left - 5, y + 2.6}, HEL_END, tick[t], HEL_TICK_DIGITS);
	}
	hel_write(sheet, (hel_point){frame->left - 34, (frame->top + frame->bottom) / 2},
		  (hel_writing){.size = HEL_PAGE_TEXT, .anchor = HEL_MIDDLE, .italic = true, .turn = -90},
		  hel_turn_name(axis->turn));
}

static void put_key(hel_sheet *sheet, const shades *s, double x, double top)
{
	for (int step = 0; step <= N_SHADES; step++) {
		double value = s->greatest + (s->least - s->greatest) * step / N_SHADES, y = top + 12 * step;
		hel_box box = {x, y, x + 18, y + 12};
		hel_draw_box(sheet, &box, shade_of(s, value));
		if (value < 0)
			hatch(sheet, &box);
		hel_draw(sheet, (hel_ink){.fill = HEL_NO_INK, .stroke = 0x5a2400, .width = 0.3});
		hel_put_value(sheet, (hel_point){x + 22, y + 8.6}, HEL_START, value, 3);
	}
	hel_draw_box(sheet, &(hel_box){x, top, x + 18, top + 12 * (N_SHADES + 1)},
		     (hel_ink){.fill = HEL_NO_INK, .stroke = HEL_GREY, .width = 0.5});
}

double hel_put_shades(hel_sheet *sheet, const hel_sweep *sweep, const hel_swept *swept, double y)
{
	const hel_sweep_options *o = &sweep->options;
	hel_text words = {0};
	shades s = find_range(sweep, swept);
	hel_say_quantity(&words, sweep->scenario, &o->quantity[swept->quantity]);
	hel_text_printf(&words, "; lens \xe2\x80\x9c%s\xe2\x80\x9d", sweep->scenario->lens[swept->lens].name);
	sheet->failed |= words.failed;
	if (!words.failed)
		y = hel_write_lines(sheet, (hel_point){HEL_PAGE_MARGIN, y + 9}, sheet->width - 2 * HEL_PAGE_MARGIN,
				    (hel_writing){.size = HEL_PAGE_TEXT, .italic = true}, words.bytes);
	hel_text_free(&words);
	hel_box frame = {HEL_PAGE_MARGIN + AXIS, y + 2, sheet->width - HEL_PAGE_MARGIN - KEY, y + 2 + HEIGHT};
	hel_ruler x = ruler_of_cells(&o->axis[0], frame.left, frame.right);
	draw_cells(sheet, sweep, swept, &frame, &s);
	hel_draw_box(sheet, &frame, (hel_ink){.fill = HEL_NO_INK, .stroke = HEL_GREY, .width = 0.6});
	hel_put_x_axis(sheet, &frame, &x, hel_turn_name(o->axis[0].turn));
	put_y_axis(sheet, &o->axis[1], &frame);
	if (s.least <= s.greatest)
		put_key(sheet, &s, frame.right + 14, frame.top);
	return frame.bottom + 26;
}
