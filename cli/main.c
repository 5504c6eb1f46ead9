/* main.c: helsinki COMMAND ...: finds the command. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "options.h"

static const struct {
	const char *name, *what;
	int (*run)(int argc, char **argv);
} commands[] = {{"assess", "assess the security architectures of a scenario", cmd_assess},
		{"explain", "take one number apart, down to the rows of data", cmd_explain},
		{"claims", "judge what is claimed of them, and where each verdict turns", cmd_claims},
		{"sweep", "follow a quantity over one or two parameters", cmd_sweep},
		{"externalities", "what every commitment, tie or actor gives to every state or costs it", cmd_externalities},
		{"bargain", "what could all agree on, and what would each rule of decision adopt?", cmd_bargain},
		{"world", "show the states of a day, their pacts, and what is missing", cmd_world},
		{"network", "are its ties stable against war, and how hard does each fight?", cmd_network},
		{"dialogue", "let parties with positions and influence bargain until they settle", cmd_dialogue},
		{"power", "who has a say under a decision rule: power indices, exact", cmd_power},
		{"plot", "draw who owes whom what, a map, a heat map or the curve of a claim", cmd_plot},
		{"dyads", "build the dyad-year table", cmd_dyads},
		{"fit", "estimate what disputes depend on, and test it out of sample", cmd_fit},
		{"serve", "serve a page on which to draw architectures and see what they do", cmd_serve},
		{"data", "list, cite, check or import the data", cmd_data}};

enum { N_COMMANDS = sizeof commands / sizeof *commands };

static void help(void)
{
	puts("usage: helsinki COMMAND [words and options]\n\n"
	     "Computes who is secure under which security architecture, at whose expense, how equally,\n"
	     "how well and for how long, under assumptions you choose.\n");
	for (size_t c = 0; c < N_COMMANDS; c++)
		printf("  %-13s %s\n", commands[c].name, commands[c].what);
	puts("\n'helsinki COMMAND --help' says more; 'helsinki --version' names the data releases.\n\n"
	     "example: helsinki assess scenarios/three-states.yaml");
}

static int version(void)
{
	hel_panel *panel = NULL;
	size_t n = 0;
	printf("helsinki %s\n", HEL_VERSION);
	if (hel_panel_open(&panel, NULL, NULL)) {
		puts("data: none found");
		return 0;
	}
	const hel_source *source = hel_panel_sources(panel, &n);
	for (size_t s = 0; s < n; s++)
		printf("  %-16s %s\n", source[s].file, source[s].release);
	hel_panel_free(panel);
	return 0;
}

static int run(int argc, char **argv)
{
	if (argc < 2)
		return wrong_usage(NULL, "which command?");
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") || !strcmp(argv[1], "help")) {
		help();
		return 0;
	}
	if (!strcmp(argv[1], "--version"))
		return version();
	const char *names[N_COMMANDS];
	for (size_t c = 0; c < N_COMMANDS; c++) {
		names[c] = commands[c].name;
		if (!strcmp(argv[1], names[c]))
			return commands[c].run(argc - 1, argv + 1);
	}
	const char *nearest = hel_nearest_word(argv[1], names, N_COMMANDS);
	return nearest ? wrong_usage(NULL, "unknown command '%s'; did you mean '%s'?", argv[1], nearest)
		       : wrong_usage(NULL, "unknown command '%s'", argv[1]);
}

int main(int argc, char **argv)
{
	watch_interrupts();
	int status = run(argc, argv);
	if (fflush(stdout) && errno != EPIPE) { /* what stdio still holds: a full disk shows here */
		fprintf(stderr, "helsinki: cannot write 'standard output': %s\n", strerror(errno));
		return status ? status : EXIT_RESOURCE;
	}
	return status;
}
