/* steady.h: the clock that nobody sets. */
#ifndef SERVE_STEADY_H
#define SERVE_STEADY_H

#include <pthread.h>
#include <time.h>

double steady_seconds(void);

/* So many seconds from now. */
struct timespec steady_after(double seconds);

/* A condition whose waits end by this clock. */
void steady_cond_init(pthread_cond_t *condition);

#endif
