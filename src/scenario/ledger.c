/* ledger.c: the figures that a scenario cites: rows it states, and rows of data/ledger.csv that it selects. */
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "base/utf8.h"
#include "scenario/reading.h"

enum { TEXT_MAX = 400, ROWS_MAX = 2000 };

typedef struct ledger {
	hel_reading *r;
	const hel_ledger_row *data; /* of data/ledger.csv, once a selection asked for it */
	size_t n_data, room;
} ledger;

/* Takes a row; node is what stands in the file for it. */
static hel_status add(ledger *l, const hel_yaml *node, const hel_ledger_row *row)
{
	hel_scenario *s = l->r->scenario;
	for (size_t x = 0; x < s->n_ledger; x++) {
		const hel_ledger_row *other = &s->ledger[x];
		if (other->year == row->year && hel_same_text(other->actor, row->actor) && hel_same_text(other->item, row->item) &&
		    hel_same_text(other->from, row->from))
			return hel_bad(l->r, node, "the %s of '%s' in %d stands twice in 'ledger'", row->item,
				       hel_utf8_brief(row->actor).text, row->year);
	}
	if (s->n_ledger == ROWS_MAX)
		return hel_bad(l->r, node, "'ledger' has more than %d rows", ROWS_MAX);
	if (s->n_ledger == l->room) {
		size_t room = l->room ? 2 * l->room : 32;
		hel_ledger_row *more = hel_arena_alloc(l->r->arena, room, sizeof *more);
		if (!more)
			return hel_no_memory(l->r);
		if (s->n_ledger)
			memcpy(more, s->ledger, s->n_ledger * sizeof *more);
		s->ledger = more;
		l->room = room;
	}
	s->ledger[s->n_ledger++] = *row;
	return HEL_OK;
}

/* --- stated rows -------------------------------------------------------------------------------------------------- */

static hel_status read_known(hel_reading *r, const hel_yaml *node, const char *what, const char *const *words, size_t n,
			     const char **found)
{
	const char *word = NULL;
	hel_status status = hel_read_word(r, node, what, &word);
	if (status)
		return status;
	*found = hel_known_word(word, words, n);
	if (*found)
		return HEL_OK;
	const char *nearest = hel_nearest_word(word, words, n);
	for (size_t w = 0; !nearest && w < n; w++) /* 'EUR' for 'EUR bn' */
		nearest = strstr(words[w], word) ? words[w] : NULL;
	return hel_bad_word(r, node, what, word, nearest);
}

static hel_status read_optional(hel_reading *r, const hel_yaml *map, const char *key, size_t most, const char **text)
{
	const hel_yaml *node = hel_yaml_get(map, key);
	return node ? hel_read_line(r, node, key, most, text) : HEL_OK;
}

static hel_status read_row(ledger *l, const hel_yaml *map)
{
	static const char *const keys[] = {"actor", "item",   "from", "amount",  "unit",
					   "year",  "source", "note", "in-data", NULL};
	enum { ACTOR, ITEM, AMOUNT, UNIT, YEAR, SOURCE, NEEDED };
	static const char *const needed[NEEDED] = {"actor", "item", "amount", "unit", "year", "source"};
	const hel_yaml *node[NEEDED];
	hel_reading *r = l->r;
	hel_ledger_row row = {0};
	size_t n_items, n_units;
	const char *const *items = hel_ledger_items(&n_items), *const *units = hel_ledger_units(&n_units);
	hel_status status = hel_check_keys(r, map, "ledger", keys);
	for (int k = 0; !status && k < NEEDED; k++)
		status = hel_need(r, map, "ledger", needed[k], &node[k]);
	if (!status)
		status = hel_read_word(r, node[ACTOR], "actor", &row.actor);
	if (!status)
		status = read_known(r, node[ITEM], "item", items, n_items, &row.item);
	if (!status)
		status = hel_read_number(r, node[AMOUNT], "amount", -1e15, 1e15, &row.amount);
	if (!status)
		status = read_known(r, node[UNIT], "unit", units, n_units, &row.unit);
	if (!status)
		status = hel_read_integer(r, node[YEAR], "year", 1, 9999, &row.year);
	if (!status)
		status = hel_read_line(r, node[SOURCE], "source", TEXT_MAX, &row.source);
	if (!status)
		status = read_optional(r, map, "from", HEL_NAME_MAX, &row.from);
	if (!status)
		status = read_optional(r, map, "note", TEXT_MAX, &row.note);
	return status ? status : add(l, map, &row);
}

/* --- rows of the data --------------------------------------------------------------------------------------------- */

/* What a selection asks for; lists NULL where it asks for all. */
typedef struct selection {
	const char **actor, **item;
	size_t n_actors, n_items;
	int from, to;
} selection;

static const char *word_of(const hel_ledger_row *row, bool actor)
{
	return actor ? row->actor : row->item;
}

/* The data's own spelling of a word, its case aside; an actor may also be a state's name or code. NULL in *found: none. */
static hel_status find_in_data(const ledger *l, const hel_yaml *node, const char *word, bool actor, const char **found)
{
	int ccode = 0;
	hel_status status =
	    actor ? hel_at(l->r, node, hel_panel_find_state(l->r->panel, word, &ccode, NULL, l->r->error)) : HEL_OK;
	const char *abbreviation = !status && ccode ? hel_panel_abbreviation(l->r->panel, ccode) : NULL;
	*found = NULL;
	for (size_t x = 0; !status && !*found && x < l->n_data; x++) {
		const char *candidate = word_of(&l->data[x], actor);
		if (hel_same_word(candidate, word) || (abbreviation && hel_same_word(candidate, abbreviation)))
			*found = candidate;
	}
	return status;
}

