/* csv.c: the table as CSV. Every entry of a dictionary is put into text once; a row is a few copies of such texts. Rows are
 * made in chunks, side by side; where a chunk starts in the file is known once those before it are made. Chunks depend on
 * the table alone, so the bytes do not depend on the number of threads. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "dyads/pack.h"
#include "dyads/table.h"
#include "helsinki/output.h"

enum { CHUNK_ROWS = 8192, NUMBER_MAX = 32, LINE_MAX_KEYS = 32 };

/* The texts of a block's entries, each with the comma before it. */
typedef struct texts {
	char *bytes;
	size_t *start; /* n_entries + 1 */
} texts;

typedef struct writer {
	const hel_dyads *d;
	texts of_block[HEL_BLOCKS_MAX];
	size_t row_max; /* no row is longer */
	hel_packing packing;
	hel_output *to;
	size_t *chunk; /* the first run of each chunk, and the number of runs */
	size_t n_chunks;
	uint64_t offset;
} writer;

static size_t put_value(char *to, double value)
{
	to[0] = ',';
	return 1 + (isnan(value) ? 0 : (size_t)hel_format_double(to + 1, NUMBER_MAX, value));
}

/* Texts of the columns of a block that are shown; *longest grows to the longest. */
static bool make_texts(const hel_dyads *d, const hel_block *block, texts *t, size_t *longest)
{
	size_t n = block->dictionary->n, at = 0, room = n * 8 * block->n_columns + 1024;
	t->start = malloc((n + 1) * sizeof *t->start);
	t->bytes = malloc(room);
	if (!t->start || !t->bytes)
		return false;
	for (size_t e = 0; e < n; e++) {
		t->start[e] = at;
		if (room - at < (NUMBER_MAX + 1) * block->n_columns) {
			char *grown = realloc(t->bytes, room = 2 * room + (NUMBER_MAX + 1) * block->n_columns);
			if (!grown)
				return false;
			t->bytes = grown;
		}
		for (size_t c = 0; c < block->n_columns; c++) {
			if (d->place_shown[block->first + c] >= 0)
				at += put_value(t->bytes + at, block->dictionary->value[e * block->n_columns + c]);
		}
		*longest = at - t->start[e] > *longest ? at - t->start[e] : *longest;
	}
	t->start[n] = at;
	return true;
}

static bool is_shown(const hel_dyads *d, const hel_block *block)
{
	for (size_t c = 0; c < block->n_columns; c++) {
		if (d->place_shown[block->first + c] >= 0)
			return true;
	}
	return false;
}

/* Blocks of both sides share a dictionary, but not always the columns shown. */
static hel_status make_all_texts(writer *w, int threads, hel_error *error)
{
	size_t longest[HEL_BLOCKS_MAX] = {0};
	bool memory = true;
	long n = (long)w->d->n_blocks;
#pragma omp parallel for num_threads(threads) schedule(dynamic, 1)
	for (long b = 0; b < n; b++) {
		const hel_block *block = &w->d->block[b];
		if (block->kind == HEL_BLOCK_SIMILARITY)
			longest[b] = block->n_columns * (NUMBER_MAX + 1);
		else if (block->dictionary && is_shown(w->d, block) &&
			 !make_texts(w->d, block, &w->of_block[b], &longest[b])) {
#pragma omp atomic write
			memory = false;
		}
	}
	w->row_max = LINE_MAX_KEYS + 1;
	for (size_t b = 0; b < w->d->n_blocks; b++)
		w->row_max += longest[b];
	return memory ? HEL_OK : hel_fail_memory(error);
}

static char *put_header(const hel_dyads *d, size_t *n)
{
	hel_text text = {0};
	for (size_t c = 0; c < d->n_shown; c++)
		hel_text_printf(&text, "%s%s", c ? "," : "", d->column[d->shown[c]].name);
	hel_text_put(&text, "\n", 1);
	*n = text.n;
	if (text.failed) {
		hel_text_free(&text);
		return NULL;
	}
	return text.bytes;
}

/* Texts of numbers that were needed lately: a year has few different ones. */
enum { CACHE = 1 << 14 };

