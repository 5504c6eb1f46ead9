/* store.c: fitted models as the data hold them: estimates, covariance, what the sample covered, what the fit is worth. */
#include <math.h>
#include <string.h>

#include "base/fail.h"
#include "helsinki/estimate.h"
#include "lens/estimates.h"

enum { DIGITS = 10 };

static void put_word(hel_text *csv, const char *word)
{
	bool quoted = strpbrk(word, ",\"") != NULL;
	hel_text_printf(csv, quoted ? "\"%s\"," : "%s,", word);
}

static void put_row(hel_text *csv, const char *model, const char *kind, const char *term, const char *other, double value)
{
	if (isnan(value))
		return;
	put_word(csv, model);
	put_word(csv, kind);
	put_word(csv, term);
	put_word(csv, other);
	hel_text_printf(csv, "%.*g\n", DIGITS, value);
}

static void put_study(hel_text *csv, const hel_study *study)
{
	const hel_fit *fit = &study->fit;
	const char *model = study->specification->name;
	size_t p = fit->parameters;
	const struct {
		const char *name;
		double value;
	} facts[] = {{"n", (double)fit->n},
	             {"events", (double)fit->events},
	             {"clusters", (double)fit->clusters},
	             {"from", study->from},
	             {"to", study->to},
	             {"log_likelihood", fit->log_likelihood},
	             {"average_precision", study->n_worth ? study->worth[0].single.average_precision : NAN},
	             {"auc", study->n_worth ? study->worth[0].single.auc : NAN},
	             /* the first model to compare is the same without what pacts change: models/README.md */
	             {"average_precision_without",
	              study->specification->n_compare ? study->worth[study->n_worth - (size_t)study->specification->n_compare].single.average_precision : NAN},
	             {"auc_without",
	              study->specification->n_compare ? study->worth[study->n_worth - (size_t)study->specification->n_compare].single.auc : NAN}};
	for (size_t x = 0; x < sizeof facts / sizeof *facts; x++)
		put_row(csv, model, "fact", facts[x].name, "", facts[x].value);
	for (size_t c = 0; c < p; c++) {
		put_row(csv, model, "estimate", fit->term[c], "", fit->estimate[c]);
		put_row(csv, model, "least", fit->term[c], "", study->least[c]);
		put_row(csv, model, "greatest", fit->term[c], "", study->greatest[c]);
	}
	for (size_t i = 0; i < p; i++) {
		for (size_t j = 0; j <= i; j++)
			put_row(csv, model, "covariance", fit->term[i], fit->term[j], fit->covariance[i * p + j]);
	}
}

static hel_status make_one(hel_text *csv, const char *file, hel_panel *panel, const hel_study_options *options, hel_error *error)
{
	hel_specification specification;
	hel_study study = {0};
	hel_status status = hel_specification_init(&specification, panel, error);
	if (status)
		return status;
	status = hel_specification_read(&specification, file, error);
	if (!status && !specification.name)
		status = hel_fail_at(error, HEL_EINPUT, file, 1, 1, "a model whose estimates are kept needs a 'name'");
	hel_study_options with_ranges = *options;
	with_ranges.ranges = true;
	if (!status)
		status = hel_study_run(&study, &specification, panel, &with_ranges, error);
	if (!status && !study.fit.converged)
		status = hel_fail_at(error, HEL_EINPUT, file, 1, 1, "the fit did not converge: nothing is kept");
	if (!status)
		put_study(csv, &study);
	hel_study_free(&study);
	hel_specification_free(&specification);
	return status;
}

hel_status hel_estimates_make(hel_text *csv, const char *const *file, size_t n_files, hel_panel *panel,
                              const hel_study_options *options, hel_error *error)
{
	hel_text_printf(csv, "model,kind,term,other,value\n");
	hel_status status = HEL_OK;
	for (size_t f = 0; !status && f < n_files; f++)
		status = make_one(csv, file[f], panel, options, error);
	return status || !csv->failed ? status : hel_fail_memory(error);
}
