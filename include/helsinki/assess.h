/* assess.h: is the arrangement indivisible, balanced, effective, sustainable? docs/model.md, section 5. */
#ifndef HELSINKI_ASSESS_H
#define HELSINKI_ASSESS_H

#include "helsinki/security.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A figure with its 90 % interval (5 % and 95 % quantiles over draws, type 7). NAN = undefined: then why says why (a
 *  string of the program; NULL otherwise). low and high are NAN without draws. undefined_draws: draws without a value,
 *  which the interval leaves out. */
typedef struct hel_figure {
	double value, low, high;
	const char *why;
	int undefined_draws;
} hel_figure;

/** An index printed thrice. by_population weighs each state by its inhabitants, without_small leaves out states under a
 *  million. */
typedef struct hel_index {
	hel_figure each, by_population, without_small;
} hel_index;

/** A loser and what it loses against the reference: dL > 0 defeats a year, dS < 0. */
typedef struct hel_loser {
	int state;
	double dL, dS;
} hel_loser;

/** What one commitment does: the losses that states of the region would be spared without it (harm), and those that it
 *  spares others (gain), in defeats a year. */
typedef struct hel_single {
	const hel_commitment *commitment;
	double harm, gain;
} hel_single;

typedef struct hel_threat_from {
	int attacker;
	double threat, defeat, loss; /* h_ij, q_ij, and h s q: its part of L_j */
} hel_threat_from;

enum { HEL_TOP_THREATS = 5 };

typedef struct hel_state_result {
	int state;                 /* index in the world; states of the region only */
	hel_figure loss, security;
	double dS;                 /* security less that under the reference */
	double dL;
	double autonomy;           /* L_j(m) / L_j(m, provider p sends no help); NAN if nobody helps or L is 0 */
	int autonomy_provider;     /* p, whose absence hurts j most; -1 */
	int n_threats;
	hel_threat_from threat[HEL_TOP_THREATS]; /* largest part of L_j first */
} hel_state_result;

typedef struct hel_result {
	size_t mechanism, lens;    /* indices in the scenario */
	hel_lens calibrated;       /* the lens as used: every default filled in */
	hel_record record;

	/* indivisible: 1 - sum max(0, dL) / sum max(0, -dL) */
	hel_index indivisible;
	size_t n_losers;
	hel_loser *loser;                      /* largest dL first */
	size_t n_singles;
	hel_single *single;                    /* commitments that cost anybody anything, worst first */
	const hel_commitment *worst_commitment; /* the first of them; NULL if there is none; its own index: */
	double worst_commitment_value, worst_commitment_harm; /* the index of that single commitment; sum of max(0, dL) */
	double freedom_to_choose;              /* NAN: no tie would be mutually gainful */
	int gainful_ties, forbidden_ties;      /* of those that are mutually gainful, how many are forbidden */

	/* balanced: 1 - Gini(L) */
	hel_index balanced;
	double median_security, worst_security, gap;
	int dominant_provider;                 /* -1: nobody's help moves anything */
	double dominance_share, dominance_se;

	/* effective: 1 - sum L(m) / sum L(reference) */
	hel_index effective;
	double together;                       /* the same with coalitions together */
	double disputes, wars, defeats;        /* expected of the region's states a year; wars NAN without a record */
	int worst_off;                         /* -1 if nobody loses anything */

	/* sustainable: share of (party, commitment) pairs that gain no more than the margin by leaving */
	hel_index sustainable;
	int pairs;
	int first_to_leave;                    /* state with the largest gain by leaving; -1: nobody gains at all */
	const hel_commitment *first_to_leave_commitment;
	double first_to_leave_dS;
	int could_add;                         /* absent pairs of which both would gain more than the margin by a defence tie */
	const hel_commitment *dearest;         /* the single commitment whose loss hurts most; NULL */
	double dearest_dL;                     /* by how much the region's losses would rise without it */
	double burden;                         /* soldiers per 1000 inhabitants of the region; NAN unknown */

	int extrapolated;                      /* `estimated`: states of the region for which some attacker's ally1, pledge1,
						  aid2 or company1 leaves the sample's range; -1 under other lenses */

	hel_state_result *state;               /* n_region of them, in the order of the world */
} hel_result;

typedef struct hel_assessment {
	const hel_scenario *scenario;          /* borrowed: must outlive the assessment */
	uint64_t seed;
	int draws;
	bool brief;                            /* see hel_assess_options: reports leave out what was not asked for */
	int n_region;
	size_t n_results;                      /* mechanisms in order, lenses within */
	hel_result *result;
	hel_notes notes;                       /* the scenario's and the assessment's own, each once */
	void *memory;                          /* private */
} hel_assessment;

typedef struct hel_assess_options {
	int draws;                /* < 0: the scenario's */
	uint64_t seed;
	int threads;              /* 0: all processors. No figure depends on it. */
	double margin;            /* in S, default 0.005 */
	int permutations;         /* of the Shapley value, half of them the reverse of the others; default 64 */
	size_t n_lenses, n_mechanisms; /* choose some, by index; 0 all */
	const size_t *lens, *mechanism;
	hel_history *history;     /* of the panel, for whoever asks again and again; NULL: none. No figure depends on it. */
	/* Only what the four properties are made of, at a third of the time; fields of hel_result and hel_state_result that are not
	 * filled then: autonomy, dominance_share, dominance_se, freedom_to_choose, worst_commitment_value (NAN);
	 * autonomy_provider, dominant_provider (-1); worst_commitment, dearest (NULL); gainful_ties, forbidden_ties, could_add,
	 * n_singles, worst_commitment_harm, dearest_dL (0). */
	bool brief;
	/* Of a brief assessment how many of the mechanisms, the last, are only there for others to be compared with: `together`, a fifth
	 * of their time, is NAN. */
	size_t n_compared;
	hel_progress progress;    /* NULL allowed */
	void *context;
} hel_assess_options;

HEL_API void hel_assess_options_init(hel_assess_options *options);

/** Assesses every chosen mechanism under every chosen lens. panel may be NULL for stated worlds. Owner: the caller. */
HEL_API HEL_MUST_CHECK hel_status hel_assess(hel_assessment *assessment, const hel_scenario *scenario, hel_panel *panel,
                                             const hel_assess_options *options, hel_error *error);
HEL_API void hel_assessment_free(hel_assessment *assessment);

#ifdef __cplusplus
}
#endif
#endif
