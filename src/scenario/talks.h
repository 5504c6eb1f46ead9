/* talks.h: parts of the key `bargain`, each read by a file of its own. */
#ifndef HEL_SCENARIO_TALKS_H
#define HEL_SCENARIO_TALKS_H

#include "scenario/reading.h"

/* parties.c. node NULL: every state of the region. */
hel_status hel_read_parties(hel_reading *r, const hel_yaml *node, hel_talks *talks);
/* The party of this name. */
hel_status hel_find_party(hel_reading *r, const hel_yaml *node, const hel_talks *talks, size_t *party);

/* decisions.c. node NULL: the usual rules. */
hel_status hel_read_decisions(hel_reading *r, const hel_yaml *node, hel_talks *talks);

/* along.c */
hel_status hel_read_along(hel_reading *r, const hel_yaml *node, hel_talks *talks);

#endif
