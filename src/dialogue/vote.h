/* vote.h: how much influence a difference in utility brings in, and what coalitions make of it. No I/O, no allocation. */
#ifndef HEL_DIALOGUE_VOTE_H
#define HEL_DIALOGUE_VOTE_H

#include <stddef.h>

#include "helsinki/dialogue.h"

/* Influence thrown in for the first of two things, below 0 for the second; weight >= 0, difference = utility of the first less that of
 * the second. */
double hel_vote(hel_voting voting, double weight, double difference);

/* Two sides of a contest, each at least a trifle, so that no chance is 0/0. */
typedef struct hel_sides {
	double first, second;
} hel_sides;

/* Adds a vote to the side that it is for. */
void hel_sides_add(hel_sides *sides, double vote);

/* The chance that the first prevails over the second; both strengths above 0. */
double hel_victory_chance(hel_victory victory, double first, double second);

/* strength[a x o + b]: of those who prefer option a to option b, out: o x o; the diagonal is a trifle. utility: n x o, of parties for
 * options; weight: n. Where a rule tells gains from losses, the option that comes later is the one gained or lost. */
void hel_coalitions(hel_voting voting, const double *weight, size_t n, const double *utility, size_t o, double *strength);

#endif
