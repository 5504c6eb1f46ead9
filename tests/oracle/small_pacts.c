/* small_pacts.c: random commitments of every type under every rule. */
#include "small_pacts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A set of states as bits. */
static unsigned some_states(small_world *w, int least)
{
	int n = w->scenario.world.n;
	unsigned set = 0;
	for (int i = 0; i < n; i++)
		set |= (unsigned)small_chance(w, 0.55) << i;
	while (__builtin_popcount(set) < least)
		set |= 1u << small_below(w, n);
	return set;
}

static uint16_t *list_of(small_world *w, unsigned set, size_t *n)
{
	uint16_t *list = small_alloc(w, SMALL_STATES * sizeof *list);
	*n = 0;
	for (uint16_t i = 0; i < SMALL_STATES; i++)
		if (set >> i & 1)
			list[(*n)++] = i;
	return list;
}

/* Every state of the one set owes every other of the second; with a chance below 1 some do not (as ATOP's directed flags). */
static void make_arcs(small_world *w, hel_clause *clause, unsigned from, unsigned to, double owes)
{
	clause->arc = small_alloc(w, SMALL_STATES * SMALL_STATES * sizeof *clause->arc);
	for (uint16_t k = 0; k < SMALL_STATES; k++) {
		if (!(from >> k & 1) || !small_chance(w, owes))
			continue;
		for (uint16_t p = 0; p < SMALL_STATES; p++)
			if (p != k && to >> p & 1)
				clause->arc[clause->n_arcs++] = (hel_arc){k, p};
	}
}

/* The corners: silent, 0, 0 at the mode alone, 1. */
static hel_range make_rho(small_world *w, hel_clause_type type)
{
	double kind = small_uniform(w);
	if (kind < 0.15 && type != HEL_COLLECTIVE_SECURITY)
		return (hel_range){0, 0, 0, false};
	if (kind < 0.25)
		return small_number(0);
	if (kind < 0.30)
		return (hel_range){0, 0, small_uniform(w), true};
	if (kind < 0.38)
		return small_number(1);
	return small_range(w, 0.01, 1);
}

static hel_clause *add_clause(small_world *w, hel_commitment *x, hel_clause_type type)
{
	hel_clause *clause = &x->clause[x->n_clauses++];
	memset(clause, 0, sizeof *clause);
	clause->type = type;
	clause->scale = clause->cap = NAN;
	if (type <= HEL_NON_AGGRESSION)
		clause->rho = make_rho(w, type);
	return clause;
}

static hel_rule make_rule(small_world *w)
{
	static const double share[] = {0.25, 0.5, 0.6, 0.667, 0.75, 1};
	hel_rule rule = {.kind = (hel_rule_kind)small_below(w, 5)};
	if (rule.kind == HEL_MAJORITY)
		rule.majority = share[small_below(w, 6)];
	if (rule.kind == HEL_VETO)
		rule.vetoer = list_of(w, some_states(w, 1), &rule.n_vetoers);
	return rule;
}

static void make_neutrality(small_world *w, hel_commitment *x, unsigned *members)
{
	hel_clause *clause = add_clause(w, x, HEL_NEUTRALITY);
	clause->permanent = small_chance(w, 0.5);
	unsigned all = (1u << w->scenario.world.n) - 1;
	if (clause->permanent)
		*members = small_chance(w, 0.7) ? 1u << small_below(w, w->scenario.world.n) : some_states(w, 2);
	make_arcs(w, clause, *members, clause->permanent ? all : *members, 1);
	/* a file cannot give neutrality between parties a factor */
	if (clause->permanent && small_chance(w, 0.6))
		clause->factor = small_range(w, 0, 1);
}

static void make_limit(small_world *w, hel_commitment *x, hel_clause_type type, unsigned *members)
{
	if (small_chance(w, 0.5))
		*members = 1u << small_below(w, w->scenario.world.n);
	hel_clause *clause = add_clause(w, x, type);
	clause->state = list_of(w, *members, &clause->n_states);
	if (type == HEL_ARMS_LIMIT && small_chance(w, 0.5))
		clause->cap = 0.4 * small_uniform(w);
	else
		clause->scale = small_chance(w, 0.1) ? 0 : small_uniform(w);
	if (type == HEL_DEPLOYMENT_LIMIT)
		clause->zone = list_of(w, some_states(w, 1), &clause->n_zone);
}

