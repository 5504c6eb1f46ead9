/* parley.c: every lens, every alternative, every draw; then every draw's game; then figures. */
#include <math.h>
#include <string.h>

#include "base/fail.h"
#include "security/model.h"
#include "parley/job.h"

/* Shares of the work, for the bar: evaluating, bargaining, the rest. */
static const double EVALUATING = 0.7, BARGAINING = 0.25;

void hel_parley_options_init(hel_parley_options *options)
{
	*options = (hel_parley_options){.draws = -1, .seed = 1};
}

/* --- what is needed ------------------------------------------------------------------------------------------------------- */

static hel_status seat(hel_parley_job *job, hel_error *error)
{
	const hel_parley *t = job->parley;
	size_t n = (size_t)t->scenario->world.n;
	bool *sits = hel_arena_alloc(job->passing, n, sizeof *sits);
	job->seated.state = hel_arena_alloc(job->passing, n, sizeof *job->seated.state);
	job->weight = hel_arena_alloc(job->arena, t->n, sizeof *job->weight);
	if (!sits || !job->seated.state || !job->weight)
		return hel_fail_memory(error);
	for (size_t p = 0; p < t->n; p++) {
		job->weight[p] = t->talks->party[p].weight;
		for (size_t s = 0; s < t->talks->party[p].n; s++)
			sits[t->talks->party[p].state[s]] = true;
	}
	for (size_t s = 0; s < n; s++) {
		if (sits[s])
			job->seated.state[job->seated.n++] = (int)s;
	}
	return HEL_OK;
}

static hel_status prepare_lenses(hel_parley_job *job, hel_panel *panel, hel_error *error)
{
	hel_parley *t = job->parley;
	const hel_scenario *s = t->scenario;
	const hel_parley_options *o = job->options;
	job->n_lenses = t->n_results = o->n_lenses ? o->n_lenses : s->n_lenses;
	job->lens = hel_arena_alloc(job->passing, job->n_lenses, sizeof *job->lens);
	job->terms = hel_arena_alloc(job->passing, job->n_lenses, sizeof *job->terms);
	hel_record *record = hel_arena_alloc(job->passing, job->n_lenses, sizeof *record);
	t->result = hel_arena_alloc(job->arena, job->n_lenses, sizeof *t->result);
	if (!job->lens || !job->terms || !record || !t->result)
		return hel_fail_memory(error);
	for (size_t l = 0; l < job->n_lenses; l++)
		job->lens[l] = s->lens[o->n_lenses ? o->lens[l] : l];
	const hel_crew crew = {o->threads, o->progress, o->context};
	hel_status status = hel_check_known(job, error);
	if (!status)
		status = hel_lenses_prepare(job->lens, record, job->n_lenses, &s->world, panel, NULL, &crew, &t->notes, error);
	for (size_t l = 0; l < job->n_lenses && !status; l++) {
		t->result[l].lens = o->n_lenses ? o->lens[l] : l;
		t->result[l].calibrated = job->lens[l];
		status = hel_lens_note(&job->lens[l], &s->world, &t->notes, error);
		if (!status && job->lens[l].kind == HEL_LENS_ESTIMATED)
			status = hel_terms_make(&job->terms[l], &s->world, &job->lens[l], error);
	}
	return status;
}

