/* compute.c: expressions on whole stretches of rows. */
#include "fit/expression.h"

#include <math.h>
#include <string.h>

static void lag(const hel_rows *rows, int shift, const double *in, double *out)
{
	long n = (long)rows->n;
	for (long r = 0; r < n; r++) {
		long from = r - shift;
		bool same = from >= 0 && from < n && rows->code1[from] == rows->code1[r] && rows->code2[from] == rows->code2[r] &&
		            rows->year[from] == rows->year[r] - shift;
		out[r] = same ? in[from] : NAN;
	}
}

static void compute_one(hel_operation operation, double *x, size_t n)
{
#define EACH(value)                                                                                                            \
	for (size_t r = 0; r < n; r++)                                                                                         \
	x[r] = (value)
	switch (operation) {
	case HEL_OP_NEGATE:
		EACH(-x[r]);
		return;
	case HEL_OP_NOT:
		EACH(isnan(x[r]) ? NAN : x[r] == 0);
		return;
	case HEL_OP_LOG:
		EACH(log(x[r]));
		return;
	case HEL_OP_LOG1P:
		EACH(log1p(x[r]));
		return;
	case HEL_OP_SQRT:
		EACH(sqrt(x[r]));
		return;
	case HEL_OP_EXP:
		EACH(exp(x[r]));
		return;
	case HEL_OP_ABS:
		EACH(fabs(x[r]));
		return;
	case HEL_OP_IS_NA:
		EACH(isnan(x[r]) != 0);
		return;
	default:
		return;
	}
}

static double both(double x, double y)
{
	if (x == 0 || y == 0)
		return 0;
	return isnan(x) || isnan(y) ? NAN : 1;
}

static double either(double x, double y)
{
	if ((!isnan(x) && x != 0) || (!isnan(y) && y != 0))
		return 1;
	return isnan(x) || isnan(y) ? NAN : 0;
}

/* Small whole powers as products: exact where R's are. */
static double power(double x, double y)
{
	if (y == 2)
		return x * x;
	if (y == 3)
		return x * x * x;
	return pow(x, y);
}

static void compute_two(hel_operation operation, double *x, const double *y, size_t n)
{
#define COMPARED(test) EACH(isnan(x[r]) || isnan(y[r]) ? NAN : (test))
	switch (operation) {
	case HEL_OP_ADD:
		EACH(x[r] + y[r]);
		return;
	case HEL_OP_SUBTRACT:
		EACH(x[r] - y[r]);
		return;
	case HEL_OP_MULTIPLY:
		EACH(x[r] * y[r]);
		return;
	case HEL_OP_DIVIDE:
		EACH(x[r] / y[r]);
		return;
	case HEL_OP_POWER:
		EACH(power(x[r], y[r]));
		return;
	case HEL_OP_LESS:
		COMPARED(x[r] < y[r]);
		return;
	case HEL_OP_LESS_EQUAL:
		COMPARED(x[r] <= y[r]);
		return;
	case HEL_OP_GREATER:
		COMPARED(x[r] > y[r]);
		return;
	case HEL_OP_GREATER_EQUAL:
		COMPARED(x[r] >= y[r]);
		return;
	case HEL_OP_EQUAL:
		COMPARED(x[r] == y[r]);
		return;
	case HEL_OP_UNEQUAL:
		COMPARED(x[r] != y[r]);
		return;
	case HEL_OP_MIN:
		COMPARED(x[r] < y[r] ? x[r] : y[r]);
		return;
	case HEL_OP_MAX:
		COMPARED(x[r] > y[r] ? x[r] : y[r]);
		return;
	case HEL_OP_AND:
		EACH(both(x[r], y[r]));
		return;
	case HEL_OP_OR:
		EACH(either(x[r], y[r]));
		return;
	default:
		return;
	}
#undef COMPARED
#undef EACH
}

void hel_expression_compute(const hel_expression *e, const hel_rows *rows, double *out)
{
	if (e->operation == HEL_OP_COLUMN) {
		memcpy(out, rows->column[e->column], rows->n * sizeof *out);
		return;
	}
	if (e->operation == HEL_OP_NUMBER) {
		for (size_t r = 0; r < rows->n; r++)
			out[r] = e->number;
		return;
	}
	/* each level of the tree has a vector of its own: a node is one deeper than what is below it */
	double *beside = rows->scratch + (size_t)e->depth * rows->n;
	if (e->operation == HEL_OP_LAG) {
		hel_expression_compute(e->left, rows, beside);
		lag(rows, e->shift, beside, out);
		return;
	}
	hel_expression_compute(e->left, rows, out);
	if (!e->right) {
		compute_one(e->operation, out, rows->n);
		return;
	}
	hel_expression_compute(e->right, rows, beside);
	compute_two(e->operation, out, beside, rows->n);
}
