/* snapshot.c: the world of a day. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "helsinki/world.h"
#include "world/distances.h"

typedef struct snapshot {
	hel_world *world;
	hel_panel *panel;
	const hel_world_options *options;
	size_t n_codes;
	int codes[HEL_CODES];       /* in the system that day */
	bool in_region[HEL_CODES];  /* by code */
	int year, capability_year;
} snapshot;

/* The yearly sources a snapshot needs, in the order in which a missing one is named. */
static const struct {
	hel_table table;
	const char *what;
	bool approximated_before; /* distance before 1886 has a rule of its own */
} needed[] = {{HEL_TABLE_NMC, "capability", false},
              {HEL_TABLE_MINDIST, "distance", true},
              {HEL_TABLE_CONTIGUITY, "contiguity", false},
              {HEL_TABLE_MAJORS, "major powers", false},
              {HEL_TABLE_RIVALRIES, "rivalries", false}};

static hel_status check_coverage(snapshot *s, hel_error *error)
{
	for (size_t x = 0; x < sizeof needed / sizeof *needed; x++) {
		int from, to;
		hel_status status = hel_panel_coverage(s->panel, needed[x].table, &from, &to, error);
		if (status)
			return status;
		const char *file = hel_table_file(needed[x].table);
		if (s->year < from && !needed[x].approximated_before)
			return hel_fail(error, HEL_EINPUT, "year %d is before %s (%s), which begins in %d", s->year, needed[x].what, file, from);
		if (s->year <= to)
			continue;
		if (!s->options->carry_forward)
			return hel_fail(error, HEL_EINPUT,
			                "year %d is after the last year of %s (%s), %d; 'carry-forward: true' takes the figures of that year",
			                s->year, needed[x].what, file, to);
		if (needed[x].table == HEL_TABLE_NMC)
			s->capability_year = to;
		status = hel_note(&s->world->notes, error, "%s (%s) of %d is carried forward to %d", needed[x].what, file, to, s->year);
		if (status)
			return status;
	}
	return HEL_OK;
}

static hel_status leave_out(hel_world *world, const char *id, const char *why, hel_error *error)
{
	hel_left_out *more = realloc(world->left_out, (world->n_left_out + 1) * sizeof *more);
	if (!more)
		return hel_fail_memory(error);
	world->left_out = more;
	hel_left_out *entry = &more[world->n_left_out++];
	snprintf(entry->id, sizeof entry->id, "%s", id);
	snprintf(entry->why, sizeof entry->why, "%s", why);
	return hel_note(&world->notes, error, "%s is left out: %s", id, why);
}

static bool is_there(const snapshot *s, int ccode)
{
	for (size_t c = 0; c < s->n_codes; c++) {
		if (s->codes[c] == ccode)
			return true;
	}
	return false;
}

static hel_status mark_named_region(snapshot *s, hel_error *error)
{
	hel_region_member *member = malloc(HEL_CODES * sizeof *member);
	size_t n = 0;
	const char *nearest = NULL;
	if (!member)
		return hel_fail_memory(error);
	hel_status status = hel_panel_region(s->panel, s->options->region, s->options->day, member, HEL_CODES, &n, &nearest, error);
	if (status == HEL_EINPUT && nearest)
		hel_fail(error, HEL_EINPUT, "unknown region '%s'; did you mean '%s'?", s->options->region, nearest);
	for (size_t m = 0; !status && m < n; m++) {
		if (member[m].ccode && is_there(s, member[m].ccode))
			s->in_region[member[m].ccode] = true;
		else
			status = leave_out(s->world, member[m].name, "not in the state system that day", error);
	}
	if (!status && !n)
		status = hel_fail(error, HEL_EINPUT, "region '%s' has no members on %04d-%02d-%02d", s->options->region,
		                  s->options->day / 10000, s->options->day / 100 % 100, s->options->day % 100);
	free(member);
	return status;
}

