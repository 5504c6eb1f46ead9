/* lens.h: assumptions about threat: how likely i is to attack j, and how offence, promises and power are read. */
#ifndef HELSINKI_LENS_H
#define HELSINKI_LENS_H

#include "helsinki/mechanism.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HEL_LENS_LIST(X)                                                       \
	X(HEL_LENS_MATRIX, "matrix")                                           \
	X(HEL_LENS_CAPABILITIES, "capabilities")                               \
	X(HEL_LENS_RIVALRY, "rivalry")                                         \
	X(HEL_LENS_ESTIMATED, "estimated")

typedef enum hel_lens_kind {
#define HEL_LENS_ENUM(code, text) code,
	HEL_LENS_LIST(HEL_LENS_ENUM)
#undef HEL_LENS_ENUM
	HEL_LENS_KINDS
} hel_lens_kind;

HEL_API const char *hel_lens_kind_name(hel_lens_kind kind);

/* Scalar parameters, each a number or a range: name, default, least, greatest value. h0 is the attack rate of a directed
 * pair a year (`rivalry`: h1); severity and h0 are calibrated on the record where not given. */
#define HEL_PARAMETER_LIST(X)                                                  \
	X(HEL_OMEGA, "omega", 0, 0, 1)                                         \
	X(HEL_CHAIN, "chain", 0, 0, 1)                                         \
	X(HEL_PLEDGES, "pledges", 1, 0, 1)                                     \
	X(HEL_PHI, "phi", 0, 0, 0.25)                                          \
	X(HEL_NUCLEAR, "nuclear", 0, 0, 1)                                     \
	X(HEL_GAMMA, "gamma", 1, 1e-3, 100)                                    \
	X(HEL_LAMBDA, "lambda", 1000, 1e-3, 1e9)                               \
	X(HEL_SEVERITY, "severity", 1, 0, 1)                                   \
	X(HEL_H0, "h0", 0, 0, 1e3)

typedef enum hel_parameter {
#define HEL_PARAMETER_ENUM(code, text, value, least, greatest) code,
	HEL_PARAMETER_LIST(HEL_PARAMETER_ENUM)
#undef HEL_PARAMETER_ENUM
	HEL_PARAMETERS
} hel_parameter;

HEL_API const char *hel_parameter_name(hel_parameter parameter);

typedef enum hel_stack { HEL_STACK_MAX, HEL_STACK_INDEPENDENT } hel_stack;
typedef enum hel_reach { HEL_REACH_RELEVANT, HEL_REACH_WORLD } hel_reach;
typedef enum hel_capability { HEL_CAPABILITY_CINC, HEL_CAPABILITY_MILEX, HEL_CAPABILITY_MEAN } hel_capability;

/* Where power starts from: a state's own territory, or also that of the states that host its forces. */
typedef enum hel_basing { HEL_BASING_HOME, HEL_BASING_ALLIED } hel_basing;

/** `matrix`: i attacks j this often a year. Pairs not listed: 0. */
typedef struct hel_stated_threat {
	uint16_t i, j;
	double rate;
} hel_stated_threat;

/** A fitted model of attacks: h_ij = 1 / (1 + exp(-beta . x_ij)). Terms are arithmetic on a world's columns, but for those
 *  that change with the mechanism: ally1, pledge1, aid2, company1 (docs/estimates.md). */
typedef struct hel_estimates {
	const char *model;
	size_t n;
	const char **term;
	double *estimate;
	double *covariance;      /* n x n */
	double *least, *greatest;/* of each term in the sample */
	int to;                  /* last year of its disputes */
	double precision, precision_without; /* average precision out of sample: of the model; without what pacts change; or NAN */
} hel_estimates;

/* Years at peace after the last covered dispute: they stand still for pairs that have had one, or go on for all. */
typedef enum hel_peace { HEL_PEACE_FROZEN, HEL_PEACE_ELAPSED } hel_peace;

typedef struct hel_lens {
	const char *name;
	hel_lens_kind kind;
	hel_range parameter[HEL_PARAMETERS];  /* given: stated in the scenario; else the default, or calibrated */
	hel_range trust[HEL_CLAUSE_TYPES];    /* tau by type of bond; 0 where not given; `capabilities` only */
	hel_range rho[HEL_CLAUSE_TYPES];      /* overrides the default rho of a type */
	double years;                         /* horizon T of the security S_j */
	hel_stack stack;
	hel_capability capability;
	hel_basing basing;
	hel_reach reach;
	hel_peace peace;                      /* `estimated` only, as is the next */
	const hel_estimates *estimates;       /* borrowed */
	size_t n_threats;
	hel_stated_threat *threat;
} hel_lens;

/** A lens of this kind with every default; nothing in it is owned. */
HEL_API void hel_lens_init(hel_lens *lens, hel_lens_kind kind);

/** What the record of the last 30 covered years not after the world's says. Zeroed for stated worlds. */
typedef struct hel_record {
	int from, to;             /* the years */
	double onsets;            /* directed onsets by originators in reach of the lens */
	double pair_years;        /* directed pair-years in reach */
	double rate;              /* onsets / pair_years: h0 or h1 */
	double all_onsets;        /* directed onsets between originators, all pairs */
	double defeats;           /* of them, those in which the target lost or yielded */
	double wars;              /* of them, those that reached hostility level 5 */
} hel_record;

#ifdef __cplusplus
}
#endif
#endif