static const char *nearest_in_data(const ledger *l, const char *word, bool actor)
{
	hel_nearest nearest = hel_nearest_start(word);
	for (size_t x = 0; x < l->n_data; x++)
		hel_nearest_offer(&nearest, word_of(&l->data[x], actor));
	return nearest.best;
}

static hel_status read_words(ledger *l, const hel_yaml *list, bool actor, const char ***words, size_t *n)
{
	if (!list)
		return HEL_OK;
	hel_status status = hel_need_list(l->r, list, actor ? "actors" : "items");
	if (status)
		return status;
	if (!(*words = hel_arena_alloc(l->r->arena, list->n, sizeof **words)))
		return hel_no_memory(l->r);
	for (const hel_yaml *item = list->first; item; item = item->next) {
		const char *word = NULL, *found = NULL;
		status = hel_read_word(l->r, item, actor ? "actor" : "item", &word);
		if (!status)
			status = find_in_data(l, item, word, actor, &found);
		if (status)
			return status;
		if (!found)
			return hel_bad_word(l->r, item, actor ? "actor of the ledger" : "item of the ledger", word,
					    nearest_in_data(l, word, actor));
		(*words)[(*n)++] = found;
	}
	return HEL_OK;
}

/* No list asks for all. */
static bool is_asked_for(const char *const *words, size_t n, const char *word)
{
	return !words || hel_known_word(word, words, n);
}

static const char *keep(const ledger *l, const char *text, bool *memory)
{
	const char *kept = text ? hel_arena_copy(l->r->arena, text, strlen(text)) : NULL;
	*memory = *memory && (kept || !text);
	return kept;
}

/* The scenario may outlive the panel, so it gets copies. */
static hel_status add_from_data(ledger *l, const hel_yaml *node, const hel_ledger_row *data)
{
	bool memory = true;
	hel_ledger_row row = *data;
	row.actor = keep(l, data->actor, &memory);
	row.from = keep(l, data->from, &memory);
	row.source = keep(l, data->source, &memory);
	row.note = keep(l, data->note, &memory);
	return memory ? add(l, node, &row) : hel_no_memory(l->r);
}

static hel_status read_years(ledger *l, const hel_yaml *map, selection *s)
{
	const hel_yaml *from = hel_yaml_get(map, "from"), *to = hel_yaml_get(map, "to");
	s->to = 9999;
	hel_status status = from ? hel_read_integer(l->r, from, "from", 1, 9999, &s->from) : HEL_OK;
	if (!status && to)
		status = hel_read_integer(l->r, to, "to", 1, 9999, &s->to);
	if (!status && s->from > s->to)
		return hel_bad(l->r, to ? to : from, "'to' is before 'from'");
	return status;
}

static hel_status read_selection(ledger *l, const hel_yaml *entry, const hel_yaml *map)
{
	static const char *const alone[] = {"in-data", NULL};
	static const char *const keys[] = {"actors", "items", "from", "to", NULL};
	hel_reading *r = l->r;
	selection s = {0};
	if (r->scenario->world.stated || !r->panel)
		return hel_bad(r, map->key, "'in-data' means nothing in a world that states its 'states'");
	hel_status status = hel_check_keys(r, entry, "ledger", alone);
	if (!status)
		status = hel_check_keys(r, map, "in-data", keys);
	if (!status)
		status = hel_panel_ledger(r->panel, &l->data, &l->n_data, r->error);
	if (!status)
		status = read_words(l, hel_yaml_get(map, "actors"), true, &s.actor, &s.n_actors);
	if (!status)
		status = read_words(l, hel_yaml_get(map, "items"), false, &s.item, &s.n_items);
	if (!status)
		status = read_years(l, map, &s);
	size_t before = r->scenario->n_ledger;
	for (size_t x = 0; !status && x < l->n_data; x++) {
		const hel_ledger_row *row = &l->data[x];
		if (row->year >= s.from && row->year <= s.to && is_asked_for(s.actor, s.n_actors, row->actor) &&
		    is_asked_for(s.item, s.n_items, row->item))
			status = add_from_data(l, map, row);
	}
	if (!status && r->scenario->n_ledger == before)
		return hel_bad(r, map, "no row of the ledger's data has all that 'in-data' asks for");
	return status;
}

hel_status hel_read_ledger(hel_reading *r, const hel_yaml *node)
{
	ledger l = {.r = r};
	hel_status status = node ? hel_need_list(r, node, "ledger") : HEL_OK;
	for (const hel_yaml *entry = node && !status ? node->first : NULL; entry && !status; entry = entry->next) {
		if (entry->kind != HEL_YAML_MAP)
			return hel_bad(r, entry, "a row of 'ledger' must be a mapping");
		const hel_yaml *selected = hel_yaml_get(entry, "in-data");
		status = selected ? read_selection(&l, entry, selected) : read_row(&l, entry);
	}
	return status;
}
