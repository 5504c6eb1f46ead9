/* oracle_assess.c: the four properties and what is reported with them (docs/model.md, section 5), everything from whole
 * evaluations made anew. Where the page leaves a choice, the reading taken stands at the function. */
#include "oracle.h"

#include <math.h>
#include <string.h>

/* --- indices ------------------------------------------------------------------------------------------------------ */

/* The three weights of a state: 1, its inhabitants, 1 unless it has under a million. */
static double weight_of(const hel_world *world, int j, int printing)
{
	if (printing == 1)
		return world->state[j].population;
	return printing == 2 && world->state[j].population < 1000 ? 0 : 1;
}

static double gain_index(const oracle_result *r, const double *dL, int printing, double *scale)
{
	double worse = 0, better = 0, size = 0;
	const hel_world *world = r->with.ask.world;
	for (int j = 0; j < world->n; j++) {
		if (!world->state[j].in_region)
			continue;
		worse += weight_of(world, j, printing) * fmax(0, dL[j]);
		better += weight_of(world, j, printing) * fmax(0, -dL[j]);
		size += weight_of(world, j, printing) * fmax(r->with.loss[j], r->with.loss[j] - dL[j]);
	}
	*scale = better > 0 ? size / better * fmax(1, worse / better) : NAN;
	return better > 0 ? 1 - worse / better : NAN;
}

/* 1 - Gini: half the mean difference between two inhabitants (or states), over the mean. NAN where fewer than half of the
 * states that count have a loss: states, whatever their weight. */
static double balance(const oracle_result *r, int printing)
{
	const hel_world *world = r->with.ask.world;
	double between = 0, total = 0, weights = 0, count = 0, losing = 0;
	for (int i = 0; i < world->n; i++) {
		double w = weight_of(world, i, printing);
		if (!world->state[i].in_region || !(w > 0))
			continue;
		count++;
		losing += r->with.loss[i] > 0;
		weights += w;
		total += w * r->with.loss[i];
		for (int j = 0; j < world->n; j++)
			if (world->state[j].in_region)
				between += w * weight_of(world, j, printing) * fabs(r->with.loss[i] - r->with.loss[j]);
	}
	return count > 0 && 2 * losing >= count && losing > 0 ? 1 - between / (2 * weights * total) : NAN;
}

static double prevented(const hel_world *world, const double *with, const double *reference, int printing)
{
	double here = 0, there = 0;
	for (int j = 0; j < world->n; j++) {
		if (!world->state[j].in_region)
			continue;
		here += weight_of(world, j, printing) * with[j];
		there += weight_of(world, j, printing) * reference[j];
	}
	return there > 0 ? 1 - here / there : NAN;
}

/* Every member in the region of every commitment that is not absent is a pair, commitments that help nobody included. */
static void sustain(oracle_result *r, double margin)
{
	const oracle *e = &r->with;
	const hel_mechanism *m = e->ask.mechanism;
	double pairs[3] = {0}, stable[3] = {0};
	r->first_to_leave = r->first_to_leave_commitment = -1;
	for (size_t x = 0; x < m->n; x++)
		for (size_t s = 0; s < m->commitment[x].n_members && !oracle_absent(e, &m->commitment[x]); s++) {
			int p = m->commitment[x].member[s];
			if (!e->ask.world->state[p].in_region)
				continue;
			oracle_edit edit;
			oracle after;
			oracle_question ask = e->ask;
			oracle_leave(&edit, m, x, p);
			ask.mechanism = &edit.mechanism;
			oracle_evaluate(&after, ask);
			double gain = after.security[p] - e->security[p];
			r->near_margin |= fabs(gain - margin) < 1e-9;
			r->pairs++;
			for (int printing = 0; printing < 3; printing++) {
				pairs[printing] += weight_of(e->ask.world, p, printing);
				stable[printing] += gain > margin ? 0 : weight_of(e->ask.world, p, printing);
			}
			if (gain > r->first_to_leave_dS + 1e-12) {
				r->first_to_leave_lead = gain - r->first_to_leave_dS;
				r->first_to_leave_dS = gain;
				r->first_to_leave = p;
				r->first_to_leave_commitment = (int)x;
			} else {
				r->first_to_leave_lead = fmin(r->first_to_leave_lead, r->first_to_leave_dS - gain);
			}
		}
	r->sustainable = (oracle_index){pairs[0] > 0 ? stable[0] / pairs[0] : NAN, pairs[1] > 0 ? stable[1] / pairs[1] : NAN,
	                                pairs[2] > 0 ? stable[2] / pairs[2] : NAN};
}

