/* api.c: see api.h. */
#include "api.h"

#include <stdlib.h>
#include <string.h>

/* A question, and the scenario it is about. */
typedef struct inquiry {
	const ask *asked;
	hel_scenario scenario;
	hel_panel *panel; /* NULL: the scenario states its world */
	hel_history *history;
	size_t mechanism, against, lens;
	int threads;
	hel_progress stop;
	void *context;
} inquiry;

/* --- names -------------------------------------------------------------------------------------------------------------- */

static hel_status no_such(hel_error *error, const char *what, const char *word, const char *nearest)
{
	hel_text message = {0};
	hel_text_printf(&message, nearest ? "%s '%.120s'; did you mean '%s'?" : "%s '%.120s'", what, word, nearest);
	*error = (hel_error){.status = HEL_EINPUT};
	if (message.bytes)
		memcpy(error->message, message.bytes,
		       message.n < sizeof error->message ? message.n : sizeof error->message - 1);
	hel_text_free(&message);
	return HEL_EINPUT;
}

static hel_status choose_mechanism(const inquiry *q, const char *word, size_t *mechanism, hel_error *error)
{
	const hel_scenario *s = &q->scenario;
	const char *nearest = NULL;
	for (size_t m = 0; word && m < s->n_mechanisms; m++) {
		if (!strcmp(word, s->mechanism[m].name)) {
			*mechanism = m;
			return HEL_OK;
		}
		nearest = nearest ? nearest : hel_nearest_word(word, &s->mechanism[m].name, 1);
	}
	return word ? no_such(error, "the scenario has no mechanism", word, nearest) : HEL_OK;
}

/* The lens of this name, else the first of this kind, as on the command line. */
static hel_status choose_lens(inquiry *q, hel_error *error)
{
	const hel_scenario *s = &q->scenario;
	const char *word = q->asked->lens, *nearest = NULL;
	for (int by_kind = 0; word && by_kind < 2; by_kind++) {
		for (size_t l = 0; l < s->n_lenses; l++) {
			const char *name = by_kind ? hel_lens_kind_name(s->lens[l].kind) : s->lens[l].name;
			if (!strcmp(word, name)) {
				q->lens = l;
				return HEL_OK;
			}
			nearest = nearest ? nearest : hel_nearest_word(word, &name, 1);
		}
	}
	return word ? no_such(error, "the scenario has no lens", word, nearest) : HEL_OK;
}

/* By id, code or name. */
static hel_status find_state(const inquiry *q, int *state, hel_error *error)
{
	const char *word = q->asked->state, *nearest = NULL;
	const hel_world *world = &q->scenario.world;
	int ccode = 0;
	*state = hel_world_find(world, word);
	if (*state >= 0)
		return HEL_OK;
	hel_status status =
	    q->panel && !world->stated ? hel_panel_find_state(q->panel, word, &ccode, &nearest, error) : HEL_OK;
	if (status)
		return status;
	*state = ccode ? hel_world_find_code(world, ccode) : -1;
	return *state < 0 ? no_such(error, "the scenario's world has no state", word, nearest) : HEL_OK;
}

/* --- answers ------------------------------------------------------------------------------------------------------------ */

static unsigned parts_of(const ask *asked)
{
	return (asked->is_shown ? 0 : HEL_EVALUATION_WHOLE) | (asked->is_bare ? 0 : HEL_EVALUATION_BOUND) |
	       (asked->has_world ? HEL_EVALUATION_WORLD : 0);
}

static hel_status evaluate(const inquiry *q, hel_text *text, hel_error *error)
{
	hel_assess_options how;
	hel_assessment assessment = {0};
	const size_t mechanism[] = {q->mechanism, q->against};
	hel_assess_options_init(&how);
	how.draws = 0;
	how.brief = true;
	how.history = q->history;
	how.threads = q->threads;
	how.n_lenses = 1;
	how.lens = &q->lens;
	how.n_mechanisms = q->asked->against ? 2 : 1;
	how.mechanism = mechanism;
	how.n_compared = q->asked->against && q->asked->is_shown;
	how.progress = q->stop;
	how.context = q->context;
	hel_status status = hel_assess(&assessment, &q->scenario, q->panel, &how, error);
	if (!status)
		status = hel_report_evaluation_json(text, &assessment, parts_of(q->asked), q->panel, error);
	hel_assessment_free(&assessment);
	return status;
}

static hel_status externalities(const inquiry *q, hel_text *text, hel_error *error)
{
	enum { ORDERS = 64 }; /* as on the command line */
	hel_externalities_options how;
	hel_externalities made = {0};
	hel_externalities_options_init(&how);
	how.of = q->asked->of;
	how.draws = 0;
	how.threads = q->threads;
	how.top = q->asked->top;
	how.giving = true;
	how.permutations = ORDERS;
	how.n_lenses = how.n_mechanisms = 1;
	how.lens = &q->lens;
	how.mechanism = &q->mechanism;
	how.progress = q->stop;
	how.context = q->context;
	hel_status status = hel_externalities_make(&made, &q->scenario, q->panel, &how, error);
	if (!status)
		status = hel_report_externalities_json(text, &made, error);
	hel_externalities_free(&made);
	return status;
}

static hel_status explain(const inquiry *q, hel_text *text, hel_error *error)
{
	hel_explain_options how = {.mechanism = q->mechanism, .lens = q->lens, .attacker = -1};
	hel_explanation explanation = {0};
	hel_status status = find_state(q, &how.state, error);
	if (!status)
		status = hel_explain(&explanation, &q->scenario, q->panel, &how, error);
	if (!status)
		status = hel_report_explain_json(text, &explanation, error);
	hel_explanation_free(&explanation);
	return status;
}

static hel_status answer_with(inquiry *q, hel_text *text, hel_error *error)
{
	const ask *asked = q->asked;
	hel_status status = choose_mechanism(q, asked->mechanism, &q->mechanism, error);
	if (!status)
		status = choose_mechanism(q, asked->against, &q->against, error);
	if (!status)
		status = choose_lens(q, error);
	if (status)
		return status;
	switch (asked->what) {
	case ASK_OPEN:
		return hel_report_scenario_json(text, &q->scenario, asked->text, asked->n, q->panel, error);
	case ASK_EXTERNALITIES:
		return externalities(q, text, error);
	case ASK_EXPLAIN:
		return explain(q, text, error);
	default:
		return evaluate(q, text, error);
	}
}

static hel_status read_and_answer(inquiry *q, hel_text *text, hel_error *error)
{
	hel_status status = hel_scenario_parse(&q->scenario, q->asked->text, q->asked->n, SCENARIO_NAME, q->panel, error);
	if (!status)
		status = answer_with(q, text, error);
	hel_scenario_free(&q->scenario);
	return status;
}

void api_answer(const ask *asked, laboratory *lab, hel_progress stop, void *context, answer *a)
{
	hel_error error = {0};
	hel_text text = {0};
	inquiry q = {.asked = asked, .threads = lab->threads, .stop = stop, .context = context};
	bool equipped = false;
	hel_status status = laboratory_equip(lab, false, &equipped, &error);
	if (!equipped) {
		status = read_and_answer(&q, &text, &error);
		if (status == HEL_EUSAGE) /* it needs data */
			status = laboratory_equip(lab, true, &equipped, &error);
	}
	if (!status && equipped) {
		q.panel = lab->panel;
		q.history = lab->history;
		status = read_and_answer(&q, &text, &error);
	}
	if (status) {
		answer_failure(a, &error);
		hel_text_free(&text);
		return;
	}
	*a = (answer){.status = 200, .type = "application/json", .text = text};
}
