/* rules.c: a file of rules from its bytes to thresholds and clauses. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/file.h"
#include "base/utf8.h"
#include "power/reading.h"

hel_status hel_rules_bad(hel_rules_reading *r, const hel_yaml *node, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	hel_status status = hel_yaml_fault(r->error, r->file, node, format, args);
	va_end(args);
	return status;
}

hel_status hel_rules_need_list(hel_rules_reading *r, const hel_yaml *node, const char *what)
{
	if (node->kind != HEL_YAML_LIST)
		return hel_rules_bad(r, node, "'%s' must be a list", what);
	return node->n ? HEL_OK : hel_rules_bad(r, node, "'%s' is empty", what);
}

static hel_status read_text(hel_rules_reading *r, const hel_yaml *root, const char *key, const char **text)
{
	const hel_yaml *node = hel_yaml_get(root, key);
	if (!node)
		return HEL_OK;
	if (node->kind != HEL_YAML_WORD || !*node->text || strpbrk(node->text, "\n\t"))
		return hel_rules_bad(r, node, "'%s' must be a word or a line", key);
	*text = node->text;
	return HEL_OK;
}

/* Members of a union that is stated; then everybody else gets one of their own. */
static hel_status read_unions(hel_rules_reading *r, const hel_yaml *list, hel_rules *rules)
{
	hel_status status = hel_rules_need_list(r, list, "unions");
	int *union_of = hel_arena_alloc(r->arena, (size_t)r->n, sizeof *union_of);
	if (!union_of)
		return hel_rules_no_memory(r);
	for (int i = 0; i < r->n; i++)
		union_of[i] = -1;
	for (const hel_yaml *members = status ? NULL : list->first; members && !status; members = members->next) {
		status = hel_rules_need_list(r, members, "a union");
		for (const hel_yaml *name = status ? NULL : members->first; name && !status; name = name->next) {
			int voter = 0;
			status = hel_find_voter(r, name, &voter);
			if (!status && union_of[voter] >= 0)
				return hel_rules_bad(r, name, "'%s' is %s", hel_utf8_brief(name->text).text,
						     union_of[voter] == (int)rules->n_unions ? "listed twice"
											     : "in two unions");
			if (!status)
				union_of[voter] = (int)rules->n_unions;
		}
		rules->n_unions++;
	}
	for (int i = 0; i < r->n; i++) {
		if (union_of[i] < 0)
			union_of[i] = (int)rules->n_unions++;
	}
	rules->union_of = union_of;
	return status;
}

/* The file's name without directories and `.yaml`. */
static const char *name_of_file(hel_arena *arena, const char *file)
{
	const char *slash = strrchr(file, '/'), *base = slash ? slash + 1 : file, *dot = strrchr(base, '.');
	bool is_yaml = dot && dot > base && (!strcmp(dot, ".yaml") || !strcmp(dot, ".yml"));
	return hel_arena_copy(arena, base, is_yaml ? (size_t)(dot - base) : strlen(base));
}

static hel_status read_parts(hel_rules_reading *r, const hel_yaml *root, hel_rules *rules)
{
	static const char *const keys[] = {"name", "date", "voters", "rules", "unions", NULL};
	hel_form form = {0};
	const hel_yaml *list = hel_yaml_get(root, "rules"), *unions = hel_yaml_get(root, "unions");
	hel_status status = hel_yaml_check_keys(root, keys, r->file, r->error);
	if (!list)
		return status ? status : hel_rules_bad(r, root, "missing key 'rules'");
	rules->name = name_of_file(r->arena, r->file);
	r->threshold = hel_arena_alloc(r->arena, HEL_THRESHOLDS_MAX, sizeof *r->threshold);
	if (!rules->name || !r->threshold)
		return hel_rules_no_memory(r);
	if (!status)
		status = read_text(r, root, "name", &rules->name);
	if (!status)
		status = read_text(r, root, "date", &rules->date);
	if (!status)
		status = hel_rules_need_list(r, list, "rules");
	if (!status)
		status = hel_name_voters(r, root, list);
	if (!status)
		status = hel_read_forms(r, list, &form);
	if (!status && unions)
		status = read_unions(r, unions, rules);
	rules->n = r->n;
	rules->voter = r->voter;
	rules->threshold = r->threshold;
	rules->n_thresholds = r->n_thresholds;
	rules->clause = form.clause;
	rules->n_clauses = form.n;
	return status;
}

static hel_status parse(hel_rules *rules, hel_arena *arena, const char *text, size_t size, const char *file,
			hel_error *error)
{
	hel_yaml *root = NULL;
	hel_status status = hel_yaml_read_map(&root, arena, text, size, file, "a file of rules", error);
	if (status)
		return status;
	hel_rules_reading r = {.arena = arena, .file = file, .error = error};
	return read_parts(&r, root, rules);
}

hel_status hel_rules_parse(hel_rules *rules, const char *text, size_t size, const char *file, hel_error *error)
{
	hel_arena *arena = hel_arena_new();
	hel_rules made = {.memory = arena};
	*rules = (hel_rules){0};
	if (!arena)
		return hel_fail_memory(error);
	hel_status status = parse(&made, arena, text, size, file, error);
	if (status)
		hel_arena_free(arena);
	else
		*rules = made;
	return status;
}

hel_status hel_rules_read(hel_rules *rules, const char *file, hel_error *error)
{
	char *bytes;
	size_t size;
	*rules = (hel_rules){0};
	hel_status status = hel_file_read(&bytes, &size, file, HEL_YAML_BYTES_MAX, error);
	if (status)
		return status;
	status = hel_rules_parse(rules, bytes, size, file, error);
	free(bytes);
	return status;
}

void hel_rules_free(hel_rules *rules)
{
	hel_arena_free(rules->memory);
	*rules = (hel_rules){0};
}