void oracle_assess_indices(oracle_result *r, oracle_question ask, const hel_mechanism *reference, double margin)
{
	memset(r, 0, sizeof *r);
	oracle_evaluate(&r->with, ask);
	ask.mechanism = reference;
	oracle_evaluate(&r->reference, ask);
	for (int j = 0; j < ask.world->n; j++)
		r->dL[j] = r->with.loss[j] - r->reference.loss[j];
	const double *L = r->with.loss, *L0 = r->reference.loss;
	r->indivisible.each = gain_index(r, r->dL, 0, &r->indivisible_scale.each);
	r->indivisible.by_population = gain_index(r, r->dL, 1, &r->indivisible_scale.by_population);
	r->indivisible.without_small = gain_index(r, r->dL, 2, &r->indivisible_scale.without_small);
	r->balanced = (oracle_index){balance(r, 0), balance(r, 1), balance(r, 2)};
	r->effective = (oracle_index){prevented(ask.world, L, L0, 0), prevented(ask.world, L, L0, 1),
	                              prevented(ask.world, L, L0, 2)};
	sustain(r, margin);
}

/* --- reported with them ------------------------------------------------------------------------------------------- */

static double region_loss(const oracle *e)
{
	double sum = 0;
	for (int j = 0; j < e->n; j++)
		sum += e->ask.world->state[j].in_region ? e->loss[j] : 0;
	return sum;
}

/* Targets in the region, whoever attacks. Defeats are the states' own, without the part of allies' that phi adds. */
static void expected(oracle_result *r)
{
	const oracle *e = &r->with;
	double security[ORACLE_STATES], worst = 0;
	int n = 0;
	r->worst_off = -1;
	for (int j = 0; j < e->n; j++) {
		if (!e->ask.world->state[j].in_region)
			continue;
		for (int i = 0; i < e->n; i++) {
			r->disputes += e->threat[i][j];
			r->defeats += e->threat[i][j] * e->parameter[HEL_SEVERITY] * e->defeat[i][j];
		}
		if (e->loss[j] > worst) {
			worst = e->loss[j];
			r->worst_off = j;
		}
		int at = n++;
		for (; at > 0 && security[at - 1] > e->security[j]; at--)
			security[at] = security[at - 1];
		security[at] = e->security[j];
	}
	r->worst_security = security[0];
	r->median_security = (security[(n - 1) / 2] + security[n / 2]) / 2;
}

/* L_j with all help over L_j where p sends none to anybody, p the other state whose absence hurts j most. NAN, and no
 * provider, where no absence hurts. */
static void autonomies(oracle_result *r)
{
	const oracle *e = &r->with;
	for (int j = 0; j < e->n; j++) {
		r->autonomy[j] = NAN;
		r->autonomy_provider[j] = -1;
	}
	double most[ORACLE_STATES];
	memcpy(most, e->loss, sizeof most);
	for (int p = 0; p < e->n; p++) {
		bool sends[ORACLE_STATES];
		for (int k = 0; k < e->n; k++)
			sends[k] = k != p;
		oracle alone;
		oracle_question ask = e->ask;
		ask.sends = sends;
		oracle_evaluate(&alone, ask);
		for (int j = 0; j < e->n; j++) {
			if (j == p)
				continue;
			double more = alone.loss[j] - most[j];
			if (!(more > 1e-12 * most[j])) {
				r->autonomy_lead[j] = fmin(r->autonomy_lead[j], -more / most[j]);
				continue;
			}
			r->autonomy_lead[j] = more / most[j];
			most[j] = alone.loss[j];
			r->autonomy[j] = e->loss[j] / alone.loss[j];
			r->autonomy_provider[j] = p;
		}
	}
}

/* Exact Shapley values: v(K) for each subset K of the world's states, weighted by |K|! (n - |K| - 1)! / n!. */
static void shapley(oracle_result *r)
{
	const oracle *e = &r->with;
	double v[1 << ORACLE_STATES], factorial[ORACLE_STATES + 1] = {1};
	for (int k = 1; k <= ORACLE_STATES; k++)
		factorial[k] = k * factorial[k - 1];
	for (unsigned K = 0; K < 1u << e->n; K++) {
		bool sends[ORACLE_STATES];
		for (int k = 0; k < e->n; k++)
			sends[k] = K >> k & 1;
		oracle part;
		oracle_question ask = e->ask;
		ask.sends = sends;
		oracle_evaluate(&part, ask);
		v[K] = -region_loss(&part);
	}
	for (int p = 0; p < e->n; p++) {
		for (unsigned K = 0; K < 1u << e->n; K++) {
			if (K >> p & 1)
				continue;
			int size = __builtin_popcount(K);
			r->shapley[p] += factorial[size] * factorial[e->n - size - 1] / factorial[e->n] * (v[K | 1u << p] - v[K]);
		}
		r->shapley_positive += fmax(0, r->shapley[p]);
	}
}

