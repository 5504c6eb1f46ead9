/* small_change.h: a small world changed in one respect, for properties that must survive the change (or not). */
#ifndef SMALL_CHANGE_H
#define SMALL_CHANGE_H

#include "small_worlds.h"

/** The same world with its states in another order and under other ids: state i becomes order[i]. */
void small_relabel(small_world *w, const uint16_t *order);
/** Every capability times a factor, caps of arms limits too. */
void small_scale(small_world *w, double factor);
/** Puts a commitment that does nothing into a mechanism at a place: of this type, with rho 0, among all states, under this
 *  rule. */
void small_insert_nothing(small_world *w, hel_mechanism *m, size_t at, hel_clause_type type, hel_rule_kind rule);
/** A moratorium of all states that names a pact nobody knows. */
void small_insert_moratorium(small_world *w, hel_mechanism *m, size_t at);

#endif
