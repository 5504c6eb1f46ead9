/* oracle_edit.c: a mechanism without a commitment, after a party has left, or with a tie more; and coalitions together. */
#include "oracle.h"

#include <assert.h>
#include <math.h>
#include <string.h>

void oracle_without(oracle_edit *edit, const hel_mechanism *m, size_t x)
{
	assert(m->n < ORACLE_COMMITMENTS);
	edit->mechanism = (hel_mechanism){m->name, 0, edit->commitment};
	for (size_t y = 0; y < m->n; y++)
		if (y != x)
			edit->commitment[edit->mechanism.n++] = m->commitment[y];
}

/* A clause without the arcs from and to p and without p among the states it binds. A zone stays: it is a place. */
static void drop_party(oracle_edit *edit, size_t c, int p)
{
	hel_clause *clause = &edit->clause[c];
	const hel_arc *arc = clause->arc;
	const uint16_t *state = clause->state;
	size_t n_arcs = clause->n_arcs, n_states = clause->n_states;
	assert(n_arcs <= ORACLE_ARCS && n_states <= ORACLE_STATES);
	clause->arc = edit->arc[c];
	clause->state = edit->state[c];
	clause->n_arcs = clause->n_states = 0;
	for (size_t a = 0; a < n_arcs; a++)
		if (arc[a].k != p && arc[a].p != p)
			clause->arc[clause->n_arcs++] = arc[a];
	for (size_t s = 0; s < n_states; s++)
		if (state[s] != p)
			clause->state[clause->n_states++] = state[s];
}

void oracle_leave(oracle_edit *edit, const hel_mechanism *m, size_t x, int p)
{
	const hel_commitment *old = &m->commitment[x];
	if (old->n_members < 3) {
		oracle_without(edit, m, x);
		return;
	}
	assert(m->n < ORACLE_COMMITMENTS && old->n_clauses <= ORACLE_CLAUSES);
	edit->mechanism = (hel_mechanism){m->name, m->n, edit->commitment};
	memcpy(edit->commitment, m->commitment, m->n * sizeof *m->commitment);
	hel_commitment *left = &edit->commitment[x];
	left->member = edit->member;
	left->n_members = 0;
	for (size_t s = 0; s < old->n_members; s++)
		if (old->member[s] != p)
			left->member[left->n_members++] = old->member[s];
	left->clause = edit->clause;
	memcpy(edit->clause, old->clause, old->n_clauses * sizeof *old->clause);
	for (size_t c = 0; c < old->n_clauses; c++)
		drop_party(edit, c, p);
}

void oracle_with_tie(oracle_edit *edit, const hel_mechanism *m, int i, int j)
{
	assert(m->n < ORACLE_COMMITMENTS);
	edit->mechanism = (hel_mechanism){m->name, m->n + 1, edit->commitment};
	memcpy(edit->commitment, m->commitment, m->n * sizeof *m->commitment);
	edit->member[0] = (uint16_t)(i < j ? i : j);
	edit->member[1] = (uint16_t)(i < j ? j : i);
	edit->arc[0][0] = (hel_arc){(uint16_t)i, (uint16_t)j};
	edit->arc[0][1] = (hel_arc){(uint16_t)j, (uint16_t)i};
	edit->clause[0] = (hel_clause){.type = HEL_DEFENCE, .n_arcs = 2, .arc = edit->arc[0]};
	edit->commitment[m->n] = (hel_commitment){.id = "a tie more", .name = "a tie more", .n_members = 2,
	                                          .member = edit->member, .rule = {.kind = HEL_AUTOMATIC},
	                                          .n_clauses = 1, .clause = edit->clause};
}

/* --- coalitions together ------------------------------------------------------------------------------------------ */

/* The page says: all help owed under one pact arrives or not on one coin. A helper who owes by several pacts comes on the
 * coin of that under which it is likeliest to come (ties: first in the mechanism). First reading: heads has the chance
 * rho, and brings o_k / rho of the helper, so that the expected help is that of the mean field. */
typedef struct helper {
	int pact; /* -1: does not come on any coin */
	double rho, brings;
} helper;

