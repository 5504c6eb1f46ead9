/* test_edits.c: what a scenario edits by hand against other ways to the same: a tie that is cut against the change that
 * externalities of ties make; a state that joins or leaves a pact against the pact as the panel has it, against the same pact
 * written out, and against the change that a leaver makes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "compare.h"
#include "security/model.h"

/* --- evaluations ------------------------------------------------------------------------------------------------------ */

typedef struct evaluation {
	hel_obligations obligations;
	hel_model model;
	hel_sample sample;
} evaluation;

static void open_evaluation(evaluation *e, const hel_scenario *s, size_t m, const hel_lens *lens)
{
	hel_error error;
	assert_int_equal(hel_obligations_build(&e->obligations, &s->mechanism[m], s->world.n, lens->rho, false, &error),
			 HEL_OK);
	assert_int_equal(hel_model_build(&e->model, &s->world, lens, &e->obligations, NULL, 0, HEL_THREATENED, &error),
			 HEL_OK);
	assert_int_equal(hel_sample_new(&e->sample, &e->model, &error), HEL_OK);
}

static void close_evaluation(evaluation *e)
{
	hel_sample_free(&e->sample);
	hel_model_free(&e->model);
	hel_obligations_free(&e->obligations);
}

/* Every loss of mechanism `edited` as it is, and of mechanism `base` under a change. */
static void compare_change(compare *c, evaluation *base, const hel_change *change, const hel_scenario *s, size_t edited,
			   const hel_lens *lens, const char *what)
{
	evaluation e;
	open_evaluation(&e, s, edited, lens);
	for (int draw = HEL_POINT; draw < 1; draw++) {
		c->draw = draw;
		hel_sample_draw(&base->sample, 5, draw);
		hel_sample_change(&base->sample, change);
		hel_losses(&base->sample, NULL, 0);
		hel_sample_restore(&base->sample);
		hel_sample_draw(&e.sample, 5, draw);
		hel_losses(&e.sample, NULL, 0);
		assert_int_equal(e.model.n_targets, base->model.n_targets);
		for (int t = 0; t < e.model.n_targets; t++)
			compare_close(c, what, e.model.target[t], -1, e.sample.loss[t], base->sample.loss[t], 0);
	}
	close_evaluation(&e);
}

/* --- a tie cut in a small world --------------------------------------------------------------------------------------- */

static void read_small(const small_world *w, hel_scenario *file)
{
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	hel_error error = {0};
	assert_non_null(out);
	small_world_yaml(w, out);
	assert_int_equal(fclose(out), 0);
	if (hel_scenario_parse(file, text, size, "small.yaml", NULL, &error))
		fail_msg("world %llu: %s\n%s", (unsigned long long)w->seed, error.message, text);
	free(text);
}

/* Both ways to cut a tie of a, b, and a second one that the file cuts in any case. */
static void compare_small(compare *c, small_world *w, int a, int b, const hel_arc *second)
{
	hel_scenario one, both;
	for (size_t m = 0; m < w->scenario.n_mechanisms; m++) {
		w->n_cuts[m] = second ? 1 : 0;
		w->cut[m][0] = second ? *second : (hel_arc){0, 0};
	}
	read_small(w, &one);
	for (size_t m = 0; m < w->scenario.n_mechanisms; m++)
		w->cut[m][w->n_cuts[m]++] = (hel_arc){(uint16_t)a, (uint16_t)b};
	read_small(w, &both);
	for (size_t k = 0; k < one.n_mechanisms * one.n_lenses; k++) {
		hel_change change = HEL_NO_CHANGE;
		evaluation base, cut;
		const hel_lens *lens = &one.lens[k % one.n_lenses];
		size_t m = k / one.n_lenses;
		change.cut_a = a;
		change.cut_b = b;
		open_evaluation(&base, &one, m, lens);
		open_evaluation(&cut, &both, m, lens);
		c->where = lens->name;
		compare_change(c, &base, &change, &both, m, lens, second ? "a second tie cut" : "a tie cut");
		close_evaluation(&base);
		close_evaluation(&cut);
	}
	hel_scenario_free(&one);
	hel_scenario_free(&both);
}

