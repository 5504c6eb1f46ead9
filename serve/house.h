/* house.h: all that the server has, for those who answer. */
#ifndef SERVE_HOUSE_H
#define SERVE_HOUSE_H

#include <microhttpd.h>

#include "guard.h"
#include "guests.h"
#include "laboratory.h"
#include "pool.h"
#include "runs.h"

/* Who answers: evaluations, externalities, and evaluations that are asked ahead. */
typedef enum pool_of { POOL_EVALUATE, POOL_SLOW, POOL_AHEAD, POOLS } pool_of;

typedef struct house {
	guard guard;
	guests guests;
	laboratory laboratory;
	pool pool[POOLS];
	runs runs;
	atomic_bool ending;
	hel_text scenario; /* the answer to ASK_SCENARIO, ready made */
	hel_text url;
	struct MHD_Daemon *daemon;
} house;

#endif
