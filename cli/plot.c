/* plot.c: helsinki plot network|map|externalities|pivot SCENARIO -o FILE: pictures for papers. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "pivot.h"

enum { NETWORK = 1, MAP = 2, EXTERNALITIES = 4, PIVOT = 8, ALL = 15, TOP = 10 };

static const option_spec SPEC[] = {
    {"output", 'o', "FILE", "write there; its ending says the format: .svg, .pdf or .png"},
    {"format", 0, "FORMAT", "svg, pdf or png, whatever the ending (svg on standard output)"},
    {"lens", 0, "NAME", "under this lens (the first); pivot: may be repeated"},
    {"mechanism", 0, "NAME", "of this mechanism (the first); pivot: may be repeated"},
    {"of", 0, "WHAT", "externalities: commitments, ties, potential or actors; pivot: a quantity, may be repeated"},
    {"top", 0, "N", "externalities: so many that cost others most, and that give them most (10)"},
    {"over", 0, "P=A:B:N",
     "pivot: turn parameter P from A to B in N values (:ratio after N: in equal ratios); once or twice"},
    {"claim", 0, "N", "pivot: claim N of the scenario, and where it flips (over the first parameter at which it does)"},
    {"draws", 0, "N", "externalities, pivot: draws of every ranged parameter, for intervals; 0: the point only"},
    {"seed", 0, "N", "seed of the draws (1)"},
    {"width", 0, "MM", "width on paper in millimetres (160)"},
    {"title", 0, "TEXT", "this title instead of the picture's own"},
    {"no-title", 0, NULL, "no title"},
    {"threads", 0, "N", "at most so many threads (all processors); no figure depends on it"},
    {"quiet", 'q', NULL, "no progress and no warnings on standard error"},
    {"progress", 0, NULL, NULL}, /* as if standard error were a terminal: for tests */
    {"help", 'h', NULL, "this help"}};

enum { N_SPEC = sizeof SPEC / sizeof *SPEC };

/* Options that only some pictures know. */
static const struct {
	const char *option;
	unsigned kinds;
} only_for[] = {{"of", EXTERNALITIES | PIVOT},    {"top", EXTERNALITIES},         {"over", PIVOT}, {"claim", PIVOT},
		{"draws", EXTERNALITIES | PIVOT}, {"seed", EXTERNALITIES | PIVOT}};

static const struct {
	const char *name;
	unsigned kind;
} kinds[] = {{"network", NETWORK}, {"map", MAP}, {"externalities", EXTERNALITIES}, {"pivot", PIVOT}};

enum { N_ONLY = sizeof only_for / sizeof *only_for, N_KINDS = sizeof kinds / sizeof *kinds };

typedef struct job {
	options given;
	const char *name, *output;
	unsigned kind;
	bool quiet, bar;
	int draws, threads, claim;
	size_t top;
	uint64_t seed;
	hel_what what;
	hel_plot_options plot;
	hel_text command;
	subject subject;
	hel_assessment assessment;
	hel_externalities externalities;
	pivot pivot;
} job;

/* --- words -------------------------------------------------------------------------------------------------------- */

static int read_kind(job *j)
{
	const char *names[N_KINDS], *word = j->given.n_words ? j->given.word[0] : NULL;
	for (size_t k = 0; k < N_KINDS; k++) {
		names[k] = kinds[k].name;
		if (word && !strcmp(word, names[k])) {
			j->kind = kinds[k].kind;
			j->name = names[k];
		}
	}
	if (!word)
		return wrong_usage("plot", "which picture? network, map, externalities or pivot");
	const char *nearest = hel_nearest_word(word, names, N_KINDS);
	if (!j->kind)
		return nearest ? wrong_usage("plot", "unknown picture '%s'; did you mean '%s'?", word, nearest)
			       : wrong_usage("plot", "unknown picture '%s': network, map, externalities or pivot", word);
	if (j->given.n_words != 2)
		return wrong_usage("plot", j->given.n_words > 2 ? "one scenario at a time" : "which scenario?");
	j->subject.command = "plot";
	j->subject.file = j->given.word[1];
	return 0;
}

static int check_options(const job *j)
{
	for (size_t o = 0; o < N_ONLY; o++) {
		if (options_get(&j->given, only_for[o].option) && !(only_for[o].kinds & j->kind))
			return wrong_usage("plot", "option '--%s' is not for 'plot %s'", only_for[o].option, j->name);
	}
	for (size_t o = 0; o < j->given.n && j->kind != PIVOT; o++) {
		for (size_t p = 0; p < o; p++) {
			bool twice = !strcmp(j->given.name[o], j->given.name[p]);
			if (twice && (!strcmp(j->given.name[o], "lens") || !strcmp(j->given.name[o], "mechanism") ||
				      !strcmp(j->given.name[o], "of")))
				return wrong_usage("plot", "one '--%s' at a time for 'plot %s'", j->given.name[o], j->name);
		}
	}
	return 0;
}

