/* test_report.c: reports of a world whose states have hostile names. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>
#include <nettle/base64.h>
#include <nettle/sha2.h>

#include "helsinki.h"
#include "report/tree.h"

static const char SCENARIO[] = "name: \"</script><b>x\"\n"
                               "world:\n"
                               "  states:\n"
                               "    '<script>alert(1)</script>': {capability: 0.3, lat: 0, lon: 0}\n"
                               "    '\"quoted\", & more': {capability: 0.1, lat: 0, lon: 5}\n"
                               "    C: {capability: 0.2, lat: 0, lon: 10}\n"
                               "lenses: [{capabilities: {h0: 0.02, reach: world, omega: [0, 0.5, 1]}}]\n"
                               "draws: 20\n"
                               "ledger:\n"
                               "  - {actor: '<script>', item: trade, from: B, amount: 7278696, unit: EUR bn, year: 2021, source: '<b>book'}\n"
                               "  - {actor: \"\u00e4\u00f6\", item: refugees, amount: -0.5, unit: persons, year: 2022, source: '<b>book', note: n}\n"
                               "  - {actor: C, item: trade, amount: 1, unit: USD bn, year: 2023, source: '<b>book'}\n"
                               "claims:\n"
                               "  - {says: '<b>x', where: '<u>said', mechanism: pact, test: {effective: , is: positive}}\n"
                               "mechanisms:\n"
                               "  - {name: \"<i>none</i>\", commitments: []}\n"
                               "  - {name: pact, commitments: [{defence: {members: [C, '\"quoted\", & more']}}]}\n";

static hel_scenario scenario;
static hel_assessment assessment;

static int assess(void **state)
{
	(void)state;
	hel_error error = {0};
	hel_assess_options options;
	hel_assess_options_init(&options);
	if (hel_scenario_parse(&scenario, SCENARIO, sizeof SCENARIO - 1, "hostile.yaml", NULL, &error) ||
	    hel_assess(&assessment, &scenario, NULL, &options, &error)) {
		print_error("%d:%d: %s\n", error.line, error.column, error.message);
		return 1;
	}
	return 0;
}

static int release(void **state)
{
	(void)state;
	hel_assessment_free(&assessment);
	hel_scenario_free(&scenario);
	return 0;
}

static void test_json_reads_back(void **state)
{
	(void)state;
	hel_text text = {0}, again = {0};
	json_error_t why;
	assert_int_equal(hel_report_json(&text, &assessment, NULL, NULL), HEL_OK);
	json_t *root = json_loads(text.bytes, JSON_REJECT_DUPLICATES, &why);
	assert_non_null(root);
	assert_string_equal(json_string_value(json_object_get(root, "format")), "helsinki-assessment/1");
	json_t *results = json_object_get(root, "results");
	assert_int_equal(json_array_size(results), 2);
	json_t *states = json_object_get(json_array_get(results, 1), "states");
	for (size_t s = 0; s < json_array_size(states); s++) {
		const hel_state_result *result = &assessment.result[1].state[s];
		json_t *loss = json_object_get(json_array_get(states, s), "loss");
		assert_true(json_number_value(loss) == result->loss.value);
	}
	json_t *undefined = json_object_get(json_array_get(results, 0), "indivisible");
	assert_true(json_is_null(json_object_get(undefined, "value")));
	assert_true(json_is_string(json_object_get(undefined, "why")));
	assert_int_equal(hel_report_json(&again, &assessment, NULL, NULL), HEL_OK);
	assert_string_equal(text.bytes, again.bytes);
	json_decref(root);
	hel_text_free(&text);
	hel_text_free(&again);
}

static void test_the_ledger_is_shown(void **state)
{
	(void)state;
	hel_text text = {0};
	assert_int_equal(hel_report_text(&text, &assessment, NULL, NULL), HEL_OK);
	assert_non_null(strstr(text.bytes, "\nWho pays, who gains (never counted as security)\n"
	                                   "  <script>  trade     B      7278696 EUR bn   2021  [1]\n"
	                                   "  \u00e4\u00f6        refugees            -0.5 persons  2022  [2]\n"
	                                   "  C         trade                  1 USD bn   2023  [1]\n"
	                                   "  [1] <b>book\n"
	                                   "  [2] <b>book; n\n"));
	hel_text_free(&text);
	assert_int_equal(hel_report_json(&text, &assessment, NULL, NULL), HEL_OK);
	json_t *root = json_loads(text.bytes, JSON_REJECT_DUPLICATES, NULL), *ledger = json_object_get(root, "ledger");
	assert_int_equal(json_array_size(ledger), 3);
	json_t *row = json_array_get(ledger, 1);
	assert_string_equal(json_string_value(json_object_get(row, "actor")), "\u00e4\u00f6");
	assert_string_equal(json_string_value(json_object_get(row, "item")), "refugees");
	assert_true(json_is_null(json_object_get(row, "from")));
	assert_true(json_number_value(json_object_get(row, "amount")) == -0.5);
	assert_int_equal(json_integer_value(json_object_get(row, "year")), 2022);
	assert_string_equal(json_string_value(json_object_get(row, "note")), "n");
	assert_true(json_is_null(json_object_get(json_array_get(ledger, 0), "note")));
	json_decref(root);
	hel_text_free(&text);
}

static void test_text_has_no_nan(void **state)
{
	(void)state;
	hel_text plain = {0}, coloured = {0};
	assert_int_equal(hel_report_text(&plain, &assessment, &(hel_text_options){.width = 80}, NULL), HEL_OK);
	assert_null(strstr(plain.bytes, "nan"));
	assert_null(strstr(plain.bytes, "inf "));
	assert_null(strchr(plain.bytes, '\033'));
	assert_non_null(strstr(plain.bytes, "intentions are unknown by assumption"));
	assert_int_equal(hel_report_text(&coloured, &assessment, &(hel_text_options){.width = 80, .colour = true}, NULL), HEL_OK);
	assert_non_null(strchr(coloured.bytes, '\033'));
	hel_text_free(&plain);
	hel_text_free(&coloured);
}

/* Everything that the program puts into a page, for a scenario with claims. */
static hel_text page_of_everything(hel_verdicts *verdicts, hel_externalities *externalities)
{
	hel_text text = {0};
	hel_error error = {0};
	hel_verdict_options judged;
	hel_externalities_options weighed;
	hel_verdict_options_init(&judged);
	hel_externalities_options_init(&weighed);
	weighed.draws = 0;
	assert_int_equal(hel_verdicts_make(verdicts, &scenario, NULL, &judged, &error), HEL_OK);
	assert_int_equal(hel_externalities_make(externalities, &scenario, NULL, &weighed, &error), HEL_OK);
	const hel_page page = {&assessment, verdicts, externalities, NULL, "helsinki assess 'it'\\''s <b>.yaml'"};
	assert_int_equal(hel_report_html(&text, &page, &error), HEL_OK);
	return text;
}

