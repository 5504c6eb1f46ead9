/* read.c: a scenario file from its bytes to a scenario in which every name stands for something. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/fail.h"
#include "base/file.h"
#include "scenario/reading.h"

/* The file's name without directories and `.yaml`. */
static char *name_of_file(hel_arena *arena, const char *file)
{
	const char *slash = strrchr(file, '/'), *base = slash ? slash + 1 : file, *dot = strrchr(base, '.');
	bool is_yaml = dot && dot > base && (!strcmp(dot, ".yaml") || !strcmp(dot, ".yml"));
	return hel_arena_copy(arena, base, is_yaml ? (size_t)(dot - base) : strlen(base));
}

static hel_status read_name(hel_reading *r)
{
	const hel_yaml *node = hel_yaml_get(r->root, "name");
	const char *name = NULL;
	hel_status status = node ? hel_read_word(r, node, "name", &name) : HEL_OK;
	if (status)
		return status;
	r->scenario->name = name ? hel_arena_copy(r->arena, name, strlen(name)) : name_of_file(r->arena, r->file);
	return r->scenario->name ? HEL_OK : hel_no_memory(r);
}

static hel_status read_numbers(hel_reading *r)
{
	const hel_yaml *years = hel_yaml_get(r->root, "years"), *draws = hel_yaml_get(r->root, "draws");
	r->scenario->years = 10;
	r->scenario->draws = 200;
	hel_status status = years ? hel_read_number(r, years, "years", 1e-3, 1e4, &r->scenario->years) : HEL_OK;
	if (!status && draws)
		status = hel_read_integer(r, draws, "draws", 0, 1000000, &r->scenario->draws);
	return status;
}

static hel_status read_question(hel_reading *r)
{
	const hel_yaml *node = hel_yaml_get(r->root, "question");
	return node ? hel_read_line(r, node, "question", HEL_SENTENCE_MAX, &r->scenario->question) : HEL_OK;
}

static hel_status read_parts(hel_reading *r)
{
	static const char *const keys[] = {"name",  "world",     "lenses", "mechanisms", "years",
					   "draws", "reference", "claims", "ledger", "question", "bargain", NULL};
	const hel_yaml *world, *lenses, *mechanisms;
	hel_status status = hel_check_keys(r, r->root, "scenario", keys);
	if (!status)
		status = hel_need(r, r->root, "scenario", "world", &world);
	if (!status)
		status = hel_need(r, r->root, "scenario", "lenses", &lenses);
	if (!status)
		status = hel_need(r, r->root, "scenario", "mechanisms", &mechanisms);
	if (!status)
		status = read_name(r);
	if (!status)
		status = read_numbers(r);
	if (!status)
		status = hel_read_world(r, world);
	if (!status)
		status = hel_read_lenses(r, lenses);
	if (!status)
		status = hel_read_mechanisms(r, mechanisms);
	r->scenario->in_force.name = "in force";
	const hel_mechanism *in_force = NULL;
	if (!status && !r->scenario->world.stated)
		status = hel_pacts_in_force(r, r->scenario->world.day, &in_force);
	if (in_force)
		r->scenario->in_force = *in_force;
	if (!status)
		status = hel_read_reference(r, hel_yaml_get(r->root, "reference"));
	if (!status)
		status = read_question(r);
	if (!status)
		status = hel_read_ledger(r, hel_yaml_get(r->root, "ledger"));
	if (!status)
		status = hel_read_talks(r, hel_yaml_get(r->root, "bargain"));
	const hel_yaml *claims = hel_yaml_get(r->root, "claims");
	return status || !claims ? status : hel_read_claims(r, claims);
}

static hel_status parse(hel_scenario *scenario, hel_arena *arena, const char *text, size_t size, const char *file,
			hel_panel *panel, hel_error *error)
{
	hel_yaml *root = NULL;
	hel_status status = hel_yaml_read_map(&root, arena, text, size, file, "a scenario", error);
	if (status)
		return status;
	hel_reading r = {.scenario = scenario, .arena = arena, .panel = panel, .file = file, .error = error, .root = root};
	status = read_parts(&r);
	free(r.neutral);
	return status;
}

hel_status hel_scenario_parse(hel_scenario *scenario, const char *text, size_t size, const char *file, hel_panel *panel,
			      hel_error *error)
{
	hel_scenario made = {0};
	*scenario = (hel_scenario){0};
	hel_arena *arena = hel_arena_new();
	if (!arena)
		return hel_fail_memory(error);
	made.memory = arena;
	made.file = hel_arena_copy(arena, file, strlen(file));
	if (error)
		*error = (hel_error){0};
	hel_digest(made.sha256, text, size);
	hel_status status = made.file ? parse(&made, arena, text, size, file, panel, error) : hel_fail_memory(error);
	if (status)
		hel_scenario_free(&made);
	else
		*scenario = made;
	return status;
}

hel_status hel_scenario_read(hel_scenario *scenario, const char *file, hel_panel *panel, hel_error *error)
{
	char *bytes;
	size_t size;
	*scenario = (hel_scenario){0};
	hel_status status = hel_file_read(&bytes, &size, file, HEL_YAML_BYTES_MAX, error);
	if (status)
		return status;
	status = hel_scenario_parse(scenario, bytes, size, file, panel, error);
	free(bytes);
	return status;
}

hel_status hel_scenario_quantity(hel_quantity *quantity, hel_scenario *scenario, hel_panel *panel, const char *text,
				 const char *file, int mechanism, hel_error *error)
{
	hel_yaml *root = NULL;
	hel_error own = {0};
	hel_reading r = {.scenario = scenario, .arena = scenario->memory, .panel = panel, .file = file, .error = error ? error : &own};
	*r.error = (hel_error){0};
	hel_status status = hel_yaml_read(&root, r.arena, text, strlen(text), file, r.error);
	if (!status && scenario->world.stated)
		status = hel_list_stated(&r);
	return status ? status : hel_read_lone_quantity(&r, root, mechanism, quantity);
}

hel_status hel_scenario_parties(hel_scenario *scenario, hel_panel *panel, const char *text, const char *file, hel_error *error)
{
	hel_yaml *root = NULL;
	hel_error own = {0};
	hel_reading r = {.scenario = scenario, .arena = scenario->memory, .panel = panel, .file = file, .error = error ? error : &own};
	*r.error = (hel_error){0};
	hel_status status = hel_yaml_read(&root, r.arena, text, strlen(text), file, r.error);
	if (!status && !root)
		return hel_fail_at(r.error, HEL_EINPUT, file, 1, 1, "no party is named");
	if (!status && scenario->world.stated)
		status = hel_list_stated(&r);
	return status ? status : hel_read_other_parties(&r, root);
}

void hel_scenario_free(hel_scenario *scenario)
{
	hel_world_free(&scenario->world);
	hel_notes_free(&scenario->notes);
	hel_arena_free(scenario->memory);
	*scenario = (hel_scenario){0};
}
