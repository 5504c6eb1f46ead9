/* claims.c: helsinki claims SCENARIO: what is said of its mechanisms, judged under every lens, and where each verdict turns. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

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
	if (j->given.n_words != 1)
		return wrong_usage("claims", j->given.n_words ? "one scenario at a time" : "which scenario?");
	j->subject.command = "claims";
	j->subject.file = j->given.word[0];
	j->output = options_get(&j->given, "output");
	j->quiet = options_get(&j->given, "quiet") != NULL;
	j->bar = !j->quiet && (is_terminal(STDERR_FILENO) || options_get(&j->given, "progress"));
	hel_verdict_options_init(&j->how);
	j->how.pivots = !options_get(&j->given, "no-pivots");
	j->how.draws = (int)options_number(&j->given, "draws", 0, 1000000, -1, &bad);
	j->how.seed = (uint64_t)options_number(&j->given, "seed", 0, INT64_MAX, 1, &bad);
	j->how.threads = (int)options_number(&j->given, "threads", 1, 1024, 0, &bad);
	j->how.progress = show_progress;
	j->how.context = &j->bar;
	j->format = bad ? NULL : options_choice(&j->given, "format", formats, 3, &bad);
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
	if (make_report(j, &text, &error)) {
		hel_text_free(&text);
		return print_error(&error);
	}
	bool in_text = !strcmp(j->format, "text") && !j->output;
	return deliver(j->output, &text, j->quiet || in_text ? NULL : &j->verdicts.notes);
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
