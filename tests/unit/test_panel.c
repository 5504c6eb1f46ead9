/* test_panel.c: figures of the data directory against what the sources print, and NA with its reasons. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "helsinki.h"

enum { USA = 2, CANADA = 20, UK = 200, BELGIUM = 211, FRANCE = 220, MACEDONIA = 343, ESTONIA = 366, RUSSIA = 365, UKRAINE = 369 };

static hel_panel *panel;

static int open_panel(void **state)
{
	(void)state;
	return hel_panel_open(&panel, NULL, NULL);
}

static int close_panel(void **state)
{
	(void)state;
	hel_panel_free(panel);
	return 0;
}

static hel_value state_value(hel_state_column column, int ccode, int year, bool carry)
{
	hel_value value;
	assert_int_equal(hel_panel_state_value(panel, column, ccode, year, carry, &value, NULL), HEL_OK);
	return value;
}

static hel_value dyad_value(hel_dyad_column column, int a, int b, int year, bool carry)
{
	hel_value value;
	assert_int_equal(hel_panel_dyad_value(panel, column, a, b, year, carry, &value, NULL), HEL_OK);
	return value;
}

static void test_values_have_sources(void **state)
{
	(void)state;
	hel_value cinc = state_value(HEL_CINC, USA, 1816, false);
	assert_true(cinc.value == 0.039697491); /* NMC 7.0, first row */
	assert_string_equal(cinc.source, "nmc");
	assert_int_equal(cinc.year, 1816);
	hel_value km = dyad_value(HEL_MINDIST_KM, CANADA, USA, 1950, false);
	assert_true(km.value == 0);
	assert_string_equal(km.source, "mindist");
	assert_true(dyad_value(HEL_CONTIGUITY, USA, RUSSIA, 1995, false).value > 0);
	assert_true(dyad_value(HEL_CONTIGUITY, USA, UKRAINE, 1995, false).value == 0);
}

static void test_missing_is_never_zero(void **state)
{
	(void)state;
	hel_value value = state_value(HEL_CINC, ESTONIA, 1950, false);
	assert_int_equal(value.na, HEL_NA_SYSTEM);
	assert_true(isnan(value.value));
	value = state_value(HEL_CINC, USA, 2023, false);
	assert_int_equal(value.na, HEL_NA_COVERAGE);
	value = state_value(HEL_CINC, USA, 1800, true); /* nothing is carried backward */
	assert_int_equal(value.na, HEL_NA_COVERAGE);
	value = dyad_value(HEL_MINDIST_KM, USA, UK, 1885, false);
	assert_int_equal(value.na, HEL_NA_COVERAGE);
	value = dyad_value(HEL_MINDIST_KM, USA, ESTONIA, 1950, false);
	assert_int_equal(value.na, HEL_NA_SYSTEM);
	for (int na = 0; na <= HEL_NA_SOURCE; na++)
		assert_true(strlen(hel_na_text((hel_na)na)) > 0);
}

static void test_carried_values_say_so(void **state)
{
	(void)state;
	hel_value value = state_value(HEL_CINC, USA, 2025, true);
	assert_int_equal(value.na, HEL_NA_NONE);
	assert_int_equal(value.year, 2022);
	assert_true(value.value == state_value(HEL_CINC, USA, 2022, false).value);
}

static void test_obligations_are_directed(void **state)
{
	(void)state;
	/* France and Britain guaranteed Belgium; Belgium owed nothing */
	assert_true(dyad_value(HEL_ATOP_DEFENSE, FRANCE, BELGIUM, 1832, false).value == 1);
	assert_true(dyad_value(HEL_ATOP_DEFENSE, BELGIUM, FRANCE, 1832, false).value == 0);
	assert_true(dyad_value(HEL_ATOP_DEFENSE, USA, UK, 1990, false).value == 1);
}

