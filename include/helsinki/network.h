/* network.h: two models that look at nothing but who is tied to whom and how strong each is: are the ties stable against war
 * (Jackson & Nei 2015), and how hard does each fight beside its friends and against its foes (Koenig, Rohner, Thoenig &
 * Zilibotti 2017)? Neither knows distance or intention, and neither gives a rate of attack: docs/network.md. */
#ifndef HELSINKI_NETWORK_H
#define HELSINKI_NETWORK_H

#include "helsinki/security.h"

#ifdef __cplusplus
extern "C" {
#endif

/* --- who is tied to whom -------------------------------------------------------------------------------------------------- */

/** Ties among n states. Matrices are n x n, row-major, symmetric, 0 or 1, diagonal 0. Only n, strength, ally and (for efforts)
 *  enemy are read by the models: a caller may fill them in without a scenario, and then owns them. */
typedef struct hel_network {
	int n;
	double *strength;  /* n, >= 0: capability, after the mechanism's limits of arms */
	uint8_t *ally;     /* either owes the other defence or a guarantee */
	uint8_t *enemy;    /* strategic rivals of the world; in a stated world the pairs of which one threatens the other */
	int n_allied, n_hostile; /* pairs */
	int n_both;        /* pairs that are allied and rivals */
	int n_collective;  /* pairs bound by collective security alone: among the allied only if so asked */
	void *memory;      /* owns the arrays; private */
} hel_network;

/** The ties of a mechanism, every rho at its mode (a clause whose mode is 0 is absent), whatever the rule of decision is.
 *  lens: the `matrix` lens whose threats make enemies in a stated world; NULL or another kind: none there. collective counts
 *  promises of collective security as ties; they are none otherwise, since they bind nobody to fight beside another.
 *  Owner: the caller, with hel_network_free. */
HEL_API HEL_MUST_CHECK hel_status hel_network_of(hel_network *network, const hel_world *world, const hel_mechanism *mechanism,
                                                 const hel_lens *lens, bool collective, hel_error *error);
HEL_API void hel_network_free(hel_network *network);

/* --- stable against war? -------------------------------------------------------------------------------------------------- */

/* Who may attack together: a leader with any of its allies, or only states that are all allied to each other. */
#define HEL_COALITION_LIST(X)                                                  \
	X(HEL_COALITION_ALLIED, "allied")                                      \
	X(HEL_COALITION_CLIQUE, "clique")

typedef enum hel_coalition_kind {
#define HEL_COALITION_ENUM(code, text) code,
	HEL_COALITION_LIST(HEL_COALITION_ENUM)
#undef HEL_COALITION_ENUM
	HEL_COALITION_KINDS
} hel_coalition_kind;

HEL_API const char *hel_coalition_kind_name(hel_coalition_kind kind);

typedef struct hel_war_options {
	double ratio;            /* gamma > 0: how many times the defenders' strength the attackers need; 1.5 */
	hel_coalition_kind coalitions;
	long long budget;        /* steps of the search for one clique, 200000: then that question is undecided */
} hel_war_options;

HEL_API void hel_war_options_init(hel_war_options *options);

/** A coalition that overpowers a target: M(C) > ratio * M(target and its allies outside C). As few members as do, of those
 *  that the leader can call upon. */
typedef struct hel_overpowering {
	int target, leader;
	size_t n;
	const uint16_t *member;  /* ascending; the leader among them */
	double attack, defence;  /* M(C), M(target and its allies outside C) */
} hel_overpowering;

/** A tie that does not exist and would let its two ends, perhaps with friends, overpower a state that is safe now. */
typedef struct hel_temptation {
	uint16_t j, k;
	hel_overpowering over;
} hel_temptation;

/** A tie that at least one of its ends can do without: it is not vulnerable when the tie is cut. */
typedef struct hel_idle_tie {
	uint16_t j, k;
	bool idle_for_j, idle_for_k;
} hel_idle_tie;

typedef enum hel_answer { HEL_NO, HEL_YES, HEL_UNDECIDED } hel_answer;

typedef struct hel_war_stability {
	int n, n_ties;
	hel_war_options how;
	hel_answer *vulnerable;       /* n */
	hel_overpowering *over;       /* n: of each vulnerable state; of another n is 0 */
	int n_vulnerable, n_undecided;
	hel_answer nobody_vulnerable; /* S1 */
	hel_answer no_temptation;     /* S2, asked of the states that are not vulnerable already (the same where S1 holds) */
	hel_answer every_tie_needed;  /* S3: both ends of every tie would be vulnerable without it */
	hel_answer stable;            /* S1 and S2 and S3 */
	size_t n_temptations;
	hel_temptation *temptation;   /* strongest target first, then by j and k; one for each pair, its strongest target */
	size_t n_idle;
	hel_idle_tie *idle;           /* by j and k */
	void *memory;                 /* private */
} hel_war_stability;

/** Asks S1, S2 and S3 of a network. `allied` is exact and takes n^3 steps; `clique` is exact within the budget.
 *  HEL_EUSAGE: a ratio that is not positive, a strength that is negative or unknown. Owner: the caller. Thread-safe. */
HEL_API HEL_MUST_CHECK hel_status hel_war_stability_of(hel_war_stability *stability, const hel_network *network,
                                                       const hel_war_options *options, hel_error *error);
HEL_API void hel_war_stability_free(hel_war_stability *stability);

/* --- how hard does each fight? -------------------------------------------------------------------------------------------- */

typedef struct hel_effort_options {
	double beta;             /* what an ally's unit of effort adds to one's own; 0.083 */
	double gamma;            /* what an enemy's takes away; 0.114. Both as estimated by the authors */
} hel_effort_options;

HEL_API void hel_effort_options_init(hel_effort_options *options);

/* Whether the game has the equilibrium of the formula; all but the first leave the figures NAN. */
#define HEL_EFFORT_LIST(X)                                                                                                     \
	X(HEL_EFFORT_SOLVED, "solved")                                                                                         \
	X(HEL_EFFORT_BESET, "beset")       /* 1 + beta d+ - gamma d- <= 0 for `culprit`: more effort would lower the sum */    \
	X(HEL_EFFORT_IDLE, "idle")         /* the sum of the hostilities is at most 1: nobody has anything to fight for */     \
	X(HEL_EFFORT_SINGULAR, "singular") /* I + beta A+ - gamma A- cannot be inverted */

typedef enum hel_effort_outcome {
#define HEL_EFFORT_ENUM(code, text) code,
	HEL_EFFORT_LIST(HEL_EFFORT_ENUM)
#undef HEL_EFFORT_ENUM
} hel_effort_outcome;

HEL_API const char *hel_effort_outcome_name(hel_effort_outcome outcome);

/** The equilibrium, per unit of the prize. A pair that is allied and hostile counts as hostile. */
typedef struct hel_efforts {
	int n;
	hel_effort_options how;
	hel_effort_outcome outcome;
	int culprit;             /* HEL_EFFORT_BESET: the first such state; else -1 */
	int n_negative;          /* states whose effort comes out below 0: they hold back */
	double lambda;           /* 1 - 1 / sum of the hostilities: the sum of all performances */
	double total;            /* sum of all efforts: the share of the prize that is fought away */
	int *allies, *enemies;   /* n: d+, d- */
	double *hostility;       /* n: 1 / (1 + beta d+ - gamma d-) */
	double *effort;          /* n: x */
	double *performance;     /* n: phi = x + beta (allies' x) - gamma (enemies' x) */
	double *payoff;          /* n: phi / sum of phi - x */
	double *inverse;         /* n x n: (I + beta A+ - gamma A-)^-1; private */
	uint8_t *tie;            /* n x n: A+ as used */
	void *memory;            /* private */
} hel_efforts;

/** Solves x = lambda (1 - lambda) (I + beta A+ - gamma A-)^-1 hostility. That there is no such equilibrium is an outcome, no
 *  error. HEL_EUSAGE: beta or gamma negative or not finite. Owner: the caller. Thread-safe; cost n^3. */
HEL_API HEL_MUST_CHECK hel_status hel_efforts_of(hel_efforts *efforts, const hel_network *network,
                                                 const hel_effort_options *options, hel_error *error);
HEL_API void hel_efforts_free(hel_efforts *efforts);

/** By how much every state's payoff would change if the tie of j and k were cut: change, n, out. Cost n (a change of rank two
 *  of the inverse). HEL_EFFORT_SOLVED, or why there is no equilibrium without the tie: change is then NAN. j and k must be tied
 *  in efforts->tie. */
HEL_API hel_effort_outcome hel_efforts_cut(const hel_efforts *efforts, int j, int k, double *change);

/** What one tie does: payoffs with it less those without it. */
typedef struct hel_tie_effect {
	uint16_t j, k;
	hel_effort_outcome without; /* HEL_EFFORT_SOLVED, else the figures are NAN and no state is named */
	double to_j, to_k;
	double cost, gain;       /* of all others together: losses by the tie and gains by it, both >= 0 */
	int hurt_most;           /* the third state that loses most; -1: none loses */
	double hurt;             /* its loss */
} hel_tie_effect;

/** Every tie's effect, the one that costs others most first (those without an answer last). *effect has *n entries and is
 *  the caller's to free(). HEL_EUSAGE: efforts are not solved. */
HEL_API HEL_MUST_CHECK hel_status hel_efforts_ties(const hel_efforts *efforts, hel_tie_effect **effect, size_t *n, hel_error *error);

/* --- a whole scenario ----------------------------------------------------------------------------------------------------- */

typedef struct hel_network_options {
	bool war, efforts;       /* which models: both */
	bool collective;         /* promises of collective security are ties too: false */
	hel_war_options war_options;
	hel_effort_options effort_options;
	size_t n_mechanisms;     /* choose some, by index; 0 all */
	const size_t *mechanism;
	const hel_lens *lens;    /* of a stated world: whose threats make enemies; NULL: the scenario's first `matrix` */
} hel_network_options;

HEL_API void hel_network_options_init(hel_network_options *options);

typedef struct hel_network_result {
	size_t mechanism;        /* index in the scenario */
	hel_network network;
	hel_war_stability war;   /* zeroed where not asked for */
	hel_efforts efforts;
	size_t n_effects;
	hel_tie_effect *effect;
} hel_network_result;

typedef struct hel_network_study {
	const hel_scenario *scenario; /* borrowed */
	hel_network_options how;
	const hel_lens *lens;    /* whose threats made enemies; NULL: none did */
	size_t n_results;
	hel_network_result *result;
} hel_network_study;

/** Both models for every chosen mechanism. Owner: the caller. */
HEL_API HEL_MUST_CHECK hel_status hel_network_study_of(hel_network_study *study, const hel_scenario *scenario,
                                                       const hel_network_options *options, hel_error *error);
HEL_API void hel_network_study_free(hel_network_study *study);

#ifdef __cplusplus
}
#endif
#endif
