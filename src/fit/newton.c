/* newton.c: Newton's method on the log likelihood, which is what iteratively reweighted least squares is; halved steps where
 * it would fall; and the sign that there is no maximum: a direction in which it rises for ever. */
#include "fit/newton.h"

#include <math.h>
#include <string.h>

#include "base/fail.h"
#include "fit/solve.h"

enum { ITERATIONS_MAX = 100, HALVINGS_MAX = 30 };

/* In units of the standardised columns, so of log odds a standard deviation. */
static const double CLOSE = 1e-7, SMALL_GAIN = 1e-6, LEAP = 5;

typedef struct search {
	const hel_task *task;
	bool firth;
	hel_slope slope;
	double *curvature; /* p x p, then its factor */
	double *inverse, *step, *tried, *bias, *widest;
	bool *kept;        /* all true */
	double height;     /* penalised log likelihood */
	hel_arena *arena;
} search;

static bool search_new(search *s)
{
	size_t p = s->task->p, cells = p + p * (p + 1) / 2 + 2 * p * p + 4 * p;
	s->arena = hel_arena_new();
	double *at = s->arena ? hel_arena_alloc(s->arena, cells, sizeof *at) : NULL;
	s->kept = at ? hel_arena_alloc(s->arena, p, sizeof *s->kept) : NULL;
	if (!s->kept)
		return false;
	memset(s->kept, 1, p * sizeof *s->kept);
	s->slope.gradient = at;
	s->slope.curvature = at + p;
	s->curvature = s->slope.curvature + p * (p + 1) / 2;
	s->inverse = s->curvature + p * p;
	s->step = s->inverse + p * p;
	s->tried = s->step + p;
	s->bias = s->tried + p;
	s->widest = s->bias + p;
	return true;
}

typedef enum landing { LANDED, BAD_PLACE, NO_MEMORY } landing;

/* Everything at beta. */
static landing look(search *s, const double *beta)
{
	size_t p = s->task->p;
	if (!hel_pass(s->task, beta, &s->slope))
		return NO_MEMORY;
	if (!isfinite(s->slope.log_likelihood))
		return BAD_PLACE;
	hel_solve_unpack(s->slope.curvature, p, s->kept, s->curvature, p);
	if (!hel_solve_factor(s->curvature, p))
		return BAD_PLACE;
	s->height = s->slope.log_likelihood;
	if (!s->firth)
		return LANDED;
	hel_solve_invert(s->curvature, p, s->inverse);
	if (!hel_pass_bias(s->task, beta, s->inverse, s->bias))
		return NO_MEMORY;
	for (size_t c = 0; c < p; c++)
		s->slope.gradient[c] -= s->bias[c];
	s->height += 0.5 * hel_solve_log_determinant(s->curvature, p);
	return LANDED;
}

/* Whether the likelihood goes on rising along the last step. */
static bool is_separated(const search *s, hel_maximum *m)
{
	if (s->task->family != HEL_LOGIT || s->firth || !hel_pass_separates(s->task, s->step, &m->separated_rows))
		return false;
	memcpy(m->direction, s->step, s->task->p * sizeof *m->direction);
	m->separated = true;
	return true;
}

/* Where a penalty alone holds an estimate, a full step can leap to where no row tells anything: no row's log odds move by more
 * than LEAP for any one term. */
static void shorten(search *s)
{
	double leap = 0;
	for (size_t c = 0; c < s->task->p; c++)
		leap = fmax(leap, fabs(s->step[c]) * s->widest[c]);
	for (size_t c = 0; leap > LEAP && c < s->task->p; c++)
		s->step[c] *= LEAP / leap;
}

static double longest(const search *s, const double *beta)
{
	double length = 0;
	for (size_t c = 0; c < s->task->p; c++)
		length = fmax(length, fabs(s->step[c]) / (1 + fabs(beta[c])));
	return length;
}

/* A full step, or as much of it as does not fall. */
static landing advance(search *s, double *beta)
{
	size_t p = s->task->p;
	double before = s->height, part = 1;
	memcpy(s->tried, s->step, p * sizeof *s->tried);
	for (int h = 0; h < HALVINGS_MAX; h++, part /= 2) {
		for (size_t c = 0; c < p; c++)
			beta[c] += part * s->tried[c];
		landing came = look(s, beta);
		if (came == NO_MEMORY || (came == LANDED && s->height >= before - 1e-9 * (fabs(before) + 1)))
			return came;
		for (size_t c = 0; c < p; c++)
			beta[c] -= part * s->tried[c];
	}
	return BAD_PLACE;
}

static hel_status climb(search *s, hel_maximum *m, int (*stop)(void *), void *context, hel_error *error)
{
	size_t p = s->task->p;
	if (s->firth)
		hel_pass_widest(s->task, s->widest);
	landing came = look(s, m->beta);
	while (came == LANDED && !m->converged && !m->separated && m->iterations < ITERATIONS_MAX) {
		if (stop && stop(context))
			return hel_fail(error, HEL_EINTERRUPTED, "interrupted");
		memcpy(s->step, s->slope.gradient, p * sizeof *s->step);
		hel_solve_with(s->curvature, p, s->step);
		if (s->firth)
			shorten(s);
		double gain = 0, length = longest(s, m->beta);
		for (size_t c = 0; c < p; c++)
			gain += s->step[c] * s->slope.gradient[c];
		/* hardly any more likely, and yet far to go: the summit may be at infinity */
		if (length > 1e-3 && gain < SMALL_GAIN * (1 + fabs(s->height)) && is_separated(s, m))
			break;
		m->converged = length < CLOSE; /* the step that is taken now leaves less than its square */
		came = advance(s, m->beta);
		m->iterations++;
	}
	if (came == NO_MEMORY)
		return hel_fail_memory(error);
	if (came == BAD_PLACE && !is_separated(s, m))
		return hel_fail(error, HEL_EINPUT,
		                "no estimate was found: the likelihood is flat or rises for ever; drop a term, or use --firth");
	m->log_likelihood = s->slope.log_likelihood;
	hel_solve_invert(s->curvature, p, m->inverse);
	return HEL_OK;
}

hel_status hel_newton(const hel_task *task, bool firth, hel_maximum *maximum, int (*stop)(void *), void *context, hel_error *error)
{
	search s = {.task = task, .firth = firth};
	hel_status status = search_new(&s) ? climb(&s, maximum, stop, context, error) : hel_fail_memory(error);
	hel_arena_free(s.arena);
	return status;
}

hel_status hel_newton_independent(const hel_task *task, bool *kept, hel_error *error)
{
	search s = {.task = task};
	hel_status status = search_new(&s) ? HEL_OK : hel_fail_memory(error);
	if (!status && (!hel_pass(task, s.tried, &s.slope) || !hel_solve_independent(s.slope.curvature, task->p, kept)))
		status = hel_fail_memory(error);
	hel_arena_free(s.arena);
	return status;
}
