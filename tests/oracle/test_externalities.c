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
static void compare_state(bench *b, const hel_externality *x, int s, double with, double without)
{
	double dL = hel_difference(with, without), scale = fmax(with, without);
	compare_close(&b->c, "dL", x->a, b->e->state[s], x->dL[s], dL, scale);
	compare_close(&b->c, "dS", x->a, b->e->state[s], x->dS[s], security(b, with) - security(b, without), 1);
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
			compare_state(b, x, s, d->with.loss[j], d->without.loss[j]);
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
	for (int seed = 1; seed <= small_worlds(30) + small_worlds(30) / 3; seed++) {
		small_world w;
		small_world_make(&w, (uint64_t)seed, seed > small_worlds(30) ? SMALL_CUT : 0);
		b.c.world = &w;
		for (int of = 0; of < HEL_WHATS; of++)
			compare_world(&b, &w, (hel_what)of, d);
		small_world_free(&w);
	}
	free(d);
	print_message("%d figures compared\n", b.c.checked);
	assert_int_equal(b.c.failed, 0);
}

/* --- actors ----------------------------------------------------------------------------------------------------------- */

typedef struct game {
	bench *b;
	edits *d;
	double losses[1 << ORACLE_STATES]; /* of the region, by the set of those who are out */
} game;

static double region_losses(game *g, int set)
{
	bool out[ORACLE_STATES];
	double sum = 0;
	const bench *b = g->b;
	for (int k = 0; k < b->ask.world->n; k++)
		out[k] = set >> k & 1;
	oracle_question ask = b->ask;
	ask.draw = HEL_POINT;
	ask.mechanism = oracle_out(g->d->step, b->ask.mechanism, out, b->ask.world->n);
	oracle_evaluate(&g->d->with, ask);
	for (int s = 0; s < b->e->n_region; s++)
		sum += isnan(b->r->loss[s]) ? 0 : g->d->with.loss[b->e->state[s]];
	return sum;
}

static double factorial(int n)
{
	return n < 2 ? 1 : n * factorial(n - 1);
}

/* The average over all orders, by subsets: those in `out` come after k. */
static double exact_value(const game *g, int k)
{
	const hel_externalities_result *r = g->b->r;
	int all = 0, n = (int)r->n;
	double sum = 0;
	for (int i = 0; i < n; i++)
		all |= 1 << r->x[i].a;
	for (int out = 0; out <= all; out++) {
		if ((out & ~all) || out >> k & 1)
			continue;
		int after = __builtin_popcount((unsigned)out);
		double weight = factorial(after) * factorial(n - 1 - after) / factorial(n);
		sum += weight * (g->losses[out | 1 << k] - g->losses[out]);
	}
	return sum;
}

static void compare_values(game *g)
{
	const hel_externalities_result *r = g->b->r;
	double sum = 0, scale = 0;
	int all = 0;
	for (size_t i = 0; i < r->n; i++)
		all |= 1 << r->x[i].a;
	for (int out = 0; out < 1 << g->b->ask.world->n; out++) {
		g->losses[out] = region_losses(g, out);
		scale = fmax(scale, g->losses[out]);
	}
	compare_close(&g->b->c, "v(N)", -1, -1, r->worth, g->losses[all] - g->losses[0], scale);
	for (size_t i = 0; i < r->n; i++) {
		double off = fabs(r->x[i].shapley - exact_value(g, r->x[i].a));
		sum += r->x[i].shapley;
		g->b->c.checked++;
		if (off > 4 * r->x[i].shapley_se + 1e-12 * scale) {
			g->b->c.failed++;
			fprintf(stderr, "world %llu, %s: the value of %d is %g off, standard error %g\n",
			        (unsigned long long)g->b->c.world->seed, g->b->c.where, r->x[i].a, off, r->x[i].shapley_se);
		}
	}
	compare_close(&g->b->c, "sum of values", -1, -1, sum, r->worth, scale);
	for (size_t i = 0; i < r->n_interactions; i++) {
		int a = 1 << r->interaction[i].a, b = 1 << r->interaction[i].b;
		compare_close(&g->b->c, "interaction", r->interaction[i].a, r->interaction[i].b, r->interaction[i].value,
		              g->losses[a] + g->losses[b] - g->losses[0] - g->losses[a | b], scale);
	}
}

static void test_actors(void **state)
{
	(void)state;
	bench b = {.c = {.failed = 0}};
	edits *d = calloc(1, sizeof *d);
	game g = {.b = &b, .d = d};
	assert_non_null(d);
	for (int seed = 1; seed <= small_worlds(12); seed++) {
		small_world w;
		hel_externalities e = {0};
		hel_externalities_options options;
		hel_error error = {0};
		small_world_make(&w, (uint64_t)seed, 0);
		hel_externalities_options_init(&options);
		options.of = HEL_OF_ACTORS;
		options.draws = 0;
		options.permutations = 400;
		options.interactions = 3;
		assert_int_equal(hel_externalities_make(&e, &w.scenario, NULL, &options, &error), HEL_OK);
		b.c.world = &w;
		b.e = &e;
		for (size_t r = 0; r < e.n_results; r++) {
			b.r = &e.result[r];
			b.c.where = w.scenario.lens[b.r->lens].name;
			b.ask = (oracle_question){.world = &w.scenario.world, .mechanism = &w.scenario.mechanism[b.r->mechanism],
			                          .lens = &w.scenario.lens[b.r->lens], .seed = 1};
			compare_values(&g);
		}
		hel_externalities_free(&e);
		small_world_free(&w);
	}
	free(d);
	print_message("%d figures compared\n", b.c.checked);
	assert_int_equal(b.c.failed, 0);
}

