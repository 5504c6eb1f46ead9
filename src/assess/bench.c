/* bench.c: see bench.h. A clause decides for a helper if, with stack max, it is the first of its kind with the largest rho; with
 * stack independent every one does. */
#include "assess/bench.h"

#include <string.h>

enum { ANYONE = -1 }; /* one who is party to nothing and about whom all votes pass */

static bool counts(const hel_sample *sample, const hel_bond *bond, uint32_t e, int i)
{
	const hel_obligations *o = sample->model->obligations;
	const hel_duty *duty = &o->duty[o->entry[e].duty];
	return hel_is_help(duty->type) && sample->rate[duty->rate] > 0 &&
	       !hel_lifted(o, &sample->change, duty, bond->k, bond->p) &&
	       (i == ANYONE || (!hel_is_own(o, &sample->change, &o->entry[e], i) &&
				(duty->rule < 0 || sample->fires[(size_t)duty->rule * (size_t)o->n + (size_t)i] > 0)));
}

static bool is_collective(const hel_obligations *o, uint32_t e)
{
	return o->entry[e].type == HEL_COLLECTIVE_SECURITY;
}

static bool decides(const hel_sample *sample, const hel_bond *bond, uint32_t e, int i)
{
	const hel_obligations *o = sample->model->obligations;
	if (!counts(sample, bond, e, i))
		return false;
	double rho = sample->rate[o->entry[e].rate];
	for (uint32_t f = bond->first; sample->model->lens->stack == HEL_STACK_MAX && f < bond->end; f++) {
		if (f == e || is_collective(o, f) != is_collective(o, e) || !counts(sample, bond, f, i))
			continue;
		double other = sample->rate[o->entry[f].rate];
		if (other > rho || (other == rho && f < e))
			return false;
	}
	return true;
}

static size_t list_deciders(const hel_sample *sample, const hel_bond *bond, int i, hel_decider *to)
{
	const hel_obligations *o = sample->model->obligations;
	size_t n = 0;
	for (uint32_t e = bond->first; e < bond->end; e++) {
		if (decides(sample, bond, e, i))
			to[n++] = (hel_decider){o->entry[e].duty, is_collective(o, e)};
	}
	return n;
}

/* Notes of a bond to the target what would keep it from treating an attacker as it would anyone. */
static void watch(hel_benches *b, const hel_bond *bond, uint32_t place)
{
	const hel_obligations *o = b->sample->model->obligations;
	uint32_t n = b->watched[place];
	for (uint32_t e = bond->first; e < bond->end; e++) {
		const hel_entry *entry = &o->entry[e];
		if (entry->own)
			b->watch[n++] = (hel_watch){entry->own, -1};
		if (entry->ruled)
			b->watch[n++] = (hel_watch){0, o->duty[entry->duty].rule};
	}
	b->watched[place + 1] = n;
}

/* What of a bond treats i unlike anyone, one bit for each watch; 0: nothing. */
static uint64_t pattern_of(const hel_benches *b, uint32_t place, int i)
{
	const hel_sample *s = b->sample;
	const hel_obligations *o = s->model->obligations;
	uint64_t pattern = 0;
	for (uint32_t x = b->watched[place]; x < b->watched[place + 1]; x++) {
		const hel_watch *w = &b->watch[x];
		bool unlike = w->rule < 0 ? o->own[w->own * (size_t)o->n + (size_t)i] != 0
					  : !(s->fires[(size_t)w->rule * (size_t)o->n + (size_t)i] > 0);
		pattern |= (uint64_t)unlike << (x - b->watched[place]) % 64;
	}
	return pattern;
}

/* The deciders of a bond against i. Fellow members of a pact are treated alike, so the last pattern is mostly the next. */
static size_t decide(hel_benches *b, const hel_bond *bond, uint32_t place, int i, hel_decider *to)
{
	uint64_t pattern = pattern_of(b, place, i);
	hel_decider *general = b->general + b->usual[place], *last = b->unusual + b->room[place];
	size_t n = b->usual[place + 1] - b->usual[place];
	if (pattern) {
		if (pattern != b->pattern[place] || b->watched[place + 1] - b->watched[place] > 64)
			b->n_unusual[place] = (uint32_t)list_deciders(b->sample, bond, i, last);
		b->pattern[place] = pattern;
		general = last;
		n = b->n_unusual[place];
	}
	memcpy(to, general, n * sizeof *to);
	return n;
}

static void seat(hel_benches *b, uint32_t place, int t, int i)
{
	const hel_sample *s = b->sample;
	const hel_obligations *o = s->model->obligations;
	const hel_bond *bond = &o->bond[o->helpers.index[o->helpers.from[s->model->target[t]] + place]];
	hel_decider *to = &b->found.decider[b->found.n_deciders];
	size_t n = decide(b, bond, place, i, to);
	if (!n)
		return;
	uint32_t first = (uint32_t)b->found.n_deciders;
	b->found.helper[b->found.n_helpers++] =
	    (hel_helper){s->power[(size_t)t * (size_t)o->n + bond->k], s->free_to[bond->k * (size_t)o->n + (size_t)i],
			 bond->k, first, first + (uint32_t)n};
	b->found.n_deciders += n;
}