/* A moratorium names a commitment of the mechanism, before or after it; whether it is there yet does not matter. */
static void make_moratorium(small_world *w, hel_commitment *x, unsigned *members, const hel_mechanism *m)
{
	if (small_chance(w, 0.5))
		*members = 1u << small_below(w, w->scenario.world.n);
	hel_clause *clause = add_clause(w, x, HEL_MORATORIUM);
	clause->state = list_of(w, *members, &clause->n_states);
	const hel_commitment *other = &m->commitment[small_below(w, (int)m->n)];
	clause->pact = small_chance(w, 0.5) ? other->id : other->name;
}

static void make_transparency(small_world *w, hel_commitment *x, unsigned members)
{
	hel_clause *clause = add_clause(w, x, HEL_TRANSPARENCY);
	clause->state = list_of(w, members, &clause->n_states);
	clause->factor = small_range(w, 0, 1);
	clause->omega_factor = small_range(w, 0, 1);
}

/* One treaty with several one-way obligations, as the data have them. */
static void make_treaty(small_world *w, hel_commitment *x, unsigned members)
{
	static const hel_clause_type type[] = {HEL_DEFENCE, HEL_OFFENCE, HEL_NEUTRALITY, HEL_NON_AGGRESSION};
	x->in_force = true;
	for (int t = 0; t < 4; t++)
		if (small_chance(w, 0.6))
			make_arcs(w, add_clause(w, x, type[t]), members, members, 0.75);
	if (!x->n_clauses)
		make_arcs(w, add_clause(w, x, HEL_DEFENCE), members, members, 1);
}

static void make_clause(small_world *w, hel_commitment *x, hel_clause_type type, unsigned *members, const hel_mechanism *m)
{
	unsigned guarantors;
	switch (type) {
	case HEL_GUARANTEE:
		guarantors = 1u << small_below(w, w->scenario.world.n) | (*members & some_states(w, 1));
		if (!(*members & ~guarantors))
			guarantors = *members & -*members; /* leave one a ward */
		*members |= guarantors;
		make_arcs(w, add_clause(w, x, type), guarantors, *members & ~guarantors, 1);
		break;
	case HEL_NEUTRALITY:
		make_neutrality(w, x, members);
		break;
	case HEL_NON_AGGRESSION:
		make_arcs(w, add_clause(w, x, type), *members, *members, 1);
		if (small_chance(w, 0.6))
			x->clause[0].factor = small_range(w, 0, 1);
		break;
	case HEL_ARMS_LIMIT:
	case HEL_DEPLOYMENT_LIMIT:
		make_limit(w, x, type, members);
		break;
	case HEL_MORATORIUM:
		make_moratorium(w, x, members, m);
		break;
	case HEL_TRANSPARENCY:
		make_transparency(w, x, *members);
		break;
	default:
		make_arcs(w, add_clause(w, x, type), *members, *members, 1);
	}
}

static bool votes(const hel_commitment *x)
{
	for (size_t c = 0; c < x->n_clauses; c++)
		if (x->clause[c].type <= HEL_OFFENCE)
			return true;
	return false;
}

static void make_commitment(small_world *w, hel_mechanism *m, size_t at, int flags)
{
	/* defence three times as often as the rest, lest the model idle */
	static const hel_clause_type type[] = {HEL_DEFENCE, HEL_DEFENCE, HEL_DEFENCE, HEL_COLLECTIVE_SECURITY,
	                                       HEL_COLLECTIVE_SECURITY, HEL_GUARANTEE, HEL_GUARANTEE, HEL_OFFENCE,
	                                       HEL_NEUTRALITY, HEL_NON_AGGRESSION, HEL_ARMS_LIMIT, HEL_DEPLOYMENT_LIMIT,
	                                       HEL_MORATORIUM, HEL_TRANSPARENCY};
	hel_commitment *x = &m->commitment[at];
	x->clause = small_alloc(w, 4 * sizeof *x->clause);
	unsigned members = some_states(w, 2);
	if (!(flags & SMALL_PLAIN) && small_chance(w, 0.25))
		make_treaty(w, x, members);
	else
		make_clause(w, x, type[small_below(w, sizeof type / sizeof *type)], &members, m);
	x->member = list_of(w, members, &x->n_members);
	x->rule = make_rule(w);
	if ((flags & SMALL_PLAIN) && !votes(x))
		x->rule = (hel_rule){.kind = HEL_AUTOMATIC};
}