static hel_status make_sittings(hel_parley_job *job, hel_error *error)
{
	const hel_parley *t = job->parley;
	hel_arena *arena = job->passing;
	size_t rules = t->talks->n_rules, n = job->n_lenses * (size_t)t->draws;
	job->sitting = hel_arena_alloc(arena, n, sizeof *job->sitting);
	for (size_t x = 0; job->sitting && x < n; x++) {
		hel_sitting *s = &job->sitting[x];
		s->chance = hel_arena_alloc(arena, HEL_SOLUTIONS * (t->m + 1), sizeof *s->chance);
		s->utility = hel_arena_alloc(arena, HEL_SOLUTIONS * t->n, sizeof *s->utility);
		s->efficient = hel_arena_alloc(arena, t->m + 1, sizeof *s->efficient);
		s->adopted = hel_arena_alloc(arena, rules, sizeof *s->adopted);
		s->winset = hel_arena_alloc(arena, rules * t->m, sizeof *s->winset);
		s->core = hel_arena_alloc(arena, rules * (t->m + 1), sizeof *s->core);
		if (!s->chance || !s->utility || !s->efficient || !s->adopted || !s->winset || !s->core)
			return hel_fail_memory(error);
	}
	size_t rows = job->n_lenses * (1 + (size_t)t->draws);
	job->utility = hel_arena_alloc(arena, rows, t->n * (t->m + 1) * sizeof *job->utility);
	return job->sitting && job->utility ? HEL_OK : hel_fail_memory(error);
}

/* --- the work ------------------------------------------------------------------------------------------------------------- */

/* An alternative, or disagreement, under a lens. */
static hel_status evaluate(void *of, size_t unit, hel_error *error)
{
	hel_parley_job *job = of;
	const hel_parley *t = job->parley;
	size_t lens = unit / (t->m + 1), place = unit % (t->m + 1), wide = t->m + 1;
	return hel_fill_utilities(job, lens, job->form[place], place, t->draws, hel_row_of(job, lens, 0) + place, wide, t->n * wide, error);
}

static hel_status bargain(void *of, size_t unit, hel_error *error)
{
	hel_parley_job *job = of;
	size_t draws = (size_t)job->parley->draws;
	return hel_sit(job, unit / draws, (int)(unit % draws), error);
}

static hel_status work(hel_parley_job *job, hel_error *error)
{
	const hel_parley_options *o = job->options;
	const hel_parley *t = job->parley;
	job->shift = (hel_shift){.progress = o->progress, .context = o->context, .part = EVALUATING};
	hel_status status = hel_shift_work(&job->shift, job->n_lenses * (t->m + 1), o->threads, evaluate, job, error);
	job->shift = (hel_shift){.progress = o->progress, .context = o->context, .before = EVALUATING, .part = BARGAINING};
	if (!status)
		status = hel_shift_work(&job->shift, job->n_lenses * (size_t)t->draws, o->threads, bargain, job, error);
	job->done = EVALUATING + BARGAINING;
	for (size_t l = 0; l < job->n_lenses && !status; l++) {
		status = hel_gather(job, l, error);
		if (!status)
			status = hel_find_scales(job, l, error);
	}
	return status;
}

hel_status hel_parley_make(hel_parley *parley, const hel_scenario *scenario, hel_panel *panel, const hel_parley_options *options,
                          hel_error *error)
{
	hel_parley made = {.scenario = scenario, .talks = &scenario->talks, .seed = options->seed, .n = scenario->talks.n_parties};
	hel_parley_job job = {.parley = &made, .options = options, .arena = hel_arena_new(), .passing = hel_arena_new()};
	made.draws = options->draws < 0 ? scenario->draws : options->draws;
	made.memory = job.arena;
	hel_status status = job.arena && job.passing ? hel_notes_append(&made.notes, &scenario->notes, error) : hel_fail_memory(error);
	if (!status)
		status = seat(&job, error);
	if (!status)
		status = hel_list_offers(&job, error);
	if (!status)
		status = prepare_lenses(&job, panel, error);
	if (!status)
		status = make_sittings(&job, error);
	if (!status)
		status = work(&job, error);
	for (size_t l = 0; job.terms && l < job.n_lenses; l++)
		hel_terms_free(&job.terms[l]);
	hel_arena_free(job.passing);
	if (status)
		hel_parley_free(&made);
	else
		*parley = made;
	return status;
}

void hel_parley_free(hel_parley *parley)
{
	for (size_t r = 0; parley->result && r < parley->n_results; r++)
		hel_settlement_free(&parley->result[r].bargain);
	hel_notes_free(&parley->notes);
	hel_arena_free(parley->memory);
	*parley = (hel_parley){0};
}
