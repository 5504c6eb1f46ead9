/* program.c: Clp (COIN-OR) behind a narrow door. */
#include "bargain/program.h"

#include <Clp_C_Interface.h>
#include <float.h>
#include <math.h>
#include <string.h>

#include "base/fail.h"

/* Clp's own tolerances are 1e-7; gains that count are scaled to 1, and answers are wanted to 1e-9. */
static const double TOLERANCE = 1e-9;

enum { NO_PERTURBATION = 100, OPTIMAL = 0 };

hel_status hel_program_init(hel_program *program, size_t rows, size_t columns, hel_arena *arena, hel_error *error)
{
	hel_program p = {.rows = rows, .columns = columns};
	double **const by_column[] = {&p.most, &p.objective, &p.x, &p.cost}, **const by_row[] = {&p.least, &p.dual, &p.low, &p.high};
	p.a = hel_arena_alloc(arena, rows * columns, sizeof *p.a);
	p.element = hel_arena_alloc(arena, rows * columns, sizeof *p.element);
	p.index = hel_arena_alloc(arena, rows * columns, sizeof *p.index);
	p.start = hel_arena_alloc(arena, columns + 1, sizeof *p.start);
	p.basis = hel_arena_alloc(arena, rows + columns, 1);
	bool all = p.a && p.element && p.index && p.start && p.basis;
	for (size_t x = 0; x < sizeof by_column / sizeof *by_column; x++)
		all = (*by_column[x] = hel_arena_alloc(arena, columns, sizeof(double))) && all;
	for (size_t x = 0; x < sizeof by_row / sizeof *by_row; x++)
		all = (*by_row[x] = hel_arena_alloc(arena, rows, sizeof(double))) && all;
	p.clp = all ? Clp_newModel() : NULL;
	if (!p.clp)
		return hel_fail_memory(error);
	Clp_setLogLevel(p.clp, 0);
	Clp_setPerturbation(p.clp, NO_PERTURBATION);
	Clp_scaling(p.clp, 0);
	Clp_setPrimalTolerance(p.clp, TOLERANCE);
	Clp_setDualTolerance(p.clp, TOLERANCE);
	*program = p;
	return HEL_OK;
}

/* Clp minimises. */
static void turn_objective(hel_program *p)
{
	for (size_t c = 0; c < p->columns; c++)
		p->cost[c] = -p->objective[c];
}

void hel_program_load(hel_program *p)
{
	int n = 0;
	for (size_t c = 0; c < p->columns; c++) {
		p->start[c] = n;
		for (size_t r = 0; r < p->rows; r++) {
			double value = p->a[r * p->columns + c];
			if (value == 0)
				continue;
			p->element[n] = value;
			p->index[n++] = (int)r;
		}
	}
	p->start[p->columns] = n;
	for (size_t r = 0; r < p->rows; r++) {
		bool last = r + 1 == p->rows;
		p->low[r] = last ? -DBL_MAX : p->least[r];
		p->high[r] = last ? p->most_of_last : DBL_MAX;
	}
	turn_objective(p);
	Clp_loadProblem(p->clp, (int)p->columns, (int)p->rows, p->start, p->index, p->element, NULL, p->most, p->cost, p->low, p->high);
	if (p->has_basis)
		Clp_copyinStatus(p->clp, p->basis);
}

/* Weak duality: for any dual >= 0, no x is better than dual times the bounds plus what reduced costs can still add at x = most. */
static double upper_bound(const hel_program *p)
{
	double bound = p->dual[p->rows - 1] * p->most_of_last;
	for (size_t r = 0; r + 1 < p->rows; r++)
		bound -= p->dual[r] * p->least[r];
	for (size_t c = 0; c < p->columns; c++) {
		double reduced = p->objective[c] - p->dual[p->rows - 1] * p->a[(p->rows - 1) * p->columns + c];
		for (size_t r = 0; r + 1 < p->rows; r++)
			reduced += p->dual[r] * p->a[r * p->columns + c];
		bound += fmax(reduced, 0) * p->most[c];
	}
	return bound;
}

void hel_program_solve(hel_program *p)
{
	turn_objective(p);
	Clp_chgObjCoefficients(p->clp, p->cost);
	Clp_primal(p->clp, 0);
	const double *x = Clp_primalColumnSolution(p->clp), *dual = Clp_dualRowSolution(p->clp);
	p->value = 0;
	for (size_t c = 0; c < p->columns; c++) {
		p->x[c] = fmin(fmax(x[c], 0), p->most[c]);
		p->value += p->objective[c] * p->x[c];
	}
	for (size_t r = 0; r < p->rows; r++)
		p->dual[r] = fmax(r + 1 == p->rows ? -dual[r] : dual[r], 0);
	p->gap = Clp_status(p->clp) == OPTIMAL ? fmax(upper_bound(p) - p->value, 0) : NAN;
	memcpy(p->basis, Clp_statusArray(p->clp), p->rows + p->columns);
	p->has_basis = true;
}

void hel_program_free(hel_program *p)
{
	if (p->clp)
		Clp_deleteModel(p->clp);
	p->clp = NULL;
}
