/* sweep.c: helsinki sweep SCENARIO --over omega=0:1:21: a quantity over one or two parameters, as a plot, CSV or SVG. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "sweeping.h"

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

enum { N_SPEC = sizeof SPEC / sizeof *SPEC };

typedef struct job {
	options given;
	const char *format, *output;
	bool quiet, bar;
	subject subject;
	hel_quantity *quantity;
	hel_sweep sweep;
	hel_sweep_options how;
} job;

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
		bad = strcmp(j->given.name[o], "over") ? 0 : sweep_axis(&j->how, "sweep", j->given.value[o]);
	if (!bad && !j->how.n_axes)
		return wrong_usage("sweep", "over which parameter? --over omega=0:1:21");
	j->format = options_choice(&j->given, "format", formats, 3, &bad);
	return bad;
}

static hel_status make_report(const job *j, hel_text *text, hel_error *error)
{
	if (!strcmp(j->format, "csv"))
		return hel_report_sweep_csv(text, &j->sweep, error);
	if (!strcmp(j->format, "svg")) {
		hel_plot_options plot;
		hel_plot_options_init(&plot);
		return hel_plot_sweep(text, &j->sweep, NULL, &plot, error);
	}
	return hel_report_sweep_text(text, &j->sweep, text_colour(j->output), text_width(j->output), error);
}

/* Where something is asked for, of the first; else how all do. */
static size_t count_mechanisms(const job *j)
{
	const subject *s = &j->subject;
	return s->n_mechanisms ? s->n_mechanisms : options_get(&j->given, "of") ? 1 : s->scenario.n_mechanisms;
}

static int run(job *j)
{
	hel_error error = {0};
	hel_text text = {0};
	int bad = subject_open(&j->subject, &j->given);
	if (!bad)
		bad = sweep_quantities(&j->how, &j->quantity, &j->subject, &j->given, count_mechanisms(j));
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
		print_help(
		    "helsinki sweep SCENARIO --over PARAMETER=FROM:TO:N [--over ...] [options]",
		    "Follows a quantity of the scenario over one or two parameters, all else fixed: omega, chain, pledges, "
		    "phi, nuclear,\n"
		    "gamma, lambda, rho (of everything that promises help), years, threat (what every threat is multiplied "
		    "by).",
		    SPEC, N_SPEC,
		    "helsinki sweep scenarios/europe-2022.yaml --over omega=0:1:21 --of 'externality: {of: nato, on: RUS}'");
	else if (!bad)
		bad = run(&j);
	free(j.quantity);
	hel_sweep_free(&j.sweep);
	subject_close(&j.subject);
	return bad;
}
