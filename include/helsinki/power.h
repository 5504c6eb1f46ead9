/* power.h: voting power under a decision rule. Who can turn a defeat into a majority, and how often? Every index is an exact
 * fraction of whole numbers; what cannot be had exactly is missing, with the reason. Knows nothing of states. docs/power.md. */
#ifndef HELSINKI_POWER_H
#define HELSINKI_POWER_H

#include <stdbool.h>
#include <stdint.h>

#include "helsinki/error.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { HEL_VOTERS_MAX = 1000 };

/* --- rules -------------------------------------------------------------------------------------------------------------- */

/** A coalition meets it if its members' weights sum to the quota. */
typedef struct hel_rule_threshold {
	int64_t quota;         /* 1 to total */
	int64_t total;         /* of all weights, at most 2^61 */
	const int64_t *weight; /* one a voter, >= 0 */
} hel_rule_threshold;

/** Met if all its thresholds are. */
typedef struct hel_rule_clause {
	size_t n;
	const size_t *threshold; /* indices */
} hel_rule_clause;

/** A coalition wins if it meets some clause. Adding a voter never loses: all weights are >= 0. */
typedef struct hel_rules {
	int n;                    /* voters */
	const char *const *voter; /* names */
	size_t n_thresholds, n_clauses, n_unions;
	const hel_rule_threshold *threshold;
	const hel_rule_clause *clause;
	const int *union_of;     /* n: each voter's a-priori union; those in none have one of their own. NULL: none stated */
	const char *name, *date; /* date NULL: not stated */
	void *memory;            /* owns all of the above; NULL: a caller's own rules, all borrowed */
} hel_rules;

/** Reads a file of rules. HEL_EINPUT: FILE:LINE:COLUMN and what is wrong. Owner: the caller, with hel_rules_free. */
HEL_API HEL_MUST_CHECK hel_status hel_rules_read(hel_rules *rules, const char *file, hel_error *error);
/** The same from size bytes of memory; file is what errors call it. */
HEL_API HEL_MUST_CHECK hel_status hel_rules_parse(hel_rules *rules, const char *text, size_t size, const char *file,
						  hel_error *error);
/** A rule that ships with the library, by name, such as `unsc`. HEL_EUSAGE: there is none of that name; did you mean ...? */
HEL_API HEL_MUST_CHECK hel_status hel_rules_shipped(hel_rules *rules, const char *name, hel_error *error);
HEL_API void hel_rules_free(hel_rules *rules); /* zeroed allowed */

/* --- power -------------------------------------------------------------------------------------------------------------- */

/* Measures of a voter: name in code, in JSON and CSV, in words. W winning coalitions of n voters, s swings of i: coalitions that
 * win with i and lose without. */
#define HEL_POWER_LIST(X)                                       \
	X(HEL_BANZHAF, "banzhaf", "Banzhaf")                    \
	X(HEL_BANZHAF_ABSOLUTE, "banzhaf_absolute", "absolute") \
	X(HEL_SHAPLEY, "shapley_shubik", "Shapley-Shubik")      \
	X(HEL_PREVENT, "coleman_prevent", "prevent")            \
	X(HEL_INITIATE, "coleman_initiate", "initiate")         \
	X(HEL_JOHNSTON, "johnston", "Johnston")                 \
	X(HEL_DEEGAN_PACKEL, "deegan_packel", "Deegan-Packel")  \
	X(HEL_HOLLER_PACKEL, "holler_packel", "Holler-Packel")  \
	X(HEL_OWEN, "owen", "Owen")                             \
	X(HEL_BANZHAF_OWEN, "banzhaf_owen", "Banzhaf-Owen")

typedef enum hel_power_index {
#define HEL_POWER_ENUM(code, name, words) code,
	HEL_POWER_LIST(HEL_POWER_ENUM)
#undef HEL_POWER_ENUM
	    HEL_POWER_INDICES
} hel_power_index;

HEL_API const char *hel_power_name(hel_power_index index);  /* as in JSON; never NULL */
HEL_API const char *hel_power_words(hel_power_index index); /* for a heading; never NULL */

/** A rational number. text is NULL where the number is not known: then value is NAN. */
typedef struct hel_fraction {
	char *text;   /* reduced: "421/2145", "0", "1" */
	double value; /* the nearest double */
} hel_fraction;

typedef struct hel_power_options {
	int threads; /* 0: as many as there are processors; no figure depends on it */
	bool want[HEL_POWER_INDICES];
	long long samples; /* 0: exact. Else estimates from so many draws, for rules beyond exact means */
	uint64_t seed;
	hel_progress progress; /* NULL allowed */
	void *context;
} hel_power_options;

/** Exact, all indices. */
HEL_API void hel_power_options_init(hel_power_options *options);

typedef struct hel_voter_power {
	char *swings; /* digits; NULL when sampled */
	hel_fraction index[HEL_POWER_INDICES];
	double se[HEL_POWER_INDICES]; /* standard errors of a sample; NAN where exact or missing */
} hel_voter_power;

typedef enum hel_proper { HEL_PROPER, HEL_IMPROPER, HEL_PROPER_UNKNOWN } hel_proper;

typedef struct hel_voting_power {
	int n;
	long long samples;       /* 0: exact */
	hel_voter_power *voter;  /* n, in the rules' order */
	hel_fraction collective; /* Coleman's power of the collectivity to act: W / 2^n */
	double collective_se;
	char *winning;                      /* W, digits; NULL when sampled */
	char *minimal;                      /* minimal winning coalitions; NULL: not counted */
	hel_proper proper;                  /* improper: two coalitions without a common member may both win */
	const char *why[HEL_POWER_INDICES]; /* why an index is missing; NULL: it is there. Static text */
	hel_notes notes;
} hel_voting_power;

/** All wanted indices of all voters. HEL_EINPUT: swings cannot be counted in the memory and time at hand; the message says what
 *  it would take. Sources of the formulas: docs/power.md. Owner: the caller, with hel_power_free. */
HEL_API HEL_MUST_CHECK hel_status hel_power_of(hel_voting_power *power, const hel_rules *rules,
					       const hel_power_options *options, hel_error *error);
HEL_API void hel_power_free(hel_voting_power *power); /* zeroed allowed */

#ifdef __cplusplus
}
#endif
#endif
