/* strength.c: how a state's power at the target comes about: capability, arms limits, distance, deployment limits. */
#include "explain/trace.h"

#include <math.h>

static size_t count_limits(const hel_obligations *o)
{
	size_t n = 0;
	for (size_t d = 0; d < o->n_duties; d++) {
		if (o->duty[d].type == HEL_ARMS_LIMIT || o->duty[d].type == HEL_DEPLOYMENT_LIMIT)
			n += o->duty[d].clause->n_states * (1 + o->duty[d].clause->n_zone);
	}
	return n;
}

static void add_limit(hel_trace *trace, hel_strength *strength, const hel_commitment *commitment, const hel_clause *clause,
		      double *figure)
{
	hel_limit *limit = &strength->limit[strength->n_limits++];
	*limit = (hel_limit){commitment, clause, *figure, *figure};
	if (isnan(clause->scale))
		limit->after = fmin(*figure, clause->cap);
	else
		limit->after = *figure * clause->scale;
	*figure = limit->after;
	hel_trace_name(trace, commitment);
}

/* Limits of one kind in the order listed, on capability or on power at the target. */
static void apply_limits(hel_trace *trace, hel_strength *strength, hel_clause_type type, double *figure)
{
	const hel_obligations *o = trace->model->obligations;
	for (size_t d = 0; d < o->n_duties; d++) {
		const hel_clause *clause = o->duty[d].clause;
		const hel_commitment *commitment = o->party[o->duty[d].commitment].commitment;
		for (size_t x = 0; o->duty[d].type == type && x < clause->n_states; x++) {
			if (clause->state[x] != strength->state)
				continue;
			if (type == HEL_ARMS_LIMIT)
				add_limit(trace, strength, commitment, clause, figure);
			for (size_t z = 0; type == HEL_DEPLOYMENT_LIMIT && z < clause->n_zone; z++) {
				if (clause->zone[z] == trace->j)
					add_limit(trace, strength, commitment, clause, figure);
			}
		}
	}
}

bool hel_trace_strength(hel_trace *trace, hel_strength *strength, int k)
{
	const hel_world *world = trace->world;
	const hel_sample *sample = trace->sample;
	size_t n = (size_t)world->n;
	*strength = (hel_strength){.state = k, .recorded = hel_lens_capability(trace->model->lens, &world->state[k])};
	strength->capability = sample->capability[k];
	const double *km = trace->model->lens->basing == HEL_BASING_ALLIED ? world->based_km : world->dist_km;
	strength->dist_km = km[(size_t)trace->j * n + (size_t)k];
	strength->host = hel_trace_host(trace, k, strength->dist_km, &strength->host_row);
	strength->power = k == trace->j ? sample->capability[k] : sample->power[(size_t)trace->t * n + (size_t)k];
	strength->capability_row = hel_trace_capability(trace, k);
	strength->distance_row = hel_trace_distance(trace, strength->host < 0 ? k : strength->host, &strength->between_capitals);
	strength->limit = hel_arena_alloc(trace->arena, count_limits(trace->model->obligations), sizeof *strength->limit);
	if (!strength->limit)
		return false;
	double capability = trace->model->capability[k];
	apply_limits(trace, strength, HEL_ARMS_LIMIT, &capability);
	double power = capability / (1 + strength->dist_km / sample->parameter[HEL_LAMBDA]);
	if (k != trace->j)
		apply_limits(trace, strength, HEL_DEPLOYMENT_LIMIT, &power);
	return true;
}
