/* threat.c: why the lens lets i attack j, how often, and what commitments make of it. */
#include "explain/trace.h"

#include <math.h>
#include <string.h>

#include "base/elementary.h"
#include "panel/tables.h"

enum { NEAR_KM = 400 }; /* docs/model.md, section 1: a pair this near is in reach */

static hel_threat_reason reason_of(const hel_trace *trace)
{
	const hel_lens *lens = trace->model->lens;
	const hel_state *state = trace->world->state;
	size_t pair = (size_t)trace->i * (size_t)trace->world->n + (size_t)trace->j;
	if (trace->model->base[trace->slot] <= 0)
		return HEL_THREAT_NONE;
	if (lens->kind == HEL_LENS_MATRIX)
		return HEL_THREAT_STATED;
	if (lens->kind == HEL_LENS_ESTIMATED)
		return HEL_THREAT_FITTED;
	if (lens->kind == HEL_LENS_RIVALRY)
		return HEL_THREAT_RIVALS;
	if (trace->world->dist_km[pair] <= NEAR_KM)
		return HEL_THREAT_NEAR;
	if (state[trace->i].major)
		return HEL_THREAT_MAJOR_ATTACKER;
	return state[trace->j].major ? HEL_THREAT_MAJOR_TARGET : HEL_THREAT_WORLD;
}

static hel_fact row_of(hel_trace *trace, hel_threat_reason reason)
{
	hel_fact none = {.value = NAN};
	if (reason == HEL_THREAT_RIVALS)
		return hel_trace_rivalry(trace, trace->i, trace->j);
	if (reason == HEL_THREAT_MAJOR_ATTACKER)
		return hel_trace_major(trace, trace->i);
	return reason == HEL_THREAT_MAJOR_TARGET ? hel_trace_major(trace, trace->j) : none;
}

static hel_factor factor_of(hel_trace *trace, const hel_modifier *m)
{
	static const hel_factor_kind kind[] = {[HEL_BY_TRUST] = HEL_FACTOR_TRUST,
					       [HEL_BY_PLEDGED_FACTOR] = HEL_FACTOR_PLEDGE,
					       [HEL_BY_FACTOR] = HEL_FACTOR_THREAT,
					       [HEL_BY_OMEGA_FACTOR] = HEL_FACTOR_OMEGA};
	const hel_sample *sample = trace->sample;
	const hel_obligations *o = trace->model->obligations;
	const hel_duty *duty = &o->duty[m->duty];
	hel_factor f = {.kind = kind[m->kind],
			.commitment = o->party[duty->commitment].commitment,
			.clause = duty->clause,
			.strength = 1};
	hel_trace_name(trace, f.commitment);
	switch (f.kind) {
	case HEL_FACTOR_TRUST:
		f.strength = sample->trust[duty->type];
		f.given = sample->rate[duty->rate];
		f.value = 1 - f.strength * f.given;
		break;
	case HEL_FACTOR_PLEDGE:
		f.strength = sample->parameter[HEL_PLEDGES];
		f.given = sample->rate[duty->factor];
		f.value = 1 - f.strength * (1 - f.given);
		break;
	case HEL_FACTOR_THREAT:
		f.value = f.given = sample->rate[duty->factor];
		break;
	case HEL_FACTOR_OMEGA:
		f.value = f.given = sample->rate[duty->omega_factor];
		break;
	}
	return f;
}

static bool add_factors(hel_trace *trace, hel_threat_trace *threat)
{
	const hel_model *model = trace->model;
	size_t n = 0;
	for (size_t m = 0; m < model->n_modifiers; m++)
		n += model->modifier[m].slot == trace->slot;
	if (!(threat->factor = hel_arena_alloc(trace->arena, n, sizeof *threat->factor)))
		return false;
	for (size_t m = 0; m < model->n_modifiers; m++) {
		if (model->modifier[m].slot == trace->slot)
			threat->factor[threat->n_factors++] = factor_of(trace, &model->modifier[m]);
	}
	return true;
}

