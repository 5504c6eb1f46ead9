/* oracle_claims.c: see oracle_claims.h. */
#include "oracle_claims.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- evaluations -------------------------------------------------------------------------------------------------- */

static const hel_mechanism *mechanism_of(const oracle_court *c, int mechanism)
{
	return mechanism < 0 ? &c->scenario->reference_mechanism : &c->scenario->mechanism[mechanism];
}

static void evaluate(const oracle_court *c, const hel_mechanism *m, oracle *e)
{
	oracle_evaluate(e, (oracle_question){.world = &c->scenario->world, .mechanism = m, .lens = c->lens, .seed = c->seed, .draw = c->draw});
}

/* The losses of a mechanism, with coalitions together if the court says so. */
static void losses_of(const oracle_court *c, const hel_mechanism *m, double *loss)
{
	oracle e;
	evaluate(c, m, &e);
	memcpy(loss, e.loss, sizeof e.loss);
	if (c->together)
		oracle_together(&e, loss);
}

/* The losses without what an externality is of. */
static void losses_without(const oracle_court *c, const hel_quantity *q, double *loss)
{
	const hel_mechanism *m = mechanism_of(c, q->mechanism);
	static oracle_edit step[ORACLE_STEPS]; /* large; one thread */
	bool out[ORACLE_STATES] = {false};
	hel_mechanism none = {m->name, 0, NULL};
	switch (q->subject) {
	case HEL_SUBJECT_EVERYTHING:
		m = &none;
		break;
	case HEL_SUBJECT_TIE:
		oracle_cut(&step[0], m, q->a, q->b);
		m = &step[0].mechanism;
		break;
	case HEL_SUBJECT_ACTOR:
		out[q->a] = true;
		m = oracle_out(step, m, out, c->scenario->world.n);
		break;
	default: /* the last first, so that the places of the others stay */
		for (size_t x = m->n, used = 0; x-- > 0;)
			for (size_t k = 0; k < q->n_commitments; k++)
				if (q->commitment[k] == x) {
					oracle_without(&step[used], m, x);
					m = &step[used++].mechanism;
				}
	}
	losses_of(c, m, loss);
}

static double sum_of(const double *loss, const uint16_t *state, size_t n)
{
	double sum = 0;
	for (size_t s = 0; s < n; s++)
		sum += loss[state[s]];
	return sum;
}

static double mean_security(const oracle_court *c, const double *loss, const uint16_t *state, size_t n)
{
	double sum = 0;
	for (size_t s = 0; s < n; s++)
		sum += exp(-c->lens->years * loss[state[s]]);
	return sum / (double)n;
}

/* --- quantities --------------------------------------------------------------------------------------------------- */

static double loss_from(const oracle_court *c, const hel_mechanism *m, const hel_quantity *q, const uint16_t *state, size_t n)
{
	oracle e;
	double sum = 0;
	evaluate(c, m, &e);
	for (size_t s = 0; s < n; s++)
		for (size_t f = 0; f < q->n_from; f++)
			if (q->from[f] != state[s])
				sum += e.threat[q->from[f]][state[s]] * e.parameter[HEL_SEVERITY] * e.defeat[q->from[f]][state[s]];
	return sum;
}

static double none_if_rounding(double d, double size)
{
	return fabs(d) <= 1e-12 * size ? 0 : d;
}

static double externality(const oracle_court *c, const hel_quantity *q, const uint16_t *state, size_t n, double *size)
{
	double with[ORACLE_STATES], without[ORACLE_STATES];
	losses_of(c, mechanism_of(c, q->mechanism), with);
	losses_without(c, q, without);
	if (q->unit == HEL_UNIT_PROBABILITY) {
		*size = 1;
		return none_if_rounding(mean_security(c, with, state, n) - mean_security(c, without, state, n), 1);
	}
	double L = sum_of(with, state, n), L0 = sum_of(without, state, n);
	*size = fmax(L, L0);
	double spared = none_if_rounding(L0 - L, *size);
	if (q->unit == HEL_UNIT_DEFEATS)
		return spared;
	*size /= L0;
	return L0 > 0 ? spared / L0 : NAN;
}

