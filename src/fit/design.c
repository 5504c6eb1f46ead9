/* design.c: from a frame and a formula to the rows that count. */
#include "fit/design.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/threads.h"

/* Why a row may drop out: places in the list of reasons. */
enum { BY_YEAR, BY_WHERE, BY_OUTCOME, BY_CLUSTER, BY_OFFSET };

typedef struct builder {
	hel_design *design;
	const hel_frame *frame;
	const hel_formula *formula;
	const hel_design_options *options;
	hel_frame_column column[HEL_FORMULA_COLUMNS_MAX + 4];
	int n_columns;
	int code[2], year, cluster; /* places among the columns, or -1 */
	bool by_pair, by_directed_pair;
	size_t n_reasons;
	size_t *dropped;            /* n_chunks x n_reasons */
	/* what is wrong with a chunk's rows, or SIZE_MAX */
	size_t *infinite_row;
	const char **infinite_term;
	/* of each chunk and variable: least and greatest value; levels */
	bool scanning;
	double *least, *greatest;
	double **levels;            /* n_chunks x n_variables: sorted, distinct */
	size_t *n_levels;
} builder;

/* One thread's room for a stretch of rows. */
typedef struct stretch {
	size_t rows;                /* room */
	double *memory, **place;
	double *column[HEL_FORMULA_COLUMNS_MAX + 4];
	double *variable[HEL_VARIABLES_MAX], *outcome, *offset, *condition, *work, *scratch;
	size_t *kept, n_kept;
} stretch;

static bool stretch_new(stretch *s, const builder *b)
{
	size_t rows = HEL_CHUNK_ROWS + 2 * (size_t)b->formula->names.most_shift;
	size_t vectors = (size_t)b->n_columns + (size_t)b->formula->n_variables + 4 + HEL_EXPRESSION_DEPTH_MAX;
	*s = (stretch){.rows = rows};
	s->memory = malloc(vectors * rows * sizeof *s->memory);
	s->kept = malloc(rows * sizeof *s->kept);
	s->place = malloc(((b->frame->dyads ? hel_dyads_columns(b->frame->dyads) : 0) + 1) * sizeof *s->place);
	if (!s->memory || !s->kept || !s->place)
		return false;
	double *at = s->memory;
	for (int c = 0; c < b->n_columns; c++, at += rows)
		s->column[c] = at;
	for (int v = 0; v < b->formula->n_variables; v++, at += rows)
		s->variable[v] = at;
	s->outcome = at;
	s->offset = at + rows;
	s->condition = at + 2 * rows;
	s->work = at + 3 * rows;
	s->scratch = at + 4 * rows;
	return true;
}

static void stretch_free(stretch *s)
{
	free(s->memory);
	free(s->kept);
	free(s->place);
}

/* Finds the reason why row r does not count, or -1. */
static long reason_of(const builder *b, const stretch *s, size_t r)
{
	const hel_formula *f = b->formula;
	if (b->options->from || b->options->to) {
		double year = s->column[b->year][r];
		if ((b->options->from && year < b->options->from) || (b->options->to && year > b->options->to))
			return BY_YEAR;
	}
	if (f->where && !(s->condition[r] != 0 && !isnan(s->condition[r])))
		return BY_WHERE;
	if (isnan(s->outcome[r]))
		return BY_OUTCOME;
	if (b->cluster >= 0 && isnan(s->column[b->cluster][r]))
		return BY_CLUSTER;
	if (f->n_offsets && isnan(s->offset[r]))
		return BY_OFFSET;
	for (int v = 0; v < f->n_variables; v++) {
		if (isnan(s->variable[v][r]))
			return BY_OFFSET + 1 + v;
	}
	return -1;
}

