/* parameters.c: what a scenario says about one lens. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "scenario/reading.h"

/* How h0 is called: the rate between rivals has a name of its own. */
static const char *parameter_key(hel_lens_kind kind, hel_parameter p)
{
	return p == HEL_H0 && kind == HEL_LENS_RIVALRY ? "h1" : hel_parameter_name(p);
}

static bool has_parameter(hel_lens_kind kind, hel_parameter p)
{
	return p != HEL_H0 || (kind != HEL_LENS_MATRIX && kind != HEL_LENS_ESTIMATED);
}

static hel_status check_keys(hel_reading *r, const hel_yaml *map, const hel_lens *lens)
{
	const char *keys[HEL_PARAMETERS + 8];
	size_t n = 0;
	for (int p = 0; p < HEL_PARAMETERS; p++) {
		if (has_parameter(lens->kind, (hel_parameter)p))
			keys[n++] = parameter_key(lens->kind, (hel_parameter)p);
	}
	keys[n++] = "years";
	keys[n++] = "stack";
	keys[n++] = "capability";
	keys[n++] = "basing";
	keys[n++] = "rho";
	if (lens->kind == HEL_LENS_CAPABILITIES) {
		keys[n++] = "trust";
		keys[n++] = "reach";
	} else if (lens->kind == HEL_LENS_MATRIX) {
		keys[n++] = "threat";
	} else if (lens->kind == HEL_LENS_ESTIMATED) {
		keys[n++] = "model";
		keys[n++] = "peace";
	}
	keys[n] = NULL;
	return hel_check_keys(r, map, hel_lens_kind_name(lens->kind), keys);
}

static hel_status read_scalars(hel_reading *r, const hel_yaml *map, hel_lens *lens)
{
	static const double least[HEL_PARAMETERS] = {
#define ROW(code, text, value, lowest, greatest) [code] = lowest,
	    HEL_PARAMETER_LIST(ROW)
#undef ROW
	};
	static const double most[HEL_PARAMETERS] = {
#define ROW(code, text, value, lowest, greatest) [code] = greatest,
	    HEL_PARAMETER_LIST(ROW)
#undef ROW
	};
	for (int p = 0; p < HEL_PARAMETERS; p++) {
		const char *key = parameter_key(lens->kind, (hel_parameter)p);
		const hel_yaml *value = hel_yaml_get(map, key);
		hel_status status = value ? hel_read_range(r, value, key, least[p], most[p], &lens->parameter[p]) : HEL_OK;
		if (status)
			return status;
	}
	const hel_yaml *years = hel_yaml_get(map, "years");
	return years ? hel_read_number(r, years, "years", 1e-3, 1e4, &lens->years) : HEL_OK;
}

static hel_status read_choices(hel_reading *r, const hel_yaml *map, hel_lens *lens)
{
	static const char *const stacks[] = {[HEL_STACK_MAX] = "max", [HEL_STACK_INDEPENDENT] = "independent", NULL};
	static const char *const reaches[] = {[HEL_REACH_RELEVANT] = "relevant", [HEL_REACH_WORLD] = "world", NULL};
	static const char *const capabilities[] = {
	    [HEL_CAPABILITY_CINC] = "cinc", [HEL_CAPABILITY_MILEX] = "milex", [HEL_CAPABILITY_MEAN] = "mean", NULL};
	const hel_yaml *stack = hel_yaml_get(map, "stack"), *reach = hel_yaml_get(map, "reach");
	static const char *const peaces[] = {[HEL_PEACE_FROZEN] = "frozen", [HEL_PEACE_ELAPSED] = "elapsed", NULL};
	static const char *const basings[] = {[HEL_BASING_HOME] = "home", [HEL_BASING_ALLIED] = "allied", NULL};
	const hel_yaml *basing = hel_yaml_get(map, "basing");
	const hel_yaml *capability = hel_yaml_get(map, "capability"), *peace = hel_yaml_get(map, "peace");
	int choice;
	hel_status status = HEL_OK;
	if (stack && !(status = hel_read_choice(r, stack, "stack", stacks, &choice)))
		lens->stack = (hel_stack)choice;
	if (reach && !status && !(status = hel_read_choice(r, reach, "reach", reaches, &choice)))
		lens->reach = (hel_reach)choice;
	if (capability && !status && !(status = hel_read_choice(r, capability, "capability", capabilities, &choice)))
		lens->capability = (hel_capability)choice;
	if (peace && !status && !(status = hel_read_choice(r, peace, "peace", peaces, &choice)))
		lens->peace = (hel_peace)choice;
	if (basing && !status && !(status = hel_read_choice(r, basing, "basing", basings, &choice)))
		lens->basing = (hel_basing)choice;
	if (!status && basing && r->scenario->world.stated)
		return hel_bad(r, basing, "'basing' has no meaning in a stated world, in which no state hosts another's forces");
	if (!status && lens->capability != HEL_CAPABILITY_CINC && r->scenario->world.stated)
		return hel_bad(r, capability, "'capability' has no meaning in a stated world, which states it");
	return status;
}

