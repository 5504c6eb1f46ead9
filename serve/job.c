/* job.c: see job.h. */
#include "job.h"

#include <stdlib.h>
#include <string.h>

#include "api.h"

enum { FILE_NAME_BYTES = NAME_MAX_BYTES + 6, STEPS = 3 };

typedef struct job {
	const ask *asked;
	int threads;
	char file[FILE_NAME_BYTES]; /* what the scenario is called */
	hel_scenario scenario;
	hel_panel *panel;
	hel_assessment assessment;
	hel_verdicts verdicts;
	hel_externalities externalities;
	hel_progress progress;
	void *context;
	double from, part; /* this step's share of the whole */
} job;

static int show(double done, void *context)
{
	const job *j = context;
	return j->progress(j->from + j->part * done, j->context);
}

/* Of a report the page names the file that it can be made from again. */
static const char *name_of(const ask *asked)
{
	return asked->name ? asked->name : SCENARIO_NAME;
}

static hel_status read_scenario(job *j, hel_error *error)
{
	const ask *asked = j->asked;
	if (asked->kind == RUN_REPORT)
		snprintf(j->file, sizeof j->file, "%s.yaml", name_of(asked));
	else
		snprintf(j->file, sizeof j->file, "%s", SCENARIO_NAME);
	hel_status status = hel_scenario_parse(&j->scenario, asked->text, asked->n, j->file, NULL, error);
	if (status != HEL_EUSAGE)
		return status;
	status = hel_panel_open(&j->panel, NULL, error);
	return status ? status : hel_scenario_parse(&j->scenario, asked->text, asked->n, j->file, j->panel, error);
}

/* Memory is by the draw, and a file may ask for a hundred times as many as a question may. */
static hel_status check_draws(const job *j, hel_error *error)
{
	int draws = j->asked->draws < 0 ? j->scenario.draws : j->asked->draws;
	if (draws <= RUN_DRAWS_MAX)
		return HEL_OK;
	*error = (hel_error){.status = HEL_EINPUT};
	snprintf(error->file, sizeof error->file, "%s", j->file);
	snprintf(error->message, sizeof error->message, "%d draws are more than the %d that are made here; say fewer in 'draws', or use 'helsinki assess'",
		 draws, RUN_DRAWS_MAX);
	return HEL_EINPUT;
}

/* --- the steps of a run --------------------------------------------------------------------------------------------------- */

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

/* At the point, as on the command line. */
static hel_status weigh(job *j, hel_error *error)
{
	hel_externalities_options how;
	hel_externalities_options_init(&how);
	how.draws = 0;
	how.seed = j->asked->seed;
	how.threads = j->threads;
	how.progress = show;
	how.context = j;
	return hel_externalities_make(&j->externalities, &j->scenario, j->panel, &how, error);
}

static hel_status do_steps(job *j, hel_error *error)
{
	hel_status (*step[STEPS])(job *, hel_error *);
	run_kind kind = j->asked->kind;
	hel_status status = HEL_OK;
	int n = 0;
	if (kind != RUN_CLAIMS)
		step[n++] = assess;
	if (kind == RUN_CLAIMS || j->scenario.n_claims)
		step[n++] = judge;
	if (kind == RUN_REPORT)
		step[n++] = weigh;
	j->part = 1. / n;
	for (int s = 0; s < n && !status; s++) {
		j->from = s * j->part;
		status = step[s](j, error);
	}
	return status;
}

/* --- what it answers ------------------------------------------------------------------------------------------------------ */

/* The line that makes the page again from the file as it is saved; a name needs no quotes (ask.c). */
static void put_command(hel_text *line, const ask *asked)
{
	hel_text_printf(line, "helsinki assess %s.yaml", name_of(asked));
	if (asked->draws >= 0)
		hel_text_printf(line, " --draws %d", asked->draws);
	if (asked->seed != 1)
		hel_text_printf(line, " --seed %llu", (unsigned long long)asked->seed);
	hel_text_printf(line, " --format html -o %s.html", name_of(asked));
}

static bool put_object(hel_text *text, const char *key, const hel_text *value)
{
	json_t *object = json_pack("{s:s%}", key, value->bytes, value->n);
	char *bytes = object ? json_dumps(object, JSON_COMPACT) : NULL;
	if (bytes)
		hel_text_put(text, bytes, strlen(bytes));
	free(bytes);
	json_decref(object);
	return bytes && !text->failed;
}

static hel_status put_page(hel_text *text, job *j, hel_error *error)
{
	hel_text command = {0}, html = {0};
	put_command(&command, j->asked);
	const hel_page page = {&j->assessment, &j->verdicts, &j->externalities, j->scenario.world.stated ? NULL : j->panel,
			       command.failed ? NULL : command.bytes};
	hel_status status = hel_report_html(&html, &page, error);
	if (!status && !put_object(text, "html", &html)) {
		*error = (hel_error){.status = HEL_ENOMEM, .message = "out of memory"};
		status = HEL_ENOMEM;
	}
	hel_text_free(&html);
	hel_text_free(&command);
	return status;
}

static hel_status put_answer(hel_text *text, job *j, hel_error *error)
{
	switch (j->asked->kind) {
	case RUN_ASSESS:
		return hel_report_json(text, &j->assessment, &j->verdicts, error);
	case RUN_REPORT:
		return put_page(text, j, error);
	default:
		return hel_report_claims_json(text, &j->verdicts, error);
	}
}

hel_status job_do(const ask *asked, int threads, hel_progress progress, void *context, hel_text *text, hel_error *error)
{
	job j = {.asked = asked, .threads = threads, .progress = progress, .context = context};
	hel_status status = read_scenario(&j, error);
	if (!status)
		status = check_draws(&j, error);
	if (!status)
		status = do_steps(&j, error);
	if (!status)
		status = put_answer(text, &j, error);
	hel_externalities_free(&j.externalities);
	hel_verdicts_free(&j.verdicts);
	hel_assessment_free(&j.assessment);
	hel_scenario_free(&j.scenario);
	hel_panel_free(j.panel);
	return status;
}
