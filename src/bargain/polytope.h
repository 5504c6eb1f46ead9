/* polytope.h: the lotteries that leave nobody below disagreement, as a program of which objectives can be asked; and what each
 * party could have at best.
 *
 * Gains are scaled: each party's by the largest it can gain or lose, so that a program sees numbers of about 1. */
#ifndef HEL_BARGAIN_POLYTOPE_H
#define HEL_BARGAIN_POLYTOPE_H

#include "bargain/gains.h"
#include "bargain/program.h"

typedef struct hel_polytope {
	const hel_problem *game;
	size_t n, m;
	double *scale;        /* n: largest size of a gain; 0: nothing counts for the party */
	double *gain;         /* n x m, scaled */
	bool *active;         /* n: it can gain */
	bool constrained;     /* a party that cannot gain could lose */
	double *ideal;        /* n, scaled */
	double *corner;       /* n x m: the lottery in which i has its ideal; of no meaning where it is not active */
	double *centre;       /* m: the mean of these: every active party gains */
	size_t n_active;
	hel_program program;
	double *objective;    /* n: scratch */
	hel_arena *arena;
} hel_polytope;

/* Below this share of its scale a gain is a linear program's rounding. */
#define HEL_NO_GAIN 1e-7

hel_status hel_polytope_init(hel_polytope *p, const hel_problem *game, hel_arena *arena, hel_error *error);
void hel_polytope_free(hel_polytope *p);

/* The lottery with the largest sum of c times scaled gains, into x (m); *gap as in hel_program. Its value. */
double hel_polytope_best(hel_polytope *p, const double *c, double *x, double *gap);

/* Scaled gains of a lottery. */
void hel_polytope_gains(const hel_polytope *p, const double *x, double *gain);

/* leximin.c: the lottery whose smallest gain, each in units (n, > 0 where active, scaled), is largest, and of these the one whose
 * second smallest is, and so on; over active parties, nobody below disagreement. *least: that smallest. */
hel_status hel_leximin(hel_polytope *p, const double *unit, double *x, double *least, double *gap, hel_error *error);

/* nash.c: the lottery with the largest weighted product of the gains of the active parties. *gap: of the mean logarithm. */
hel_status hel_nash(hel_polytope *p, double *x, double *gap, hel_error *error);

#endif
