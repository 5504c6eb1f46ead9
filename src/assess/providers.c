/* providers.c: who provides the region's security.
 *
 * v(K) is the fall of the region's losses when only the states in K send help. A provider's Shapley value is its average
 * contribution over the orders in which the helpers may come; sampled orders, each with its reverse. Its absence alone gives
 * each state's autonomy. Both work on the slots that a provider touches, not on whole evaluations. */
#include "assess/case.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/fail.h"
#include "security/contest.h"

static const double SURE = 1 - 1e-12;

/* What one state sends to one target: o_k(t|i) for every attacker of the target. */
typedef struct aid {
	int k, t;
	const double *owed;
} aid;

typedef struct table {
	const hel_sample *sample;
	const hel_scored *scored;
	hel_arena *arena;
	size_t n_aids;
	aid *aid;              /* by provider */
	uint32_t *from;        /* n + 1: the aids of a provider */
	bool *in_region;       /* n */
	/* of each slot, as helpers come: D, the share of it that scored states answer for, threat, loss */
	double *help, *burden, *threat, *value;
	uint16_t *sure;        /* of each slot: nuclear powers sure to defend the target, itself included */
	double *attack, *own, *counts; /* of each slot: P + A, c of the target, 1 if the target is scored */
	double gamma, phi, denied, severity;
	size_t n_slots;
} table;

/* What a slot costs the region: defeats of the target, if it is scored, and what its helpers bear of them. */
static inline double slot_loss(const table *x, uint32_t slot, double help, double burden, bool covered)
{
	double q = hel_contest(x->attack[slot], x->own[slot] + help, x->gamma);
	return x->severity * x->threat[slot] * (covered ? x->denied : 1) * q * (x->counts[slot] + x->phi * burden);
}

static bool count_aids(table *x)
{
	const hel_model *model = x->sample->model;
	const hel_obligations *o = model->obligations;
	x->from = hel_arena_alloc(x->arena, (size_t)model->n + 1, sizeof *x->from);
	if (!x->from)
		return false;
	for (int t = 0; t < model->n_targets; t++) {
		int j = model->target[t];
		for (uint32_t y = o->helpers.from[j]; y < o->helpers.from[j + 1]; y++)
			x->from[o->bond[o->helpers.index[y]].k + 1]++;
	}
	for (int k = 0; k < model->n; k++)
		x->from[k + 1] += x->from[k];
	x->n_aids = x->from[model->n];
	x->aid = hel_arena_alloc(x->arena, x->n_aids, sizeof *x->aid);
	return x->aid != NULL;
}

static bool fill_aids(table *x)
{
	const hel_model *model = x->sample->model;
	const hel_obligations *o = model->obligations;
	uint32_t *at = hel_arena_alloc(x->arena, (size_t)model->n, sizeof *at);
	if (!at)
		return false;
	memcpy(at, x->from, (size_t)model->n * sizeof *at);
	for (int t = 0; t < model->n_targets; t++) {
		int j = model->target[t];
		for (uint32_t y = o->helpers.from[j]; y < o->helpers.from[j + 1]; y++) {
			const hel_bond *bond = &o->bond[o->helpers.index[y]];
			double *owed = hel_arena_alloc(x->arena, model->from[t + 1] - model->from[t], sizeof *owed);
			if (!owed)
				return false;
			hel_owed(x->sample, t, bond, owed);
			x->aid[at[bond->k]++] = (aid){bond->k, t, owed};
		}
	}
	return true;
}

static void fill_slots(table *x, int t)
{
	const hel_sample *s = x->sample;
	const hel_model *model = s->model;
	int j = model->target[t];
	for (uint32_t slot = model->from[t]; slot < model->from[t + 1]; slot++) {
		x->attack[slot] = s->power[(size_t)t * (size_t)model->n + model->attacker[slot]] + s->abetment[slot];
		x->own[slot] = s->capability[j];
		x->counts[slot] = x->in_region[j] ? 1 : 0;
	}
}

