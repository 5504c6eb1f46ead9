/* quantities.c: what a claim measures: of whom, in which mechanism, in which unit. */
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "base/utf8.h"
#include "scenario/reading.h"

typedef struct job {
	hel_reading *r;
	const hel_yaml *map; /* NULL: no arguments */
	hel_quantity *q;
	bool open;
	bool *on_bases;
} job;

static const hel_yaml *argument(const job *j, const char *key)
{
	return j->map ? hel_yaml_get(j->map, key) : NULL;
}

/* --- mechanisms and states ---------------------------------------------------------------------------------------- */

hel_status hel_read_mechanism_name(hel_reading *r, const hel_yaml *node, bool or_reference, int *mechanism)
{
	const hel_scenario *s = r->scenario;
	const char *word;
	hel_status status = hel_read_word(r, node, "mechanism", &word);
	if (status)
		return status;
	for (size_t m = 0; m < s->n_mechanisms; m++) {
		if (!strcmp(s->mechanism[m].name, word)) {
			*mechanism = (int)m;
			return HEL_OK;
		}
	}
	if (or_reference && !strcmp(word, "reference")) {
		*mechanism = HEL_IN_REFERENCE;
		return HEL_OK;
	}
	hel_nearest nearest = hel_nearest_start(word);
	for (size_t m = 0; m < s->n_mechanisms; m++)
		hel_nearest_offer(&nearest, s->mechanism[m].name);
	if (or_reference)
		hel_nearest_offer(&nearest, "reference");
	return hel_bad_word(r, node, "mechanism", word, nearest.best);
}

static bool is_region(hel_reading *r, const char *word, const char **nearest)
{
	size_t n;
	if (r->scenario->world.stated)
		return false;
	if (!r->members)
		r->members = hel_arena_alloc(r->arena, HEL_STATES_MAX, sizeof *r->members);
	return r->members && !hel_panel_region(r->panel, word, r->scenario->world.day, r->members, HEL_STATES_MAX, &n, nearest, NULL);
}

/* One state by its name, which must be of this world. */
static hel_status read_state(hel_reading *r, const hel_yaml *node, const char *word, int *state, bool *on_bases)
{
	const char *region = NULL;
	hel_error quiet = {0}, *loud = r->error;
	r->error = &quiet;
	hel_status status = hel_resolve_state(r, node, word, state);
	r->error = loud;
	if (status == HEL_EINPUT && !strstr(quiet.message, "did you mean") && !is_region(r, word, &region) && region)
		return hel_bad_word(r, node, "state or region", word, region);
	if (status) {
		if (r->error)
			*r->error = quiet;
		return status;
	}
	if (*state < 0)
		return hel_bad(r, node, "'%s' is not of this world", hel_utf8_brief(word).text);
	*on_bases |= hel_world_has_bases(&r->scenario->world, *state);
	return HEL_OK;
}

hel_status hel_read_some(hel_reading *r, const hel_yaml *node, const char *what, hel_states *states, bool *on_bases)
{
	const char *word, *nearest;
	*states = (hel_states){0};
	if (node->kind == HEL_YAML_LIST) {
		hel_status status = hel_read_states(r, node, what, "a claim", states);
		if (!status && states->n < states->stated)
			return hel_bad(r, node, "'%s' names a state that is not of this world", what);
		for (size_t s = 0; !status && s < states->n; s++)
			*on_bases |= hel_world_has_bases(&r->scenario->world, states->state[s]);
		return status || states->n ? status : hel_bad(r, node, "'%s' has no states", what);
	}
	hel_status status = hel_read_word(r, node, what, &word);
	if (status)
		return status;
	if (is_region(r, word, &nearest)) {
		status = hel_read_states(r, node, what, "a claim", states);
		return status || states->n ? status : hel_bad(r, node, "no state of '%s' is of this world", hel_utf8_brief(word).text);
	}
	int state = -1;
	status = read_state(r, node, word, &state, on_bases);
	states->state = hel_arena_alloc(r->arena, 1, sizeof *states->state);
	if (!states->state)
		return hel_no_memory(r);
	states->state[0] = (uint16_t)state;
	states->n = states->stated = 1;
	return status;
}

