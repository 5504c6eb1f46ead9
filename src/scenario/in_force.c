/* in_force.c: the entries of a mechanism that take what the data say was in force on a day. */
#include "mechanism/in_force.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/utf8.h"
#include "scenario/reading.h"

hel_status hel_resolve_pact(hel_reading *r, const hel_yaml *node, const char **id)
{
	const char *word, *nearest = NULL;
	hel_status status = hel_read_word(r, node, "pact", &word);
	if (status)
		return status;
	const hel_named *named = hel_find_named(r->commitment, r->n_commitments, word);
	*id = named ? named->name : NULL;
	if (!*id && r->panel && !r->scenario->world.stated)
		status = hel_panel_find_pact(r->panel, word, id, &nearest, r->error);
	if (status || *id)
		return hel_at(r, node, status);
	return hel_bad_word(r, node, "pact", word, nearest);
}

/* --- the pacts of a day ------------------------------------------------------------------------------------------- */

static size_t count_arcs(const hel_mechanism *mechanism)
{
	size_t n = 0;
	for (size_t c = 0; c < mechanism->n; c++) {
		for (size_t x = 0; x < mechanism->commitment[c].n_clauses; x++)
			n += mechanism->commitment[c].clause[x].n_arcs;
	}
	return n;
}

static hel_status note_end(hel_reading *r, hel_date day)
{
	int from, to;
	hel_status status = hel_panel_coverage(r->panel, HEL_TABLE_PACTS, &from, &to, r->error);
	if (status || day / 10000 <= to)
		return status;
	return hel_note(&r->scenario->notes, r->error,
			"members of pacts are recorded to %d: those of then stay unless 'pact_changes' says otherwise", to);
}

hel_status hel_pacts_in_force(hel_reading *r, hel_date day, const hel_mechanism **in_force)
{
	hel_pacts_of_day *of_day = r->pacts;
	while (of_day && of_day->day != day)
		of_day = of_day->next;
	if (of_day) {
		*in_force = &of_day->in_force;
		return HEL_OK;
	}
	of_day = hel_arena_alloc(r->arena, 1, sizeof *of_day);
	if (!of_day)
		return hel_no_memory(r);
	hel_pact_list list;
	hel_status status = hel_panel_pacts_on(r->panel, day, &list, r->error);
	if (status)
		return status;
	status = hel_in_force_build(&of_day->in_force, r->arena, &r->scenario->world, &list, r->error);
	hel_pact_list_free(&list);
	if (status)
		return status;
	of_day->day = day;
	of_day->next = r->pacts;
	r->pacts = of_day;
	r->n_arcs_made += count_arcs(&of_day->in_force);
	*in_force = &of_day->in_force;
	return note_end(r, day);
}

/* --- what an entry selects ---------------------------------------------------------------------------------------- */

typedef struct selection {
	size_t n;
	const char **id;
} selection;

typedef struct in_force_reading {
	hel_entry_reading *e;
	hel_reading *r;
	hel_date day;
	const hel_mechanism *all;
	selection only, except;
	bool has_only, has_types;
	bool type[HEL_CLAUSE_TYPES];
} in_force_reading;

static bool is_called(const hel_commitment *commitment, const char *id)
{
	assert(id);
	return !strcmp(commitment->id, id) || !strcmp(commitment->name, id);
}

static bool selects(const selection *s, const hel_commitment *commitment)
{
	for (size_t x = 0; x < s->n; x++) {
		if (is_called(commitment, s->id[x]))
			return true;
	}
	return false;
}

static hel_status note_absent(hel_reading *r, hel_date day, const char *key, const char *word)
{
	return hel_note(&r->scenario->notes, r->error,
			"'%s' of '%s' changes nothing: no such pact was in force among these states on %04d-%02d-%02d", word,
			key, day / 10000, day / 100 % 100, day % 100);
}

static hel_status check_present(in_force_reading *f, const char *key, const char *id, const char *word)
{
	assert(f->all); /* the pacts of the day were read before their names are checked */
	for (size_t c = 0; c < f->all->n; c++) {
		if (is_called(&f->all->commitment[c], id))
			return HEL_OK;
	}
	return note_absent(f->r, f->day, key, word);
}

static hel_status read_selection(in_force_reading *f, const char *key, selection *s)
{
	const hel_yaml *node = hel_yaml_get(f->e->entry, key);
	hel_status status = node ? hel_need_list(f->r, node, key) : HEL_OK;
	if (!node || status)
		return status;
	s->id = hel_arena_alloc(f->r->arena, node->n, sizeof *s->id);
	if (!s->id)
		return hel_no_memory(f->r);
	for (const hel_yaml *item = node->first; item && !status; item = item->next) {
		status = hel_resolve_pact(f->r, item, &s->id[s->n]);
		if (!status)
			status = check_present(f, key, s->id[s->n++], item->text);
	}
	return status;
}

static hel_status read_types(in_force_reading *f)
{
	static const hel_clause_type types[] = {HEL_DEFENCE, HEL_OFFENCE, HEL_NEUTRALITY, HEL_NON_AGGRESSION};
	const char *words[5] = {NULL};
	for (size_t t = 0; t < 4; t++)
		words[t] = hel_clause_name(types[t]);
	const hel_yaml *node = hel_yaml_get(f->e->entry, "types");
	hel_status status = node ? hel_need_list(f->r, node, "types") : HEL_OK;
	f->has_types = node != NULL;
	for (const hel_yaml *item = node && !status ? node->first : NULL; item && !status; item = item->next) {
		int choice;
		status = hel_read_choice(f->r, item, "type", words, &choice);
		if (!status)
			f->type[types[choice]] = true;
	}
	return status;
}