static void test_small(void **state)
{
	(void)state;
	compare c = {0};
	for (int seed = 1; seed <= small_worlds(60); seed++) {
		small_world w;
		small_world_make(&w, (uint64_t)seed + 300, SMALL_PLAIN);
		c.world = &w;
		int n = w.scenario.world.n;
		for (int a = 0; a < n; a++)
			for (int b = 0; b < a; b++) {
				hel_arc second = {(uint16_t)((a + 1) % n), (uint16_t)b};
				compare_small(&c, &w, a, b, NULL);
				if (second.k != b)
					compare_small(&c, &w, a, b, &second);
			}
		small_world_free(&w);
	}
	print_message("%d figures compared\n", c.checked);
	assert_int_equal(c.failed, 0);
}

/* --- the real world --------------------------------------------------------------------------------------------------- */

static const small_world nowhere = {.seed = 0};

typedef struct real {
	hel_panel *panel;
	hel_scenario scenario;
	hel_lens lens[8]; /* calibrated */
} real;

static void open_real(real *r, const char *text)
{
	hel_error error = {0};
	*r = (real){.panel = NULL};
	assert_int_equal(hel_panel_open(&r->panel, NULL, &error), HEL_OK);
	if (hel_scenario_parse(&r->scenario, text, strlen(text), "test", r->panel, &error))
		fail_msg("%d:%d: %s", error.line, error.column, error.message);
	assert_in_range(r->scenario.n_lenses, 1, 8);
	for (size_t l = 0; l < r->scenario.n_lenses; l++) {
		hel_record record;
		hel_notes notes = {0};
		r->lens[l] = r->scenario.lens[l];
		assert_int_equal(hel_lens_calibrate(&r->lens[l], &record, &r->scenario.world, r->panel, &notes, &error),
				 HEL_OK);
		hel_notes_free(&notes);
	}
}

static void close_real(real *r)
{
	hel_scenario_free(&r->scenario);
	hel_panel_free(r->panel);
}

static bool has_note(const hel_scenario *s, const char *part)
{
	for (size_t x = 0; x < s->notes.n; x++)
		if (strstr(s->notes.item[x], part))
			return true;
	return false;
}

static const hel_commitment *pact_of(const hel_mechanism *m, const char *name)
{
	for (size_t x = 0; x < m->n; x++)
		if (!strcmp(m->commitment[x].name, name) || !strcmp(m->commitment[x].id, name))
			return &m->commitment[x];
	return NULL;
}

static bool is_member(const hel_commitment *pact, int state)
{
	for (size_t m = 0; m < pact->n_members; m++)
		if (pact->member[m] == state)
			return true;
	return false;
}

/* Whether anybody owes the other anything but permanent neutrality. */
static bool is_tie(const hel_mechanism *m, int a, int b)
{
	for (size_t x = 0; x < m->n; x++)
		for (size_t c = 0; c < m->commitment[x].n_clauses; c++) {
			const hel_clause *clause = &m->commitment[x].clause[c];
			for (size_t y = 0; y < clause->n_arcs && !clause->permanent; y++)
				if ((clause->arc[y].k == a && clause->arc[y].p == b) ||
				    (clause->arc[y].k == b && clause->arc[y].p == a))
					return true;
		}
	return false;
}

static const char LENSES[] =
    "lenses:\n"
    "  - {capabilities: {omega: 1, chain: [0, 0.3, 1], pledges: 0.5, reach: world, severity: 0.1}, name: shared fear}\n"
    "  - {capabilities: {omega: [0, 0.5, 1], chain: 1, pledges: 1, phi: 0.1, nuclear: 0.5, gamma: 2, stack: independent, "
    "severity: 0.1, trust: {defence: 0.5}}, name: all at once}\n"
    "  - {rivalry: {severity: 0.1}}\n"
    "  - {estimated: {severity: 0.1}}\n";

static const char *const commitments[] = {
    "{in-force: 2021}",
    "{in-force: 2021, rules: {nato: {majority: 0.6}}}, "
    "{collective-security: {members: [FRN, GMY, RUS, TUR, POL, USA], rule: consensus-minus-one, rho: [0.3, 0.5, 0.75]}}, "
    "{guarantee: {guarantors: [USA, UKG, RUS], wards: [UKR, POL], rule: consensus}}, "
    "{offence: {members: [USA, UKG, FRN], rho: 0.6}}, {non-aggression: {members: [RUS, USA, UKR, POL], factor: 0.6}}, "
    "{neutrality: {states: [SWZ], towards: all, factor: 0.7}, name: neutral}",
};

