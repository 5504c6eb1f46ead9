/* study.c: both models for every mechanism of a scenario. */
#include "helsinki/network.h"

#include <stdlib.h>

#include "base/fail.h"

void hel_network_options_init(hel_network_options *options)
{
	*options = (hel_network_options){.war = true, .efforts = true};
	hel_war_options_init(&options->war_options);
	hel_effort_options_init(&options->effort_options);
}

/* Threats make enemies only where the world is stated: a real one has its rivalries. */
static const hel_lens *lens_of(const hel_scenario *scenario, const hel_lens *chosen)
{
	for (size_t l = 0; !chosen && l < scenario->n_lenses; l++)
		chosen = scenario->lens[l].kind == HEL_LENS_MATRIX ? &scenario->lens[l] : NULL;
	return scenario->world.stated && chosen && chosen->kind == HEL_LENS_MATRIX ? chosen : NULL;
}

static hel_status look(hel_network_result *result, const hel_network_study *study, hel_error *error)
{
	const hel_scenario *s = study->scenario;
	const hel_network_options *how = &study->how;
	hel_status status = hel_network_of(&result->network, &s->world, &s->mechanism[result->mechanism], study->lens,
					   how->collective, error);
	if (!status && how->war)
		status = hel_war_stability_of(&result->war, &result->network, &how->war_options, error);
	if (!status && how->efforts)
		status = hel_efforts_of(&result->efforts, &result->network, &how->effort_options, error);
	if (!status && how->efforts && result->efforts.outcome == HEL_EFFORT_SOLVED)
		status = hel_efforts_ties(&result->efforts, &result->effect, &result->n_effects, error);
	return status;
}

hel_status hel_network_study_of(hel_network_study *study, const hel_scenario *scenario, const hel_network_options *options,
				hel_error *error)
{
	size_t n = options->n_mechanisms ? options->n_mechanisms : scenario->n_mechanisms;
	hel_network_study made = {.scenario = scenario, .how = *options, .lens = lens_of(scenario, options->lens)};
	made.result = calloc(n + 1, sizeof *made.result);
	if (!made.result)
		return hel_fail_memory(error);
	hel_status status = HEL_OK;
	for (size_t m = 0; m < n && !status; m++) {
		made.result[m].mechanism = options->n_mechanisms ? options->mechanism[m] : m;
		made.n_results++;
		status = look(&made.result[m], &made, error);
	}
	made.how.mechanism = NULL;
	if (status)
		hel_network_study_free(&made);
	else
		*study = made;
	return status;
}

void hel_network_study_free(hel_network_study *study)
{
	for (size_t r = 0; r < study->n_results; r++) {
		hel_network_free(&study->result[r].network);
		hel_war_stability_free(&study->result[r].war);
		hel_efforts_free(&study->result[r].efforts);
		free(study->result[r].effect);
	}
	free(study->result);
	*study = (hel_network_study){0};
}
