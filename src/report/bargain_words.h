/* bargain_words.h: parts of the text on bargaining. */
#ifndef HEL_REPORT_BARGAIN_WORDS_H
#define HEL_REPORT_BARGAIN_WORDS_H

#include "report/accord.h"
#include "report/lines.h"

typedef struct hel_bargain_page {
	hel_text *text;
	const hel_parley *d;
	const hel_parley_result *r; /* the lens at hand */
	size_t top;                   /* of each list */
} hel_bargain_page;

/* Takes a paragraph over: prints it and frees it. */
void hel_bargain_paragraph(const hel_bargain_page *p, int indent, hel_text *words);
/* An alternative in quotation marks, or words for no agreement. */
void hel_bargain_place(const hel_bargain_page *p, hel_text *line, size_t place);
/* All that is said of one lens. */
void hel_put_bargain_lens(const hel_bargain_page *p);
void hel_bargain_warnings(const hel_bargain_page *p);

#endif
