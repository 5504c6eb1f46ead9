/* newton.h: the likelihood's maximum. */
#ifndef HEL_FIT_NEWTON_H
#define HEL_FIT_NEWTON_H

#include "fit/pass.h"

typedef struct hel_maximum {
	double *beta;       /* p: standardised */
	double *inverse;    /* p x p: inverse curvature at beta */
	double log_likelihood; /* without any penalty */
	int iterations;
	bool converged, separated;
	size_t separated_rows;
	double *direction;  /* p: where the likelihood goes on rising, if separated */
} hel_maximum;

/* Which parameters can be estimated beside those before them: kept, task->p. */
hel_status hel_newton_independent(const hel_task *task, bool *kept, hel_error *error);

/* beta holds the start. Room in maximum is the caller's. HEL_EINPUT: no maximum was found. */
hel_status hel_newton(const hel_task *task, bool firth, hel_maximum *maximum, int (*stop)(void *), void *context, hel_error *error);

#endif
