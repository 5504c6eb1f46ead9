/* page.h: the parts of the page: what the web/ front end was built to, its data, and text as content. */
#ifndef HEL_REPORT_PAGE_H
#define HEL_REPORT_PAGE_H

#include "helsinki/report.h"

extern const char hel_embedded_css[];
extern const char hel_embedded_js[];

/* Appends everything that the page shows as JSON for its script, in as few bytes as may be; web/src/report/data.ts reads it. */
hel_status hel_put_page_data(hel_text *text, const hel_page *page, hel_error *error);

/* Appends the tables that stand in for the page's own where scripts do not run. */
void hel_put_page_fallback(hel_text *text, const hel_page *page);

/* Appends text as the content of an element or attribute. */
void hel_put_escaped(hel_text *text, const char *words);

/* An element that holds words alone, and a newline. */
void hel_put_element(hel_text *text, const char *tag, const char *words);

#endif
