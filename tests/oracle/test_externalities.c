/* test_externalities.c: externalities against the definition: the mechanism evaluated with x and without it. In small worlds by
 * the oracle, on mechanisms that were edited beforehand; in the world of 2021 by the library's own evaluation of a change. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "assess/indices.h"
#include "compare.h"
#include "externalities/pairwise.h"
#include "oracle.h"

typedef struct bench {
	compare c;
	const hel_scenario *scenario;
	const hel_externalities *e;
	const hel_externalities_result *r;
	oracle_question ask; /* mechanism, lens and seed of the result at hand */
} bench;

static int n_worlds(int usual)
{
	const char *wanted = getenv("ORACLE_WORLDS");
	return wanted ? atoi(wanted) : usual;
}

/* --- small worlds against the oracle --------------------------------------------------------------------------------- */

typedef struct edits {
	oracle_edit one, step[ORACLE_STEPS];
	oracle with, without;
} edits;

/* The mechanisms with x and without it. */
static void edit(const bench *b, const hel_externality *x, edits *d, const hel_mechanism **with, const hel_mechanism **without)
{
	const hel_mechanism *m = b->ask.mechanism;
	bool out[ORACLE_STATES] = {false};
	*with = *without = m;
	switch (b->e->of) {
	case HEL_OF_COMMITMENTS:
		oracle_without(&d->one, m, (size_t)(x->commitment - m->commitment));
		*without = &d->one.mechanism;
		break;
	case HEL_OF_TIES:
		oracle_cut(&d->one, m, x->a, x->b);
		*without = &d->one.mechanism;
		break;
	case HEL_OF_POTENTIAL:
		oracle_with_tie(&d->one, m, x->a, x->b);
		*with = &d->one.mechanism;
		break;
	default:
		out[x->a] = true;
		*without = oracle_out(d->step, m, out, b->ask.world->n);
	}
}

static double security(const bench *b, double loss)
{
	return exp(-b->r->calibrated.years * loss);
}

/* Absolute in S, relative to the larger loss in L. */
static void compare_state(bench *b, const hel_externality *x, int s, double with, double without, double *values)
{
	double dL = hel_difference(with, without), scale = fmax(with, without);
	compare_close(&b->c, "dL", x->a, b->e->state[s], x->dL[s], dL, scale);
	compare_close(&b->c, "dS", x->a, b->e->state[s], x->dS[s], security(b, with) - security(b, without), 1);
	(void)values;
}

static bool is_party(const hel_externality *x, int state)
{
	return x->commitment ? oracle_is_member(x->commitment, state) : state == x->a || state == x->b;
}

static void compare_sums(bench *b, const hel_externality *x, double scale)
{
	double harm = 0, gain = 0, own = 0, most = 0;
	for (int s = 0; s < b->e->n_region; s++) {
		if (isnan(x->dL[s]))
			continue;
		if (is_party(x, b->e->state[s])) {
			own -= x->dL[s];
			continue;
		}
		harm += fmax(x->dL[s], 0);
		gain += fmax(-x->dL[s], 0);
		most = fmax(most, x->dL[s]);
	}
	compare_close(&b->c, "harm", x->a, x->b, x->harm, harm, scale);
	compare_close(&b->c, "gain", x->a, x->b, x->gain, gain, scale);
	compare_close(&b->c, "own", x->a, x->b, x->own, own, scale);
	compare_int(&b->c, "payer", x->a, x->payer >= 0, most > 0);
}

static void compare_point(bench *b, const hel_externality *x, edits *d)
{
	const hel_mechanism *with, *without;
	double scale = 0;
	edit(b, x, d, &with, &without);
	b->ask.draw = HEL_POINT;
	b->ask.mechanism = with;
	oracle_evaluate(&d->with, b->ask);
	b->ask.mechanism = without;
	oracle_evaluate(&d->without, b->ask);
	b->ask.mechanism = &b->scenario->mechanism[b->r->mechanism];
	for (int s = 0; s < b->e->n_region; s++) {
		int j = b->e->state[s];
		scale = fmax(scale, fmax(d->with.loss[j], d->without.loss[j]));
		if (!isnan(x->dL[s]))
			compare_state(b, x, s, d->with.loss[j], d->without.loss[j], NULL);
	}
	compare_sums(b, x, scale);
}