/* --- arguments ---------------------------------------------------------------------------------------------------- */

/* The states under a key; missing is an error unless the test asks it of several. */
static hel_status read_whose(job *j, const char *key)
{
	const hel_yaml *node = argument(j, key);
	hel_states states = {0};
	if (j->open && node)
		return hel_bad(j->r, node->key, "'%s' is left out where 'largest-for' asks it of several states", key);
	if (j->open)
		return HEL_OK;
	if (!node)
		return hel_bad(j->r, j->map, "missing key '%s' in '%s'", key, hel_measure_name(j->q->measure));
	hel_status status = hel_read_some(j->r, node, key, &states, j->on_bases);
	j->q->state = states.state;
	j->q->n_states = states.n;
	return status;
}

static hel_status read_from(job *j, bool one)
{
	const hel_yaml *node = argument(j, "from");
	hel_states states = {0};
	if (!node)
		return one ? hel_bad(j->r, j->map, "missing key 'from' in '%s'", hel_measure_name(j->q->measure)) : HEL_OK;
	hel_status status = hel_read_some(j->r, node, "from", &states, j->on_bases);
	if (!status && one && states.n != 1)
		return hel_bad(j->r, node, "'from' must be one state");
	j->q->from = states.state;
	j->q->n_from = states.n;
	return status;
}

static const hel_mechanism *mechanism_of(const job *j)
{
	const hel_scenario *s = j->r->scenario;
	return j->q->mechanism == HEL_IN_REFERENCE ? &s->reference_mechanism : &s->mechanism[j->q->mechanism];
}

/* Adds all commitments of a name or id; whether there is any. More than fit are counted and not kept. */
static bool add_commitments(job *j, const char *word)
{
	const hel_mechanism *m = mechanism_of(j);
	bool found = false;
	for (size_t c = 0; c < m->n; c++) {
		if (strcmp(m->commitment[c].name, word) && strcmp(m->commitment[c].id, word))
			continue;
		found = true;
		bool there = false;
		for (size_t x = 0; x < j->q->n_commitments && x < HEL_SUBJECTS_MAX; x++)
			there |= j->q->commitment[x] == c;
		if (!there && j->q->n_commitments < HEL_SUBJECTS_MAX)
			j->q->commitment[j->q->n_commitments] = c;
		j->q->n_commitments += !there;
	}
	return found;
}

static hel_status unknown_subject(job *j, const hel_yaml *node, const char *word)
{
	const hel_mechanism *m = mechanism_of(j);
	hel_nearest nearest = hel_nearest_start(word);
	for (size_t c = 0; c < m->n; c++)
		hel_nearest_offer(&nearest, m->commitment[c].name);
	if (nearest.best)
		return hel_bad(j->r, node, "mechanism '%s' has no commitment '%s'; did you mean '%s'?", m->name,
			       hel_utf8_brief(word).text, nearest.best);
	return hel_bad(j->r, node, "mechanism '%s' has no commitment '%s', and no state or tie AAA-BBB is called so", m->name,
		       hel_utf8_brief(word).text);
}

static bool names_pair(hel_reading *r, const hel_yaml *node, int *a, int *b)
{
	hel_error quiet, *loud = r->error;
	r->error = &quiet;
	bool pair = strchr(node->text, '-') && !hel_read_pair(r, node, '-', a, b) && *a >= 0 && *b >= 0;
	r->error = loud;
	return pair;
}

static bool names_state(hel_reading *r, const hel_yaml *node, int *state)
{
	hel_error quiet, *loud = r->error;
	r->error = &quiet;
	bool found = !hel_resolve_state(r, node, node->text, state) && *state >= 0;
	r->error = loud;
	return found;
}

