/* terms.h: what a fitted model (the lens `estimated`) makes of the pairs of a world: the terms that no mechanism changes. They
 * depend on the world, the model and how years at peace are counted, on nothing else of the lens. */
#ifndef HEL_SECURITY_TERMS_H
#define HEL_SECURITY_TERMS_H

#include "helsinki/security.h"
#include "lens/estimates.h"

typedef struct hel_terms {
	size_t n;                       /* states */
	int n_fixed;                    /* terms that no mechanism changes */
	int *fixed_term;                /* n_fixed: places among the estimates */
	int turning_term[HEL_TURNINGS]; /* places of the terms that change, or -1; and of the intercept */
	int intercept;
	bool gaps;     /* some values of pairs are not finite */
	double *value; /* of each pair, n_fixed; NULL: the point alone is kept */
	double *odds;  /* of each pair the log odds of what no mechanism changes, at the estimates */
	void *memory;
} hel_terms;

/* HEL_EINPUT: a column that a world has not. Owner: the caller. */
hel_status hel_terms_make(hel_terms *terms, const hel_world *world, const hel_lens *lens, hel_error *error);
void hel_terms_free(hel_terms *terms);

/* A copy that serves points only, a tenth of the memory. */
hel_status hel_terms_copy_point(hel_terms *to, const hel_terms *from, hel_error *error);

/* Where the pair is in which i attacks j. */
static inline size_t hel_terms_pair(const hel_terms *terms, size_t i, size_t j)
{
	return j * terms->n + i;
}

/* Needs values. */
double hel_terms_odds(const hel_terms *terms, size_t pair, const double *coefficient);

#endif
