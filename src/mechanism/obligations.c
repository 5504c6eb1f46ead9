/* obligations.c: from clauses to bonds. Linear in the number of arcs: two counting sorts, by helper and by the helped. */
#include "mechanism/obligations.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/fail.h"
#include "mechanism/patterns.h"

typedef struct triple {
	uint16_t k, p;
	uint32_t duty;
} triple;

typedef struct builder {
	hel_obligations *to;
	hel_arena *arena;
	const hel_range *override;
	bool at_modes;
	triple *triple;
	size_t n_triples;
} builder;

static bool can_be_positive(const builder *b, hel_range range)
{
	return (b->at_modes ? range.mode : range.high) > 0;
}

static bool is_absent(const builder *b, const hel_clause *clause)
{
	return hel_has_rho(clause->type) && !can_be_positive(b, hel_rho_of(clause, b->override));
}

/* The key of a draw: the commitment and the clause, so that a treaty draws the same rho in every mechanism. */
static int add_rate(builder *b, const hel_commitment *commitment, hel_clause_type type, const char *what, hel_range range)
{
	char *key = hel_arena_printf(b->arena, "%s/%s%s", commitment->id, hel_clause_name(type), what);
	if (!key)
		return -1;
	b->to->rate[b->to->n_rates] = (hel_rate){range, hel_rng_key_of(key)};
	return (int)b->to->n_rates++;
}

static void count(const hel_mechanism *mechanism, size_t *n_clauses, size_t *n_arcs)
{
	*n_clauses = *n_arcs = 0;
	for (size_t c = 0; c < mechanism->n; c++) {
		*n_clauses += mechanism->commitment[c].n_clauses;
		for (size_t x = 0; x < mechanism->commitment[c].n_clauses; x++)
			*n_arcs += mechanism->commitment[c].clause[x].n_arcs;
	}
}

static bool add_duty(builder *b, int c, const hel_clause *clause)
{
	hel_obligations *to = b->to;
	const hel_commitment *commitment = &to->mechanism->commitment[c];
	hel_duty *duty = &to->duty[to->n_duties];
	*duty = (hel_duty){clause, c, clause->type, -1, -1, -1, -1};
	if (hel_has_rho(clause->type) && (duty->rate = add_rate(b, commitment, clause->type, "", hel_rho_of(clause, b->override))) < 0)
		return false;
	if (clause->factor.given && (duty->factor = add_rate(b, commitment, clause->type, "/factor", clause->factor)) < 0)
		return false;
	if (clause->omega_factor.given &&
	    (duty->omega_factor = add_rate(b, commitment, clause->type, "/omega", clause->omega_factor)) < 0)
		return false;
	hel_party_list *party = &to->party[c];
	if (hel_is_help(clause->type) && commitment->rule.kind != HEL_AUTOMATIC) {
		if (party->rule < 0) {
			party->rule = to->n_rules;
			to->rule_commitment[to->n_rules++] = c;
		}
		duty->rule = party->rule;
	}
	party->present = true;
	if (clause->type == HEL_ARMS_LIMIT || clause->type == HEL_DEPLOYMENT_LIMIT)
		party->limits = true;
	for (size_t a = 0; hel_has_rho(clause->type) && a < clause->n_arcs; a++)
		b->triple[b->n_triples++] = (triple){clause->arc[a].k, clause->arc[a].p, (uint32_t)to->n_duties};
	to->n_duties++;
	return true;
}

