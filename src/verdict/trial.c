/* trial.c: draws and turned parameters of every cell, when they are asked for. */
#include "verdict/trial.h"

#include <math.h>
#include <string.h>

#include "base/fail.h"

hel_status hel_trial_new(hel_trial *trial, const hel_setting *setting, bool drawn, hel_error *error)
{
	*trial = (hel_trial){.setting = setting, .drawn = drawn, .arena = hel_arena_new()};
	trial->cell = trial->arena ? hel_arena_alloc(trial->arena, setting->docket->n_cells, sizeof *trial->cell) : NULL;
	if (trial->cell)
		return HEL_OK;
	hel_trial_free(trial);
	return hel_fail_memory(error);
}

void hel_trial_free(hel_trial *trial)
{
	for (size_t c = 0; trial->cell && c < trial->setting->docket->n_cells; c++)
		hel_sample_free(&trial->cell[c].sample);
	hel_arena_free(trial->arena);
	*trial = (hel_trial){0};
}

void hel_trial_draw(hel_trial *trial, uint64_t seed, int draw)
{
	trial->seed = seed;
	trial->draw = draw;
	trial->n_turned = 0;
	trial->years = trial->setting->lens->years;
	trial->threat = 1;
	trial->phi = -1;
	for (size_t c = 0; c < trial->setting->docket->n_cells; c++)
		trial->cell[c].ready = trial->cell[c].together_ready = trial->cell[c].borne_ready = false;
}

static bool find_parameter(hel_turn turn, hel_parameter *parameter)
{
	static const struct {
		hel_turn turn;
		hel_parameter parameter;
	} same[] = {{HEL_TURN_OMEGA, HEL_OMEGA},     {HEL_TURN_CHAIN, HEL_CHAIN}, {HEL_TURN_PLEDGES, HEL_PLEDGES}, {HEL_TURN_PHI, HEL_PHI},
	            {HEL_TURN_NUCLEAR, HEL_NUCLEAR}, {HEL_TURN_GAMMA, HEL_GAMMA}, {HEL_TURN_LAMBDA, HEL_LAMBDA}};
	for (size_t s = 0; s < sizeof same / sizeof *same; s++) {
		if (same[s].turn == turn) {
			*parameter = same[s].parameter;
			return true;
		}
	}
	return false;
}

static void turn_sample(hel_sample *sample, hel_turn turn, double value)
{
	hel_parameter parameter;
	if (turn == HEL_TURN_RHO)
		hel_sample_turn_rho(sample, value);
	else if (find_parameter(turn, &parameter))
		hel_sample_turn(sample, parameter, value);
}

static const hel_model *model_of(const hel_trial *trial, int c)
{
	const hel_form *form = &trial->setting->form[trial->setting->docket->cell[c].form];
	return trial->drawn ? &form->drawn : &form->point;
}

void hel_trial_turn(hel_trial *trial, hel_turn turn, double value)
{
	size_t t = 0;
	while (t < trial->n_turned && trial->turned[t] != turn)
		t++;
	if (t == trial->n_turned && t < HEL_TURNED_MAX)
		trial->turned[trial->n_turned++] = turn;
	trial->value[t] = value;
	if (turn == HEL_TURN_YEARS)
		trial->years = value;
	if (turn == HEL_TURN_THREAT)
		trial->threat = value;
	if (turn == HEL_TURN_PHI)
		trial->phi = value;
	if (turn == HEL_TURN_YEARS || turn == HEL_TURN_THREAT)
		return; /* losses are made once and scaled */
	for (size_t c = 0; c < trial->setting->docket->n_cells; c++) {
		hel_trial_cell *cell = &trial->cell[c];
		cell->together_ready = false;
		if (!cell->ready)
			continue;
		turn_sample(&cell->sample, turn, value);
		memset(cell->have, 0, (size_t)cell->sample.model->n_targets * sizeof *cell->have);
		cell->borne_ready = cell->borne_ready && turn == HEL_TURN_PHI;
	}
}

