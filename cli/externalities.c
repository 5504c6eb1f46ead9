/* externalities.c: helsinki externalities SCENARIO: what every commitment, tie, absent tie or actor gives to every state. */
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "options.h"
#include "scenario.h"

static const option_spec SPEC[] = {
    {"of", 0, "WHAT", "commitments (default), ties, potential (ties that do not exist) or actors"},
    {"top", 0, "N", "only the N that cost others most (text: 10; json and csv: all)"},
    {"lens", 0, "NAME", "only this lens, or all of this kind; may be repeated"},
    {"mechanism", 0, "NAME", "only this mechanism (potential: the first); may be repeated"},
    {"interactions", 0, NULL, "actors: also what two of them are worth together, for the ten largest"},
    {"draws", 0, "N", "draws of every ranged parameter (the scenario's, else 200); 0: point figures only"},
    {"seed", 0, "N", "seed of the draws (1)"},
    {"format", 0, "FORMAT", "text (default), csv or json"},
    {"output", 'o', "FILE", "write there instead of standard output"},
    {"threads", 0, "N", "at most so many threads (all processors); no figure depends on it"},
    {"quiet", 'q', NULL, "no progress and no warnings on standard error"},
    {"progress", 0, NULL, NULL}, /* as if standard error were a terminal: for tests */
    {"help", 'h', NULL, "this help"}};

enum { N_SPEC = sizeof SPEC / sizeof *SPEC, TOP_IN_TEXT = 10, ORDERS = 64, TOP_ACTORS = 10 };

typedef struct job {
	options given;
	const char *format, *output;
	bool quiet, bar;
	subject subject;
	hel_externalities made;
	hel_externalities_options how;
} job;

static int read_what(job *j)
{
	const char *whats[HEL_WHATS], *word = options_get(&j->given, "of");
	for (int w = 0; w < HEL_WHATS; w++) {
		whats[w] = hel_what_name((hel_what)w);
		if (word ? !strcmp(word, whats[w]) : w == HEL_OF_COMMITMENTS) {
			j->how.of = (hel_what)w;
			return 0;
		}
	}
	const char *nearest = hel_nearest_word(word, whats, HEL_WHATS);
	if (nearest)
		return wrong_usage("externalities", "unknown --of '%s'; did you mean '%s'?", word, nearest);
	return wrong_usage("externalities", "unknown --of '%s'", word);
}

static int read_words(job *j, int argc, char **argv)
{
	static const char *const formats[] = {"text", "csv", "json"};
	int bad = options_read(&j->given, "externalities", SPEC, N_SPEC, argc, argv);
	if (bad || options_get(&j->given, "help"))
		return bad;
	bad = subject_name(&j->subject, "externalities", &j->given);
	if (bad)
		return bad;
	j->output = options_get(&j->given, "output");
	j->quiet = options_get(&j->given, "quiet") != NULL;
	j->bar = options_bar(&j->given);
	hel_externalities_options_init(&j->how);
	bad = read_what(j);
	j->format = options_choice(&j->given, "format", formats, 3, &bad);
	bool is_csv = !bad && !strcmp(j->format, "csv"), is_text = !bad && !strcmp(j->format, "text");
	j->how.top = (size_t)options_number(&j->given, "top", 1, 1000000, is_text ? TOP_IN_TEXT : 0, &bad);
	options_draws(&j->given, -1, &j->how.draws, &j->how.seed, &j->how.threads, &bad);
	bool interactions = options_get(&j->given, "interactions") != NULL;
	if (!bad && interactions && j->how.of != HEL_OF_ACTORS)
		return wrong_usage("externalities", "option '--interactions' is for '--of actors'");
	j->how.giving = !is_csv;
	j->how.permutations = is_csv ? 0 : ORDERS;
	j->how.interactions = interactions && !is_csv ? TOP_ACTORS : 0;
	j->how.progress = show_progress;
	j->how.context = &j->bar;
	return bad;
}

/* Row by row: of all pairs of the world there are more than should stand in memory at once. */
static int write_csv(const job *j, const hel_notes *warnings)
{
	hel_error error = {0};
	hel_output *output = NULL;
	if (was_interrupted())
		return EXIT_INTERRUPTED;
	hel_status status = hel_output_open(&output, j->output, &error);
	if (status)
		return print_error(&error);
	status = hel_report_externalities_csv(output, &j->made, &error);
	if (status)
		hel_output_discard(output);
	else
		status = hel_output_commit(output, &error);
	if (!status && warnings)
		print_notes(warnings);
	return status ? print_error(&error) : 0;
}

static int write_report(const job *j, const hel_notes *warnings)
{
	hel_error error = {0};
	hel_text text = {0};
	hel_status status = !strcmp(j->format, "json") ? hel_report_externalities_json(&text, &j->made, &error)
	                                               : hel_report_externalities_text(&text, &j->made, &error);
	return deliver(status, &error, j->output, &text, warnings);
}

static int run(job *j)
{
	hel_error error = {0};
	int bad = subject_open(&j->subject, &j->given);
	if (bad)
		return bad;
	j->how.n_lenses = j->subject.n_lenses;
	j->how.lens = j->subject.lens;
	j->how.n_mechanisms = j->subject.n_mechanisms;
	j->how.mechanism = j->subject.mechanism;
	if (hel_externalities_make(&j->made, &j->subject.scenario, j->subject.panel, &j->how, &error))
		return print_error(&error);
	const hel_notes *warnings = j->quiet || shows_warnings(j->format, j->output) ? NULL : &j->made.notes;
	return strcmp(j->format, "csv") ? write_report(j, warnings) : write_csv(j, warnings);
}

int cmd_externalities(int argc, char **argv)
{
	job j = {0};
	int bad = read_words(&j, argc, argv);
	if (!bad && options_get(&j.given, "help"))
		print_help("helsinki externalities SCENARIO [options]",
		           "For every commitment, tie, absent tie or actor: what every state gains or loses by it, with 90 %\n"
		           "intervals, who pays most, and which cost others most or give them most.",
		           SPEC, N_SPEC, "helsinki externalities scenarios/three-states.yaml --of ties");
	else if (!bad)
		bad = run(&j);
	hel_externalities_free(&j.made);
	subject_close(&j.subject);
	return bad;
}
