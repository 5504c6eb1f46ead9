/* states.c: from what a file calls a state, a region or a pair to indices of the world. */
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "base/utf8.h"
#include "scenario/reading.h"

static hel_status resolve_stated(hel_reading *r, const hel_yaml *node, const char *text, int *index)
{
	const hel_world *world = &r->scenario->world;
	const hel_named *found = hel_find_named(r->state, (size_t)world->n, text);
	if (found) {
		*index = r->state_index[found - r->state];
		return HEL_OK;
	}
	hel_nearest nearest = hel_nearest_start(text);
	for (int i = 0; i < world->n; i++)
		hel_nearest_offer(&nearest, world->state[i].id);
	return hel_bad_word(r, node, "state", text, nearest.best);
}

hel_status hel_resolve_state(hel_reading *r, const hel_yaml *node, const char *text, int *index)
{
	if (r->scenario->world.stated)
		return resolve_stated(r, node, text, index);
	const char *nearest = NULL;
	int ccode;
	hel_status status = hel_panel_find_state(r->panel, text, &ccode, &nearest, r->error);
	if (status)
		return hel_at(r, node, status);
	if (!ccode)
		return hel_bad_word(r, node, "state", text, nearest);
	*index = hel_world_find_code(&r->scenario->world, ccode);
	return HEL_OK;
}

/* One note for all that a list names in vain. */
static hel_status note_left_out(hel_reading *r, hel_text *names, const char *whose)
{
	hel_status status = HEL_OK;
	if (names->failed)
		status = hel_no_memory(r);
	else if (names->n)
		status = hel_note(&r->scenario->notes, r->error, "left out of '%s', as they are not in this world: %s",
				  whose, names->bytes);
	hel_text_free(names);
	return status;
}

static void add_left_out(hel_text *names, const char *who)
{
	hel_text_printf(names, "%s%s", names->n ? ", " : "", hel_utf8_brief(who).text);
}

typedef struct found {
	uint16_t state;
	const hel_yaml *node;
} found;

static int by_state(const void *a, const void *b)
{
	const found *x = a, *y = b;
	return (x->state > y->state) - (x->state < y->state);
}

static hel_status keep(hel_reading *r, found *list, size_t n, hel_states *states)
{
	if (n)
		qsort(list, n, sizeof *list, by_state);
	states->state = hel_arena_alloc(r->arena, n, sizeof *states->state);
	states->node = hel_arena_alloc(r->arena, n, sizeof *states->node);
	if (!states->state || !states->node)
		return hel_no_memory(r);
	for (size_t i = 0; i < n; i++) {
		if (i && list[i].state == list[i - 1].state)
			continue;
		states->state[states->n] = list[i].state;
		states->node[states->n++] = list[i].node;
	}
	return HEL_OK;
}

hel_status hel_read_region(hel_reading *r, const hel_yaml *node, const char *what, hel_date day, const char **name,
			   size_t *n)
{
	const char *nearest = NULL;
	hel_status status = hel_read_word(r, node, what, name);
	if (status)
		return status;
	if (!r->members)
		r->members = hel_arena_alloc(r->arena, HEL_STATES_MAX, sizeof *r->members);
	if (!r->members)
		return hel_no_memory(r);
	status = hel_panel_region(r->panel, *name, day, r->members, HEL_STATES_MAX, n, &nearest, r->error);
	return status == HEL_EINPUT ? hel_bad_word(r, node, "region", *name, nearest) : status;
}

