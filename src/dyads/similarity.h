/* similarity.h: the ties of all states by year as bit sets. */
#ifndef HEL_DYADS_SIMILARITY_H
#define HEL_DYADS_SIMILARITY_H

#include "dyads/table.h"

enum { HEL_VALUES_MAX = 16, HEL_WORDS = HEL_STATES_MAX / 64 };

struct hel_similarity {
	int values; /* 0 .. values - 1 */
	int n_states;
	int *n_in_year; /* states in the system, 0 outside the source's years */
	uint64_t *bits; /* [year][state][value - 1][word]: towards whom the state has the value */
};

hel_similarity *hel_similarity_new(hel_dyads *d, int values, int first, int last);
void hel_similarity_put(hel_similarity *s, int one, int other, int year, int value);

#endif
