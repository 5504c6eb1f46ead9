/* network.c: helsinki network SCENARIO: what two models that see only ties and strengths say of every mechanism. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "options.h"
#include "scenario.h"

static const option_spec SPEC[] = {
    {"mechanism", 0, "NAME", "only this mechanism; may be repeated"},
    {"model", 0, "MODEL", "both (default), war-stability or efforts"},
    {"ratio", 0, "G", "war-stability: strength that attackers need, in units of the defenders' (1.5)"},
    {"coalitions", 0, "KIND", "war-stability: who attacks together: allied (a leader and its allies; default) or clique"},
    {"beta", 0, "B", "efforts: what an ally's effort adds to one's own (0.083)"},
    {"gamma", 0, "G", "efforts: what an enemy's effort takes from it (0.114)"},
    {"lens", 0, "NAME", "of a stated world: the matrix whose threats make enemies (the first)"},
    {"collective-security", 0, NULL, "promises of collective security are ties too"},
    {"top", 0, "N", "at most so many of each list (text: 5; json: all)"},
    {"format", 0, "FORMAT", "text (default), json or csv"},
    {"output", 'o', "FILE", "write there instead of standard output"},
    {"quiet", 'q', NULL, "no warnings on standard error"},
    {"help", 'h', NULL, "this help"}};

enum { N_SPEC = sizeof SPEC / sizeof *SPEC, TEXT_TOP = 5 };

typedef struct job {
	options given;
	subject subject;
	hel_network_options how;
	hel_network_study study;
	const char *format;
	int top;
} job;

/* A number from 0 on, or above it. */
static double read_number(const options *given, const char *option, bool above, double if_absent, int *bad)
{
	const char *text = options_get(given, option);
	char *end;
	if (!text)
		return if_absent;
	errno = 0;
	double value = strtod(text, &end);
	if (end == text || *end || errno || !isfinite(value) || value < 0 || (above && value == 0))
		*bad = wrong_usage("network", "'%s' is no number %s 0 for option '--%s'", text, above ? "above" : "from",
				   option);
	return value;
}

static int read_model(job *j)
{
	static const char *const models[] = {"both", "war-stability", "efforts"}, *const kinds[] = {"allied", "clique"},
	                         *const formats[] = {"text", "json", "csv"};
	int bad = 0;
	const char *model = options_choice(&j->given, "model", models, 3, &bad);
	const char *kind = options_choice(&j->given, "coalitions", kinds, 2, &bad);
	j->format = options_choice(&j->given, "format", formats, 3, &bad);
	if (bad)
		return bad;
	j->how.war = strcmp(model, "efforts") != 0;
	j->how.efforts = strcmp(model, "war-stability") != 0;
	j->how.war_options.coalitions = strcmp(kind, "clique") ? HEL_COALITION_ALLIED : HEL_COALITION_CLIQUE;
	j->how.collective = options_get(&j->given, "collective-security") != NULL;
	return 0;
}

static int read_words(job *j, int argc, char **argv)
{
	int bad = options_read(&j->given, "network", SPEC, N_SPEC, argc, argv);
	if (bad || options_get(&j->given, "help"))
		return bad;
	bad = subject_name(&j->subject, "network", &j->given);
	if (bad)
		return bad;
	hel_network_options_init(&j->how);
	bad = read_model(j);
	if (!bad)
		j->how.war_options.ratio = read_number(&j->given, "ratio", true, j->how.war_options.ratio, &bad);
	if (!bad)
		j->how.effort_options.beta = read_number(&j->given, "beta", false, j->how.effort_options.beta, &bad);
	if (!bad)
		j->how.effort_options.gamma = read_number(&j->given, "gamma", false, j->how.effort_options.gamma, &bad);
	if (!bad)
		j->top = (int)options_number(&j->given, "top", 1, 1000000, 0, &bad);
	return bad;
}

/* Threats of a lens can stand for enmity only where they are stated. */
static int choose_lens(job *j)
{
	const subject *s = &j->subject;
	if (!s->n_lenses)
		return 0;
	const hel_lens *lens = &s->scenario.lens[s->lens[s->n_lenses - 1]];
	if (!s->scenario.world.stated)
		return wrong_usage("network",
				   "the world is not stated: its enemies are the recorded rivals, whatever the lens");
	if (lens->kind != HEL_LENS_MATRIX)
		return wrong_usage("network", "the lens '%s' states no threats: it is no matrix", lens->name);
	j->how.lens = lens;
	return 0;
}

static hel_status make_report(const job *j, hel_text *text, hel_error *error)
{
	if (!strcmp(j->format, "json"))
		return hel_report_network_json(text, &j->study, j->top, error);
	if (!strcmp(j->format, "csv"))
		return hel_report_network_csv(text, &j->study, error);
	return hel_report_network_text(text, &j->study, j->top ? j->top : TEXT_TOP, error);
}

static int run(job *j)
{
	hel_error error = {0};
	hel_text text = {0};
	int bad = subject_open(&j->subject, &j->given);
	if (!bad)
		bad = choose_lens(j);
	if (bad)
		return bad;
	j->how.n_mechanisms = j->subject.n_mechanisms;
	j->how.mechanism = j->subject.mechanism;
	hel_status made = hel_network_study_of(&j->study, &j->subject.scenario, &j->how, &error);
	if (!made)
		made = make_report(j, &text, &error);
	const hel_notes *warnings = options_get(&j->given, "quiet") ? NULL : &j->subject.scenario.notes;
	return deliver(made, &error, options_get(&j->given, "output"), &text, warnings);
}

int cmd_network(int argc, char **argv)
{
	job j = {0};
	int bad = read_words(&j, argc, argv);
	if (!bad && options_get(&j.given, "help"))
		print_help(
		    "helsinki network SCENARIO [options]",
		    "Asks two models that know only who is tied to whom and how strong each is: are the ties of each\n"
		    "mechanism stable against war, and how hard does each state fight beside its friends and against its\n"
		    "foes, whose ties cost others most? Neither knows distance or intention.",
		    SPEC, N_SPEC, "helsinki network scenarios/europe-2022.yaml --model efforts");
	else if (!bad)
		bad = run(&j);
	hel_network_study_free(&j.study);
	subject_close(&j.subject);
	return bad;
}
