/* work.c: the units of work. One reads something off the point of a case, or makes some of its draws. Threads own whole units
 * and write to places of their own; what changes the sample at the point is done by one alone, when the others have read it.
 * So no figure depends on how many threads there are. */
#include "assess/run.h"

#include <math.h>

#include "base/shift.h"

enum { DRAWS_A_UNIT = 25 };

/* What a brief assessment does not ask. */
static void leave_out(const hel_run *run, hel_result *result)
{
	for (int s = 0; s < run->scored.n; s++) {
		result->state[s].autonomy = NAN;
		result->state[s].autonomy_provider = -1;
	}
	result->dominant_provider = -1;
	result->dominance_share = result->dominance_se = NAN;
	result->freedom_to_choose = result->worst_commitment_value = NAN;
}

/* The rest of a full assessment changes the sample. */
static void change_one_by_one(const hel_run *run, hel_case *c)
{
	hel_sample *sample = &c->common.sample;
	hel_losses(sample, NULL, 0);
	hel_ties(sample, &run->scored, run->options.margin, c->result);
	hel_losses(sample, NULL, 0);
	double *scratch = sample->scratch + 3 * (size_t)sample->model->n;
	hel_without_each(sample, &run->scored, c->loss, scratch, c->result);
}

/* What changes the sample at the point is left to the unit that is done with it last. */
static void leave_point(const hel_run *run, hel_case *c)
{
	if (!hel_common_leave(&c->common))
		return;
	hel_together_sum(&c->point, &run->scored, c->together_parts, c->together);
	if (c->result) {
		hel_leave_try(&c->common.sample, &c->point_pairs, 0, c->point_pairs.n, run->options.margin, c->gain);
		if (!run->options.brief)
			change_one_by_one(run, c);
	}
	hel_common_close(&c->common);
}

/* What is read off the point. */
static hel_status read_point(const hel_run *run, hel_case *c, hel_error *error)
{
	const hel_sample *sample = &c->common.sample;
	hel_case_losses(sample, &run->scored, c->loss);
	if (!c->result)
		return HEL_OK;
	hel_state_results(sample, &run->scored, c->result);
	if (run->options.brief) {
		leave_out(run, c->result);
		return HEL_OK;
	}
	return hel_providers(sample, &run->scored, run->options.seed, run->options.permutations, c->result, error);
}

static hel_status work_point(const hel_run *run, hel_case *c, hel_error *error)
{
	hel_status status = hel_common_make(&c->common, &c->point, run->options.seed, error);
	if (!status)
		status = read_point(run, c, error);
	if (!status)
		leave_point(run, c);
	return status;
}

/* Some of the coalitions. */
static hel_status work_together(const hel_run *run, hel_case *c, int part, hel_error *error)
{
	double *loss = c->together_parts + part * c->point.n_targets;
	hel_status status = HEL_OK;
	if (!c->is_compared)
		status = hel_common_make(&c->common, &c->point, run->options.seed, error);
	if (!status && !c->is_compared)
		status = hel_together_part(&c->common.sample, NULL, part, loss, error);
	if (!status)
		leave_point(run, c);
	return status;
}

enum { LEAVE_PARTS = 2, FEW = 32 };

/* Many whose gain nothing bounds are tried by their own unit, with a sample of its own. */
static hel_status try_part(const hel_run *run, hel_case *c, size_t from, size_t to, hel_error *error)
{
	hel_sample sample = {0};
	hel_status status = hel_sample_new(&sample, &c->point, error);
	if (!status) {
		hel_sample_draw(&sample, run->options.seed, HEL_POINT);
		hel_losses(&sample, NULL, 0);
		hel_leave_try(&sample, &c->point_pairs, from, to, run->options.margin, c->gain);
	}
	hel_sample_free(&sample);
	return status;
}

/* What some of the pairs gain by leaving, at the point; where few may gain much, no more than their bounds. */
static hel_status work_leave(const hel_run *run, hel_case *c, size_t part, hel_error *error)
{
	const hel_pair_list *list = &c->point_pairs;
	size_t from = list->n * part / LEAVE_PARTS, to = list->n * (part + 1) / LEAVE_PARTS;
	hel_status status = HEL_OK;
	if (from < to)
		status = hel_common_make(&c->common, &c->point, run->options.seed, error);
	if (!status && from < to)
		status = hel_leave_bounds(&c->common.sample, list, from, to, c->gain, error);
	if (!status && hel_leave_unbounded(list, from, to) > FEW)
		status = try_part(run, c, from, to, error);
	if (!status)
		leave_point(run, c);
	return status;
}

static void work_draws(const hel_run *run, hel_case *c, hel_sample *sample, int from, int to)
{
	for (int draw = from; draw < to; draw++) {
		size_t row = 1 + (size_t)draw;
		hel_sample_draw(sample, run->options.seed, draw);
		hel_losses(sample, NULL, 0);
		hel_case_losses(sample, &run->scored, c->loss + row * (size_t)run->scored.n);
		if (c->result)
			hel_leave_share(sample, &c->drawn_pairs, &run->scored, run->options.margin,
					c->stable + row * HEL_PRINTINGS);
	}
}

static size_t chunks(const hel_run *run)
{
	return ((size_t)run->draws + DRAWS_A_UNIT - 1) / DRAWS_A_UNIT;
}

/* Units of one case; from DRAWS on its draws, in chunks. */
enum { POINT, TOGETHER, LEAVE = TOGETHER + HEL_TOGETHER_PARTS, DRAWS = LEAVE + LEAVE_PARTS };

static hel_status work_chunk(const hel_run *run, hel_case *c, size_t chunk, hel_error *error)
{
	hel_sample sample = {0};
	hel_status status = hel_sample_new(&sample, &c->drawn, error);
	if (!status) {
		int from = (int)chunk * DRAWS_A_UNIT, to = from + DRAWS_A_UNIT;
		work_draws(run, c, &sample, from, to < run->draws ? to : run->draws);
	}
	hel_sample_free(&sample);
	return status;
}

static hel_status work_unit(void *of, size_t unit, hel_error *error)
{
	const hel_run *run = of;
	hel_case *c = &run->cases[unit / (DRAWS + chunks(run))];
	size_t part = unit % (DRAWS + chunks(run));
	if (part < TOGETHER)
		return work_point(run, c, error);
	if (part < LEAVE)
		return work_together(run, c, (int)(part - TOGETHER), error);
	return part < DRAWS ? work_leave(run, c, part - LEAVE, error) : work_chunk(run, c, part - DRAWS, error);
}

hel_status hel_run_work(hel_run *run, hel_error *error)
{
	const hel_assess_options *options = &run->options;
	hel_shift shift = {.progress = options->progress, .context = options->context, .part = 1};
	size_t n_cases = run->n_lenses * (run->n_mechanisms + 1);
	hel_status status = HEL_OK;
	for (size_t x = 0; !status && x < n_cases; x++)
		status = hel_common_open(&run->cases[x].common, DRAWS - POINT, error);
	if (!status)
		status = hel_shift_work(&shift, n_cases * (DRAWS + chunks(run)), options->threads, work_unit, run, error);
	for (size_t x = 0; x < n_cases; x++) {
		hel_case *c = &run->cases[x];
		if (!status && c->result)
			hel_leave_settle(&c->point_pairs, &c->point, &run->scored, c->gain, options->margin, c->stable,
					 c->result);
		hel_common_close(&c->common);
	}
	return status;
}
