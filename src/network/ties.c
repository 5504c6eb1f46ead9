/* ties.c: from a mechanism and a world to a network: allies, enemies, strengths. No I/O. */
#include "helsinki/network.h"

#include <math.h>

#include "base/arena.h"
#include "base/fail.h"
#include "mechanism/obligations.h"

/* Strength is capability after limits of arms, in their order, as in a contest at home. */
static void set_strength(hel_network *network, const hel_world *world, const hel_obligations *o)
{
	for (int i = 0; i < network->n; i++)
		network->strength[i] = world->state[i].cinc;
	for (size_t d = 0; d < o->n_duties; d++) {
		const hel_clause *clause = o->duty[d].clause;
		for (size_t x = 0; clause->type == HEL_ARMS_LIMIT && x < clause->n_states; x++) {
			double *c = &network->strength[clause->state[x]];
			*c = isnan(clause->scale) ? fmin(*c, clause->cap) : *c * clause->scale;
		}
	}
}

/* Ties are mutual in both models; a promise may be one-sided. Either direction makes one: the helper gains a friend too. */
static void set_allies(hel_network *network, const hel_obligations *o, uint8_t *joint)
{
	size_t n = (size_t)network->n;
	for (size_t b = 0; b < o->n_bonds; b++) {
		size_t k = o->bond[b].k, p = o->bond[b].p;
		for (uint32_t e = o->bond[b].first; k != p && e < o->bond[b].end; e++) {
			hel_clause_type type = o->duty[o->entry[e].duty].type;
			if (type == HEL_DEFENCE || type == HEL_GUARANTEE)
				network->ally[k * n + p] = network->ally[p * n + k] = 1;
			if (type == HEL_COLLECTIVE_SECURITY)
				joint[k * n + p] = joint[p * n + k] = 1;
		}
	}
}

static void set_enemies(hel_network *network, const hel_world *world, const hel_lens *lens)
{
	size_t n = (size_t)network->n;
	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; world->rival && j < n; j++) {
			if (i != j && (world->rival[i * n + j] || world->rival[j * n + i]))
				network->enemy[i * n + j] = 1;
		}
	}
	if (!world->stated || !lens || lens->kind != HEL_LENS_MATRIX)
		return;
	for (size_t t = 0; t < lens->n_threats; t++) {
		size_t i = lens->threat[t].i, j = lens->threat[t].j;
		if (i != j && lens->threat[t].rate > 0)
			network->enemy[i * n + j] = network->enemy[j * n + i] = 1;
	}
}

static void count_pairs(hel_network *network, const uint8_t *joint, bool collective)
{
	size_t n = (size_t)network->n;
	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < i; j++) {
			network->n_collective += joint[i * n + j] && !network->ally[i * n + j];
			if (collective && joint[i * n + j])
				network->ally[i * n + j] = network->ally[j * n + i] = 1;
			network->n_allied += network->ally[i * n + j];
			network->n_hostile += network->enemy[i * n + j];
			network->n_both += network->ally[i * n + j] && network->enemy[i * n + j];
		}
	}
}

hel_status hel_network_of(hel_network *network, const hel_world *world, const hel_mechanism *mechanism, const hel_lens *lens,
			  bool collective, hel_error *error)
{
	static const hel_range no_override[HEL_CLAUSE_TYPES];
	size_t n = (size_t)world->n;
	hel_obligations obligations;
	hel_status status = hel_obligations_build(&obligations, mechanism, world->n, no_override, true, error);
	if (status)
		return status;
	hel_arena *arena = hel_arena_new();
	hel_network made = {.n = world->n, .memory = arena};
	uint8_t *joint = arena ? hel_arena_alloc(arena, n * n, 1) : NULL;
	if (joint) {
		made.strength = hel_arena_alloc(arena, n, sizeof *made.strength);
		made.ally = hel_arena_alloc(arena, n * n, 1);
		made.enemy = hel_arena_alloc(arena, n * n, 1);
	}
	if (!made.strength || !made.ally || !made.enemy) {
		hel_arena_free(arena);
		hel_obligations_free(&obligations);
		return hel_fail_memory(error);
	}
	set_strength(&made, world, &obligations);
	set_allies(&made, &obligations, joint);
	set_enemies(&made, world, lens);
	count_pairs(&made, joint, collective);
	hel_obligations_free(&obligations);
	*network = made;
	return HEL_OK;
}

void hel_network_free(hel_network *network)
{
	hel_arena_free(network->memory);
	*network = (hel_network){0};
}
