/* dialogue.c: helsinki dialogue FILE.csv: parties bargain over issues, turn after turn. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "options.h"

static const option_spec SPEC[] = {
    {"model", 0, "MODEL", "spatial (default) or expected-utility"},
    {"issue", 0, "NAME", "this issue alone, by its name or its number from 1"},
    {"turns", 0, "N", "at most so many turns (100)"},
    {"settled", 0, "SHARE", "end when a turn's moves are less than this share of the first turn's (0.02)"},
    {"voting", 0, "RULE",
     "spatial: proportional (default), binary, proportional-binary, proportional-cubic, cubic or prospect"},
    {"victory", 0, "RULE", "spatial: linear (default), square, quartic, octic or binary"},
    {"pce", 0, "RULE", "spatial: conditional (default), markov-uniform or markov-incentive"},
    {"commitment", 0, "KIND", "spatial: of third parties: semi (default), full or none"},
    {"risk", 0, "RANGE", "spatial: mid (default), min or max"},
    {"risk-seen", 0, "SHARE", "spatial: of others' attitude to risk: third (default), nothing, half, two-thirds or all"},
    {"weights", 0, "RULE", "spatial: s2p2 (default), s1p1 or s2pmax"},
    {"bargain", 0, "WHOSE", "spatial: challenger (default), both or compromise"},
    {"reading", 0, "READING", "expected-utility: proper (default) or scholz"},
    {"q", 0, "CHANCE", "expected-utility: that a rival who is not challenged stays where it is (1)"},
    {"t", 0, "CHANCE", "expected-utility: that it moves for the better if it does not stay (1)"},
    {"format", 0, "FORMAT", "text (default), json, csv, svg, pdf or png; also by the ending of the output file"},
    {"output", 'o', "FILE", "write there instead of standard output"},
    {"plot", 0, "FILE", "also draw positions over turns: .svg, .pdf or .png"},
    {"quiet", 'q', NULL, "no progress on standard error"},
    {"progress", 0, NULL, NULL}, /* as if standard error were a terminal: for tests */
    {"help", 'h', NULL, "this help"}};

enum { N_SPEC = sizeof SPEC / sizeof *SPEC };

typedef struct job {
	options given;
	const char *file, *output, *plot, *format;
	bool bar;
	hel_dialogue_options how;
	hel_dialogue dialogue;
	hel_course course;
	hel_text report, picture;
} job;

/* --- words ---------------------------------------------------------------------------------------------------------------- */

/* The number of the word that an option gives; 0, the default, where it is absent. */
static int choose(const job *j, const char *option, const char *const *words, size_t n, int *bad)
{
	const char *chosen = options_get(&j->given, option) ? options_choice(&j->given, option, words, n, bad) : words[0];
	for (size_t w = 0; chosen && w < n; w++) {
		if (!strcmp(chosen, words[w]))
			return (int)w;
	}
	return 0;
}

#define TEXT(code, text) text,
#define CHOOSE(field, option, type, LIST)                                                                  \
	do {                                                                                               \
		static const char *const words[] = {LIST(TEXT)};                                           \
		if (!bad)                                                                                  \
			j->how.field = (type)choose(j, option, words, sizeof words / sizeof *words, &bad); \
	} while (0)

static int read_choices(job *j)
{
	int bad = 0;
	CHOOSE(model, "model", hel_dialogue_model, HEL_DIALOGUE_MODEL_LIST);
	CHOOSE(reading, "reading", hel_dialogue_reading, HEL_READING_LIST);
	CHOOSE(voting, "voting", hel_voting, HEL_VOTING_LIST);
	CHOOSE(victory, "victory", hel_victory, HEL_VICTORY_LIST);
	CHOOSE(pce, "pce", hel_pce, HEL_PCE_LIST);
	CHOOSE(commitment, "commitment", hel_third_party, HEL_THIRD_PARTY_LIST);
	CHOOSE(risk_range, "risk", hel_risk_range, HEL_RISK_RANGE_LIST);
	CHOOSE(risk_seen, "risk-seen", hel_risk_seen, HEL_RISK_SEEN_LIST);
	CHOOSE(weights, "weights", hel_weights, HEL_WEIGHTS_LIST);
	CHOOSE(bargain, "bargain", hel_bargain, HEL_BARGAIN_LIST);
	return bad;
}