static int read_format(job *j)
{
	const char *names[HEL_PLOT_FORMATS], *format = options_get(&j->given, "format");
	bool to_file = j->output && strcmp(j->output, "-") != 0, known = !to_file;
	int bad = 0;
	for (int f = 0; f < HEL_PLOT_FORMATS; f++) {
		names[f] = hel_plot_format_name((hel_plot_format)f);
		if (to_file && has_ending(j->output, names[f])) {
			j->plot.format = (hel_plot_format)f;
			known = true;
		}
	}
	const char *chosen = format ? options_choice(&j->given, "format", names, HEL_PLOT_FORMATS, &bad) : NULL;
	for (int f = 0; chosen && f < HEL_PLOT_FORMATS; f++)
		j->plot.format = strcmp(chosen, names[f]) ? j->plot.format : (hel_plot_format)f;
	if (!bad && !format && !known)
		return wrong_usage("plot", "the ending of '%s' is no format: .svg, .pdf or .png, or say '--format'",
				   j->output);
	if (!bad && !to_file && j->plot.format != HEL_PLOT_SVG && is_terminal(STDOUT_FILENO))
		return wrong_usage("plot", "%s is not for a terminal: into which file? -o FILE",
				   hel_plot_format_name(j->plot.format));
	return bad;
}

static int read_width(job *j)
{
	const char *width = options_get(&j->given, "width");
	bool good = !width || hel_parse_double(width, &j->plot.width_mm);
	if (good && j->plot.width_mm >= HEL_PLOT_LEAST_MM && j->plot.width_mm <= HEL_PLOT_GREATEST_MM)
		return 0;
	return wrong_usage("plot", "'%s' is no number from %d to %d for option '--width'", width, HEL_PLOT_LEAST_MM,
			   HEL_PLOT_GREATEST_MM);
}

/* The day that builders of packages set, so that a PDF is the same whenever it is made. */
static int read_epoch(job *j)
{
	static const long long last = 253402300799; /* of the year 9999 */
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	char *end;
	if (!epoch || !*epoch)
		return 0;
	errno = 0;
	j->plot.created = strtoll(epoch, &end, 10);
	if (errno || *end || j->plot.created < 0 || j->plot.created > last)
		return wrong_usage("plot", "SOURCE_DATE_EPOCH is '%s', no whole number from 0 to %lld", epoch, last);
	return 0;
}

static int read_what(job *j)
{
	const char *whats[HEL_WHATS];
	int bad = 0;
	for (int w = 0; w < HEL_WHATS; w++)
		whats[w] = hel_what_name((hel_what)w);
	const char *what = options_choice(&j->given, "of", whats, HEL_WHATS, &bad);
	for (int w = 0; what && w < HEL_WHATS; w++)
		j->what = strcmp(what, whats[w]) ? j->what : (hel_what)w;
	return bad;
}

static int read_pivot(job *j)
{
	int bad = 0;
	j->claim = (int)options_number(&j->given, "claim", 1, 1000000, 0, &bad);
	if (!bad && j->claim && (options_get(&j->given, "of") || options_get(&j->given, "mechanism")))
		return wrong_usage("plot",
				   "a claim says itself what it is about: no '--of' and no '--mechanism' with '--claim'");
	for (size_t o = 0; o < j->given.n && !bad; o++)
		bad = strcmp(j->given.name[o], "over") ? 0 : sweep_axis(&j->pivot.how, "plot", j->given.value[o]);
	return bad;
}

/* The same command again: without where it went, how fast, and what the title says. */
static void add_word(hel_text *command, const char *before, const char *word)
{
	bool plain = *word && strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=:.,/+%@") ==
				  strlen(word);
	hel_text_printf(command, plain ? "%s" : "%s'", before);
	for (; *word; word++)
		hel_text_printf(command, *word == '\'' ? "'\\''" : "%c", *word);
	hel_text_printf(command, plain ? "" : "'");
}

static void say_command(job *j)
{
	static const char *const left_out[] = {"output",   "format", "threads",  "quiet",
					       "progress", "title",  "no-title", "width"};
	const char *file = j->subject.file[0] == '/' ? strrchr(j->subject.file, '/') + 1 : j->subject.file;
	hel_text_printf(&j->command, "helsinki plot %s", j->name);
	add_word(&j->command, " ", file);
	for (size_t o = 0; o < j->given.n; o++) {
		bool out = false;
		for (size_t l = 0; l < sizeof left_out / sizeof *left_out; l++)
			out |= !strcmp(j->given.name[o], left_out[l]);
		if (out)
			continue;
		hel_text_printf(&j->command, " --%s", j->given.name[o]);
		add_word(&j->command, " ", j->given.value[o]);
	}
	j->plot.command = j->command.failed ? NULL : j->command.bytes;
}

