/* leximin.c: the largest smallest gain, stage by stage. At each stage the smallest gain of the parties that are still free is made as
 * large as it can be; those whose multiplier is above 0 are held to it in every optimum (complementary slackness), so they are
 * fixed there, and the rest goes on. */
#include "bargain/polytope.h"

#include <string.h>

#include "base/fail.h"

static const double BINDS = 1e-6; /* multipliers of free parties, times their units, sum to 1 */
static const double POINT = 1e-9; /* what is left to choose is less than this: nothing is */

typedef struct stages {
	hel_polytope *p;
	const double *unit;
	hel_program program; /* x and, in the last column, the common share t */
	double *floor;       /* n: scaled gain below which no party falls any more */
	bool *held;
	size_t n_free;
} stages;

/* gain - unit t >= 0 for who is free, gain >= floor for the others. */
static void fill(stages *s, bool share)
{
	hel_program *q = &s->program;
	size_t m = s->p->m, wide = m + 1;
	for (size_t i = 0; i < s->p->n; i++) {
		bool is_free = s->p->active[i] && !s->held[i];
		memcpy(q->a + i * wide, s->p->gain + i * m, m * sizeof *q->a);
		q->a[i * wide + m] = is_free && share ? -s->unit[i] : 0;
		q->least[i] = is_free && share ? 0 : s->floor[i];
	}
	for (size_t a = 0; a < m; a++)
		q->objective[a] = 0;
	q->objective[m] = 1;
	hel_program_load(q);
	hel_program_solve(q);
}

static double gain_at(const stages *s, size_t i, const double *x)
{
	double sum = 0;
	for (size_t a = 0; a < s->p->m; a++)
		sum += s->p->gain[i * s->p->m + a] * x[a];
	return sum;
}

/* Fixes who cannot have more at this stage: at least the one that binds most. */
static void hold_binding(stages *s, double t)
{
	size_t most = s->p->n;
	double largest = -1;
	for (size_t i = 0; i < s->p->n; i++) {
		if (!s->p->active[i] || s->held[i])
			continue;
		s->floor[i] = t * s->unit[i];
		double force = s->program.dual[i] * s->unit[i];
		if (force > largest) {
			largest = force;
			most = i;
		}
	}
	for (size_t i = 0; i < s->p->n; i++) {
		if (!s->p->active[i] || s->held[i] || (i != most && s->program.dual[i] * s->unit[i] <= BINDS))
			continue;
		s->held[i] = true;
		s->n_free--;
	}
}

/* The range over what is still open of a sum of the free parties' gains with weights that no accident balances: 0 exactly if these
 * gains are the same wherever one looks. Without it every party would need a stage. */
static bool is_settled(stages *s)
{
	hel_program *q = &s->program;
	size_t m = s->p->m;
	double end[2];
	fill(s, false);
	for (int way = 0; way < 2; way++) {
		for (size_t a = 0; a <= m; a++)
			q->objective[a] = 0;
		for (size_t i = 0; i < s->p->n; i++) {
			double turn = (double)(i + 1) * 0.6180339887498949, weight = 1 + (turn - floor(turn));
			for (size_t a = 0; a < m && s->p->active[i] && !s->held[i]; a++)
				q->objective[a] += (way ? -weight : weight) * s->p->gain[i * m + a];
		}
		hel_program_solve(q);
		end[way] = q->value;
	}
	return fabs(end[0] + end[1]) <= POINT * (double)s->n_free;
}

static hel_status begin(stages *s, hel_polytope *p, const double *unit, hel_error *error)
{
	double most = 1;
	*s = (stages){.p = p, .unit = unit, .n_free = p->n_active};
	s->floor = hel_arena_alloc(p->arena, p->n, sizeof *s->floor);
	s->held = hel_arena_alloc(p->arena, p->n, sizeof *s->held);
	if (!s->floor || !s->held)
		return hel_fail_memory(error);
	hel_status status = hel_program_init(&s->program, p->n + 1, p->m + 1, p->arena, error);
	for (size_t i = 0; i < p->n && !status; i++) {
		if (p->active[i])
			most = fmax(most, 1 / unit[i]);
	}
	for (size_t a = 0; a < p->m && !status; a++)
		s->program.most[a] = s->program.a[p->n * (p->m + 1) + a] = 1;
	if (!status)
		s->program.most[p->m] = most; /* a scaled gain is at most 1 */
	s->program.most_of_last = 1;
	return status;
}

hel_status hel_leximin(hel_polytope *p, const double *unit, double *x, double *least, double *gap, hel_error *error)
{
	stages s;
	hel_status status = begin(&s, p, unit, error);
	for (bool first = true; !status && s.n_free; first = false) {
		fill(&s, true);
		double t = s.program.x[p->m];
		memcpy(x, s.program.x, p->m * sizeof *x);
		if (first) {
			*least = t;
			*gap = s.program.gap;
		}
		for (size_t i = 0; i < p->n; i++) /* rounding of Clp's must not make the next stage infeasible */
			t = p->active[i] && !s.held[i] ? fmin(t, fmax(gain_at(&s, i, x) / unit[i], 0)) : t;
		hold_binding(&s, t);
		if (s.n_free && is_settled(&s)) {
			memcpy(x, s.program.x, p->m * sizeof *x);
			break;
		}
	}
	hel_program_free(&s.program);
	return status;
}
