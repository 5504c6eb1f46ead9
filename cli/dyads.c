/* dyads.c: helsinki dyads: the dyad-year table as a file; what a column is; whom to cite. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "options.h"

static const option_spec SPEC[] = {
    {"add", 0, "SOURCE,...",
     "atop, nmc, majors, contiguity, mindist, capdist, democracy, gdp, igos, rivalries, mids, wars, peace, similarity, or "
     "all"},
    {"keep", 0, "COLUMN,...", "only these columns, beside the keys; brings their sources"},
    {"from", 0, "YEAR", "first year (1816)"},
    {"to", 0, "YEAR", "last year (the last of NMC)"},
    {"system", 0, "cow|gw", "states of Correlates of War (default) or Gleditsch and Ward"},
    {"undirected", 0, NULL, "one row a pair, low code first"},
    {"mids", 0, "gml|cow", "whose disputes 'mids' and 'peace' are (gml)"},
    {"mry", 0, NULL, "carry figures forward from a source's most recent year"},
    {"prd", 0, NULL, "politically relevant pairs only: contiguous at all, or a major power in the pair"},
    {"peace-powers", 0, NULL, "peace years squared and cubed, too"},
    {"join", 0, "FILE.csv", "add your own columns, by state-year or dyad-year (may be given again)"},
    {"peace-of", 0, "COLUMN", "peace years of a joined column of events, 0 or 1"},
    {"matrix", 0, "FILE.csv", "similarity of your own ties: ccode1, ccode2, year, value"},
    {"rules", 0, "helsinki|peacesciencer", "that package's choices wherever ours differ"},
    {"explain", 0, "COLUMN", "print what a column is: source, rule, coverage, citation"},
    {"cite", 0, NULL, "print BibTeX of exactly what the table would use"},
    {"output", 'o', "FILE", "a .csv, .csv.gz, .csv.zst or .dta file (default: CSV on standard output)"},
    {"threads", 0, "N", "threads (all)"},
    {"quiet", 'q', NULL, "no remarks, no progress"},
    {"progress", 0, NULL, NULL},
    {"help", 'h', NULL, "this help"}};

enum { N_SPEC = sizeof SPEC / sizeof *SPEC, LIST_MAX = 256, THREADS_MAX = 1024 };

/* Words apart by commas, in memory of the caller's. */
typedef struct list {
	char *memory;
	const char *word[LIST_MAX];
	size_t n;
} list;

static int split(const options *given, const char *option, list *to)
{
	const char *text = options_get(given, option);
	if (!text)
		return 0;
	to->memory = strdup(text);
	if (!to->memory) {
		fputs("helsinki: out of memory\n", stderr);
		return EXIT_RESOURCE;
	}
	for (char *word = to->memory; word;) {
		char *comma = strchr(word, ',');
		if (comma)
			*comma = '\0';
		if (!*word)
			return wrong_usage("dyads", "an empty word in '%s' of option '--%s'", text, option);
		if (to->n == LIST_MAX)
			return wrong_usage("dyads", "more than %d words for option '--%s'", LIST_MAX, option);
		to->word[to->n++] = word;
		word = comma ? comma + 1 : NULL;
	}
	return 0;
}

static int read_sources(const options *given, hel_dyads_request *request)
{
	list words = {0};
	int bad = split(given, "add", &words);
	for (size_t w = 0; !bad && w < words.n; w++) {
		const char *nearest = NULL;
		hel_dyad_source source = hel_dyad_source_of(words.word[w], &nearest);
		if (!strcmp(words.word[w], "all"))
			request->sources |= HEL_ALL_SOURCES;
		else if (source < HEL_DYAD_SOURCES)
			request->sources |= 1u << source;
		else if (nearest)
			bad = wrong_usage("dyads", "unknown source '%s'; did you mean '%s'?", words.word[w], nearest);
		else
			bad = wrong_usage("dyads", "unknown source '%s'", words.word[w]);
	}
	free(words.memory);
	return bad;
}

/* Whether an option of two words says the second; wrong usage for any other. */
static int read_choice(const options *given, const char *option, const char *first, const char *second, bool *is_second)
{
	const char *words[] = {first, second}, *word = options_get(given, option);
	if (!word || !strcmp(word, first))
		return 0;
	*is_second = !strcmp(word, second);
	if (*is_second)
		return 0;
	const char *nearest = hel_nearest_word(word, words, 2);
	return nearest ? wrong_usage("dyads", "unknown %s '%s'; did you mean '%s'?", option, word, nearest)
		       : wrong_usage("dyads", "unknown %s '%s': there are '%s' and '%s'", option, word, first, second);
}

/* Without --to, relevance ends the table where it is known no longer. */
static hel_status last_relevant_year(hel_panel *panel, hel_dyads_request *request, hel_error *error)
{
	int before = request->to;
	hel_status status = hel_dyads_end_relevant(request, panel, error);
	if (!status && request->to < before)
		fprintf(stderr, "helsinki: to %d: which pairs are relevant is not known after it\n", request->to);
	return status;
}

