/* small_change.c: see small_change.h. Memory comes from the world's own pool. */
#include "small_change.h"

#include <math.h>
#include <string.h>

#include "small_pacts.h"

/* --- relabelling -------------------------------------------------------------------------------------------------- */

static uint16_t *relabel_list(small_world *w, const uint16_t *list, size_t n, const uint16_t *order)
{
	uint16_t *now = small_alloc(w, (n + 1) * sizeof *now);
	for (size_t s = 0; s < n; s++) {
		size_t at = s;
		for (; at > 0 && now[at - 1] > order[list[s]]; at--)
			now[at] = now[at - 1];
		now[at] = order[list[s]];
	}
	return now;
}

static hel_arc *relabel_arcs(small_world *w, const hel_arc *from, size_t n, const uint16_t *order)
{
	hel_arc *arc = small_alloc(w, (n + 1) * sizeof *arc);
	for (size_t a = 0; a < n; a++)
		arc[a] = (hel_arc){order[from[a].k], order[from[a].p]};
	return arc;
}

static void relabel_clause(small_world *w, hel_clause *clause, const uint16_t *order)
{
	clause->arc = relabel_arcs(w, clause->arc, clause->n_arcs, order);
	clause->own = clause->own ? relabel_arcs(w, clause->own, clause->n_own, order) : NULL;
	clause->state = relabel_list(w, clause->state, clause->n_states, order);
	clause->zone = relabel_list(w, clause->zone, clause->n_zone, order);
}

static void relabel_mechanism(small_world *w, hel_mechanism *m, const uint16_t *order)
{
	for (size_t x = 0; x < m->n; x++) {
		hel_commitment *commitment = &m->commitment[x];
		commitment->member = relabel_list(w, commitment->member, commitment->n_members, order);
		commitment->rule.vetoer = relabel_list(w, commitment->rule.vetoer, commitment->rule.n_vetoers, order);
		for (size_t c = 0; c < commitment->n_clauses; c++)
			relabel_clause(w, &commitment->clause[c], order);
	}
}

static void relabel_world(small_world *w, const uint16_t *order)
{
	hel_world *world = &w->scenario.world;
	int n = world->n;
	size_t square = (size_t)n * (size_t)n;
	hel_state *state = small_alloc(w, (size_t)n * sizeof *state);
	double *dist_km = small_alloc(w, square * sizeof *dist_km);
	double *based_km = small_alloc(w, square * sizeof *based_km);
	uint8_t *rival = small_alloc(w, square);
	for (int i = 0; i < n; i++) {
		state[order[i]] = world->state[i];
		snprintf(state[order[i]].id, sizeof state->id, "Z%d", n - i);
		for (int j = 0; j < n; j++) {
			dist_km[order[i] * n + order[j]] = world->dist_km[i * n + j];
			based_km[order[i] * n + order[j]] = world->based_km[i * n + j];
			rival[order[i] * n + order[j]] = world->rival[i * n + j];
		}
	}
	world->state = state;
	world->dist_km = dist_km;
	world->based_km = based_km;
	world->rival = rival;
}

void small_relabel(small_world *w, const uint16_t *order)
{
	hel_scenario *s = &w->scenario;
	relabel_world(w, order);
	for (size_t m = 0; m < s->n_mechanisms; m++)
		relabel_mechanism(w, &s->mechanism[m], order);
	if (s->reference == HEL_REFERENCE_MECHANISM)
		s->reference_mechanism = s->mechanism[0];
	for (size_t l = 0; l < s->n_lenses; l++)
		for (size_t t = 0; t < s->lens[l].n_threats; t++) {
			s->lens[l].threat[t].i = order[s->lens[l].threat[t].i];
			s->lens[l].threat[t].j = order[s->lens[l].threat[t].j];
		}
}

/* --- the rest ----------------------------------------------------------------------------------------------------- */

void small_scale(small_world *w, double factor)
{
	hel_scenario *s = &w->scenario;
	for (int i = 0; i < s->world.n; i++) {
		s->world.state[i].cinc *= factor;
		s->world.state[i].milex *= factor;
	}
	for (size_t m = 0; m < s->n_mechanisms; m++)
		for (size_t x = 0; x < s->mechanism[m].n; x++)
			for (size_t c = 0; c < s->mechanism[m].commitment[x].n_clauses; c++)
				s->mechanism[m].commitment[x].clause[c].cap *= factor;
}

static hel_commitment *insert(small_world *w, hel_mechanism *m, size_t at)
{
	hel_commitment *commitment = small_alloc(w, (m->n + 1) * sizeof *commitment);
	memcpy(commitment, m->commitment, at * sizeof *commitment);
	memcpy(commitment + at + 1, m->commitment + at, (m->n - at) * sizeof *commitment);
	m->commitment = commitment;
	m->n++;
	hel_commitment *x = &commitment[at];
	memset(x, 0, sizeof *x);
	x->id = x->name = "nothing";
	x->n_members = (size_t)w->scenario.world.n;
	x->member = small_alloc(w, x->n_members * sizeof *x->member);
	for (size_t s = 0; s < x->n_members; s++)
		x->member[s] = (uint16_t)s;
	x->n_clauses = 1;
	x->clause = small_alloc(w, sizeof *x->clause);
	memset(x->clause, 0, sizeof *x->clause);
	x->clause->scale = x->clause->cap = NAN;
	return x;
}

void small_insert_nothing(small_world *w, hel_mechanism *m, size_t at, hel_clause_type type, hel_rule_kind rule)
{
	hel_commitment *x = insert(w, m, at);
	hel_clause *clause = x->clause;
	clause->type = type;
	clause->rho = small_number(0);
	if (type == HEL_NON_AGGRESSION)
		clause->factor = small_number(0.3);
	if (type == HEL_NEUTRALITY && small_chance(w, 0.5)) {
		clause->permanent = true;
		clause->factor = small_number(0.3);
	}
	clause->arc = small_alloc(w, SMALL_STATES * SMALL_STATES * sizeof *clause->arc);
	for (size_t k = 0; k < x->n_members; k++)
		for (size_t p = 0; p < x->n_members; p++)
			if (k != p && (type != HEL_GUARANTEE || k == 0))
				clause->arc[clause->n_arcs++] = (hel_arc){(uint16_t)k, (uint16_t)p};
	x->rule = (hel_rule){.kind = rule, .majority = rule == HEL_MAJORITY ? 0.5 : 0,
	                     .n_vetoers = rule == HEL_VETO ? x->n_members : 0, .vetoer = x->member};
}

void small_insert_moratorium(small_world *w, hel_mechanism *m, size_t at)
{
	hel_commitment *x = insert(w, m, at);
	x->clause->type = HEL_MORATORIUM;
	x->clause->n_states = x->n_members;
	x->clause->state = x->member;
	x->clause->pact = "a pact nobody knows";
}
