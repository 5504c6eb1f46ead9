/* ends.c: see ends.h. */
#include "plot/ends.h"

#include <math.h>
#include <stdlib.h>

static const hel_writing writing = {.size = 7};

static double height_of(const char *words, double width)
{
	hel_sheet trial;
	hel_sheet_init(&trial, width);
	double height = hel_write_lines(&trial, (hel_point){0, 0}, width, writing, words);
	hel_sheet_free(&trial);
	return height;
}

static int by_end(const void *a, const void *b)
{
	const hel_end_name *x = a, *y = b;
	if (x->end != y->end)
		return x->end < y->end ? -1 : 1;
	return (x->line > y->line) - (x->line < y->line);
}

/* From the top, each at its line's end or below the name before; then from the bottom, those that stick out moved up. */
static void spread(hel_end_name *names, size_t n, double top, double bottom)
{
	double next = top;
	for (size_t i = 0; i < n; i++) {
		names[i].y = fmax(names[i].end - names[i].height / 2, next);
		next = names[i].y + names[i].height + 2;
	}
	double limit = bottom;
	for (size_t i = n; i-- > 0;) {
		names[i].y = fmin(names[i].y, limit - names[i].height);
		limit = names[i].y - 2;
	}
}

void hel_put_end_names(hel_sheet *sheet, hel_end_name *names, size_t n, const hel_box *frame, double width)
{
	static const double before = 12;
	for (size_t i = 0; i < n; i++) {
		names[i].led = !isnan(names[i].end);
		names[i].end = names[i].led ? fmin(fmax(names[i].end, frame->top), frame->bottom) : frame->bottom;
		names[i].height = names[i].words.failed ? 0 : height_of(names[i].words.bytes, width - before);
		sheet->failed |= names[i].words.failed;
	}
	qsort(names, n, sizeof *names, by_end);
	spread(names, n, frame->top, frame->bottom + before);
	for (size_t i = 0; i < n; i++) {
		hel_point from = {frame->right + 1.5, names[i].end},
			  to = {frame->right + 9, names[i].y + 0.5 * writing.size + 0.5};
		if (names[i].led)
			hel_draw_line(sheet, from, to,
				      (hel_ink){.fill = HEL_NO_INK, .stroke = names[i].colour, .width = 0.8});
		if (!names[i].words.failed)
			hel_write_lines(sheet, (hel_point){frame->right + before, names[i].y + 0.85 * writing.size},
					width - before, writing, names[i].words.bytes);
	}
}
