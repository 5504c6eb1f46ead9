/* oracle.c: power, help, abetment, defeat, threat, loss and security by triple loops (docs/model.md, sections 3 and 4).
 * Every rho is looked up and drawn anew wherever a formula names it: slow, and nothing can be stale. */
#include "oracle.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const type_name[] = {
#define NAME(code, text, low, mode, high) text,
    HEL_CLAUSE_LIST(NAME)
#undef NAME
};

static const double default_rho[][3] = {
#define RHO(code, text, low, mode, high) {low, mode, high},
    HEL_CLAUSE_LIST(RHO)
#undef RHO
};

static const char *const parameter_name[] = {
#define NAME(code, text, value, least, greatest) text,
    HEL_PARAMETER_LIST(NAME)
#undef NAME
};

static double drawn(const oracle *e, hel_range range, const char *first, const char *second, const char *third)
{
	if (e->ask.draw == HEL_POINT)
		return range.mode;
	char what[256];
	int length = snprintf(what, sizeof what, "%s/%s%s", first, second, third);
	assert(length > 0 && (size_t)length < sizeof what);
	return hel_range_draw(range, e->ask.seed, e->ask.draw, what);
}

static bool has_rho(hel_clause_type type)
{
	return type <= HEL_NON_AGGRESSION;
}

double oracle_rho(const oracle *e, const hel_commitment *x, const hel_clause *clause)
{
	if (!has_rho(clause->type))
		return 0;
	hel_range range = clause->rho;
	if (!range.given && e->ask.lens->rho[clause->type].given)
		range = e->ask.lens->rho[clause->type];
	else if (!range.given)
		range = (hel_range){default_rho[clause->type][0], default_rho[clause->type][1], default_rho[clause->type][2], true};
	return drawn(e, range, x->id, type_name[clause->type], "");
}

bool oracle_absent(const oracle *e, const hel_commitment *x)
{
	for (size_t c = 0; c < x->n_clauses; c++)
		if (!has_rho(x->clause[c].type) || oracle_rho(e, x, &x->clause[c]) > 0)
			return false;
	return true;
}

bool oracle_is_arc(const hel_clause *clause, int k, int p)
{
	for (size_t a = 0; a < clause->n_arcs; a++)
		if (clause->arc[a].k == k && clause->arc[a].p == p)
			return true;
	return false;
}

bool oracle_is_member(const hel_commitment *x, int state)
{
	for (size_t m = 0; m < x->n_members; m++)
		if (x->member[m] == state)
			return true;
	return false;
}

static bool listed(const uint16_t *state, size_t n, int wanted)
{
	for (size_t s = 0; s < n; s++)
		if (state[s] == wanted)
			return true;
	return false;
}

static bool is_neutral(const hel_clause *clause, int k)
{
	for (size_t a = 0; a < clause->n_arcs; a++)
		if (clause->arc[a].k == k)
			return true;
	return false;
}

/* k is bound to help i by defence, guarantee or offence, in a commitment other than `but` (NULL: in any). */
static bool bound(const oracle *e, int k, int i, const hel_commitment *but)
{
	const hel_mechanism *m = e->ask.mechanism;
	for (size_t x = 0; x < m->n; x++)
		for (size_t c = 0; c < m->commitment[x].n_clauses && &m->commitment[x] != but; c++) {
			const hel_clause *clause = &m->commitment[x].clause[c];
			bool binds = clause->type == HEL_DEFENCE || clause->type == HEL_GUARANTEE || clause->type == HEL_OFFENCE;
			if (binds && oracle_is_arc(clause, k, i) && oracle_rho(e, &m->commitment[x], clause) > 0)
				return true;
		}
	return false;
}

/* Whether i is one of those against whom what k owes by a defence clause never fires: the members, or k's own partners. */
static bool spares(const hel_commitment *x, const hel_clause *clause, int k, int i)
{
	if (!clause->own)
		return oracle_is_member(x, i);
	for (size_t a = 0; a < clause->n_own; a++)
		if (clause->own[a].k == k && clause->own[a].p == i)
			return true;
	return false;
}

