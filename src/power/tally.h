/* tally.h: what is counted of a game: winning coalitions and swings by size, and coalitions by how many of their members can
 * bring them down. Whole numbers of any length. */
#ifndef HEL_POWER_TALLY_H
#define HEL_POWER_TALLY_H

#include <gmp.h>

#include "power/game.h"

/* Numbers of a game of n voters in n_types types. Sizes are those of the coalition without the voter in question.
 * A table of one row a type and `width` columns. */
typedef struct hel_tally {
	int n, n_types, width; /* width: n + 1; for unions (outer + 1) x (inner + 1) */
	mpz_t *winning;        /* n + 1: winning coalitions by size */
	mpz_t *swings;         /* n_types x width: coalitions that lose, and win with a given voter of the type, by size */
	mpz_t *critical;       /* n_types x (n + 1): coalitions in which it is one of k critical members, by k */
	mpz_t *minimal;        /* n_types x (n + 1): minimal winning coalitions that it is in, by size */
	mpz_t *minimal_all;    /* n + 1: minimal winning coalitions by size */
	bool has_sizes;        /* winning and swings are told apart by size; else all stand at size 0 */
	bool has_critical, has_minimal;
	hel_proper proper;
} hel_tally;

hel_status hel_tally_init(hel_tally *tally, int n, int n_types, int width, hel_error *error);
void hel_tally_free(hel_tally *tally);
void hel_tally_add(hel_tally *to, const hel_tally *from);

/* How long an engine works before it is refused: some seconds to a minute on two processors. */
#define HEL_PROFILES_MAX 0x1p27
enum { HEL_HALVES_MAX = 32 };

/* profiles.c: goes through the coalitions that differ in how many of each type are in. Everything of the tally. With groups, swings
 * are counted at size (of group 0) * (voters of group 1 + 1) + size (of group 1). */
hel_status hel_count_profiles(hel_tally *tally, const hel_game *game, const hel_power_options *how, hel_error *error);

/* halves.c: every coalition of at most HEL_HALVES_MAX voters, as bit sets. Winning and swings. */
hel_status hel_count_halves(hel_tally *tally, const hel_game *game, const hel_power_options *how, hel_error *error);

/* weights.c: sums of one weighted threshold, any counts of heads beside it. Winning and swings. `fits` says whether the game is of
 * that kind (false: other fields are void), what it takes, and whether without sizes. */
typedef struct hel_weights_plan {
	bool fits;
	double bytes, additions;
} hel_weights_plan;
hel_weights_plan hel_plan_weights(const hel_game *game);
hel_status hel_count_weights(hel_tally *tally, const hel_game *game, const hel_power_options *how, hel_error *error);

/* totals.c: the same without sizes, for one threshold: swings are all put at size 0, and winning coalitions too. */
hel_weights_plan hel_plan_totals(const hel_game *game);
hel_status hel_count_totals(hel_tally *tally, const hel_game *game, const hel_power_options *how, hel_error *error);

/* minimal.c: minimal winning coalitions of one weighted threshold. */
hel_weights_plan hel_plan_minimal(const hel_game *game);
hel_status hel_count_minimal(hel_tally *tally, const hel_game *game, hel_error *error);

#endif
