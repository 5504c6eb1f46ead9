/* test_world.c: snapshots, carry-forward, and the record of the last thirty years counted another way. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "helsinki.h"
#include "world/record.h"

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

static hel_world snapshot(hel_date day, const char *region, bool closed)
{
	hel_world world = {0};
	hel_world_options options = {.day = day, .carry_forward = true, .region = region, .closed = closed};
	assert_int_equal(hel_world_snapshot(&world, panel, &options, NULL), HEL_OK);
	return world;
}

static bool has_note(const hel_world *world, const char *words)
{
	for (size_t n = 0; n < world->notes.n; n++) {
		if (strstr(world->notes.item[n], words))
			return true;
	}
	return false;
}

static void test_the_world_of_2021(void **state)
{
	(void)state;
	hel_world world = snapshot(HEL_DATE(2021, 12, 31), "osce", false);
	int in_region = 0, nuclear = 0, majors = 0;
	double milex = 0;
	assert_int_equal(world.n, 195);
	for (int i = 0; i < world.n; i++) {
		in_region += world.state[i].in_region;
		nuclear += world.state[i].nuclear;
		majors += world.state[i].major;
		milex += isnan(world.state[i].milex) ? 0 : world.state[i].milex;
		assert_true(i == 0 || world.state[i].ccode > world.state[i - 1].ccode);
	}
	assert_int_equal(in_region, 56); /* 57 participating states less the Holy See, which is no state of the system */
	assert_int_equal(nuclear, 9);
	assert_int_equal(majors, 7);
	assert_true(fabs(milex - 1) < 1e-12);
	assert_true(has_note(&world, "2019 is carried forward to 2021"));
	assert_true(has_note(&world, "Holy See"));
	assert_non_null(strstr(world.state[hel_world_find(&world, "rus")].capability_source, "NMC 7.0, 2021"));
	hel_world_free(&world);
}

static void test_distances_are_symmetric_and_known(void **state)
{
	(void)state;
	static const int years[] = {1850, 1900, 1990, 2021};
	for (size_t y = 0; y < 4; y++) {
		hel_world world = snapshot(HEL_DATE(years[y], 12, 31), NULL, false);
		int n = world.n;
		for (int i = 0; i < n; i++) {
			assert_true(world.dist_km[i * n + i] == 0);
			for (int j = 0; j < n; j++) {
				assert_true(world.dist_km[i * n + j] == world.dist_km[j * n + i]);
				assert_true(world.dist_km[i * n + j] >= 0 && world.dist_km[i * n + j] < 20038);
				assert_int_equal(world.contiguity[i * n + j], world.contiguity[j * n + i]);
			}
		}
		hel_world_free(&world);
	}
}

static void test_a_year_outside_coverage(void **state)
{
	(void)state;
	hel_world world = {0};
	hel_error error;
	hel_world_options options = {.day = HEL_DATE(2021, 12, 31)};
	assert_int_equal(hel_world_snapshot(&world, panel, &options, &error), HEL_EINPUT);
	assert_non_null(strstr(error.message, "mindist")); /* the first that is missing: capability goes to 2022 */
	options.day = HEL_DATE(1815, 12, 31);
	options.carry_forward = true;
	assert_int_equal(hel_world_snapshot(&world, panel, &options, &error), HEL_EINPUT);
	assert_null(world.state);
	options.day = HEL_DATE(2010, 12, 31);
	options.carry_forward = false;
	assert_int_equal(hel_world_snapshot(&world, panel, &options, &error), HEL_OK);
	hel_world_free(&world);
}

static void test_a_closed_world(void **state)
{
	(void)state;
	hel_world world = snapshot(HEL_DATE(2021, 12, 31), "csto", true);
	assert_int_equal(world.n, 6);
	hel_world_free(&world);
}

static double dist(const hel_world *world, const char *from, const char *to)
{
	return world->dist_km[hel_world_find(world, to) * world->n + hel_world_find(world, from)];
}

static double based(const hel_world *world, const char *of, const char *at)
{
	return world->based_km[hel_world_find(world, at) * world->n + hel_world_find(world, of)];
}

