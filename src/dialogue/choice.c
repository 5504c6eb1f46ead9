/* choice.c: see choice.h. KTAB iterates its Markov chains until they change by less than 1e-6 or 1e-8 a step, at most 1000 times; here
 * they are solved. */
#include "dialogue/choice.h"

#include <math.h>

/* The mantissa and exponent of a product that would underflow as a double: hundreds of chances, each perhaps 1e-80. */
typedef struct product {
	double mantissa;
	long exponent;
} product;

static product times(product p, double factor)
{
	int exponent;
	p.mantissa = frexp(p.mantissa * factor, &exponent);
	p.exponent += exponent;
	return p;
}

static double beats(hel_victory victory, const double *strength, size_t o, size_t a, size_t b)
{
	return a == b ? 0.5 : hel_victory_chance(victory, strength[a * o + b], strength[b * o + a]);
}

static product beats_all(hel_victory victory, const double *strength, size_t o, size_t a)
{
	product p = {1, 0};
	for (size_t b = 0; b < o; b++)
		p = times(p, beats(victory, strength, o, a, b));
	return p;
}

/* The chance that an option beats all others in as many independent votes, given that one does. */
static void conditional(hel_victory victory, const double *strength, size_t o, double *chance)
{
	long largest = 0;
	double sum = 0;
	for (size_t a = 0; a < o; a++) {
		long exponent = beats_all(victory, strength, o, a).exponent;
		largest = a == 0 || exponent > largest ? exponent : largest;
	}
	for (size_t a = 0; a < o; a++) {
		product p = beats_all(victory, strength, o, a);
		long down = p.exponent - largest;
		sum += chance[a] = down < -2000 ? 0 : ldexp(p.mantissa, (int)down);
	}
	for (size_t a = 0; a < o; a++)
		chance[a] /= sum;
}

/* One state taken out, its paths going straight on. No rate grows beyond the sum of its row: rate[last][b] <= out. */
static void take_out(double *rate, size_t o, size_t last)
{
	double out = 0;
	for (size_t b = 0; b < last; b++)
		out += rate[last * o + b];
	for (size_t a = 0; a < last; a++) {
		for (size_t b = 0; b < last; b++) {
			if (a != b)
				rate[a * o + b] += rate[a * o + last] * (rate[last * o + b] / out);
		}
		rate[a * o + last] /= out;
	}
}

void hel_stationary(double *rate, size_t o, double *share)
{
	double sum = 0;
	for (size_t last = o - 1; last > 0; last--)
		take_out(rate, o, last);
	share[0] = 1;
	for (size_t b = 1; b < o; b++) {
		share[b] = 0;
		for (size_t a = 0; a < b; a++)
			share[b] += share[a] * rate[a * o + b];
		double scale = fmax(1, share[b]); /* shares so far are at most 1: none overflows */
		for (size_t a = 0; a <= b; a++)
			share[a] /= scale;
	}
	for (size_t a = 0; a < o; a++)
		sum += share[a];
	for (size_t a = 0; a < o; a++)
		share[a] /= sum;
}

/* The favourite a is challenged by b as often as the others are, and loses as often as b beats it. */
static void uniform_rates(hel_victory victory, const double *strength, size_t o, double *rate)
{
	for (size_t a = 0; a < o; a++) {
		for (size_t b = 0; b < o; b++)
			rate[a * o + b] = beats(victory, strength, o, b, a) / (double)o;
	}
}

/* ... or as often as its supporters' strength times their chance has it, by that of all challengers of a. */
static void incentive_rates(hel_victory victory, const double *strength, size_t o, double *rate)
{
	/* of the favourite itself, so that they are never all 0; and a rate that is none, so that every option can come to lead */
	static const double STAY = 1e-10, NEVER = 1e-300;
	for (size_t a = 0; a < o; a++) {
		double all = 0;
		for (size_t b = 0; b < o; b++) {
			double chance = beats(victory, strength, o, b, a), incentive = strength[b * o + a] * chance;
			all += a == b ? incentive + STAY : incentive;
			rate[a * o + b] = incentive * chance;
		}
		for (size_t b = 0; b < o; b++)
			rate[a * o + b] = fmax(NEVER, rate[a * o + b] / all);
	}
}

void hel_choice(hel_pce pce, hel_victory victory, const double *strength, size_t o, double *scratch, double *chance)
{
	if (pce == HEL_PCE_CONDITIONAL) {
		conditional(victory, strength, o, chance);
		return;
	}
	(pce == HEL_PCE_MARKOV_UNIFORM ? uniform_rates : incentive_rates)(victory, strength, o, scratch);
	hel_stationary(scratch, o, chance);
}
