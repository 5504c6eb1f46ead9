/* moratoria.c: what keeps a state from joining a pact: a moratorium on that pact, or on defence ties with members of another. */
#include <string.h>

#include "base/fail.h"
#include "scenario/reading.h"

typedef struct moratorium {
	const hel_commitment *commitment;
	const char *pact;
	bool *bound, *party; /* n: whom it binds; who is a member of the pact it names */
} moratorium;

typedef struct check {
	hel_reading *r;
	const hel_mechanism *mechanism;
	moratorium *moratorium;
	size_t n_moratoria;
	bool *joined; /* n: who has joined the pact at hand */
} check;

static bool is_called(const hel_commitment *commitment, const char *pact)
{
	return !strcmp(commitment->id, pact) || !strcmp(commitment->name, pact);
}

static bool add_moratorium(check *c, const hel_commitment *commitment, const hel_clause *clause)
{
	size_t n = (size_t)c->r->scenario->world.n;
	moratorium *m = &c->moratorium[c->n_moratoria++];
	*m = (moratorium){commitment, clause->pact, hel_arena_alloc(c->r->arena, n, sizeof *m->bound),
			  hel_arena_alloc(c->r->arena, n, sizeof *m->party)};
	if (!m->bound || !m->party)
		return false;
	for (size_t s = 0; s < clause->n_states; s++)
		m->bound[clause->state[s]] = true;
	for (size_t x = 0; x < c->mechanism->n; x++) {
		const hel_commitment *pact = &c->mechanism->commitment[x];
		for (size_t s = 0; is_called(pact, clause->pact) && s < pact->n_members; s++)
			m->party[pact->member[s]] = true;
	}
	return true;
}

static bool list_moratoria(check *c)
{
	size_t n = 0;
	for (int pass = 0; pass < 2; pass++) {
		for (size_t x = 0; x < c->mechanism->n; x++) {
			const hel_commitment *commitment = &c->mechanism->commitment[x];
			for (size_t y = 0; y < commitment->n_clauses; y++) {
				if (commitment->clause[y].type != HEL_MORATORIUM)
					continue;
				n += !pass;
				if (pass && !add_moratorium(c, commitment, &commitment->clause[y]))
					return false;
			}
		}
		if (!pass && !(c->moratorium = hel_arena_alloc(c->r->arena, n, sizeof *c->moratorium)))
			return false;
	}
	return true;
}

static hel_status refuse(const check *c, const hel_commitment *pact, const moratorium *m, int state, int other)
{
	const hel_state *of = c->r->scenario->world.state;
	const hel_join *join = hel_find_join(c->r, pact, state);
	if (other < 0)
		return hel_bad(c->r, join->node, "'%s' joins '%s', which '%s' forbids it", of[state].id, pact->name,
			       m->commitment->name);
	return hel_bad(c->r, join->node, "'%s' joins '%s' and so has a defence tie with '%s', which '%s' forbids",
		       of[state].id, pact->name, of[other].id, m->commitment->name);
}

static bool keeps_apart(const moratorium *m, hel_arc arc)
{
	return (m->bound[arc.k] && m->party[arc.p]) || (m->bound[arc.p] && m->party[arc.k]);
}

static hel_status hold_against(const check *c, const hel_commitment *pact, const moratorium *m)
{
	for (int k = 0; is_called(pact, m->pact) && k < c->r->scenario->world.n; k++) {
		if (c->joined[k] && m->bound[k])
			return refuse(c, pact, m, k, -1);
	}
	for (size_t x = 0; x < pact->n_clauses; x++) {
		const hel_clause *clause = &pact->clause[x];
		for (size_t a = 0; clause->type == HEL_DEFENCE && a < clause->n_arcs; a++) {
			hel_arc arc = clause->arc[a];
			if ((!c->joined[arc.k] && !c->joined[arc.p]) || !keeps_apart(m, arc))
				continue;
			return c->joined[arc.k] ? refuse(c, pact, m, arc.k, arc.p) : refuse(c, pact, m, arc.p, arc.k);
		}
	}
	return HEL_OK;
}

static void mark_joined(const check *c, const hel_commitment *pact)
{
	memset(c->joined, 0, (size_t)c->r->scenario->world.n * sizeof *c->joined);
	for (size_t s = 0; s < pact->n_joined; s++)
		c->joined[pact->joined[s]] = true;
}

hel_status hel_check_joins(hel_reading *r, const hel_mechanism *mechanism)
{
	if (!r->joins)
		return HEL_OK;
	check c = {.r = r, .mechanism = mechanism};
	c.joined = hel_arena_alloc(r->arena, (size_t)r->scenario->world.n, sizeof *c.joined);
	if (!c.joined || !list_moratoria(&c))
		return hel_no_memory(r);
	hel_status status = HEL_OK;
	for (size_t x = 0; x < mechanism->n && !status; x++) {
		const hel_commitment *pact = &mechanism->commitment[x];
		mark_joined(&c, pact);
		for (size_t m = 0; pact->n_joined && m < c.n_moratoria && !status; m++)
			status = hold_against(&c, pact, &c.moratorium[m]);
	}
	return status;
}
