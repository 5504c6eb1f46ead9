/* explain.h: one number taken apart: whose attacks make up a state's loss, and for one attacker everything that goes into the
 * chance of defeat, down to the commitments and the rows of data. No text: figures, reasons and pointers. docs/model.md has
 * the formulas. Point figures: every range at its mode. i attacks, j defends, k helps. */
#ifndef HELSINKI_EXPLAIN_H
#define HELSINKI_EXPLAIN_H

#include "helsinki/security.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A row of a file in `data/`. file is NULL where a figure is stated in the scenario, and where there is no panel. */
typedef struct hel_fact {
	const char *file;      /* without ".csv"; borrowed from the program text */
	double value;          /* as the file has it; NAN where the row is only a spell */
	hel_date from, to;     /* the days that the row speaks of; to HEL_FOREVER: open. Yearly figures: the whole year */
	int id;                /* of a rivalry; else 0 */
	bool carried;          /* the source ends before the world's day */
} hel_fact;

/** Somebody who votes against acting. */
typedef struct hel_no_vote {
	int state;
	const hel_commitment *bound_by; /* what binds it to the attacker; NULL: it is the attacker */
	hel_clause_type type;           /* of the clause that does */
	bool vetoes;                    /* its no is a veto */
} hel_no_vote;

/** The decision of a commitment about one attacker, where its rule is not `automatic`. */
typedef struct hel_ballot {
	const hel_commitment *commitment;
	int against;      /* the attacker it would act against */
	bool acts;
	size_t n_against;
	hel_no_vote *no;  /* by state */
} hel_ballot;

/** A clause that one state owes another. */
typedef struct hel_promise {
	const hel_commitment *commitment;
	const hel_clause *clause;
	double rho;       /* at its mode */
	int ballot;       /* index of the vote it hangs on; -1: none */
	bool own;         /* a defence, and the one it would act against is a member: it never does */
	bool acts;        /* neither its vote nor its members stop it; a bar always acts, but for collective security */
	bool decides;     /* it acts and its rho is in C, E or O: the largest of its kind, or any if pacts are independent */
	hel_fact row;     /* the debtor's spell of membership: rows that follow on each other are one */
} hel_promise;

/** A limit on arms or deployment that bears on a state's power. */
typedef struct hel_limit {
	const hel_commitment *commitment;
	const hel_clause *clause;
	double before, after; /* capability (arms) or power at the place (deployment) */
} hel_limit;

/** How a state's power at the target comes about. At home (state is the target) distance is 0 and power the capability. */
typedef struct hel_strength {
	int state;
	double recorded;      /* capability before limits; NAN: the lens does not know it, and it counts as none */
	double capability;    /* c_k, after arms limits */
	double dist_km;       /* from its own territory, or from where its forces are stationed if the lens counts these */
	int host;             /* that state; -1: its own territory */
	double power;         /* P_k(j), or c_j for the target itself */
	size_t n_limits;
	hel_limit *limit;
	hel_fact capability_row, distance_row, host_row;
	bool between_capitals;  /* the distance source lacks the pair */
} hel_strength;

/* Why a state that owes the target help comes, or does not. */
#define HEL_HELP_LIST(X)                                                                                              \
	X(HEL_HELP_COMES, "comes")                                                                                    \
	X(HEL_HELP_ATTACKS, "attacker")            /* it is the attacker itself */                                    \
	X(HEL_HELP_BLOCKED, "blocked")             /* no vote lets any of its commitments act */                      \
	X(HEL_HELP_BOUND, "bound-to-both")         /* defence, guarantee or offence binds it to the attacker */       \
	X(HEL_HELP_PLEDGED, "pledged")             /* it surely keeps a promise not to fight the attacker */             \
	X(HEL_HELP_FELLOW, "fellow-member")        /* its pacts spare the attacker, a member; their tie is cut */

typedef enum hel_help_reason {
#define HEL_HELP_ENUM(code, text) code,
	HEL_HELP_LIST(HEL_HELP_ENUM)
#undef HEL_HELP_ENUM
} hel_help_reason;

HEL_API const char *hel_help_reason_name(hel_help_reason reason);

