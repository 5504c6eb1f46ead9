/* rank.h: things by a figure of theirs, largest first; of equals the one of lower index first. */
#ifndef HEL_BASE_RANK_H
#define HEL_BASE_RANK_H

#include <stddef.h>

typedef struct hel_ranked {
	double value; /* no NAN */
	size_t index;
} hel_ranked;

void hel_rank(hel_ranked *all, size_t n);

#endif