static hel_status mark_region(snapshot *s, hel_error *error)
{
	const hel_world_options *options = s->options;
	const char *name = options->n_region_codes ? "list" : options->region ? options->region : "world";
	snprintf(s->world->region, sizeof s->world->region, "%s", name);
	if (options->region && !options->n_region_codes)
		return mark_named_region(s, error);
	hel_status status = HEL_OK;
	for (size_t c = 0; !options->n_region_codes && c < s->n_codes; c++)
		s->in_region[s->codes[c]] = true;
	for (size_t c = 0; !status && c < options->n_region_codes; c++) {
		int ccode = options->region_codes[c];
		const char *id = hel_panel_abbreviation(s->panel, ccode);
		if (is_there(s, ccode))
			s->in_region[ccode] = true;
		else
			status = leave_out(s->world, id ? id : "a state", "not in the state system that day", error);
	}
	return status;
}

static hel_status figure(const snapshot *s, hel_state_column column, int ccode, double *value, hel_na *na, hel_error *error)
{
	hel_value v;
	hel_status status = hel_panel_state_value(s->panel, column, ccode, s->year, true, &v, error);
	*value = status ? NAN : v.value;
	if (na)
		*na = status ? HEL_NA_NONE : v.na;
	return status;
}

static void find_capital(const snapshot *s, hel_state *state)
{
	for (size_t c = 0; c < s->panel->capitals.n; c++) {
		const hel_capital_row *row = &s->panel->capitals.row[c];
		if (row->ccode == state->ccode && row->from <= s->options->day && row->to >= s->options->day) {
			state->lat = row->lat;
			state->lon = row->lon;
		}
	}
}

static bool is_nuclear(const snapshot *s, int ccode)
{
	for (size_t r = 0; r < s->panel->nuclear.n; r++) {
		const hel_spell *row = &s->panel->nuclear.row[r];
		if (row->ccode == ccode && row->from <= s->options->day && row->to >= s->options->day)
			return true;
	}
	return false;
}

static hel_status fill_state(const snapshot *s, hel_state *state, hel_na *na, hel_error *error)
{
	double major = 0;
	hel_status status = figure(s, HEL_CINC, state->ccode, &state->cinc, na, error);
	if (!status)
		status = figure(s, HEL_MILEX, state->ccode, &state->milex, NULL, error);
	if (!status)
		status = figure(s, HEL_TPOP, state->ccode, &state->population, NULL, error);
	if (!status)
		status = figure(s, HEL_MILPER, state->ccode, &state->milper, NULL, error);
	if (!status)
		status = figure(s, HEL_MAJOR, state->ccode, &major, NULL, error);
	state->major = major > 0;
	state->nuclear = is_nuclear(s, state->ccode);
	state->in_region = s->in_region[state->ccode];
	find_capital(s, state);
	const hel_source *nmc = hel_panel_source_of(s->panel, HEL_TABLE_NMC);
	snprintf(state->capability_source, sizeof state->capability_source, "%.*s, %d%s", (int)strcspn(nmc ? nmc->release : "NMC", ","),
	         nmc ? nmc->release : "NMC", s->capability_year, s->capability_year < s->year ? " (carried forward)" : "");
	return status;
}

static hel_status add_states(snapshot *s, hel_error *error)
{
	hel_world *world = s->world;
	world->state = calloc(s->n_codes + 1, sizeof *world->state);
	if (!world->state)
		return hel_fail_memory(error);
	hel_status status = HEL_OK;
	double milex = 0;
	for (size_t c = 0; !status && c < s->n_codes; c++) {
		if (world->closed && !s->in_region[s->codes[c]])
			continue;
		hel_state state = {.ccode = s->codes[c], .lat = NAN, .lon = NAN};
		const char *id = hel_panel_abbreviation(s->panel, state.ccode), *name = hel_panel_name(s->panel, state.ccode);
		snprintf(state.id, sizeof state.id, "%s", id ? id : "?");
		snprintf(state.name, sizeof state.name, "%s", name ? name : "?");
		hel_na na;
		status = fill_state(s, &state, &na, error);
		if (!status && isnan(state.cinc)) {
			char why[96];
			snprintf(why, sizeof why, "its capability is %s", hel_na_text(na));
			status = leave_out(world, state.id, why, error);
		} else if (!status) {
			milex += isnan(state.milex) ? 0 : state.milex;
			world->state[world->n++] = state;
		}
	}
	for (int i = 0; i < world->n; i++)
		world->state[i].milex = milex > 0 ? world->state[i].milex / milex : NAN;
	return status;
}