/* A figure in [0, 1] for some types of bond. */
static hel_status read_by_type(hel_reading *r, const hel_yaml *map, const char *what, hel_range range[HEL_CLAUSE_TYPES])
{
	const char *keys[HEL_CLAUSE_TYPES + 1];
	for (int t = 0; t <= HEL_NON_AGGRESSION; t++) /* the types that have a rho */
		keys[t] = hel_clause_name((hel_clause_type)t);
	keys[HEL_NON_AGGRESSION + 1] = NULL;
	hel_status status = hel_check_keys(r, map, what, keys);
	for (int t = 0; t <= HEL_NON_AGGRESSION && !status; t++) {
		const hel_yaml *value = hel_yaml_get(map, keys[t]);
		if (value)
			status = hel_read_range(r, value, keys[t], 0, 1, &range[t]);
	}
	return status;
}

static hel_status read_threat(hel_reading *r, const hel_yaml *value, hel_lens *lens, bool *seen)
{
	size_t n = (size_t)r->scenario->world.n;
	int i, j;
	double rate;
	hel_status status = hel_read_pair(r, value->key, '>', &i, &j);
	if (!status && (i < 0 || j < 0))
		return hel_bad(r, value->key, "'%s' names a state that is not of this world", value->key->text);
	if (!status)
		status = hel_read_number(r, value, "threat", 0, 1e3, &rate);
	if (status)
		return status;
	size_t pair = (size_t)i * n + (size_t)j;
	if (seen[pair])
		return hel_bad(r, value->key, "the threat '%s' stands twice", value->key->text);
	seen[pair] = true;
	lens->threat[lens->n_threats++] = (hel_stated_threat){(uint16_t)i, (uint16_t)j, rate};
	return HEL_OK;
}

static hel_status read_threats(hel_reading *r, const hel_yaml *map, hel_lens *lens)
{
	hel_status status = hel_need_map(r, map, "threat");
	if (status)
		return status;
	size_t n = (size_t)r->scenario->world.n;
	lens->threat = hel_arena_alloc(r->arena, map->n, sizeof *lens->threat);
	bool *seen = calloc(n * n, sizeof *seen);
	if (!lens->threat || !seen) {
		free(seen);
		return hel_no_memory(r);
	}
	for (const hel_yaml *value = map->first; value && !status; value = value->next)
		status = read_threat(r, value, lens, seen);
	free(seen);
	return status;
}

hel_status hel_read_lens_parameters(hel_reading *r, const hel_yaml *map, hel_lens *lens)
{
	hel_status status = check_keys(r, map, lens);
	if (!status)
		status = read_scalars(r, map, lens);
	if (!status)
		status = read_choices(r, map, lens);
	const hel_yaml *trust = hel_yaml_get(map, "trust"), *rho = hel_yaml_get(map, "rho"),
		       *threat = hel_yaml_get(map, "threat");
	if (!status && trust)
		status = read_by_type(r, trust, "trust", lens->trust);
	if (!status && rho)
		status = read_by_type(r, rho, "rho", lens->rho);
	if (!status && threat)
		status = read_threats(r, threat, lens);
	return status;
}
