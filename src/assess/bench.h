/* bench.h: who may come to the aid of one target, against each of its attackers. */
#ifndef HEL_ASSESS_BENCH_H
#define HEL_ASSESS_BENCH_H

#include "base/arena.h"
#include "security/model.h"

/* A clause that decides whether a helper comes. */
typedef struct hel_decider {
	uint32_t duty;
	bool collective;
} hel_decider;

/* A helper with its deciders, in the order of its bond; one for whom no clause decides adds nothing and is left out. */
typedef struct hel_helper {
	double power, free; /* P, and 1 - B against the attacker */
	uint32_t k, first, end;
} hel_helper;

typedef struct hel_bench {
	size_t n_helpers, n_deciders;
	hel_helper *helper;
	hel_decider *decider;
} hel_bench;

/* A row of `own`, or of the firing mask, that makes a bond treat some attackers unlike others. */
typedef struct hel_watch {
	uint32_t own;
	int rule; /* -1: own */
} hel_watch;

/* Most attackers find the same bench before them: each different one is kept once. */
typedef struct hel_benches {
	const hel_sample *sample;
	hel_arena *arena;
	hel_bench found;      /* the one at hand, with room for all */
	uint32_t *usual;      /* of each bond to the target, from and end in `general` */
	hel_decider *general; /* what decides against one who is party to nothing and about whom all votes pass */
	/* of each bond the last pattern that was unlike anyone's, and what decides then, from `room` on in `unusual` */
	uint64_t *pattern;
	uint32_t *room, *n_unusual;
	hel_decider *unusual;
	uint32_t *watched; /* of each bond to the target, from and end in `watch` */
	hel_watch *watch;
	size_t n;
	hel_bench *bench;
	uint16_t *before; /* of each attacker of the target: its bench */
} hel_benches;

/* Room in an arena, which keeps all benches that are found. false: no memory. */
bool hel_benches_new(hel_benches *benches, const hel_sample *sample, hel_arena *arena);

/* Finds the benches of target t against all its attackers; those of the target before are forgotten. */
bool hel_benches_find(hel_benches *benches, int t);

#endif
