/* words.h: numbers and sentences that the text and the page share. */
#ifndef HEL_REPORT_WORDS_H
#define HEL_REPORT_WORDS_H

#include "helsinki/assess.h"
#include "helsinki/text.h"
#include "report/lines.h"

#define HEL_NO_GAINFUL_TIE "no tie that is absent would be mutually gainful"
#define HEL_NO_RECORD "there is no record of disputes to take the share of wars from"
#define HEL_DASH "\xe2\x80\x94"

/* A number as text, whatever the locale; a dash for NAN. Lives until the end of the full expression: `hel_fixed(x, 2).text`. */
typedef struct hel_number {
	char text[48];
} hel_number;

hel_number hel_fixed(double value, int decimals);   /* -0.00 is 0.00; from a million on in powers of ten */
hel_number hel_signed(double value, int decimals);  /* with + where positive */
hel_number hel_digits(double value, int digits);    /* so many significant digits */
hel_number hel_range_text(hel_range range);         /* 0.4, or 0.2-0.4-0.8 */

/* `YYYY-MM-DD` into buffer of 16 bytes, which is returned; NULL where there is no day. */
const char *hel_day_text(char *buffer, hel_date day);

/* The file as given, but of an absolute path only the last part: a report is the same wherever it was made. */
const char *hel_file_shown(const char *file);

/* Why a figure is undefined; never NULL. */
const char *hel_why(const hel_figure *figure);

/* What the lens calls a parameter; NULL if it has none of this kind. */
const char *hel_parameter_shown(const hel_lens *lens, hel_parameter parameter);

/* What the lens assumes, in a sentence. */
const char *hel_lens_sentence(const hel_lens *lens);

/* The parameters in one line, with what they were calibrated on. */
void hel_say_parameters(hel_text *text, const hel_result *result);

/* What the assessment covers and what it is compared with: two sentences. */
void hel_say_world(hel_text *text, const hel_assessment *assessment);
void hel_say_reference(hel_text *text, const hel_assessment *assessment);
void hel_say_compared(hel_text *text, const hel_scenario *scenario); /* the second alone */

/* The four properties in their order. */
enum { HEL_PROPERTIES = 4 };
extern const char *const hel_property_name[HEL_PROPERTIES];
const hel_index *hel_property(const hel_result *result, int property);

/* The scenario's ledger: aligned rows, each with the number of its footnote, and the footnotes, source and note, one a line.
 * Nothing if it has none. */
void hel_put_ledger(hel_text *rows, hel_text *sources, const hel_scenario *scenario);

/* The same under a heading, as text; fitted: no row is wider than the lines. false: no memory. */
bool hel_put_ledger_table(const hel_lines *lines, const hel_scenario *scenario, bool fitted);

/* Where the answer under a lens turns on how states are counted or help is reckoned: a sentence a line, each ended by a
 * newline; nothing if it does not. */
void hel_say_turns(hel_text *text, const hel_assessment *assessment, size_t lens);

#endif
