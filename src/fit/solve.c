/* solve.c: LAPACK on matrices of as many rows as a model has parameters. */
#include "fit/solve.h"

#include <cblas.h>
#include <lapacke.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double NOTHING_LEFT = 1e-11;

bool hel_solve_independent(const double *packed, size_t p, bool *kept)
{
	double *l = calloc(p * p + 1, sizeof *l);
	if (!l)
		return false;
	for (size_t i = 0; i < p; i++) {
		double diagonal = packed[i * (i + 1) / 2 + i], left = diagonal;
		for (size_t j = 0; j < i; j++) {
			if (!kept[j])
				continue;
			double sum = packed[i * (i + 1) / 2 + j];
			for (size_t k = 0; k < j; k++)
				sum -= l[i * p + k] * l[j * p + k];
			l[i * p + j] = sum / l[j * p + j];
			left -= l[i * p + j] * l[i * p + j];
		}
		kept[i] = left > NOTHING_LEFT * diagonal && diagonal > 0;
		l[i * p + i] = kept[i] ? sqrt(left) : 1;
		for (size_t k = 0; !kept[i] && k < i; k++)
			l[i * p + k] = 0;
	}
	free(l);
	return true;
}

void hel_solve_unpack(const double *packed, size_t p, const bool *kept, double *full, size_t n)
{
	size_t row = 0;
	for (size_t i = 0; i < p; i++) {
		size_t column = 0;
		for (size_t j = 0; kept[i] && j <= i; j++) {
			if (!kept[j])
				continue;
			full[row * n + column] = full[column * n + row] = packed[i * (i + 1) / 2 + j];
			column++;
		}
		row += kept[i];
	}
}

bool hel_solve_factor(double *matrix, size_t n)
{
	openblas_set_num_threads(1); /* on two it rounds otherwise: the bytes would depend on the machine's threads */
	return LAPACKE_dpotrf(LAPACK_ROW_MAJOR, 'L', (lapack_int)n, matrix, (lapack_int)n) == 0;
}

void hel_solve_with(const double *factor, size_t n, double *x)
{
	LAPACKE_dpotrs(LAPACK_ROW_MAJOR, 'L', (lapack_int)n, 1, factor, (lapack_int)n, x, 1);
}

void hel_solve_invert(const double *factor, size_t n, double *to)
{
	memcpy(to, factor, n * n * sizeof *to);
	LAPACKE_dpotri(LAPACK_ROW_MAJOR, 'L', (lapack_int)n, to, (lapack_int)n);
	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < i; j++)
			to[j * n + i] = to[i * n + j];
	}
}

double hel_solve_log_determinant(const double *factor, size_t n)
{
	double sum = 0;
	for (size_t i = 0; i < n; i++)
		sum += 2 * log(factor[i * n + i]);
	return sum;
}
