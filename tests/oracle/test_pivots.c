/* test_pivots.c: flips with closed forms in a world of four states, and sweeps: one target, one attacker with an ally, one helper,
 * so every loss is h s a / (a + d) with figures that stand in the text below. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "helsinki.h"
#include "oracle.h"

/* A attacks B from 600 km; C has promised B help with rho 0.6, D A with 0.5 (D joins only from fear); A has promised B peace, which
 * halves the threat as far as pledges are believed. */
#define WORLD                                                                                               \
	"world:\n  region: [C]\n  states:\n    A: {capability: 0.30, lat: 0, lon: 0}\n"                     \
	"    B: {capability: 0.10, lat: 0, lon: 5}\n    C: {capability: 0.20, lat: 0, lon: 9}\n"            \
	"    D: {capability: 0.15, lat: 0, lon: 9}\n"                                                       \
	"  distances: {A-B: 600, B-C: 0, B-D: 0, A-D: 0, A-C: 100, C-D: 50}\nreference: none\nyears: 10\n"
#define LENS(omega, more) "lenses: [{matrix: {threat: {A>B: 0.04}, omega: " omega ", pledges: 0.4" more "}}]\n"
#define MECHANISM(rho)                                                                                      \
	"mechanisms:\n  - name: m\n    commitments:\n      - {defence: {members: [B, C], rho: " rho "}, name: shield}\n" \
	"      - {defence: {members: [A, D], rho: 0.5}, name: axis}\n"                                                \
	"      - {non-aggression: {members: [A, B], factor: 0.5, rho: 0.5}, name: peace}\n"

enum { DRAWS = 40 };

static hel_scenario read_text(const char *text)
{
	hel_scenario scenario;
	hel_error error = {0};
	if (hel_scenario_parse(&scenario, text, strlen(text), "file.yaml", NULL, &error))
		fail_msg("%d:%d: %s", error.line, error.column, error.message);
	return scenario;
}

static hel_verdicts judge(const hel_scenario *s, int draws, int threads)
{
	hel_verdicts verdicts;
	hel_verdict_options options;
	hel_error error;
	hel_verdict_options_init(&options);
	options.draws = draws;
	options.threads = threads;
	assert_int_equal(hel_verdicts_make(&verdicts, s, NULL, &options, &error), HEL_OK);
	return verdicts;
}

/* --- closed forms ------------------------------------------------------------------------------------------------- */

typedef struct figures {
	double omega, chain, pledges, phi, nuclear, gamma, lambda, rho, years, threat;
} figures;

static const figures USUAL = {0, 0, 0.4, 0, 0, 1, 1000, 0.6, 10, 1};

static double loss_of_b(figures f)
{
	double own = 0.30 / (1 + 600 / f.lambda), ally = 0.5 * 0.15;
	double a = own + f.omega * (f.chain + (1 - f.chain) * own / (own + ally)) * ally, d = 0.10 + f.rho * 0.20;
	double h = f.threat * 0.04 * (1 - f.pledges * 0.5);
	return h * (1 - f.nuclear) * pow(a, f.gamma) / (pow(a, f.gamma) + pow(d, f.gamma));
}

static const hel_pivot *only_pivot(const hel_verdicts *v, size_t claim)
{
	assert_int_equal(v->ruling[claim].n_pivots, 1);
	return &v->ruling[claim].pivot[0];
}

/* One claim, `test`, over one parameter; the flips must lie at `at`. */
static void expect_flips(const char *omega, const char *test, const char *pivots, bool nuclear, size_t n, const double *at, bool first_to_true)
{
	char text[4000];
	snprintf(text, sizeof text, "%slenses: [{matrix: {threat: {A>B: 0.04}, omega: %s, pledges: 0.4}}]\n%sclaims:\n  - {says: x, test: %s, pivots: {%s}}\n",
	         WORLD, omega, MECHANISM("0.6"), test, pivots);
	hel_scenario s = read_text(text);
	s.world.state[1].nuclear = nuclear;
	hel_verdicts v = judge(&s, 0, 1);
	const hel_pivot *pivot = only_pivot(&v, 0);
	if (pivot->n_flips != n)
		fail_msg("%s over %s: %zu flips", test, pivots, pivot->n_flips);
	for (size_t f = 0; f < n; f++) {
		if (fabs(pivot->flip[f].at - at[f]) > 1e-6 * fabs(at[f]))
			fail_msg("%s over %s: a flip at %.9g, not %.9g", test, pivots, pivot->flip[f].at, at[f]);
		assert_true(isnan(pivot->flip[f].low) && isnan(pivot->flip[f].high));
		assert_int_equal(pivot->flip[f].to_true, f % 2 ? !first_to_true : first_to_true);
	}
	assert_int_equal(pivot->holds_at_from, n ? !first_to_true : first_to_true);
	assert_int_equal(pivot->holds_at_to, (n % 2) ^ pivot->holds_at_from);
	hel_verdicts_free(&v);
	hel_scenario_free(&s);
}

