/* bargain.h: what parties could agree on, and what a rule of decision would adopt: preferences, the Pareto set, four solutions of
 * the bargaining problem, winsets and cores, side payments. It knows utilities alone, no states and no files. docs/bargain.md has
 * the definitions with their sources.
 *
 * Parties i of n, alternatives a of m; u[i,a] is what a is worth to i, d[i] what i has if nothing is agreed. Gains are u - d. The
 * place m stands for no agreement wherever alternatives are counted from 0. */
#ifndef HELSINKI_BARGAIN_H
#define HELSINKI_BARGAIN_H

#include <stdbool.h>
#include <stdint.h>

#include "helsinki/error.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A bargaining problem. Borrowed by whatever is asked of it.
 *  utility       n x m, row-major, finite
 *  disagreement  n, finite
 *  weight        n, > 0: of a party in the Nash product, in sums and in votes; NULL: all 1
 *  margin        >= 0: a party for which two alternatives differ by no more is indifferent between them. Rules, the Pareto set and
 *                the Nash, Kalai-Smorodinsky and egalitarian solutions take a gain of that size for none; sums of utilities and side
 *                payments take it as it is */
typedef struct hel_problem {
	size_t n, m;
	const double *utility, *disagreement, *weight;
	double margin;
} hel_problem;

/** HEL_EUSAGE names the first figure of a game that may not be: no party or no alternative, utilities that are not finite, weights
 *  not above 0, a negative margin. */
HEL_API HEL_MUST_CHECK hel_status hel_problem_check(const hel_problem *game, hel_error *error);

/* --- preferences ---------------------------------------------------------------------------------------------------------- */

/** What i has in alternative a; a = m: if nothing is agreed. */
HEL_API double hel_problem_utility(const hel_problem *game, size_t i, size_t a);
/** 1: i prefers a to b by more than the margin; -1: b to a; 0: neither. */
HEL_API int hel_problem_prefers(const hel_problem *game, size_t i, size_t a, size_t b);
/** Weighted sum of utilities. */
HEL_API double hel_problem_welfare(const hel_problem *game, size_t a);

/** efficient, m + 1, out: whether no other of the m + 1 is worse for nobody and better for somebody, each by the margin. */
HEL_API void hel_pareto(const hel_problem *game, bool *efficient);

/* --- solutions ------------------------------------------------------------------------------------------------------------ */

#define HEL_SOLUTION_LIST(X)                                                   \
	X(HEL_NASH, "nash")                                                    \
	X(HEL_KALAI_SMORODINSKY, "kalai-smorodinsky")                          \
	X(HEL_EGALITARIAN, "egalitarian")                                      \
	X(HEL_UTILITARIAN, "utilitarian")

typedef enum hel_solution_kind {
#define HEL_SOLUTION_ENUM(code, text) code,
	HEL_SOLUTION_LIST(HEL_SOLUTION_ENUM)
#undef HEL_SOLUTION_ENUM
	HEL_SOLUTIONS
} hel_solution_kind;

HEL_API const char *hel_solution_name(hel_solution_kind kind);

/** One solution, of one alternative or of a lottery over them.
 *  pick     the alternative of the largest share, the first of equals; m: no agreement
 *  share    m + 1: chances of the lottery; 1 at pick where no lotteries are allowed
 *  utility  n: what each party has
 *  value    Nash: weighted geometric mean of the gains of those who can gain (of a single alternative: who do); Kalai-Smorodinsky: the smallest share of its best
 *           gain that one of them has; egalitarian: the smallest gain of one of them; NAN: nobody can gain. Utilitarian: the sum
 *           of utilities
 *  gap      lotteries: how far, at most, value is from the best there is, as proved by linear programming's duality (Nash: relative,
 *           in the logarithm); NAN where the proof failed. Else 0 */
typedef struct hel_solution {
	size_t pick;
	double value, gap;
	double *share, *utility;
} hel_solution;

