/* pivot.h: what `helsinki plot pivot` draws: a sweep, or a claim of the scenario over one parameter. */
#ifndef HEL_CLI_PIVOT_H
#define HEL_CLI_PIVOT_H

#include "sweeping.h"

/* how: draws, seed, threads, progress and axes are set before pivot_make; all else starts zeroed. The sweep borrows from the pivot and
 * from the subject. */
typedef struct pivot {
	hel_sweep_options how;
	int draws;        /* asked for; < 0: not */
	hel_scenario one; /* a shallow copy, with the claim alone; of a claim only */
	hel_claim claim;
	hel_turn_over over;
	hel_quantity *quantity;
	hel_sweep sweep;
	hel_verdicts verdicts;
	const hel_ruling *ruling; /* NULL but of a claim */
} pivot;

/* claim: its number from 1; 0: what --of says. Prints what is wrong: 0 or the exit status. */
int pivot_make(pivot *p, subject *s, const options *given, int claim);
void pivot_free(pivot *p);

#endif
