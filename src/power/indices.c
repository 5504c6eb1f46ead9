/* indices.c: formulas on counts. n voters of the rules; of these some are folded away: v with a veto, d without weight. A coalition
 * of the folded game stands for 2^d of the rules', all with the vetoers. */
#include "power/indices.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"

/* The double nearest to a fraction: mpq_get_d cuts digits off. 55 bits and a sticky one round to 53 as the whole would. */
static double nearest_double(mpq_srcptr q)
{
	mpz_t n, rest;
	if (!mpq_sgn(q))
		return 0;
	long shift = 60 + (long)mpz_sizeinbase(mpq_denref(q), 2) - (long)mpz_sizeinbase(mpq_numref(q), 2);
	mpz_inits(n, rest, NULL);
	if (shift > 0) {
		mpz_mul_2exp(n, mpq_numref(q), (mp_bitcnt_t)shift);
		mpz_tdiv_qr(n, rest, n, mpq_denref(q));
	} else {
		mpz_mul_2exp(rest, mpq_denref(q), (mp_bitcnt_t)-shift);
		mpz_tdiv_qr(n, rest, mpq_numref(q), rest);
	}
	if (mpz_sgn(rest))
		mpz_setbit(n, 0);
	double value = (double)mpz_get_ui(n); /* 60 or 61 bits, rounded once */
	mpz_clears(n, rest, NULL);
	return ldexp(value, (int)-shift);
}

hel_status hel_set_fraction(hel_fraction *to, mpq_srcptr value, hel_error *error)
{
	size_t room = mpz_sizeinbase(mpq_numref(value), 10) + mpz_sizeinbase(mpq_denref(value), 10) + 3;
	to->text = malloc(room);
	if (!to->text)
		return hel_fail_memory(error);
	mpq_get_str(to->text, 10, value);
	to->value = nearest_double(value);
	return HEL_OK;
}

static char *digits_of(const mpz_t number)
{
	char *text = malloc(mpz_sizeinbase(number, 10) + 2);
	if (text)
		mpz_get_str(text, 10, number);
	return text;
}

typedef struct maker {
	hel_voting_power *power;
	const hel_game *game;
	const hel_tally *tally;
	const hel_power_options *how;
	hel_error *error;
	mpz_t winning; /* of the folded game */
	mpq_t *value;  /* one a type, then one for all vetoers */
	hel_status status;
} maker;

static mpz_t *row_of(mpz_t *table, int type, size_t width)
{
	return table + (size_t)type * width;
}

/* Of the type or, at n_types, of a voter with a veto: it swings wherever the folded coalition wins. */
static void sum_swings(const maker *m, int type, mpz_t sum)
{
	const hel_tally *t = m->tally;
	if (type == t->n_types) {
		mpz_set(sum, m->winning);
		return;
	}
	mpz_t *swings = row_of(t->swings, type, (size_t)t->width);
	mpz_set_ui(sum, 0);
	for (int s = 0; s < t->n; s++)
		mpz_add(sum, sum, swings[s]);
}

/* Writes the values of all types to their voters; those without weight have 0. */
static void put(maker *m, hel_power_index index)
{
	mpq_t zero;
	mpq_init(zero);
	for (int i = 0; i < m->power->n && !m->status; i++) {
		int type = m->game->type_of[i];
		mpq_srcptr value = type == HEL_IS_DUMMY ? zero : m->value[type == HEL_HAS_VETO ? m->tally->n_types : type];
		m->status = hel_set_fraction(&m->power->voter[i].index[index], value, m->error);
	}
	mpq_clear(zero);
}

/* Divides every value by the sum over all voters. */
static void normalise(maker *m)
{
	mpq_t sum, part;
	mpq_inits(sum, part, NULL);
	for (int t = 0; t <= m->tally->n_types; t++) {
		int many = t == m->tally->n_types ? m->game->n_vetoes : m->game->type[t].n;
		mpq_set_si(part, many, 1);
		mpq_mul(part, part, m->value[t]);
		mpq_add(sum, sum, part);
	}
	for (int t = 0; t <= m->tally->n_types && mpq_sgn(sum); t++)
		mpq_div(m->value[t], m->value[t], sum);
	mpq_clears(sum, part, NULL);
}

