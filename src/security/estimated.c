/* estimated.c: attacks a year by a fitted model, h_ij = factor / (1 + exp(-beta . x_ij)). Terms that no mechanism changes are
 * made once for a world (terms.c); ally1, pledge1, aid2 and company1 are made anew with help and abetment. */
#include <math.h>
#include <string.h>

#include "base/clones.h"
#include "base/elementary.h"
#include "fit/settle.h"
#include "security/model.h"

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
	for (int t = 0; t < model->n_targets; t++) {
		for (uint32_t slot = model->from[t]; slot < model->from[t + 1]; slot++) {
			size_t pair = hel_terms_pair(terms, model->attacker[slot], (size_t)model->target[t]);
			sample->fixed_odds[slot] =
			    draw < 0 ? terms->odds[pair] : hel_terms_odds(terms, pair, sample->coefficient);
		}
	}
}

static inline double at_least(double x)
{
	return x > HEL_LEAST_CAPABILITY ? x : HEL_LEAST_CAPABILITY;
}

HEL_CLONES static void attack(double *restrict threat, const double *restrict odds, const double *restrict help,
			      const double *restrict factor, double own, double aid, int m)
{
	for (int a = 0; a < m; a++)
		threat[a] = factor[a] / (1 + hel_exp(-(odds[a] + aid * hel_log(1 + help[a] / own))));
}

double hel_estimated_odds(const hel_sample *sample, uint32_t slot, double free_to)
{
	const double *turning = sample->turning;
	double bound = 1 - free_to, ally = hel_owes_help(bound);
	return sample->fixed_odds[slot] + turning[HEL_TURNS_ALLY] * ally +
	       turning[HEL_TURNS_PLEDGE] * (ally > 0 ? 0 : bound);
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

void hel_estimated_threat(hel_sample *sample, int t)
{
	const hel_model *model = sample->model;
	size_t n = (size_t)model->n, j = (size_t)model->target[t];
	uint32_t from = model->from[t], m = model->from[t + 1] - from;
	const double *power = sample->power + (size_t)t * n;
	double *own = sample->scratch, *alone = sample->scratch + n;
	for (uint32_t a = 0; a < m; a++) {
		size_t i = model->attacker[from + a];
		alone[a] = hel_estimated_odds(sample, from + a, sample->free_to[i * n + j]);
		own[a] = power[i];
	}
	if (sample->parameter[HEL_OMEGA] > 0 || sample->someone_joins)
		add_company(sample->odds + from, alone, sample->abetment + from, own, sample->turning[HEL_TURNS_COMPANY],
			    (int)m);
	else /* each attacks alone, and log 1 is 0 */
		memcpy(sample->odds + from, alone, m * sizeof *alone);
	attack(sample->threat + from, sample->odds + from, sample->help + from, sample->factor + from,
	       at_least(sample->capability[j]), sample->turning[HEL_TURNS_AID], (int)m);
}

static bool is_outside(const hel_estimates *e, int term, double value)
{
	double slack = term < 0 ? 0 : 1e-9 * (1 + fabs(e->greatest[term]));
	return term >= 0 && (value < e->least[term] - slack || value > e->greatest[term] + slack);
}

void hel_turning_values(const hel_sample *sample, int t, uint32_t slot, double value[HEL_TURNINGS])
{
	const hel_model *model = sample->model;
	size_t n = (size_t)model->n, i = model->attacker[slot], j = (size_t)model->target[t];
	double bound = 1 - sample->free_to[i * n + j];
	value[HEL_TURNS_ALLY] = hel_owes_help(bound);
	value[HEL_TURNS_PLEDGE] = hel_owes_help(bound) ? 0 : bound;
	value[HEL_TURNS_AID] = log1p(sample->help[slot] / at_least(sample->capability[j]));
	value[HEL_TURNS_COMPANY] = log1p(sample->abetment[slot] / at_least(sample->power[(size_t)t * n + i]));
}

bool hel_estimated_extrapolates(const hel_sample *sample, int t)
{
	const hel_model *model = sample->model;
	for (uint32_t slot = model->from[t]; slot < model->from[t + 1]; slot++) {
		double value[HEL_TURNINGS];
		hel_turning_values(sample, t, slot, value);
		for (int x = 0; x < HEL_TURNINGS; x++) {
			if (is_outside(model->lens->estimates, model->terms->turning_term[x], value[x]))
				return true;
		}
	}
	return false;
}

void hel_threats_given(const hel_sample *sample, int t, const double *help, double *threat)
{
	const hel_model *model = sample->model;
	uint32_t from = model->from[t], m = model->from[t + 1] - from;
	if (model->lens->kind == HEL_LENS_ESTIMATED)
		attack(threat, sample->odds + from, help, sample->factor + from,
		       at_least(sample->capability[model->target[t]]), sample->turning[HEL_TURNS_AID], (int)m);
	else
		memcpy(threat, sample->threat + from, m * sizeof *threat);
}
