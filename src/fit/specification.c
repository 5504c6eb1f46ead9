/* specification.c: what a fit is to be, key by key, from options or from a model file. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/file.h"
#include "base/text.h"
#include "base/yaml.h"
#include "fit/formula.h"
#include "helsinki/study.h"

hel_status hel_specification_init(hel_specification *s, hel_panel *panel, hel_error *error)
{
	hel_dyads_request table;
	hel_status status = hel_dyads_defaults(&table, panel, error);
	if (status)
		return status;
	*s = (hel_specification){.table = table, .lambda = 1000, .memory = hel_arena_new()};
	return s->memory ? HEL_OK : hel_fail_memory(error);
}

void hel_specification_free(hel_specification *s)
{
	hel_arena_free(s->memory);
	*s = (hel_specification){0};
}

typedef enum kind { TEXT, YEAR, FLAG, CHOICE, NUMBER, LIST } kind;

typedef struct key {
	const char *name;
	kind kind;
	size_t offset;           /* of the member */
	const char *const words[5]; /* of a choice: their places are the values */
	double least, greatest;  /* of a number */
} key;

#define MEMBER(member) offsetof(hel_specification, member)

static const key KEYS[] = {
    {"name", TEXT, MEMBER(name), {NULL}, 0, 0},
    {"says", TEXT, MEMBER(says), {NULL}, 0, 0},
    {"formula", TEXT, MEMBER(formula), {NULL}, 0, 0},
    {"where", TEXT, MEMBER(where), {NULL}, 0, 0},
    {"data", TEXT, MEMBER(data), {NULL}, 0, 0},
    {"cluster", TEXT, MEMBER(cluster), {NULL}, 0, 0},
    {"from", YEAR, MEMBER(from), {NULL}, 0, 0},
    {"to", YEAR, MEMBER(to), {NULL}, 0, 0},
    {"test-from", YEAR, MEMBER(test_from), {NULL}, 0, 0},
    {"rolling", YEAR, MEMBER(rolling), {NULL}, 0, 0},
    {"system", CHOICE, MEMBER(table.system), {"cow", "gw", NULL}, 0, 0},
    {"undirected", FLAG, MEMBER(table.undirected), {NULL}, 0, 0},
    {"mids", FLAG, MEMBER(table.cow_mids), {"gml", "cow", NULL}, 0, 0},
    {"mry", FLAG, MEMBER(table.carry_forward), {NULL}, 0, 0},
    {"prd", FLAG, MEMBER(table.relevant), {NULL}, 0, 0},
    {"rules", FLAG, MEMBER(table.peacesciencer), {"helsinki", "peacesciencer", NULL}, 0, 0},
    {"family", CHOICE, MEMBER(family), {"logit", "poisson", NULL}, 0, 0},
    {"correction", CHOICE, MEMBER(correction), {"none", "firth", "rare-events", NULL}, 0, 0},
    {"covariance", CHOICE, MEMBER(covariance), {"cluster", "states", "dyadic", "model", NULL}, 0, 0},
    {"share", NUMBER, MEMBER(share), {NULL}, 1e-12, 1 - 1e-12},
    {"conditional", FLAG, MEMBER(conditional), {NULL}, 0, 0},
    {"lambda", NUMBER, MEMBER(lambda), {NULL}, 1e-3, 1e9},
    {"omega", NUMBER, MEMBER(omega), {NULL}, 0, 1},
    {"join", LIST, MEMBER(join), {NULL}, 0, 0},
    {"compare", LIST, MEMBER(compare), {NULL}, 0, 0}};

enum { N_KEYS = sizeof KEYS / sizeof *KEYS };

static hel_status bad_word(const key *k, const char *value, hel_error *error)
{
	size_t n = 0;
	char all[128] = "";
	int length = 0;
	for (; k->words[n]; n++)
		length += snprintf(all + length, sizeof all - (size_t)length, "%s'%s'", n ? ", " : "", k->words[n]);
	const char *nearest = hel_nearest_word(value, k->words, n);
	if (nearest)
		return hel_fail(error, HEL_EUSAGE, "unknown %s '%s'; did you mean '%s'?", k->name, value, nearest);
	return hel_fail(error, HEL_EUSAGE, "unknown %s '%s': there are %s", k->name, value, all);
}

static void put_int(char *member, int value)
{
	memcpy(member, &value, sizeof value);
}

static hel_status set_choice(char *member, const key *k, const char *value, hel_error *error)
{
	for (int w = 0; k->words[w]; w++) {
		if (strcmp(k->words[w], value) != 0)
			continue;
		if (k->kind == FLAG)
			*(bool *)member = w > 0;
		else
			put_int(member, w); /* enumerations */
		return HEL_OK;
	}
	return bad_word(k, value, error);
}