typedef struct cached {
	uint64_t bits; /* of the number */
	size_t n;
	char text[NUMBER_MAX + 8];
} cached;

static size_t put_cached(cached *cache, char *at, double value)
{
	uint64_t bits;
	memcpy(&bits, &value, sizeof bits);
	cached *slot = &cache[(bits * UINT64_C(0x9e3779b97f4a7c15)) >> 50];
	if (!slot->n || slot->bits != bits) {
		slot->bits = bits;
		slot->n = put_value(slot->text, value);
	}
	memcpy(at, slot->text, slot->n);
	return slot->n;
}

static char *put_similarity(const writer *w, const hel_block *block, const hel_run *run, int y, cached *cache, char *at)
{
	double value[HEL_SIMILARITY_COLUMNS];
	hel_similarity_row(block->similarity, run->one, run->two, run->year + y, value);
	for (size_t c = 0; c < block->n_columns; c++) {
		if (w->d->place_shown[block->first + c] >= 0)
			at += put_cached(cache, at, value[c]);
	}
	return at;
}

/* The rows of a run; to has room for them. Returns the end. */
static char *put_run(const writer *w, const hel_run *run, cached *cache, char *at)
{
	const hel_dyads *d = w->d;
	uint32_t entry[HEL_BLOCKS_MAX][HEL_YEARS_MAX];
	char pair[LINE_MAX_KEYS];
	size_t n_pair = (size_t)hel_format_double(pair, sizeof pair, d->code[run->one]);
	pair[n_pair++] = ',';
	n_pair += (size_t)hel_format_double(pair + n_pair, sizeof pair - n_pair, d->code[run->two]);
	for (size_t b = 0; b < d->n_blocks; b++) {
		if (w->of_block[b].bytes)
			hel_block_entries(d, &d->block[b], run, entry[b]);
	}
	for (int y = 0; y < run->n; y++) {
		int year = HEL_FIRST_YEAR + run->year + y;
		memcpy(at, pair, n_pair);
		at += n_pair;
		char digits[5] = {',', (char)('0' + year / 1000), (char)('0' + year / 100 % 10),
				  (char)('0' + year / 10 % 10), (char)('0' + year % 10)};
		memcpy(at, digits, sizeof digits);
		at += sizeof digits;
		for (size_t b = 0; b < d->n_blocks; b++) {
			const texts *t = &w->of_block[b];
			if (t->bytes) {
				size_t start = t->start[entry[b][y]], length = t->start[entry[b][y] + 1] - start;
				memcpy(at, t->bytes + start, length);
				at += length;
			} else if (d->block[b].kind == HEL_BLOCK_SIMILARITY && is_shown(d, &d->block[b])) {
				at = put_similarity(w, &d->block[b], run, y, cache, at);
			}
		}
		*at++ = '\n';
	}
	return at;
}

/* Chunks of about CHUNK_ROWS rows, whole runs each. */
static bool cut_chunks(writer *w)
{
	const hel_dyads *d = w->d;
	size_t rows = 0;
	w->chunk = malloc((d->n_rows / CHUNK_ROWS + 2) * sizeof *w->chunk);
	for (size_t r = 0; w->chunk && r < d->n_runs; r++) {
		if (!r || rows >= CHUNK_ROWS) {
			w->chunk[w->n_chunks++] = r;
			rows = 0;
		}
		rows += (size_t)d->run[r].n;
	}
	if (w->chunk)
		w->chunk[w->n_chunks] = d->n_runs;
	return w->chunk != NULL;
}

static size_t rows_of_chunk(const writer *w, size_t chunk)
{
	size_t first = w->chunk[chunk], end = w->chunk[chunk + 1];
	return (end < w->d->n_runs ? w->d->run[end].row : w->d->n_rows) - w->d->run[first].row;
}

/* What one thread keeps: text, and its packed form. */
typedef struct buffers {
	char *text;
	size_t room;
	hel_packer packer;
	cached *cache;
} buffers;

