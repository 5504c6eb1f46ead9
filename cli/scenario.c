/* scenario.c: reads the scenario that a command is given, and finds the lenses and mechanisms asked for. */
#include "scenario.h"

#include <stdlib.h>
#include <string.h>

int subject_name(subject *s, const char *command, const options *given)
{
	if (given->n_words != 1)
		return wrong_usage(command, given->n_words ? "one scenario at a time" : "which scenario?");
	s->command = command;
	s->file = given->word[0];
	return 0;
}

hel_status subject_read(subject *s, hel_error *error)
{
	hel_status status = hel_scenario_read(&s->scenario, s->file, NULL, error);
	if (status != HEL_EUSAGE)
		return status;
	status = hel_panel_open(&s->panel, NULL, error);
	return status ? status : hel_scenario_read(&s->scenario, s->file, s->panel, error);
}

/* Room for every lens and mechanism of the scenario, made once. */
static int make_room(subject *s)
{
	if (!s->lens)
		s->lens = calloc(s->scenario.n_lenses + 1, sizeof *s->lens);
	if (!s->mechanism)
		s->mechanism = calloc(s->scenario.n_mechanisms + 1, sizeof *s->mechanism);
	if (s->lens && s->mechanism)
		return 0;
	return print_error(&(hel_error){.status = HEL_ENOMEM, .message = "out of memory"});
}

static void add_once(size_t *chosen, size_t *n, size_t index)
{
	for (size_t x = 0; x < *n; x++) {
		if (chosen[x] == index)
			return;
	}
	chosen[(*n)++] = index;
}

static bool takes_lens(const hel_lens *lens, const char *word, bool by_kind)
{
	return !strcmp(by_kind ? hel_lens_kind_name(lens->kind) : lens->name, word);
}

static int no_such(const subject *s, const char *what, const char *word, const char *nearest)
{
	return nearest ? wrong_usage(s->command, "the scenario has no %s '%s'; did you mean '%s'?", what, word, nearest)
	               : wrong_usage(s->command, "the scenario has no %s '%s'", what, word);
}

int subject_choose_lens(subject *s, const char *word)
{
	const hel_scenario *from = &s->scenario;
	bool found = false, by_kind = true;
	if (make_room(s))
		return EXIT_RESOURCE;
	for (size_t l = 0; l < from->n_lenses; l++)
		by_kind = by_kind && !takes_lens(&from->lens[l], word, false);
	for (size_t l = 0; l < from->n_lenses; l++) {
		if (!takes_lens(&from->lens[l], word, by_kind))
			continue;
		found = true;
		add_once(s->lens, &s->n_lenses, l);
	}
	if (found)
		return 0;
	const char *nearest = NULL;
	for (size_t l = 0; l < from->n_lenses && !nearest; l++) {
		const char *words[] = {from->lens[l].name, hel_lens_kind_name(from->lens[l].kind)};
		nearest = hel_nearest_word(word, words, 2);
	}
	return no_such(s, "lens", word, nearest);
}

int subject_choose_mechanism(subject *s, const char *word)
{
	const hel_scenario *from = &s->scenario;
	const char *nearest = NULL;
	if (make_room(s))
		return EXIT_RESOURCE;
	for (size_t m = 0; m < from->n_mechanisms; m++) {
		if (!strcmp(from->mechanism[m].name, word)) {
			add_once(s->mechanism, &s->n_mechanisms, m);
			return 0;
		}
		nearest = nearest ? nearest : hel_nearest_word(word, &from->mechanism[m].name, 1);
	}
	return no_such(s, "mechanism", word, nearest);
}

int subject_choose(subject *s, const options *given)
{
	int bad = 0;
	for (size_t o = 0; !bad && o < given->n; o++) {
		if (!strcmp(given->name[o], "lens"))
			bad = subject_choose_lens(s, given->value[o]);
		else if (!strcmp(given->name[o], "mechanism"))
			bad = subject_choose_mechanism(s, given->value[o]);
	}
	return bad;
}

int subject_open(subject *s, const options *given)
{
	hel_error error = {0};
	return subject_read(s, &error) ? print_error(&error) : subject_choose(s, given);
}

void subject_close(subject *s)
{
	free(s->lens);
	free(s->mechanism);
	hel_scenario_free(&s->scenario);
	hel_panel_free(s->panel);
	*s = (subject){0};
}
