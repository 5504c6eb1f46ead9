/* parley.h: a scenario's parties at one table: their utilities from every mechanism under every lens and draw, and what bargaining and
 * rules of decision make of these. docs/bargain.md. */
#ifndef HELSINKI_PARLEY_H
#define HELSINKI_PARLEY_H

#include "helsinki/assess.h"
#include "helsinki/bargain.h"
#include "helsinki/talks.h"

#ifdef __cplusplus
extern "C" {
#endif

/** An alternative: a mechanism as it stands, or with limits at another scale. */
typedef struct hel_proposal {
	const char *name;
	size_t mechanism;        /* index in the scenario */
	int along;               /* index in the talks; -1 */
	double scale;            /* NAN */
} hel_proposal;

/** What a party has in an alternative, and what it gains by it against disagreement. likes, dislikes: shares of the draws in which it
 *  gains, or loses, more than the margin; NAN without draws. */
typedef struct hel_attitude {
	hel_figure utility, gain;
	double likes, dislikes;
} hel_attitude;

/** How often a solution or a rule picks each place: shares of draws, m + 1 (the last: no agreement); NULL without draws. */
typedef struct hel_often {
	double *single;          /* of a solution over single alternatives, or of a rule: picked */
	double *lottery;         /* mean chance in a solution over lotteries */
} hel_often;

/** A rule at the point, with shares of draws (NULL without). cost: by how much the sum of utilities falls short of the largest there
 *  is; lost: that of each party. against: parties against the alternative of the largest sum, where the rule stops it */
typedef struct hel_ruling_on_offers {
	hel_outcome_of_rule at_point;
	double *adopted, *winset, *core; /* m + 1, m, m + 1 */
	hel_figure cost, *lost;
	bool stopped;
	bool *against;           /* n */
} hel_ruling_on_offers;

/** What it takes to make an alternative acceptable to all. transfer: n, at the point. feasible: share of draws; NAN without. */
typedef struct hel_price {
	hel_payment payment;
	double *transfer;
	hel_figure needed, surplus;
	double feasible;
} hel_price;

/** The best scale of limits that have one, for each solution among scales alone: at the point by golden section about the best of 51,
 *  to 1e-4; low, high over draws among the steps. NAN: at no scale does everybody stay above disagreement who must. */
typedef struct hel_best_scale {
	hel_figure scale[HEL_SOLUTIONS];
	double *utility;         /* HEL_SOLUTIONS x n, at the point */
} hel_best_scale;

/** Everything under one lens. Places are alternatives 0 .. m - 1, and m for no agreement. */
typedef struct hel_parley_result {
	size_t lens;
	hel_lens calibrated;
	hel_problem game;           /* at the point; its weights are the parties' */
	hel_attitude *attitude;  /* n x (m + 1) */
	hel_settlement bargain;     /* at the point */
	hel_often often[HEL_SOLUTIONS];
	hel_figure *lottery_utility; /* HEL_SOLUTIONS x n */
	bool *efficient;         /* m + 1 */
	double *efficient_often; /* m + 1; NULL without draws */
	hel_ruling_on_offers *ruling; /* by rule */
	hel_price *price;        /* m */
	hel_best_scale *along;   /* by entry of the talks that is among the offers; others zeroed */
} hel_parley_result;

typedef struct hel_parley {
	const hel_scenario *scenario; /* borrowed: must outlive the parley */
	const hel_talks *talks;
	uint64_t seed;
	int draws;
	size_t n, m;
	hel_proposal *offer;        /* m */
	size_t n_results;
	hel_parley_result *result;
	hel_notes notes;
	void *memory;
} hel_parley;

typedef struct hel_parley_options {
	int draws;               /* < 0: the scenario's; 0: the point alone */
	uint64_t seed;
	int threads;             /* 0: all processors. No figure depends on it. */
	size_t n_lenses, n_mechanisms; /* choose some, by index; 0 all */
	const size_t *lens, *mechanism;
	hel_progress progress;   /* NULL allowed */
	void *context;
} hel_parley_options;

/** The scenario's draws, seed 1. */
HEL_API void hel_parley_options_init(hel_parley_options *options);

/** Bargains. Securities are those of hel_assess, draw by draw. HEL_EINPUT: a party has no utility, as a lens does not know the
 *  capability of one of its states. Owner: the caller, with hel_parley_free. */
HEL_API HEL_MUST_CHECK hel_status hel_parley_make(hel_parley *parley, const hel_scenario *scenario, hel_panel *panel,
                                                 const hel_parley_options *options, hel_error *error);
HEL_API void hel_parley_free(hel_parley *parley); /* safe on zeros */

/** The name of a place: the alternative's, or what disagreement is. */
HEL_API const char *hel_place_name(const hel_parley *parley, size_t place);

#ifdef __cplusplus
}
#endif
#endif
