/* score.c: what chances given for rows that the fit has not seen are worth. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/elementary.h"
#include "base/fail.h"
#include "fit/settle.h"

hel_status hel_fit_predict(const hel_fit *fit, const hel_design *design, int from, int to, double *probability, double *outcome,
                           size_t *n, hel_error *error)
{
	hel_fit_options options = {.model = fit->model, .from = from, .to = to};
	hel_task task;
	hel_arena *arena = hel_arena_new();
	hel_status status = arena ? hel_task_of(&task, design, &options, arena, error) : hel_fail_memory(error);
	double *beta = status ? NULL : hel_arena_alloc(arena, task.p + 1, sizeof *beta);
	double *mean = malloc((HEL_CHUNK_ROWS + HEL_BLOCK_ROWS) * sizeof *mean);
	if (!status && (!beta || !mean))
		status = hel_fail_memory(error);
	double shift = 0;
	size_t intercept = SIZE_MAX;
	for (size_t c = 0; !status && c < task.p; c++) { /* terms that the fit dropped stay 0 */
		const char *name = hel_task_name(&task, c);
		double scale = task.column[c] == SIZE_MAX ? 1 : design->scale[task.column[c]];
		for (size_t x = 0; x < fit->parameters; x++) {
			if (strcmp(fit->term[x], name) != 0)
				continue;
			beta[c] = fit->estimate[x] * scale;
			shift += task.column[c] == SIZE_MAX ? 0 : fit->estimate[x] * design->mean[task.column[c]];
		}
		if (task.column[c] == SIZE_MAX)
			intercept = c;
	}
	if (!status && intercept != SIZE_MAX)
		beta[intercept] += shift;
	*n = 0;
	for (size_t c = 0; !status && c < design->n_chunks; c++) {
		const hel_chunk *chunk = &design->chunk[c];
		if (!hel_pass_rows(&task, beta, c, mean, NULL))
			status = hel_fail_memory(error);
		for (size_t r = 0; !status && r < chunk->n; r++) {
			if (!hel_task_counts(&task, chunk, r))
				continue;
			if (probability)
				probability[*n] = mean[r];
			if (outcome)
				outcome[*n] = (double)chunk->y[r];
			++*n;
		}
	}
	free(mean);
	hel_arena_free(arena);
	return status;
}

typedef struct said {
	double chance, outcome;
} said;

enum { DIGIT = 16 };

/* By rising chance, digit by digit: the bits of numbers that are not below 0 rise with them. other: room for n. */
static void sort_rising(said *row, said *other, size_t *count, size_t n)
{
	for (int shift = 0; shift < 64; shift += DIGIT) {
		memset(count, 0, sizeof *count << DIGIT);
		for (size_t r = 0; r < n; r++)
			count[hel_bits(row[r].chance) >> shift & ((1 << DIGIT) - 1)]++;
		for (size_t d = 0, before = 0; d < (size_t)1 << DIGIT; d++) {
			size_t here = count[d];
			count[d] = before;
			before += here;
		}
		for (size_t r = 0; r < n; r++)
			other[count[hel_bits(row[r].chance) >> shift & ((1 << DIGIT) - 1)]++] = row[r];
		said *swap = row;
		row = other;
		other = swap;
	}
}

/* The chance that an event was given a higher chance than a non-event, ties half (Mann and Whitney); and precision averaged over
 * the steps of recall, from the highest chance down. */
static void rank(hel_scores *scores, const said *row, size_t n)
{
	double events = (double)scores->events, others = (double)(n - scores->events), below = 0, wins = 0;
	for (size_t r = 0, end; r < n; r = end) {
		double here = 0;
		for (end = r; end < n && row[end].chance == row[r].chance; end++)
			here += row[end].outcome > 0;
		double quiet = (double)(end - r) - here;
		wins += here * (below + quiet / 2);
		below += quiet;
	}
	scores->auc = events > 0 && others > 0 ? wins / (events * others) : NAN;
	double found = 0, sum = 0;
	for (size_t end = n, r; end > 0; end = r) {
		double here = 0;
		for (r = end; r > 0 && row[r - 1].chance == row[end - 1].chance; r--)
			here += row[r - 1].outcome > 0;
		found += here;
		sum += here * found / (double)(n - r);
	}
	scores->average_precision = events > 0 ? sum / events : NAN;
}

static void fill_bins(hel_scores *scores, const said *row, size_t n)
{
	double expected = 0, so_far = 0;
	for (size_t r = 0; r < n; r++)
		expected += row[r].chance;
	for (size_t r = 0; r < n; r++) {
		int bin = expected > 0 ? (int)(so_far / expected * HEL_BINS) : 0;
		hel_bin *to = &scores->bin[bin < HEL_BINS ? bin : HEL_BINS - 1];
		to->n++;
		to->events += row[r].outcome > 0;
		to->mean += row[r].chance;
		so_far += row[r].chance;
	}
	for (int b = 0; b < HEL_BINS; b++)
		scores->bin[b].mean = scores->bin[b].n ? scores->bin[b].mean / (double)scores->bin[b].n : NAN;
}

hel_status hel_score(hel_scores *scores, const double *probability, const double *outcome, size_t n, hel_error *error)
{
	static const double least = 1e-15; /* a chance of 0 that comes true would cost everything */
	said *row = malloc((2 * n + 1) * sizeof *row);
	size_t *count = malloc(sizeof *count << DIGIT);
	if (!row || !count) {
		free(row);
		free(count);
		return hel_fail_memory(error);
	}
	*scores = (hel_scores){.from = scores->from, .to = scores->to, .n = n};
	double squares = 0, logs = 0;
	for (size_t r = 0; r < n; r++) {
		double p = probability[r] > 0 ? probability[r] : 0; /* no zero with a sign */
		row[r] = (said){p, outcome[r]};
		scores->events += outcome[r] > 0;
		squares += (p - (outcome[r] > 0)) * (p - (outcome[r] > 0));
		logs -= log(fmax(outcome[r] > 0 ? p : 1 - p, least));
	}
	sort_rising(row, row + n, count, n);
	rank(scores, row, n);
	fill_bins(scores, row, n);
	scores->brier = n ? squares / (double)n : NAN;
	scores->log_loss = n ? logs / (double)n : NAN;
	free(row);
	free(count);
	return HEL_OK;
}
