/* test_parley.c: what parties have is what an assessment says they have, draw by draw; blocs, rows and stated utilities by hand; and
 * figures that no number of threads changes. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "helsinki.h"

static hel_panel *panel;

static hel_scenario read_text(const char *text)
{
	hel_scenario s = {0};
	hel_error error = {0};
	char line[2048];
	if (hel_scenario_parse(&s, text, strlen(text), "test.yaml", panel, &error)) {
		hel_error_format(&error, line, sizeof line);
		fail_msg("%s", line);
	}
	return s;
}

static hel_parley talk(const hel_scenario *s, int draws, int threads)
{
	hel_parley_options options;
	hel_parley d = {0};
	hel_error error = {0};
	hel_parley_options_init(&options);
	options.draws = draws;
	options.seed = 7;
	options.threads = threads;
	if (hel_parley_make(&d, s, panel, &options, &error))
		fail_msg("%s", error.message);
	return d;
}

static void near(double x, double y, double tolerance)
{
	if (!(fabs(x - y) <= tolerance))
		fail_msg("%.17g is not %.17g within %g", x, y, tolerance);
}

static const hel_attitude *attitude(const hel_parley *d, size_t lens, size_t i, size_t a)
{
	return &d->result[lens].attitude[i * (d->m + 1) + a];
}

static void same_figure(const hel_figure *x, const hel_figure *y)
{
	assert_true(x->value == y->value);
	assert_true(x->low == y->low);
	assert_true(x->high == y->high);
}

/* Every state a party: under each lens and mechanism the security of an assessment, to the last bit, with its interval. */
static void test_as_assessed(void **state)
{
	(void)state;
	static const char text[] =
	    "world: {year: 2021, region: osce, carry-forward: true}\n"
	    "lenses: [{capabilities: {omega: [0, 0.5, 1], chain: [0, 0.2, 1], gamma: [0.5, 1, 2]}}, {rivalry: {phi: [0, 0.1, 0.25]}}, estimated]\n"
	    "mechanisms:\n"
	    "  - {name: as it stood, commitments: [{in-force: 2021}]}\n"
	    "  - name: pact\n"
	    "    commitments: [{in-force: 2021, except: [nato]}, {collective-security: {members: osce, rule: consensus-minus-one,\n"
	    "      rho: [0, 0, 0.75]}}, {arms-limit: {states: [RUS, USA], scale: 0.5}}]\n"
	    "bargain: {disagreement: pact}\n";
	hel_scenario s = read_text(text);
	hel_assess_options options;
	hel_assessment a = {0};
	hel_assess_options_init(&options);
	options.draws = 12;
	options.seed = 7;
	options.brief = true;
	assert_int_equal(hel_assess(&a, &s, panel, &options, NULL), HEL_OK);
	hel_parley d = talk(&s, 12, 0);
	assert_int_equal(d.n, a.n_region);
	for (size_t m = 0; m < 2; m++) {
		for (size_t l = 0; l < 3; l++) {
			for (size_t i = 0; i < d.n; i++)
				same_figure(&attitude(&d, l, i, m)->utility, &a.result[m * 3 + l].state[i].security);
		}
	}
	for (size_t i = 0; i < d.n; i++) /* disagreement is the second */
		assert_true(attitude(&d, 0, i, 1)->gain.value == 0 && attitude(&d, 0, i, 2)->utility.value == attitude(&d, 0, i, 1)->utility.value);
	hel_parley_free(&d);
	hel_assessment_free(&a);
	hel_scenario_free(&s);
}

static const char small[] =
    "world: {states: {A: {capability: 3, lat: 0, lon: 0}, B: {capability: 1, lat: 0, lon: 5}, C: {capability: 2, lat: 0, lon: 9},\n"
    "  D: {capability: 1, lat: 3, lon: 9}}}\n"
    "lenses: [{matrix: {threat: {A>B: 0.02, B>C: 0.01, A>C: 0.03, C>D: 0.02, B>A: 0.03}, gamma: [0.5, 1, 2]}}]\n"
    "ledger: [{actor: B, item: aid, amount: 4, unit: USD bn, year: 2020, source: S}]\n"
    "mechanisms:\n"
    "  - {name: none, commitments: []}\n"
    "  - {name: pact, commitments: [{defence: {members: [B, C], rho: 1}}]}\n"
    "  - {name: limits, commitments: [{arms-limit: {states: [A], scale: 0.6}}]}\n";

