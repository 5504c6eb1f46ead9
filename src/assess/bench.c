/* bench.c: see bench.h. A clause decides for a helper if, with stack max, it is the first of its kind with the largest rho; with
 * stack independent every one does. */
#include "assess/bench.h"

#include <string.h>

enum {
	ANYONE = -1,    /* one who is party to nothing and about whom all votes pass */
	NOBODY = 0xffff /* no attacker */
};

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
			b->watch[n++] = entry->own;
		if (entry->ruled)
			b->watch[n++] = (uint32_t)o->n_own + (uint32_t)o->duty[entry->duty].rule;
	}
	b->watched[place + 1] = n;
}

/* Whether a row sets i apart: as a member of a treaty, or as one about whom no vote passes. Rows of the firing mask come after
 * those of `own`. */
static bool sets_apart(const hel_sample *s, size_t row, int i)
{
	const hel_obligations *o = s->model->obligations;
	size_t n = (size_t)o->n;
	return row < o->n_own ? o->own[row * n + (size_t)i] != 0 : !(s->fires[(row - o->n_own) * n + (size_t)i] > 0);
}

static const hel_bond *bond_at(const hel_benches *b, int t, uint32_t place)
{
	const hel_obligations *o = b->sample->model->obligations;
	return &o->bond[o->helpers.index[o->helpers.from[b->sample->model->target[t]] + place]];
}

/* What sets i apart to a bond, a bit each; 0: nothing. Of more than there are bits only whether it is 0 tells anything. */
static uint64_t pattern_of(const hel_benches *b, uint32_t place, int i)
{
	uint64_t pattern = 0;
	for (uint32_t x = b->watched[place]; x < b->watched[place + 1]; x++)
		pattern |= (uint64_t)sets_apart(b->sample, b->watch[x], i) << (x - b->watched[place]) % 64;
	return pattern;
}

/* The deciders of a bond against i. Fellow members of a pact are treated alike, so the last pattern is mostly the next. */
static size_t decide(hel_benches *b, const hel_bond *bond, uint32_t place, int i, hel_decider *to)
{
	uint64_t pattern = pattern_of(b, place, i);
	hel_decider *found = b->general + b->usual[place], *last = b->unusual + b->room[place];
	size_t n = b->usual[place + 1] - b->usual[place];
	if (pattern) {
		if (pattern != b->pattern[place] || b->watched[place + 1] - b->watched[place] > 64)
			b->n_unusual[place] = (uint32_t)list_deciders(b->sample, bond, i, last);
		b->pattern[place] = pattern;
		found = last;
		n = b->n_unusual[place];
	}
	memcpy(to, found, n * sizeof *to);
	return n;
}