/* An option of the other model would change nothing: better said than passed over. */
static int check_model(const job *j)
{
	static const char *const spatial[] = {"voting", "victory",   "pce",     "commitment",
					      "risk",   "risk-seen", "weights", "bargain"},
				 *const expected[] = {"reading", "q", "t"};
	bool is_spatial = j->how.model == HEL_DIALOGUE_SPATIAL;
	const char *const *others = is_spatial ? expected : spatial;
	size_t n = is_spatial ? sizeof expected / sizeof *expected : sizeof spatial / sizeof *spatial;
	for (size_t o = 0; o < n; o++) {
		if (options_get(&j->given, others[o]))
			return wrong_usage(
			    "dialogue", "option '--%s' is for the other model, --model %s", others[o],
			    hel_dialogue_model_name(is_spatial ? HEL_DIALOGUE_EXPECTED_UTILITY : HEL_DIALOGUE_SPATIAL));
	}
	return 0;
}

static double read_share(const job *j, const char *option, double if_absent, int *bad)
{
	const char *text = options_get(&j->given, option);
	double value = if_absent;
	if (*bad || !text)
		return if_absent;
	if (!hel_parse_double(text, &value) || value < 0 || value > 1)
		*bad = wrong_usage("dialogue", "'%s' is no number from 0 to 1 for option '--%s'", text, option);
	return value;
}

/* The picture's format that a file's ending names; HEL_PLOT_FORMATS: none. */
static hel_plot_format picture_of(const char *file)
{
	hel_plot_format format = HEL_PLOT_SVG;
	while (format < HEL_PLOT_FORMATS && !has_ending(file, hel_plot_format_name(format)))
		format++;
	return format;
}

static int read_formats(job *j)
{
	static const char *const formats[] = {"text", "json", "csv", "svg", "pdf", "png"};
	int bad = 0;
	j->output = options_get(&j->given, "output");
	j->plot = options_get(&j->given, "plot");
	j->format = options_choice(&j->given, "format", formats, sizeof formats / sizeof *formats, &bad);
	if (!bad && !options_get(&j->given, "format") && j->output) {
		for (size_t f = 1; f < sizeof formats / sizeof *formats; f++)
			j->format = has_ending(j->output, formats[f]) ? formats[f] : j->format;
	}
	if (!bad && j->plot && picture_of(j->plot) == HEL_PLOT_FORMATS)
		return wrong_usage("dialogue", "the ending of '%s' is no format of pictures: .svg, .pdf or .png", j->plot);
	if (!bad && !j->output && (!strcmp(j->format, "pdf") || !strcmp(j->format, "png")) && is_terminal(STDOUT_FILENO))
		return wrong_usage("dialogue", "%s is not for a terminal: into which file? -o FILE", j->format);
	return bad;
}

static int read_words(job *j, int argc, char **argv)
{
	int bad = options_read(&j->given, "dialogue", SPEC, N_SPEC, argc, argv);
	if (bad || options_get(&j->given, "help"))
		return bad;
	if (j->given.n_words != 1)
		return wrong_usage("dialogue", j->given.n_words ? "one file at a time" : "which file?");
	j->file = j->given.word[0];
	j->bar = options_bar(&j->given);
	hel_dialogue_options_init(&j->how);
	bad = read_choices(j);
	bad = bad ? bad : check_model(j);
	j->how.turns = (int)options_number(&j->given, "turns", 1, HEL_TURNS_MOST, j->how.turns, &bad);
	j->how.settled = read_share(j, "settled", j->how.settled, &bad);
	j->how.q = read_share(j, "q", j->how.q, &bad);
	j->how.t = read_share(j, "t", j->how.t, &bad);
	return bad ? bad : read_formats(j);
}

