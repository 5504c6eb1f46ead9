/* externalities.c: every chosen mechanism under every chosen lens, one after the other, each on all threads. */
#include <math.h>

#include "base/fail.h"
#include "base/threads.h"
#include "externalities/job.h"

void hel_externalities_options_init(hel_externalities_options *options)
{
	*options = (hel_externalities_options){.of = HEL_OF_COMMITMENTS, .draws = -1, .seed = 1};
}

/* Of a mechanism's part of the bar, before all of it is done: units are but estimated. */
static const double NOT_YET = 0.999;

/* What a unit is differs: a block of x, a draw of a chunk, a pair of orders. Only the bar knows of it. */
static size_t count_units(const hel_job *job)
{
	const hel_externalities_options *options = job->options;
	size_t n = job->result->n, kept = options->top && options->top < n ? options->top : n, chunk = hel_chunk_of(job);
	size_t pairs = options->of == HEL_OF_TIES || options->of == HEL_OF_POTENTIAL ? 64 : 1;
	return n / pairs + kept / pairs + (kept + chunk - 1) / chunk * (size_t)job->draws + (size_t)options->permutations / 2;
}

static hel_status survey(hel_job *job, hel_error *error)
{
	const hel_externalities_options *options = job->options;
	hel_status status = hel_list_things(job, error);
	job->shift.n = count_units(job);
	if (!status)
		status = hel_survey_point(job, error);
	if (!status && job->draws)
		status = hel_survey_draws(job, error);
	if (!status && (options->of == HEL_OF_TIES || options->of == HEL_OF_POTENTIAL))
		status = hel_find_dangers(job, error);
	if (!status && options->of == HEL_OF_ACTORS && options->permutations)
		status = hel_value_actors(job, error);
	return status;
}

static hel_status survey_all(const hel_run *run, const hel_externalities_options *options, hel_externalities *to,
                             hel_error *error)
{
	to->n_results = run->n_mechanisms * run->n_lenses;
	to->result = hel_arena_alloc(run->arena, to->n_results, sizeof *to->result);
	hel_status status = to->result ? HEL_OK : hel_fail_memory(error);
	for (size_t r = 0; !status && r < to->n_results; r++) {
		size_t m = r / run->n_lenses, l = r % run->n_lenses;
		hel_externalities_result *result = &to->result[r];
		const hel_lens *lens = &run->lens[l];
		*result = (hel_externalities_result){.mechanism = run->options.n_mechanisms ? run->options.mechanism[m] : m,
		                                     .lens = options->n_lenses ? options->lens[l] : l,
		                                     .calibrated = *lens,
		                                     .worth = NAN};
		hel_job job = {.options = options, .run = run, .c = hel_run_case(run, l, m + 1), .result = result,
		               .arena = run->arena, .threads = hel_threads(options->threads), .draws = to->draws};
		job.shift = (hel_shift){.progress = options->progress, .context = options->context,
		                        .before = (double)r / (double)to->n_results, .part = NOT_YET / (double)to->n_results};
		job.tie_rho = lens->rho[HEL_DEFENCE].given ? lens->rho[HEL_DEFENCE] : hel_default_rho(HEL_DEFENCE);
		status = survey(&job, error);
	}
	return status;
}

/* The region's states, as the models have them. */
static hel_status copy_region(const hel_run *run, hel_externalities *to, hel_error *error)
{
	to->n_region = run->scored.n;
	to->state = hel_arena_alloc(run->arena, (size_t)run->scored.n, sizeof *to->state);
	if (!to->state)
		return hel_fail_memory(error);
	for (int s = 0; s < run->scored.n; s++)
		to->state[s] = run->scored.state[s];
	return HEL_OK;
}

hel_status hel_externalities_make(hel_externalities *externalities, const hel_scenario *scenario, hel_panel *panel,
                                  const hel_externalities_options *options, hel_error *error)
{
	static const size_t first = 0;
	hel_externalities made = {.scenario = scenario, .of = options->of, .seed = options->seed, .top = options->top};
	hel_assessment notes = {.scenario = scenario}; /* the plan's remarks */
	hel_run run = {.scenario = scenario, .panel = panel, .assessment = &notes, .bare = true};
	made.draws = options->draws < 0 ? scenario->draws : options->draws;
	run.options = (hel_assess_options){.threads = options->threads, .n_lenses = options->n_lenses, .lens = options->lens,
	                                   .n_mechanisms = options->n_mechanisms, .mechanism = options->mechanism};
	if (options->of == HEL_OF_POTENTIAL && !options->n_mechanisms) {
		run.options.n_mechanisms = 1;
		run.options.mechanism = &first;
	}
	made.memory = run.arena = hel_arena_new();
	run.passing = hel_arena_new();
	hel_status status = run.arena && run.passing ? HEL_OK : hel_fail_memory(error);
	if (!status)
		status = hel_notes_append(&notes.notes, &scenario->notes, error);
	if (!status)
		status = hel_run_plan(&run, error);
	if (!status)
		status = copy_region(&run, &made, error);
	if (!status)
		status = survey_all(&run, options, &made, error);
	hel_run_free(&run);
	made.notes = notes.notes;
	if (!status && options->progress && options->progress(1, options->context))
		status = hel_fail(error, HEL_EINTERRUPTED, "interrupted");
	if (status)
		hel_externalities_free(&made);
	else
		*externalities = made;
	return status;
}

void hel_externalities_free(hel_externalities *externalities)
{
	hel_notes_free(&externalities->notes);
	hel_arena_free(externalities->memory);
	*externalities = (hel_externalities){0};
}
