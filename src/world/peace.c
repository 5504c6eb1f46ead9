/* peace.c: since when each pair has been without a dispute. */
#include <stdlib.h>

#include "base/fail.h"
#include "helsinki/world.h"
#include "panel/tables.h"
#include "world/distances.h"

/* The first year in which both were in the system, in any of their spells. The rows of a code lie together. */
static int first_common_year(const hel_spell_state *one, size_t n_one, const hel_spell_state *two, size_t n_two)
{
	int first = 9999;
	for (size_t a = 0; a < n_one; a++) {
		for (size_t b = 0; b < n_two; b++) {
			int from = one[a].from > two[b].from ? one[a].from : two[b].from, to = one[a].to < two[b].to ? one[a].to : two[b].to;
			if (from <= to && from / 10000 < first)
				first = from / 10000;
		}
	}
	return first;
}

static void fill_first_years(const hel_panel *panel, const hel_places *places, size_t n, int16_t *since)
{
	size_t first[HEL_CODES] = {0}, count[HEL_CODES] = {0};
	for (size_t r = panel->states.n; r-- > 0;) {
		int place = places->of[panel->states.row[r].ccode];
		if (place < 0)
			continue;
		first[place] = r;
		count[place]++;
	}
	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j <= i; j++)
			since[i * n + j] = since[j * n + i] = (int16_t)first_common_year(
			    panel->states.row + first[i], count[i], panel->states.row + first[j], count[j]);
	}
}

static hel_status count_by(hel_world *world, hel_panel *panel, const hel_places *places, bool cow, hel_error *error)
{
	size_t n = (size_t)world->n;
	int from;
	const hel_dispute_rows *disputes = cow ? &panel->mids : &panel->gml_mids;
	hel_status status =
	    hel_panel_coverage(panel, cow ? HEL_TABLE_MIDS : HEL_TABLE_GML_MIDS, &from, &world->peace_known[cow], error);
	int16_t *since = malloc((n * n + 1) * sizeof *since);
	uint8_t *fought = calloc(n * n + 1, sizeof *fought);
	if (status || !since || !fought) {
		free(since);
		free(fought);
		return status ? status : hel_fail_memory(error);
	}
	fill_first_years(panel, places, n, since);
	for (size_t r = 0; r < disputes->n; r++) {
		const hel_dispute_row *row = &disputes->row[r];
		int i = places->of[row->low], j = places->of[row->high];
		if (i < 0 || j < 0 || row->year > world->year)
			continue;
		size_t one = (size_t)i * n + (size_t)j, other = (size_t)j * n + (size_t)i;
		fought[one] = fought[other] = 1;
		if (row->year + 1 > since[one])
			since[one] = since[other] = (int16_t)(row->year + 1);
	}
	free(world->peace_from[cow]);
	free(world->fought[cow]);
	world->peace_from[cow] = since;
	world->fought[cow] = fought;
	return HEL_OK;
}

hel_status hel_world_count_peace(hel_world *world, hel_panel *panel, hel_error *error)
{
	int codes[HEL_CODES];
	hel_status status =
	    hel_panel_load(panel, 1u << HEL_TABLE_STATES | 1u << HEL_TABLE_GML_MIDS | 1u << HEL_TABLE_MIDS, error);
	for (int i = 0; i < world->n; i++)
		codes[i] = world->state[i].ccode;
	hel_places places = hel_places_of(codes, (size_t)world->n);
	for (int cow = 0; !status && cow < 2; cow++)
		status = count_by(world, panel, &places, cow, error);
	return status;
}
