/* dialogue.h: who moves towards whom when parties with positions, influence and salience bargain. Two models: the spatial model of
 * politics as KAPSARC's toolkit KTAB has it, and Bueno de Mesquita's expected-utility model after Scholz, Calbert & Smith (2011).
 * Neither knows distance, capability for war or pacts: docs/dialogue.md. */
#ifndef HELSINKI_DIALOGUE_H
#define HELSINKI_DIALOGUE_H

#include <stdbool.h>

#include "helsinki/error.h"

#ifdef __cplusplus
extern "C" {
#endif

/* --- the parties ---------------------------------------------------------------------------------------------------------- */

enum { HEL_PARTIES_LEAST = 2, HEL_PARTIES_MOST = 250, HEL_ISSUES_MOST = 50 };

typedef struct hel_party {
	const char *name;        /* not empty; no two are the same */
	const char *description; /* may be empty */
	double influence;        /* above 0, below 1e8 */
} hel_party;

typedef struct hel_dialogue {
	const char *file, *name, *description;
	char sha256[65];         /* of the file; "" where there is none */
	int n, m;                /* parties, issues */
	hel_party *party;        /* n */
	const char **issue;      /* m names */
	double *position;        /* n x m, row-major, in [0, 100] */
	double *salience;        /* n x m, in [0, 100]: per cent of a party's attention; a row has more than 0 and at most 100 */
	void *memory;            /* owns the arrays; private */
} hel_dialogue;

/** Reads KTAB's CSV: a row `name,description,parties,issues`, a row of column names (party, description, influence, then position and
 *  salience of each issue), a row for each party. A byte order mark and empty cells at the end of a row are harmless.
 *  HEL_EINPUT says where what is wrong. Owner: the caller, with hel_dialogue_free. */
HEL_API HEL_MUST_CHECK hel_status hel_dialogue_read(hel_dialogue *dialogue, const char *file, hel_error *error);
/** Leaves one issue, as if the parties spoke of nothing else. HEL_EINPUT: a party attends to it with 0. */
HEL_API HEL_MUST_CHECK hel_status hel_dialogue_keep(hel_dialogue *dialogue, int issue, hel_error *error);
HEL_API void hel_dialogue_free(hel_dialogue *dialogue);

/* --- the models ----------------------------------------------------------------------------------------------------------- */

/* X(code, what it is called); the first of each is the default of hel_dialogue_options_init. */

#define HEL_DIALOGUE_MODEL_LIST(X)                      \
	X(HEL_DIALOGUE_SPATIAL, "spatial")              \
	X(HEL_DIALOGUE_EXPECTED_UTILITY, "expected-utility")

/* Of the expected-utility model: Bueno de Mesquita's words (the chances of two rivals sum to 1, one takes the offer that moves one
 * least), or what Scholz's program is reported to do. */
#define HEL_READING_LIST(X)             \
	X(HEL_READING_PROPER, "proper") \
	X(HEL_READING_SCHOLZ, "scholz")

/* Influence that is thrown in for a difference in utility. */
#define HEL_VOTING_LIST(X)                                \
	X(HEL_VOTING_PROPORTIONAL, "proportional")        \
	X(HEL_VOTING_BINARY, "binary")                    \
	X(HEL_VOTING_PROPORTIONAL_BINARY, "proportional-binary") \
	X(HEL_VOTING_PROPORTIONAL_CUBIC, "proportional-cubic")   \
	X(HEL_VOTING_CUBIC, "cubic")                      \
	X(HEL_VOTING_PROSPECT, "prospect") /* gains count two thirds of losses */

/* From the strengths of two coalitions to the chance that the first prevails. */
#define HEL_VICTORY_LIST(X)               \
	X(HEL_VICTORY_LINEAR, "linear")   \
	X(HEL_VICTORY_SQUARE, "square")   \
	X(HEL_VICTORY_QUARTIC, "quartic") \
	X(HEL_VICTORY_OCTIC, "octic")     \
	X(HEL_VICTORY_BINARY, "binary")

/* From chances in pairs to the chance of each option: it beats all others at once, given that one does; or the share of time it leads
 * when it is challenged for ever, each challenger as likely as another, or as its supporters' incentive has it. */
#define HEL_PCE_LIST(X)                             \
	X(HEL_PCE_CONDITIONAL, "conditional")       \
	X(HEL_PCE_MARKOV_UNIFORM, "markov-uniform") \
	X(HEL_PCE_MARKOV_INCENTIVE, "markov-incentive")

/* What a third party that takes sides shares in: its side's position if it wins or loses (full), only if it loses (semi), never (none). */
#define HEL_THIRD_PARTY_LIST(X)         \
	X(HEL_THIRD_PARTY_SEMI, "semi") \
	X(HEL_THIRD_PARTY_FULL, "full") \
	X(HEL_THIRD_PARTY_NONE, "none")

/* Between which bounds attitudes to risk lie: [-1/2, 1], [0, 1], [-1, 1]; 1 is most averse. */
#define HEL_RISK_RANGE_LIST(X)       \
	X(HEL_RISK_RANGE_MID, "mid") \
	X(HEL_RISK_RANGE_MIN, "min") \
	X(HEL_RISK_RANGE_MAX, "max")

/* How much of another's attitude to risk a party sees; the rest it takes to be as its own. */
#define HEL_RISK_SEEN_LIST(X)                    \
	X(HEL_RISK_SEEN_THIRD, "third")          \
	X(HEL_RISK_SEEN_NOTHING, "nothing")      \
	X(HEL_RISK_SEEN_HALF, "half")            \
	X(HEL_RISK_SEEN_TWO_THIRDS, "two-thirds") \
	X(HEL_RISK_SEEN_ALL, "all")

/* Weight of a party's position in a bargain: (salience x chance)^2, salience x chance, or salience^2 moved by the margin of victory. */
#define HEL_WEIGHTS_LIST(X)         \
	X(HEL_WEIGHTS_S2P2, "s2p2") \
	X(HEL_WEIGHTS_S1P1, "s1p1") \
	X(HEL_WEIGHTS_S2PMAX, "s2pmax")

/* Whose estimate of the chances makes the bargain: the challenger's; one of each; their mean by influence times salience. */
#define HEL_BARGAIN_LIST(X)                       \
	X(HEL_BARGAIN_CHALLENGER, "challenger")   \
	X(HEL_BARGAIN_BOTH, "both")               \
	X(HEL_BARGAIN_COMPROMISE, "compromise")

#define HEL_DIALOGUE_ENUM(code, text) code,
typedef enum hel_dialogue_model { HEL_DIALOGUE_MODEL_LIST(HEL_DIALOGUE_ENUM) HEL_DIALOGUE_MODELS } hel_dialogue_model;
typedef enum hel_dialogue_reading { HEL_READING_LIST(HEL_DIALOGUE_ENUM) HEL_READINGS } hel_dialogue_reading;
typedef enum hel_voting { HEL_VOTING_LIST(HEL_DIALOGUE_ENUM) HEL_VOTINGS } hel_voting;
typedef enum hel_victory { HEL_VICTORY_LIST(HEL_DIALOGUE_ENUM) HEL_VICTORIES } hel_victory;
typedef enum hel_pce { HEL_PCE_LIST(HEL_DIALOGUE_ENUM) HEL_PCES } hel_pce;
typedef enum hel_third_party { HEL_THIRD_PARTY_LIST(HEL_DIALOGUE_ENUM) HEL_THIRD_PARTIES } hel_third_party;
typedef enum hel_risk_range { HEL_RISK_RANGE_LIST(HEL_DIALOGUE_ENUM) HEL_RISK_RANGES } hel_risk_range;
typedef enum hel_risk_seen { HEL_RISK_SEEN_LIST(HEL_DIALOGUE_ENUM) HEL_RISKS_SEEN } hel_risk_seen;
typedef enum hel_weights { HEL_WEIGHTS_LIST(HEL_DIALOGUE_ENUM) HEL_WEIGHTINGS } hel_weights;
typedef enum hel_bargain { HEL_BARGAIN_LIST(HEL_DIALOGUE_ENUM) HEL_BARGAINS } hel_bargain;

HEL_API const char *hel_dialogue_model_name(hel_dialogue_model model);
HEL_API const char *hel_dialogue_reading_name(hel_dialogue_reading reading);
HEL_API const char *hel_voting_name(hel_voting voting);
HEL_API const char *hel_victory_name(hel_victory victory);
HEL_API const char *hel_pce_name(hel_pce pce);
HEL_API const char *hel_third_party_name(hel_third_party commitment);
HEL_API const char *hel_risk_range_name(hel_risk_range range);
HEL_API const char *hel_risk_seen_name(hel_risk_seen seen);
HEL_API const char *hel_weights_name(hel_weights weights);
HEL_API const char *hel_bargain_name(hel_bargain bargain);

enum { HEL_TURNS_MOST = 1000 };

typedef struct hel_dialogue_options {
	hel_dialogue_model model;
	int turns;              /* at most so many, 1 .. HEL_TURNS_MOST; 100 */
	double settled;         /* ends, from turn 2 on, when all moves of a turn are less than this share of the first's; [0, 1]; 0.02 */
	/* spatial: */
	hel_voting voting;
	hel_victory victory;
	hel_pce pce;
	hel_third_party commitment;
	hel_risk_range risk_range;
	hel_risk_seen risk_seen;
	hel_weights weights;
	hel_bargain bargain;
	/* expected-utility: */
	hel_dialogue_reading reading;
	double q, t;            /* chances that the rival stays where it is if it is not challenged, and that it moves for the better
	                           if it does not stay; both in [0, 1]; 1 */
} hel_dialogue_options;

/** KTAB's own defaults, and those of Scholz, Calbert & Smith. */
HEL_API void hel_dialogue_options_init(hel_dialogue_options *options);

/* --- the course of a dialogue --------------------------------------------------------------------------------------------- */

/* Of the expected-utility model all but the first. */
#define HEL_OFFER_LIST(X)                                                                                            \
	X(HEL_OFFER_BARGAIN, "bargain")             /* both would move */                                            \
	X(HEL_OFFER_CONFRONTATION, "confrontation") /* both expect to gain, `from` more: `to` would take its position */ \
	X(HEL_OFFER_COMPROMISE, "compromise")       /* `to` expects to lose less than `from` to gain: part of the way */ \
	X(HEL_OFFER_CAPITULATION, "capitulation")   /* `to` expects to lose more: all the way */
typedef enum hel_offer_kind { HEL_OFFER_LIST(HEL_DIALOGUE_ENUM) HEL_OFFER_KINDS } hel_offer_kind;
HEL_API const char *hel_offer_kind_name(hel_offer_kind kind);

/** What one party offers another. In the spatial model each of the two chooses for itself among all bargains that it has part in, so
 *  that one may take what the other does not. In the expected-utility model only `to` chooses; `from` stays where it is. */
typedef struct hel_offer {
	hel_offer_kind kind;
	int from, to;
	int author;             /* in whose eyes the bargain is made; -1: in both's */
	double chance, gain;    /* spatial: as `from` sees it, that it prevails, and what the challenge is worth to it;
	                           expected-utility: the same in the eyes of `to` */
	double to_chance, to_gain; /* spatial: as `to` sees it, that `from` prevails, and what that is worth to `to`;
	                           expected-utility: that `to` would prevail if it challenged `from`, and what that is worth to it */
	const double *from_position, *to_position; /* m: where each would stand */
	double from_share, to_share; /* chance of the bargain among those the party chooses from; NAN in the expected-utility model */
	bool from_takes, to_takes;
} hel_offer;

typedef struct hel_turn_of_dialogue {
	double *position;       /* n x m, in [0, 100] */
	double *probability;    /* n: that this party's position carries the day; parties at one position each show all of it.
	                           NAN in the expected-utility model */
	double *risk;           /* n. spatial: R, -1 seeks and 1 shuns risk; expected-utility: the exponent r, 1/2 .. 2 */
	double *utility;        /* n x n. spatial: worth of j's position to i; expected-utility: to i of challenging j, 0 for i = j */
	double *median, *mean;  /* m: of positions weighted by influence x salience; of two medians the lower. NAN: nobody attends */
	double moved;           /* from the turn before: sum over parties of the straight distance, on scales of 0 to 1; turn 0: NAN */
	size_t n_offers;        /* made at these positions; none in the last turn, unless nobody moves */
	hel_offer *offer;
} hel_turn_of_dialogue;

#define HEL_DIALOGUE_END_LIST(X)                                                                        \
	X(HEL_DIALOGUE_SETTLED, "settled") /* moves are less than the stated share of the first turn's */ \
	X(HEL_DIALOGUE_STILL, "still")     /* nobody moves: the same would come again for ever */        \
	X(HEL_DIALOGUE_TURNS_SPENT, "turns-spent")
typedef enum hel_dialogue_end { HEL_DIALOGUE_END_LIST(HEL_DIALOGUE_ENUM) HEL_DIALOGUE_ENDS } hel_dialogue_end;
HEL_API const char *hel_dialogue_end_name(hel_dialogue_end end);
#undef HEL_DIALOGUE_ENUM

typedef struct hel_course {
	const hel_dialogue *dialogue; /* borrowed */
	hel_dialogue_options how;
	int n_turns;            /* states, the first among them: turns + 1 */
	hel_turn_of_dialogue *turn; /* n_turns */
	hel_dialogue_end end;
	void *memory;           /* private */
} hel_course;

/** Lets the parties talk until they settle. No chance is drawn: the same input gives the same course. progress may be NULL.
 *  HEL_EUSAGE: an option out of its range; the expected-utility model and more than one issue. Owner: the caller. Thread-safe; a turn costs n^3. */
HEL_API HEL_MUST_CHECK hel_status hel_dialogue_run(hel_course *course, const hel_dialogue *dialogue, const hel_dialogue_options *options,
						   hel_progress progress, void *context, hel_error *error);
HEL_API void hel_course_free(hel_course *course);

#ifdef __cplusplus
}
#endif
#endif