/* Each commitment against the mechanism without it. dearest: the largest rise of the region's summed losses. */
static void singles(oracle_result *r)
{
	const oracle *e = &r->with;
	const hel_mechanism *m = e->ask.mechanism;
	r->worst_commitment = r->dearest = -1;
	for (size_t x = 0; x < m->n; x++) {
		oracle_edit edit;
		oracle without;
		oracle_question ask = e->ask;
		oracle_without(&edit, m, x);
		ask.mechanism = &edit.mechanism;
		oracle_evaluate(&without, ask);
		double dL[ORACLE_STATES], harm = 0, rise = region_loss(&without) - region_loss(e);
		for (int j = 0; j < e->n; j++) {
			dL[j] = e->loss[j] - without.loss[j];
			if (fabs(dL[j]) < 1e-14 * e->loss[j])
				dL[j] = 0;
			harm += e->ask.world->state[j].in_region ? fmax(0, dL[j]) : 0;
		}
		if (harm > r->worst_harm) {
			r->worst_lead = harm - r->worst_harm;
			r->worst_harm = harm;
			r->worst_commitment = (int)x;
			r->worst_value = gain_index(r, dL, 0, &r->worst_scale);
		} else {
			r->worst_lead = fmin(r->worst_lead, r->worst_harm - harm);
		}
		if (rise > r->dearest_dL) {
			r->dearest_lead = rise - r->dearest_dL;
			r->dearest_dL = rise;
			r->dearest = (int)x;
		} else {
			r->dearest_lead = fmin(r->dearest_lead, r->dearest_dL - rise);
		}
	}
}

/* --- ties that are not there -------------------------------------------------------------------------------------- */

static bool defence_tied(const oracle *e, int i, int j)
{
	const hel_mechanism *m = e->ask.mechanism;
	for (size_t x = 0; x < m->n; x++)
		for (size_t c = 0; c < m->commitment[x].n_clauses; c++) {
			const hel_clause *clause = &m->commitment[x].clause[c];
			if (clause->type == HEL_DEFENCE && oracle_rho(e, &m->commitment[x], clause) > 0 &&
			    (oracle_is_arc(clause, i, j) || oracle_is_arc(clause, j, i)))
				return true;
		}
	return false;
}

/* i may not tie with j: i is permanently neutral, or a moratorium of i names a pact (by id or name) of which j is a member.
 * A pact that is absent has no members. */
static bool may_not(const oracle *e, int i, int j)
{
	const hel_mechanism *m = e->ask.mechanism;
	for (size_t x = 0; x < m->n; x++)
		for (size_t c = 0; c < m->commitment[x].n_clauses; c++) {
			const hel_clause *clause = &m->commitment[x].clause[c];
			bool binds = false;
			for (size_t a = 0; a < clause->n_arcs; a++)
				binds |= clause->arc[a].k == i;
			if (clause->type == HEL_NEUTRALITY && clause->permanent && binds && oracle_rho(e, &m->commitment[x], clause) > 0)
				return true;
			if (clause->type != HEL_MORATORIUM)
				continue;
			for (size_t s = 0; s < clause->n_states; s++)
				binds |= clause->state[s] == i;
			for (size_t y = 0; y < m->n && binds; y++)
				if ((!strcmp(m->commitment[y].id, clause->pact) || !strcmp(m->commitment[y].name, clause->pact)) &&
				    oracle_is_member(&m->commitment[y], j) && !oracle_absent(e, &m->commitment[y]))
					return true;
		}
	return false;
}

static void ties(oracle_result *r, double margin)
{
	const oracle *e = &r->with;
	for (int i = 0; i < e->n; i++)
		for (int j = i + 1; j < e->n; j++) {
			if (!e->ask.world->state[i].in_region || !e->ask.world->state[j].in_region || defence_tied(e, i, j))
				continue;
			oracle_edit edit;
			oracle tied;
			oracle_question ask = e->ask;
			oracle_with_tie(&edit, e->ask.mechanism, i, j);
			ask.mechanism = &edit.mechanism;
			oracle_evaluate(&tied, ask);
			double gain_i = tied.security[i] - e->security[i], gain_j = tied.security[j] - e->security[j];
			r->near_margin |= fabs(gain_i - margin) < 1e-9 || fabs(gain_j - margin) < 1e-9;
			if (gain_i > margin && gain_j > margin) {
				r->gainful++;
				r->forbidden += may_not(e, i, j) || may_not(e, j, i);
			}
		}
	r->freedom = r->gainful ? 1 - (double)r->forbidden / r->gainful : NAN;
}

void oracle_assess(oracle_result *r, oracle_question ask, const hel_mechanism *reference, double margin)
{
	oracle_assess_indices(r, ask, reference, margin);
	double with[ORACLE_STATES], without[ORACLE_STATES];
	oracle_together(&r->with, with);
	oracle_together(&r->reference, without);
	r->together = prevented(ask.world, with, without, 0);
	expected(r);
	autonomies(r);
	singles(r);
	shapley(r);
	ties(r, margin);
}
