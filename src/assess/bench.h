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

/* The deciders of a bond against some attacker, in the order of the bond: where they stand in `decider`. */
typedef struct hel_decided {
	uint32_t first, end;
} hel_decided;

/* One for whom no clause decides adds nothing and is no helper. */
typedef struct hel_helper {
	double power, free; /* P, and 1 - B against the attacker */
	uint32_t k;
	hel_decided decided;
} hel_helper;

/* Where its helpers stand in `helper`. */
typedef struct hel_bench {
	size_t first, end;
} hel_bench;

/* Attackers that all helpers looked at so far treat alike. */
typedef struct hel_class {
	uint32_t size;
	uint32_t parted; /* the last of its partings at the bond at hand, from 1 on; 0: none */
} hel_class;

/* How a bond stands to an attacker: what decides, and 1 - B. */
typedef struct hel_stand {
	hel_decided decided;
	double free;
} hel_stand;

/* Those that leave a class as the bond at hand stands to them otherwise, and to all of them alike. */
typedef struct hel_parting {
	uint32_t from, into, n;
	uint32_t next; /* another parting of the same class, from 1 on; 0: none */
	hel_stand stand;
} hel_parting;

/* Most attackers find the same bench before them: each different one is kept once. */
typedef struct hel_benches {
	const hel_sample *sample;
	hel_arena *arena;
	/* of the target at hand; both grow */
	hel_decider *decider;
	hel_helper *helper;
	size_t n_deciders, decider_room, helper_room;
	/* of each bond to the target, the helper against one who is party to nothing and about whom all votes pass; the last pattern
	 * that was unlike that, and what decides then */
	hel_helper *general;
	hel_decided *unusual;
	uint64_t *pattern;
	uint32_t *place; /* the bonds for which anything may decide */
	size_t n_places;
	/* rows of `own`, and after them of the firing mask, that make a bond treat some attackers unlike others: of each bond to the
	 * target, from and end in `watch`; and the states that each row sets apart */
	uint32_t *watched, *watch, *apart_from;
	uint16_t *apart;
	uint32_t *barred_from; /* of each helper, where those that it is not free to fight stand in `barred` */
	uint16_t *barred;
	uint16_t *rank; /* of each state among the attackers of the target */
	/* of each attacker its class so far, and what may make the bond at hand treat it otherwise; those of whom there is anything;
	 * where that parts classes */
	uint32_t *in;
	uint64_t *unlike;
	uint16_t *touched;
	uint8_t *differs; /* attackers x n_places: whether the bond stands to it as to none in general; and then how */
	hel_stand *stand;
	hel_class *class; /* one more than all bonds to a target, at each of which n attackers part at most */
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