/** o_k(j|i) = 1 - (1 - C)(1 - E (1 - B)) of one state that owes j help. */
typedef struct hel_helper {
	hel_strength strength;
	double collective, defence, bar;  /* C, E, B */
	double chance;                    /* o_k */
	double expected, share;           /* o_k P_k(j), and its part of D (NAN where D is 0) */
	hel_help_reason reason;
	size_t n_promises, n_bars;
	hel_promise *promise;             /* what it owes the target: defence, guarantee, collective security */
	hel_promise *bars;                /* what it owes the attacker: what binds it and what it promised not to do */
} hel_helper;

/* Why a state bound to the attacker joins the attack, or does not. */
#define HEL_COMPANY_LIST(X)                                                                                           \
	X(HEL_COMPANY_JOINS, "joins")                                                                                 \
	X(HEL_COMPANY_ATTACKED, "target")          /* it is the target itself */                                      \
	X(HEL_COMPANY_OWES_TARGET, "owes-target")  /* defence, guarantee or offence binds it to the target */         \
	X(HEL_COMPANY_PLEDGED, "pledged")          /* it surely keeps a promise not to fight the target */            \
	X(HEL_COMPANY_COLLECTIVE, "collective-security") /* it surely helps the target */                             \
	X(HEL_COMPANY_BLOCKED, "blocked")          /* its defence pacts would not act against the target */           \
	X(HEL_COMPANY_DEFENDS, "defends-only")     /* omega is 0: a defence pact is read as no help for an attack */

typedef enum hel_company_reason {
#define HEL_COMPANY_ENUM(code, text) code,
	HEL_COMPANY_LIST(HEL_COMPANY_ENUM)
#undef HEL_COMPANY_ENUM
} hel_company_reason;

HEL_API const char *hel_company_reason_name(hel_company_reason reason);

/** a_k(i|j) = (1 - C)(1 - B')(1 - (1 - O)(1 - omega_ij E)) of one state bound to the attacker. */
typedef struct hel_companion {
	hel_strength strength;
	double offence, defence;          /* O[k,i], E[k,i|j] */
	double collective, bar;           /* C[k,j|i], B'[k,j] */
	double chance;                    /* a_k */
	double expected, share;           /* a_k P_k(j), and its part of A (NAN where A is 0) */
	hel_company_reason reason;
	size_t n_promises, n_bars;
	hel_promise *promise;             /* what it owes the attacker: defence, guarantee, offence */
	hel_promise *bars;                /* what it owes the target: all that keeps it out */
} hel_companion;

/** omega_ij = omega f (chain + (1 - chain) P_i(j) / (P_i(j) + sum_k E[k,i|j] P_k(j))): how far defence pacts are feared. */
typedef struct hel_fear {
	double omega, chain;
	double factor;        /* f, by transparency */
	double coalition;     /* sum_k E[k,i|j] P_k(j) */
	double weight;        /* what omega f is multiplied by */
	double omega_pair;    /* omega_ij */
} hel_fear;

/* What a commitment does to a threat, or to omega. */
typedef enum hel_factor_kind { HEL_FACTOR_TRUST, HEL_FACTOR_PLEDGE, HEL_FACTOR_THREAT, HEL_FACTOR_OMEGA } hel_factor_kind;

/** HEL_FACTOR_TRUST: 1 - strength given; HEL_FACTOR_PLEDGE: 1 - strength (1 - given); else given. */
typedef struct hel_factor {
	hel_factor_kind kind;
	const hel_commitment *commitment;
	const hel_clause *clause;
	double strength;      /* tau of the type, or pledges; 1 for transparency */
	double given;         /* rho of the clause, or the factor it states */
	double value;         /* what h (HEL_FACTOR_OMEGA: omega) is multiplied by */
} hel_factor;

/* Why the lens lets i attack j. */
#define HEL_THREAT_LIST(X)                                                                                            \
	X(HEL_THREAT_NONE, "none")                 /* not in reach, no rivals, not stated, or a capability is unknown */ \
	X(HEL_THREAT_STATED, "stated")                                                                                \
	X(HEL_THREAT_WORLD, "world")               /* reach: world */                                                 \
	X(HEL_THREAT_NEAR, "near")                 /* within 400 km */                                                \
	X(HEL_THREAT_MAJOR_ATTACKER, "major-attacker")                                                                \
	X(HEL_THREAT_MAJOR_TARGET, "major-target")                                                                    \
	X(HEL_THREAT_RIVALS, "rivals")                                                                                \
	X(HEL_THREAT_FITTED, "fitted")             /* a model's chance */

