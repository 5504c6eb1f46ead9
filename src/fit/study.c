/* study.c: table, formula, fit, tests. Baselines and models to compare are fitted on the same rows as the formula's own. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "fit/design.h"
#include "helsinki/study.h"

enum { AHEAD = 5 }; /* years tested after each origin */

typedef struct work {
	hel_study *study;
	const hel_specification *s;
	const hel_study_options *options;
	hel_arena *arena;
	hel_dyads *dyads;
	hel_frame *frame;
	hel_formula *formula;
	hel_design *design;
	double done, all; /* fits, for progress */
	double *chance, *outcome; /* room for the rows of a test */
} work;

static int stop(void *context)
{
	work *w = context;
	return w->options->progress && w->options->progress(w->done / w->all, w->options->context);
}

static bool is_more(const work *w, const char *name)
{
	for (size_t x = 0; w->options->more && x < w->options->more->n; x++) {
		if (!strcmp(w->options->more->name[x], name))
			return true;
	}
	return false;
}

/* Whose disputes: what the names say, else what was asked for. */
static void settle_mids(work *w, hel_dyads_request *request)
{
	for (size_t c = 0; c < hel_formula_columns(w->formula); c++) {
		const char *name = hel_formula_column(w->formula, c);
		if (!strncmp(name, "cowmid", 6) || !strncmp(name, "gmlmid", 6)) {
			request->cow_mids = !strncmp(name, "cow", 3);
			return;
		}
	}
}

/* Three baselines that a scholar would name (design.md), on pairs; the base rate alone on any table. */
static hel_status add_baselines(work *w, hel_error *error)
{
	hel_study *study = w->study;
	hel_dyads_request request = w->s->table;
	settle_mids(w, &request);
	const char *spell = request.cow_mids ? "I(cowmidspell == 0)" : "I(gmlmidspell == 0)";
	const struct {
		const char *label, *terms;
	} baseline[] = {{"base rate", "1"},
	                {"contiguity and majors", "I(conttype == 1) + I(conttype > 1) + max(cowmaj1, cowmaj2)"},
	                {"dispute the year before", spell}};
	size_t n = !w->s->test_from && !w->s->rolling ? 0 : w->s->data || w->s->table.system == HEL_SYSTEM_GW ? 1 : 3;
	study->worth = hel_arena_alloc(w->arena, 1 + n + (size_t)w->s->n_compare, sizeof *study->worth);
	if (!study->worth)
		return hel_fail_memory(error);
	hel_status status = HEL_OK;
	study->worth[study->n_worth++].label = "this model";
	for (size_t b = 0; !status && b < n; b++) {
		study->worth[study->n_worth++].label = baseline[b].label;
		status = hel_formula_beside(w->formula, baseline[b].terms, error);
	}
	for (int c = 0; !status && c < w->s->n_compare; c++) {
		study->worth[study->n_worth++].label = w->s->compare[c];
		status = hel_formula_beside(w->formula, w->s->compare[c], error);
	}
	return status;
}

static hel_status make_table(work *w, hel_panel *panel, hel_error *error)
{
	hel_dyads_request request = w->s->table;
	const char *keep[HEL_FORMULA_COLUMNS_MAX];
	bool more = false;
	request.n_keep = 0;
	settle_mids(w, &request);
	for (size_t c = 0; c < hel_formula_columns(w->formula); c++) {
		const char *name = hel_formula_column(w->formula, c);
		more |= is_more(w, name);
		if (!is_more(w, name) && strcmp(name, "ccode1") && strcmp(name, "ccode2") && strcmp(name, "gwcode1") &&
		    strcmp(name, "gwcode2") && strcmp(name, "year"))
			keep[request.n_keep++] = name;
	}
	request.keep = keep;
	request.join = w->s->join;
	request.n_join = (size_t)w->s->n_join;
	/* that package counts years at peace on the rows from here on; elsewhere columns are made on the whole table */
	if (request.peacesciencer && w->s->from)
		request.from = w->s->from;
	if (request.peacesciencer && w->s->to)
		request.to = w->s->to;
	hel_status status = hel_dyads_end_relevant(&request, panel, error);
	if (!status)
		status = hel_dyads_make(&w->dyads, panel, &request, &w->study->notes, error);
	if (!status)
		status = hel_frame_of_dyads(&w->frame, w->dyads, error);
	if (!status && more)
		status = w->options->more->add(w->frame, w->dyads, w->s, w->options->more->context, error);
	char *words = hel_arena_printf(w->arena, "%s %sdyad-years %d-%d%s", request.system == HEL_SYSTEM_GW ? "Gleditsch-Ward" : "COW",
	                               request.undirected ? "" : "directed ", request.from, request.to,
	                               request.relevant ? ", politically relevant" : "");
	w->study->data = words;
	return status || words ? status : hel_fail_memory(error);
}

