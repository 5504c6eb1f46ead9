/* facts.h: parts of JSON that more than one report has. */
#ifndef HEL_REPORT_FACTS_H
#define HEL_REPORT_FACTS_H

#include "helsinki/assess.h"
#include "report/tree.h"

/* Of a state or a world: all that is known, or what a page shows. */
typedef enum hel_detail { HEL_SHOWN, HEL_WHOLE } hel_detail;

hel_tree *hel_make_id(hel_maker *maker, const hel_world *world, int state); /* of a state; null below 0 */
hel_tree *hel_make_state(hel_maker *maker, const hel_state *state, hel_detail detail);
hel_tree *hel_make_left_out(hel_maker *maker, const hel_world *world); /* states that the world lacks, and why */
hel_tree *hel_make_world(hel_maker *maker, const hel_world *world, hel_detail detail);
hel_tree *hel_make_about(hel_maker *maker, const hel_scenario *scenario); /* what a page needs to know of it */
hel_tree *hel_make_scenario(hel_maker *maker, const hel_scenario *scenario);
hel_tree *hel_make_mechanism(hel_maker *maker, const hel_world *world, const hel_mechanism *mechanism);
hel_tree *hel_make_commitment(hel_maker *maker, const hel_commitment *commitment); /* its name; null for none */
hel_tree *hel_make_first_to_leave(hel_maker *maker, const hel_world *world, const hel_result *result); /* null: nobody gains */
hel_tree *hel_make_result(hel_maker *maker, const hel_assessment *assessment, const hel_result *result, hel_detail detail);
hel_tree *hel_make_parameters(hel_maker *maker, const hel_lens *lens);
hel_tree *hel_make_record(hel_maker *maker, const hel_record *record); /* null where there is none */
hel_tree *hel_make_ledger(hel_maker *maker, const hel_scenario *scenario);
hel_tree *hel_make_seed(hel_maker *maker, uint64_t seed);
hel_tree *hel_make_notes(hel_maker *maker, const hel_notes *notes);

/* The dated lists of the data; panel may be NULL: none. */
hel_status hel_make_regions(hel_maker *maker, hel_tree **regions, hel_panel *panel, hel_error *error);

#endif