/* Each state of the region counted once. */
static double index_of(const oracle_court *c, const hel_quantity *q, double *size)
{
	const hel_world *world = &c->scenario->world;
	double L[ORACLE_STATES], L0[ORACLE_STATES], worse = 0, better = 0, total = 0, total0 = 0, between = 0;
	int members = 0, losing = 0;
	losses_of(c, mechanism_of(c, q->mechanism), L);
	losses_of(c, &c->scenario->reference_mechanism, L0);
	for (int i = 0; i < world->n; i++) {
		if (!world->state[i].in_region)
			continue;
		double d = none_if_rounding(L[i] - L0[i], fmax(L[i], L0[i]));
		worse += fmax(0, d);
		better += fmax(0, -d);
		total += L[i];
		total0 += L0[i];
		members++;
		losing += L[i] > 0;
		for (int j = 0; j < world->n; j++)
			between += world->state[j].in_region ? fabs(L[i] - L[j]) : 0;
	}
	*size = 1;
	if (q->measure == HEL_MEASURE_BALANCED)
		return 2 * losing >= members && losing ? 1 - between / (2 * members * total) : NAN;
	if (q->measure == HEL_MEASURE_EFFECTIVE) {
		*size = total0 > 0 ? fmax(1, total / total0) : 1;
		return total0 > 0 ? 1 - total / total0 : NAN;
	}
	*size = better > 0 ? (total + total0) / better * fmax(1, worse / better) : 1;
	return better > 0 ? 1 - worse / better : NAN;
}

static double autonomy(const oracle_court *c, const hel_quantity *q, int j)
{
	bool sends[ORACLE_STATES];
	oracle e, alone;
	for (int k = 0; k < ORACLE_STATES; k++)
		sends[k] = k != q->from[0];
	evaluate(c, mechanism_of(c, q->mechanism), &e);
	oracle_evaluate(&alone, (oracle_question){.world = &c->scenario->world, .mechanism = mechanism_of(c, q->mechanism), .lens = c->lens,
	                                          .seed = c->seed, .draw = c->draw, .sends = sends});
	return alone.loss[j] > 0 && j != q->from[0] ? e.loss[j] / alone.loss[j] : NAN;
}

static double loss_at(const oracle *whole, int j, double scale)
{
	oracle e = *whole;
	double before = 0, after = 0;
	for (int i = 0; i < e.n; i++)
		before += i == j ? 0 : e.threat[i][j] * e.parameter[HEL_SEVERITY] * e.defeat[i][j];
	e.c[j] *= scale;
	for (int i = 0; i < e.n; i++)
		after += i == j ? 0
		                : e.threat[i][j] * e.parameter[HEL_SEVERITY] * oracle_contest(&e, i, j, e.help[i][j], e.abetment[i][j]);
	return e.loss[j] - before + after;
}

double oracle_loss_at(const oracle_court *c, int mechanism, int j, double scale)
{
	oracle e;
	evaluate(c, mechanism_of(c, mechanism), &e);
	return loss_at(&e, j, scale);
}

/* Halving between a hundredth and a hundred times what it has: more at home never costs more. */
static double spare(const oracle_court *c, const hel_quantity *q, int j)
{
	oracle e;
	evaluate(c, mechanism_of(c, q->than), &e);
	double target = e.loss[j], low = 0.01, high = 100;
	evaluate(c, mechanism_of(c, q->mechanism), &e);
	if (none_if_rounding(e.loss[j] - target, fmax(target, e.loss[j])) == 0)
		return 0;
	for (int h = 0; h < 60; h++) {
		double middle = sqrt(low * high);
		if (loss_at(&e, j, middle) > target)
			low = middle;
		else
			high = middle;
	}
	return 1 - high;
}

