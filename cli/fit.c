/* fit.c: helsinki fit: a formula or a model file, estimated and tested. */
#include <glob.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "options.h"

static const option_spec SPEC[] = {
    {"formula", 0, "FORMULA", "OUTCOME ~ TERM + ...: + - : * I() log() log1p() sqrt() min() max() lag() poly() ns() factor() offset()"},
    {"where", 0, "CONDITION", "rows that count: comparisons and is_na(x), joined by !, &&, ||"},
    {"data", 0, "FILE.csv", "your own rows instead of dyad-years"},
    {"join", 0, "FILE.csv", "your own columns, by state-year or dyad-year, beside the table's (may be given again)"},
    {"from", 0, "YEAR", "first year fitted (columns are made on the whole table)"},
    {"to", 0, "YEAR", "last year fitted"},
    {"system", 0, "cow|gw", "states of Correlates of War (default) or Gleditsch and Ward"},
    {"undirected", 0, NULL, "one row a pair, low code first"},
    {"mids", 0, "gml|cow", "whose disputes 'peace' and the baselines mean (gml)"},
    {"mry", 0, NULL, "carry figures forward from a source's most recent year"},
    {"prd", 0, NULL, "politically relevant pairs only"},
    {"rules", 0, "helsinki|peacesciencer", "that package's choices wherever ours differ"},
    {"family", 0, "logit|poisson", "what the outcome is: an event (default) or a count"},
    {"cluster", 0, "dyad|directed-dyad|COLUMN", "rows that move together, for standard errors (dyad; 'none')"},
    {"covariance", 0, "cluster|states|dyadic|model", "by cluster (default); by both states; by pairs that share a state; none"},
    {"firth", 0, NULL, "Firth's correction: finite under separation"},
    {"rare-events", 0, NULL, "King and Zeng's correction; with --share, of the intercept too"},
    {"share", 0, "SHARE", "share of events in the population"},
    {"conditional", 0, NULL, "take the pairs' own levels out (conditional logit)"},
    {"test-from", 0, "YEAR", "fit to the year before, test from this year on"},
    {"rolling", 0, "YEAR", "fit to each year from this one on, test the five that follow"},
    {"compare", 0, "TERMS", "another right side to test on the same rows (may be given again)"},
    {"lambda", 0, "KM", "of ally1, pledge1, aid2, company1: half-way distance of power (1000)"},
    {"omega", 0, "SHARE", "of the same: how far defence pacts are read as help for an attack (0)"},
    {"refit", 0, NULL, "fit the models of the data directory again (or those named) and write estimates.csv"},
    {"plot", 0, "FILE.svg", "separation plot of the test"},
    {"draws", 0, "N", "with --format json: that many draws of the estimates (0)"},
    {"seed", 0, "N", "of the draws (1)"},
    {"format", 0, "text|json|csv", "how to print (text)"},
    {"output", 'o', "FILE", "write there (default: standard output)"},
    {"threads", 0, "N", "threads (all)"},
    {"quiet", 'q', NULL, "no remarks, no progress"},
    {"progress", 0, NULL, NULL},
    {"help", 'h', NULL, "this help"}};

enum { N_SPEC = sizeof SPEC / sizeof *SPEC, THREADS_MAX = 1024, DRAWS_MAX = 1000000 };

/* What the program itself does with an option; all others are keys of the specification. */
static bool is_own(const char *name)
{
	static const char *const own[] = {"plot", "draws", "seed", "format", "output", "threads", "quiet", "progress", "help", "refit"};
	for (size_t x = 0; x < sizeof own / sizeof *own; x++) {
		if (!strcmp(own[x], name))
			return true;
	}
	return false;
}

static int fail(const hel_error *error)
{
	return error->status == HEL_EUSAGE ? wrong_usage("fit", "%s", error->message) : print_error(error);
}

static int read_specification(const options *given, hel_specification *s)
{
	hel_error error = {0};
	if (given->n_words && hel_specification_read(s, given->word[0], &error))
		return fail(&error);
	for (size_t o = 0; o < given->n; o++) {
		const char *key = given->name[o], *value = given->value[o];
		if (is_own(key))
			continue;
		if (!strcmp(key, "firth") || !strcmp(key, "rare-events")) {
			value = key;
			key = "correction";
		}
		if (hel_specification_set(s, key, value, &error))
			return fail(&error);
	}
	return 0;
}

static int print(const options *given, const hel_study *study, const char *format, uint64_t seed, int draws)
{
	hel_text text = {0}, plot = {0};
	hel_error error = {0};
	hel_status status = !strcmp(format, "json")  ? hel_report_fit_json(&text, study, seed, draws, &error)
	                    : !strcmp(format, "csv") ? hel_report_fit_csv(&text, study, &error)
	                                             : hel_report_fit_text(&text, study, &error);
	const char *picture = options_get(given, "plot");
	if (!status && picture)
		status = hel_report_separation(&plot, study, &error);
	int bad = status ? fail(&error) : 0;
	if (!bad && picture)
		bad = write_output(picture, &plot);
	if (!bad)
		bad = write_output(options_get(given, "output"), &text);
	hel_text_free(&text);
	hel_text_free(&plot);
	return bad;
}

