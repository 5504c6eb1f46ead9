/* measure.h: clocks, memory, and what a bench does where something fails. */
#ifndef HEL_TESTS_BENCH_MEASURE_H
#define HEL_TESTS_BENCH_MEASURE_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "helsinki.h"

static inline double seconds_of(clockid_t clock)
{
	struct timespec t;
	clock_gettime(clock, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static inline double now(void)
{
	return seconds_of(CLOCK_MONOTONIC);
}

/* Of all threads: what the work takes where others want the processors too. */
static inline double processor_seconds(void)
{
	return seconds_of(CLOCK_PROCESS_CPUTIME_ID);
}

static inline double peak_megabytes(void)
{
	struct rusage usage;
	getrusage(RUSAGE_SELF, &usage);
	return (double)usage.ru_maxrss / 1024;
}

static inline void die(const hel_error *error)
{
	char line[4096];
	hel_error_format(error, line, sizeof line);
	fprintf(stderr, "%s\n", line);
	exit(hel_status_exit(error->status));
}

#endif
