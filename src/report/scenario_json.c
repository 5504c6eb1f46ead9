/* scenario_json.c: a scenario as a page that edits it needs it: the file as a tree, and what its names stand for. */
#include <string.h>

#include "base/yaml.h"
#include "helsinki/report.h"
#include "report/facts.h"
#include "report/words.h"

enum { DIGITS_MAX = 15, REGIONS_MAX = 256 };

/* --- the file as a tree --------------------------------------------------------------------------------------------- */

static bool is_whole(const char *text)
{
	const char *digits = text + (*text == '-');
	size_t n = strspn(digits, "0123456789");
	return n && n <= DIGITS_MAX && !digits[n] && (*digits != '0' || (n == 1 && digits == text));
}

/* Whole numbers stay whole; the reader of numbers decides what is one at all. */
static hel_tree *number(hel_maker *m, const char *text, double value)
{
	return is_whole(text) ? hel_make_integer(m, (long long)value) : hel_make_real(m, value);
}

static hel_tree *word(hel_maker *m, const hel_yaml *node)
{
	double value;
	if (!node->plain)
		return hel_make_string(m, node->text);
	if (!*node->text || !strcmp(node->text, "~") || !strcmp(node->text, "null"))
		return hel_make_null(m);
	if (!strcmp(node->text, "true") || !strcmp(node->text, "false"))
		return hel_make_bool(m, *node->text == 't');
	return hel_parse_double(node->text, &value) ? number(m, node->text, value) : hel_make_string(m, node->text);
}

/* As deep as the reader of YAML lets a file be. */
static hel_tree *tree(hel_maker *m, const hel_yaml *node)
{
	if (node->kind == HEL_YAML_WORD)
		return word(m, node);
	bool is_map = node->kind == HEL_YAML_MAP;
	hel_tree *made = is_map ? hel_make_object(m) : hel_make_array(m);
	for (const hel_yaml *child = node->first; child; child = child->next) {
		if (is_map)
			hel_set(m, made, child->key->text, tree(m, child));
		else
			hel_add(m, made, tree(m, child));
	}
	return made;
}

static hel_status read_tree(hel_maker *m, hel_tree **made, const hel_scenario *s, const char *text, size_t size,
			    hel_error *error)
{
	hel_yaml *root = NULL;
	hel_arena *arena = hel_arena_new();
	m->failed |= !arena;
	hel_status status = arena ? hel_yaml_read(&root, arena, text, size, s->file, error) : HEL_OK;
	*made = root ? tree(m, root) : NULL;
	hel_arena_free(arena);
	return status;
}

/* --- what its names stand for ---------------------------------------------------------------------------------------- */

hel_tree *hel_make_about(hel_maker *m, const hel_scenario *s)
{
	hel_tree *object = hel_make_object(m);
	hel_set(m, object, "name", hel_make_string(m, s->name));
	hel_set(m, object, "file", hel_make_string(m, hel_file_shown(s->file)));
	hel_set(m, object, "question", hel_make_string(m, s->question));
	hel_set(m, object, "years", hel_make_real(m, s->years));
	hel_set(m, object, "draws", hel_make_integer(m, s->draws));
	hel_set(m, object, "reference", hel_make_string(m, s->reference_name));
	return object;
}

static hel_tree *lenses(hel_maker *m, const hel_scenario *s)
{
	hel_tree *array = hel_make_array(m);
	for (size_t l = 0; l < s->n_lenses; l++) {
		hel_tree *lens = hel_make_object(m);
		hel_set(m, lens, "name", hel_make_string(m, s->lens[l].name));
		hel_set(m, lens, "kind", hel_make_string(m, hel_lens_kind_name(s->lens[l].kind)));
		hel_set(m, lens, "assumes", hel_make_string(m, hel_lens_sentence(&s->lens[l])));
		hel_add(m, array, lens);
	}
	return array;
}

static hel_tree *mechanisms(hel_maker *m, const hel_scenario *s)
{
	hel_tree *array = hel_make_array(m);
	for (size_t x = 0; x < s->n_mechanisms; x++)
		hel_add(m, array, hel_make_mechanism(m, &s->world, &s->mechanism[x]));
	return array;
}

hel_status hel_make_regions(hel_maker *m, hel_tree **regions, hel_panel *panel, hel_error *error)
{
	const char *name[REGIONS_MAX];
	size_t n = 0;
	hel_status status = panel ? hel_panel_regions(panel, name, REGIONS_MAX, &n, error) : HEL_OK;
	*regions = hel_make_array(m);
	for (size_t r = 0; !status && r < n && r < REGIONS_MAX; r++)
		hel_add(m, *regions, hel_make_string(m, name[r]));
	return status;
}

hel_status hel_report_scenario_json(hel_text *report, const hel_scenario *s, const char *text, size_t size, hel_panel *panel,
				    hel_error *error)
{
	hel_maker maker = {0}, *m = &maker;
	hel_tree *file = NULL, *regions = NULL;
	hel_status status = hel_make_regions(m, &regions, panel, error);
	if (!status)
		status = read_tree(m, &file, s, text, size, error);
	if (status) {
		hel_maker_free(m);
		return status;
	}
	hel_tree *object = hel_make_object(m);
	hel_set(m, object, "scenario", hel_make_about(m, s));
	hel_set(m, object, "tree", file);
	hel_set(m, object, "world", hel_make_world(m, &s->world, HEL_WHOLE));
	hel_set(m, object, "lenses", lenses(m, s));
	hel_set(m, object, "mechanisms", mechanisms(m, s));
	hel_set(m, object, "regions", regions);
	hel_set(m, object, "ledger", hel_make_ledger(m, s));
	hel_set(m, object, "claims", hel_make_integer(m, (long long)s->n_claims));
	hel_set(m, object, "warnings", hel_make_notes(m, &s->notes));
	return hel_tree_write(report, m, object, error);
}
