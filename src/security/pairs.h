/* pairs.h: what the terms of a fitted model are made of, kept to be compared with: worlds that agree in it have the same terms. */
#ifndef HEL_SECURITY_PAIRS_H
#define HEL_SECURITY_PAIRS_H

#include "helsinki/security.h"

typedef struct hel_pairs {
	hel_world world; /* states, distances, contiguity, rivalries, years at peace; nothing else of it */
} hel_pairs;

hel_status hel_pairs_copy(hel_pairs *pairs, const hel_world *world, hel_error *error);
bool hel_pairs_are_of(const hel_pairs *pairs, const hel_world *world);
size_t hel_pairs_bytes(const hel_pairs *pairs);
void hel_pairs_free(hel_pairs *pairs);

#endif
