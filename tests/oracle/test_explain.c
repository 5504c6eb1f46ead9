/* test_explain.c: the parts of a trace come to the figures of the library and of the oracle, in random worlds and in Europe:
 * every chance, sum and decision is made again from the traced pieces alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "compare.h"
#include "oracle.h"

/* What the trace is held against: an explanation, the library's matrices, and for small worlds the oracle. */
typedef struct trial {
	compare c;
	const hel_explanation *x;
	const hel_security *library;
	const oracle *o;
	int help_reason[16], company_reason[16], threat_reason[16], factor_kind[8], blocked, own, limits, guards, vetoes;
} trial;

static bool binds(hel_clause_type type)
{
	return type == HEL_DEFENCE || type == HEL_GUARANTEE || type == HEL_OFFENCE;
}

/* Stacks the promises of some types that act; without `decides` each counts, with it only those that are said to decide. */
static double stacked(const hel_lens *lens, const hel_promise *p, size_t n, const char *types, bool deciding)
{
	double none = 1, largest = 0;
	for (size_t x = 0; x < n; x++) {
		char type = "DCGO"[p[x].clause->type <= HEL_OFFENCE ? p[x].clause->type : 0];
		if (p[x].clause->type > HEL_OFFENCE || !strchr(types, type) || !(deciding ? p[x].decides : p[x].acts))
			continue;
		none *= 1 - p[x].rho;
		largest = fmax(largest, p[x].rho);
	}
	return lens->stack == HEL_STACK_MAX ? largest : 1 - none;
}

/* The chance that a bond keeps one from fighting. */
static double barred(const hel_explanation *x, const hel_promise *p, size_t n, bool shares)
{
	double free = 1, pledges = x->calibrated.parameter[HEL_PLEDGES].mode;
	for (size_t b = 0; b < n; b++) {
		hel_clause_type type = p[b].clause->type;
		if (binds(type))
			free = 0;
		else if (type != HEL_COLLECTIVE_SECURITY || shares)
			free *= 1 - pledges * p[b].rho;
	}
	return 1 - free;
}

static void check_ballot(trial *t, const hel_ballot *b)
{
	const hel_rule *rule = &b->commitment->rule;
	size_t others = 0;
	bool vetoed = false;
	for (size_t v = 0; v < b->n_against; v++) {
		const hel_no_vote *no = &b->no[v];
		bool owes = no->state == b->against;
		assert_true(oracle_is_member(b->commitment, no->state));
		assert_true((no->bound_by == NULL) == owes);
		for (size_t c = 0; no->bound_by && c < no->bound_by->n_clauses; c++)
			owes |= no->bound_by != b->commitment && binds(no->type) &&
				no->bound_by->clause[c].type == no->type &&
				oracle_is_arc(&no->bound_by->clause[c], no->state, b->against);
		assert_true(owes);
		others += no->state != b->against;
		vetoed |= no->vetoes;
		t->vetoes += no->vetoes;
	}
	double yes = (double)(b->commitment->n_members - b->n_against) / (double)b->commitment->n_members;
	bool acts = rule->kind == HEL_CONSENSUS             ? b->n_against == 0
		    : rule->kind == HEL_CONSENSUS_MINUS_ONE ? others == 0
		    : rule->kind == HEL_VETO                ? !vetoed
		    : rule->kind == HEL_MAJORITY            ? yes >= rule->majority
							    : true;
	assert_int_equal(b->acts, acts);
}

static void check_promises(trial *t, const hel_promise *p, size_t n, int k, int to, int against)
{
	const hel_explanation *x = t->x;
	for (size_t b = 0; b < n; b++) {
		assert_true(oracle_is_arc(p[b].clause, k, to));
		assert_true(p[b].ballot < (int)x->n_ballots);
		if (p[b].ballot >= 0) {
			assert_ptr_equal(x->ballot[p[b].ballot].commitment, p[b].commitment);
			assert_int_equal(x->ballot[p[b].ballot].against, against);
			t->blocked += !p[b].acts;
		}
		bool adopted = p[b].ballot < 0 || x->ballot[p[b].ballot].acts;
		assert_int_equal(p[b].acts, adopted && !p[b].own);
		assert_true(p[b].acts || !p[b].decides);
		t->own += p[b].own;
	}
}

