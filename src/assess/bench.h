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

/* Attackers that all helpers looked at so far treat alike. */
typedef struct hel_class {
	uint32_t size;
	uint32_t parted; /* the last of its partings at the bond at hand, from 1 on; 0: none */
} hel_class;

/* Those that leave a class as the bond at hand treats them otherwise, and all of them alike. */
typedef struct hel_parting {
	uint32_t from, into, n;
	uint32_t next;   /* another parting of the same class, from 1 on; 0: none */
	uint64_t unlike; /* a bit for each row that makes the bond unlike anyone's */
	double free;
} hel_parting;

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
	/* rows of `own`, and after them of the firing mask, that make a bond treat some attackers unlike others: of each bond to the
	 * target, from and end in `watch`; and the states that each row sets apart */
	uint32_t *watched, *watch, *apart_from;
	uint16_t *apart;
	uint32_t *barred_from; /* of each helper, where those that it is not free to fight stand in `barred` */
	uint16_t *barred;
	uint16_t *place; /* of each state among the attackers of the target */
	/* of each attacker its class so far, and what makes the bond at hand treat it otherwise, if anything; those of whom there is
	 * any; where that parts classes */
	uint32_t *in;
	uint64_t *unlike;
	uint16_t *touched;
	hel_class *class; /* n n + 1: fewer than n bonds, at each of which n attackers part at most */
	hel_parting *parting;
	uint16_t *bench_of; /* of each class */
	size_t n_touched, n_classes, n;
	hel_bench *bench;
	uint32_t *from;     /* n + 1: where the attackers before each bench stand in `attacker` */
	uint16_t *attacker; /* by their places among those of the target */
} hel_benches;

/* Room in an arena, which keeps all benches that are found, for a sample without any change. false: no memory. */
bool hel_benches_new(hel_benches *benches, const hel_sample *sample, hel_arena *arena);

/* Finds the benches of target t against all its attackers; those of the target before are forgotten. */
bool hel_benches_find(hel_benches *benches, int t);

#endif
