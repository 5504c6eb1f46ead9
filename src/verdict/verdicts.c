/* verdicts.c: claims before every lens: all draws, then the verdict rule. */
#include "verdict/verdicts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "assess/indices.h"
#include "base/fail.h"

enum { DRAWS_A_UNIT = 25 };

static const double MOST = 0.95; /* of the draws, for a verdict without ifs */

void hel_verdict_options_init(hel_verdict_options *options)
{
	*options = (hel_verdict_options){.draws = -1, .seed = 1, .pivots = true};
}

/* --- work --------------------------------------------------------------------------------------------------------- */

hel_status hel_session_work(hel_session *session, size_t n, double part, hel_unit_of_work work, hel_error *error)
{
	const hel_verdict_options *options = &session->options;
	hel_shift shift = {.progress = options->progress, .context = options->context, .before = session->done, .part = part};
	session->done += part;
	return hel_shift_work(&shift, n, options->threads, work, session, error);
}

/* --- courts ------------------------------------------------------------------------------------------------------- */

static bool any_on_bases(const hel_scenario *scenario)
{
	for (size_t c = 0; c < scenario->n_claims; c++) {
		if (scenario->claim[c].on_bases)
			return true;
	}
	return false;
}

static hel_status open_courts(hel_session *s, hel_error *error)
{
	const hel_verdict_options *options = &s->options;
	size_t n_lenses = options->n_lenses ? options->n_lenses : s->scenario->n_lenses, ways = any_on_bases(s->scenario) ? 2 : 1;
	size_t n_claims = s->scenario->n_claims;
	s->court = hel_arena_alloc(s->passing, n_lenses * ways, sizeof *s->court);
	hel_lens *lens = hel_arena_alloc(s->passing, n_lenses * ways, sizeof *lens);
	hel_record *record = hel_arena_alloc(s->passing, n_lenses * ways, sizeof *record);
	if (!s->court || !lens || !record)
		return hel_fail_memory(error);
	for (size_t x = 0; x < n_lenses * ways; x++) {
		hel_court *court = &s->court[s->n_courts++];
		court->lens = options->n_lenses ? options->lens[x / ways] : x / ways;
		court->is_lens_basing = x % ways == 0;
		lens[x] = s->scenario->lens[court->lens];
		if (!court->is_lens_basing)
			lens[x].basing = lens[x].basing == HEL_BASING_HOME ? HEL_BASING_ALLIED : HEL_BASING_HOME;
		court->point = hel_arena_alloc(s->passing, n_claims, sizeof *court->point);
		court->together = hel_arena_alloc(s->passing, n_claims, sizeof *court->together);
		court->draw = hel_arena_alloc(s->passing, n_claims * (size_t)s->draws, sizeof *court->draw);
		if (!court->point || !court->together || !court->draw)
			return hel_fail_memory(error);
	}
	const hel_world *world = &s->scenario->world;
	const hel_crew crew = {s->options.threads, s->options.progress, s->options.context};
	hel_status status =
	    hel_lenses_prepare(lens, record, s->n_courts, world, s->panel, NULL, &crew, s->notes, error);
	for (size_t x = 0; x < s->n_courts && !status; x++) {
		s->court[x].used = lens[x];
		s->court[x].record = record[x];
		status = hel_lens_note(&lens[x], world, s->notes, error); /* each note once */
		if (!status)
			status = hel_setting_new(&s->court[x].setting, &s->docket, &s->court[x].used, false, error);
	}
	return status;
}

static hel_status make_form(void *of, size_t unit, hel_error *error)
{
	hel_session *s = of;
	return hel_setting_form(&s->court[unit / s->docket.n_forms].setting, unit % s->docket.n_forms, s->draws > 0, error);
}

/* --- draws -------------------------------------------------------------------------------------------------------- */

/* All that a court's claims want of a cell, in one go. */
static void want_all(hel_trial *trial, const hel_court *court)
{
	for (size_t c = 0; court->is_lens_basing && c < trial->setting->docket->n_cells; c++)
		hel_trial_want(trial, (int)c, NULL, 0);
}

static void hear_point(hel_session *s, hel_court *court, hel_trial *trial)
{
	const hel_scenario *scenario = s->scenario;
	hel_trial_draw(trial, s->options.seed, HEL_POINT);
	want_all(trial, court);
	for (size_t c = 0; c < scenario->n_claims; c++) {
		if (hel_hears(court, &scenario->claim[c]))
			court->point[c] = hel_judge(trial, c);
	}
	trial->together = true;
	for (size_t c = 0; c < scenario->n_claims; c++) {
		if (hel_hears(court, &scenario->claim[c]))
			court->together[c] = hel_judge(trial, c).outcome;
	}
}