static int read_words(job *j, int argc, char **argv)
{
	int bad = options_read(&j->given, "plot", SPEC, N_SPEC, argc, argv);
	if (bad || options_get(&j->given, "help"))
		return bad;
	hel_plot_options_init(&j->plot);
	j->output = options_get(&j->given, "output");
	j->quiet = options_get(&j->given, "quiet") != NULL;
	j->bar = options_bar(&j->given);
	j->plot.title = options_get(&j->given, "no-title") ? "" : options_get(&j->given, "title");
	bad = read_kind(j);
	bad = bad ? bad : check_options(j);
	bad = bad ? bad : read_format(j);
	bad = bad ? bad : read_width(j);
	bad = bad ? bad : read_epoch(j);
	j->top = (size_t)options_number(&j->given, "top", 1, 1000, TOP, &bad);
	options_draws(&j->given, -1, &j->draws, &j->seed, &j->threads, &bad);
	if (!bad && j->kind == EXTERNALITIES)
		bad = read_what(j);
	if (!bad && j->kind == PIVOT)
		bad = read_pivot(j);
	if (!bad)
		say_command(j);
	return bad;
}

/* --- pictures ----------------------------------------------------------------------------------------------------- */

/* Those asked for, else the first of each. */
static size_t first_lens(const job *j)
{
	return j->subject.n_lenses ? j->subject.lens[0] : 0;
}

static size_t first_mechanism(const job *j)
{
	return j->subject.n_mechanisms ? j->subject.mechanism[0] : 0;
}

static hel_status draw_assessment(job *j, hel_text *picture, hel_error *error)
{
	hel_assess_options how;
	size_t lens = first_lens(j), mechanism = first_mechanism(j);
	hel_assess_options_init(&how);
	how.draws = 0;
	how.threads = j->threads;
	how.lens = &lens;
	how.mechanism = &mechanism;
	how.n_lenses = how.n_mechanisms = 1;
	how.progress = show_progress;
	how.context = &j->bar;
	hel_status status = hel_assess(&j->assessment, &j->subject.scenario, j->subject.panel, &how, error);
	if (!status && j->kind == MAP)
		status = hel_plot_map(picture, &j->assessment, 0, j->subject.panel, &j->plot, error);
	else if (!status)
		status = hel_plot_network(picture, &j->assessment, 0, &j->plot, error);
	return status;
}

static hel_status draw_externalities(job *j, hel_text *picture, hel_error *error)
{
	hel_externalities_options how;
	size_t lens = first_lens(j), mechanism = first_mechanism(j);
	hel_externalities_options_init(&how);
	how.of = j->what;
	how.top = j->top;
	how.giving = true;
	how.draws = j->draws;
	how.seed = j->seed;
	how.threads = j->threads;
	how.lens = &lens;
	how.mechanism = &mechanism;
	how.n_lenses = how.n_mechanisms = 1;
	how.progress = show_progress;
	how.context = &j->bar;
	hel_status status = hel_externalities_make(&j->externalities, &j->subject.scenario, j->subject.panel, &how, error);
	return status ? status : hel_plot_externalities(picture, &j->externalities, 0, &j->plot, error);
}

static int run(job *j)
{
	hel_error error = {0};
	hel_text picture = {0};
	hel_status made;
	const hel_notes *notes = j->kind == EXTERNALITIES ? &j->externalities.notes
				 : j->kind == PIVOT       ? &j->pivot.sweep.notes
							  : &j->assessment.notes;
	int bad = subject_open(&j->subject, &j->given);
	if (bad)
		return bad;
	if (j->kind == PIVOT) {
		j->pivot.draws = j->draws;
		j->pivot.how.seed = j->seed;
		j->pivot.how.threads = j->threads;
		j->pivot.how.progress = show_progress;
		j->pivot.how.context = &j->bar;
		bad = pivot_make(&j->pivot, &j->subject, &j->given, j->claim);
		if (bad)
			return bad;
		made = hel_plot_sweep(&picture, &j->pivot.sweep, j->pivot.ruling, &j->plot, &error);
	} else {
		made = j->kind == EXTERNALITIES ? draw_externalities(j, &picture, &error)
						: draw_assessment(j, &picture, &error);
	}
	return deliver(made, &error, j->output, &picture, j->quiet ? NULL : notes);
}

int cmd_plot(int argc, char **argv)
{
	job j = {0};
	int bad = read_words(&j, argc, argv);
	if (!bad && options_get(&j.given, "help"))
		print_help("helsinki plot network|map|externalities|pivot SCENARIO [options]",
			   "Draws for print: who owes whom help; whose security changes, on a map; which commitments (or "
			   "ties, actors) cost whom\n"
			   "or give to whom; a quantity or a claim over a parameter, with the values at which it flips.",
			   SPEC, N_SPEC, "helsinki plot map scenarios/europe-2022.yaml --lens rivalry -o europe.pdf");
	else if (!bad)
		bad = run(&j);
	pivot_free(&j.pivot);
	hel_externalities_free(&j.externalities);
	hel_assessment_free(&j.assessment);
	subject_close(&j.subject);
	hel_text_free(&j.command);
	return bad;
}