static void check_strength(trial *t, const hel_strength *s, bool at_home)
{
	const hel_explanation *x = t->x;
	const hel_world *world = &x->scenario->world;
	double c = isnan(s->recorded) ? 0 : s->recorded, lambda = x->calibrated.parameter[HEL_LAMBDA].mode;
	size_t l = 0;
	for (; l < s->n_limits && s->limit[l].clause->type == HEL_ARMS_LIMIT; l++) {
		compare_close(&t->c, "before", s->state, -1, s->limit[l].before, c, 0);
		c = isnan(s->limit[l].clause->scale) ? fmin(c, s->limit[l].clause->cap) : c * s->limit[l].clause->scale;
		compare_close(&t->c, "after", s->state, -1, s->limit[l].after, c, 0);
	}
	compare_close(&t->c, "capability", s->state, -1, s->capability, c, 0);
	const double *km = x->calibrated.basing == HEL_BASING_ALLIED ? world->based_km : world->dist_km;
	assert_true(s->dist_km == km[(size_t)x->state * (size_t)world->n + (size_t)s->state]);
	if (s->host >= 0)
		assert_true(s->dist_km == world->dist_km[(size_t)x->state * (size_t)world->n + (size_t)s->host]);
	double power = c / (1 + s->dist_km / lambda);
	for (; l < s->n_limits; l++)
		power *= s->limit[l].clause->scale;
	if (at_home || s->state != x->state)
		compare_close(&t->c, "power", s->state, x->state, s->power, power, 0);
	t->limits += (int)s->n_limits;
}

static void check_helper(trial *t, const hel_helper *h, int i)
{
	const hel_explanation *x = t->x;
	int k = h->strength.state, j = x->state;
	double collective = stacked(&x->calibrated, h->promise, h->n_promises, "C", false);
	double defence = stacked(&x->calibrated, h->promise, h->n_promises, "DG", false);
	double bar = k == i ? 0 : barred(x, h->bars, h->n_bars, false);
	double chance = k == i ? 0 : 1 - (1 - collective) * (1 - defence * (1 - bar));
	check_strength(t, &h->strength, false);
	check_promises(t, h->promise, h->n_promises, k, j, i);
	check_promises(t, h->bars, h->n_bars, k, i, i);
	compare_close(&t->c, "C", k, i, h->collective, collective, 0);
	compare_close(&t->c, "E", k, i, h->defence, defence, 0);
	compare_close(&t->c, "B", k, i, h->bar, bar, 1);
	compare_close(&t->c, "o", k, i, h->chance, chance, 1);
	compare_close(&t->c, "C decided", k, i, h->collective, stacked(&x->calibrated, h->promise, h->n_promises, "C", true),
		      0);
	compare_close(&t->c, "E decided", k, i, h->defence, stacked(&x->calibrated, h->promise, h->n_promises, "DG", true),
		      0);
	compare_close(&t->c, "o P", k, i, h->expected, chance * h->strength.power, 1);
	if (t->o)
		compare_close(&t->c, "o of the oracle", k, i, h->chance, t->o->o[k][j][i], 1);
	assert_true((h->chance > 0) == (h->reason == HEL_HELP_COMES));
	assert_true((k == i) == (h->reason == HEL_HELP_ATTACKS));
	if (h->reason == HEL_HELP_BLOCKED)
		for (size_t p = 0; p < h->n_promises; p++)
			assert_true(h->promise[p].ballot >= 0 && !x->ballot[h->promise[p].ballot].acts);
	if (h->reason == HEL_HELP_FELLOW)
		for (size_t p = 0; p < h->n_promises; p++)
			assert_true(h->promise[p].own ||
				    (h->promise[p].ballot >= 0 && !x->ballot[h->promise[p].ballot].acts));
	if (h->reason == HEL_HELP_BOUND || h->reason == HEL_HELP_PLEDGED)
		assert_true(h->bar == 1);
	t->help_reason[h->reason]++;
}