static bool build(table *x)
{
	const hel_model *model = x->sample->model;
	x->gamma = x->sample->parameter[HEL_GAMMA];
	x->phi = x->sample->parameter[HEL_PHI];
	x->severity = x->sample->parameter[HEL_SEVERITY];
	x->denied = 1 - x->sample->parameter[HEL_NUCLEAR];
	x->n_slots = model->from[model->n_targets];
	x->in_region = hel_arena_alloc(x->arena, (size_t)model->n, sizeof *x->in_region);
	x->help = hel_arena_alloc(x->arena, x->n_slots, sizeof *x->help);
	x->burden = hel_arena_alloc(x->arena, x->n_slots, sizeof *x->burden);
	x->threat = hel_arena_alloc(x->arena, x->n_slots, sizeof *x->threat);
	x->value = hel_arena_alloc(x->arena, x->n_slots, sizeof *x->value);
	x->sure = hel_arena_alloc(x->arena, x->n_slots, sizeof *x->sure);
	x->attack = hel_arena_alloc(x->arena, x->n_slots, sizeof *x->attack);
	x->own = hel_arena_alloc(x->arena, x->n_slots, sizeof *x->own);
	x->counts = hel_arena_alloc(x->arena, x->n_slots, sizeof *x->counts);
	if (!x->in_region || !x->help || !x->burden || !x->threat || !x->value || !x->sure || !x->attack || !x->own || !x->counts)
		return false;
	for (int s = 0; s < x->scored->n; s++)
		x->in_region[x->scored->state[s]] = model->known[x->scored->state[s]];
	for (int t = 0; t < model->n_targets; t++)
		fill_slots(x, t);
	return count_aids(x) && fill_aids(x);
}

static void start_without_help(table *x)
{
	const hel_model *model = x->sample->model;
	memset(x->help, 0, x->n_slots * sizeof *x->help);
	memset(x->burden, 0, x->n_slots * sizeof *x->burden);
	for (int t = 0; t < model->n_targets; t++) {
		bool nuclear = model->world->state[model->target[t]].nuclear;
		hel_threats_given(x->sample, t, x->help + model->from[t], x->threat + model->from[t]);
		for (uint32_t slot = model->from[t]; slot < model->from[t + 1]; slot++) {
			x->sure[slot] = nuclear; /* a target's own weapons deny too */
			x->value[slot] = slot_loss(x, slot, 0, 0, nuclear);
		}
	}
}

/* Lets provider k send what it owes; by how much the region's losses fall. */
static double come(table *x, int k)
{
	const hel_model *model = x->sample->model;
	bool nuclear = model->world->state[k].nuclear;
	double fall = 0;
	for (uint32_t y = x->from[k]; y < x->from[k + 1]; y++) {
		const aid *a = &x->aid[y];
		double power = x->sample->power[(size_t)a->t * (size_t)model->n + (size_t)k];
		uint32_t from = model->from[a->t];
		for (uint32_t slot = from; slot < model->from[a->t + 1]; slot++)
			x->help[slot] += power * a->owed[slot - from];
		hel_threats_given(x->sample, a->t, x->help + from, x->threat + from);
		for (uint32_t slot = from; slot < model->from[a->t + 1]; slot++) {
			double owed = a->owed[slot - from];
			x->burden[slot] += x->in_region[k] ? owed : 0;
			x->sure[slot] = (uint16_t)(x->sure[slot] + (nuclear && owed >= SURE));
			double value = slot_loss(x, slot, x->help[slot], x->burden[slot], x->sure[slot] > 0);
			fall += x->value[slot] - value;
			x->value[slot] = value;
		}
	}
	return fall;
}

static size_t list_providers(const table *x, int *provider)
{
	size_t n = 0;
	for (int k = 0; k < x->sample->model->n; k++) {
		if (x->from[k + 1] > x->from[k])
			provider[n++] = k;
	}
	return n;
}

