/* shift.c: see shift.h. */
#include "base/shift.h"

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

hel_status hel_shift_work(hel_shift *shift, size_t n, int threads, hel_unit_of_work work, void *of, hel_error *error)
{
	int used = hel_threads(threads);
	(void)used; /* the pragma alone reads it */
	shift->n = n;
#pragma omp parallel for schedule(dynamic, 1) num_threads(used)
	for (size_t unit = 0; unit < n; unit++) {
		if (!hel_shift_goes_on(shift))
			continue;
		hel_error own = {0};
		hel_status status = work(of, unit, &own);
		hel_shift_report(shift, status, &own);
	}
	return hel_shift_end(shift, error);
}
