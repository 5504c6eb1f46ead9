/* sweep.c: quantities over a grid of one or two parameters, at the point or with intervals over draws. */
#include <math.h>

#include "assess/indices.h"
#include "base/fail.h"
#include "base/shift.h"
#include "verdict/measure.h"

double hel_axis_value(const hel_axis *axis, int place)
{
	double share = axis->n > 1 ? (double)place / (axis->n - 1) : 0;
	if (place && place == axis->n - 1)
		return axis->to;
	if (axis->by_ratio)
		return axis->from * pow(axis->to / axis->from, share);
	return axis->from + share * (axis->to - axis->from);
}

typedef struct job {
	hel_sweep *sweep;
	const hel_sweep_options *options;
	hel_docket docket;
	hel_lens *lens;
	hel_setting *setting;
	size_t n_lenses;
	double *value;        /* lenses x quantities x cells x (1 + draws) */
	hel_shift shift;
} job;

static double *place_of(const job *j, size_t lens, size_t quantity, size_t cell)
{
	size_t rows = 1 + (size_t)j->options->draws;
	return &j->value[((lens * j->options->n_quantities + quantity) * j->sweep->n_cells + cell) * rows];
}

static void turn_to(hel_trial *trial, const hel_sweep_options *options, size_t cell)
{
	size_t inner = options->n_axes > 1 ? (size_t)options->axis[1].n : 1;
	const size_t place[] = {cell / inner, cell % inner};
	hel_trial_turn(trial, options->axis[0].turn, hel_axis_value(&options->axis[0], (int)place[0]));
	if (options->n_axes > 1)
		hel_trial_turn(trial, options->axis[1].turn, hel_axis_value(&options->axis[1], (int)place[1]));
}

/* One value of the first axis under one lens: every value of the second, the point and all draws. */
static hel_status sweep_row(void *of, size_t unit, hel_error *error)
{
	job *j = of;
	const hel_sweep_options *options = j->options;
	size_t lens = unit / (size_t)options->axis[0].n, row = unit % (size_t)options->axis[0].n;
	size_t inner = options->n_axes > 1 ? (size_t)options->axis[1].n : 1;
	hel_status status = HEL_OK;
	for (int way = 0; way < (options->draws ? 2 : 1) && !status; way++) {
		hel_trial trial;
		if ((status = hel_trial_new(&trial, &j->setting[lens], way, error)))
			return status;
		for (int d = way ? 0 : HEL_POINT; d < (way ? options->draws : 0) && !trial.status; d++) {
			if (hel_shift_is_stopped(&j->shift)) { /* asked after every draw */
				hel_trial_free(&trial);
				return hel_fail(error, HEL_EINTERRUPTED, "interrupted");
			}
			hel_trial_draw(&trial, options->seed, d);
			for (size_t y = 0; y < inner; y++) {
				turn_to(&trial, options, row * inner + y);
				for (size_t q = 0; q < options->n_quantities; q++) {
					const hel_gauge *g = &j->docket.leaf[q].left;
					place_of(j, lens, q, row * inner + y)[1 + d] =
					    hel_measure_of(&trial, g, g->quantity->state, g->quantity->n_states);
				}
			}
		}
		status = trial.status;
		if (status)
			*error = trial.error;
		hel_trial_free(&trial);
	}
	return status;
}

static hel_status sweep_all(job *j, hel_error *error)
{
	const hel_sweep_options *options = j->options;
	j->shift = (hel_shift){.progress = options->progress, .context = options->context, .part = 1};
	return hel_shift_work(&j->shift, j->n_lenses * (size_t)options->axis[0].n, options->threads, sweep_row, j, error);
}

static bool turns_phi(const hel_sweep_options *options)
{
	for (size_t a = 0; a < options->n_axes; a++) {
		if (options->axis[a].turn == HEL_TURN_PHI)
			return true;
	}
	return false;
}

