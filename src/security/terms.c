/* terms.c: the terms of a fitted model for every pair of a world: each a formula of its own. */
#include "security/terms.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/fail.h"
#include "fit/design.h"
#include "fit/settle.h"

/* Columns of pairs that a world has, row i * n + j. */
typedef struct pairs {
	const hel_world *world;
	size_t n_rows;
	double *value[HEL_FORMULA_COLUMNS_MAX];
} pairs;

/* Frozen, a pair that has fought keeps the years at peace that it had when the record ended; one that never did has nothing to
 * take up again, and its years go on (else states born since would count as at each other's throats). */
static int years_at_peace(const hel_world *world, hel_peace peace, bool cow, size_t pair)
{
	int year = world->year + 1, last = world->peace_known[cow] + 1, from = world->peace_from[cow][pair];
	if (peace == HEL_PEACE_FROZEN && world->fought[cow][pair] && year > last)
		year = last;
	return year > from ? year - from : 0;
}

/* The value of a column for i attacking j, in the words of the dyad-year table; false: a world has none of that name. */
static bool value_of(const hel_world *world, hel_peace peace, const char *name, size_t i, size_t j, double *value)
{
	size_t pair = i * (size_t)world->n + j, length = strlen(name);
	char last = length ? name[length - 1] : '\0';
	const hel_state *side = &world->state[last == '2' ? j : i];
	static const char *const sided[] = {"ccode", "cowmaj", "cinc", "tpop", "milper"};
	for (size_t s = 0; (last == '1' || last == '2') && s < sizeof sided / sizeof *sided; s++) {
		if (strlen(sided[s]) != length - 1 || strncmp(name, sided[s], length - 1) != 0)
			continue;
		const double values[] = {side->ccode, side->major, side->cinc, side->population, side->milper};
		*value = values[s];
		return true;
	}
	if (!strcmp(name, "conttype"))
		*value = world->contiguity[pair];
	else if (!strcmp(name, "mindist"))
		*value = world->dist_km[pair];
	else if (!strcmp(name, "ongoingrivalry"))
		*value = world->rival[pair];
	else if (!strcmp(name, "gmlmidspell") || !strcmp(name, "cowmidspell"))
		*value = years_at_peace(world, peace, *name == 'c', pair);
	else if (!strcmp(name, "year"))
		*value = world->year + 1;
	else
		return false;
	return true;
}

static hel_status fill_column(pairs *p, hel_peace peace, const char *model, const char *name, int c, hel_error *error)
{
	size_t n = (size_t)p->world->n;
	if (!(p->value[c] = malloc((p->n_rows + 1) * sizeof(double))))
		return hel_fail_memory(error);
	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < n; j++) {
			if (!value_of(p->world, peace, name, i, j, &p->value[c][i * n + j]))
				return hel_fail(error, HEL_EINPUT, "model '%s' needs column '%s', which no world has", model,
						name);
		}
	}
	return HEL_OK;
}

/* One term for every pair: a formula of its own. */
static hel_status compute_term(double *to, const hel_world *world, const hel_lens *lens, const char *term, hel_error *error)
{
	hel_formula *f = NULL;
	pairs p = {.world = world, .n_rows = (size_t)world->n * (size_t)world->n};
	char text[600];
	double *value[HEL_VARIABLES_MAX] = {0}, *work = malloc((p.n_rows + 1) * sizeof *work);
	double *scratch = malloc(HEL_EXPRESSION_DEPTH_MAX * (p.n_rows + 1) * sizeof *scratch);
	snprintf(text, sizeof text, "1 ~ 0 + %s", term);
	hel_status status = work && scratch ? hel_formula_read(&f, text, NULL, error) : hel_fail_memory(error);
	for (int c = 0; !status && c < f->names.n; c++)
		status = fill_column(&p, lens->peace, lens->estimates->model, f->names.name[c], c, error);
	for (int v = 0; !status && v < f->n_variables; v++) {
		hel_rows rows = {.n = p.n_rows, .column = p.value, .scratch = scratch};
		if (f->variable[v].kind != HEL_VARIABLE_PLAIN || f->names.most_shift)
			status = hel_fail(error, HEL_EINPUT,
					  "a lens cannot compute term '%s': no factors, splines, poly() or lags", term);
		else if (!(value[v] = malloc((p.n_rows + 1) * sizeof **value)))
			status = hel_fail_memory(error);
		else
			hel_expression_compute(f->variable[v].expression, &rows, value[v]);
	}
	if (!status)
		hel_term_expand(f, 0, value, p.n_rows, &to, work);
	for (int c = 0; c < HEL_FORMULA_COLUMNS_MAX; c++)
		free(p.value[c]);
	for (int v = 0; v < HEL_VARIABLES_MAX; v++)
		free(value[v]);
	free(work);
	free(scratch);
	hel_formula_free(f);
	return status;
}

