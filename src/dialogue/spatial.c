/* spatial.c: a turn of the spatial model; KTAB's SMPState::doBCN. Each party challenges the one from which it expects to gain most; the
 * bargain that the two would strike lies on the table of both; each takes, of all bargains before it and of staying, what all parties
 * together are likeliest to carry through. */
#include <math.h>
#include <string.h>

#include "dialogue/bargain.h"
#include "dialogue/challenge.h"
#include "dialogue/choice.h"
#include "dialogue/turns.h"
#include "dialogue/vote.h"

/* A smaller gain moves nobody to a challenge. */
static const double WORTH_WHILE = 1e-5;

enum { TABLED = 2 }; /* bargains of one challenger at most */

typedef struct spatial {
	hel_talk talk; /* first, so that one is the other */
	hel_sight sight;
	double *salience, *relative, *attention, *influence;
	double *view, *other_view; /* n x n: as one party sees all others' worths */
	double *met;               /* (TABLED n) x 2 x m: where the two of each bargain would stand, in [0, 1] */
	double *outcome;           /* n x (TABLED n): worth to each party of what a bargain leads to */
	size_t *option;            /* bargains that one party chooses from */
} spatial;

/* --- the table ------------------------------------------------------------------------------------------------------------ */

static double *met_of(const spatial *x, size_t offer, bool receiver)
{
	return x->met + (2 * offer + receiver) * x->sight.m;
}

/* The party that it is worth most to challenge, as i sees it; n: none is. */
static size_t find_target(const spatial *x, size_t i, hel_prospect *best)
{
	size_t target = x->sight.n;
	*best = (hel_prospect){.gain = WORTH_WHILE};
	for (size_t j = 0; j < x->sight.n; j++) {
		if (j == i)
			continue;
		hel_prospect prospect = hel_challenge(&x->sight, x->view, i, i, j);
		if (prospect.gain > best->gain) {
			*best = prospect;
			target = j;
		}
	}
	return target;
}

static void meet(spatial *x, size_t offer, const hel_offer *o, double chance)
{
	hel_meet(&x->sight, (size_t)o->from, (size_t)o->to, chance, met_of(x, offer, false), met_of(x, offer, true));
}

/* One bargain, or two if each side tables its own. Returns how many. */
static size_t table(spatial *x, hel_offer *offer, size_t first)
{
	hel_bargain how = x->sight.how->bargain;
	hel_offer *o = &offer[first];
	size_t i = (size_t)o->from, j = (size_t)o->to;
	meet(x, first, o, o->chance);
	if (how == HEL_BARGAIN_CHALLENGER)
		return 1;
	meet(x, first + 1, o, o->to_chance);
	if (how == HEL_BARGAIN_BOTH) {
		offer[first + 1] = *o;
		offer[first + 1].author = o->to;
		return 2;
	}
	o->author = -1;
	hel_meet_halfway(&x->sight, i, j, met_of(x, first, false), met_of(x, first + 1, false));
	hel_meet_halfway(&x->sight, i, j, met_of(x, first, true), met_of(x, first + 1, true));
	return 1;
}

static size_t table_all(spatial *x, hel_offer *offer)
{
	size_t n_offers = 0;
	for (size_t i = 0; i < x->sight.n; i++) {
		hel_prospect own;
		hel_sight_of(&x->sight, i, x->view);
		size_t j = find_target(x, i, &own);
		if (j == x->sight.n)
			continue;
		hel_sight_of(&x->sight, j, x->other_view);
		hel_prospect other = hel_challenge(&x->sight, x->other_view, j, i, j);
		offer[n_offers] = (hel_offer){.from = (int)i,
					      .to = (int)j,
					      .author = (int)i,
					      .chance = own.chance,
					      .gain = own.gain,
					      .to_chance = other.chance,
					      .to_gain = other.gain};
		n_offers += table(x, offer, n_offers);
	}
	return n_offers;
}