/* powers are those of one target */
static bool is_same(const hel_bench *x, const hel_bench *y)
{
	if (x->n_helpers != y->n_helpers || x->n_deciders != y->n_deciders)
		return false;
	for (size_t h = 0; h < x->n_helpers; h++) {
		const hel_helper *a = &x->helper[h], *b = &y->helper[h];
		if (a->k != b->k || a->free != b->free || a->end != b->end)
			return false;
	}
	for (size_t d = 0; d < x->n_deciders; d++) {
		if (x->decider[d].duty != y->decider[d].duty || x->decider[d].collective != y->decider[d].collective)
			return false;
	}
	return true;
}

static bool keep(hel_benches *b)
{
	hel_bench *kept = &b->bench[b->n];
	*kept = (hel_bench){b->found.n_helpers, b->found.n_deciders,
			    hel_arena_alloc(b->arena, b->found.n_helpers, sizeof *kept->helper),
			    hel_arena_alloc(b->arena, b->found.n_deciders, sizeof *kept->decider)};
	if (!kept->helper || !kept->decider)
		return false;
	memcpy(kept->helper, b->found.helper, kept->n_helpers * sizeof *kept->helper);
	memcpy(kept->decider, b->found.decider, kept->n_deciders * sizeof *kept->decider);
	b->n++;
	return true;
}

bool hel_benches_find(hel_benches *b, int t)
{
	const hel_model *model = b->sample->model;
	const hel_obligations *o = model->obligations;
	int j = model->target[t];
	uint32_t first = o->helpers.from[j], n = o->helpers.from[j + 1] - first;
	b->n = 0;
	b->usual[0] = b->room[0] = b->watched[0] = 0;
	for (uint32_t place = 0; place < n; place++) {
		const hel_bond *bond = &o->bond[o->helpers.index[first + place]];
		b->usual[place + 1] =
		    b->usual[place] + (uint32_t)list_deciders(b->sample, bond, ANYONE, b->general + b->usual[place]);
		b->room[place + 1] = b->room[place] + bond->end - bond->first;
		b->pattern[place] = 0;
		watch(b, bond, place);
	}
	for (uint32_t slot = model->from[t]; slot < model->from[t + 1]; slot++) {
		b->found.n_helpers = b->found.n_deciders = 0;
		for (uint32_t place = 0; place < n; place++) {
			if (o->bond[o->helpers.index[first + place]].k != model->attacker[slot])
				seat(b, place, t, model->attacker[slot]);
		}
		size_t at = 0;
		while (at < b->n && !is_same(&b->bench[at], &b->found))
			at++;
		if (at == b->n && !keep(b))
			return false;
		b->before[slot - model->from[t]] = (uint16_t)at;
	}
	return true;
}

bool hel_benches_new(hel_benches *benches, const hel_sample *sample, hel_arena *arena)
{
	const hel_obligations *o = sample->model->obligations;
	size_t n = (size_t)o->n, most = 0;
	for (int j = 0; j < o->n; j++) {
		size_t entries = 0;
		for (uint32_t x = o->helpers.from[j]; x < o->helpers.from[j + 1]; x++)
			entries += o->bond[o->helpers.index[x]].end - o->bond[o->helpers.index[x]].first;
		most = entries > most ? entries : most;
	}
	*benches = (hel_benches){.sample = sample, .arena = arena};
	benches->found.helper = hel_arena_alloc(arena, n, sizeof *benches->found.helper);
	benches->found.decider = hel_arena_alloc(arena, most, sizeof *benches->found.decider);
	benches->usual = hel_arena_alloc(arena, n + 1, sizeof *benches->usual);
	benches->general = hel_arena_alloc(arena, most, sizeof *benches->general);
	benches->unusual = hel_arena_alloc(arena, most, sizeof *benches->unusual);
	benches->room = hel_arena_alloc(arena, n + 1, sizeof *benches->room);
	benches->n_unusual = hel_arena_alloc(arena, n, sizeof *benches->n_unusual);
	benches->pattern = hel_arena_alloc(arena, n, sizeof *benches->pattern);
	benches->watched = hel_arena_alloc(arena, n + 1, sizeof *benches->watched);
	benches->watch = hel_arena_alloc(arena, 2 * most, sizeof *benches->watch);
	benches->bench = hel_arena_alloc(arena, n, sizeof *benches->bench);
	benches->before = hel_arena_alloc(arena, n, sizeof *benches->before);
	return benches->found.helper && benches->found.decider && benches->usual && benches->general && benches->unusual &&
	       benches->room && benches->n_unusual && benches->pattern && benches->watched && benches->watch &&
	       benches->bench && benches->before;
}
