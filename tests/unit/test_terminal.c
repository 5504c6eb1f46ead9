/* test_terminal.c: what a report is drawn with on a terminal: columns, bars, dots, projections. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "atlas/projection.h"
#include "helsinki.h"
#include "report/ascii.h"
#include "report/bars.h"
#include "report/braille.h"

/* --- columns ---------------------------------------------------------------------------------------------------------------- */

static void test_columns(void **state)
{
	(void)state;
	assert_int_equal(hel_columns_of(""), 0);
	assert_int_equal(hel_columns_of("abc"), 3);
	assert_int_equal(hel_columns_of("\u00e9"), 1);
	assert_int_equal(hel_columns_of("e\u0301"), 1); /* combining */
	assert_int_equal(hel_columns_of("\u65e5\u672c"), 4);
	assert_int_equal(hel_columns_of("\t\x7f"), 2);
	assert_int_equal(hel_columns_of("\xff\xfe"), 2);
}

static void expect_cell(const char *words, int width, const char *expected)
{
	hel_text text = {0};
	hel_put_cell(&text, words, width);
	assert_string_equal(text.bytes, expected);
	assert_int_equal(hel_columns_of(text.bytes), width);
	hel_text_free(&text);
}

static void test_cells_are_cut_by_columns(void **state)
{
	(void)state;
	expect_cell("abc", 5, "abc  ");
	expect_cell("abcdef", 4, "abc\u2026");
	expect_cell("\u65e5\u672c\u56fd", 6, "\u65e5\u672c\u56fd");
	expect_cell("\u65e5\u672c\u56fd", 5, "\u65e5\u672c\u2026");
	expect_cell("\u65e5\u672c\u56fd", 4, "\u65e5\u2026 "); /* half a character is none */
	expect_cell("e\u0301e\u0301e\u0301", 2, "e\u0301\u2026");
}

static void test_ascii(void **state)
{
	(void)state;
	hel_text text = {0};
	hel_text_printf(&text, "\u00e9 \u201cx\u201d \u2014 \u2026 \u65e5 \u00e9e\u0301");
	assert_true(hel_make_ascii(&text, 3));
	assert_string_equal(text.bytes, "\u00e9 \"x\" - ~ ?? ?e");
	hel_text_free(&text);
}

/* --- bars ------------------------------------------------------------------------------------------------------------------- */

static void expect_bar(double value, int columns, bool colour, const char *expected)
{
	hel_text text = {0};
	hel_lines lines = hel_lines_on(&text, colour, 80);
	hel_put_bar(&lines, value, columns);
	assert_string_equal(text.bytes, expected);
	hel_text_free(&text);
}

static void test_bars(void **state)
{
	(void)state;
	expect_bar(0, 4, false, "\u00b7\u00b7\u00b7\u00b7");
	expect_bar(1, 4, false, "\u2588\u2588\u2588\u2588");
	expect_bar(0.5, 4, false, "\u2588\u2588\u00b7\u00b7");
	expect_bar(1.0 / 32, 4, false, "\u258f\u00b7\u00b7\u00b7");
	expect_bar(7.0 / 32, 4, false, "\u2589\u00b7\u00b7\u00b7");
	expect_bar(0.01, 4, false, "\u00b7\u00b7\u00b7\u00b7");
	expect_bar(NAN, 4, false, "    ");
	expect_bar(-0.5, 4, false, "\u2592\u2592\u00b7\u00b7");
	expect_bar(-0.05, 4, false, "\u2592\u00b7\u00b7\u00b7");
	expect_bar(-1, 4, false, "\u2592\u2592\u2592\u2592");
	expect_bar(-443.9, 4, false, "\u2592\u2592\u2592\u00bb");
	expect_bar(-INFINITY, 4, false, "\u2592\u2592\u2592\u00bb");
	expect_bar(-1.0 / 32, 4, true, "\033[38;5;166m\u258f\033[0m\033[2m\u00b7\u00b7\u00b7\033[0m");
	expect_bar(1.0 / 32, 4, true, "\033[38;5;33m\u258f\033[0m\033[2m\u00b7\u00b7\u00b7\033[0m");
}

/* Whatever the value and the room, a bar takes its columns, and a larger value never a smaller bar. */
static void test_bars_keep_their_width(void **state)
{
	(void)state;
	for (int columns = 1; columns <= 12; columns++) {
		int last = 0;
		for (int v = -300; v <= 100; v++) {
			hel_text text = {0};
			hel_lines lines = hel_lines_on(&text, false, 80);
			hel_put_bar(&lines, v / 100.0, columns);
			assert_int_equal(hel_columns_of(text.bytes), columns);
			int filled = 0;
			for (const char *at = text.bytes; *at; at++) /* dots are two bytes, blocks three */
				filled += (unsigned char)*at == 0xe2;
			if (v > 0)
				assert_true(filled >= last);
			last = v > 0 ? filled : 0;
			hel_text_free(&text);
		}
	}
}

/* --- dots ------------------------------------------------------------------------------------------------------------------- */

/* The pattern's number as the standard names it: BRAILLE PATTERN DOTS-1234 and so on, each dot by its place. */
static unsigned naive_pattern(bool dot[4][2])
{
	unsigned point = 0x2800;
	for (int n = 1; n <= 8; n++) {
		int row = n == 7 || n == 8 ? 3 : (n - 1) % 3, column = n == 8 || (n >= 4 && n <= 6);
		unsigned worth = 1;
		for (int k = 1; k < n; k++)
			worth *= 2;
		point += dot[row][column] ? worth : 0;
	}
	return point;
}

