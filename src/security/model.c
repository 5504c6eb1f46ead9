/* model.c: who may attack whom under a lens, and which clauses change that. */
#include "security/model.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/fail.h"

enum { NEAR_KM = 400 }; /* a pair this near is politically relevant; so is one with a major power */

double hel_lens_capability(const hel_lens *lens, const hel_state *state)
{
	switch (lens->capability) {
	case HEL_CAPABILITY_CINC:
		return state->cinc;
	case HEL_CAPABILITY_MILEX:
		return state->milex;
	case HEL_CAPABILITY_MEAN:
		return (state->cinc + state->milex) / 2;
	}
	return NAN;
}

double hel_lens_reach(const hel_lens *lens, const hel_world *world, int i, int j)
{
	size_t pair = (size_t)i * (size_t)world->n + (size_t)j;
	if (i == j)
		return 0;
	if (lens->kind == HEL_LENS_ESTIMATED)
		return 1;
	if (lens->kind == HEL_LENS_RIVALRY)
		return world->rival[pair];
	if (lens->kind == HEL_LENS_CAPABILITIES)
		return lens->reach == HEL_REACH_WORLD || world->dist_km[pair] <= NEAR_KM || world->state[i].major ||
		       world->state[j].major;
	double rate = 0;
	for (size_t x = 0; x < lens->n_threats; x++) {
		if (lens->threat[x].i == i && lens->threat[x].j == j)
			rate = lens->threat[x].rate;
	}
	return rate;
}

typedef struct builder {
	hel_model *to;
	hel_arena *arena;
	double *reach;    /* n x n: row i attacks column j */
	uint32_t *marked; /* n x n: last duty that changed a pair */
	size_t room;      /* of modifiers; 0 while they are counted */
} builder;

static void fill_reach(builder *b)
{
	hel_model *model = b->to;
	size_t n = (size_t)model->n;
	for (size_t x = 0; model->lens->kind == HEL_LENS_MATRIX && x < model->lens->n_threats; x++) {
		const hel_stated_threat *threat = &model->lens->threat[x];
		if (model->known[threat->i] && model->known[threat->j])
			b->reach[threat->i * n + threat->j] = threat->rate;
	}
	for (int i = 0; model->lens->kind != HEL_LENS_MATRIX && i < model->n; i++) {
		for (int j = 0; j < model->n; j++) {
			if (model->known[i] && model->known[j])
				b->reach[(size_t)i * n + (size_t)j] = hel_lens_reach(model->lens, model->world, i, j);
		}
	}
}

static bool add_states(builder *b)
{
	hel_model *model = b->to;
	model->capability = hel_arena_alloc(b->arena, (size_t)model->n, sizeof *model->capability);
	model->known = hel_arena_alloc(b->arena, (size_t)model->n, sizeof *model->known);
	if (!model->capability || !model->known)
		return false;
	for (int k = 0; k < model->n; k++) {
		double capability = hel_lens_capability(model->lens, &model->world->state[k]);
		model->known[k] = !isnan(capability);
		model->capability[k] = model->known[k] ? capability : 0;
	}
	return true;
}

static bool add_targets(builder *b, const int *target, int n_targets)
{
	hel_model *model = b->to;
	bool all = !target || model->lens->parameter[HEL_PHI].high > 0;
	int n = all ? model->n : n_targets;
	model->target = hel_arena_alloc(b->arena, (size_t)n, sizeof *model->target);
	model->column = hel_arena_alloc(b->arena, (size_t)model->n, sizeof *model->column);
	if (!model->target || !model->column)
		return false;
	memset(model->column, -1, (size_t)model->n * sizeof *model->column);
	for (int t = 0; t < n; t++) {
		int j = all ? t : target[t];
		if (!model->known[j])
			continue;
		model->column[j] = model->n_targets;
		model->target[model->n_targets++] = j;
	}
	return true;
}

