/* facts.h: parts of JSON that more than one report has. */
#ifndef HEL_REPORT_FACTS_H
#define HEL_REPORT_FACTS_H

#include "helsinki/assess.h"
#include "report/tree.h"

json_t *hel_make_id(hel_maker *maker, const hel_world *world, int state); /* of a state; null below 0 */
json_t *hel_make_state(hel_maker *maker, const hel_state *state);
json_t *hel_make_left_out(hel_maker *maker, const hel_world *world); /* states that the world lacks, and why */
json_t *hel_make_world(hel_maker *maker, const hel_world *world);
json_t *hel_make_scenario(hel_maker *maker, const hel_scenario *scenario);
json_t *hel_make_mechanism(hel_maker *maker, const hel_world *world, const hel_mechanism *mechanism);
json_t *hel_make_commitment(hel_maker *maker, const hel_commitment *commitment); /* its name; null for none */
json_t *hel_make_first_to_leave(hel_maker *maker, const hel_world *world, const hel_result *result); /* null: nobody gains */
json_t *hel_make_result(hel_maker *maker, const hel_assessment *assessment, const hel_result *result);
json_t *hel_make_parameters(hel_maker *maker, const hel_lens *lens);
json_t *hel_make_record(hel_maker *maker, const hel_record *record); /* null where there is none */
json_t *hel_make_ledger(hel_maker *maker, const hel_scenario *scenario);
json_t *hel_make_seed(hel_maker *maker, uint64_t seed);
json_t *hel_make_notes(hel_maker *maker, const hel_notes *notes);

#endif