/* --- the choice ----------------------------------------------------------------------------------------------------------- */

/* The mean worth to a party of where all stand when a bargain is kept. */
static double worth_of_outcome(const spatial *x, size_t a, const hel_offer *o, size_t offer)
{
	const hel_sight *s = &x->sight;
	const double *own = s->at + a * s->m, *relative = s->relative + a * s->m;
	double sum = 0;
	for (size_t i = 0; i < s->n; i++) {
		if ((int)i == o->from || (int)i == o->to)
			sum += hel_worth_of(hel_gap(own, met_of(x, offer, (int)i == o->to), relative, s->m), s->risk[a]);
		else
			sum += s->utility[a * s->n + i];
	}
	return sum / (double)s->n;
}

static double worth_of_staying(const hel_sight *s, size_t a)
{
	double sum = 0;
	for (size_t i = 0; i < s->n; i++)
		sum += s->utility[a * s->n + i];
	return sum / (double)s->n;
}

/* Chances of staying (first) and of the bargains of a party, in the sight's chance; returns how many bargains. */
static size_t weigh(spatial *x, size_t party, const hel_offer *offer, size_t n_offers)
{
	hel_sight *s = &x->sight;
	size_t n_options = 0;
	for (size_t b = 0; b < n_offers; b++) {
		if (offer[b].from == (int)party || offer[b].to == (int)party)
			x->option[n_options++] = b;
	}
	size_t o = n_options + 1;
	for (size_t a = 0; a < s->n; a++) {
		s->worth[a * o] = worth_of_staying(s, a);
		for (size_t b = 0; b < n_options; b++)
			s->worth[a * o + b + 1] = x->outcome[a * n_offers + x->option[b]];
	}
	hel_coalitions(s->how->voting, s->influence, s->n, s->worth, o, s->strength);
	hel_choice(s->how->pce, s->how->victory, s->strength, o, s->scratch, s->chance);
	return n_options;
}

/* The likeliest option; of equals the first, staying before all. */
static void choose(spatial *x, size_t party, hel_offer *offer, size_t n_offers, double *next)
{
	const hel_sight *s = &x->sight;
	size_t n_options = weigh(x, party, offer, n_offers), best = 0;
	for (size_t b = 0; b < n_options; b++) {
		hel_offer *o = &offer[x->option[b]];
		*(o->from == (int)party ? &o->from_share : &o->to_share) = s->chance[b + 1];
		best = s->chance[b + 1] > s->chance[best] ? b + 1 : best;
	}
	const double *to = s->at + party * s->m;
	if (best) {
		hel_offer *taken = &offer[x->option[best - 1]];
		bool receiver = taken->to == (int)party;
		*(receiver ? &taken->to_takes : &taken->from_takes) = true;
		to = met_of(x, x->option[best - 1], receiver);
	}
	memcpy(next + party * s->m, to, s->m * sizeof *next);
}

/* --- the turn ------------------------------------------------------------------------------------------------------------- */

/* From [0, 1] to [0, 100]: what is beyond ten decimals is rounding. */
static double per_cent(double share)
{
	return round(share * 1e12) / 1e10;
}

static void look(hel_talk *talk, hel_turn_of_dialogue *turn)
{
	spatial *x = (spatial *)talk;
	size_t n = x->sight.n;
	hel_sight_look(&x->sight);
	memcpy(turn->risk, x->sight.risk, n * sizeof *turn->risk);
	memcpy(turn->utility, x->sight.utility, n * n * sizeof *turn->utility);
	hel_sight_chances(&x->sight, turn->probability);
}

