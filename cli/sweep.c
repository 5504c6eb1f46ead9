/* sweep.c: helsinki sweep SCENARIO --over omega=0:1:21: a quantity over one or two parameters, as a plot, CSV or SVG. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "scenario.h"

static const option_spec SPEC[] = {
    {"over", 0, "P=A:B:N", "turn parameter P from A to B in N values (:ratio after N: in equal ratios); once or twice"},
    {"of", 0, "QUANTITY", "what is followed, in the words of a claim; may be repeated (indivisible, balanced, effective)"},
    {"lens", 0, "NAME", "only this lens, or all of this kind; may be repeated"},
    {"mechanism", 0, "NAME", "only this mechanism; may be repeated (all; with --of the first)"},
    {"draws", 0, "N", "draws of every ranged parameter, for intervals (0: the point only)"},
    {"seed", 0, "N", "seed of the draws (1)"},
    {"format", 0, "FORMAT", "text (default), csv or svg"},
    {"output", 'o', "FILE", "write there instead of standard output"},
    {"threads", 0, "N", "at most so many threads (all processors); no figure depends on it"},
    {"quiet", 'q', NULL, "no progress and no warnings on standard error"},
    {"progress", 0, NULL, NULL}, /* as if standard error were a terminal: for tests */
    {"help", 'h', NULL, "this help"}};

enum { N_SPEC = sizeof SPEC / sizeof *SPEC, VALUES_MAX = 10000, CELLS_MAX = 100000 };

typedef struct job {
	options given;
	const char *format, *output;
	bool quiet, bar;
	subject subject;
	hel_quantity *quantity;
	hel_sweep sweep;
	hel_sweep_options how;
} job;

/* --- --over ------------------------------------------------------------------------------------------------------- */

static int unknown_parameter(const char *name)
{
	const char *words[HEL_TURNS];
	for (int t = 0; t < HEL_TURNS; t++)
		words[t] = hel_turn_name((hel_turn)t);
	const char *nearest = hel_nearest_word(name, words, HEL_TURNS);
	return nearest ? wrong_usage("sweep", "unknown parameter '%s'; did you mean '%s'?", name, nearest)
	               : wrong_usage("sweep", "unknown parameter '%s'", name);
}

/* The number at *at, which moves past it and a colon; false if there is none. */
static bool take_number(const char **at, double *value)
{
	char number[64];
	size_t n = strcspn(*at, ":");
	if (!n || n >= sizeof number)
		return false;
	memcpy(number, *at, n);
	number[n] = '\0';
	*at += n + ((*at)[n] == ':');
	return hel_parse_double(number, value);
}

static int check_axis(const char *word, const hel_axis *axis, double n)
{
	double least, greatest;
	hel_turn_bounds(axis->turn, &least, &greatest);
	if (axis->from < least || axis->to > greatest || axis->from > greatest || axis->to < least)
		return wrong_usage("sweep", "'%s': '%s' must lie in [%g, %g]", word, hel_turn_name(axis->turn), least, greatest);
	if (axis->from > axis->to)
		return wrong_usage("sweep", "'%s' is reversed: from less to more", word);
	if (!(n >= 1 && n <= VALUES_MAX) || n != (int)n)
		return wrong_usage("sweep", "'%s': the number of values must be a whole one from 1 to %d", word, VALUES_MAX);
	if (axis->by_ratio && !(axis->from > 0))
		return wrong_usage("sweep", "'%s': equal ratios must start above 0", word);
	return 0;
}

static int read_axis(job *j, const char *word)
{
	char name[64];
	double n = 0;
	const char *equals = strchr(word, '='), *at = equals ? equals + 1 : "";
	if (!equals || (size_t)(equals - word) >= sizeof name)
		return wrong_usage("sweep", "'%s' is no PARAMETER=FROM:TO:N, such as omega=0:1:21", word);
	if (j->how.n_axes == 2)
		return wrong_usage("sweep", "'--over' is given at most twice");
	hel_axis *axis = &j->how.axis[j->how.n_axes];
	snprintf(name, sizeof name, "%.*s", (int)(equals - word), word);
	if (!hel_turn_find(name, &axis->turn))
		return unknown_parameter(name);
	if (!take_number(&at, &axis->from) || !take_number(&at, &axis->to) || !take_number(&at, &n) || (*at && strcmp(at, "ratio")))
		return wrong_usage("sweep", "'%s' is no PARAMETER=FROM:TO:N, such as omega=0:1:21", word);
	axis->by_ratio = *at != '\0';
	int bad = check_axis(word, axis, n);
	if (bad)
		return bad;
	axis->n = (int)n;
	if (j->how.n_axes && axis->turn == j->how.axis[0].turn)
		return wrong_usage("sweep", "'%s' is turned twice", name);
	j->how.n_axes++;
	if (j->how.n_axes == 2 && j->how.axis[0].n * (long)axis->n > CELLS_MAX)
		return wrong_usage("sweep", "more than %d places in the grid", CELLS_MAX);
	return 0;
}

