/* dangers.c: the two dangers of an alliance (Snyder 1984, "The Security Dilemma in Alliance Politics", World Politics 36:4): to be
 * left alone by the ally, and to be drawn into its conflicts. At the point. */
#include <math.h>
#include <stdlib.h>

#include "base/fail.h"
#include "externalities/job.h"

/* Attacks a year in which each state expects to be, as attacker or as target. All states are targets here: threats to states
 * outside the region count. */
static hel_status sum_threats(const hel_job *job, double *sum, hel_error *error)
{
	hel_model model = {0};
	hel_sample sample = {0};
	const hel_model *point = &job->c->point;
	hel_status status =
	    hel_model_build(&model, point->world, point->lens, point->obligations, NULL, 0, HEL_THREATENED, error);
	if (!status)
		status = hel_sample_new(&sample, &model, error);
	if (!status) {
		hel_sample_draw(&sample, job->options->seed, HEL_POINT);
		if (model.lens->kind == HEL_LENS_ESTIMATED)
			hel_losses(&sample, NULL, 0); /* its threats depend on help */
	}
	for (int t = 0; !status && t < model.n_targets; t++) {
		for (uint32_t slot = model.from[t]; slot < model.from[t + 1]; slot++) {
			sum[model.target[t]] += sample.threat[slot];
			sum[model.attacker[slot]] += sample.threat[slot];
		}
	}
	hel_sample_free(&sample);
	hel_model_free(&model);
	return status;
}

/* The chance that k comes to p's aid if every vote allows it: E or C of all that it owes p, at the mode. NAN: it owes no help. */
static double chance_of_help(const hel_job *job, int k, int p)
{
	const hel_obligations *o = job->c->point.obligations;
	const hel_bond *bond = hel_bond_find(o, k, p);
	double kept[2] = {0, 0}; /* defence, collective security */
	bool owes = false;
	for (uint32_t e = bond ? bond->first : 0; bond && e < bond->end; e++) {
		const hel_duty *duty = &o->duty[o->entry[e].duty];
		if (!hel_is_help(duty->type))
			continue;
		double *so_far = &kept[duty->type == HEL_COLLECTIVE_SECURITY];
		*so_far = hel_stacked(job->c->lens->stack, *so_far, o->rate[duty->rate].range.mode);
		owes = true;
	}
	if (job->options->of == HEL_OF_POTENTIAL) {
		kept[0] = hel_stacked(job->c->lens->stack, kept[0], job->tie_rho.mode);
		owes |= job->tie_rho.mode > 0;
	}
	return owes ? 1 - (1 - kept[0]) * (1 - kept[1]) : NAN;
}

hel_status hel_find_dangers(hel_job *job, hel_error *error)
{
	double *sum = calloc((size_t)job->c->point.n + 1, sizeof *sum);
	hel_status status = sum ? sum_threats(job, sum, error) : hel_fail_memory(error);
	for (size_t i = 0; !status && i < job->result->n; i++) {
		hel_externality *x = &job->result->x[i];
		const int pair[2][2] = {{x->a, x->b}, {x->b, x->a}};
		for (int way = 0; way < 2; way++) {
			int self = pair[way][0], ally = pair[way][1];
			double helps = chance_of_help(job, self, ally);
			x->danger[way].abandonment = 1 - chance_of_help(job, ally, self);
			x->danger[way].entrapment = isnan(helps) ? 0 : helps * sum[ally];
		}
	}
	free(sum);
	return status;
}
