/* fit_text.c: a fit as readers of R's summary(glm) know it, and what it is worth out of sample. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "helsinki/report.h"

static void put_count(hel_text *text, size_t n)
{
	char digits[32], grouped[48];
	int length = snprintf(digits, sizeof digits, "%zu", n), to = 0;
	for (int d = 0; d < length; d++) {
		if (d && (length - d) % 3 == 0)
			grouped[to++] = ',';
		grouped[to++] = digits[d];
	}
	hel_text_put(text, grouped, (size_t)to);
}

/* Seven digits that count, in one width. */
static void put_number(hel_text *text, double value, int width, int digits)
{
	char number[64];
	if (isnan(value))
		snprintf(number, sizeof number, "-");
	else
		snprintf(number, sizeof number, fabs(value) >= 1e-4 || value == 0 ? "%.*f" : "%.*e",
		         fabs(value) >= 1e-4 || value == 0 ? digits : 3, value);
	hel_text_printf(text, "%*s", width, number);
}

static const char *stars(double p)
{
	return p < 0.001 ? "***" : p < 0.01 ? "**" : p < 0.05 ? "*" : p < 0.1 ? "." : "";
}

static void put_p(hel_text *text, double p)
{
	if (p < 2e-16)
		hel_text_printf(text, "%10s", "<2e-16");
	else if (p < 1e-4)
		hel_text_printf(text, "%10.2e", p);
	else
		hel_text_printf(text, "%10.5f", p);
}

static void put_coefficients(hel_text *text, const hel_fit *fit)
{
	int width = 11;
	bool robust = fit->kind != HEL_BY_MODEL;
	static const char *const name[] = {"by cluster", "by states", "dyadic", ""};
	for (size_t c = 0; c < fit->parameters; c++)
		width = (int)strlen(fit->term[c]) > width ? (int)strlen(fit->term[c]) : width;
	hel_text_printf(text, "%-*s %12s %12s", width, "", "Estimate", "Std. Error");
	if (robust)
		hel_text_printf(text, " %12s", name[fit->kind]);
	hel_text_printf(text, " %9s %9s\n", "z value", "Pr(>|z|)");
	for (size_t c = 0; c < fit->parameters; c++) {
		double z = fit->estimate[c] / fit->se_robust[c];
		bool defined = fit->se_robust[c] > 0;
		hel_text_printf(text, "%-*s ", width, fit->term[c]);
		put_number(text, fit->estimate[c], 12, 7);
		hel_text_put(text, " ", 1);
		put_number(text, fit->se[c], 12, 7);
		if (robust) {
			hel_text_put(text, " ", 1);
			put_number(text, defined ? fit->se_robust[c] : NAN, 12, 7);
		}
		put_number(text, defined ? z : NAN, 10, 3);
		if (defined)
			put_p(text, hel_p_value(z));
		else
			hel_text_printf(text, "%10s", "-");
		hel_text_printf(text, "%s%s\n", defined && *stars(hel_p_value(z)) ? " " : "", defined ? stars(hel_p_value(z)) : "");
	}
	hel_text_printf(text, "---\nSignif. codes:  0 '***' 0.001 '**' 0.01 '*' 0.05 '.' 0.1 ' ' 1\n");
}

static void put_rows(hel_text *text, const hel_study *study)
{
	const hel_fit *fit = &study->fit;
	hel_text_printf(text, "\n%s", study->data);
	if (study->from)
		hel_text_printf(text, "; fitted on %d-%d", study->from, study->to);
	hel_text_printf(text, "\n");
	put_count(text, fit->n);
	hel_text_printf(text, " rows of ");
	put_count(text, study->rows);
	hel_text_printf(text, ", ");
	put_count(text, fit->events);
	hel_text_printf(text, " with an event (%.4g %%)", 100 * (double)fit->events / (double)fit->n);
	if (fit->kind != HEL_BY_MODEL) {
		hel_text_printf(text, "; ");
		put_count(text, fit->clusters);
		hel_text_printf(text, fit->kind == HEL_BY_CLUSTER ? " clusters" : " states");
	}
	hel_text_printf(text, "\n");
	for (size_t d = 0; d < study->n_dropped; d++) {
		put_count(text, study->dropped[d].rows);
		hel_text_printf(text, " left out: %s%s\n", study->dropped[d].is_missing ? "missing " : "",
		                study->dropped[d].what);
	}
}

static void put_likelihood(hel_text *text, const hel_study *study)
{
	const hel_fit *fit = &study->fit;
	bool conditional = study->specification->conditional;
	size_t p = fit->parameters;
	hel_text_printf(text, "\nLog-likelihood %.4f (null %.4f) on %zu terms; AIC %.2f\n", fit->log_likelihood,
	                fit->null_log_likelihood, p, 2 * (double)p - 2 * fit->log_likelihood);
	if (!conditional && study->specification->family == HEL_LOGIT)
		hel_text_printf(text, "Null deviance %.2f, residual deviance %.2f\n", -2 * fit->null_log_likelihood,
		                -2 * fit->log_likelihood);
	hel_text_printf(text, "Newton iterations: %d%s\n", fit->iterations, fit->converged ? "" : " (not converged)");
}

