/* lenses.c: the list of lenses, and what they are called. */
#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "lens/estimates.h"
#include "scenario/reading.h"

static hel_status unknown_kind(hel_reading *r, const hel_yaml *node)
{
	hel_nearest nearest = hel_nearest_start(node->text);
	for (int k = 0; k < HEL_LENS_KINDS; k++)
		hel_nearest_offer(&nearest, hel_lens_kind_name((hel_lens_kind)k));
	return hel_bad_word(r, node, "lens", node->text, nearest.best);
}

static bool find_kind(const char *word, hel_lens_kind *kind)
{
	for (int k = 0; k < HEL_LENS_KINDS; k++) {
		if (!strcmp(word, hel_lens_kind_name((hel_lens_kind)k))) {
			*kind = (hel_lens_kind)k;
			return true;
		}
	}
	return false;
}

/* The entry's parts: the node that says the kind, its parameters and its name, where it has them. */
typedef struct parts {
	const hel_yaml *kind, *parameters, *name;
} parts;

static hel_status take_apart(hel_reading *r, const hel_yaml *entry, parts *p, hel_lens_kind *kind)
{
	*p = (parts){0};
	if (entry->kind == HEL_YAML_LIST)
		return hel_bad(r, entry, "a lens must be a word or a mapping");
	if (entry->kind == HEL_YAML_WORD) {
		const char *word;
		hel_status status = hel_read_word(r, entry, "lens", &word);
		p->kind = entry;
		return status ? status : find_kind(word, kind) ? HEL_OK : unknown_kind(r, entry);
	}
	for (const hel_yaml *value = entry->first; value; value = value->next) {
		if (!strcmp(value->key->text, "name")) {
			p->name = value;
			continue;
		}
		if (p->kind)
			return hel_bad(r, value->key, "a lens has one kind, and 'name'; this is the second");
		if (!find_kind(value->key->text, kind))
			return unknown_kind(r, value->key);
		p->kind = value->key;
		p->parameters = value;
	}
	return p->kind ? HEL_OK
		       : hel_bad(r, entry, "missing kind of lens: a key such as '%s'",
				 hel_lens_kind_name(HEL_LENS_CAPABILITIES));
}

static bool is_empty(const hel_yaml *node)
{
	return node->kind == HEL_YAML_WORD && node->plain && !*node->text;
}

/* What the data would give and a stated world has not. */
static hel_status check_stated(hel_reading *r, const parts *p, const hel_lens *lens)
{
	if (!r->scenario->world.stated)
		return HEL_OK;
	if (lens->kind == HEL_LENS_ESTIMATED)
		return hel_bad(r, p->kind, "lens 'estimated' needs 'conttype', which a stated world has not");
	if (lens->kind == HEL_LENS_RIVALRY)
		return hel_bad(r, p->kind, "lens 'rivalry' has nothing to go by: a stated world has no recorded rivalries");
	if (lens->kind == HEL_LENS_CAPABILITIES && !lens->parameter[HEL_H0].given)
		return hel_bad(r, p->parameters && !is_empty(p->parameters) ? p->parameters : p->kind,
			       "missing key 'h0' in 'capabilities': a stated world has no record to take it from");
	return HEL_OK;
}

/* The fitted model that an `estimated` lens goes by, and what of the world it needs. */
static hel_status read_model(hel_reading *r, const parts *p, hel_lens *lens)
{
	const hel_yaml *node = p->parameters && !is_empty(p->parameters) ? hel_yaml_get(p->parameters, "model") : NULL;
	const char *model = "onset", *nearest = NULL;
	hel_status status = node ? hel_read_word(r, node, "model", &model) : HEL_OK;
	hel_estimates *estimates = status ? NULL : hel_arena_alloc(r->arena, 1, sizeof *estimates);
	if (!status && !estimates)
		return hel_no_memory(r);
	if (!status)
		status = hel_estimates_read(estimates, r->arena, r->panel, model, &nearest, r->error);
	if (status == HEL_EINPUT)
		return hel_bad_word(r, node ? node : p->kind, "model", model, nearest);
	lens->estimates = estimates;
	if (!status && !r->scenario->world.peace_from[0])
		status = hel_world_count_peace(&r->scenario->world, r->panel, r->error);
	return status;
}

/* `capabilities omega=1 pledges=0`: the kind and what it states, as written. */
static const char *full_name(hel_arena *arena, hel_lens_kind kind, const hel_yaml *parameters)
{
	const char *name = hel_lens_kind_name(kind);
	for (const hel_yaml *value = parameters ? parameters->first : NULL; name && value; value = value->next) {
		if (value->kind == HEL_YAML_WORD)
			name = hel_arena_printf(arena, "%s %s=%s", name, value->key->text, value->text);
	}
	return name;
}

static hel_status read_lens(hel_reading *r, const hel_yaml *entry, parts *p, hel_lens *lens)
{
	hel_lens_kind kind = HEL_LENS_MATRIX;
	hel_status status = take_apart(r, entry, p, &kind);
	if (status)
		return status;
	hel_lens_init(lens, kind);
	lens->years = r->scenario->years;
	lens->name = NULL;
	if (p->name && (status = hel_read_word(r, p->name, "name", &lens->name)))
		return status;
	if (p->parameters && !is_empty(p->parameters) && (status = hel_read_lens_parameters(r, p->parameters, lens)))
		return status;
	status = check_stated(r, p, lens);
	return status || kind != HEL_LENS_ESTIMATED ? status : read_model(r, p, lens);
}

static hel_status name_lenses(hel_reading *r, const parts *p, hel_named *names)
{
	size_t of_kind[HEL_LENS_KINDS] = {0};
	hel_scenario *s = r->scenario;
	for (size_t x = 0; x < s->n_lenses; x++)
		of_kind[s->lens[x].kind]++;
	for (size_t x = 0; x < s->n_lenses; x++) {
		hel_lens *lens = &s->lens[x];
		if (!lens->name)
			lens->name = of_kind[lens->kind] > 1 ? full_name(r->arena, lens->kind, p[x].parameters)
							     : hel_lens_kind_name(lens->kind);
		if (!lens->name)
			return hel_no_memory(r);
		names[x] = (hel_named){lens->name, p[x].name ? p[x].name : p[x].kind};
	}
	return hel_check_unique(r, names, s->n_lenses, "lenses");
}

hel_status hel_read_lenses(hel_reading *r, const hel_yaml *node)
{
	hel_status status = hel_need_list(r, node, "lenses");
	if (status)
		return status;
	if (!node->n)
		return hel_bad(r, node, "'lenses' is empty");
	hel_scenario *s = r->scenario;
	s->lens = hel_arena_alloc(r->arena, node->n, sizeof *s->lens);
	parts *p = hel_arena_alloc(r->arena, node->n, sizeof *p);
	hel_named *names = hel_arena_alloc(r->arena, node->n, sizeof *names);
	if (!s->lens || !p || !names)
		return hel_no_memory(r);
	for (const hel_yaml *entry = node->first; entry && !status; entry = entry->next) {
		status = read_lens(r, entry, &p[s->n_lenses], &s->lens[s->n_lenses]);
		s->n_lenses++;
	}
	return status ? status : name_lenses(r, p, names);
}