static double spending(const oracle_court *c, const hel_quantity *q, const uint16_t *state, size_t n)
{
	double sum = 0, mass = 0;
	for (size_t s = 0; s < n; s++) {
		const hel_state *one = &c->scenario->world.state[state[s]];
		double capability = c->lens->capability == HEL_CAPABILITY_CINC    ? one->cinc
		                    : c->lens->capability == HEL_CAPABILITY_MILEX ? one->milex
		                                                                  : (one->cinc + one->milex) / 2;
		sum += capability * spare(c, q, state[s]);
		mass += capability;
	}
	return sum / mass;
}

double oracle_quantity(const oracle_court *c, const hel_quantity *q, const uint16_t *state, size_t n, double *size)
{
	double loss[ORACLE_STATES], own = 1;
	size = size ? size : &own;
	*size = 0;
	switch (q->measure) {
	case HEL_MEASURE_SECURITY:
		losses_of(c, mechanism_of(c, q->mechanism), loss);
		return mean_security(c, loss, state, n);
	case HEL_MEASURE_LOSS:
		losses_of(c, mechanism_of(c, q->mechanism), loss);
		return q->n_from ? loss_from(c, mechanism_of(c, q->mechanism), q, state, n) : sum_of(loss, state, n);
	case HEL_MEASURE_EXTERNALITY:
		return externality(c, q, state, n, size);
	case HEL_MEASURE_AUTONOMY:
		return autonomy(c, q, state[0]);
	case HEL_MEASURE_SPENDING:
		*size = 1e4; /* a root, not a formula */
		return spending(c, q, state, n);
	case HEL_MEASURE_LEDGER:
		return q->row->amount;
	default:
		return index_of(c, q, size);
	}
}

/* --- margins and tests -------------------------------------------------------------------------------------------- */

/* A share of the states' loss in the reference, converted: S falls by this if each loses that much more. */
static double margin_of(const oracle_court *c, const hel_quantity *q, const uint16_t *state, size_t n, double share)
{
	double loss[ORACLE_STATES], without[ORACLE_STATES], sum = 0;
	if (q->measure == HEL_MEASURE_LEDGER)
		return share * fabs(q->row->amount);
	losses_of(c, &c->scenario->reference_mechanism, loss);
	if (q->unit == HEL_UNIT_PROBABILITY) {
		for (size_t s = 0; s < n; s++)
			sum += exp(-c->lens->years * loss[state[s]]) - exp(-c->lens->years * loss[state[s]] * (1 + share));
		return sum / (double)n;
	}
	if (q->measure == HEL_MEASURE_LOSS && q->n_from) /* of what these attackers do in the reference */
		return share * loss_from(c, &c->scenario->reference_mechanism, q, state, n);
	if (q->unit == HEL_UNIT_DEFEATS)
		return share * sum_of(loss, state, n);
	if (q->measure != HEL_MEASURE_EXTERNALITY)
		return share;
	losses_without(c, q, without);
	return sum_of(without, state, n) > 0 ? share * sum_of(loss, state, n) / sum_of(without, state, n) : NAN;
}

/* lenient: no difference, or one within the margin, is neither true nor false. */
static oracle_answer settle(double value, double excess, double margin, double size, bool lenient)
{
	oracle_answer a = {value, margin, size, HEL_UNDEFINED, false};
	if (isnan(excess) || isnan(margin))
		return a;
	a.outcome = excess > margin ? HEL_TRUE : lenient && excess >= -margin ? HEL_WITHIN_MARGIN : HEL_FALSE;
	double room = 1e-9 * fmax(size, fabs(value)) + 1e-11;
	bool nothing = excess == 0 && margin == 0;
	a.near = !nothing && (fabs(excess - margin) < room || (lenient && fabs(excess + margin) < room));
	return a;
}