/* A world with a mechanism and as many copies of it as there are pairs, each of which cuts one of them. */
static char *write_cuts(const char *entries, const char *const *pair, size_t n_pairs)
{
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	assert_non_null(out);
	fprintf(out, "name: Europe\nworld: {year: 2021, region: osce, carry-forward: true}\n%smechanisms:\n", LENSES);
	for (size_t x = 0; x <= n_pairs; x++) {
		fprintf(out, "  - {name: m%zu, commitments: [%s]", x, entries);
		if (x)
			fprintf(out, ", cut: [%s]", pair[x - 1]);
		fprintf(out, "}\n");
	}
	assert_int_equal(fclose(out), 0);
	return text;
}

static void find_pair(const hel_world *world, const char *name, int *a, int *b)
{
	char id[4] = {0};
	memcpy(id, name, 3);
	*a = hel_world_find(world, id);
	*b = hel_world_find(world, name + 4);
	assert_true(*a >= 0 && *b >= 0);
}

static void compare_cuts(compare *c, const char *entries, const char *const *pair, size_t n_pairs)
{
	real r;
	char *text = write_cuts(entries, pair, n_pairs);
	open_real(&r, text);
	const hel_scenario *s = &r.scenario;
	for (size_t l = 0; l < s->n_lenses; l++) {
		evaluation base;
		open_evaluation(&base, s, 0, &r.lens[l]);
		c->where = s->lens[l].name;
		for (size_t x = 0; x < n_pairs; x++) {
			hel_change change = HEL_NO_CHANGE;
			find_pair(&s->world, pair[x], &change.cut_a, &change.cut_b);
			if (!is_tie(&s->mechanism[0], change.cut_a, change.cut_b))
				fail_msg("%s is no tie", pair[x]);
			assert_false(is_tie(&s->mechanism[x + 1], change.cut_a, change.cut_b));
			compare_change(c, &base, &change, s, x + 1, &r.lens[l], pair[x]);
		}
		close_evaluation(&base);
	}
	close_real(&r);
	free(text);
}

static void test_cuts(void **state)
{
	(void)state;
	static const char *const pair[] = {"USA-POL", "FRN-GMY", "TUR-USA", "RUS-BLR",
					   "RUS-USA", "UKR-RUS", "AUS-GMY", "SPN-POR"};
	compare c = {.world = &nowhere};
	for (size_t x = 0; x < sizeof commitments / sizeof *commitments; x++)
		compare_cuts(&c, commitments[x], pair, sizeof pair / sizeof *pair);
	print_message("%d figures compared\n", c.checked);
	assert_int_equal(c.failed, 0);
}

/* The shared pacts of a day are as they were; several ties at once, against the second cut by a change; what is said in vain. */
static void test_several(void **state)
{
	(void)state;
	compare c = {.world = &nowhere};
	real r;
	char *text = write_cuts(commitments[1],
				(const char *const[]){"USA-POL, GMY-POL, FRN-TUR, USA-GMY", "USA-POL, GMY-POL, FRN-TUR"}, 2);
	open_real(&r, text);
	const hel_scenario *s = &r.scenario;
	for (size_t l = 0; l < s->n_lenses; l++) {
		evaluation base;
		hel_change change = HEL_NO_CHANGE;
		find_pair(&s->world, "USA-GMY", &change.cut_a, &change.cut_b);
		open_evaluation(&base, s, 2, &r.lens[l]);
		c.where = s->lens[l].name;
		compare_change(&c, &base, &change, s, 1, &r.lens[l], "the last of four");
		close_evaluation(&base);
	}
	const hel_commitment *nato = pact_of(&s->mechanism[1], "nato"), *as_it_is = pact_of(&s->in_force, "nato");
	assert_int_equal(nato->n_members, as_it_is->n_members);
	assert_int_equal(nato->clause[0].n_arcs + 8, as_it_is->clause[0].n_arcs);
	assert_int_equal(as_it_is->clause[0].n_arcs, as_it_is->n_members * (as_it_is->n_members - 1));
	close_real(&r);
	free(text);
	assert_int_equal(c.failed, 0);
}

/* --- members ---------------------------------------------------------------------------------------------------------- */

