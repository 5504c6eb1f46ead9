/* challenge.c: see challenge.h; KTAB's SMPState::probEduChlg, Actor::thirdPartyVoteSU and vProbLittle. No I/O, no allocation. */
#include "dialogue/challenge.h"

#include "dialogue/vote.h"

/* A side of nobody, in a contest of two parties: KTAB has 1e-10. */
static const double NOBODY = 1e-10;

typedef struct contest {
	const hel_sight *s;
	const double *utility;
	size_t i, j;
} contest;

static double worth(const contest *c, size_t party, size_t position)
{
	return c->utility[party * c->s->n + position];
}

static double weight_of(const contest *c, size_t party)
{
	return c->s->attention[party] * c->s->influence[party];
}

static double share_of(const hel_sides *sides)
{
	return sides->first / (sides->first + sides->second);
}

/* What both principals throw in. */
static hel_sides principals(const contest *c)
{
	hel_sides sides = {NOBODY, NOBODY};
	const size_t two[] = {c->i, c->j};
	for (size_t p = 0; p < 2; p++)
		hel_sides_add(&sides, hel_vote(c->s->how->voting, weight_of(c, two[p]),
					       worth(c, two[p], c->i) - worth(c, two[p], c->j)));
	return sides;
}

/* What a third party throws in: it thinks of a contest of three, with its own influence on the side that it prefers, and compares
 * joining i with joining j. Each outcome counts the positions of i, of j and its own; those it does not share in stay. */
static double third_vote(const contest *c, hel_sides three, size_t k)
{
	double to_i = worth(c, k, c->i), to_j = worth(c, k, c->j), own = worth(c, k, k), weight = weight_of(c, k);
	hel_sides_add(&three, hel_vote(c->s->how->voting, weight, to_i - to_j));
	double chance = share_of(&three), other = 1 - chance;
	hel_third_party commitment = c->s->how->commitment;
	double winner_takes_i = commitment == HEL_THIRD_PARTY_FULL ? to_i : own;
	double winner_takes_j = commitment == HEL_THIRD_PARTY_FULL ? to_j : own;
	double loser_takes_i = commitment == HEL_THIRD_PARTY_NONE ? own : to_i;
	double loser_takes_j = commitment == HEL_THIRD_PARTY_NONE ? own : to_j;
	double with_i = chance * (to_i + to_i + winner_takes_i) + other * (to_j + to_j + loser_takes_j);
	double with_j = chance * (to_i + to_i + loser_takes_i) + other * (to_j + to_j + winner_takes_j);
	return hel_vote(c->s->how->voting, weight, with_i - with_j);
}

hel_prospect hel_challenge(const hel_sight *s, const double *utility, size_t k, size_t i, size_t j)
{
	contest c = {s, utility, i, j};
	hel_sides two = principals(&c), all = two;
	for (size_t third = 0; third < s->n; third++) {
		if (third != i && third != j)
			hel_sides_add(&all, third_vote(&c, two, third));
	}
	double chance = share_of(&all), stay = worth(&c, k, i) + worth(&c, k, j);
	double won = 2 * worth(&c, k, i), lost = 2 * worth(&c, k, j), resists = s->attention[j];
	double fought = chance * won + (1 - chance) * lost;
	return (hel_prospect){chance, (1 - resists) * won + resists * fought - stay};
}
