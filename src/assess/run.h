/* run.h: an assessment under way: its cases, its units of work, and where their figures go. */
#ifndef HEL_ASSESS_RUN_H
#define HEL_ASSESS_RUN_H

#include "assess/prepare.h"
#include "base/arena.h"

typedef struct hel_run {
	const hel_scenario *scenario;
	hel_panel *panel;
	hel_assess_options options;
	int draws;
	bool bare;                 /* models alone: no reference, and nobody asks who would leave */
	hel_assessment *assessment;
	hel_arena *arena;          /* of the assessment: what the caller keeps */
	hel_arena *passing;        /* of the run */
	size_t n_lenses, n_mechanisms;
	hel_lens *lens;            /* calibrated */
	hel_terms *terms;          /* of each lens that goes by a fitted model */
	hel_record *record;
	const hel_mechanism **mechanism;
	hel_scored scored;
	hel_compiled *compiled;
	size_t n_compiled;
	hel_case *cases;           /* lens by lens; the reference first (empty if bare), then the mechanisms */
} hel_run;

/* plan.c */
hel_status hel_run_plan(hel_run *run, hel_error *error);
void hel_run_free(hel_run *run);

/* work.c: every point and every draw, on all threads. */
hel_status hel_run_work(hel_run *run, hel_error *error);

/* gather.c: figures and intervals. */
hel_status hel_run_gather(hel_run *run, hel_error *error);

static inline hel_case *hel_run_case(const hel_run *run, size_t lens, size_t which)
{
	return &run->cases[lens * (run->n_mechanisms + 1) + which];
}

#endif
