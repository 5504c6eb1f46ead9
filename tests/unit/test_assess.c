/* test_assess.c: the indices on numbers that can be checked by hand. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "assess/indices.h"

static const double ONES[] = {1, 1, 1, 1};

static bool near(double a, double b)
{
	return fabs(a - b) < 1e-14;
}

static void test_indivisible(void **state)
{
	(void)state;
	const double before[] = {4, 4, 4, 4}, none_loses[] = {3, 4, 2, 4}, one_loses[] = {2, 5, 4, 4};
	const double weight[] = {1, 2, 1, 1};
	assert_true(hel_indivisible(none_loses, before, ONES, 4) == 1);
	assert_true(near(hel_indivisible(one_loses, before, ONES, 4), 0.5));
	assert_true(near(hel_indivisible(one_loses, before, weight, 4), 0));
	assert_true(isnan(hel_indivisible(before, before, ONES, 4)));
	const double unknown[] = {2, NAN, 4, 4};
	assert_true(hel_indivisible(unknown, before, ONES, 4) == 1);
}

static void test_rounding_is_no_loss(void **state)
{
	(void)state;
	assert_true(hel_difference(0.1 + 0.2, 0.3) == 0);
	assert_true(hel_difference(0.3, 0.2) > 0);
}

static void test_balanced(void **state)
{
	(void)state;
	const double equal[] = {2, 2, 2, 2}, one_bears_all[] = {0, 0, 0, 1}, half[] = {0, 0, 1, 1}, ladder[] = {1, 2, 3, 4};
	assert_true(hel_balanced(equal, ONES, 4) == 1);
	assert_true(isnan(hel_balanced(one_bears_all, ONES, 4))); /* fewer than half have anything to lose */
	assert_true(near(hel_balanced(half, ONES, 4), 0.5));
	assert_true(near(hel_balanced(ladder, ONES, 4), 0.75)); /* Gini of 1..n is (n - 1) / (3 n) */
	const double pairs[] = {1, 2}, twice[] = {1, 1, 2, 2}, weight[] = {2, 2};
	assert_true(near(hel_balanced(pairs, weight, 2), hel_balanced(twice, ONES, 4)));
}

static void test_effective(void **state)
{
	(void)state;
	const double before[] = {1, 1, 2, 0}, after[] = {1, 0.5, 0.5, 0}, worse[] = {2, 2, 4, 0};
	assert_true(near(hel_effective(after, before, ONES, 4), 0.5));
	assert_true(near(hel_effective(worse, before, ONES, 4), -1)); /* never clipped */
	const double nothing[] = {0, 0, 0, 0};
	assert_true(isnan(hel_effective(after, nothing, ONES, 4)));
}

/* R: quantile(c(3, 1, 4, 1, 5), c(.05, .95), type = 7) is 1.0 and 4.8. */
static void test_quantiles_are_type_7(void **state)
{
	(void)state;
	double draw[] = {3, 1, NAN, 4, 1, 5};
	hel_figure figure = hel_figure_of(2.5, draw, 6, "unused");
	assert_true(near(figure.low, 1));
	assert_true(near(figure.high, 4.8));
	assert_int_equal(figure.undefined_draws, 1);
	assert_null(figure.why);
	hel_figure undefined = hel_figure_of(NAN, draw, 0, "because");
	assert_true(isnan(undefined.low) && isnan(undefined.high));
	assert_string_equal(undefined.why, "because");
}

static void test_median(void **state)
{
	(void)state;
	double even[] = {4, 1, 3, 2}, odd[] = {9, NAN, 1, 5};
	assert_true(hel_median(even, 4) == 2.5);
	assert_true(hel_median(odd, 4) == 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_indivisible), cmocka_unit_test(test_rounding_is_no_loss),
	                                   cmocka_unit_test(test_balanced),    cmocka_unit_test(test_effective),
	                                   cmocka_unit_test(test_quantiles_are_type_7), cmocka_unit_test(test_median)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
