/* most.c: the most that a party can gain by leaving a commitment, without trying it.
 *
 * An attacker about whom a vote turns may attack no more. Under a fitted model the threat of a fellow member may fall as it is an
 * ally no longer, and where company deters, that of an attacker whom those set free may join. All others attack as before. All meet
 * less help by what fellow members owed under this treaty alone and without a vote. docs/model.md, section 5. */
#include <math.h>

#include "assess/case.h"
#include "base/arena.h"
#include "base/clones.h"
#include "security/contest.h"

static bool is_turned(const hel_pair *pair, int i)
{
	for (size_t x = 0; x < pair->n_turned; x++) {
		if (pair->turned[x] == i)
			return true;
	}
	return false;
}

/* How likely k would be to fight beside i, row k, if nothing barred it and the coalition weighed in full: E and O, a vote passed. */
static void list_joining(hel_sample *sample, double *joining)
{
	const hel_obligations *o = sample->model->obligations;
	size_t n = (size_t)o->n;
	for (size_t cell = 0; cell < n * n; cell++)
		joining[cell] = 0;
	for (uint32_t x = 0; x < o->backers.from[n]; x++) {
		const hel_bond *bond = &o->bond[o->backers.index[x]];
		double offence = sample->offence[o->backers.index[x]], defence = sample->defence[o->backers.index[x]];
		joining[bond->k * n + bond->p] =
		    bond->ruled ? 1 : offence + (1 - offence) * fmin(sample->parameter[HEL_OMEGA], 1) * defence;
	}
}

void hel_leave_bound(hel_sample *sample)
{
	size_t n = (size_t)sample->model->n;
	if (sample->model->lens->kind != HEL_LENS_ESTIMATED || sample->turning[HEL_TURNS_COMPANY] >= 0)
		return;
	if (!sample->joining)
		sample->joining = hel_arena_alloc(sample->memory, n * n, sizeof *sample->joining);
	if (sample->joining)
		list_joining(sample, sample->joining);
}

HEL_CLONES static void add_lost(double *restrict lost, const double *restrict free_to, double sure, double barred, int n)
{
	for (int i = 0; i < n; i++)
		lost[i] += sure + barred * free_to[i];
}

/* Adds the help against each state that fellow member k no longer sends: P o_k(p|i) before, less after, both without votes. None is
 * sent against k itself, and none may be against those with whom its tie is cut. */
static void lose_help(const hel_sample *sample, const hel_bond *bond, double power, const hel_will *after, double *lost)
{
	const hel_model *model = sample->model;
	const hel_obligations *o = model->obligations;
	size_t b = (size_t)(bond - o->bond), n = (size_t)model->n, k = bond->k;
	double defence = sample->defence[b], collective = sample->collective[b], *spared = sample->scratch + 8 * n;
	uint32_t from = o->estranged_from[k], to = o->estranged_from[k + 1];
	for (uint32_t x = from; x < to; x++)
		spared[x - from] = lost[o->estranged[x]];
	double against_itself = lost[k];
	add_lost(lost, sample->free_to + k * n, power * (collective - after->collective),
		 power * ((1 - collective) * defence - (1 - after->collective) * after->defence), model->n);
	lost[k] = against_itself;
	for (uint32_t x = from; x < to; x++)
		lost[o->estranged[x]] = spared[x - from];
}

/* What a party that leaves loses at least of its help against each state, into lost, and the chance that nothing keeps each fellow
 * member from fighting it once it is out, into freed; of others freed holds nothing. */
static void find_parting(const hel_sample *sample, const hel_pair *pair, double *lost, double *freed)
{
	const hel_model *model = sample->model;
	const hel_obligations *o = model->obligations;
	const hel_commitment *commitment = o->party[pair->commitment].commitment;
	const double *power = sample->power + (size_t)model->column[pair->party] * (size_t)model->n;
	hel_change change = hel_leaving(o, pair);
	for (int i = 0; i < model->n; i++)
		lost[i] = 0;
	for (size_t m = 0; m < commitment->n_members; m++) {
		int k = commitment->member[m];
		const hel_bond *bond = k == pair->party ? NULL : hel_bond_find(o, k, pair->party);
		hel_will after = {.free = 1};
		if (bond)
			after = hel_bond_under(sample, bond, &change);
		freed[k] = after.free;
		if (bond && bond->helps && !bond->ruled)
			lose_help(sample, bond, power[k], &after, lost);
	}
}

/* By what share the threat of a fellow member may fall as it no longer owes the party anything under this treaty: the log odds
 * lose the coefficient of an ally, and may gain that of a pledge. 1 / (1 + e^-x) falls no faster than e^x. */
static double calmed(const hel_sample *sample, const hel_pair *pair, int i, double freed)
{
	double ally = sample->turning[HEL_TURNS_ALLY], pledge = sample->turning[HEL_TURNS_PLEDGE];
	double before = 1 - sample->free_to[(size_t)i * (size_t)sample->model->n + (size_t)pair->party];
	double after = 1 - freed;
	bool was_ally = hel_owes_help(before), is_ally = hel_owes_help(after);
	double odds = ally * (is_ally - was_ally) + pledge * ((is_ally ? 0 : after) - (was_ally ? 0 : before));
	return 1 - exp(fmin(odds, 0));
}

