/* explain_words.h: what a trace says, in words: rows of data, powers, promises, votes, reasons. */
#ifndef HEL_REPORT_EXPLAIN_WORDS_H
#define HEL_REPORT_EXPLAIN_WORDS_H

#include "helsinki/explain.h"
#include "report/words.h"

/* `Russia (RUS)`, or the id where that is all. */
void hel_say_state(hel_text *text, const hel_explanation *x, int state);
const char *hel_state_id(const hel_explanation *x, int state);

/* `nmc, 2021`; `mindist, 1991-2019, carried forward`; `stated`. */
void hel_say_fact(hel_text *text, const hel_fact *fact);

/* Where a state's capability comes from and what arms limits make of it; how far away it is, and what arrives. */
void hel_say_capability(hel_text *text, const hel_explanation *x, const hel_strength *strength);
void hel_say_power(hel_text *text, const hel_explanation *x, const hel_strength *strength);

/* ` times 0.5 by zone`, for every limit that bears on it. */
void hel_say_limits(hel_text *text, const hel_strength *strength);

/* What decides and what else acts; what holds back. */
void hel_say_promises(hel_text *text, const hel_promise *promise, size_t n);
void hel_say_bars(hel_text *text, const hel_promise *bar, size_t n);
/* The names alone of those that bind, or of all. */
void hel_say_names(hel_text *text, const hel_promise *promise, size_t n, bool binding_only);

/* A heading for the states that stay away for one reason. */
const char *hel_help_reason_words(hel_help_reason reason);
const char *hel_company_reason_words(hel_company_reason reason);

void hel_say_threat(hel_text *text, const hel_explanation *x);
void hel_say_factor(hel_text *text, const hel_factor *factor);
void hel_say_ballot(hel_text *text, const hel_explanation *x, const hel_ballot *ballot);
void hel_say_severity(hel_text *text, const hel_explanation *x);
void hel_say_named(hel_text *text, const hel_named *named);

#endif