/* The no-votes of a commitment against i: how many, whether one is not i's own, whether one is a vetoer's. */
bool oracle_fires(const oracle *e, const hel_commitment *x, const hel_clause *clause, int k, int i)
{
	if (clause->type == HEL_DEFENCE && spares(x, clause, k, i))
		return false;
	int against = 0, others = 0, vetoes = 0;
	for (size_t m = 0; m < x->n_members; m++) {
		if (x->member[m] != i && !bound(e, x->member[m], i, x))
			continue;
		against++;
		others += x->member[m] != i;
		vetoes += listed(x->rule.vetoer, x->rule.n_vetoers, x->member[m]);
	}
	switch (x->rule.kind) {
	case HEL_AUTOMATIC:
		return true;
	case HEL_CONSENSUS:
		return against == 0;
	case HEL_CONSENSUS_MINUS_ONE:
		return others == 0;
	case HEL_VETO:
		return vetoes == 0;
	case HEL_MAJORITY:
		return ((double)x->n_members - against) / (double)x->n_members >= x->rule.majority;
	}
	assert(false);
	return false;
}

/* Offence is owed whatever the rule, so for it the third state does not matter. */
double oracle_owed(const oracle *e, char kind, int k, int j, int i)
{
	const hel_mechanism *m = e->ask.mechanism;
	double largest = 0, none = 1;
	for (size_t x = 0; x < m->n; x++)
		for (size_t c = 0; c < m->commitment[x].n_clauses; c++) {
			const hel_clause *clause = &m->commitment[x].clause[c];
			bool kin = (kind == 'E' && (clause->type == HEL_DEFENCE || clause->type == HEL_GUARANTEE)) ||
			           (kind == 'C' && clause->type == HEL_COLLECTIVE_SECURITY) ||
			           (kind == 'O' && clause->type == HEL_OFFENCE);
			if (!kin || !oracle_is_arc(clause, k, j))
				continue;
			if (kind != 'O' && !oracle_fires(e, &m->commitment[x], clause, k, i))
				continue;
			double rho = oracle_rho(e, &m->commitment[x], clause);
			largest = fmax(largest, rho);
			none *= 1 - rho;
		}
	return e->ask.lens->stack == HEL_STACK_MAX ? largest : 1 - none;
}

double oracle_bar(const oracle *e, int k, int i)
{
	if (bound(e, k, i, NULL))
		return 1;
	const hel_mechanism *m = e->ask.mechanism;
	double free = 1;
	for (size_t x = 0; x < m->n; x++)
		for (size_t c = 0; c < m->commitment[x].n_clauses; c++) {
			const hel_clause *clause = &m->commitment[x].clause[c];
			if ((clause->type == HEL_NEUTRALITY || clause->type == HEL_NON_AGGRESSION) && oracle_is_arc(clause, k, i))
				free *= 1 - e->parameter[HEL_PLEDGES] * oracle_rho(e, &m->commitment[x], clause);
		}
	return 1 - free;
}

/* B'[k,j]: the same for one who might join an attack on j, with whom it may share a pact of all. */
static double bar_beside(const oracle *e, int k, int j)
{
	const hel_mechanism *m = e->ask.mechanism;
	double free = 1 - oracle_bar(e, k, j);
	for (size_t x = 0; x < m->n; x++)
		for (size_t c = 0; c < m->commitment[x].n_clauses; c++) {
			const hel_clause *clause = &m->commitment[x].clause[c];
			if (clause->type == HEL_COLLECTIVE_SECURITY && oracle_is_arc(clause, k, j))
				free *= 1 - e->parameter[HEL_PLEDGES] * oracle_rho(e, &m->commitment[x], clause);
		}
	return 1 - free;
}

/* Arms limits apply in the order listed; a cap never raises. */
static void limited_capabilities(oracle *e)
{
	const hel_mechanism *m = e->ask.mechanism;
	for (int j = 0; j < e->n; j++) {
		const hel_state *state = &e->ask.world->state[j];
		hel_capability kind = e->ask.lens->capability;
		e->c[j] = kind == HEL_CAPABILITY_CINC ? state->cinc : kind == HEL_CAPABILITY_MILEX ? state->milex
		                                                                                  : (state->cinc + state->milex) / 2;
		for (size_t x = 0; x < m->n; x++)
			for (size_t c = 0; c < m->commitment[x].n_clauses; c++) {
				const hel_clause *clause = &m->commitment[x].clause[c];
				if (clause->type != HEL_ARMS_LIMIT || !listed(clause->state, clause->n_states, j))
					continue;
				e->c[j] = isnan(clause->scale) ? fmin(e->c[j], clause->cap) : e->c[j] * clause->scale;
			}
	}
}