void hel_trial_turn_back(hel_trial *trial)
{
	hel_parameter parameter;
	for (size_t c = 0; c < trial->setting->docket->n_cells; c++) {
		hel_trial_cell *cell = &trial->cell[c];
		for (size_t t = 0; t < trial->n_turned && cell->ready; t++) {
			if (trial->turned[t] == HEL_TURN_RHO)
				cell->ready = false; /* every clause had its own: they are drawn again when they are asked for */
			else if (find_parameter(trial->turned[t], &parameter))
				hel_sample_turn(&cell->sample, parameter, cell->drawn[parameter]);
		}
		if (cell->ready)
			memset(cell->have, 0, (size_t)cell->sample.model->n_targets * sizeof *cell->have);
		cell->together_ready = cell->borne_ready = false;
	}
	trial->n_turned = 0;
	trial->years = trial->setting->lens->years;
	trial->threat = 1;
	trial->phi = -1;
}

static bool open_cell(hel_trial *trial, int c)
{
	hel_trial_cell *cell = &trial->cell[c];
	const hel_model *model = model_of(trial, c);
	const hel_docket *docket = trial->setting->docket;
	if (!trial->status)
		trial->status = hel_sample_new(&cell->sample, model, &trial->error);
	if (trial->status)
		return false;
	cell->have = hel_arena_alloc(trial->arena, (size_t)model->n_targets, sizeof *cell->have);
	cell->together = hel_arena_alloc(trial->arena, (size_t)docket->all.n, sizeof *cell->together);
	cell->dissolved = hel_arena_alloc(trial->arena, model->obligations->mechanism->n, sizeof *cell->dissolved);
	if (!cell->have || !cell->together || !cell->dissolved)
		trial->status = hel_fail_memory(&trial->error);
	cell->open = !trial->status;
	return cell->open;
}

static bool settle(hel_trial *trial, int c)
{
	hel_trial_cell *cell = &trial->cell[c];
	const hel_cell *asked = &trial->setting->docket->cell[c];
	if (cell->ready)
		return true;
	if (!cell->open && !open_cell(trial, c))
		return false;
	hel_sample_draw(&cell->sample, trial->seed, trial->draw);
	memcpy(cell->drawn, cell->sample.parameter, sizeof cell->drawn);
	hel_change change = HEL_NO_CHANGE;
	change.cut_a = asked->cut_a;
	change.cut_b = asked->cut_b;
	change.out = asked->out;
	change.dissolved = cell->dissolved;
	if (asked->out)
		hel_find_dissolved(cell->sample.model->obligations, asked->out, cell->dissolved);
	if (asked->out || asked->cut_a >= 0)
		hel_sample_change(&cell->sample, &change);
	for (size_t t = 0; t < trial->n_turned; t++)
		turn_sample(&cell->sample, trial->turned[t], trial->value[t]);
	memset(cell->have, 0, (size_t)cell->sample.model->n_targets * sizeof *cell->have);
	cell->borne_ready = false;
	cell->ready = true;
	return true;
}

static void evaluate(hel_trial_cell *cell, const int *column, int n)
{
	const hel_model *model = cell->sample.model;
	if (!n)
		return;
	hel_losses(&cell->sample, column, n);
	bool all = cell->sample.parameter[HEL_PHI] > 0; /* then it made them all */
	for (int t = 0; all && t < model->n_targets; t++)
		cell->have[t] = true;
	for (int x = 0; x < n; x++)
		cell->have[column[x]] = true;
}

