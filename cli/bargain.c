/* bargain.c: helsinki bargain SCENARIO: what its parties could agree on, and what rules of decision would adopt. */
#include <string.h>

#include "commands.h"
#include "options.h"
#include "scenario.h"

static const option_spec SPEC[] = {
    {"parties", 0, "LIST", "other parties than the scenario's, as in it: '[USA, RUS, {name: EU, members: eu}]'"},
    {"lens", 0, "NAME", "only this lens, or all of a kind; may be repeated"},
    {"mechanism", 0, "NAME", "only this alternative; may be repeated"},
    {"draws", 0, "N", "draws for intervals and shares (the scenario's); 0: none"},
    {"seed", 0, "N", "of the draws (1)"},
    {"top", 0, "N", "text: at most so many of each list (6)"},
    {"format", 0, "FORMAT", "text (default), json or csv"},
    {"output", 'o', "FILE", "write there instead of standard output"},
    {"threads", 0, "N", "threads (all processors); no figure depends on it"},
    {"progress", 0, NULL, NULL},
    {"quiet", 'q', NULL, "no warnings or progress on standard error"},
    {"help", 'h', NULL, "this help"}};

enum { N_SPEC = sizeof SPEC / sizeof *SPEC, TEXT_TOP = 6 };

typedef struct job {
	options given;
	subject subject;
	hel_parley_options how;
	hel_parley parley;
	const char *format, *output;
	int top;
	bool bar;
} job;

static int read_words(job *j, int argc, char **argv)
{
	static const char *const formats[] = {"text", "json", "csv"};
	int bad = options_read(&j->given, "bargain", SPEC, N_SPEC, argc, argv);
	if (bad || options_get(&j->given, "help"))
		return bad;
	if ((bad = subject_name(&j->subject, "bargain", &j->given)))
		return bad;
	hel_parley_options_init(&j->how);
	j->format = options_choice(&j->given, "format", formats, 3, &bad);
	options_draws(&j->given, -1, &j->how.draws, &j->how.seed, &j->how.threads, &bad);
	j->top = (int)options_number(&j->given, "top", 1, 1000000, TEXT_TOP, &bad);
	j->output = options_get(&j->given, "output");
	j->bar = options_bar(&j->given);
	j->how.progress = show_progress;
	j->how.context = &j->bar;
	return bad;
}

static hel_status make_report(const job *j, hel_text *text, hel_error *error)
{
	if (!strcmp(j->format, "json"))
		return hel_report_bargain_json(text, &j->parley, error);
	if (!strcmp(j->format, "csv"))
		return hel_report_bargain_csv(text, &j->parley, error);
	return hel_report_bargain_text(text, &j->parley, j->top, error);
}

static int run(job *j)
{
	hel_error error = {0};
	hel_text text = {0};
	const char *parties = options_get(&j->given, "parties");
	int bad = subject_open(&j->subject, &j->given);
	if (bad)
		return bad;
	if (parties && hel_scenario_parties(&j->subject.scenario, j->subject.panel, parties, "--parties", &error))
		return print_error(&error);
	j->how.lens = j->subject.lens;
	j->how.n_lenses = j->subject.n_lenses;
	j->how.mechanism = j->subject.mechanism;
	j->how.n_mechanisms = j->subject.n_mechanisms;
	if (hel_parley_make(&j->parley, &j->subject.scenario, j->subject.panel, &j->how, &error))
		return print_error(&error);
	bool silent = options_get(&j->given, "quiet") || shows_warnings(j->format, j->output);
	hel_status made = make_report(j, &text, &error);
	return deliver(made, &error, j->output, &text, silent ? NULL : &j->parley.notes);
}

int cmd_bargain(int argc, char **argv)
{
	job j = {0};
	int bad = read_words(&j, argc, argv);
	if (!bad && options_get(&j.given, "help"))
		print_help("helsinki bargain SCENARIO [options]",
		           "Sets the parties of a scenario at one table: who prefers which mechanism to what, what nobody could improve on, what\n"
		           "Nash, Kalai and Smorodinsky, egalitarians and utilitarians would have them agree on, with and without lotteries,\n"
		           "what consensus, vetoes, majorities or an agenda setter would adopt, and who would have to pay whom.",
		           SPEC, N_SPEC, "helsinki bargain scenarios/europe-dialogue.yaml --lens rivalry");
	else if (!bad)
		bad = run(&j);
	hel_parley_free(&j.parley);
	subject_close(&j.subject);
	return bad;
}
