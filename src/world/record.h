/* record.h: what happened in the last thirty recorded years, and the worlds in which it happened. */
#ifndef HEL_WORLD_RECORD_H
#define HEL_WORLD_RECORD_H

#include "helsinki/world.h"

/* Which directed pairs may attack. */
typedef enum hel_record_kind {
	HEL_RECORD_RELEVANT, /* within 400 km, or a major power in the pair */
	HEL_RECORD_WORLD,
	HEL_RECORD_RIVALS
} hel_record_kind;

typedef struct hel_record_counts {
	int from, to;
	double onsets, pair_years, rate, all_onsets, defeats, wars; /* as hel_record of lens.h */
} hel_record_counts;

/* Counts the last 30 years of the disputes that are not after a year: directed onsets by originators (COW MID 5.0) and the
 * directed pair-years of states in the system at the year's end. */
hel_status hel_record_count(hel_record_counts *counts, hel_panel *panel, int year, hel_record_kind kind, hel_error *error);

/* The whole world of 31 December of a year, with carry-forward; states without capability are left out. */
hel_status hel_world_past(hel_world *world, hel_panel *panel, int year, hel_error *error);

/* Whether a pair is politically relevant. */
bool hel_is_relevant(double dist_km, bool major1, bool major2);

#endif
