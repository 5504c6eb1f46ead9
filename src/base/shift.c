/* shift.c: see shift.h. */
#include "base/shift.h"

#include <pthread.h>
#include <sched.h>

#include "base/fail.h"
#include "base/threads.h"

bool hel_shift_goes_on(const hel_shift *shift)
{
	hel_status failed;
#pragma omp atomic read
	failed = shift->failed;
	return !failed;
}

/* Shows how far it is; inside the critical section. */
static bool show(const hel_shift *shift)
{
	double share = shift->done < shift->n ? (double)shift->done / (double)shift->n : 1, all = shift->before + shift->part * share;
	return shift->progress && shift->progress(all < 1 ? all : 1, shift->context);
}

void hel_shift_report(hel_shift *shift, hel_status status, const hel_error *error)
{
#pragma omp critical
	{
		if (status && !shift->failed) {
			shift->failed = status;
			shift->error = *error;
		}
		shift->done++;
		if (!shift->failed && show(shift))
			shift->failed = hel_fail(&shift->error, HEL_EINTERRUPTED, "interrupted");
	}
}

bool hel_shift_is_stopped(const hel_shift *shift)
{
	bool stopped;
#pragma omp critical
	stopped = show(shift);
	return stopped;
}

hel_status hel_shift_end(const hel_shift *shift, hel_error *error)
{
	if (shift->failed && error)
		*error = shift->error;
	return shift->failed;
}

/* Goes to another processor than the one that whoever called the crew is on, if the thread may. A kernel that wakes a sleeper
 * may put it where its waker is, and looks only with its next tick (4 ms) whether another processor is idle: as long as many a
 * shift. */
static void step_aside(int callers)
{
	cpu_set_t mine, others;
	if (callers < 0 || sched_getcpu() != callers || sched_getaffinity(0, sizeof mine, &mine))
		return;
	others = mine;
	CPU_CLR((size_t)callers, &others);
	if (CPU_COUNT(&others) && !sched_setaffinity(0, sizeof others, &others))
		(void)sched_setaffinity(0, sizeof mine, &mine); /* it may go on where it is, and be moved again */
}

hel_status hel_shift_work(hel_shift *shift, size_t n, int threads, hel_unit_of_work work, void *of, hel_error *error)
{
	int used = hel_threads(threads), callers = sched_getcpu();
	(void)used; /* the pragma alone reads it */
	const pthread_t caller = pthread_self();
	shift->n = n;
#pragma omp parallel num_threads(used)
	{
		if (!pthread_equal(pthread_self(), caller))
			step_aside(callers);
#pragma omp for schedule(dynamic, 1)
		for (size_t unit = 0; unit < n; unit++) {
			if (!hel_shift_goes_on(shift))
				continue;
			hel_error own = {0};
			hel_status status = work(of, unit, &own);
			hel_shift_report(shift, status, &own);
		}
	}
	return hel_shift_end(shift, error);
}