static helper assign(const oracle *e, int reading, int k, int j, int i)
{
	const hel_mechanism *m = e->ask.mechanism;
	helper best = {-1, 0, 0};
	double likeliest = 0, bar = oracle_bar(e, k, i);
	for (size_t x = 0; x < m->n; x++)
		for (size_t c = 0; c < m->commitment[x].n_clauses; c++) {
			const hel_clause *clause = &m->commitment[x].clause[c];
			bool all = clause->type == HEL_COLLECTIVE_SECURITY;
			if ((!all && clause->type != HEL_DEFENCE && clause->type != HEL_GUARANTEE) || !oracle_is_arc(clause, k, j) ||
			    !oracle_fires(e, &m->commitment[x], clause, i))
				continue;
			double rho = oracle_rho(e, &m->commitment[x], clause), through = all ? 1 : 1 - bar;
			double likely = reading & ORACLE_BARE_RHO ? rho : rho * through;
			if (likely > likeliest) {
				likeliest = likely;
				best = (helper){(int)x, rho, reading & ORACLE_WHOLE ? through : e->o[k][j][i] / rho};
			}
		}
	if (reading & ORACLE_CAPPED && best.brings > 1)
		best.brings = 1;
	if (!(e->o[k][j][i] > 0))
		best.pact = -1;
	return best;
}

/* A coin falls once for a pact, so its chance must be one: the largest rho of the clauses that bring helpers to j. */
static double coin_of(const oracle *e, const helper *helpers, int pact)
{
	double chance = 0;
	for (int k = 0; k < e->n; k++)
		if (helpers[k].pact == pact)
			chance = fmax(chance, helpers[k].rho);
	return chance;
}

/* The mean over all outcomes of q_ij, and (into joint) of o_k q_ij for each helper k. */
static double mean_defeat(const oracle *e, int reading, int i, int j, double *joint)
{
	helper helpers[ORACLE_STATES];
	int n_pacts = (int)e->ask.mechanism->n, coin[ORACLE_COMMITMENTS], n_coins = 0;
	for (int k = 0; k < e->n; k++)
		helpers[k] = k == i || k == j ? (helper){-1, 0, 0} : assign(e, reading, k, j, i);
	for (int x = 0; x < n_pacts; x++)
		if (coin_of(e, helpers, x) > 0)
			coin[n_coins++] = x;
	assert(n_coins <= 16);
	double mean = 0;
	for (unsigned outcome = 0; outcome < 1u << n_coins; outcome++) {
		double chance = 1, help = 0;
		bool heads[ORACLE_COMMITMENTS] = {false};
		for (int x = 0; x < n_coins; x++) {
			heads[coin[x]] = outcome >> x & 1;
			double up = coin_of(e, helpers, coin[x]);
			chance *= heads[coin[x]] ? up : 1 - up;
		}
		for (int k = 0; k < e->n; k++)
			if (helpers[k].pact >= 0 && heads[helpers[k].pact])
				help += helpers[k].brings * e->power[k][j];
		double q = oracle_contest(e, i, j, help, e->abetment[i][j]);
		mean += chance * q;
		for (int k = 0; k < e->n; k++)
			if (helpers[k].pact >= 0 && heads[helpers[k].pact])
				joint[k] += chance * helpers[k].brings * q;
	}
	return mean;
}

void oracle_together(const oracle *e, int reading, double *loss)
{
	double s = e->parameter[HEL_SEVERITY], phi = e->parameter[HEL_PHI];
	for (int j = 0; j < e->n; j++)
		loss[j] = 0;
	for (int i = 0; i < e->n; i++)
		for (int j = 0; j < e->n; j++) {
			if (i == j)
				continue;
			double joint[ORACLE_STATES] = {0}, q = mean_defeat(e, reading, i, j, joint);
			loss[j] += e->threat[i][j] * s * q;
			for (int k = 0; k < e->n; k++)
				if (k != i && k != j)
					loss[k] += phi * e->threat[i][j] * s *
					           (reading & ORACLE_JOINT_PHI ? joint[k] : e->o[k][j][i] * q);
		}
}
