/* test_scenario.c: what a scenario means. Worlds are stated, so no data are read; tests/cli/bad has the errors. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "helsinki/scenario.h"

#define WORLD                                                                                       \
	"world: {states: {A: {capability: 1, lat: 0, lon: 0}, B: {capability: 2, lat: 0, lon: 5}, " \
	"C: {capability: 3, lat: 0, lon: 9}, D-E: {capability: 0, lat: 9, lon: 9}}}\n"
#define LENS "lenses: [{matrix: {threat: {A>B: 0.1, C>D-E: 0.2}}}]\n"

static hel_scenario read_text(const char *text)
{
	hel_scenario scenario;
	hel_error error = {0};
	if (hel_scenario_parse(&scenario, text, strlen(text), "dir/file.yaml", NULL, &error))
		fail_msg("%d:%d: %s", error.line, error.column, error.message);
	return scenario;
}

static void expect_error(const char *text, int line, int column, const char *message)
{
	hel_scenario scenario;
	hel_error error = {0};
	assert_int_equal(hel_scenario_parse(&scenario, text, strlen(text), "f", NULL, &error), HEL_EINPUT);
	assert_string_equal(error.message, message);
	assert_int_equal(error.line, line);
	assert_int_equal(error.column, column);
	assert_null(scenario.memory);
	assert_int_equal(hel_scenario_parse(&scenario, text, strlen(text), "f", NULL, NULL), HEL_EINPUT);
}

static bool has_note(const hel_scenario *scenario, const char *part)
{
	for (size_t x = 0; x < scenario->notes.n; x++) {
		if (strstr(scenario->notes.item[x], part))
			return true;
	}
	return false;
}

/* The mechanism with these commitments, YAML list items. */
static hel_scenario read_commitments(const char *list)
{
	char text[4096];
	snprintf(text, sizeof text, WORLD LENS "mechanisms: [{name: m, commitments: [%s]}]\n", list);
	return read_text(text);
}

static void expect_range(hel_range range, double low, double mode, double high)
{
	assert_true(range.low == low && range.mode == mode && range.high == high);
}

static bool owes(const hel_clause *clause, int k, int p)
{
	for (size_t a = 0; a < clause->n_arcs; a++) {
		if (clause->arc[a].k == k && clause->arc[a].p == p)
			return true;
	}
	return false;
}

static void test_defaults(void **state)
{
	(void)state;
	hel_scenario s = read_text(WORLD LENS "mechanisms: [{name: m}]\n");
	assert_string_equal(s.name, "file");
	assert_string_equal(s.file, "dir/file.yaml");
	assert_int_equal(strlen(s.sha256), 64);
	assert_true(s.years == 10 && s.draws == 200);
	assert_int_equal(s.reference, HEL_REFERENCE_NONE);
	assert_string_equal(s.reference_name, "none");
	assert_int_equal(s.reference_mechanism.n, 0);
	assert_int_equal(s.in_force.n, 0);
	assert_int_equal(s.mechanism[0].n, 0);
	assert_int_equal(s.notes.n, 0);
	hel_scenario_free(&s);
	hel_scenario_free(&s);
}

static void test_digest(void **state)
{
	(void)state;
	hel_scenario s = read_text(WORLD LENS "mechanisms: [{name: m}]\n# \n"),
		     t = read_text(WORLD LENS "mechanisms: [{name: m}]\n");
	assert_string_not_equal(s.sha256, t.sha256);
	hel_scenario_free(&s);
	hel_scenario_free(&t);
}

