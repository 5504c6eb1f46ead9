/* test_plot.c: the geometry under the pictures: projections against closed forms and printed values, cutting and hatching against counted
 * dots, names against every pair of them, ties against a world small enough to be read. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "atlas/projection.h"
#include "helsinki.h"
#include "plot/axis.h"
#include "plot/crowd.h"
#include "plot/labels.h"
#include "plot/scale.h"
#include "plot/sheet.h"
#include "plot/ties.h"

#define near(a, b, tolerance) assert_true(fabs((a) - (b)) <= (tolerance))

static uint64_t state_of_rng = 88172645463325252u;

static double uniform(void)
{
	state_of_rng ^= state_of_rng >> 12;
	state_of_rng ^= state_of_rng << 25;
	state_of_rng ^= state_of_rng >> 27;
	return (double)(state_of_rng * 2685821657736338717u >> 11) * 0x1p-53;
}

/* --- projections -------------------------------------------------------------------------------------------------- */

/* Snyder (1987), numerical examples, Lambert azimuthal equal-area, sphere of radius 3. */
static void azimuthal_as_printed(void **state)
{
	(void)state;
	const hel_projection p = {HEL_AZIMUTHAL, 40, -100};
	hel_point at = hel_project(&p, -20, 100);
	near(3 * at.x, -4.2339303, 5e-8);
	near(-3 * at.y, 4.0257775, 5e-8);
}

/* A place at an angle c from the centre is 2 sin(c / 2) from it on the map. */
static void azimuthal_radius(void **state)
{
	(void)state;
	for (int i = 0; i < 1000; i++) {
		const hel_projection p = {HEL_AZIMUTHAL, 180 * uniform() - 90, 360 * uniform() - 180};
		double lat = 180 * uniform() - 90, lon = 360 * uniform() - 180;
		double angle = hel_great_circle_km(p.lat, p.lon, lat, lon) / 6371.0088;
		hel_point at = hel_project(&p, lat, lon);
		near(hypot(at.x, at.y), 2 * sin(angle / 2), 1e-6);
		near(hel_angle_from_centre(&p, lat, lon), angle * 180 / acos(-1), 1e-5);
	}
	const hel_projection p = {HEL_AZIMUTHAL, 10, 20};
	assert_true(isnan(hel_project(&p, -10, -160).x));
	near(hel_project(&p, 10, 20).x, 0, 1e-15);
	assert_true(hel_project(&p, 11, 20).y < 0); /* north is up, and y grows downwards */
	assert_true(hel_project(&p, 10, 21).x > 0);
}

/* Half the width and height of the Equal Earth map of a sphere of radius 1. */
static void equal_earth_as_published(void **state)
{
	(void)state;
	const hel_projection p = {HEL_EQUAL_EARTH, 0, 0};
	near(hel_project(&p, 0, 180).x, 2.70663, 5e-6);
	near(-hel_project(&p, 90, 0).y, 1.31733, 5e-5);
	near(hel_project(&p, 0, 0).x, 0, 1e-15);
	const hel_projection turned = {HEL_EQUAL_EARTH, 0, 150};
	near(hel_project(&turned, 30, -170).x, hel_project(&p, 30, 40).x, 1e-12);
	near(hel_project(&turned, 30, 150).x, 0, 1e-12);
}

/* Neither changes areas: the determinant of the derivatives is cos(lat). */
static void areas_are_true(void **state)
{
	(void)state;
	const hel_projection both[] = {{HEL_AZIMUTHAL, 48, 20}, {HEL_EQUAL_EARTH, 0, 11}};
	double step = 1e-4, degree = acos(-1) / 180;
	for (int i = 0; i < 2000; i++) {
		const hel_projection *p = &both[i % 2];
		double lat = 170 * uniform() - 85, lon = p->lon + 340 * uniform() - 170;
		if (p->kind == HEL_AZIMUTHAL && hel_angle_from_centre(p, lat, lon) > 150)
			continue;
		hel_point a = hel_project(p, lat - step, lon), b = hel_project(p, lat + step, lon),
			  c = hel_project(p, lat, lon - step), d = hel_project(p, lat, lon + step);
		double area = ((d.x - c.x) * -(b.y - a.y) + (d.y - c.y) * (b.x - a.x)) / pow(2 * step * degree, 2);
		near(area / cos(lat * degree), 1, 2e-5);
	}
}

