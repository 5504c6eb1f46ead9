/* ascii.h: for terminals without Unicode. */
#ifndef HEL_REPORT_ASCII_H
#define HEL_REPORT_ASCII_H

#include "helsinki/text.h"

/* From a byte on, the plain sign that stands for a dash, a quotation mark or an ellipsis, and question marks for any other character,
 * as wide as it was. false: no memory. */
bool hel_make_ascii(hel_text *text, size_t from);

#endif
