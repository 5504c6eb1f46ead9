/* import.c: helsinki data import PATH...: the sources' own release files into a data directory. */
#include "commands.h"
#include "options.h"

static const option_spec SPEC[] = {{"into", 0, "DIR", "the data directory to make or to change (helsinki-data)"},
				   {"quiet", 'q', NULL, "no remarks"},
				   {"help", 'h', NULL, "this help"}};

enum { N_SPEC = sizeof SPEC / sizeof *SPEC };

int cmd_data_import(int argc, char **argv)
{
	options given;
	int bad = options_read(&given, "data import", SPEC, N_SPEC, argc, argv);
	if (bad)
		return bad;
	if (options_get(&given, "help")) {
		print_help("helsinki data import PATH... [options]",
			   "Reads release files of COW (states, majors, capabilities, contiguity, organisations,\n"
			   "wars, disputes: MIDA and MIDB together; alliances from your own copy alone), of ATOP and of\n"
			   "GML, as .csv or in .zip archives, and puts their tables into a data directory, which is\n"
			   "first filled with a copy of the present one.",
			   SPEC, N_SPEC, "helsinki data import NMCv7.zip --into my-data");
		return 0;
	}
	if (!given.n_words)
		return wrong_usage("data import", "which file?");
	const char *into = options_get(&given, "into");
	hel_panel *panel = NULL;
	hel_text report = {0};
	hel_notes notes = {0};
	hel_error error = {0};
	hel_status status = hel_panel_open(&panel, NULL, &error);
	if (!status)
		status =
		    hel_import(panel, given.word, given.n_words, into ? into : "helsinki-data", &report, &notes, &error);
	if (!options_get(&given, "quiet"))
		print_remarks(&notes);
	bad = status ? print_error(&error) : write_output(NULL, &report);
	hel_text_free(&report);
	hel_notes_free(&notes);
	hel_panel_free(panel);
	return bad;
}