static void the_one_that_suits(void **state)
{
	(void)state;
	const double europe[] = {48, 52, 41, 60}, east[] = {2, 13, 29, 25};
	hel_projection p = hel_projection_for(europe, east, 4);
	assert_int_equal(p.kind, HEL_AZIMUTHAL);
	assert_true(p.lat > 41 && p.lat < 60 && p.lon > 2 && p.lon < 29);
	const double round_lat[] = {0, 0, 0, 0, 0, 0, 0, 0}, round_lon[] = {0, 45, 90, 135, 180, -135, -90, -45};
	p = hel_projection_for(round_lat, round_lon, 8);
	assert_int_equal(p.kind, HEL_EQUAL_EARTH);
	near(p.lon, 11, 1e-12);
	/* round the Pacific: the edge runs through the Atlantic and Africa, so that the middle lies between Asia and America */
	const double pacific_lat[] = {39, 40, 35, -35, 28}, pacific_lon[] = {-77, 116, 140, 149, 77};
	p = hel_projection_for(pacific_lat, pacific_lon, 5);
	assert_int_equal(p.kind, HEL_EQUAL_EARTH);
	near(fabs(p.lon), 180, 1e-9);
	const double one = 10;
	p = hel_projection_for(&one, &one, 1);
	assert_int_equal(p.kind, HEL_AZIMUTHAL);
	near(p.lat, 10, 1e-12);
}

/* --- cutting and hatching ----------------------------------------------------------------------------------------- */

enum { CORNERS = 40, DOTS = 400 };

/* A star about (5, 5), whose arms reach out of the box of 10 by 10. */
static void make_star(hel_corner *ring)
{
	for (int c = 0; c < CORNERS; c++) {
		double angle = 2 * acos(-1) * c / CORNERS, radius = 1 + 7 * uniform();
		ring[c] = (hel_corner){5 + radius * cos(angle), 5 + radius * sin(angle), false};
	}
}

static bool is_inside(const hel_corner *ring, size_t n, double x, double y)
{
	bool in = false;
	for (size_t i = 0, j = n - 1; i < n; j = i++) {
		if ((ring[i].y > y) != (ring[j].y > y) &&
		    x < (ring[j].x - ring[i].x) * (y - ring[i].y) / (ring[j].y - ring[i].y) + ring[i].x)
			in = !in;
	}
	return in;
}

static void cut_covers_what_is_inside(void **state)
{
	(void)state;
	const hel_box box = {0, 0, 10, 10};
	hel_corner ring[CORNERS], cut[HEL_CUT_ROOM(CORNERS)], spare[HEL_CUT_ROOM(CORNERS)];
	for (int trial = 0; trial < 20; trial++) {
		make_star(ring);
		size_t n = hel_ring_cut(cut, spare, ring, CORNERS, &box);
		double dots = 0;
		for (int dot = 0; dot < DOTS * DOTS; dot++)
			dots += is_inside(ring, CORNERS, (dot % DOTS + 0.5) * 10 / DOTS, (dot / DOTS + 0.5) * 10 / DOTS);
		near(hel_ring_area(cut, n), dots * 100 / (DOTS * DOTS),
		     0.2); /* an edge of 60 misses by half a row of dots at most, most cancel */
		for (size_t c = 0; c < n; c++) {
			assert_true(hel_box_has(&box, (hel_point){cut[c].x, cut[c].y}));
			bool at_edge = cut[c].x == 0 || cut[c].x == 10 || cut[c].y == 0 || cut[c].y == 10;
			assert_true(cut[c].seam == at_edge);
		}
	}
	const hel_box away = {100, 100, 110, 110}, around = {-100, -100, 100, 100};
	assert_int_equal(hel_ring_cut(cut, spare, ring, CORNERS, &away), 0);
	assert_int_equal(hel_ring_cut(cut, spare, ring, CORNERS, &around), CORNERS);
}

