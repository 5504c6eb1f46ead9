/* world.h: one snapshot: the states of a day, their capability, distances, contiguity, rivalries, and what is missing. */
#ifndef HELSINKI_WORLD_H
#define HELSINKI_WORLD_H

#include "helsinki/panel.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { HEL_ID_MAX = 64, HEL_STATES_MAX = 1024 };

/** A state of the world. Unknown figures are NAN, never 0. */
typedef struct hel_state {
	char id[HEL_ID_MAX];     /* COW abbreviation; in a stated world the key as written */
	char name[HEL_ID_MAX];
	int ccode;               /* 0 in a stated world */
	bool in_region, major, nuclear;
	double cinc;             /* share of the world's capabilities; in a stated world the stated capability */
	double milex;            /* share of the world's military spending that year; NAN if unknown */
	double population;       /* thousands; NAN if unknown */
	double milper;           /* thousands of soldiers; NAN if unknown */
	double lat, lon;         /* of the capital, degrees; NAN if unknown */
	int hosts;               /* states of this world in which its forces are stationed that day; 0 in a stated world */
	char capability_source[96]; /* "NMC 7.0, 2021", "NMC 7.0, 2022 (carried forward)", "stated" */
} hel_state;

typedef struct hel_left_out {
	char id[HEL_ID_MAX];
	char why[160];
} hel_left_out;

typedef struct hel_world {
	int year;
	hel_date day;
	bool stated, closed, carry_forward;
	char region[HEL_ID_MAX]; /* its name, "list" for a list of states, "world" */
	int n;                   /* states, by ccode; in a stated world as listed */
	hel_state *state;        /* n */
	double *dist_km;         /* n x n, row-major, symmetric, zero diagonal; never NAN */
	/* n x n: row j, column k is the least distance to j from k's territory or from that of a state of this world that
	 * hosts k's forces that day (data/hosts.csv). Not symmetric; dist_km in a stated world */
	double *based_km;
	int hosts, hosts_unverified; /* rows behind it, and those of them that nobody has verified */
	uint8_t *contiguity;     /* n x n: 0 none, 1 land .. 5; zeros in a stated world */
	uint8_t *rival;          /* n x n: 1 where a strategic rivalry is in force; zeros in a stated world */
	/* n x n: the year from which a pair's years without a dispute count, by GML's disputes and by COW's; NULL until
	 * hel_world_count_peace */
	int16_t *peace_from[2];
	uint8_t *fought[2];      /* n x n: 1 where the pair has had a dispute by then */
	int peace_known[2];      /* last year of the disputes behind each */
	size_t n_left_out;
	hel_left_out *left_out;
	hel_notes notes;
} hel_world;

/** What to take a snapshot of. */
typedef struct hel_world_options {
	hel_date day;            /* yearly figures are those of its year */
	bool carry_forward;      /* allow the source's last year where it ends earlier */
	bool closed;             /* leave the states outside the region out of the world */
	const char *region;      /* name of a dated list; NULL means `world`, or region_codes if n_region_codes > 0 */
	const int *region_codes;
	size_t n_region_codes;
} hel_world_options;

/** The world of a day from the panel. A state without capability is left out, with the reason. HEL_EINPUT: a year outside
 *  coverage (named: the first missing source) or an unknown region; the message has no file position, the caller adds it.
 *  Owner: the caller, with hel_world_free. */
HEL_API HEL_MUST_CHECK hel_status hel_world_snapshot(hel_world *world, hel_panel *panel, const hel_world_options *options,
                                                     hel_error *error);
HEL_API void hel_world_free(hel_world *world);

/** Fills peace_from and fought: the pair's first common year in the system, or the year after its last dispute under way not after the
 *  world's year. Years at peace at the start of year y are y - peace_from, as in the dyad-year table. */
HEL_API HEL_MUST_CHECK hel_status hel_world_count_peace(hel_world *world, hel_panel *panel, hel_error *error);

/** Index of a state by id (and for worlds from the panel by anything hel_panel_find_state knows through its ccode); -1. */
HEL_API int hel_world_find(const hel_world *world, const char *id);
HEL_API int hel_world_find_code(const hel_world *world, int ccode);

/** Whether any host of a state's forces is in this world that day: then a lens's basing can make a difference. */
HEL_API bool hel_world_has_bases(const hel_world *world, int state);

/** Great-circle distance on the sphere of radius 6371.0088 km; degrees in. */
HEL_API double hel_great_circle_km(double lat1, double lon1, double lat2, double lon2);

#ifdef __cplusplus
}
#endif
#endif
