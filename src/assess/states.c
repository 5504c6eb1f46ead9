/* states.c: what the point says of every state: its largest threats, and what the region expects a year. */
#include "assess/case.h"

#include <math.h>

/* Inserts a threat among the largest, by its part of the loss; ties keep the order of the states. */
static void insert(hel_state_result *state, hel_threat_from threat)
{
	int at = state->n_threats;
	while (at > 0 && state->threat[at - 1].loss < threat.loss)
		at--;
	if (at == HEL_TOP_THREATS)
		return;
	int last = state->n_threats < HEL_TOP_THREATS ? state->n_threats++ : HEL_TOP_THREATS - 1;
	for (int x = last; x > at; x--)
		state->threat[x] = state->threat[x - 1];
	state->threat[at] = threat;
}

void hel_state_results(const hel_sample *sample, const hel_scored *scored, hel_result *result)
{
	const hel_model *model = sample->model;
	result->disputes = result->defeats = 0;
	result->worst_off = -1;
	bool is_estimated = model->lens->kind == HEL_LENS_ESTIMATED;
	result->extrapolated = is_estimated ? 0 : -1;
	double worst = 0;
	for (int s = 0; s < scored->n; s++) {
		hel_state_result *state = &result->state[s];
		int t = model->column[scored->state[s]];
		state->state = scored->state[s];
		state->n_threats = 0;
		if (t < 0)
			continue;
		result->extrapolated += is_estimated && hel_estimated_extrapolates(sample, t);
		for (uint32_t slot = model->from[t]; slot < model->from[t + 1]; slot++) {
			double loss = sample->parameter[HEL_SEVERITY] * sample->threat[slot] * sample->defeat[slot];
			result->disputes += sample->threat[slot];
			result->defeats += loss; /* once: what an ally bears of it (phi) is no further defeat */
			if (loss > 0)
				insert(state, (hel_threat_from){model->attacker[slot], sample->threat[slot], sample->defeat[slot], loss});
		}
		if (sample->loss[t] > worst) {
			worst = sample->loss[t];
			result->worst_off = state->state;
		}
	}
	result->wars = result->record.all_onsets > 0 ? result->disputes * result->record.wars / result->record.all_onsets : NAN;
}
