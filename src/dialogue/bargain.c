/* bargain.c: see bargain.h; KTAB's SMPActor::interpBrgnSnPm and interpBrgnS2PMax. No I/O, no allocation. */
#include "dialogue/bargain.h"

#include <math.h>

/* On each party's own side, so that it stays where it is if neither cares or neither can make the other move. */
static const double INERTIA = 1e-6;

/* KTAB rounds bargains to four decimals of the scale from 0 to 1, against "spurious precision". */
static double rounded(double x)
{
	return floor(0.5 + x * 10000) / 10000;
}

static double moved(double own, double other, double weight_own, double weight_other)
{
	return rounded(((weight_own + INERTIA) * own + weight_other * other) / (weight_own + INERTIA + weight_other));
}

/* By the margin of victory: the likelier winner does not move at all. */
static double drawn(double own, double other, double salience, double other_salience, double margin)
{
	double pull = margin * other_salience * other_salience, hold = (1 - margin) * salience * salience;
	return own + pull / (pull + INERTIA + hold) * (other - own);
}

void hel_meet(const hel_sight *s, size_t i, size_t j, double chance, double *for_i, double *for_j)
{
	for (size_t k = 0; k < s->m; k++) {
		double a = s->at[i * s->m + k], b = s->at[j * s->m + k], other = 1 - chance;
		double salience_i = s->salience[i * s->m + k], salience_j = s->salience[j * s->m + k];
		double weight_i = salience_i * chance, weight_j = salience_j * other;
		if (s->how->weights == HEL_WEIGHTS_S2PMAX) {
			for_i[k] = drawn(a, b, salience_i, salience_j, fmax(0, other - chance));
			for_j[k] = drawn(b, a, salience_j, salience_i, fmax(0, chance - other));
			continue;
		}
		if (s->how->weights == HEL_WEIGHTS_S2P2) {
			weight_i = salience_i * salience_i * (chance * chance);
			weight_j = salience_j * salience_j * (other * other);
		}
		for_i[k] = moved(a, b, weight_i, weight_j);
		for_j[k] = moved(b, a, weight_j, weight_i);
	}
}

void hel_meet_halfway(const hel_sight *s, size_t i, size_t j, double *one, const double *other)
{
	double weight_i = s->influence[i] * s->attention[i], weight_j = s->influence[j] * s->attention[j];
	for (size_t k = 0; k < s->m; k++)
		one[k] = (weight_i * one[k] + weight_j * other[k]) / (weight_i + weight_j);
}
