/* small_worlds.c: worlds and lenses; small_pacts.c has the commitments. Chances are set so that each corner is met some
 * dozens of times in 500 worlds. */
#include "small_worlds.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "small_pacts.h"

void *small_alloc(small_world *w, size_t size)
{
	size_t padded = (size + 15) / 16 * 16;
	if (w->used + padded > SMALL_POOL)
		abort();
	void *block = w->pool + w->used;
	w->used += padded;
	return block;
}

/* SplitMix64: any decent generator does, and this one is none of the library's. */
double small_uniform(small_world *w)
{
	uint64_t z = w->random += UINT64_C(0x9e3779b97f4a7c15);
	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return ((double)((z ^ z >> 31) >> 11) + 0.5) * 0x1p-53;
}

int small_below(small_world *w, int n)
{
	return (int)(small_uniform(w) * n);
}

bool small_chance(small_world *w, double chance)
{
	return small_uniform(w) < chance;
}

hel_range small_number(double value)
{
	return (hel_range){value, value, value, true};
}

hel_range small_range(small_world *w, double least, double greatest)
{
	double x[3];
	for (int k = 0; k < 3; k++)
		x[k] = least + (greatest - least) * small_uniform(w);
	if (small_chance(w, 0.5))
		return small_number(x[0]);
	hel_range range = {fmin(x[0], fmin(x[1], x[2])), 0, fmax(x[0], fmax(x[1], x[2])), true};
	range.mode = x[0] + x[1] + x[2] - range.low - range.high;
	range.mode = fmin(fmax(range.mode, range.low), range.high);
	return range;
}

/* --- states ------------------------------------------------------------------------------------------------------- */

static void make_state(small_world *w, hel_state *state, int i, int flags)
{
	memset(state, 0, sizeof *state);
	snprintf(state->id, sizeof state->id, "%c%d", 'A' + i, i);
	snprintf(state->name, sizeof state->name, "%s", state->id);
	snprintf(state->capability_source, sizeof state->capability_source, "stated");
	state->in_region = (flags & SMALL_PLAIN) || small_chance(w, 0.75);
	state->cinc = small_chance(w, 0.12) ? 0 : small_uniform(w) * small_uniform(w);
	state->lat = -60 + 120 * small_uniform(w);
	state->lon = -170 + 340 * small_uniform(w);
	state->milex = state->population = state->milper = NAN;
	if (flags & SMALL_PLAIN)
		return;
	state->major = small_chance(w, 0.25);
	state->nuclear = small_chance(w, 0.2);
	state->milex = small_chance(w, 0.12) ? 0 : small_uniform(w);
	state->population = small_chance(w, 0.2) ? 900 * small_uniform(w) : 50000 * small_uniform(w);
	state->milper = 1000 * small_uniform(w);
}

static double make_distance(small_world *w)
{
	double kind = small_uniform(w);
	return kind < 0.15 ? 0 : kind < 0.3 ? 400 : kind < 0.5 ? 400 * small_uniform(w) : 6000 * small_uniform(w);
}

/* Some states' forces are in another state; a file cannot state that, so not in plain worlds. */
static void station_forces(small_world *w, int flags)
{
	hel_world *world = &w->scenario.world;
	int n = world->n;
	for (int cell = 0; cell < n * n; cell++)
		world->based_km[cell] = world->dist_km[cell];
	for (int k = 0; k < n && !(flags & SMALL_PLAIN); k++) {
		int host = small_below(w, n);
		for (int j = 0; j < n && small_chance(w, 0.7); j++)
			world->based_km[j * n + k] = fmin(world->based_km[j * n + k], world->dist_km[j * n + host]);
	}
}

static void make_world(small_world *w, int flags)
{
	hel_world *world = &w->scenario.world;
	int n = world->n = 2 + small_below(w, SMALL_STATES - 1);
	size_t square = (size_t)n * (size_t)n;
	world->year = 2000;
	world->day = HEL_DATE(2000, 12, 31);
	world->stated = true;
	snprintf(world->region, sizeof world->region, "%s", flags & SMALL_PLAIN ? "world" : "list");
	world->state = small_alloc(w, (size_t)n * sizeof *world->state);
	world->dist_km = small_alloc(w, square * sizeof *world->dist_km);
	world->based_km = small_alloc(w, square * sizeof *world->based_km);
	world->contiguity = small_alloc(w, square);
	world->rival = small_alloc(w, square);
	for (int i = 0; i < n; i++) {
		make_state(w, &world->state[i], i, flags);
		for (int j = 0; j < i; j++) {
			world->dist_km[i * n + j] = world->dist_km[j * n + i] = make_distance(w);
			if (!(flags & SMALL_PLAIN))
				world->rival[i * n + j] = world->rival[j * n + i] = small_chance(w, 0.5);
		}
	}
	world->state[small_below(w, n)].in_region = true;
	station_forces(w, flags);
}

/* --- lenses ------------------------------------------------------------------------------------------------------- */

/* A parameter between its bounds, at one of them now and then; sometimes not stated. */
static hel_range make_parameter(small_world *w, double least, double greatest, double silent, double chance_silent)
{
	if (small_chance(w, chance_silent))
		return (hel_range){silent, silent, silent, false};
	double kind = small_uniform(w);
	return kind < 0.12 ? small_number(least) : kind < 0.24 ? small_number(greatest) : small_range(w, least, greatest);
}