static void put_scores(hel_text *text, const char *label, double auc, double ap, double brier, double log_loss)
{
	hel_text_printf(text, "  %-46.46s", label);
	put_number(text, auc, 8, 4);
	put_number(text, ap, 9, 4);
	put_number(text, brier, 12, 7);
	put_number(text, log_loss, 12, 7);
	hel_text_printf(text, "\n");
}

static void put_calibration(hel_text *text, const hel_scores *scores)
{
	hel_text_printf(text, "\n  Calibration: tenths of the expected events\n  %12s %14s %14s %10s\n", "rows", "chance given",
	                "share seen", "events");
	for (int b = 0; b < HEL_BINS; b++) {
		const hel_bin *bin = &scores->bin[b];
		if (!bin->n)
			continue;
		hel_text_printf(text, "  %12zu ", bin->n);
		put_number(text, bin->mean, 14, 6);
		put_number(text, (double)bin->events / (double)bin->n, 15, 6);
		hel_text_printf(text, " %10zu\n", bin->events);
	}
}

static void put_worth(hel_text *text, const hel_study *study)
{
	static const char *const heading = "AUC  avg.prec.       Brier    log loss";
	if (!study->n_worth || (!study->worth[0].single.n && !study->n_origins))
		return;
	const hel_scores *own = &study->worth[0].single;
	if (own->n) {
		hel_text_printf(text, "\nOut of sample: fitted to %d, tested on %d-%d (", own->from - 1, own->from, own->to);
		put_count(text, own->n);
		hel_text_printf(text, " rows, ");
		put_count(text, own->events);
		hel_text_printf(text, " events)\n  %-46s   %s\n", "", heading);
		for (size_t m = 0; m < study->n_worth; m++) {
			const hel_scores *s = &study->worth[m].single;
			put_scores(text, study->worth[m].label, s->auc, s->average_precision, s->brier, s->log_loss);
		}
		put_calibration(text, own);
	}
	if (study->n_origins) {
		const hel_worth *first = &study->worth[0];
		hel_text_printf(text,
		                "\nRolling: fitted to each year from %d to %d, tested on the five that follow; means over %zu origins\n"
		                "  %-46s   %s\n",
		                first->origin[0].from - 1, first->origin[study->n_origins - 1].from - 1, study->n_origins, "", heading);
		for (size_t m = 0; m < study->n_worth; m++) {
			const hel_worth *w = &study->worth[m];
			put_scores(text, w->label, w->auc, w->average_precision, w->brier, w->log_loss);
		}
	}
}

hel_status hel_report_fit_text(hel_text *text, const hel_study *study, hel_error *error)
{
	const hel_specification *s = study->specification;
	static const char *const family[] = {"logit", "Poisson"};
	static const char *const correction[] = {"", ", Firth's correction", ", corrected for rare events (King and Zeng)"};
	if (s->name)
		hel_text_printf(text, "%s%s%s\n", s->name, s->says ? ": " : "", s->says ? s->says : "");
	hel_text_printf(text, "%s%s%s\n\n", s->conditional ? "conditional " : "", family[s->family], correction[s->correction]);
	hel_text_printf(text, "%s\n%s%s%s", s->formula, s->where ? "where " : "", s->where ? s->where : "", s->where ? "\n" : "");
	put_rows(text, study);
	hel_text_printf(text, "\n");
	put_coefficients(text, &study->fit);
	put_likelihood(text, study);
	put_worth(text, study);
	return text->failed ? hel_fail_memory(error) : HEL_OK;
}

/* A number that R, Stata and a spreadsheet read back. */
static void put_cell(hel_text *text, double value)
{
	char number[32];
	if (!isfinite(value))
		return;
	hel_format_double(number, sizeof number, value);
	hel_text_printf(text, "%s", number);
}

static void put_name(hel_text *text, const char *name)
{
	bool quoted = strpbrk(name, ",\"\n") != NULL;
	hel_text_put(text, "\"", quoted ? 1 : 0);
	for (; *name; name++)
		hel_text_printf(text, *name == '"' ? "\"\"" : "%c", *name);
	hel_text_put(text, "\"", quoted ? 1 : 0);
}

hel_status hel_report_fit_csv(hel_text *text, const hel_study *study, hel_error *error)
{
	const hel_fit *fit = &study->fit;
	hel_text_printf(text, "term,estimate,se,se_clustered,z,p\n");
	for (size_t c = 0; c < fit->parameters; c++) {
		double z = fit->se_robust[c] > 0 ? fit->estimate[c] / fit->se_robust[c] : NAN;
		double cell[] = {fit->estimate[c], fit->se[c], fit->kind == HEL_BY_MODEL ? NAN : fit->se_robust[c], z, hel_p_value(z)};
		put_name(text, fit->term[c]);
		for (int x = 0; x < 5; x++) {
			hel_text_put(text, ",", 1);
			put_cell(text, cell[x]);
		}
		hel_text_put(text, "\n", 1);
	}
	return text->failed ? hel_fail_memory(error) : HEL_OK;
}