static hel_status add_pairs(snapshot *s, hel_error *error)
{
	hel_world *world = s->world;
	size_t n = (size_t)world->n;
	int codes[HEL_CODES];
	for (size_t i = 0; i < n; i++)
		codes[i] = world->state[i].ccode;
	hel_places places = hel_places_of(codes, n);
	world->dist_km = malloc((n * n + 1) * sizeof *world->dist_km);
	world->contiguity = malloc(n * n + 1);
	world->rival = malloc(n * n + 1);
	world->based_km = malloc((n * n + 1) * sizeof *world->based_km);
	if (!world->dist_km || !world->based_km || !world->contiguity || !world->rival)
		return hel_fail_memory(error);
	hel_distance_tally tally;
	hel_status status = hel_fill_distances(world->dist_km, s->panel, codes, n, s->year, &tally, error);
	hel_fill_based(world, s->panel, &places, s->options->day);
	hel_fill_contiguity(world->contiguity, s->panel, &places, n, s->year);
	hel_fill_rivals(world->rival, s->panel, &places, n, s->year);
	if (!status && tally.between_capitals)
		status = hel_note(&world->notes, error, "distance is that between capitals for %zu of %zu pairs of states",
		                  tally.between_capitals, n * (n - 1) / 2);
	return status;
}

hel_status hel_world_snapshot(hel_world *world, hel_panel *panel, const hel_world_options *options, hel_error *error)
{
	hel_world made = {.day = options->day,
	                  .year = options->day / 10000,
	                  .closed = options->closed,
	                  .carry_forward = options->carry_forward};
	snapshot *s = calloc(1, sizeof *s);
	if (!s)
		return hel_fail_memory(error);
	*s = (snapshot){.world = &made, .panel = panel, .options = options, .year = made.year, .capability_year = made.year};
	unsigned tables = 1u << HEL_TABLE_STATES | 1u << HEL_TABLE_MAJORS | 1u << HEL_TABLE_NMC | 1u << HEL_TABLE_MINDIST |
	                  1u << HEL_TABLE_CONTIGUITY | 1u << HEL_TABLE_CAPITALS | 1u << HEL_TABLE_RIVALRIES | 1u << HEL_TABLE_NUCLEAR |
	                  1u << HEL_TABLE_HOSTS;
	hel_status status = hel_panel_load(panel, tables, error);
	if (!status)
		status = check_coverage(s, error);
	if (!status)
		status = hel_panel_states_on(panel, options->day, s->codes, HEL_CODES, &s->n_codes, error);
	if (!status)
		status = mark_region(s, error);
	if (!status)
		status = add_states(s, error);
	if (!status)
		status = add_pairs(s, error);
	free(s);
	if (status)
		hel_world_free(&made);
	else
		*world = made;
	return status;
}

void hel_world_free(hel_world *world)
{
	free(world->state);
	free(world->dist_km);
	free(world->based_km);
	free(world->contiguity);
	free(world->rival);
	for (int by = 0; by < 2; by++) {
		free(world->peace_from[by]);
		free(world->fought[by]);
	}
	free(world->left_out);
	hel_notes_free(&world->notes);
	*world = (hel_world){0};
}

int hel_world_find(const hel_world *world, const char *id)
{
	for (int i = 0; i < world->n; i++) {
		if (world->stated ? !strcmp(world->state[i].id, id) : hel_same_word(world->state[i].id, id))
			return i;
	}
	return -1;
}

int hel_world_find_code(const hel_world *world, int ccode)
{
	int low = 0, high = world->n;
	while (low < high) {
		int middle = (low + high) / 2;
		if (world->state[middle].ccode < ccode)
			low = middle + 1;
		else
			high = middle;
	}
	return low < world->n && world->state[low].ccode == ccode && ccode > 0 ? low : -1;
}
