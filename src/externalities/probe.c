/* probe.c: the losses with and without one x, at one draw. */
#include <string.h>

#include "base/fail.h"
#include "externalities/job.h"

hel_status hel_probe_new(hel_probe *probe, const hel_job *job, bool at_point, hel_error *error)
{
	const hel_model *model = at_point ? &job->c->point : &job->c->drawn;
	size_t n = (size_t)model->n;
	*probe = (hel_probe){.job = job, .arena = hel_arena_new()};
	if (!probe->arena)
		return hel_fail_memory(error);
	probe->scratch = hel_arena_alloc(probe->arena, 8 * n, sizeof *probe->scratch);
	probe->rise = hel_arena_alloc(probe->arena, n, sizeof *probe->rise);
	probe->out = hel_arena_alloc(probe->arena, n, sizeof *probe->out);
	probe->dissolved = hel_arena_alloc(probe->arena, model->obligations->mechanism->n, sizeof *probe->dissolved);
	if (!probe->scratch || !probe->rise || !probe->out || !probe->dissolved)
		return hel_fail_memory(error);
	return hel_sample_new(&probe->sample, model, error);
}

void hel_probe_free(hel_probe *probe)
{
	hel_sample_free(&probe->sample);
	hel_arena_free(probe->arena);
	*probe = (hel_probe){0};
}

void hel_probe_draw(hel_probe *probe, int draw)
{
	const hel_job *job = probe->job;
	hel_sample_draw(&probe->sample, job->options->seed, draw);
	/* the key that a commitment of this name would have */
	probe->tie_rho = hel_range_draw(job->tie_rho, job->options->seed, draw, "a tie more/defence");
}

/* Losses of some columns (NULL: all) after a change, less those with everything in place. */
static void evaluate_again(hel_probe *probe, const hel_change *change, const int *column, int n_columns, double *rise)
{
	hel_sample *sample = &probe->sample;
	int n = sample->model->n_targets;
	bool all = !column || sample->parameter[HEL_PHI] > 0;
	memset(rise, 0, (size_t)n * sizeof *rise);
	hel_sample_change(sample, change);
	hel_losses(sample, column, n_columns);
	hel_sample_restore(sample);
	for (int x = 0; x < (all ? n : n_columns); x++) {
		int t = all ? x : column[x];
		rise[t] = sample->loss[t] - probe->loss[t];
	}
}

static void change_pair(hel_probe *probe, const hel_change *change, double *rise)
{
	if (probe->pairwise)
		hel_pairwise_rise(probe->pairwise, &probe->sample, change, probe->scratch, rise);
	else
		evaluate_again(probe, change, NULL, 0, rise);
}

static void rise_without(hel_probe *probe, const hel_externality *x, double *rise)
{
	const hel_obligations *o = probe->sample.model->obligations;
	hel_change change = HEL_NO_CHANGE;
	int column[HEL_STATES_MAX];
	if (x->commitment) {
		change.without = (int)(x->commitment - o->mechanism->commitment);
		int n_columns = hel_columns_without(&probe->sample, change.without, column);
		evaluate_again(probe, &change, column, n_columns, rise);
	} else if (x->b < 0) {
		memset(probe->out, 0, (size_t)o->n * sizeof *probe->out);
		probe->out[x->a] = true;
		hel_find_dissolved(o, probe->out, probe->dissolved);
		change.out = probe->out;
		change.dissolved = probe->dissolved;
		evaluate_again(probe, &change, NULL, 0, rise);
	} else {
		change.cut_a = x->a;
		change.cut_b = x->b;
		change_pair(probe, &change, rise);
	}
}

void hel_probe_effect(hel_probe *probe, const hel_externality *x, double *effect)
{
	size_t n = (size_t)probe->sample.model->n_targets;
	if (probe->job->options->of != HEL_OF_POTENTIAL) {
		rise_without(probe, x, effect);
		for (size_t t = 0; t < n; t++)
			effect[t] = -effect[t];
		return;
	}
	hel_change change = HEL_NO_CHANGE;
	change.tie_a = x->a;
	change.tie_b = x->b;
	change.tie_rho = probe->tie_rho;
	if (change.tie_rho > 0)
		change_pair(probe, &change, effect);
	else /* a clause whose rho is 0 is absent */
		memset(effect, 0, n * sizeof *effect);
}

double hel_probe_losses_without(hel_probe *probe, const bool *out)
{
	hel_change change = HEL_NO_CHANGE;
	memcpy(probe->out, out, (size_t)probe->sample.model->n * sizeof *out);
	hel_find_dissolved(probe->sample.model->obligations, probe->out, probe->dissolved);
	change.out = probe->out;
	change.dissolved = probe->dissolved;
	hel_sample_change(&probe->sample, &change);
	hel_losses(&probe->sample, NULL, 0);
	double sum = 0;
	for (int s = 0; s < probe->job->run->scored.n; s++) {
		int t = hel_column_of(probe->job, s);
		sum += t < 0 ? 0 : probe->sample.loss[t];
	}
	return sum;
}
