/* past.c: see past.h. */
#include "security/past.h"

#include <stdlib.h>

#include "base/fail.h"
#include "mechanism/in_force.h"
#include "world/record.h"

hel_status hel_past_load(hel_panel *panel, hel_error *error)
{
	return hel_panel_load(panel,
			      1u << HEL_TABLE_STATES | 1u << HEL_TABLE_MAJORS | 1u << HEL_TABLE_NMC |
				  1u << HEL_TABLE_MINDIST | 1u << HEL_TABLE_CONTIGUITY | 1u << HEL_TABLE_CAPITALS |
				  1u << HEL_TABLE_RIVALRIES | 1u << HEL_TABLE_NUCLEAR | 1u << HEL_TABLE_HOSTS |
				  1u << HEL_TABLE_PACTS | 1u << HEL_TABLE_MIDS | 1u << HEL_TABLE_GML_MIDS,
			      error);
}

hel_status hel_past_year_build(hel_past_year *year, hel_arena *arena, hel_panel *panel, int y, hel_error *error)
{
	hel_pact_list pacts = {0};
	*year = (hel_past_year){0};
	hel_status status = hel_world_past(&year->world, panel, y, error);
	if (!status)
		status = hel_panel_pacts_on(panel, HEL_DATE(y, 12, 31), &pacts, error);
	if (!status)
		status = hel_in_force_build(&year->in_force, arena, &year->world, &pacts, error);
	hel_pact_list_free(&pacts);
	if (status)
		hel_world_free(&year->world);
	return status;
}

hel_status hel_past_build(hel_past *past, hel_panel *panel, int from, int to, hel_error *error)
{
	*past = (hel_past){.from = from, .to = to};
	hel_arena *arena = hel_arena_new();
	past->memory = arena;
	int years = to - from + 1;
	past->year = calloc((size_t)years, sizeof *past->year);
	hel_status status = arena && past->year ? HEL_OK : hel_fail_memory(error);
	for (int y = from; !status && y <= to; y++)
		status = hel_past_year_build(&past->year[y - from], arena, panel, y, error);
	if (status)
		hel_past_free(past);
	return status;
}

void hel_past_free(hel_past *past)
{
	for (int y = 0; past->year && y <= past->to - past->from; y++)
		hel_world_free(&past->year[y].world);
	free(past->year);
	hel_arena_free(past->memory);
	*past = (hel_past){0};
}

bool hel_needs_past(const hel_lens *lens, const hel_world *world)
{
	return !world->stated && lens->kind != HEL_LENS_MATRIX && !lens->parameter[HEL_SEVERITY].given;
}
