/* braille.c: see braille.h. */
#include "report/braille.h"

#include <stdlib.h>

bool hel_canvas_init(hel_canvas *canvas, int columns, int rows)
{
	*canvas = (hel_canvas){columns, rows, calloc((size_t)columns * (size_t)rows + 1, sizeof *canvas->cell)};
	return canvas->cell != NULL;
}

void hel_canvas_free(hel_canvas *canvas)
{
	free(canvas->cell);
	*canvas = (hel_canvas){0};
}

hel_dots *hel_canvas_cell(const hel_canvas *canvas, int column, int row)
{
	if (column < 0 || row < 0 || column >= canvas->columns || row >= canvas->rows)
		return NULL;
	return &canvas->cell[(size_t)row * (size_t)canvas->columns + (size_t)column];
}

void hel_canvas_dot(hel_canvas *canvas, int x, int y)
{
	/* Unicode numbers the dots of the three upper rows down the columns, then the lowest row. */
	static const uint8_t bit[HEL_DOTS_DOWN][HEL_DOTS_ACROSS] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
	hel_dots *cell = x < 0 || y < 0 ? NULL : hel_canvas_cell(canvas, x / HEL_DOTS_ACROSS, y / HEL_DOTS_DOWN);
	if (cell)
		cell->dots |= bit[y % HEL_DOTS_DOWN][x % HEL_DOTS_ACROSS];
}

static bool is_blank(const hel_dots *cell)
{
	return !cell->dots && !cell->glyph[0] && !cell->covered;
}

static void put_cell(hel_text *text, const hel_dots *cell)
{
	if (cell->covered)
		return;
	if (cell->glyph[0])
		hel_text_printf(text, "%s", cell->glyph);
	else if (cell->dots) /* U+2800 and the dots */
		hel_text_printf(text, "\xe2%c%c", (char)(0xa0 | cell->dots >> 6), (char)(0x80 | (cell->dots & 0x3f)));
	else
		hel_text_printf(text, " "); /* some fonts draw the empty pattern */
}

void hel_put_cells(const hel_lines *lines, const hel_dots *cell, int n)
{
	hel_tint tint = HEL_TINT_NONE;
	for (int x = 0; x < n; x++) {
		if (!is_blank(&cell[x]) && cell[x].tint != tint) {
			hel_text_printf(lines->text, "%s", tint ? hel_plain(lines) : "");
			tint = cell[x].tint;
			hel_put_tint(lines, tint);
		}
		put_cell(lines->text, &cell[x]);
	}
	hel_text_printf(lines->text, "%s", tint ? hel_plain(lines) : "");
}

/* Columns of a row up to its last that is not blank. */
static int length_of(const hel_canvas *canvas, int row)
{
	int n = canvas->columns;
	while (n && is_blank(hel_canvas_cell(canvas, n - 1, row)))
		n--;
	return n;
}

void hel_put_canvas(const hel_lines *lines, const hel_canvas *canvas, int indent)
{
	int first = 0, end = canvas->rows;
	while (first < end && !length_of(canvas, first))
		first++;
	while (first < end && !length_of(canvas, end - 1))
		end--;
	for (int row = first; row < end; row++) {
		int n = length_of(canvas, row);
		hel_text_printf(lines->text, "%*s", n ? indent : 0, "");
		hel_put_cells(lines, hel_canvas_cell(canvas, 0, row), n);
		hel_text_printf(lines->text, "\n");
	}
}