static void check_companion(trial *t, const hel_companion *c, int i)
{
	const hel_explanation *x = t->x;
	int k = c->strength.state, j = x->state;
	double offence = stacked(&x->calibrated, c->promise, c->n_promises, "O", false);
	double defence = stacked(&x->calibrated, c->promise, c->n_promises, "DG", false);
	double collective = stacked(&x->calibrated, c->bars, c->n_bars, "C", false);
	double bar = k == j ? 0 : barred(x, c->bars, c->n_bars, true);
	double chance = (1 - collective) * (1 - bar) * (1 - (1 - offence) * (1 - x->cell.fear.omega_pair * defence));
	chance = k == j ? 0 : chance;
	if (k != j)
		check_strength(t, &c->strength, false);
	check_promises(t, c->promise, c->n_promises, k, i, j);
	check_promises(t, c->bars, c->n_bars, k, j, i);
	compare_close(&t->c, "O", k, j, c->offence, offence, 0);
	compare_close(&t->c, "E against", k, j, c->defence, defence, 0);
	compare_close(&t->c, "C against", k, j, c->collective, collective, 0);
	compare_close(&t->c, "B'", k, j, c->bar, bar, 1);
	compare_close(&t->c, "a", k, j, c->chance, chance, 1);
	if (t->o)
		compare_close(&t->c, "a of the oracle", k, j, c->chance, t->o->a[k][i][j], 1);
	assert_true((c->chance > 0) == (c->reason == HEL_COMPANY_JOINS));
	t->company_reason[c->reason]++;
}

static void check_fear(trial *t)
{
	const hel_attack *cell = &t->x->cell;
	const hel_fear *f = &cell->fear;
	double coalition = 0, factor = 1;
	for (size_t k = 0; k < cell->n_companions; k++)
		coalition += cell->companion[k].defence * cell->companion[k].strength.power;
	for (size_t k = 0; k < cell->threat.n_factors; k++)
		factor *= cell->threat.factor[k].kind == HEL_FACTOR_OMEGA ? cell->threat.factor[k].value : 1;
	double own = cell->attacks.power, all = own + coalition, weight = all > 0 ? own / all : 0;
	compare_close(&t->c, "coalition", cell->attacker, -1, f->coalition, coalition, 0);
	compare_close(&t->c, "omega factor", cell->attacker, -1, f->factor, factor, 0);
	compare_close(&t->c, "omega", cell->attacker, -1, f->omega_pair,
		      f->omega * factor * (f->chain + (1 - f->chain) * weight), 1);
}

static void check_threat(trial *t)
{
	const hel_threat_trace *h = &t->x->cell.threat;
	double value = h->base, odds = 0;
	for (size_t f = 0; f < h->n_factors; f++) {
		const hel_factor *factor = &h->factor[f];
		double expected = factor->kind == HEL_FACTOR_TRUST    ? 1 - factor->strength * factor->given
				  : factor->kind == HEL_FACTOR_PLEDGE ? 1 - factor->strength * (1 - factor->given)
								      : factor->given;
		compare_close(&t->c, "factor", (int)f, -1, factor->value, expected, 1);
		value *= factor->kind == HEL_FACTOR_OMEGA ? 1 : factor->value;
		t->factor_kind[factor->kind]++;
	}
	for (size_t x = 0; x < h->n_terms; x++)
		odds += h->term[x].value * h->term[x].coefficient;
	if (h->reason == HEL_THREAT_FITTED)
		compare_close(&t->c, "chance", -1, -1, h->base, 1 / (1 + exp(-odds)), 1e-3);
	compare_close(&t->c, "threat", t->x->cell.attacker, -1, h->value, value, 1e-3);
	assert_true((h->reason == HEL_THREAT_NONE) == (h->base == 0));
	t->threat_reason[h->reason]++;
}

