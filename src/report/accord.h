/* accord.h: whether an outcome of bargaining is the same under every lens. */
#ifndef HEL_REPORT_ACCORD_H
#define HEL_REPORT_ACCORD_H

#include "helsinki/parley.h"

/* Outcomes: the solutions over single alternatives, then the rules. */
static inline size_t hel_count_outcomes(const hel_parley *d)
{
	return HEL_SOLUTIONS + d->talks->n_rules;
}

const char *hel_outcome_name(const hel_parley *d, size_t outcome);
/* What it picks at the point: a place. */
size_t hel_outcome_pick(const hel_parley_result *result, size_t outcome);
/* In which share of draws it picks that; NAN without draws. */
double hel_outcome_share(const hel_parley_result *result, size_t outcome);

typedef enum hel_accord {
	HEL_ACCORD,           /* the same under every lens, in 95 % of the draws or more */
	HEL_DEPENDS_ON_LENS,
	HEL_DEPENDS_ON_DRAWS  /* the same under every lens, but under one in fewer */
} hel_accord;

hel_accord hel_accord_on(const hel_parley *d, size_t outcome);

#endif
