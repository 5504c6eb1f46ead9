/* read.c: rows as columns of doubles, for any stretch of rows. */

#include "dyads/table.h"

static void read_keys(const hel_dyads *d, const hel_run *run, const int *place, double *const *out, size_t at)
{
	for (int k = 0; k < 3; k++) {
		double *to = out[place[k]];
		for (int y = 0; to && y < run->n; y++)
			to[at + (size_t)y] = k == 0   ? d->code[run->one]
					     : k == 1 ? d->code[run->two]
						      : HEL_FIRST_YEAR + run->year + y;
	}
}

static void read_similarity(const hel_block *block, const hel_run *run, const int *place, double *const *out, size_t at)
{
	for (int y = 0; y < run->n; y++) {
		double value[HEL_SIMILARITY_COLUMNS];
		hel_similarity_row(block->similarity, run->one, run->two, run->year + y, value);
		for (size_t c = 0; c < block->n_columns; c++) {
			if (place[c] >= 0 && out[place[c]])
				out[place[c]][at + (size_t)y] = value[c];
		}
	}
}

static bool is_wanted(const hel_dyads *d, const hel_block *block, double *const *out)
{
	for (size_t c = block->first; c < block->first + block->n_columns; c++) {
		if (d->place_shown[c] >= 0 && out[d->place_shown[c]])
			return true;
	}
	return false;
}

/* The rows of a run, or of a part of one, to place `at` of the columns. */
static void read_run(const hel_dyads *d, const hel_run *run, double *const *out, size_t at)
{
	uint32_t entry[HEL_YEARS_MAX];
	for (size_t b = 0; b < d->n_blocks; b++) {
		const hel_block *block = &d->block[b];
		const int *place = &d->place_shown[block->first];
		if (!is_wanted(d, block, out))
			continue;
		if (block->kind == HEL_BLOCK_KEYS) {
			read_keys(d, run, place, out, at);
			continue;
		}
		if (block->kind == HEL_BLOCK_SIMILARITY) {
			read_similarity(block, run, place, out, at);
			continue;
		}
		hel_block_entries(d, block, run, entry);
		for (size_t c = 0; c < block->n_columns; c++) {
			double *to = place[c] >= 0 ? out[place[c]] : NULL;
			const double *value = block->dictionary->value + c;
			for (int y = 0; to && y < run->n; y++)
				to[at + (size_t)y] = value[entry[y] * block->n_columns];
		}
	}
}

/* The run that has a row. */
static size_t run_of(const hel_dyads *d, size_t row)
{
	size_t low = 0, high = d->n_runs;
	while (low + 1 < high) {
		size_t middle = (low + high) / 2;
		if (d->run[middle].row <= row)
			low = middle;
		else
			high = middle;
	}
	return low;
}

void hel_dyads_read(const hel_dyads *dyads, size_t first, size_t n, double *const *out)
{
	for (size_t r = n ? run_of(dyads, first) : dyads->n_runs; r < dyads->n_runs && dyads->run[r].row < first + n; r++) {
		hel_run part = dyads->run[r];
		int skip = part.row < first ? (int)(first - part.row) : 0;
		part.row += (size_t)skip;
		part.year += skip;
		part.n -= skip;
		if (part.row + (size_t)part.n > first + n)
			part.n = (int)(first + n - part.row);
		read_run(dyads, &part, out, part.row - first);
	}
}

void hel_dyads_fill(const hel_dyads *dyads, int threads, double *const *out)
{
	long n = (long)dyads->n_runs;
#pragma omp parallel for num_threads(hel_threads(threads)) schedule(dynamic, 256)
	for (long r = 0; r < n; r++)
		read_run(dyads, &dyads->run[r], out, dyads->run[r].row);
}