static bool collect(builder *b)
{
	hel_obligations *to = b->to;
	const hel_mechanism *mechanism = to->mechanism;
	size_t n_clauses, n_arcs;
	count(mechanism, &n_clauses, &n_arcs);
	to->rate = hel_arena_alloc(b->arena, 3 * n_clauses, sizeof *to->rate);
	to->duty = hel_arena_alloc(b->arena, n_clauses, sizeof *to->duty);
	to->party = hel_arena_alloc(b->arena, mechanism->n, sizeof *to->party);
	to->rule_commitment = hel_arena_alloc(b->arena, mechanism->n, sizeof *to->rule_commitment);
	uint8_t *member = hel_arena_alloc(b->arena, mechanism->n * (size_t)to->n, 1);
	b->triple = hel_arena_alloc(b->arena, n_arcs, sizeof *b->triple);
	if (!to->rate || !to->duty || !to->party || !to->rule_commitment || !member || !b->triple)
		return false;
	for (size_t c = 0; c < mechanism->n; c++, member += to->n) {
		const hel_commitment *commitment = &mechanism->commitment[c];
		to->party[c] = (hel_party_list){.commitment = commitment, .rule = -1, .member = member};
		for (size_t m = 0; m < commitment->n_members; m++)
			member[commitment->member[m]] = 1;
		for (size_t x = 0; x < commitment->n_clauses; x++) {
			if (!is_absent(b, &commitment->clause[x]) && !add_duty(b, (int)c, &commitment->clause[x]))
				return false;
		}
	}
	return true;
}

/* Stable counting sort of triples by k or by p. */
static bool sort_triples(builder *b, bool by_p)
{
	size_t n = (size_t)b->to->n;
	size_t *from = hel_arena_alloc(b->arena, n + 1, sizeof *from);
	triple *sorted = hel_arena_alloc(b->arena, b->n_triples, sizeof *sorted);
	if (!from || !sorted)
		return false;
	for (size_t x = 0; x < b->n_triples; x++)
		from[(by_p ? b->triple[x].p : b->triple[x].k) + 1]++;
	for (size_t i = 0; i < n; i++)
		from[i + 1] += from[i];
	for (size_t x = 0; x < b->n_triples; x++)
		sorted[from[by_p ? b->triple[x].p : b->triple[x].k]++] = b->triple[x];
	b->triple = sorted;
	return true;
}

/* Where a defence clause keeps the states against which it never fires: one row for all its bonds, or one for each k. */
typedef struct own_rows {
	uint32_t first;
	bool one_for_each;
} own_rows;

static void plan_own_rows(const builder *b, const hel_duty *duty, own_rows *rows, size_t *n_rows)
{
	rows->first = (uint32_t)*n_rows;
	rows->one_for_each = duty->clause->own != NULL;
	*n_rows += rows->one_for_each ? (size_t)b->to->n : 1;
}

/* Row 0 is all zeros: for clauses that fire against anyone. */
static bool add_own_rows(builder *b, own_rows *rows)
{
	hel_obligations *to = b->to;
	size_t n = (size_t)to->n, n_rows = 1;
	for (size_t d = 0; d < to->n_duties; d++) {
		if (to->duty[d].type == HEL_DEFENCE)
			plan_own_rows(b, &to->duty[d], &rows[d], &n_rows);
	}
	to->n_own = n_rows;
	to->own = hel_arena_alloc(b->arena, n_rows * n, 1);
	if (!to->own)
		return false;
	for (size_t d = 0; d < to->n_duties; d++) {
		uint8_t *row = to->own + rows[d].first * n;
		const hel_clause *clause = to->duty[d].clause;
		for (size_t a = 0; rows[d].one_for_each && a < clause->n_own; a++)
			row[clause->own[a].k * n + clause->own[a].p] = 1;
		if (rows[d].first && !rows[d].one_for_each)
			memcpy(row, to->party[to->duty[d].commitment].member, n);
	}
	return true;
}

/* Marks in row k of apart those whom a defence clause spares for k, who owes it to somebody, but not to them. owed, n x n: holds
 * stamps of duties. */
static void mark_estranged(const hel_obligations *to, size_t d, const own_rows *rows, uint32_t *owed, uint8_t *apart)
{
	const hel_clause *clause = to->duty[d].clause;
	size_t n = (size_t)to->n;
	uint32_t stamp = (uint32_t)d + 1;
	for (size_t a = 0; a < clause->n_arcs; a++) {
		size_t k = clause->arc[a].k;
		owed[k * n + clause->arc[a].p] = owed[k * n + k] = stamp;
	}
	for (size_t k = 0; k < n; k++) {
		const uint8_t *own = to->own + (rows->first + (rows->one_for_each ? k : 0)) * n;
		for (size_t i = 0; owed[k * n + k] == stamp && i < n; i++)
			apart[k * n + i] |= own[i] && owed[k * n + i] != stamp;
	}
}