static unsigned decode_three(const char *text)
{
	return ((unsigned char)text[0] - 0xe0U) * 4096 + ((unsigned char)text[1] - 0x80U) * 64 + ((unsigned char)text[2] - 0x80U);
}

static void test_every_pattern(void **state)
{
	(void)state;
	for (unsigned set = 1; set < 256; set++) {
		hel_canvas canvas;
		hel_text text = {0};
		hel_lines lines = hel_lines_on(&text, false, 80);
		bool dot[4][2];
		assert_true(hel_canvas_init(&canvas, 2, 1));
		for (int n = 0; n < 8; n++) {
			dot[n / 2][n % 2] = set >> n & 1;
			if (dot[n / 2][n % 2])
				hel_canvas_dot(&canvas, 2 + n % 2, n / 2);
		}
		hel_put_canvas(&lines, &canvas, 1);
		assert_memory_equal(text.bytes, "  ", 2); /* the indent and an empty cell */
		assert_int_equal(decode_three(text.bytes + 2), naive_pattern(dot));
		assert_string_equal(text.bytes + 5, "\n");
		hel_text_free(&text);
		hel_canvas_free(&canvas);
	}
}

static void test_canvas(void **state)
{
	(void)state;
	hel_canvas canvas;
	hel_text text = {0};
	hel_lines lines = hel_lines_on(&text, true, 80);
	assert_true(hel_canvas_init(&canvas, 4, 4));
	hel_canvas_dot(&canvas, -1, 0);
	hel_canvas_dot(&canvas, 0, -1);
	hel_canvas_dot(&canvas, 8, 0);
	hel_canvas_dot(&canvas, 0, 16);
	assert_null(hel_canvas_cell(&canvas, 4, 0));
	hel_put_canvas(&lines, &canvas, 2);
	assert_null(text.bytes); /* nothing was set, nothing is put */
	hel_canvas_dot(&canvas, 0, 4);
	hel_canvas_dot(&canvas, 2, 4);
	hel_canvas_cell(&canvas, 0, 1)->tint = HEL_TINT_GAIN;
	hel_canvas_cell(&canvas, 1, 1)->tint = HEL_TINT_GAIN;
	strcpy(hel_canvas_cell(&canvas, 1, 2)->glyph, "\u65e5");
	hel_canvas_cell(&canvas, 2, 2)->covered = true;
	hel_put_canvas(&lines, &canvas, 2);
	assert_string_equal(text.bytes, "  \033[38;5;33m\u2801\u2801\033[0m\n   \u65e5\n");
	hel_text_free(&text);
	hel_canvas_free(&canvas);
}

/* --- projections ------------------------------------------------------------------------------------------------------------ */

/* Both keep areas: the map of a small square is as large as the square on the sphere. */
static void expect_equal_area(const hel_projection *p, double lat, double lon)
{
	const double small = 0.01, radian = acos(-1) / 180;
	hel_point at = hel_project(p, lat - small / 2, lon - small / 2), east = hel_project(p, lat - small / 2, lon + small / 2),
	          north = hel_project(p, lat + small / 2, lon - small / 2);
	double area = (east.y - at.y) * (north.x - at.x) - (east.x - at.x) * (north.y - at.y); /* y grows downwards */
	double sphere = small * radian * small * radian * cos((lat - small / 2) * radian);
	assert_true(fabs(area / sphere - 1) < 1e-3);
}

static void test_projections(void **state)
{
	(void)state;
	const hel_direction here = hel_direction_of(48, 175), there = hel_direction_of(-48, -5);
	const hel_projection about = hel_projection_about(&here), whole = {HEL_EQUAL_EARTH, 0, 0};
	assert_true(fabs(hel_angle_between(&here, &there) - acos(-1)) < 1e-7);
	assert_true(fabs(about.lat - 48) < 1e-9 && fabs(about.lon - 175) < 1e-9);
	for (int lat = -60; lat <= 60; lat += 20) {
		for (int lon = -170; lon <= 170; lon += 20) {
			expect_equal_area(&whole, lat, lon);
			if (hel_angle_from_centre(&about, lat, lon) < 120)
				expect_equal_area(&about, lat, lon);
		}
	}
	assert_true(isnan(hel_project(&about, -48, -5).x));
	/* over the antimeridian without a break; the chord of an angle is its distance from the centre */
	hel_point west = hel_project(&about, 48, 179.999), east = hel_project(&about, 48, -179.999);
	assert_true(fabs(west.x - east.x) < 1e-4 && fabs(west.y - east.y) < 1e-4);
	assert_true(fabs(-hel_project(&about, 68, 175).y - 2 * sin(acos(-1) / 18)) < 1e-12);
	/* Savric, Patterson and Jenny: the whole Earth is 5.41326 wide */
	assert_true(fabs(hel_project(&whole, 0, 180).x - 2.70663) < 1e-5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_columns),       cmocka_unit_test(test_cells_are_cut_by_columns),
	                                   cmocka_unit_test(test_ascii),         cmocka_unit_test(test_bars),
	                                   cmocka_unit_test(test_bars_keep_their_width), cmocka_unit_test(test_every_pattern),
	                                   cmocka_unit_test(test_canvas),        cmocka_unit_test(test_projections)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
