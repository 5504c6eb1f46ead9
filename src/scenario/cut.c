/* cut.c: ties that a mechanism cuts: what two states owe each other goes, under whatever commitment, but permanent neutrality,
 * which is owed to all. They stay members: they vote, and limits on them hold. */
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/utf8.h"
#include "scenario/reading.h"

enum { CUT = 1, HAD_SOMETHING = 2 };

typedef struct cutting {
	hel_reading *r;
	const hel_yaml *list;
	hel_mechanism *mechanism;
	size_t n;
	uint8_t *pair; /* n x n, the lower state first */
} cutting;

static uint8_t *pair_of(const cutting *c, int i, int j)
{
	return &c->pair[(size_t)(i < j ? i : j) * c->n + (size_t)(i < j ? j : i)];
}

static hel_status read_pair(const cutting *c, const hel_yaml *item)
{
	hel_reading *r = c->r;
	const hel_state *state = r->scenario->world.state;
	int i, j;
	hel_status status = hel_read_pair(r, item, '-', &i, &j);
	if (status)
		return status;
	if (i < 0 || j < 0)
		return hel_note(&r->scenario->notes, r->error, "'%s' of 'cut' changes nothing: not both are of this world",
				hel_utf8_brief(item->text).text);
	if (*pair_of(c, i, j))
		return hel_bad(r, item, "the tie of '%s' and '%s' stands twice in 'cut'", state[i].id, state[j].id);
	*pair_of(c, i, j) = CUT;
	return HEL_OK;
}

/* How many of a clause's arcs go; marks their pairs. */
static size_t count_cut(const cutting *c, const hel_clause *clause)
{
	size_t n = 0;
	for (size_t a = 0; !clause->permanent && a < clause->n_arcs; a++) {
		uint8_t *pair = pair_of(c, clause->arc[a].k, clause->arc[a].p);
		if (!*pair)
			continue;
		*pair |= HAD_SOMETHING;
		n++;
	}
	return n;
}

static hel_status strike(const cutting *c, hel_clause *clause, size_t n_cut)
{
	hel_reading *r = c->r;
	const hel_arc *from = clause->arc;
	size_t n = clause->n_arcs;
	r->n_arcs_made += n - n_cut;
	if (r->n_arcs_made > HEL_ARCS_MAX)
		return hel_bad(r, c->list, "too many obligations in one file: at most %d", HEL_ARCS_MAX);
	clause->arc = hel_arena_alloc(r->arena, n - n_cut, sizeof *clause->arc);
	if (!clause->arc)
		return hel_no_memory(r);
	clause->n_arcs = 0;
	for (size_t a = 0; a < n; a++) {
		if (!*pair_of(c, from[a].k, from[a].p))
			clause->arc[clause->n_arcs++] = from[a];
	}
	return HEL_OK;
}

/* What a pact in force says may be shared with other mechanisms: clauses are copied before one of them changes. */
static hel_status cut_commitment(const cutting *c, hel_commitment *commitment)
{
	hel_status status = HEL_OK;
	hel_clause *clause = NULL;
	for (size_t x = 0; x < commitment->n_clauses && !status; x++) {
		size_t n_cut = count_cut(c, &commitment->clause[x]);
		if (!n_cut)
			continue;
		if (!clause) {
			clause = hel_arena_alloc(c->r->arena, commitment->n_clauses, sizeof *clause);
			if (!clause)
				return hel_no_memory(c->r);
			memcpy(clause, commitment->clause, commitment->n_clauses * sizeof *clause);
			commitment->clause = clause;
		}
		status = strike(c, &clause[x], n_cut);
	}
	return status;
}

static hel_status note_idle(const cutting *c)
{
	hel_reading *r = c->r;
	hel_status status = HEL_OK;
	for (const hel_yaml *item = c->list->first; item && !status; item = item->next) {
		int i, j;
		status = hel_read_pair(r, item, '-', &i, &j);
		if (!status && i >= 0 && j >= 0 && !(*pair_of(c, i, j) & HAD_SOMETHING))
			status = hel_note(
			    &r->scenario->notes, r->error,
			    "'%s' of 'cut' changes nothing: in '%s' these two owe each other nothing that can be cut",
			    hel_utf8_brief(item->text).text, c->mechanism->name);
	}
	return status;
}

hel_status hel_read_cut(hel_reading *r, const hel_yaml *list, hel_mechanism *mechanism)
{
	hel_status status = hel_need_list(r, list, "cut");
	if (status)
		return status;
	cutting c = {.r = r, .list = list, .mechanism = mechanism, .n = (size_t)r->scenario->world.n};
	c.pair = calloc(c.n * c.n, sizeof *c.pair);
	if (!c.pair)
		return hel_no_memory(r);
	for (const hel_yaml *item = list->first; item && !status; item = item->next)
		status = read_pair(&c, item);
	for (size_t x = 0; x < mechanism->n && !status; x++)
		status = cut_commitment(&c, &mechanism->commitment[x]);
	if (!status)
		status = note_idle(&c);
	free(c.pair);
	return status;
}
