/* forms.c: the forms a rule can take, from nested `all` and `any` to alternatives of thresholds. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "power/reading.h"

/* A new threshold of n zero weights. */
static hel_status new_threshold(hel_rules_reading *r, const hel_yaml *node, int64_t **weight, size_t *index)
{
	if (r->n_thresholds == HEL_THRESHOLDS_MAX)
		return hel_rules_bad(r, node, "too many conditions: at most %d", HEL_THRESHOLDS_MAX);
	*weight = hel_arena_alloc(r->arena, (size_t)r->n, sizeof **weight);
	if (!*weight)
		return hel_rules_no_memory(r);
	*index = r->n_thresholds++;
	r->threshold[*index] = (hel_rule_threshold){.weight = *weight};
	return HEL_OK;
}

static hel_status make_form(hel_rules_reading *r, const hel_yaml *node, size_t n, hel_form *form)
{
	if (n > HEL_CLAUSES_MAX)
		return hel_rules_bad(r, node, "too many alternatives: at most %d", HEL_CLAUSES_MAX);
	*form = (hel_form){.clause = hel_arena_alloc(r->arena, n, sizeof *form->clause)};
	return form->clause ? HEL_OK : hel_rules_no_memory(r);
}

/* Adds the clause of all thresholds of two. */
static hel_status add_clause(hel_rules_reading *r, hel_form *form, const size_t *a, size_t n_a, const size_t *b, size_t n_b)
{
	size_t *threshold = hel_arena_alloc(r->arena, n_a + n_b, sizeof *threshold);
	if (!threshold || !form->clause)
		return hel_rules_no_memory(r);
	for (size_t x = 0; x < n_a + n_b; x++)
		threshold[x] = x < n_a ? a[x] : b[x - n_a];
	form->clause[form->n++] = (hel_rule_clause){n_a + n_b, threshold};
	return HEL_OK;
}

/* --- thresholds ----------------------------------------------------------------------------------------------------------- */

static hel_status read_weights(hel_rules_reading *r, const hel_yaml *map, int64_t *weight, int64_t *total)
{
	if (map->kind != HEL_YAML_MAP || !map->n)
		return hel_rules_bad(r, map, "'weights' must be a mapping of voters to whole numbers");
	for (const hel_yaml *value = map->first; value; value = value->next) {
		int voter = 0;
		hel_status status = hel_find_voter(r, value->key, &voter);
		if (!status)
			status = hel_read_weight(r, value, &weight[voter]);
		if (status)
			return status;
		*total += weight[voter];
		if (*total > (int64_t)1 << 61)
			return hel_rules_bad(r, value, "the weights are too large: their sum must be at most 2^61");
	}
	return HEL_OK;
}

static hel_status read_weighted(hel_rules_reading *r, const hel_yaml *rule, hel_form *form)
{
	const hel_yaml *weights = hel_yaml_get(rule, "weights"), *voters = hel_yaml_get(rule, "voters"),
		       *quota = hel_yaml_get(rule, "quota");
	int64_t *weight = NULL, total = 0;
	size_t index = 0;
	if (!quota)
		return hel_rules_bad(r, rule, "missing key 'quota' beside '%s'", weights ? "weights" : "voters");
	if (!weights == !voters)
		return hel_rules_bad(r, rule, "a quota needs either 'weights' or 'voters', of which each counts 1");
	hel_status status = new_threshold(r, rule, &weight, &index);
	if (!status && weight)
		status = weights ? read_weights(r, weights, weight, &total) : hel_mark_voters(r, voters, "voters", weight);
	if (status)
		return status;
	total = weights ? total : (int64_t)voters->n;
	if (!total)
		return hel_rules_bad(r, weights, "all weights are 0");
	r->threshold[index].total = total;
	status = hel_read_quota(r, quota, total, &r->threshold[index].quota);
	if (!status)
		status = make_form(r, rule, 1, form);
	return status ? status : add_clause(r, form, &index, 1, NULL, 0);
}

/* All voters of a list, as a threshold. */
static hel_status read_everyone(hel_rules_reading *r, const hel_yaml *list, const char *what, hel_form *form)
{
	int64_t *weight = NULL;
	size_t index = 0;
	hel_status status = new_threshold(r, list, &weight, &index);
	if (!status)
		status = hel_mark_voters(r, list, what, weight);
	if (status)
		return status;
	r->threshold[index].quota = r->threshold[index].total = (int64_t)list->n;
	return add_clause(r, form, &index, 1, NULL, 0);
}