static void make_lens(small_world *w, hel_lens *lens, hel_lens_kind kind, const char *name)
{
	memset(lens, 0, sizeof *lens);
	lens->name = name;
	lens->kind = kind;
	lens->years = small_chance(w, 0.3) ? 10 : 1 + 30 * small_uniform(w);
	lens->stack = small_chance(w, 0.5) ? HEL_STACK_MAX : HEL_STACK_INDEPENDENT;
	lens->reach = small_chance(w, 0.5) ? HEL_REACH_RELEVANT : HEL_REACH_WORLD;
	hel_range *p = lens->parameter;
	p[HEL_OMEGA] = make_parameter(w, 0, 1, 0, 0.1);
	p[HEL_CHAIN] = make_parameter(w, 0, 1, 0, 0.1);
	p[HEL_PLEDGES] = make_parameter(w, 0, 1, kind == HEL_LENS_CAPABILITIES ? 0 : 1, 0.2);
	p[HEL_PHI] = make_parameter(w, 0, 0.25, 0, 0.4);
	p[HEL_NUCLEAR] = make_parameter(w, 0, 1, 0, 0.5);
	p[HEL_GAMMA] = make_parameter(w, 0.3, 3, 1, 0.3);
	p[HEL_LAMBDA] = make_parameter(w, 100, 3000, 1000, 0.3);
	p[HEL_SEVERITY] = make_parameter(w, 0.01, 1, 1, 0.1);
	p[HEL_H0] = kind == HEL_LENS_MATRIX ? (hel_range){0, 0, 0, false} : make_parameter(w, 0.001, 0.2, 0, 0);
	for (hel_clause_type type = HEL_DEFENCE; type <= HEL_NON_AGGRESSION; type++) {
		if (small_chance(w, 0.15))
			lens->rho[type] = small_chance(w, 0.2) ? small_number(0) : small_range(w, 0.01, 1);
		if (kind == HEL_LENS_CAPABILITIES && small_chance(w, 0.4))
			lens->trust[type] = make_parameter(w, 0, 1, 0, 0);
	}
}

static void make_threats(small_world *w, hel_lens *lens)
{
	int n = w->scenario.world.n;
	lens->threat = small_alloc(w, (size_t)(n * n) * sizeof *lens->threat);
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			if (i != j && small_chance(w, 0.6))
				lens->threat[lens->n_threats++] =
				    (hel_stated_threat){(uint16_t)i, (uint16_t)j, small_uniform(w) * small_uniform(w) * 0.3};
}

static void make_lenses(small_world *w, int flags)
{
	static const char *const name[] = {"as stated", "fearful", "rivals"};
	hel_scenario *s = &w->scenario;
	s->n_lenses = flags & SMALL_PLAIN ? 2 : 3;
	s->lens = small_alloc(w, s->n_lenses * sizeof *s->lens);
	for (size_t l = 0; l < s->n_lenses; l++) {
		make_lens(w, &s->lens[l], (hel_lens_kind)l, name[l]);
		s->lens[l].years = flags & SMALL_PLAIN ? s->years : s->lens[l].years;
		if (flags & SMALL_PLAIN)
			continue;
		s->lens[l].capability = (hel_capability)small_below(w, 3);
		s->lens[l].basing = small_chance(w, 0.5) ? HEL_BASING_ALLIED : HEL_BASING_HOME;
	}
	make_threats(w, &s->lens[0]);
}

void small_world_make(small_world *w, uint64_t seed, int flags)
{
	memset(w, 0, sizeof *w);
	w->seed = seed;
	w->random = seed * UINT64_C(0xd1342543de82ef95) + 1;
	w->pool = calloc(1, SMALL_POOL);
	if (!w->pool)
		abort();
	hel_scenario *s = &w->scenario;
	s->name = s->file = small_alloc(w, 16);
	snprintf(s->name, 16, "small");
	s->years = small_chance(w, 0.5) ? 10 : 1 + 20 * small_uniform(w);
	make_world(w, flags);
	make_lenses(w, flags);
	s->n_mechanisms = (size_t)(2 + small_below(w, 2));
	s->mechanism = small_alloc(w, s->n_mechanisms * sizeof *s->mechanism);
	static const char *const name[] = {"first", "second", "third"};
	for (size_t m = 0; m < s->n_mechanisms; m++)
		small_mechanism(w, &s->mechanism[m], name[m], flags);
	s->in_force.name = "in force";
	s->reference = small_chance(w, 0.6) ? HEL_REFERENCE_NONE : HEL_REFERENCE_MECHANISM;
	s->reference_name = s->reference == HEL_REFERENCE_NONE ? "none" : s->mechanism[0].name;
	if (s->reference == HEL_REFERENCE_NONE)
		s->reference_mechanism.name = "none";
	else
		s->reference_mechanism = s->mechanism[0];
	if (!(flags & SMALL_CUT))
		return;
	small_make_bundles(w);
	small_choose_cuts(w);
	small_make_cuts(w);
}

void small_world_free(small_world *w)
{
	free(w->pool);
	memset(w, 0, sizeof *w);
}

int small_worlds(int usual)
{
	const char *wanted = getenv("ORACLE_WORLDS");
#ifdef __SANITIZE_ADDRESS__
	usual = (usual + 2) / 3;
#endif
	return wanted ? atoi(wanted) : usual;
}
