/* job.h: a parley under way: offers, the utilities of every draw, and what each draw came to. */
#ifndef HEL_PARLEY_JOB_H
#define HEL_PARLEY_JOB_H

#include "assess/prepare.h"
#include "base/arena.h"
#include "base/shift.h"
#include "helsinki/parley.h"

/* What one draw of one lens came to. */
typedef struct hel_sitting {
	size_t single[HEL_SOLUTIONS];
	double *chance;        /* HEL_SOLUTIONS x (m + 1) */
	double *utility;       /* HEL_SOLUTIONS x n: of the lotteries */
	bool *efficient;       /* m + 1 */
	size_t *adopted;       /* by rule */
	bool *winset, *core;   /* rules x m, rules x (m + 1) */
} hel_sitting;

typedef struct hel_parley_job {
	hel_parley *parley;
	const hel_parley_options *options;
	hel_arena *arena;      /* of the parley: what the caller keeps */
	hel_arena *passing;
	size_t n_lenses;
	hel_lens *lens;        /* calibrated */
	hel_terms *terms;      /* of each lens that goes by a fitted model */
	const hel_mechanism **form; /* m + 1: the last is disagreement */
	hel_scored seated;     /* every state of a party, ascending */
	double *weight;        /* n */
	double *utility;       /* lenses x (1 + draws) x n x (m + 1); the last column is disagreement */
	hel_sitting *sitting;  /* lenses x draws */
	hel_shift shift;
	double done;           /* of the whole, for the bar, before scales are looked for */
} hel_parley_job;

/* offers.c: the alternatives, with the mechanisms that stand for them; a mechanism with limits at another scale. */
hel_status hel_list_offers(hel_parley_job *job, hel_error *error);
hel_status hel_at_scale(const hel_mechanism **made, const hel_scenario *scenario, const hel_along *along, double scale, hel_arena *arena,
                        hel_error *error);

/* utilities.c: of all parties from a mechanism at the point (row 0) and at every draw; `stride` apart by party, `row` apart by draw.
 * place: for what is counted beside security. */
hel_status hel_check_known(const hel_parley_job *job, hel_error *error);
hel_status hel_fill_utilities(hel_parley_job *job, size_t lens, const hel_mechanism *form, size_t place, int draws, double *utility,
                              size_t stride, size_t row, hel_error *error);

/* The place of a mechanism's index among what is stated by mechanism: the last is disagreement. */
size_t hel_stated_place(const hel_parley_job *job, size_t place);

/* solve.c: one draw. */
hel_status hel_sit(hel_parley_job *job, size_t lens, int draw, hel_error *error);
/* The game of a row (0: the point, 1 + d: draw d); utilities and disagreement are copied into `room` of n x (m + 1). */
hel_problem hel_problem_of_row(const hel_parley_job *job, size_t lens, size_t row, double *room);

/* scales.c: the best scales of what has one. */
hel_status hel_find_scales(hel_parley_job *job, size_t lens, hel_error *error);

/* gather.c: figures. */
hel_status hel_gather(hel_parley_job *job, size_t lens, hel_error *error);

static inline hel_sitting *hel_sitting_of(const hel_parley_job *job, size_t lens, int draw)
{
	return &job->sitting[lens * (size_t)job->parley->draws + (size_t)draw];
}

static inline double *hel_row_of(const hel_parley_job *job, size_t lens, size_t row)
{
	const hel_parley *t = job->parley;
	return job->utility + (lens * (1 + (size_t)t->draws) + row) * t->n * (t->m + 1);
}

#endif