static void test_power_from_where_forces_are(void **state)
{
	(void)state;
	hel_world w = snapshot(HEL_DATE(2021, 12, 31), NULL, false);
	assert_true(dist(&w, "USA", "EST") > 5000 && dist(&w, "USA", "RUS") < 100);
	assert_true(based(&w, "USA", "EST") == dist(&w, "LIT", "EST")); /* the nearest of its hosts */
	assert_true(based(&w, "USA", "RUS") == 0); /* Poland touches Kaliningrad */
	assert_true(based(&w, "USA", "POL") == 0 && based(&w, "POL", "USA") == dist(&w, "POL", "USA"));
	assert_true(based(&w, "UKR", "RUS") == dist(&w, "UKR", "RUS"));
	assert_true(hel_world_has_bases(&w, hel_world_find(&w, "USA")) && hel_world_has_bases(&w, hel_world_find(&w, "RUS")));
	assert_false(hel_world_has_bases(&w, hel_world_find(&w, "UKR")));
	for (int cell = 0; cell < w.n * w.n; cell++)
		assert_true(w.based_km[cell] >= 0 && w.based_km[cell] <= w.dist_km[cell]);
	hel_world_free(&w);
	w = snapshot(HEL_DATE(2006, 9, 30), NULL, false);
	assert_true(based(&w, "USA", "ICE") == 0); /* the last day */
	hel_world_free(&w);
	w = snapshot(HEL_DATE(2006, 10, 1), NULL, false);
	assert_true(based(&w, "USA", "ICE") == fmin(dist(&w, "USA", "ICE"), dist(&w, "UKG", "ICE")));
	hel_world_free(&w);
	w = snapshot(HEL_DATE(2021, 12, 31), "csto", true); /* hosts outside a closed world are no hosts */
	assert_int_equal(w.state[hel_world_find(&w, "RUS")].hosts, 5);
	hel_world_free(&w);
	w = snapshot(HEL_DATE(1900, 12, 31), NULL, false);
	for (int cell = 0; cell < w.n * w.n; cell++)
		assert_true(w.based_km[cell] == w.dist_km[cell]);
	hel_world_free(&w);
}

static void test_great_circles(void **state)
{
	(void)state;
	assert_true(fabs(hel_great_circle_km(0, 0, 0, 90) - 6371.0088 * acos(-1) / 2) < 1e-9);
	assert_true(fabs(hel_great_circle_km(90, 0, -90, 0) - 6371.0088 * acos(-1)) < 1e-9);
	assert_true(hel_great_circle_km(10, 20, 10, 20) == 0);
}

/* The same counts from single values of the panel, pair by pair, for a few years. */
static void test_the_record_is_counted_right(void **state)
{
	(void)state;
	const hel_onset *onset;
	size_t n_onsets, n;
	int codes[300];
	hel_record_counts counts;
	assert_int_equal(hel_record_count(&counts, panel, 1989, HEL_RECORD_RELEVANT, NULL), HEL_OK);
	assert_int_equal(counts.from, 1960);
	assert_int_equal(counts.to, 1989);
	assert_int_equal(hel_panel_onsets(panel, &onset, &n_onsets, NULL), HEL_OK);
	double all = 0, defeats = 0, wars = 0, pairs = 0, near = 0;
	for (size_t o = 0; o < n_onsets; o++) {
		bool counted = onset[o].year >= 1960 && onset[o].year <= 1989;
		all += counted;
		defeats += counted && (onset[o].outcome == 1 || onset[o].outcome == 4);
		wars += counted && onset[o].hostility == 5;
	}
	assert_true(counts.all_onsets == all && counts.defeats == defeats && counts.wars == wars);
	for (int year = 1960; year <= 1989; year++) {
		assert_int_equal(hel_panel_states_on(panel, HEL_DATE(year, 12, 31), codes, 300, &n, NULL), HEL_OK);
		for (size_t a = 0; a < n; a++) {
			for (size_t b = 0; b < n && year % 10 == 0; b++) {
				hel_value km, major1, major2;
				if (a == b)
					continue;
				assert_int_equal(hel_panel_dyad_value(panel, HEL_MINDIST_KM, codes[a], codes[b], year, false, &km, NULL), HEL_OK);
				assert_int_equal(hel_panel_state_value(panel, HEL_MAJOR, codes[a], year, false, &major1, NULL), HEL_OK);
				assert_int_equal(hel_panel_state_value(panel, HEL_MAJOR, codes[b], year, false, &major2, NULL), HEL_OK);
				near += km.value <= 400 || major1.value == 1 || major2.value == 1;
			}
		}
		pairs += (double)(n * (n - 1));
	}
	/* every tenth year was counted pair by pair: a third of a tenth of the whole, growing with the number of states */
	assert_true(near / counts.pair_years > 0.07 && near / counts.pair_years < 0.11);
	hel_record_counts world;
	assert_int_equal(hel_record_count(&world, panel, 1989, HEL_RECORD_WORLD, NULL), HEL_OK);
	assert_true(world.pair_years == pairs);
	assert_true(fabs(world.rate - world.onsets / pairs) < 1e-18);
	assert_int_equal(hel_record_count(&counts, panel, 2021, HEL_RECORD_WORLD, NULL), HEL_OK);
	assert_int_equal(counts.to, 2014); /* the last year of the disputes */
	assert_true(counts.all_onsets == 1036);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_the_world_of_2021),       cmocka_unit_test(test_distances_are_symmetric_and_known),
	    cmocka_unit_test(test_a_year_outside_coverage), cmocka_unit_test(test_a_closed_world),
	    cmocka_unit_test(test_power_from_where_forces_are), cmocka_unit_test(test_great_circles),           cmocka_unit_test(test_the_record_is_counted_right)};
	return cmocka_run_group_tests(tests, open_panel, close_panel);
}