static hel_status read_veto(hel_rules_reading *r, const hel_yaml *list, hel_form *form)
{
	hel_status status = make_form(r, list, 1, form);
	return status ? status : read_everyone(r, list, "veto", form);
}

static hel_status read_winning(hel_rules_reading *r, const hel_yaml *list, hel_form *form)
{
	hel_status status = hel_rules_need_list(r, list, "winning");
	if (!status)
		status = make_form(r, list, list->n, form);
	for (const hel_yaml *coalition = list->first; coalition && !status; coalition = coalition->next)
		status = read_everyone(r, coalition, "a winning coalition", form);
	return status;
}

/* --- all and any ---------------------------------------------------------------------------------------------------------- */

static hel_status read_rule(hel_rules_reading *r, const hel_yaml *rule, hel_form *form);

static hel_status both(hel_rules_reading *r, const hel_yaml *node, hel_form *form, const hel_form *more)
{
	hel_form product = {0};
	hel_status status = make_form(r, node, form->n * more->n, &product);
	assert(form->clause && more->clause); /* no form is empty */
	for (size_t a = 0; a < form->n; a++) {
		for (size_t b = 0; b < more->n && !status; b++)
			status = add_clause(r, &product, form->clause[a].threshold, form->clause[a].n,
					    more->clause[b].threshold, more->clause[b].n);
	}
	if (!status)
		*form = product;
	return status;
}

static hel_status either(hel_rules_reading *r, const hel_yaml *node, hel_form *form, const hel_form *more)
{
	hel_form sum = {0};
	hel_status status = make_form(r, node, form->n + more->n, &sum);
	if (status)
		return status;
	assert(sum.clause && form->clause && more->clause); /* no form is empty */
	for (size_t c = 0; c < form->n + more->n; c++)
		sum.clause[sum.n++] = c < form->n ? form->clause[c] : more->clause[c - form->n];
	*form = sum;
	return HEL_OK;
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the file, at most 64 */
static hel_status read_several(hel_rules_reading *r, const hel_yaml *list, const char *what, bool all, hel_form *form)
{
	hel_status status = hel_rules_need_list(r, list, what);
	for (const hel_yaml *rule = status ? NULL : list->first; rule && !status; rule = rule->next) {
		hel_form more = {0};
		status = read_rule(r, rule, &more);
		if (!status && rule == list->first)
			*form = more;
		else if (!status)
			status = all ? both(r, rule, form, &more) : either(r, rule, form, &more);
	}
	return status;
}

static hel_status read_rule(hel_rules_reading *r, const hel_yaml *rule,
			    hel_form *form) /* NOLINT(misc-no-recursion): see above */
{
	static const char *const keys[] = {"quota", "weights", "voters", "veto", "winning", "all", "any", NULL};
	if (rule->kind != HEL_YAML_MAP || !rule->n)
		return hel_rules_bad(
		    r, rule, "a rule must be a mapping: quota and weights, quota and voters, veto, winning, all or any");
	hel_status status = hel_yaml_check_keys(rule, keys, r->file, r->error);
	if (status)
		return status;
	if (hel_yaml_get(rule, "quota") || hel_yaml_get(rule, "weights") || hel_yaml_get(rule, "voters")) {
		for (const hel_yaml *value = rule->first; value; value = value->next) {
			const char *key = value->key->text;
			if (strcmp(key, "quota") != 0 && strcmp(key, "weights") != 0 && strcmp(key, "voters") != 0)
				return hel_rules_bad(r, value->key, "'%s' must be a rule of its own", key);
		}
		return read_weighted(r, rule, form);
	}
	if (rule->n > 1)
		return hel_rules_bad(r, rule->first->next->key, "'%s' must be a rule of its own",
				     rule->first->next->key->text);
	const hel_yaml *body = rule->first;
	if (!strcmp(body->key->text, "veto"))
		return read_veto(r, body, form);
	if (!strcmp(body->key->text, "winning"))
		return read_winning(r, body, form);
	return read_several(r, body, body->key->text, !strcmp(body->key->text, "all"), form);
}

hel_status hel_read_forms(hel_rules_reading *r, const hel_yaml *list, hel_form *form)
{
	return read_several(r, list, "rules", true, form);
}
