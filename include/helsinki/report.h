/* report.h: an assessment, a world or a source list as text, JSON, CSV or a self-contained page. Writes into memory; the
 * caller decides where it goes. */
#ifndef HELSINKI_REPORT_H
#define HELSINKI_REPORT_H

#include "helsinki/dialogue.h"
#include "helsinki/parley.h"
#include "helsinki/explain.h"
#include "helsinki/network.h"
#include "helsinki/power.h"
#include "helsinki/verdict.h"
#include "helsinki/assess.h"
#include "helsinki/externalities.h"
#include "helsinki/study.h"
#include "helsinki/text.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How an assessment is shown as text. All zero: plain lines for a file or a pipe, the same everywhere. */
typedef struct hel_text_options {
	int width;        /* columns of the terminal; 0: there is none, and neither unicode nor drawings is looked at */
	bool colour;      /* terminal escapes, colours of the palette of 256 among them */
	bool unicode;     /* the terminal reads UTF-8; otherwise plain signs stand for dashes and quotes, ? for letters */
	bool drawings;    /* its font has block elements and braille: bars, and from 100 columns on maps; needs unicode */
	hel_panel *panel; /* where the outlines of states are; NULL: none, and maps have only capitals */
} hel_text_options;

/** The table a newcomer can read: mechanisms x lenses x four properties, then winners and losers, then warnings. On a terminal no
 *  row of a table is wider than it: from 80 columns on they stay rows, and each lens has a map of what the mechanism that treats
 *  states most differently changes. options NULL: all zero. */
HEL_API HEL_MUST_CHECK hel_status hel_report_text(hel_text *text, const hel_assessment *assessment,
						  const hel_text_options *options, hel_error *error);
/** `helsinki-assessment/1` of contract.md. verdicts: of the same scenario; NULL: `claims` is empty. */
HEL_API HEL_MUST_CHECK hel_status hel_report_json(hel_text *text, const hel_assessment *assessment, const hel_verdicts *verdicts,
                                                  hel_error *error);
/** What a page is made of; all of one scenario, under the same lenses and mechanisms. Borrowed. */
typedef struct hel_page {
	const hel_assessment *assessment;
	const hel_verdicts *verdicts;           /* NULL: no claims are shown */
	const hel_externalities *externalities; /* of commitments; NULL: no table of who gives and who pays */
	const hel_panel *panel;                 /* whose sources are named; NULL for a stated world */
	const char *command;                    /* the line of shell that makes this page again */
} hel_page;

/** A page that needs no network and asks for none: an article with the properties under every lens, a map of the change in
 *  security, who gives and who pays, claims with verdicts, ledger, parameters and sources. */
HEL_API HEL_MUST_CHECK hel_status hel_report_html(hel_text *text, const hel_page *page, hel_error *error);
/** Claims and their verdicts: for people; as `helsinki-claims/1`; as CSV, a row for each claim, lens and basing. */
HEL_API HEL_MUST_CHECK hel_status hel_report_claims_text(hel_text *text, const hel_verdicts *verdicts, bool colour, int width,
                                                         hel_error *error);
HEL_API HEL_MUST_CHECK hel_status hel_report_claims_json(hel_text *text, const hel_verdicts *verdicts, hel_error *error);
HEL_API HEL_MUST_CHECK hel_status hel_report_claims_csv(hel_text *text, const hel_verdicts *verdicts, hel_error *error);
/** A sweep as CSV; as a plot of characters for one parameter, a table of shades for two. */
HEL_API HEL_MUST_CHECK hel_status hel_report_sweep_csv(hel_text *text, const hel_sweep *sweep, hel_error *error);
HEL_API HEL_MUST_CHECK hel_status hel_report_sweep_text(hel_text *text, const hel_sweep *sweep, bool colour, int width,
                                                        hel_error *error);
/** One matrix of an evaluation as CSV with the state ids as first row and column. */
HEL_API HEL_MUST_CHECK hel_status hel_report_matrix(hel_text *text, const hel_world *world, const double *matrix,
                                                    hel_error *error);
/** A snapshot: states of the region with capability, pacts in force, what is missing. json: as JSON. */
HEL_API HEL_MUST_CHECK hel_status hel_report_world(hel_text *text, const hel_world *world, const hel_pact_list *pacts,
                                                   bool json, hel_error *error);
/** One number taken apart, for a reader: at most top attackers one by one (0: all), every helper and companion. colour and width
 *  as above. */
HEL_API HEL_MUST_CHECK hel_status hel_report_explain_text(hel_text *text, const hel_explanation *explanation, size_t top,
                                                          bool colour, int width, hel_error *error);
/** The same, all of it, as `helsinki-explain/1`. */
HEL_API HEL_MUST_CHECK hel_status hel_report_explain_json(hel_text *text, const hel_explanation *explanation, hel_error *error);

/** Networks of ties: in words, at most top of each list; as `helsinki-network/1`, at most top of each list (0: all); as CSV, one
 *  row for each mechanism and state. */
HEL_API HEL_MUST_CHECK hel_status hel_report_network_text(hel_text *text, const hel_network_study *study, int top, hel_error *error);
HEL_API HEL_MUST_CHECK hel_status hel_report_network_json(hel_text *text, const hel_network_study *study, int top, hel_error *error);
HEL_API HEL_MUST_CHECK hel_status hel_report_network_csv(hel_text *text, const hel_network_study *study, hel_error *error);

