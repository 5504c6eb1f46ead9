/* distances.h: pairs of states of a year as square tables. */
#ifndef HEL_WORLD_DISTANCES_H
#define HEL_WORLD_DISTANCES_H

#include "helsinki/world.h"
#include "panel/tables.h"

/* Where every state is in a list of codes; -1 for the others. */
typedef struct hel_places {
	int16_t of[HEL_CODES];
} hel_places;

hel_places hel_places_of(const int *codes, size_t n);

/* How many distances came from elsewhere than the source. */
typedef struct hel_distance_tally {
	size_t between_capitals; /* unordered pairs */
} hel_distance_tally;

/* Minimum distances of a year among n states into dist_km (n x n). The source covers 1886-2019; a later year takes 2019.
 * Before 1886: 0 between land neighbours, else between capitals. A pair that the source lacks: between capitals. Needs the
 * tables of distances, contiguity and capitals. HEL_EDATA if a capital is missing. */
hel_status hel_fill_distances(double *dist_km, hel_panel *panel, const int *codes, size_t n, int year, hel_distance_tally *tally,
                              hel_error *error);

/* The nearest contiguity of each pair in a year (0 none, 1 land .. 5), n x n. A later year than the source's last takes that. */
void hel_fill_contiguity(uint8_t *contiguity, const hel_panel *panel, const hel_places *places, size_t n, int year);

/* Fills what hel_world has of hosts: based_km, how many each state has, and how many are known to be so. Needs the table of hosts,
 * and the world's states and distances. */
void hel_fill_based(hel_world *world, const hel_panel *panel, const hel_places *places, hel_date day);

/* 1 where a strategic rivalry is in force in a year, n x n. */
void hel_fill_rivals(uint8_t *rival, const hel_panel *panel, const hel_places *places, size_t n, int year);

#endif
