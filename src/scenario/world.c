/* world.c: the `world` of a scenario: a day of the data, or a world that the file states itself. */
#include "base/fail.h"
#include "base/utf8.h"
#include "scenario/reading.h"

static hel_status read_day(hel_reading *r, const hel_yaml *node, hel_date *day, const hel_yaml **where)
{
	const hel_yaml *year = hel_yaml_get(node, "year"), *date = hel_yaml_get(node, "date");
	bool is_year;
	if (!year && !date)
		return hel_bad(r, node, "missing key 'year' in 'world'");
	if (year && date)
		return hel_bad(r,
			       year->line > date->line || (year->line == date->line && year->column > date->column)
				   ? year->key
				   : date->key,
			       "'world' has either 'year' or 'date', not both");
	*where = year ? year : date;
	hel_status status = hel_read_day(r, *where, year ? "year" : "date", true, day, &is_year);
	if (!status && is_year != (year != NULL))
		return hel_bad(r, *where, year ? "'year' must be a year; a day is a 'date'" : "'date' must be YYYY-MM-DD");
	return status;
}

/* The states of a region given as a list. Who is not in the system that day is found out by the snapshot. */
static hel_status read_codes(hel_reading *r, const hel_yaml *node, hel_world_options *options)
{
	int *code = hel_arena_alloc(r->arena, node->n, sizeof *code);
	if (!code)
		return hel_no_memory(r);
	for (const hel_yaml *item = node->first; item; item = item->next) {
		const char *word, *nearest = NULL;
		hel_status status = hel_read_word(r, item, "region", &word);
		if (!status)
			status = hel_panel_find_state(r->panel, word, &code[options->n_region_codes], &nearest, r->error);
		if (status)
			return hel_at(r, item, status);
		if (!code[options->n_region_codes])
			return hel_bad_word(r, item, "state", word, nearest);
		for (size_t c = 0; c < options->n_region_codes; c++) {
			if (code[c] == code[options->n_region_codes])
				return hel_bad(r, item, "state '%s' stands twice in 'region'", hel_utf8_brief(word).text);
		}
		options->n_region_codes++;
	}
	options->region_codes = code;
	return options->n_region_codes ? HEL_OK : hel_bad(r, node, "'region' has no states");
}

static hel_status read_region(hel_reading *r, const hel_yaml *node, hel_world_options *options)
{
	if (node->kind == HEL_YAML_LIST)
		return read_codes(r, node, options);
	size_t n;
	return hel_read_region(r, node, "region", options->day, &options->region, &n);
}

static bool has_region(const hel_world *world)
{
	for (int i = 0; i < world->n; i++) {
		if (world->state[i].in_region)
			return true;
	}
	return false;
}

hel_status hel_read_world(hel_reading *r, const hel_yaml *node)
{
	static const char *const keys[] = {"year", "date", "region", "carry-forward", "closed", "states", "distances", NULL};
	hel_status status = hel_need_map(r, node, "world");
	if (status)
		return status;
	if (hel_yaml_get(node, "states"))
		return hel_read_stated_world(r, node);
	if ((status = hel_check_keys(r, node, "world", keys)))
		return status;
	const hel_yaml *distances = hel_yaml_get(node, "distances"), *region = hel_yaml_get(node, "region"), *where = NULL;
	if (distances)
		return hel_bad(r, distances->key, "'distances' belongs to a world that states its 'states'");
	hel_world_options options = {0};
	const hel_yaml *carry = hel_yaml_get(node, "carry-forward"), *closed = hel_yaml_get(node, "closed");
	status = read_day(r, node, &options.day, &where);
	if (!status && carry)
		status = hel_read_bool(r, carry, "carry-forward", &options.carry_forward);
	if (!status && closed)
		status = hel_read_bool(r, closed, "closed", &options.closed);
	if (status)
		return status;
	if (!r->panel)
		return hel_fail_at(r->error, HEL_EUSAGE, r->file, node->line, node->column,
				   "this world needs data: open a panel first, or state the world");
	if (region)
		status = read_region(r, region, &options);
	if (!status)
		status = hel_at(r, where, hel_world_snapshot(&r->scenario->world, r->panel, &options, r->error));
	if (!status && !has_region(&r->scenario->world))
		return hel_bad(r, region ? region : node, "no state of the region is in the world of that day");
	return status ? status : hel_notes_append(&r->scenario->notes, &r->scenario->world.notes, r->error);
}
