/* externalities.h: at whose expense? What every commitment, tie, absent tie and actor gives to every state, or costs it.
 * docs/externalities.md has the definitions. */
#ifndef HELSINKI_EXTERNALITIES_H
#define HELSINKI_EXTERNALITIES_H

#include "helsinki/assess.h"
#include "helsinki/output.h"
#include "helsinki/text.h"

#ifdef __cplusplus
extern "C" {
#endif

/* name, and what one of them is called */
#define HEL_WHAT_LIST(X)                                                       \
	X(HEL_OF_COMMITMENTS, "commitments", "commitment")                     \
	X(HEL_OF_TIES, "ties", "tie")                                          \
	X(HEL_OF_POTENTIAL, "potential", "absent tie")                         \
	X(HEL_OF_ACTORS, "actors", "actor")

typedef enum hel_what {
#define HEL_WHAT_ENUM(code, name, one) code,
	HEL_WHAT_LIST(HEL_WHAT_ENUM)
#undef HEL_WHAT_ENUM
	HEL_WHATS
} hel_what;

HEL_API const char *hel_what_name(hel_what what); /* "ties" */
HEL_API const char *hel_what_one(hel_what what);  /* "tie" */

/** Snyder's two dangers of a tie to one of its parties (1984), at the point. abandonment: the chance that the ally stays away
 *  when it is called for, 1 less E or C; NAN where it owes no help. entrapment: attacks a year into which one's own help may
 *  draw one: the chance of helping times all attacks that the ally expects to start or to suffer. */
typedef struct hel_danger {
	double abandonment, entrapment;
} hel_danger;

/** One x. Differences are those between the mechanism with x and without it: dL < 0 and dS > 0 where x gives. */
typedef struct hel_externality {
	const hel_commitment *commitment; /* commitments; else NULL */
	int a, b;              /* ties: the two, a < b; actors: a, and b = -1; commitments: both -1 */
	double harm, gain;     /* sum of dL > 0, and of -dL > 0, over the region's states that are no party: defeats a year, >= 0 */
	double own;            /* sum of -dL over the parties in the region */
	int payer;             /* state with the largest dL > 0 among the others; -1: nobody pays */
	int receiver;          /* state with the largest -dL > 0 among the others; -1: nobody is given anything */
	double payer_dS, receiver_dS;
	/* by state of the region; NULL for what was not kept (hel_externalities_options). NAN: the lens does not know the state.
	 * low and high: 5 % and 95 % quantiles of dS over draws; NULL without draws. */
	double *dL, *dS, *low, *high;
	hel_danger danger[2];  /* ties: to a, to b; else NAN */
	double shapley, shapley_se; /* actors: see below; NAN where not asked for */
} hel_externality;

/** How much two actors are worth together beyond what each is worth beside all others:
 *  v(N) - v(N without a) - v(N without b) + v(N without both), v as for Shapley values. */
typedef struct hel_interaction {
	int a, b;
	double value;
} hel_interaction;

typedef struct hel_externalities_result {
	size_t mechanism, lens;  /* indices in the scenario */
	hel_lens calibrated;
	double *loss;            /* by state of the region: L with everything in place, at the point */
	size_t n;
	hel_externality *x;      /* in the order of the contract: commitments as listed, ties and actors by state */
	/* The `top` (all, if that is 0) with the largest harm, largest first, and with the largest gain, if asked for: indices of
	 * x. x without harm (gain) are among them only if that is what it takes to fill the number. */
	size_t n_costliest, n_giving;
	size_t *costliest, *giving;
	double worth;            /* actors: v(N), the fall of the region's losses against nobody having commitments; NAN */
	size_t n_interactions;
	hel_interaction *interaction;
} hel_externalities_result;

typedef struct hel_externalities {
	const hel_scenario *scenario; /* borrowed: must outlive the externalities */
	hel_what of;
	uint64_t seed;
	int draws;
	size_t top;
	int n_region;
	int *state;              /* n_region: indices in the world, in its order */
	size_t n_results;        /* mechanisms in order, lenses within */
	hel_externalities_result *result;
	hel_notes notes;
	void *memory;            /* private */
} hel_externalities;

typedef struct hel_externalities_options {
	hel_what of;
	int draws;               /* < 0: the scenario's; 0: point figures only */
	uint64_t seed;
	int threads;             /* 0: all processors. No figure depends on it. */
	size_t top;              /* keep figures by state for the `top` that cost others most; 0: for all */
	bool giving;             /* and for the `top` that give others most */
	int permutations;        /* actors: sampled orders of the Shapley value, half of them the reverse of the others; 0: none */
	size_t interactions;     /* actors: pairs among so many whose Shapley values are largest in size (needs permutations); 0: none */
	size_t n_lenses, n_mechanisms; /* choose some, by index; 0 all (potential: the first mechanism) */
	const size_t *lens, *mechanism;
	hel_progress progress;   /* NULL allowed */
	void *context;
} hel_externalities_options;

/** of commitments, the scenario's draws, seed 1, all kept, no Shapley values. */
HEL_API void hel_externalities_options_init(hel_externalities_options *options);

/** The externalities of every x under every chosen mechanism and lens, as if the mechanism were evaluated with and without it.
 *  panel may be NULL for stated worlds. A tie that exists is all that two states owe each other but permanent neutrality;
 *  memberships stay. An absent one is a mutual defence of the default rho (or the lens's) between two states of which neither
 *  owes the other defence. An actor leaves every commitment; one that is left with fewer than two parties goes with it.
 *  Owner: the caller, with hel_externalities_free. HEL_EINTERRUPTED if progress says so. */
HEL_API HEL_MUST_CHECK hel_status hel_externalities_make(hel_externalities *externalities, const hel_scenario *scenario,
                                                         hel_panel *panel, const hel_externalities_options *options,
                                                         hel_error *error);
HEL_API void hel_externalities_free(hel_externalities *externalities);

/** `USA-RUS`, `RUS` or the commitment's name, into buffer, which is returned. */
HEL_API const char *hel_externality_name(const hel_externalities *externalities, const hel_externality *x, char *buffer,
                                         size_t size);

#ifdef __cplusplus
}
#endif
#endif
