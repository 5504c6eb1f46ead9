/* explain.c: a state's loss by attacker, and one attack taken apart. The figures are the kernels' own; the parts are looked up
 * beside them, and the tests see that they come to the same. */
#include <math.h>
#include <stdlib.h>

#include "base/fail.h"
#include "explain/trace.h"
#include "panel/tables.h"

const char *hel_help_reason_name(hel_help_reason reason)
{
	static const char *const name[] = {
#define ROW(code, text) [code] = text,
	    HEL_HELP_LIST(ROW)
#undef ROW
	};
	return (size_t)reason < sizeof name / sizeof *name ? name[reason] : "unknown";
}

const char *hel_company_reason_name(hel_company_reason reason)
{
	static const char *const name[] = {
#define ROW(code, text) [code] = text,
	    HEL_COMPANY_LIST(ROW)
#undef ROW
	};
	return (size_t)reason < sizeof name / sizeof *name ? name[reason] : "unknown";
}

const char *hel_threat_reason_name(hel_threat_reason reason)
{
	static const char *const name[] = {
#define ROW(code, text) [code] = text,
	    HEL_THREAT_LIST(ROW)
#undef ROW
	};
	return (size_t)reason < sizeof name / sizeof *name ? name[reason] : "unknown";
}

/* A mechanism evaluated at the point. */
typedef struct evaluation {
	hel_obligations obligations;
	hel_model model;
	hel_sample sample;
	int t; /* column of the state */
} evaluation;

static void evaluation_free(evaluation *e)
{
	hel_sample_free(&e->sample);
	hel_model_free(&e->model);
	hel_obligations_free(&e->obligations);
}

static hel_status evaluate(evaluation *e, const hel_explanation *x, const hel_mechanism *mechanism, hel_error *error)
{
	const hel_world *world = &x->scenario->world;
	hel_status status = hel_obligations_build(&e->obligations, mechanism, world->n, x->calibrated.rho, true, error);
	if (!status)
		status =
		    hel_model_build(&e->model, world, &x->calibrated, &e->obligations, &x->state, 1, HEL_EVERY_PAIR, error);
	if (!status && (e->t = e->model.column[x->state]) < 0)
		return hel_fail(error, HEL_EINPUT, "the capability of '%s' under lens '%s' is missing in the source",
				world->state[x->state].id, x->calibrated.name);
	if (!status)
		status = hel_sample_new(&e->sample, &e->model, error);
	if (status)
		return status;
	hel_sample_draw(&e->sample, 0, HEL_POINT);
	hel_losses(&e->sample, &e->t, 1);
	return HEL_OK;
}

/* --- the loss by attacker ------------------------------------------------------------------------------------------- */

static int compare_attackers(const void *a, const void *b)
{
	const hel_attacker *x = a, *y = b;
	if (x->loss != y->loss)
		return x->loss < y->loss ? 1 : -1;
	return x->state - y->state;
}

static bool list_attackers(hel_explanation *to, const evaluation *e)
{
	uint32_t from = e->model.from[e->t], end = e->model.from[e->t + 1];
	to->attacker = hel_arena_alloc(to->memory, end - from, sizeof *to->attacker);
	if (!to->attacker)
		return false;
	for (uint32_t slot = from; slot < end; slot++) {
		double h = e->sample.threat[slot], q = e->sample.defeat[slot], loss = h * to->severity * q;
		if (h > 0)
			to->attacker[to->n_attackers++] =
			    (hel_attacker){e->model.attacker[slot], h, q, loss, to->loss > 0 ? loss / to->loss : NAN};
	}
	qsort(to->attacker, to->n_attackers, sizeof *to->attacker, compare_attackers);
	return true;
}

static int compare_entanglements(const void *a, const void *b)
{
	const hel_entanglement *x = a, *y = b;
	if (x->loss != y->loss)
		return x->loss < y->loss ? 1 : -1;
	return x->ally - y->ally;
}

/* phi s sum_i h_im o_j(m|i) q_im for every m that the state owes help. */
static bool list_entanglements(hel_explanation *to, const evaluation *e)
{
	const hel_obligations *o = &e->obligations;
	const hel_sample *sample = &e->sample;
	double *owed = hel_arena_alloc(to->memory, (size_t)o->n, sizeof *owed);
	to->entanglement = hel_arena_alloc(to->memory, (size_t)o->n, sizeof *to->entanglement);
	if (!owed || !to->entanglement)
		return false;
	for (int m = 0; to->phi > 0 && m < o->n; m++) {
		const hel_bond *bond = hel_bond_find(o, to->state, m);
		int t = e->model.column[m];
		if (!bond || !bond->helps || t < 0)
			continue;
		hel_owed(sample, t, bond, owed);
		double sum = 0;
		for (uint32_t slot = e->model.from[t]; slot < e->model.from[t + 1]; slot++)
			sum += owed[slot - e->model.from[t]] * sample->threat[slot] * sample->defeat[slot];
		double loss = to->phi * to->severity * sum;
		if (loss > 0)
			to->entanglement[to->n_entanglements++] = (hel_entanglement){m, loss, loss / to->loss};
	}
	qsort(to->entanglement, to->n_entanglements, sizeof *to->entanglement, compare_entanglements);
	return true;
}

/* --- one attack ----------------------------------------------------------------------------------------------------- */

