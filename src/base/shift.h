/* shift.h: units of work on all threads. Who does which is left to chance, so a unit writes to places of its own; the first
 * failure stops the rest, and so does whoever is shown the progress. */
#ifndef HEL_BASE_SHIFT_H
#define HEL_BASE_SHIFT_H

#include <stdbool.h>

#include "helsinki/error.h"

/* Who works, and who may stop them. */
typedef struct hel_crew {
	int threads;           /* 0: all processors */
	hel_progress progress; /* NULL allowed */
	void *context;
} hel_crew;

typedef struct hel_shift {
	hel_progress progress; /* NULL allowed */
	void *context;
	double before, part;   /* of all that is shown: what came before, and what this shift is worth */
	size_t n, done;        /* units */
	hel_status failed;
	hel_error error;
} hel_shift;

/* By any thread: whether to begin another unit; that one is done, well or not; whether the work is to stop in the midst of one. */
bool hel_shift_goes_on(const hel_shift *shift);
void hel_shift_report(hel_shift *shift, hel_status status, const hel_error *error);
bool hel_shift_is_stopped(const hel_shift *shift);

/* What came of it. */
hel_status hel_shift_end(const hel_shift *shift, hel_error *error);

/* Does units 0 .. n - 1, each by itself, on so many threads (0: all processors). */
typedef hel_status (*hel_unit_of_work)(void *of, size_t unit, hel_error *error);
hel_status hel_shift_work(hel_shift *shift, size_t n, int threads, hel_unit_of_work work, void *of, hel_error *error);

#endif
