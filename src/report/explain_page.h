/* explain_page.h: a trace being written as text. */
#ifndef HEL_REPORT_EXPLAIN_PAGE_H
#define HEL_REPORT_EXPLAIN_PAGE_H

#include "helsinki/explain.h"
#include "report/lines.h"

typedef struct hel_explain_page {
	hel_lines out;
	const hel_explanation *x;
	size_t top;
} hel_explain_page;

/* hel_put_paragraph as an item of a list: later lines hang. */
void hel_put_item(const hel_explain_page *page, hel_text *words);
void hel_put_heading(const hel_explain_page *page, const char *words);

/* explain_attack.c: the attack that is taken apart. */
void hel_put_attack(const hel_explain_page *page);

#endif