static hel_status make_design(work *w, hel_error *error)
{
	hel_design_options options = {.from = w->s->from,
	                              .to = w->s->to,
	                              .cluster = w->s->conditional && !w->s->cluster && w->dyads && !w->s->table.undirected
	                                             ? "directed-dyad"
	                                             : w->s->cluster,
	                              .by_state = w->s->covariance == HEL_BY_STATES || w->s->covariance == HEL_DYADIC,
	                              .threads = w->options->threads};
	hel_status status = hel_design_make(&w->design, w->frame, w->formula, &options, error);
	if (status)
		return status;
	w->study->rows = hel_frame_rows(w->frame);
	w->study->n_dropped = hel_design_dropped(w->design, &w->study->dropped);
	for (size_t c = 0; c < w->design->n_chunks; c++) {
		const hel_chunk *chunk = &w->design->chunk[c];
		for (size_t r = 0; chunk->year && r < chunk->n; r++) {
			w->study->from = !w->study->from || chunk->year[r] < w->study->from ? chunk->year[r] : w->study->from;
			w->study->to = chunk->year[r] > w->study->to ? chunk->year[r] : w->study->to;
		}
	}
	return HEL_OK;
}

static hel_fit_options options_of(const work *w, int model)
{
	return (hel_fit_options){.model = model,
	                         .family = w->s->family,
	                         .correction = w->s->correction,
	                         .share = w->s->share,
	                         .covariance = w->s->covariance,
	                         .threads = w->options->threads};
}

/* Fits a model to the years before those that scores names, and scores it on these. before: a fit to begin with, or zeros; the
 * fit made takes its place. */
static hel_status test(work *w, int model, hel_scores *scores, hel_fit *before, hel_error *error)
{
	hel_fit_options options = options_of(w, model);
	hel_fit fit;
	options.to = scores->from - 1;
	options.covariance = HEL_BY_MODEL;
	/* a fit that lost a term starts afresh: more rows may tell its terms apart */
	bool whole = before->parameters && !before->notes.n && before->converged;
	options.near = whole ? before : NULL;
	hel_status status = hel_fit_estimate(&fit, w->design, &options, stop, w, error);
	if (status && status != HEL_EINTERRUPTED && whole) {
		options.near = NULL;
		status = hel_fit_estimate(&fit, w->design, &options, stop, w, error);
	}
	w->done++;
	if (status)
		return status;
	hel_fit_free(before);
	*before = fit;
	size_t n;
	status = hel_fit_predict(&fit, w->design, scores->from, scores->to, w->chance, w->outcome, &n, error);
	if (!status)
		status = hel_score(scores, w->chance, w->outcome, n, error);
	return status;
}

static hel_status test_once(work *w, hel_error *error)
{
	hel_study *study = w->study;
	if (w->s->test_from <= study->from || w->s->test_from > study->to)
		return hel_fail(error, HEL_EUSAGE, "test-from %d is not inside %d-%d, the years of the rows", w->s->test_from,
		                study->from + 1, study->to);
	hel_status status = HEL_OK;
	for (size_t m = study->n_worth; m-- > 0 && !status;) { /* the formula's own last: its chances are kept */
		hel_fit before = {0};
		study->worth[m].single = (hel_scores){.from = w->s->test_from, .to = study->to};
		status = test(w, (int)m, &study->worth[m].single, &before, error);
		hel_fit_free(&before);
	}
	size_t n = study->worth[0].single.n;
	study->tested = hel_arena_alloc(w->arena, n, sizeof *study->tested);
	study->happened = hel_arena_alloc(w->arena, n, sizeof *study->happened);
	if (!status && (!study->tested || !study->happened))
		status = hel_fail_memory(error);
	if (!status) {
		memcpy(study->tested, w->chance, n * sizeof *w->chance);
		memcpy(study->happened, w->outcome, n * sizeof *w->outcome);
	}
	return status;
}

static void average(hel_worth *worth, size_t n)
{
	double *to[] = {&worth->auc, &worth->average_precision, &worth->brier, &worth->log_loss};
	for (int x = 0; x < 4; x++) {
		double sum = 0;
		size_t counted = 0;
		for (size_t o = 0; o < n; o++) {
			const hel_scores *s = &worth->origin[o];
			double value = x == 0 ? s->auc : x == 1 ? s->average_precision : x == 2 ? s->brier : s->log_loss;
			sum += isnan(value) ? 0 : value;
			counted += isnan(value) ? 0 : 1;
		}
		*to[x] = counted ? sum / (double)counted : NAN;
	}
}