/** A dialogue: in words, on lines of so many columns (0: 100); as `helsinki-dialogue/1`; as CSV, turn,actor,issue,position,probability,risk. */
HEL_API HEL_MUST_CHECK hel_status hel_report_dialogue_text(hel_text *text, const hel_course *course, int width, hel_error *error);
HEL_API HEL_MUST_CHECK hel_status hel_report_dialogue_json(hel_text *text, const hel_course *course, hel_error *error);
HEL_API HEL_MUST_CHECK hel_status hel_report_dialogue_csv(hel_text *text, const hel_course *course, hel_error *error);
/** Voting power: a table for a reader, in the rules' order; as `helsinki-power/1`; as CSV, one row a voter.
 *  fractions: exact indices as strings of reduced fractions, not as numbers. */
HEL_API HEL_MUST_CHECK hel_status hel_report_power_text(hel_text *text, const hel_rules *rules, const hel_voting_power *power, bool fractions,
                                                        int width, hel_error *error);
HEL_API HEL_MUST_CHECK hel_status hel_report_power_json(hel_text *text, const hel_rules *rules, const hel_voting_power *power, bool fractions,
                                                        hel_error *error);
HEL_API HEL_MUST_CHECK hel_status hel_report_power_csv(hel_text *text, const hel_rules *rules, const hel_voting_power *power, bool fractions,
                                                       hel_error *error);

/** Bargaining: in words, at most top of each list; as `helsinki-bargain/1`; as CSV, utilities in long form, one row for each lens,
 *  party and alternative, no agreement included. */
HEL_API HEL_MUST_CHECK hel_status hel_report_bargain_text(hel_text *text, const hel_parley *parley, int top, hel_error *error);
HEL_API HEL_MUST_CHECK hel_status hel_report_bargain_json(hel_text *text, const hel_parley *parley, hel_error *error);
HEL_API HEL_MUST_CHECK hel_status hel_report_bargain_csv(hel_text *text, const hel_parley *parley, hel_error *error);

/** A fit as R's summary(glm) has it, and its worth out of sample; as `helsinki-fit/1` with some draws of the estimates; as CSV. */
HEL_API HEL_MUST_CHECK hel_status hel_report_fit_text(hel_text *text, const hel_study *study, hel_error *error);
HEL_API HEL_MUST_CHECK hel_status hel_report_fit_json(hel_text *text, const hel_study *study, uint64_t seed, int draws,
                                                      hel_error *error);
HEL_API HEL_MUST_CHECK hel_status hel_report_fit_csv(hel_text *text, const hel_study *study, hel_error *error);
/** The separation plot of the single test as SVG. HEL_EUSAGE: there was none. */
HEL_API HEL_MUST_CHECK hel_status hel_report_separation(hel_text *text, const hel_study *study, hel_error *error);

/** Externalities: for every mechanism and lens what costs others most and gives them most (needs `giving`), with who pays; as
 *  `helsinki-externalities/1`; as CSV in long form, mechanism,lens,of,state,dS,low,high, every state of the region: the kept ones
 *  in their order, or, where only some were kept, those that cost others most. CSV is written as it is made. */
HEL_API HEL_MUST_CHECK hel_status hel_report_externalities_text(hel_text *text, const hel_externalities *externalities,
                                                                hel_error *error);
HEL_API HEL_MUST_CHECK hel_status hel_report_externalities_json(hel_text *text, const hel_externalities *externalities,
                                                                hel_error *error);
HEL_API HEL_MUST_CHECK hel_status hel_report_externalities_csv(hel_output *output, const hel_externalities *externalities,
                                                               hel_error *error);

/** What a page needs to edit a scenario, as JSON: `scenario` (name, file, question, years, draws, reference); `tree`, the file itself as
 *  objects, arrays and scalars, all of them strings but plain numbers, true, false and nothing; `world` as in an assessment; `lenses`
 *  with what each assumes; `mechanisms` with what each commitment binds; `regions`, the dated lists there are (none without a panel);
 *  `ledger`, its rows as in an assessment, wherever they stand; `claims`, how many there are; `warnings`. text is what the scenario was
 *  read from. */
HEL_API HEL_MUST_CHECK hel_status hel_report_scenario_json(hel_text *report, const hel_scenario *scenario, const char *text, size_t size,
                                                           hel_panel *panel, hel_error *error);
/** What the JSON of an evaluation has beside the four properties and a few figures of every state. */
typedef enum hel_evaluation_part {
	HEL_EVALUATION_WHOLE = 1 << 0, /**< every figure of every state */
	HEL_EVALUATION_BOUND = 1 << 1, /**< `mechanism` and `ties`, which no lens changes */
	HEL_EVALUATION_WORLD = 1 << 2, /**< `scenario`, `world` and `regions`, which neither a lens nor a mechanism changes */
} hel_evaluation_part;

/** The first result of an assessment, as JSON: `result` exactly as in `helsinki-assessment/1`; `against`, the second, if there is one; the
 *  `mechanism` of the first as above; `ties`, every two states of which either owes the other defence, a guarantee or collective security
 *  by it, the two ids in alphabetical order; `scenario`, `world` and `regions` as above; `warnings`. parts: a union of hel_evaluation_part.
 *  Unless WHOLE, a state of a result has what a page shows: `id`, `loss`, `security`, `dS`, `why`, of its `threats` the `id`; a state of
 *  the world `id`, `ccode`, `name`, `in_region`, `lat`, `lon`. panel: for the regions; NULL: none. */
HEL_API HEL_MUST_CHECK hel_status hel_report_evaluation_json(hel_text *text, const hel_assessment *assessment, unsigned parts, hel_panel *panel,
                                                             hel_error *error);
/** {"error": {"message", "file", "line", "column"}}: what went wrong, for programs; without what is not known. */
HEL_API HEL_MUST_CHECK hel_status hel_report_error_json(hel_text *text, const hel_error *what, hel_error *error);

#ifdef __cplusplus
}
#endif
#endif
