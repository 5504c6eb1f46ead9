/* claims.c: helsinki claims SCENARIO: what is said of its mechanisms, judged under every lens, and where each verdict turns. */
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "scenario.h"

static const option_spec SPEC[] = {
    {"lens", 0, "NAME", "only this lens, or all of this kind; may be repeated"},
    {"draws", 0, "N", "draws of every ranged parameter (the scenario's, else 200); 0: at the point only"},
    {"no-pivots", 0, NULL, "do not look for the values of parameters at which verdicts turn"},
    {"seed", 0, "N", "seed of the draws (1)"},
    {"format", 0, "FORMAT", "text (default), json or csv"},
    {"output", 'o', "FILE", "write there instead of standard output"},
    {"threads", 0, "N", "at most so many threads (all processors); no figure depends on it"},
    {"quiet", 'q', NULL, "no progress and no warnings on standard error"},
    {"progress", 0, NULL, NULL}, /* as if standard error were a terminal: for tests */
    {"help", 'h', NULL, "this help"}};

enum { N_SPEC = sizeof SPEC / sizeof *SPEC };

typedef struct job {
	options given;
	const char *format, *output;
	bool quiet, bar;
	subject subject;
	hel_verdicts verdicts;
	hel_verdict_options how;
} job;

static int read_words(job *j, int argc, char **argv)
{
	static const char *const formats[] = {"text", "json", "csv"};
	int bad = options_read(&j->given, "claims", SPEC, N_SPEC, argc, argv);
	if (bad || options_get(&j->given, "help"))
		return bad;
	bad = subject_name(&j->subject, "claims", &j->given);
	if (bad)
		return bad;
	j->output = options_get(&j->given, "output");
	j->quiet = options_get(&j->given, "quiet") != NULL;
	j->bar = options_bar(&j->given);
	hel_verdict_options_init(&j->how);
	j->how.pivots = !options_get(&j->given, "no-pivots");
	options_draws(&j->given, -1, &j->how.draws, &j->how.seed, &j->how.threads, &bad);
	j->how.progress = show_progress;
	j->how.context = &j->bar;
	j->format = options_choice(&j->given, "format", formats, 3, &bad);
	return bad;
}

static hel_status make_report(const job *j, hel_text *text, hel_error *error)
{
	if (!strcmp(j->format, "json"))
		return hel_report_claims_json(text, &j->verdicts, error);
	if (!strcmp(j->format, "csv"))
		return hel_report_claims_csv(text, &j->verdicts, error);
	return hel_report_claims_text(text, &j->verdicts, text_colour(j->output), text_width(j->output), error);
}

static int run(job *j)
{
	hel_error error = {0};
	hel_text text = {0};
	int bad = subject_open(&j->subject, &j->given);
	if (bad)
		return bad;
	j->how.lens = j->subject.lens;
	j->how.n_lenses = j->subject.n_lenses;
	if (hel_verdicts_make(&j->verdicts, &j->subject.scenario, j->subject.panel, &j->how, &error))
		return print_error(&error);
	bool silent = j->quiet || shows_warnings(j->format, j->output);
	hel_status made = make_report(j, &text, &error);
	return deliver(made, &error, j->output, &text, silent ? NULL : &j->verdicts.notes);
}

int cmd_claims(int argc, char **argv)
{
	job j = {0};
	int bad = read_words(&j, argc, argv);
	if (!bad && options_get(&j.given, "help"))
		print_help("helsinki claims SCENARIO [options]",
		           "Judges every claim of a scenario under every lens: holds, fails, depends, negligible or not testable; and says at\n"
		           "which value of each parameter the answer flips.",
		           SPEC, N_SPEC, "helsinki claims scenarios/europe-2022.yaml --lens rivalry");
	else if (!bad)
		bad = run(&j);
	hel_verdicts_free(&j.verdicts);
	subject_close(&j.subject);
	return bad;
}