typedef struct measured {
	double length;
	int outside;
	const hel_corner *ring;
} measured;

static void measure(void *context, hel_point from, hel_point to)
{
	measured *m = context;
	m->length += hypot(to.x - from.x, to.y - from.y);
	m->outside += !is_inside(m->ring, CORNERS, (from.x + to.x) / 2, (from.y + to.y) / 2);
	near(fabs(to.x - from.x), fabs(to.y - from.y), 1e-9);
}

/* Lines so far apart cover a share of an area: their length times the gap is it. */
static void hatching_fills(void **state)
{
	(void)state;
	hel_corner ring[CORNERS];
	const size_t start[] = {0, CORNERS};
	for (int trial = 0; trial < 20; trial++) {
		make_star(ring);
		measured m = {0, 0, ring};
		assert_true(hel_hatch(ring, start, 1, 0.01, measure, &m));
		near(m.length * 0.01 / hel_ring_area(ring, CORNERS), 1, 0.01);
		assert_int_equal(m.outside, 0);
	}
}

/* A crowd in a square of 1 by 1, and as many places spread over 100 by 100: what comes out is the crowd, within a place or two. */
static void the_densest_part(void **state)
{
	(void)state;
	enum { EACH = 30 };
	for (int trial = 0; trial < 50; trial++) {
		hel_point at[2 * EACH];
		bool dropped[2 * EACH] = {false};
		double x = 90 * uniform(), y = 90 * uniform();
		for (int i = 0; i < EACH; i++) {
			at[2 * i] = (hel_point){x + uniform(), y + uniform()};
			at[2 * i + 1] = (hel_point){100 * uniform(), 100 * uniform()};
		}
		hel_box box = hel_densest(at, dropped, 2 * EACH, 12);
		int inside = 0;
		for (int i = 0; i < EACH; i++)
			inside += hel_box_has(&box, at[2 * i]);
		assert_true(inside >= EACH - 6 && box.right - box.left < 4 && box.bottom - box.top < 4);
	}
}

/* --- names -------------------------------------------------------------------------------------------------------- */

enum { NAMES = 60 };

static void fill_names(hel_label *label, double width)
{
	static const char *const words[] = {"RUS", "UKG", "A", "a rather long name", "MNC"};
	memset(label, 0, NAMES * sizeof *label);
	for (int l = 0; l < NAMES; l++) {
		label[l].at = (hel_point){width * uniform(), width * uniform()};
		label[l].radius = l % 3 ? 2.5 : 0;
		label[l].on = l % 3 == 0;
		label[l].words = words[l % 5];
		label[l].rank = l % 7;
	}
}

static double gap_to(const hel_box *b, hel_point p)
{
	return hypot(fmax(0, fmax(b->left - p.x, p.x - b->right)), fmax(0, fmax(b->top - p.y, p.y - b->bottom)));
}

