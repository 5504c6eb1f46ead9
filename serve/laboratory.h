/* laboratory.h: the data that all evaluations share. One at a time has the panel: it loads tables as they are asked for. */
#ifndef SERVE_LABORATORY_H
#define SERVE_LABORATORY_H

#include <pthread.h>

#include "helsinki.h"

typedef struct laboratory {
	hel_panel *panel; /* NULL until a scenario needs it */
	pthread_mutex_t mutex;
	int threads; /* for one evaluation; 0: all processors */
} laboratory;

void laboratory_open(laboratory *lab, int threads);
void laboratory_close(laboratory *lab);

/* The panel, for the caller alone until it leaves; HEL_EDATA if there is none: then nothing is to be left. */
hel_status laboratory_enter(laboratory *lab, hel_panel **panel, hel_error *error);
void laboratory_leave(laboratory *lab);

#endif