/* Values of everything for the rows of chunk c, and which rows count. Rows are those of the stretch, margins included. */
static void compute(builder *b, stretch *s, size_t c, size_t *first)
{
	const hel_formula *f = b->formula;
	size_t margin = (size_t)f->names.most_shift, from = c * HEL_CHUNK_ROWS, to = from + HEL_CHUNK_ROWS;
	to = to < b->frame->n_rows ? to : b->frame->n_rows;
	size_t start = from > margin ? from - margin : 0, end = to + margin < b->frame->n_rows ? to + margin : b->frame->n_rows;
	hel_rows rows = {.n = end - start, .column = s->column, .scratch = s->scratch};
	if (margin) {
		rows.code1 = s->column[b->code[0]];
		rows.code2 = s->column[b->code[1]];
		rows.year = s->column[b->year];
	}
	hel_frame_read(b->frame, b->column, b->n_columns, start, rows.n, s->column, s->place);
	hel_expression_compute(f->response, &rows, s->outcome);
	if (f->where)
		hel_expression_compute(f->where, &rows, s->condition);
	for (int o = 0; o < f->n_offsets; o++) {
		hel_expression_compute(f->offset[o], &rows, o ? s->work : s->offset);
		for (size_t r = 0; o && r < rows.n; r++)
			s->offset[r] += s->work[r];
	}
	for (int v = 0; v < f->n_variables; v++)
		hel_expression_compute(f->variable[v].expression, &rows, s->variable[v]);
	s->n_kept = 0;
	for (size_t r = from - start; r < to - start; r++) {
		long reason = reason_of(b, s, r);
		if (reason < 0)
			s->kept[s->n_kept++] = r;
		else
			b->dropped[c * b->n_reasons + (size_t)reason]++;
	}
	*first = start;
}