static void no_two_names_overlap(void **state)
{
	(void)state;
	const hel_writing writing = {.size = 6};
	hel_label label[NAMES];
	size_t missing = 0;
	for (int trial = 0; trial < 60; trial++) {
		double width = 60 + 10 * trial;
		const hel_box within = {0, 0, width, width}, without = {0, 0, width / 4, width / 4};
		fill_names(label, width);
		size_t now = hel_labels_place(label, NAMES, &writing, &within, &without), unplaced = 0;
		for (int a = 0; a < NAMES; a++) {
			const hel_box *box = &label[a].box;
			unplaced += !label[a].placed;
			if (!label[a].placed)
				continue;
			assert_true(box->left >= 0 && box->top >= 0 && box->right <= width && box->bottom <= width);
			assert_true(box->left >= without.right || box->top >= without.bottom);
			assert_true(box->right - box->left >= hel_words_width(label[a].words, &writing));
			for (int b = 0; b < NAMES; b++) {
				assert_true(label[b].radius == 0 || gap_to(box, label[b].at) >= label[b].radius);
				bool apart = a == b || !label[b].placed || box->right <= label[b].box.left ||
					     label[b].box.right <= box->left || box->bottom <= label[b].box.top ||
					     label[b].box.bottom <= box->top;
				assert_true(apart);
			}
		}
		assert_int_equal(now, unplaced);
		missing = now;
	}
	assert_true(missing < NAMES / 4); /* on a wide page most find room, though the corner is forbidden */
	hel_label alone = {.at = {50, 50}, .radius = 3, .words = "RUS"};
	const hel_box page = {0, 0, 100, 100};
	assert_int_equal(hel_labels_place(&alone, 1, &writing, &page, NULL), 0);
	assert_true(!alone.led && alone.box.left > 53 && alone.box.left < 55);
}

static void widths_of_words(void **state)
{
	(void)state;
	char buffer[64];
	const hel_writing ten = {.size = 10}, bold = {.size = 10, .bold = true};
	near(hel_words_width("Hello", &ten), 22.78, 1e-12);
	near(hel_words_width("", &ten), 0, 0);
	assert_true(hel_words_width("Hello", &bold) > hel_words_width("Hello", &ten));
	near(hel_words_width("\xc3\xa4", &ten), 6, 1e-12);
	assert_string_equal(hel_words_cut(buffer, sizeof buffer, "Hello", 23, &ten), "Hello");
	for (double width = 11; width < 22; width += 0.5) {
		hel_words_cut(buffer, sizeof buffer, "Hello \xc3\xa4\xc3\xa4", width, &ten);
		assert_true(hel_words_width(buffer, &ten) <= width);
		assert_string_equal(buffer + strlen(buffer) - 3, "\xe2\x80\xa6");
	}
	assert_true(strlen(hel_words_cut(buffer, 12, "a very long name indeed", 1000, &ten)) < 12);
}

/* --- axes and classes --------------------------------------------------------------------------------------------- */

static void ticks_are_round(void **state)
{
	(void)state;
	double tick[HEL_TICKS_MAX];
	for (int trial = 0; trial < 500; trial++) {
		double a = 200 * uniform() - 100, b = a + pow(10, 8 * uniform() - 5);
		const hel_ruler ruler = {a, b, false, 0, 100};
		size_t n = hel_ruler_ticks(&ruler, tick);
		assert_in_range(n, 3, 8);
		for (size_t t = 0; t < n; t++) {
			double place = hel_ruler_place(&ruler, tick[t]);
			assert_true(place >= -1e-6 && place <= 100 + 1e-6 && (!t || tick[t] > tick[t - 1]));
		}
	}
	const hel_ruler ratio = {0.1, 10, true, 0, 100};
	const double want[] = {0.1, 0.2, 0.5, 1, 2, 5, 10};
	assert_int_equal(hel_ruler_ticks(&ratio, tick), 7);
	for (int t = 0; t < 7; t++)
		near(tick[t], want[t], 1e-12);
	near(hel_ruler_place(&ratio, 1), 50, 1e-9);
}

