/* pacts.c: the pacts in force on a day: ATOP's members, amended by what changed since, and the pairs that only its dyads have. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "panel/tables.h"

static const char RESIDUE[] = "atop-residue";

typedef struct gathering {
	hel_panel *panel;
	hel_date day;
	bool there[HEL_CODES]; /* in the system that day */
	hel_pact_list *list;
	hel_arena *arena;
} gathering;

static bool is_there(const gathering *g, int ccode)
{
	return ccode > 0 && ccode < HEL_CODES && g->there[ccode];
}

static const hel_pact_name *name_of(const hel_panel *panel, const char *id)
{
	uint32_t key = hel_id_key(id);
	for (size_t n = 0; n < panel->names.n; n++) {
		if (panel->names.row[n].key == key && !strcmp(panel->names.row[n].id, id))
			return &panel->names.row[n];
	}
	return NULL;
}

/* Adds or removes a member; phases of one membership may overlap, so clauses add up. */
static void set_member(hel_pact *pact, int ccode, unsigned owes, bool leaves)
{
	size_t m = 0;
	while (m < pact->n_members && pact->member[m].ccode < ccode)
		m++;
	bool found = m < pact->n_members && pact->member[m].ccode == ccode;
	if (leaves && found) {
		memmove(&pact->member[m], &pact->member[m + 1], (pact->n_members - m - 1) * sizeof *pact->member);
		pact->n_members--;
	} else if (!leaves && found) {
		pact->member[m].owes |= owes;
	} else if (!leaves) {
		memmove(&pact->member[m + 1], &pact->member[m], (pact->n_members - m) * sizeof *pact->member);
		pact->member[m] = (hel_pact_member){ccode, owes};
		pact->n_members++;
	}
}

static bool is_of(const hel_change_row *row, uint32_t key, const char *id)
{
	return row->key == key && !strcmp(row->id, id);
}

static void apply_changes(const gathering *g, hel_pact *pact)
{
	uint32_t key = hel_id_key(pact->id);
	for (size_t c = 0; c < g->panel->changes.n; c++) {
		const hel_change_row *row = &g->panel->changes.row[c];
		bool begun = row->from <= g->day, over = row->to < g->day;
		if (!is_of(row, key, pact->id) || !begun || (row->kind != HEL_LEAVE && over) || !is_there(g, row->ccode))
			continue;
		set_member(pact, row->ccode, row->owes, row->kind == HEL_LEAVE);
	}
}

/* room: of members, those that pact_changes.csv may add aside. */
static hel_pact *start_pact(gathering *g, const char *id, size_t room)
{
	hel_pact *pact = &g->list->pact[g->list->n];
	const hel_pact_name *name = name_of(g->panel, id);
	uint32_t key = hel_id_key(id);
	for (size_t c = 0; c < g->panel->changes.n; c++)
		room += is_of(&g->panel->changes.row[c], key, id);
	*pact = (hel_pact){.id = id, .name = name ? name->name : NULL, .title = name ? name->title : NULL};
	pact->member = hel_arena_alloc(g->arena, room, sizeof *pact->member);
	return pact->member ? pact : NULL;
}

static void end_pact(gathering *g, const hel_pact *pact)
{
	g->list->n += pact->n_members >= 2;
}

/* ATOP's pacts: members lie together by id. */
static bool gather_atop(gathering *g)
{
	const hel_panel *panel = g->panel;
	for (size_t m = 0, next; m < panel->members.n; m = next) {
		int atopid = panel->members.row[m].atopid;
		bool open = false;
		for (next = m; next < panel->members.n && panel->members.row[next].atopid == atopid; next++)
			open |= panel->members.row[next].from <= g->day && panel->members.row[next].to >= g->day;
		char *id = open ? hel_arena_printf(g->arena, "%d", atopid) : NULL;
		hel_pact *pact = id ? start_pact(g, id, next - m) : NULL;
		if (open && !pact)
			return false;
		for (size_t x = m; open && x < next; x++) {
			const hel_member_row *row = &panel->members.row[x];
			if (row->from <= g->day && row->to >= g->day && is_there(g, row->ccode))
				set_member(pact, row->ccode, row->owes, false);
		}
		if (open) {
			apply_changes(g, pact);
			end_pact(g, pact);
		}
	}
	return true;
}

