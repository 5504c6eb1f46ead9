/* blocks.c: dictionaries, spans of years, and the entry each row refers to. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "dyads/table.h"

static bool grow_dictionary(hel_dyads *d, hel_dictionary *dictionary)
{
	size_t room = dictionary->room ? 2 * dictionary->room : 64;
	double *value = hel_arena_alloc(d->arena, room * dictionary->n_columns, sizeof *value);
	if (!value)
		return false;
	if (dictionary->n)
		memcpy(value, dictionary->value, dictionary->n * dictionary->n_columns * sizeof *value);
	dictionary->value = value;
	dictionary->room = room;
	return true;
}

hel_dictionary *hel_dictionary_new(hel_dyads *d, size_t n_columns)
{
	hel_dictionary *made = hel_arena_alloc(d->arena, 1, sizeof *made);
	if (!made)
		return NULL;
	made->n_columns = n_columns;
	if (!grow_dictionary(d, made))
		return NULL;
	for (size_t c = 0; c < n_columns; c++)
		made->value[c] = NAN;
	made->n = 1;
	return made;
}

uint32_t hel_dictionary_add(hel_dyads *d, hel_dictionary *dictionary, const double *value)
{
	if (dictionary->n == dictionary->room && !grow_dictionary(d, dictionary))
		return 0;
	memcpy(dictionary->value + dictionary->n * dictionary->n_columns, value, dictionary->n_columns * sizeof *value);
	return (uint32_t)dictionary->n++;
}

hel_spans *hel_spans_new(hel_dyads *d, bool symmetric)
{
	hel_spans *made = hel_arena_alloc(d->arena, 1, sizeof *made);
	if (made)
		made->symmetric = symmetric;
	return made;
}

bool hel_spans_add(hel_dyads *d, hel_spans *spans, int one, int two, int from, int to, uint32_t entry, bool counts)
{
	int first = from - HEL_FIRST_YEAR, last = to - HEL_FIRST_YEAR;
	if (first < 0 && counts)
		entry += (uint32_t)-first;
	first = first < 0 ? 0 : first;
	last = last < d->n_years ? last : d->n_years - 1;
	if (first > last)
		return true;
	if (spans->n == spans->room) {
		size_t room = spans->room ? 2 * spans->room : 1024;
		hel_span *grown = hel_arena_alloc(d->arena, room, sizeof *grown);
		if (!grown)
			return false;
		if (spans->n)
			memcpy(grown, spans->span, spans->n * sizeof *grown);
		spans->span = grown;
		spans->room = room;
	}
	bool turned = spans->symmetric && one > two;
	spans->span[spans->n++] = (hel_span){turned ? two : one, turned ? one : two, first, last, entry, counts};
	return true;
}

bool hel_spans_add_codes(hel_dyads *d, hel_spans *spans, const hel_bearers *bearers, int code1, int code2, int from, int to,
			 uint32_t entry)
{
	bool memory = true;
	for (size_t a = bearers->start[code1]; a < bearers->start[code1 + 1]; a++) {
		const hel_bearer *x = &bearers->bearer[a];
		for (size_t b = bearers->start[code2]; memory && b < bearers->start[code2 + 1]; b++) {
			const hel_bearer *y = &bearers->bearer[b];
			int start = from, end = to;
			start = start > x->from ? start : x->from;
			start = start > y->from ? start : y->from;
			end = end < x->to ? end : x->to;
			end = end < y->to ? end : y->to;
			if (start <= end && x->place != y->place)
				memory = hel_spans_add(d, spans, x->place, y->place, start, end, entry, false);
		}
	}
	return memory;
}

/* By counting, so that spans of a pair keep their order. */
bool hel_spans_sort(hel_dyads *d, hel_spans *spans)
{
	size_t pairs = (size_t)d->n_states * (size_t)d->n_states;
	hel_span *sorted = hel_arena_alloc(d->arena, spans->n, sizeof *sorted);
	size_t *start = hel_arena_alloc(d->arena, pairs + 2, sizeof *start);
	if (!sorted || !start)
		return false;
	for (size_t s = 0; s < spans->n; s++)
		start[hel_pair(d, spans->span[s].one, spans->span[s].two) + 2]++;
	for (size_t p = 2; p < pairs + 2; p++)
		start[p] += start[p - 1];
	for (size_t s = 0; s < spans->n; s++)
		sorted[start[hel_pair(d, spans->span[s].one, spans->span[s].two) + 1]++] = spans->span[s];
	spans->span = sorted;
	spans->start = start;
	return true;
}

uint32_t *hel_of_year(hel_dyads *d, int from, int to, uint32_t inside)
{
	uint32_t *of_year = hel_arena_alloc(d->arena, (size_t)d->n_years, sizeof *of_year);
	for (int y = 0; of_year && y < d->n_years; y++)
		of_year[y] = HEL_FIRST_YEAR + y >= from && HEL_FIRST_YEAR + y <= to ? inside : 0;
	return of_year;
}

