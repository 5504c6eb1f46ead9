/* yearly.c: figures of single states, twice in a row: capabilities, majors, democracy, GDP; and the keys of G-W states. */
#include <math.h>

#include "base/fail.h"
#include "dyads/table.h"

/* The same dictionary for state 1 and state 2. */
static hel_status add_both_sides(hel_dyads *d, hel_dyad_source source, const hel_dictionary *dictionary,
				 const uint32_t *of_state_year, hel_error *error)
{
	hel_block block = {.kind = HEL_BLOCK_SIDE, .dictionary = dictionary, .of_state_year = of_state_year};
	hel_status status = hel_block_add(d, block, source, 0, 1, error);
	block.of_two = true;
	return status ? status : hel_block_add(d, block, source, 0, 2, error);
}

static uint32_t *new_of_state_year(hel_dyads *d)
{
	return hel_arena_alloc(d->arena, (size_t)d->n_states * (size_t)d->n_years, sizeof(uint32_t));
}

/* States that are there after the source's last year take its last figures. */
static void carry(const hel_dyads *d, uint32_t *of_state_year, const hel_years *years)
{
	for (int s = 0; s < d->n_states; s++) {
		uint32_t *year = of_state_year + hel_state_year(d, s, 0);
		for (int y = years->to + 1 - HEL_FIRST_YEAR; y < d->n_years && y <= years->until - HEL_FIRST_YEAR; y++) {
			if (y > 0 && d->present[hel_state_year(d, s, y)])
				year[y] = year[y - 1];
		}
	}
}

static hel_status add_yearly(hel_dyads *d, hel_dyad_source source, const hel_yearly_rows *rows, size_t n_columns,
			     const hel_bearers *bearers, hel_error *error)
{
	hel_years years;
	hel_status status = hel_dyads_years(d, source, true, &years, error);
	if (status)
		return status;
	hel_dictionary *dictionary = hel_dictionary_new(d, n_columns);
	uint32_t *of_state_year = new_of_state_year(d);
	if (!dictionary || !of_state_year)
		return hel_fail_memory(error);
	for (size_t r = 0; r < rows->n; r++) {
		const hel_yearly_row *row = &rows->row[r];
		int y = row->year - HEL_FIRST_YEAR;
		uint32_t entry = 0;
		if (y < 0 || y >= d->n_years)
			continue;
		for (size_t b = bearers->start[row->code]; b < bearers->start[row->code + 1]; b++) {
			const hel_bearer *bearer = &bearers->bearer[b];
			if (row->year < bearer->from || row->year > bearer->to)
				continue;
			if (!entry && !(entry = hel_dictionary_add(d, dictionary, row->value)))
				return hel_fail_memory(error);
			of_state_year[hel_state_year(d, bearer->place, y)] = entry;
		}
	}
	carry(d, of_state_year, &years);
	return add_both_sides(d, source, dictionary, of_state_year, error);
}

hel_status hel_dyads_add_nmc(hel_dyads *d, hel_error *error)
{
	hel_status status = hel_panel_need(d->panel, HEL_TABLE_NMC, error);
	return status ? status : add_yearly(d, HEL_SOURCE_NMC, &d->panel->nmc, 7, &d->cow, error);
}

hel_status hel_dyads_add_democracy(hel_dyads *d, hel_error *error)
{
	bool gw = d->request.system == HEL_SYSTEM_GW;
	hel_status status = hel_panel_need(d->panel, gw ? HEL_TABLE_GW_DEMOCRACY : HEL_TABLE_DEMOCRACY, error);
	return status ? status
		      : add_yearly(d, HEL_SOURCE_DEMOCRACY, gw ? &d->panel->gw_democracy : &d->panel->democracy, 4, &d->own,
				   error);
}

hel_status hel_dyads_add_gdp(hel_dyads *d, hel_error *error)
{
	bool gw = d->request.system == HEL_SYSTEM_GW;
	hel_status status = hel_panel_need(d->panel, gw ? HEL_TABLE_GW_GDP : HEL_TABLE_GDP, error);
	return status ? status : add_yearly(d, HEL_SOURCE_GDP, gw ? &d->panel->gw_gdp : &d->panel->gdp, 6, &d->own, error);
}

/* A state that bears no COW code in the year (Gleditsch and Ward alone know it) has no row in COW's lists: NA, not 0, but for
 * peacesciencer. */
