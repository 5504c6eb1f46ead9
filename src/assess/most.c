/* most.c: the most that a party can gain by leaving a commitment, without trying it.
 *
 * An attacker about whom a vote turns may attack no more. Under a fitted model the threat of a fellow member may fall as it is an
 * ally no longer, and where company deters, that of an attacker whom those set free may join. All others attack as before. All meet
 * less help by what fellow members owed under this treaty alone and without a vote. docs/model.md, section 5. */
#include <math.h>
#include <string.h>

#include "assess/case.h"
#include "base/arena.h"
#include "base/clones.h"
#include "base/elementary.h"
#include "security/contest.h"

/* Of two numbers; fmax and fmin, which know of NaN, are calls. */
static inline double larger(double x, double y)
{
	return x > y ? x : y;
}

static inline double smaller(double x, double y)
{
	return x < y ? x : y;
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
		    bond->ruled ? 1 : offence + (1 - offence) * smaller(sample->parameter[HEL_OMEGA], 1) * defence;
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
	return 1 - exp(smaller(odds, 0));
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

/* The attackers of a party, by their slots: power there, who fights beside them, who more may come to, the help that the party has
 * against them and loses at least. */
typedef struct attacks {
	const double *own, *abetment, *more, *help, *lost;
	double capability, gamma, company; /* the party's; of the lens; the coefficient of company, 0 if the lens has none */
	int m;
} attacks;

/* What is left at least of threat times chance of defeat, as a share of it, of each attacker that may find more company. Company that
 * deters lowers the one as (1 + x / X)^c and raises the other, whose logarithm bends down faster: the product falls, if at all, at
 * the end of its course, so that the least stands at one of both ends. */
HEL_CLONES static void least_by_ratio(double *restrict left, const double *restrict own, const double *restrict abetment,
				      const double *restrict more, const double *restrict help, const double *restrict lost,
				      double capability, double company, int m)
{
	for (int a = 0; a < m; a++) {
		double joined = own[a] + abetment[a], resist = capability + help[a];
		double alone = own[a] > HEL_LEAST_CAPABILITY ? own[a] : HEL_LEAST_CAPABILITY;
		double kept = help[a] > lost[a] ? help[a] - lost[a] : 0, after = capability + kept;
		double deterred = hel_exp(company * hel_log(1 + more[a] / (alone + abetment[a])));
		double as_before = joined / (joined + after), with_more = (joined + more[a]) / (joined + more[a] + after);
		double least = as_before < deterred * with_more ? as_before : deterred * with_more;
		left[a] = joined > 0 ? least / (joined / (joined + resist)) : 1;
	}
}

/* The same where gamma is not 1. */
static void least_by_power(double *left, const attacks *x)
{
	for (int a = 0; a < x->m; a++) {
		double joined = x->own[a] + x->abetment[a], after = x->capability + larger(x->help[a] - x->lost[a], 0);
		double alone = larger(x->own[a], HEL_LEAST_CAPABILITY);
		double deterred = hel_exp(x->company * hel_log(1 + x->more[a] / (alone + x->abetment[a])));
		double least = smaller(hel_contest(joined, after, x->gamma),
				       deterred * hel_contest(joined + x->more[a], after, x->gamma));
		left[a] = joined > 0 ? least / hel_contest(joined, x->capability + x->help[a], x->gamma) : 1;
	}
}

static void find_left(const attacks *x, double *left)
{
	if (x->gamma == 1)
		least_by_ratio(left, x->own, x->abetment, x->more, x->help, x->lost, x->capability, x->company, x->m);
	else
		least_by_power(left, x);
}

/* The same of one that may find none: where company provokes, it attacks less often without. */
static double left_alone(const attacks *x, size_t a)
{
	double alone = larger(x->own[a], HEL_LEAST_CAPABILITY), after = x->capability + larger(x->help[a] - x->lost[a], 0);
	double before = hel_contest(x->own[a] + x->abetment[a], x->capability + x->help[a], x->gamma);
	double least =
	    hel_exp(-larger(x->company, 0) * hel_log(1 + x->abetment[a] / alone)) * hel_contest(x->own[a], after, x->gamma);
	return before > 0 ? least / before : 1;
}

/* Fellow members that attack may find no company; under a fitted model they may be calmed. freed: by state. */
static void leave_members(const hel_sample *sample, const hel_pair *pair, const attacks *x, const double *freed, double *left)
{
	const hel_model *model = sample->model;
	const hel_commitment *commitment = model->obligations->party[pair->commitment].commitment;
	for (size_t m = 0; m < commitment->n_members; m++) {
		int i = commitment->member[m];
		int a = hel_place_find(model, model->column[pair->party], i);
		if (a < 0)
			continue;
		if (pair->loosens)
			left[a] = smaller(left[a], left_alone(x, (size_t)a));
		if (pair->frees)
			left[a] *= 1 - calmed(sample, pair, i, freed[i]);
	}
}

/* What is left at least of the part of each attacker in the party's losses, as a share of it; more than 1 where it rises. */
static void find_left_of_each(const hel_sample *sample, const hel_pair *pair, const attacks *x, const double *freed, double *left)
{
	const hel_model *model = sample->model;
	find_left(x, left);
	for (int a = 0; a < x->m && pair->turns_own; a++)
		left[a] = pair->frees ? 0 : smaller(left[a], left_alone(x, (size_t)a));
	leave_members(sample, pair, x, freed, left);
	for (size_t turned = 0; turned < pair->n_turned; turned++) {
		int a = hel_place_find(model, model->column[pair->party], pair->turned[turned]);
		if (a >= 0)
			left[a] = 0;
	}
}

/* How much more company each attacker may find, by slot; company: by state. */
static void find_more(const hel_sample *sample, const hel_pair *pair, const double *company, double *more)
{
	const hel_model *model = sample->model;
	const uint8_t *member = model->obligations->party[pair->commitment].member;
	uint32_t from = model->from[model->column[pair->party]], end = model->from[model->column[pair->party] + 1];
	for (uint32_t slot = from; slot < end; slot++) {
		int i = model->attacker[slot];
		bool may_join = pair->unleashed[i] || pair->turns_own || (pair->loosens && member[i]);
		double factor = sample->omega_factor[slot];
		more[slot - from] = may_join ? company[i] * (factor > 1 ? factor : 1) : 0;
	}
}

/* The losses that may go, a year, before severity; below 0 if they must rise. Nuclear weapons cover no more of them than before. */
HEL_CLONES static double most_fall(const double *restrict threat, const double *restrict defeat, const double *restrict left,
				   int m)
{
	enum { LANES = 16 }; /* sums side by side, so that none waits for the one before */
	double sum[LANES] = {0}, fall = 0;
	int a = 0;
	for (; a + LANES <= m; a += LANES) {
		for (int l = 0; l < LANES; l++)
			sum[l] += threat[a + l] * defeat[a + l] * (1 - left[a + l]);
	}
	for (; a < m; a++)
		fall += threat[a] * defeat[a] * (1 - left[a]);
	for (int l = 0; l < LANES; l++)
		fall += sum[l];
	return fall;
}

double hel_most_gain(hel_sample *sample, const hel_pair *pair, double stays)
{
	const hel_model *model = sample->model;
	bool company_deters = pair->frees && sample->turning[HEL_TURNS_COMPANY] < 0;
	if ((pair->frees && sample->turning[HEL_TURNS_AID] > 0) || (company_deters && !sample->joining))
		return 1; /* a draw in which help provokes, or no memory: no bound */
	size_t n = (size_t)model->n;
	int t = model->column[pair->party], m = (int)(model->from[t + 1] - model->from[t]);
	double *company = sample->scratch, *freed = company + n, *by_state = freed + n; /* n more hold what leave.c keeps */
	double *own = sample->scratch + 4 * n, *more = own + n, *lost = more + n, *left = lost + n;
	find_parting(sample, pair, by_state, freed);
	hel_of_attackers(model, t, by_state, lost);
	hel_of_attackers(model, t, sample->power + (size_t)t * n, own);
	if (company_deters) {
		find_company(sample, pair, freed, company);
		find_more(sample, pair, company, more);
	} else {
		memset(more, 0, (size_t)m * sizeof *more);
	}
	const attacks x = {.own = own,
			   .abetment = sample->abetment + model->from[t],
			   .more = more,
			   .help = sample->help + model->from[t],
			   .lost = lost,
			   .capability = sample->capability[pair->party],
			   .gamma = sample->parameter[HEL_GAMMA],
			   .company = pair->frees ? sample->turning[HEL_TURNS_COMPANY] : 0,
			   .m = m};
	find_left_of_each(sample, pair, &x, freed, left);
	double years = model->lens->years,
	       fall = most_fall(sample->threat + model->from[t], sample->defeat + model->from[t], left, m);
	return exp(-years * (stays - sample->parameter[HEL_SEVERITY] * fall)) - exp(-years * stays);
}