/* Swings over a number of coalitions: 2^(n - 1), those that win, those that lose, 1. */
static void put_swings(maker *m, hel_power_index index, const mpz_t among)
{
	for (int t = 0; t <= m->tally->n_types; t++) {
		sum_swings(m, t, mpq_numref(m->value[t]));
		mpz_set(mpq_denref(m->value[t]), among);
		mpq_canonicalize(m->value[t]);
	}
	if (index == HEL_BANZHAF)
		normalise(m);
	put(m, index);
}

/* Banzhaf's and Coleman's. Dummies double what is counted above and below the line. */
static void put_counts(maker *m)
{
	const bool *want = m->how->want;
	mpz_t among, all;
	mpz_inits(among, all, NULL);
	unsigned long n = (unsigned long)m->tally->n + (unsigned long)m->game->n_vetoes;
	mpz_ui_pow_ui(all, 2, n);
	mpz_set_ui(among, 1);
	if (want[HEL_BANZHAF])
		put_swings(m, HEL_BANZHAF, among);
	mpz_ui_pow_ui(among, 2, n - 1);
	if (want[HEL_BANZHAF_ABSOLUTE])
		put_swings(m, HEL_BANZHAF_ABSOLUTE, among);
	if (want[HEL_PREVENT])
		put_swings(m, HEL_PREVENT, m->winning);
	mpz_sub(among, all, m->winning);
	if (want[HEL_INITIATE])
		put_swings(m, HEL_INITIATE, among);
	mpz_set(mpq_numref(m->value[0]), m->winning);
	mpz_set(mpq_denref(m->value[0]), all);
	mpq_canonicalize(m->value[0]);
	if (!m->status)
		m->status = hel_set_fraction(&m->power->collective, m->value[0], m->error);
	mpz_clears(among, all, NULL);
}

/* Sum over sizes of swings s! (n - 1 - s)! / n!. A folded coalition of s has s + v members; a vetoer swings one of s + v - 1. */
static void put_shapley(maker *m)
{
	const hel_tally *t = m->tally;
	int vetoes = m->game->n_vetoes, n = t->n + vetoes;
	mpz_t orders, part;
	mpz_inits(orders, part, NULL);
	for (int type = 0; type <= t->n_types; type++) {
		bool veto = type == t->n_types;
		mpz_t *swings = veto ? t->winning : row_of(t->swings, type, (size_t)t->width);
		mpq_set_ui(m->value[type], 0, 1);
		mpz_ptr sum = mpq_numref(m->value[type]);
		for (int s = 0; s < t->n + veto && (!veto || vetoes); s++) {
			int size = s + vetoes - veto;
			if (!mpz_sgn(swings[s]))
				continue;
			mpz_fac_ui(orders, (unsigned long)size);
			int after = n - 1 - size;
			mpz_fac_ui(part, (unsigned long)after);
			mpz_mul(orders, orders, part);
			mpz_addmul(sum, orders, swings[s]);
		}
		mpz_fac_ui(mpq_denref(m->value[type]), (unsigned long)n);
		mpq_canonicalize(m->value[type]);
	}
	put(m, HEL_SHAPLEY);
	mpz_clears(orders, part, NULL);
}

/* Sum of numbers by k over k + v. */
static void sum_shares(mpq_t to, mpz_t *numbers, int n, int vetoes)
{
	mpq_t part;
	mpq_init(part);
	mpq_set_ui(to, 0, 1);
	for (int k = 0; k <= n; k++) {
		if (!mpz_sgn(numbers[k]) || !(k + vetoes))
			continue;
		mpz_set(mpq_numref(part), numbers[k]);
		mpz_set_si(mpq_denref(part), k + vetoes);
		mpq_canonicalize(part);
		mpq_add(to, to, part);
	}
	mpq_clear(part);
}

/* Winning coalitions by how many members can bring them down, of the folded game: each is in `critical` of k members. */
static mpz_t *winning_by_critical(const maker *m)
{
	const hel_tally *t = m->tally;
	mpz_t *by = malloc(((size_t)t->n + 1) * sizeof *by), rest;
	if (!by)
		return NULL;
	mpz_init_set(rest, m->winning);
	for (int k = 0; k <= t->n; k++) {
		mpz_init(by[k]);
		for (int type = 0; type < t->n_types && k; type++)
			mpz_addmul_ui(by[k], row_of(t->critical, type, (size_t)t->n + 1)[k],
				      (unsigned long)m->game->type[type].n);
		if (k)
			mpz_divexact_ui(by[k], by[k], (unsigned long)k);
		mpz_sub(rest, rest, by[k]);
	}
	mpz_swap(by[0], rest);
	mpz_clear(rest);
	return by;
}

