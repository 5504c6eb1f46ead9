/* utilities.c: what parties have under a mechanism: the security of their states, and what else the scenario counts. */
#include <math.h>

#include "base/fail.h"
#include "security/model.h"
#include "parley/job.h"

/* A mechanism under a lens, compiled for the point or for draws. */
typedef struct build {
	hel_obligations obligations;
	hel_model model;
	hel_sample sample;
} build;

typedef struct ledger {
	hel_parley_job *job;
	const hel_lens *lens;
	size_t place;
	hel_state_result *dependence; /* of each seated state; NULL where autonomy does not count */
	double *worth;                /* by state of the world */
} ledger;

hel_status hel_check_known(const hel_parley_job *job, hel_error *error)
{
	const hel_parley *t = job->parley;
	const hel_world *world = &t->scenario->world;
	for (size_t l = 0; l < job->n_lenses; l++) {
		for (size_t p = 0; p < t->n; p++) {
			const hel_seat *party = &t->talks->party[p];
			for (size_t s = 0; s < party->n; s++) {
				const hel_state *state = &world->state[party->state[s]];
				if (isnan(hel_lens_capability(&job->lens[l], state)))
					return hel_fail_at(error, HEL_EINPUT, t->scenario->file, party->line, party->column,
					                   "'%s' has no utility under lens '%s': the capability of '%s' is missing", party->name,
					                   job->lens[l].name, state->id);
			}
		}
	}
	return HEL_OK;
}

static void close_build(build *b)
{
	hel_sample_free(&b->sample);
	hel_model_free(&b->model);
	hel_obligations_free(&b->obligations);
}

static hel_status open_build(build *b, const hel_parley_job *job, size_t l, const hel_mechanism *form, bool at_modes, hel_error *error)
{
	const hel_world *world = &job->parley->scenario->world;
	const hel_lens *lens = &job->lens[l];
	const hel_terms *terms = job->terms[l].memory ? &job->terms[l] : NULL;
	*b = (build){0};
	hel_status status = hel_obligations_build(&b->obligations, form, world->n, lens->rho, at_modes, error);
	if (!status)
		status = hel_model_build_on(&b->model, terms, world, lens, &b->obligations, job->seated.state, job->seated.n,
		                            HEL_THREATENED, error);
	if (!status)
		status = hel_sample_new(&b->sample, &b->model, error);
	if (status)
		close_build(b);
	return status;
}

/* L over L without the helper whose absence hurts most; 1 where there is none to depend on. */
static double autonomy_of(const ledger *g, int state)
{
	double autonomy = g->dependence[hel_scored_place(&g->job->seated, state)].autonomy;
	return isnan(autonomy) ? 1 : autonomy;
}

static hel_status weigh_states(ledger *g, const hel_sample *sample, hel_error *error)
{
	const hel_talks *talks = g->job->parley->talks;
	const hel_scored *seated = &g->job->seated;
	hel_status status = g->dependence ? hel_autonomies(sample, seated, g->dependence, error) : HEL_OK;
	for (int s = 0; s < seated->n && !status; s++) {
		int state = seated->state[s];
		double security = exp(-g->lens->years * sample->loss[sample->model->column[state]]);
		g->worth[state] = talks->security * security;
		if (g->dependence)
			g->worth[state] += talks->autonomy * autonomy_of(g, state);
	}
	return status;
}

static double speak(const ledger *g, const hel_seat *party)
{
	const hel_world *world = &g->job->parley->scenario->world;
	double sum = 0, weights = 0, worst = INFINITY;
	for (size_t s = 0; s < party->n; s++) {
		double worth = g->worth[party->state[s]];
		double weight = party->voice == HEL_VOICE_BY_POPULATION ? world->state[party->state[s]].population : 1;
		sum += weight * worth;
		weights += weight;
		worst = fmin(worst, worth);
	}
	return party->voice == HEL_VOICE_WORST ? worst : sum / weights;
}

/* What no draw changes. */
static double counted(const ledger *g, size_t p)
{
	const hel_talks *talks = g->job->parley->talks;
	size_t place = hel_stated_place(g->job, g->place);
	double sum = talks->party[p].stated ? talks->party[p].stated[place] : 0;
	for (size_t x = 0; x < talks->n_rows; x++) {
		const hel_counted_row *row = &talks->row[x];
		if (row->party == p && row->under[place])
			sum += row->weight * row->row->amount;
	}
	return sum;
}

static hel_status fill_row(ledger *g, hel_sample *sample, int draw, double *utility, size_t stride, hel_error *error)
{
	const hel_parley *t = g->job->parley;
	hel_sample_draw(sample, t->seed, draw);
	hel_losses(sample, NULL, 0);
	hel_status status = weigh_states(g, sample, error);
	for (size_t p = 0; p < t->n && !status; p++)
		utility[p * stride] = speak(g, &t->talks->party[p]) + counted(g, p);
	return status;
}

enum { ASK_EVERY = 25 }; /* draws between two questions whether to go on */

static hel_status fill_draws(ledger *g, size_t l, const hel_mechanism *form, int draws, double *utility, size_t stride, size_t row,
                             hel_error *error)
{
	build b;
	hel_status status = open_build(&b, g->job, l, form, false, error);
	if (status)
		return status;
	for (int d = 0; d < draws && !status; d++) {
		if (d % ASK_EVERY == 0 && hel_shift_is_stopped(&g->job->shift))
			status = hel_fail(error, HEL_EINTERRUPTED, "interrupted");
		else
			status = fill_row(g, &b.sample, d, utility + (size_t)(1 + d) * row, stride, error);
	}
	close_build(&b);
	return status;
}

hel_status hel_fill_utilities(hel_parley_job *job, size_t l, const hel_mechanism *form, size_t place, int draws, double *utility,
                              size_t stride, size_t row, hel_error *error)
{
	build b;
	hel_arena *arena = hel_arena_new();
	ledger g = {.job = job, .lens = &job->lens[l], .place = place};
	g.worth = arena ? hel_arena_alloc(arena, (size_t)job->parley->scenario->world.n, sizeof *g.worth) : NULL;
	bool depends = job->parley->talks->autonomy > 0;
	if (depends && arena)
		g.dependence = hel_arena_alloc(arena, (size_t)job->seated.n, sizeof *g.dependence);
	hel_status status = g.worth && (g.dependence || !depends) ? open_build(&b, job, l, form, true, error) : hel_fail_memory(error);
	if (!status) {
		status = fill_row(&g, &b.sample, HEL_POINT, utility, stride, error);
		close_build(&b);
	}
	if (!status && draws)
		status = fill_draws(&g, l, form, draws, utility, stride, row, error);
	hel_arena_free(arena);
	return status;
}
