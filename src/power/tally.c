/* tally.c: see tally.h. */
#include "power/tally.h"

#include <stdlib.h>

#include "base/fail.h"

static mpz_t *make_row(size_t n)
{
	mpz_t *row = malloc((n + 1) * sizeof *row);
	for (size_t x = 0; row && x < n; x++)
		mpz_init(row[x]);
	return row;
}

static void free_row(mpz_t *row, size_t n)
{
	for (size_t x = 0; row && x < n; x++)
		mpz_clear(row[x]);
	free(row);
}

static void add_row(mpz_t *to, mpz_t *from, size_t n)
{
	for (size_t x = 0; x < n; x++)
		mpz_add(to[x], to[x], from[x]);
}

static size_t sizes(const hel_tally *t)
{
	return (size_t)t->n + 1;
}

hel_status hel_tally_init(hel_tally *t, int n, int n_types, int width, hel_error *error)
{
	*t = (hel_tally){.n = n, .n_types = n_types, .width = width, .proper = HEL_PROPER_UNKNOWN};
	size_t rows = (size_t)n_types;
	t->winning = make_row(sizes(t));
	t->minimal_all = make_row(sizes(t));
	t->swings = make_row(rows * (size_t)width);
	t->critical = make_row(rows * sizes(t));
	t->minimal = make_row(rows * sizes(t));
	if (t->winning && t->minimal_all && t->swings && t->critical && t->minimal)
		return HEL_OK;
	hel_tally_free(t);
	return hel_fail_memory(error);
}

void hel_tally_free(hel_tally *t)
{
	size_t rows = (size_t)t->n_types;
	free_row(t->winning, sizes(t));
	free_row(t->minimal_all, sizes(t));
	free_row(t->swings, rows * (size_t)t->width);
	free_row(t->critical, rows * sizes(t));
	free_row(t->minimal, rows * sizes(t));
	*t = (hel_tally){0};
}

void hel_tally_add(hel_tally *to, const hel_tally *from)
{
	size_t rows = (size_t)to->n_types;
	add_row(to->winning, from->winning, sizes(to));
	add_row(to->minimal_all, from->minimal_all, sizes(to));
	add_row(to->swings, from->swings, rows * (size_t)to->width);
	add_row(to->critical, from->critical, rows * sizes(to));
	add_row(to->minimal, from->minimal, rows * sizes(to));
	if (from->proper == HEL_IMPROPER)
		to->proper = HEL_IMPROPER;
}
