/* steady.c: see steady.h. */
#include "steady.h"

double steady_seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

struct timespec steady_after(double seconds)
{
	double at = steady_seconds() + seconds;
	time_t whole = (time_t)at;
	return (struct timespec){.tv_sec = whole, .tv_nsec = (long)(1e9 * (at - (double)whole))};
}

void steady_cond_init(pthread_cond_t *condition)
{
	pthread_condattr_t steady;
	pthread_condattr_init(&steady);
	pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
	pthread_cond_init(condition, &steady);
	pthread_condattr_destroy(&steady);
}
