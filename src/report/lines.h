/* lines.h: lines of text for a terminal: colour, columns, words broken at the width. */
#ifndef HEL_REPORT_LINES_H
#define HEL_REPORT_LINES_H

#include <stdbool.h>

#include "helsinki/text.h"

enum { HEL_DEFAULT_WIDTH = 100 };

#define HEL_ELLIPSIS "\xe2\x80\xa6"

typedef struct hel_lines {
	hel_text *text;
	bool colour; /* terminal escapes are allowed */
	int width;
} hel_lines;

/* width 0, or one too narrow for a table, stands for the default. */
hel_lines hel_lines_on(hel_text *text, bool colour, int width);

/* Escapes, or nothing. */
const char *hel_bold(const hel_lines *lines);
const char *hel_dim(const hel_lines *lines);
const char *hel_plain(const hel_lines *lines);

/* Colours of the palette of 256 that read on a light and on a dark ground: blue gains, orange loses, told apart by the colour-blind;
 * 0 leaves the colour as it is. */
typedef enum hel_tint {
	HEL_TINT_NONE = 0,
	HEL_TINT_GAIN_LITTLE = 74,
	HEL_TINT_GAIN = 33,
	HEL_TINT_GAIN_MUCH = 27,
	HEL_TINT_LOSE_LITTLE = 179,
	HEL_TINT_LOSE = 172,
	HEL_TINT_LOSE_MUCH = 166,
	HEL_TINT_SAME = 245
} hel_tint;
void hel_put_tint(const hel_lines *lines, hel_tint tint);

/* Bytes of the first character of a text that is not empty, and the columns it takes on a terminal: 0 where it combines with what
 * stands before, 2 if it is wide. */
size_t hel_next_character(const char *text, int *columns);
/* Columns that a UTF-8 text takes on a terminal. */
int hel_columns_of(const char *text);

/* No name moves the cursor or changes colours: control characters become spaces. */
void hel_put_clean(hel_text *text, const char *words);
void hel_put_padded(hel_text *text, const char *words, int width);
/* The same, cut to the width if longer, with an ellipsis. */
void hel_put_cell(hel_text *text, const char *words, int width);

/* Words broken at spaces to the width, every line after an indent; and a newline. */
void hel_put_wrapped(const hel_lines *lines, int indent, const char *words);
/* A paragraph of its own: wrapped, or lack of memory noted; and freed, empty for the next. */
void hel_put_paragraph(const hel_lines *lines, int indent, hel_text *words);
/* Every line of a text, wrapped; the text is taken apart. */
void hel_put_lines(const hel_lines *lines, int indent, hel_text *text);
/* The words where `at` columns of the first line are taken, and later lines begin after an indent. */
void hel_put_flowing(const hel_lines *lines, int at, int indent, const char *words);

#endif
