/* plan.c: what is to be evaluated with what. */
#include "assess/run.h"

#include "base/fail.h"
#include "security/history.h"

/* Models for draws; who asks for models alone lists by them what might ever be drawn. */
static bool has_drawn(const hel_run *run)
{
	return run->draws || run->bare;
}

static bool has_overrides(const hel_lens *lens)
{
	for (int type = 0; type < HEL_CLAUSE_TYPES; type++) {
		if (lens->rho[type].given)
			return true;
	}
	return false;
}

/* The place of a mechanism under a lens among those that are compiled. */
static hel_compiled *seat(hel_run *run, const hel_mechanism *mechanism, const hel_lens *lens)
{
	const hel_lens *own = has_overrides(lens) ? lens : NULL;
	for (size_t c = 0; c < run->n_compiled; c++) {
		if (run->compiled[c].mechanism == mechanism && run->compiled[c].lens == own)
			return &run->compiled[c];
	}
	hel_compiled *made = &run->compiled[run->n_compiled++];
	*made = (hel_compiled){.mechanism = mechanism, .lens = own};
	return made;
}

static hel_status compile(void *of, size_t which, hel_error *error)
{
	static const hel_range none[HEL_CLAUSE_TYPES];
	const hel_run *run = of;
	hel_compiled *made = &run->compiled[which];
	const hel_range *rho = made->lens ? made->lens->rho : none;
	int n = run->scenario->world.n;
	hel_status status = hel_obligations_build(&made->at_modes, made->mechanism, n, rho, true, error);
	if (!status && has_drawn(run))
		status = hel_obligations_build(&made->at_highest, made->mechanism, n, rho, false, error);
	/* what is absent at the highest rho is absent at the mode: equal numbers are equal sets */
	if (!status && made->at_highest.n_duties == made->at_modes.n_duties)
		hel_obligations_free(&made->at_highest);
	return status;
}

static hel_status build_models(const hel_run *run, hel_case *c, hel_error *error)
{
	const hel_world *world = &run->scenario->world;
	const hel_compiled *compiled = c->compiled;
	const hel_obligations *drawn = compiled->at_highest.memory ? &compiled->at_highest : &compiled->at_modes;
	const hel_terms *terms = &run->terms[c->lens - run->lens];
	const int *target = run->scored.state;
	int n = run->scored.n;
	if (!terms->memory)
		terms = NULL; /* no fitted model */
	hel_status status =
	    hel_model_build_on(&c->point, terms, world, c->lens, &compiled->at_modes, target, n, HEL_THREATENED, error);
	if (!status && has_drawn(run))
		status = hel_model_build_on(&c->drawn, terms, world, c->lens, drawn, target, n, HEL_THREATENED, error);
	return status;
}

static bool asks_who_leaves(const hel_run *run, const hel_case *c)
{
	return !run->bare && c->mechanism != &run->scenario->reference_mechanism;
}

static hel_status build_case(void *of, size_t which, hel_error *error)
{
	const hel_run *run = of;
	hel_case *c = &run->cases[which];
	if (!c->mechanism)
		return HEL_OK; /* bare */
	hel_status status = build_models(run, c, error);
	if (!status && asks_who_leaves(run, c))
		status = hel_leave_list(&c->point_pairs, &c->point, &run->scored, error);
	if (!status && asks_who_leaves(run, c) && run->draws)
		status = hel_leave_list(&c->drawn_pairs, &c->drawn, &run->scored, error);
	return status;
}

static hel_status list_case(hel_run *run, hel_case *c, const hel_mechanism *mechanism, const hel_lens *lens, hel_error *error)
{
	size_t n = (size_t)run->scored.n, rows = 1 + (size_t)run->draws;
	c->mechanism = mechanism;
	c->lens = lens;
	c->compiled = seat(run, mechanism, lens);
	c->loss = hel_arena_alloc(run->passing, rows * n, sizeof *c->loss);
	c->stable = hel_arena_alloc(run->passing, rows * HEL_PRINTINGS, sizeof *c->stable);
	c->together = hel_arena_alloc(run->passing, n, sizeof *c->together);
	c->together_parts =
	    hel_arena_alloc(run->passing, HEL_TOGETHER_PARTS * (size_t)run->scenario->world.n, sizeof *c->together_parts);
	return c->loss && c->stable && c->together && c->together_parts ? HEL_OK : hel_fail_memory(error);
}

