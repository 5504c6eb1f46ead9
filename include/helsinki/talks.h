/* talks.h: the key `bargain` of a scenario: who bargains, over what, what each counts, and by which rules. docs/bargain.md. */
#ifndef HELSINKI_TALKS_H
#define HELSINKI_TALKS_H

#include "helsinki/bargain.h"
#include "helsinki/claim.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a bloc that speaks with one voice counts of its members' utilities. */
#define HEL_VOICE_LIST(X)                                                      \
	X(HEL_VOICE_MEAN, "mean")                                              \
	X(HEL_VOICE_BY_POPULATION, "by-population")                            \
	X(HEL_VOICE_WORST, "worst")

typedef enum hel_voice {
#define HEL_VOICE_ENUM(code, text) code,
	HEL_VOICE_LIST(HEL_VOICE_ENUM)
#undef HEL_VOICE_ENUM
	HEL_VOICES
} hel_voice;

HEL_API const char *hel_voice_name(hel_voice voice);

/** A party: a state, or several that speak with one voice. No state is in two. */
typedef struct hel_seat {
	const char *name;
	size_t n;
	uint16_t *state;         /* ascending */
	hel_voice voice;
	double weight;           /* in votes, sums and the Nash product; 1 */
	const double *stated;    /* by mechanism, and last of disagreement: stated utility, added to the rest; NULL */
	int line, column;
} hel_seat;

/** A row of the ledger that a party counts, in some mechanisms: weight x amount. */
typedef struct hel_counted_row {
	size_t party;
	const hel_ledger_row *row;
	double weight;
	const bool *under;       /* by mechanism, and last of disagreement where that is none of them */
} hel_counted_row;

/** A rule of decision as the scenario names it. */
typedef struct hel_named_rule {
	const char *name;
	hel_decision rule;
} hel_named_rule;

/** A mechanism with its limits on arms or deployments at any scale between two; alternatives at `steps` >= 2 values. */
typedef struct hel_along {
	size_t mechanism;
	size_t n_commitments, *commitment; /* places in the mechanism */
	const char *name;        /* what alternatives are called, before `at SCALE` */
	const char *limits;      /* the commitments' names */
	double from, to;
	int steps;
} hel_along;

/* Where disagreement is no mechanism of the scenario: its reference, or a world in which nobody owes anybody anything. */
enum { HEL_WITHOUT_COMMITMENTS = -2 };

typedef struct hel_talks {
	bool given;              /* the scenario has the key; else all is by default */
	size_t n_parties;
	hel_seat *party;        /* default: each state of the region */
	int disagreement;        /* a mechanism, HEL_IN_REFERENCE (default) or HEL_WITHOUT_COMMITMENTS */
	const char *disagreement_name;
	double security, autonomy; /* weights: 1 and 0 */
	double margin;           /* of indifference, in utility: 0.005 */
	size_t n_rows;
	hel_counted_row *row;
	size_t n_rules;
	hel_named_rule *rule;    /* default: consensus, consensus minus one, half, two thirds */
	size_t n_along;
	hel_along *along;
} hel_talks;

#ifdef __cplusplus
}
#endif
#endif
