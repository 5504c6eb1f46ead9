/* sweeping.c: see sweeping.h. */
#include "sweeping.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VALUES_MAX = 10000, CELLS_MAX = 100000 };

static int unknown_parameter(const char *command, const char *name)
{
	const char *words[HEL_TURNS];
	for (int t = 0; t < HEL_TURNS; t++)
		words[t] = hel_turn_name((hel_turn)t);
	const char *nearest = hel_nearest_word(name, words, HEL_TURNS);
	return nearest ? wrong_usage(command, "unknown parameter '%s'; did you mean '%s'?", name, nearest)
		       : wrong_usage(command, "unknown parameter '%s'", name);
}

/* The number at *at, which moves past it and a colon; false if there is none. */
static bool take_number(const char **at, double *value)
{
	char number[64];
	size_t n = strcspn(*at, ":");
	if (!n || n >= sizeof number)
		return false;
	memcpy(number, *at, n);
	number[n] = '\0';
	*at += n + ((*at)[n] == ':');
	return hel_parse_double(number, value);
}

static int check_axis(const char *command, const char *word, const hel_axis *axis, double n)
{
	double least, greatest;
	hel_turn_bounds(axis->turn, &least, &greatest);
	if (axis->from < least || axis->to > greatest || axis->from > greatest || axis->to < least)
		return wrong_usage(command, "'%s': '%s' must lie in [%g, %g]", word, hel_turn_name(axis->turn), least,
				   greatest);
	if (axis->from > axis->to)
		return wrong_usage(command, "'%s' is reversed: from less to more", word);
	if (!(n >= 1 && n <= VALUES_MAX) || n != (int)n)
		return wrong_usage(command, "'%s': the number of values must be a whole one from 1 to %d", word, VALUES_MAX);
	if (axis->by_ratio && !(axis->from > 0))
		return wrong_usage(command, "'%s': equal ratios must start above 0", word);
	return 0;
}

int sweep_axis(hel_sweep_options *how, const char *command, const char *word)
{
	char name[64];
	double n = 0;
	const char *equals = strchr(word, '='), *at = equals ? equals + 1 : "";
	if (!equals || (size_t)(equals - word) >= sizeof name)
		return wrong_usage(command, "'%s' is no PARAMETER=FROM:TO:N, such as omega=0:1:21", word);
	if (how->n_axes == 2)
		return wrong_usage(command, "'--over' is given at most twice");
	hel_axis *axis = &how->axis[how->n_axes];
	snprintf(name, sizeof name, "%.*s", (int)(equals - word), word);
	if (!hel_turn_find(name, &axis->turn))
		return unknown_parameter(command, name);
	if (!take_number(&at, &axis->from) || !take_number(&at, &axis->to) || !take_number(&at, &n) ||
	    (*at && strcmp(at, "ratio")))
		return wrong_usage(command, "'%s' is no PARAMETER=FROM:TO:N, such as omega=0:1:21", word);
	axis->by_ratio = *at != '\0';
	int bad = check_axis(command, word, axis, n);
	if (bad)
		return bad;
	axis->n = (int)n;
	if (how->n_axes && axis->turn == how->axis[0].turn)
		return wrong_usage(command, "'%s' is turned twice", name);
	how->n_axes++;
	if (how->n_axes == 2 && how->axis[0].n * (long)axis->n > CELLS_MAX)
		return wrong_usage(command, "more than %d places in the grid", CELLS_MAX);
	return 0;
}

static int add_quantity(hel_sweep_options *how, hel_quantity *quantity, subject *s, const char *text, int mechanism)
{
	hel_error error = {0};
	hel_status status =
	    hel_scenario_quantity(&quantity[how->n_quantities++], &s->scenario, s->panel, text, "--of", mechanism, &error);
	return status ? print_error(&error) : 0;
}

int sweep_quantities(hel_sweep_options *how, hel_quantity **quantity, subject *s, const options *given, size_t n_mechanisms)
{
	static const char *const usual[] = {"indivisible", "balanced", "effective"};
	size_t n_of = 0;
	for (size_t o = 0; o < given->n; o++)
		n_of += !strcmp(given->name[o], "of");
	*quantity = calloc((n_of ? n_of : 3) * n_mechanisms + 1, sizeof **quantity);
	how->quantity = *quantity;
	if (!*quantity)
		return print_error(&(hel_error){.status = HEL_ENOMEM, .message = "out of memory"});
	int bad = 0;
	for (size_t m = 0; m < n_mechanisms && !bad; m++) {
		int mechanism = (int)(s->n_mechanisms ? s->mechanism[m] : m);
		for (size_t o = 0; o < given->n && !bad; o++)
			bad = strcmp(given->name[o], "of") ? 0 : add_quantity(how, *quantity, s, given->value[o], mechanism);
		for (size_t u = 0; u < 3 && !n_of && !bad; u++)
			bad = add_quantity(how, *quantity, s, usual[u], mechanism);
	}
	return bad;
}
