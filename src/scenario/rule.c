/* rule.c: the rule by which a commitment decides to act. */
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "scenario/reading.h"

static hel_status unknown_rule(hel_reading *r, const hel_yaml *node)
{
	hel_nearest nearest = hel_nearest_start(node->text);
	for (int k = 0; k < HEL_RULES; k++)
		hel_nearest_offer(&nearest, hel_rule_name((hel_rule_kind)k));
	return hel_bad_word(r, node, "rule", node->text, nearest.best);
}

static hel_status read_plain(hel_reading *r, const hel_yaml *node, hel_rule *rule)
{
	const char *word;
	hel_status status = hel_read_word(r, node, "rule", &word);
	if (status)
		return status;
	for (int k = 0; k < HEL_RULES; k++) {
		if (strcmp(word, hel_rule_name((hel_rule_kind)k)))
			continue;
		rule->kind = (hel_rule_kind)k;
		if (rule->kind == HEL_VETO)
			return hel_bad(r, node, "rule 'veto' must say who has it: {veto: [USA]}");
		if (rule->kind == HEL_MAJORITY)
			return hel_bad(r, node, "rule 'majority' must say which: {majority: 0.667}");
		return HEL_OK;
	}
	return unknown_rule(r, node);
}

static bool is_member(const hel_commitment *commitment, uint16_t state)
{
	for (size_t m = 0; m < commitment->n_members; m++) {
		if (commitment->member[m] == state)
			return true;
	}
	return false;
}

static hel_status read_vetoers(hel_reading *r, const hel_yaml *node, const char *whose, hel_commitment *commitment)
{
	hel_states states;
	hel_status status = hel_read_states(r, node, "veto", whose, &states);
	if (!status && !states.stated)
		return hel_bad(r, node, "'veto' has no states");
	commitment->rule = (hel_rule){.kind = HEL_VETO, .n_vetoers = states.n, .vetoer = states.state};
	for (size_t v = 0; v < states.n && !status; v++) {
		if (!is_member(commitment, states.state[v]))
			status = hel_note(&r->scenario->notes, r->error,
					  "'%s' may veto '%s' but is no member of it: that veto is never used",
					  r->scenario->world.state[states.state[v]].id, whose);
	}
	return status;
}

hel_status hel_read_rule(hel_reading *r, const hel_yaml *node, const char *whose, hel_commitment *commitment)
{
	commitment->rule = (hel_rule){.kind = HEL_AUTOMATIC};
	if (!node)
		return HEL_OK;
	if (node->kind == HEL_YAML_WORD)
		return read_plain(r, node, &commitment->rule);
	if (node->kind != HEL_YAML_MAP || node->n != 1)
		return hel_bad(r, node, "'rule' must be a word, {veto: [...]} or {majority: share}");
	const hel_yaml *veto = hel_yaml_get(node, "veto"), *majority = hel_yaml_get(node, "majority");
	if (veto)
		return read_vetoers(r, veto, whose, commitment);
	if (!majority)
		return unknown_rule(r, node->first->key);
	commitment->rule.kind = HEL_MAJORITY;
	double share;
	hel_status status = hel_read_number(r, majority, "majority", 0, 1, &share);
	if (!status && share <= 0)
		return hel_bad(r, majority, "'majority' must be above 0");
	commitment->rule.majority = share;
	return status;
}