static void put_johnston(maker *m)
{
	const hel_tally *t = m->tally;
	mpz_t *by = winning_by_critical(m);
	if (!by) {
		m->status = hel_fail_memory(m->error);
		return;
	}
	for (int type = 0; type < t->n_types; type++)
		sum_shares(m->value[type], row_of(t->critical, type, (size_t)t->n + 1), t->n, m->game->n_vetoes);
	sum_shares(m->value[t->n_types], by, t->n, m->game->n_vetoes);
	normalise(m);
	put(m, HEL_JOHNSTON);
	for (int k = 0; k <= t->n; k++)
		mpz_clear(by[k]);
	free(by);
}

static void put_minimal(maker *m)
{
	const hel_tally *t = m->tally;
	mpz_t all;
	mpz_init(all);
	for (int s = 0; s <= t->n; s++)
		mpz_add(all, all, t->minimal_all[s]);
	m->power->minimal = digits_of(all);
	if (!m->power->minimal)
		m->status = hel_fail_memory(m->error);
	for (int index = HEL_DEEGAN_PACKEL; index <= HEL_HOLLER_PACKEL && !m->status; index++) {
		int from = index == HEL_HOLLER_PACKEL;
		for (int type = 0; type <= t->n_types; type++) {
			mpz_t *numbers = type == t->n_types ? t->minimal_all : row_of(t->minimal, type, (size_t)t->n + 1);
			mpq_set_ui(m->value[type], 0, 1);
			if (!from) {
				sum_shares(m->value[type], numbers, t->n, m->game->n_vetoes);
				continue;
			}
			for (int s = 0; s <= t->n; s++)
				mpz_add(mpq_numref(m->value[type]), mpq_numref(m->value[type]), numbers[s]);
		}
		normalise(m);
		if (m->how->want[index])
			put(m, (hel_power_index)index);
	}
	mpz_clear(all);
}

/* Swings and W as the rules have them, dummies counted in. */
static void put_digits(maker *m)
{
	mpz_t sum;
	mpz_init(sum);
	for (int i = 0; i < m->power->n && !m->status; i++) {
		int type = m->game->type_of[i];
		mpz_set_ui(sum, 0);
		if (type != HEL_IS_DUMMY)
			sum_swings(m, type == HEL_HAS_VETO ? m->tally->n_types : type, sum);
		mpz_mul_2exp(sum, sum, (mp_bitcnt_t)m->game->n_dummies);
		m->power->voter[i].swings = digits_of(sum);
		m->status = m->power->voter[i].swings ? HEL_OK : hel_fail_memory(m->error);
	}
	mpz_mul_2exp(sum, m->winning, (mp_bitcnt_t)m->game->n_dummies);
	m->power->winning = digits_of(sum);
	if (!m->power->winning)
		m->status = hel_fail_memory(m->error);
	mpz_clear(sum);
}

hel_status hel_indices_of(hel_voting_power *power, const hel_game *game, const hel_tally *tally,
			  const hel_power_options *how, hel_error *error)
{
	maker m = {.power = power, .game = game, .tally = tally, .how = how, .error = error};
	size_t values = (size_t)tally->n_types + 1;
	m.value = malloc(values * sizeof *m.value);
	if (!m.value)
		return hel_fail_memory(error);
	for (size_t t = 0; t < values; t++)
		mpq_init(m.value[t]);
	mpz_init(m.winning);
	for (int s = 0; s <= tally->n; s++)
		mpz_add(m.winning, m.winning, tally->winning[s]);
	put_digits(&m);
	put_counts(&m);
	if (how->want[HEL_SHAPLEY] && tally->has_sizes)
		put_shapley(&m);
	if (how->want[HEL_JOHNSTON] && tally->has_critical)
		put_johnston(&m);
	if ((how->want[HEL_DEEGAN_PACKEL] || how->want[HEL_HOLLER_PACKEL]) && tally->has_minimal)
		put_minimal(&m);
	mpz_clear(m.winning);
	for (size_t t = 0; t < values; t++)
		mpq_clear(m.value[t]);
	free(m.value);
	return m.status;
}
