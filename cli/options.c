/* options.c: reading options, and saying what is wrong with them. */
#include "options.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int wrong_usage(const char *command, const char *format, ...)
{
	va_list args;
	fputs("helsinki: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fprintf(stderr, "\nTry 'helsinki %s%s--help'.\n", command ? command : "", command ? " " : "");
	return EXIT_USAGE;
}

static const option_spec *find_long(const options *o, const char *name, size_t length)
{
	for (size_t s = 0; s < o->n_specs; s++) {
		if (strlen(o->spec[s].name) == length && !strncmp(o->spec[s].name, name, length))
			return &o->spec[s];
	}
	return NULL;
}

static const option_spec *find_letter(const options *o, char letter)
{
	for (size_t s = 0; s < o->n_specs; s++) {
		if (o->spec[s].letter && o->spec[s].letter == letter)
			return &o->spec[s];
	}
	return NULL;
}

static int unknown_option(const options *o, const char *word)
{
	const char *names[OPTIONS_MAX];
	for (size_t s = 0; s < o->n_specs; s++)
		names[s] = o->spec[s].name;
	const char *nearest = word[1] == '-' ? hel_nearest_word(word + 2, names, o->n_specs) : NULL;
	if (nearest)
		return wrong_usage(o->command, "unknown option '%s'; did you mean '--%s'?", word, nearest);
	return wrong_usage(o->command, "unknown option '%s'", word);
}

static int add(options *o, const option_spec *spec, const char *value)
{
	if (o->n == OPTIONS_MAX)
		return wrong_usage(o->command, "too many options");
	o->name[o->n] = spec->name;
	o->value[o->n++] = value;
	return 0;
}

/* Reads the option at argv[*at]; moves on past its value. */
static int read_option(options *o, int argc, char **argv, int *at)
{
	const char *word = argv[*at], *value = NULL;
	bool is_long = word[1] == '-';
	const char *equals = is_long ? strchr(word, '=') : NULL;
	const option_spec *spec = is_long ? find_long(o, word + 2, equals ? (size_t)(equals - word - 2) : strlen(word + 2))
	                                  : find_letter(o, word[1]);
	if (!spec || (!is_long && !spec->value && word[2]))
		return unknown_option(o, word);
	if (equals)
		value = equals + 1;
	else if (!is_long && word[2])
		value = word + 2;
	if (!spec->value)
		return value ? wrong_usage(o->command, "option '--%s' takes no value", spec->name) : add(o, spec, "");
	if (!value && *at + 1 < argc)
		value = argv[++*at];
	if (!value)
		return wrong_usage(o->command, "option '--%s' needs a value: %s", spec->name, spec->value);
	return add(o, spec, value);
}

int options_read(options *to, const char *command, const option_spec *spec, size_t n_specs, int argc, char **argv)
{
	*to = (options){.spec = spec, .n_specs = n_specs, .command = command};
	bool ended = false;
	for (int at = 1; at < argc; at++) {
		if (!ended && !strcmp(argv[at], "--")) {
			ended = true;
		} else if (!ended && argv[at][0] == '-' && argv[at][1]) {
			int bad = read_option(to, argc, argv, &at);
			if (bad)
				return bad;
		} else if (to->n_words == WORDS_MAX) {
			return wrong_usage(command, "too many words after '%s'", command);
		} else {
			to->word[to->n_words++] = argv[at];
		}
	}
	return 0;
}

const char *options_get(const options *from, const char *name)
{
	for (size_t o = from->n; o > 0; o--) {
		if (!strcmp(from->name[o - 1], name))
			return from->value[o - 1];
	}
	return NULL;
}

long long options_number(const options *from, const char *name, long long least, long long greatest, long long if_absent, int *bad)
{
	const char *text = options_get(from, name);
	if (!text || *bad)
		return if_absent;
	char *end;
	errno = 0;
	long long number = strtoll(text, &end, 10);
	if (errno || *end || end == text || number < least || number > greatest) {
		*bad = wrong_usage(from->command, "'%s' is no whole number from %lld to %lld for option '--%s'", text, least, greatest, name);
		return 0;
	}
	return number;
}

const char *options_choice(const options *from, const char *name, const char *const *words, size_t n, int *bad)
{
	const char *given = options_get(from, name);
	if (*bad)
		return NULL;
	for (size_t w = 0; w < n; w++) {
		if (!given || !strcmp(given, words[w]))
			return words[w];
	}
	const char *nearest = hel_nearest_word(given, words, n);
	*bad = wrong_usage(from->command, "unknown %s '%s'; did you mean '%s'?", name, given, nearest ? nearest : words[0]);
	return NULL;
}

void options_draws(const options *from, int if_absent, int *draws, uint64_t *seed, int *threads, int *bad)
{
	*draws = (int)options_number(from, "draws", 0, 1000000, if_absent, bad);
	*seed = (uint64_t)options_number(from, "seed", 0, INT64_MAX, 1, bad);
	*threads = (int)options_number(from, "threads", 1, 1024, 0, bad);
}

bool options_bar(const options *from)
{
	return !options_get(from, "quiet") && (is_terminal(STDERR_FILENO) || options_get(from, "progress"));
}

void print_help(const char *usage, const char *what, const option_spec *spec, size_t n_specs, const char *example)
{
	printf("usage: %s\n\n%s\n\n", usage, what);
	for (size_t s = 0; s < n_specs; s++) {
		char left[64];
		if (!spec[s].help)
			continue;
		int length = spec[s].letter ? snprintf(left, sizeof left, "  -%c, --%s", spec[s].letter, spec[s].name)
		                            : snprintf(left, sizeof left, "      --%s", spec[s].name);
		if (spec[s].value)
			snprintf(left + length, sizeof left - (size_t)length, " %s", spec[s].value);
		printf("%-28s %s\n", left, spec[s].help);
	}
	printf("\nexample: %s\n", example);
}
