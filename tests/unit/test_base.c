/* test_base.c: numbers as text, nearest words, tables, files, notes, crews. */
#include <float.h>
#include <math.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/fail.h"
#include "base/file.h"
#include "base/rng.h"
#include "base/shift.h"
#include "base/text.h"
#include "base/transpose.h"

static void test_numbers_read_back(void **state)
{
	(void)state;
	hel_rng_key key = hel_rng_key_of("numbers");
	char text[32];
	for (uint64_t d = 0; d < 100000; d++) {
		/* any finite double: its bits at random */
		double u = hel_rng_uniform(1, d, key), v = hel_rng_uniform(2, d, key), back;
		double value = ldexp(u, (int)(v * 2000) - 1000) * (d % 2 ? -1 : 1);
		hel_format_double(text, sizeof text, value);
		assert_true(hel_parse_double(text, &back) && back == value);
		assert_true(strtod(text, NULL) == value);
	}
	hel_format_double(text, sizeof text, 0.1);
	assert_string_equal(text, "0.1");
	hel_format_double(text, sizeof text, 1.0 / 3);
	assert_string_equal(text, "0.3333333333333333");
}

/* The first of 15, 16 and 17 digits that reads back, as the C library prints and reads them. */
static void test_numbers_are_shortest(void **state)
{
	(void)state;
	hel_rng_key key = hel_rng_key_of("shortest");
	char text[32], plain[40];
	static const double odd[] = {0,
				     -0.0,
				     1,
				     0.1,
				     0.3,
				     2.0 / 3,
				     100,
				     1e14,
				     1e15,
				     123456789012345678.0,
				     1e16,
				     1e22,
				     1e23,
				     5e-324,
				     0x1p-1,
				     0x1p-7,
				     0x1p-40,
				     9.5e-5,
				     0.0001,
				     9.9999999999999995e-5,
				     1e-5,
				     1e-9,
				     1e-10,
				     1e-11,
				     1e-12,
				     DBL_MAX,
				     DBL_MIN,
				     0.9999999999999999,
				     9.999999999999999,
				     999999999999999.9};
	enum { ODD = sizeof odd / sizeof *odd, RANDOM = 400000 };
	for (uint64_t d = 0; d < ODD + RANDOM; d++) {
		double u = hel_rng_uniform(1, d, key), v = hel_rng_uniform(2, d, key), value;
		if (d < ODD)
			value = odd[d];
		else if (d % 4 == 0) /* few digits */
			value = floor(u * 1e5) * pow(10, floor(v * 30) - 20);
		else
			value = ldexp(u, (int)(v * 90) - 50) * (d % 2 ? -1 : 1);
		for (int digits = 15; digits <= 17; digits++) {
			snprintf(plain, sizeof plain, "%.*g", digits, value);
			if (strtod(plain, NULL) == value)
				break;
		}
		hel_format_double(text, sizeof text, value);
		assert_string_equal(text, plain);
	}
}

static void test_numbers_that_are_none(void **state)
{
	(void)state;
	static const char *const none[] = {"",   " 1", "1 ",  "1.2.3", "nan", "inf", "0x10",
					   "1e", "e5", "+-1", "1e999", ".",   "--1"};
	double value;
	for (size_t x = 0; x < sizeof none / sizeof *none; x++)
		assert_false(hel_parse_double(none[x], &value));
	assert_true(hel_parse_double("-1.5e3", &value) && value == -1500);
	assert_true(hel_parse_double("9007199254740993", &value) && value == 9007199254740992.0);
	assert_true(hel_parse_double("123456789012345678901234567890", &value) && value == 123456789012345678901234567890.0);
}

static void test_nearest_words(void **state)
{
	(void)state;
	static const char *const words[] = {"members", "mechanisms", "rho", "rule", NULL};
	assert_string_equal(hel_nearest_word("memebers", words, 5), "members");
	assert_string_equal(hel_nearest_word("RHO", words, 5), "rho");
	assert_null(hel_nearest_word("zebra", words, 5));
	assert_null(hel_nearest_word("", words, 5));
}

static void write_file(const char *path, const char *bytes)
{
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	fputs(bytes, file);
	fclose(file);
}