static void pair_entries(const hel_dyads *d, const hel_block *block, const hel_run *run, uint32_t *entry)
{
	bool turned = block->spans->symmetric && run->one > run->two;
	int one = turned ? run->two : run->one, two = turned ? run->one : run->two, last = run->year + run->n - 1;
	size_t pair = hel_pair(d, one, two);
	memcpy(entry, block->of_year + run->year, (size_t)run->n * sizeof *entry);
	for (size_t s = block->spans->start[pair]; s < block->spans->start[pair + 1]; s++) {
		const hel_span *span = &block->spans->span[s];
		int from = span->from > run->year ? span->from : run->year, to = span->to < last ? span->to : last;
		for (int y = from; y <= to; y++)
			entry[y - run->year] = span->entry + (span->counts ? (uint32_t)(y - span->from) : 0);
	}
}

void hel_block_entries(const hel_dyads *d, const hel_block *block, const hel_run *run, uint32_t *entry)
{
	if (block->kind == HEL_BLOCK_PAIR) {
		pair_entries(d, block, run, entry);
	} else if (block->kind == HEL_BLOCK_SIDE) {
		memcpy(entry, block->of_state_year + hel_state_year(d, block->of_two ? run->two : run->one, run->year),
		       (size_t)run->n * sizeof *entry);
	} else if (block->kind == HEL_BLOCK_DENSE) {
		memcpy(entry, block->of_pair_year + hel_pair_year(d, run->one, run->two, run->year),
		       (size_t)run->n * sizeof *entry);
	} else if (block->kind == HEL_BLOCK_PRODUCT) {
		const uint32_t *a = block->of_state_year + hel_state_year(d, run->one, run->year);
		const uint32_t *b = block->of_state_year + hel_state_year(d, run->two, run->year);
		for (int y = 0; y < run->n; y++)
			entry[y] = a[y] && b[y] ? 1 + (a[y] - 1) * block->places + (b[y] - 1) : 0;
	}
}

hel_status hel_column_add(hel_dyads *d, const char *name, const char *label, hel_dyad_source source, hel_error *error)
{
	if (d->n_columns == HEL_COLUMNS_MAX)
		return hel_fail(error, HEL_EUSAGE, "more than %d columns", HEL_COLUMNS_MAX);
	d->column[d->n_columns++] = (hel_column){name, label, source, NAN, NAN, true, HEL_CELL_DOUBLE};
	return HEL_OK;
}

/* The least value of each whole type stands for missing; Stata keeps the upper end for its kinds of missing. */
static hel_cell cell_of(const hel_column *column)
{
	if (!column->whole)
		return HEL_CELL_DOUBLE;
	if (isnan(column->least) || (column->least >= -127 && column->greatest <= 100))
		return HEL_CELL_INT8;
	if (column->least >= -32767 && column->greatest <= 32740)
		return HEL_CELL_INT16;
	return column->least >= -2147483647 && column->greatest <= 2147483620 ? HEL_CELL_INT32 : HEL_CELL_DOUBLE;
}

/* The range of the values a column can take. */
static void find_ranges(hel_dyads *d, const hel_block *block)
{
	for (size_t c = 0; c < block->n_columns; c++) {
		hel_column *column = &d->column[block->first + c];
		if (!block->dictionary) { /* similarities */
			column->least = -1;
			column->greatest = 1;
			column->whole = false;
			column->cell = HEL_CELL_DOUBLE;
			continue;
		}
		for (size_t e = 0; e < block->dictionary->n; e++) {
			double value = block->dictionary->value[e * block->n_columns + c];
			column->least = fmin(column->least, value);
			column->greatest = fmax(column->greatest, value);
			column->whole &= isnan(value) || value == floor(value);
		}
		column->cell = cell_of(column);
	}
}

hel_status hel_block_of_columns(hel_dyads *d, hel_block block, size_t n_columns, hel_error *error)
{
	if (d->n_blocks == HEL_BLOCKS_MAX)
		return hel_fail(error, HEL_EUSAGE, "more than %d groups of columns", HEL_BLOCKS_MAX);
	block.first = d->n_columns - n_columns;
	block.n_columns = n_columns;
	d->block[d->n_blocks++] = block;
	find_ranges(d, &block);
	return HEL_OK;
}

hel_status hel_block_add(hel_dyads *d, hel_block block, hel_dyad_source source, unsigned group, int side, hel_error *error)
{
	size_t n = 0;
	hel_status status = HEL_OK;
	for (size_t a = 0; !status && a < hel_n_abouts; a++) {
		const hel_about *about = &hel_abouts[a];
		if (about->source != source || about->group != group)
			continue;
		for (int k = about->twice && !side ? 1 : side; !status && k <= (about->twice && !side ? 2 : side); k++) {
			const char *name = k ? hel_arena_printf(d->arena, "%s%d", about->name, k) : about->name;
			const char *label = k ? hel_arena_printf(d->arena, "%s, state %d", about->label, k) : about->label;
			status = name && label ? hel_column_add(d, name, label, source, error) : hel_fail_memory(error);
			n++;
		}
	}
	return status ? status : hel_block_of_columns(d, block, n, error);
}

hel_status hel_block_add_pairs(hel_dyads *d, hel_dyad_source source, const hel_dictionary *dictionary, hel_spans *spans,
                               const uint32_t *of_year, hel_error *error)
{
	if (!hel_spans_sort(d, spans))
		return hel_fail_memory(error);
	hel_block block = {.kind = HEL_BLOCK_PAIR, .dictionary = dictionary, .spans = spans, .of_year = of_year};
	return hel_block_add(d, block, source, 0, 0, error);
}
