/* estimates.h: fitted models that the data hold. */
#ifndef HEL_LENS_ESTIMATES_H
#define HEL_LENS_ESTIMATES_H

#include "base/arena.h"
#include "helsinki/lens.h"

/* What of a threat changes with a mechanism: terms of these names are made anew in every evaluation. i attacks j. */
typedef enum hel_turning {
	HEL_TURNS_ALLY,    /* ally1: 1 if i owes j help (B[i,j] = 1) */
	HEL_TURNS_PLEDGE,  /* pledge1: else B[i,j], the chance that a pledge keeps i from fighting j */
	HEL_TURNS_AID,     /* aid2: log(1 + D_ij / c_j), help expected over own capability */
	HEL_TURNS_COMPANY, /* company1: log(1 + A_ij / P_i(j)), company expected over own power */
	HEL_TURNINGS
} hel_turning;

extern const char *const hel_turning_name[HEL_TURNINGS];

/* A CINC below this counts as this in ratios: no state is without any power, and the source rounds. */
#define HEL_LEAST_CAPABILITY 1e-6

/* A model of the panel's estimates, in memory of the arena. HEL_EINPUT: there is none of that name; *nearest (NULL allowed) is
 * the nearest one or NULL. */
hel_status hel_estimates_read(hel_estimates *estimates, hel_arena *arena, hel_panel *panel, const char *model,
                              const char **nearest, hel_error *error);

#endif
