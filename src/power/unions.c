/* unions.c: power where voters stand in a-priori unions (Owen 1977, 1982). Outside a voter's own union the others act as one each;
 * inside it all members are free. With m unions, u members of the voter's own, and swings by the number r of other unions and t of
 * fellow members that take part:
 *     Owen          sum of swings r! (m - 1 - r)! / m!  t! (u - 1 - t)! / u!
 *     Banzhaf-Owen  sum of swings / 2^(m - 1 + u - 1) */
#include <stdlib.h>

#include "base/fail.h"
#include "power/indices.h"

static void factorials(mpz_t to, unsigned long taken, unsigned long others)
{
	mpz_t part;
	mpz_init(part);
	mpz_fac_ui(to, taken);
	mpz_fac_ui(part, others);
	mpz_mul(to, to, part);
	mpz_clear(part);
}

/* swings: m x (u + 1), by r and t. */
static void weigh(mpq_t owen, mpq_t banzhaf, mpz_t *swings, unsigned long m, unsigned long u)
{
	mpz_t outer, inner;
	mpz_inits(outer, inner, NULL);
	mpq_set_ui(owen, 0, 1);
	mpq_set_ui(banzhaf, 0, 1);
	for (unsigned long r = 0; r < m; r++) {
		factorials(outer, r, m - 1 - r);
		for (unsigned long t = 0; t < u; t++) {
			mpz_t *here = swings + r * (u + 1) + t;
			factorials(inner, t, u - 1 - t);
			mpz_mul(inner, inner, outer);
			mpz_addmul(mpq_numref(owen), inner, *here);
			mpz_add(mpq_numref(banzhaf), mpq_numref(banzhaf), *here);
		}
	}
	mpz_fac_ui(outer, m);
	mpz_fac_ui(inner, u);
	mpz_mul(mpq_denref(owen), outer, inner);
	mpz_ui_pow_ui(mpq_denref(banzhaf), 2, m + u - 2);
	mpq_canonicalize(owen);
	mpq_canonicalize(banzhaf);
	mpz_clears(outer, inner, NULL);
}

static hel_status put_union(hel_voting_power *power, const hel_rules *rules, const hel_game *g, const hel_power_options *how,
			    hel_error *error)
{
	int u = 0, m = (int)rules->n_unions;
	hel_tally tally;
	for (int t = 0; t < g->n_types; t++)
		u += g->type[t].group ? g->type[t].n : 0;
	hel_status status = hel_tally_init(&tally, g->n, g->n_types, m * (u + 1), error);
	if (status)
		return status;
	status = hel_count_profiles(&tally, g, how, error);
	mpq_t owen, banzhaf;
	mpq_inits(owen, banzhaf, NULL);
	for (int i = 0; i < rules->n && !status; i++) {
		if (g->type_of[i] < 0)
			continue;
		weigh(owen, banzhaf, tally.swings + (size_t)g->type_of[i] * (size_t)tally.width, (unsigned long)m,
		      (unsigned long)u);
		if (how->want[HEL_OWEN])
			status = hel_set_fraction(&power->voter[i].index[HEL_OWEN], owen, error);
		if (!status && how->want[HEL_BANZHAF_OWEN])
			status = hel_set_fraction(&power->voter[i].index[HEL_BANZHAF_OWEN], banzhaf, error);
	}
	mpq_clears(owen, banzhaf, NULL);
	hel_tally_free(&tally);
	return status;
}

static bool can_do(const hel_game *g)
{
	return g->n_types <= 64 && hel_game_profiles(g) <= HEL_PROFILES_MAX;
}

hel_status hel_union_indices(hel_voting_power *power, const hel_rules *rules, const hel_power_options *how, hel_error *error)
{
	const char *why = rules->union_of ? NULL : "no unions are stated";
	hel_arena *arena = hel_arena_new();
	hel_status status = arena ? HEL_OK : hel_fail_memory(error);
	hel_game *games = status ? NULL : hel_arena_alloc(arena, rules->n_unions + 1, sizeof *games);
	if (!status && !games)
		status = hel_fail_memory(error);
	for (size_t u = 0; u < rules->n_unions && !status && !why; u++) {
		status = hel_game_of_union(&games[u], arena, rules, (int)u, error);
		if (!status && !can_do(&games[u]))
			why = "more than 2^27 different coalitions of unions and members";
	}
	for (size_t u = 0; u < rules->n_unions && !status && !why; u++)
		status = put_union(power, rules, &games[u], how, error);
	power->why[HEL_OWEN] = power->why[HEL_BANZHAF_OWEN] = why;
	hel_arena_free(arena);
	return status;
}
