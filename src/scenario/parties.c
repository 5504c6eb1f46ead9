/* parties.c: who bargains: states, and blocs with one voice or with each member's. */
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "base/utf8.h"
#include "scenario/talks.h"

typedef struct seating {
	hel_reading *r;
	hel_talks *talks;
	const char **speaker; /* by state: the party that speaks for it; NULL */
} seating;

/* A state in one party only, and no two parties of a name. */
static hel_status seat(seating *s, const hel_yaml *node, hel_seat *party)
{
	hel_reading *r = s->r;
	const hel_world *world = &r->scenario->world;
	for (size_t p = 0; p < s->talks->n_parties; p++) {
		if (!strcmp(s->talks->party[p].name, party->name))
			return hel_bad(r, node, "two parties are called '%s'", hel_utf8_brief(party->name).text);
	}
	for (size_t m = 0; m < party->n; m++) {
		const char *other = s->speaker[party->state[m]];
		if (other)
			return hel_bad(r, node, "'%s' speaks twice: in '%s' and in '%s'", world->state[party->state[m]].id,
				       hel_utf8_brief(other).text, hel_utf8_brief(party->name).text);
		s->speaker[party->state[m]] = party->name;
	}
	party->line = node->line;
	party->column = node->column;
	s->talks->party[s->talks->n_parties++] = *party;
	return HEL_OK;
}

static hel_status seat_state(seating *s, const hel_yaml *node, uint16_t state, const hel_seat *as)
{
	hel_seat party = *as;
	party.state = hel_arena_alloc(s->r->arena, 1, sizeof *party.state);
	if (!party.state)
		return hel_no_memory(s->r);
	party.state[0] = state;
	party.n = 1;
	party.name = s->r->scenario->world.state[state].id;
	return seat(s, node, &party);
}

static hel_status read_state(seating *s, const hel_yaml *node)
{
	const char *word = NULL;
	int state = -1;
	hel_status status = hel_read_word(s->r, node, "parties", &word);
	if (!status)
		status = hel_resolve_state(s->r, node, word, &state);
	if (!status && state < 0)
		return hel_bad(s->r, node, "'%s' is not of this world", hel_utf8_brief(word).text);
	return status ? status : seat_state(s, node, (uint16_t)state, &(hel_seat){.weight = 1});
}

/* --- blocs ---------------------------------------------------------------------------------------------------------------- */

static void leave_out(hel_states *members, const hel_states *others)
{
	size_t n = 0;
	for (size_t m = 0; m < members->n; m++) {
		bool out = false;
		for (size_t o = 0; o < others->n; o++)
			out |= others->state[o] == members->state[m];
		if (!out)
			members->state[n++] = members->state[m];
	}
	members->n = n;
}

static hel_status read_members(seating *s, const hel_yaml *map, const char *name, hel_states *members)
{
	const hel_yaml *list, *except = hel_yaml_get(map, "except");
	hel_states others = {0};
	hel_status status = hel_need(s->r, map, "parties", "members", &list);
	if (!status)
		status = hel_read_states(s->r, list, "members", name, members);
	if (!status && except)
		status = hel_read_states(s->r, except, "except", name, &others);
	if (!status)
		leave_out(members, &others);
	if (!status && !members->n)
		return hel_bad(s->r, list, "'%s' has no members in this world", hel_utf8_brief(name).text);
	return status;
}

static hel_status check_population(hel_reading *r, const hel_yaml *node, const hel_seat *party)
{
	const hel_world *world = &r->scenario->world;
	for (size_t m = 0; m < party->n && party->voice == HEL_VOICE_BY_POPULATION; m++) {
		const hel_state *state = &world->state[party->state[m]];
		if (!(state->population > 0))
			return hel_bad(r, node, "the population of '%s' is not known, so '%s' cannot count by it", state->id,
				       hel_utf8_brief(party->name).text);
	}
	return HEL_OK;
}

static hel_status read_bloc(seating *s, const hel_yaml *map)
{
	static const char *const keys[] = {"name", "members", "except", "voice", "utility", "weight", NULL};
	static const char *const voices[] = {"one", "each", NULL};
	static const char *const kinds[] = {"mean", "by-population", "worst", NULL};
	hel_reading *r = s->r;
	hel_seat party = {.weight = 1};
	hel_states members;
	const hel_yaml *name, *voice, *utility, *weight;
	int each = 0, kind = 0;
	hel_status status = hel_check_keys(r, map, "parties", keys);
	if (!status)
		status = hel_need(r, map, "parties", "name", &name);
	if (!status)
		status = hel_read_word(r, name, "name", &party.name);
	if (!status)
		status = read_members(s, map, party.name, &members);
	if (!status && (voice = hel_yaml_get(map, "voice")))
		status = hel_read_choice(r, voice, "voice", voices, &each);
	if (!status && (utility = hel_yaml_get(map, "utility"))) {
		status = each ? hel_bad(r, utility->key, "'utility' is of a bloc with one voice") : HEL_OK;
		if (!status)
			status = hel_read_choice(r, utility, "utility", kinds, &kind);
	}
	if (!status && (weight = hel_yaml_get(map, "weight")))
		status = hel_read_number(r, weight, "weight", 1e-6, 1e6, &party.weight);
	if (status)
		return status;
	for (size_t m = 0; each && m < members.n && !status; m++)
		status = seat_state(s, map, members.state[m], &party);
	if (each)
		return status;
	party.n = members.n;
	party.state = members.state;
	party.voice = (hel_voice)kind;
	status = check_population(r, map, &party);
	return status ? status : seat(s, name, &party);
}

/* --- the table ------------------------------------------------------------------------------------------------------------ */

static hel_status seat_region(seating *s)
{
	const hel_world *world = &s->r->scenario->world;
	hel_status status = HEL_OK;
	for (int i = 0; i < world->n && !status; i++) {
		if (world->state[i].in_region)
			status = seat_state(s, s->r->root, (uint16_t)i, &(hel_seat){.weight = 1});
	}
	return status;
}

hel_status hel_read_parties(hel_reading *r, const hel_yaml *node, hel_talks *talks)
{
	size_t n = (size_t)r->scenario->world.n;
	seating s = {r, talks, hel_arena_alloc(r->arena, n, sizeof *s.speaker)};
	talks->party = hel_arena_alloc(r->arena, n, sizeof *talks->party); /* no state is in two */
	if (!s.speaker || !talks->party)
		return hel_no_memory(r);
	if (!node)
		return seat_region(&s);
	hel_status status = hel_need_list(r, node, "parties");
	if (!status && !node->n)
		return hel_bad(r, node, "'parties' is empty");
	for (const hel_yaml *item = status ? NULL : node->first; item && !status; item = item->next)
		status = item->kind == HEL_YAML_MAP ? read_bloc(&s, item) : read_state(&s, item);
	return status;
}

hel_status hel_find_party(hel_reading *r, const hel_yaml *node, const hel_talks *talks, size_t *party)
{
	const char *word;
	hel_status status = hel_read_word(r, node, "party", &word);
	if (status)
		return status;
	hel_nearest nearest = hel_nearest_start(word);
	for (size_t p = 0; p < talks->n_parties; p++) {
		hel_nearest_offer(&nearest, talks->party[p].name);
		if (!strcmp(talks->party[p].name, word)) {
			*party = p;
			return HEL_OK;
		}
	}
	return hel_bad_word(r, node, "party", word, nearest.best);
}
