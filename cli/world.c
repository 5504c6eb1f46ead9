/* world.c: helsinki world YEAR: the snapshot of a day, its pacts, and what is missing in it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "options.h"

static const option_spec SPEC[] = {{"region", 0, "NAME", "a named, dated list (osce, nato, eu, ...; default world)"},
                                   {"date", 0, "YYYY-MM-DD", "another day of the year than 31 December"},
                                   {"carry-forward", 0, NULL, "take a source's last year where it ends earlier"},
                                   {"format", 0, "FORMAT", "text (default) or json"},
                                   {"output", 'o', "FILE", "write there instead of standard output"},
                                   {"quiet", 'q', NULL, "no warnings on standard error"},
                                   {"help", 'h', NULL, "this help"}};

enum { N_SPEC = sizeof SPEC / sizeof *SPEC };

/* The day asked for; 0 after a message. */
static hel_date read_day(const options *given)
{
	char *end;
	const char *year_text = given->word[0], *date = options_get(given, "date");
	long year = strtol(year_text, &end, 10);
	if (*end || end == year_text || year < 1 || year > 9999) {
		wrong_usage("world", "'%s' is no year", year_text);
		return 0;
	}
	if (!date)
		return HEL_DATE(year, 12, 31);
	int y, m, d, length = 0;
	if (sscanf(date, "%4d-%2d-%2d%n", &y, &m, &d, &length) != 3 || date[length] || m < 1 || m > 12 || d < 1 || d > 31 || y != year) {
		wrong_usage("world", "'%s' is no day of %ld: YYYY-MM-DD", date, year);
		return 0;
	}
	return HEL_DATE(y, m, d);
}

static int show(const options *given, hel_date day)
{
	hel_error error = {0};
	hel_panel *panel = NULL;
	hel_world world = {0};
	hel_pact_list pacts = {0};
	hel_text text = {0};
	const char *format = options_get(given, "format");
	hel_world_options how = {.day = day,
	                         .carry_forward = options_get(given, "carry-forward") != NULL,
	                         .region = options_get(given, "region")};
	hel_status status = hel_panel_open(&panel, NULL, &error);
	if (!status)
		status = hel_world_snapshot(&world, panel, &how, &error);
	if (!status)
		status = hel_panel_pacts_on(panel, day, &pacts, &error);
	if (!status)
		status = hel_report_world(&text, &world, &pacts, format && !strcmp(format, "json"), &error);
	int bad = status ? print_error(&error) : write_output(options_get(given, "output"), &text);
	if (!bad && !options_get(given, "quiet"))
		print_notes(&world.notes);
	if (status == HEL_EINPUT && !how.carry_forward && strstr(error.message, "carry-forward"))
		fputs("Try 'helsinki world YEAR --carry-forward'.\n", stderr);
	hel_text_free(&text);
	hel_pact_list_free(&pacts);
	hel_world_free(&world);
	hel_panel_free(panel);
	return bad;
}

int cmd_world(int argc, char **argv)
{
	options given;
	int bad = options_read(&given, "world", SPEC, N_SPEC, argc, argv);
	if (bad)
		return bad;
	if (options_get(&given, "help")) {
		print_help("helsinki world YEAR [options]",
		           "Prints the states of a day with their capability, the pacts in force among them, and what is missing.", SPEC,
		           N_SPEC, "helsinki world 2021 --region osce --carry-forward");
		return 0;
	}
	if (given.n_words != 1)
		return wrong_usage("world", given.n_words ? "one year at a time" : "which year?");
	const char *format = options_get(&given, "format");
	if (format && strcmp(format, "text") && strcmp(format, "json"))
		return wrong_usage("world", "unknown format '%s'; there are 'text' and 'json'", format);
	hel_date day = read_day(&given);
	return day ? show(&given, day) : EXIT_USAGE;
}
