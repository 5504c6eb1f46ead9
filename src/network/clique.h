/* clique.h: is there a set of states, all allied to each other, whose weights sum to more than a threshold? */
#ifndef HEL_NETWORK_CLIQUE_H
#define HEL_NETWORK_CLIQUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* Scratch of one search at a time. */
typedef struct hel_clique_search {
	size_t n, words;
	const uint64_t *row;   /* n rows of words: who is allied to whom */
	uint64_t *set;         /* one set a level, and two for colouring */
	uint16_t *order;       /* the states of a level, as coloured */
	double *bound;         /* of each of them: what a clique of it and those before it can weigh at most */
	uint16_t *chosen;
	size_t n_chosen;
	const double *weight;
	long long budget;      /* steps left; below 0: given up */
	bool (*accept)(void *context, const uint16_t *member, size_t n); /* a clique above the threshold: is it the one? */
	void *context;
} hel_clique_search;

/* Room for n states. row as above, borrowed. false: no memory. */
bool hel_clique_init(hel_clique_search *search, size_t n, const uint64_t *row, hel_arena *arena);

/* Looks among the candidates (a set of words, copied) for a clique whose weights sum to more than threshold and which accept
 * takes. 1: found, and accept has seen it last; 0: there is none; -1: the budget ran out. */
int hel_clique_find(hel_clique_search *search, const uint64_t *candidates, double threshold);

#endif
