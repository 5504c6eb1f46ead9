/* estimate.h: from a fit to a lens: the columns that pacts make in every year's world, and the fitted models that the data hold. */
#ifndef HELSINKI_ESTIMATE_H
#define HELSINKI_ESTIMATE_H

#include "helsinki/security.h"
#include "helsinki/study.h"
#include "helsinki/text.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Columns of directed pairs that come from the pacts in force and the capabilities of the last day of the year before, by the
 *  model's own formulas (docs/model.md), every rho at its mode: ally1, pledge1, aid2, company1. lead(x, 1) is that year's own.
 *  Fits hel_more_columns of hel_study_options; its context is the panel. */
HEL_API size_t hel_pact_columns(const char *const **names); /* their names, and how many */
HEL_API HEL_MUST_CHECK hel_status hel_pact_columns_add(hel_frame *frame, const hel_dyads *dyads,
						       const hel_specification *specification, void *panel, hel_error *error);

/** Fits every model file and appends the data's estimates.csv, with 10 digits. Files in the order given. */
HEL_API HEL_MUST_CHECK hel_status hel_estimates_make(hel_text *csv, const char *const *file, size_t n_files, hel_panel *panel,
						     const hel_study_options *options, hel_error *error);

#ifdef __cplusplus
}
#endif
#endif
