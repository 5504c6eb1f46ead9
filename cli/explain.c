/* explain.c: helsinki explain SCENARIO --state ID: one number taken apart, down to the rows of data. */
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "options.h"
#include "scenario.h"

enum { TOP = 8 };

static const option_spec SPEC[] = {{"state", 0, "STATE", "whose security (id, code or name); must be given"},
				   {"attacker", 0, "STATE", "whose attack is taken apart (the one that costs most)"},
				   {"mechanism", 0, "NAME", "under this mechanism (the first)"},
				   {"lens", 0, "NAME", "under this lens, or the first of this kind (the first)"},
				   {"top", 0, "N", "so many attackers one by one, the rest in sum (8); 0: all"},
				   {"format", 0, "FORMAT", "text (default) or json"},
				   {"output", 'o', "FILE", "write there instead of standard output"},
				   {"quiet", 'q', NULL, "no warnings on standard error"},
				   {"help", 'h', NULL, "this help"}};

enum { N_SPEC = sizeof SPEC / sizeof *SPEC };

typedef struct job {
	options given;
	subject subject;
	const char *format, *output;
	size_t top;
	hel_explain_options how;
	hel_explanation explanation;
} job;

static int read_words(job *j, int argc, char **argv)
{
	static const char *const formats[] = {"text", "json"};
	int bad = options_read(&j->given, "explain", SPEC, N_SPEC, argc, argv);
	if (bad || options_get(&j->given, "help"))
		return bad;
	bad = subject_name(&j->subject, "explain", &j->given);
	if (bad)
		return bad;
	if (!options_get(&j->given, "state"))
		return wrong_usage("explain", "whose security? '--state' says it");
	j->output = options_get(&j->given, "output");
	j->top = (size_t)options_number(&j->given, "top", 0, 1000000, TOP, &bad);
	j->format = options_choice(&j->given, "format", formats, 2, &bad);
	return bad;
}

/* The id nearest to a word among the states of a stated world. */
static const char *nearest_id(const hel_world *world, const char *word)
{
	const char **id = calloc((size_t)world->n + 1, sizeof *id);
	for (int i = 0; id && i < world->n; i++)
		id[i] = world->state[i].id;
	const char *nearest = id ? hel_nearest_word(word, id, (size_t)world->n) : NULL;
	free(id);
	return nearest;
}

static const char *why_left_out(const hel_world *world, const char *id)
{
	for (size_t x = 0; id && x < world->n_left_out; x++) {
		if (!strcmp(world->left_out[x].id, id))
			return world->left_out[x].why;
	}
	return "it is not in the scenario's world";
}

/* A state by id, code or name; -1 after a message with *bad set. */
static int find_state(job *j, const char *word, int *bad)
{
	const hel_world *world = &j->subject.scenario.world;
	const char *nearest = NULL;
	hel_error error = {0};
	int ccode = 0, i = hel_world_find(world, word);
	if (i >= 0)
		return i;
	if (world->stated)
		nearest = nearest_id(world, word);
	else if (hel_panel_find_state(j->subject.panel, word, &ccode, &nearest, &error))
		*bad = print_error(&error);
	else if (ccode && (i = hel_world_find_code(world, ccode)) >= 0)
		return i;
	if (*bad)
		return -1;
	const char *id = ccode ? hel_panel_abbreviation(j->subject.panel, ccode) : NULL;
	*bad = id        ? wrong_usage("explain", "no figures for '%s': %s", id, why_left_out(world, id))
	       : nearest ? wrong_usage("explain", "there is no state '%s'; did you mean '%s'?", word, nearest)
			 : wrong_usage("explain", "there is no state '%s'", word);
	return -1;
}

/* Which state, attacker, mechanism and lens; 0 or the exit status after a message. */
static int choose(job *j)
{
	int bad = 0;
	const char *attacker = options_get(&j->given, "attacker");
	j->how = (hel_explain_options){.attacker = -1};
	j->how.state = find_state(j, options_get(&j->given, "state"), &bad);
	if (!bad && attacker)
		j->how.attacker = find_state(j, attacker, &bad);
	if (!bad && j->how.attacker == j->how.state)
		return wrong_usage("explain", "'%s' does not attack itself",
				   j->subject.scenario.world.state[j->how.state].id);
	if (j->subject.n_mechanisms)
		j->how.mechanism = j->subject.mechanism[j->subject.n_mechanisms - 1];
	if (j->subject.n_lenses)
		j->how.lens = j->subject.lens[0];
	return bad;
}

static int run(job *j)
{
	hel_error error = {0};
	hel_text text = {0};
	int bad = subject_open(&j->subject, &j->given);
	if (!bad)
		bad = choose(j);
	if (bad)
		return bad;
	hel_status status = hel_explain(&j->explanation, &j->subject.scenario, j->subject.panel, &j->how, &error);
	if (!status && !strcmp(j->format, "json"))
		status = hel_report_explain_json(&text, &j->explanation, &error);
	else if (!status)
		status = hel_report_explain_text(&text, &j->explanation, j->top, text_colour(j->output),
						 text_width(j->output), &error);
	bool silent = options_get(&j->given, "quiet") || shows_warnings(j->format, j->output);
	return deliver(status, &error, j->output, &text, silent ? NULL : &j->explanation.notes);
}

int cmd_explain(int argc, char **argv)
{
	job j = {0};
	int bad = read_words(&j, argc, argv);
	if (!bad && options_get(&j.given, "help"))
		print_help("helsinki explain SCENARIO --state STATE [options]",
			   "Takes one number apart: whose attacks make up a state's loss, and for one attacker everything\n"
			   "that goes into it, down to the rows of data: who helps with what chance, and why not.",
			   SPEC, N_SPEC, "helsinki explain scenarios/europe-2022.yaml --state RUS --attacker USA");
	else if (!bad)
		bad = run(&j);
	hel_explanation_free(&j.explanation);
	subject_close(&j.subject);
	return bad;
}