/* Fisher-Yates, a function of (seed, number) alone. */
static void shuffle(int *order, size_t n, uint64_t seed, int number)
{
	hel_rng_key key = hel_rng_key_of("dominance");
	for (size_t last = n; last > 1; last--) {
		size_t at = (size_t)(hel_rng_uniform(seed, (uint64_t)number * HEL_STATES_MAX + last, key) * (double)last);
		int swap = order[at];
		order[at] = order[last - 1];
		order[last - 1] = swap;
	}
}

/* value: pairs x n, the contribution of each state averaged over an order and its reverse. */
static void run_orders(table *x, int *order, size_t n, uint64_t seed, int pairs, double *value)
{
	size_t n_states = (size_t)x->sample->model->n;
	for (int number = 0; number < pairs; number++) {
		shuffle(order, n, seed, number);
		for (int way = 0; way < 2; way++) {
			start_without_help(x);
			for (size_t at = 0; at < n; at++) {
				int k = order[way ? n - 1 - at : at];
				value[(size_t)number * n_states + (size_t)k] += come(x, k) / 2;
			}
		}
	}
}

static double column_sum(const double *value, int pairs, int n, int k)
{
	double sum = 0;
	for (int number = 0; number < pairs; number++)
		sum += value[(size_t)number * (size_t)n + (size_t)k];
	return sum;
}

/* The standard error of the share x / y of two means over pairs of orders: of the residual x - (x / y) y. */
static double share_error(const double *value, const bool *positive, int pairs, int n, int best, double share, double total)
{
	double squares = 0;
	for (int number = 0; number < pairs; number++) {
		const double *row = value + (size_t)number * (size_t)n;
		double sum = 0;
		for (int k = 0; k < n; k++)
			sum += positive[k] ? row[k] : 0;
		squares += (row[best] - share * sum) * (row[best] - share * sum);
	}
	return sqrt(squares / (pairs * (pairs - 1.0))) / (total / pairs);
}

/* The largest provider's share among the positive values, with its standard error. */
static bool find_dominance(table *x, uint64_t seed, int permutations, hel_result *result)
{
	int n = x->sample->model->n, pairs = permutations > 3 ? permutations / 2 : 2, best = -1;
	int *order = hel_arena_alloc(x->arena, (size_t)n, sizeof *order);
	double *value = hel_arena_alloc(x->arena, (size_t)n * (size_t)pairs, sizeof *value);
	bool *positive = hel_arena_alloc(x->arena, (size_t)n, sizeof *positive);
	if (!order || !value || !positive)
		return false;
	run_orders(x, order, list_providers(x, order), seed, pairs, value);
	double total = 0, largest = 0;
	for (int k = 0; k < n; k++) {
		double sum = column_sum(value, pairs, n, k);
		positive[k] = sum > 0;
		total += sum > 0 ? sum : 0;
		best = sum > largest ? k : best;
		largest = fmax(largest, sum);
	}
	result->dominant_provider = best;
	result->dominance_share = result->dominance_se = NAN;
	if (best < 0)
		return true;
	result->dominance_share = largest / total;
	result->dominance_se = share_error(value, positive, pairs, n, best, largest / total, total);
	return true;
}

static bool covered_without(const table *x, int t, uint32_t slot, int k)
{
	if (x->sample->parameter[HEL_NUCLEAR] <= 0)
		return false;
	for (size_t y = 0; y < x->n_aids; y++) {
		const aid *a = &x->aid[y];
		if (a->t == t && a->k != k && x->sample->model->world->state[a->k].nuclear &&
		    a->owed[slot - x->sample->model->from[t]] >= SURE)
			return true;
	}
	return false;
}

