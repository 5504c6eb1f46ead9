/* common.h: the sample of a case at its point, which several units of work have in common. Whoever comes first makes it; all
 * read it, one of them with the sample's own scratch and the others by a view (security/model.h); who is done with it last may
 * change it. */
#ifndef HEL_ASSESS_COMMON_H
#define HEL_ASSESS_COMMON_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "security/model.h"

typedef struct hel_common {
	pthread_mutex_t lock;
	bool opened, made;
	atomic_int users; /* units that are not done with it */
	hel_sample sample;
} hel_common;

hel_status hel_common_open(hel_common *common, int users, hel_error *error);
void hel_common_close(hel_common *common);

/* The point of a model, with an evaluation of all targets, ready for hel_most_gain. */
hel_status hel_common_make(hel_common *common, const hel_model *model, uint64_t seed, hel_error *error);

/* One user less; true for the last. */
bool hel_common_leave(hel_common *common);

#endif
