/* pool.h: some threads that do one piece of work after another. No more waits than there are threads: a piece of work waits for
 * at most one other. */
#ifndef SERVE_POOL_H
#define SERVE_POOL_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <time.h>

typedef struct work {
	void (*act)(struct work *work);
	struct work *next; /* private */
} work;

enum { POOL_THREADS_MAX = 16 };

typedef struct pool {
	pthread_mutex_t mutex;
	pthread_cond_t wanted, settled;
	pthread_t thread[POOL_THREADS_MAX];
	int n_threads, busy, waiting;
	bool gives_way, ending;
	work *first, **last;
} pool;

/* Starts n threads; those that give way run when no other thread wants a processor, and so do the threads that they make. false:
 * the machine has none to give, and nothing is left to be ended. */
bool pool_open(pool *p, int n, bool gives_way);

/* Takes work on, borrowed until it has acted; false: too much waits, or the pool is about to end. */
bool pool_add(pool *p, work *w);

/* Takes no more on, and waits until a time of the steady clock for the rest to be done; false: it is not. */
bool pool_settle(pool *p, const struct timespec *until);

/* Lets the work taken on be done, then ends the threads. */
void pool_close(pool *p);

#endif