static void expect_flip(const char *omega, const char *test, const char *pivots, bool nuclear, double at, bool to_true)
{
	expect_flips(omega, test, pivots, nuclear, 1, &at, to_true);
}

/* What a search passes on its way: the quantity and where the claim begins to hold. */
static void expect_curve(const char *test, const char *pivots, bool by_ratio, double from, double to, double *turned, figures *f,
                         double border)
{
	char text[4000];
	snprintf(text, sizeof text, "%slenses: [{matrix: {threat: {A>B: 0.04}, omega: 0.5, pledges: 0.4}}]\n%sclaims:\n  - {says: x, test: %s, pivots: {%s}}\n",
	         WORLD, MECHANISM("0.6"), test, pivots);
	hel_scenario s = read_text(text);
	hel_verdicts v = judge(&s, 0, 2);
	const hel_pivot *pivot = only_pivot(&v, 0);
	for (int step = 0; step <= HEL_PIVOT_STEPS; step++) {
		double share = (double)step / HEL_PIVOT_STEPS;
		*turned = by_ratio ? from * pow(to / from, share) : from + share * (to - from);
		double wanted = loss_of_b(*f);
		if (fabs(pivot->value[step] / wanted - 1) > 1e-12 || fabs(pivot->border[step] - border) > 1e-12)
			fail_msg("%s over %s, step %d: %.17g above %.17g, not %.17g", test, pivots, step, pivot->value[step], pivot->border[step],
			         wanted);
	}
	hel_verdicts_free(&v);
	hel_scenario_free(&s);
}

static void test_curves(void **state)
{
	(void)state;
	figures f = USUAL, g = USUAL;
	f.omega = g.omega = 0.5;
	expect_curve("{loss: {of: B}, below: 0.01}", "threat: [0.1, 10]", true, 0.1, 10, &f.threat, &f, 0.01);
	expect_curve("{loss: {of: B}, above: 0.02}", "omega: [0, 1]", false, 0, 1, &g.omega, &g, 0.02);
}

static void test_closed_forms(void **state)
{
	(void)state;
	double own = 0.30 / 1.6, d = 0.22, L = loss_of_b(USUAL), h = 0.04 * 0.8;
	expect_flip("0", "{loss: {of: B}, below: 0.01}", "threat: [0.1, 10]", false, 0.01 / L, false);
	expect_flip("0", "{security: {of: B}, above: 0.8}", "years: [1, 50]", false, -log(0.8) / L, false);
	expect_flip("0", "{loss: {of: B}, above: 0.015}", "rho: [0.05, 1]", false, (own * (h / 0.015 - 1) - 0.10) / 0.20, false);
	expect_flip("0", "{loss: {of: B}, above: 0.015}", "pledges: [0, 1]", false, (1 - 0.015 / (0.04 * own / (own + d))) / 0.5, false);
	expect_flip("0", "{loss: {of: B}, above: 0.01}", "nuclear: [0, 1]", true, 1 - 0.01 / L, false);
	expect_flip("0", "{loss: {of: B}, above: 0.012}", "gamma: [0.1, 10]", false, log(h / 0.012 - 1) / log(d / own), false);
	double a = d / (h / 0.016 - 1);
	expect_flip("0", "{loss: {of: B}, above: 0.016}", "lambda: [100, 5000]", false, 600 / (0.30 / a - 1), true);
	a = d / (h / 0.0155 - 1);
	expect_flip("0", "{loss: {of: B}, above: 0.0155}", "omega: [0, 1]", false, (a - own) / (0.075 * own / (own + 0.075)), true);
	expect_flip("0.9", "{loss: {of: B}, above: 0.0167}", "chain: [0, 1]", false,
	            ((d / (h / 0.0167 - 1) - own) / (0.9 * 0.075) - own / (own + 0.075)) / (1 - own / (own + 0.075)), true);
	/* C alone is scored: what it bears of B's losses takes a model of everybody */
	expect_flip("0", "{loss: {of: C}, above: 0.001}", "phi: [0, 0.25]", false, 0.001 / (0.6 * L), true);
}

