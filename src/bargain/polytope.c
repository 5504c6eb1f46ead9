/* polytope.c: what could be agreed on by lot, if nobody may lose. */
#include "bargain/polytope.h"

#include <string.h>

#include "base/fail.h"

static bool make_room(hel_polytope *p)
{
	double **const by_party[] = {&p->scale, &p->ideal, &p->objective};
	bool all = true;
	for (size_t x = 0; x < sizeof by_party / sizeof *by_party; x++)
		all = (*by_party[x] = hel_arena_alloc(p->arena, p->n, sizeof(double))) && all;
	p->gain = hel_arena_alloc(p->arena, p->n * p->m, sizeof *p->gain);
	p->corner = hel_arena_alloc(p->arena, p->n * p->m, sizeof *p->corner);
	p->centre = hel_arena_alloc(p->arena, p->m, sizeof *p->centre);
	p->active = hel_arena_alloc(p->arena, p->n, sizeof *p->active);
	return all && p->gain && p->corner && p->centre && p->active;
}

static void scale_gains(hel_polytope *p)
{
	for (size_t i = 0; i < p->n; i++) {
		double *gain = p->gain + i * p->m;
		for (size_t a = 0; a < p->m; a++) {
			gain[a] = hel_gain_of(p->game, i, a);
			p->scale[i] = fmax(p->scale[i], fabs(gain[a]));
		}
		for (size_t a = 0; a < p->m && p->scale[i] > 0; a++)
			gain[a] /= p->scale[i];
	}
}

/* One row a party, at least 0; the last: chances are at most 1 in sum, the rest being no agreement. */
static void fill_program(hel_polytope *p)
{
	hel_program *program = &p->program;
	memcpy(program->a, p->gain, p->n * p->m * sizeof *p->gain);
	for (size_t a = 0; a < p->m; a++)
		program->a[p->n * p->m + a] = program->most[a] = 1;
	program->most_of_last = 1;
	hel_program_load(program);
}

static bool could_gain(const hel_polytope *p, size_t i)
{
	for (size_t a = 0; a < p->m; a++) {
		if (p->gain[i * p->m + a] > 0)
			return true;
	}
	return false;
}

/* Where the sum of all gains cannot rise above 0, none can: one program instead of one for each party. */
static bool anybody_can_gain(hel_polytope *p)
{
	double gap;
	for (size_t i = 0; i < p->n; i++)
		p->objective[i] = 1;
	double most = hel_polytope_best(p, p->objective, p->centre, &gap);
	memset(p->centre, 0, p->m * sizeof *p->centre);
	return most + (isnan(gap) ? 1 : gap) > HEL_NO_GAIN;
}

static void find_ideals(hel_polytope *p)
{
	double gap;
	bool any = anybody_can_gain(p);
	for (size_t i = 0; i < p->n && any; i++) {
		double *corner = p->corner + i * p->m;
		if (!could_gain(p, i))
			continue;
		memset(p->objective, 0, p->n * sizeof *p->objective);
		p->objective[i] = 1;
		p->ideal[i] = hel_polytope_best(p, p->objective, corner, &gap);
		p->active[i] = p->ideal[i] > HEL_NO_GAIN;
		p->n_active += p->active[i];
	}
	for (size_t i = 0; i < p->n; i++) {
		for (size_t a = 0; a < p->m && p->active[i]; a++)
			p->centre[a] += p->corner[i * p->m + a] / (double)p->n_active;
		p->ideal[i] = p->active[i] ? p->ideal[i] : 0;
		p->constrained |= !p->active[i] && p->scale[i] > 0;
	}
}

hel_status hel_polytope_init(hel_polytope *p, const hel_problem *game, hel_arena *arena, hel_error *error)
{
	*p = (hel_polytope){.game = game, .n = game->n, .m = game->m, .arena = arena};
	if (!make_room(p))
		return hel_fail_memory(error);
	scale_gains(p);
	hel_status status = hel_program_init(&p->program, p->n + 1, p->m, arena, error);
	if (status)
		return status;
	fill_program(p);
	find_ideals(p);
	return HEL_OK;
}

void hel_polytope_free(hel_polytope *p)
{
	hel_program_free(&p->program);
}

double hel_polytope_best(hel_polytope *p, const double *c, double *x, double *gap)
{
	hel_program *program = &p->program;
	for (size_t a = 0; a < p->m; a++) {
		program->objective[a] = 0;
		for (size_t i = 0; i < p->n; i++)
			program->objective[a] += c[i] * p->gain[i * p->m + a];
	}
	hel_program_solve(program);
	memcpy(x, program->x, p->m * sizeof *x);
	*gap = program->gap;
	return program->value;
}

void hel_polytope_gains(const hel_polytope *p, const double *x, double *gain)
{
	for (size_t i = 0; i < p->n; i++) {
		gain[i] = 0;
		for (size_t a = 0; a < p->m; a++)
			gain[i] += p->gain[i * p->m + a] * x[a];
	}
}