static void classes_of_change(void **state)
{
	(void)state;
	const double large[] = {0.2, -0.01, NAN}, small[] = {0.002, -0.0001}, none[] = {0, NAN};
	hel_scale s = hel_scale_for(large, 3);
	near(s.least, 0.005, 0);
	assert_int_equal(hel_class_of(&s, 0.2), 6);
	assert_int_equal(hel_class_of(&s, 0.1), 6);
	assert_int_equal(hel_class_of(&s, 0.0999), 5);
	assert_int_equal(hel_class_of(&s, 0.005), 4);
	assert_int_equal(hel_class_of(&s, 0.0049), HEL_SAME_CLASS);
	assert_int_equal(hel_class_of(&s, -0.0049), HEL_SAME_CLASS);
	assert_int_equal(hel_class_of(&s, -0.03), 1);
	assert_int_equal(hel_class_of(&s, -0.1), 0);
	assert_int_equal(hel_class_of(&s, NAN), HEL_UNKNOWN_CLASS);
	near(hel_scale_for(small, 2).middle, 0.0003, 1e-15);
	near(hel_scale_for(none, 2).middle, 0.03, 0);
}

/* --- ties --------------------------------------------------------------------------------------------------------- */

static const char world[] = "world: {states: {A: {capability: 1, lat: 0, lon: 0}, B: {capability: 1, lat: 0, lon: 1}, C: "
			    "{capability: 1, lat: 0, lon: 2},"
			    " D: {capability: 1, lat: 0, lon: 3}, E: {capability: 1, lat: 0, lon: 4}}}\n"
			    "lenses: [{matrix: {threat: {A>B: 0.1}}}]\nreference: none\nmechanisms:\n"
			    "- name: m\n  commitments:\n"
			    "  - {defence: {members: [A, B, C, D]}, name: pact}\n"
			    "  - {defence: {members: [A, B]}, name: inside}\n"
			    "  - {defence: {members: [D, E]}, name: pair}\n"
			    "  - {guarantee: {guarantors: [A], wards: [E], rho: 0.5}, name: one-way}\n"
			    "  - {guarantee: {guarantors: [A, B], wards: [C, D]}, name: two-for-two}\n"
			    "  - {defence: {members: [A, E], rho: 0}, name: nothing}\n"
			    "  - {non-aggression: {members: [A, E], factor: 0.5}, name: no-help}\n";

static void ties_of_a_small_world(void **state)
{
	(void)state;
	hel_scenario s;
	hel_ties t;
	assert_int_equal(hel_scenario_parse(&s, world, sizeof world - 1, "world.yaml", NULL, NULL), HEL_OK);
	assert_int_equal(hel_ties_of(&t, &s.world, &s.mechanism[0], &s.lens[0], NULL), HEL_OK);
	assert_int_equal(t.n_hubs, 2);
	assert_string_equal(t.hub[0].commitment->name, "pact");
	assert_string_equal(t.hub[1].commitment->name, "two-for-two");
	const uint8_t pact[] = {3, 3, 3, 3, 0}, two[] = {HEL_OWES, HEL_OWES, HEL_OWED, HEL_OWED, 0};
	assert_memory_equal(t.hub[0].part, pact, 5);
	assert_memory_equal(t.hub[1].part, two, 5);
	/* `inside` is shown by the hub, `nothing` promises nothing, `no-help` no help */
	assert_int_equal(t.n_pairs, 2);
	assert_true(t.pair[0].k == 3 && t.pair[0].p == 4 && t.pair[0].mutual && t.pair[0].promise == 0);
	assert_true(t.pair[1].k == 0 && t.pair[1].p == 4 && !t.pair[1].mutual && t.pair[1].promise == 1);
	hel_ties_free(&t);
	hel_scenario_free(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(azimuthal_as_printed),     cmocka_unit_test(azimuthal_radius),
	    cmocka_unit_test(equal_earth_as_published), cmocka_unit_test(areas_are_true),
	    cmocka_unit_test(the_one_that_suits),       cmocka_unit_test(cut_covers_what_is_inside),
	    cmocka_unit_test(the_densest_part),         cmocka_unit_test(hatching_fills),
	    cmocka_unit_test(no_two_names_overlap),     cmocka_unit_test(widths_of_words),
	    cmocka_unit_test(ticks_are_round),          cmocka_unit_test(classes_of_change),
	    cmocka_unit_test(ties_of_a_small_world)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
