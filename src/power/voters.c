/* voters.c: who votes: the names of a file, found again later, and the nearest where one is not found. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "power/reading.h"

enum { NAME_MAX_BYTES = 200 };

static int place_of(const hel_rules_reading *r, const char *name)
{
	for (int i = 0; i < r->n; i++) {
		if (!strcmp(r->voter[i], name))
			return i;
	}
	return -1;
}

static hel_status check_name(hel_rules_reading *r, const hel_yaml *name)
{
	if (name->kind != HEL_YAML_WORD || !*name->text)
		return hel_rules_bad(r, name, "a voter must be a word");
	if (strpbrk(name->text, "\n\t") || strlen(name->text) > NAME_MAX_BYTES)
		return hel_rules_bad(r, name, "a voter's name must stand on one line and have at most %d bytes",
				     NAME_MAX_BYTES);
	return HEL_OK;
}

static hel_status add_voter(hel_rules_reading *r, const hel_yaml *name)
{
	hel_status status = check_name(r, name);
	if (status)
		return status;
	if (r->n == HEL_VOTERS_MAX)
		return hel_rules_bad(r, name, "too many voters: at most %d", HEL_VOTERS_MAX);
	r->voter[r->n++] = name->text;
	return HEL_OK;
}

static hel_status listed_twice(hel_rules_reading *r, const hel_yaml *name)
{
	return hel_rules_bad(r, name, "'%s' is listed twice", hel_utf8_brief(name->text).text);
}

/* All of a list (twice: false is an error) or of a mapping's keys. */
static hel_status add_voters(hel_rules_reading *r, const hel_yaml *node, bool again)
{
	hel_status status = HEL_OK;
	for (const hel_yaml *value = node->first; value && !status; value = value->next) {
		const hel_yaml *name = node->kind == HEL_YAML_MAP ? value->key : value;
		bool known = name->kind == HEL_YAML_WORD && place_of(r, name->text) >= 0;
		if (!known)
			status = add_voter(r, name);
		else if (!again)
			status = listed_twice(r, name);
	}
	return status;
}

/* The first rule, in the order of the file, with weights or voters. */
static const hel_yaml *find_list(const hel_yaml *rules) /* NOLINT(misc-no-recursion): as deep as the file, at most 64 */
{
	for (const hel_yaml *rule = rules->kind == HEL_YAML_LIST ? rules->first : NULL; rule; rule = rule->next) {
		for (const hel_yaml *body = rule->kind == HEL_YAML_MAP ? rule->first : NULL; body; body = body->next) {
			const char *key = body->key->text;
			const hel_yaml *found = NULL;
			if (!strcmp(key, "weights") || !strcmp(key, "voters"))
				found = body;
			else if (!strcmp(key, "all") || !strcmp(key, "any"))
				found = find_list(body);
			if (found)
				return found;
		}
	}
	return NULL;
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the file, at most 64 */
static hel_status add_winning(hel_rules_reading *r, const hel_yaml *rules)
{
	hel_status status = HEL_OK;
	for (const hel_yaml *rule = rules->kind == HEL_YAML_LIST ? rules->first : NULL; rule && !status; rule = rule->next) {
		for (const hel_yaml *body = rule->kind == HEL_YAML_MAP ? rule->first : NULL; body && !status;
		     body = body->next) {
			const char *key = body->key->text;
			if (!strcmp(key, "all") || !strcmp(key, "any"))
				status = add_winning(r, body);
			if (!strcmp(key, "veto"))
				status = add_voters(r, body, true);
			for (const hel_yaml *one = strcmp(key, "winning") ? NULL : body->first; one && !status;
			     one = one->next)
				status = add_voters(r, one, true);
		}
	}
	return status;
}

hel_status hel_name_voters(hel_rules_reading *r, const hel_yaml *root, const hel_yaml *rules)
{
	const hel_yaml *voters = hel_yaml_get(root, "voters"), *list = voters ? NULL : find_list(rules);
	r->voter = hel_arena_alloc(r->arena, HEL_VOTERS_MAX, sizeof *r->voter);
	if (!r->voter)
		return hel_rules_no_memory(r);
	if (voters) {
		hel_status status = hel_rules_need_list(r, voters, "voters");
		return status ? status : add_voters(r, voters, false);
	}
	if (list)
		return list->kind == HEL_YAML_WORD ? hel_rules_bad(r, list, "'%s' must hold voters", list->key->text)
						   : add_voters(r, list, false);
	return add_winning(r, rules);
}

hel_status hel_find_voter(hel_rules_reading *r, const hel_yaml *name, int *voter)
{
	hel_status status = check_name(r, name);
	if (status)
		return status;
	*voter = place_of(r, name->text);
	if (*voter >= 0)
		return HEL_OK;
	const char *nearest = hel_nearest_word(name->text, r->voter, (size_t)r->n);
	hel_brief brief = hel_utf8_brief(name->text);
	if (nearest)
		return hel_rules_bad(r, name, "unknown voter '%s'; did you mean '%s'?", brief.text,
				     hel_utf8_brief(nearest).text);
	return hel_rules_bad(
	    r, name, "unknown voter '%s'; the first rule with voters names all, or 'voters' at the top does", brief.text);
}

hel_status hel_mark_voters(hel_rules_reading *r, const hel_yaml *list, const char *what, int64_t *marks)
{
	hel_status status = hel_rules_need_list(r, list, what);
	for (const hel_yaml *name = status ? NULL : list->first; name && !status; name = name->next) {
		int voter = 0;
		status = hel_find_voter(r, name, &voter);
		if (!status && marks[voter])
			return listed_twice(r, name);
		if (!status)
			marks[voter] = 1;
	}
	return status;
}