static hel_status test_rolling(work *w, hel_error *error)
{
	hel_study *study = w->study;
	if (w->s->rolling < study->from || w->s->rolling >= study->to)
		return hel_fail(error, HEL_EUSAGE, "rolling %d is not inside %d-%d, the years of the rows", w->s->rolling, study->from,
		                study->to - 1);
	study->n_origins = (size_t)(study->to - w->s->rolling);
	hel_status status = HEL_OK;
	for (size_t m = 0; m < study->n_worth && !status; m++) {
		hel_worth *worth = &study->worth[m];
		hel_fit before = {0};
		if (!(worth->origin = hel_arena_alloc(w->arena, study->n_origins, sizeof *worth->origin)))
			status = hel_fail_memory(error);
		for (size_t o = 0; o < study->n_origins && !status; o++) {
			int year = w->s->rolling + (int)o, to = year + AHEAD < study->to ? year + AHEAD : study->to;
			worth->origin[o] = (hel_scores){.from = year + 1, .to = to};
			status = test(w, (int)m, &worth->origin[o], &before, error);
		}
		hel_fit_free(&before);
		if (!status)
			average(worth, study->n_origins);
	}
	return status;
}

static hel_status test_all(work *w, hel_error *error)
{
	if (!w->s->test_from && !w->s->rolling)
		return HEL_OK;
	if (!w->study->to)
		return hel_fail(error, HEL_EUSAGE, "a test on later years needs a column 'year'");
	if (w->s->conditional || w->s->family != HEL_LOGIT)
		return hel_fail(error, HEL_EUSAGE, "out of sample only a logit with levels of its own can be tested");
	w->chance = malloc(2 * hel_design_rows(w->design) * sizeof *w->chance);
	if (!w->chance)
		return hel_fail_memory(error);
	w->outcome = w->chance + hel_design_rows(w->design);
	hel_status status = w->s->test_from ? test_once(w, error) : HEL_OK;
	if (!status && w->s->rolling)
		status = test_rolling(w, error);
	free(w->chance);
	return status;
}

static hel_status find_ranges(work *w, hel_error *error)
{
	hel_study *study = w->study;
	size_t p = study->fit.parameters;
	study->least = hel_arena_alloc(w->arena, 2 * p + 1, sizeof *study->least);
	if (!study->least)
		return hel_fail_memory(error);
	study->greatest = study->least + p;
	for (size_t c = 0; c < p; c++) {
		if (!hel_design_range(w->design, study->fit.term[c], &study->least[c], &study->greatest[c]))
			study->least[c] = study->greatest[c] = NAN;
	}
	return HEL_OK;
}

static hel_status run(work *w, hel_panel *panel, hel_error *error)
{
	if (!w->s->formula)
		return hel_fail(error, HEL_EUSAGE, "which formula? For instance: --formula 'gmlmidonset ~ I(conttype > 0)'");
	hel_status status = hel_formula_read(&w->formula, w->s->formula, w->s->where, error);
	if (!status)
		status = add_baselines(w, error);
	if (!status && !w->s->data) {
		status = make_table(w, panel, error);
	} else if (!status) {
		status = hel_frame_of_csv(&w->frame, w->s->data, error);
		w->study->data = w->s->data;
	}
	if (!status)
		status = make_design(w, error);
	if (status)
		return status;
	double years = w->s->rolling ? w->study->to - w->s->rolling : 0;
	w->all = 1 + (double)w->study->n_worth * (years + (w->s->test_from ? 1 : 0));
	hel_fit_options options = options_of(w, 0);
	status = w->s->conditional ? hel_fit_conditional(&w->study->fit, w->design, &options, stop, w, error)
	                           : hel_fit_estimate(&w->study->fit, w->design, &options, stop, w, error);
	w->done = 1;
	if (!status && w->options->ranges)
		status = find_ranges(w, error);
	return status ? status : test_all(w, error);
}

hel_status hel_study_run(hel_study *study, const hel_specification *specification, hel_panel *panel,
                         const hel_study_options *options, hel_error *error)
{
	work w = {.study = study, .s = specification, .options = options, .arena = hel_arena_new()};
	*study = (hel_study){.specification = specification, .memory = w.arena};
	hel_status status = w.arena ? run(&w, panel, error) : hel_fail_memory(error);
	/* reasons and labels outlive the design: they are few */
	hel_dropped *dropped = status ? NULL : hel_arena_alloc(w.arena, study->n_dropped, sizeof *dropped);
	for (size_t x = 0; dropped && x < study->n_dropped; x++) {
		const char *what = study->dropped[x].what;
		dropped[x] = (hel_dropped){hel_arena_copy(w.arena, what, strlen(what)), study->dropped[x].rows,
		                           study->dropped[x].is_missing};
		if (!dropped[x].what)
			status = hel_fail_memory(error);
	}
	if (!status && !dropped)
		status = hel_fail_memory(error);
	study->dropped = dropped;
	hel_design_free(w.design);
	hel_formula_free(w.formula);
	hel_frame_free(w.frame);
	hel_dyads_free(w.dyads);
	if (status)
		hel_study_free(study);
	return status;
}

void hel_study_free(hel_study *study)
{
	hel_fit_free(&study->fit);
	hel_notes_free(&study->notes);
	hel_arena_free(study->memory);
	*study = (hel_study){0};
}