static void test_states_by_any_name(void **state)
{
	(void)state;
	static const char *const words[] = {"RUS", "rus", "365", "Russia"};
	int ccode;
	const char *nearest;
	for (size_t w = 0; w < 4; w++) {
		assert_int_equal(hel_panel_find_state(panel, words[w], &ccode, NULL, NULL), HEL_OK);
		assert_int_equal(ccode, RUSSIA);
	}
	assert_int_equal(hel_panel_find_state(panel, "Ukrane", &ccode, &nearest, NULL), HEL_OK);
	assert_int_equal(ccode, 0);
	assert_string_equal(nearest, "Ukraine");
	int codes[300];
	size_t n;
	assert_int_equal(hel_panel_states_on(panel, HEL_DATE(2021, 12, 31), codes, 300, &n, NULL), HEL_OK);
	assert_int_equal(n, 195);
}

static size_t count_region(const char *name, hel_date day)
{
	hel_region_member member[300];
	size_t n;
	assert_int_equal(hel_panel_region(panel, name, day, member, 300, &n, NULL, NULL), HEL_OK);
	return n;
}

static void test_regions_are_dated(void **state)
{
	(void)state;
	assert_int_equal(count_region("nato", HEL_DATE(1949, 12, 31)), 12);
	assert_int_equal(count_region("nato", HEL_DATE(2020, 3, 26)), 29);
	assert_int_equal(count_region("NATO", HEL_DATE(2020, 3, 27)), 30);
	assert_int_equal(count_region("nato", HEL_DATE(2024, 12, 31)), 32);
	assert_int_equal(count_region("osce", HEL_DATE(2021, 12, 31)), 57);
	assert_int_equal(count_region("eu", HEL_DATE(2021, 12, 31)), 27);
	assert_int_equal(count_region("un-p5", HEL_DATE(2021, 12, 31)), 5);
	hel_region_member member[300];
	size_t n;
	const char *nearest = NULL;
	assert_int_equal(hel_panel_region(panel, "nat0", HEL_DATE(2021, 1, 1), member, 300, &n, &nearest, NULL), HEL_EINPUT);
	assert_string_equal(nearest, "nato");
}

static const hel_pact *find_pact(const hel_pact_list *list, const char *id)
{
	for (size_t p = 0; p < list->n; p++) {
		if (!strcmp(list->pact[p].id, id))
			return &list->pact[p];
	}
	return NULL;
}

static bool is_member(const hel_pact *pact, int ccode)
{
	for (size_t m = 0; m < pact->n_members; m++) {
		if (pact->member[m].ccode == ccode)
			return true;
	}
	return false;
}

static void test_pacts_of_a_day(void **state)
{
	(void)state;
	hel_pact_list list;
	assert_int_equal(hel_panel_pacts_on(panel, HEL_DATE(2020, 3, 26), &list, NULL), HEL_OK);
	assert_false(is_member(find_pact(&list, "3180"), MACEDONIA));
	hel_pact_list_free(&list);
	assert_int_equal(hel_panel_pacts_on(panel, HEL_DATE(2021, 12, 31), &list, NULL), HEL_OK);
	const hel_pact *nato = find_pact(&list, "3180");
	assert_int_equal(nato->n_members, 30);
	assert_string_equal(nato->name, "nato");
	assert_true(is_member(nato, MACEDONIA));
	assert_true(nato->member[0].owes & HEL_PACT_DEFENCE);
	assert_null(find_pact(&list, "4875")); /* Russia and Ukraine 1997, which lapsed in 2019 */
	assert_false(is_member(find_pact(&list, "4175"), UK)); /* the European Union, left in 2020 */
	hel_pact_list_free(&list);
	assert_int_equal(hel_panel_pacts_on(panel, HEL_DATE(2018, 12, 31), &list, NULL), HEL_OK);
	assert_non_null(find_pact(&list, "4875"));
	hel_pact_list_free(&list);
}