static void check_defeat(trial *t)
{
	const hel_attack *cell = &t->x->cell;
	const hel_world *world = &t->x->scenario->world;
	double q = cell->attack > 0 ? 1 / (1 + pow(cell->resist / cell->attack, cell->gamma)) : 0;
	if (cell->guard != HEL_GUARD_NONE) {
		assert_true(cell->eta > 0 && world->state[cell->guardian].nuclear);
		assert_true((cell->guard == HEL_GUARD_OWN) == (cell->guardian == t->x->state));
		q *= 1 - cell->eta;
		t->guards++;
	}
	compare_close(&t->c, "q", cell->attacker, t->x->state, cell->defeat, q, 0);
	compare_close(&t->c, "X", cell->attacker, -1, cell->attack, cell->attacks.power + cell->abetment, 0);
	compare_close(&t->c, "Y", cell->attacker, -1, cell->resist, cell->defends.power + cell->help, 0);
}

static void check_cell(trial *t)
{
	const hel_explanation *x = t->x;
	const hel_attack *cell = &x->cell;
	int i = cell->attacker, j = x->state, at = i * t->library->n + j;
	double help = 0, abetment = 0;
	for (size_t k = 0; k < cell->n_helpers; k++) {
		check_helper(t, &cell->helper[k], i);
		help += cell->helper[k].expected;
		assert_true(!k || cell->helper[k].expected <= cell->helper[k - 1].expected);
	}
	for (size_t k = 0; k < cell->n_companions; k++) {
		check_companion(t, &cell->companion[k], i);
		abetment += cell->companion[k].expected;
	}
	check_strength(t, &cell->attacks, false);
	check_strength(t, &cell->defends, true);
	check_fear(t);
	check_threat(t);
	check_defeat(t);
	for (size_t b = 0; b < x->n_ballots; b++)
		check_ballot(t, &x->ballot[b]);
	compare_close(&t->c, "help", i, j, t->library->help[at], help, 0);
	compare_close(&t->c, "abetment", i, j, t->library->abetment[at], abetment, 0);
	compare_close(&t->c, "power", i, j, t->library->power[at], cell->attacks.power, 0);
	compare_close(&t->c, "defeat", i, j, t->library->defeat[at], cell->defeat, 0);
	compare_close(&t->c, "h", i, j, t->library->threat[at], cell->threat.value, 0);
	compare_close(&t->c, "h s q", i, j, cell->loss, cell->threat.value * x->severity * cell->defeat, 0);
}

static void check_loss(trial *t)
{
	const hel_explanation *x = t->x;
	double loss = 0, share = 0;
	size_t wanted = 0;
	for (size_t a = 0; a < x->n_attackers; a++) {
		const hel_attacker *from = &x->attacker[a];
		compare_close(&t->c, "part", from->state, x->state, from->loss, from->threat * x->severity * from->defeat,
			      0);
		assert_true(!a || from->loss <= x->attacker[a - 1].loss);
		loss += from->loss;
		share += from->share;
	}
	for (int i = 0; i < t->library->n; i++)
		wanted += t->library->threat[i * t->library->n + x->state] > 0;
	assert_int_equal(x->n_attackers, wanted);
	for (size_t m = 0; m < x->n_entanglements; m++) {
		loss += x->entanglement[m].loss;
		share += x->entanglement[m].share;
	}
	compare_close(&t->c, "loss", x->state, -1, x->loss, loss, 0);
	compare_close(&t->c, "loss of the library", x->state, -1, x->loss, t->library->loss[x->state], 0);
	compare_close(&t->c, "security", x->state, -1, x->security, exp(-x->calibrated.years * loss), 0);
	if (x->loss > 0)
		compare_close(&t->c, "shares", x->state, -1, share, 1, 0);
}

