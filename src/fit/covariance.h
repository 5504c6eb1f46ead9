/* covariance.h: how far estimates would move in another sample, where rows of one cluster or one state move together. */
#ifndef HEL_FIT_COVARIANCE_H
#define HEL_FIT_COVARIANCE_H

#include "fit/pass.h"

/* inverse (sum over groups of their scores' products) inverse: p x p, standardised. *groups: how many clusters (or states)
 * there are. HEL_EINPUT: the design has no clusters or states. */
hel_status hel_covariance_robust(const hel_task *task, const double *beta, const double *inverse, hel_covariance kind,
                                 double *covariance, size_t *groups, hel_error *error);

#endif