/* Members and residue together rebuild the directed obligations of ATOP 5.1 on the last day of a year. */
static void test_members_rebuild_the_dyads(void **state)
{
	(void)state;
	hel_pact_list list;
	assert_int_equal(hel_panel_pacts_on(panel, HEL_DATE(2010, 12, 31), &list, NULL), HEL_OK);
	size_t lacking = 0, dyads = 0;
	int codes[300];
	size_t n;
	assert_int_equal(hel_panel_states_on(panel, HEL_DATE(2010, 12, 31), codes, 300, &n, NULL), HEL_OK);
	static bool owes[1000][1000];
	for (size_t p = 0; p < list.n; p++) {
		for (size_t k = 0; k < list.pact[p].n_members && !list.pact[p].n_pairs; k++) {
			for (size_t j = 0; j < list.pact[p].n_members; j++)
				owes[list.pact[p].member[k].ccode][list.pact[p].member[j].ccode] |=
				    list.pact[p].member[k].owes & HEL_PACT_DEFENCE;
		}
	}
	for (size_t a = 0; a < n; a++) {
		for (size_t b = 0; b < n; b++) {
			hel_value value = dyad_value(HEL_ATOP_DEFENSE, codes[a], codes[b], 2010, false);
			dyads += value.value == 1;
			lacking += value.value == 1 && !owes[codes[a]][codes[b]];
		}
	}
	assert_true(dyads > 3000);
	assert_int_equal(lacking, 0);
	hel_pact_list_free(&list);
}

/* An actor is a state by its abbreviation, or one of these. */
static bool is_actor(const char *word)
{
	static const char *const others[] = {"world", "NATO", "European NATO", "Europe", "EU", "East Asia", "Middle East"};
	for (size_t o = 0; o < sizeof others / sizeof *others; o++) {
		if (!strcmp(word, others[o]))
			return true;
	}
	int ccode;
	assert_int_equal(hel_panel_find_state(panel, word, &ccode, NULL, NULL), HEL_OK);
	return ccode && !strcmp(hel_panel_abbreviation(panel, ccode), word);
}

static void test_the_ledger_is_cited(void **state)
{
	(void)state;
	const hel_ledger_row *row;
	size_t n, n_items, n_units, spending = 0;
	assert_int_equal(hel_panel_ledger(panel, &row, &n, NULL), HEL_OK);
	assert_true(n >= 60);
	const char *const *items = hel_ledger_items(&n_items), *const *units = hel_ledger_units(&n_units);
	for (size_t x = 0; x < n; x++) {
		assert_true(strlen(row[x].source) > 10 && isfinite(row[x].amount) && row[x].year >= 2008 && row[x].year <= 2025);
		assert_true(is_actor(row[x].actor) && (!row[x].from || is_actor(row[x].from)));
		size_t item = 0, unit = 0;
		while (item < n_items && row[x].item != items[item])
			item++;
		while (unit < n_units && row[x].unit != units[unit])
			unit++;
		assert_true(item < n_items && unit < n_units);
		for (size_t y = 0; y < x; y++)
			assert_false(row[x].year == row[y].year && !strcmp(row[x].actor, row[y].actor) && row[x].item == row[y].item &&
				     (row[x].from && row[y].from ? !strcmp(row[x].from, row[y].from) : row[x].from == row[y].from));
		if (!strcmp(row[x].actor, "USA") && !strcmp(row[x].item, "military-expenditure") && row[x].year == 2021) {
			spending++;
			assert_true(row[x].amount == 801 && !strcmp(row[x].unit, "USD bn") && !row[x].from);
		}
	}
	assert_int_equal(spending, 1);
}