/* --- the dialogue --------------------------------------------------------------------------------------------------------- */

/* By its number from 1 or its name; -1: there is none, and it was said. */
static int find_issue(const job *j, const char *name)
{
	const hel_dialogue *d = &j->dialogue;
	double number;
	for (int k = 0; k < d->m; k++) {
		if (!strcmp(d->issue[k], name))
			return k;
	}
	for (int k = 0; hel_parse_double(name, &number) && k < d->m; k++) {
		if (number == k + 1)
			return k;
	}
	const char *nearest = hel_nearest_word(name, d->issue, (size_t)d->m);
	if (nearest)
		wrong_usage("dialogue", "no issue '%s'; did you mean '%s'?", name, nearest);
	else
		wrong_usage("dialogue", "no issue '%s': a name, or a number from 1 to %d", name, d->m);
	return -1;
}

static int open_dialogue(job *j)
{
	hel_error error = {0};
	const char *issue = options_get(&j->given, "issue");
	if (hel_dialogue_read(&j->dialogue, j->file, &error))
		return print_error(&error);
	if (!issue && j->dialogue.m > 1 && j->how.model == HEL_DIALOGUE_EXPECTED_UTILITY)
		return wrong_usage("dialogue",
				   "the expected-utility model has one issue, and '%s' has %d: which? --issue '%s'", j->file,
				   j->dialogue.m, j->dialogue.issue[0]);
	if (!issue)
		return 0;
	int k = find_issue(j, issue);
	if (k < 0)
		return EXIT_USAGE;
	return hel_dialogue_keep(&j->dialogue, k, &error) ? print_error(&error) : 0;
}

static hel_status draw(const job *j, hel_text *picture, hel_plot_format format, hel_error *error)
{
	hel_plot_options how;
	hel_plot_options_init(&how);
	how.format = format;
	return hel_plot_dialogue(picture, &j->course, &how, error);
}

static hel_status make_report(job *j, hel_error *error)
{
	for (hel_plot_format f = HEL_PLOT_SVG; f < HEL_PLOT_FORMATS; f++) {
		if (!strcmp(j->format, hel_plot_format_name(f)))
			return draw(j, &j->report, f, error);
	}
	if (!strcmp(j->format, "json"))
		return hel_report_dialogue_json(&j->report, &j->course, error);
	if (!strcmp(j->format, "csv"))
		return hel_report_dialogue_csv(&j->report, &j->course, error);
	return hel_report_dialogue_text(&j->report, &j->course, text_width(j->output), error);
}

static int run(job *j)
{
	hel_error error = {0};
	int bad = open_dialogue(j);
	if (bad)
		return bad;
	hel_status made = hel_dialogue_run(&j->course, &j->dialogue, &j->how, show_progress, &j->bar, &error);
	if (j->bar && !made)
		show_progress(1, &j->bar);
	if (!made)
		made = make_report(j, &error);
	if (!made && j->plot)
		made = draw(j, &j->picture, picture_of(j->plot), &error);
	if (!made && j->plot && !was_interrupted())
		bad = write_output(j->plot, &j->picture);
	return bad ? bad : deliver(made, &error, j->output, &j->report, NULL);
}

int cmd_dialogue(int argc, char **argv)
{
	job j = {0};
	int bad = read_words(&j, argc, argv);
	if (!bad && options_get(&j.given, "help"))
		print_help("helsinki dialogue FILE.csv [options]",
			   "Lets parties with positions, influence and salience bargain until they settle: by the spatial\n"
			   "model of politics (KTAB's, whose files it reads), or by Bueno de Mesquita's expected-utility\n"
			   "model. No chance is drawn.",
			   SPEC, N_SPEC, "helsinki dialogue examples/dialogue/soe-pol-comp.csv --plot positions.svg");
	else if (!bad)
		bad = run(&j);
	hel_text_free(&j.picture);
	hel_text_free(&j.report);
	hel_course_free(&j.course);
	hel_dialogue_free(&j.dialogue);
	return bad;
}