static const char *const COLUMNS[] = {"b", "a"};

static void test_tables(void **state)
{
	(void)state;
	char path[] = "/tmp/helsinki-test-XXXXXX";
	close(mkstemp(path));
	hel_error error;
	hel_csv csv;
	write_file(path, "a,b,c\r\n1,\"x, \"\"y\"\"\",2\r\n-3,,2020-02-29\n");
	assert_int_equal(hel_csv_open(&csv, path, COLUMNS, 2, &error), HEL_OK);
	assert_true(hel_csv_next(&csv));
	assert_string_equal(csv.field[0], "x, \"y\"");
	assert_int_equal(hel_csv_int(&csv, 1), 1);
	assert_true(hel_csv_next(&csv));
	assert_true(isnan(hel_csv_double(&csv, 0)));
	assert_int_equal(hel_csv_int(&csv, 1), -3);
	assert_false(hel_csv_next(&csv));
	assert_int_equal(hel_csv_close(&csv), HEL_OK);

	write_file(path, "a,c\n1,2\n");
	assert_int_equal(hel_csv_open(&csv, path, COLUMNS, 2, &error), HEL_EDATA);
	assert_non_null(strstr(error.message, "'b'"));
	write_file(path, "a,b\n1,2,3\n");
	assert_int_equal(hel_csv_open(&csv, path, COLUMNS, 2, &error), HEL_OK);
	assert_false(hel_csv_next(&csv));
	assert_int_equal(hel_csv_close(&csv), HEL_EDATA);
	assert_int_equal(error.line, 2);
	write_file(path, "a,b\nx,2\n");
	assert_int_equal(hel_csv_open(&csv, path, COLUMNS, 2, &error), HEL_OK);
	assert_true(hel_csv_next(&csv));
	hel_csv_int(&csv, 1);
	assert_int_equal(hel_csv_close(&csv), HEL_EDATA);
	unlink(path);
	assert_int_equal(hel_csv_open(&csv, path, COLUMNS, 2, &error), HEL_EDATA);
}

static void test_files(void **state)
{
	(void)state;
	char path[] = "/tmp/helsinki-test-XXXXXX", *bytes;
	size_t size;
	hel_error error;
	close(mkstemp(path));
	write_file(path, "12345");
	assert_int_equal(hel_file_read(&bytes, &size, path, 5, &error), HEL_OK);
	assert_int_equal(size, 5);
	assert_string_equal(bytes, "12345");
	free(bytes);
	assert_int_equal(hel_file_read(&bytes, &size, path, 4, &error), HEL_EINPUT);
	assert_int_equal(error.line, 1);
	assert_int_equal(hel_file_read(&bytes, &size, "/tmp", 4, &error), HEL_EINPUT);
	unlink(path);
	assert_int_equal(hel_file_read(&bytes, &size, path, 4, &error), HEL_EINPUT);
}

static void test_notes_come_once(void **state)
{
	(void)state;
	hel_notes notes = {0};
	for (int n = 0; n < 40; n++)
		assert_int_equal(hel_note(&notes, NULL, "note %d", n % 20), HEL_OK);
	assert_int_equal(notes.n, 20);
	hel_notes_free(&notes);
}

static void test_errors_in_words(void **state)
{
	(void)state;
	hel_error error;
	char line[128];
	hel_fail_at(&error, HEL_EINPUT, "a.yaml", 14, 9, "unknown key '%s'", "x");
	hel_error_format(&error, line, sizeof line);
	assert_string_equal(line, "a.yaml:14:9: unknown key 'x'");
	hel_fail(&error, HEL_EUSAGE, "what");
	hel_error_format(&error, line, sizeof line);
	assert_string_equal(line, "what");
	assert_int_equal(hel_status_exit(HEL_EINPUT), 1);
	assert_int_equal(hel_status_exit(HEL_EUSAGE), 2);
	assert_int_equal(hel_status_exit(HEL_EDATA), 3);
	assert_int_equal(hel_status_exit(HEL_EINTERRUPTED), 130);
}

