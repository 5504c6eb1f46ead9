/* fit_json.c: helsinki-fit/1 of contract.md. */
#include <math.h>
#include <stdlib.h>

#include "base/fail.h"
#include "helsinki/report.h"
#include "report/tree.h"

static hel_tree *scores_of(hel_maker *m, const hel_scores *s)
{
	hel_tree *o = hel_make_object(m);
	hel_set(m, o, "from", hel_make_integer(m, s->from));
	hel_set(m, o, "to", hel_make_integer(m, s->to));
	hel_set(m, o, "n", hel_make_integer(m, (long long)s->n));
	hel_set(m, o, "events", hel_make_integer(m, (long long)s->events));
	hel_set(m, o, "auc", hel_make_real(m, s->auc));
	hel_set(m, o, "average_precision", hel_make_real(m, s->average_precision));
	hel_set(m, o, "brier", hel_make_real(m, s->brier));
	hel_set(m, o, "log_loss", hel_make_real(m, s->log_loss));
	return o;
}

static hel_tree *test_of(hel_maker *m, const hel_study *study)
{
	if (!study->n_worth || !study->worth[0].single.n)
		return hel_make_null(m);
	const hel_scores *own = &study->worth[0].single;
	hel_tree *o = scores_of(m, own), *bins = hel_make_array(m), *others = hel_make_array(m);
	for (int b = 0; b < HEL_BINS; b++) {
		hel_tree *bin = hel_make_object(m);
		hel_set(m, bin, "n", hel_make_integer(m, (long long)own->bin[b].n));
		hel_set(m, bin, "mean", hel_make_real(m, own->bin[b].mean));
		hel_set(m, bin, "events", hel_make_integer(m, (long long)own->bin[b].events));
		hel_add(m, bins, bin);
	}
	hel_set(m, o, "calibration", bins);
	for (size_t w = 1; w < study->n_worth; w++) {
		hel_tree *other = scores_of(m, &study->worth[w].single);
		hel_set(m, other, "model", hel_make_string(m, study->worth[w].label));
		hel_add(m, others, other);
	}
	hel_set(m, o, "compared", others);
	return o;
}

static hel_tree *rolling_of(hel_maker *m, const hel_study *study)
{
	if (!study->n_origins)
		return hel_make_null(m);
	hel_tree *all = hel_make_array(m);
	for (size_t w = 0; w < study->n_worth; w++) {
		const hel_worth *worth = &study->worth[w];
		hel_tree *o = hel_make_object(m), *origins = hel_make_array(m);
		hel_set(m, o, "model", hel_make_string(m, worth->label));
		hel_set(m, o, "auc", hel_make_real(m, worth->auc));
		hel_set(m, o, "average_precision", hel_make_real(m, worth->average_precision));
		hel_set(m, o, "brier", hel_make_real(m, worth->brier));
		hel_set(m, o, "log_loss", hel_make_real(m, worth->log_loss));
		for (size_t x = 0; x < study->n_origins; x++)
			hel_add(m, origins, scores_of(m, &worth->origin[x]));
		hel_set(m, o, "origins", origins);
		hel_add(m, all, o);
	}
	return all;
}

static hel_tree *coefficients_of(hel_maker *m, const hel_fit *fit)
{
	hel_tree *all = hel_make_array(m);
	for (size_t c = 0; c < fit->parameters; c++) {
		hel_tree *o = hel_make_object(m);
		double z = fit->se_robust[c] > 0 ? fit->estimate[c] / fit->se_robust[c] : NAN;
		hel_set(m, o, "term", hel_make_string(m, fit->term[c]));
		hel_set(m, o, "estimate", hel_make_real(m, fit->estimate[c]));
		hel_set(m, o, "se", hel_make_real(m, fit->se[c]));
		hel_set(m, o, "se_clustered", hel_make_real(m, fit->kind == HEL_BY_MODEL ? NAN : fit->se_robust[c]));
		hel_set(m, o, "z", hel_make_real(m, z));
		hel_set(m, o, "p", hel_make_real(m, hel_p_value(z)));
		hel_add(m, all, o);
	}
	return all;
}