static hel_status read_subject_word(job *j, const hel_yaml *node)
{
	hel_quantity *q = j->q;
	const char *word;
	hel_status status = hel_read_word(j->r, node, "of", &word);
	if (status)
		return status;
	const hel_world *world = &j->r->scenario->world;
	if (!strcmp(word, "everything")) {
		q->subject = HEL_SUBJECT_EVERYTHING;
	} else if (add_commitments(j, word)) {
		q->subject = HEL_SUBJECT_COMMITMENTS;
	} else if (names_state(j->r, node, &q->a)) {
		q->subject = HEL_SUBJECT_ACTOR;
		*j->on_bases |= hel_world_has_bases(world, q->a);
	} else if (names_pair(j->r, node, &q->a, &q->b)) {
		q->subject = HEL_SUBJECT_TIE;
		*j->on_bases |= hel_world_has_bases(world, q->a) || hel_world_has_bases(world, q->b);
	} else {
		return unknown_subject(j, node, word);
	}
	return HEL_OK;
}

static hel_status read_subject(job *j)
{
	const hel_yaml *node = argument(j, "of");
	if (!node)
		return hel_bad(j->r, j->map, "missing key 'of' in 'externality'");
	if (node->kind != HEL_YAML_LIST)
		return read_subject_word(j, node);
	hel_status status = node->n ? HEL_OK : hel_bad(j->r, node, "'of' is empty");
	for (const hel_yaml *item = node->first; item && !status; item = item->next) {
		const char *word;
		status = hel_read_word(j->r, item, "of", &word);
		if (!status && !add_commitments(j, word))
			status = unknown_subject(j, item, word);
	}
	j->q->subject = HEL_SUBJECT_COMMITMENTS;
	return status;
}

static bool is_party(const job *j, int state)
{
	const hel_mechanism *m = mechanism_of(j);
	const hel_quantity *q = j->q;
	if (q->subject == HEL_SUBJECT_ACTOR || q->subject == HEL_SUBJECT_TIE)
		return state == q->a || (q->subject == HEL_SUBJECT_TIE && state == q->b);
	for (size_t c = 0; c < m->n; c++) {
		bool counts = q->subject == HEL_SUBJECT_EVERYTHING;
		for (size_t x = 0; x < q->n_commitments; x++)
			counts |= q->commitment[x] == c;
		for (size_t s = 0; counts && s < m->commitment[c].n_members; s++) {
			if (m->commitment[c].member[s] == state)
				return true;
		}
	}
	return false;
}

/* `others`: the states of the region that are no party. */
static hel_status read_others(job *j, const hel_yaml *node)
{
	const hel_world *world = &j->r->scenario->world;
	j->q->state = hel_arena_alloc(j->r->arena, (size_t)world->n, sizeof *j->q->state);
	if (!j->q->state)
		return hel_no_memory(j->r);
	for (int s = 0; s < world->n; s++) {
		if (world->state[s].in_region && !is_party(j, s))
			j->q->state[j->q->n_states++] = (uint16_t)s;
	}
	return j->q->n_states ? HEL_OK : hel_bad(j->r, node, "there are no others: every state of the region is a party");
}

static hel_status read_externality(job *j)
{
	static const char *const units[] = {"security", "loss", "share", NULL};
	static const hel_unit unit[] = {HEL_UNIT_PROBABILITY, HEL_UNIT_DEFEATS, HEL_UNIT_SHARE};
	const hel_yaml *in = argument(j, "in"), *on = argument(j, "on");
	int choice = 0;
	hel_status status = read_subject(j);
	if (!status && j->q->n_commitments > HEL_SUBJECTS_MAX)
		return hel_bad(j->r, argument(j, "of"), "'of' is %zu commitments: at most %d", j->q->n_commitments, (int)HEL_SUBJECTS_MAX);
	if (!status && in)
		status = hel_read_choice(j->r, in, "unit", units, &choice);
	j->q->unit = unit[choice];
	if (status)
		return status;
	if (!j->open && on && on->kind == HEL_YAML_WORD && !strcmp(on->text, "others"))
		return read_others(j, on);
	return read_whose(j, "on");
}

