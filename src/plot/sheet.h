/* sheet.h: what is drawn, in order, before it is written as SVG, PDF or PNG: paths, discs and words. Lengths are points of 1/72 inch
 * on paper; y grows downwards. A sheet without memory is marked failed, and takes no more. */
#ifndef HEL_PLOT_SHEET_H
#define HEL_PLOT_SHEET_H

#include "helsinki/text.h"
#include "plot/geometry.h"

enum { HEL_NO_INK = -1, HEL_BLACK = 0x000000, HEL_WHITE = 0xffffff, HEL_GREY = 0x666666, HEL_PALE = 0xbbbbbb };

/* Colours are 0xRRGGBB or HEL_NO_INK. on, off: a dashed line; on 0: a whole one. opacity of the fill, 0 standing for 1. */
typedef struct hel_ink {
	int fill, stroke;
	double width, on, off, opacity;
} hel_ink;

typedef enum hel_anchor { HEL_START, HEL_MIDDLE, HEL_END } hel_anchor;

/* at is where the baseline starts, has its middle or ends; turn: degrees clockwise about it. halo: a white edge round every letter. */
typedef struct hel_writing {
	double size;
	int colour;
	hel_anchor anchor;
	bool bold, italic, halo;
	double turn;
} hel_writing;

typedef enum hel_mark_kind { HEL_MARK_PATH, HEL_MARK_DISC, HEL_MARK_WORDS } hel_mark_kind;

typedef struct hel_mark {
	hel_mark_kind kind;
	hel_ink ink;
	hel_writing writing;
	hel_point at; /* disc: its centre; words */
	double radius;
	size_t step, n_steps; /* path: in `step` */
	size_t point;         /* path: its first point */
	size_t words;         /* where they start in `words` */
} hel_mark;

typedef struct hel_sheet {
	double width, height;
	bool failed;
	size_t n_marks, room_marks, n_points, room_points;
	hel_mark *mark;
	hel_point *point;
	hel_text step;  /* M, L: one point each; C: three; Z: none */
	hel_text words; /* one after the other, each with its NUL */
	size_t open_step, open_point;
	char *title, *about; /* said in the file, not drawn */
} hel_sheet;

void hel_sheet_init(hel_sheet *sheet, double width);
void hel_sheet_free(hel_sheet *sheet);

/* A path is begun by the first of these and ended by hel_draw. */
void hel_move_to(hel_sheet *sheet, hel_point p);
void hel_line_to(hel_sheet *sheet, hel_point p);
void hel_curve_to(hel_sheet *sheet, hel_point a, hel_point b, hel_point p);
void hel_close(hel_sheet *sheet);
void hel_draw(hel_sheet *sheet, hel_ink ink);

void hel_draw_line(hel_sheet *sheet, hel_point a, hel_point b, hel_ink ink);
void hel_draw_box(hel_sheet *sheet, const hel_box *box, hel_ink ink);
void hel_draw_disc(hel_sheet *sheet, hel_point centre, double radius, hel_ink ink);
/* Control characters become spaces. */
void hel_write(hel_sheet *sheet, hel_point at, hel_writing writing, const char *words);

/* Width of words in the page's font: that of Helvetica, Arial and Liberation Sans, which have the same. */
double hel_words_width(const char *words, const hel_writing *writing);

/* Words broken into lines of a width, the first baseline at `at`; returns the y of the baseline that would come next. */
double hel_write_lines(hel_sheet *sheet, hel_point at, double width, hel_writing writing, const char *words);

/* Words cut with an ellipsis to a width, into buffer, which is returned. */
const char *hel_words_cut(char *buffer, size_t size, const char *words, double width, const hel_writing *writing);

#endif
