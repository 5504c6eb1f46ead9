/* claims.c: the list of claims: what is said, by whom, on which side, and the test. */
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "scenario/reading.h"

static hel_status read_turn(hel_reading *r, const hel_yaml *value, hel_turn_over *over)
{
	double least, greatest, bound[2] = {0};
	int n = 0;
	if (!hel_turn_find(value->key->text, &over->turn)) {
		hel_nearest nearest = hel_nearest_start(value->key->text);
		for (int t = 0; t < HEL_TURNS; t++)
			hel_nearest_offer(&nearest, hel_turn_name((hel_turn)t));
		return hel_bad_word(r, value->key, "parameter", value->key->text, nearest.best);
	}
	if (value->kind != HEL_YAML_LIST || value->n != 2)
		return hel_bad(r, value, "'%s' must be a range [from, to]", value->key->text);
	hel_turn_bounds(over->turn, &least, &greatest);
	for (const hel_yaml *item = value->first; item; item = item->next) {
		hel_status status = hel_read_number(r, item, value->key->text, least, greatest, &bound[n++]);
		if (status)
			return status;
	}
	if (!(bound[0] < bound[1]))
		return hel_bad(r, value, "'%s' must be ordered: from < to", value->key->text);
	if (hel_turn_by_ratio(over->turn) && !(bound[0] > 0))
		return hel_bad(r, value->first, "'%s' must start above 0", value->key->text);
	over->from = bound[0];
	over->to = bound[1];
	return HEL_OK;
}

static hel_status read_pivots(hel_reading *r, const hel_yaml *node, hel_claim *claim)
{
	hel_status status = node ? hel_need_map(r, node, "pivots") : HEL_OK;
	size_t n = node ? node->n : HEL_TURNS;
	claim->pivot = status ? NULL : hel_arena_alloc(r->arena, n, sizeof *claim->pivot);
	if (!claim->pivot)
		return status ? status : hel_no_memory(r);
	for (const hel_yaml *value = node ? node->first : NULL; value && !status; value = value->next)
		status = read_turn(r, value, &claim->pivot[claim->n_pivots++]);
	for (int t = 0; !node && t < HEL_TURNS; t++) {
		hel_turn_over *over = &claim->pivot[claim->n_pivots++];
		over->turn = (hel_turn)t;
		hel_turn_range(over->turn, &over->from, &over->to);
	}
	return status;
}

static hel_status read_source(hel_reading *r, const hel_yaml *node, hel_claim *claim)
{
	static const char *const sides[] = {"for", "against", NULL};
	const hel_yaml *says, *by = hel_yaml_get(node, "by"), *where = hel_yaml_get(node, "where"), *side = hel_yaml_get(node, "side");
	int choice = 0;
	hel_status status = hel_need(r, node, "claim", "says", &says);
	if (!status)
		status = hel_read_line(r, says, "says", HEL_SENTENCE_MAX, &claim->says);
	if (!status && by)
		status = hel_read_line(r, by, "by", HEL_SENTENCE_MAX, &claim->by);
	if (!status && where)
		status = hel_read_line(r, where, "where", HEL_SENTENCE_MAX, &claim->where);
	if (!status && side)
		status = hel_read_choice(r, side, "side", sides, &choice);
	claim->side = !side ? HEL_SIDE_NONE : choice ? HEL_SIDE_AGAINST : HEL_SIDE_FOR;
	return status;
}

static hel_status read_claim(hel_reading *r, const hel_yaml *node, hel_claim *claim)
{
	static const char *const keys[] = {"says", "by", "where", "side", "mechanism", "test", "margin", "pivots", NULL};
	*claim = (hel_claim){.margin = 0.05, .line = node->line, .column = node->column};
	hel_status status = hel_check_keys(r, node, "claim", keys);
	const hel_yaml *test, *mechanism, *margin;
	if (!status)
		status = read_source(r, node, claim);
	if (!status && (mechanism = hel_yaml_get(node, "mechanism")))
		status = hel_read_mechanism_name(r, mechanism, false, &claim->mechanism);
	if (!status)
		status = hel_need(r, node, "claim", "test", &test);
	if (!status)
		status = hel_read_test(r, test, claim->mechanism, &claim->test, &claim->on_bases);
	if (!status && (margin = hel_yaml_get(node, "margin"))) {
		claim->margin_given = true;
		status = hel_read_number(r, margin, "margin", 0, 1, &claim->margin);
	}
	return status ? status : read_pivots(r, hel_yaml_get(node, "pivots"), claim);
}

hel_status hel_read_claims(hel_reading *r, const hel_yaml *node)
{
	hel_scenario *s = r->scenario;
	hel_status status = hel_need_list(r, node, "claims");
	if (!status && node->n > HEL_CLAIMS_MAX)
		return hel_bad(r, node, "too many claims in one file: at most %d", HEL_CLAIMS_MAX);
	s->claim = status ? NULL : hel_arena_alloc(r->arena, node->n, sizeof *s->claim);
	if (!s->claim)
		return status ? status : hel_no_memory(r);
	for (const hel_yaml *item = node->first; item && !status; item = item->next)
		status = read_claim(r, item, &s->claim[s->n_claims++]);
	return status;
}