static void test_distances(void **state)
{
	(void)state;
	hel_scenario s =
	    read_text("world:\n  states:\n    A: {capability: 0.3, lat: 0, lon: 0}\n    b-a: {capability: 0.1}\n"
		      "    C: {capability: 0.2, lat: 0, lon: 10}\n  distances: {A-b-a: 7, C-b-a: 250}\n  region: [C, A]\n"
		      "lenses: [{matrix: {}}]\nmechanisms: [{name: m}]\nreference: m\n");
	const hel_world *w = &s.world;
	assert_true(w->stated);
	assert_int_equal(w->n, 3);
	assert_string_equal(w->state[1].id, "b-a");
	assert_true(w->state[0].in_region && !w->state[1].in_region && w->state[2].in_region);
	assert_string_equal(w->region, "list");
	assert_true(isnan(w->state[1].lat) && isnan(w->state[0].population));
	assert_true(w->dist_km[0 * 3 + 1] == 7 && w->dist_km[1 * 3 + 0] == 7 && w->dist_km[1 * 3 + 2] == 250);
	assert_true(w->dist_km[0] == 0 && w->dist_km[4] == 0);
	/* ten degrees of the equator: 6371.0088 pi / 18 */
	assert_true(fabs(w->dist_km[0 * 3 + 2] - 1111.950802335329) < 1e-9);
	assert_int_equal(s.reference, HEL_REFERENCE_MECHANISM);
	assert_string_equal(s.reference_mechanism.name, "m");
	hel_scenario_free(&s);
}

static void test_lenses(void **state)
{
	(void)state;
	hel_scenario s = read_text(
	    WORLD "years: 5\nlenses:\n  - {matrix: {omega: [0, 0.5, 1], pledges: 0, stack: independent, gamma: 2}}\n"
		  "  - {matrix: {}, name: other}\n  - {capabilities: {h0: 0.01, trust: {defence: 1}, rho: {defence: 0.5}, "
		  "years: 3, reach: world}}\n"
		  "mechanisms: [{name: m}]\n");
	assert_int_equal(s.n_lenses, 3);
	const hel_lens *a = &s.lens[0], *c = &s.lens[2];
	assert_string_equal(a->name, "matrix pledges=0 stack=independent gamma=2");
	assert_string_equal(s.lens[1].name, "other");
	assert_string_equal(c->name, "capabilities");
	expect_range(a->parameter[HEL_OMEGA], 0, 0.5, 1);
	assert_true(a->parameter[HEL_OMEGA].given && !a->parameter[HEL_CHAIN].given && !a->parameter[HEL_SEVERITY].given);
	assert_int_equal(a->stack, HEL_STACK_INDEPENDENT);
	assert_true(a->years == 5 && c->years == 3);
	assert_true(s.lens[1].parameter[HEL_PLEDGES].mode == 1 && c->parameter[HEL_PLEDGES].mode == 0);
	assert_true(c->trust[HEL_DEFENCE].mode == 1 && c->trust[HEL_OFFENCE].mode == 0);
	assert_true(c->rho[HEL_DEFENCE].given && !c->rho[HEL_OFFENCE].given);
	assert_int_equal(c->reach, HEL_REACH_WORLD);
	hel_scenario_free(&s);
}

static void test_threats(void **state)
{
	(void)state;
	hel_scenario s = read_text(WORLD LENS "mechanisms: [{name: m}]\n");
	const hel_lens *lens = &s.lens[0];
	assert_int_equal(lens->n_threats, 2);
	assert_int_equal(lens->threat[1].i, 2);
	assert_int_equal(lens->threat[1].j, 3);
	assert_true(lens->threat[1].rate == 0.2);
	hel_scenario_free(&s);
}

