/* expand.c: from variables to columns: powers, natural splines, levels of factors, products. */
#include "fit/design.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/fail.h"

size_t hel_variable_columns(const hel_variable *v, bool contrasts)
{
	switch (v->kind) {
	case HEL_VARIABLE_PLAIN:
		return 1;
	case HEL_VARIABLE_POLY:
		return (size_t)v->power;
	case HEL_VARIABLE_SPLINE:
		return (size_t)v->n_knots + 1;
	case HEL_VARIABLE_FACTOR:
		return (size_t)(v->n_levels - (contrasts && v->n_levels ? 1 : 0));
	}
	return 0;
}

static double cubed_above(double x, double knot)
{
	return x > knot ? (x - knot) * (x - knot) * (x - knot) : 0;
}

/* Natural cubic spline on knots k[0] < .. < k[m], linear outside: x, and d_c(x) - d_{m-1}(x) with
 * d_c(x) = ((x - k_c)+^3 - (x - k_m)+^3) / (k_m - k_c) (Hastie, Tibshirani and Friedman 2009, eq. 5.4-5.5), over the square of
 * the range so that columns are of one size. It spans what R's ns() spans, in another basis. */
static double spline_column(const hel_variable *v, size_t column, double x)
{
	if (!column)
		return x;
	int m = v->n_knots + 1;
	double last = v->knot[m], own = v->knot[column - 1], before = v->knot[m - 1], range = last - v->knot[0];
	double d = (cubed_above(x, own) - cubed_above(x, last)) / (last - own);
	double d_before = (cubed_above(x, before) - cubed_above(x, last)) / (last - before);
	return (d - d_before) / (range * range);
}

void hel_variable_expand(const hel_variable *v, bool contrasts, size_t column, const double *value, size_t n, double *out)
{
	for (size_t r = 0; r < n; r++) {
		double x = value[r];
		switch (v->kind) {
		case HEL_VARIABLE_PLAIN:
			out[r] = x;
			break;
		case HEL_VARIABLE_POLY:
			out[r] = x;
			for (size_t p = 0; p < column; p++)
				out[r] *= x;
			break;
		case HEL_VARIABLE_SPLINE:
			out[r] = spline_column(v, column, x);
			break;
		case HEL_VARIABLE_FACTOR:
			out[r] = x == v->level[column + (contrasts ? 1 : 0)];
			break;
		}
	}
}

/* A factor keeps all its levels in a term whose remainder without it is no term of the model (R, section 11.3 of Chambers and
 * Hastie 1992). */
bool hel_contrasts(const hel_formula *formula, const hel_submodel *model, uint64_t term, int variable)
{
	uint64_t rest = term & ~(UINT64_C(1) << variable);
	if (!rest)
		return model->intercept;
	for (size_t t = 0; t < model->n_terms; t++) {
		if (formula->term[model->term[t]] == rest)
			return true;
	}
	return false;
}

/* Variables of a term and how many columns each has. */
typedef struct parts {
	int n, variable[HEL_VARIABLES_MAX];
	bool contrasts[HEL_VARIABLES_MAX];
	size_t columns[HEL_VARIABLES_MAX], all;
} parts;

static parts parts_of(const hel_formula *formula, size_t term)
{
	parts p = {.all = 1};
	for (int v = 0; v < formula->n_variables; v++) {
		if (!(formula->term[term] >> v & 1))
			continue;
		p.contrasts[p.n] = hel_contrasts(formula, &formula->model[0], formula->term[term], v);
		p.columns[p.n] = hel_variable_columns(&formula->variable[v], p.contrasts[p.n]);
		p.all *= p.columns[p.n];
		p.variable[p.n++] = v;
	}
	return p;
}

void hel_term_expand(const hel_formula *formula, size_t term, double *const *value, size_t n, double **out, double *work)
{
	parts p = parts_of(formula, term);
	for (size_t c = 0; c < p.all; c++) {
		size_t rest = c; /* the first variable runs fastest, as in R */
		for (int x = 0; x < p.n; x++) {
			int v = p.variable[x];
			hel_variable_expand(&formula->variable[v], p.contrasts[x], rest % p.columns[x], value[v], n, x ? work : out[c]);
			rest /= p.columns[x];
			for (size_t r = 0; x && r < n; r++)
				out[c][r] *= work[r];
		}
	}
}

static char *name_column(const hel_design *design, const hel_formula *formula, const parts *p, size_t column)
{
	char name[512];
	int length = 0;
	for (int x = 0; x < p->n; x++) {
		const hel_variable *v = &formula->variable[p->variable[x]];
		size_t c = column % p->columns[x];
		column /= p->columns[x];
		const char *colon = x ? ":" : "";
		if (length < 0 || (size_t)length >= sizeof name)
			break;
		if (v->kind == HEL_VARIABLE_PLAIN)
			length += snprintf(name + length, sizeof name - (size_t)length, "%s%s", colon, v->label);
		else if (v->kind == HEL_VARIABLE_FACTOR)
			length += snprintf(name + length, sizeof name - (size_t)length, "%s%s%.15g", colon, v->label,
			                   v->level[c + (p->contrasts[x] ? 1 : 0)]);
		else
			length += snprintf(name + length, sizeof name - (size_t)length, "%s%s%zu", colon, v->label, c + 1);
	}
	return hel_arena_copy(design->arena, name, strlen(name));
}

hel_status hel_design_name_columns(hel_design *design, const hel_formula *formula, hel_error *error)
{
	design->term_first = hel_arena_alloc(design->arena, formula->n_terms + 1, sizeof *design->term_first);
	if (!design->term_first)
		return hel_fail_memory(error);
	for (size_t t = 0; t < formula->n_terms; t++) {
		parts p = parts_of(formula, t);
		design->term_first[t + 1] = design->term_first[t] + p.all;
		if (design->term_first[t + 1] >= HEL_PARAMETERS_MAX)
			return hel_fail(error, HEL_EINPUT, "the formula makes more than %d columns", HEL_PARAMETERS_MAX);
	}
	design->n_columns = design->term_first[formula->n_terms];
	design->column = hel_arena_alloc(design->arena, design->n_columns, sizeof *design->column);
	design->mean = hel_arena_alloc(design->arena, design->n_columns, sizeof *design->mean);
	design->scale = hel_arena_alloc(design->arena, design->n_columns, sizeof *design->scale);
	bool made = design->column && design->mean && design->scale;
	for (size_t t = 0; made && t < formula->n_terms; t++) {
		parts p = parts_of(formula, t);
		for (size_t c = 0; made && c < p.all; c++)
			made = (design->column[design->term_first[t] + c] = name_column(design, formula, &p, c)) != NULL;
	}
	return made ? HEL_OK : hel_fail_memory(error);
}
