/* evaluation_json.c: one mechanism under one lens, with the ties that a map draws. */
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "helsinki/report.h"
#include "report/facts.h"

static bool is_help(hel_clause_type type)
{
	return type == HEL_DEFENCE || type == HEL_GUARANTEE || type == HEL_COLLECTIVE_SECURITY;
}

/* tied, n x n, above the diagonal: whether either of two states owes the other help. */
static void find_ties(bool *tied, int n, const hel_mechanism *mechanism)
{
	for (size_t c = 0; c < mechanism->n; c++) {
		for (size_t l = 0; l < mechanism->commitment[c].n_clauses; l++) {
			const hel_clause *clause = &mechanism->commitment[c].clause[l];
			for (size_t a = 0; is_help(clause->type) && a < clause->n_arcs; a++) {
				size_t k = clause->arc[a].k, p = clause->arc[a].p;
				tied[k < p ? k * (size_t)n + p : p * (size_t)n + k] = true;
			}
		}
	}
}

static hel_tree *ties(hel_maker *m, const hel_world *world, const hel_mechanism *mechanism)
{
	size_t n = (size_t)world->n;
	hel_tree *array = hel_make_array(m);
	bool *tied = calloc(n * n + 1, sizeof *tied);
	m->failed |= !tied;
	if (tied)
		find_ties(tied, world->n, mechanism);
	for (size_t i = 0; tied && i < n; i++) {
		for (size_t j = i + 1; j < n; j++) {
			if (!tied[i * n + j])
				continue;
			bool in_order = strcmp(world->state[i].id, world->state[j].id) < 0;
			hel_tree *two = hel_make_array(m);
			hel_add(m, two, hel_make_id(m, world, (int)(in_order ? i : j)));
			hel_add(m, two, hel_make_id(m, world, (int)(in_order ? j : i)));
			hel_add(m, array, two);
		}
	}
	free(tied);
	return array;
}

static hel_status set_world(hel_maker *m, hel_tree *object, const hel_scenario *s, hel_panel *panel, hel_detail detail,
			    hel_error *error)
{
	hel_tree *regions = NULL;
	hel_status status = hel_make_regions(m, &regions, panel, error);
	hel_set(m, object, "scenario", hel_make_about(m, s));
	hel_set(m, object, "world", hel_make_world(m, &s->world, detail));
	hel_set(m, object, "regions", regions);
	return status;
}

hel_status hel_report_evaluation_json(hel_text *text, const hel_assessment *a, unsigned parts, hel_panel *panel,
				      hel_error *error)
{
	hel_maker maker = {0}, *m = &maker;
	const hel_scenario *s = a->scenario;
	if (!a->n_results)
		return hel_fail(error, HEL_EUSAGE, "the assessment has no result");
	const hel_mechanism *mechanism = &s->mechanism[a->result[0].mechanism];
	const hel_detail detail = parts & HEL_EVALUATION_WHOLE ? HEL_WHOLE : HEL_SHOWN;
	hel_tree *object = hel_make_object(m);
	hel_set(m, object, "result", hel_make_result(m, a, &a->result[0], detail));
	if (a->n_results > 1)
		hel_set(m, object, "against", hel_make_result(m, a, &a->result[1], detail));
	if (parts & HEL_EVALUATION_BOUND) {
		hel_set(m, object, "mechanism", hel_make_mechanism(m, &s->world, mechanism));
		hel_set(m, object, "ties", ties(m, &s->world, mechanism));
	}
	hel_status status = parts & HEL_EVALUATION_WORLD ? set_world(m, object, s, panel, detail, error) : HEL_OK;
	if (status) {
		hel_maker_free(m);
		return status;
	}
	hel_set(m, object, "warnings", hel_make_notes(m, &a->notes));
	return hel_tree_send(text, m, object, error);
}