static void test_several_flips(void **state)
{
	(void)state;
	double L = loss_of_b(USUAL), two[] = {0.01 / L, 0.06 / L};
	expect_flips("0", "{any-of: [{loss: {of: B}, below: 0.01}, {loss: {of: B}, above: 0.06}]}", "threat: [0.1, 10]", false, 2, two, false);
	expect_flips("0", "{all-of: [{loss: {of: B}, above: 0.01}, {loss: {of: B}, below: 0.06}]}", "threat: [0.1, 10]", false, 2, two, true);
	/* at the very end of the range, from the last but one millionth on */
	double last = 10 - 1e-5;
	char test[100];
	snprintf(test, sizeof test, "{loss: {of: B}, above: %.17g}", last * L);
	expect_flip("0", test, "threat: [0.1, 10]", false, last, true);
	snprintf(test, sizeof test, "{loss: {of: B}, above: %.17g}", 10.00001 * L);
	expect_flips("0", test, "threat: [0.1, 10]", false, 0, NULL, false);
}

/* What a parameter does not move has no flip, at a margin of 0 too, where the test stands on its edge. */
static void test_flat(void **state)
{
	(void)state;
	static const char *const pivots[] = {"omega: [0, 1]", "chain: [0, 1]", "nuclear: [0, 1]", "lambda: [100, 5000]", "threat: [0.1, 10]",
	                                     "gamma: [0.1, 10]", "rho: [0.05, 1]", "pledges: [0, 1]", "years: [1, 50]"};
	for (size_t p = 0; p < sizeof pivots / sizeof *pivots; p++) {
		expect_flips("0", "{loss: {of: D}, above: 0}", pivots[p], false, 0, NULL, false);
		expect_flips("0", "{externality: {of: A-C, on: B, in: loss}, is: negative}", pivots[p], false, 0, NULL, false);
		expect_flips("0", "{externality: {of: A-C, on: B}, above: -0.001}", pivots[p], false, 0, NULL, true);
	}
	expect_flips("0", "{loss: {of: B}, above: 0.001}", "chain: [0, 1]", false, 0, NULL, true);
}

/* --- draws -------------------------------------------------------------------------------------------------------- */

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double quantile(const double *sorted, int n, double p)
{
	double at = p * (n - 1);
	int below = (int)at;
	return below + 1 < n ? sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]) : sorted[below];
}

static void compare_range(const char *text, double threshold)
{
	hel_scenario s = read_text(text);
	hel_verdicts v = judge(&s, DRAWS, 2);
	const hel_pivot *pivot = only_pivot(&v, 0);
	double where[HEL_FLIP_DRAWS];
	oracle e;
	for (int d = 0; d < HEL_FLIP_DRAWS; d++) {
		oracle_evaluate(&e, (oracle_question){.world = &s.world, .mechanism = &s.mechanism[0], .lens = &s.lens[0], .seed = 1, .draw = d});
		where[d] = fmin(fmax(threshold / e.loss[1], pivot->from), pivot->to);
	}
	qsort(where, HEL_FLIP_DRAWS, sizeof *where, ascending);
	assert_int_equal(pivot->n_flips, 1);
	double low = quantile(where, HEL_FLIP_DRAWS, 0.05), high = quantile(where, HEL_FLIP_DRAWS, 0.95);
	if (fabs(pivot->flip[0].low / low - 1) > 0.005 || fabs(pivot->flip[0].high / high - 1) > 0.005)
		fail_msg("[%g, %g], not [%g, %g]", pivot->flip[0].low, pivot->flip[0].high, low, high);
	assert_true(pivot->flip[0].low < pivot->flip[0].at && pivot->flip[0].at < pivot->flip[0].high);
	hel_verdicts_free(&v);
	hel_scenario_free(&s);
}

static void test_ranges(void **state)
{
	(void)state;
#define OVER_THREAT(test) "claims:\n  - {says: x, test: " test ", pivots: {threat: [0.1, 10]}}\n"
	compare_range(WORLD LENS("0", ", gamma: [0.5, 1, 3]") MECHANISM("[0.1, 0.5, 1]") OVER_THREAT("{loss: {of: B}, below: 0.03}"), 0.03);
	compare_range(WORLD LENS("[0, 0.5, 1]", ", lambda: [200, 1000, 3000]") MECHANISM("[0.1, 0.5, 1]") OVER_THREAT("{loss: {of: B}, above: 0.02}"),
	              0.02);
	/* some draws flip beyond the range */
	compare_range(WORLD LENS("0", ", gamma: [0.3, 1, 9]") MECHANISM("[0.1, 0.5, 1]") OVER_THREAT("{loss: {of: B}, below: 0.12}"), 0.12);
}

static char *as_json(const hel_scenario *s, int threads)
{
	hel_text text = {0};
	hel_error error;
	hel_verdicts v = judge(s, 60, threads);
	assert_int_equal(hel_report_claims_json(&text, &v, &error), HEL_OK);
	hel_verdicts_free(&v);
	hel_text_put(&text, "", 1);
	return text.bytes;
}

