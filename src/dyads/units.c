/* units.c: which states there are, which code each bears, and which pairs make rows in which years. */
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "dyads/table.h"

static const hel_state_rows *spells_of(const hel_dyads *d)
{
	return d->request.system == HEL_SYSTEM_GW ? &d->panel->gw_states : &d->panel->states;
}

static int place_of(const hel_dyads *d, int code)
{
	for (int s = 0; s < d->n_states; s++) {
		if (d->code[s] == code)
			return s;
	}
	return -1;
}

static int by_code(const void *a, const void *b)
{
	const int *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

static hel_status list_states(hel_dyads *d, hel_error *error)
{
	const hel_state_rows *spells = spells_of(d);
	for (size_t s = 0; s < spells->n; s++) {
		if (place_of(d, spells->row[s].ccode) >= 0)
			continue;
		if (d->n_states == HEL_STATES_MAX || spells->row[s].ccode >= HEL_CODES)
			return hel_fail(error, HEL_EDATA, "damaged data: too many states, or a code of %d",
					spells->row[s].ccode);
		d->code[d->n_states++] = spells->row[s].ccode;
	}
	qsort(d->code, (size_t)d->n_states, sizeof *d->code, by_code);
	for (size_t s = spells->n; s > 0; s--) { /* they come sorted by code */
		if (s < spells->n && spells->row[s - 1].ccode > spells->row[s].ccode)
			return hel_fail(error, HEL_EDATA, "damaged data: states are not sorted by code");
		d->spells_of[place_of(d, spells->row[s - 1].ccode)] = s - 1;
	}
	d->spells_of[d->n_states] = spells->n;
	d->present = hel_arena_alloc(d->arena, (size_t)d->n_states * (size_t)d->n_years, sizeof *d->present);
	if (!d->present)
		return hel_fail_memory(error);
	for (size_t s = 0; s < spells->n; s++) {
		const hel_spell_state *row = &spells->row[s];
		int place = place_of(d, row->ccode);
		for (int y = 0; y < d->n_years; y++) {
			int year = HEL_FIRST_YEAR + y;
			d->present[hel_state_year(d, place, y)] |=
			    hel_year_of(row->from) <= year && year <= hel_year_of(row->to);
		}
	}
	return HEL_OK;
}

/* Every state bears its own code for ever. */
static bool bear_own(hel_dyads *d)
{
	hel_bearer *bearer = hel_arena_alloc(d->arena, (size_t)d->n_states, sizeof *bearer);
	for (int s = 0; bearer && s < d->n_states; s++)
		bearer[s] = (hel_bearer){s, 0, 9999};
	d->own.bearer = bearer;
	int s = 0;
	for (int code = 0; code <= HEL_CODES; code++) {
		d->own.start[code] = (size_t)s;
		s += s < d->n_states && d->code[s] == code;
	}
	return bearer != NULL;
}

/* Gleditsch-Ward states bear COW codes by year. */
static bool bear_cow(hel_dyads *d)
{
	if (d->request.system == HEL_SYSTEM_COW) {
		d->cow = d->own;
		return true;
	}
	const hel_code_row *row = d->panel->gw_codes.row;
	size_t n = d->panel->gw_codes.n, k = 0;
	hel_bearer *bearer = hel_arena_alloc(d->arena, n, sizeof *bearer);
	for (int code = 0; bearer && code <= HEL_CODES; code++) {
		d->cow.start[code] = k;
		for (size_t r = 0; r < n; r++) {
			int place = place_of(d, row[r].gwcode);
			if (row[r].ccode == code && place >= 0)
				bearer[k++] = (hel_bearer){place, row[r].from, row[r].to};
		}
	}
	d->cow.bearer = bearer;
	return bearer != NULL;
}

hel_status hel_dyads_find_states(hel_dyads *d, hel_error *error)
{
	hel_status status = hel_panel_need(d->panel, HEL_TABLE_STATES, error);
	if (!status && d->request.system == HEL_SYSTEM_GW)
		status = hel_panel_load(d->panel, 1u << HEL_TABLE_GW_STATES | 1u << HEL_TABLE_GW_CODES, error);
	if (!status)
		status = list_states(d, error);
	if (!status && !(bear_own(d) && bear_cow(d)))
		status = hel_fail_memory(error);
	return status;
}

bool hel_dyads_pair_years(const hel_dyads *d, int one, int two, bool *year)
{
	const hel_spell_state *spell = spells_of(d)->row;
	bool any = false;
	memset(year, 0, (size_t)d->n_years * sizeof *year);
	for (size_t a = d->spells_of[one]; a < d->spells_of[one + 1]; a++) {
		for (size_t b = d->spells_of[two]; b < d->spells_of[two + 1]; b++) {
			hel_date from = spell[a].from > spell[b].from ? spell[a].from : spell[b].from;
			hel_date to = spell[a].to < spell[b].to ? spell[a].to : spell[b].to;
			if (from > to)
				continue;
			for (int y = hel_year_of(from) - HEL_FIRST_YEAR;
			     y < d->n_years && y <= hel_year_of(to) - HEL_FIRST_YEAR; y++) {
				if (y >= 0)
					any = year[y] = true;
			}
		}
	}
	return any;
}

void hel_dyads_keep_relevant(const hel_dyads *d, int one, int two, bool *year)
{
	const hel_block *look[] = {d->majors[0], d->majors[1], d->contiguity};
	uint32_t entry[HEL_YEARS_MAX];
	bool relevant[HEL_YEARS_MAX] = {false};
	hel_run whole = {one, two, 0, d->n_years, 0};
	for (size_t b = 0; b < 3; b++) {
		hel_block_entries(d, look[b], &whole, entry);
		for (int y = 0; y < d->n_years; y++)
			relevant[y] |= look[b]->dictionary->value[entry[y]] > 0;
	}
	for (int y = 0; y < d->n_years; y++)
		year[y] &= relevant[y];
}

static bool add_run(hel_dyads *d, size_t *room, hel_run run)
{
	if (d->n_runs == *room) {
		size_t more = *room ? 2 * *room : 65536;
		hel_run *grown = hel_arena_alloc(d->arena, more, sizeof *grown);
		if (!grown)
			return false;
		if (d->n_runs)
			memcpy(grown, d->run, d->n_runs * sizeof *grown);
		d->run = grown;
		*room = more;
	}
	run.row = d->n_rows;
	d->run[d->n_runs++] = run;
	d->n_rows += (size_t)run.n;
	return true;
}

/* Maximal runs of years of a pair. */
static bool add_runs(hel_dyads *d, size_t *room, int one, int two, const bool *year)
{
	int first = d->request.from - HEL_FIRST_YEAR;
	for (int y = first; y < d->n_years; y++) {
		int start = y;
		while (y < d->n_years && year[y])
			y++;
		if (y > start && !add_run(d, room, (hel_run){one, two, start, y - start, 0}))
			return false;
	}
	return true;
}

hel_status hel_dyads_find_rows(hel_dyads *d, hel_error *error)
{
	bool year[HEL_YEARS_MAX];
	size_t room = 0, without_day = 0;
	int first = d->request.from - HEL_FIRST_YEAR;
	for (int one = 0; one < d->n_states; one++) {
		for (int two = d->request.undirected ? one + 1 : 0; two < d->n_states; two++) {
			if (one == two)
				continue;
			hel_dyads_pair_years(d, one, two, year);
			for (int y = first; y < d->n_years; y++)
				without_day += d->present[hel_state_year(d, one, y)] &&
					       d->present[hel_state_year(d, two, y)] && !year[y];
			if (d->request.relevant)
				hel_dyads_keep_relevant(d, one, two, year);
			if (!add_runs(d, &room, one, two, year))
				return hel_fail_memory(error);
		}
	}
	if (without_day)
		return hel_note(d->notes, error, "left out %zu rows of pairs that shared the year but no day of it",
				without_day);
	return HEL_OK;
}
