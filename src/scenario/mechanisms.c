/* mechanisms.c: the list of mechanisms and the entries of each. */
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "base/utf8.h"
#include "scenario/reading.h"

static const char in_force[] = "in-force";
static const char *const of_every_entry[] = {"name", "from", "to", NULL};
static const char *const of_in_force[] = {"only", "except", "types", "leave", "join", "rules", NULL};

static bool is_among(const char *word, const char *const *words)
{
	while (*words && strcmp(*words, word))
		words++;
	return *words != NULL;
}

static bool is_type(const char *word)
{
	for (int t = 0; t < HEL_CLAUSE_TYPES; t++) {
		if (!strcmp(word, hel_clause_name((hel_clause_type)t)))
			return true;
	}
	return !strcmp(word, in_force);
}

static hel_status unknown_type(hel_reading *r, const hel_yaml *key)
{
	hel_nearest nearest = hel_nearest_start(key->text);
	for (int t = 0; t < HEL_CLAUSE_TYPES; t++)
		hel_nearest_offer(&nearest, hel_clause_name((hel_clause_type)t));
	hel_nearest_offer(&nearest, in_force);
	for (const char *const *word = of_every_entry; *word; word++)
		hel_nearest_offer(&nearest, *word);
	for (const char *const *word = of_in_force; *word; word++)
		hel_nearest_offer(&nearest, *word);
	return hel_bad_word(r, key, "type of commitment", key->text, nearest.best);
}

/* The value whose key says the type; NULL without one. */
static const hel_yaml *body_of(const hel_yaml *entry)
{
	const hel_yaml *value = entry->kind == HEL_YAML_MAP ? entry->first : NULL;
	while (value && !is_type(value->key->text))
		value = value->next;
	return value;
}

static hel_status check_entry(hel_reading *r, const hel_yaml *entry)
{
	if (entry->kind != HEL_YAML_MAP)
		return hel_bad(r, entry, "a commitment must be a mapping such as {%s: 2021}", in_force);
	const hel_yaml *body = body_of(entry);
	for (const hel_yaml *value = entry->first; value; value = value->next) {
		const char *key = value->key->text;
		bool selects = is_among(key, of_in_force);
		if (!is_type(key) && !is_among(key, of_every_entry) && !selects)
			return unknown_type(r, value->key);
		if (is_type(key) && value != body)
			return hel_bad(r, value->key,
				       "'%s' is a second type in one entry: each commitment is an entry of its own", key);
		if (selects && body && strcmp(body->key->text, in_force))
			return hel_bad(r, value->key, "'%s' belongs to '%s'", key, in_force);
	}
	return body ? HEL_OK : hel_bad(r, entry, "missing type of commitment: a key such as 'defence' or '%s'", in_force);
}

/* `TYPE-N`, N the entry's place from 1. */
static hel_status name_entry(hel_entry_reading *e, size_t place)
{
	const hel_yaml *name = hel_yaml_get(e->entry, "name");
	hel_status status = name ? hel_read_word(e->r, name, "name", &e->name) : HEL_OK;
	e->whose = e->name ? e->name : hel_arena_printf(e->r->arena, "%s-%zu", e->type, place);
	return status || e->whose ? status : hel_no_memory(e->r);
}

/* --- from and to -------------------------------------------------------------------------------------------------- */

/* Takes away what has not begun or has ended on the world's day. */
static hel_status apply_dates(hel_entry_reading *e)
{
	hel_reading *r = e->r;
	const hel_world *world = &r->scenario->world;
	const hel_yaml *from = hel_yaml_get(e->entry, "from"), *to = hel_yaml_get(e->entry, "to");
	hel_date first = 0, last = HEL_FOREVER;
	bool is_year;
	hel_status status = from ? hel_read_day(r, from, "from", false, &first, &is_year) : HEL_OK;
	if (!status && to)
		status = hel_read_day(r, to, "to", true, &last, &is_year);
	if (status || (!from && !to))
		return status;
	if (first > last)
		return hel_bad(r, to, "'to' is before 'from'");
	if (world->stated)
		return hel_note(&r->scenario->notes, r->error, "the dates of '%s' change nothing: a stated world has no day",
				e->whose);
	if (first <= world->day && world->day <= last)
		return HEL_OK;
	e->n_made = 0;
	return hel_note(&r->scenario->notes, r->error, "'%s' is left out: by its dates it is not in force on %04d-%02d-%02d",
			e->whose, world->day / 10000, world->day / 100 % 100, world->day % 100);
}

static hel_status read_entry(hel_entry_reading *e, size_t place)
{
	hel_reading *r = e->r;
	hel_status status = check_entry(r, e->entry);
	if (status)
		return status;
	e->body = body_of(e->entry);
	e->type = e->body->key->text;
	if ((status = name_entry(e, place)))
		return status;
	status = strcmp(e->type, in_force) ? hel_read_commitment(e) : hel_read_in_force(e);
	if (!status)
		status = apply_dates(e);
	r->n_commitments_made += e->n_made;
	if (!status && r->n_commitments_made > HEL_COMMITMENTS_MAX)
		return hel_bad(r, e->entry, "too many commitments in one file: at most %d", HEL_COMMITMENTS_MAX);
	return status;
}