static int read_words(job *j, int argc, char **argv)
{
	static const char *const formats[] = {"text", "csv", "svg"};
	int bad = options_read(&j->given, "sweep", SPEC, N_SPEC, argc, argv);
	if (bad || options_get(&j->given, "help"))
		return bad;
	bad = subject_name(&j->subject, "sweep", &j->given);
	if (bad)
		return bad;
	j->output = options_get(&j->given, "output");
	j->quiet = options_get(&j->given, "quiet") != NULL;
	j->bar = options_bar(&j->given);
	options_draws(&j->given, 0, &j->how.draws, &j->how.seed, &j->how.threads, &bad);
	j->how.progress = show_progress;
	j->how.context = &j->bar;
	for (size_t o = 0; o < j->given.n && !bad; o++)
		bad = strcmp(j->given.name[o], "over") ? 0 : read_axis(j, j->given.value[o]);
	if (!bad && !j->how.n_axes)
		return wrong_usage("sweep", "over which parameter? --over omega=0:1:21");
	j->format = options_choice(&j->given, "format", formats, 3, &bad);
	return bad;
}

/* --- quantities --------------------------------------------------------------------------------------------------- */

static int read_quantity(job *j, const char *text, size_t mechanism)
{
	hel_error error = {0};
	hel_status status = hel_scenario_quantity(&j->quantity[j->how.n_quantities++], &j->subject.scenario, j->subject.panel, text, "--of",
	                                          (int)mechanism, &error);
	return status ? print_error(&error) : 0;
}

static int read_quantities(job *j)
{
	static const char *const usual[] = {"indivisible", "balanced", "effective"};
	const subject *s = &j->subject;
	size_t n_of = 0;
	for (size_t o = 0; o < j->given.n; o++)
		n_of += !strcmp(j->given.name[o], "of");
	size_t n_mechanisms = s->n_mechanisms ? s->n_mechanisms : n_of ? 1 : s->scenario.n_mechanisms;
	j->quantity = calloc((n_of ? n_of : 3) * n_mechanisms + 1, sizeof *j->quantity);
	if (!j->quantity)
		return print_error(&(hel_error){.status = HEL_ENOMEM, .message = "out of memory"});
	int bad = 0;
	for (size_t m = 0; m < n_mechanisms && !bad; m++) {
		size_t mechanism = s->n_mechanisms ? s->mechanism[m] : m;
		for (size_t o = 0; o < j->given.n && !bad; o++)
			bad = strcmp(j->given.name[o], "of") ? 0 : read_quantity(j, j->given.value[o], mechanism);
		for (size_t u = 0; u < 3 && !n_of && !bad; u++)
			bad = read_quantity(j, usual[u], mechanism);
	}
	j->how.quantity = j->quantity;
	return bad;
}

static hel_status make_report(const job *j, hel_text *text, hel_error *error)
{
	if (!strcmp(j->format, "csv"))
		return hel_report_sweep_csv(text, &j->sweep, error);
	if (!strcmp(j->format, "svg"))
		return hel_report_sweep_svg(text, &j->sweep, error);
	return hel_report_sweep_text(text, &j->sweep, text_colour(j->output), text_width(j->output), error);
}

static int run(job *j)
{
	hel_error error = {0};
	hel_text text = {0};
	int bad = subject_open(&j->subject, &j->given);
	if (!bad)
		bad = read_quantities(j);
	if (bad)
		return bad;
	j->how.lens = j->subject.lens;
	j->how.n_lenses = j->subject.n_lenses;
	if (hel_sweep_make(&j->sweep, &j->subject.scenario, j->subject.panel, &j->how, &error))
		return print_error(&error);
	hel_status made = make_report(j, &text, &error);
	return deliver(made, &error, j->output, &text, j->quiet ? NULL : &j->sweep.notes);
}

int cmd_sweep(int argc, char **argv)
{
	job j = {0};
	int bad = read_words(&j, argc, argv);
	if (!bad && options_get(&j.given, "help"))
		print_help("helsinki sweep SCENARIO --over PARAMETER=FROM:TO:N [--over ...] [options]",
		           "Follows a quantity of the scenario over one or two parameters, all else fixed: omega, chain, pledges, phi, nuclear,\n"
		           "gamma, lambda, rho (of everything that promises help), years, threat (what every threat is multiplied by).",
		           SPEC, N_SPEC,
		           "helsinki sweep scenarios/europe-2022.yaml --over omega=0:1:21 --of 'externality: {of: nato, on: RUS}'");
	else if (!bad)
		bad = run(&j);
	free(j.quantity);
	hel_sweep_free(&j.sweep);
	subject_close(&j.subject);
	return bad;
}