/* Quantiles over the draws of the oracle. */
static void compare_draws(bench *b, const hel_externality *x, edits *d)
{
	const hel_mechanism *with, *without;
	int draws = b->e->draws, n = b->e->n_region;
	double *value = calloc((size_t)(draws * n), sizeof *value);
	assert_non_null(value);
	edit(b, x, d, &with, &without);
	for (b->ask.draw = 0; b->ask.draw < draws; b->ask.draw++) {
		b->ask.mechanism = with;
		oracle_evaluate(&d->with, b->ask);
		b->ask.mechanism = without;
		oracle_evaluate(&d->without, b->ask);
		for (int s = 0; s < n; s++)
			value[s * draws + b->ask.draw] =
			    security(b, d->with.loss[b->e->state[s]]) - security(b, d->without.loss[b->e->state[s]]);
	}
	b->ask.mechanism = &b->scenario->mechanism[b->r->mechanism];
	for (int s = 0; s < n; s++) {
		if (isnan(x->dL[s]))
			continue;
		hel_figure figure = hel_figure_of(0, value + s * draws, (size_t)draws, NULL);
		compare_close(&b->c, "low", x->a, b->e->state[s], x->low[s], figure.low, 1);
		compare_close(&b->c, "high", x->a, b->e->state[s], x->high[s], figure.high, 1);
	}
	free(value);
}

static void compare_world(bench *b, small_world *w, hel_what of, edits *d)
{
	const hel_scenario *s = &w->scenario;
	hel_externalities e = {0};
	hel_externalities_options options;
	hel_error error = {0};
	hel_externalities_options_init(&options);
	size_t mechanisms[] = {0, 1};
	options.of = of;
	options.seed = w->seed + 7;
	options.draws = 3;
	options.threads = 2;
	options.mechanism = mechanisms;
	options.n_mechanisms = 2;
	assert_int_equal(hel_externalities_make(&e, s, NULL, &options, &error), HEL_OK);
	b->scenario = s;
	b->e = &e;
	for (size_t r = 0; r < e.n_results; r++) {
		char where[128];
		b->r = &e.result[r];
		b->ask = (oracle_question){.world = &s->world, .mechanism = &s->mechanism[b->r->mechanism],
		                           .lens = &s->lens[b->r->lens], .seed = options.seed};
		snprintf(where, sizeof where, "%s, %s, %s", hel_what_name(of), b->ask.mechanism->name, b->ask.lens->name);
		b->c.where = where;
		for (size_t i = 0; i < b->r->n; i++) {
			compare_point(b, &b->r->x[i], d);
			compare_draws(b, &b->r->x[i], d);
		}
	}
	hel_externalities_free(&e);
}

static void test_small(void **state)
{
	(void)state;
	bench b = {.c = {.failed = 0}};
	edits *d = calloc(1, sizeof *d);
	assert_non_null(d);
	for (int seed = 1; seed <= n_worlds(60); seed++) {
		small_world w;
		small_world_make(&w, (uint64_t)seed, 0);
		b.c.world = &w;
		for (int of = 0; of < HEL_WHATS; of++)
			compare_world(&b, &w, (hel_what)of, d);
		small_world_free(&w);
	}
	free(d);
	print_message("%d figures compared\n", b.c.checked);
	assert_int_equal(b.c.failed, 0);
}

/* --- the real world --------------------------------------------------------------------------------------------------- */

static const char WORLD[] =
    "name: the whole world\nworld: {year: 2021, carry-forward: true}\n"
    "lenses:\n"
    "  - {capabilities: {omega: 1, reach: world, severity: 0.1}, name: shared fear}\n"
    "  - {capabilities: {omega: 1, chain: 1, reach: world, severity: 0.1, pledges: 1}, name: chained}\n"
    "  - {capabilities: {omega: [0, 0.5, 1], gamma: [0.5, 1, 2], pledges: 0.5, stack: independent, trust: {defence: 0.5}, "
    "severity: 0.1}, name: drawn}\n"
    "  - {rivalry: {severity: 0.1}}\n"
    "  - {estimated: {severity: 0.1}}\n"
    "mechanisms:\n"
    "  - {name: as it stood, commitments: [{in-force: 2021}]}\n"
    "  - {name: more, commitments: [{in-force: 2021}, {offence: {members: [USA, UKG, AUL], rho: 0.6}}, "
    "{collective-security: {members: [FRN, GMY, RUS, TUR], rule: automatic, rho: [0.3, 0.5, 0.75]}}, "
    "{non-aggression: {members: [CHN, IND, PAK, RUS], factor: 0.6}}]}\n";

typedef struct real {
	hel_panel *panel;
	hel_scenario scenario;
} real;

static void open_real(real *r, const char *text)
{
	hel_error error = {0};
	*r = (real){.panel = NULL};
	assert_int_equal(hel_panel_open(&r->panel, NULL, &error), HEL_OK);
	assert_int_equal(hel_scenario_parse(&r->scenario, text, strlen(text), "test", r->panel, &error), HEL_OK);
	for (size_t l = 0; l < r->scenario.n_lenses; l++) { /* so that h0 has a value */
		hel_record record;
		hel_notes notes = {0};
		assert_int_equal(
		    hel_lens_calibrate(&r->scenario.lens[l], &record, &r->scenario.world, r->panel, &notes, &error), HEL_OK);
		hel_notes_free(&notes);
	}
}

static void close_real(real *r)
{
	hel_scenario_free(&r->scenario);
	hel_panel_free(r->panel);
}

