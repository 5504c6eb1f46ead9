/* solve.c: what one draw comes to, with all that is counted over draws. */
#include <math.h>
#include <string.h>

#include "base/fail.h"
#include "parley/job.h"

hel_problem hel_problem_of_row(const hel_parley_job *job, size_t lens, size_t row, double *room)
{
	const hel_parley *t = job->parley;
	const double *from = hel_row_of(job, lens, row);
	double *disagreement = room + t->n * t->m;
	for (size_t i = 0; i < t->n; i++) {
		memcpy(room + i * t->m, from + i * (t->m + 1), t->m * sizeof *room);
		disagreement[i] = from[i * (t->m + 1) + t->m];
	}
	return (hel_problem){t->n, t->m, room, disagreement, job->weight, t->talks->margin};
}

static void keep_solutions(const hel_parley *t, hel_sitting *sitting, const hel_settlement *b)
{
	for (int k = 0; k < HEL_SOLUTIONS; k++) {
		sitting->single[k] = b->single[k].pick;
		memcpy(sitting->chance + (size_t)k * (t->m + 1), b->lottery[k].share, (t->m + 1) * sizeof *sitting->chance);
		memcpy(sitting->utility + (size_t)k * t->n, b->lottery[k].utility, t->n * sizeof *sitting->utility);
	}
}

hel_status hel_sit(hel_parley_job *job, size_t lens, int draw, hel_error *error)
{
	const hel_parley *t = job->parley;
	hel_sitting *sitting = hel_sitting_of(job, lens, draw);
	hel_settlement bargain = {0};
	hel_arena *arena = hel_arena_new();
	double *room = arena ? hel_arena_alloc(arena, t->n * (t->m + 1), sizeof *room) : NULL;
	if (!room) {
		hel_arena_free(arena);
		return hel_fail_memory(error);
	}
	hel_problem game = hel_problem_of_row(job, lens, 1 + (size_t)draw, room);
	hel_status status = hel_settle(&bargain, &game, true, error);
	if (!status) {
		keep_solutions(t, sitting, &bargain);
		hel_pareto(&game, sitting->efficient);
	}
	for (size_t r = 0; r < t->talks->n_rules && !status; r++) {
		hel_outcome_of_rule outcome = {.winset = sitting->winset + r * t->m, .core = sitting->core + r * (t->m + 1)};
		hel_decide(&game, &t->talks->rule[r].rule, &outcome);
		sitting->adopted[r] = outcome.adopted;
	}
	hel_settlement_free(&bargain);
	hel_arena_free(arena);
	return status;
}
