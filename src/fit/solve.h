/* solve.h: small symmetric systems, by LAPACK. Matrices are p x p, full, by rows unless said otherwise. */
#ifndef HEL_FIT_SOLVE_H
#define HEL_FIT_SOLVE_H

#include <stdbool.h>
#include <stddef.h>

/* The rows of a packed lower triangle that are no combination of rows before them: kept[i] is false where less than 1e-11 of
 * a diagonal is left. What remains is R's choice too: the later of two collinear terms goes. False: no memory. */
bool hel_solve_independent(const double *packed, size_t p, bool *kept);

/* The full matrix of the kept rows of a packed triangle; n of them. */
void hel_solve_unpack(const double *packed, size_t p, const bool *kept, double *full, size_t n);

/* factor: the Cholesky factor of a matrix, in place (lower, the rest is left). False: not positive definite. */
bool hel_solve_factor(double *matrix, size_t n);
void hel_solve_with(const double *factor, size_t n, double *x);     /* x := inverse x */
void hel_solve_invert(const double *factor, size_t n, double *to);  /* the whole inverse */
double hel_solve_log_determinant(const double *factor, size_t n);

#endif
