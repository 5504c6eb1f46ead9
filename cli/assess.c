/* assess.c: helsinki assess SCENARIO: from a scenario file to the four properties of every mechanism under every lens. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "commands.h"
#include "options.h"
#include "scenario.h"

static const option_spec SPEC[] = {
    {"lens", 0, "NAME", "only this lens, or all of this kind; may be repeated"},
    {"mechanism", 0, "NAME", "only this mechanism; may be repeated"},
    {"draws", 0, "N", "draws of every ranged parameter (the scenario's, else 200); 0: point figures only"},
    {"seed", 0, "N", "seed of the draws (1)"},
    {"matrices", 0, "DIR", "also write power, help, abetment, defeat and threat of every pair as CSV"},
    {"no-claims", 0, NULL, "json, html: do not judge the scenario's claims"},
    {"format", 0, "FORMAT", "text (default), json or html"},
    {"output", 'o', "FILE", "write there instead of standard output"},
    {"threads", 0, "N", "at most so many threads (all processors); no figure depends on it"},
    {"quiet", 'q', NULL, "no progress and no warnings on standard error"},
    {"progress", 0, NULL, NULL}, /* as if standard error were a terminal: for tests */
    {"help", 'h', NULL, "this help"}};

enum { N_SPEC = sizeof SPEC / sizeof *SPEC };

typedef struct job {
	options given;
	const char *format, *output, *matrices;
	bool quiet, bar;
	subject subject;
	hel_assessment assessment;
	hel_verdicts verdicts;
	hel_externalities externalities;
	hel_assess_options how;
	hel_text command; /* the line that was given */
} job;

static int read_words(job *j, int argc, char **argv)
{
	static const char *const formats[] = {"text", "json", "html"};
	int bad = options_read(&j->given, "assess", SPEC, N_SPEC, argc, argv);
	if (bad || options_get(&j->given, "help"))
		return bad;
	bad = subject_name(&j->subject, "assess", &j->given);
	if (bad)
		return bad;
	j->output = options_get(&j->given, "output");
	j->matrices = options_get(&j->given, "matrices");
	j->quiet = options_get(&j->given, "quiet") != NULL;
	j->bar = options_bar(&j->given);
	hel_assess_options_init(&j->how);
	options_draws(&j->given, -1, &j->how.draws, &j->how.seed, &j->how.threads, &bad);
	j->how.progress = show_progress;
	j->how.context = &j->bar;
	j->format = options_choice(&j->given, "format", formats, 3, &bad);
	return bad;
}

/* A name as part of a file name: a run of other characters than A-Z a-z 0-9 = - becomes one _. */
static void clean_name(char *to, size_t room, const char *name)
{
	size_t n = 0;
	for (; *name && n + 1 < room; name++) {
		bool plain = (*name >= 'A' && *name <= 'Z') || (*name >= 'a' && *name <= 'z') || (*name >= '0' && *name <= '9') ||
		             *name == '=' || *name == '-';
		if (plain)
			to[n++] = *name;
		else if (!n || to[n - 1] != '_')
			to[n++] = '_';
	}
	to[n] = '\0';
}

static int write_matrix(const job *j, const hel_result *result, const char *kind, const double *matrix)
{
	char mechanism[256], lens[256], path[4096];
	hel_text text = {0};
	hel_error error = {0};
	clean_name(mechanism, sizeof mechanism, j->subject.scenario.mechanism[result->mechanism].name);
	clean_name(lens, sizeof lens, j->subject.scenario.lens[result->lens].name);
	snprintf(path, sizeof path, "%s/%s.%s.%s.csv", j->matrices, mechanism, lens, kind);
	int bad = hel_report_matrix(&text, &j->subject.scenario.world, matrix, &error) ? print_error(&error) : write_output(path, &text);
	hel_text_free(&text);
	return bad;
}

static int write_matrices(const job *j)
{
	if (mkdir(j->matrices, 0777) && errno != EEXIST) {
		fprintf(stderr, "helsinki: cannot make directory '%s': %s\n", j->matrices, strerror(errno));
		return EXIT_RESOURCE;
	}
	int bad = 0;
	for (size_t r = 0; !bad && r < j->assessment.n_results; r++) {
		const hel_result *result = &j->assessment.result[r];
		hel_security s = {0};
		hel_error error = {0};
		if (hel_security_evaluate(&s, &j->subject.scenario.world, &j->subject.scenario.mechanism[result->mechanism],
		                          &result->calibrated, j->how.seed, HEL_POINT, &error))
			return print_error(&error);
		const char *const kinds[] = {"power", "help", "abetment", "defeat", "threat"};
		const double *const matrices[] = {s.power, s.help, s.abetment, s.defeat, s.threat};
		for (size_t k = 0; !bad && k < 5; k++)
			bad = write_matrix(j, result, kinds[k], matrices[k]);
		hel_security_free(&s);
	}
	return bad;
}