static void check(trial *t, const hel_scenario *s, hel_panel *panel, const hel_explain_options *how, double reference)
{
	hel_explanation x;
	hel_error error = {0};
	if (hel_explain(&x, s, panel, how, &error))
		fail_msg("%s", error.message);
	t->x = &x;
	check_loss(t);
	compare_close(&t->c, "reference", x.state, -1, x.reference_loss, reference, 0);
	assert_true(x.traced || (how->attacker < 0 && (!x.n_attackers || x.attacker[0].loss <= 0)));
	if (x.traced) {
		assert_int_equal(x.cell.attacker, how->attacker >= 0 ? how->attacker : x.attacker[0].state);
		check_cell(t);
	}
	hel_explanation_free(&x);
}

static void evaluate(hel_security *security, const hel_scenario *s, const hel_mechanism *mechanism, const hel_lens *lens)
{
	hel_error error = {0};
	if (hel_security_evaluate(security, &s->world, mechanism, lens, 1, HEL_POINT, &error))
		fail_msg("%s", error.message);
}

static void check_small(trial *t, const hel_scenario *s, size_t m, size_t l)
{
	hel_security library, reference;
	oracle o;
	evaluate(&library, s, &s->mechanism[m], &s->lens[l]);
	evaluate(&reference, s, &s->reference_mechanism, &s->lens[l]);
	oracle_evaluate(&o, (oracle_question){
				.world = &s->world, .mechanism = &s->mechanism[m], .lens = &s->lens[l], .draw = HEL_POINT});
	t->library = &library;
	t->o = &o;
	for (int j = 0; j < s->world.n; j++) {
		for (int i = -1; i < s->world.n; i++) {
			hel_explain_options how = {.mechanism = m, .lens = l, .state = j, .attacker = i};
			hel_explanation x;
			if (i != j && !isnan(library.loss[j]))
				check(t, s, NULL, &how, reference.loss[j]);
			else /* nobody attacks itself; nothing is said of a state whose capability is unknown */
				assert_int_equal(hel_explain(&x, s, NULL, &how, NULL), i == j ? HEL_EUSAGE : HEL_EINPUT);
		}
	}
	hel_security_free(&library);
	hel_security_free(&reference);
}

static void test_small_worlds(void **state)
{
	(void)state;
	trial t = {0};
	for (int seed = 1; seed <= small_worlds(300) + small_worlds(300) / 3; seed++) {
		small_world w;
		small_world_make(&w, (uint64_t)seed, seed > small_worlds(300) ? SMALL_CUT : 0);
		t.c.world = &w;
		t.c.where = "small";
		t.c.draw = HEL_POINT;
		for (size_t k = 0; k < w.scenario.n_lenses * w.scenario.n_mechanisms; k++)
			check_small(&t, &w.scenario, k / w.scenario.n_lenses, k % w.scenario.n_lenses);
		small_world_free(&w);
	}
	print_message("%d figures compared\n", t.c.checked);
	assert_int_equal(t.c.failed, 0);
	for (int r = HEL_HELP_COMES; r <= HEL_HELP_FELLOW; r++)
		assert_true(t.help_reason[r] > 0);
	for (int r = HEL_COMPANY_JOINS; r <= HEL_COMPANY_DEFENDS; r++)
		assert_true(t.company_reason[r] > 0);
	for (int r = HEL_THREAT_NONE; r <= HEL_THREAT_RIVALS; r++)
		assert_true(t.threat_reason[r] > 0);
	for (int f = 0; f <= HEL_FACTOR_OMEGA; f++)
		assert_true(t.factor_kind[f] > 0);
	assert_true(t.blocked && t.own && t.limits && t.guards && t.vetoes);
}