static bool trace_cell(hel_trace *trace)
{
	hel_explanation *to = trace->to;
	hel_attack *cell = &to->cell;
	const hel_sample *sample = trace->sample;
	*cell = (hel_attack){.attacker = trace->i,
			     .abetment = sample->abetment[trace->slot],
			     .help = sample->help[trace->slot],
			     .gamma = sample->parameter[HEL_GAMMA],
			     .defeat = sample->defeat[trace->slot]};
	to->ballot = hel_arena_alloc(trace->arena, 2 * (size_t)trace->model->obligations->n_rules, sizeof *to->ballot);
	to->named = hel_arena_alloc(trace->arena, trace->model->obligations->mechanism->n, sizeof *to->named);
	if (!to->ballot || !to->named || !hel_trace_strength(trace, &cell->attacks, trace->i) ||
	    !hel_trace_strength(trace, &cell->defends, trace->j) || !hel_trace_threat(trace) ||
	    !hel_trace_companions(trace) || !hel_trace_helpers(trace) || !hel_trace_guard(trace))
		return false;
	cell->attack = cell->attacks.power + cell->abetment;
	cell->resist = cell->defends.power + cell->help;
	cell->loss = cell->threat.value * to->severity * cell->defeat;
	return true;
}

static hel_status trace_attack(hel_explanation *to, const evaluation *e, hel_panel *panel, int attacker, hel_error *error)
{
	hel_trace trace = {
	    .to = to, .arena = to->memory, .world = &to->scenario->world, .model = &e->model, .sample = &e->sample};
	if (!trace.world->stated)
		trace.panel = panel;
	trace.j = to->state;
	trace.t = e->t;
	hel_status status = hel_trace_open_facts(&trace, error);
	if (status)
		return status;
	const hel_lens *lens = &to->calibrated;
	if (lens->kind != HEL_LENS_MATRIX && !lens->parameter[HEL_SEVERITY].given)
		hel_trace_name_file(&trace, hel_table_file(HEL_TABLE_ONSETS));
	trace.i = attacker >= 0 ? attacker : to->n_attackers && to->attacker[0].loss > 0 ? to->attacker[0].state : -1;
	if (trace.i >= 0) {
		to->traced = true;
		trace.slot = e->model.from[e->t] + (uint32_t)trace.i; /* every pair has a slot */
		if (!trace_cell(&trace))
			return hel_fail_memory(error);
	}
	return hel_trace_close_facts(&trace) ? HEL_OK : hel_fail_memory(error);
}

/* --- the whole ------------------------------------------------------------------------------------------------------ */

static hel_status check(const hel_scenario *scenario, const hel_explain_options *options, hel_error *error)
{
	int n = scenario->world.n;
	if (options->mechanism >= scenario->n_mechanisms || options->lens >= scenario->n_lenses)
		return hel_fail(error, HEL_EUSAGE, "the scenario has no such mechanism or lens");
	if (options->state < 0 || options->state >= n || options->attacker < -1 || options->attacker >= n)
		return hel_fail(error, HEL_EUSAGE, "the world has no such state");
	if (options->state == options->attacker)
		return hel_fail(error, HEL_EUSAGE, "'%s' does not attack itself", scenario->world.state[options->state].id);
	return HEL_OK;
}

static hel_status take_apart(hel_explanation *to, hel_panel *panel, int attacker, hel_error *error)
{
	evaluation e = {.t = -1};
	hel_status status = evaluate(&e, to, &to->scenario->mechanism[to->mechanism], error);
	if (!status) {
		to->loss = e.sample.loss[e.t];
		to->security = exp(-to->calibrated.years * to->loss);
		to->severity = e.sample.parameter[HEL_SEVERITY];
		to->phi = e.sample.parameter[HEL_PHI];
		if (!list_attackers(to, &e) || !list_entanglements(to, &e))
			status = hel_fail_memory(error);
	}
	if (!status)
		status = trace_attack(to, &e, panel, attacker, error);
	evaluation_free(&e);
	return status;
}

static hel_status compare_with_reference(hel_explanation *to, hel_error *error)
{
	evaluation e = {.t = -1};
	hel_status status = evaluate(&e, to, &to->scenario->reference_mechanism, error);
	if (!status) {
		to->reference_loss = e.sample.loss[e.t];
		to->reference_security = exp(-to->calibrated.years * to->reference_loss);
	}
	evaluation_free(&e);
	return status;
}

hel_status hel_explain(hel_explanation *explanation, const hel_scenario *scenario, hel_panel *panel,
		       const hel_explain_options *options, hel_error *error)
{
	hel_status status = check(scenario, options, error);
	if (status)
		return status;
	hel_explanation made = {
	    .scenario = scenario, .mechanism = options->mechanism, .lens = options->lens, .state = options->state};
	made.calibrated = scenario->lens[options->lens];
	made.memory = hel_arena_new();
	status = made.memory ? hel_notes_append(&made.notes, &scenario->notes, error) : hel_fail_memory(error);
	if (!status)
		status = hel_lens_calibrate(&made.calibrated, &made.record, &scenario->world, panel, &made.notes, error);
	if (!status)
		status = take_apart(&made, panel, options->attacker, error);
	if (!status)
		status = compare_with_reference(&made, error);
	if (status)
		hel_explanation_free(&made);
	else
		*explanation = made;
	return status;
}

void hel_explanation_free(hel_explanation *explanation)
{
	hel_notes_free(&explanation->notes);
	hel_arena_free(explanation->memory);
	*explanation = (hel_explanation){0};
}
