/* sight.c: see sight.h; KTAB's SMPState::setAllAUtil and pDist. */
#include "dialogue/sight.h"

#include <math.h>
#include <string.h>

#include "dialogue/choice.h"
#include "dialogue/vote.h"

/* Positions so close are one to the voters: 0.1 on a scale of 100. */
static const double SAME_PLACE = 1e-3;

size_t hel_sight_options(size_t n)
{
	return 2 * n + 1; /* itself, two with its own target, two with each of n - 1 challengers */
}

double hel_gap(const double *a, const double *b, const double *salience, size_t m)
{
	double moved = 0, all = 0;
	for (size_t k = 0; k < m; k++) {
		double step = (a[k] - b[k]) * salience[k];
		moved += step * step;
		all += salience[k] * salience[k];
	}
	return sqrt(moved / all);
}

double hel_worth_of(double gap, double risk)
{
	return gap <= 1 ? (1 - gap) * (1 + gap * risk) : (1 - gap) * (1 + risk); /* rounding may carry a gap past 1 */
}

/* R from the chances of positions, for voters who are neutral to risk: who stands well has something to lose. */
static void infer_risk(hel_risk_range range, const double *chance, size_t n, double *risk)
{
	double least = chance[0], most = chance[0];
	for (size_t i = 1; i < n; i++) {
		least = fmin(least, chance[i]);
		most = fmax(most, chance[i]);
	}
	for (size_t i = 0; i < n; i++) {
		double share = most > least ? (chance[i] - least) / (most - least) : 0;
		risk[i] = range == HEL_RISK_RANGE_MIN   ? share
			  : range == HEL_RISK_RANGE_MAX ? 2 * share - 1
							: (3 * share - 1) / 2;
		risk[i] = most > least ? risk[i] : 0; /* all stand alike: neutral */
	}
}

static void fill_gaps(hel_sight *s)
{
	for (size_t i = 0; i < s->n; i++) {
		for (size_t j = 0; j < s->n; j++)
			s->gap[i * s->n + j] = hel_gap(s->at + i * s->m, s->at + j * s->m, s->relative + i * s->m, s->m);
	}
}

static void fill_own(hel_sight *s)
{
	for (size_t i = 0; i < s->n; i++) {
		for (size_t j = 0; j < s->n; j++)
			s->utility[i * s->n + j] = hel_worth_of(s->gap[i * s->n + j], s->risk[i]);
	}
}

void hel_sight_look(hel_sight *s)
{
	fill_gaps(s);
	memset(s->risk, 0, s->n * sizeof *s->risk);
	fill_own(s);
	hel_coalitions(s->how->voting, s->influence, s->n, s->utility, s->n, s->strength);
	hel_choice(s->how->pce, s->how->victory, s->strength, s->n, s->scratch, s->chance);
	infer_risk(s->how->risk_range, s->chance, s->n, s->risk);
	fill_own(s);
}

static double seen_risk(hel_risk_seen seen, double own, double other)
{
	switch (seen) {
	case HEL_RISK_SEEN_ALL:
		return other;
	case HEL_RISK_SEEN_TWO_THIRDS:
		return (own + 2 * other) / 3;
	case HEL_RISK_SEEN_HALF:
		return (own + other) / 2;
	case HEL_RISK_SEEN_NOTHING:
		return own;
	default:
		return (2 * own + other) / 3;
	}
}

void hel_sight_of(const hel_sight *s, size_t h, double *utility)
{
	for (size_t i = 0; i < s->n; i++) {
		double risk = seen_risk(s->how->risk_seen, s->risk[h], s->risk[i]);
		for (size_t j = 0; j < s->n; j++)
			utility[i * s->n + j] = hel_worth_of(s->gap[i * s->n + j], risk);
	}
}

static double distance(const hel_sight *s, size_t i, size_t j)
{
	double sum = 0;
	for (size_t k = 0; k < s->m; k++) {
		double step = s->at[i * s->m + k] - s->at[j * s->m + k];
		sum += step * step;
	}
	return sqrt(sum);
}

/* The first of those who stand where party i does, among the `o` of `of`; o: none. */
static size_t place_of(const hel_sight *s, size_t i, const double *of, size_t o)
{
	size_t place = 0;
	while (place < o && !(distance(s, i, (size_t)of[place]) < SAME_PLACE))
		place++;
	return place;
}

void hel_sight_chances(hel_sight *s, double *probability)
{
	double *of = s->scratch; /* until the choice: the party that each place is called after */
	size_t o = 0;
	for (size_t i = 0; i < s->n; i++) {
		if (place_of(s, i, of, o) == o)
			of[o++] = (double)i;
	}
	for (size_t i = 0; i < s->n; i++) {
		for (size_t place = 0; place < o; place++)
			s->worth[i * o + place] = s->utility[i * s->n + (size_t)of[place]];
		probability[i] = (double)place_of(s, i, of, o);
	}
	hel_coalitions(s->how->voting, s->influence, s->n, s->worth, o, s->strength);
	hel_choice(s->how->pce, s->how->victory, s->strength, o, s->scratch, s->chance);
	for (size_t i = 0; i < s->n; i++)
		probability[i] = s->chance[(size_t)probability[i]];
}
