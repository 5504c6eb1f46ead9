/* page.h: what all pictures share: margins, a title, a caption below. */
#ifndef HEL_PLOT_PAGE_H
#define HEL_PLOT_PAGE_H

#include "helsinki/plot.h"
#include "plot/sheet.h"

#define HEL_PAGE_MARGIN 8.0
#define HEL_PAGE_TEXT 7.5 /* size of the caption and of axes */

/* Begins a sheet: title or, if the options have none, what the picture shows. Returns the y where the picture may begin. */
double hel_page_open(hel_sheet *sheet, const hel_plot_options *options, const char *shows);

/* Ends it: the caption below y, the height, and the file's bytes. Frees the sheet and the caption, which may have failed. */
hel_status hel_page_close(hel_text *picture, hel_sheet *sheet, double y, hel_text *caption, const hel_plot_options *options,
			  hel_error *error);

/* Sentences of captions. `World of 2021-12-31.`; `Mechanism: ... Lens: ... (omega 0, ...).`.
 * mechanism NULL: not said. calibrated: the lens is; else it is as the scenario has it, and what would be calibrated is left out. */
void hel_say_scene(hel_text *text, const hel_scenario *scenario);
void hel_say_setting(hel_text *text, const char *mechanism, const hel_lens *lens, bool calibrated);
void hel_say_change(hel_text *text, const hel_scenario *scenario); /* `Change in the chance of no defeat in 10 years` */

#endif
