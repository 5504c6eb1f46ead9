/* estimated.c: attacks a year by a fitted model, h_ij = factor / (1 + exp(-beta . x_ij)). Terms that no mechanism changes are
 * made once for a world (terms.c); ally1, pledge1, aid2 and company1 are made anew with help and abetment. */
#include <math.h>
#include <string.h>

#include "base/clones.h"
#include "base/elementary.h"
#include "fit/settle.h"
#include "security/model.h"

static void fix_odds(hel_sample *sample, int draw)
{
	const hel_model *model = sample->model;
	const hel_terms *terms = model->terms;
	for (int t = 0; t < model->n_targets; t++) {
		size_t j = (size_t)model->target[t];
		if (draw < 0)
			hel_of_attackers(model, t, terms->odds + hel_terms_pair(terms, 0, j),
					 sample->fixed_odds + model->from[t]);
		for (uint32_t slot = model->from[t]; draw >= 0 && slot < model->from[t + 1]; slot++)
			sample->fixed_odds[slot] =
			    hel_terms_odds(terms, hel_terms_pair(terms, model->attacker[slot], j), sample->coefficient);
	}
}

void hel_estimated_draw(hel_sample *sample, uint64_t seed, int draw)
{
	const hel_model *model = sample->model;
	const hel_estimates *e = model->lens->estimates;
	const hel_terms *terms = model->terms;
	/* a draw fails only for want of memory (hel_terms_make tried one): then the estimate itself stands */
	if (draw < 0 || hel_draw_normal(e->estimate, e->covariance, e->n, seed, (uint64_t)draw, sample->coefficient, NULL))
		memcpy(sample->coefficient, e->estimate, e->n * sizeof *e->estimate);
	for (int x = 0; x < HEL_TURNINGS; x++)
		sample->turning[x] = terms->turning_term[x] < 0 ? 0 : sample->coefficient[terms->turning_term[x]];
	if (draw >= 0 || !sample->odds_at_point)
		fix_odds(sample, draw);
	sample->odds_at_point = draw < 0;
}

static inline double at_least(double x)
{
	return x > HEL_LEAST_CAPABILITY ? x : HEL_LEAST_CAPABILITY;
}

/* Apart from the exponential: a loop with both takes half as long again, as too much of it waits for what goes before. */
HEL_CLONES static void find_aid(double *restrict to, const double *restrict help, double capability, double aid, int m)
{
	for (int a = 0; a < m; a++)
		to[a] = aid * hel_log(1 + help[a] / capability);
}

HEL_CLONES static void attack(double *restrict threat, const double *restrict odds, const double *restrict factor, int m)
{
	for (int a = 0; a < m; a++)
		threat[a] = factor[a] / (1 + hel_exp(-odds[a]));
}

HEL_CLONES static void attack_aided(double *restrict threat, const double *restrict odds, const double *restrict aid,
				    const double *restrict factor, int m)
{
	for (int a = 0; a < m; a++)
		threat[a] = factor[a] / (1 + hel_exp(-(odds[a] + aid[a])));
}

double hel_estimated_odds(const hel_sample *sample, uint32_t slot, double free_to)
{
	double bound = 1 - free_to;
	if (hel_owes_help(bound))
		return sample->fixed_odds[slot] + sample->turning[HEL_TURNS_ALLY];
	return sample->fixed_odds[slot] + sample->turning[HEL_TURNS_PLEDGE] * bound;
}

HEL_CLONES static void add_company(double *restrict sum, const double *restrict odds, const double *restrict abetment,
				   const double *restrict own, double company, int m)
{
	for (int a = 0; a < m; a++)
		sum[a] = odds[a] + company * hel_log(1 + abetment[a] / at_least(own[a]));
}

HEL_CLONES static void rate(double *restrict threat, const double *restrict factor, const double *restrict help,
			    const double *restrict capability, double aid, int m)
{
	for (int a = 0; a < m; a++)
		threat[a] = factor[a] / (1 + hel_exp(-(threat[a] + aid * hel_log(1 + help[a] / at_least(capability[a])))));
}

void hel_estimated_rates(const hel_sample *sample, double *threat, const double *factor, const double *odds,
			 const double *abetment, const double *own, const double *help, const double *capability, int m)
{
	add_company(threat, odds, abetment, own, sample->turning[HEL_TURNS_COMPANY], m);
	rate(threat, factor, help, capability, sample->turning[HEL_TURNS_AID], m);
}

/* Bars k from attacking the target of column t as far as it is bound to it. */
static void bar(const hel_sample *sample, int t, int k, double *odds)
{
	const hel_model *model = sample->model;
	int a = hel_place_find(model, t, k);
	if (a < 0)
		return;
	double free_to = sample->free_to[(size_t)k * (size_t)model->n + (size_t)model->target[t]];
	odds[a] = hel_estimated_odds(sample, model->from[t] + (uint32_t)a, free_to);
}

/* The log odds of a column's slots but for help and company: most attackers are not bound to its target. */
static void weigh_bars(const hel_sample *sample, int t, double *odds)
{
	const hel_model *model = sample->model;
	const hel_obligations *o = model->obligations;
	int j = model->target[t];
	memcpy(odds, sample->fixed_odds + model->from[t], (model->from[t + 1] - model->from[t]) * sizeof *odds);
	for (uint32_t b = o->bond_from[j]; b < o->bond_from[j + 1]; b++)
		bar(sample, t, o->bond[b].k, odds);
	for (int s = 0; s < sample->n_spare; s++) {
		if (sample->spare[s].p == j)
			bar(sample, t, sample->spare[s].k, odds);
	}
}