/* Each by itself, on all threads. */
static hel_status build_all(hel_run *run, hel_error *error)
{
	size_t n_cases = run->n_lenses * (run->n_mechanisms + 1);
	hel_shift compiling = {0}, building = {0};
	hel_status status = hel_shift_work(&compiling, run->n_compiled, run->options.threads, compile, run, error);
	if (!status)
		status = hel_shift_work(&building, n_cases, run->options.threads, build_case, run, error);
	for (size_t c = 0; !status && c < n_cases; c++) {
		hel_case *at = &run->cases[c];
		if (!(at->gain = hel_arena_alloc(run->passing, at->point_pairs.n, sizeof *at->gain)))
			status = hel_fail_memory(error);
	}
	return status;
}

static hel_status choose(hel_run *run, hel_error *error)
{
	const hel_scenario *scenario = run->scenario;
	const hel_assess_options *options = &run->options;
	run->n_lenses = options->n_lenses ? options->n_lenses : scenario->n_lenses;
	run->n_mechanisms = options->n_mechanisms ? options->n_mechanisms : scenario->n_mechanisms;
	run->lens = hel_arena_alloc(run->arena, run->n_lenses, sizeof *run->lens);
	run->terms = hel_arena_alloc(run->passing, run->n_lenses, sizeof *run->terms);
	run->record = hel_arena_alloc(run->arena, run->n_lenses, sizeof *run->record);
	run->mechanism = hel_arena_alloc(run->passing, run->n_mechanisms, sizeof *run->mechanism);
	size_t n_cases = run->n_lenses * (run->n_mechanisms + 1);
	run->cases = hel_arena_alloc(run->passing, n_cases, sizeof *run->cases);
	run->compiled = hel_arena_alloc(run->passing, n_cases, sizeof *run->compiled);
	if (!run->lens || !run->terms || !run->record || !run->mechanism || !run->cases || !run->compiled)
		return hel_fail_memory(error);
	for (size_t l = 0; l < run->n_lenses; l++)
		run->lens[l] = scenario->lens[options->n_lenses ? options->lens[l] : l];
	for (size_t m = 0; m < run->n_mechanisms; m++)
		run->mechanism[m] = &scenario->mechanism[options->n_mechanisms ? options->mechanism[m] : m];
	return HEL_OK;
}

/* A history knows only what a fitted model makes of the point. */
static hel_status make_terms(hel_run *run, size_t l, hel_error *error)
{
	const hel_world *world = &run->scenario->world;
	hel_history *history = run->options.history;
	if (history && !has_drawn(run))
		return hel_history_terms(history, &run->terms[l], world, &run->lens[l], error);
	return hel_terms_make(&run->terms[l], world, &run->lens[l], error);
}

hel_status hel_run_plan(hel_run *run, hel_error *error)
{
	const hel_world *world = &run->scenario->world;
	hel_notes *notes = &run->assessment->notes;
	const hel_crew crew = {run->options.threads, run->options.progress, run->options.context};
	hel_status status = hel_scored_build(&run->scored, world, run->passing, error);
	if (!status)
		status = choose(run, error);
	if (!status)
		status = hel_lenses_prepare(run->lens, run->record, run->n_lenses, world, run->panel, run->options.history,
					    &crew, notes, error);
	for (size_t l = 0; !status && l < run->n_lenses; l++) {
		status = hel_lens_note(&run->lens[l], world, notes, error);
		if (!status && run->lens[l].kind == HEL_LENS_ESTIMATED)
			status = make_terms(run, l, error);
		for (size_t m = run->bare; !status && m <= run->n_mechanisms; m++) {
			const hel_mechanism *mechanism = m ? run->mechanism[m - 1] : &run->scenario->reference_mechanism;
			status = list_case(run, hel_run_case(run, l, m), mechanism, &run->lens[l], error);
		}
	}
	return status ? status : build_all(run, error);
}

void hel_run_free(hel_run *run)
{
	for (size_t c = 0; run->cases && c < run->n_lenses * (run->n_mechanisms + 1); c++) {
		hel_leave_list_free(&run->cases[c].point_pairs);
		hel_leave_list_free(&run->cases[c].drawn_pairs);
		hel_model_free(&run->cases[c].point);
		hel_model_free(&run->cases[c].drawn);
	}
	for (size_t l = 0; run->terms && l < run->n_lenses; l++)
		hel_terms_free(&run->terms[l]);
	for (size_t c = 0; c < run->n_compiled; c++) {
		hel_obligations_free(&run->compiled[c].at_modes);
		hel_obligations_free(&run->compiled[c].at_highest);
	}
	hel_arena_free(run->passing);
}
