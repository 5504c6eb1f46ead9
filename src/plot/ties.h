/* ties.h: promises of help as a reader can follow them: between two states, or, where several owe each other the same, by one hub. */
#ifndef HEL_PLOT_TIES_H
#define HEL_PLOT_TIES_H

#include "helsinki/assess.h"

enum { HEL_PROMISES = 3 }; /* defence, guarantee, collective security */

/* The types in the order of the legend. */
extern const hel_clause_type hel_promise_type[HEL_PROMISES];

/* k owes p help by a promise (an index of hel_promise_type); mutual: and p owes it k, then k < p. */
typedef struct hel_pair_tie {
	int k, p, promise;
	bool mutual;
} hel_pair_tie;

/* Everybody who owes, to everybody who is owed. part[i]: what state i is to it. */
enum { HEL_OWES = 1, HEL_OWED = 2 };

typedef struct hel_hub {
	const hel_commitment *commitment;
	int promise, n_parties;
	uint8_t *part; /* n */
} hel_hub;

typedef struct hel_ties {
	int n; /* states of the world */
	size_t n_hubs, n_pairs;
	hel_hub *hub;       /* most parties first */
	hel_pair_tie *pair; /* one for each two states and promise, without those that a hub shows */
	bool *shown;        /* n: of the region, or bound by a promise that no hub shows to a state of it */
	void *memory;       /* private */
} hel_ties;

/* The promises of a mechanism, its rho at the mode, among the states of the region and between them and others. Owner: the caller. */
hel_status hel_ties_of(hel_ties *ties, const hel_world *world, const hel_mechanism *mechanism, const hel_lens *lens,
		       hel_error *error);
void hel_ties_free(hel_ties *ties);

#endif