static size_t count_of(const char *text, const char *word)
{
	size_t n = 0;
	for (const char *at = strstr(text, word); at; at = strstr(at + 1, word))
		n++;
	return n;
}

static void test_names_are_never_markup(void **state)
{
	(void)state;
	hel_verdicts verdicts;
	hel_externalities externalities;
	hel_text page = page_of_everything(&verdicts, &externalities);
	assert_null(strstr(page.bytes, "<script>alert"));
	assert_null(strstr(page.bytes, "<b>x"));
	assert_null(strstr(page.bytes, "<b>book"));
	assert_null(strstr(page.bytes, "<i>none"));
	assert_null(strstr(page.bytes, "<u>said"));
	assert_non_null(strstr(page.bytes, "helsinki assess &#39;it&#39;\\&#39;&#39;s &lt;b&gt;.yaml&#39;"));
	assert_null(strstr(page.bytes, "src="));
	assert_int_equal(count_of(page.bytes, "<script"), 2); /* its data, and its own */
	assert_int_equal(count_of(page.bytes, "</script"), 2);
	assert_true(page.n < 500000);
	hel_text_free(&page);
	hel_externalities_free(&externalities);
	hel_verdicts_free(&verdicts);
}

/* The policy names the digest of the script that stands in the page, and nothing else may run or load. */
static void test_the_policy_fits_the_script(void **state)
{
	(void)state;
	hel_text page = {0};
	struct sha256_ctx context;
	uint8_t digest[SHA256_DIGEST_SIZE];
	char base64[BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE) + 1] = {0}, policy[256];
	assert_int_equal(hel_report_html(&page, &(hel_page){.assessment = &assessment}, NULL), HEL_OK);
	const char *script = strstr(page.bytes, "<script>") + 8, *end = strstr(script, "</script>");
	sha256_init(&context);
	sha256_update(&context, (size_t)(end - script), (const uint8_t *)script);
	sha256_digest(&context, sizeof digest, digest);
	base64_encode_raw(base64, sizeof digest, digest);
	snprintf(policy, sizeof policy, "content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-%s'\"",
		 base64);
	assert_non_null(strstr(page.bytes, policy));
	hel_text_free(&page);
}