static hel_scenario with_bargain(const char *bargain)
{
	char text[4096];
	snprintf(text, sizeof text, "%sbargain: %s\n", small, bargain);
	return read_text(text);
}

/* Means, weights, the worst off, rows of the ledger and stated utilities, from the figures of single states. */
static void test_voices(void **state)
{
	(void)state;
	hel_scenario one = with_bargain("{parties: [A, B, C, D]}");
	hel_scenario blocs = with_bargain(
	    "{parties: [A, {name: BC, members: [B, C]}, {name: worst, members: [D], utility: worst}], disagreement: none, utility: {security: 2,\n"
	    "  ledger: [{for: BC, row: {actor: B, item: aid, year: 2020}, weight: 0.5, under: [pact]}],\n"
	    "  stated: {worst: {none: 1, pact: 2, limits: 3}}}}");
	hel_scenario worst = with_bargain("{parties: [{name: all, members: [A, B, C, D], utility: worst}]}");
	hel_parley d = talk(&one, 0, 1), e = talk(&blocs, 0, 1), f = talk(&worst, 0, 1);
	for (size_t m = 0; m < 3; m++) {
		double s[4];
		for (size_t i = 0; i < 4; i++)
			s[i] = attitude(&d, 0, i, m)->utility.value;
		near(attitude(&e, 0, 0, m)->utility.value, 2 * s[0], 1e-15);
		near(attitude(&e, 0, 1, m)->utility.value, s[1] + s[2] + (m == 1 ? 2 : 0), 1e-15);
		near(attitude(&e, 0, 2, m)->utility.value, 2 * s[3] + (double)m + 1, 1e-15);
		near(attitude(&f, 0, 0, m)->utility.value, fmin(fmin(s[0], s[1]), fmin(s[2], s[3])), 1e-15);
	}
	hel_parley_free(&d);
	hel_parley_free(&e);
	hel_parley_free(&f);
	hel_scenario_free(&one);
	hel_scenario_free(&blocs);
	hel_scenario_free(&worst);
}

/* Autonomy is 1 for who depends on nobody, and what an assessment says for who does. */
static void test_autonomy(void **state)
{
	(void)state;
	hel_scenario s = with_bargain("{parties: [A, B, C], utility: {security: 0, autonomy: 1}}");
	hel_assess_options options;
	hel_assessment a = {0};
	hel_assess_options_init(&options);
	options.draws = 0;
	assert_int_equal(hel_assess(&a, &s, panel, &options, NULL), HEL_OK);
	hel_parley d = talk(&s, 0, 1);
	for (size_t m = 0; m < 3; m++) {
		for (size_t i = 0; i < 3; i++) {
			double known = a.result[m].state[i].autonomy;
			near(attitude(&d, 0, i, m)->utility.value, isnan(known) ? 1 : known, 1e-15);
		}
	}
	assert_true(attitude(&d, 0, 1, 1)->utility.value < 1);
	hel_parley_free(&d);
	hel_assessment_free(&a);
	hel_scenario_free(&s);
}

/* What the offers of an entry are worth to a solution, from their utilities and nothing else: the best of them; *most: what it is worth. */
static double naive_scale(const hel_parley *d, int kind, double *most)
{
	double best = NAN, ideal[3] = {0};
	for (int pass = 0; pass < 2; pass++) {
		for (size_t a = 0; a < d->m; a++) {
			double product = 1, least = INFINITY, share = INFINITY, sum = 0, g[3];
			bool ok = d->offer[a].along == 0;
			for (size_t i = 0; i < 3; i++) {
				g[i] = attitude(d, 0, i, a)->gain.value;
				ok &= g[i] >= 0 || kind == HEL_UTILITARIAN;
				product *= g[i];
				least = fmin(least, g[i]);
				share = fmin(share, g[i] / ideal[i]);
				sum += g[i];
			}
			for (size_t i = 0; i < 3 && ok && !pass; i++)
				ideal[i] = fmax(ideal[i], g[i]);
			double worth = kind == HEL_NASH ? product : kind == HEL_EGALITARIAN ? least : kind == HEL_UTILITARIAN ? sum : share;
			if (pass && ok && !(worth <= *most)) {
				*most = worth;
				best = d->offer[a].scale;
			}
		}
	}
	return best;
}