static hel_status prepare(job *j, hel_arena *arena, hel_panel *panel, hel_error *error)
{
	const hel_sweep_options *options = j->options;
	const hel_scenario *s = j->sweep->scenario;
	j->n_lenses = options->n_lenses ? options->n_lenses : s->n_lenses;
	j->lens = hel_arena_alloc(arena, j->n_lenses, sizeof *j->lens);
	j->setting = hel_arena_alloc(arena, j->n_lenses, sizeof *j->setting);
	hel_record *record = hel_arena_alloc(arena, j->n_lenses, sizeof *record);
	size_t rows = 1 + (size_t)options->draws, figures = j->n_lenses * options->n_quantities * j->sweep->n_cells;
	j->value = hel_arena_alloc(arena, figures, rows * sizeof *j->value);
	if (!j->lens || !j->setting || !record || !j->value)
		return hel_fail_memory(error);
	for (size_t l = 0; l < j->n_lenses; l++)
		j->lens[l] = s->lens[options->n_lenses ? options->lens[l] : l];
	const hel_crew crew = {options->threads, options->progress, options->context};
	hel_status status = hel_docket_of_quantities(&j->docket, s, options->quantity, options->n_quantities, error);
	if (!status)
		status = hel_lenses_prepare(j->lens, record, j->n_lenses, &s->world, panel, NULL, &crew, &j->sweep->notes,
		                            error);
	for (size_t l = 0; l < j->n_lenses && !status; l++) {
		status = hel_lens_note(&j->lens[l], &s->world, &j->sweep->notes, error);
		if (!status)
			status = hel_setting_new(&j->setting[l], &j->docket, &j->lens[l], turns_phi(options), error);
		for (size_t f = 0; f < j->docket.n_forms && !status; f++)
			status = hel_setting_form(&j->setting[l], f, options->draws > 0, error);
	}
	return status;
}

static hel_status gather(const job *j, hel_arena *arena, hel_error *error)
{
	hel_sweep *sweep = j->sweep;
	const hel_sweep_options *options = j->options;
	sweep->n = options->n_quantities * j->n_lenses;
	sweep->swept = hel_arena_alloc(arena, sweep->n, sizeof *sweep->swept);
	for (size_t x = 0; sweep->swept && x < sweep->n; x++) {
		hel_swept *swept = &sweep->swept[x];
		size_t l = x % j->n_lenses;
		*swept = (hel_swept){x / j->n_lenses, options->n_lenses ? options->lens[l] : l,
		                     hel_arena_alloc(arena, sweep->n_cells, sizeof *swept->figure)};
		if (!swept->figure)
			return hel_fail_memory(error);
		for (size_t cell = 0; cell < sweep->n_cells; cell++) {
			double *value = place_of(j, l, swept->quantity, cell);
			swept->figure[cell] = hel_figure_of(value[0], value + 1, (size_t)options->draws, "it is undefined there");
		}
	}
	return sweep->swept ? HEL_OK : hel_fail_memory(error);
}

hel_status hel_sweep_make(hel_sweep *sweep, const hel_scenario *scenario, hel_panel *panel, const hel_sweep_options *options,
                          hel_error *error)
{
	hel_sweep made = {.scenario = scenario, .options = *options, .n_cells = (size_t)options->axis[0].n};
	job j = {.sweep = &made, .options = &made.options};
	if (options->n_axes > 1)
		made.n_cells *= (size_t)options->axis[1].n;
	hel_arena *passing = hel_arena_new(), *arena = hel_arena_new();
	made.memory = arena;
	hel_status status = passing && arena ? hel_notes_append(&made.notes, &scenario->notes, error) : hel_fail_memory(error);
	if (!status)
		status = prepare(&j, passing, panel, error);
	if (!status)
		status = sweep_all(&j, error);
	if (!status)
		status = gather(&j, arena, error);
	for (size_t l = 0; j.setting && l < j.n_lenses; l++)
		hel_setting_free(&j.setting[l]);
	hel_docket_free(&j.docket);
	hel_arena_free(passing);
	if (status)
		hel_sweep_free(&made);
	else
		*sweep = made;
	return status;
}

void hel_sweep_free(hel_sweep *sweep)
{
	hel_notes_free(&sweep->notes);
	hel_arena_free(sweep->memory);
	*sweep = (hel_sweep){0};
}
