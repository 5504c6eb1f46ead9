/* reading.h: one scenario file being read: what its parts share, and the small readers of values.
 *
 * Every function that can fail raises its error at the place of the node at fault and returns the status. */
#ifndef HEL_SCENARIO_READING_H
#define HEL_SCENARIO_READING_H

#include "base/arena.h"
#include "base/yaml_fault.h"
#include "helsinki/scenario.h"

/* What one file may hold, so that a small file cannot ask for a large machine. */
enum { HEL_COMMITMENTS_MAX = 100000, HEL_ARCS_MAX = 1 << 23, HEL_NAME_MAX = 120, HEL_SENTENCE_MAX = 400, HEL_CLAIMS_MAX = 500 };

/* The pacts in force on a day among the states of the world, built once for all entries that ask for the day. */
typedef struct hel_pacts_of_day {
	hel_date day;
	hel_mechanism in_force;
	struct hel_pacts_of_day *next;
} hel_pacts_of_day;

/* A name with the place where it stands. */
typedef struct hel_named {
	const char *name;
	const hel_yaml *node;
} hel_named;

/* A state declared permanently neutral, and where. */
typedef struct hel_neutral {
	uint16_t state;
	const hel_yaml *node;
} hel_neutral;

/* A state that joins a pact in force, and where that is said. */
typedef struct hel_join {
	const char *pact; /* its id */
	uint16_t state;
	const hel_yaml *node;
	struct hel_join *next;
} hel_join;

typedef struct hel_reading {
	hel_scenario *scenario;
	hel_arena *arena;
	hel_panel *panel; /* NULL: the file must state its world */
	const char *file;
	hel_error *error;
	const hel_yaml *root;
	hel_named *state; /* stated worlds: ids by name; n is world.n, node unused */
	uint16_t *state_index;
	hel_named *commitment; /* every commitment that the file names, by name */
	size_t n_commitments;
	hel_pacts_of_day *pacts;
	size_t n_commitments_made, n_arcs_made;
	hel_neutral *neutral; /* of the mechanism at hand */
	size_t n_neutrals, room_neutrals;
	hel_join *joins, **last_join; /* of the mechanism at hand, in the order of the file; where the next one goes */
	hel_region_member *members; /* HEL_STATES_MAX, scratch for one region at a time */
} hel_reading;

/* --- errors (values.c) -------------------------------------------------------------------------------------------- */

hel_status hel_bad(hel_reading *r, const hel_yaml *node, const char *format, ...) HEL_PRINTF(3, 4);
/* "unknown WHAT 'WORD'; did you mean 'NEAREST'?" */
hel_status hel_bad_word(hel_reading *r, const hel_yaml *node, const char *what, const char *word, const char *nearest);
hel_status hel_no_memory(hel_reading *r);
/* An error of the input that a lower room raised without knowing the place. */
hel_status hel_at(hel_reading *r, const hel_yaml *node, hel_status status);

/* --- values (values.c) -------------------------------------------------------------------------------------------- */

hel_status hel_need_map(hel_reading *r, const hel_yaml *node, const char *what);
hel_status hel_need_list(hel_reading *r, const hel_yaml *node, const char *what);
/* Every key must be one of keys (NULL-terminated). */
hel_status hel_check_keys(hel_reading *r, const hel_yaml *map, const char *what, const char *const *keys);
/* The value of a key that must be there. */
hel_status hel_need(hel_reading *r, const hel_yaml *map, const char *what, const char *key, const hel_yaml **value);

/* A word that is there, has one line and at most HEL_NAME_MAX characters; borrowed from the tree. */
hel_status hel_read_word(hel_reading *r, const hel_yaml *node, const char *what, const char **word);
/* The same with another limit. */
hel_status hel_read_line(hel_reading *r, const hel_yaml *node, const char *what, size_t most, const char **line);
hel_status hel_read_bool(hel_reading *r, const hel_yaml *node, const char *what, bool *value);
hel_status hel_read_number(hel_reading *r, const hel_yaml *node, const char *what, double least, double greatest,
			   double *value);
hel_status hel_read_integer(hel_reading *r, const hel_yaml *node, const char *what, int least, int greatest, int *value);
/* A number or [low, mode, high]. */
hel_status hel_read_range(hel_reading *r, const hel_yaml *node, const char *what, double least, double greatest,
			  hel_range *range);
/* One of some words (NULL-terminated): its place among them. */
hel_status hel_read_choice(hel_reading *r, const hel_yaml *node, const char *what, const char *const *words, int *choice);
/* YYYY-MM-DD, or a year: its first or last day. */
hel_status hel_read_day(hel_reading *r, const hel_yaml *node, const char *what, bool last, hel_date *day, bool *is_year);

/* The names must differ; the error stands at the second of two. Sorts them. */
hel_status hel_check_unique(hel_reading *r, hel_named *names, size_t n, const char *what);
/* Sorts by name, for hel_find_named. */
void hel_sort_named(hel_named *names, size_t n);
const hel_named *hel_find_named(const hel_named *names, size_t n, const char *name);

/* --- states (states.c) -------------------------------------------------------------------------------------------- */

/* Some states, ascending. stated counts those that the file names, left out or not. */
typedef struct hel_states {
	uint16_t *state;
	const hel_yaml **node; /* where each stands */
	size_t n, stated;
} hel_states;

