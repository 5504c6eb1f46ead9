/* cut.c: what one tie does to everybody's payoff: the equilibrium is solved again without it. Cutting j-k takes beta from two
 * entries of B, a change of rank two, so that the inverse V serves again (Sherman, Morrison & Woodbury): with B' = B - beta
 * (e_j e_k' + e_k e_j') and z = V Gamma', B'^-1 Gamma' = z - [V_j V_k] (W V U - I / beta)^-1 (z_k, z_j)'. Cost n a tie. */
#include "helsinki/network.h"

#include <math.h>
#include <stdlib.h>

#include "base/fail.h"

/* Below this a 2 x 2 determinant of numbers of about 1 / beta^2, taken in units of 1 / beta^2, is rounding. */
static const double NOTHING_LEFT = 1e-12;

/* What changes: the hostilities of the two ends and, with them, lambda. */
typedef struct cut {
	double more_j, more_k; /* Gamma' - Gamma */
	double lambda;
	double at_j, at_k; /* weights of the columns j and k of V in the correction */
} cut;

static hel_effort_outcome change_margins(const hel_efforts *e, int j, int k, cut *c)
{
	double margin_j = 1 / e->hostility[j] - e->how.beta, margin_k = 1 / e->hostility[k] - e->how.beta, sum = 0;
	if (!(margin_j > 0) || !(margin_k > 0))
		return HEL_EFFORT_BESET;
	c->more_j = 1 / margin_j - e->hostility[j];
	c->more_k = 1 / margin_k - e->hostility[k];
	for (int i = 0; i < e->n; i++)
		sum += e->hostility[i];
	sum += c->more_j + c->more_k;
	c->lambda = 1 - 1 / sum;
	return HEL_EFFORT_SOLVED; /* hostilities only grow, so the sum stays above 1 */
}

/* V Gamma' at one state: V Gamma is effort / (lambda (1 - lambda)). */
static double solved_at(const hel_efforts *e, const cut *c, int j, int k, size_t i)
{
	size_t n = (size_t)e->n;
	return e->effort[i] / (e->lambda * (1 - e->lambda)) + c->more_j * e->inverse[i * n + (size_t)j] +
	       c->more_k * e->inverse[i * n + (size_t)k];
}

/* Solves (I - beta W V U) w = beta (z_k, z_j)', U = [e_j e_k], W = [e_k e_j]'; then x = z + V U w. */
static bool correct(const hel_efforts *e, int j, int k, cut *c)
{
	const double *v = e->inverse, beta = e->how.beta;
	size_t n = (size_t)e->n, a = (size_t)j, b = (size_t)k;
	double m00 = 1 - beta * v[b * n + a], m01 = -beta * v[b * n + b], m10 = -beta * v[a * n + a],
	       m11 = 1 - beta * v[a * n + b];
	double right0 = beta * solved_at(e, c, j, k, b), right1 = beta * solved_at(e, c, j, k, a);
	double determinant = m00 * m11 - m01 * m10;
	if (fabs(determinant) < NOTHING_LEFT)
		return false;
	c->at_j = (right0 * m11 - right1 * m01) / determinant;
	c->at_k = (right1 * m00 - right0 * m10) / determinant;
	return true;
}

hel_effort_outcome hel_efforts_cut(const hel_efforts *e, int j, int k, double *change)
{
	size_t n = (size_t)e->n;
	cut c = {0};
	hel_effort_outcome outcome = e->outcome ? e->outcome : change_margins(e, j, k, &c);
	if (!outcome && !correct(e, j, k, &c))
		outcome = HEL_EFFORT_SINGULAR;
	for (size_t i = 0; i < n; i++) {
		if (outcome) {
			change[i] = NAN;
			continue;
		}
		const double *row = e->inverse + i * n;
		double hostility = e->hostility[i] + (i == (size_t)j ? c.more_j : 0) + (i == (size_t)k ? c.more_k : 0);
		double x = c.lambda * (1 - c.lambda) * (solved_at(e, &c, j, k, i) + row[j] * c.at_j + row[k] * c.at_k);
		change[i] = (1 - c.lambda) * hostility - x - e->payoff[i];
	}
	return outcome;
}

static hel_tie_effect effect_of(const hel_efforts *e, int j, int k, double *change)
{
	hel_tie_effect effect = {.j = (uint16_t)j, .k = (uint16_t)k, .hurt_most = -1, .cost = NAN, .gain = NAN, .hurt = NAN};
	effect.without = hel_efforts_cut(e, j, k, change);
	effect.to_j = -change[j];
	effect.to_k = -change[k];
	if (effect.without)
		return effect;
	effect.cost = effect.gain = effect.hurt = 0;
	for (int i = 0; i < e->n; i++) {
		if (i == j || i == k)
			continue;
		effect.cost += fmax(0, change[i]);
		effect.gain += fmax(0, -change[i]);
		if (change[i] > effect.hurt) {
			effect.hurt = change[i];
			effect.hurt_most = i;
		}
	}
	return effect;
}

static int by_cost(const void *a, const void *b)
{
	const hel_tie_effect *x = a, *y = b;
	double left = isnan(x->cost) ? -1 : x->cost, right = isnan(y->cost) ? -1 : y->cost;
	if (left != right)
		return left < right ? 1 : -1;
	return x->j != y->j ? x->j - y->j : x->k - y->k;
}

hel_status hel_efforts_ties(const hel_efforts *efforts, hel_tie_effect **effect, size_t *n, hel_error *error)
{
	size_t states = (size_t)efforts->n, ties = 0;
	if (efforts->outcome != HEL_EFFORT_SOLVED)
		return hel_fail(error, HEL_EUSAGE, "efforts without an equilibrium have no effects of ties");
	for (size_t i = 0; i < states; i++)
		ties += (size_t)efforts->allies[i];
	ties /= 2;
	double *change = malloc((states + 1) * sizeof *change);
	hel_tie_effect *made = malloc((ties + 1) * sizeof *made);
	if (!change || !made) {
		free(change);
		free(made);
		return hel_fail_memory(error);
	}
	size_t at = 0;
	for (int j = 0; j < efforts->n; j++) {
		for (int k = j + 1; k < efforts->n; k++) {
			if (efforts->tie[(size_t)j * states + (size_t)k])
				made[at++] = effect_of(efforts, j, k, change);
		}
	}
	free(change);
	qsort(made, ties, sizeof *made, by_cost);
	*effect = made;
	*n = ties;
	return HEL_OK;
}
