/* in_force.h: the pacts that the data say were in force, as commitments. */
#ifndef HEL_MECHANISM_IN_FORCE_H
#define HEL_MECHANISM_IN_FORCE_H

#include "base/arena.h"
#include "helsinki/mechanism.h"

/* One commitment for each pact with two or more members in the world and an obligation among them, in the order of the list:
 * k owes a clause to every other member if its own row has the flag. Consultation binds nobody and is left out. Everything
 * is copied into the arena. */
hel_status hel_in_force_build(hel_mechanism *mechanism, hel_arena *arena, const hel_world *world, const hel_pact_list *pacts,
                              hel_error *error);

#endif
