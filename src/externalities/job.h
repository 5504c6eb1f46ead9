/* job.h: externalities under way: what is asked, of which mechanism under which lens, and what one thread works with. */
#ifndef HEL_EXTERNALITIES_JOB_H
#define HEL_EXTERNALITIES_JOB_H

#include "assess/run.h"
#include "base/shift.h"
#include "externalities/pairwise.h"
#include "helsinki/externalities.h"

/* One mechanism under one lens. */
typedef struct hel_job {
	const hel_externalities_options *options;
	const hel_run *run;
	const hel_case *c;
	hel_externalities_result *result;
	hel_arena *arena;    /* of the externalities: what the caller keeps */
	int threads, draws;
	hel_range tie_rho;   /* of a tie that is added */
	hel_shift shift;     /* of all its loops */
} hel_job;

/* What one thread works with. The losses with everything in place and the layout may be shared. */
typedef struct hel_probe {
	const hel_job *job;
	hel_sample sample;
	const hel_pairwise *pairwise; /* NULL: evaluate again */
	const double *loss;           /* n_targets */
	double *scratch, *rise;
	bool *out, *dissolved;
	double tie_rho;
	hel_arena *arena;
} hel_probe;

/* probe.c. at_point: of the point's model, else of the draws'. */
hel_status hel_probe_new(hel_probe *probe, const hel_job *job, bool at_point, hel_error *error);
void hel_probe_free(hel_probe *probe);
/* Sets the sample to a draw, unevaluated. */
void hel_probe_draw(hel_probe *probe, int draw);
/* L with x less L without it, of every target. */
void hel_probe_effect(hel_probe *probe, const hel_externality *x, double *effect);
/* The sum of the region's losses when those marked are out of everything; leaves the sample so. */
double hel_probe_losses_without(hel_probe *probe, const bool *out);

/* things.c: what there is of what is asked, by name of a party; and who is a party. */
hel_status hel_list_things(hel_job *job, hel_error *error);
bool hel_is_party(const hel_job *job, const hel_externality *x, int state);

/* point.c: point figures of every x, the ranking, and figures by state of those kept. */
hel_status hel_survey_point(hel_job *job, hel_error *error);
/* What a difference in L is in S, for a state that loses `with` a year with x. */
double hel_in_security(const hel_job *job, double with, double dL);

/* draws.c: intervals of those kept. */
hel_status hel_survey_draws(hel_job *job, hel_error *error);
/* How many x are worked on at once: so many draws of so many states fit into some tens of megabytes. */
size_t hel_chunk_of(const hel_job *job);

/* dangers.c: abandonment and entrapment of every tie. */
hel_status hel_find_dangers(hel_job *job, hel_error *error);

/* actors.c: Shapley values and interactions. */
hel_status hel_value_actors(hel_job *job, hel_error *error);

/* The column of the s-th state of the region; -1: the lens does not know it. */
static inline int hel_column_of(const hel_job *job, int s)
{
	const hel_model *model = &job->c->point;
	int state = job->run->scored.state[s];
	return model->known[state] ? model->column[state] : -1;
}

#endif
