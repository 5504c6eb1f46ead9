/* sample.c: the figures of one draw, and what changes in them when a commitment goes or a tie comes. */
#include "security/model.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/fail.h"

double hel_uniform(uint64_t seed, uint64_t draw, const char *what)
{
	return hel_rng_uniform(seed, draw, hel_rng_key_of(what));
}

static double draw_rate(hel_range range, uint64_t seed, int draw, hel_rng_key key)
{
	if (draw < 0 || !(range.low < range.high))
		return range.mode;
	return hel_rng_triangular(range.low, range.mode, range.high, hel_rng_uniform(seed, (uint64_t)draw, key));
}

double hel_range_draw(hel_range range, uint64_t seed, int draw, const char *what)
{
	return draw_rate(range, seed, draw, hel_rng_key_of(what));
}

static bool allocate(hel_sample *sample, hel_arena *arena)
{
	const hel_model *model = sample->model;
	const hel_obligations *o = model->obligations;
	size_t n = (size_t)model->n, n_targets = (size_t)model->n_targets, n_slots = model->from[n_targets];
	bool is_estimated = model->lens->kind == HEL_LENS_ESTIMATED;
	struct {
		double **to;
		size_t n;
	} wanted[] = {{&sample->rate, o->n_rates},
		      {&sample->capability, n},
		      {&sample->power, n_targets * n},
		      {&sample->power_by_state, n_targets * n + HEL_BLOCK},
		      {&sample->defence, o->n_bonds},
		      {&sample->collective, o->n_bonds},
		      {&sample->offence, o->n_bonds},
		      {&sample->unshared, o->n_bonds},
		      {&sample->free_to, n * n},
		      {&sample->fires, (size_t)o->n_rules * n},
		      {&sample->fires_unchanged, (size_t)o->n_rules * n},
		      {&sample->threat, n_slots},
		      {&sample->omega_factor, n_slots},
		      {&sample->own, n_slots},
		      {&sample->help, n_slots},
		      {&sample->abetment, n_slots},
		      {&sample->defeat, n_slots},
		      {&sample->loss, n_targets},
		      {&sample->owed, n},
		      {&sample->scratch, HEL_SCRATCH_ROWS * n},
		      {&sample->factor, is_estimated ? n_slots : 0},
		      {&sample->fixed_odds, is_estimated ? n_slots : 0},
		      {&sample->odds, is_estimated ? n_slots : 0},
		      {&sample->coefficient, is_estimated ? model->lens->estimates->n : 0},
		      {&sample->block, HEL_BLOCK * (6 * n + o->n_own + o->n_patterns)}};
	for (size_t w = 0; w < sizeof wanted / sizeof *wanted; w++) {
		if (!(*wanted[w].to = hel_arena_alloc(arena, wanted[w].n, sizeof(double))))
			return false;
	}
	sample->of_kind = hel_arena_alloc(arena, o->n_kinds, sizeof *sample->of_kind);
	sample->kind_moved = hel_arena_alloc(arena, o->n_kinds, sizeof *sample->kind_moved);
	return sample->of_kind && sample->kind_moved;
}

static void set_fires(hel_sample *sample, int i)
{
	const hel_obligations *o = sample->model->obligations;
	for (int row = 0; row < o->n_rules; row++)
		sample->fires[(size_t)row * (size_t)o->n + (size_t)i] = hel_rule_fires(o, &sample->change, row, i);
}

static size_t fires_bytes(const hel_sample *sample)
{
	return (size_t)sample->model->obligations->n_rules * (size_t)sample->model->n * sizeof(double);
}

hel_status hel_sample_new(hel_sample *sample, const hel_model *model, hel_error *error)
{
	*sample = (hel_sample){.model = model, .change = HEL_NO_CHANGE};
	hel_arena *arena = hel_arena_new();
	sample->memory = arena;
	if (!arena || !allocate(sample, arena)) {
		hel_sample_free(sample);
		return hel_fail_memory(error);
	}
	for (size_t d = 0; d < model->obligations->n_duties; d++) {
		sample->someone_joins |= model->obligations->duty[d].type == HEL_OFFENCE;
		sample->limited |= model->obligations->party[model->obligations->duty[d].commitment].limits;
	}
	sample->parameter[HEL_LAMBDA] = model->lens->parameter[HEL_LAMBDA].mode;
	hel_power(sample);
	hel_threat_unmodified(sample);
	for (size_t cell = 0; cell < (size_t)model->n * (size_t)model->n; cell++)
		sample->free_to[cell] = 1; /* no bond, no bar; hel_bonds sets the cells of bonds */
	for (int i = 0; model->obligations->n_rules && i < model->n; i++)
		set_fires(sample, i);
	memcpy(sample->fires_unchanged, sample->fires, fires_bytes(sample));
	return HEL_OK;
}

void hel_sample_free(hel_sample *sample)
{
	hel_arena_free(sample->memory);
	*sample = (hel_sample){0};
}

