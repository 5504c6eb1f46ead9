/* job.c: see job.h. */
#include "job.h"

#include "api.h"

typedef struct job {
	const ask *asked;
	int threads;
	hel_scenario scenario;
	hel_panel *panel;
	hel_assessment assessment;
	hel_verdicts verdicts;
	hel_progress progress;
	void *context;
	double from, part; /* this step's share of the whole */
} job;

static int show(double done, void *context)
{
	const job *j = context;
	return j->progress(j->from + j->part * done, j->context);
}

static hel_status read_scenario(job *j, hel_error *error)
{
	const ask *asked = j->asked;
	hel_status status = hel_scenario_parse(&j->scenario, asked->text, asked->n, SCENARIO_NAME, NULL, error);
	if (status != HEL_EUSAGE)
		return status;
	status = hel_panel_open(&j->panel, NULL, error);
	return status ? status : hel_scenario_parse(&j->scenario, asked->text, asked->n, SCENARIO_NAME, j->panel, error);
}

static hel_status assess(job *j, hel_error *error)
{
	hel_assess_options how;
	hel_assess_options_init(&how);
	how.draws = j->asked->draws;
	how.seed = j->asked->seed;
	how.threads = j->threads;
	how.progress = show;
	how.context = j;
	return hel_assess(&j->assessment, &j->scenario, j->panel, &how, error);
}

static hel_status judge(job *j, hel_error *error)
{
	hel_verdict_options how;
	hel_verdict_options_init(&how);
	how.draws = j->asked->draws;
	how.seed = j->asked->seed;
	how.threads = j->threads;
	how.pivots = true;
	how.progress = show;
	how.context = j;
	return hel_verdicts_make(&j->verdicts, &j->scenario, j->panel, &how, error);
}

static hel_status do_both(job *j, hel_error *error)
{
	bool assesses = j->asked->kind == RUN_ASSESS, judges = !assesses || j->scenario.n_claims;
	hel_status status = HEL_OK;
	j->part = assesses && judges ? 0.5 : 1;
	if (assesses)
		status = assess(j, error);
	j->from = assesses ? j->part : 0;
	return !status && judges ? judge(j, error) : status;
}

hel_status job_do(const ask *asked, int threads, hel_progress progress, void *context, hel_text *text, hel_error *error)
{
	job j = {.asked = asked, .threads = threads, .progress = progress, .context = context};
	hel_status status = read_scenario(&j, error);
	if (!status)
		status = do_both(&j, error);
	if (!status)
		status = asked->kind == RUN_ASSESS ? hel_report_json(text, &j.assessment, &j.verdicts, error)
						   : hel_report_claims_json(text, &j.verdicts, error);
	hel_verdicts_free(&j.verdicts);
	hel_assessment_free(&j.assessment);
	hel_scenario_free(&j.scenario);
	hel_panel_free(j.panel);
	return status;
}
