/* sight.h: what the parties see of each other at one turn of the spatial model: distances, attitudes to risk, utilities. */
#ifndef HEL_DIALOGUE_SIGHT_H
#define HEL_DIALOGUE_SIGHT_H

#include <stddef.h>

#include "helsinki/dialogue.h"

/* Positions and saliences are shares, in [0, 1]. Arrays belong to the arena of the course. */
typedef struct hel_sight {
	const hel_dialogue_options *how;
	size_t n, m;
	const double *influence; /* n */
	const double *salience;  /* n x m */
	const double *relative;  /* n x m: by a party's largest salience, so that their squares do not vanish */
	const double *attention; /* n: sum of a party's saliences */
	double *at;              /* n x m: where they stand */
	double *gap;             /* n x n: from i to j's position by i's saliences, in [0, 1] */
	double *risk;            /* n: R in [-1, 1] */
	double *utility;         /* n x n: worth of j's position to i, who knows its own R */
	double *strength, *scratch; /* hel_sight_options squared; chance: hel_sight_options; worth: n times that */
	double *chance, *worth;
} hel_sight;

/* How many options a party can have to choose from: its own position, and two bargains with every party that it challenges or that
 * challenges it. The scratch of a sight has room for their square. */
size_t hel_sight_options(size_t n);

/* The root of the mean of squares, weighted by the squares of saliences: of one party, between two positions of m issues. */
double hel_gap(const double *a, const double *b, const double *salience, size_t m);

/* Worth of what is `gap` away to one whose attitude to risk is R: (1 - gap) (1 + gap R). */
double hel_worth_of(double gap, double risk);

/* From `at`: gap, risk, utility. */
void hel_sight_look(hel_sight *sight);

/* The worth of every position to every party as h sees it, n x n: of others' risk h sees a part only. */
void hel_sight_of(const hel_sight *sight, size_t h, double *utility);

/* The chance of every party's position: n, out. Positions closer than 0.001 are one, with the first's utility. */
void hel_sight_chances(hel_sight *sight, double *probability);

#endif
