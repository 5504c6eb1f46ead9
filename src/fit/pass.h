/* pass.h: one pass over the rows of a design: likelihood, its gradient and curvature, and what else one row at a time gives. */
#ifndef HEL_FIT_PASS_H
#define HEL_FIT_PASS_H

#include "fit/design.h"

/* One model on some years of a design. Parameter 0 is the intercept where there is one; beta is in units of the standardised
 * columns. */
typedef struct hel_task {
	const hel_design *design;
	hel_family family;
	bool intercept;
	size_t p;           /* parameters */
	size_t *column;     /* p: of the design; SIZE_MAX the intercept */
	int from, to;       /* years; 0: all */
	int threads;
} hel_task;

/* Whether row r of a chunk is of the task's years. */
static inline bool hel_task_counts(const hel_task *task, const hel_chunk *chunk, size_t r)
{
	return !chunk->year || !((task->from && chunk->year[r] < task->from) || (task->to && chunk->year[r] > task->to));
}

/* gradient: p; curvature: p x p lower triangle by rows, (i * (i + 1)) / 2 + j; of -log likelihood's Hessian. */
typedef struct hel_slope {
	double log_likelihood;
	double *gradient, *curvature;
} hel_slope;

bool hel_pass(const hel_task *task, const double *beta, hel_slope *slope); /* false: no memory */

/* The gradient of the bias: sum over rows of w h (p - 1/2) x with h = x' V x, w the row's curvature (King and Zeng 2001, eq.
 * 16; its negative is what Firth's likelihood adds). inverse: p x p, V. */
bool hel_pass_bias(const hel_task *task, const double *beta, const double *inverse, double *gradient);

/* What every row expects (mean) and how far its outcome is from that (residual); either may be NULL. One array a chunk,
 * padded rows 0; rows outside the years have residual 0. */
bool hel_pass_rows(const hel_task *task, const double *beta, size_t chunk, double *mean, double *residual);

/* The largest size that the standardised column of each parameter has. */
void hel_pass_widest(const hel_task *task, double *widest);

/* Rows and events in the years of the task. */
void hel_pass_count(const hel_task *task, size_t *rows, size_t *events);

/* Whether moving along a direction makes no row's outcome less likely and some row's more: then no finite estimate exists
 * (Albert and Anderson 1984). *rows: how many gain. */
bool hel_pass_separates(const hel_task *task, const double *direction, size_t *rows);

#endif
