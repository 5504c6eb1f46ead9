/* test_leaving.c: the bound by which most departures need not be tried is one: no party gains more by leaving than it says, for
 * every party of every commitment of the shipped scenarios, at the point and at draws. The twin tries the departure: a mechanism's
 * change, and all losses anew. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "assess/run.h"
#include "base/file.h"
#include "helsinki.h"

typedef struct tally {
	size_t pairs, bounded, useful, broken;
} tally;

static const struct {
	double omega, chain, pledges, rho;
} STANCES[] = {{0, 0, 1, 0.41}, {0.5, 0, 1, 0.41}, {1, 1, 0.3, 0.9}, {1, 0.4, 0, 0.2}};
enum { STANCES_N = sizeof STANCES / sizeof *STANCES, DRAWS = 8 };

static hel_range at(double value)
{
	return (hel_range){value, value, value, true};
}

static void try_all(hel_sample *sample, const hel_pair_list *list, tally *to)
{
	const hel_model *model = sample->model;
	double years = model->lens->years;
	hel_losses(sample, NULL, 0);
	hel_leave_bound(sample);
	for (size_t x = 0; x < list->n; x++) {
		const hel_pair *pair = &list->pair[x];
		int t = model->column[pair->party];
		double stays = sample->loss[t];
		to->pairs++;
		if (pair->prospect == HEL_MAY_GAIN)
			continue;
		double most = pair->prospect == HEL_NO_GAIN ? 0 : hel_most_gain(sample, pair, stays);
		hel_change change = hel_leaving(model->obligations, pair);
		hel_sample_change(sample, &change);
		hel_losses(sample, &t, 1);
		double gain = exp(-years * sample->loss[t]) - exp(-years * stays);
		hel_sample_restore(sample);
		hel_losses(sample, &t, 1);
		to->bounded++;
		to->useful += most < 0.005;
		if (gain > most + 1e-12) {
			to->broken++;
			print_error("%s of %s (%s, omega %g): gains %g, at most %g\n", model->world->state[pair->party].id,
				    model->obligations->party[pair->commitment].commitment->name,
				    hel_lens_kind_name(model->lens->kind), sample->parameter[HEL_OMEGA], gain, most);
		}
	}
}

static void try_case(const hel_case *c, bool draw, tally *to)
{
	hel_error error = {0};
	hel_sample sample;
	assert_int_equal(hel_sample_new(&sample, draw ? &c->drawn : &c->point, &error), HEL_OK);
	for (int d = 0; d < (draw ? DRAWS : 1); d++) {
		hel_sample_draw(&sample, 7, draw ? d : HEL_POINT);
		try_all(&sample, draw ? &c->drawn_pairs : &c->point_pairs, to);
	}
	hel_sample_free(&sample);
}

static void run_under(hel_panel *panel, const hel_scenario *scenario, hel_lens_kind kind, size_t stance, bool draw,
		      tally *to)
{
	hel_error error = {0};
	hel_scenario varied = *scenario;
	hel_lens lens;
	size_t l = 0;
	while (l < scenario->n_lenses && scenario->lens[l].kind != kind)
		l++;
	assert_true(l < scenario->n_lenses);
	lens = scenario->lens[l];
	lens.parameter[HEL_OMEGA] = at(STANCES[stance].omega);
	lens.parameter[HEL_CHAIN] = at(STANCES[stance].chain);
	lens.parameter[HEL_PLEDGES] = at(STANCES[stance].pledges);
	lens.rho[HEL_DEFENCE] = at(STANCES[stance].rho);
	if (!draw)
		lens.parameter[HEL_SEVERITY] = at(0.1);
	varied.lens = &lens;
	varied.n_lenses = 1;
	hel_assessment assessment = {.scenario = &varied};
	hel_run run = {.scenario = &varied,
		       .panel = panel,
		       .assessment = &assessment,
		       .arena = hel_arena_new(),
		       .passing = hel_arena_new()};
	hel_assess_options_init(&run.options);
	run.draws = run.options.draws = draw ? DRAWS : 0;
	assert_int_equal(hel_run_plan(&run, &error), HEL_OK);
	for (size_t m = stance % 2; m < run.n_mechanisms; m += draw ? 5 : 2)
		try_case(hel_run_case(&run, 0, m + 1), draw, to);
	hel_run_free(&run);
	hel_notes_free(&assessment.notes);
	hel_arena_free(run.arena);
}

static void test_nobody_gains_more(void **state)
{
	hel_panel *panel = *state;
	static const char *const files[] = {"scenarios/europe-2022.yaml", "scenarios/asia-pacific.yaml"};
	tally counted = {0};
	for (size_t f = 0; f < 2; f++) {
		hel_error error = {0};
		hel_scenario scenario;
		char *bytes;
		size_t size;
		assert_int_equal(hel_file_read(&bytes, &size, files[f], 1 << 20, &error), HEL_OK);
		assert_int_equal(hel_scenario_parse(&scenario, bytes, size, files[f], panel, &error), HEL_OK);
		for (size_t s = 0; s < STANCES_N; s++) {
			run_under(panel, &scenario, HEL_LENS_ESTIMATED, s, s == 1, &counted);
			run_under(panel, &scenario, HEL_LENS_CAPABILITIES, s, false, &counted);
		}
		hel_scenario_free(&scenario);
		free(bytes);
	}
	print_message("%zu pairs, %zu with a bound, of which %zu need not be tried\n", counted.pairs, counted.bounded,
		      counted.useful);
	assert_int_equal(counted.broken, 0);
	assert_true(counted.useful > counted.bounded / 2);
}

static int open_panel(void **state)
{
	hel_error error = {0};
	hel_panel *panel = NULL;
	int failed = hel_panel_open(&panel, NULL, &error) || hel_panel_load(panel, ~0u, &error);
	*state = panel;
	return failed;
}

static int close_panel(void **state)
{
	hel_panel_free(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_nobody_gains_more)};
	return cmocka_run_group_tests(tests, open_panel, close_panel);
}