typedef enum hel_threat_reason {
#define HEL_THREAT_ENUM(code, text) code,
	HEL_THREAT_LIST(HEL_THREAT_ENUM)
#undef HEL_THREAT_ENUM
} hel_threat_reason;

HEL_API const char *hel_threat_reason_name(hel_threat_reason reason);

/** A term of a fitted model for i attacking j. */
typedef struct hel_term {
	const char *name;
	double value, coefficient, product;
	bool turns;           /* made anew under every mechanism */
	bool outside;         /* a value that the model's sample never had */
} hel_term;

typedef struct hel_threat_trace {
	hel_threat_reason reason;
	double base;          /* before every factor: h0, h1, the stated rate, or the model's chance */
	double value;         /* h_ij */
	size_t n_factors;
	hel_factor *factor;
	double log_odds;      /* HEL_THREAT_FITTED: sum of the products; NAN else */
	size_t n_terms;
	hel_term *term;
	hel_fact row;         /* the rivalry, or the spell as a major power; file NULL for others */
} hel_threat_trace;

/* Whose nuclear weapons guard the target. */
typedef enum hel_guard { HEL_GUARD_NONE, HEL_GUARD_OWN, HEL_GUARD_HELPER } hel_guard;

/** One attacker and the target: everything that goes into h s q. */
typedef struct hel_attack {
	int attacker;
	hel_threat_trace threat;
	hel_strength attacks, defends; /* P_i(j) and c_j */
	hel_fear fear;
	size_t n_companions, n_helpers;
	hel_companion *companion; /* largest expected part first, then by state */
	hel_helper *helper;       /* the same */
	double abetment, help;    /* A_ij, D_ij */
	double attack, resist;    /* X = P_i(j) + A_ij, Y = c_j + D_ij */
	double gamma, eta;
	hel_guard guard;          /* where eta > 0 */
	int guardian;             /* the state whose weapons they are; -1 */
	hel_fact guard_row;
	double defeat;            /* q_ij */
	double loss;              /* h s q */
} hel_attack;

/** A commitment that the trace names. */
typedef struct hel_named {
	const hel_commitment *commitment;
	const char *title;    /* of the treaty; NULL: the data have none, or it is the scenario's own */
} hel_named;

/** Part of a state's loss by one attacker: h s q; share is NAN where L is 0. */
typedef struct hel_attacker {
	int state;
	double threat, defeat, loss, share;
} hel_attacker;

/** phi: what the state bears of the defeats of one that it owes help. */
typedef struct hel_entanglement {
	int ally;
	double loss, share;
} hel_entanglement;

typedef struct hel_explanation {
	const hel_scenario *scenario;  /* borrowed */
	size_t mechanism, lens;
	int state;                     /* j */
	hel_lens calibrated;
	hel_record record;
	double loss, security;         /* L_j, S_j = exp(-T L_j) */
	double reference_loss, reference_security;
	double severity;               /* s */
	double phi;
	size_t n_attackers;            /* those with a threat, largest loss first, then by state */
	hel_attacker *attacker;
	size_t n_entanglements;        /* largest first */
	hel_entanglement *entanglement;
	bool traced;                   /* an attacker was asked for, or somebody costs the state anything */
	hel_attack cell;                 /* where traced */
	size_t n_ballots;
	hel_ballot *ballot;
	size_t n_named;                /* in the order in which the trace comes upon them */
	hel_named *named;
	size_t n_sources;              /* the files of `data/` that the trace names, by file; borrowed from the panel */
	const hel_source **source;
	hel_notes notes;               /* the scenario's and the calibration's */
	void *memory;                  /* private */
} hel_explanation;

typedef struct hel_explain_options {
	size_t mechanism, lens;        /* indices in the scenario */
	int state;                     /* index in the world */
	int attacker;                  /* another; -1: the one that costs the state most */
} hel_explain_options;

/** Takes one number apart. panel may be NULL for stated worlds. HEL_EUSAGE: an index out of range, an attacker that is the
 *  state itself. HEL_EINPUT: the lens does not know the state's capability. Owner: the caller; the scenario and the panel must
 *  outlive it. */
HEL_API HEL_MUST_CHECK hel_status hel_explain(hel_explanation *explanation, const hel_scenario *scenario, hel_panel *panel,
                                              const hel_explain_options *options, hel_error *error);
HEL_API void hel_explanation_free(hel_explanation *explanation);

#ifdef __cplusplus
}
#endif
#endif