/* Limits at their own scale are the mechanism; the best scale is next to the best of a hundred. */
static void test_scales(void **state)
{
	(void)state;
	static const char along[] = "{parties: [B, C, {name: AD, members: [A, D]}], margin: 0, disagreement: none, utility: {stated: {\n"
	                            "  AD: {none: 0, pact: 0, limits: 0.03}}}, along: [{mechanism: limits, commitment: arms-limit-1, scale: [0.2, 1],\n"
	                            "  steps: %d, name: arms}]}";
	char text[1024];
	snprintf(text, sizeof text, along, 3);
	hel_scenario coarse = with_bargain(text);
	snprintf(text, sizeof text, along, 101);
	hel_scenario fine = with_bargain(text);
	hel_parley d = talk(&coarse, 0, 1), e = talk(&fine, 0, 1);
	assert_string_equal(d.offer[4].name, "arms at 0.6");
	for (size_t i = 0; i < 3; i++)
		assert_true(attitude(&d, 0, i, 4)->utility.value == attitude(&d, 0, i, 2)->utility.value);
	for (int k = 0; k < HEL_SOLUTIONS; k++) {
		double x = d.result[0].along[0].scale[k].value, y = e.result[0].along[0].scale[k].value;
		double most = NAN, naive = naive_scale(&e, k, &most);
		near(x, y, 2e-4); /* whatever steps are offered */
		near(x, naive, 0.017); /* two steps: best gains are taken from other scales here */
	}
	assert_true(d.result[0].along[0].scale[HEL_NASH].value > 0.3 && d.result[0].along[0].scale[HEL_NASH].value < 0.9);
	hel_parley_free(&d);
	hel_parley_free(&e);
	hel_scenario_free(&coarse);
	hel_scenario_free(&fine);
}

static hel_text as_json(const hel_scenario *s, int threads)
{
	hel_parley d = talk(s, 30, threads);
	hel_text text = {0};
	assert_int_equal(hel_report_bargain_json(&text, &d, NULL), HEL_OK);
	hel_parley_free(&d);
	return text;
}

static void test_threads(void **state)
{
	(void)state;
	hel_scenario s = with_bargain("{parties: [A, B, C, D], along: [{mechanism: limits, commitment: arms-limit-1, scale: [0.2, 1]}]}");
	hel_text one = as_json(&s, 1), two = as_json(&s, 2), seven = as_json(&s, 7);
	assert_string_equal(one.bytes, two.bytes);
	assert_string_equal(one.bytes, seven.bytes);
	hel_text_free(&one);
	hel_text_free(&two);
	hel_text_free(&seven);
	hel_scenario_free(&s);
}

static int stop(double done, void *context)
{
	(void)context;
	return done > 0;
}

static void test_interrupted(void **state)
{
	(void)state;
	hel_scenario s = with_bargain("{parties: [A, B]}");
	hel_parley_options options;
	hel_parley d = {0};
	hel_parley_options_init(&options);
	options.progress = stop;
	assert_int_equal(hel_parley_make(&d, &s, panel, &options, NULL), HEL_EINTERRUPTED);
	assert_null(d.memory);
	hel_scenario_free(&s);
}

static int open_panel(void **state)
{
	(void)state;
	return hel_panel_open(&panel, NULL, NULL) != HEL_OK;
}

static int close_panel(void **state)
{
	(void)state;
	hel_panel_free(panel);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_as_assessed), cmocka_unit_test(test_voices),  cmocka_unit_test(test_autonomy),
	    cmocka_unit_test(test_scales),      cmocka_unit_test(test_threads), cmocka_unit_test(test_interrupted),
	};
	return cmocka_run_group_tests(tests, open_panel, close_panel);
}
