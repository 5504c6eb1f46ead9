/* claim.h: what is claimed about an architecture, as a test on the quantities that an assessment knows. docs/claims.md. */
#ifndef HELSINKI_CLAIM_H
#define HELSINKI_CLAIM_H

#include "helsinki/lens.h"

#ifdef __cplusplus
extern "C" {
#endif

/* code, name in scenario files, unit (of an externality: of `in: security`; of a ledger row: the row's own) */
#define HEL_MEASURE_LIST(X)                                                    \
	X(HEL_MEASURE_SECURITY, "security", HEL_UNIT_PROBABILITY)              \
	X(HEL_MEASURE_LOSS, "loss", HEL_UNIT_DEFEATS)                          \
	X(HEL_MEASURE_EXTERNALITY, "externality", HEL_UNIT_PROBABILITY)        \
	X(HEL_MEASURE_INDIVISIBLE, "indivisible", HEL_UNIT_INDEX)              \
	X(HEL_MEASURE_BALANCED, "balanced", HEL_UNIT_INDEX)                    \
	X(HEL_MEASURE_EFFECTIVE, "effective", HEL_UNIT_INDEX)                  \
	X(HEL_MEASURE_SUSTAINABLE, "sustainable", HEL_UNIT_INDEX)              \
	X(HEL_MEASURE_AUTONOMY, "autonomy", HEL_UNIT_SHARE)                    \
	X(HEL_MEASURE_SPENDING, "spending", HEL_UNIT_SHARE)                    \
	X(HEL_MEASURE_FREEDOM, "freedom_to_choose", HEL_UNIT_SHARE)            \
	X(HEL_MEASURE_LEDGER, "ledger", HEL_UNIT_LEDGER)

#define HEL_UNIT_LIST(X)                                                       \
	X(HEL_UNIT_PROBABILITY, "probability")                                 \
	X(HEL_UNIT_DEFEATS, "defeats a year")                                  \
	X(HEL_UNIT_INDEX, "index")                                             \
	X(HEL_UNIT_SHARE, "share")                                             \
	X(HEL_UNIT_LEDGER, "a ledger's unit")

typedef enum hel_unit {
#define HEL_UNIT_ENUM(code, text) code,
	HEL_UNIT_LIST(HEL_UNIT_ENUM)
#undef HEL_UNIT_ENUM
	HEL_UNITS
} hel_unit;

typedef enum hel_measure {
#define HEL_MEASURE_ENUM(code, text, unit) code,
	HEL_MEASURE_LIST(HEL_MEASURE_ENUM)
#undef HEL_MEASURE_ENUM
	HEL_MEASURES
} hel_measure;

HEL_API const char *hel_measure_name(hel_measure measure);
HEL_API const char *hel_unit_name(hel_unit unit);

/** What an externality is taken of. */
typedef enum hel_subject { HEL_SUBJECT_NONE, HEL_SUBJECT_COMMITMENTS, HEL_SUBJECT_TIE, HEL_SUBJECT_ACTOR, HEL_SUBJECT_EVERYTHING } hel_subject;

enum { HEL_IN_REFERENCE = -1, HEL_SUBJECTS_MAX = 16 };

/** One quantity. Which fields count depends on the measure:
 *  security, loss    state: of whom (security: their mean, loss: their sum); loss: from, attackers counted (0: all)
 *  externality       subject, state: on whom; security: what x adds to their mean S; loss: what it takes off the sum of their L;
 *                    share: that over their L without x
 *  autonomy          state: one; from: one provider
 *  spending          state; than: a mechanism
 *  ledger            row */
typedef struct hel_quantity {
	hel_measure measure;
	hel_unit unit;
	int mechanism;             /* index in the scenario; HEL_IN_REFERENCE */
	int than;                  /* spending: the same */
	size_t n_states, n_from;
	uint16_t *state, *from;
	hel_subject subject;
	size_t n_commitments;
	size_t commitment[HEL_SUBJECTS_MAX]; /* places in the mechanism */
	int a, b;                  /* the tie, or the actor a */
	const hel_ledger_row *row; /* borrowed from the scenario */
} hel_quantity;

typedef enum hel_test_kind {
	HEL_TEST_NEGATIVE,
	HEL_TEST_POSITIVE,
	HEL_TEST_ABOVE,
	HEL_TEST_BELOW,
	HEL_TEST_LESS_THAN,
	HEL_TEST_MORE_THAN,
	HEL_TEST_LARGEST_FOR,
	HEL_TEST_ALL_OF,
	HEL_TEST_ANY_OF,
	HEL_TEST_NOT_TESTABLE
} hel_test_kind;

/** A test. left is the quantity tested; right is what LESS_THAN and MORE_THAN compare with. */
typedef struct hel_test {
	hel_test_kind kind;
	hel_quantity left, right;
	double threshold;            /* ABOVE, BELOW */
	uint16_t largest_for;        /* a state, and those among whom it is compared, itself included */
	size_t n_among;
	uint16_t *among;
	size_t n_parts;              /* ALL_OF, ANY_OF */
	struct hel_test *part;
	const char *why;             /* NOT_TESTABLE */
} hel_test;

/* What a pivot may turn: the scalar parameters of a lens, and these. name, its usual range, whether by ratio. */
#define HEL_TURN_LIST(X)                                                       \
	X(HEL_TURN_OMEGA, "omega", 0, 1, 0)                                    \
	X(HEL_TURN_CHAIN, "chain", 0, 1, 0)                                    \
	X(HEL_TURN_PLEDGES, "pledges", 0, 1, 0)                                \
	X(HEL_TURN_PHI, "phi", 0, 0.25, 0)                                     \
	X(HEL_TURN_NUCLEAR, "nuclear", 0, 1, 0)                                \
	X(HEL_TURN_GAMMA, "gamma", 0.1, 10, 1)                                 \
	X(HEL_TURN_LAMBDA, "lambda", 100, 5000, 1)                             \
	X(HEL_TURN_RHO, "rho", 0.05, 1, 0)                                     \
	X(HEL_TURN_YEARS, "years", 1, 50, 1)                                   \
	X(HEL_TURN_THREAT, "threat", 0.1, 10, 1)

typedef enum hel_turn {
#define HEL_TURN_ENUM(code, text, least, greatest, by_ratio) code,
	HEL_TURN_LIST(HEL_TURN_ENUM)
#undef HEL_TURN_ENUM
	HEL_TURNS
} hel_turn;

HEL_API const char *hel_turn_name(hel_turn turn);
/** The parameter of this name; false and *turn as it was if there is none. */
HEL_API bool hel_turn_find(const char *word, hel_turn *turn);
/** The bounds that a value of this parameter may have. */
HEL_API void hel_turn_bounds(hel_turn turn, double *least, double *greatest);
/** The range that a pivot is looked for in where a claim states none. */
HEL_API void hel_turn_range(hel_turn turn, double *from, double *to);
HEL_API bool hel_turn_by_ratio(hel_turn turn);

typedef struct hel_turn_over {
	hel_turn turn;
	double from, to;
} hel_turn_over;

/** Which side of the scenario's question a claim takes. */
typedef enum hel_side { HEL_SIDE_NONE, HEL_SIDE_FOR, HEL_SIDE_AGAINST } hel_side;

HEL_API const char *hel_side_name(hel_side side); /* NULL for none */

typedef struct hel_claim {
	const char *says, *by, *where; /* by, where: NULL if not stated. Borrowed from the scenario, as is all else */
	hel_side side;
	int mechanism;
	hel_test test;
	double margin;                 /* share of a loss, or of an index; tests against a stated threshold: only if margin_given */
	bool margin_given;
	bool on_bases;                 /* names a state with forces abroad: judged with power from home and from its bases */
	size_t n_pivots;
	hel_turn_over *pivot;
	int line, column;
} hel_claim;

#ifdef __cplusplus
}
#endif
#endif
