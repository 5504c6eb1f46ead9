/* game.h: a rule made ready for counting: voters without weight are gone, voters with a veto are counted in, voters whose weights
 * are the same stand together. */
#ifndef HEL_POWER_GAME_H
#define HEL_POWER_GAME_H

#include "base/arena.h"
#include "helsinki/power.h"

/* Voters that no rule tells apart. */
typedef struct hel_type {
	int n;           /* how many */
	int group;       /* 0, or 1 for those counted apart (unions.c) */
	int64_t *weight; /* one a threshold */
} hel_type;

/* A coalition of the game stands for that coalition and all vetoers. A quota of 0 or less is met by all. */
typedef struct hel_game {
	int n; /* voters of all types */
	int n_types;
	hel_type *type; /* heaviest first */
	size_t n_thresholds, n_clauses;
	int64_t *quota, *total; /* one a threshold */
	const hel_rule_clause *clause;
	int n_vetoes, n_dummies;
	int *type_of; /* of each voter of the rules; HEL_HAS_VETO, HEL_IS_DUMMY */
} hel_game;

enum { HEL_HAS_VETO = -1, HEL_IS_DUMMY = -2 };

hel_status hel_game_of(hel_game *game, hel_arena *arena, const hel_rules *rules, hel_error *error);

/* The game in which a union's members (group 1) vote on their own and every other union (group 0) as one. Nobody is folded away. */
hel_status hel_game_of_union(hel_game *game, hel_arena *arena, const hel_rules *rules, int which, hel_error *error);

/* Whether sums of weights, one a threshold, win. */
bool hel_game_wins(const hel_game *game, const int64_t *sum);

/* How many different coalitions there are if voters of a type are alike; INFINITY is never reached: at most 2^1000. */
double hel_game_profiles(const hel_game *game);

/* Whether no two disjoint coalitions win, as far as quotas show; HEL_PROPER or HEL_PROPER_UNKNOWN. */
hel_proper hel_rules_show_proper(const hel_rules *rules);

#endif
