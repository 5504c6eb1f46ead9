/* serve.c: helsinki serve [SCENARIO]: the live page, on this machine. */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands.h"
#include "options.h"
#include "serve.h"

static const option_spec SPEC[] = {
    {"port", 0, "N", "listen there (a free port)"},
    {"listen", 0, "ADDRESS", "listen on this address or name instead of 127.0.0.1: others are let in who have the token"},
    {"open", 0, NULL, "open the page in the browser"},
    {"threads", 0, "N", "at most so many threads for one evaluation (all processors); no figure depends on it"},
    {"quiet", 'q', NULL, "no warnings on standard error"},
    {"help", 'h', NULL, "this help"}};

enum { N_SPEC = sizeof SPEC / sizeof *SPEC, TEXT_MAX = 1 << 20, CHECK_MILLISECONDS = 100 };

#define FIRST_SCENARIO "europe-2022.yaml"

extern char **environ;

typedef struct job {
	options given;
	bool quiet, open;
	const char *file;
	hel_text text;
	serve_options how;
} job;

/* --- the scenario --------------------------------------------------------------------------------------------------------- */

/* The shipped one: beside the sources that the program was built from, else where it was installed. */
static const char *find_first(void)
{
	struct stat about;
	return stat(HEL_SOURCE_SCENARIOS, &about) ? HEL_INSTALL_SCENARIOS "/" FIRST_SCENARIO
						  : HEL_SOURCE_SCENARIOS "/" FIRST_SCENARIO;
}

/* Reads it once as every command does, so that a mistake in it is told here, where it stands. */
static int check_scenario(const job *j)
{
	hel_scenario scenario = {0};
	hel_panel *panel = NULL;
	hel_error error = {0};
	hel_status status = hel_scenario_read(&scenario, j->file, NULL, &error);
	if (status == HEL_EUSAGE && !(status = hel_panel_open(&panel, NULL, &error)))
		status = hel_scenario_read(&scenario, j->file, panel, &error);
	if (!status && !j->quiet)
		print_notes(&scenario.notes);
	hel_scenario_free(&scenario);
	hel_panel_free(panel);
	return status ? print_error(&error) : 0;
}

static int read_text(job *j)
{
	char block[65536];
	size_t n;
	FILE *file = fopen(j->file, "rb");
	while (file && j->text.n <= TEXT_MAX && (n = fread(block, 1, sizeof block, file)))
		hel_text_put(&j->text, block, n);
	bool bad = !file || ferror(file) || j->text.failed;
	if (file)
		fclose(file);
	if (!bad)
		return 0;
	fprintf(stderr, "helsinki: cannot read '%s'\n", j->file);
	return EXIT_RESOURCE;
}

static int read_scenario(job *j)
{
	int bad = check_scenario(j);
	if (!bad)
		bad = read_text(j);
	const char *slash = strrchr(j->file, '/');
	j->how.file = slash ? slash + 1 : j->file;
	j->how.text = j->text.bytes;
	j->how.n = j->text.n;
	return bad;
}

/* --- the server ----------------------------------------------------------------------------------------------------------- */

/* In a session of its own, without a shell, and without our standard streams. */
static void open_browser(const char *url)
{
	char program[] = "xdg-open", *address = strdup(url);
	char *const words[] = {program, address, NULL};
	posix_spawnattr_t manner;
	posix_spawn_file_actions_t files;
	pid_t child;
	signal(SIGCHLD, SIG_IGN);
	posix_spawnattr_init(&manner);
	posix_spawnattr_setflags(&manner, POSIX_SPAWN_SETSID);
	posix_spawn_file_actions_init(&files);
	for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++)
		posix_spawn_file_actions_addopen(&files, stream, "/dev/null", O_RDWR, 0);
	if (!address || posix_spawnp(&child, program, &files, &manner, words, environ))
		fputs("helsinki: warning: there is no 'xdg-open' to open the page with\n", stderr);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&manner);
	free(address);
}

static int serve(const job *j)
{
	house *server = NULL;
	hel_error error = {0};
	if (serve_open(&server, &j->how, &error))
		return print_error(&error);
	printf("%s\n", serve_url(server));
	fflush(stdout);
	if (j->open)
		open_browser(serve_url(server));
	while (!was_interrupted()) {
		poll(NULL, 0, CHECK_MILLISECONDS);
		serve_check(server);
	}
	if (!serve_close(server))
		_exit(0); /* what still computes is not waited for */
	return 0;
}

static int read_words(job *j, int argc, char **argv)
{
	int bad = options_read(&j->given, "serve", SPEC, N_SPEC, argc, argv);
	if (bad || options_get(&j->given, "help"))
		return bad;
	if (j->given.n_words > 1)
		return wrong_usage("serve", "one scenario at a time");
	j->file = j->given.n_words ? j->given.word[0] : find_first();
	j->quiet = options_get(&j->given, "quiet") != NULL;
	j->open = options_get(&j->given, "open") != NULL;
	j->how.address = options_get(&j->given, "listen");
	j->how.port = (int)options_number(&j->given, "port", 0, 65535, 0, &bad);
	j->how.threads = (int)options_number(&j->given, "threads", 1, 1024, 0, &bad);
	return bad;
}

int cmd_serve(int argc, char **argv)
{
	job j = {0};
	int bad = read_words(&j, argc, argv);
	if (!bad && options_get(&j.given, "help"))
		print_help(
		    "helsinki serve [SCENARIO] [options]",
		    "Serves a page on which to change a scenario and see at once what it does. Prints where it is, and\n"
		    "serves until it is interrupted. Without a scenario it starts with " FIRST_SCENARIO ".",
		    SPEC, N_SPEC, "helsinki serve --open");
	else if (!bad)
		bad = read_scenario(&j);
	if (!bad && !options_get(&j.given, "help"))
		bad = serve(&j);
	hel_text_free(&j.text);
	return bad;
}