/* --- mechanisms --------------------------------------------------------------------------------------------------- */

static hel_status gather(hel_reading *r, const hel_entry_reading *entries, size_t n, hel_mechanism *mechanism)
{
	size_t total = 0;
	for (size_t x = 0; x < n; x++)
		total += entries[x].n_made;
	mechanism->commitment = hel_arena_alloc(r->arena, total, sizeof *mechanism->commitment);
	if (!mechanism->commitment)
		return hel_no_memory(r);
	for (size_t x = 0; x < n; x++) {
		for (size_t c = 0; c < entries[x].n_made; c++)
			mechanism->commitment[mechanism->n++] = entries[x].made[c];
	}
	return HEL_OK;
}

static hel_status read_entries(hel_reading *r, const hel_yaml *list, hel_mechanism *mechanism)
{
	hel_status status = hel_need_list(r, list, "commitments");
	if (status)
		return status;
	hel_entry_reading *entries = calloc(list->n + 1, sizeof *entries);
	if (!entries)
		return hel_no_memory(r);
	size_t n = 0;
	for (const hel_yaml *entry = list->first; entry && !status; entry = entry->next, n++) {
		entries[n] = (hel_entry_reading){.r = r, .entry = entry};
		status = read_entry(&entries[n], n + 1);
	}
	if (!status)
		status = gather(r, entries, n, mechanism);
	free(entries);
	return status;
}

static hel_status read_mechanism(hel_reading *r, const hel_yaml *node, hel_mechanism *mechanism, hel_named *named)
{
	static const char *const keys[] = {"name", "commitments", "cut", NULL};
	const hel_yaml *name, *commitments, *cut;
	hel_status status = hel_check_keys(r, node, "mechanism", keys);
	if (!status)
		status = hel_need(r, node, "mechanism", "name", &name);
	if (!status)
		status = hel_read_word(r, name, "name", &mechanism->name);
	if (status)
		return status;
	*named = (hel_named){mechanism->name, name};
	r->n_neutrals = 0;
	r->joins = NULL;
	r->last_join = &r->joins;
	commitments = hel_yaml_get(node, "commitments");
	cut = hel_yaml_get(node, "cut");
	if (commitments)
		status = read_entries(r, commitments, mechanism);
	if (!status && cut)
		status = hel_read_cut(r, cut, mechanism);
	if (!status)
		status = hel_check_neutrals(r, mechanism);
	return status ? status : hel_check_joins(r, mechanism);
}

/* Every name that a commitment of the file has, so that `from`, `only` and `except` may use it wherever they stand. */
static hel_status collect_names(hel_reading *r, const hel_yaml *list)
{
	size_t room = 0;
	for (const hel_yaml *m = list->first; m; m = m->next) {
		const hel_yaml *entries = m->kind == HEL_YAML_MAP ? hel_yaml_get(m, "commitments") : NULL;
		room += entries ? entries->n : 0;
	}
	r->commitment = hel_arena_alloc(r->arena, room, sizeof *r->commitment);
	if (!r->commitment)
		return hel_no_memory(r);
	for (const hel_yaml *m = list->first; m; m = m->next) {
		const hel_yaml *entries = m->kind == HEL_YAML_MAP ? hel_yaml_get(m, "commitments") : NULL;
		size_t place = 0;
		for (const hel_yaml *entry = entries ? entries->first : NULL; entry; entry = entry->next) {
			const hel_yaml *body = body_of(entry), *name = body ? hel_yaml_get(entry, "name") : NULL;
			place++;
			if (!body)
				continue;
			const char *called =
			    name ? name->text : hel_arena_printf(r->arena, "%s-%zu", body->key->text, place);
			if (!called)
				return hel_no_memory(r);
			r->commitment[r->n_commitments++] = (hel_named){called, entry};
		}
	}
	hel_sort_named(r->commitment, r->n_commitments);
	return HEL_OK;
}

hel_status hel_read_mechanisms(hel_reading *r, const hel_yaml *node)
{
	hel_status status = hel_need_list(r, node, "mechanisms");
	if (status)
		return status;
	if (!node->n)
		return hel_bad(r, node, "'mechanisms' is empty");
	hel_scenario *s = r->scenario;
	s->mechanism = hel_arena_alloc(r->arena, node->n, sizeof *s->mechanism);
	hel_named *names = hel_arena_alloc(r->arena, node->n, sizeof *names);
	if (!s->mechanism || !names)
		return hel_no_memory(r);
	status = collect_names(r, node);
	for (const hel_yaml *item = node->first; item && !status; item = item->next) {
		status = read_mechanism(r, item, &s->mechanism[s->n_mechanisms], &names[s->n_mechanisms]);
		s->n_mechanisms++;
	}
	return status ? status : hel_check_unique(r, names, s->n_mechanisms, "mechanisms");
}