static oracle_answer judge_largest(const oracle_court *c, const hel_claim *claim, const hel_test *t)
{
	double size, most = -INFINITY, largest = 0;
	bool rivals = false;
	double own = oracle_quantity(c, &t->left, &t->largest_for, 1, &largest);
	for (size_t s = 0; s < t->n_among; s++) {
		double other = t->among[s] == t->largest_for ? NAN : oracle_quantity(c, &t->left, &t->among[s], 1, &size);
		if (isnan(other))
			continue;
		rivals = true;
		largest = fmax(largest, fmax(size, fabs(other)));
		most = fmax(most, other);
	}
	double lead = rivals ? own - most : NAN;
	return settle(lead, lead, margin_of(c, &t->left, &t->largest_for, 1, claim->margin), fmax(largest, fabs(own)), true);
}

static oracle_answer judge_order(const oracle_court *c, const hel_claim *claim, const hel_test *t)
{
	const hel_quantity *l = &t->left, *r = &t->right;
	double size_l, size_r, left = oracle_quantity(c, l, l->state, l->n_states, &size_l);
	double right = oracle_quantity(c, r, r->state, r->n_states, &size_r), value = left - right;
	double margin = margin_of(c, r, r->state, r->n_states, claim->margin);
	if (r->measure != HEL_MEASURE_LEDGER) {
		double other = margin_of(c, l, l->state, l->n_states, claim->margin);
		margin = isnan(other) ? margin : isnan(margin) ? other : fmax(margin, other);
	}
	return settle(value, t->kind == HEL_TEST_MORE_THAN ? value : -value, margin, fmax(fmax(size_l, size_r), fmax(fabs(left), fabs(right))), true);
}

static oracle_answer judge_parts(const oracle_court *c, const hel_claim *claim, const hel_test *t)
{
	oracle_answer a = {NAN, NAN, 0, 0, false};
	size_t n[4] = {0}; /* undefined, false, within, true */
	bool near = false;
	for (size_t p = 0; p < t->n_parts; p++) {
		oracle_answer part = oracle_judge(c, claim, &t->part[p]);
		n[part.outcome + 2]++;
		near |= part.near;
		if (t->n_parts == 1)
			return part;
	}
	a.near = near;
	if (t->kind == HEL_TEST_ALL_OF)
		a.outcome = n[1] ? HEL_FALSE : n[0] ? HEL_UNDEFINED : n[2] ? HEL_WITHIN_MARGIN : HEL_TRUE;
	else
		a.outcome = n[3] ? HEL_TRUE : n[0] ? HEL_UNDEFINED : n[2] ? HEL_WITHIN_MARGIN : HEL_FALSE;
	return a;
}

oracle_answer oracle_judge(const oracle_court *c, const hel_claim *claim, const hel_test *t)
{
	const hel_quantity *q = &t->left;
	double size, value, margin;
	switch (t->kind) {
	case HEL_TEST_ALL_OF:
	case HEL_TEST_ANY_OF:
		return judge_parts(c, claim, t);
	case HEL_TEST_LARGEST_FOR:
		return judge_largest(c, claim, t);
	case HEL_TEST_LESS_THAN:
	case HEL_TEST_MORE_THAN:
		return judge_order(c, claim, t);
	case HEL_TEST_ABOVE:
	case HEL_TEST_BELOW:
		value = oracle_quantity(c, q, q->state, q->n_states, &size);
		margin = claim->margin_given ? margin_of(c, q, q->state, q->n_states, claim->margin) : 0;
		return settle(value, t->kind == HEL_TEST_ABOVE ? value - t->threshold : t->threshold - value, margin,
		              fmax(size, fabs(t->threshold)), claim->margin_given);
	default:
		value = oracle_quantity(c, q, q->state, q->n_states, &size);
		margin = q->measure == HEL_MEASURE_LEDGER ? 0 : margin_of(c, q, q->state, q->n_states, claim->margin);
		return settle(value, t->kind == HEL_TEST_POSITIVE ? value : -value, margin, size, true);
	}
}