/* A data directory that holds one table, of these lines, and its word on it. */
static void expect_damage(const char *table, hel_table which, const char *lines, int line, const char *message)
{
	char directory[] = "/tmp/helsinki-panel-XXXXXX", path[64];
	hel_panel *damaged = NULL;
	hel_error error = {0};
	assert_non_null(mkdtemp(directory));
	snprintf(path, sizeof path, "%s/sources.csv", directory);
	FILE *file = fopen(path, "w");
	fputs("file,title,release,from,to,rows,sha256,licence,bibkey,citation\n", file);
	fclose(file);
	assert_int_equal(hel_panel_open(&damaged, directory, NULL), HEL_OK);
	unlink(path);
	snprintf(path, sizeof path, "%s/%s.csv", directory, table);
	file = fopen(path, "w");
	fputs(lines, file);
	fclose(file);
	assert_int_equal(hel_panel_load(damaged, 1u << which, &error), HEL_EDATA);
	assert_string_equal(error.message, message);
	assert_int_equal(error.line, line);
	assert_int_equal(hel_panel_load(damaged, 1u << which, NULL), HEL_EDATA);
	hel_panel_free(damaged);
	unlink(path);
	rmdir(directory);
}

static void test_damaged_rows_are_named(void **state)
{
	(void)state;
#define LEDGER "actor,item,from,amount,unit,year,source,note,status\nUSA,trade,,1,USD bn,2020,x,,verified\n"
	expect_damage("ledger", HEL_TABLE_LEDGER, LEDGER "USA,trede,,1,USD bn,2020,x,,verified\n", 3,
		      "damaged table: unknown item 'trede'");
	expect_damage("ledger", HEL_TABLE_LEDGER, LEDGER "USA,trade,,1,pounds,2020,x,,verified\n", 3,
		      "damaged table: unknown unit 'pounds'");
	expect_damage("ledger", HEL_TABLE_LEDGER, LEDGER "USA,trade,,1,USD bn,2020,,,verified\n", 3,
		      "damaged table: no actor or no source of 'trade'");
	expect_damage("ledger", HEL_TABLE_LEDGER, LEDGER "USA,trade,,,USD bn,2020,x,,verified\n", 3,
		      "damaged table: no amount of 'trade'");
	expect_damage("ledger", HEL_TABLE_LEDGER, LEDGER "USA,trade,,one,USD bn,2020,x,,verified\n", 3,
		      "damaged table: this is no number: 'one'");
	expect_damage("hosts", HEL_TABLE_HOSTS, "ccode,host,from,to,source,status\n2,2,1990-01-01,,x,bg\n", 2,
		      "damaged table: this state hosts no forces of another: '2'");
	expect_damage("hosts", HEL_TABLE_HOSTS, "ccode,host,from,to,source,status\n2,1000,1990-01-01,,x,bg\n", 2,
		      "damaged table: this state hosts no forces of another: '1000'");
#undef LEDGER
}

static void test_files_are_whole(void **state)
{
	(void)state;
	hel_error error = {0};
	if (hel_panel_check(panel, &error))
		fail_msg("%s: %s", error.file, error.message);
	size_t n;
	const hel_source *source = hel_panel_sources(panel, &n);
	assert_true(n >= 16);
	for (size_t s = 0; s < n; s++)
		assert_true(strlen(source[s].citation) > 20 && strlen(source[s].licence) > 0 && source[s].from <= source[s].to);
}

static void test_a_directory_that_is_none(void **state)
{
	(void)state;
	hel_panel *none = NULL;
	hel_error error;
	assert_int_equal(hel_panel_open(&none, "/nonexistent", &error), HEL_EDATA);
	assert_null(none);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_values_have_sources),       cmocka_unit_test(test_missing_is_never_zero),
	    cmocka_unit_test(test_carried_values_say_so),     cmocka_unit_test(test_obligations_are_directed),
	    cmocka_unit_test(test_states_by_any_name),        cmocka_unit_test(test_regions_are_dated),
	    cmocka_unit_test(test_pacts_of_a_day),            cmocka_unit_test(test_members_rebuild_the_dyads),
	    cmocka_unit_test(test_the_ledger_is_cited),       cmocka_unit_test(test_damaged_rows_are_named),
	    cmocka_unit_test(test_files_are_whole),           cmocka_unit_test(test_a_directory_that_is_none)};
	return cmocka_run_group_tests(tests, open_panel, close_panel);
}