static bool add_slots(builder *b, hel_slots slots)
{
	hel_model *model = b->to;
	size_t n = (size_t)model->n, n_slots = 0;
	for (int t = 0; t < model->n_targets; t++) {
		for (size_t i = 0; i < n; i++)
			n_slots += slots == HEL_EVERY_PAIR || b->reach[i * n + (size_t)model->target[t]] > 0;
	}
	model->from = hel_arena_alloc(b->arena, (size_t)model->n_targets + 1, sizeof *model->from);
	model->attacker = hel_arena_alloc(b->arena, n_slots, sizeof *model->attacker);
	model->base = hel_arena_alloc(b->arena, n_slots, sizeof *model->base);
	if (!model->from || !model->attacker || !model->base)
		return false;
	uint32_t slot = 0;
	for (int t = 0; t < model->n_targets; t++) {
		for (size_t i = 0; i < n; i++) {
			double reach = b->reach[i * n + (size_t)model->target[t]];
			if (slots == HEL_EVERY_PAIR || reach > 0) {
				model->attacker[slot] = (uint16_t)i;
				model->base[slot++] = reach;
			}
		}
		model->from[t + 1] = slot;
	}
	return true;
}

int64_t hel_slot_find(const hel_model *model, int i, int j)
{
	int t = model->column[j];
	uint32_t low = t < 0 ? 0 : model->from[t], end = t < 0 ? 0 : model->from[t + 1], high = end;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (model->attacker[middle] < i)
			low = middle + 1;
		else
			high = middle;
	}
	return low < end && model->attacker[low] == i ? (int64_t)low : -1;
}

/* Most attackers of a column are neighbours in the order of states. */
void hel_of_attackers(const hel_model *model, int t, const double *of_state, double *to)
{
	enum { RUN = 8 };
	const uint16_t *attacker = model->attacker + model->from[t];
	size_t m = model->from[t + 1] - model->from[t], a = 0;
	for (; a + RUN <= m; a += RUN) {
		if (attacker[a + RUN - 1] == attacker[a] + RUN - 1) {
			memcpy(to + a, of_state + attacker[a], RUN * sizeof *to);
			continue;
		}
		for (size_t x = a; x < a + RUN; x++)
			to[x] = of_state[attacker[x]];
	}
	for (; a < m; a++)
		to[a] = of_state[attacker[a]];
}

static void modify_one_way(builder *b, hel_modifier_kind kind, uint32_t duty, int i, int j, int k, int p)
{
	int64_t slot = hel_slot_find(b->to, i, j);
	if (slot < 0)
		return;
	if (b->room)
		b->to->modifier[b->to->n_modifiers] = (hel_modifier){kind, (uint32_t)slot, duty, (uint16_t)k, (uint16_t)p};
	b->to->n_modifiers++;
}

static void modify_pair(builder *b, hel_modifier_kind kind, uint32_t duty, int k, int p)
{
	modify_one_way(b, kind, duty, k, p, k, p);
	modify_one_way(b, kind, duty, p, k, k, p);
}

/* Every pair of a clause's arcs once, whether one owes the other or both. */
static void modify_arcs(builder *b, hel_modifier_kind kind, uint32_t d)
{
	const hel_clause *clause = b->to->obligations->duty[d].clause;
	uint32_t stamp = 2 * d + 1 + (kind == HEL_BY_TRUST);
	for (size_t a = 0; a < clause->n_arcs; a++) {
		int k = clause->arc[a].k, p = clause->arc[a].p;
		uint32_t *mark = &b->marked[(size_t)(k < p ? k : p) * (size_t)b->to->n + (size_t)(k < p ? p : k)];
		if (*mark != stamp)
			modify_pair(b, kind, d, k, p);
		*mark = stamp;
	}
}

static void modify_by(builder *b, uint32_t d)
{
	const hel_duty *duty = &b->to->obligations->duty[d];
	const hel_lens *lens = b->to->lens;
	if (lens->kind == HEL_LENS_CAPABILITIES && hel_has_rho(duty->type) && lens->trust[duty->type].high > 0)
		modify_arcs(b, HEL_BY_TRUST, d);
	if ((duty->type == HEL_NON_AGGRESSION || duty->type == HEL_NEUTRALITY) && duty->factor >= 0)
		modify_arcs(b, HEL_BY_PLEDGED_FACTOR, d);
	if (duty->type != HEL_TRANSPARENCY)
		return;
	for (size_t x = 0; x < duty->clause->n_states; x++) {
		for (size_t y = x + 1; y < duty->clause->n_states; y++) {
			int k = duty->clause->state[x], p = duty->clause->state[y];
			if (duty->factor >= 0)
				modify_pair(b, HEL_BY_FACTOR, d, k, p);
			if (duty->omega_factor >= 0)
				modify_pair(b, HEL_BY_OMEGA_FACTOR, d, k, p);
		}
	}
}

