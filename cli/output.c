/* output.c: messages, files that appear whole or not at all, progress, interruption. */
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "options.h"

int print_error(const hel_error *error)
{
	char line[2 * HEL_MESSAGE_MAX + HEL_FILE_MAX];
	hel_error_format(error, line, sizeof line);
	fprintf(stderr, "%s%s\n", error->file[0] ? "" : "helsinki: ", line);
	return hel_status_exit(error->status);
}

void print_notes(const hel_notes *notes)
{
	for (size_t n = 0; n < notes->n; n++)
		fprintf(stderr, "helsinki: warning: %s\n", notes->item[n]);
}

void print_remarks(const hel_notes *notes)
{
	for (size_t n = 0; n < notes->n; n++)
		fprintf(stderr, "helsinki: %s\n", notes->item[n]);
}

int is_terminal(int descriptor)
{
	return isatty(descriptor);
}

static bool terminal_is(const char *name)
{
	const char *term = getenv("TERM");
	return term && !strcmp(term, name);
}

bool text_colour(const char *output)
{
	const char *no_colour = getenv("NO_COLOR");
	return !output && is_terminal(STDOUT_FILENO) && !(no_colour && *no_colour) && !terminal_is("dumb");
}

int text_width(const char *output)
{
	struct winsize size;
	bool terminal = !output && is_terminal(STDOUT_FILENO);
	return terminal && !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_col ? size.ws_col : 0;
}

/* What the first variable that is set says, as setlocale(3) has it. */
static const char *locale_name(void)
{
	static const char *const variable[] = {"LC_ALL", "LC_CTYPE", "LANG"};
	for (size_t v = 0; v < sizeof variable / sizeof *variable; v++) {
		const char *name = getenv(variable[v]);
		if (name && *name)
			return name;
	}
	return "C";
}

/* By the locale, or by its name where it is not installed here, as on a machine that is reached from another. */
static bool reads_utf8(void)
{
	locale_t locale = newlocale(LC_CTYPE_MASK, "", (locale_t)0);
	const char *name = locale_name();
	bool does = locale ? !strcmp(nl_langinfo_l(CODESET, locale), "UTF-8")
			   : strcasestr(name, "utf-8") || strcasestr(name, "utf8");
	if (locale)
		freelocale(locale);
	return does;
}

/* Linux's console has a font of 256 or 512 characters, none of them braille. */
hel_text_options text_options(const char *output, hel_panel *panel)
{
	hel_text_options o = {text_width(output), text_colour(output), reads_utf8(),
			      !terminal_is("dumb") && !terminal_is("linux"), panel};
	return o;
}

int write_output(const char *file, const hel_text *text)
{
	hel_error error = {.status = HEL_EIO};
	hel_output *output = NULL;
	if (text->failed) {
		fputs("helsinki: out of memory\n", stderr);
		return EXIT_RESOURCE;
	}
	hel_status status = hel_output_open(&output, file, &error);
	if (!status && (status = hel_output_write(output, text->bytes, text->n, &error)))
		hel_output_discard(output);
	else if (!status)
		status = hel_output_commit(output, &error);
	return status ? print_error(&error) : 0;
}

static volatile sig_atomic_t interrupted;

static void note_interrupt(int signal_number)
{
	(void)signal_number;
	interrupted = 1;
}

void watch_interrupts(void)
{
	struct sigaction action = {.sa_handler = note_interrupt};
	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	signal(SIGPIPE, SIG_IGN); /* a closed pipe shows as EPIPE */
	signal(SIGXFSZ, SIG_IGN); /* and a file grown beyond its limit as EFBIG */
}

int was_interrupted(void)
{
	return interrupted;
}

int show_progress(double done, void *context)
{
	enum { WIDTH = 40 };
	int filled = (int)(done * WIDTH);
	if (context && *(const bool *)context) {
		fprintf(stderr, "\r[%.*s%*s] %3.0f %%", filled, "########################################", WIDTH - filled,
			"", 100 * done);
		if (done >= 1)
			fprintf(stderr, "\r%*s\r", WIDTH + 8, "");
		fflush(stderr);
	}
	return interrupted;
}

bool has_ending(const char *file, const char *ending)
{
	size_t n = strlen(file), e = strlen(ending);
	return n > e + 1 && file[n - e - 1] == '.' && !strcasecmp(file + n - e, ending);
}

bool shows_warnings(const char *format, const char *file)
{
	return !file && !strcmp(format, "text");
}

int deliver(hel_status made, const hel_error *error, const char *file, hel_text *text, const hel_notes *warnings)
{
	int bad = made ? print_error(error) : was_interrupted() ? EXIT_INTERRUPTED : write_output(file, text);
	if (!bad && warnings)
		print_notes(warnings);
	hel_text_free(text);
	return bad;
}
