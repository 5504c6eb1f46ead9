/* stated.c: a small world that a scenario states whole, for teaching and for checks by hand. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/utf8.h"
#include "scenario/reading.h"

static hel_status allocate(hel_reading *r, size_t n)
{
	hel_world *world = &r->scenario->world;
	world->stated = true;
	world->state = calloc(n, sizeof *world->state);
	world->dist_km = calloc(n * n, sizeof *world->dist_km);
	world->based_km = calloc(n * n, sizeof *world->based_km);
	world->contiguity = calloc(n * n, 1);
	world->rival = calloc(n * n, 1);
	if (!world->state || !world->dist_km || !world->based_km || !world->contiguity || !world->rival)
		return hel_no_memory(r);
	world->n = (int)n;
	return HEL_OK;
}

static hel_status read_id(hel_reading *r, const hel_yaml *key, hel_state *state)
{
	const char *id;
	hel_status status = hel_read_word(r, key, "state", &id);
	if (status)
		return status;
	if (strlen(id) >= sizeof state->id)
		return hel_bad(r, key, "the id of a state is too long: at most %zu bytes", sizeof state->id - 1);
	strcpy(state->id, id);
	strcpy(state->name, id);
	return HEL_OK;
}

static hel_status read_state(hel_reading *r, const hel_yaml *node, hel_state *state)
{
	static const char *const keys[] = {"capability", "lat", "lon", NULL};
	const hel_yaml *capability;
	hel_status status = read_id(r, node->key, state);
	if (!status)
		status = hel_check_keys(r, node, state->id, keys);
	if (!status)
		status = hel_need(r, node, state->id, "capability", &capability);
	if (status)
		return status;
	state->milex = state->milper = state->population = state->lat = state->lon = NAN;
	snprintf(state->capability_source, sizeof state->capability_source, "stated");
	const hel_yaml *lat = hel_yaml_get(node, "lat"), *lon = hel_yaml_get(node, "lon");
	if (!lat != !lon)
		return hel_bad(r, node, "missing key '%s' in '%s'", lat ? "lon" : "lat", state->id);
	status = hel_read_number(r, capability, "capability", 0, 1e15, &state->cinc);
	if (!status && lat)
		status = hel_read_number(r, lat, "lat", -90, 90, &state->lat);
	if (!status && lon)
		status = hel_read_number(r, lon, "lon", -180, 180, &state->lon);
	return status;
}

hel_status hel_list_stated(hel_reading *r)
{
	const hel_world *world = &r->scenario->world;
	size_t n = (size_t)world->n;
	r->state = hel_arena_alloc(r->arena, n, sizeof *r->state);
	r->state_index = hel_arena_alloc(r->arena, n, sizeof *r->state_index);
	if (!r->state || !r->state_index)
		return hel_no_memory(r);
	for (size_t i = 0; i < n; i++)
		r->state[i] = (hel_named){world->state[i].id, NULL};
	hel_sort_named(r->state, n);
	for (size_t i = 0; i < n; i++) /* the ids lie in one array, so where an id lies says whose it is */
		r->state_index[i] = (uint16_t)((size_t)(r->state[i].name - world->state[0].id) / sizeof *world->state);
	return HEL_OK;
}

static hel_status read_states(hel_reading *r, const hel_yaml *node)
{
	hel_status status = hel_need_map(r, node, "states");
	if (status)
		return status;
	if (node->n < 2 || node->n > HEL_STATES_MAX)
		return hel_bad(r, node, "a world needs 2 to %d states, not %zu", HEL_STATES_MAX, node->n);
	if ((status = allocate(r, node->n)))
		return status;
	hel_world *world = &r->scenario->world;
	int n = 0;
	for (const hel_yaml *value = node->first; value; value = value->next, n++) {
		if ((status = read_state(r, value, &world->state[n])))
			return status;
	}
	return hel_list_stated(r);
}

static hel_status read_distances(hel_reading *r, const hel_yaml *node)
{
	hel_world *world = &r->scenario->world;
	size_t n = (size_t)world->n;
	hel_status status = hel_need_map(r, node, "distances");
	for (const hel_yaml *value = node->first; value && !status; value = value->next) {
		int i, j;
		double km;
		status = hel_read_pair(r, value->key, '-', &i, &j);
		if (!status)
			status = hel_read_number(r, value, "distance", 0, 1e9, &km);
		if (status)
			break;
		if (!isnan(world->dist_km[(size_t)i * n + (size_t)j]))
			return hel_bad(r, value->key, "the distance of '%s' and '%s' stands twice", world->state[i].id,
				       world->state[j].id);
		world->dist_km[(size_t)i * n + (size_t)j] = world->dist_km[(size_t)j * n + (size_t)i] = km;
	}
	return status;
}

static hel_status fill_distances(hel_reading *r, const hel_yaml *states)
{
	hel_world *world = &r->scenario->world;
	size_t n = (size_t)world->n, i = 0;
	for (const hel_yaml *value = states->first; value; value = value->next, i++) {
		const hel_state *a = &world->state[i];
		world->dist_km[i * n + i] = 0;
		for (size_t j = 0; j < n; j++) {
			const hel_state *b = &world->state[j];
			if (!isnan(world->dist_km[i * n + j]))
				continue;
			if (isnan(a->lat))
				return hel_bad(r, value, "missing key 'lat' in '%s', whose distance to '%s' is not stated",
					       a->id, b->id);
			if (!isnan(b->lat))
				world->dist_km[i * n + j] = world->dist_km[j * n + i] =
				    hel_great_circle_km(a->lat, a->lon, b->lat, b->lon);
		}
	}
	return HEL_OK;
}

static hel_status read_region(hel_reading *r, const hel_yaml *node)
{
	hel_world *world = &r->scenario->world;
	bool all = !node || (node->kind == HEL_YAML_WORD && !strcmp(node->text, "world"));
	strcpy(world->region, all ? "world" : "list");
	for (int i = 0; i < world->n; i++)
		world->state[i].in_region = all;
	if (all)
		return HEL_OK;
	hel_states states;
	hel_status status = hel_read_states(r, node, "region", "region", &states);
	if (status)
		return status;
	for (size_t s = 0; s < states.n; s++)
		world->state[states.state[s]].in_region = true;
	return states.n ? HEL_OK : hel_bad(r, node, "'region' has no states");
}

hel_status hel_read_stated_world(hel_reading *r, const hel_yaml *node)
{
	static const char *const keys[] = {"states", "distances", "region", NULL};
	static const char *const dated[] = {"year", "date", "carry-forward", "closed"};
	for (size_t k = 0; k < sizeof dated / sizeof *dated; k++) {
		const hel_yaml *value = hel_yaml_get(node, dated[k]);
		if (value)
			return hel_bad(r, value->key, "'%s' means nothing in a world that states its 'states'", dated[k]);
	}
	const hel_yaml *states = hel_yaml_get(node, "states"), *distances = hel_yaml_get(node, "distances");
	hel_status status = hel_check_keys(r, node, "world", keys);
	if (!status)
		status = read_states(r, states);
	if (status)
		return status;
	hel_world *world = &r->scenario->world;
	for (size_t x = 0; x < (size_t)world->n * (size_t)world->n; x++)
		world->dist_km[x] = NAN;
	if (distances)
		status = read_distances(r, distances);
	if (!status)
		status = fill_distances(r, states);
	if (!status)
		memcpy(world->based_km, world->dist_km, (size_t)world->n * (size_t)world->n * sizeof *world->based_km);
	return status ? status : read_region(r, hel_yaml_get(node, "region"));
}
