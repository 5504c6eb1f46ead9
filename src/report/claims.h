/* claims.h: claims and their verdicts in words that the text, JSON and CSV share. */
#ifndef HEL_REPORT_CLAIMS_H
#define HEL_REPORT_CLAIMS_H

#include "helsinki/verdict.h"
#include "report/tree.h"

/* A quantity in words, without its mechanism: `the chance of no defeat of RUS`. */
void hel_say_measure(hel_text *text, const hel_scenario *scenario, const hel_quantity *quantity);

/* The same with it: `loss of EST, LAT by attacks of RUS in 'as it stood'`. */
void hel_say_quantity(hel_text *text, const hel_scenario *scenario, const hel_quantity *quantity);

/* What is tested, in one sentence without a full stop. */
void hel_say_test(hel_text *text, const hel_scenario *scenario, const hel_test *test);

/* The unit of what a claim's test looks at; NULL for a claim of several parts. */
const char *hel_unit_of_claim(const hel_claim *claim);

/* `holds once omega > 0.07 [0.05, 0.1]`, for every parameter that was turned; those that change nothing last, together. */
void hel_say_pivots(hel_text *text, const hel_ruling *ruling);

/* The usual range of every parameter. */
void hel_say_usual_ranges(hel_text *text);

/* The array `claims` of a report. */
hel_tree *hel_make_claims(hel_maker *maker, const hel_verdicts *verdicts);

#endif