/** The four solutions over single alternatives and over lotteries.
 *  can_gain  n: some lottery that leaves nobody below disagreement gives the party more than disagreement; the others get exactly
 *            that in the first three solutions. alone: the same of single alternatives
 *  ideal     n: the most that a party can gain in such a lottery; ideal_alone: in such an alternative */
typedef struct hel_settlement {
	size_t n, m;
	bool *can_gain, *can_gain_alone;
	double *ideal, *ideal_alone;
	hel_solution single[HEL_SOLUTIONS], lottery[HEL_SOLUTIONS];
	void *memory;
} hel_settlement;

/** Solves a game. lotteries: also over mixtures; else `lottery`, can_gain and ideal stay zeroed.
 *  Nash (1950), Kalai & Smorodinsky (1975) and the egalitarian solution (Kalai 1977), the latter two lexicographically (Imai 1983), so
 *  that no party could have more without another that has less having less still. Over single alternatives Nash takes
 *  those in which most weight of parties gains, and of these the largest product of gains, each in shares of the party's best.
 *  Owner: the caller. Thread-safe. */
HEL_API HEL_MUST_CHECK hel_status hel_settle(hel_settlement *bargain, const hel_problem *game, bool lotteries, hel_error *error);
HEL_API void hel_settlement_free(hel_settlement *bargain); /* safe on zeros */

/* --- decisions ------------------------------------------------------------------------------------------------------------ */

#define HEL_DECISION_LIST(X)                                                   \
	X(HEL_BY_CONSENSUS, "consensus")                                       \
	X(HEL_BY_CONSENSUS_MINUS_ONE, "consensus-minus-one")                   \
	X(HEL_BY_VETO, "veto")                                                 \
	X(HEL_BY_MAJORITY, "majority")                                         \
	X(HEL_BY_AGENDA, "agenda")

typedef enum hel_decision_kind {
#define HEL_DECISION_ENUM(code, text) code,
	HEL_DECISION_LIST(HEL_DECISION_ENUM)
#undef HEL_DECISION_ENUM
	HEL_DECISIONS
} hel_decision_kind;

HEL_API const char *hel_decision_name(hel_decision_kind kind);

/** How the parties decide between a proposal and what is. Who is indifferent abstains; a proposal that nobody prefers never passes.
 *  consensus            nobody is against it
 *  consensus-minus-one  at most one party is
 *  veto                 no party of `veto` is
 *  majority             those for it have at least the share `majority` of the weight of those who are for or against, and more
 *                       than those against
 *  agenda               `setter` alone proposes, and prefers it herself; `with`, one of the others, says whether it passes */
typedef struct hel_decision {
	hel_decision_kind kind, with;
	double majority;
	size_t n_veto;
	const size_t *veto;      /* parties */
	size_t setter;
} hel_decision;

/** Whether `to` passes against `from`, each an alternative or m. */
HEL_API bool hel_passes(const hel_problem *game, const hel_decision *rule, size_t to, size_t from);

/** What a rule makes of a game.
 *  winset   m: what passes against disagreement
 *  core     m + 1: against what neither an alternative nor a return to disagreement passes
 *  adopted  of the winset the largest sum of utilities (agenda: the best for the setter), the first of equals; m: it is empty */
typedef struct hel_outcome_of_rule {
	size_t adopted;
	bool *winset, *core;
} hel_outcome_of_rule;

/** Fills an outcome; winset and core are the caller's. */
HEL_API void hel_decide(const hel_problem *game, const hel_decision *rule, hel_outcome_of_rule *outcome);

/* --- side payments -------------------------------------------------------------------------------------------------------- */

/** The least transfers that leave nobody below disagreement in an alternative, where utility can be handed over one for one.
 *  needed    sum of what those who lose lack
 *  surplus   sum of all gains and losses; below 0 no transfers can do it
 *  transfer  n, out: received > 0, paid < 0; payers pay in proportion to their gains. NAN where it cannot be done */
typedef struct hel_payment {
	double needed, surplus;
} hel_payment;

HEL_API hel_payment hel_side_payments(const hel_problem *game, size_t a, double *transfer);

#ifdef __cplusplus
}
#endif
#endif
