/* layout.h: words on a page of fixed width, and ids in a table. */
#ifndef HEL_REPORT_LAYOUT_H
#define HEL_REPORT_LAYOUT_H

#include "helsinki/text.h"

/* Columns that a UTF-8 text takes, if each character takes one. */
int hel_width(const char *words);

/* No name moves the cursor or changes colours: control characters become spaces. */
void hel_put_clean(hel_text *text, const char *words);

void hel_put_padded(hel_text *text, const char *words, int width);

/* Words broken at spaces to the width, every line after an indent, the last ended too. */
void hel_put_wrapped(hel_text *text, int width, int indent, const char *words);

/* A field of CSV: an id of a stated world may hold anything. */
void hel_put_field(hel_text *text, const char *field);

#endif