/* The value of a term for the pair, by its place among the estimates. */
static double value_of(const hel_trace *trace, int term, const double turning[HEL_TURNINGS], bool *turns)
{
	const hel_model *model = trace->model;
	const hel_terms *terms = model->terms;
	size_t pair = hel_terms_pair(terms, model->attacker[trace->slot], (size_t)model->target[trace->t]);
	*turns = false;
	if (term == terms->intercept)
		return 1;
	for (int f = 0; f < terms->n_fixed; f++) {
		if (terms->fixed_term[f] == term)
			return terms->value[pair * (size_t)terms->n_fixed + (size_t)f];
	}
	*turns = true;
	for (int x = 0; x < HEL_TURNINGS; x++) {
		if (terms->turning_term[x] == term)
			return turning[x];
	}
	return NAN;
}

/* The files that the columns of a term come from. */
static void name_files(hel_trace *trace, const char *term)
{
	static const struct {
		const char *column;
		hel_table table;
	} from[] = {{"conttype", HEL_TABLE_CONTIGUITY},
		    {"mindist", HEL_TABLE_MINDIST},
		    {"cowmaj", HEL_TABLE_MAJORS},
		    {"cinc", HEL_TABLE_NMC},
		    {"tpop", HEL_TABLE_NMC},
		    {"milper", HEL_TABLE_NMC},
		    {"gmlmid", HEL_TABLE_GML_MIDS},
		    {"cowmid", HEL_TABLE_MIDS},
		    {"ongoingrivalry", HEL_TABLE_RIVALRIES}};
	for (size_t c = 0; c < sizeof from / sizeof *from; c++) {
		if (strstr(term, from[c].column))
			hel_trace_name_file(trace, hel_table_file(from[c].table));
	}
}

static bool add_terms(hel_trace *trace, hel_threat_trace *threat)
{
	const hel_estimates *e = trace->model->lens->estimates;
	double turning[HEL_TURNINGS];
	if (!(threat->term = hel_arena_alloc(trace->arena, e->n, sizeof *threat->term)))
		return false;
	hel_turning_values(trace->sample, trace->t, trace->slot, turning);
	threat->log_odds = 0;
	for (size_t x = 0; x < e->n; x++) {
		hel_term *term = &threat->term[threat->n_terms++];
		double coefficient = trace->sample->coefficient[x];
		*term = (hel_term){.name = e->term[x], .coefficient = coefficient};
		term->value = value_of(trace, (int)x, turning, &term->turns);
		name_files(trace, term->name);
		term->product = coefficient * term->value;
		double slack = 1e-9 * (1 + fabs(e->greatest[x]));
		term->outside = (int)x != trace->model->terms->intercept &&
				(term->value < e->least[x] - slack || term->value > e->greatest[x] + slack);
		threat->log_odds += term->product;
	}
	threat->base = 1 / (1 + hel_exp(-threat->log_odds));
	hel_trace_name_file(trace, hel_table_file(HEL_TABLE_ESTIMATES));
	return true;
}

bool hel_trace_threat(hel_trace *trace)
{
	hel_threat_trace *threat = &trace->to->cell.threat;
	const hel_lens *lens = trace->model->lens;
	bool has_rate = lens->kind == HEL_LENS_CAPABILITIES || lens->kind == HEL_LENS_RIVALRY;
	*threat =
	    (hel_threat_trace){.reason = reason_of(trace), .value = trace->sample->threat[trace->slot], .log_odds = NAN};
	threat->base = (has_rate ? trace->sample->parameter[HEL_H0] : 1) * trace->model->base[trace->slot];
	threat->row = row_of(trace, threat->reason);
	if (has_rate && !lens->parameter[HEL_H0].given)
		hel_trace_name_file(trace, hel_table_file(HEL_TABLE_ONSETS));
	if (!add_factors(trace, threat))
		return false;
	return threat->reason != HEL_THREAT_FITTED || add_terms(trace, threat);
}
