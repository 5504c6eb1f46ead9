/* record.c: rates of attack, from disputes. */
#include "world/record.h"

#include <stdlib.h>

#include "base/fail.h"
#include "world/distances.h"

enum { RECORD_YEARS = 30, WAR = 5, VICTORY_OF_A = 1, YIELD_BY_B = 4, NEAR_KM = 400 };

bool hel_is_relevant(double dist_km, bool major1, bool major2)
{
	return dist_km <= NEAR_KM || major1 || major2;
}

typedef struct year_of_pairs {
	int year;
	size_t n;
	int codes[HEL_CODES];
	hel_places places;
	bool major[HEL_CODES];
	uint8_t *reach; /* n x n */
} year_of_pairs;

static void find_majors(year_of_pairs *y, const hel_panel *panel)
{
	for (size_t s = 0; s < y->n; s++)
		y->major[s] = false;
	for (size_t m = 0; m < panel->majors.n; m++) {
		const hel_spell *row = &panel->majors.row[m];
		if (row->from / 10000 <= y->year && row->to / 10000 >= y->year && y->places.of[row->ccode] >= 0)
			y->major[y->places.of[row->ccode]] = true;
	}
}

static hel_status find_reach(year_of_pairs *y, double *dist_km, hel_panel *panel, hel_record_kind kind, hel_error *error)
{
	hel_status status = HEL_OK;
	hel_distance_tally tally;
	if (kind == HEL_RECORD_RIVALS)
		hel_fill_rivals(y->reach, panel, &y->places, y->n, y->year);
	if (kind == HEL_RECORD_RELEVANT)
		status = hel_fill_distances(dist_km, panel, y->codes, y->n, y->year, &tally, error);
	for (size_t a = 0; !status && kind != HEL_RECORD_RIVALS && a < y->n; a++) {
		for (size_t b = 0; b < y->n; b++)
			y->reach[a * y->n + b] = a != b && (kind == HEL_RECORD_WORLD ||
			                                    hel_is_relevant(dist_km[a * y->n + b], y->major[a], y->major[b]));
	}
	return status;
}

static void count_year(hel_record_counts *counts, const year_of_pairs *y, const hel_panel *panel)
{
	for (size_t cell = 0; cell < y->n * y->n; cell++)
		counts->pair_years += y->reach[cell];
	for (size_t o = 0; o < panel->onsets.n; o++) {
		const hel_onset *onset = &panel->onsets.row[o];
		if (onset->year != y->year)
			continue;
		int a = y->places.of[onset->attacker], b = y->places.of[onset->target];
		counts->all_onsets++;
		counts->defeats += onset->outcome == VICTORY_OF_A || onset->outcome == YIELD_BY_B;
		counts->wars += onset->hostility == WAR;
		counts->onsets += a >= 0 && b >= 0 && y->reach[(size_t)a * y->n + (size_t)b];
	}
}

static hel_status count_years(hel_record_counts *counts, year_of_pairs *y, double *dist_km, hel_panel *panel,
                              hel_record_kind kind, hel_error *error)
{
	hel_status status = HEL_OK;
	for (y->year = counts->from; !status && y->year <= counts->to; y->year++) {
		status = hel_panel_states_on(panel, HEL_DATE(y->year, 12, 31), y->codes, HEL_CODES, &y->n, error);
		if (status)
			break;
		y->places = hel_places_of(y->codes, y->n);
		find_majors(y, panel);
		status = find_reach(y, dist_km, panel, kind, error);
		if (!status)
			count_year(counts, y, panel);
	}
	counts->rate = counts->pair_years > 0 ? counts->onsets / counts->pair_years : 0;
	return status;
}

hel_status hel_record_count(hel_record_counts *counts, hel_panel *panel, int year, hel_record_kind kind, hel_error *error)
{
	unsigned needed = 1u << HEL_TABLE_STATES | 1u << HEL_TABLE_MAJORS | 1u << HEL_TABLE_MINDIST | 1u << HEL_TABLE_CONTIGUITY |
	                  1u << HEL_TABLE_CAPITALS | 1u << HEL_TABLE_RIVALRIES | 1u << HEL_TABLE_ONSETS;
	int from, to;
	hel_status status = hel_panel_load(panel, needed, error);
	if (!status)
		status = hel_panel_coverage(panel, HEL_TABLE_ONSETS, &from, &to, error);
	if (status)
		return status;
	*counts = (hel_record_counts){.to = year < to ? year : to};
	counts->from = counts->to - RECORD_YEARS + 1 > from ? counts->to - RECORD_YEARS + 1 : from;
	year_of_pairs *y = calloc(1, sizeof *y);
	double *dist_km = calloc((size_t)HEL_STATES_MAX * HEL_STATES_MAX / 4, sizeof *dist_km); /* 512 states are more than ever were */
	if (y)
		y->reach = malloc((size_t)HEL_STATES_MAX * HEL_STATES_MAX / 4);
	if (y && dist_km && y->reach)
		status = count_years(counts, y, dist_km, panel, kind, error);
	else
		status = hel_fail_memory(error);
	if (y)
		free(y->reach);
	free(y);
	free(dist_km);
	return status;
}

hel_status hel_world_past(hel_world *world, hel_panel *panel, int year, hel_error *error)
{
	hel_world_options options = {.day = HEL_DATE(year, 12, 31), .carry_forward = true};
	return hel_world_snapshot(world, panel, &options, error);
}
