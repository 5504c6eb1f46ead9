/* patterns.h: which backers promise the same. */
#ifndef HEL_MECHANISM_PATTERNS_H
#define HEL_MECHANISM_PATTERNS_H

#include "base/arena.h"
#include "mechanism/obligations.h"

/* Fills backer, kind, and the patterns and kinds themselves, once bonds and lists stand. false: no memory. */
bool hel_list_patterns(hel_obligations *obligations, hel_arena *arena);

#endif