/* From those but for help and company. */
static void set_odds(hel_sample *sample, int t, const double *barred)
{
	uint32_t from = sample->model->from[t], m = sample->model->from[t + 1] - from;
	double *odds = sample->odds + from;
	if (hel_is_joined(sample))
		add_company(odds, barred, sample->abetment + from, sample->own + from, sample->turning[HEL_TURNS_COMPANY],
			    (int)m);
	else if (odds != barred) /* each attacks alone, and log 1 is 0 */
		memcpy(odds, barred, m * sizeof *odds);
}

/* What help adds to the log odds of a column's slots. */
static void set_aid(const hel_sample *sample, int t, const double *help, double *aid)
{
	const hel_model *model = sample->model;
	find_aid(aid, help, at_least(sample->capability[model->target[t]]), sample->turning[HEL_TURNS_AID],
		 (int)(model->from[t + 1] - model->from[t]));
}

void hel_threats_given(const hel_sample *sample, int t, const double *help, double *threat)
{
	const hel_model *model = sample->model;
	uint32_t from = model->from[t], m = model->from[t + 1] - from;
	double *aid = sample->scratch;
	if (model->lens->kind != HEL_LENS_ESTIMATED) {
		memcpy(threat, sample->threat + from, m * sizeof *threat);
		return;
	}
	set_aid(sample, t, help, aid);
	attack_aided(threat, sample->odds + from, aid, sample->factor + from, (int)m);
}

/* Whether anybody is bound to help j. */
static bool has_helpers(const hel_sample *sample, int j)
{
	const hel_bond_list *helpers = &sample->model->obligations->helpers;
	return helpers->from[j] < helpers->from[j + 1] || sample->n_spare > 0;
}

/* From the odds but for help; without any, log 1 is 0. */
static void set_threat(hel_sample *sample, int t, const double *aid)
{
	const hel_model *model = sample->model;
	uint32_t from = model->from[t];
	int m = (int)(model->from[t + 1] - from);
	if (has_helpers(sample, model->target[t]))
		attack_aided(sample->threat + from, sample->odds + from, aid, sample->factor + from, m);
	else
		attack(sample->threat + from, sample->odds + from, sample->factor + from, m);
}

void hel_estimated_threat(hel_sample *sample, int t)
{
	const hel_model *model = sample->model;
	uint32_t from = model->from[t];
	bool keeps = sample->barred_odds != NULL;
	double *alone = hel_is_joined(sample) ? sample->scratch : sample->odds + from;
	double *barred = keeps ? sample->barred_odds + from : alone, *aid = keeps ? sample->aid + from : sample->scratch;
	weigh_bars(sample, t, barred);
	set_odds(sample, t, barred);
	if (has_helpers(sample, model->target[t]))
		set_aid(sample, t, sample->help + from, aid);
	set_threat(sample, t, aid);
}

void hel_estimated_threat_turned(hel_sample *sample, int t)
{
	uint32_t from = sample->model->from[t];
	set_odds(sample, t, sample->barred_odds + from);
	set_threat(sample, t, sample->aid + from);
}

static bool is_outside(const hel_estimates *e, int term, double value)
{
	double slack = term < 0 ? 0 : 1e-9 * (1 + fabs(e->greatest[term]));
	return term >= 0 && (value < e->least[term] - slack || value > e->greatest[term] + slack);
}

/* What the terms that turn are made of: whether the attacker is an ally, what else it is bound by, and what the target's help and the
 * attacker's company are to what each has of its own. */
static void turning_shares(const hel_sample *sample, int t, uint32_t slot, double share[HEL_TURNINGS])
{
	const hel_model *model = sample->model;
	size_t n = (size_t)model->n, i = model->attacker[slot], j = (size_t)model->target[t];
	double bound = 1 - sample->free_to[i * n + j];
	share[HEL_TURNS_ALLY] = hel_owes_help(bound);
	share[HEL_TURNS_PLEDGE] = hel_owes_help(bound) ? 0 : bound;
	share[HEL_TURNS_AID] = sample->help[slot] / at_least(sample->capability[j]);
	share[HEL_TURNS_COMPANY] = sample->abetment[slot] / at_least(sample->power[(size_t)t * n + i]);
}

static double as_term(int turning, double share)
{
	return turning == HEL_TURNS_AID || turning == HEL_TURNS_COMPANY ? log1p(share) : share;
}

void hel_turning_values(const hel_sample *sample, int t, uint32_t slot, double value[HEL_TURNINGS])
{
	turning_shares(sample, t, slot, value);
	for (int x = 0; x < HEL_TURNINGS; x++)
		value[x] = as_term(x, value[x]);
}

/* The least and the greatest of a figure over a column. */
typedef struct extent {
	double least, greatest;
} extent;

static void widen(extent *of, double value)
{
	of->least = value < of->least ? value : of->least;
	of->greatest = value > of->greatest ? value : of->greatest;
}

/* Logarithms rise, so those of the least and the greatest share tell. */
bool hel_estimated_extrapolates(const hel_sample *sample, int t)
{
	const hel_model *model = sample->model;
	extent of[HEL_TURNINGS];
	if (model->from[t] == model->from[t + 1])
		return false; /* nobody attacks it */
	for (int x = 0; x < HEL_TURNINGS; x++)
		of[x] = (extent){INFINITY, -INFINITY};
	for (uint32_t slot = model->from[t]; slot < model->from[t + 1]; slot++) {
		double value[HEL_TURNINGS];
		turning_shares(sample, t, slot, value);
		for (int x = 0; x < HEL_TURNINGS; x++)
			widen(&of[x], value[x]);
	}
	for (int x = 0; x < HEL_TURNINGS; x++) {
		int term = model->terms->turning_term[x];
		if (is_outside(model->lens->estimates, term, as_term(x, of[x].least)) ||
		    is_outside(model->lens->estimates, term, as_term(x, of[x].greatest)))
			return true;
	}
	return false;
}
