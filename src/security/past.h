/* past.h: the worlds of the record's years under the pacts of their own time: what severity is calibrated on. */
#ifndef HEL_SECURITY_PAST_H
#define HEL_SECURITY_PAST_H

#include "helsinki/security.h"

typedef struct hel_past_year {
	hel_world world;
	hel_mechanism in_force;
} hel_past_year;

typedef struct hel_past {
	int from, to;
	hel_past_year *year; /* to - from + 1 */
	void *memory;
} hel_past;

/* Snapshots of 31 December of every year. Owner: the caller. */
hel_status hel_past_build(hel_past *past, hel_panel *panel, int from, int to, hel_error *error);
void hel_past_free(hel_past *past);

/* Adds what only some lenses need of the past: years at peace for a fitted model. */
hel_status hel_past_serve(hel_past *past, const hel_lens *lens, hel_panel *panel, hel_error *error);

/* hel_lens_calibrate on a past that several lenses share; past may be NULL where the lens needs none of it. */
hel_status hel_calibrate(hel_lens *lens, const hel_record *record, const hel_world *world, const hel_past *past,
                         hel_notes *notes, hel_error *error);

/* Whether the severity of a lens comes from the past. */
bool hel_needs_past(const hel_lens *lens, const hel_world *world);

#endif
