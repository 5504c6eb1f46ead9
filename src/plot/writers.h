/* writers.h: a sheet as a file's bytes. */
#ifndef HEL_PLOT_WRITERS_H
#define HEL_PLOT_WRITERS_H

#include "helsinki/plot.h"
#include "plot/sheet.h"

hel_status hel_sheet_svg(hel_text *bytes, const hel_sheet *sheet, hel_error *error);

/* PDF with its words as text, or PNG of 300 pixels an inch. */
hel_status hel_sheet_cairo(hel_text *bytes, const hel_sheet *sheet, const hel_plot_options *options, hel_error *error);

/* In the format that was asked for; frees the sheet, which may have failed. */
hel_status hel_sheet_finish(hel_text *bytes, hel_sheet *sheet, const hel_plot_options *options, hel_error *error);

#endif