static int read_request(const options *given, hel_panel *panel, hel_dyads_request *request, list *keep, const char **joined)
{
	hel_error error = {0};
	if (hel_dyads_defaults(request, panel, &error))
		return print_error(&error);
	bool gw = false;
	int bad = read_sources(given, request);
	if (!bad)
		bad = read_choice(given, "system", "cow", "gw", &gw);
	if (!bad)
		bad = read_choice(given, "mids", "gml", "cow", &request->cow_mids);
	if (!bad)
		bad = read_choice(given, "rules", "helsinki", "peacesciencer", &request->peacesciencer);
	if (!bad)
		bad = split(given, "keep", keep);
	request->system = gw ? HEL_SYSTEM_GW : HEL_SYSTEM_COW;
	request->undirected = options_get(given, "undirected") != NULL;
	request->carry_forward = options_get(given, "mry") != NULL;
	request->relevant = options_get(given, "prd") != NULL;
	request->peace_powers = options_get(given, "peace-powers") != NULL;
	request->matrix = options_get(given, "matrix");
	request->peace_of = options_get(given, "peace-of");
	if (!bad && !options_get(given, "to") && last_relevant_year(panel, request, &error))
		bad = print_error(&error);
	if (!bad)
		request->from = (int)options_number(given, "from", 1, 9999, request->from, &bad);
	if (!bad)
		request->to = (int)options_number(given, "to", 1, 9999, request->to, &bad);
	for (size_t o = 0; o < given->n; o++) {
		if (!strcmp(given->name[o], "join"))
			joined[request->n_join++] = given->value[o];
	}
	request->join = joined;
	request->keep = keep->word;
	request->n_keep = keep->n;
	return bad;
}

static int write_table(const options *given, const hel_dyads *dyads)
{
	int bad = 0, threads = (int)options_number(given, "threads", 1, THREADS_MAX, 0, &bad);
	bool shows = options_bar(given);
	hel_error error = {0};
	if (bad)
		return bad;
	if (hel_dyads_write(dyads, options_get(given, "output"), threads, show_progress, &shows, &error))
		return error.status == HEL_EUSAGE ? wrong_usage("dyads", "%s", error.message) : print_error(&error);
	return 0;
}

static int cite(const options *given, const hel_dyads *dyads)
{
	hel_text text = {0};
	hel_error error = {0};
	int bad =
	    hel_dyads_cite(dyads, &text, &error) ? print_error(&error) : write_output(options_get(given, "output"), &text);
	hel_text_free(&text);
	return bad;
}

static int explain(const char *column, hel_panel *panel)
{
	hel_text text = {0};
	hel_error error = {0};
	int bad = 0;
	if (hel_dyads_explain(panel, column, &text, &error))
		bad = error.status == HEL_EUSAGE ? wrong_usage("dyads", "%s", error.message) : print_error(&error);
	else
		bad = write_output(NULL, &text);
	hel_text_free(&text);
	return bad;
}

static int make(const options *given, hel_panel *panel)
{
	hel_dyads_request request;
	hel_dyads *dyads = NULL;
	hel_notes notes = {0};
	hel_error error = {0};
	list keep = {0};
	const char *joined[OPTIONS_MAX];
	int bad = read_request(given, panel, &request, &keep, joined);
	if (!bad && hel_dyads_make(&dyads, panel, &request, &notes, &error))
		bad = error.status == HEL_EUSAGE ? wrong_usage("dyads", "%s", error.message) : print_error(&error);
	if (!bad && !options_get(given, "quiet"))
		print_remarks(&notes);
	if (!bad)
		bad = options_get(given, "cite") ? cite(given, dyads) : write_table(given, dyads);
	hel_dyads_free(dyads);
	hel_notes_free(&notes);
	free(keep.memory);
	return bad;
}

int cmd_dyads(int argc, char **argv)
{
	options given;
	int bad = options_read(&given, "dyads", SPEC, N_SPEC, argc, argv);
	if (bad)
		return bad;
	if (options_get(&given, "help")) {
		print_help("helsinki dyads [options]",
			   "Builds the dyad-year table: a row for each pair of states and year, with columns of the\n"
			   "sources asked for. Missing is empty, never 0; docs/dyads.md has every rule.",
			   SPEC, N_SPEC, "helsinki dyads --add atop,nmc,contiguity,mids,peace --to 2010 -o dyads.csv.gz");
		return 0;
	}
	if (given.n_words)
		return wrong_usage("dyads", "'%s' is one word too many", given.word[0]);
	hel_panel *panel = NULL;
	hel_error error = {0};
	if (hel_panel_open(&panel, NULL, &error))
		return print_error(&error);
	const char *column = options_get(&given, "explain");
	bad = column ? explain(column, panel) : make(&given, panel);
	hel_panel_free(panel);
	return bad;
}