/* Where the two of each bargain would stand, for those who read of it. */
static bool keep_places(spatial *x, hel_offer *offer, size_t n_offers)
{
	size_t m = x->sight.m;
	double *stands = hel_arena_alloc(x->talk.arena, n_offers * 2 * m, sizeof *stands);
	if (!stands)
		return false;
	for (size_t c = 0; c < n_offers * 2 * m; c++)
		stands[c] = per_cent(x->met[c]);
	for (size_t b = 0; b < n_offers; b++) {
		offer[b].from_position = stands + 2 * b * m;
		offer[b].to_position = stands + (2 * b + 1) * m;
	}
	return true;
}

static bool speak(hel_talk *talk, hel_turn_of_dialogue *turn, double *next)
{
	spatial *x = (spatial *)talk;
	hel_sight *s = &x->sight;
	hel_offer *offer = hel_arena_alloc(talk->arena, TABLED * s->n, sizeof *offer);
	if (!offer)
		return false;
	size_t n_offers = table_all(x, offer);
	for (size_t a = 0; a < s->n; a++) {
		for (size_t b = 0; b < n_offers; b++)
			x->outcome[a * n_offers + b] = worth_of_outcome(x, a, &offer[b], b);
	}
	for (size_t party = 0; party < s->n; party++)
		choose(x, party, offer, n_offers, next);
	memcpy(s->at, next, s->n * s->m * sizeof *next);
	for (size_t c = 0; c < s->n * s->m; c++)
		next[c] = per_cent(next[c]);
	turn->offer = offer;
	turn->n_offers = n_offers;
	return keep_places(x, offer, n_offers);
}

static bool make_room(spatial *x, hel_arena *arena)
{
	hel_sight *s = &x->sight;
	size_t n = s->n, m = s->m, o = hel_sight_options(n);
	const struct {
		double **array;
		size_t size;
	} room[] = {{&x->salience, n * m},
		    {&x->relative, n * m},
		    {&x->attention, n},
		    {&x->influence, n},
		    {&x->view, n * n},
		    {&x->other_view, n * n},
		    {&x->met, TABLED * n * 2 * m},
		    {&x->outcome, n * TABLED * n},
		    {&s->at, n * m},
		    {&s->gap, n * n},
		    {&s->risk, n},
		    {&s->utility, n * n},
		    {&s->strength, o * o},
		    {&s->scratch, o * o},
		    {&s->chance, o},
		    {&s->worth, n * o}};
	for (size_t a = 0; a < sizeof room / sizeof *room; a++) {
		*room[a].array = hel_arena_alloc(arena, room[a].size, sizeof(double));
		if (!*room[a].array)
			return false;
	}
	x->option = hel_arena_alloc(arena, o, sizeof *x->option);
	return x->option != NULL;
}

/* Of party i, as shares. */
static void take_party(spatial *x, const hel_dialogue *d, size_t i)
{
	size_t m = x->sight.m;
	double largest = 0;
	x->influence[i] = d->party[i].influence;
	for (size_t k = 0; k < m; k++) {
		x->sight.at[i * m + k] = d->position[i * m + k] / 100;
		x->salience[i * m + k] = d->salience[i * m + k] / 100;
		x->attention[i] += x->salience[i * m + k];
		largest = fmax(largest, x->salience[i * m + k]);
	}
	for (size_t k = 0; k < m; k++)
		x->relative[i * m + k] = x->salience[i * m + k] / largest;
}

hel_talk *hel_talk_spatial(const hel_dialogue *d, const hel_dialogue_options *how, hel_arena *arena)
{
	spatial *x = hel_arena_alloc(arena, 1, sizeof *x);
	if (!x)
		return NULL;
	x->talk = (hel_talk){d, how, arena, look, speak};
	x->sight = (hel_sight){.how = how, .n = (size_t)d->n, .m = (size_t)d->m};
	if (!make_room(x, arena))
		return NULL;
	for (size_t i = 0; i < x->sight.n; i++)
		take_party(x, d, i);
	x->sight.influence = x->influence;
	x->sight.salience = x->salience;
	x->sight.relative = x->relative;
	x->sight.attention = x->attention;
	return &x->talk;
}
