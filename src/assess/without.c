/* without.c: at whose expense is each single commitment? The OSCE texts speak of acts, not of the net. */
#include "assess/case.h"

#include <math.h>

#include "assess/indices.h"

/* A promise that nobody believes and that changes no threat can go without a trace. */
static bool changes_anything(const hel_sample *sample, int c)
{
	const hel_obligations *o = sample->model->obligations;
	const hel_party_list *party = &o->party[c];
	if (!party->present)
		return false;
	if (party->limits || sample->model->n_modifiers || sample->parameter[HEL_PLEDGES] > 0)
		return true;
	for (uint32_t x = party->first_touched; x < party->end_touched; x++) {
		const hel_bond *bond = &o->bond[o->touched[x]];
		if (bond->helps || bond->backs)
			return true;
	}
	return false;
}

void hel_case_losses(const hel_sample *sample, const hel_scored *scored, double *loss)
{
	for (int s = 0; s < scored->n; s++) {
		int t = sample->model->column[scored->state[s]];
		loss[s] = t < 0 || !sample->model->known[scored->state[s]] ? NAN : sample->loss[t];
	}
}

void hel_without_each(hel_sample *sample, const hel_scored *scored, const double *loss, double *scratch, hel_result *result)
{
	const hel_obligations *o = sample->model->obligations;
	result->worst_commitment = result->dearest = NULL;
	result->worst_commitment_value = NAN;
	result->worst_commitment_harm = result->dearest_dL = 0;
	for (size_t c = 0; c < o->mechanism->n; c++) {
		if (!changes_anything(sample, (int)c))
			continue;
		hel_change change = HEL_NO_CHANGE;
		change.without = (int)c;
		hel_sample_change(sample, &change);
		hel_losses(sample, NULL, 0);
		hel_case_losses(sample, scored, scratch);
		hel_sample_restore(sample);
		double harm = 0, gain = 0;
		for (int s = 0; s < scored->n; s++) {
			double d = isnan(loss[s]) ? 0 : hel_difference(loss[s], scratch[s]);
			harm += d > 0 ? d : 0;
			gain += d < 0 ? -d : 0;
		}
		if (harm > result->worst_commitment_harm) {
			result->worst_commitment = o->party[c].commitment;
			result->worst_commitment_harm = harm;
			result->worst_commitment_value = gain > 0 ? 1 - harm / gain : NAN;
		}
		if (gain - harm > result->dearest_dL) {
			result->dearest = o->party[c].commitment;
			result->dearest_dL = gain - harm;
		}
	}
}