static void test_same_bytes(void **state)
{
	(void)state;
	hel_scenario s = read_text(WORLD LENS("[0, 0.5, 1]", ", lambda: [200, 1000, 3000]") MECHANISM("[0.1, 0.5, 1]") "claims:\n"
	                           "  - {says: x, test: {loss: {of: B}, above: 0.02}}\n  - {says: y, test: {effective: , is: positive}}\n"
	                           "  - {says: z, test: {externality: {of: shield, on: B}, is: positive}}\n");
	char *one = as_json(&s, 1);
	static const int threads[] = {1, 2, 7};
	for (int t = 0; t < 3; t++) {
		char *other = as_json(&s, threads[t]);
		assert_string_equal(one, other);
		free(other);
	}
	free(one);
	hel_scenario_free(&s);
}

/* --- sweeps ------------------------------------------------------------------------------------------------------- */

static double security_at(const hel_axis axis[2], int x, int y)
{
	figures f = USUAL;
	f.threat = hel_axis_value(&axis[0], x);
	if (axis[1].turn == HEL_TURN_RHO)
		f.rho = hel_axis_value(&axis[1], y);
	else
		f.years = hel_axis_value(&axis[1], y);
	return exp(-f.years * loss_of_b(f));
}

static void compare_sweep(hel_scenario *s, hel_turn inner)
{
	hel_quantity q;
	hel_sweep sweep;
	hel_error error;
	assert_int_equal(hel_scenario_quantity(&q, s, NULL, "security: {of: B}", "--of", 0, &error), HEL_OK);
	hel_sweep_options options = {.n_axes = 2, .axis = {{HEL_TURN_THREAT, 0.1, 10, 5, true}, {inner, 0.1, 1, 4, false}},
	                             .n_quantities = 1, .quantity = &q, .seed = 1, .threads = 2};
	assert_int_equal(hel_sweep_make(&sweep, s, NULL, &options, &error), HEL_OK);
	assert_true(hel_axis_value(&options.axis[0], 0) == 0.1 && hel_axis_value(&options.axis[0], 4) == 10);
	assert_true(fabs(hel_axis_value(&options.axis[0], 2) - 1) < 1e-15 && hel_axis_value(&options.axis[1], 3) == 1);
	hel_text csv = {0};
	assert_int_equal(hel_report_sweep_csv(&csv, &sweep, &error), HEL_OK);
	hel_text_put(&csv, "", 1);
	const char *line = strchr(csv.bytes, '\n') + 1;
	for (int cell = 0; cell < 20; cell++) {
		double wanted = security_at(options.axis, cell / 4, cell % 4), first, second, read;
		assert_true(fabs(sweep.swept[0].figure[cell].value - wanted) < 1e-12);
		const char *numbers = strstr(line, "in 'm'\",") + 8;
		assert_int_equal(sscanf(numbers, "%lf,%lf,%lf", &first, &second, &read), 3);
		assert_true(first == hel_axis_value(&options.axis[0], cell / 4) && second == hel_axis_value(&options.axis[1], cell % 4));
		assert_true(read == sweep.swept[0].figure[cell].value);
		line = strchr(line, '\n') + 1;
	}
	assert_int_equal(*line, '\0');
	hel_text_free(&csv);
	hel_sweep_free(&sweep);
}

static void test_sweeps(void **state)
{
	(void)state;
	hel_scenario s = read_text(WORLD LENS("0", "") MECHANISM("0.6"));
	compare_sweep(&s, HEL_TURN_RHO);
	compare_sweep(&s, HEL_TURN_YEARS);
	hel_scenario_free(&s);
}

/* Who stays is asked over the lens's own years: turned years leave it open, and do not repeat the old answer. */
static void test_no_horizon(void **state)
{
	(void)state;
	hel_scenario s = read_text(WORLD LENS("0", "") MECHANISM("0.6"));
	hel_quantity q = {.measure = HEL_MEASURE_SUSTAINABLE, .unit = HEL_UNIT_INDEX, .a = -1, .b = -1};
	hel_sweep sweep;
	hel_error error;
	hel_sweep_options options = {.n_axes = 1, .axis = {{HEL_TURN_YEARS, 10, 20, 2, false}}, .n_quantities = 1, .quantity = &q};
	assert_int_equal(hel_sweep_make(&sweep, &s, NULL, &options, &error), HEL_OK);
	assert_true(!isnan(sweep.swept[0].figure[0].value));
	assert_true(isnan(sweep.swept[0].figure[1].value));
	assert_string_equal(sweep.swept[0].figure[1].why, "it is undefined there");
	hel_sweep_free(&sweep);
	hel_scenario_free(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_closed_forms), cmocka_unit_test(test_curves), cmocka_unit_test(test_several_flips), cmocka_unit_test(test_flat),
	    cmocka_unit_test(test_ranges),       cmocka_unit_test(test_same_bytes),    cmocka_unit_test(test_sweeps),
	    cmocka_unit_test(test_no_horizon),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
