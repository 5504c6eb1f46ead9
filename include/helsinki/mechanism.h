/* mechanism.h: who owes what to whom, and the rule by which it acts. States are indices of one world. */
#ifndef HELSINKI_MECHANISM_H
#define HELSINKI_MECHANISM_H

#include "helsinki/world.h"

#ifdef __cplusplus
extern "C" {
#endif

/* name in scenario files; default rho low, mode, high (< 0: none, must be given, or has no rho). Sources: Berkemeier &
 * Fuhrmann 2018 by type; for defence the range spans their rate after 1945 and that of Leeds, Long & Mitchell 2000 to 1944. */
#define HEL_CLAUSE_LIST(X)                                                     \
	X(HEL_DEFENCE, "defence", 0.22, 0.41, 0.75)                            \
	X(HEL_COLLECTIVE_SECURITY, "collective-security", -1, -1, -1)          \
	X(HEL_GUARANTEE, "guarantee", 0.22, 0.41, 0.75)                        \
	X(HEL_OFFENCE, "offence", 0.74, 0.74, 0.74)                            \
	X(HEL_NEUTRALITY, "neutrality", 0.78, 0.78, 0.78)                      \
	X(HEL_NON_AGGRESSION, "non-aggression", 0.37, 0.37, 0.37)              \
	X(HEL_ARMS_LIMIT, "arms-limit", -1, -1, -1)                            \
	X(HEL_DEPLOYMENT_LIMIT, "deployment-limit", -1, -1, -1)                \
	X(HEL_MORATORIUM, "moratorium", -1, -1, -1)                            \
	X(HEL_TRANSPARENCY, "transparency", -1, -1, -1)

typedef enum hel_clause_type {
#define HEL_CLAUSE_ENUM(code, text, low, mode, high) code,
	HEL_CLAUSE_LIST(HEL_CLAUSE_ENUM)
#undef HEL_CLAUSE_ENUM
	HEL_CLAUSE_TYPES
} hel_clause_type;

HEL_API const char *hel_clause_name(hel_clause_type type);

/** low <= mode <= high; a plain number has all three equal. given is false where the scenario is silent. */
typedef struct hel_range {
	double low, mode, high;
	bool given;
} hel_range;

/** The default rho of a type; given is false where there is none. */
HEL_API hel_range hel_default_rho(hel_clause_type type);

/** k owes p. */
typedef struct hel_arc {
	uint16_t k, p;
} hel_arc;

/** One obligation. Which fields count depends on the type:
 *  help, restraint   rho; arc: for each k that owes, every p it owes to (defence, collective-security, offence: all members;
 *                    guarantee: each guarantor to each ward; neutrality, non-aggression: to the other parties; permanent
 *                    neutrality: to all states of the world)
 *  non-aggression, neutrality, transparency   factor: what h between the parties is multiplied by (given or not)
 *  own               defence only: for each k, the states p against which its help by this clause never goes; NULL: all members
 *                    of the commitment. Pairs that are bundled under one id have it: k spares those it owes it to
 *  permanent         neutrality only: the factor acts on threats from and to the neutral
 *  transparency      factor and omega_factor between every two of state
 *  arms-limit        state; scale, or cap if scale is NAN
 *  deployment-limit  state, zone, scale
 *  moratorium        state, pact: may not join the commitment whose id or name is pact, nor tie with its members */
typedef struct hel_clause {
	hel_clause_type type;
	bool permanent;
	hel_range rho, factor, omega_factor;
	double scale, cap;
	size_t n_arcs, n_own, n_states, n_zone;
	hel_arc *arc, *own;
	uint16_t *state, *zone;
	const char *pact;
} hel_clause;

#define HEL_RULE_LIST(X)                                                       \
	X(HEL_AUTOMATIC, "automatic")                                          \
	X(HEL_CONSENSUS, "consensus")                                          \
	X(HEL_CONSENSUS_MINUS_ONE, "consensus-minus-one")                      \
	X(HEL_VETO, "veto")                                                    \
	X(HEL_MAJORITY, "majority")

typedef enum hel_rule_kind {
#define HEL_RULE_ENUM(code, text) code,
	HEL_RULE_LIST(HEL_RULE_ENUM)
#undef HEL_RULE_ENUM
} hel_rule_kind;

enum { HEL_RULES = HEL_MAJORITY + 1 };

HEL_API const char *hel_rule_name(hel_rule_kind kind);

typedef struct hel_rule {
	hel_rule_kind kind;
	double majority;      /* HEL_MAJORITY: the share of members needed, in (0, 1] */
	size_t n_vetoers;     /* HEL_VETO */
	uint16_t *vetoer;
} hel_rule;

/** A treaty: parties, the rule by which it acts, and its clauses. Removing it removes all of them. */
typedef struct hel_commitment {
	const char *id;       /* ATOP id, or the name for a commitment of the scenario; the key of its random draws */
	const char *name;     /* what is printed: "nato", "3740", "guarantee-2" */
	bool in_force;        /* from the data, not written in the scenario */
	size_t n_members;
	uint16_t *member;     /* ascending; guarantors and wards together; arms limits and the like: the states bound */
	size_t n_joined;
	uint16_t *joined;     /* ascending; those members whom a scenario lets join what the data say was in force without them */
	hel_rule rule;
	size_t n_clauses;
	hel_clause *clause;
} hel_commitment;

typedef struct hel_mechanism {
	const char *name;
	size_t n;
	hel_commitment *commitment; /* in the order of the scenario; in-force ones by id where their entry stands */
} hel_mechanism;

/* Ownership: everything a mechanism points to lives in the scenario that made it (scenario.h), or in the caller's own
 * memory for a mechanism made by hand. The library never changes a mechanism. */

#ifdef __cplusplus
}
#endif
#endif
