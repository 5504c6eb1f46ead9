/* options.h: the manners that all commands share: options, messages, output files, progress, interruption. */
#ifndef HEL_CLI_OPTIONS_H
#define HEL_CLI_OPTIONS_H

#include "helsinki.h"

enum { EXIT_INPUT = 1, EXIT_USAGE = 2, EXIT_RESOURCE = 3, EXIT_INTERRUPTED = 130 };

/* An option of a command: `--name` or `-letter`; value NULL: none, else what the value is called in the help. */
typedef struct option_spec {
	const char *name;
	char letter;
	const char *value, *help;
} option_spec;

enum { OPTIONS_MAX = 64, WORDS_MAX = 16 };

/* What was given, in order. */
typedef struct options {
	const option_spec *spec;
	size_t n_specs, n;
	const char *command;
	const char *name[OPTIONS_MAX], *value[OPTIONS_MAX];
	size_t n_words;
	const char *word[WORDS_MAX];
} options;

/* Reads the words after the command's name. 0, or EXIT_USAGE with a message on standard error. */
int options_read(options *to, const char *command, const option_spec *spec, size_t n_specs, int argc, char **argv);

/* The last value of an option; NULL if it was not given ("" for one without a value). */
const char *options_get(const options *from, const char *name);

/* A whole number from least to greatest; 0 with a message and EXIT_USAGE in *bad otherwise. if_absent where not given, and where
 * *bad says that something was wrong before: the first mistake is the one that is told. */
long long options_number(const options *from, const char *name, long long least, long long greatest, long long if_absent,
			 int *bad);

/* One of some words, the first where the option was not given; NULL with a message and EXIT_USAGE in *bad otherwise, and where
 * *bad was set before. */
const char *options_choice(const options *from, const char *name, const char *const *words, size_t n, int *bad);

/* --draws, --seed and --threads. */
void options_draws(const options *from, int if_absent, int *draws, uint64_t *seed, int *threads, int *bad);

/* Whether a bar is shown: on a terminal, or with --progress, unless --quiet. */
bool options_bar(const options *from);

/* Prints `helsinki: ...` on standard error, with a hint where help is. Returns EXIT_USAGE. */
int wrong_usage(const char *command, const char *format, ...) HEL_PRINTF(2, 3);

/* Prints an error as contract.md wants it; returns its exit status. */
int print_error(const hel_error *error);

/* Prints the help of a command: usage lines, what it does, options, an example. */
void print_help(const char *usage, const char *what, const option_spec *spec, size_t n_specs, const char *example);

/* Writes text to a file, whole or not at all (beside it, then renamed), or to standard output if file is NULL or "-".
 * 0, or EXIT_RESOURCE with a message. A closed pipe is no failure. */
int write_output(const char *file, const hel_text *text);

/* What every command ends with: what went wrong in making the report; nothing after an interrupt; else the report, then warnings
 * (NULL: none). Frees the text. 0 or the exit status. */
int deliver(hel_status made, const hel_error *error, const char *file, hel_text *text, const hel_notes *warnings);

/* Whether a file is called `….ending`, in any case. */
bool has_ending(const char *file, const char *ending);

/* Whether a report has its warnings before the user's eyes: as text on standard output. */
bool shows_warnings(const char *format, const char *file);

/* Warnings on standard error, one a line. */
void print_notes(const hel_notes *notes);

/* The same for what is no warning: what was carried forward, or left out, with counts. */
void print_remarks(const hel_notes *notes);

/* Catches SIGINT and SIGTERM from now on; whether one came. */
void watch_interrupts(void);
int was_interrupted(void);

/* A hel_progress: a bar on standard error if context points to true; stops the work after an interrupt. */
int show_progress(double done, void *context);

int is_terminal(int descriptor);

/* Whether text that goes to a file (NULL: standard output) may be coloured, and the terminal's width; 0: no terminal. */
bool text_colour(const char *output);
int text_width(const char *output);
/* Both, and whether the terminal reads UTF-8 and can draw. panel may be NULL. */
hel_text_options text_options(const char *output, hel_panel *panel);

#endif