static void seat(hel_benches *b, uint32_t place, int t, int i)
{
	const hel_sample *s = b->sample;
	const hel_bond *bond = bond_at(b, t, place);
	size_t n_states = (size_t)s->model->n;
	hel_decider *to = &b->found.decider[b->found.n_deciders];
	size_t n = bond->k == i ? 0 : decide(b, bond, place, i, to);
	if (!n)
		return;
	uint32_t first = (uint32_t)b->found.n_deciders;
	b->found.helper[b->found.n_helpers++] =
	    (hel_helper){s->power[(size_t)t * n_states + bond->k], s->free_to[bond->k * n_states + (size_t)i], bond->k, first,
			 first + (uint32_t)n};
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

static void touch(hel_benches *b, int state, uint64_t bit)
{
	uint16_t a = b->place[state];
	if (a == NOBODY)
		return;
	if (!b->unlike[a])
		b->touched[b->n_touched++] = a;
	b->unlike[a] |= bit;
}

/* The attackers that a bond treats unlike one who is party to nothing, with a bit for each thing that makes it; of more than there
 * are bits: every attacker by itself. It sends no help against itself. */
static void find_unlike(hel_benches *b, const hel_bond *bond, uint32_t place, size_t m)
{
	enum { ROWS_MAX = 62 };
	uint32_t from = b->watched[place], end = b->watched[place + 1];
	bool fits = end - from <= ROWS_MAX;
	b->n_touched = 0;
	for (size_t a = 0; !fits && a < m; a++) {
		b->unlike[a] = a + 1;
		b->touched[b->n_touched++] = (uint16_t)a;
	}
	for (uint32_t x = from; fits && x < end; x++) {
		uint32_t row = b->watch[x];
		for (uint32_t y = b->apart_from[row]; y < b->apart_from[row + 1]; y++)
			touch(b, b->apart[y], UINT64_C(1) << (x - from));
	}
	for (uint32_t y = b->barred_from[bond->k]; y < b->barred_from[bond->k + 1]; y++)
		touch(b, b->barred[y], UINT64_C(1) << (ROWS_MAX + 1));
	touch(b, (int)bond->k, UINT64_MAX);
}

/* Attacker a goes with those that were in its class and that the bond at hand treats as it is. */
static void part(hel_benches *b, size_t *n_parted, size_t a, double free)
{
	hel_class *from = &b->class[b->in[a]];
	uint32_t at = from->parted;
	while (at && (b->parting[at - 1].unlike != b->unlike[a] || b->parting[at - 1].free != free))
		at = b->parting[at - 1].next;
	if (!at) {
		b->parting[(*n_parted)++] =
		    (hel_parting){b->in[a], (uint32_t)b->n_classes++, 0, from->parted, b->unlike[a], free};
		at = from->parted = (uint32_t)*n_parted;
	}
	b->in[a] = b->parting[at - 1].into;
	b->parting[at - 1].n++;
}

/* Most attackers stay where they are: a helper treats them like anyone, and nothing bars it from fighting them. */
static void part_classes(hel_benches *b, int t, uint32_t place)
{
	const hel_sample *s = b->sample;
	const hel_model *model = s->model;
	const hel_bond *bond = bond_at(b, t, place);
	const double *free_to = s->free_to + bond->k * (size_t)model->n;
	const uint16_t *attacker = model->attacker + model->from[t];
	size_t m = model->from[t + 1] - model->from[t], n_parted = 0;
	find_unlike(b, bond, place, m);
	for (size_t x = 0; x < b->n_touched; x++) {
		uint16_t a = b->touched[x];
		if (b->class[b->in[a]].size > 1)
			part(b, &n_parted, a, free_to[attacker[a]]);
		b->unlike[a] = 0;
	}
	for (size_t x = 0; x < n_parted; x++) {
		const hel_parting *p = &b->parting[x];
		b->class[p->from].size -= p->n;
		b->class[p->from].parted = 0;
		b->class[p->into] = (hel_class){p->n, 0};
	}
}

/* What is asked of the bonds to a target once, whoever attacks it; all attackers are of one class. How many bonds there are. */
static uint32_t start(hel_benches *b, int t)
{
	const hel_model *model = b->sample->model;
	const hel_obligations *o = model->obligations;
	int j = model->target[t];
	uint32_t n = o->helpers.from[j + 1] - o->helpers.from[j];
	b->n = 0;
	b->usual[0] = b->room[0] = b->watched[0] = 0;
	for (uint32_t place = 0; place < n; place++) {
		const hel_bond *bond = bond_at(b, t, place);
		b->usual[place + 1] =
		    b->usual[place] + (uint32_t)list_deciders(b->sample, bond, ANYONE, b->general + b->usual[place]);
		b->room[place + 1] = b->room[place] + bond->end - bond->first;
		b->pattern[place] = 0;
		watch(b, bond, place);
	}
	b->n_classes = 1;
	b->class[0] = (hel_class){(uint32_t)o->n, 0};
	memset(b->in, 0, (size_t)o->n * sizeof *b->in);
	memset(b->place, 0xff, (size_t)o->n * sizeof *b->place); /* NOBODY */
	for (uint32_t slot = model->from[t]; slot < model->from[t + 1]; slot++)
		b->place[model->attacker[slot]] = (uint16_t)(slot - model->from[t]);
	return n;
}

/* The bench of all attackers of a class, of which i is one; classes that part over what decides nothing share one. */
static bool find_bench(hel_benches *b, int t, uint32_t n_places, int i, uint16_t *found)
{
	size_t at = 0;
	b->found.n_helpers = b->found.n_deciders = 0;
	for (uint32_t place = 0; place < n_places; place++)
		seat(b, place, t, i);
	while (at < b->n && !is_same(&b->bench[at], &b->found))
		at++;
	*found = (uint16_t)at;
	return at < b->n || keep(b);
}

/* Lists the attackers before each bench, one bench after the other. */
static void list_attackers(hel_benches *b, size_t m)
{
	memset(b->from, 0, (b->n + 2) * sizeof *b->from);
	for (size_t a = 0; a < m; a++)
		b->from[b->bench_of[b->in[a]] + 2]++;
	for (size_t x = 2; x < b->n + 2; x++)
		b->from[x] += b->from[x - 1];
	for (size_t a = 0; a < m; a++)
		b->attacker[b->from[b->bench_of[b->in[a]] + 1]++] = (uint16_t)a;
}

bool hel_benches_find(hel_benches *b, int t)
{
	const hel_model *model = b->sample->model;
	size_t m = model->from[t + 1] - model->from[t];
	uint32_t n = start(b, t);
	for (uint32_t place = 0; place < n; place++) {
		if (b->usual[place] < b->usual[place + 1]) /* else nothing decides, whoever attacks */
			part_classes(b, t, place);
	}
	memset(b->bench_of, 0xff, b->n_classes * sizeof *b->bench_of); /* NOBODY */
	for (size_t a = 0; a < m; a++) {
		uint16_t *bench = &b->bench_of[b->in[a]];
		if (*bench == NOBODY && !find_bench(b, t, n, model->attacker[model->from[t] + a], bench))
			return false;
	}
	list_attackers(b, m);
	return true;
}

/* Lists whom each row sets apart. */
static bool list_apart(hel_benches *b)
{
	const hel_obligations *o = b->sample->model->obligations;
	size_t rows = o->n_own + (size_t)o->n_rules, n = 0;
	b->apart_from = hel_arena_alloc(b->arena, rows + 1, sizeof *b->apart_from);
	b->apart = hel_arena_alloc(b->arena, rows * (size_t)o->n, sizeof *b->apart);
	for (size_t row = 0; b->apart_from && b->apart && row < rows; row++) {
		for (int i = 0; i < o->n; i++) {
			if (sets_apart(b->sample, row, i))
				b->apart[n++] = (uint16_t)i;
		}
		b->apart_from[row + 1] = (uint32_t)n;
	}
	return b->apart_from && b->apart;
}

/* Lists whom each helper is not quite free to fight. */
static bool list_barred(hel_benches *b)
{
	size_t n = (size_t)b->sample->model->n, n_barred = 0;
	b->barred_from = hel_arena_alloc(b->arena, n + 1, sizeof *b->barred_from);
	b->barred = hel_arena_alloc(b->arena, n * n, sizeof *b->barred);
	for (size_t k = 0; b->barred_from && b->barred && k < n; k++) {
		for (size_t i = 0; i < n; i++) {
			if (b->sample->free_to[k * n + i] < 1)
				b->barred[n_barred++] = (uint16_t)i;
		}
		b->barred_from[k + 1] = (uint32_t)n_barred;
	}
	return b->barred_from && b->barred;
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
	benches->in = hel_arena_alloc(arena, n, sizeof *benches->in);
	benches->class = hel_arena_alloc(arena, n * n + 1, sizeof *benches->class);
	benches->unlike = hel_arena_alloc(arena, n, sizeof *benches->unlike);
	benches->parting = hel_arena_alloc(arena, n, sizeof *benches->parting);
	benches->touched = hel_arena_alloc(arena, n, sizeof *benches->touched);
	benches->bench_of = hel_arena_alloc(arena, n * n + 1, sizeof *benches->bench_of);
	benches->place = hel_arena_alloc(arena, n, sizeof *benches->place);
	benches->bench = hel_arena_alloc(arena, n, sizeof *benches->bench);
	benches->from = hel_arena_alloc(arena, n + 2, sizeof *benches->from);
	benches->attacker = hel_arena_alloc(arena, n, sizeof *benches->attacker);
	return benches->found.helper && benches->found.decider && benches->usual && benches->general && benches->unusual &&
	       benches->room && benches->n_unusual && benches->pattern && benches->watched &&
	       benches->watch && benches->in && benches->class && benches->unlike && benches->parting && benches->touched && benches->bench_of &&
	       benches->place && benches->bench && benches->from && benches->attacker && list_apart(benches) && list_barred(benches);
}