bool hel_sample_view(hel_sample *view, const hel_sample *sample, hel_arena *arena)
{
	size_t n = (size_t)sample->model->n;
	*view = *sample;
	view->memory = NULL;
	view->scratch = hel_arena_alloc(arena, HEL_SCRATCH_ROWS * n, sizeof *view->scratch);
	view->owed = hel_arena_alloc(arena, n, sizeof *view->owed);
	return view->scratch && view->owed;
}

hel_status hel_sample_keep_sums(hel_sample *sample, hel_error *error)
{
	size_t n_slots = sample->model->from[sample->model->n_targets];
	double *sums = hel_arena_alloc(sample->memory, 3 * n_slots, sizeof *sums);
	if (!sums)
		return hel_fail_memory(error);
	sample->sure = sums;
	sample->by_omega = sums + n_slots;
	sample->coalition = sums + 2 * n_slots;
	return HEL_OK;
}

hel_status hel_sample_keep_odds(hel_sample *sample, hel_error *error)
{
	size_t n_slots = sample->model->from[sample->model->n_targets];
	double *odds = hel_arena_alloc(sample->memory, 2 * n_slots, sizeof *odds);
	if (!odds)
		return hel_fail_memory(error);
	sample->barred_odds = odds;
	sample->aid = odds + n_slots;
	return HEL_OK;
}

static void draw_lens(hel_sample *sample, uint64_t seed, int draw)
{
	const hel_lens *lens = sample->model->lens;
	char what[512];
	for (int p = 0; p < HEL_PARAMETERS; p++) {
		snprintf(what, sizeof what, "%s/%s", lens->name, hel_parameter_name((hel_parameter)p));
		sample->parameter[p] = hel_range_draw(lens->parameter[p], seed, draw, what);
	}
	for (int type = 0; type < HEL_CLAUSE_TYPES; type++) {
		snprintf(what, sizeof what, "%s/trust/%s", lens->name, hel_clause_name((hel_clause_type)type));
		sample->trust[type] = hel_range_draw(lens->trust[type], seed, draw, what);
	}
}

static void refresh_bonds(hel_sample *sample)
{
	const hel_obligations *o = sample->model->obligations;
	if (sample->model->lens->parameter[HEL_PLEDGES].high > 0)
		hel_bonds(sample, NULL, o->n_bonds);
	else /* nobody believes a promise not to fight: its bonds bar nobody, at any draw */
		hel_bonds(sample, o->binding, o->n_binding);
}

static bool power_stands(const hel_sample *sample)
{
	return !sample->limited && sample->projected.lambda_km == sample->parameter[HEL_LAMBDA] &&
	       sample->projected.basing == sample->model->lens->basing;
}

/* What follows from parameters and rates. */
static void refresh_draw(hel_sample *sample, uint64_t seed, int draw)
{
	if (!power_stands(sample))
		hel_power(sample);
	if (sample->turned)
		hel_bonds(sample, NULL, sample->model->obligations->n_bonds);
	else
		refresh_bonds(sample);
	sample->turned = false;
	hel_threat(sample);
	if (sample->model->lens->kind == HEL_LENS_ESTIMATED)
		hel_estimated_draw(sample, seed, draw);
}

void hel_sample_draw(hel_sample *sample, uint64_t seed, int draw)
{
	const hel_obligations *o = sample->model->obligations;
	sample->change = HEL_NO_CHANGE;
	draw_lens(sample, seed, draw);
	for (size_t r = 0; r < o->n_rates; r++)
		sample->rate[r] = draw_rate(o->rate[r].range, seed, draw, o->rate[r].key);
	refresh_draw(sample, seed, draw);
}

void hel_sample_point_under(hel_sample *sample, const hel_range override[HEL_CLAUSE_TYPES])
{
	const hel_obligations *o = sample->model->obligations;
	sample->change = HEL_NO_CHANGE;
	draw_lens(sample, 0, HEL_POINT);
	for (size_t r = 0; r < o->n_rates; r++)
		sample->rate[r] = o->rate[r].range.mode;
	for (size_t d = 0; d < o->n_duties; d++) {
		if (o->duty[d].rate >= 0)
			sample->rate[o->duty[d].rate] = hel_rho_of(o->duty[d].clause, override).mode;
	}
	sample->turned = true;
	refresh_draw(sample, 0, HEL_POINT);
}

void hel_sample_parameters(hel_sample *sample)
{
	draw_lens(sample, 0, HEL_POINT);
	hel_threat(sample);
}

void hel_sample_turn(hel_sample *sample, hel_parameter parameter, double value)
{
	sample->parameter[parameter] = value;
	sample->turned = true;
	if (parameter == HEL_LAMBDA)
		hel_power(sample);
	if (parameter == HEL_PLEDGES)
		hel_bonds(sample, NULL, sample->model->obligations->n_bonds);
	if (parameter == HEL_H0 || (parameter == HEL_PLEDGES && sample->model->n_modifiers))
		hel_threat(sample);
}

