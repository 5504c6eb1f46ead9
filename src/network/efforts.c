/* efforts.c: the equilibrium of Koenig, Rohner, Thoenig & Zilibotti (2017), Econometrica 85:1093-1132. State i gets
 * phi_i / Phi - x_i, phi = B x, B = I + beta A+ - gamma A-, Phi = sum of phi. One more unit of x_i adds
 * 1 + beta d+_i - gamma d-_i = 1 / Gamma_i to Phi, so that at a best answer phi_i = Gamma_i Phi (1 - Phi), and summing over i
 * Phi = 1 - 1 / sum Gamma = lambda. The second derivative is -2 / (Gamma_i Phi^2) times 1 - phi_i / (Gamma_i Phi) = Phi > 0:
 * a maximum. No I/O. */
#include "helsinki/network.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/fail.h"

/* A pivot below this share of the largest entry of its matrix is rounding: B has entries of about 1. */
static const double NOTHING_LEFT = 1e-12;

void hel_effort_options_init(hel_effort_options *options)
{
	*options = (hel_effort_options){.beta = 0.083, .gamma = 0.114};
}

const char *hel_effort_outcome_name(hel_effort_outcome outcome)
{
#define NAME(code, text) text,
	static const char *const name[] = {HEL_EFFORT_LIST(NAME)};
#undef NAME
	return name[outcome];
}

static void swap_rows(double *a, size_t n, size_t r, size_t s)
{
	for (size_t c = 0; r != s && c < n; c++) {
		double kept = a[r * n + c];
		a[r * n + c] = a[s * n + c];
		a[s * n + c] = kept;
	}
}

/* Gauss and Jordan with row pivots: b, the unit matrix at first, becomes the inverse of a. Not LAPACK's: its last bits change
 * with the number of threads, and 200 states take 10 ms. false: singular. */
static bool invert(double *a, double *b, size_t n)
{
	for (size_t c = 0; c < n; c++) {
		size_t best = c;
		for (size_t r = c + 1; r < n; r++) {
			if (fabs(a[r * n + c]) > fabs(a[best * n + c]))
				best = r;
		}
		if (fabs(a[best * n + c]) < NOTHING_LEFT)
			return false;
		swap_rows(a, n, c, best);
		swap_rows(b, n, c, best);
		double pivot = a[c * n + c];
		for (size_t x = 0; x < n; x++) {
			a[c * n + x] /= pivot;
			b[c * n + x] /= pivot;
		}
		for (size_t r = 0; r < n; r++) {
			double factor = a[r * n + c];
			for (size_t x = 0; r != c && factor != 0 && x < n; x++) {
				a[r * n + x] -= factor * a[c * n + x];
				b[r * n + x] -= factor * b[c * n + x];
			}
		}
	}
	return true;
}

static void fill_matrices(const hel_efforts *e, const uint8_t *enemy, double *b)
{
	size_t n = (size_t)e->n;
	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < n; j++) {
			bool foe = enemy && enemy[i * n + j] && i != j;
			b[i * n + j] = i == j ? 1 : foe ? -e->how.gamma : e->how.beta * e->tie[i * n + j];
			e->inverse[i * n + j] = i == j;
		}
	}
}

static void count_neighbours(const hel_efforts *e, const hel_network *network)
{
	size_t n = (size_t)e->n;
	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < n; j++) {
			bool foe = network->enemy && network->enemy[i * n + j];
			e->tie[i * n + j] = i != j && network->ally[i * n + j] && !foe;
			e->allies[i] += e->tie[i * n + j];
			e->enemies[i] += i != j && foe;
		}
	}
}

/* Hostilities, and lambda from their sum. */
static hel_effort_outcome look_at_margins(hel_efforts *e)
{
	double sum = 0;
	for (int i = 0; i < e->n; i++) {
		double margin = 1 + e->how.beta * e->allies[i] - e->how.gamma * e->enemies[i];
		if (!(margin > 0)) {
			e->culprit = i;
			return HEL_EFFORT_BESET;
		}
		sum += e->hostility[i] = 1 / margin;
	}
	if (!(sum > 1))
		return HEL_EFFORT_IDLE;
	e->lambda = 1 - 1 / sum;
	return HEL_EFFORT_SOLVED;
}

static void fill_equilibrium(hel_efforts *e)
{
	size_t n = (size_t)e->n;
	double scale = e->lambda * (1 - e->lambda);
	e->total = 0;
	for (size_t i = 0; i < n; i++) {
		double sum = 0;
		for (size_t j = 0; j < n; j++)
			sum += e->inverse[i * n + j] * e->hostility[j];
		e->effort[i] = scale * sum;
		e->performance[i] = scale * e->hostility[i];
		e->payoff[i] = (1 - e->lambda) * e->hostility[i] - e->effort[i];
		e->n_negative += e->effort[i] < 0;
		e->total += e->effort[i];
	}
}

static bool make_room(hel_efforts *e)
{
	size_t n = (size_t)e->n;
	hel_arena *arena = e->memory = hel_arena_new();
	double **const column[] = {&e->hostility, &e->effort, &e->performance, &e->payoff};
	bool all = arena != NULL;
	for (size_t c = 0; all && c < sizeof column / sizeof *column; c++) {
		*column[c] = hel_arena_alloc(arena, n, sizeof **column[c]);
		all = *column[c] != NULL;
		for (size_t i = 0; all && i < n; i++)
			(*column[c])[i] = NAN;
	}
	return all && (e->allies = hel_arena_alloc(arena, n, sizeof *e->allies)) &&
	       (e->enemies = hel_arena_alloc(arena, n, sizeof *e->enemies)) && (e->tie = hel_arena_alloc(arena, n * n, 1)) &&
	       (e->inverse = hel_arena_alloc(arena, n * n, sizeof *e->inverse));
}

hel_status hel_efforts_of(hel_efforts *efforts, const hel_network *network, const hel_effort_options *options,
			  hel_error *error)
{
	hel_efforts e = {.n = network->n, .how = *options, .culprit = -1, .lambda = NAN, .total = NAN};
	if (!(options->beta >= 0) || !(options->gamma >= 0) || isinf(options->beta) || isinf(options->gamma))
		return hel_fail(error, HEL_EUSAGE, "beta and gamma are numbers from 0 on");
	size_t n = (size_t)e.n;
	double *b = calloc(n * n + 1, sizeof *b);
	if (!b || !make_room(&e)) {
		free(b);
		hel_efforts_free(&e);
		return hel_fail_memory(error);
	}
	count_neighbours(&e, network);
	fill_matrices(&e, network->enemy, b);
	e.outcome = look_at_margins(&e);
	if (e.outcome == HEL_EFFORT_SOLVED && !invert(b, e.inverse, n))
		e.outcome = HEL_EFFORT_SINGULAR;
	if (e.outcome == HEL_EFFORT_SOLVED)
		fill_equilibrium(&e);
	else
		e.lambda = NAN;
	free(b);
	*efforts = e;
	return HEL_OK;
}

void hel_efforts_free(hel_efforts *efforts)
{
	hel_arena_free(efforts->memory);
	*efforts = (hel_efforts){0};
}
