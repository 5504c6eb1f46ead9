/* assess.c: helsinki assess SCENARIO: from a scenario file to the four properties of every mechanism under every lens. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands.h"
#include "options.h"

static const option_spec SPEC[] = {
    {"lens", 0, "NAME", "only this lens, or all of this kind; may be repeated"},
    {"mechanism", 0, "NAME", "only this mechanism; may be repeated"},
    {"draws", 0, "N", "draws of every ranged parameter (the scenario's, else 200); 0: point figures only"},
    {"seed", 0, "N", "seed of the draws (1)"},
    {"matrices", 0, "DIR", "also write power, help, abetment, defeat and threat of every pair as CSV"},
    {"format", 0, "FORMAT", "text (default), json or html"},
    {"output", 'o', "FILE", "write there instead of standard output"},
    {"threads", 0, "N", "at most so many threads (all processors); no figure depends on it"},
    {"quiet", 'q', NULL, "no progress and no warnings"},
    {"progress", 0, NULL, NULL}, /* as if standard error were a terminal: for tests */
    {"help", 'h', NULL, "this help"}};

enum { N_SPEC = sizeof SPEC / sizeof *SPEC };

typedef struct job {
	options given;
	const char *file, *format, *output, *matrices;
	bool quiet, bar;
	hel_panel *panel;
	hel_scenario scenario;
	hel_assessment assessment;
	hel_assess_options how;
	size_t *lens, *mechanism;
} job;

static int read_words(job *j, int argc, char **argv)
{
	static const char *const formats[] = {"text", "json", "html"};
	int bad = options_read(&j->given, "assess", SPEC, N_SPEC, argc, argv);
	if (bad)
		return bad;
	if (options_get(&j->given, "help"))
		return 0;
	if (j->given.n_words != 1)
		return wrong_usage("assess", j->given.n_words ? "one scenario at a time" : "which scenario?");
	j->file = j->given.word[0];
	j->format = options_get(&j->given, "format") ? options_get(&j->given, "format") : "text";
	j->output = options_get(&j->given, "output");
	j->matrices = options_get(&j->given, "matrices");
	j->quiet = options_get(&j->given, "quiet") != NULL;
	j->bar = !j->quiet && (is_terminal(STDERR_FILENO) || options_get(&j->given, "progress"));
	hel_assess_options_init(&j->how);
	j->how.draws = (int)options_number(&j->given, "draws", 0, 1000000, -1, &bad);
	j->how.seed = (uint64_t)options_number(&j->given, "seed", 0, INT64_MAX, 1, &bad);
	j->how.threads = (int)options_number(&j->given, "threads", 1, 1024, 0, &bad);
	j->how.progress = show_progress;
	j->how.context = &j->bar;
	if (!bad && strcmp(j->format, formats[0]) && strcmp(j->format, formats[1]) && strcmp(j->format, formats[2])) {
		const char *nearest = hel_nearest_word(j->format, formats, 3);
		return wrong_usage("assess", "unknown format '%s'; did you mean '%s'?", j->format, nearest ? nearest : "text");
	}
	return bad;
}

/* A scenario that states its world needs no data; one that names a year does. */
static hel_status read_scenario(job *j, hel_error *error)
{
	hel_status status = hel_scenario_read(&j->scenario, j->file, NULL, error);
	if (status != HEL_EUSAGE)
		return status;
	status = hel_panel_open(&j->panel, NULL, error);
	return status ? status : hel_scenario_read(&j->scenario, j->file, j->panel, error);
}

static bool takes_lens(const hel_lens *lens, const char *word, bool by_kind)
{
	return !strcmp(by_kind ? hel_lens_kind_name(lens->kind) : lens->name, word);
}

static int choose_lenses(job *j, const char *word)
{
	const hel_scenario *s = &j->scenario;
	bool found = false, by_kind = true;
	for (size_t l = 0; l < s->n_lenses; l++)
		by_kind = by_kind && !takes_lens(&s->lens[l], word, false);
	for (size_t l = 0; l < s->n_lenses; l++) {
		bool taken = false;
		if (!takes_lens(&s->lens[l], word, by_kind))
			continue;
		found = true;
		for (size_t x = 0; x < j->how.n_lenses; x++)
			taken |= j->lens[x] == l;
		if (!taken)
			j->lens[j->how.n_lenses++] = l;
	}
	if (found)
		return 0;
	const char *nearest = NULL;
	for (size_t l = 0; l < s->n_lenses && !nearest; l++) {
		const char *words[] = {s->lens[l].name, hel_lens_kind_name(s->lens[l].kind)};
		nearest = hel_nearest_word(word, words, 2);
	}
	return nearest ? wrong_usage("assess", "the scenario has no lens '%s'; did you mean '%s'?", word, nearest)
	               : wrong_usage("assess", "the scenario has no lens '%s'", word);
}