static const char MEMBERS[] =
    "name: Europe\nworld: {year: 2021, region: osce, carry-forward: true}\n"
    "lenses:\n  - {capabilities: {omega: 1, chain: 0.5, pledges: 0.5, severity: 0.1}}\n  - {estimated: {severity: 0.1}}\n"
    "mechanisms:\n"
    "  - {name: base, commitments: [{in-force: 2021}]}\n"
    "  - {name: without Turkey, commitments: [{in-force: 2021, leave: {nato: [TUR, SWD]}}]}\n"
    "  - {name: with more, commitments: [{in-force: 2021, join: {nato: [UKR, GRG, POL], 3740: [CHN, SIN], cis: [MLD]}}]}\n"
    "  - {name: both, commitments: [{in-force: 2021, leave: {nato: [TUR, GRC]}, join: {nato: [TUR, UKR]}, rules: {nato: "
    "{veto: [UKR, GRC]}}}]}\n"
    "  - {name: selected, commitments: [{in-force: 2021, only: [nato], types: [defence], join: {nato: [UKR, SWD]}, leave: "
    "{nato: [USA]}}]}\n"
    "  - {name: written, commitments: [{defence: {members: [CAN, UKG, NTH, BEL, LUX, FRN, SPN, POR, GMY, POL, HUN, CZR, "
    "SLO, ITA, ALB, "
    "MNG, MAC, CRO, SLV, GRC, BUL, ROM, EST, LAT, LIT, NOR, DEN, ICE, TUR, UKR, SWD]}}]}\n"
    "  - {name: gone, commitments: [{in-force: 2021, leave: {us-japan: [JPN], 3740: osce}, join: {us-japan: [AUL], "
    "warsaw-pact: [GMY]}}]}\n"
    "  - {name: in time, commitments: [{in-force: 2021, join: {nato: [AUS]}, to: 2020}, {neutrality: {states: [AUS], "
    "towards: all}}]}\n"
    "  - {name: cut off, commitments: [{in-force: 2021, only: [nato], join: {nato: [UKR]}}], cut: [UKR-USA, UKR-GDR]}\n";

static bool owes(const hel_clause *clause, int k, int p)
{
	for (size_t a = 0; a < clause->n_arcs; a++)
		if (clause->arc[a].k == k && clause->arc[a].p == p)
			return true;
	return false;
}

static unsigned flag_of(hel_clause_type type)
{
	return type == HEL_DEFENCE      ? HEL_PACT_DEFENCE
	       : type == HEL_OFFENCE    ? HEL_PACT_OFFENCE
	       : type == HEL_NEUTRALITY ? HEL_PACT_NEUTRALITY
					: HEL_PACT_NON_AGGRESSION;
}

/* A pact as the panel has it, with some who left and some who joined, by the words of docs/model.md. */
static void check_pact(real *r, const hel_commitment *pact, const char *left, const char *joined)
{
	hel_pact_list list;
	hel_error error;
	const hel_world *world = &r->scenario.world;
	unsigned owed[HEL_STATES_MAX] = {0}, any = 0;
	bool member[HEL_STATES_MAX] = {false};
	assert_int_equal(hel_panel_pacts_on(r->panel, world->day, &list, &error), HEL_OK);
	for (size_t x = 0; x < list.n; x++)
		for (size_t m = 0; !strcmp(list.pact[x].id, pact->id) && m < list.pact[x].n_members; m++) {
			int k = hel_world_find_code(world, list.pact[x].member[m].ccode);
			if (k < 0 || strstr(left, world->state[k].id))
				continue;
			member[k] = true;
			owed[k] = list.pact[x].member[m].owes;
			any |= owed[k];
		}
	hel_pact_list_free(&list);
	size_t n = 0, n_clauses = 0, n_joined = 0;
	for (int k = 0; k < world->n; k++) {
		if (strstr(joined, world->state[k].id)) {
			assert_int_equal(pact->joined[n_joined++], k);
			member[k] = true;
			owed[k] = any;
		}
		n += member[k];
		assert_int_equal(is_member(pact, k), member[k]);
	}
	assert_int_equal(pact->n_members, n);
	assert_int_equal(pact->n_joined, n_joined);
	for (size_t c = 0; c < pact->n_clauses; c++) {
		size_t arcs = 0;
		for (int k = 0; k < world->n; k++)
			for (int p = 0; p < world->n; p++) {
				bool expected =
				    k != p && member[k] && member[p] && (owed[k] & flag_of(pact->clause[c].type));
				arcs += expected;
				if (expected)
					assert_true(owes(&pact->clause[c], k, p));
			}
		assert_int_equal(pact->clause[c].n_arcs, arcs);
	}
	for (unsigned flag = 1; flag <= any; flag <<= 1)
		n_clauses += (any & flag) && flag != HEL_PACT_CONSULTATION;
	assert_int_equal(pact->n_clauses, n_clauses);
}