static void hear_draws(hel_session *s, hel_court *court, hel_trial *trial, int from, int to)
{
	const hel_scenario *scenario = s->scenario;
	for (int draw = from; draw < to && !trial->status; draw++) {
		hel_trial_draw(trial, s->options.seed, draw);
		want_all(trial, court);
		for (size_t c = 0; c < scenario->n_claims; c++) {
			if (hel_hears(court, &scenario->claim[c]))
				court->draw[(size_t)draw * scenario->n_claims + c] = hel_judge(trial, c);
		}
	}
}

static size_t chunks(const hel_session *s)
{
	return ((size_t)s->draws + DRAWS_A_UNIT - 1) / DRAWS_A_UNIT;
}

static hel_status hear(void *of, size_t unit, hel_error *error)
{
	hel_session *s = of;
	hel_court *court = &s->court[unit / (1 + chunks(s))];
	size_t part = unit % (1 + chunks(s));
	hel_trial trial;
	hel_status status = hel_trial_new(&trial, &court->setting, part > 0, error);
	if (status)
		return status;
	if (part) {
		int from = (int)(part - 1) * DRAWS_A_UNIT, to = from + DRAWS_A_UNIT;
		hear_draws(s, court, &trial, from, to < s->draws ? to : s->draws);
	} else {
		hear_point(s, court, &trial);
	}
	status = trial.status;
	if (status)
		*error = trial.error;
	hel_trial_free(&trial);
	return status;
}

/* --- verdicts ----------------------------------------------------------------------------------------------------- */

typedef struct tally {
	int defined, true_ones, within;
} tally;

static tally count(const hel_session *s, const hel_court *court, size_t claim, double *value)
{
	tally t = {0};
	for (int d = 0; d < s->draws; d++) {
		const hel_finding *f = &court->draw[(size_t)d * s->scenario->n_claims + claim];
		value[d] = f->value;
		t.defined += f->outcome != HEL_UNDEFINED;
		t.true_ones += f->outcome == HEL_TRUE;
		t.within += f->outcome == HEL_WITHIN_MARGIN;
	}
	if (!s->draws)
		t = (tally){court->point[claim].outcome != HEL_UNDEFINED, court->point[claim].outcome == HEL_TRUE,
		            court->point[claim].outcome == HEL_WITHIN_MARGIN};
	return t;
}

static hel_verdict rule(const tally *t)
{
	if (t->true_ones >= MOST * t->defined)
		return HEL_HOLDS;
	if (t->within >= MOST * t->defined)
		return HEL_NEGLIGIBLE;
	return t->true_ones <= (1 - MOST) * t->defined + 1e-9 ? HEL_FAILS : HEL_DEPENDS;
}

/* Whether coalitions together say otherwise at the point than the mean field, and otherwise than the draws. */
static bool contradicts(const hel_ruling *ruling)
{
	if (ruling->together == HEL_UNDEFINED || ruling->together == ruling->point)
		return false;
	return (ruling->verdict == HEL_HOLDS && ruling->together != HEL_TRUE) ||
	       (ruling->verdict == HEL_NEGLIGIBLE && ruling->together != HEL_WITHIN_MARGIN) ||
	       (ruling->verdict == HEL_FAILS && ruling->together == HEL_TRUE);
}

static void decide(hel_ruling *ruling, const tally *t, int draws)
{
	int all = draws ? draws : 1;
	if (ruling->point == HEL_UNDEFINED || 2 * t->defined < all) {
		ruling->verdict = HEL_NOT_TESTABLE;
		ruling->why = "a quantity of it is undefined under this lens";
		return;
	}
	ruling->verdict = rule(t);
	if (contradicts(ruling)) {
		ruling->why = ruling->together == HEL_TRUE    ? "with coalitions that come together or not at all it is true at the point"
		              : ruling->together == HEL_FALSE ? "with coalitions that come together or not at all it is false at the point"
		                                              : "with coalitions that come together or not at all it is within the margin at the point";
		ruling->verdict = HEL_DEPENDS;
	}
}