/* By how much the losses of every target rise if k sends no help to anybody. */
static void silence(const table *x, int k, double *rise)
{
	const hel_sample *s = x->sample;
	const hel_model *model = s->model;
	memset(rise, 0, (size_t)model->n_targets * sizeof *rise);
	for (uint32_t y = x->from[k]; y < x->from[k + 1]; y++) {
		int t = x->aid[y].t;
		double power = s->power[(size_t)t * (size_t)model->n + (size_t)k], *left = x->help, *threat = x->threat;
		for (uint32_t slot = model->from[t]; slot < model->from[t + 1]; slot++)
			left[slot] = fmax(s->help[slot] - power * x->aid[y].owed[slot - model->from[t]], 0);
		hel_threats_given(s, t, left + model->from[t], threat + model->from[t]);
		for (uint32_t slot = model->from[t]; slot < model->from[t + 1]; slot++) {
			double q = hel_contest(x->attack[slot], x->own[slot] + left[slot], x->gamma);
			if (model->world->state[model->target[t]].nuclear || covered_without(x, t, slot, k))
				q *= x->denied;
			double more = x->severity * (threat[slot] * q - s->threat[slot] * s->defeat[slot]);
			rise[t] += more;
			for (size_t z = 0; s->parameter[HEL_PHI] > 0 && z < x->n_aids; z++) {
				const aid *other = &x->aid[z];
				if (other->t == t && other->k != k && model->column[other->k] >= 0)
					rise[model->column[other->k]] +=
					    s->parameter[HEL_PHI] * other->owed[slot - model->from[t]] * more;
			}
		}
	}
}

static bool find_autonomy(const table *x, hel_state_result *state)
{
	const hel_model *model = x->sample->model;
	double *rise = hel_arena_alloc(x->arena, (size_t)model->n_targets, sizeof *rise);
	double *worst = hel_arena_alloc(x->arena, (size_t)x->scored->n, sizeof *worst);
	if (!rise || !worst)
		return false;
	for (int k = 0; k < model->n; k++) {
		if (x->from[k + 1] == x->from[k])
			continue;
		silence(x, k, rise);
		for (int s = 0; s < x->scored->n; s++) {
			int t = model->column[x->scored->state[s]];
			if (t < 0 || x->scored->state[s] == k || rise[t] <= worst[s])
				continue;
			worst[s] = rise[t];
			state[s].autonomy_provider = k;
			state[s].autonomy = x->sample->loss[t] / (x->sample->loss[t] + rise[t]);
		}
	}
	return true;
}

static void know_nothing(hel_state_result *state, int n)
{
	for (int s = 0; s < n; s++) {
		state[s].autonomy = NAN;
		state[s].autonomy_provider = -1;
	}
}

hel_status hel_autonomies(const hel_sample *sample, const hel_scored *scored, hel_state_result *state, hel_error *error)
{
	table x = {.sample = sample, .scored = scored, .arena = hel_arena_new()};
	know_nothing(state, scored->n);
	bool done = x.arena && build(&x) && find_autonomy(&x, state);
	hel_arena_free(x.arena);
	return done ? HEL_OK : hel_fail_memory(error);
}

/* sample holds an evaluation of all targets. */
hel_status hel_providers(const hel_sample *sample, const hel_scored *scored, uint64_t seed, int permutations, hel_result *result,
                         hel_error *error)
{
	table x = {.sample = sample, .scored = scored, .arena = hel_arena_new()};
	know_nothing(result->state, scored->n);
	bool done = x.arena && build(&x) && find_autonomy(&x, result->state) && find_dominance(&x, seed, permutations, result);
	hel_arena_free(x.arena);
	return done ? HEL_OK : hel_fail_memory(error);
}

hel_status hel_rise_without_help(const hel_sample *sample, const hel_scored *scored, int k, double *rise, hel_error *error)
{
	table x = {.sample = sample, .scored = scored, .arena = hel_arena_new()};
	bool done = x.arena && build(&x);
	if (done)
		silence(&x, k, rise);
	hel_arena_free(x.arena);
	return done ? HEL_OK : hel_fail_memory(error);
}