static bool list_estranged(builder *b, const own_rows *rows)
{
	hel_obligations *to = b->to;
	size_t n = (size_t)to->n, n_estranged = 0;
	uint32_t *owed = hel_arena_alloc(b->arena, n * n, sizeof *owed);
	uint8_t *apart = hel_arena_alloc(b->arena, n * n, sizeof *apart);
	to->estranged_from = hel_arena_alloc(b->arena, n + 1, sizeof *to->estranged_from);
	if (!owed || !apart || !to->estranged_from)
		return false;
	for (size_t d = 0; d < to->n_duties; d++) {
		if (to->duty[d].type == HEL_DEFENCE)
			mark_estranged(to, d, &rows[d], owed, apart);
	}
	for (size_t cell = 0; cell < n * n; cell++)
		n_estranged += apart[cell];
	if (!(to->estranged = hel_arena_alloc(b->arena, n_estranged, sizeof *to->estranged)))
		return false;
	for (size_t k = 0; k < n; k++) {
		uint32_t at = to->estranged_from[k];
		for (size_t i = 0; i < n; i++) {
			if (apart[k * n + i])
				to->estranged[at++] = (uint16_t)i;
		}
		to->estranged_from[k + 1] = at;
	}
	return true;
}

static bool make_bonds(builder *b)
{
	hel_obligations *to = b->to;
	own_rows *rows = hel_arena_alloc(b->arena, to->n_duties, sizeof *rows);
	to->bond = hel_arena_alloc(b->arena, b->n_triples, sizeof *to->bond);
	to->entry = hel_arena_alloc(b->arena, b->n_triples, sizeof *to->entry);
	to->bond_from = hel_arena_alloc(b->arena, (size_t)to->n + 1, sizeof *to->bond_from);
	if (!rows || !to->bond || !to->entry || !to->bond_from || !add_own_rows(b, rows) || !list_estranged(b, rows))
		return false;
	hel_bond *bond = NULL;
	for (size_t x = 0; x < b->n_triples; x++) {
		const triple *t = &b->triple[x];
		if (!bond || bond->k != t->k || bond->p != t->p) {
			bond = &to->bond[to->n_bonds++];
			*bond = (hel_bond){.k = t->k, .p = t->p, .first = (uint32_t)x};
			to->bond_from[t->p + 1] = (uint32_t)to->n_bonds;
		}
		const hel_duty *duty = &to->duty[t->duty];
		uint32_t own = rows[t->duty].first + (rows[t->duty].one_for_each ? t->k : 0u);
		to->entry[x] = (hel_entry){t->duty, own, duty->rate, (uint8_t)duty->type, duty->rule >= 0};
		bond->end = (uint32_t)x + 1;
		bond->helps |= hel_is_help(duty->type);
		bond->backs |= hel_is_binding(duty->type);
		bond->shares |= duty->type == HEL_COLLECTIVE_SECURITY;
		bond->ruled |= duty->rule >= 0;
	}
	for (int p = 0; p < to->n; p++) {
		if (to->bond_from[p + 1] < to->bond_from[p])
			to->bond_from[p + 1] = to->bond_from[p];
	}
	return true;
}

enum kind { HELPERS, BACKERS, SHARERS };

static bool is_of_kind(const hel_bond *bond, enum kind kind)
{
	return kind == HELPERS ? bond->helps : kind == BACKERS ? bond->backs : bond->shares;
}

static bool make_list(builder *b, hel_bond_list *list, enum kind kind)
{
	hel_obligations *to = b->to;
	list->from = hel_arena_alloc(b->arena, (size_t)to->n + 1, sizeof *list->from);
	list->index = hel_arena_alloc(b->arena, to->n_bonds, sizeof *list->index);
	if (!list->from || !list->index)
		return false;
	uint32_t n = 0;
	for (int p = 0; p < to->n; p++) {
		for (uint32_t x = to->bond_from[p]; x < to->bond_from[p + 1]; x++) {
			if (is_of_kind(&to->bond[x], kind))
				list->index[n++] = x;
		}
		list->from[p + 1] = n;
	}
	return true;
}