static hel_status read_autonomy(job *j)
{
	hel_status status = read_whose(j, "of");
	if (!status && !j->open && j->q->n_states != 1)
		return hel_bad(j->r, argument(j, "of"), "'of' must be one state");
	if (!status)
		status = read_from(j, true);
	if (!status && !j->open && j->q->from[0] == j->q->state[0])
		return hel_bad(j->r, argument(j, "from"), "'from' is the state itself");
	return status;
}

static hel_status read_spending(job *j)
{
	const hel_yaml *than = argument(j, "than");
	j->q->than = HEL_IN_REFERENCE;
	hel_status status = than ? hel_read_mechanism_name(j->r, than, true, &j->q->than) : HEL_OK;
	return status ? status : read_whose(j, "of");
}

/* How many of the first keys of a row a claim has named so far. */
typedef struct wanted {
	const char *actor, *item, *from;
	int year;
} wanted;

static bool fits(const hel_ledger_row *row, const wanted *w)
{
	return (!w->actor || !strcmp(row->actor, w->actor)) && (!w->item || !strcmp(row->item, w->item)) &&
	       (!w->year || row->year == w->year) && (!w->from || (row->from && !strcmp(row->from, w->from)));
}

static size_t count_fitting(const hel_scenario *s, const wanted *w, const hel_ledger_row **first)
{
	size_t n = 0;
	for (size_t x = 0; x < s->n_ledger; x++) {
		if (fits(&s->ledger[x], w) && !n++)
			*first = &s->ledger[x];
	}
	return n;
}

enum { ACTOR, ITEM, YEAR, FROM, LEDGER_KEYS };

static const char *field_of(const hel_ledger_row *row, int key)
{
	return key == ACTOR ? row->actor : key == ITEM ? row->item : key == FROM ? row->from : NULL;
}

/* No row has this word: the nearest among those that have all before it. */
static hel_status no_such_row(job *j, const hel_yaml *node, int key, const wanted *before, const wanted *w)
{
	static const char *const what[] = {"actor", "item", NULL, "counterparty"};
	const hel_scenario *s = j->r->scenario;
	if (key == YEAR)
		return hel_bad(j->r, node, "the ledger has no row of '%s', '%s' for %d", w->actor, w->item, w->year);
	hel_nearest nearest = hel_nearest_start(node->text);
	for (size_t x = 0; x < s->n_ledger; x++) {
		if (fits(&s->ledger[x], before))
			hel_nearest_offer(&nearest, field_of(&s->ledger[x], key));
	}
	hel_brief brief = hel_utf8_brief(node->text);
	if (!nearest.best)
		return hel_bad(j->r, node, "the ledger has no %s '%s'", what[key], brief.text);
	return hel_bad(j->r, node, "the ledger has no %s '%s'; did you mean '%s'?", what[key], brief.text, nearest.best);
}

/* The row that a claim names: the first word that no row of the scenario's ledger has is the one at fault. */
static hel_status read_ledger_row(job *j)
{
	static const char *const name[LEDGER_KEYS] = {"actor", "item", "year", "from"};
	wanted w = {0};
	size_t n = 0;
	for (int key = 0; key < LEDGER_KEYS; key++) {
		const hel_yaml *node = argument(j, name[key]);
		const wanted before = w;
		const char *word = NULL;
		if (!node && key != FROM)
			return hel_bad(j->r, j->map, "missing key '%s' in 'ledger'", name[key]);
		if (!node)
			continue;
		hel_status status = key == YEAR ? hel_read_integer(j->r, node, name[key], 1000, 9999, &w.year)
						: hel_read_word(j->r, node, name[key], &word);
		if (status)
			return status;
		*(key == ACTOR ? &w.actor : key == ITEM ? &w.item : key == FROM ? &w.from : &word) = word;
		n = count_fitting(j->r->scenario, &w, &j->q->row);
		if (!n)
			return no_such_row(j, node, key, &before, &w);
	}
	if (n > 1)
		return hel_bad(j->r, j->map, "the ledger has %zu rows of '%s', '%s' for %d: 'from' must say which", n, w.actor, w.item, w.year);
	return HEL_OK;
}