/* JSON and the page hold the claims and their verdicts too. */
static int judge(job *j)
{
	hel_error error = {0};
	hel_verdict_options how;
	if (!strcmp(j->format, "text") || !j->subject.scenario.n_claims || options_get(&j->given, "no-claims"))
		return 0;
	hel_verdict_options_init(&how);
	how.draws = j->how.draws;
	how.seed = j->how.seed;
	how.threads = j->how.threads;
	how.n_lenses = j->how.n_lenses;
	how.lens = j->how.lens;
	how.progress = j->how.progress;
	how.context = j->how.context;
	hel_status status = hel_verdicts_make(&j->verdicts, &j->subject.scenario, j->subject.panel, &how, &error);
	return status ? print_error(&error) : 0;
}

/* The page shows what every commitment gives and costs, at the point: with draws it would take as long as all the rest. */
static int weigh(job *j)
{
	hel_error error = {0};
	hel_externalities_options how;
	if (strcmp(j->format, "html") != 0)
		return 0;
	hel_externalities_options_init(&how);
	how.draws = 0;
	how.seed = j->how.seed;
	how.threads = j->how.threads;
	how.n_lenses = j->how.n_lenses;
	how.lens = j->how.lens;
	how.n_mechanisms = j->how.n_mechanisms;
	how.mechanism = j->how.mechanism;
	how.progress = j->how.progress;
	how.context = j->how.context;
	hel_status status = hel_externalities_make(&j->externalities, &j->subject.scenario, j->subject.panel, &how, &error);
	return status ? print_error(&error) : 0;
}

/* --- the page ----------------------------------------------------------------------------------------------------- */

static bool is_plain(const char *word)
{
	for (const char *c = word; *c; c++) {
		bool letter = (*c >= 'A' && *c <= 'Z') || (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9');
		if (!letter && !strchr("_./:=,@%+-", *c))
			return false;
	}
	return *word != '\0';
}

/* A word as a shell reads it back. */
static void put_quoted(hel_text *line, const char *word)
{
	if (is_plain(word)) {
		hel_text_printf(line, "%s", word);
		return;
	}
	hel_text_put(line, "'", 1);
	for (; *word; word++) {
		if (*word == '\'')
			hel_text_printf(line, "'\\''");
		else
			hel_text_put(line, word, 1);
	}
	hel_text_put(line, "'", 1);
}

/* Of an absolute path only the last part: a page is the same wherever it was made. */
static void note_command(hel_text *line, int argc, char **argv)
{
	hel_text_printf(line, "helsinki");
	for (int word = 0; word < argc; word++) {
		const char *slash = argv[word][0] == '/' ? strrchr(argv[word], '/') : NULL;
		hel_text_put(line, " ", 1);
		put_quoted(line, slash && slash[1] ? slash + 1 : argv[word]);
	}
}

static hel_status make_report(job *j, hel_text *text, hel_error *error)
{
	if (!strcmp(j->format, "json"))
		return hel_report_json(text, &j->assessment, &j->verdicts, error);
	if (!strcmp(j->format, "html")) {
		const hel_page page = {&j->assessment, &j->verdicts, &j->externalities,
		                       j->subject.scenario.world.stated ? NULL : j->subject.panel,
		                       j->command.failed ? NULL : j->command.bytes};
		return hel_report_html(text, &page, error);
	}
	const hel_text_options how = text_options(j->output, j->subject.panel);
	return hel_report_text(text, &j->assessment, &how, error);
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
	if (hel_assess(&j->assessment, &j->subject.scenario, j->subject.panel, &j->how, &error))
		return print_error(&error);
	bad = judge(j);
	if (!bad)
		bad = weigh(j);
	if (bad)
		return bad;
	hel_text text = {0};
	hel_status made = make_report(j, &text, &error);
	if (!made && j->matrices && !was_interrupted())
		bad = write_matrices(j);
	if (bad) {
		hel_text_free(&text);
		return bad;
	}
	bool silent = j->quiet || shows_warnings(j->format, j->output);
	return deliver(made, &error, j->output, &text, silent ? NULL : &j->assessment.notes);
}

int cmd_assess(int argc, char **argv)
{
	job j = {0};
	int bad = read_words(&j, argc, argv);
	note_command(&j.command, argc, argv);
	if (!bad && options_get(&j.given, "help"))
		print_help("helsinki assess SCENARIO [options]",
		           "Assesses every mechanism of a scenario under every lens: indivisible, balanced, effective,\n"
		           "sustainable, with 90 % intervals, and what each verdict hangs on.",
		           SPEC, N_SPEC, "helsinki assess scenarios/europe-2022.yaml --format html -o europe.html");
	else if (!bad)
		bad = run(&j);
	hel_text_free(&j.command);
	hel_externalities_free(&j.externalities);
	hel_verdicts_free(&j.verdicts);
	hel_assessment_free(&j.assessment);
	subject_close(&j.subject);
	return bad;
}
