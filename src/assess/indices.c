/* indices.c: docs/model.md, section 5. */
#include "assess/indices.h"

#include <math.h>
#include <stdlib.h>

static const double ROUNDING = 1e-12;

double hel_difference(double loss, double reference)
{
	double d = loss - reference;
	return fabs(d) <= ROUNDING * fmax(loss, reference) ? 0 : d;
}

double hel_indivisible(const double *loss, const double *reference, const double *weight, size_t n)
{
	double harm = 0, gain = 0;
	for (size_t j = 0; j < n; j++) {
		if (isnan(loss[j]) || weight[j] == 0)
			continue;
		double d = hel_difference(loss[j], reference[j]);
		harm += d > 0 ? weight[j] * d : 0;
		gain += d < 0 ? weight[j] * -d : 0;
	}
	return gain > 0 ? 1 - harm / gain : NAN;
}

/* Gini = sum_ij w_i w_j |L_i - L_j| / (2 (sum w) (sum w L)). */
double hel_balanced(const double *loss, const double *weight, size_t n)
{
	double spread = 0, mass = 0, total = 0;
	size_t states = 0, exposed = 0;
	for (size_t i = 0; i < n; i++) {
		if (isnan(loss[i]) || weight[i] == 0)
			continue;
		states++;
		exposed += loss[i] > 0;
		mass += weight[i];
		total += weight[i] * loss[i];
		double row = 0;
		for (size_t j = 0; j < i; j++)
			row += isnan(loss[j]) ? 0 : weight[j] * fabs(loss[i] - loss[j]);
		spread += weight[i] * row;
	}
	return states && 2 * exposed >= states && total > 0 ? 1 - spread / (mass * total) : NAN;
}

double hel_effective(const double *loss, const double *reference, const double *weight, size_t n)
{
	double sum = 0, before = 0;
	for (size_t j = 0; j < n; j++) {
		if (isnan(loss[j]) || weight[j] == 0)
			continue;
		sum += weight[j] * loss[j];
		before += weight[j] * reference[j];
	}
	return before > 0 ? 1 - sum / before : NAN;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* Drops NAN and sorts the rest; how many there are. */
static size_t sort_defined(double *value, size_t n)
{
	size_t defined = 0;
	for (size_t d = 0; d < n; d++) {
		if (!isnan(value[d]))
			value[defined++] = value[d];
	}
	qsort(value, defined, sizeof *value, compare);
	return defined;
}

static double quantile(const double *sorted, size_t n, double p)
{
	double at = (double)(n - 1) * p;
	size_t below = (size_t)at;
	double above = below + 1 < n ? sorted[below + 1] : sorted[below];
	return sorted[below] + (at - (double)below) * (above - sorted[below]);
}

hel_figure hel_figure_of(double value, double *draw, size_t n, const char *why)
{
	size_t defined = sort_defined(draw, n);
	hel_figure figure = {value, NAN, NAN, isnan(value) ? why : NULL, (int)(n - defined)};
	if (defined) {
		figure.low = quantile(draw, defined, 0.05);
		figure.high = quantile(draw, defined, 0.95);
	}
	return figure;
}

double hel_median(double *value, size_t n)
{
	size_t defined = sort_defined(value, n);
	return defined ? quantile(value, defined, 0.5) : NAN;
}