static int run(const options *given, hel_panel *panel, hel_specification *s)
{
	static const char *const formats[] = {"text", "json", "csv"};
	int bad = read_specification(given, s);
	const char *format = options_get(given, "format");
	format = format ? format : "text";
	if (!bad && strcmp(format, "text") && strcmp(format, "json") && strcmp(format, "csv")) {
		const char *nearest = hel_nearest_word(format, formats, 3);
		bad = nearest ? wrong_usage("fit", "unknown format '%s'; did you mean '%s'?", format, nearest)
		              : wrong_usage("fit", "unknown format '%s'", format);
	}
	int threads = bad ? 0 : (int)options_number(given, "threads", 1, THREADS_MAX, 0, &bad);
	int draws = bad ? 0 : (int)options_number(given, "draws", 0, DRAWS_MAX, 0, &bad);
	uint64_t seed = bad ? 0 : (uint64_t)options_number(given, "seed", 0, INT64_MAX, 1, &bad);
	if (!bad && options_get(given, "plot") && !s->test_from)
		bad = wrong_usage("fit", "a separation plot needs a test: --test-from YEAR");
	if (bad)
		return bad;
	bool quiet = options_get(given, "quiet") != NULL;
	bool shows = options_bar(given);
	hel_more_columns pacts = {.add = hel_pact_columns_add, .context = panel};
	pacts.n = hel_pact_columns(&pacts.name);
	hel_study_options how = {.threads = threads, .more = &pacts, .progress = show_progress, .context = &shows};
	hel_study study;
	hel_error error = {0};
	if (hel_study_run(&study, s, panel, &how, &error)) {
		if (shows)
			fputc('\n', stderr);
		return fail(&error);
	}
	show_progress(1, &shows);
	if (!quiet) {
		print_remarks(&study.notes);
		print_notes(&study.fit.notes);
	}
	bad = print(given, &study, format, seed, draws);
	hel_study_free(&study);
	return bad;
}

/* The models whose estimates the data hold: models/ beside the data directory or in it, by name. */
static int list_models(const char *directory, glob_t *found)
{
	char pattern[HEL_FILE_MAX];
	static const char *const place[] = {"..", "."};
	for (size_t p = 0; p < 2; p++) {
		snprintf(pattern, sizeof pattern, "%s/%s/models/*.yaml", directory, place[p]);
		if (!glob(pattern, 0, NULL, found))
			return 0;
		globfree(found);
	}
	fprintf(stderr, "helsinki: no models beside '%s'; name them\n", directory);
	return EXIT_INPUT;
}

static int refit(const options *given, hel_panel *panel)
{
	glob_t found = {0};
	hel_text csv = {0};
	hel_error error = {0};
	char to[HEL_FILE_MAX];
	int bad = given->n_words ? 0 : list_models(hel_panel_directory(panel), &found);
	int threads = bad ? 0 : (int)options_number(given, "threads", 1, THREADS_MAX, 0, &bad);
	if (bad)
		return bad;
	const char *const *file = given->n_words ? given->word : (const char *const *)found.gl_pathv;
	size_t n = given->n_words ? given->n_words : found.gl_pathc;
	bool shows = options_bar(given);
	hel_more_columns pacts = {.add = hel_pact_columns_add, .context = panel};
	pacts.n = hel_pact_columns(&pacts.name);
	hel_study_options how = {.threads = threads, .more = &pacts, .progress = show_progress, .context = &shows};
	const char *output = options_get(given, "output");
	snprintf(to, sizeof to, "%s/estimates.csv", hel_panel_directory(panel));
	if (hel_estimates_make(&csv, file, n, panel, &how, &error))
		bad = fail(&error);
	if (!bad)
		bad = write_output(output ? output : to, &csv);
	if (!bad && !output && !options_get(given, "quiet"))
		fprintf(stderr, "helsinki: %zu models fitted, '%s' written\n", n, to);
	hel_text_free(&csv);
	globfree(&found);
	return bad;
}

int cmd_fit(int argc, char **argv)
{
	options given;
	int bad = options_read(&given, "fit", SPEC, N_SPEC, argc, argv);
	if (bad)
		return bad;
	if (options_get(&given, "help")) {
		print_help("helsinki fit [MODEL.yaml] [options]",
		           "Estimates a model of dyad-years, made as 'helsinki dyads' makes them, without a file between;\n"
		           "tests it on years that it has not seen. docs/fit.md has every rule.",
		           SPEC, N_SPEC,
		           "helsinki fit --formula 'gmlmidonset ~ I(conttype > 0) + atop_defense + poly(gmlmidspell, 3)' "
		           "--test-from 1996");
		return 0;
	}
	if (given.n_words > 1 && !options_get(&given, "refit"))
		return wrong_usage("fit", "'%s' is one word too many", given.word[1]);
	hel_panel *panel = NULL;
	hel_specification specification = {0};
	hel_error error = {0};
	if (hel_panel_open(&panel, NULL, &error))
		return print_error(&error);
	if (options_get(&given, "refit")) {
		bad = refit(&given, panel);
		hel_panel_free(panel);
		return bad;
	}
	bad = hel_specification_init(&specification, panel, &error) ? print_error(&error) : run(&given, panel, &specification);
	hel_specification_free(&specification);
	hel_panel_free(panel);
	return bad;
}