static hel_status read_region(hel_reading *r, const hel_yaml *node, const char *what, const char *whose, hel_states *states)
{
	const hel_world *world = &r->scenario->world;
	if (world->stated)
		return hel_bad(r, node, "'%s' must be a list of states: a stated world has no regions", what);
	const char *name;
	hel_status status = hel_read_region(r, node, what, world->day, &name, &states->stated);
	found *list = status ? NULL : malloc((states->stated + 1) * sizeof *list);
	if (!list)
		return status ? status : hel_no_memory(r);
	size_t n = 0;
	hel_text left_out = {0};
	for (size_t m = 0; m < states->stated; m++) {
		int index = r->members[m].ccode ? hel_world_find_code(world, r->members[m].ccode) : -1;
		if (index >= 0)
			list[n++] = (found){(uint16_t)index, node};
		else
			add_left_out(&left_out, r->members[m].name);
	}
	status = note_left_out(r, &left_out, whose);
	if (!status)
		status = keep(r, list, n, states);
	free(list);
	return status;
}

/* The second of two mentions of one state, by the order of the file; found has the mentions in that order. */
static hel_status check_once(hel_reading *r, const found *list, size_t n, const char *what)
{
	bool *seen = calloc((size_t)r->scenario->world.n, sizeof *seen);
	if (!seen)
		return hel_no_memory(r);
	hel_status status = HEL_OK;
	for (size_t i = 0; i < n && !status; i++) {
		if (seen[list[i].state])
			status = hel_bad(r, list[i].node, "state '%s' stands twice in '%s'",
					 r->scenario->world.state[list[i].state].id, what);
		seen[list[i].state] = true;
	}
	free(seen);
	return status;
}

hel_status hel_read_states(hel_reading *r, const hel_yaml *node, const char *what, const char *whose, hel_states *states)
{
	*states = (hel_states){0};
	if (node->kind == HEL_YAML_WORD)
		return read_region(r, node, what, whose, states);
	if (node->kind != HEL_YAML_LIST)
		return hel_bad(r, node, "'%s' must be a list of states or the name of a region", what);
	found *list = hel_arena_alloc(r->arena, node->n, sizeof *list);
	if (!list)
		return hel_no_memory(r);
	size_t n = 0;
	hel_text left_out = {0};
	hel_status status = HEL_OK;
	for (const hel_yaml *item = node->first; item && !status; item = item->next) {
		const char *word = "";
		int index = -1;
		status = hel_read_word(r, item, what, &word);
		if (!status)
			status = hel_resolve_state(r, item, word, &index);
		if (status)
			break;
		if (index >= 0)
			list[n++] = (found){(uint16_t)index, item};
		else
			add_left_out(&left_out, word);
	}
	hel_status noted = note_left_out(r, &left_out, whose);
	status = status ? status : noted;
	states->stated = node->n;
	if (!status)
		status = check_once(r, list, n, what);
	return status ? status : keep(r, list, n, states);
}

static bool is_state(const hel_reading *r, const char *text)
{
	return hel_find_named(r->state, (size_t)r->scenario->world.n, text) != NULL;
}

/* Ids of stated worlds may hold the separator: then the first place that leaves two known states is meant. */
static char *split_at(const hel_reading *r, char *text, char separator)
{
	char *first = NULL;
	for (char *at = strchr(text, separator); at; at = strchr(at + 1, separator)) {
		first = first ? first : at;
		*at = '\0';
		bool fits = !r->scenario->world.stated || (is_state(r, text) && is_state(r, at + 1));
		*at = separator;
		if (fits)
			return at;
	}
	return first;
}

hel_status hel_read_pair(hel_reading *r, const hel_yaml *key, char separator, int *i, int *j)
{
	const char *word;
	hel_status status = hel_read_word(r, key, "pair", &word);
	if (status)
		return status;
	char *text = hel_arena_copy(r->arena, word, strlen(word));
	if (!text)
		return hel_no_memory(r);
	char *at = split_at(r, text, separator);
	if (!at)
		return hel_bad(r, key, "'%s' must name two states, as in 'A%cB'", hel_utf8_brief(word).text, separator);
	*at = '\0';
	status = hel_resolve_state(r, key, text, i);
	if (!status)
		status = hel_resolve_state(r, key, at + 1, j);
	if (!status && *i >= 0 && *i == *j)
		return hel_bad(r, key, "'%s' names one state twice", hel_utf8_brief(word).text);
	return status;
}
