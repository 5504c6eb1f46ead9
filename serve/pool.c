/* pool.c: see pool.h. */
#include "pool.h"

#include <sched.h>

#include "steady.h"

static work *take(pool *p)
{
	pthread_mutex_lock(&p->mutex);
	while (!p->first && !p->ending)
		pthread_cond_wait(&p->wanted, &p->mutex);
	work *w = p->first;
	if (w) {
		p->first = w->next;
		if (!p->first)
			p->last = &p->first;
		p->waiting--;
		p->busy++;
	}
	pthread_mutex_unlock(&p->mutex);
	return w;
}

static void *serve(void *context)
{
	pool *p = context;
	if (p->gives_way)
		(void)pthread_setschedparam(pthread_self(), SCHED_IDLE, &(struct sched_param){0}); /* or is in the way */
	for (work *w; (w = take(p));) {
		w->act(w); /* may free it */
		pthread_mutex_lock(&p->mutex);
		p->busy--;
		pthread_cond_signal(&p->settled);
		pthread_mutex_unlock(&p->mutex);
	}
	return NULL;
}

bool pool_open(pool *p, int n, bool gives_way)
{
	*p = (pool){.gives_way = gives_way, .last = &p->first};
	pthread_mutex_init(&p->mutex, NULL);
	pthread_cond_init(&p->wanted, NULL);
	steady_cond_init(&p->settled);
	while (p->n_threads < n && p->n_threads < POOL_THREADS_MAX) {
		if (pthread_create(&p->thread[p->n_threads], NULL, serve, p)) {
			pool_close(p);
			return false;
		}
		p->n_threads++;
	}
	return true;
}

bool pool_add(pool *p, work *w)
{
	pthread_mutex_lock(&p->mutex);
	bool room = !p->ending && p->busy + p->waiting < 2 * p->n_threads;
	if (room) {
		w->next = NULL;
		*p->last = w;
		p->last = &w->next;
		p->waiting++;
		pthread_cond_signal(&p->wanted);
	}
	pthread_mutex_unlock(&p->mutex);
	return room;
}

bool pool_settle(pool *p, const struct timespec *until)
{
	int late = 0;
	pthread_mutex_lock(&p->mutex);
	p->ending = true;
	pthread_cond_broadcast(&p->wanted);
	while (p->busy + p->waiting && !late)
		late = pthread_cond_timedwait(&p->settled, &p->mutex, until);
	bool settled = !(p->busy + p->waiting);
	pthread_mutex_unlock(&p->mutex);
	return settled;
}

void pool_close(pool *p)
{
	pthread_mutex_lock(&p->mutex);
	p->ending = true;
	pthread_cond_broadcast(&p->wanted);
	pthread_mutex_unlock(&p->mutex);
	for (int t = 0; t < p->n_threads; t++)
		pthread_join(p->thread[t], NULL);
	pthread_cond_destroy(&p->wanted);
	pthread_cond_destroy(&p->settled);
	pthread_mutex_destroy(&p->mutex);
}