static hel_status add_draws(hel_maker *m, hel_tree *to, const hel_fit *fit, uint64_t seed, int draws, hel_error *error)
{
	double *estimate = malloc((fit->parameters + 1) * sizeof *estimate);
	hel_status status = estimate ? HEL_OK : hel_fail_memory(error);
	hel_tree *all = hel_make_array(m);
	for (int d = 0; d < draws && !status; d++) {
		hel_tree *row = hel_make_array(m);
		status = hel_fit_draw(fit, seed, (uint64_t)d, estimate, error);
		for (size_t c = 0; !status && c < fit->parameters; c++)
			hel_add(m, row, hel_make_real(m, estimate[c]));
		hel_add(m, all, row);
	}
	hel_set(m, to, "draws", all);
	free(estimate);
	return status;
}

hel_status hel_report_fit_json(hel_text *text, const hel_study *study, uint64_t seed, int draws, hel_error *error)
{
	static const char *const kind[] = {"cluster", "states", "dyadic", "model"};
	const hel_fit *fit = &study->fit;
	hel_maker maker = {0}, *m = &maker;
	hel_tree *o = hel_make_object(m), *covariance = hel_make_array(m), *warnings = hel_make_array(m), *dropped = hel_make_object(m);
	size_t missing = 0;
	for (size_t d = 0; d < study->n_dropped; d++) {
		hel_set(m, dropped, study->dropped[d].what, hel_make_integer(m, (long long)study->dropped[d].rows));
		missing += study->dropped[d].is_missing ? study->dropped[d].rows : 0;
	}
	hel_set(m, o, "format", hel_make_string(m, "helsinki-fit/1"));
	hel_set(m, o, "formula", hel_make_string(m, study->specification->formula));
	hel_set(m, o, "where", hel_make_string(m, study->specification->where));
	hel_set(m, o, "data", hel_make_string(m, study->data));
	hel_set(m, o, "n", hel_make_integer(m, (long long)fit->n));
	hel_set(m, o, "events", hel_make_integer(m, (long long)fit->events));
	hel_set(m, o, "clusters", hel_make_integer(m, (long long)fit->clusters));
	hel_set(m, o, "dropped_missing", hel_make_integer(m, (long long)missing));
	hel_set(m, o, "dropped", dropped);
	hel_set(m, o, "loglik", hel_make_real(m, fit->log_likelihood));
	hel_set(m, o, "null_loglik", hel_make_real(m, fit->null_log_likelihood));
	hel_set(m, o, "iterations", hel_make_integer(m, fit->iterations));
	hel_set(m, o, "converged", hel_make_bool(m, fit->converged));
	hel_set(m, o, "separated", hel_make_bool(m, fit->separated));
	hel_set(m, o, "coefficients", coefficients_of(m, fit));
	hel_set(m, o, "covariance_kind", hel_make_string(m, kind[fit->kind]));
	for (size_t i = 0; i < fit->parameters; i++) {
		hel_tree *row = hel_make_array(m);
		for (size_t j = 0; j < fit->parameters; j++)
			hel_add(m, row, hel_make_real(m, fit->covariance[i * fit->parameters + j]));
		hel_add(m, covariance, row);
	}
	hel_set(m, o, "covariance", covariance);
	hel_set(m, o, "test", test_of(m, study));
	hel_set(m, o, "rolling", rolling_of(m, study));
	hel_status status = draws ? add_draws(m, o, fit, seed, draws, error) : HEL_OK;
	for (size_t n = 0; n < fit->notes.n; n++)
		hel_add(m, warnings, hel_make_string(m, fit->notes.item[n]));
	hel_set(m, o, "warnings", warnings);
	if (status) {
		hel_maker_free(m);
		return status;
	}
	return hel_tree_write(text, m, o, error);
}
