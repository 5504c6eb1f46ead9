/* ties.c: defence ties that do not exist: which would make both parties safer, and which of them are forbidden. */
#include "assess/case.h"

#include <math.h>
#include <string.h>

static bool owes_defence(const hel_obligations *o, int k, int p)
{
	const hel_bond *bond = hel_bond_find(o, k, p);
	for (uint32_t e = bond ? bond->first : 0; bond && e < bond->end; e++) {
		if (o->duty[o->entry[e].duty].type == HEL_DEFENCE)
			return true;
	}
	return false;
}

static bool is_permanently_neutral(const hel_obligations *o, int state)
{
	for (size_t d = 0; d < o->n_duties; d++) {
		const hel_clause *clause = o->duty[d].clause;
		for (size_t a = 0; clause->permanent && a < clause->n_arcs; a++) {
			if (clause->arc[a].k == state)
				return true;
		}
	}
	return false;
}

static bool is_party(const hel_obligations *o, const char *pact, int state)
{
	for (size_t c = 0; c < o->mechanism->n; c++) {
		const hel_commitment *commitment = &o->mechanism->commitment[c];
		if ((!strcmp(commitment->id, pact) || !strcmp(commitment->name, pact)) && o->party[c].member[state])
			return true;
	}
	return false;
}

/* A moratorium keeps these states from ties with the members of the pact it names. */
static bool is_kept_from(const hel_obligations *o, int state, int other)
{
	for (size_t d = 0; d < o->n_duties; d++) {
		const hel_clause *clause = o->duty[d].clause;
		for (size_t x = 0; clause->type == HEL_MORATORIUM && x < clause->n_states; x++) {
			if (clause->state[x] == state && is_party(o, clause->pact, other))
				return true;
		}
	}
	return false;
}

static bool is_forbidden(const hel_obligations *o, int a, int b)
{
	return is_permanently_neutral(o, a) || is_permanently_neutral(o, b) || is_kept_from(o, a, b) || is_kept_from(o, b, a);
}

/* Whether both would gain more than the margin in S. before: losses of all targets. */
static bool both_gain(hel_sample *sample, const double *before, int a, int b, double rho, double margin)
{
	const hel_model *model = sample->model;
	int columns[2] = {model->column[a], model->column[b]};
	hel_change change = HEL_NO_CHANGE;
	change.tie_a = a;
	change.tie_b = b;
	change.tie_rho = rho;
	hel_sample_change(sample, &change);
	hel_losses(sample, columns, 2);
	hel_sample_restore(sample);
	for (int x = 0; x < 2; x++) {
		double years = model->lens->years;
		if (exp(-years * sample->loss[columns[x]]) - exp(-years * before[columns[x]]) <= margin)
			return false;
	}
	return true;
}

/* A state that is all but safe cannot gain more than the margin, whatever the tie: 1 - S bounds the gain. */
static bool can_gain(const hel_model *model, double loss, double margin)
{
	return 1 - exp(-model->lens->years * loss) > margin;
}

void hel_ties(hel_sample *sample, const hel_scored *scored, double margin, hel_result *result)
{
	const hel_model *model = sample->model;
	hel_range rho = model->lens->rho[HEL_DEFENCE].given ? model->lens->rho[HEL_DEFENCE] : hel_default_rho(HEL_DEFENCE);
	double *before = sample->scratch + 3 * (size_t)model->n;
	for (int t = 0; t < model->n_targets; t++)
		before[t] = sample->loss[t];
	result->gainful_ties = result->forbidden_ties = 0;
	for (int x = 0; x < scored->n; x++) {
		int a = scored->state[x];
		if (!model->known[a] || !can_gain(model, before[model->column[a]], margin))
			continue;
		for (int y = x + 1; y < scored->n; y++) {
			int b = scored->state[y];
			if (!model->known[b] || !can_gain(model, before[model->column[b]], margin) ||
			    owes_defence(model->obligations, a, b) || owes_defence(model->obligations, b, a) ||
			    !both_gain(sample, before, a, b, rho.mode, margin))
				continue;
			result->gainful_ties++;
			result->forbidden_ties += is_forbidden(model->obligations, a, b);
		}
	}
	result->could_add = result->gainful_ties;
	result->freedom_to_choose =
	    result->gainful_ties ? 1 - (double)result->forbidden_ties / (double)result->gainful_ties : NAN;
}