static double projected(const oracle *e, int k, int j)
{
	const hel_mechanism *m = e->ask.mechanism;
	bool abroad = e->ask.lens->basing == HEL_BASING_ALLIED;
	double d = abroad ? e->ask.world->based_km[j * e->n + k] : e->ask.world->dist_km[k * e->n + j];
	double power = e->c[k] * (1 / (1 + d / e->parameter[HEL_LAMBDA]));
	for (size_t x = 0; x < m->n; x++)
		for (size_t c = 0; c < m->commitment[x].n_clauses; c++) {
			const hel_clause *clause = &m->commitment[x].clause[c];
			if (clause->type == HEL_DEPLOYMENT_LIMIT && listed(clause->state, clause->n_states, k) &&
			    listed(clause->zone, clause->n_zone, j))
				power *= clause->scale;
		}
	return power;
}

/* What transparency leaves of omega (which = 'o') or of a threat ('h') between i and j. Inspection is no promise: pledges
 * do not weaken it. */
static double inspected(const oracle *e, char which, int i, int j)
{
	const hel_mechanism *m = e->ask.mechanism;
	double product = 1;
	for (size_t x = 0; x < m->n; x++)
		for (size_t c = 0; c < m->commitment[x].n_clauses; c++) {
			const hel_clause *clause = &m->commitment[x].clause[c];
			hel_range factor = which == 'o' ? clause->omega_factor : clause->factor;
			if (clause->type == HEL_TRANSPARENCY && factor.given && listed(clause->state, clause->n_states, i) &&
			    listed(clause->state, clause->n_states, j))
				product *= drawn(e, factor, m->commitment[x].id, type_name[clause->type],
				                 which == 'o' ? "/omega" : "/factor");
		}
	return product;
}

/* What the promises between i and j leave of a threat. A factor stands beside its clause's rho, not times it, but a clause
 * whose rho is 0 is not there. Once a clause, also where both are neutral by it. */
static double promised(const oracle *e, int i, int j)
{
	const hel_mechanism *m = e->ask.mechanism;
	double product = 1;
	for (size_t x = 0; x < m->n; x++)
		for (size_t c = 0; c < m->commitment[x].n_clauses; c++) {
			const hel_clause *clause = &m->commitment[x].clause[c];
			if (clause->type != HEL_NEUTRALITY && clause->type != HEL_NON_AGGRESSION)
				continue;
			bool between = clause->permanent ? is_neutral(clause, i) || is_neutral(clause, j)
			                                 : oracle_is_arc(clause, i, j) || oracle_is_arc(clause, j, i);
			if (!between || !clause->factor.given || !(oracle_rho(e, &m->commitment[x], clause) > 0))
				continue;
			double f = drawn(e, clause->factor, m->commitment[x].id, type_name[clause->type], "/factor");
			product *= 1 - e->parameter[HEL_PLEDGES] * (1 - f);
		}
	return product;
}

/* prod (1 - tau rho) over the bonds between i and j: a clause is one bond, whichever of the two owes by it. */
static double trusted(const oracle *e, int i, int j)
{
	const hel_mechanism *m = e->ask.mechanism;
	double product = 1;
	for (size_t x = 0; x < m->n; x++)
		for (size_t c = 0; c < m->commitment[x].n_clauses; c++) {
			const hel_clause *clause = &m->commitment[x].clause[c];
			hel_range tau = e->ask.lens->trust[clause->type];
			if (tau.given && (oracle_is_arc(clause, i, j) || oracle_is_arc(clause, j, i)))
				product *= 1 - drawn(e, tau, e->ask.lens->name, "trust/", type_name[clause->type]) *
				                   oracle_rho(e, &m->commitment[x], clause);
		}
	return product;
}

static double threat(const oracle *e, int i, int j)
{
	const hel_world *world = e->ask.world;
	const hel_lens *lens = e->ask.lens;
	double h = 0;
	switch (lens->kind) {
	case HEL_LENS_MATRIX:
		for (size_t t = 0; t < lens->n_threats; t++)
			if (lens->threat[t].i == i && lens->threat[t].j == j)
				h = lens->threat[t].rate;
		break;
	case HEL_LENS_CAPABILITIES:
		if (lens->reach == HEL_REACH_WORLD || world->dist_km[i * e->n + j] <= 400 || world->state[i].major ||
		    world->state[j].major)
			h = e->parameter[HEL_H0] * trusted(e, i, j);
		break;
	case HEL_LENS_RIVALRY:
		h = world->rival[i * e->n + j] ? e->parameter[HEL_H0] : 0;
		break;
	default:
		assert(false);
	}
	return h * promised(e, i, j) * inspected(e, 'h', i, j);
}

