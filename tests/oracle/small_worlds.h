/* small_worlds.h: random small stated worlds, each a function of its seed: every type of commitment, every rule, every
 * parameter of every lens, and the corners (rho 0, no capability, one-way arcs, vetoers who are no members). */
#ifndef SMALL_WORLDS_H
#define SMALL_WORLDS_H

#include <stdio.h>

#include "helsinki.h"

enum { SMALL_STATES = 7, SMALL_COMMITMENTS = 8, SMALL_MECHANISMS = 3, SMALL_CUTS = 3, SMALL_POOL = 1 << 17 };

/** scenario points into pool: free it whole with small_world_free. It has two or three mechanisms and three lenses, one of
 *  each kind, and a mechanism or none as its reference. */
typedef struct small_world {
	uint64_t seed, random;
	hel_scenario scenario;
	size_t n_cuts[SMALL_MECHANISMS];
	hel_arc cut[SMALL_MECHANISMS][SMALL_CUTS]; /* the ties that each mechanism cuts */
	char *pool;
	size_t used;
} small_world;

/** SMALL_PLAIN: only what a scenario file can say, so that small_world_yaml writes the same world. SMALL_CUT: some ties of every
 *  mechanism are cut, and some treaties are bundles of pairs. */
enum { SMALL_PLAIN = 1, SMALL_CUT = 2 };

void small_world_make(small_world *w, uint64_t seed, int flags);
void small_world_free(small_world *w);

/** Memory that lives as long as the world; never NULL. */
void *small_alloc(small_world *w, size_t size);

/** Random figures of this world: uniform in (0,1); a whole number below n; true with a chance. */
double small_uniform(small_world *w);
int small_below(small_world *w, int n);
bool small_chance(small_world *w, double chance);

/** A mechanism more, as random as the others. */
void small_mechanism(small_world *w, hel_mechanism *m, const char *name, int flags);

/** Up to three ties of every mechanism to be cut, for small_world_yaml to write; then what these states owe each other goes. */
void small_choose_cuts(small_world *w);
void small_make_cuts(small_world *w);

/** How many worlds a test makes: as many as ORACLE_WORLDS says, else as usual, and under sanitizers, which look for other faults and make
 *  each take three times as long, a third as many. */
int small_worlds(int usual);

/** The world as a scenario file; exact only for plain worlds, else a help in reading a failure. */
void small_world_yaml(const small_world *w, FILE *out);

#endif
