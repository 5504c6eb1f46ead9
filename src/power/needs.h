/* needs.h: a game whose winning depends on the sum of one weight and on how many are in: what a coalition of each size must weigh. */
#ifndef HEL_POWER_NEEDS_H
#define HEL_POWER_NEEDS_H

#include "power/game.h"

/* need[s]: the least weight with which s voters win; 0: any will do; HEL_NEVER: none. Falls with s. Weights are divided by what
 * divides them all. */
typedef struct hel_needs {
	int n;
	int64_t *need;        /* n + 1 */
	int64_t *weight;      /* n, ascending */
	int *type;            /* n, of each of these voters */
	int64_t total, quota; /* quota: the largest need that is not HEL_NEVER */
	bool dual; /* this is the game in which those win whose opponents lose: as many swings, of size n - 1 - s for s */
} hel_needs;

#define HEL_NEVER INT64_MAX

/* false in *fits if the game is of another kind. allow_dual: take the dual game where its quota is smaller. */
hel_status hel_needs_of(hel_needs *needs, bool *fits, hel_arena *arena, const hel_game *game, bool allow_dual,
			hel_error *error);

/* Whether every need is the same: a single threshold. */
bool hel_needs_is_plain(const hel_needs *needs);

#endif
