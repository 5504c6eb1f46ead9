/* braille.h: a canvas of dots, two by four in each character, and characters over them. */
#ifndef HEL_REPORT_BRAILLE_H
#define HEL_REPORT_BRAILLE_H

#include <stdint.h>

#include "report/lines.h"

enum { HEL_DOTS_ACROSS = 2, HEL_DOTS_DOWN = 4 };

typedef struct hel_dots {
	uint8_t dots;  /* as in Unicode: bit n is dot n + 1 of the pattern */
	char glyph[5]; /* one character over the dots; "" for none */
	bool covered;  /* by the glyph on its left, which is two columns wide */
	hel_tint tint;
} hel_dots;

typedef struct hel_canvas {
	int columns, rows;
	hel_dots *cell; /* rows x columns */
} hel_canvas;

/* An empty canvas; false: no memory. Owner: the caller, with hel_canvas_free. */
bool hel_canvas_init(hel_canvas *canvas, int columns, int rows);
void hel_canvas_free(hel_canvas *canvas);

/* The cell at a column and row; NULL outside. */
hel_dots *hel_canvas_cell(const hel_canvas *canvas, int column, int row);

/* Sets the dot x from the left and y from the top; nothing outside. */
void hel_canvas_dot(hel_canvas *canvas, int x, int y);

/* Cells side by side, each in its colour. */
void hel_put_cells(const hel_lines *lines, const hel_dots *cell, int n);
/* The rows from the first to the last with anything in it, each after an indent and without blanks at its end. */
void hel_put_canvas(const hel_lines *lines, const hel_canvas *canvas, int indent);

#endif
