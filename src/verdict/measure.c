/* measure.c: the quantities of claims, from the losses of cells. docs/claims.md has the definitions. */
#include "verdict/measure.h"

#include <math.h>

#include "assess/indices.h"

static const double SAME = 1e-12; /* relative: two losses that differ by rounding alone */

static double sum_losses(hel_trial *trial, int cell, const uint16_t *state, size_t n)
{
	double sum = 0;
	hel_trial_want(trial, cell, state, n);
	for (size_t s = 0; s < n; s++)
		sum += hel_trial_loss(trial, cell, state[s]);
	return sum;
}

static double mean_security(hel_trial *trial, int cell, const uint16_t *state, size_t n)
{
	double sum = 0;
	hel_trial_want(trial, cell, state, n);
	for (size_t s = 0; s < n; s++)
		sum += hel_trial_security(trial, cell, state[s]);
	return sum / (double)n;
}

/* Of all attackers, or of those that the quantity names. */
static double losses_from(hel_trial *trial, int cell, const hel_quantity *q, const uint16_t *state, size_t n)
{
	double sum = 0;
	if (!q->n_from)
		return sum_losses(trial, cell, state, n);
	hel_trial_want(trial, cell, state, n);
	for (size_t s = 0; s < n; s++) {
		for (size_t i = 0; i < q->n_from; i++)
			sum += hel_trial_loss_from(trial, cell, state[s], q->from[i]);
	}
	return sum;
}

/* Differences by rounding are none. */
static double difference(double more, double less)
{
	double d = more - less;
	return fabs(d) <= SAME * fmax(fabs(more), fabs(less)) ? 0 : d;
}

static double externality(hel_trial *trial, const hel_gauge *g, const uint16_t *state, size_t n)
{
	if (g->quantity->unit == HEL_UNIT_PROBABILITY)
		return difference(mean_security(trial, g->with, state, n), mean_security(trial, g->without, state, n));
	double without = sum_losses(trial, g->without, state, n);
	double spared = difference(without, sum_losses(trial, g->with, state, n));
	if (g->quantity->unit == HEL_UNIT_DEFEATS)
		return spared;
	return without > 0 ? spared / without : NAN;
}

/* --- indices ------------------------------------------------------------------------------------------------------ */

static void region_losses(hel_trial *trial, int cell, double *loss)
{
	const hel_scored *region = &trial->setting->docket->region;
	hel_trial_want(trial, cell, NULL, 0);
	for (int s = 0; s < region->n; s++)
		loss[s] = hel_trial_loss(trial, cell, region->state[s]);
}

static double index_of(hel_trial *trial, const hel_gauge *g)
{
	const hel_scored *region = &trial->setting->docket->region;
	double loss[HEL_STATES_MAX], before[HEL_STATES_MAX];
	const double *weight = region->weight[HEL_EACH];
	size_t n = (size_t)region->n;
	region_losses(trial, g->with, loss);
	region_losses(trial, g->reference, before);
	switch (g->quantity->measure) {
	case HEL_MEASURE_INDIVISIBLE:
		return hel_indivisible(loss, before, weight, n);
	case HEL_MEASURE_BALANCED:
		return hel_balanced(loss, weight, n);
	default:
		return hel_effective(loss, before, weight, n);
	}
}

/* Who would leave or join is asked over the lens's own years and threats: turned ones say nothing about it. */
static bool turns_horizon(const hel_trial *trial)
{
	return trial->years != trial->setting->lens->years || trial->threat != 1;
}

static double share_that_stays(hel_trial *trial, int cell)
{
	const hel_form *form = &trial->setting->form[trial->setting->docket->cell[cell].form];
	double share[HEL_PRINTINGS] = {NAN};
	hel_sample *sample = hel_trial_whole(trial, cell);
	hel_assess_options usual;
	hel_assess_options_init(&usual);
	if (!sample || turns_horizon(trial))
		return NAN;
	hel_leave_share(sample, trial->drawn ? &form->drawn_pairs : &form->point_pairs, &trial->setting->docket->region, usual.margin,
	                share);
	hel_trial_spoil(trial, cell);
	return share[HEL_EACH];
}

static double freedom(hel_trial *trial, int cell)
{
	hel_result result = {0};
	hel_sample *sample = hel_trial_whole(trial, cell);
	hel_assess_options usual;
	hel_assess_options_init(&usual);
	if (!sample || turns_horizon(trial))
		return NAN;
	hel_ties(sample, &trial->setting->docket->region, usual.margin, &result);
	hel_trial_spoil(trial, cell);
	return result.freedom_to_choose;
}

/* --- what a state depends on -------------------------------------------------------------------------------------- */

static double autonomy(hel_trial *trial, const hel_gauge *g, int state)
{
	double rise[HEL_STATES_MAX];
	hel_sample *sample = hel_trial_whole(trial, g->with);
	int t = sample ? sample->model->column[state] : -1;
	if (t < 0 || state == g->quantity->from[0])
		return NAN;
	if (hel_rise_without_help(sample, &trial->setting->docket->region, g->quantity->from[0], rise, &trial->error)) {
		trial->status = HEL_ENOMEM;
		return NAN;
	}
	double loss = sample->loss[t], alone = loss + rise[t];
	return alone > 0 ? loss / alone : NAN;
}