static bool turns(hel_terms *terms, const char *name, int term)
{
	bool turning = false;
	for (int x = 0; x < HEL_TURNINGS; x++) {
		if (!strcmp(name, hel_turning_name[x])) {
			terms->turning_term[x] = term;
			turning = true;
		}
	}
	if (!strcmp(name, "(Intercept)"))
		terms->intercept = term;
	return turning || terms->intercept == term;
}

static bool list_terms(hel_terms *terms, const hel_estimates *e)
{
	terms->intercept = -1;
	for (int x = 0; x < HEL_TURNINGS; x++)
		terms->turning_term[x] = -1;
	terms->fixed_term = hel_arena_alloc(terms->memory, e->n, sizeof *terms->fixed_term);
	for (size_t t = 0; terms->fixed_term && t < e->n; t++) {
		if (!turns(terms, e->term[t], (int)t))
			terms->fixed_term[terms->n_fixed++] = (int)t;
	}
	if (!terms->fixed_term)
		return false;
	terms->value =
	    hel_arena_alloc(terms->memory, terms->n * terms->n * (size_t)terms->n_fixed + 1, sizeof *terms->value);
	terms->odds = hel_arena_alloc(terms->memory, terms->n * terms->n + 1, sizeof *terms->odds);
	return terms->value && terms->odds;
}

/* of_pair: row i attacks column j. What a state has with itself does not matter. */
static void take(hel_terms *terms, int term, const double *of_pair)
{
	size_t n = terms->n;
	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < n; j++) {
			double value = of_pair[i * n + j];
			bool known = isfinite(value);
			terms->gaps |= !known && i != j;
			terms->value[hel_terms_pair(terms, i, j) * (size_t)terms->n_fixed + (size_t)term] =
			    known || i != j ? value : 0;
		}
	}
}

hel_status hel_terms_make(hel_terms *terms, const hel_world *world, const hel_lens *lens, hel_error *error)
{
	const hel_estimates *e = lens->estimates;
	size_t n = (size_t)world->n;
	*terms = (hel_terms){.n = n, .memory = hel_arena_new()};
	double *drawn = malloc((e->n + 1) * sizeof *drawn), *of_pair = malloc((n * n + 1) * sizeof *of_pair);
	hel_status status = terms->memory && drawn && of_pair && list_terms(terms, e) ? HEL_OK : hel_fail_memory(error);
	if (!status) /* whether draws can be made */
		status = hel_draw_normal(e->estimate, e->covariance, e->n, 0, 0, drawn, error);
	for (int f = 0; !status && f < terms->n_fixed; f++) {
		status = compute_term(of_pair, world, lens, e->term[terms->fixed_term[f]], error);
		if (!status)
			take(terms, f, of_pair);
	}
	for (size_t pair = 0; !status && pair < n * n; pair++)
		terms->odds[pair] = hel_terms_odds(terms, pair, e->estimate);
	free(drawn);
	free(of_pair);
	if (status)
		hel_terms_free(terms);
	return status;
}

double hel_terms_odds(const hel_terms *terms, size_t pair, const double *coefficient)
{
	double sum = terms->intercept < 0 ? 0 : coefficient[terms->intercept];
	for (int f = 0; f < terms->n_fixed; f++)
		sum += coefficient[terms->fixed_term[f]] * terms->value[pair * (size_t)terms->n_fixed + (size_t)f];
	return sum;
}

hel_status hel_terms_copy_point(hel_terms *to, const hel_terms *from, hel_error *error)
{
	*to = *from;
	to->value = NULL;
	to->memory = hel_arena_new();
	size_t cells = from->n * from->n + 1;
	to->odds = to->memory ? hel_arena_alloc(to->memory, cells, sizeof *to->odds) : NULL;
	to->fixed_term = to->odds ? hel_arena_alloc(to->memory, (size_t)from->n_fixed, sizeof *to->fixed_term) : NULL;
	if (!to->fixed_term) {
		hel_terms_free(to);
		return hel_fail_memory(error);
	}
	memcpy(to->odds, from->odds, cells * sizeof *to->odds);
	memcpy(to->fixed_term, from->fixed_term, (size_t)from->n_fixed * sizeof *to->fixed_term);
	return HEL_OK;
}

void hel_terms_free(hel_terms *terms)
{
	hel_arena_free(terms->memory);
	*terms = (hel_terms){0};
}
