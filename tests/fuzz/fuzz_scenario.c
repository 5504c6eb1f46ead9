/* fuzz_scenario.c: any bytes as a scenario. What is accepted must be whole: indices within the world, ranges in order, lists
 * ascending. Without a panel, so only files that state their world are accepted.
 *
 * With -DHEL_FUZZ_REPLAY a program of its own that replays the files given on its command line. */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "helsinki/scenario.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_range(hel_range range)
{
	assert(range.low <= range.mode && range.mode <= range.high);
}

static void check_states(const hel_world *world, const uint16_t *state, size_t n)
{
	for (size_t i = 0; i < n; i++)
		assert(state[i] < world->n && (!i || state[i - 1] < state[i]));
}

static void check_clause(const hel_world *world, const hel_clause *clause)
{
	for (size_t a = 0; a < clause->n_arcs; a++)
		assert(clause->arc[a].k < world->n && clause->arc[a].p < world->n && clause->arc[a].k != clause->arc[a].p);
	check_states(world, clause->state, clause->n_states);
	check_states(world, clause->zone, clause->n_zone);
	check_range(clause->rho);
	check_range(clause->factor);
	check_range(clause->omega_factor);
	assert((clause->type == HEL_MORATORIUM) == (clause->pact != NULL));
}

static void check_mechanism(const hel_world *world, const hel_mechanism *mechanism)
{
	assert(mechanism->name);
	for (size_t c = 0; c < mechanism->n; c++) {
		const hel_commitment *commitment = &mechanism->commitment[c];
		assert(commitment->id && commitment->name && commitment->n_members && commitment->n_clauses == 1);
		check_states(world, commitment->member, commitment->n_members);
		check_states(world, commitment->rule.vetoer, commitment->rule.n_vetoers);
		check_clause(world, &commitment->clause[0]);
	}
}

static void check_scenario(const hel_scenario *s)
{
	const hel_world *world = &s->world;
	assert(world->stated && world->n >= 2 && s->n_lenses && s->n_mechanisms && s->name && strlen(s->sha256) == 64);
	for (int x = 0; x < world->n * world->n; x++)
		assert(world->dist_km[x] >= 0 && world->based_km[x] == world->dist_km[x]);
	for (size_t x = 0; x < s->n_ledger; x++) {
		const hel_ledger_row *row = &s->ledger[x];
		assert(*row->actor && *row->item && *row->unit && *row->source && row->amount - row->amount == 0 && row->year > 0);
	}
	for (size_t l = 0; l < s->n_lenses; l++) {
		for (int p = 0; p < HEL_PARAMETERS; p++)
			check_range(s->lens[l].parameter[p]);
		for (size_t t = 0; t < s->lens[l].n_threats; t++)
			assert(s->lens[l].threat[t].i < world->n && s->lens[l].threat[t].rate >= 0);
	}
	for (size_t m = 0; m < s->n_mechanisms; m++)
		check_mechanism(world, &s->mechanism[m]);
	check_mechanism(world, &s->reference_mechanism);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	hel_scenario scenario;
	hel_error error;
	hel_status status = hel_scenario_parse(&scenario, (const char *)bytes, size, "fuzz.yaml", NULL, &error);
	if (!status) {
		check_scenario(&scenario);
	} else {
		assert(status == error.status && error.line > 0 && error.column > 0);
		assert(error.message[0] && !strchr(error.message, '\n'));
	}
	hel_scenario_free(&scenario);
	return 0;
}

#include "replay.h"