/* The incremental kernel and the whole evaluation. */
typedef struct twins {
	compare *c;
	hel_sample *sample, *naive;
	const hel_pairwise *pairwise;
	double *before, *scratch, *rise;
} twins;

static void compare_pair(const twins *x, const hel_change *change)
{
	const hel_model *model = x->sample->model;
	hel_pairwise_rise(x->pairwise, x->sample, change, x->scratch, x->rise);
	hel_sample_change(x->naive, change);
	hel_losses(x->naive, NULL, 0);
	hel_sample_restore(x->naive);
	int a = change->tie_a >= 0 ? change->tie_a : change->cut_a, b = change->tie_a >= 0 ? change->tie_b : change->cut_b;
	for (int t = 0; t < model->n_targets; t++) {
		double after = x->naive->loss[t], before = x->before[t];
		compare_close(x->c, "rise", a * 1000 + b, model->target[t], x->rise[t], after - before, fmax(after, before));
		double years = model->lens->years, rise = exp(-years * (before + x->rise[t])) - exp(-years * before);
		compare_close(x->c, "rise in S", a * 1000 + b, model->target[t], rise, exp(-years * after) - exp(-years * before), 1);
	}
}

static void compare_pairs(const twins *x, int n_pairs, uint64_t seed)
{
	const hel_model *model = x->sample->model;
	const hel_obligations *o = model->obligations;
	double rho = hel_default_rho(HEL_DEFENCE).mode;
	for (int y = 0; y < n_pairs; y++) {
		int n = model->n, a = (int)(hel_uniform(seed, (uint64_t)y, "a") * n), b = (int)(hel_uniform(seed, (uint64_t)y, "b") * n);
		if (y % 2) { /* a bond that is there */
			const hel_bond *bond = &o->bond[(size_t)(hel_uniform(seed, (uint64_t)y, "c") * (double)o->n_bonds)];
			a = bond->k;
			b = bond->p;
		}
		if (a == b)
			continue;
		hel_change change = HEL_NO_CHANGE;
		if (y % 2) {
			change.cut_a = a;
			change.cut_b = b;
		} else {
			change.tie_a = a;
			change.tie_b = b;
			change.tie_rho = rho;
		}
		compare_pair(x, &change);
	}
}

static void compare_real_case(compare *c, const hel_scenario *s, size_t m, size_t l)
{
	hel_error error = {0};
	hel_obligations obligations;
	hel_model model;
	hel_sample base, sample, naive;
	hel_pairwise pairwise;
	hel_arena *arena = hel_arena_new();
	assert_int_equal(hel_obligations_build(&obligations, &s->mechanism[m], s->world.n, s->lens[l].rho, false, &error), HEL_OK);
	assert_int_equal(hel_model_build(&model, &s->world, &s->lens[l], &obligations, NULL, 0, HEL_THREATENED, &error), HEL_OK);
	assert_int_equal(hel_sample_new(&base, &model, &error), HEL_OK);
	assert_int_equal(hel_sample_new(&sample, &model, &error), HEL_OK);
	assert_int_equal(hel_sample_new(&naive, &model, &error), HEL_OK);
	assert_int_equal(hel_sample_keep_sums(&base, &error), HEL_OK);
	assert_int_equal(hel_pairwise_new(&pairwise, arena, &model, &error), HEL_OK);
	double *work = hel_arena_alloc(arena, 2 * (size_t)model.n + hel_pairwise_scratch(&pairwise), sizeof *work);
	twins x = {c, &sample, &naive, &pairwise, work, work + 2 * model.n, work + model.n};
	for (int draw = HEL_POINT; draw < 2; draw++) {
		c->draw = draw;
		hel_sample_draw(&base, 3, draw);
		hel_losses(&base, NULL, 0);
		memcpy(x.before, base.loss, (size_t)model.n_targets * sizeof *x.before);
		assert_true(hel_pairwise_can(&base));
		hel_pairwise_set(&pairwise, &base);
		hel_sample_draw(&sample, 3, draw);
		hel_sample_draw(&naive, 3, draw);
		compare_pairs(&x, 120, (uint64_t)(draw + 2));
	}
	hel_sample_free(&base);
	hel_sample_free(&sample);
	hel_sample_free(&naive);
	hel_model_free(&model);
	hel_obligations_free(&obligations);
	hel_arena_free(arena);
}

static void test_real(void **state)
{
	(void)state;
	real r;
	small_world none = {.seed = 0};
	compare c = {.world = &none};
	open_real(&r, WORLD);
	for (size_t m = 0; m < r.scenario.n_mechanisms; m++) {
		for (size_t l = 0; l < r.scenario.n_lenses; l++) {
			c.where = r.scenario.lens[l].name;
			compare_real_case(&c, &r.scenario, m, l);
		}
	}
	close_real(&r);
	print_message("%d figures compared\n", c.checked);
	assert_int_equal(c.failed, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_small),
	    cmocka_unit_test(test_real),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