static void test_members(void **state)
{
	(void)state;
	real r;
	open_real(&r, MEMBERS);
	const hel_mechanism *m = r.scenario.mechanism;
	check_pact(&r, pact_of(&m[0], "nato"), "", "");
	check_pact(&r, pact_of(&m[1], "nato"), "TUR", "");
	check_pact(&r, pact_of(&m[2], "nato"), "", "UKR GRG");
	check_pact(&r, pact_of(&m[2], "3740"), "", "CHN SIN");
	check_pact(&r, pact_of(&m[3], "nato"), "TUR GRC", "TUR UKR");
	check_pact(&r, pact_of(&r.scenario.in_force, "nato"), "", "");
	assert_int_equal(m[3].n, m[0].n);
	assert_int_equal(pact_of(&m[3], "nato")->rule.kind, HEL_VETO);
	assert_true(has_note(&r.scenario, "'GRC' may veto 'nato' but is no member of it"));
	assert_false(has_note(&r.scenario, "'UKR' may veto"));
	assert_true(has_note(&r.scenario, "'nato' of 'leave' changes nothing for SWD: no member"));
	assert_true(has_note(&r.scenario, "'nato' of 'join' changes nothing for POL: a member already"));
	/* one that has too few members left is gone, and nobody can join it */
	assert_null(pact_of(&m[6], "us-japan"));
	assert_null(pact_of(&m[6], "3740"));
	assert_int_equal(m[6].n + 2, m[0].n);
	assert_true(has_note(&r.scenario, "'us-japan' of 'join' changes nothing: no such pact was in force"));
	assert_true(has_note(&r.scenario, "'warsaw-pact' of 'join' changes nothing: no such pact was in force"));
	/* what is left out by its dates joins nothing */
	assert_int_equal(m[7].n, 1);
	assert_false(is_tie(&m[8], hel_world_find(&r.scenario.world, "UKR"), hel_world_find(&r.scenario.world, "USA")));
	assert_true(has_note(&r.scenario, "'UKR-GDR' of 'cut' changes nothing: not both are of this world"));
	close_real(&r);
}

/* The same pact written out, and a leaver as leaving itself is computed. */
static void test_equivalents(void **state)
{
	(void)state;
	real r;
	compare c = {.world = &nowhere, .where = "members", .draw = HEL_POINT};
	open_real(&r, MEMBERS);
	const hel_scenario *s = &r.scenario;
	for (size_t l = 0; l < s->n_lenses; l++) {
		hel_security selected, written;
		hel_error error;
		assert_int_equal(
		    hel_security_evaluate(&selected, &s->world, &s->mechanism[4], &r.lens[l], 1, HEL_POINT, &error), HEL_OK);
		assert_int_equal(
		    hel_security_evaluate(&written, &s->world, &s->mechanism[5], &r.lens[l], 1, HEL_POINT, &error), HEL_OK);
		for (int j = 0; j < s->world.n; j++)
			compare_close(&c, "written out", j, -1, selected.loss[j], written.loss[j], 0);
		hel_security_free(&selected);
		hel_security_free(&written);
		evaluation base;
		hel_change change = HEL_NO_CHANGE;
		change.without = (int)(pact_of(&s->mechanism[0], "nato") - s->mechanism[0].commitment);
		change.leaver = hel_world_find(&s->world, "TUR");
		open_evaluation(&base, s, 0, &r.lens[l]);
		compare_change(&c, &base, &change, s, 1, &r.lens[l], "a leaver");
		close_evaluation(&base);
	}
	close_real(&r);
	print_message("%d figures compared\n", c.checked);
	assert_int_equal(c.failed, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_small),   cmocka_unit_test(test_cuts),        cmocka_unit_test(test_several),
	    cmocka_unit_test(test_members), cmocka_unit_test(test_equivalents),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