static bool list_binding(builder *b)
{
	hel_obligations *to = b->to;
	to->binding = hel_arena_alloc(b->arena, to->n_bonds, sizeof *to->binding);
	for (uint32_t x = 0; to->binding && x < to->n_bonds; x++) {
		if (to->bond[x].helps || to->bond[x].backs || to->bond[x].shares)
			to->binding[to->n_binding++] = x;
	}
	return to->binding != NULL;
}

/* For each commitment the bonds it is part of. */
static bool make_touched(builder *b)
{
	hel_obligations *to = b->to;
	size_t n_commitments = to->mechanism->n;
	to->touched = hel_arena_alloc(b->arena, b->n_triples, sizeof *to->touched);
	uint32_t *at = hel_arena_alloc(b->arena, n_commitments + 1, sizeof *at);
	if (!to->touched || !at)
		return false;
	for (size_t x = 0; x < b->n_triples; x++)
		at[to->duty[to->entry[x].duty].commitment + 1]++;
	for (size_t c = 0; c < n_commitments; c++) {
		at[c + 1] += at[c];
		to->party[c].first_touched = to->party[c].end_touched = at[c];
	}
	for (uint32_t bond = 0; bond < to->n_bonds; bond++) {
		for (uint32_t e = to->bond[bond].first; e < to->bond[bond].end; e++) {
			hel_party_list *party = &to->party[to->duty[to->entry[e].duty].commitment];
			if (party->end_touched == party->first_touched || to->touched[party->end_touched - 1] != bond)
				to->touched[party->end_touched++] = bond;
		}
	}
	return true;
}

hel_status hel_obligations_build(hel_obligations *obligations, const hel_mechanism *mechanism, int n,
                                 const hel_range override[HEL_CLAUSE_TYPES], bool at_modes, hel_error *error)
{
	*obligations = (hel_obligations){.n = n, .mechanism = mechanism};
	hel_arena *arena = hel_arena_new();
	if (!arena)
		return hel_fail_memory(error);
	obligations->memory = arena;
	builder b = {.to = obligations, .arena = arena, .override = override, .at_modes = at_modes};
	if (!collect(&b) || !sort_triples(&b, false) || !sort_triples(&b, true) || !make_bonds(&b) ||
	    !make_list(&b, &obligations->helpers, HELPERS) || !make_list(&b, &obligations->backers, BACKERS) ||
	    !make_list(&b, &obligations->sharers, SHARERS) || !list_binding(&b) || !make_touched(&b) ||
	    !hel_list_patterns(obligations, arena)) {
		hel_obligations_free(obligations);
		return hel_fail_memory(error);
	}
	return HEL_OK;
}

void hel_obligations_free(hel_obligations *obligations)
{
	hel_arena_free(obligations->memory);
	*obligations = (hel_obligations){0};
}

void hel_find_dissolved(const hel_obligations *obligations, const bool *out, bool *dissolved)
{
	for (size_t c = 0; c < obligations->mechanism->n; c++) {
		const hel_commitment *commitment = &obligations->mechanism->commitment[c];
		size_t left = 0;
		for (size_t m = 0; m < commitment->n_members; m++)
			left += !out[commitment->member[m]];
		dissolved[c] = commitment->n_members >= 2 && left < 2;
	}
}

const hel_bond *hel_bond_find(const hel_obligations *obligations, int k, int p)
{
	uint32_t low = obligations->bond_from[p], high = obligations->bond_from[p + 1];
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (obligations->bond[middle].k < k)
			low = middle + 1;
		else
			high = middle;
	}
	return low < obligations->bond_from[p + 1] && obligations->bond[low].k == k ? &obligations->bond[low] : NULL;
}