static void test_mutual(void **state)
{
	(void)state;
	hel_scenario s = read_commitments(
	    "{defence: {members: [C, A], rho: [0.1, 0.2, 0.3]}}, {offence: {members: [A, B, C]}, name: axis},"
	    "{collective-security: {members: [A, B], rho: 0.5, rule: consensus}}");
	const hel_mechanism *m = &s.mechanism[0];
	assert_int_equal(m->n, 3);
	assert_string_equal(m->commitment[0].name, "defence-1");
	assert_string_equal(m->commitment[0].id, "defence-1");
	assert_string_equal(m->commitment[1].name, "axis");
	assert_string_equal(m->commitment[2].name, "collective-security-3");
	assert_int_equal(m->commitment[0].member[0], 0);
	assert_int_equal(m->commitment[0].member[1], 2);
	const hel_clause *defence = &m->commitment[0].clause[0], *offence = &m->commitment[1].clause[0];
	assert_int_equal(defence->n_arcs, 2);
	assert_true(owes(defence, 0, 2) && owes(defence, 2, 0));
	assert_true(defence->rho.given && !offence->rho.given);
	expect_range(offence->rho, 0.74, 0.74, 0.74);
	assert_int_equal(offence->n_arcs, 6);
	assert_int_equal(m->commitment[2].rule.kind, HEL_CONSENSUS);
	assert_true(has_note(&s, "the rho of 'collective-security-3' is one number"));
	assert_int_equal(s.notes.n, 1);
	hel_scenario_free(&s);
}

static void test_guarantee(void **state)
{
	(void)state;
	hel_scenario s = read_commitments("{guarantee: {guarantors: [C, A], wards: [B, A]}}");
	const hel_commitment *c = &s.mechanism[0].commitment[0];
	assert_int_equal(c->n_members, 3);
	assert_int_equal(c->clause[0].n_arcs, 3);
	assert_true(owes(&c->clause[0], 0, 1) && owes(&c->clause[0], 2, 1) && owes(&c->clause[0], 2, 0));
	expect_range(c->clause[0].rho, 0.22, 0.41, 0.75);
	hel_scenario_free(&s);
}

static void test_restraint(void **state)
{
	(void)state;
	hel_scenario s =
	    read_commitments("{neutrality: {members: [A, B], rho: 0.8}}, {neutrality: {states: [C], towards: all, "
			     "factor: [0.5, 0.8, 1]}}, {non-aggression: {members: [A, B], factor: 0.7}}");
	const hel_mechanism *m = &s.mechanism[0];
	const hel_clause *mutual = &m->commitment[0].clause[0], *permanent = &m->commitment[1].clause[0];
	assert_true(!mutual->permanent && !mutual->factor.given && mutual->n_arcs == 2);
	assert_true(permanent->permanent && permanent->factor.given && permanent->n_arcs == 3);
	assert_true(owes(permanent, 2, 0) && owes(permanent, 2, 3) && !owes(permanent, 0, 2));
	expect_range(permanent->rho, 0.78, 0.78, 0.78);
	assert_true(m->commitment[2].clause[0].factor.mode == 0.7);
	hel_scenario_free(&s);
}

static void test_limits(void **state)
{
	(void)state;
	hel_scenario s =
	    read_commitments("{arms-limit: {states: [B, A], scale: 0.8}}, {arms-limit: {states: [A], cap: 0.05}}, "
			     "{deployment-limit: {states: [A], zone: [B, C], scale: 0.5}}, "
			     "{transparency: {members: [A, B], threat: [0.8, 0.9, 1], omega: [0.5, 0.7, 0.9]}}, "
			     "{moratorium: {states: [B], from: later}}, {name: later, defence: {members: [A, C]}}");
	const hel_mechanism *m = &s.mechanism[0];
	const hel_clause *scale = m->commitment[0].clause, *cap = m->commitment[1].clause, *zone = m->commitment[2].clause;
	assert_true(scale->n_states == 2 && scale->state[0] == 0 && scale->scale == 0.8 && isnan(scale->cap));
	assert_true(cap->cap == 0.05 && isnan(cap->scale));
	assert_true(zone->n_zone == 2 && zone->zone[1] == 2 && zone->n_states == 1);
	const hel_clause *transparency = m->commitment[3].clause;
	expect_range(transparency->omega_factor, 0.5, 0.7, 0.9);
	assert_int_equal(transparency->n_states, 2);
	assert_string_equal(m->commitment[4].clause->pact, "later");
	assert_int_equal(s.notes.n, 0);
	hel_scenario_free(&s);
}

