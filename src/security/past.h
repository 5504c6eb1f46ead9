/* past.h: the worlds of the record's years under the pacts of their own time: what severity is calibrated on. */
#ifndef HEL_SECURITY_PAST_H
#define HEL_SECURITY_PAST_H

#include "base/arena.h"
#include "helsinki/security.h"

typedef struct hel_past_year {
	hel_world world;
	hel_mechanism in_force; /* in the arena */
} hel_past_year;

typedef struct hel_past {
	int from, to;
	hel_past_year *year; /* to - from + 1 */
	void *memory;
} hel_past;

/* Loads what years are made of; then several may be made at once. */
hel_status hel_past_load(hel_panel *panel, hel_error *error);

/* The snapshot of 31 December. Owner: the caller; on error there is nothing to free but the arena. */
hel_status hel_past_year_build(hel_past_year *year, hel_arena *arena, hel_panel *panel, int y, hel_error *error);

/* All years of a span. Owner: the caller. */
hel_status hel_past_build(hel_past *past, hel_panel *panel, int from, int to, hel_error *error);
void hel_past_free(hel_past *past);

/* Whether the severity of a lens comes from the past. */
bool hel_needs_past(const hel_lens *lens, const hel_world *world);

#endif
