/* challenge.h: what it would be worth if one party challenged another. */
#ifndef HEL_DIALOGUE_CHALLENGE_H
#define HEL_DIALOGUE_CHALLENGE_H

#include "dialogue/sight.h"

typedef struct hel_prospect {
	double chance; /* that i prevails over j */
	double gain;   /* of the party asked about, against leaving both where they are */
} hel_prospect;

/* i challenges j; utility: n x n, as the one sees it in whose eyes the question is asked; gain: of party k. Cost n. */
hel_prospect hel_challenge(const hel_sight *sight, const double *utility, size_t k, size_t i, size_t j);

#endif