static bool gather_new(gathering *g)
{
	for (size_t c = 0; c < g->panel->changes.n; c++) {
		const hel_change_row *row = &g->panel->changes.row[c];
		bool first = row->kind == HEL_NEW;
		for (size_t before = 0; before < c; before++)
			first = first && !is_of(&g->panel->changes.row[before], row->key, row->id);
		if (!first)
			continue;
		hel_pact *pact = start_pact(g, row->id, 0);
		if (!pact)
			return false;
		apply_changes(g, pact);
		end_pact(g, pact);
	}
	return true;
}

static bool gather_residue(gathering *g)
{
	hel_pact *pact = start_pact(g, RESIDUE, HEL_CODES);
	if (!pact || !(pact->pair = hel_arena_alloc(g->arena, g->panel->residue.n + 1, sizeof *pact->pair)))
		return false;
	int year = hel_year_of(g->day);
	for (size_t r = 0; r < g->panel->residue.n; r++) {
		const hel_owed_row *row = &g->panel->residue.row[r];
		if (row->from > year || row->to < year || !is_there(g, row->first) || !is_there(g, row->second))
			continue;
		pact->pair[pact->n_pairs].from = row->first;
		pact->pair[pact->n_pairs].to = row->second;
		pact->pair[pact->n_pairs++].owes = row->owes;
		set_member(pact, row->first, 0, false);
		set_member(pact, row->second, 0, false);
	}
	end_pact(g, pact);
	return true;
}

hel_status hel_panel_pacts_on(hel_panel *panel, hel_date day, hel_pact_list *list, hel_error *error)
{
	hel_pact_list made = {0};
	gathering g = {.panel = panel, .day = day, .list = &made};
	int codes[HEL_CODES];
	size_t n;
	hel_status status = hel_panel_need(panel, HEL_TABLE_PACTS, error);
	if (!status)
		status = hel_panel_states_on(panel, day, codes, HEL_CODES, &n, error);
	if (status)
		return status;
	for (size_t s = 0; s < n; s++)
		g.there[codes[s]] = true;
	g.arena = hel_arena_new();
	if (g.arena)
		made.pact = hel_arena_alloc(g.arena, panel->members.n + panel->changes.n + 1, sizeof *made.pact);
	made.memory = g.arena;
	if (!made.pact || !gather_atop(&g) || !gather_new(&g) || !gather_residue(&g)) {
		hel_arena_free(g.arena);
		return hel_fail_memory(error);
	}
	*list = made;
	return HEL_OK;
}

void hel_pact_list_free(hel_pact_list *list)
{
	hel_arena_free(list->memory);
	*list = (hel_pact_list){0};
}

static const char *id_of(const hel_panel *panel, const char *word)
{
	for (size_t n = 0; n < panel->names.n; n++) {
		if (hel_same_word(panel->names.row[n].name, word))
			return panel->names.row[n].id;
	}
	for (size_t c = 0; c < panel->changes.n; c++) {
		if (hel_same_word(panel->changes.row[c].id, word))
			return panel->changes.row[c].id;
	}
	double number;
	bool numeric = hel_parse_double(word, &number);
	for (size_t m = 0; numeric && m < panel->members.n; m++) {
		if ((double)panel->members.row[m].atopid == number)
			return panel->members.row[m].id;
	}
	return hel_same_word(word, RESIDUE) ? RESIDUE : NULL;
}

hel_status hel_panel_find_pact(hel_panel *panel, const char *word, const char **id, const char **nearest, hel_error *error)
{
	hel_status status = hel_panel_need(panel, HEL_TABLE_PACTS, error);
	if (status)
		return status;
	*id = id_of(panel, word);
	if (!nearest)
		return HEL_OK;
	hel_nearest n = hel_nearest_start(word);
	for (size_t x = 0; !*id && x < panel->names.n; x++)
		hel_nearest_offer(&n, panel->names.row[x].name);
	*nearest = n.best;
	return HEL_OK;
}
