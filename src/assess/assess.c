/* assess.c: the assessment of every chosen mechanism under every chosen lens. */
#include "assess/run.h"

#include "base/fail.h"

void hel_assess_options_init(hel_assess_options *options)
{
	*options = (hel_assess_options){.draws = -1, .seed = 1, .margin = 0.005, .permutations = 64};
}

/* Results in the order that is printed: mechanisms, lenses within. */
static hel_status prepare_results(hel_run *run, hel_error *error)
{
	hel_assessment *a = run->assessment;
	const hel_assess_options *options = &run->options;
	a->n_results = run->n_mechanisms * run->n_lenses;
	a->result = hel_arena_alloc(run->arena, a->n_results, sizeof *a->result);
	if (!a->result)
		return hel_fail_memory(error);
	for (size_t m = 0; m < run->n_mechanisms; m++) {
		for (size_t l = 0; l < run->n_lenses; l++) {
			hel_result *result = &a->result[m * run->n_lenses + l];
			result->mechanism = options->n_mechanisms ? options->mechanism[m] : m;
			result->lens = options->n_lenses ? options->lens[l] : l;
			result->calibrated = run->lens[l];
			result->record = run->record[l];
			result->state = hel_arena_alloc(run->arena, (size_t)run->scored.n, sizeof *result->state);
			result->single = hel_arena_alloc(run->arena, run->mechanism[m]->n, sizeof *result->single);
			if (!result->state || !result->single)
				return hel_fail_memory(error);
			hel_case *c = hel_run_case(run, l, m + 1);
			c->result = result;
			c->is_compared = options->brief && m + options->n_compared >= run->n_mechanisms;
		}
	}
	return HEL_OK;
}

hel_status hel_assess(hel_assessment *assessment, const hel_scenario *scenario, hel_panel *panel,
                      const hel_assess_options *options, hel_error *error)
{
	hel_assessment made = {.scenario = scenario, .seed = options->seed, .brief = options->brief};
	hel_run run = {.scenario = scenario, .panel = panel, .options = *options, .assessment = &made};
	run.draws = made.draws = options->draws < 0 ? scenario->draws : options->draws;
	run.arena = hel_arena_new();
	run.passing = hel_arena_new();
	made.memory = run.arena;
	hel_status status = run.arena && run.passing ? HEL_OK : hel_fail_memory(error);
	if (!status)
		status = hel_notes_append(&made.notes, &scenario->notes, error);
	if (!status)
		status = hel_run_plan(&run, error);
	if (!status)
		status = prepare_results(&run, error);
	if (!status)
		status = hel_run_work(&run, error);
	if (!status)
		status = hel_run_gather(&run, error);
	made.n_region = run.scored.n;
	hel_run_free(&run);
	if (status)
		hel_assessment_free(&made);
	else
		*assessment = made;
	return status;
}

void hel_assessment_free(hel_assessment *assessment)
{
	hel_notes_free(&assessment->notes);
	hel_arena_free(assessment->memory);
	*assessment = (hel_assessment){0};
}
