/* fuzz_formula.c: any bytes as a formula and, after a line break, a condition: refused in words or read; what is read is computed
 * on a few rows without harm. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fit/formula.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ROWS = 8 };

static void compute(const hel_formula *formula)
{
	static const double some[ROWS] = {0, 1, -1, 2.5, 1e300, 0.0 / 0.0, 3, 3};
	double memory[HEL_FORMULA_COLUMNS_MAX][ROWS], *column[HEL_FORMULA_COLUMNS_MAX], key[ROWS] = {0}, year[ROWS], out[ROWS];
	double *scratch = malloc(HEL_EXPRESSION_DEPTH_MAX * ROWS * sizeof *scratch);
	for (int c = 0; c < formula->names.n; c++) {
		memcpy(memory[c], some, sizeof some);
		column[c] = memory[c];
	}
	for (int r = 0; r < ROWS; r++)
		year[r] = 1900 + r;
	hel_rows rows = {ROWS, column, key, key, year, scratch};
	for (int v = 0; scratch && v < formula->n_variables; v++)
		hel_expression_compute(formula->variable[v].expression, &rows, out);
	if (scratch)
		hel_expression_compute(formula->response, &rows, out);
	if (scratch && formula->where)
		hel_expression_compute(formula->where, &rows, out);
	free(scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	hel_formula *formula = NULL;
	hel_error error = {0};
	char *text = malloc(size + 1);
	if (!text)
		return 0;
	if (size)
		memcpy(text, data, size);
	text[size] = '\0';
	char *where = strchr(text, '\n');
	if (where)
		*where++ = '\0';
	if (hel_formula_read(&formula, text, where, &error)) {
		if (!error.message[0])
			abort();
	} else {
		compute(formula);
		hel_formula_free(formula);
	}
	free(text);
	return 0;
}

#include "replay.h"