static void no_majors(const hel_dyads *d, uint32_t *of_state_year, const hel_years *years, uint32_t zero)
{
	for (int y = 0; y < d->n_years && d->request.peacesciencer; y++) {
		for (int s = 0; s < d->n_states && HEL_FIRST_YEAR + y <= years->until; s++)
			of_state_year[hel_state_year(d, s, y)] = zero;
	}
	for (int code = 0; code < HEL_CODES; code++) {
		for (size_t b = d->cow.start[code]; b < d->cow.start[code + 1]; b++) {
			const hel_bearer *bearer = &d->cow.bearer[b];
			for (int y = 0; y < d->n_years; y++) {
				int year = HEL_FIRST_YEAR + y;
				if (year >= bearer->from && year <= bearer->to && year >= years->from &&
				    year <= years->until)
					of_state_year[hel_state_year(d, bearer->place, y)] = zero;
			}
		}
	}
}

hel_status hel_dyads_add_majors(hel_dyads *d, hel_error *error)
{
	hel_years years;
	hel_status status = hel_panel_need(d->panel, HEL_TABLE_MAJORS, error);
	if (!status)
		status = hel_dyads_years(d, HEL_SOURCE_MAJORS, true, &years, error);
	if (status)
		return status;
	hel_dictionary *dictionary = hel_dictionary_new(d, 1);
	uint32_t *of_state_year = new_of_state_year(d);
	uint32_t zero = dictionary ? hel_dictionary_add(d, dictionary, &(double){0}) : 0;
	uint32_t one = zero ? hel_dictionary_add(d, dictionary, &(double){1}) : 0;
	if (!one || !of_state_year)
		return hel_fail_memory(error);
	no_majors(d, of_state_year, &years, zero);
	for (size_t m = 0; m < d->panel->majors.n; m++) {
		const hel_spell *row = &d->panel->majors.row[m];
		for (size_t b = d->cow.start[row->ccode]; b < d->cow.start[row->ccode + 1]; b++) {
			const hel_bearer *bearer = &d->cow.bearer[b];
			for (int y = 0; y < d->n_years; y++) {
				int year = HEL_FIRST_YEAR + y;
				if (year >= bearer->from && year <= bearer->to && year >= hel_year_of(row->from) &&
				    year <= hel_year_of(row->to) && year <= years.until)
					of_state_year[hel_state_year(d, bearer->place, y)] = one;
			}
		}
	}
	d->majors[0] = &d->block[d->n_blocks];
	d->majors[1] = &d->block[d->n_blocks + 1];
	return add_both_sides(d, HEL_SOURCE_MAJORS, dictionary, of_state_year, error);
}

static hel_status add_key(hel_dyads *d, const char *name1, const char *name2, const char *label1, const char *label2,
			  const hel_dictionary *dictionary, const uint32_t *of_state_year, hel_error *error)
{
	hel_block block = {.kind = HEL_BLOCK_SIDE, .dictionary = dictionary, .of_state_year = of_state_year};
	hel_status status = hel_column_add(d, name1, label1, HEL_SOURCE_KEYS, error);
	if (!status)
		status = hel_block_of_columns(d, block, 1, error);
	if (!status)
		status = hel_column_add(d, name2, label2, HEL_SOURCE_KEYS, error);
	block.of_two = true;
	return status ? status : hel_block_of_columns(d, block, 1, error);
}

/* Gleditsch-Ward states: whether each is a microstate, and the COW code it bears. */
hel_status hel_dyads_add_keys(hel_dyads *d, hel_error *error)
{
	hel_dictionary *flag = hel_dictionary_new(d, 1), *code = hel_dictionary_new(d, 1);
	uint32_t *micro = new_of_state_year(d), *bears = new_of_state_year(d);
	uint32_t no = flag ? hel_dictionary_add(d, flag, &(double){0}) : 0,
		 yes = no ? hel_dictionary_add(d, flag, &(double){1}) : 0;
	if (!yes || !code || !micro || !bears)
		return hel_fail_memory(error);
	for (int s = 0; s < d->n_states; s++) {
		bool is = d->panel->gw_states.row[d->spells_of[s]].microstate;
		for (int y = 0; y < d->n_years; y++)
			micro[hel_state_year(d, s, y)] = is ? yes : no;
	}
	for (int c = 0; c < HEL_CODES; c++) {
		uint32_t entry = d->cow.start[c] < d->cow.start[c + 1] ? hel_dictionary_add(d, code, &(double){c}) : 0;
		for (size_t b = d->cow.start[c]; b < d->cow.start[c + 1]; b++) {
			const hel_bearer *bearer = &d->cow.bearer[b];
			for (int y = 0; y < d->n_years; y++) {
				if (HEL_FIRST_YEAR + y >= bearer->from && HEL_FIRST_YEAR + y <= bearer->to)
					bears[hel_state_year(d, bearer->place, y)] = entry;
			}
		}
	}
	hel_status status =
	    add_key(d, "microstate1", "microstate2", "Microstate, state 1", "Microstate, state 2", flag, micro, error);
	return status ? status
		      : add_key(d, "ccode1", "ccode2", "COW code, state 1", "COW code, state 2", code, bears, error);
}
