/* bars.h: a value as a bar of eighths of a character, beside its figure. */
#ifndef HEL_REPORT_BARS_H
#define HEL_REPORT_BARS_H

#include "report/lines.h"

/* A bar of so many columns for a value whose best is 1: full at 1, dots where it is not filled. Below 0 it shows the size in the
 * colour of loss, or in shades where there is no colour; beyond -1 its last column says that it goes on. NAN: blank, as missing is
 * not 0. */
void hel_put_bar(const hel_lines *lines, double value, int columns);

#endif