static bool make_chunk(const writer *w, size_t chunk, buffers *own, const char **bytes, size_t *n)
{
	size_t room = rows_of_chunk(w, chunk) * w->row_max;
	if (room > own->room) {
		free(own->text);
		own->text = malloc(own->room = room);
	}
	if (!own->cache)
		own->cache = calloc(CACHE, sizeof *own->cache);
	if (!own->text || !own->cache)
		return false;
	char *end = own->text;
	for (size_t r = w->chunk[chunk]; r < w->chunk[chunk + 1]; r++)
		end = put_run(w, &w->d->run[r], own->cache, end);
	return hel_pack(&own->packer, own->text, (size_t)(end - own->text), bytes, n);
}

/* A failure of one thread stops all; the first is told. */
typedef struct outcome {
	bool failed;
	hel_status status;
	hel_error *error;
	hel_dyads_progress progress;
	void *context;
} outcome;

static bool has_failed(const outcome *all)
{
	bool failed;
#pragma omp atomic read
	failed = all->failed;
	return failed;
}

static void fail_all(outcome *all, hel_status status, const hel_error *error)
{
#pragma omp critical
	if (!all->failed) {
		all->status = status;
		if (all->error)
			*all->error = *error;
#pragma omp atomic write
		all->failed = true;
	}
}

/* One chunk at a time, in order: takes its place in the file; where bytes cannot be placed, writes them. */
static void place_chunk(writer *w, size_t chunk, const char *bytes, size_t n, uint64_t *offset, outcome *all)
{
	hel_error error = {0};
	hel_status status = HEL_OK;
	*offset = w->offset;
	w->offset += n;
	if (!hel_output_is_random(w->to))
		status = hel_output_write(w->to, bytes, n, &error);
	if (!status && all->progress && all->progress((double)chunk / (double)w->n_chunks, all->context))
		status = hel_fail(&error, HEL_EINTERRUPTED, "interrupted");
	if (status)
		fail_all(all, status, &error);
}

static void write_chunks(writer *w, int threads, outcome *all)
{
	long n_chunks = (long)w->n_chunks;
#pragma omp parallel num_threads(threads)
	{
		buffers own = {.packer.packing = w->packing};
		hel_error error = {0};
#pragma omp for ordered schedule(static, 1)
		for (long c = 0; c < n_chunks; c++) {
			const char *bytes = NULL;
			size_t n = 0;
			uint64_t offset = 0;
			if (!has_failed(all) && !make_chunk(w, (size_t)c, &own, &bytes, &n))
				fail_all(all, hel_fail_memory(&error), &error);
#pragma omp ordered
			if (!has_failed(all) && !hel_output_is_closed(w->to))
				place_chunk(w, (size_t)c, bytes, n, &offset, all);
			if (!has_failed(all) && hel_output_is_random(w->to)) {
				hel_status status = hel_output_write_at(w->to, offset, bytes, n, &error);
				if (status)
					fail_all(all, status, &error);
			}
		}
		hel_packer_free(&own.packer);
		free(own.cache);
		free(own.text);
	}
}

static hel_status write_header(writer *w, hel_error *error)
{
	size_t n, packed;
	const char *bytes;
	char *header = put_header(w->d, &n);
	hel_packer packer = {.packing = w->packing};
	if (!header || !hel_pack(&packer, header, n, &bytes, &packed)) {
		free(header);
		return hel_fail_memory(error);
	}
	hel_status status = hel_output_is_random(w->to) ? hel_output_write_at(w->to, 0, bytes, packed, error)
							: hel_output_write(w->to, bytes, packed, error);
	w->offset = packed;
	hel_packer_free(&packer);
	free(header);
	return status;
}

hel_status hel_dyads_write_csv(const hel_dyads *d, hel_output *to, hel_packing packing, int threads,
			       hel_dyads_progress progress, void *context, hel_error *error)
{
	writer w = {.d = d, .packing = packing, .to = to};
	outcome all = {false, HEL_OK, error, progress, context};
	hel_status status = make_all_texts(&w, threads, error);
	if (!status && !cut_chunks(&w))
		status = hel_fail_memory(error);
	if (!status)
		status = write_header(&w, error);
	if (!status) {
		write_chunks(&w, threads, &all);
		status = all.status;
	}
	for (size_t b = 0; b < d->n_blocks; b++) {
		free(w.of_block[b].bytes);
		free(w.of_block[b].start);
	}
	free(w.chunk);
	return status;
}