/* A state's index in the world, -1 if it is known but not of this world. text is what names it, node where. */
hel_status hel_resolve_state(hel_reading *r, const hel_yaml *node, const char *text, int *index);
/* A list of states or the name of a region. A state that is not of this world is left out with a note; whose says of what. */
hel_status hel_read_states(hel_reading *r, const hel_yaml *node, const char *what, const char *whose, hel_states *states);
/* The members of a region on the world's day, into r->members. */
hel_status hel_read_region(hel_reading *r, const hel_yaml *node, const char *what, hel_date day, const char **name,
			   size_t *n);
/* What lies on both sides of a separator in `A>B`. They must be two different states; index -1 as above. */
hel_status hel_read_pair(hel_reading *r, const hel_yaml *key, char separator, int *i, int *j);

/* --- parts -------------------------------------------------------------------------------------------------------- */

hel_status hel_read_world(hel_reading *r, const hel_yaml *node);                          /* world.c */
hel_status hel_read_stated_world(hel_reading *r, const hel_yaml *node);                   /* stated.c */
hel_status hel_read_lenses(hel_reading *r, const hel_yaml *node);                         /* lenses.c */
hel_status hel_read_lens_parameters(hel_reading *r, const hel_yaml *map, hel_lens *lens); /* parameters.c */
hel_status hel_read_mechanisms(hel_reading *r, const hel_yaml *node);                     /* mechanisms.c */
hel_status hel_read_ledger(hel_reading *r, const hel_yaml *node);                         /* ledger.c; node NULL: none */
hel_status hel_read_reference(hel_reading *r, const hel_yaml *node); /* reference.c; node NULL: the default */
hel_status hel_read_claims(hel_reading *r, const hel_yaml *node);    /* claims.c; after all else */
hel_status hel_read_talks(hel_reading *r, const hel_yaml *node);     /* talks.c; after the ledger; node NULL: all by default */
hel_status hel_read_other_parties(hel_reading *r, const hel_yaml *node); /* talks.c: in place of those read; the usual rules */
hel_status hel_read_test(hel_reading *r, const hel_yaml *node, int mechanism, hel_test *test, bool *on_bases); /* tests.c */
/* The arguments of a measure (quantities.c). open: whose it is goes without saying, as the test asks it of several. */
hel_status hel_read_quantity(hel_reading *r, const hel_yaml *node, hel_measure measure, int mechanism, bool open,
			     hel_quantity *quantity, bool *on_bases);
hel_status hel_read_lone_quantity(hel_reading *r, const hel_yaml *node, int mechanism, hel_quantity *quantity); /* tests.c */
hel_status hel_list_stated(hel_reading *r); /* stated.c: the states of a stated world by name */
bool hel_find_measure(const char *word, hel_measure *measure); /* turns.c */
hel_status hel_read_mechanism_name(hel_reading *r, const hel_yaml *node, bool or_reference, int *mechanism);
/* A state, a list of states or a region; each named state must be of this world. */
hel_status hel_read_some(hel_reading *r, const hel_yaml *node, const char *what, hel_states *states, bool *on_bases);

/* One entry of a mechanism's list; whose is the commitment's name, `TYPE-N` where it has none of its own. */
typedef struct hel_entry_reading {
	hel_reading *r;
	const hel_yaml *entry; /* the mapping */
	const hel_yaml *body;  /* the value of its type's key */
	const char *type;      /* that key */
	const char *name;      /* as stated; NULL */
	const char *whose;
	hel_commitment *made; /* out */
	size_t n_made;
} hel_entry_reading;

hel_status hel_read_in_force(hel_entry_reading *e);                                                 /* in_force.c */
hel_status hel_read_commitment(hel_entry_reading *e);                                               /* commitments.c */
hel_status hel_read_clause(hel_entry_reading *e, hel_clause_type type, hel_commitment *commitment); /* clauses.c */
hel_status hel_read_rule(hel_reading *r, const hel_yaml *node, const char *whose, hel_commitment *commitment); /* rule.c */

/* `leave` and `join` of an entry that has selected pacts in force on a day (membership.c). */
hel_status hel_read_membership(hel_entry_reading *e, hel_date day);
/* Where a state joined a pact; NULL if it has not (membership.c). */
const hel_join *hel_find_join(const hel_reading *r, const hel_commitment *pact, int state);
/* The selected pact that a word under a key of the entry names; NULL, with a note, if there is none (in_force.c). */
hel_status hel_find_selected(hel_entry_reading *e, hel_date day, const char *key, const hel_yaml *word, hel_commitment **found);
/* `cut` of a mechanism whose commitments are there (cut.c). */
hel_status hel_read_cut(hel_reading *r, const hel_yaml *list, hel_mechanism *mechanism);

/* The pacts in force on a day (in_force.c). */
hel_status hel_pacts_in_force(hel_reading *r, hel_date day, const hel_mechanism **in_force);
/* The id of a pact of the data or the name of a commitment of the file (in_force.c). */
hel_status hel_resolve_pact(hel_reading *r, const hel_yaml *node, const char **id);
/* No permanently neutral state of the mechanism may have a defence tie (check.c). */
hel_status hel_check_neutrals(hel_reading *r, const hel_mechanism *mechanism);
hel_status hel_add_neutral(hel_reading *r, uint16_t state, const hel_yaml *node);
/* No state may join a pact against a moratorium of the mechanism (moratoria.c). */
hel_status hel_check_joins(hel_reading *r, const hel_mechanism *mechanism);

#endif
