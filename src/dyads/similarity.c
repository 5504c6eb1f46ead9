/* similarity.c: how alike two states' ties are: S, pi, kappa, tau-b, all from one table of how often the two have which pair of
 * values towards the same third state. The table comes from bit sets, one for each state, year and value: its sums are
 * populations of intersections, n / 64 words each, instead of products of n numbers. */
#include "dyads/similarity.h"

#include <math.h>
#include <string.h>

#include "base/fail.h"

typedef struct table { /* n x n counts: row the value of state one, column that of state two */
	int n;
	double count[HEL_VALUES_MAX][HEL_VALUES_MAX], row[HEL_VALUES_MAX], column[HEL_VALUES_MAX], total;
} table;

/* Bits set in a word, in parallel sums of 2, 4, 8 bits: no instruction that some machine lacks. */
static int population(uint64_t w)
{
	w -= w >> 1 & UINT64_C(0x5555555555555555);
	w = (w & UINT64_C(0x3333333333333333)) + (w >> 2 & UINT64_C(0x3333333333333333));
	w = (w + (w >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
	return (int)(w * UINT64_C(0x0101010101010101) >> 56);
}

static const uint64_t *bits_of(const hel_similarity *s, int state, int year)
{
	return s->bits + ((size_t)year * (size_t)s->n_states + (size_t)state) * (size_t)(s->values - 1) * HEL_WORDS;
}

static int count_bits(const uint64_t *a, const uint64_t *b)
{
	int n = 0;
	for (int w = 0; w < HEL_WORDS; w++) {
		if (a[w] & b[w])
			n += population(a[w] & b[w]);
	}
	return n;
}

static void fill_table(const hel_similarity *s, int one, int two, int year, table *t)
{
	const uint64_t *a = bits_of(s, one, year), *b = bits_of(s, two, year);
	int n = s->values, seen = 0;
	memset(t, 0, sizeof *t);
	t->n = n;
	t->total = s->n_in_year[year];
	for (int v = 1; v < n; v++) {
		t->row[v] = count_bits(a + (v - 1) * HEL_WORDS, a + (v - 1) * HEL_WORDS);
		t->column[v] = count_bits(b + (v - 1) * HEL_WORDS, b + (v - 1) * HEL_WORDS);
	}
	for (int v = 1; v < n; v++) {
		double rest_of_row = t->row[v];
		for (int u = 1; u < n; u++) {
			int both = count_bits(a + (v - 1) * HEL_WORDS, b + (u - 1) * HEL_WORDS);
			t->count[v][u] = both;
			rest_of_row -= both;
			seen += both;
		}
		t->count[v][0] = rest_of_row;
	}
	double zero_zero = t->total - seen;
	for (int v = 1; v < n; v++) {
		double rest_of_column = t->column[v];
		for (int u = 1; u < n; u++)
			rest_of_column -= t->count[u][v];
		t->count[0][v] = rest_of_column;
		zero_zero -= rest_of_column + t->count[v][0];
		t->row[0] -= t->row[v];
		t->column[0] -= t->column[v];
	}
	t->count[0][0] = zero_zero;
	t->row[0] += t->total;
	t->column[0] += t->total;
}

/* Any tie or none. */
static void make_binary(const table *t, table *binary)
{
	memset(binary, 0, sizeof *binary);
	binary->n = 2;
	binary->total = t->total;
	for (int v = 0; v < t->n; v++) {
		for (int u = 0; u < t->n; u++)
			binary->count[v > 0][u > 0] += t->count[v][u];
		binary->row[v > 0] += t->row[v];
		binary->column[v > 0] += t->column[v];
	}
}

/* Signorino and Ritter 1999: 1 - 2 sum(d) / (n dmax), d the distance to a power of 1 or 2. */
static double score_s(const table *t, int power)
{
	double sum = 0;
	int most = power == 2 ? (t->n - 1) * (t->n - 1) : t->n - 1;
	for (int v = 0; v < t->n; v++) {
		for (int u = 0; u < t->n; u++) {
			int d = v > u ? v - u : u - v;
			sum += t->count[v][u] * (power == 2 ? d * d : d);
		}
	}
	return 1 - 2 * sum / (t->total * most);
}

static double over(double observed, double expected)
{
	return expected == 1 ? NAN : (observed - expected) / (1 - expected);
}

/* Scott 1955: nominal agreement, chance from the pooled shares. Not weighted. */
static double scott_pi(const table *t)
{
	double observed = 0, expected = 0;
	for (int v = 0; v < t->n; v++) {
		double share = (t->row[v] + t->column[v]) / (2 * t->total);
		observed += t->count[v][v] / t->total;
		expected += share * share;
	}
	return over(observed, expected);
}

/* Cohen 1968: agreement weighted by 1 - (rank difference / (levels - 1))^2, where levels are the values that occur in either
 * row (as R's psych does it, and so add_fpsim). One level alone: no disagreement is possible, undefined. */
static double cohen_kappa(const table *t)
{
	int rank[HEL_VALUES_MAX], levels = 0;
	double observed = 0, expected = 0;
	for (int v = 0; v < t->n; v++)
		rank[v] = t->row[v] + t->column[v] > 0 ? levels++ : -1;
	if (levels < 2)
		return NAN;
	for (int v = 0; v < t->n; v++) {
		for (int u = 0; u < t->n; u++) {
			if (rank[v] < 0 || rank[u] < 0)
				continue;
			double apart = (double)(rank[v] - rank[u]) / (levels - 1), weight = 1 - apart * apart;
			observed += weight * t->count[v][u] / t->total;
			expected += weight * (t->row[v] / t->total) * (t->column[u] / t->total);
		}
	}
	return over(observed, expected);
}

/* Kendall 1945: (concordant - discordant) / sqrt(pairs untied in one x pairs untied in the other). */
static double tau_b(const table *t)
{
	double difference = 0, tied_one = 0, tied_two = 0, pairs = t->total * (t->total - 1) / 2;
	for (int v = 0; v < t->n; v++) {
		for (int u = 0; u < t->n; u++) {
			for (int w = v + 1; w < t->n && t->count[v][u] > 0; w++) {
				for (int x = 0; x < t->n; x++)
					difference += t->count[v][u] * t->count[w][x] * ((x > u) - (x < u));
			}
		}
		tied_one += t->row[v] * (t->row[v] - 1) / 2;
		tied_two += t->column[v] * (t->column[v] - 1) / 2;
	}
	double untied = (pairs - tied_one) * (pairs - tied_two);
	return untied > 0 ? difference / sqrt(untied) : NAN;
}

void hel_similarity_row(const hel_similarity *s, int one, int two, int year, double *out)
{
	table valued, binary;
	if (!s->n_in_year[year]) {
		for (int c = 0; c < HEL_SIMILARITY_COLUMNS; c++)
			out[c] = NAN;
		return;
	}
	fill_table(s, one, two, year, &valued);
	make_binary(&valued, &binary);
	out[0] = score_s(&valued, 2);
	out[1] = score_s(&valued, 1);
	out[2] = out[3] = score_s(&binary, 1); /* 0 and 1 are their own squares */
	out[4] = scott_pi(&valued);
	out[5] = scott_pi(&binary);
	out[6] = cohen_kappa(&valued);
	out[7] = cohen_kappa(&binary);
	out[8] = tau_b(&valued);
}

hel_similarity *hel_similarity_new(hel_dyads *d, int values, int first, int last)
{
	hel_similarity *s = hel_arena_alloc(d->arena, 1, sizeof *s);
	size_t words = (size_t)d->n_years * (size_t)d->n_states * (size_t)(values - 1) * HEL_WORDS;
	if (!s)
		return NULL;
	*s = (hel_similarity){values, d->n_states, hel_arena_alloc(d->arena, (size_t)d->n_years, sizeof(int)),
			      hel_arena_alloc(d->arena, words, sizeof(uint64_t))};
	if (!s->n_in_year || !s->bits)
		return NULL;
	for (int y = 0; y < d->n_years; y++) {
		for (int k = 0; k < d->n_states && HEL_FIRST_YEAR + y >= first && HEL_FIRST_YEAR + y <= last; k++)
			s->n_in_year[y] += d->present[hel_state_year(d, k, y)];
	}
	return s;
}

void hel_similarity_put(hel_similarity *s, int one, int other, int year, int value)
{
	uint64_t *bits = s->bits + ((size_t)year * (size_t)s->n_states + (size_t)one) * (size_t)(s->values - 1) * HEL_WORDS;
	for (int v = 1; v < s->values; v++) {
		bits[(v - 1) * HEL_WORDS + other / 64] &= ~(UINT64_C(1) << other % 64);
		if (v == value)
			bits[(v - 1) * HEL_WORDS + other / 64] |= UINT64_C(1) << other % 64;
	}
}

/* Chiba, Johnson and Leeds's order of obligations. */
static int value_of(unsigned owed)
{
	if (owed & (HEL_PACT_DEFENCE | HEL_PACT_OFFENCE))
		return 3;
	if (owed & (HEL_PACT_NEUTRALITY | HEL_PACT_CONSULTATION))
		return 2;
	return owed & HEL_PACT_NON_AGGRESSION ? 1 : 0;
}

hel_status hel_dyads_add_similarity(hel_dyads *d, hel_error *error)
{
	int until;
	const uint8_t *owed = hel_dyads_owed(d, &until, error);
	if (!owed)
		return error ? error->status : HEL_ENOMEM;
	hel_similarity *s = hel_similarity_new(d, 4, HEL_FIRST_YEAR, until);
	if (!s)
		return hel_fail_memory(error);
	for (int one = 0; one < d->n_states; one++) {
		for (int other = 0; other < d->n_states; other++) {
			for (int y = 0; y < d->n_years; y++) {
				unsigned now = owed[hel_pair_year(d, one, other, y)];
				int value = one == other ? 3 : value_of(now);
				if (value && d->present[hel_state_year(d, one, y)] &&
				    d->present[hel_state_year(d, other, y)])
					hel_similarity_put(s, one, other, y, value);
			}
		}
	}
	return hel_block_add(d, (hel_block){.kind = HEL_BLOCK_SIMILARITY, .similarity = s}, HEL_SOURCE_SIMILARITY, 0, 0,
			     error);
}
