/* laboratory.h: the data that all evaluations share, and what is kept of the past between them. Both serve any number of threads. */
#ifndef SERVE_LABORATORY_H
#define SERVE_LABORATORY_H

#include <pthread.h>

#include "helsinki.h"

typedef struct laboratory {
	hel_panel *panel;     /* NULL until a scenario needs it */
	hel_history *history; /* with it */
	pthread_mutex_t mutex;
	int threads; /* for one evaluation; 0: all processors */
} laboratory;

void laboratory_open(laboratory *lab, int threads);
void laboratory_close(laboratory *lab);

/* Whether the data are there; if not, they are loaded if wanted. HEL_EDATA if they cannot be. */
hel_status laboratory_equip(laboratory *lab, bool wanted, bool *equipped, hel_error *error);

#endif
