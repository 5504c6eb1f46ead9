/* indices.h: from counts to indices. */
#ifndef HEL_POWER_INDICES_H
#define HEL_POWER_INDICES_H

#include "power/tally.h"

/* The digits and the nearest double. */
hel_status hel_set_fraction(hel_fraction *to, mpq_srcptr value, hel_error *error);

/* Every wanted index that the tally of the folded game has the counts for; `why` for the others. */
hel_status hel_indices_of(hel_voting_power *power, const hel_game *game, const hel_tally *tally,
			  const hel_power_options *how, hel_error *error);

/* unions.c: Owen's and Banzhaf and Owen's indices; why they are missing where they are. */
hel_status hel_union_indices(hel_voting_power *power, const hel_rules *rules, const hel_power_options *how,
			     hel_error *error);

/* sample.c: estimates. */
hel_status hel_power_sample(hel_voting_power *power, const hel_rules *rules, const hel_power_options *how, hel_error *error);

#endif
