/* states.c: which states there are, by day, and what they are called. */
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "panel/tables.h"

static int code_of(const hel_panel *panel, const char *word)
{
	double number;
	bool numeric = hel_parse_double(word, &number);
	for (size_t s = 0; s < panel->states.n; s++) {
		const hel_spell_state *row = &panel->states.row[s];
		if ((numeric && (double)row->ccode == number) || hel_same_word(row->abbreviation, word) || hel_same_word(row->name, word))
			return row->ccode;
	}
	return 0;
}

hel_status hel_panel_find_state(hel_panel *panel, const char *word, int *ccode, const char **nearest, hel_error *error)
{
	hel_status status = hel_panel_need(panel, HEL_TABLE_STATES, error);
	if (status)
		return status;
	*ccode = code_of(panel, word);
	if (nearest)
		*nearest = NULL;
	if (*ccode || !nearest)
		return HEL_OK;
	hel_nearest n = hel_nearest_start(word);
	for (size_t s = 0; s < panel->states.n; s++) {
		hel_nearest_offer(&n, panel->states.row[s].abbreviation);
		hel_nearest_offer(&n, panel->states.row[s].name);
	}
	*nearest = n.best;
	return HEL_OK;
}

/* The last spell of a code: its name today. */
static const hel_spell_state *last_spell(hel_panel *panel, int ccode)
{
	const hel_spell_state *found = NULL;
	if (hel_panel_need(panel, HEL_TABLE_STATES, NULL))
		return NULL;
	for (size_t s = 0; s < panel->states.n; s++) {
		if (panel->states.row[s].ccode == ccode)
			found = &panel->states.row[s];
	}
	return found;
}

const char *hel_panel_abbreviation(hel_panel *panel, int ccode)
{
	const hel_spell_state *spell = last_spell(panel, ccode);
	return spell ? spell->abbreviation : NULL;
}

const char *hel_panel_name(hel_panel *panel, int ccode)
{
	const hel_spell_state *spell = last_spell(panel, ccode);
	return spell ? spell->name : NULL;
}

hel_status hel_panel_states_on(hel_panel *panel, hel_date day, int *codes, size_t max, size_t *n, hel_error *error)
{
	hel_status status = hel_panel_need(panel, HEL_TABLE_STATES, error);
	*n = 0;
	for (size_t s = 0; !status && s < panel->states.n; s++) {
		const hel_spell_state *row = &panel->states.row[s];
		if (row->from > day || row->to < day)
			continue;
		if (*n == max)
			return hel_fail(error, HEL_EDATA, "damaged data: more than %zu states at once", max);
		codes[(*n)++] = row->ccode;
	}
	return status;
}

static const char *nearest_region(const hel_panel *panel, const char *name)
{
	hel_nearest nearest = hel_nearest_start(name);
	hel_nearest_offer(&nearest, "world");
	for (size_t r = 0; r < panel->regions.n; r++) {
		if (!r || strcmp(panel->regions.row[r].region, panel->regions.row[r - 1].region))
			hel_nearest_offer(&nearest, panel->regions.row[r].region);
	}
	return nearest.best;
}

hel_status hel_panel_region(hel_panel *panel, const char *name, hel_date day, hel_region_member *members, size_t max, size_t *n,
                            const char **nearest, hel_error *error)
{
	hel_status status = hel_panel_need(panel, HEL_TABLE_STATES, error);
	if (!status)
		status = hel_panel_need(panel, HEL_TABLE_REGIONS, error);
	if (status)
		return status;
	bool known = hel_same_word(name, "world");
	*n = 0;
	for (size_t s = 0; known && s < panel->states.n && *n < max; s++) {
		const hel_spell_state *row = &panel->states.row[s];
		if (row->from <= day && row->to >= day)
			members[(*n)++] = (hel_region_member){row->ccode, row->name};
	}
	for (size_t r = 0; r < panel->regions.n; r++) {
		const hel_region_row *row = &panel->regions.row[r];
		if (!hel_same_word(row->region, name))
			continue;
		known = true;
		if (row->from <= day && row->to >= day && *n < max)
			members[(*n)++] = (hel_region_member){row->ccode, row->name};
	}
	if (known)
		return HEL_OK;
	if (nearest)
		*nearest = nearest_region(panel, name);
	return hel_fail(error, HEL_EINPUT, "unknown region '%s'", name);
}

hel_status hel_panel_regions(hel_panel *panel, const char **names, size_t max, size_t *n, hel_error *error)
{
	hel_status status = hel_panel_need(panel, HEL_TABLE_REGIONS, error);
	if (status)
		return status;
	*n = 0;
	if (max)
		names[0] = "world";
	++*n;
	for (size_t r = 0; r < panel->regions.n; r++) {
		if (r && !strcmp(panel->regions.row[r].region, panel->regions.row[r - 1].region))
			continue;
		if (*n < max)
			names[*n] = panel->regions.row[r].region;
		++*n;
	}
	return HEL_OK;
}
