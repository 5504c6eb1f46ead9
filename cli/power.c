/* power.c: helsinki power RULES: who has a say under a decision rule. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "options.h"

static const option_spec SPEC[] = {
    {"rule", 0, "NAME", "a rule that ships: unsc, osce, nato, eu-qmv, eec-1958, ... instead of a file"},
    {"exact", 0, NULL, "indices as reduced fractions"},
    {"index", 0, "NAME", "only this index; may be repeated (all)"},
    {"approximate", 0, "N", "estimate from N draws, with standard errors, what cannot be had exactly"},
    {"seed", 0, "N", "seed of the draws (1)"},
    {"format", 0, "FORMAT", "text (default), json or csv"},
    {"output", 'o', "FILE", "write there instead of standard output"},
    {"threads", 0, "N", "at most so many threads; no figure depends on it"},
    {"progress", 0, NULL, NULL},
    {"quiet", 'q', NULL, "no progress and no warnings on standard error"},
    {"help", 'h', NULL, "this help"}};

enum { N_SPEC = sizeof SPEC / sizeof *SPEC };

typedef struct job {
	options given;
	hel_power_options how;
	hel_rules rules;
	hel_voting_power power;
	const char *format;
	bool bar;
} job;

static int read_indices(job *j)
{
	const char *names[HEL_POWER_INDICES];
	bool any = false;
	for (int index = 0; index < HEL_POWER_INDICES; index++)
		names[index] = hel_power_name((hel_power_index)index);
	for (size_t o = 0; o < j->given.n; o++) {
		int index = 0;
		if (strcmp(j->given.name[o], "index") != 0)
			continue;
		while (index < HEL_POWER_INDICES && strcmp(names[index], j->given.value[o]) != 0)
			index++;
		if (index == HEL_POWER_INDICES) {
			const char *nearest = hel_nearest_word(j->given.value[o], names, HEL_POWER_INDICES);
			return wrong_usage("power", "unknown index '%s'; did you mean '%s'?", j->given.value[o],
					   nearest ? nearest : names[0]);
		}
		if (!any)
			memset(j->how.want, 0, sizeof j->how.want);
		any = true;
		j->how.want[index] = true;
	}
	return 0;
}

static int read_words(job *j, int argc, char **argv)
{
	static const char *const formats[] = {"text", "json", "csv"};
	int bad = options_read(&j->given, "power", SPEC, N_SPEC, argc, argv);
	if (bad || options_get(&j->given, "help"))
		return bad;
	const char *rule = options_get(&j->given, "rule");
	if (j->given.n_words > 1)
		return wrong_usage("power", "one file of rules at a time");
	if (!rule && !j->given.n_words)
		return wrong_usage("power", "which rules? A file, or --rule NAME");
	if (rule && j->given.n_words)
		return wrong_usage("power", "a file of rules or --rule, not both");
	hel_power_options_init(&j->how);
	bad = read_indices(j);
	j->format = options_choice(&j->given, "format", formats, 3, &bad);
	j->how.samples = options_number(&j->given, "approximate", 1, 1000000000, 0, &bad);
	j->how.seed = (uint64_t)options_number(&j->given, "seed", 0, INT64_MAX, 1, &bad);
	j->how.threads = (int)options_number(&j->given, "threads", 1, 1024, 0, &bad);
	if (!bad && j->how.samples && options_get(&j->given, "exact"))
		return wrong_usage("power", "--exact and --approximate exclude each other");
	j->bar = options_bar(&j->given);
	j->how.progress = show_progress;
	j->how.context = &j->bar;
	return bad;
}

static hel_status make_report(const job *j, hel_text *text, hel_error *error)
{
	bool exact = options_get(&j->given, "exact") != NULL;
	if (!strcmp(j->format, "json"))
		return hel_report_power_json(text, &j->rules, &j->power, exact, error);
	if (!strcmp(j->format, "csv"))
		return hel_report_power_csv(text, &j->rules, &j->power, exact, error);
	return hel_report_power_text(text, &j->rules, &j->power, exact, text_width(options_get(&j->given, "output")), error);
}

static int run(job *j)
{
	hel_error error = {0};
	hel_text text = {0};
	const char *rule = options_get(&j->given, "rule"), *output = options_get(&j->given, "output");
	hel_status made =
	    rule ? hel_rules_shipped(&j->rules, rule, &error) : hel_rules_read(&j->rules, j->given.word[0], &error);
	if (made == HEL_EUSAGE)
		return wrong_usage("power", "%s", error.message);
	if (!made)
		made = hel_power_of(&j->power, &j->rules, &j->how, &error);
	if (!made)
		made = make_report(j, &text, &error);
	bool silent = options_get(&j->given, "quiet") || shows_warnings(j->format, output);
	return deliver(made, &error, output, &text, silent ? NULL : &j->power.notes);
}

int cmd_power(int argc, char **argv)
{
	job j = {0};
	int bad = read_words(&j, argc, argv);
	if (!bad && options_get(&j.given, "help"))
		print_help(
		    "helsinki power RULES.yaml | --rule NAME [options]",
		    "Who has a say under a decision rule: how often each voter can turn a defeat into a majority, by the\n"
		    "indices of Shapley and Shubik, Penrose and Banzhaf, Coleman, Johnston, Deegan and Packel, Holler and\n"
		    "Packel, and, where voters form unions, Owen and Banzhaf and Owen. Exact; what cannot be had exactly "
		    "is\n"
		    "left out and said.",
		    SPEC, N_SPEC, "helsinki power --rule unsc --exact");
	else if (!bad)
		bad = run(&j);
	hel_power_free(&j.power);
	hel_rules_free(&j.rules);
	return bad;
}