/* Losses are linear in phi: h and q do not depend on it. So a parameter that is walked through is evaluated twice only. */
static void make_borne(hel_trial *trial, hel_trial_cell *cell)
{
	size_t n = (size_t)cell->sample.model->n_targets;
	if (cell->borne_ready)
		return;
	if (!cell->own) {
		cell->own = hel_arena_alloc(trial->arena, n, sizeof *cell->own);
		cell->borne = hel_arena_alloc(trial->arena, n, sizeof *cell->borne);
	}
	if (!cell->own || !cell->borne) {
		trial->status = hel_fail_memory(&trial->error);
		return;
	}
	double phi = cell->sample.parameter[HEL_PHI];
	cell->sample.parameter[HEL_PHI] = 0;
	hel_losses(&cell->sample, NULL, 0);
	memcpy(cell->own, cell->sample.loss, n * sizeof *cell->own);
	cell->sample.parameter[HEL_PHI] = 1;
	hel_losses(&cell->sample, NULL, 0);
	for (size_t t = 0; t < n; t++)
		cell->borne[t] = cell->sample.loss[t] - cell->own[t];
	cell->sample.parameter[HEL_PHI] = phi;
	cell->borne_ready = true;
}

static void make_together(hel_trial *trial, int c)
{
	hel_trial_cell *cell = &trial->cell[c];
	hel_sample *whole = hel_trial_whole(trial, c);
	if (cell->together_ready || !whole)
		return;
	if (hel_together(whole, &trial->setting->docket->all, trial->setting->docket->cell[c].wanted, cell->together, &trial->error))
		trial->status = HEL_ENOMEM;
	cell->together_ready = !trial->status;
}

void hel_trial_want(hel_trial *trial, int c, const uint16_t *state, size_t n)
{
	int column[HEL_STATES_MAX], n_columns = 0;
	if (!settle(trial, c))
		return;
	if (trial->together) {
		make_together(trial, c);
		return;
	}
	hel_trial_cell *cell = &trial->cell[c];
	if (trial->phi >= 0) {
		make_borne(trial, cell);
		return;
	}
	const hel_model *model = cell->sample.model;
	const uint8_t *wanted = trial->setting->docket->cell[c].wanted;
	for (int s = 0; !state && s < model->n; s++) {
		if (wanted[s] && model->column[s] >= 0 && !cell->have[model->column[s]])
			column[n_columns++] = model->column[s];
	}
	for (size_t x = 0; state && x < n; x++) {
		if (model->column[state[x]] >= 0 && !cell->have[model->column[state[x]]])
			column[n_columns++] = model->column[state[x]];
	}
	evaluate(cell, column, n_columns);
}

hel_sample *hel_trial_whole(hel_trial *trial, int c)
{
	int column[HEL_STATES_MAX], n = 0;
	if (!settle(trial, c))
		return NULL;
	hel_trial_cell *cell = &trial->cell[c];
	for (int t = 0; t < cell->sample.model->n_targets; t++) {
		if (!cell->have[t])
			column[n++] = t;
	}
	evaluate(cell, column, n);
	return &cell->sample;
}

void hel_trial_spoil(hel_trial *trial, int c)
{
	hel_trial_cell *cell = &trial->cell[c];
	memset(cell->have, 0, (size_t)cell->sample.model->n_targets * sizeof *cell->have);
}

double hel_trial_expected_loss(const hel_trial *trial, int c, int state)
{
	const hel_trial_cell *cell = &trial->cell[c];
	int t = trial->status ? -1 : cell->sample.model->column[state];
	if (t < 0)
		return NAN;
	return trial->phi >= 0 ? cell->own[t] + trial->phi * cell->borne[t] : cell->sample.loss[t];
}

double hel_trial_loss(hel_trial *trial, int c, int state)
{
	double expected = hel_trial_expected_loss(trial, c, state);
	if (!trial->together || isnan(expected))
		return trial->threat * expected;
	return trial->threat * trial->cell[c].together[hel_scored_place(&trial->setting->docket->all, state)];
}

double hel_trial_loss_from(const hel_trial *trial, int c, int state, int i)
{
	const hel_trial_cell *cell = &trial->cell[c];
	if (trial->status || cell->sample.model->column[state] < 0)
		return NAN;
	return trial->threat * hel_own_loss(&cell->sample, cell->sample.model->column[state], i);
}

double hel_trial_security(hel_trial *trial, int c, int state)
{
	return exp(-trial->years * hel_trial_loss(trial, c, state));
}
