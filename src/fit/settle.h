/* settle.h: from a model of a formula to the parameters of a task, and back from standardised columns to the data's units. */
#ifndef HEL_FIT_SETTLE_H
#define HEL_FIT_SETTLE_H

#include "fit/pass.h"

hel_status hel_task_of(hel_task *task, const hel_design *design, const hel_fit_options *options, hel_arena *arena,
                       hel_error *error);
const char *hel_task_name(const hel_task *task, size_t parameter);

/* Leaves out the parameters that are not kept, with a note for each. */
hel_status hel_task_drop(hel_task *task, const bool *kept, hel_notes *notes, hel_error *error);

void hel_task_unscale(const hel_task *task, const double *z, double *beta);
bool hel_task_unscale_covariance(const hel_task *task, double *covariance);
hel_status hel_fit_allocate(hel_fit *fit, const hel_task *task, hel_arena *arena, hel_error *error);

/* A draw from a normal distribution: a function of (seed, draw) alone. */
hel_status hel_draw_normal(const double *estimate, const double *covariance, size_t p, uint64_t seed, uint64_t draw, double *to,
                           hel_error *error);

#endif