/* a_k(i|j) for every k: who fights beside i against j. */
static void abettors(oracle *e, int i, int j)
{
	double coalition = e->power[i][j];
	for (int k = 0; k < e->n; k++)
		if (k != i && k != j)
			coalition += oracle_owed(e, 'E', k, i, j) * e->power[k][j];
	/* Where nobody of the coalition has power, what omega says moves nothing. */
	double weight = coalition > 0 ? e->power[i][j] / coalition : 0, chain = e->parameter[HEL_CHAIN];
	double omega = e->parameter[HEL_OMEGA] * inspected(e, 'o', i, j) * (chain + (1 - chain) * weight);
	for (int k = 0; k < e->n; k++) {
		if (k == i || k == j)
			continue;
		/* long double: a fear of 1e-5 loses five of sixteen digits in 1 - (1 - x) */
		long double O = oracle_owed(e, 'O', k, i, j), fear = (long double)omega * oracle_owed(e, 'E', k, i, j);
		long double joins = 1 - (1 - O) * (1 - fear);
		e->a[k][i][j] = (1 - oracle_owed(e, 'C', k, j, i)) * (1 - bar_beside(e, k, j)) * (double)joins;
		e->abetment[i][j] += e->a[k][i][j] * e->power[k][j];
	}
}

double oracle_contest(const oracle *e, int i, int j, double help, double abetment)
{
	double gamma = e->parameter[HEL_GAMMA], attack = e->power[i][j] + abetment, defence = e->c[j] + help;
	if (attack <= 0)
		return 0;
	double q = defence <= 0 ? 1 : pow(attack, gamma) / (pow(attack, gamma) + pow(defence, gamma));
	bool nuclear = e->ask.world->state[j].nuclear;
	for (int k = 0; k < e->n; k++)
		if (k != i && k != j && e->ask.world->state[k].nuclear && e->o[k][j][i] >= 1)
			nuclear = true;
	return nuclear ? q * (1 - e->parameter[HEL_NUCLEAR]) : q;
}

static void attack(oracle *e, int i, int j)
{
	for (int k = 0; k < e->n; k++) {
		if (k == i || k == j)
			continue;
		double C = oracle_owed(e, 'C', k, j, i), E = oracle_owed(e, 'E', k, j, i);
		bool sends = !e->ask.sends || e->ask.sends[k];
		e->o[k][j][i] = sends ? 1 - (1 - C) * (1 - E * (1 - oracle_bar(e, k, i))) : 0;
		e->help[i][j] += e->o[k][j][i] * e->power[k][j];
	}
	abettors(e, i, j);
	e->defeat[i][j] = oracle_contest(e, i, j, e->help[i][j], e->abetment[i][j]);
	e->threat[i][j] = threat(e, i, j);
}

static void losses(oracle *e)
{
	double s = e->parameter[HEL_SEVERITY], phi = e->parameter[HEL_PHI];
	for (int j = 0; j < e->n; j++) {
		double own = 0, allies = 0;
		for (int i = 0; i < e->n; i++)
			for (int m = 0; m < e->n; m++) {
				if (i == m || i == j)
					continue;
				if (m == j)
					own += e->threat[i][m] * s * e->defeat[i][m];
				else
					allies += e->threat[i][m] * s * e->o[j][m][i] * e->defeat[i][m];
			}
		e->loss[j] = own + phi * allies;
		e->security[j] = exp(-e->ask.lens->years * e->loss[j]);
	}
}

void oracle_evaluate(oracle *e, oracle_question ask)
{
	memset(e, 0, sizeof *e);
	e->ask = ask;
	e->n = ask.world->n;
	assert(e->n <= ORACLE_STATES);
	for (int p = 0; p < HEL_PARAMETERS; p++)
		e->parameter[p] = drawn(e, ask.lens->parameter[p], ask.lens->name, parameter_name[p], "");
	limited_capabilities(e);
	for (int i = 0; i < e->n; i++)
		for (int j = 0; j < e->n; j++)
			if (i != j)
				e->power[i][j] = projected(e, i, j);
	for (int i = 0; i < e->n; i++)
		for (int j = 0; j < e->n; j++)
			if (i != j)
				attack(e, i, j);
	losses(e);
}