static void test_rules(void **state)
{
	(void)state;
	hel_scenario s = read_commitments(
	    "{defence: {members: [A, B], rule: {veto: [B, C]}}}, {defence: {members: [A, B], rule: {majority: "
	    "0.667}}}, {defence: {members: [A, B], rule: consensus-minus-one}}");
	const hel_mechanism *m = &s.mechanism[0];
	assert_int_equal(m->commitment[0].rule.kind, HEL_VETO);
	assert_int_equal(m->commitment[0].rule.n_vetoers, 2);
	assert_int_equal(m->commitment[1].rule.kind, HEL_MAJORITY);
	assert_true(m->commitment[1].rule.majority == 0.667);
	assert_int_equal(m->commitment[2].rule.kind, HEL_CONSENSUS_MINUS_ONE);
	assert_true(has_note(&s, "'C' may veto 'defence-1' but is no member"));
	assert_int_equal(s.notes.n, 1);
	hel_scenario_free(&s);
}

/* B and D-E stay members of the pact: only what they owe each other is gone. */
static void test_cut(void **state)
{
	(void)state;
	hel_scenario s = read_text(WORLD LENS
	    "mechanisms:\n"
	    "  - {name: m, cut: [D-E-B, A-B, A-C], commitments: [{defence: {members: [A, B, D-E]}}, "
	    "{collective-security: {members: [B, D-E], rho: [0.1, 0.2, 0.3], rule: consensus}}, {guarantee: {guarantors: [A], wards: [B, "
	    "D-E]}}, {arms-limit: {states: [B, D-E], scale: 0.5}}, {neutrality: {states: [C], towards: all}}]}\n"
	    "  - {name: n, cut: [A-B]}\n");
	const hel_mechanism *m = &s.mechanism[0];
	assert_int_equal(m->n, 5);
	const hel_clause *defence = m->commitment[0].clause, *shared = m->commitment[1].clause, *guarantee = m->commitment[2].clause;
	assert_int_equal(m->commitment[0].n_members, 3);
	assert_int_equal(defence->n_arcs, 2);
	assert_true(owes(defence, 0, 3) && owes(defence, 3, 0));
	assert_int_equal(shared->n_arcs, 0);
	assert_int_equal(m->commitment[1].n_members, 2);
	assert_int_equal(m->commitment[1].rule.kind, HEL_CONSENSUS);
	assert_true(guarantee->n_arcs == 1 && owes(guarantee, 0, 3));
	assert_int_equal(m->commitment[3].clause->n_states, 2);
	assert_int_equal(m->commitment[4].clause->n_arcs, 3); /* permanent neutrality is owed to all */
	assert_true(has_note(&s, "'A-C' of 'cut' changes nothing: in 'm' these two owe each other nothing that can be cut"));
	assert_true(has_note(&s, "'A-B' of 'cut' changes nothing: in 'n' these two"));
	assert_int_equal(s.notes.n, 2);
	hel_scenario_free(&s);
}

static void test_dates(void **state)
{
	(void)state;
	hel_scenario s = read_commitments("{defence: {members: [A, B]}, from: 1999, to: 2020-03-01}");
	assert_true(has_note(&s, "a stated world has no day"));
	assert_int_equal(s.mechanism[0].n, 1);
	hel_scenario_free(&s);
}

