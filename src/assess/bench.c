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

/* Room for so many more; the old array stays with the arena. */
static bool reserve_deciders(hel_benches *b, size_t more)
{
	if (b->n_deciders + more <= b->decider_room)
		return true;
	size_t room = 2 * (b->n_deciders + more);
	hel_decider *wider = hel_arena_alloc(b->arena, room, sizeof *wider);
	if (!wider)
		return false;
	memcpy(wider, b->decider, b->n_deciders * sizeof *wider);
	b->decider = wider;
	b->decider_room = room;
	return true;
}

static bool list_deciders(hel_benches *b, const hel_bond *bond, int i, hel_decided *list)
{
	const hel_obligations *o = b->sample->model->obligations;
	if (!reserve_deciders(b, bond->end - bond->first))
		return false;
	list->first = (uint32_t)b->n_deciders;
	for (uint32_t e = bond->first; e < bond->end; e++) {
		if (decides(b->sample, bond, e, i))
			b->decider[b->n_deciders++] = (hel_decider){o->entry[e].duty, is_collective(o, e)};
	}
	list->end = (uint32_t)b->n_deciders;
	return true;
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

static bool is_same_list(const hel_benches *b, hel_decided x, hel_decided y)
{
	if (x.first == y.first || x.end - x.first != y.end - y.first)
		return x.first == y.first;
	for (uint32_t d = 0; d < x.end - x.first; d++) {
		const hel_decider *one = &b->decider[x.first + d], *other = &b->decider[y.first + d];
		if (one->duty != other->duty || one->collective != other->collective)
			return false;
	}
	return true;
}

/* powers are those of one target */
static bool is_same(const hel_benches *b, const hel_bench *x, const hel_bench *y)
{
	if (x->end - x->first != y->end - y->first)
		return false;
	for (size_t h = 0; h < x->end - x->first; h++) {
		const hel_helper *one = &b->helper[x->first + h], *other = &b->helper[y->first + h];
		if (one->k != other->k || one->free != other->free || !is_same_list(b, one->decided, other->decided))
			return false;
	}
	return true;
}

/* Room for one more bench. */
static bool reserve_helpers(hel_benches *b, size_t more)
{
	size_t n = b->n ? b->bench[b->n - 1].end : 0;
	if (n + more <= b->helper_room)
		return true;
	size_t room = 2 * (n + more);
	hel_helper *wider = hel_arena_alloc(b->arena, room, sizeof *wider);
	if (!wider)
		return false;
	memcpy(wider, b->helper, n * sizeof *wider);
	b->helper = wider;
	b->helper_room = room;
	return true;
}

static void touch(hel_benches *b, int state, uint64_t bit)
{
	uint16_t a = b->rank[state];
	if (a == NOBODY)
		return;
	if (!b->unlike[a])
		b->touched[b->n_touched++] = a;
	b->unlike[a] |= bit;
}

enum { ROWS_MAX = 62, BARRED = 62, ITSELF = 63 }; /* bits of `unlike`: first those of the rows of a place */

/* The attackers that a bond may treat unlike one who is party to nothing, with a bit for each reason; false: there are more reasons
 * than bits, and any attacker may be one. */
static bool find_unlike(hel_benches *b, const hel_bond *bond, uint32_t place, size_t m)
{
	uint32_t from = b->watched[place], end = b->watched[place + 1];
	bool fits = end - from <= ROWS_MAX;
	b->n_touched = 0;
	for (size_t a = 0; !fits && a < m; a++) {
		b->unlike[a] = 1;
		b->touched[b->n_touched++] = (uint16_t)a;
	}
	for (uint32_t x = from; fits && x < end; x++) {
		uint32_t row = b->watch[x];
		for (uint32_t y = b->apart_from[row]; y < b->apart_from[row + 1]; y++)
			touch(b, b->apart[y], UINT64_C(1) << (x - from));
	}
	for (uint32_t y = b->barred_from[bond->k]; y < b->barred_from[bond->k + 1]; y++)
		touch(b, b->barred[y], UINT64_C(1) << BARRED);
	touch(b, (int)bond->k, UINT64_C(1) << ITSELF);
	return fits;
}

/* What decides against attacker i, as the rows say that set it apart. Fellow members of a pact are treated alike, so the last pattern
 * is mostly the next; an unknown one is 0. */
static bool decide(hel_benches *b, const hel_bond *bond, uint32_t place, int i, uint64_t pattern, hel_decided *decided)
{
	hel_decided general = b->general[place].decided;
	if (!pattern || pattern != b->pattern[place]) {
		hel_decided *list = &b->unusual[place];
		b->pattern[place] = pattern;
		if (!list_deciders(b, bond, i, list))
			return false;
		if (is_same_list(b, *list, general))
			*list = general;
	}
	*decided = b->unusual[place];
	return true;
}

/* How a bond stands to attacker i. It sends no help against itself, and who sends none is as free as another. */
static bool take_stand(hel_benches *b, const hel_bond *bond, uint32_t place, int i, uint64_t unlike, bool fits, hel_stand *stand)
{
	uint64_t pattern = unlike & (UINT64_MAX >> (64 - ROWS_MAX));
	*stand = (hel_stand){.free = 1};
	if (bond->k == (uint32_t)i)
		return true;
	stand->decided = b->general[place].decided;
	if ((pattern || !fits) && !decide(b, bond, place, i, fits ? pattern : 0, &stand->decided))
		return false;
	if (stand->decided.first < stand->decided.end)
		stand->free = b->sample->free_to[bond->k * (size_t)b->sample->model->n + (size_t)i];
	else
		stand->decided = (hel_decided){0};
	return true;
}

static bool is_same_stand(const hel_stand *x, const hel_stand *y)
{
	return x->decided.first == y->decided.first && x->decided.end == y->decided.end && x->free == y->free;
}

/* Attacker a goes with those that were in its class and to whom the bond at hand stands as it does to a. */
static void part(hel_benches *b, size_t *n_parted, size_t a, const hel_stand *stand)
{
	hel_class *from = &b->class[b->in[a]];
	uint32_t at = from->parted;
	while (at && !is_same_stand(&b->parting[at - 1].stand, stand))
		at = b->parting[at - 1].next;
	if (!at) {
		b->parting[(*n_parted)++] = (hel_parting){b->in[a], (uint32_t)b->n_classes++, 0, from->parted, *stand};
		at = from->parted = (uint32_t)*n_parted;
	}
	b->in[a] = b->parting[at - 1].into;
	b->parting[at - 1].n++;
}

/* Most attackers stay where they are: a helper treats them like anyone, and nothing bars it from fighting them. */
static bool part_classes(hel_benches *b, int t, size_t x)
{
	const hel_model *model = b->sample->model;
	const hel_bond *bond = bond_at(b, t, b->place[x]);
	const hel_stand general = {b->general[b->place[x]].decided, 1};
	size_t m = model->from[t + 1] - model->from[t], n_parted = 0;
	bool fits = find_unlike(b, bond, b->place[x], m);
	for (size_t y = 0; y < b->n_touched; y++) {
		uint16_t a = b->touched[y];
		hel_stand *stand = &b->stand[a * b->n_places + x];
		if (!take_stand(b, bond, b->place[x], model->attacker[model->from[t] + a], b->unlike[a], fits, stand))
			return false;
		b->unlike[a] = 0;
		bool differs = !is_same_stand(stand, &general);
		b->differs[a * b->n_places + x] = differs;
		if (differs && b->class[b->in[a]].size > 1)
			part(b, &n_parted, a, stand);
	}
	for (size_t y = 0; y < n_parted; y++) {
		const hel_parting *p = &b->parting[y];
		b->class[p->from].size -= p->n;
		b->class[p->from].parted = 0;
		b->class[p->into] = (hel_class){p->n, 0};
	}
	return true;
}

/* What is asked of the bonds to a target once, whoever attacks it; where nothing decides against anyone, nothing ever does. */
static bool list_places(hel_benches *b, int t)
{
	const hel_sample *s = b->sample;
	const hel_obligations *o = s->model->obligations;
	int j = s->model->target[t];
	uint32_t n = o->helpers.from[j + 1] - o->helpers.from[j];
	b->n_places = 0;
	b->n_deciders = 0;
	for (uint32_t place = 0; place < n; place++) {
		const hel_bond *bond = bond_at(b, t, place);
		hel_helper *general = &b->general[place];
		*general = (hel_helper){.power = s->power[(size_t)t * (size_t)s->model->n + bond->k], .free = 1, .k = bond->k};
		if (!list_deciders(b, bond, ANYONE, &general->decided))
			return false;
		b->pattern[place] = 0;
		b->watched[place + 1] = b->watched[place];
		if (general->decided.first == general->decided.end)
			continue;
		watch(b, bond, place);
		b->place[b->n_places++] = place;
	}
	return true;
}

/* All attackers are of one class. */
static void gather_attackers(hel_benches *b, int t)
{
	const hel_model *model = b->sample->model;
	b->n_classes = 1;
	b->class[0] = (hel_class){(uint32_t)model->n, 0};
	memset(b->in, 0, (size_t)model->n * sizeof *b->in);
	memset(b->rank, 0xff, (size_t)model->n * sizeof *b->rank); /* NOBODY */
	for (uint32_t slot = model->from[t]; slot < model->from[t + 1]; slot++)
		b->rank[model->attacker[slot]] = (uint16_t)(slot - model->from[t]);
}

/* The bench of all attackers of a class, of which a is one; classes that part and come to the same again share one. */
static bool find_bench(hel_benches *b, size_t a, uint16_t *found)
{
	size_t at = 0;
	hel_bench *bench = &b->bench[b->n];
	const hel_stand *stand = b->stand + a * b->n_places;
	const uint8_t *differs = b->differs + a * b->n_places;
	if (!reserve_helpers(b, b->n_places))
		return false;
	bench->first = bench->end = b->n ? bench[-1].end : 0;
	for (size_t x = 0; x < b->n_places; x++) {
		hel_helper helper = b->general[b->place[x]];
		if (differs[x]) {
			helper.decided = stand[x].decided;
			helper.free = stand[x].free;
		}
		if (helper.decided.first < helper.decided.end)
			b->helper[bench->end++] = helper;
	}
	while (!is_same(b, &b->bench[at], bench))
		at++;
	*found = (uint16_t)at;
	b->n += at == b->n;
	return true;
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
	b->n = 0;
	if (!list_places(b, t))
		return false;
	gather_attackers(b, t);
	memset(b->differs, 0, m * b->n_places);
	for (size_t x = 0; x < b->n_places; x++) {
		if (!part_classes(b, t, x))
			return false;
	}
	memset(b->bench_of, 0xff, b->n_classes * sizeof *b->bench_of); /* NOBODY */
	for (size_t a = 0; a < m; a++) {
		uint16_t *bench = &b->bench_of[b->in[a]];
		if (*bench == NOBODY && !find_bench(b, a, bench))
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
	size_t n = (size_t)o->n, most = 0, places = 0;
	for (int j = 0; j < o->n; j++) {
		size_t entries = 0, bonds = o->helpers.from[j + 1] - o->helpers.from[j];
		places = bonds > places ? bonds : places;
		for (uint32_t x = o->helpers.from[j]; x < o->helpers.from[j + 1]; x++)
			entries += o->bond[o->helpers.index[x]].end - o->bond[o->helpers.index[x]].first;
		most = entries > most ? entries : most;
	}
	*benches = (hel_benches){.sample = sample, .arena = arena};
	benches->decider_room = 2 * most;
	benches->decider = hel_arena_alloc(arena, benches->decider_room, sizeof *benches->decider);
	benches->helper_room = 2 * n;
	benches->helper = hel_arena_alloc(arena, benches->helper_room, sizeof *benches->helper);
	benches->general = hel_arena_alloc(arena, n, sizeof *benches->general);
	benches->unusual = hel_arena_alloc(arena, n, sizeof *benches->unusual);
	benches->pattern = hel_arena_alloc(arena, n, sizeof *benches->pattern);
	benches->watched = hel_arena_alloc(arena, n + 1, sizeof *benches->watched);
	benches->watch = hel_arena_alloc(arena, 2 * most, sizeof *benches->watch);
	benches->in = hel_arena_alloc(arena, n, sizeof *benches->in);
	benches->class = hel_arena_alloc(arena, n * places + 1, sizeof *benches->class);
	benches->unlike = hel_arena_alloc(arena, n, sizeof *benches->unlike);
	benches->parting = hel_arena_alloc(arena, n, sizeof *benches->parting);
	benches->differs = hel_arena_alloc(arena, n * places, sizeof *benches->differs);
	benches->stand = hel_arena_alloc(arena, n * places, sizeof *benches->stand);
	benches->touched = hel_arena_alloc(arena, n, sizeof *benches->touched);
	benches->bench_of = hel_arena_alloc(arena, n * places + 1, sizeof *benches->bench_of);
	benches->place = hel_arena_alloc(arena, n, sizeof *benches->place);
	benches->rank = hel_arena_alloc(arena, n, sizeof *benches->rank);
	benches->bench = hel_arena_alloc(arena, n + 1, sizeof *benches->bench);
	benches->from = hel_arena_alloc(arena, n + 2, sizeof *benches->from);
	benches->attacker = hel_arena_alloc(arena, n, sizeof *benches->attacker);
	return benches->decider && benches->helper && benches->general && benches->differs && benches->stand && benches->unusual && benches->pattern && benches->watched && benches->watch && benches->in &&
	       benches->class && benches->unlike && benches->parting && benches->touched && benches->bench_of && benches->place &&
	       benches->rank && benches->bench && benches->from && benches->attacker && list_apart(benches) && list_barred(benches);
}
