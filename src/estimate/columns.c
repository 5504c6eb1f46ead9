/* columns.c: what pacts made of every pair in every year: the world of each year's last day under the pacts in force, evaluated
 * as any mechanism is. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/fail.h"
#include "base/threads.h"
#include "helsinki/estimate.h"
#include "mechanism/in_force.h"
#include "security/past.h"
#include "security/model.h"

size_t hel_pact_columns(const char *const **names)
{
	*names = hel_turning_name;
	return HEL_TURNINGS;
}

/* Rows of the table by year. */
typedef struct rows {
	size_t n;
	int16_t *code[2], *year;
	int first_year, n_years;
	size_t *start;  /* n_years + 1 */
	size_t *row;    /* n, by year */
	double *value[HEL_TURNINGS];
} rows;

static bool read_keys(rows *r, const hel_dyads *dyads)
{
	enum { PIECE = 65536 };
	double *memory = malloc(3 * PIECE * sizeof *memory);
	double **out = calloc(hel_dyads_columns(dyads) + 1, sizeof *out);
	for (int k = 0; k < 2; k++)
		r->code[k] = malloc((r->n + 1) * sizeof **r->code);
	r->year = malloc((r->n + 1) * sizeof *r->year);
	bool made = memory && out && r->code[0] && r->code[1] && r->year;
	for (size_t at = 0; made && at < r->n; at += PIECE) {
		size_t n = r->n - at < PIECE ? r->n - at : PIECE;
		for (int k = 0; k < 3; k++)
			out[k] = memory + k * PIECE;
		hel_dyads_read(dyads, at, n, out);
		for (size_t x = 0; x < n; x++) {
			r->code[0][at + x] = (int16_t)out[0][x];
			r->code[1][at + x] = (int16_t)out[1][x];
			r->year[at + x] = (int16_t)out[2][x];
		}
	}
	free(memory);
	free(out);
	return made;
}

static bool sort_by_year(rows *r)
{
	r->start = calloc((size_t)r->n_years + 2, sizeof *r->start);
	r->row = malloc((r->n + 1) * sizeof *r->row);
	if (!r->start || !r->row)
		return false;
	for (size_t x = 0; x < r->n; x++)
		r->start[r->year[x] - r->first_year + 1]++;
	for (int y = 0; y < r->n_years; y++)
		r->start[y + 1] += r->start[y];
	for (size_t x = 0; x < r->n; x++)
		r->row[r->start[r->year[x] - r->first_year]++] = x;
	for (int y = r->n_years; y > 0; y--)
		r->start[y] = r->start[y - 1];
	r->start[0] = 0;
	return true;
}

static void fill_row(rows *r, size_t row, const hel_sample *s)
{
	const hel_model *m = s->model;
	int i = hel_world_find_code(m->world, r->code[0][row]), j = hel_world_find_code(m->world, r->code[1][row]);
	if (i < 0 || j < 0 || m->column[j] < 0 || !m->known[i] || i == j)
		return;
	double value[HEL_TURNINGS];
	int t = m->column[j];
	hel_turning_values(s, t, m->from[t] + (uint32_t)i, value); /* every pair has its slot */
	for (int x = 0; x < HEL_TURNINGS; x++)
		r->value[x][row] = value[x];
}

/* Values of the rows of a year, from the world of the last day of the year before. */
static hel_status fill_year(rows *r, int year, const hel_past_year *before, const hel_specification *specification, hel_error *error)
{
	hel_lens lens;
	hel_obligations obligations = {0};
	hel_model model = {0};
	hel_sample sample = {0};
	hel_lens_init(&lens, HEL_LENS_MATRIX);
	const double stated[] = {specification->omega, specification->lambda};
	const hel_parameter parameter[] = {HEL_OMEGA, HEL_LAMBDA};
	for (int p = 0; p < 2; p++)
		lens.parameter[parameter[p]] = (hel_range){stated[p], stated[p], stated[p], true};
	hel_status status = hel_obligations_build(&obligations, &before->in_force, before->world.n, lens.rho, true, error);
	if (!status)
		status = hel_model_build(&model, &before->world, &lens, &obligations, NULL, 0, HEL_EVERY_PAIR, error);
	if (!status)
		status = hel_sample_new(&sample, &model, error);
	if (!status) {
		hel_sample_draw(&sample, 0, HEL_POINT);
		hel_losses(&sample, NULL, 0);
		for (size_t x = r->start[year - r->first_year]; x < r->start[year - r->first_year + 1]; x++)
			fill_row(r, r->row[x], &sample);
	}
	hel_sample_free(&sample);
	hel_model_free(&model);
	hel_obligations_free(&obligations);
	return status;
}

static hel_status fill(rows *r, const hel_specification *specification, hel_panel *panel, int from, int to, hel_error *error)
{
	hel_past past;
	hel_status status = hel_past_build(&past, panel, from - 1, to - 1, error);
	if (status)
		return status;
	hel_error first = {0};
#pragma omp parallel for schedule(dynamic, 1)
	for (int year = from; year <= to; year++) {
		hel_error own = {0};
		hel_status failed = fill_year(r, year, &past.year[year - from], specification, &own);
#pragma omp critical
		if (failed && !first.status)
			first = own;
	}
	hel_past_free(&past);
	if (first.status && error)
		*error = first;
	return first.status;
}

hel_status hel_pact_columns_add(hel_frame *frame, const hel_dyads *dyads, const hel_specification *specification, void *panel,
                                hel_error *error)
{
	rows r = {.n = hel_dyads_rows(dyads)};
	int first, last, from = specification->from, to = specification->to;
	if (specification->table.system != HEL_SYSTEM_COW || specification->table.undirected)
		return hel_fail(error, HEL_EUSAGE, "'%s' and its like are known for directed pairs of COW states", hel_turning_name[0]);
	hel_status status = hel_panel_coverage(panel, HEL_TABLE_NMC, &first, &last, error);
	from = from && from - 2 > first ? from - 2 : first + 1; /* two years more on each side, for lags and leads */
	to = to && to + 10 < last + 1 ? to + 10 : last + 1;
	bool made = !status && read_keys(&r, dyads);
	r.first_year = 9999;
	for (size_t x = 0; made && x < r.n; x++) {
		r.first_year = r.year[x] < r.first_year ? r.year[x] : r.first_year;
		r.n_years = r.year[x] > r.n_years ? r.year[x] : r.n_years;
	}
	r.n_years -= r.first_year - 1;
	from = from > r.first_year ? from : r.first_year;
	to = to < r.first_year + r.n_years - 1 ? to : r.first_year + r.n_years - 1;
	made = made && sort_by_year(&r);
	double *values = made ? malloc((HEL_TURNINGS * r.n + 1) * sizeof *values) : NULL;
	if (!status && !values)
		status = hel_fail_memory(error);
	for (size_t x = 0; values && x < HEL_TURNINGS * r.n; x++)
		values[x] = NAN;
	for (size_t c = 0; c < HEL_TURNINGS; c++)
		r.value[c] = values ? values + c * r.n : NULL;
	if (!status)
		status = fill(&r, specification, panel, from, to, error);
	if (!status)
		status = hel_frame_keep(frame, values, error);
	else
		free(values);
	for (size_t c = 0; !status && c < HEL_TURNINGS; c++)
		status = hel_frame_add(frame, hel_turning_name[c], r.value[c], error);
	free(r.code[0]);
	free(r.code[1]);
	free(r.year);
	free(r.start);
	free(r.row);
	return status;
}