HEL_CLONES static void add_joining(double *restrict company, const double *restrict joining, double power, int n)
{
	for (int i = 0; i < n; i++)
		company[i] += power * joining[i];
}

/* The most that those whom it sets free add to each attacker of the party, into company. */
static void find_company(const hel_sample *sample, const hel_pair *pair, const double *freed, double *company)
{
	const hel_model *model = sample->model;
	const hel_commitment *commitment = model->obligations->party[pair->commitment].commitment;
	const double *power = sample->power + (size_t)model->column[pair->party] * (size_t)model->n;
	for (int i = 0; i < model->n; i++)
		company[i] = 0;
	for (size_t m = 0; m < commitment->n_members; m++) {
		size_t k = commitment->member[m];
		double joins = power[k] * freed[k]; /* the party has no power at itself */
		if (joins > 0)
			add_joining(company, sample->joining + k * (size_t)model->n, joins, model->n);
	}
}

/* An attacker of the party: its power there, who fights beside it, and what the party musters before and after it left. */
typedef struct attack {
	double own, abetment, resist, after, gamma;
} attack;

/* Threat times chance of defeat, as a share of the threat before, of an attacker that may find so much more company. Company that
 * deters lowers the one as (1 + x / X)^c and raises the other, whose logarithm bends down faster: the product falls, if at all, at
 * the end of its course, so that the least stands at one of both ends. */
static double least_with_more(const attack *a, double more, double company)
{
	double joined = hel_contest(a->own + a->abetment, a->after, a->gamma);
	if (company >= 0 || more <= 0)
		return joined;
	double alone = fmax(a->own, HEL_LEAST_CAPABILITY);
	return fmin(joined, exp(company * log1p(more / (alone + a->abetment))) *
				hel_contest(a->own + a->abetment + more, a->after, a->gamma));
}

/* The same of one that may find none: where company provokes, it attacks less often without. */
static double least_alone(const attack *a, double company)
{
	double alone = fmax(a->own, HEL_LEAST_CAPABILITY);
	return exp(-fmax(company, 0) * log1p(a->abetment / alone)) * hel_contest(a->own, a->after, a->gamma);
}

/* By how much the part of one attacker in the party's losses can fall, before severity; below 0 if it rises. company and freed: by
 * state, of a fitted model. */
static double most_fall(const hel_sample *sample, const hel_pair *pair, uint32_t slot, const attack *a,
			const double *company, const double *freed)
{
	int i = sample->model->attacker[slot];
	double before = sample->threat[slot] * sample->defeat[slot];
	bool member = sample->model->obligations->party[pair->commitment].member[i] != 0;
	bool loosens = (pair->loosens && member) || pair->turns_own;
	double joined = hel_contest(a->own + a->abetment, a->resist, a->gamma);
	if (is_turned(pair, i) || (pair->frees && pair->turns_own) || !(joined > 0))
		return before;
	double deters = pair->frees ? sample->turning[HEL_TURNS_COMPANY] : 0;
	bool may_join = deters < 0 && (pair->unleashed[i] || loosens);
	double more = may_join ? company[i] * fmax(1, sample->omega_factor[slot]) : 0;
	double least = least_with_more(a, more, deters);
	if (loosens)
		least = fmin(least, least_alone(a, deters));
	if (pair->frees && member)
		least *= 1 - calmed(sample, pair, i, freed[i]);
	return before - before * least / joined; /* nuclear weapons cover no more of it than before */
}

double hel_most_gain(hel_sample *sample, const hel_pair *pair, double stays)
{
	const hel_model *model = sample->model;
	bool company_deters = pair->frees && sample->turning[HEL_TURNS_COMPANY] < 0;
	if ((pair->frees && sample->turning[HEL_TURNS_AID] > 0) || (company_deters && !sample->joining))
		return 1; /* a draw in which help provokes, or no memory: no bound */
	int t = model->column[pair->party];
	const double *power = sample->power + (size_t)t * (size_t)model->n;
	double fall = 0, *company = sample->scratch, *freed = company + model->n, *lost = freed + model->n;
	find_parting(sample, pair, lost, freed);
	if (company_deters) /* else nothing is asked of it */
		find_company(sample, pair, freed, company);
	for (uint32_t slot = model->from[t]; slot < model->from[t + 1]; slot++) {
		int i = model->attacker[slot];
		double own = sample->capability[pair->party], help = sample->help[slot];
		attack a = {power[i], sample->abetment[slot], own + help, own + fmax(help - lost[i], 0),
			    sample->parameter[HEL_GAMMA]};
		fall += most_fall(sample, pair, slot, &a, company, freed);
	}
	double years = model->lens->years;
	return exp(-years * (stays - sample->parameter[HEL_SEVERITY] * fall)) - exp(-years * stays);
}