/* The last year about which the data, or the world itself, say anything. */
static int last_year(const hel_reading *r)
{
	int last = r->scenario->world.year;
	size_t n;
	const hel_source *source = hel_panel_sources(r->panel, &n);
	for (size_t s = 0; s < n; s++) {
		bool counts = !strcmp(source[s].file, "pact_changes") || !strcmp(source[s].file, "atop_members");
		last = counts && source[s].to > last ? source[s].to : last;
	}
	return last;
}

/* A year is its last day, or the world's own day in the world's year. */
static hel_status read_day(in_force_reading *f)
{
	hel_reading *r = f->r;
	const hel_world *world = &r->scenario->world;
	if (world->stated)
		return hel_bad(r, f->e->body->key, "'in-force' needs data, and a stated world has none");
	bool is_year;
	int from, to;
	hel_status status = hel_read_day(r, f->e->body, "in-force", true, &f->day, &is_year);
	if (!status)
		status = hel_panel_coverage(r->panel, HEL_TABLE_PACTS, &from, &to, r->error);
	if (status)
		return status;
	int year = f->day / 10000, last = last_year(r);
	if (year < from || year > last)
		return hel_bad(r, f->e->body, "no record of pacts in force in %d: it covers %d-%d", year, from, last);
	if (is_year && year == world->year)
		f->day = world->day;
	status = hel_pacts_in_force(r, f->day, &f->all);
	if (!status && r->n_arcs_made > HEL_ARCS_MAX)
		return hel_bad(r, f->e->body, "too many obligations in one file: at most %d", HEL_ARCS_MAX);
	return status;
}

/* --- what comes of it --------------------------------------------------------------------------------------------- */

/* A copy that has only the clauses of the types wanted; their arcs are shared. */
static hel_status copy(in_force_reading *f, const hel_commitment *from, hel_commitment *to)
{
	*to = *from;
	if (!f->has_types)
		return HEL_OK;
	to->n_clauses = 0;
	to->clause = hel_arena_alloc(f->r->arena, from->n_clauses, sizeof *to->clause);
	if (!to->clause)
		return hel_no_memory(f->r);
	for (size_t x = 0; x < from->n_clauses; x++) {
		if (f->type[from->clause[x].type])
			to->clause[to->n_clauses++] = from->clause[x];
	}
	return HEL_OK;
}

static hel_status select_pacts(in_force_reading *f)
{
	hel_entry_reading *e = f->e;
	e->made = hel_arena_alloc(f->r->arena, f->all->n, sizeof *e->made);
	if (!e->made)
		return hel_no_memory(f->r);
	for (size_t c = 0; c < f->all->n; c++) {
		const hel_commitment *commitment = &f->all->commitment[c];
		if ((f->has_only && !selects(&f->only, commitment)) || selects(&f->except, commitment))
			continue;
		hel_status status = copy(f, commitment, &e->made[e->n_made]);
		if (status)
			return status;
		e->n_made += e->made[e->n_made].n_clauses > 0;
	}
	return HEL_OK;
}

hel_status hel_find_selected(hel_entry_reading *e, hel_date day, const char *key, const hel_yaml *word,
			     hel_commitment **found)
{
	const char *id;
	*found = NULL;
	hel_status status = hel_resolve_pact(e->r, word, &id);
	for (size_t c = 0; c < e->n_made && !status; c++)
		*found = is_called(&e->made[c], id) ? &e->made[c] : *found;
	return status || *found ? status : note_absent(e->r, day, key, word->text);
}

static hel_status set_rules(in_force_reading *f)
{
	hel_entry_reading *e = f->e;
	const hel_yaml *rules = hel_yaml_get(e->entry, "rules");
	hel_status status = rules ? hel_need_map(f->r, rules, "rules") : HEL_OK;
	for (const hel_yaml *value = rules && !status ? rules->first : NULL; value && !status; value = value->next) {
		hel_commitment spare = {.name = ""}, *found;
		status = hel_find_selected(e, f->day, "rules", value->key, &found);
		if (!status)
			status = hel_read_rule(f->r, value, value->key->text, found ? found : &spare);
	}
	return status;
}

static hel_status set_name(in_force_reading *f)
{
	hel_entry_reading *e = f->e;
	if (!e->name)
		return HEL_OK;
	if (e->n_made == 1) {
		e->made[0].name = e->name;
		return HEL_OK;
	}
	return hel_note(&f->r->scenario->notes, f->r->error, "'%s' is the name of %zu pacts in force: each keeps its own",
			e->name, e->n_made);
}

hel_status hel_read_in_force(hel_entry_reading *e)
{
	in_force_reading f = {.e = e, .r = e->r, .has_only = hel_yaml_get(e->entry, "only") != NULL};
	hel_status status = read_day(&f);
	if (!status)
		status = read_selection(&f, "only", &f.only);
	if (!status)
		status = read_selection(&f, "except", &f.except);
	if (!status)
		status = read_types(&f);
	if (!status)
		status = select_pacts(&f);
	if (!status)
		status = hel_read_membership(e, f.day);
	if (!status)
		status = set_rules(&f);
	return status ? status : set_name(&f);
}