/* Two passes: count, then fill. */
static bool add_modifiers(builder *b)
{
	hel_model *model = b->to;
	size_t cells = (size_t)model->n * (size_t)model->n;
	for (int pass = 0; pass < 2; pass++) {
		memset(b->marked, 0, cells * sizeof *b->marked);
		model->n_modifiers = 0;
		for (size_t d = 0; d < model->obligations->n_duties; d++)
			modify_by(b, (uint32_t)d);
		if (!model->n_modifiers)
			return true;
		b->room = model->n_modifiers;
		if (!pass && !(model->modifier = hel_arena_alloc(b->arena, b->room, sizeof *model->modifier)))
			return false;
	}
	return true;
}

static hel_status check_terms(const hel_model *model, hel_error *error)
{
	const hel_terms *terms = model->terms;
	for (int t = 0; terms->gaps && t < model->n_targets; t++) {
		for (uint32_t slot = model->from[t]; slot < model->from[t + 1]; slot++) {
			int i = model->attacker[slot], j = model->target[t];
			const double *value =
			    &terms->value[hel_terms_pair(terms, (size_t)i, (size_t)j) * (size_t)terms->n_fixed];
			for (int f = 0; f < terms->n_fixed; f++) {
				if (!isfinite(value[f]))
					return hel_fail(error, HEL_EINPUT, "model '%s': '%s' is not known for %s and %s",
							model->lens->estimates->model,
							model->lens->estimates->term[terms->fixed_term[f]],
							model->world->state[i].id, model->world->state[j].id);
			}
		}
	}
	return HEL_OK;
}

static hel_status set_terms(hel_model *model, const hel_terms *terms, hel_error *error)
{
	hel_status status = terms ? HEL_OK : hel_terms_make(&model->own_terms, model->world, model->lens, error);
	model->terms = terms ? terms : &model->own_terms;
	return status ? status : check_terms(model, error);
}

hel_status hel_model_build(hel_model *model, const hel_world *world, const hel_lens *lens,
			   const hel_obligations *obligations, const int *target, int n_targets, hel_slots slots,
			   hel_error *error)
{
	return hel_model_build_on(model, NULL, world, lens, obligations, target, n_targets, slots, error);
}

hel_status hel_model_build_on(hel_model *model, const hel_terms *terms, const hel_world *world, const hel_lens *lens,
			      const hel_obligations *obligations, const int *target, int n_targets, hel_slots slots,
			      hel_error *error)
{
	*model = (hel_model){.world = world, .lens = lens, .obligations = obligations, .n = world->n};
	builder b = {.to = model, .arena = hel_arena_new()};
	hel_arena *passing = hel_arena_new();
	size_t cells = (size_t)world->n * (size_t)world->n;
	model->memory = b.arena;
	bool made = false;
	if (b.arena && passing) {
		b.reach = hel_arena_alloc(passing, cells, sizeof *b.reach);
		b.marked = hel_arena_alloc(passing, cells, sizeof *b.marked);
	}
	if (b.reach && b.marked && add_states(&b)) {
		fill_reach(&b);
		made = add_targets(&b, target, n_targets) && add_slots(&b, slots) && add_modifiers(&b);
	}
	hel_arena_free(passing);
	hel_status status = made ? HEL_OK : hel_fail_memory(error);
	if (!status && lens->kind == HEL_LENS_ESTIMATED)
		status = set_terms(model, terms, error);
	if (status)
		hel_model_free(model);
	return status;
}

void hel_model_free(hel_model *model)
{
	hel_terms_free(&model->own_terms);
	hel_arena_free(model->memory);
	*model = (hel_model){0};
}