static json_t *data_of(const hel_text *page)
{
	const char *start = strstr(page->bytes, "id=\"data\">") + 10, *end = strstr(start, "</script>");
	json_t *root = json_loadb(start, (size_t)(end - start), JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(root);
	return root;
}

static double number_at(const json_t *array, size_t place)
{
	return json_number_value(json_array_get(array, place));
}

static bool is_near(double shown, double value)
{
	return fabs(shown - value) <= 1e-4 * fabs(value);
}

/* Five digits of every figure of a state, in their places; a claim with what its search passed. */
static void test_the_page_holds_the_figures(void **state)
{
	(void)state;
	hel_verdicts verdicts;
	hel_externalities externalities;
	hel_text page = page_of_everything(&verdicts, &externalities);
	json_t *root = data_of(&page), *results = json_object_get(root, "results");
	assert_int_equal(json_array_size(results), 2);
	json_t *states = json_object_get(json_array_get(results, 1), "states");
	for (size_t s = 0; s < json_array_size(states); s++) {
		const hel_state_result *r = &assessment.result[1].state[s];
		const json_t *row = json_array_get(states, s);
		const double figure[] = {r->state, r->security.value, r->security.low, r->security.high,
					 r->dS,    r->loss.value};
		for (size_t f = 0; f < sizeof figure / sizeof *figure; f++)
			assert_true(is_near(number_at(row, f), figure[f]));
		assert_true(json_array_size(json_array_get(row, 8)) <= 6);
	}
	const json_t *given =
	    json_array_get(json_object_get(json_array_get(json_object_get(root, "externalities"), 1), "rows"), 0);
	const hel_externality *x = &externalities.result[1].x[0];
	assert_string_equal(json_string_value(json_array_get(json_array_get(json_object_get(root, "commitments"), 0), 0)),
			    x->commitment->name);
	assert_true(is_near(number_at(given, 3), x->own));
	const json_t *changes = json_array_get(given, 4);
	for (size_t c = 0; c < json_array_size(changes); c += 2)
		assert_true(fabs(1e-4 * number_at(changes, c + 1) - x->dS[(size_t)number_at(changes, c)]) <= 5.1e-5);
	const json_t *claim = json_array_get(json_object_get(root, "claims"), 0);
	const json_t *ruling = json_array_get(json_object_get(claim, "rulings"), 0),
		     *pivot = json_array_get(json_object_get(ruling, "pivots"), 0);
	assert_string_equal(json_string_value(json_object_get(claim, "where")), "<u>said");
	assert_string_equal(json_string_value(json_object_get(ruling, "verdict")),
			    hel_verdict_name(verdicts.ruling[0].verdict));
	assert_int_equal(json_array_size(json_object_get(pivot, "value")), HEL_PIVOT_STEPS + 1);
	json_decref(root);
	hel_text_free(&page);
	hel_externalities_free(&externalities);
	hel_verdicts_free(&verdicts);
}

static void test_matrices(void **state)
{
	(void)state;
	hel_text text = {0};
	const double matrix[9] = {0, 0.1, NAN, 1e-300, 0, 2, 3, 1.0 / 3, 0};
	assert_int_equal(hel_report_matrix(&text, &scenario.world, matrix, NULL), HEL_OK);
	assert_string_equal(text.bytes, "id,<script>alert(1)</script>,\"\"\"quoted\"\", & more\",C\n"
	                                "<script>alert(1)</script>,0,0.1,\n"
	                                "\"\"\"quoted\"\", & more\",1e-300,0,2\n"
	                                "C,3,0.3333333333333333,0\n");
	hel_text_free(&text);
}

/* JSON readers keep no such number exact: it is written as its digits. */
static void test_a_large_seed_keeps_its_digits(void **state)
{
	(void)state;
	const hel_verdicts verdicts = {.scenario = &scenario, .seed = UINT64_MAX};
	hel_assessment seeded = assessment;
	hel_text claims = {0}, all = {0};
	seeded.seed = UINT64_MAX;
	assert_int_equal(hel_report_claims_json(&claims, &verdicts, NULL), HEL_OK);
	assert_int_equal(hel_report_json(&all, &seeded, &verdicts, NULL), HEL_OK);
	assert_non_null(strstr(claims.bytes, "\"seed\": \"18446744073709551615\""));
	assert_non_null(strstr(all.bytes, "\"seed\": \"18446744073709551615\""));
	hel_text_free(&claims);
	hel_text_free(&all);
}

/* jansson, which shares no code with it, reads back what was built: long keys and short ones, bytes that are no UTF-8, what is not
 * finite, nothing at all. */
static void read_back(bool sent)
{
	static const char long_key[] = "a key that is too long to stand beside its value";
	hel_maker maker = {0}, *m = &maker;
	hel_tree *object = hel_make_object(m), *array = hel_make_array(m), *inner = hel_make_object(m), *like = hel_make_object(m);
	hel_set(m, object, long_key, hel_make_string(m, "caf\xe9 \xc3\xa9\x01\""));
	hel_set(m, object, "empty", hel_make_string(m, ""));
	hel_set(m, object, "none", hel_make_real(m, NAN));
	hel_set(m, inner, "least", hel_make_integer(m, INT64_MIN));
	hel_set(m, like, "least", hel_make_integer(m, INT64_MIN));
	hel_add(m, array, hel_make_bool(m, true));
	hel_add(m, array, inner);
	hel_set(m, object, "array", array);
	hel_set(m, object, "nothing in it", hel_make_array(m));
	assert_int_equal(hel_tree_size(object), 5);
	assert_int_equal(hel_tree_find(array, like), 1);
	hel_set(m, like, "more", hel_make_null(m));
	assert_int_equal(hel_tree_find(array, like), 2);
	hel_text text = {0};
	assert_int_equal((sent ? hel_tree_send : hel_tree_write)(&text, m, object, NULL), HEL_OK);
	assert_null(maker.arena);
	assert_int_equal(sent, !memchr(text.bytes, '\n', text.n));
	json_t *root = json_loadb(text.bytes, text.n, JSON_REJECT_DUPLICATES, NULL);
	assert_string_equal(json_string_value(json_object_get(root, long_key)), "caf\xef\xbf\xbd \xc3\xa9\x01\"");
	assert_string_equal(json_string_value(json_object_get(root, "empty")), "");
	assert_true(json_is_null(json_object_get(root, "none")));
	assert_true(json_is_true(json_array_get(json_object_get(root, "array"), 0)));
	assert_true(json_integer_value(json_object_get(json_array_get(json_object_get(root, "array"), 1), "least")) == INT64_MIN);
	assert_int_equal(json_array_size(json_object_get(root, "nothing in it")), 0);
	json_decref(root);
	hel_text_free(&text);
}

static void test_a_tree_reads_back(void **state)
{
	(void)state;
	read_back(false);
	read_back(true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_a_tree_reads_back),cmocka_unit_test(test_json_reads_back), cmocka_unit_test(test_the_ledger_is_shown),
	                                   cmocka_unit_test(test_text_has_no_nan), cmocka_unit_test(test_a_large_seed_keeps_its_digits),
	                                   cmocka_unit_test(test_names_are_never_markup), cmocka_unit_test(test_the_policy_fits_the_script),
	                                   cmocka_unit_test(test_the_page_holds_the_figures), cmocka_unit_test(test_matrices)};
	return cmocka_run_group_tests(tests, assess, release);
}
