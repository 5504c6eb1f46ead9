/* output.c: messages, files that appear whole or not at all, progress, interruption. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
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

int is_terminal(int descriptor)
{
	return isatty(descriptor);
}

static int cannot_write(const char *file)
{
	fprintf(stderr, "helsinki: cannot write '%s': %s\n", file, strerror(errno));
	return EXIT_RESOURCE;
}

static bool put(FILE *stream, const hel_text *text)
{
	return (!text->n || fwrite(text->bytes, 1, text->n, stream) == text->n) && !fflush(stream);
}

static int write_stream(FILE *stream, const char *name, const hel_text *text)
{
	if (put(stream, text) || errno == EPIPE)
		return 0;
	return cannot_write(name);
}

/* Devices and pipes have no beside. */
static int write_directly(const char *file, const hel_text *text)
{
	FILE *stream = fopen(file, "wb");
	if (!stream)
		return cannot_write(file);
	int bad = write_stream(stream, file, text);
	if (fclose(stream) && !bad)
		bad = cannot_write(file);
	return bad;
}

static int write_beside(const char *file, const hel_text *text)
{
	size_t room = strlen(file) + sizeof ".XXXXXX";
	char *beside = malloc(room);
	if (!beside)
		return cannot_write(file);
	snprintf(beside, room, "%s.XXXXXX", file);
	int descriptor = mkstemp(beside);
	FILE *stream = descriptor < 0 ? NULL : fdopen(descriptor, "wb");
	mode_t mask = umask(0);
	umask(mask);
	int bad = 0;
	if (!stream || !put(stream, text) || fchmod(descriptor, 0666 & ~mask)) /* mkstemp makes it private */
		bad = cannot_write(file);
	if (stream && fclose(stream) && !bad)
		bad = cannot_write(file);
	if (!bad && rename(beside, file))
		bad = cannot_write(file);
	if (bad && descriptor >= 0)
		unlink(beside);
	free(beside);
	return bad;
}

int write_output(const char *file, const hel_text *text)
{
	struct stat about;
	if (text->failed) {
		errno = ENOMEM;
		return cannot_write(file ? file : "standard output");
	}
	if (!file || !strcmp(file, "-"))
		return write_stream(stdout, "standard output", text);
	if (!stat(file, &about) && !S_ISREG(about.st_mode))
		return write_directly(file, text);
	return write_beside(file, text);
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
		fprintf(stderr, "\r[%.*s%*s] %3.0f %%", filled, "########################################", WIDTH - filled, "", 100 * done);
		if (done >= 1)
			fprintf(stderr, "\r%*s\r", WIDTH + 8, "");
		fflush(stderr);
	}
	return interrupted;
}