/* --- Europe --------------------------------------------------------------------------------------------------------- */

static void check_rows(const hel_scenario *s, hel_panel *panel, size_t lens)
{
	hel_explanation x;
	hel_explain_options how = {
	    .lens = lens, .state = hel_world_find(&s->world, "EST"), .attacker = hel_world_find(&s->world, "RUS")};
	assert_int_equal(hel_explain(&x, s, panel, &how, NULL), HEL_OK);
	const hel_strength *power = &x.cell.attacks;
	assert_true(power->capability_row.file && !strcmp(power->capability_row.file, "nmc"));
	assert_true(power->capability_row.value == power->recorded && !power->capability_row.carried);
	assert_true(power->distance_row.file && !strcmp(power->distance_row.file, "mindist"));
	assert_true(power->distance_row.value == power->dist_km && power->distance_row.carried);
	for (size_t k = 0; k < x.cell.n_helpers; k++) {
		const hel_helper *h = &x.cell.helper[k];
		assert_true(h->strength.capability_row.value == h->strength.recorded);
		assert_true(h->strength.between_capitals || h->strength.distance_row.value == h->strength.dist_km);
		for (size_t p = 0; p < h->n_promises; p++)
			assert_true(h->promise[p].row.file && h->promise[p].row.from > 0 &&
				    h->promise[p].row.from <= s->world.day);
	}
	bool sourced = false;
	for (size_t f = 0; f < x.n_sources; f++)
		sourced |= !strcmp(x.source[f]->file, "atop_members");
	assert_true(sourced);
	hel_explanation_free(&x);
}

/* Pairs asked about under each lens: each calibrates anew, which sanitizers make five times as long. */
#ifdef __SANITIZE_ADDRESS__
enum { PAIRS = 2 };
#else
enum { PAIRS = 6 };
#endif

static void test_europe(void **state)
{
	(void)state;
	hel_panel *panel = NULL;
	hel_scenario s;
	small_world nowhere = {0};
	trial t = {.c = {.world = &nowhere, .draw = HEL_POINT}};
	const char *const pair[6][2] = {{"RUS", "USA"}, {"EST", "RUS"}, {"UKR", "RUS"},
				       {"TUR", "GRC"}, {"POL", "BLR"}, {"ARM", "AZE"}};
	assert_int_equal(hel_panel_open(&panel, NULL, NULL), HEL_OK);
	assert_int_equal(hel_scenario_read(&s, "scenarios/europe-2022.yaml", panel, NULL), HEL_OK);
	for (size_t l = 0; l < s.n_lenses; l++) {
		hel_record record;
		hel_lens lens = s.lens[l];
		hel_notes notes = {0};
		hel_security library, reference;
		assert_int_equal(hel_lens_calibrate(&lens, &record, &s.world, panel, &notes, NULL), HEL_OK);
		evaluate(&reference, &s, &s.reference_mechanism, &lens);
		size_t m = (l * 3) % s.n_mechanisms; /* each mechanism at least once would take minutes of calibration */
		evaluate(&library, &s, &s.mechanism[m], &lens);
		t.library = &library;
		t.c.where = s.lens[l].name;
		for (size_t p = 0; p < PAIRS; p++) {
			hel_explain_options how = {.mechanism = m,
						   .lens = l,
						   .state = hel_world_find(&s.world, pair[p][0]),
						   .attacker = hel_world_find(&s.world, pair[p][1])};
			check(&t, &s, panel, &how, reference.loss[how.state]);
		}
		check_rows(&s, panel, l);
		hel_security_free(&library);
		hel_security_free(&reference);
		hel_notes_free(&notes);
	}
	print_message("%d figures compared\n", t.c.checked);
	assert_int_equal(t.c.failed, 0);
	hel_scenario_free(&s);
	hel_panel_free(panel);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_small_worlds),
	    cmocka_unit_test(test_europe),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