static void test_ledger(void **state)
{
	(void)state;
	hel_scenario s = read_text(WORLD LENS "mechanisms: [{name: m}]\nledger:\n"
					      "  - {actor: A, item: trade, amount: -3.5, unit: EUR bn, year: 2020, source: 'a book, p. 7'}\n"
					      "  - {actor: A, item: trade, from: B, amount: 4, unit: USD bn, year: 2020, source: x, note: about}\n");
	assert_int_equal(s.n_ledger, 2);
	assert_string_equal(s.ledger[0].actor, "A");
	assert_string_equal(s.ledger[0].item, "trade");
	assert_null(s.ledger[0].from);
	assert_null(s.ledger[0].note);
	assert_true(s.ledger[0].amount == -3.5 && s.ledger[0].year == 2020);
	assert_string_equal(s.ledger[0].source, "a book, p. 7");
	assert_string_equal(s.ledger[1].from, "B");
	assert_string_equal(s.ledger[1].unit, "USD bn");
	assert_string_equal(s.ledger[1].note, "about");
	assert_int_equal(s.notes.n, 0);
	hel_scenario_free(&s);
}

/* Rows of the data outlive the panel that they came from. */
static void test_ledger_in_data(void **state)
{
	(void)state;
	static const char text[] = "world: {year: 2010}\nlenses: [rivalry]\nmechanisms: [{name: m}]\nledger:\n"
				   "  - {actor: USA, item: refugees, amount: 1, unit: persons, year: 2021, source: x}\n"
				   "  - in-data: {actors: [Russia, usa], items: [military-expenditure], from: 2021, to: 2022}\n";
	hel_panel *panel = NULL;
	hel_scenario s;
	hel_error error = {0};
	assert_int_equal(hel_panel_open(&panel, NULL, NULL), HEL_OK);
	if (hel_scenario_parse(&s, text, sizeof text - 1, "f", panel, &error))
		fail_msg("%d:%d: %s", error.line, error.column, error.message);
	hel_panel_free(panel);
	assert_int_equal(s.n_ledger, 5);
	static const double amount[] = {1, 65.9, 86.4, 801, 877};
	for (size_t x = 0; x < 5; x++)
		assert_true(s.ledger[x].amount == amount[x]);
	assert_string_equal(s.ledger[1].actor, "RUS");
	assert_non_null(strstr(s.ledger[4].source, "SIPRI"));
	hel_scenario_free(&s);
}

static void test_claims(void **state)
{
	(void)state;
	hel_scenario s = read_text(WORLD LENS "mechanisms: [{name: m}, {name: n}]\nquestion: Who is safe?\nclaims:\n"
	                           "  - {says: x, side: against, mechanism: n, test: {security: {of: [A, C]}, above: 0.5}, pivots: {omega: [0, 0.5]}}\n"
	                           "  - {says: y, test: {not-testable: it is of another kind}, margin: 0}\n");
	assert_int_equal(s.notes.n, 0);
	assert_string_equal(s.question, "Who is safe?");
	assert_int_equal(s.n_claims, 2);
	const hel_claim *claim = s.claim;
	assert_int_equal(claim->side, HEL_SIDE_AGAINST);
	assert_null(claim->by);
	assert_int_equal(claim->test.kind, HEL_TEST_ABOVE);
	assert_int_equal(claim->test.left.mechanism, 1);
	assert_int_equal(claim->test.left.n_states, 2);
	assert_int_equal(claim->test.left.state[1], 2);
	assert_true(claim->margin == 0.05 && !claim->margin_given && !claim->on_bases);
	assert_int_equal(claim->n_pivots, 1);
	assert_true(claim->pivot[0].turn == HEL_TURN_OMEGA && claim->pivot[0].to == 0.5);
	assert_int_equal(claim[1].side, HEL_SIDE_NONE);
	assert_true(claim[1].margin == 0 && claim[1].margin_given);
	assert_int_equal(claim[1].n_pivots, HEL_TURNS);
	assert_string_equal(claim[1].test.why, "it is of another kind");
	hel_scenario_free(&s);
}

