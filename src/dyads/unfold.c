/* unfold.c: the whole table as compact columns. Most of its time goes into memory that the system hands out for the first time,
 * so bytes are saved: each column has the smallest type that holds it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "dyads/table.h"

static const size_t SIZE[] = {sizeof(int8_t), sizeof(int16_t), sizeof(int32_t), sizeof(double)};

/* The entries of one column of a block, in the column's type. */
static void convert(const hel_block *block, size_t c, hel_cell cell, void *to)
{
	const double *value = block->dictionary->value + c;
	for (size_t e = 0; e < block->dictionary->n; e++) {
		double v = value[e * block->n_columns];
		switch (cell) {
		case HEL_CELL_INT8:
			((int8_t *)to)[e] = isnan(v) ? INT8_MIN : (int8_t)v;
			break;
		case HEL_CELL_INT16:
			((int16_t *)to)[e] = isnan(v) ? INT16_MIN : (int16_t)v;
			break;
		case HEL_CELL_INT32:
			((int32_t *)to)[e] = isnan(v) ? INT32_MIN : (int32_t)v;
			break;
		case HEL_CELL_DOUBLE:
			((double *)to)[e] = v;
			break;
		}
	}
}

/* to[y] = entries[entry[y]] for the years of a run. */
static void gather(hel_cell cell, void *to, size_t at, const void *entries, const uint32_t *entry, int n)
{
	switch (cell) {
	case HEL_CELL_INT8:
		for (int y = 0; y < n; y++)
			((int8_t *)to)[at + (size_t)y] = ((const int8_t *)entries)[entry[y]];
		break;
	case HEL_CELL_INT16:
		for (int y = 0; y < n; y++)
			((int16_t *)to)[at + (size_t)y] = ((const int16_t *)entries)[entry[y]];
		break;
	case HEL_CELL_INT32:
		for (int y = 0; y < n; y++)
			((int32_t *)to)[at + (size_t)y] = ((const int32_t *)entries)[entry[y]];
		break;
	case HEL_CELL_DOUBLE:
		for (int y = 0; y < n; y++)
			((double *)to)[at + (size_t)y] = ((const double *)entries)[entry[y]];
		break;
	}
}

typedef struct unfolding {
	const hel_dyads *d;
	void *const *cells;
	hel_arena *arena;               /* of the entries */
	void *entries[HEL_COLUMNS_MAX]; /* by shown column; NULL where the block has no dictionary */
} unfolding;

static void unfold_keys(const unfolding *u, const hel_run *run, const int *place)
{
	for (int y = 0; y < run->n; y++) {
		size_t row = run->row + (size_t)y;
		((int16_t *)u->cells[place[0]])[row] = (int16_t)u->d->code[run->one];
		((int16_t *)u->cells[place[1]])[row] = (int16_t)u->d->code[run->two];
		((int16_t *)u->cells[place[2]])[row] = (int16_t)(HEL_FIRST_YEAR + run->year + y);
	}
}

static void unfold_similarity(const unfolding *u, const hel_block *block, const hel_run *run, const int *place)
{
	for (int y = 0; y < run->n; y++) {
		double value[HEL_SIMILARITY_COLUMNS];
		hel_similarity_row(block->similarity, run->one, run->two, run->year + y, value);
		for (size_t c = 0; c < block->n_columns; c++) {
			if (place[c] >= 0)
				((double *)u->cells[place[c]])[run->row + (size_t)y] = value[c];
		}
	}
}

static bool is_shown(const hel_block *block, const int *place)
{
	for (size_t c = 0; c < block->n_columns; c++) {
		if (place[c] >= 0)
			return true;
	}
	return false;
}

static void unfold_run(const unfolding *u, const hel_run *run)
{
	const hel_dyads *d = u->d;
	uint32_t entry[HEL_YEARS_MAX];
	for (size_t b = 0; b < d->n_blocks; b++) {
		const hel_block *block = &d->block[b];
		const int *place = &d->place_shown[block->first];
		if (!is_shown(block, place))
			continue;
		if (block->kind == HEL_BLOCK_KEYS) {
			unfold_keys(u, run, place);
		} else if (block->kind == HEL_BLOCK_SIMILARITY) {
			unfold_similarity(u, block, run, place);
		} else {
			hel_block_entries(d, block, run, entry);
			for (size_t c = 0; c < block->n_columns; c++) {
				if (place[c] >= 0)
					gather(d->column[block->first + c].cell, u->cells[place[c]], run->row,
					       u->entries[place[c]], entry, run->n);
			}
		}
	}
}

static bool convert_all(unfolding *u)
{
	bool memory = u->arena != NULL;
	for (size_t b = 0; memory && b < u->d->n_blocks; b++) {
		const hel_block *block = &u->d->block[b];
		for (size_t c = 0; memory && block->dictionary && c < block->n_columns; c++) {
			int place = u->d->place_shown[block->first + c];
			hel_cell cell = u->d->column[block->first + c].cell;
			if (place < 0)
				continue;
			u->entries[place] = hel_arena_alloc(u->arena, block->dictionary->n, SIZE[cell]);
			memory = u->entries[place] != NULL;
			if (memory)
				convert(block, c, cell, u->entries[place]);
		}
	}
	return memory;
}

static bool make_room(hel_columns *columns, const hel_dyads *d)
{
	enum { LINE = 64 }; /* columns start on cache lines */
	size_t size = 0, at = 0;
	for (size_t c = 0; c < d->n_shown; c++)
		size += (d->n_rows * SIZE[hel_dyads_column(d, c)->cell] + LINE - 1) / LINE * LINE;
	*columns = (hel_columns){d->n_rows, d->n_shown, malloc((d->n_shown + 1) * sizeof(void *)),
				 aligned_alloc(LINE, size + LINE)};
	for (size_t c = 0; columns->cells && columns->memory && c < d->n_shown; c++) {
		columns->cells[c] = (char *)columns->memory + at;
		at += (d->n_rows * SIZE[hel_dyads_column(d, c)->cell] + LINE - 1) / LINE * LINE;
	}
	return columns->cells && columns->memory;
}

hel_status hel_dyads_unfold(hel_columns *columns, const hel_dyads *dyads, int threads, hel_error *error)
{
	hel_columns made = {0};
	unfolding u = {.d = dyads, .arena = hel_arena_new()};
	long n = (long)dyads->n_runs;
	bool memory = make_room(&made, dyads) && convert_all(&u);
	u.cells = made.cells;
	if (memory) {
#pragma omp parallel for num_threads(hel_threads(threads)) schedule(dynamic, 256)
		for (long r = 0; r < n; r++)
			unfold_run(&u, &dyads->run[r]);
	}
	hel_arena_free(u.arena);
	if (!memory) {
		hel_columns_free(&made);
		return hel_fail_memory(error);
	}
	*columns = made;
	return HEL_OK;
}

void hel_columns_free(hel_columns *columns)
{
	free(columns->cells);
	free(columns->memory);
	*columns = (hel_columns){0};
}
