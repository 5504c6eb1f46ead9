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
		if (arc[a].k != p && (arc[a].p != p || clause->permanent)) /* neutral towards all, whoever leaves */
			clause->arc[clause->n_arcs++] = arc[a];
	for (size_t s = 0; s < n_states; s++)
		if (state[s] != p)
			clause->state[clause->n_states++] = state[s];
	const hel_arc *own = clause->own;
	size_t n_own = clause->n_own;
	if (!own)
		return;
	clause->own = edit->own[c];
	clause->n_own = 0;
	for (size_t a = 0; a < n_own; a++)
		if (own[a].k != p && own[a].p != p)
			clause->own[clause->n_own++] = own[a];
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

void oracle_cut(oracle_edit *edit, const hel_mechanism *m, int a, int b)
{
	size_t used = 0;
	assert(m->n < ORACLE_COMMITMENTS);
	edit->mechanism = (hel_mechanism){m->name, m->n, edit->commitment};
	if (m->n)
		memcpy(edit->commitment, m->commitment, m->n * sizeof *m->commitment);
	for (size_t x = 0; x < m->n; x++) {
		hel_commitment *kept = &edit->commitment[x];
		assert(used + kept->n_clauses <= ORACLE_COMMITMENTS);
		memcpy(&edit->cut_clause[used], kept->clause, kept->n_clauses * sizeof *kept->clause);
		kept->clause = &edit->cut_clause[used];
		for (size_t c = 0; c < kept->n_clauses; c++, used++) {
			hel_clause *clause = &kept->clause[c];
			const hel_arc *arc = clause->arc;
			size_t n_arcs = clause->n_arcs;
			clause->arc = edit->cut_arc[used];
			clause->n_arcs = 0;
			for (size_t y = 0; y < n_arcs; y++)
				if (clause->permanent || (!(arc[y].k == a && arc[y].p == b) && !(arc[y].k == b && arc[y].p == a)))
					clause->arc[clause->n_arcs++] = arc[y];
		}
	}
}

const hel_mechanism *oracle_out(oracle_edit step[ORACLE_STEPS], const hel_mechanism *m, const bool *out, int n)
{
	size_t used = 0;
	for (int p = 0; p < n; p++) {
		if (!out[p])
			continue;
		/* from the last on, for one that has too few parties left is taken out */
		for (size_t x = m->n; x-- > 0;) {
			if (!oracle_is_member(&m->commitment[x], p))
				continue;
			oracle_leave(&step[used], m, x, p);
			m = &step[used++].mechanism;
		}
	}
	return m;
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

/* The page says: all help owed under one pact arrives or not on one coin. Where it is silent, this reading. A coin shows
 * heads with the chance rho; it falls once for a pact, whatever it makes its parties do. With `stack: independent` k comes
 * for E (C) if any coin of a pact that fires and by which it owes E (C) shows heads; with `stack: max` these pacts are one
 * will, so only the coin of the largest rho counts (ties: the first). A bar leaves 1 - B of what comes for E. So the mean
 * help is that of the mean field. Abetment and, in the entrapment term, o stay at their means. */
typedef struct fall {
	const oracle *e;
	int i, j;
	double owes[2][ORACLE_STATES][ORACLE_COMMITMENTS]; /* for E and for C: rho of k's coin of pact x; 0 none */
	bool heads[ORACLE_COMMITMENTS];
} fall;

static void assign(fall *f, int k)
{
	const oracle *e = f->e;
	const hel_mechanism *m = e->ask.mechanism;
	for (size_t x = 0; x < m->n; x++)
		for (size_t c = 0; c < m->commitment[x].n_clauses; c++) {
			const hel_clause *clause = &m->commitment[x].clause[c];
			int all = clause->type == HEL_COLLECTIVE_SECURITY;
			if ((all || clause->type == HEL_DEFENCE || clause->type == HEL_GUARANTEE) && oracle_is_arc(clause, k, f->j) &&
			    oracle_fires(e, &m->commitment[x], clause, k, f->i))
				f->owes[all][k][x] = fmax(f->owes[all][k][x], oracle_rho(e, &m->commitment[x], clause));
		}
	for (int all = 0; all < 2 && e->ask.lens->stack == HEL_STACK_MAX; all++) {
		size_t best = 0;
		for (size_t x = 0; x < m->n; x++)
			best = f->owes[all][k][x] > f->owes[all][k][best] ? x : best;
		for (size_t x = 0; x < m->n; x++)
			f->owes[all][k][x] = x == best ? f->owes[all][k][x] : 0;
	}
}

/* q once every coin has fallen. */
static double fallen(const fall *f)
{
	double help = 0;
	for (int k = 0; k < f->e->n; k++) {
		bool comes[2] = {false, false};
		for (size_t x = 0; x < f->e->ask.mechanism->n; x++)
			for (int all = 0; all < 2; all++)
				comes[all] |= f->heads[x] && f->owes[all][k][x] > 0;
		help += (comes[1] ? 1 : comes[0] ? 1 - oracle_bar(f->e, k, f->i) : 0) * f->e->power[k][f->j];
	}
	return oracle_contest(f->e, f->i, f->j, help, f->e->abetment[f->i][f->j]);
}

/* The mean of q over the coins from pact x on. */
static double mean_defeat(fall *f, size_t x)
{
	if (x == f->e->ask.mechanism->n)
		return fallen(f);
	double rho = 0;
	for (int k = 0; k < f->e->n; k++)
		rho = fmax(rho, fmax(f->owes[0][k][x], f->owes[1][k][x]));
	f->heads[x] = false;
	double tails = rho < 1 ? (1 - rho) * mean_defeat(f, x + 1) : 0;
	f->heads[x] = true;
	return tails + (rho > 0 ? rho * mean_defeat(f, x + 1) : 0);
}

void oracle_together(const oracle *e, double *loss)
{
	double s = e->parameter[HEL_SEVERITY], phi = e->parameter[HEL_PHI];
	for (int j = 0; j < e->n; j++)
		loss[j] = 0;
	for (int i = 0; i < e->n; i++)
		for (int j = 0; j < e->n; j++) {
			if (i == j)
				continue;
			fall f = {.e = e, .i = i, .j = j};
			for (int k = 0; k < e->n; k++)
				if (k != i && k != j)
					assign(&f, k);
			double q = mean_defeat(&f, 0);
			loss[j] += e->threat[i][j] * s * q;
			for (int k = 0; k < e->n; k++)
				if (k != i && k != j)
					loss[k] += phi * e->threat[i][j] * s * e->o[k][j][i] * q;
		}
}