/* C and D differ in name alone. */
static void test_symmetric(void **state)
{
	(void)state;
	static const char text[] = "name: twins\nworld:\n  states:\n    A: {capability: 0.4, lat: 0, lon: 0}\n"
	                           "    B: {capability: 0.1, lat: 0, lon: 1}\n    C: {capability: 0.2, lat: 0, lon: 5}\n"
	                           "    D: {capability: 0.2, lat: 0, lon: 6}\n  distances: {A-C: 300, A-D: 300, B-C: 200, B-D: 200}\n"
	                           "lenses: [{matrix: {threat: {A>B: 0.03, A>C: 0.01, A>D: 0.01}}}]\n"
	                           "mechanisms: [{name: pact, commitments: [{defence: {members: [B, C, D], rho: 0.6}}]}]\n";
	hel_scenario s = {0};
	hel_externalities e = {0};
	hel_externalities_options options;
	hel_error error = {0};
	assert_int_equal(hel_scenario_parse(&s, text, strlen(text), "twins", NULL, &error), HEL_OK);
	hel_externalities_options_init(&options);
	options.of = HEL_OF_ACTORS;
	options.permutations = 400;
	assert_int_equal(hel_externalities_make(&e, &s, NULL, &options, &error), HEL_OK);
	const hel_externality *x = e.result[0].x;
	assert_int_equal(e.result[0].n, 3);
	assert_true(x[1].dS[1] > 0);
	assert_float_equal(x[1].dS[1], x[2].dS[1], 1e-15); /* to B */
	assert_float_equal(x[1].dS[2], x[2].dS[3], 1e-15); /* to themselves */
	assert_float_equal(x[1].dS[3], x[2].dS[2], 1e-15); /* to each other */
	assert_true(fabs(x[1].shapley - x[2].shapley) <= 4 * (x[1].shapley_se + x[2].shapley_se));
	hel_externalities_free(&e);
	hel_scenario_free(&s);
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
    "{non-aggression: {members: [CHN, IND, PAK, RUS], factor: 0.6}}]}\n"
    "  - {name: estranged, commitments: [{in-force: 2021}, {collective-security: {members: [FRN, GMY, RUS, TUR], rho: 0.5}}], cut: "
    "[USA-POL, USA-GMY, USA-FRN, USA-TUR, GMY-FRN, GMY-POL, ITA-FRN, RUS-BLR, RUS-KZK, KZK-KYR, SAU-EGY, EGY-IRQ, NIG-GHA, MLI-NIR, "
    "BRA-ARG, BRA-CHL, ARG-USA, GRC-TUR, SPN-POR, UKG-NOR]}\n";

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

/* Pairs of each real case: sanitizers make each some five times as long. */
#ifdef __SANITIZE_ADDRESS__
enum { PAIRS = 6 };
#else
enum { PAIRS = 60 };
#endif

/* Targets are the states 0, step, 2 step ... */
static void compare_real_case(compare *c, const hel_scenario *s, size_t m, size_t l, int step)
{
	int target[HEL_STATES_MAX], n_targets = 0;
	for (int j = 0; j < s->world.n; j += step)
		target[n_targets++] = j;
	hel_error error = {0};
	hel_obligations obligations;
	hel_model model;
	hel_sample base, sample, naive;
	hel_pairwise pairwise;
	hel_arena *arena = hel_arena_new();
	assert_int_equal(hel_obligations_build(&obligations, &s->mechanism[m], s->world.n, s->lens[l].rho, false, &error), HEL_OK);
	assert_int_equal(hel_model_build(&model, &s->world, &s->lens[l], &obligations, target, n_targets, HEL_THREATENED, &error),
	                 HEL_OK);
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
		compare_pairs(&x, PAIRS, (uint64_t)(draw + 2));
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
			compare_real_case(&c, &r.scenario, m, l, 1);
			compare_real_case(&c, &r.scenario, m, l, 3);
		}
	}
	close_real(&r);
	print_message("%d figures compared\n", c.checked);
	assert_int_equal(c.failed, 0);
}

/* The same bytes on any number of threads. */
static void test_threads(void **state)
{
	(void)state;
	static const char text[] = "name: Europe\nworld: {year: 2021, region: osce, carry-forward: true}\n"
	                           "lenses:\n  - {capabilities: {omega: [0, 0.5, 1], h0: 0.01, severity: 0.1}}\n"
	                           "  - {estimated: {severity: 0.1}}\n"
	                           "mechanisms: [{name: as it stood, commitments: [{in-force: 2021}]}]\n";
	static const int threads[] = {1, 2, 7};
	real r;
	open_real(&r, text);
	for (int of = 0; of < HEL_WHATS; of++) {
		hel_text report[3] = {{0}, {0}, {0}};
		for (int x = 0; x < 3; x++) {
			hel_externalities e = {0};
			hel_externalities_options options;
			hel_error error = {0};
			hel_externalities_options_init(&options);
			options.of = (hel_what)of;
			options.draws = 3;
			options.threads = threads[x];
			options.top = 7;
			options.giving = true;
			options.permutations = 4;
			options.interactions = 3;
			assert_int_equal(hel_externalities_make(&e, &r.scenario, r.panel, &options, &error), HEL_OK);
			assert_int_equal(hel_report_externalities_json(&report[x], &e, &error), HEL_OK);
			hel_externalities_free(&e);
			assert_int_equal(report[x].n, report[0].n);
			assert_memory_equal(report[x].bytes, report[0].bytes, report[0].n);
		}
		for (int x = 0; x < 3; x++)
			hel_text_free(&report[x]);
	}
	close_real(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_small),
	    cmocka_unit_test(test_actors),
	    cmocka_unit_test(test_symmetric),
	    cmocka_unit_test(test_threads),
	    cmocka_unit_test(test_real),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
