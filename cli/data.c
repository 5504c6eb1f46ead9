/* data.c: helsinki data list|sources|check: what the data directory holds, from whom, and whether it is whole (import.c: import). */
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "options.h"

static const option_spec SPEC[] = {{"format", 0, "FORMAT", "text (default) or csv"},
				   {"output", 'o', "FILE", "write there instead of standard output"},
				   {"help", 'h', NULL, "this help"}};

enum { N_SPEC = sizeof SPEC / sizeof *SPEC };

static void put_csv(hel_text *text, const char *field, const char *end)
{
	hel_text_put(text, "\"", 1);
	for (; *field; field++)
		hel_text_printf(text, *field == '"' ? "\"%c" : "%c", *field);
	hel_text_printf(text, "\"%s", end);
}

static void list(hel_text *text, const hel_source *source, size_t n, bool csv)
{
	hel_text_printf(text, csv ? "file,from,to,rows,release\n" : "%-16s %-11s %8s  %s\n", "file", "years", "rows",
			"release");
	for (size_t s = 0; s < n; s++) {
		if (csv) {
			hel_text_printf(text, "%s,%d,%d,%zu,", source[s].file, source[s].from, source[s].to, source[s].rows);
			put_csv(text, source[s].release, "\n");
		} else {
			hel_text_printf(text, "%-16s %d-%-6d %8zu  %s\n", source[s].file, source[s].from, source[s].to,
					source[s].rows, source[s].release);
		}
	}
}

static void cite(hel_text *text, const hel_source *source, size_t n, bool csv)
{
	if (csv)
		hel_text_printf(text, "file,title,release,licence,bibkey,citation\n");
	for (size_t s = 0; s < n; s++) {
		if (csv) {
			hel_text_printf(text, "%s,", source[s].file);
			put_csv(text, source[s].title, ",");
			put_csv(text, source[s].release, ",");
			put_csv(text, source[s].licence, ",");
			hel_text_printf(text, "%s,", source[s].bibkey);
			put_csv(text, source[s].citation, "\n");
		} else {
			hel_text_printf(text, "%s%s: %s\n  %s; %s\n  %s\n", s ? "\n" : "", source[s].file, source[s].title,
					source[s].release, source[s].licence, source[s].citation);
		}
	}
}

static int act(const options *given, const char *what, bool csv)
{
	hel_error error = {0};
	hel_panel *panel = NULL;
	hel_text text = {0};
	size_t n = 0;
	hel_status status = hel_panel_open(&panel, NULL, &error);
	const hel_source *source = status ? NULL : hel_panel_sources(panel, &n);
	if (!status && !strcmp(what, "check")) {
		status = hel_panel_check(panel, &error);
		hel_text_printf(&text, "%zu files are whole\n", n);
	} else if (!status && !strcmp(what, "list")) {
		list(&text, source, n, csv);
	} else if (!status) {
		cite(&text, source, n, csv);
	}
	int bad = status ? print_error(&error) : write_output(options_get(given, "output"), &text);
	hel_text_free(&text);
	hel_panel_free(panel);
	return bad;
}

int cmd_data(int argc, char **argv)
{
	static const char *const actions[] = {"list", "sources", "check", "import"};
	options given;
	if (argc > 1 && !strcmp(argv[1], "import"))
		return cmd_data_import(argc - 1, argv + 1);
	int bad = options_read(&given, "data", SPEC, N_SPEC, argc, argv);
	if (bad)
		return bad;
	if (options_get(&given, "help")) {
		print_help("helsinki data list|sources|check [options]\n       helsinki data import PATH... [--into DIR]",
			   "Lists the tables with the years they cover, prints whom to cite, or checks every file\n"
			   "against its recorded digest.",
			   SPEC, N_SPEC, "helsinki data sources");
		return 0;
	}
	if (given.n_words != 1)
		return wrong_usage("data", "one of 'list', 'sources', 'check' and 'import'");
	const char *format = options_get(&given, "format");
	if (format && strcmp(format, "text") && strcmp(format, "csv"))
		return wrong_usage("data", "unknown format '%s'; there are 'text' and 'csv'", format);
	for (size_t a = 0; a < 3; a++) {
		if (!strcmp(given.word[0], actions[a]))
			return act(&given, actions[a], format && !strcmp(format, "csv"));
	}
	const char *nearest = hel_nearest_word(given.word[0], actions, 4);
	return nearest ? wrong_usage("data", "unknown action '%s'; did you mean '%s'?", given.word[0], nearest)
		       : wrong_usage("data", "unknown action '%s'", given.word[0]);
}