static void test_arena(void **state)
{
	(void)state;
	hel_arena *arena = hel_arena_new();
	assert_null(hel_arena_alloc(arena, SIZE_MAX / 4, 8));
	for (size_t n = 0; n < 3000; n += 7) {
		unsigned char *piece = hel_arena_alloc(arena, n, 3);
		assert_int_equal((uintptr_t)piece % 64, 0);
		for (size_t b = 0; b < 3 * n; b++) {
			assert_int_equal(piece[b], 0);
			piece[b] = 1;
		}
	}
	assert_string_equal(hel_arena_printf(arena, "%s-%d", "x", 5), "x-5");
	hel_arena_free(arena);
}

/* Sizes about the edges of a square, in tables that are wider than what is turned: nothing beside it is touched. */
static void test_transpose(void **state)
{
	(void)state;
	enum { MOST = 18, FROM_STRIDE = 20, TO_STRIDE = 19 };
	double from[MOST * FROM_STRIDE], to[MOST * TO_STRIDE];
	for (size_t x = 0; x < MOST * FROM_STRIDE; x++)
		from[x] = (double)(x + 1);
	for (size_t rows = 0; rows <= MOST; rows++) {
		for (size_t columns = 0; columns <= MOST; columns++) {
			memset(to, 0, sizeof to);
			hel_transpose(to, TO_STRIDE, from, FROM_STRIDE, rows, columns);
			for (size_t x = 0; x < MOST * TO_STRIDE; x++) {
				size_t r = x % TO_STRIDE, c = x / TO_STRIDE;
				assert_true(to[x] == (r < rows && c < columns ? from[r * FROM_STRIDE + c] : 0));
			}
		}
	}
}

typedef struct crew {
	cpu_set_t may;
	int done[64], strayed, fails_at;
} crew;

static hel_status note_unit(void *of, size_t unit, hel_error *error)
{
	crew *c = of;
	cpu_set_t may;
	bool stays = !sched_getaffinity(0, sizeof may, &may) && CPU_EQUAL(&may, &c->may);
#pragma omp atomic
	c->done[unit]++;
#pragma omp atomic
	c->strayed += !stays;
	return (int)unit == c->fails_at ? hel_fail(error, HEL_EINPUT, "unit %zu", unit) : HEL_OK;
}

/* Every unit once; alone, none after one that fails. Threads may go wherever whoever called them may: asked fifty times after a rest,
 * as a thread is sent elsewhere only if it woke where its caller was. */
static void test_crews(void **state)
{
	(void)state;
	cpu_set_t all;
	assert_int_equal(sched_getaffinity(0, sizeof all, &all), 0);
	for (int threads = 1; threads <= 4; threads++) {
		crew c = {.may = all, .fails_at = -1};
		hel_shift shift = {0}, failing = {0};
		hel_error error = {0};
		assert_int_equal(hel_shift_work(&shift, 64, threads, note_unit, &c, &error), HEL_OK);
		for (int unit = 0; unit < 64; unit++)
			assert_int_equal(c.done[unit], 1);
		assert_int_equal(c.strayed, 0);
		c.fails_at = 0;
		assert_int_equal(hel_shift_work(&failing, 64, 1, note_unit, &c, &error), HEL_EINPUT);
		assert_string_equal(error.message, "unit 0");
		assert_int_equal(c.done[63], 1);
	}
	for (int again = 0; again < 50; again++) {
		crew c = {.may = all, .fails_at = -1};
		hel_shift shift = {0};
		usleep(2000);
		assert_int_equal(hel_shift_work(&shift, 64, 4, note_unit, &c, NULL), HEL_OK);
		assert_int_equal(c.strayed, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_numbers_read_back),
					   cmocka_unit_test(test_numbers_are_shortest),
					   cmocka_unit_test(test_numbers_that_are_none),
					   cmocka_unit_test(test_nearest_words),
					   cmocka_unit_test(test_tables),
					   cmocka_unit_test(test_files),
					   cmocka_unit_test(test_notes_come_once),
					   cmocka_unit_test(test_errors_in_words),
					   cmocka_unit_test(test_arena),
					   cmocka_unit_test(test_transpose),
					   cmocka_unit_test(test_crews)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