static void test_errors(void **state)
{
	(void)state;
	expect_error(WORLD LENS "mechanisms: [{name: m, commitments: [{defence: {members: [A, B], rho: 2}}]}]\n", 3, 71,
		     "'rho' must lie in [0, 1], not 2");
	expect_error(WORLD LENS "mechanisms: [{name: m}, {name: m}]\n", 3, 32, "two mechanisms are called 'm'");
	expect_error(
	    WORLD "lenses: [estimated]\nmechanisms: [{name: m}]\n", 2, 10,
	    "lens 'estimated' needs 'conttype', which a stated world has not");
	expect_error("", 1, 1, "the file is empty");
	expect_error("[]", 1, 1, "a scenario must be a mapping");
	expect_error(WORLD LENS "mechanisms: [{name: m, commitments: [{neutrality: {states: [B], towards: all}}, "
				"{defence: {members: [B, C]}}]}]\n",
		     3, 61, "'B' is permanently neutral but has a defence tie with 'C' in 'defence-2'");
	/* once that tie is cut, the two may stand together */
	hel_scenario s = read_text(WORLD LENS "mechanisms: [{name: m, commitments: [{neutrality: {states: [B], towards: all}}, "
					      "{defence: {members: [B, C]}}], cut: [C-B]}]\n");
	assert_int_equal(s.notes.n, 0);
	hel_scenario_free(&s);
}

static void test_needs_data(void **state)
{
	(void)state;
	static const char text[] = "world: {year: 2021}\nlenses: [rivalry]\nmechanisms: [{name: m}]\n";
	hel_scenario scenario;
	hel_error error;
	assert_int_equal(hel_scenario_parse(&scenario, text, sizeof text - 1, "f", NULL, &error), HEL_EUSAGE);
	assert_int_equal(hel_scenario_read(&scenario, "no/such/file.yaml", NULL, &error), HEL_EINPUT);
	assert_int_equal(error.line, 0);
	assert_string_equal(error.file, "no/such/file.yaml");
}

/* A small file must not ask for much memory or time. */
static void test_large(void **state)
{
	(void)state;
	enum { STATES = 1000, PACTS = 30 };
	size_t room = (size_t)STATES * (40 + PACTS * 6) + 4096, n = 0;
	char *text = malloc(room);
	n += (size_t)snprintf(text + n, room - n, "world: {states: {");
	for (int i = 0; i < STATES; i++)
		n += (size_t)snprintf(text + n, room - n, "s%d: {capability: 1, lat: 0, lon: 0}, ", i);
	n += (size_t)snprintf(text + n, room - n, "}}\nlenses: [{matrix: {}}]\nmechanisms: [{name: m, commitments: [");
	for (int p = 0; p < PACTS; p++) {
		n += (size_t)snprintf(text + n, room - n, "{defence: {members: [");
		for (int i = 0; i < STATES; i++)
			n += (size_t)snprintf(text + n, room - n, "s%d, ", i);
		n += (size_t)snprintf(text + n, room - n, "]}}, ");
	}
	n += (size_t)snprintf(text + n, room - n, "]}]\n");
	hel_scenario scenario;
	hel_error error;
	assert_int_equal(hel_scenario_parse(&scenario, text, n, "f", NULL, &error), HEL_EINPUT);
	assert_string_equal(error.message, "too many obligations in one file: at most 8388608");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_defaults),  cmocka_unit_test(test_digest),     cmocka_unit_test(test_distances),
	    cmocka_unit_test(test_lenses),    cmocka_unit_test(test_threats),    cmocka_unit_test(test_mutual),
	    cmocka_unit_test(test_guarantee), cmocka_unit_test(test_restraint),  cmocka_unit_test(test_limits),
	    cmocka_unit_test(test_rules),     cmocka_unit_test(test_dates),      cmocka_unit_test(test_claims),
	    cmocka_unit_test(test_ledger),    cmocka_unit_test(test_ledger_in_data),
	    cmocka_unit_test(test_errors),    cmocka_unit_test(test_needs_data), cmocka_unit_test(test_large),
	    cmocka_unit_test(test_cut),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