void hel_sample_turn_rho(hel_sample *sample, double rho)
{
	const hel_obligations *o = sample->model->obligations;
	for (size_t d = 0; d < o->n_duties; d++) {
		if (hel_is_help(o->duty[d].type))
			sample->rate[o->duty[d].rate] = rho;
	}
	hel_bonds(sample, o->binding, o->n_binding);
	if (sample->model->n_modifiers)
		hel_threat(sample);
}

/* A member that leaves takes away only what it owes and is owed. */
static void refresh_bonds_of(hel_sample *sample, const hel_party_list *party, int leaver)
{
	const hel_obligations *o = sample->model->obligations;
	for (uint32_t x = party->first_touched; x < party->end_touched; x++) {
		const hel_bond *bond = &o->bond[o->touched[x]];
		if (bond->k == leaver || bond->p == leaver)
			hel_bonds(sample, &o->touched[x], 1);
	}
}

static void refresh_without(hel_sample *sample, int c, int leaver)
{
	const hel_obligations *o = sample->model->obligations;
	const hel_party_list *party = &o->party[c];
	if (party->limits)
		hel_power(sample);
	if (leaver >= 0)
		refresh_bonds_of(sample, party, leaver);
	else
		hel_bonds(sample, o->touched + party->first_touched, party->end_touched - party->first_touched);
	if (sample->model->n_modifiers && leaver >= 0)
		hel_threat_of(sample, leaver);
	else if (sample->model->n_modifiers)
		hel_threat(sample);
}

/* Nobody or other states are out of every commitment. */
static void refresh_all(hel_sample *sample)
{
	const hel_obligations *o = sample->model->obligations;
	bool limits = false;
	for (size_t c = 0; c < o->mechanism->n; c++)
		limits |= o->party[c].limits;
	if (limits)
		hel_power(sample);
	refresh_bonds(sample);
	if (sample->model->n_modifiers)
		hel_threat(sample);
}

static void refresh_cut(hel_sample *sample, int a, int b)
{
	const hel_obligations *o = sample->model->obligations;
	const hel_bond *bond[2] = {hel_bond_find(o, a, b), hel_bond_find(o, b, a)};
	for (int way = 0; way < 2; way++) {
		uint32_t index = bond[way] ? (uint32_t)(bond[way] - o->bond) : 0;
		if (bond[way])
			hel_bonds(sample, &index, 1);
	}
	if (sample->model->n_modifiers)
		hel_threat_between(sample, a, b);
}

static void refresh_tie(hel_sample *sample, int a, int b)
{
	const hel_obligations *o = sample->model->obligations;
	const int pair[2][2] = {{a, b}, {b, a}};
	bool tied = sample->change.tie_a >= 0;
	double rho = tied ? sample->change.tie_rho : 0;
	sample->n_spare = 0;
	for (int way = 0; way < 2; way++) {
		int k = pair[way][0], p = pair[way][1];
		const hel_bond *bond = hel_bond_find(o, k, p);
		uint32_t index = bond ? (uint32_t)(bond - o->bond) : 0;
		if (bond)
			hel_bonds(sample, &index, 1);
		else
			sample->free_to[(size_t)k * (size_t)o->n + (size_t)p] = rho > 0 ? 0 : 1;
		bool helps = bond && bond->helps, backs = bond && bond->backs;
		if (rho > 0 && !(helps && backs))
			sample->spare[sample->n_spare++] = (hel_spare){k, p, helps ? 0 : rho, backs ? 0 : rho};
	}
	if (sample->trust[HEL_DEFENCE] > 0)
		hel_threat_between(sample, a, b);
}

/* Makes again what a change touches, whether it comes or goes. */
static void refresh(hel_sample *sample, const hel_change *change)
{
	if (change->out)
		refresh_all(sample);
	if (change->without >= 0)
		refresh_without(sample, change->without, change->leaver);
	if (change->cut_a >= 0)
		refresh_cut(sample, change->cut_a, change->cut_b);
	if (change->tie_a >= 0)
		refresh_tie(sample, change->tie_a, change->tie_b);
}

/* A tie that comes or goes turns votes only about its parties; a member that leaves a treaty which acts by no vote, only about
 * itself and those to whom it is bound. */
static bool turns_votes_about(const hel_obligations *o, const hel_change *change, int i)
{
	if (change->out || i == change->tie_a || i == change->tie_b || i == change->cut_a || i == change->cut_b)
		return true;
	int c = change->without, leaver = change->leaver;
	return c >= 0 && (leaver < 0 || o->party[c].rule >= 0 || i == leaver || hel_bond_find(o, leaver, i));
}

void hel_sample_change(hel_sample *sample, const hel_change *change)
{
	sample->change = *change;
	refresh(sample, change);
	int n = sample->model->obligations->n_rules ? sample->model->n : 0;
	for (int i = 0; i < n; i++) {
		if (turns_votes_about(sample->model->obligations, change, i))
			set_fires(sample, i);
	}
}

void hel_sample_restore(hel_sample *sample)
{
	hel_change was = sample->change;
	sample->change = HEL_NO_CHANGE;
	refresh(sample, &was);
	memcpy(sample->fires, sample->fires_unchanged, fires_bytes(sample));
}