/* --- by measure --------------------------------------------------------------------------------------------------- */

static hel_status read_index(job *j)
{
	(void)j;
	return HEL_OK;
}

static hel_status read_security(job *j)
{
	return read_whose(j, "of");
}

static hel_status read_loss(job *j)
{
	hel_status status = read_whose(j, "of");
	return status ? status : read_from(j, false);
}

static const struct {
	hel_unit unit;
	const char *keys[6];
	hel_status (*read)(job *j);
	bool has_owner; /* `largest-for` may ask it of several */
} forms[HEL_MEASURES] = {
    [HEL_MEASURE_SECURITY] = {HEL_UNIT_PROBABILITY, {"of", "mechanism"}, read_security, true},
    [HEL_MEASURE_LOSS] = {HEL_UNIT_DEFEATS, {"of", "from", "mechanism"}, read_loss, true},
    [HEL_MEASURE_EXTERNALITY] = {HEL_UNIT_PROBABILITY, {"of", "on", "in", "mechanism"}, read_externality, true},
    [HEL_MEASURE_INDIVISIBLE] = {HEL_UNIT_INDEX, {"mechanism"}, read_index, false},
    [HEL_MEASURE_BALANCED] = {HEL_UNIT_INDEX, {"mechanism"}, read_index, false},
    [HEL_MEASURE_EFFECTIVE] = {HEL_UNIT_INDEX, {"mechanism"}, read_index, false},
    [HEL_MEASURE_SUSTAINABLE] = {HEL_UNIT_INDEX, {"mechanism"}, read_index, false},
    [HEL_MEASURE_AUTONOMY] = {HEL_UNIT_SHARE, {"of", "from", "mechanism"}, read_autonomy, true},
    [HEL_MEASURE_SPENDING] = {HEL_UNIT_SHARE, {"of", "than", "mechanism"}, read_spending, true},
    [HEL_MEASURE_FREEDOM] = {HEL_UNIT_SHARE, {"mechanism"}, read_index, false},
    [HEL_MEASURE_LEDGER] = {HEL_UNIT_LEDGER, {"actor", "item", "year", "from"}, read_ledger_row, false},
};

hel_status hel_read_quantity(hel_reading *r, const hel_yaml *node, hel_measure measure, int mechanism, bool open,
			     hel_quantity *quantity, bool *on_bases)
{
	bool empty = node->kind == HEL_YAML_WORD && node->plain && !*node->text;
	job j = {r, empty ? node->key : node, quantity, open, on_bases};
	*quantity = (hel_quantity){.measure = measure, .unit = forms[measure].unit, .mechanism = mechanism, .a = -1, .b = -1};
	if (open && !forms[measure].has_owner)
		return hel_bad(r, node->key, "'%s' is of no state, so it is largest for none", hel_measure_name(measure));
	hel_status status = empty ? HEL_OK : hel_check_keys(r, node, hel_measure_name(measure), forms[measure].keys);
	const hel_yaml *name = empty || status ? NULL : hel_yaml_get(node, "mechanism");
	if (name && measure != HEL_MEASURE_LEDGER)
		status = hel_read_mechanism_name(r, name, true, &quantity->mechanism);
	return status ? status : forms[measure].read(&j);
}