enum { MOST_SCALE = 100, STEPS_MAX = 60 };

/* The logarithm of the scale of its capability at home at which a state's own loss is aim: regula falsi that halves the weight of
 * an end which stays (Illinois), between 1 / MOST_SCALE and MOST_SCALE; an end of these where aim lies beyond. */
static double find_scale(hel_sample *sample, int t, double aim)
{
	double x[2] = {-log((double)MOST_SCALE), log((double)MOST_SCALE)}, at = 0;
	double over[2] = {hel_own_loss_at(sample, t, exp(x[0])) - aim, hel_own_loss_at(sample, t, exp(x[1])) - aim};
	if (over[0] <= 0)
		return x[0];
	if (over[1] >= 0)
		return x[1];
	for (int step = 0, kept = -1; step < STEPS_MAX && x[1] - x[0] > SAME; step++) {
		at = (x[0] * over[1] - x[1] * over[0]) / (over[1] - over[0]);
		double value = hel_own_loss_at(sample, t, exp(at)) - aim;
		if (fabs(value) <= SAME * aim)
			break;
		int moved = value < 0; /* this end comes closer */
		x[moved] = at;
		over[moved] = value;
		if (kept == !moved)
			over[!moved] /= 2;
		kept = !moved;
	}
	return at;
}

/* A state's loss with help as expected, whatever the trial is: with coalitions together there is no curve to walk on. */
static double expected_loss(hel_trial *trial, int cell, const uint16_t *state)
{
	hel_trial_want(trial, cell, state, 1);
	return hel_trial_expected_loss(trial, cell, *state);
}

/* The share of its capability at home that a state could give up without losing more than it does under `than`; negative: it
 * would need so much more, MOST_SCALE times at most. Its loss falls as its capability rises. */
static double spare_capability(hel_trial *trial, const hel_gauge *g, int state)
{
	const uint16_t one = (uint16_t)state;
	double target = expected_loss(trial, g->than, &one), now = expected_loss(trial, g->with, &one);
	if (isnan(target) || isnan(now))
		return NAN;
	if (difference(now, target) == 0)
		return 0;
	hel_sample *sample = &trial->cell[g->with].sample;
	int t = sample->model->column[state];
	double aim = target - (now - hel_own_loss(sample, t, -1)); /* what it bears of its allies' defeats stays */
	return 1 - exp(find_scale(sample, t, aim));
}

/* Of several states: by capability, so that it is the share of what they have together. */
static double spending(hel_trial *trial, const hel_gauge *g, const uint16_t *state, size_t n)
{
	double sum = 0, mass = 0;
	for (size_t s = 0; s < n; s++) {
		double capability = hel_lens_capability(trial->setting->lens, &trial->setting->docket->scenario->world.state[state[s]]);
		sum += capability * spare_capability(trial, g, state[s]);
		mass += capability;
	}
	return sum / mass;
}

double hel_measure_of(hel_trial *trial, const hel_gauge *g, const uint16_t *state, size_t n)
{
	switch (g->quantity->measure) {
	case HEL_MEASURE_SECURITY:
		return mean_security(trial, g->with, state, n);
	case HEL_MEASURE_LOSS:
		return losses_from(trial, g->with, g->quantity, state, n);
	case HEL_MEASURE_EXTERNALITY:
		return externality(trial, g, state, n);
	case HEL_MEASURE_SUSTAINABLE:
		return share_that_stays(trial, g->with);
	case HEL_MEASURE_FREEDOM:
		return freedom(trial, g->with);
	case HEL_MEASURE_AUTONOMY:
		return autonomy(trial, g, state[0]);
	case HEL_MEASURE_SPENDING:
		return spending(trial, g, state, n);
	case HEL_MEASURE_LEDGER:
		return g->quantity->row->amount;
	default:
		return index_of(trial, g);
	}
}

/* How much S falls if a state's loss in the reference rises by a share; of several: the mean. */
static double margin_in_security(hel_trial *trial, const hel_gauge *g, const uint16_t *state, size_t n, double share)
{
	double sum = 0;
	hel_trial_want(trial, g->reference, state, n);
	for (size_t s = 0; s < n; s++) {
		double loss = hel_trial_loss(trial, g->reference, state[s]);
		sum += exp(-trial->years * loss) - exp(-trial->years * (1 + share) * loss);
	}
	return sum / (double)n;
}

double hel_margin_of(hel_trial *trial, const hel_gauge *g, const uint16_t *state, size_t n, double share)
{
	if (g->quantity->measure == HEL_MEASURE_LEDGER)
		return share * fabs(g->quantity->row->amount);
	if (g->quantity->unit == HEL_UNIT_PROBABILITY)
		return margin_in_security(trial, g, state, n, share);
	if (g->quantity->unit == HEL_UNIT_DEFEATS) {
		bool is_part = g->quantity->measure == HEL_MEASURE_LOSS; /* of some attackers: a share of what they do in the reference */
		return share * (is_part ? losses_from(trial, g->reference, g->quantity, state, n) : sum_losses(trial, g->reference, state, n));
	}
	if (g->quantity->measure == HEL_MEASURE_EXTERNALITY) {
		double without = sum_losses(trial, g->without, state, n);
		return without > 0 ? share * sum_losses(trial, g->reference, state, n) / without : NAN;
	}
	return share;
}