static hel_status set_number(char *member, const key *k, const char *value, hel_error *error)
{
	char *end;
	double number = strtod(value, &end);
	bool is_year = k->kind == YEAR;
	double least = is_year ? 1 : k->least, greatest = is_year ? 9999 : k->greatest;
	if (*end || end == value || !(number >= least && number <= greatest) || (is_year && number != floor(number)))
		return hel_fail(error, HEL_EUSAGE, is_year ? "'%s' is no year (%s)" : "'%s' is no number in range (%s)", value, k->name);
	if (is_year)
		put_int(member, (int)number);
	else
		memcpy(member, &number, sizeof number);
	return HEL_OK;
}

static hel_status add_word(hel_specification *s, const key *k, const char *text, hel_error *error)
{
	bool joins = k->offset == MEMBER(join);
	int *n = joins ? &s->n_join : &s->n_compare;
	if (*n == HEL_COMPARE_MAX)
		return hel_fail(error, HEL_EUSAGE, "'%s' stands more than %d times", k->name, HEL_COMPARE_MAX);
	*(joins ? &s->join[*n] : &s->compare[*n]) = text;
	++*n;
	return HEL_OK;
}

hel_status hel_specification_set(hel_specification *s, const char *name, const char *value, hel_error *error)
{
	const key *k = NULL;
	const char *names[N_KEYS];
	for (size_t x = 0; x < N_KEYS; x++) {
		names[x] = KEYS[x].name;
		k = strcmp(names[x], name) ? k : &KEYS[x];
	}
	if (!k) {
		const char *nearest = hel_nearest_word(name, names, N_KEYS);
		return nearest ? hel_fail(error, HEL_EUSAGE, "unknown key '%s'; did you mean '%s'?", name, nearest)
		               : hel_fail(error, HEL_EUSAGE, "unknown key '%s'", name);
	}
	char *member = (char *)s + k->offset, *text;
	switch (k->kind) {
	case TEXT:
	case LIST:
		if (!(text = hel_arena_copy(s->memory, value, strlen(value))))
			return hel_fail_memory(error);
		if (k->kind == TEXT)
			memcpy(member, &text, sizeof text);
		else
			return add_word(s, k, text, error);
		return HEL_OK;
	case FLAG:
		if (k->words[0])
			return set_choice(member, k, value, error);
		if (strcmp(value, "") && strcmp(value, "true") && strcmp(value, "false"))
			return hel_fail(error, HEL_EUSAGE, "'%s' must be true or false", name);
		*(bool *)member = strcmp(value, "false") != 0;
		return HEL_OK;
	case CHOICE:
		return set_choice(member, k, value, error);
	case YEAR:
	case NUMBER:
		return set_number(member, k, value, error);
	}
	return HEL_OK;
}

static hel_status set_value(hel_specification *s, const char *file, const hel_yaml *value, hel_error *error)
{
	hel_error why = {0};
	if (value->kind != HEL_YAML_WORD && strcmp(value->key->text, "compare") != 0 && strcmp(value->key->text, "join") != 0)
		return hel_fail_at(error, HEL_EINPUT, file, value->line, value->column, "'%s' must be a word", value->key->text);
	hel_status status = HEL_OK;
	const hel_yaml *at = value->kind == HEL_YAML_WORD ? value : value->first;
	for (; at && !status; at = at->next) {
		status = hel_specification_set(s, value->key->text, at->text, &why);
		if (value->kind == HEL_YAML_WORD)
			break;
	}
	if (status != HEL_EUSAGE || !at)
		return status;
	const hel_yaml *place = !strncmp(why.message, "unknown key", 11) ? value->key : at;
	return hel_fail_at(error, HEL_EINPUT, file, place->line, place->column, "%s", why.message);
}

/* The formula's mistakes are told where the formula stands. */
static hel_status check_formula(const hel_specification *s, const char *file, const hel_yaml *root, hel_error *error)
{
	hel_error why = {0};
	hel_formula *formula = NULL;
	const hel_yaml *at = hel_yaml_get(root, "formula");
	if (!at)
		return hel_fail_at(error, HEL_EINPUT, file, root->line, root->column, "missing key 'formula' in a model");
	hel_status status = hel_formula_read(&formula, s->formula, s->where, &why);
	if (!status) {
		hel_formula_free(formula);
		return HEL_OK;
	}
	if (!strncmp(why.message, "where", 5))
		at = hel_yaml_get(root, "where");
	return hel_fail_at(error, status == HEL_EUSAGE ? HEL_EINPUT : status, file, at->line, at->column, "%s", why.message);
}

hel_status hel_specification_read(hel_specification *s, const char *file, hel_error *error)
{
	char *bytes = NULL;
	size_t size;
	hel_yaml *root = NULL;
	hel_status status = hel_file_read(&bytes, &size, file, HEL_YAML_BYTES_MAX, error);
	if (!status)
		status = hel_yaml_read(&root, s->memory, bytes, size, file, error);
	free(bytes);
	if (!status && (!root || root->kind != HEL_YAML_MAP))
		return hel_fail_at(error, HEL_EINPUT, file, 1, 1, "a model must be a mapping of keys such as 'formula'");
	for (const hel_yaml *value = status ? NULL : root->first; value && !status; value = value->next)
		status = set_value(s, file, value, error);
	return status ? status : check_formula(s, file, root, error);
}
