/* decisions.c: the rules of decision that are compared. */
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "scenario/talks.h"

static hel_status name_rule(hel_reading *r, const hel_talks *talks, hel_named_rule *rule)
{
	const hel_decision *d = &rule->rule;
	hel_decision_kind kind = d->kind == HEL_BY_AGENDA ? d->with : d->kind;
	hel_text text = {0};
	if (d->kind == HEL_BY_AGENDA)
		hel_text_printf(&text, "agenda of %s, ", talks->party[d->setter].name);
	hel_text_printf(&text, "%s", hel_decision_name(kind));
	for (size_t v = 0; kind == HEL_BY_VETO && v < d->n_veto; v++)
		hel_text_printf(&text, "%s%s", v ? ", " : " of ", talks->party[d->veto[v]].name);
	if (kind == HEL_BY_MAJORITY) {
		char digits[32];
		hel_format_double(digits, sizeof digits, d->majority);
		hel_text_printf(&text, " of %s", digits);
	}
	rule->name = text.failed ? NULL : hel_arena_copy(r->arena, text.bytes, text.n);
	hel_text_free(&text);
	return rule->name ? HEL_OK : hel_no_memory(r);
}

static hel_status unknown_rule(hel_reading *r, const hel_yaml *node)
{
	hel_nearest nearest = hel_nearest_start(node->text);
	for (int k = 0; k < HEL_DECISIONS; k++)
		hel_nearest_offer(&nearest, hel_decision_name((hel_decision_kind)k));
	return hel_bad_word(r, node, "rule", node->text, nearest.best);
}

static hel_status read_plain(hel_reading *r, const hel_yaml *node, hel_decision *rule)
{
	const char *word;
	hel_status status = hel_read_word(r, node, "rules", &word);
	if (status)
		return status;
	if (!strcmp(word, hel_decision_name(HEL_BY_CONSENSUS)))
		rule->kind = HEL_BY_CONSENSUS;
	else if (!strcmp(word, hel_decision_name(HEL_BY_CONSENSUS_MINUS_ONE)))
		rule->kind = HEL_BY_CONSENSUS_MINUS_ONE;
	else if (!strcmp(word, hel_decision_name(HEL_BY_VETO)))
		return hel_bad(r, node, "rule 'veto' must say who has it: {veto: [USA]}");
	else if (!strcmp(word, hel_decision_name(HEL_BY_MAJORITY)))
		return hel_bad(r, node, "rule 'majority' must say which: {majority: 0.667}");
	else if (!strcmp(word, hel_decision_name(HEL_BY_AGENDA)))
		return hel_bad(r, node, "rule 'agenda' must say who sets it: {agenda: USA, with: {majority: 0.5}}");
	else
		return unknown_rule(r, node);
	return HEL_OK;
}

static hel_status read_vetoers(hel_reading *r, const hel_yaml *list, const hel_talks *talks, hel_decision *rule)
{
	hel_status status = hel_need_list(r, list, "veto");
	if (!status && !list->n)
		return hel_bad(r, list, "'veto' has no parties");
	size_t *veto = status ? NULL : hel_arena_alloc(r->arena, list->n, sizeof *veto);
	if (!veto)
		return status ? status : hel_no_memory(r);
	for (const hel_yaml *item = list->first; item && !status; item = item->next) {
		status = hel_find_party(r, item, talks, &veto[rule->n_veto]);
		for (size_t v = 0; v < rule->n_veto && !status; v++) {
			if (veto[v] == veto[rule->n_veto])
				status = hel_bad(r, item, "'%s' stands twice in 'veto'", talks->party[veto[v]].name);
		}
		rule->n_veto++;
	}
	rule->veto = veto;
	return status;
}

static hel_status read_rule(hel_reading *r, const hel_yaml *node, const hel_talks *talks, bool may_set, hel_decision *rule)
{
	static const char *const agenda_keys[] = {"agenda", "with", NULL};
	*rule = (hel_decision){0};
	if (node->kind == HEL_YAML_WORD)
		return read_plain(r, node, rule);
	const hel_yaml *agenda = node->kind == HEL_YAML_MAP ? hel_yaml_get(node, "agenda") : NULL;
	if (agenda && may_set) {
		const hel_yaml *with;
		hel_status status = hel_check_keys(r, node, "agenda", agenda_keys);
		if (!status)
			status = hel_need(r, node, "agenda", "with", &with);
		if (!status)
			status = read_rule(r, with, talks, false, rule);
		rule->with = rule->kind;
		rule->kind = HEL_BY_AGENDA;
		return status ? status : hel_find_party(r, agenda, talks, &rule->setter);
	}
	if (node->kind != HEL_YAML_MAP || node->n != 1)
		return hel_bad(r, node, "a rule must be a word, {veto: [...]}, {majority: share}%s",
			       may_set ? " or {agenda: PARTY, with: RULE}" : "");
	const hel_yaml *veto = hel_yaml_get(node, "veto"), *majority = hel_yaml_get(node, "majority");
	if (!veto && !majority)
		return unknown_rule(r, node->first->key);
	rule->kind = veto ? HEL_BY_VETO : HEL_BY_MAJORITY;
	return veto ? read_vetoers(r, veto, talks, rule) : hel_read_number(r, majority, "majority", 1e-6, 1, &rule->majority);
}

static hel_status take_usual(hel_reading *r, hel_talks *talks)
{
	static const hel_decision usual[] = {{.kind = HEL_BY_CONSENSUS},
	                                     {.kind = HEL_BY_CONSENSUS_MINUS_ONE},
	                                     {.kind = HEL_BY_MAJORITY, .majority = 0.5},
	                                     {.kind = HEL_BY_MAJORITY, .majority = 0.667}};
	size_t n = sizeof usual / sizeof *usual;
	hel_status status = HEL_OK;
	talks->rule = hel_arena_alloc(r->arena, n, sizeof *talks->rule);
	if (!talks->rule)
		return hel_no_memory(r);
	for (size_t x = 0; x < n && !status; x++) {
		talks->rule[x].rule = usual[x];
		status = name_rule(r, talks, &talks->rule[talks->n_rules++]);
	}
	return status;
}

hel_status hel_read_decisions(hel_reading *r, const hel_yaml *node, hel_talks *talks)
{
	if (!node)
		return take_usual(r, talks);
	hel_status status = hel_need_list(r, node, "rules");
	talks->rule = status ? NULL : hel_arena_alloc(r->arena, node->n, sizeof *talks->rule);
	if (!talks->rule)
		return status ? status : hel_no_memory(r);
	for (const hel_yaml *item = node->first; item && !status; item = item->next) {
		hel_named_rule *rule = &talks->rule[talks->n_rules];
		status = read_rule(r, item, talks, true, &rule->rule);
		if (!status)
			status = name_rule(r, talks, rule);
		for (size_t x = 0; x < talks->n_rules && !status; x++) {
			if (hel_same_text(talks->rule[x].name, rule->name))
				status = hel_bad(r, item, "the rule '%s' stands twice", rule->name);
		}
		talks->n_rules++;
	}
	return status;
}
