/* expression.h: arithmetic on columns, as R writes it: log(cinc1/cinc2), conttype > 0 && !is_na(mindist), min(a, b).
 *
 * Missing is NAN and stays missing: a comparison with it is missing, as in R; `&&` and `||` know where the other side decides. */
#ifndef HEL_FIT_EXPRESSION_H
#define HEL_FIT_EXPRESSION_H

#include <stdbool.h>

#include "base/arena.h"
#include "helsinki/error.h"

typedef enum hel_operation {
	HEL_OP_NUMBER,
	HEL_OP_COLUMN,
	HEL_OP_NEGATE,
	HEL_OP_NOT,
	HEL_OP_ADD,
	HEL_OP_SUBTRACT,
	HEL_OP_MULTIPLY,
	HEL_OP_DIVIDE,
	HEL_OP_POWER,
	HEL_OP_LESS,
	HEL_OP_LESS_EQUAL,
	HEL_OP_GREATER,
	HEL_OP_GREATER_EQUAL,
	HEL_OP_EQUAL,
	HEL_OP_UNEQUAL,
	HEL_OP_AND,
	HEL_OP_OR,
	HEL_OP_LOG,
	HEL_OP_LOG1P,
	HEL_OP_SQRT,
	HEL_OP_EXP,
	HEL_OP_ABS,
	HEL_OP_MIN,
	HEL_OP_MAX,
	HEL_OP_IS_NA,
	HEL_OP_LAG /* the same pair's value `shift` years before; a negative shift is a lead */
} hel_operation;

typedef struct hel_expression hel_expression;
struct hel_expression {
	hel_operation operation;
	double number;
	int column;       /* place in the list of columns */
	int shift;        /* of HEL_OP_LAG */
	int depth;        /* of the tree below, itself included */
	hel_expression *left, *right;
};

enum { HEL_FORMULA_COLUMNS_MAX = 256, HEL_EXPRESSION_DEPTH_MAX = 64, HEL_LAG_MAX = 20 };

/* The columns that formulas and conditions name, each once. Strings live in the arena. */
typedef struct hel_names {
	hel_arena *arena;
	const char *name[HEL_FORMULA_COLUMNS_MAX];
	int n;
	int most_shift; /* the largest lag or lead */
} hel_names;

/* A text being read. */
typedef struct hel_scan {
	const char *text, *at;
	const char *what;  /* "formula", "where": for messages */
	hel_names *names;
	hel_error *error;
	int depth;
} hel_scan;

void hel_scan_space(hel_scan *scan);
/* Whether a token comes next; takes it. */
bool hel_scan_take(hel_scan *scan, const char *token);
/* The length of the name that comes next, 0 if none does. */
size_t hel_scan_name(const hel_scan *scan);
hel_status hel_scan_fail(const hel_scan *scan, const char *at, const char *format, ...) HEL_PRINTF(3, 4);

/* An expression with every operator. Lives in the arena of the names. */
hel_status hel_expression_scan(hel_scan *scan, hel_expression **to);

/* A column whose name, `length` bytes, comes next; a call of a function that comes next. */
hel_status hel_expression_column(hel_scan *scan, size_t length, hel_expression **to);
hel_status hel_expression_call(hel_scan *scan, hel_expression **to);

/* The whole text as one expression. */
hel_status hel_expression_read(hel_expression **to, const char *text, const char *what, hel_names *names, hel_error *error);

/* Rows to compute on: columns by place, and the pair and year of each row where lags need them. */
typedef struct hel_rows {
	size_t n;
	double *const *column;
	const double *code1, *code2, *year; /* NULL: no lags */
	double *scratch;                    /* HEL_EXPRESSION_DEPTH_MAX x n */
} hel_rows;

void hel_expression_compute(const hel_expression *expression, const hel_rows *rows, double *out);

#endif
