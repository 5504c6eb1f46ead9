/* prepare.h: the states that are scored, and lenses as they are used. */
#ifndef HEL_ASSESS_PREPARE_H
#define HEL_ASSESS_PREPARE_H

#include "assess/case.h"
#include "base/arena.h"
#include "base/shift.h"

/* The states of the region with their weights, in the arena. */
hel_status hel_scored_build(hel_scored *scored, const hel_world *world, hel_arena *arena, hel_error *error);

/* Fills h0 and severity of lenses from the record; they share one look at the past, in a history of their own where that is NULL.
 * panel may be NULL in a stated world. */
hel_status hel_lenses_prepare(hel_lens *lens, hel_record *record, size_t n, const hel_world *world, hel_panel *panel,
                              hel_history *history, const hel_crew *crew, hel_notes *notes, hel_error *error);

/* What must be read with every figure under a lens: whom it leaves out, and what a fitted model is worth. */
hel_status hel_lens_note(const hel_lens *lens, const hel_world *world, hel_notes *notes, hel_error *error);

#endif