static hel_status rule_on(hel_session *s, size_t claim, size_t court, double *value, hel_error *error)
{
	const hel_claim *claimed = &s->scenario->claim[claim];
	const hel_court *c = &s->court[court];
	hel_ruling *ruling = hel_ruling_of(s, claim, court);
	*ruling = (hel_ruling){.claim = claim, .lens = c->lens, .basing = c->used.basing, .is_lens_basing = c->is_lens_basing,
	                       .verdict = HEL_NOT_TESTABLE, .why = claimed->test.why, .margin = NAN, .share = NAN,
	                       .point = HEL_UNDEFINED, .together = HEL_UNDEFINED, .largest = -1, .value = {NAN, NAN, NAN, NULL, 0}};
	ruling->pivot = hel_arena_alloc(s->arena, claimed->n_pivots, sizeof *ruling->pivot);
	if (!ruling->pivot)
		return hel_fail_memory(error);
	if (!hel_hears(c, claimed))
		return HEL_OK;
	tally t = count(s, c, claim, value);
	ruling->point = (hel_outcome)c->point[claim].outcome;
	ruling->together = (hel_outcome)c->together[claim];
	ruling->margin = c->point[claim].margin;
	ruling->largest = c->point[claim].largest;
	ruling->share = s->draws && t.defined ? (double)t.true_ones / t.defined : NAN;
	ruling->value = hel_figure_of(c->point[claim].value, value, (size_t)s->draws, NULL);
	decide(ruling, &t, s->draws);
	return HEL_OK;
}

static hel_status rule_on_all(hel_session *s, hel_error *error)
{
	double *value = hel_arena_alloc(s->passing, (size_t)s->draws, sizeof *value);
	s->ruling = hel_arena_alloc(s->arena, s->scenario->n_claims * s->n_courts, sizeof *s->ruling);
	hel_status status = value && s->ruling ? HEL_OK : hel_fail_memory(error);
	for (size_t c = 0; c < s->scenario->n_claims && !status; c++) {
		for (size_t court = 0; court < s->n_courts && !status; court++)
			status = rule_on(s, c, court, value, error);
	}
	return status;
}

/* Leaves out claims before courts that do not hear them; what no test can reach is said once a lens. */
static size_t keep_heard(hel_session *s)
{
	size_t n = 0;
	for (size_t x = 0; x < s->scenario->n_claims * s->n_courts; x++) {
		const hel_claim *claim = &s->scenario->claim[s->ruling[x].claim];
		bool heard = s->ruling[x].is_lens_basing || claim->on_bases;
		if (heard && (s->ruling[x].is_lens_basing || claim->test.kind != HEL_TEST_NOT_TESTABLE))
			s->ruling[n++] = s->ruling[x];
	}
	return n;
}

static hel_status judge_all(hel_session *s, hel_error *error)
{
	hel_status status = hel_docket_of_claims(&s->docket, s->scenario, error);
	if (!status)
		status = open_courts(s, error);
	if (!status)
		status = hel_session_work(s, s->n_courts * s->docket.n_forms, 0.1, make_form, error);
	if (!status)
		status = hel_session_work(s, s->n_courts * (1 + chunks(s)), 0.4, hear, error);
	if (!status)
		status = rule_on_all(s, error);
	if (!status && s->options.pivots)
		status = hel_find_pivots(s, error);
	if (!status && s->options.pivots && s->draws)
		status = hel_find_flip_ranges(s, error);
	return status;
}

hel_status hel_verdicts_make(hel_verdicts *verdicts, const hel_scenario *scenario, hel_panel *panel,
                             const hel_verdict_options *options, hel_error *error)
{
	hel_verdicts made = {.scenario = scenario, .seed = options->seed};
	hel_session s = {.scenario = scenario, .panel = panel, .options = *options, .notes = &made.notes};
	s.draws = made.draws = options->draws < 0 ? scenario->draws : options->draws;
	made.memory = s.arena = hel_arena_new();
	s.passing = hel_arena_new();
	hel_status status = s.arena && s.passing ? HEL_OK : hel_fail_memory(error);
	if (!status)
		status = hel_notes_append(&made.notes, &scenario->notes, error);
	if (!status && scenario->n_claims)
		status = judge_all(&s, error);
	if (!status && scenario->n_claims) {
		made.n = keep_heard(&s);
		made.ruling = s.ruling;
	}
	for (size_t c = 0; c < s.n_courts; c++) {
		hel_setting_free(&s.court[c].setting);
		hel_setting_free(&s.court[c].wide);
	}
	hel_docket_free(&s.docket);
	hel_arena_free(s.passing);
	if (status)
		hel_verdicts_free(&made);
	else
		*verdicts = made;
	return status;
}

void hel_verdicts_free(hel_verdicts *verdicts)
{
	hel_notes_free(&verdicts->notes);
	hel_arena_free(verdicts->memory);
	*verdicts = (hel_verdicts){0};
}
