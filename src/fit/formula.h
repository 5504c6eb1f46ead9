/* formula.h: `outcome ~ terms` as R reads it: + - : * and brackets on the right, arithmetic inside functions and I(). */
#ifndef HEL_FIT_FORMULA_H
#define HEL_FIT_FORMULA_H

#include <stdint.h>

#include "fit/expression.h"
#include "helsinki/fit.h"

/* What one variable of the right side becomes. */
typedef enum hel_variable_kind {
	HEL_VARIABLE_PLAIN,  /* one column */
	HEL_VARIABLE_POLY,   /* powers 1 .. n */
	HEL_VARIABLE_SPLINE, /* natural cubic spline: knots, and the least and greatest value as boundary */
	HEL_VARIABLE_FACTOR  /* a column for each level but the first */
} hel_variable_kind;

enum { HEL_VARIABLES_MAX = 64, HEL_KNOTS_MAX = 32, HEL_LEVELS_MAX = 1024, HEL_POWER_MAX = 9, HEL_MODELS_MAX = 16 };

typedef struct hel_variable {
	hel_variable_kind kind;
	const char *label;          /* as written */
	hel_expression *expression;
	int power;
	int n_knots;
	double knot[HEL_KNOTS_MAX + 2]; /* ascending; from the data: the boundaries at both ends */
	int n_levels;
	double *level;              /* ascending; from the data */
} hel_variable;

/* Terms of one model, in R's order, as places among all of them. */
typedef struct hel_submodel {
	bool intercept;
	size_t n_terms, *term;
} hel_submodel;

struct hel_formula {
	hel_arena *arena;
	const char *text;
	hel_names names;
	const char *response_label;
	hel_expression *response;
	int n_variables;
	hel_variable variable[HEL_VARIABLES_MAX];
	size_t n_terms;
	uint64_t *term;             /* of all models: sets of variables; without the intercept */
	int n_models;               /* the formula's own first, then those to compare */
	hel_submodel model[HEL_MODELS_MAX];
	hel_expression *where;      /* or NULL */
	hel_expression *offset[HEL_VARIABLES_MAX];
	int n_offsets;
};

#endif