/* A file may not give a permanent neutral a defence tie: there the pact becomes one of offence. */
static void disarm_neutrals(hel_mechanism *m)
{
	for (size_t x = 0; x < m->n; x++)
		for (size_t y = 0; y < m->n; y++)
			for (size_t s = 0; s < m->commitment[y].n_members; s++)
				for (size_t t = 0; t < m->commitment[x].n_members; t++)
					if (m->commitment[x].clause->permanent && m->commitment[y].clause->type == HEL_DEFENCE &&
					    m->commitment[x].member[t] == m->commitment[y].member[s])
						m->commitment[y].clause->type = HEL_OFFENCE;
}

void small_mechanism(small_world *w, hel_mechanism *m, const char *name, int flags)
{
	m->name = name;
	m->n = (size_t)(1 + small_below(w, SMALL_COMMITMENTS));
	m->commitment = small_alloc(w, m->n * sizeof *m->commitment);
	/* names first: a moratorium may name what comes later; the same id has the same draws in every mechanism */
	for (size_t x = 0; x < m->n; x++) {
		char *id = small_alloc(w, 32), *called = small_alloc(w, 32);
		snprintf(id, 32, flags & SMALL_PLAIN ? "pact %d" : "10%d", (int)x);
		snprintf(called, 32, "pact %d", (int)x);
		m->commitment[x].id = id;
		m->commitment[x].name = called;
	}
	for (size_t x = 0; x < m->n; x++)
		make_commitment(w, m, x, flags);
	if (flags & SMALL_PLAIN)
		disarm_neutrals(m);
}

/* --- bundles and cuts --------------------------------------------------------------------------------------------------------- */

static void make_bundle(small_world *w, hel_clause *clause)
{
	size_t left = 0;
	for (size_t a = 0; a < clause->n_arcs; a++)
		if (small_chance(w, 0.6))
			clause->arc[left++] = clause->arc[a];
	clause->n_arcs = clause->n_own = left;
	clause->own = small_alloc(w, (left + 1) * sizeof *clause->own);
	memcpy(clause->own, clause->arc, left * sizeof *clause->own);
}

void small_make_bundles(small_world *w)
{
	for (size_t m = 0; m < w->scenario.n_mechanisms; m++) {
		const hel_mechanism *of = &w->scenario.mechanism[m];
		for (size_t x = 0; x < of->n; x++)
			for (size_t c = 0; c < of->commitment[x].n_clauses; c++)
				if (of->commitment[x].in_force && of->commitment[x].clause[c].type == HEL_DEFENCE && small_chance(w, 0.5))
					make_bundle(w, &of->commitment[x].clause[c]);
	}
}

static bool is_cut(const small_world *w, size_t m, int k, int p)
{
	for (size_t c = 0; c < w->n_cuts[m]; c++)
		if ((w->cut[m][c].k == k && w->cut[m][c].p == p) || (w->cut[m][c].k == p && w->cut[m][c].p == k))
			return true;
	return false;
}

void small_choose_cuts(small_world *w)
{
	int n = w->scenario.world.n;
	for (size_t m = 0; m < w->scenario.n_mechanisms; m++) {
		for (int tries = 1 + small_below(w, SMALL_CUTS); tries > 0; tries--) {
			int a = small_below(w, n), b = small_below(w, n);
			if (a != b && !is_cut(w, m, a, b))
				w->cut[m][w->n_cuts[m]++] = (hel_arc){(uint16_t)a, (uint16_t)b};
		}
	}
}

void small_make_cuts(small_world *w)
{
	for (size_t m = 0; m < w->scenario.n_mechanisms; m++) {
		const hel_mechanism *of = &w->scenario.mechanism[m];
		for (size_t x = 0; x < of->n; x++)
			for (size_t c = 0; c < of->commitment[x].n_clauses; c++) {
				hel_clause *clause = &of->commitment[x].clause[c];
				size_t left = 0;
				for (size_t a = 0; a < clause->n_arcs; a++)
					if (clause->permanent || !is_cut(w, m, clause->arc[a].k, clause->arc[a].p))
						clause->arc[left++] = clause->arc[a];
				clause->n_arcs = left;
			}
	}
}