static int choose_mechanism(job *j, const char *word)
{
	const hel_scenario *s = &j->scenario;
	const char *nearest = NULL;
	for (size_t m = 0; m < s->n_mechanisms; m++) {
		bool taken = false;
		for (size_t x = 0; x < j->how.n_mechanisms; x++)
			taken |= j->mechanism[x] == m;
		if (!strcmp(s->mechanism[m].name, word)) {
			if (!taken)
				j->mechanism[j->how.n_mechanisms++] = m;
			return 0;
		}
		nearest = nearest ? nearest : hel_nearest_word(word, &s->mechanism[m].name, 1);
	}
	return nearest ? wrong_usage("assess", "the scenario has no mechanism '%s'; did you mean '%s'?", word, nearest)
	               : wrong_usage("assess", "the scenario has no mechanism '%s'", word);
}

static int choose(job *j)
{
	j->lens = calloc(j->scenario.n_lenses + 1, sizeof *j->lens);
	j->mechanism = calloc(j->scenario.n_mechanisms + 1, sizeof *j->mechanism);
	if (!j->lens || !j->mechanism)
		return print_error(&(hel_error){.status = HEL_ENOMEM, .message = "out of memory"});
	int bad = 0;
	for (size_t o = 0; !bad && o < j->given.n; o++) {
		if (!strcmp(j->given.name[o], "lens"))
			bad = choose_lenses(j, j->given.value[o]);
		else if (!strcmp(j->given.name[o], "mechanism"))
			bad = choose_mechanism(j, j->given.value[o]);
	}
	j->how.lens = j->lens;
	j->how.mechanism = j->mechanism;
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
	clean_name(mechanism, sizeof mechanism, j->scenario.mechanism[result->mechanism].name);
	clean_name(lens, sizeof lens, j->scenario.lens[result->lens].name);
	snprintf(path, sizeof path, "%s/%s.%s.%s.csv", j->matrices, mechanism, lens, kind);
	int bad = hel_report_matrix(&text, &j->scenario.world, matrix, &error) ? print_error(&error) : write_output(path, &text);
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
		if (hel_security_evaluate(&s, &j->scenario.world, &j->scenario.mechanism[result->mechanism], &result->calibrated,
		                          j->how.seed, HEL_POINT, &error))
			return print_error(&error);
		const char *const kinds[] = {"power", "help", "abetment", "defeat", "threat"};
		const double *const matrices[] = {s.power, s.help, s.abetment, s.defeat, s.threat};
		for (size_t k = 0; !bad && k < 5; k++)
			bad = write_matrix(j, result, kinds[k], matrices[k]);
		hel_security_free(&s);
	}
	return bad;
}

static int terminal_width(void)
{
	struct winsize size;
	return !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_col ? size.ws_col : 0;
}

static hel_status make_report(job *j, hel_text *text, hel_error *error)
{
	const char *no_colour = getenv("NO_COLOR");
	bool terminal = !j->output && is_terminal(STDOUT_FILENO);
	if (!strcmp(j->format, "json"))
		return hel_report_json(text, &j->assessment, error);
	if (!strcmp(j->format, "html")) {
		if (!j->panel && !j->scenario.world.stated)
			return hel_report_html(text, &j->assessment, NULL, error);
		return hel_report_html(text, &j->assessment, j->panel, error);
	}
	return hel_report_text(text, &j->assessment, terminal && !(no_colour && *no_colour), terminal ? terminal_width() : 0, error);
}

static int run(job *j)
{
	hel_error error = {0};
	if (read_scenario(j, &error))
		return print_error(&error);
	int bad = choose(j);
	if (bad)
		return bad;
	if (hel_assess(&j->assessment, &j->scenario, j->panel, &j->how, &error))
		return print_error(&error);
	hel_text text = {0};
	if (make_report(j, &text, &error))
		bad = print_error(&error);
	if (!bad && was_interrupted())
		bad = EXIT_INTERRUPTED;
	if (!bad && j->matrices)
		bad = write_matrices(j);
	if (!bad)
		bad = write_output(j->output, &text);
	if (!bad && !j->quiet && (strcmp(j->format, "text") || j->output))
		print_notes(&j->assessment.notes);
	hel_text_free(&text);
	return bad;
}

int cmd_assess(int argc, char **argv)
{
	job j = {0};
	int bad = read_words(&j, argc, argv);
	if (!bad && options_get(&j.given, "help"))
		print_help("helsinki assess SCENARIO [options]",
		           "Assesses every mechanism of a scenario under every lens: indivisible, balanced, effective,\n"
		           "sustainable, with 90 % intervals, and what each verdict hangs on.",
		           SPEC, N_SPEC, "helsinki assess scenarios/europe-2022.yaml --format html -o europe.html");
	else if (!bad)
		bad = run(&j);
	free(j.lens);
	free(j.mechanism);
	hel_assessment_free(&j.assessment);
	hel_scenario_free(&j.scenario);
	hel_panel_free(j.panel);
	return bad;
}
