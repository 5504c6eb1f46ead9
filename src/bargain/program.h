/* program.h: small dense linear programs, solved by Clp, with a proof of how good the answer is that does not rest on Clp's word. */
#ifndef HEL_BARGAIN_PROGRAM_H
#define HEL_BARGAIN_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "helsinki/error.h"

/* Maximise objective x where every row of a is at least `least` (or, for the last row alone, at most `most_of_last`) and 0 <= x <= most.
 * All bounds are finite, so that any multipliers bound the optimum. Filled by the caller between init and load; changes of the
 * objective alone need no second load. */
typedef struct hel_program {
	size_t rows, columns;
	double *a;            /* rows x columns */
	double *least;        /* rows; of the last row not read */
	double most_of_last;
	double *most, *objective; /* columns */
	double *x;            /* columns: the answer, within its bounds */
	double *dual;         /* rows, >= 0: what a unit of each bound costs */
	double value, gap;    /* objective of x; by how much the best may be above it, NAN if Clp gave up */
	void *clp;
	int *index, *start;
	double *element, *low, *high, *cost;
	unsigned char *basis;
	bool has_basis;
} hel_program;

hel_status hel_program_init(hel_program *program, size_t rows, size_t columns, hel_arena *arena, hel_error *error);
void hel_program_load(hel_program *program);   /* begins at the last basis */
void hel_program_solve(hel_program *program);
void hel_program_free(hel_program *program);   /* safe on zeros */

#endif
