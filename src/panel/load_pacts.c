/* load_pacts.c: who owed what to whom: alliances by member, by directed dyad, and what changed since. */
#include <string.h>

#include "panel/loading.h"

/* defense, offense, neutral, nonagg and perhaps consul, from column `first` on. */
static unsigned flags(hel_csv *csv, int first, int n)
{
	static const unsigned flag[] = {HEL_PACT_DEFENCE, HEL_PACT_OFFENCE, HEL_PACT_NEUTRALITY, HEL_PACT_NON_AGGRESSION,
					HEL_PACT_CONSULTATION};
	unsigned owes = 0;
	for (int f = 0; f < n; f++)
		owes |= hel_csv_int(csv, first + f) ? flag[f] : 0;
	return owes;
}

hel_status hel_load_spells(hel_panel *panel, hel_error *error)
{
	COLUMNS("ccode1", "ccode2", "from", "to", "defense", "offense", "neutral", "nonagg", "consul");
	hel_csv csv;
	hel_status status = OPEN("atop_spells");
	if (status)
		return status;
	bool memory = ROOM(panel->spells) != NULL;
	while (memory && hel_csv_next(&csv))
		panel->spells.row[panel->spells.n++] =
		    (hel_owed_row){hel_csv_int(&csv, 0), hel_csv_int(&csv, 1), hel_csv_int(&csv, 2),
				   hel_csv_int_or(&csv, 3, 9999), flags(&csv, 4, 5)};
	return hel_close_table(&csv, memory, error);
}

static hel_status load_members(hel_panel *panel, hel_error *error)
{
	COLUMNS("atopid", "ccode", "from", "to", "defense", "offense", "neutral", "nonagg", "consul");
	hel_csv csv;
	hel_status status = OPEN("atop_members");
	if (status)
		return status;
	bool memory = ROOM(panel->members) != NULL;
	const hel_member_row *last = NULL;
	while (memory && hel_csv_next(&csv)) {
		hel_member_row row = {.atopid = hel_csv_int(&csv, 0), .ccode = hel_csv_int(&csv, 1), .from = hel_csv_date(&csv, 2, 0),
				      .to = hel_csv_date(&csv, 3, HEL_FOREVER), .owes = flags(&csv, 4, 5)};
		/* members lie together by id, which is written out once for all of them */
		row.id = last && last->atopid == row.atopid ? last->id : hel_arena_printf(panel->arena, "%d", row.atopid);
		memory = row.id != NULL;
		last = &panel->members.row[panel->members.n];
		panel->members.row[panel->members.n++] = row;
	}
	return hel_close_table(&csv, memory, error);
}

static hel_status load_residue(hel_panel *panel, hel_error *error)
{
	COLUMNS("ccode1", "ccode2", "from", "to", "defense", "offense", "neutral", "nonagg");
	hel_csv csv;
	hel_status status = OPEN("atop_residue");
	if (status)
		return status;
	bool memory = ROOM(panel->residue) != NULL;
	while (memory && hel_csv_next(&csv))
		panel->residue.row[panel->residue.n++] =
		    (hel_owed_row){hel_csv_int(&csv, 0), hel_csv_int(&csv, 1), hel_csv_int(&csv, 2),
				   hel_csv_int_or(&csv, 3, 9999), flags(&csv, 4, 4)};
	return hel_close_table(&csv, memory, error);
}

static hel_status load_names(hel_panel *panel, hel_error *error)
{
	COLUMNS("name", "atopid", "title");
	hel_csv csv;
	hel_status status = OPEN("pacts");
	if (status)
		return status;
	bool memory = ROOM(panel->names) != NULL;
	while (memory && hel_csv_next(&csv)) {
		hel_pact_name row = {hel_panel_copy(panel, csv.field[0]), hel_panel_copy(panel, csv.field[1]),
				     hel_panel_copy(panel, csv.field[2]), hel_id_key(csv.field[1])};
		memory = row.name && row.id && row.title;
		panel->names.row[panel->names.n++] = row;
	}
	return hel_close_table(&csv, memory, error);
}

static hel_status load_changes(hel_panel *panel, hel_error *error)
{
	COLUMNS("id", "ccode", "from", "to", "defense", "offense", "neutral", "nonagg", "consul", "change");
	hel_csv csv;
	hel_status status = OPEN("pact_changes");
	if (status)
		return status;
	bool memory = ROOM(panel->changes) != NULL;
	while (memory && hel_csv_next(&csv)) {
		const char *change = csv.field[9];
		hel_change_kind kind = !strcmp(change, "join") ? HEL_JOIN : !strcmp(change, "leave") ? HEL_LEAVE : HEL_NEW;
		hel_change_row row = {hel_panel_copy(panel, csv.field[0]),
				      hel_id_key(csv.field[0]),
				      hel_csv_int(&csv, 1),
				      hel_csv_date(&csv, 2, 0),
				      hel_csv_date(&csv, 3, HEL_FOREVER),
				      kind == HEL_LEAVE ? 0 : flags(&csv, 4, 5),
				      kind};
		memory = row.id != NULL;
		panel->changes.row[panel->changes.n++] = row;
	}
	return hel_close_table(&csv, memory, error);
}

hel_status hel_load_pacts(hel_panel *panel, hel_error *error)
{
	hel_status status = load_members(panel, error);
	if (!status)
		status = load_residue(panel, error);
	if (!status)
		status = load_names(panel, error);
	return status ? status : load_changes(panel, error);
}