static int ascending(const void *a, const void *b)
{
	const double *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

/* First pass, where splines and factors ask for it: what values the variables take. */
static bool scan_chunk(builder *b, stretch *s, size_t c)
{
	const hel_formula *f = b->formula;
	for (int v = 0; v < f->n_variables; v++) {
		size_t at = c * (size_t)f->n_variables + (size_t)v, n = 0;
		b->least[at] = INFINITY;
		b->greatest[at] = -INFINITY;
		for (size_t k = 0; k < s->n_kept; k++) {
			s->work[k] = s->variable[v][s->kept[k]];
			b->least[at] = fmin(b->least[at], s->work[k]);
			b->greatest[at] = fmax(b->greatest[at], s->work[k]);
		}
		if (f->variable[v].kind != HEL_VARIABLE_FACTOR || !s->n_kept)
			continue;
		qsort(s->work, s->n_kept, sizeof *s->work, ascending);
		for (size_t k = 0; k < s->n_kept; k++) {
			if (!n || s->work[k] != s->work[n - 1])
				s->work[n++] = s->work[k];
		}
		if (!(b->levels[at] = malloc(n * sizeof *s->work)))
			return false;
		memcpy(b->levels[at], s->work, n * sizeof *s->work);
		b->n_levels[at] = n;
	}
	return true;
}

static void note_infinite(builder *b, const stretch *s, size_t c, size_t first, const double *value, bool is_compact,
                          const char *term)
{
	for (size_t k = 0; k < s->n_kept; k++) {
		double x = value[is_compact ? k : s->kept[k]];
		size_t row = first + s->kept[k];
		if (!isfinite(x) && row < b->infinite_row[c]) {
			b->infinite_row[c] = row;
			b->infinite_term[c] = term;
		}
	}
}

/* The columns of every term, block by block. */
static void fill_columns(builder *b, stretch *s, hel_chunk *chunk, size_t c, size_t first)
{
	const hel_formula *f = b->formula;
	hel_design *d = b->design;
	for (int v = 0; v < f->n_variables; v++)
		note_infinite(b, s, c, first, s->variable[v], false, f->variable[v].label);
	for (int v = 0; v < f->n_variables; v++) { /* compact: later rows are only read */
		for (size_t k = 0; k < s->n_kept; k++)
			s->variable[v][k] = s->variable[v][s->kept[k]];
	}
	for (size_t at = 0; at < chunk->n; at += HEL_BLOCK_ROWS) {
		size_t n = chunk->n - at < HEL_BLOCK_ROWS ? chunk->n - at : HEL_BLOCK_ROWS;
		double *block = chunk->x + at * d->n_columns, *value[HEL_VARIABLES_MAX], *out[HEL_PARAMETERS_MAX];
		for (int v = 0; v < f->n_variables; v++)
			value[v] = s->variable[v] + at;
		for (size_t t = 0; t < f->n_terms; t++) {
			for (size_t x = d->term_first[t]; x < d->term_first[t + 1]; x++)
				out[x - d->term_first[t]] = block + x * HEL_BLOCK_ROWS;
			hel_term_expand(f, t, value, n, out, s->work);
		}
	}
}

static double key_of(const builder *b, const stretch *s, size_t r)
{
	if (!b->by_pair)
		return s->column[b->cluster][r];
	double one = s->column[b->code[0]][r], two = s->column[b->code[1]][r];
	bool swap = !b->by_directed_pair && one > two;
	return (swap ? two : one) * 65536 + (swap ? one : two);
}

static bool fill_chunk(builder *b, stretch *s, size_t c, size_t first)
{
	hel_design *d = b->design;
	hel_chunk *chunk = &d->chunk[c];
	size_t padded = hel_blocks_of(s->n_kept) * HEL_BLOCK_ROWS;
	chunk->n = s->n_kept;
	if (!chunk->n)
		return true;
	size_t bytes = (padded * d->n_columns * sizeof *chunk->x + 63) / 64 * 64;
	chunk->x = aligned_alloc(64, bytes ? bytes : 64);
	chunk->y = calloc(padded, sizeof *chunk->y);
	if (!chunk->x || !chunk->y)
		return false;
	size_t last = (padded - HEL_BLOCK_ROWS) * d->n_columns; /* only the last block has rows that do not count */
	memset(chunk->x + last, 0, bytes - last * sizeof *chunk->x);
	if (b->formula->n_offsets && !(chunk->offset = calloc(padded, sizeof *chunk->offset)))
		return false;
	if (b->year >= 0 && !(chunk->year = calloc(padded, sizeof *chunk->year)))
		return false;
	if ((b->by_pair || b->cluster >= 0) && !(chunk->key = malloc(padded * sizeof *chunk->key)))
		return false;
	for (int side = 0; b->options->by_state && side < 2; side++) {
		if (!(chunk->state[side] = calloc(padded, sizeof **chunk->state)))
			return false;
	}
	note_infinite(b, s, c, first, s->outcome, false, b->formula->response_label);
	if (chunk->offset)
		note_infinite(b, s, c, first, s->offset, false, "offset");
	for (size_t k = 0; k < chunk->n; k++) {
		size_t r = s->kept[k];
		chunk->y[k] = (float)s->outcome[r];
		if (chunk->offset)
			chunk->offset[k] = s->offset[r];
		if (chunk->year)
			chunk->year[k] = (int16_t)s->column[b->year][r];
		if (chunk->key)
			chunk->key[k] = key_of(b, s, r);
		for (int side = 0; chunk->state[0] && side < 2; side++)
			chunk->state[side][k] = (uint16_t)s->column[b->code[side]][r];
	}
	fill_columns(b, s, chunk, c, first);
	return true;
}

/* One pass over the frame. */
static hel_status pass(builder *b, hel_error *error)
{
	bool failed = false;
	long n = (long)b->design->n_chunks;
	memset(b->dropped, 0, b->design->n_chunks * b->n_reasons * sizeof *b->dropped);
#pragma omp parallel num_threads(b->design->threads)
	{
		stretch s;
		bool own_failed = !stretch_new(&s, b);
#pragma omp for schedule(dynamic, 1)
		for (long c = 0; c < n; c++) {
			size_t first;
			if (own_failed)
				continue;
			compute(b, &s, (size_t)c, &first);
			own_failed = b->scanning ? !scan_chunk(b, &s, (size_t)c) : !fill_chunk(b, &s, (size_t)c, first);
		}
		stretch_free(&s);
#pragma omp critical
		failed |= own_failed;
	}
	return failed ? hel_fail_memory(error) : HEL_OK;
}

/* Levels and boundary knots, from what the chunks saw. */
static hel_status settle_variable(builder *b, hel_formula *f, int v, hel_error *error)
{
	hel_variable *variable = &f->variable[v];
	double least = INFINITY, greatest = -INFINITY;
	size_t n = 0;
	double *level = NULL;
	for (size_t c = 0; c < b->design->n_chunks; c++) {
		size_t at = c * (size_t)f->n_variables + (size_t)v;
		least = fmin(least, b->least[at]);
		greatest = fmax(greatest, b->greatest[at]);
		if (!b->n_levels[at])
			continue;
		double *more = realloc(level, (n + b->n_levels[at]) * sizeof *level);
		if (!more) {
			free(level);
			return hel_fail_memory(error);
		}
		level = more;
		memcpy(level + n, b->levels[at], b->n_levels[at] * sizeof *level);
		n += b->n_levels[at];
		qsort(level, n, sizeof *level, ascending);
		size_t kept = 0;
		for (size_t k = 0; k < n; k++) {
			if (!kept || level[k] != level[kept - 1])
				level[kept++] = level[k];
		}
		n = kept;
		if (n > HEL_LEVELS_MAX)
			break;
	}
	hel_status status = HEL_OK;
	if (n > HEL_LEVELS_MAX)
		status = hel_fail(error, HEL_EINPUT, "'%s' has more than %d levels", variable->label, HEL_LEVELS_MAX);
	if (!status && n) {
		variable->level = hel_arena_alloc(f->arena, n, sizeof *level);
		variable->n_levels = (int)n;
		if (variable->level)
			memcpy(variable->level, level, n * sizeof *level);
		else
			status = hel_fail_memory(error);
	}
	free(level);
	if (!status && variable->kind == HEL_VARIABLE_SPLINE) {
		if (!(variable->knot[1] > least && variable->knot[variable->n_knots] < greatest))
			return hel_fail(error, HEL_EINPUT, "the knots of '%s' must lie inside its values, %g to %g", variable->label, least,
			                greatest);
		variable->knot[0] = least;
		variable->knot[variable->n_knots + 1] = greatest;
	}
	return status;
}

static hel_status settle_variables(builder *b, hel_formula *f, hel_error *error)
{
	bool wanted = false;
	for (int v = 0; v < f->n_variables; v++)
		wanted |= f->variable[v].kind == HEL_VARIABLE_SPLINE || f->variable[v].kind == HEL_VARIABLE_FACTOR;
	if (!wanted)
		return HEL_OK;
	size_t cells = b->design->n_chunks * (size_t)f->n_variables + 1;
	b->least = calloc(cells, sizeof *b->least);
	b->greatest = calloc(cells, sizeof *b->greatest);
	b->levels = calloc(cells, sizeof *b->levels);
	b->n_levels = calloc(cells, sizeof *b->n_levels);
	b->scanning = true;
	hel_status status = b->least && b->greatest && b->levels && b->n_levels ? pass(b, error) : hel_fail_memory(error);
	b->scanning = false;
	for (int v = 0; !status && v < f->n_variables; v++)
		status = settle_variable(b, f, v, error);
	for (size_t at = 0; b->levels && at < cells; at++)
		free(b->levels[at]);
	free(b->least);
	free(b->greatest);
	free(b->levels);
	free(b->n_levels);
	return status;
}

static hel_status find_column(builder *b, const char *name, int *place, hel_error *error)
{
	for (int c = 0; c < b->formula->names.n; c++) {
		if (!strcmp(b->formula->names.name[c], name)) {
			*place = c;
			return HEL_OK;
		}
	}
	*place = b->n_columns;
	return hel_frame_find(b->frame, name, &b->column[b->n_columns++], error);
}

/* Pairs go by COW's codes or by Gleditsch and Ward's. */
static hel_status find_keys(builder *b, hel_error *error)
{
	const hel_design_options *o = b->options;
	bool gw = !hel_frame_has(b->frame, "ccode1") && hel_frame_has(b->frame, "gwcode1");
	const char *code[2] = {gw ? "gwcode1" : "ccode1", gw ? "gwcode2" : "ccode2"};
	bool pairs = hel_frame_has(b->frame, code[0]) && hel_frame_has(b->frame, code[1]);
	bool by_pair = o->cluster ? !strcmp(o->cluster, "dyad") : pairs, directed = o->cluster && !strcmp(o->cluster, "directed-dyad");
	hel_status status = HEL_OK;
	b->code[0] = b->code[1] = b->year = b->cluster = -1;
	b->by_pair = by_pair || directed;
	b->by_directed_pair = directed;
	bool lags = b->formula->names.most_shift > 0;
	for (int side = 0; !status && (b->by_pair || o->by_state || lags) && side < 2; side++)
		status = find_column(b, code[side], &b->code[side], error);
	if (!status && (o->from || o->to || lags || hel_frame_has(b->frame, "year")))
		status = find_column(b, "year", &b->year, error);
	if (!status && o->cluster && !b->by_pair && strcmp(o->cluster, "none") != 0)
		status = find_column(b, o->cluster, &b->cluster, error);
	return status;
}

static hel_status list_dropped(builder *b, hel_error *error)
{
	const hel_formula *f = b->formula;
	hel_design *d = b->design;
	static const char *const what[] = {"years outside those asked for", "the condition is not met", NULL, "no cluster", "offset"};
	d->dropped = hel_arena_alloc(d->arena, b->n_reasons, sizeof *d->dropped);
	if (!d->dropped)
		return hel_fail_memory(error);
	for (size_t reason = 0; reason < b->n_reasons; reason++) {
		size_t rows = 0;
		for (size_t c = 0; c < d->n_chunks; c++)
			rows += b->dropped[c * b->n_reasons + reason];
		const char *name = reason == BY_OUTCOME     ? f->response_label
		                   : reason > BY_OFFSET ? f->variable[reason - BY_OFFSET - 1].label
		                                        : what[reason];
		if (rows)
			d->dropped[d->n_dropped++] = (hel_dropped){name, rows, reason >= BY_OUTCOME};
	}
	for (size_t c = 0; c < d->n_chunks; c++)
		d->n_rows += d->chunk[c].n;
	return HEL_OK;
}

static hel_status check_rows(const builder *b, hel_error *error)
{
	const hel_design *d = b->design;
	for (size_t c = 0; c < d->n_chunks; c++) {
		if (b->infinite_row[c] == SIZE_MAX)
			continue;
		char row[128];
		hel_frame_row(b->frame, b->infinite_row[c], row, sizeof row);
		return hel_fail(error, HEL_EINPUT, "'%s' is infinite at %s; leave such rows out with --where, or use log1p",
		                b->infinite_term[c], row);
	}
	if (d->n_rows)
		return HEL_OK;
	char why[HEL_MESSAGE_MAX - 64] = "";
	int length = 0;
	for (size_t x = 0; x < d->n_dropped && (size_t)length < sizeof why; x++)
		length += snprintf(why + length, sizeof why - (size_t)length, "%s%s %zu", x ? ", " : "", d->dropped[x].what,
		                   d->dropped[x].rows);
	return hel_fail(error, HEL_EINPUT, "no row of %zu is left: missing or left out by: %s", b->frame->n_rows, why);
}

static hel_status check_outcome(hel_design *d, hel_error *error)
{
	bool constant = true;
	double first = NAN;
	d->is_binary = true;
	for (size_t c = 0; c < d->n_chunks; c++) {
		for (size_t r = 0; r < d->chunk[c].n; r++) {
			double y = (double)d->chunk[c].y[r];
			first = isnan(first) ? y : first;
			constant &= y == first;
			d->is_binary &= y == 0 || y == 1;
			d->n_events += y > 0;
		}
	}
	if (constant)
		return hel_fail(error, HEL_EINPUT, "the outcome '%s' is %g in each of the %zu rows: there is nothing to explain",
		                d->formula->response_label, first, d->n_rows);
	return HEL_OK;
}

/* Sums over the rows of a chunk, of each column: z - mean, or its square. */
static void sum_columns(const hel_design *d, const hel_chunk *chunk, const double *mean, bool squared, double *sum)
{
	memset(sum, 0, d->n_columns * sizeof *sum);
	for (size_t at = 0; at < chunk->n; at += HEL_BLOCK_ROWS) {
		size_t n = chunk->n - at < HEL_BLOCK_ROWS ? chunk->n - at : HEL_BLOCK_ROWS;
		for (size_t x = 0; x < d->n_columns; x++) {
			const double *value = chunk->x + at * d->n_columns + x * HEL_BLOCK_ROWS;
			double part = 0;
			for (size_t r = 0; r < n; r++)
				part += squared ? (value[r] - mean[x]) * (value[r] - mean[x]) : value[r];
			sum[x] += part;
		}
	}
}

static bool add_up(const hel_design *d, const double *mean, bool squared, double *total)
{
	double *sum = malloc(d->n_chunks * d->n_columns * sizeof *sum + 1);
	if (!sum)
		return false;
#pragma omp parallel for num_threads(d->threads) schedule(static)
	for (size_t c = 0; c < d->n_chunks; c++)
		sum_columns(d, &d->chunk[c], mean, squared, sum + c * d->n_columns);
	memset(total, 0, d->n_columns * sizeof *total);
	for (size_t c = 0; c < d->n_chunks; c++) {
		for (size_t x = 0; x < d->n_columns; x++)
			total[x] += sum[c * d->n_columns + x];
	}
	free(sum);
	return true;
}

/* Columns to mean 0 and spread 1, so that equations of powers and thousands of km are solved without loss. Without an
 * intercept they are only scaled. */
static hel_status standardise(hel_design *d, hel_error *error)
{
	d->centred = true;
	for (int m = 0; m < d->formula->n_models; m++)
		d->centred &= d->formula->model[m].intercept;
	double n = (double)d->n_rows;
	if (!add_up(d, NULL, false, d->mean))
		return hel_fail_memory(error);
	for (size_t x = 0; x < d->n_columns; x++)
		d->mean[x] = d->centred ? d->mean[x] / n : 0;
	if (!add_up(d, d->mean, true, d->scale))
		return hel_fail_memory(error);
	for (size_t x = 0; x < d->n_columns; x++) {
		double spread = sqrt(d->scale[x] / n);
		if (!isfinite(spread))
			return hel_fail(error, HEL_EINPUT, "'%s' is too large to be squared: divide it by a power of ten", d->column[x]);
		d->scale[x] = spread > 1e-12 * fabs(d->mean[x]) && spread > 0 ? spread : 0; /* 0: constant */
	}
#pragma omp parallel for num_threads(d->threads) schedule(static)
	for (size_t c = 0; c < d->n_chunks; c++) {
		hel_chunk *chunk = &d->chunk[c];
		for (size_t at = 0; at < chunk->n; at += HEL_BLOCK_ROWS) {
			size_t rows = chunk->n - at < HEL_BLOCK_ROWS ? chunk->n - at : HEL_BLOCK_ROWS;
			for (size_t x = 0; x < d->n_columns; x++) {
				double *value = chunk->x + at * d->n_columns + x * HEL_BLOCK_ROWS;
				for (size_t r = 0; r < rows; r++)
					value[r] = d->scale[x] > 0 ? (value[r] - d->mean[x]) / d->scale[x] : 0;
			}
		}
	}
	return HEL_OK;
}

static hel_status build(builder *b, hel_formula *formula, hel_error *error)
{
	hel_design *d = b->design;
	d->n_chunks = (b->frame->n_rows + HEL_CHUNK_ROWS - 1) / HEL_CHUNK_ROWS;
	d->chunk = hel_arena_alloc(d->arena, d->n_chunks, sizeof *d->chunk);
	d->ones = hel_arena_alloc(d->arena, HEL_BLOCK_ROWS, sizeof *d->ones);
	b->n_reasons = BY_OFFSET + 1 + (size_t)formula->n_variables;
	b->dropped = hel_arena_alloc(d->arena, d->n_chunks * b->n_reasons, sizeof *b->dropped);
	b->infinite_row = hel_arena_alloc(d->arena, d->n_chunks, sizeof *b->infinite_row);
	b->infinite_term = hel_arena_alloc(d->arena, d->n_chunks, sizeof *b->infinite_term);
	if (!d->chunk || !d->ones || !b->dropped || !b->infinite_row || !b->infinite_term)
		return hel_fail_memory(error);
	for (size_t r = 0; r < HEL_BLOCK_ROWS; r++)
		d->ones[r] = 1;
	for (size_t c = 0; c < d->n_chunks; c++)
		b->infinite_row[c] = SIZE_MAX;
	hel_status status = HEL_OK;
	for (int c = 0; !status && c < formula->names.n; c++)
		status = hel_frame_find(b->frame, formula->names.name[c], &b->column[b->n_columns++], error);
	if (!status)
		status = find_keys(b, error);
	if (!status)
		status = settle_variables(b, formula, error);
	if (!status)
		status = hel_design_name_columns(d, formula, error);
	if (!status)
		status = pass(b, error);
	if (!status)
		status = list_dropped(b, error);
	if (!status)
		status = check_rows(b, error);
	if (!status)
		status = check_outcome(d, error);
	if (!status)
		status = hel_design_number(d, error);
	return status ? status : standardise(d, error);
}

hel_status hel_design_make(hel_design **to, const hel_frame *frame, hel_formula *formula, const hel_design_options *options,
                           hel_error *error)
{
	hel_arena *arena = hel_arena_new();
	hel_design *d = arena ? hel_arena_alloc(arena, 1, sizeof *d) : NULL;
	if (!d) {
		hel_arena_free(arena);
		return hel_fail_memory(error);
	}
	d->arena = arena;
	d->formula = formula;
	d->threads = hel_threads(options->threads);
	builder b = {.design = d, .frame = frame, .formula = formula, .options = options};
	hel_status status = build(&b, formula, error);
	if (status)
		hel_design_free(d);
	else
		*to = d;
	return status;
}

void hel_design_free(hel_design *d)
{
	if (!d)
		return;
	for (size_t c = 0; d->chunk && c < d->n_chunks; c++) {
		hel_chunk *chunk = &d->chunk[c];
		free(chunk->x);
		free(chunk->y);
		free(chunk->offset);
		free(chunk->year);
		free(chunk->cluster);
		free(chunk->state[0]);
		free(chunk->state[1]);
		free(chunk->key);
	}
	hel_arena_free(d->arena);
}

bool hel_design_range(const hel_design *d, const char *term, double *least, double *greatest)
{
	size_t x = 0;
	while (x < d->n_columns && strcmp(d->column[x], term) != 0)
		x++;
	if (x == d->n_columns)
		return false;
	*least = INFINITY;
	*greatest = -INFINITY;
	for (size_t c = 0; c < d->n_chunks; c++) {
		for (size_t r = 0; r < d->chunk[c].n; r++) {
			size_t block = r / HEL_BLOCK_ROWS * HEL_BLOCK_ROWS;
			double z = d->chunk[c].x[block * d->n_columns + x * HEL_BLOCK_ROWS + (r - block)];
			*least = fmin(*least, d->mean[x] + d->scale[x] * z);
			*greatest = fmax(*greatest, d->mean[x] + d->scale[x] * z);
		}
	}
	return true;
}

size_t hel_design_rows(const hel_design *design)
{
	return design->n_rows;
}

size_t hel_design_dropped(const hel_design *design, const hel_dropped **dropped)
{
	*dropped = design->dropped;
	return design->n_dropped;
}
