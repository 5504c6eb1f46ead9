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

/* A paragraph on lines of the usual width, taken over. */
void hel_bargain_paragraph(const hel_bargain_page *p, int indent, hel_text *words);
/* An alternative in quotation marks, or words for no agreement. */
void hel_bargain_place(const hel_bargain_page *p, hel_text *line, size_t place);
static inline const char *hel_bargain_party(const hel_bargain_page *p, size_t i)
{
	return p->d->talks->party[i].name;
}

/* bargain_rules.c: parties by a figure, the largest first, those of which it is above 0, at most top of them; how many there are. */
size_t hel_say_largest(const hel_bargain_page *p, hel_text *line, const double *value, int decimals);
void hel_put_bargain_rules(const hel_bargain_page *p);
/* Of the alternative with the largest sum: who would have to be paid for it, and by whom. */
void hel_put_bargain_payments(const hel_bargain_page *p);
void hel_put_bargain_scales(const hel_bargain_page *p);

/* All that is said of one lens. */
void hel_put_bargain_lens(const hel_bargain_page *p);
void hel_bargain_warnings(const hel_bargain_page *p);

#endif
