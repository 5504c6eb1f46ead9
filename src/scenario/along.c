/* along.c: mechanisms whose limits on arms or deployments may have any scale between two. */
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "base/utf8.h"
#include "scenario/talks.h"

enum { STEPS_USUAL = 5, STEPS_MAX = 101, ALONG_MAX = 20 };

/* A limit by a scale, whatever else it may hold. */
static bool is_scaled(const hel_commitment *c)
{
	for (size_t x = 0; x < c->n_clauses; x++) {
		hel_clause_type type = c->clause[x].type;
		if ((type == HEL_ARMS_LIMIT || type == HEL_DEPLOYMENT_LIMIT) && c->clause[x].scale >= 0)
			return true;
	}
	return false;
}

static hel_status read_commitment(hel_reading *r, const hel_yaml *node, const hel_mechanism *mechanism, hel_along *along)
{
	const char *word;
	hel_status status = hel_read_word(r, node, "commitment", &word);
	if (status)
		return status;
	hel_nearest nearest = hel_nearest_start(word);
	for (size_t c = 0; c < mechanism->n; c++) {
		hel_nearest_offer(&nearest, mechanism->commitment[c].name);
		if (strcmp(mechanism->commitment[c].name, word))
			continue;
		if (!is_scaled(&mechanism->commitment[c]))
			return hel_bad(r, node, "'%s' is no limit on arms or deployments by a scale", hel_utf8_brief(word).text);
		along->commitment[along->n_commitments++] = c;
		return HEL_OK;
	}
	return hel_bad_word(r, node, "commitment", word, nearest.best);
}

static hel_status read_commitments(hel_reading *r, const hel_yaml *node, const hel_mechanism *mechanism, hel_along *along)
{
	bool list = node->kind == HEL_YAML_LIST;
	hel_text name = {0};
	hel_status status = list && !node->n ? hel_bad(r, node, "'commitment' is empty") : HEL_OK;
	along->commitment = hel_arena_alloc(r->arena, list ? node->n : 1, sizeof *along->commitment);
	if (!along->commitment)
		return hel_no_memory(r);
	for (const hel_yaml *item = list ? node->first : node; item && !status; item = list ? item->next : NULL) {
		status = read_commitment(r, item, mechanism, along);
		hel_text_printf(&name, "%s%s", name.n ? " and " : "", item->text);
	}
	along->limits = name.failed || !name.n ? NULL : hel_arena_copy(r->arena, name.bytes, name.n);
	hel_text_free(&name);
	return status || along->limits ? status : hel_no_memory(r);
}

static hel_status read_scale(hel_reading *r, const hel_yaml *node, hel_along *along)
{
	if (node->kind != HEL_YAML_LIST || node->n != 2)
		return hel_bad(r, node, "'scale' must be a range [from, to]");
	hel_status status = hel_read_number(r, node->first, "scale", 0, 1, &along->from);
	if (!status)
		status = hel_read_number(r, node->first->next, "scale", 0, 1, &along->to);
	if (!status && !(along->from < along->to))
		return hel_bad(r, node, "'scale' must be ordered: from < to");
	return status;
}

static hel_status read_one(hel_reading *r, const hel_yaml *node, hel_along *along)
{
	static const char *const keys[] = {"mechanism", "commitment", "scale", "steps", "name", NULL};
	const hel_yaml *name, *commitment, *scale, *steps, *called;
	int mechanism = 0;
	along->steps = STEPS_USUAL;
	hel_status status = hel_check_keys(r, node, "along", keys);
	if (!status)
		status = hel_need(r, node, "along", "mechanism", &name);
	if (!status)
		status = hel_need(r, node, "along", "commitment", &commitment);
	if (!status)
		status = hel_need(r, node, "along", "scale", &scale);
	if (!status)
		status = hel_read_mechanism_name(r, name, false, &mechanism);
	if (!status)
		status = read_commitments(r, commitment, &r->scenario->mechanism[mechanism], along);
	if (!status)
		status = read_scale(r, scale, along);
	along->mechanism = (size_t)mechanism;
	if (!status && (steps = hel_yaml_get(node, "steps")))
		status = hel_read_integer(r, steps, "steps", 2, STEPS_MAX, &along->steps);
	if (!status && (called = hel_yaml_get(node, "name")))
		return hel_read_word(r, called, "name", &along->name);
	if (!status)
		along->name = hel_arena_printf(r->arena, "%s, %s", r->scenario->mechanism[mechanism].name, along->limits);
	return status || along->name ? status : hel_no_memory(r);
}

hel_status hel_read_along(hel_reading *r, const hel_yaml *node, hel_talks *talks)
{
	hel_status status = hel_need_list(r, node, "along");
	if (!status && node->n > ALONG_MAX)
		return hel_bad(r, node, "'along' has more than %d entries", ALONG_MAX);
	talks->along = status ? NULL : hel_arena_alloc(r->arena, node->n, sizeof *talks->along);
	if (!talks->along)
		return status ? status : hel_no_memory(r);
	for (const hel_yaml *item = node->first; item && !status; item = item->next) {
		hel_along *along = &talks->along[talks->n_along];
		status = read_one(r, item, along);
		for (size_t x = 0; x < talks->n_along && !status; x++) {
			if (!strcmp(talks->along[x].name, along->name))
				status = hel_bad(r, item, "two entries of 'along' are called '%s'", hel_utf8_brief(along->name).text);
		}
		talks->n_along++;
	}
	return status;
}
