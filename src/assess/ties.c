/* ties.c: defence ties that do not exist: which would make both parties safer, and which of them are forbidden. */
#include "assess/case.h"

#include <math.h>
#include <string.h>

#include "security/contest.h"

bool hel_owes_defence(const hel_obligations *o, int k, int p)
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
		if ((!strcmp(commitment->id, pact) || !strcmp(commitment->name, pact)) && o->party[c].present && o->party[c].member[state])
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

static double gain(const hel_model *model, double with, double before)
{
	return exp(-model->lens->years * with) - exp(-model->lens->years * before);
}

/* Whether both would gain more than the margin in S. before: losses of all targets. */
static bool both_gain(hel_sample *sample, const double *before, int a, int b, double rho, double margin)
{
	const hel_model *model = sample->model;
	int columns[2] = {model->column[a], model->column[b]};
	double *kept[2] = {sample->scratch + 4 * (size_t)model->n, sample->scratch + 8 * (size_t)model->n}, loss[2];
	hel_change change = HEL_NO_CHANGE;
	change.tie_a = a;
	change.tie_b = b;
	change.tie_rho = rho;
	for (int x = 0; x < 2; x++)
		hel_column_keep(sample, columns[x], kept[x], &loss[x]);
	hel_sample_change(sample, &change);
	hel_losses(sample, columns, 2);
	hel_sample_restore(sample);
	bool both = true;
	for (int x = 0; x < 2; x++) {
		both = both && gain(model, sample->loss[columns[x]], before[columns[x]]) > margin;
		hel_column_put_back(sample, columns[x], kept[x], loss[x]);
	}
	return both;
}

/* The most that a state can gain by a tie with another: all of the other's promised help, none of its company for any
 * attacker. Where votes count, an attacker might lose all its company. Beyond these (trust in ties, weapons that deny defeat,
 * allies' losses that are borne, threats that help deters) there is no bound. */
static double most_gain(const hel_sample *sample, int state, int other, double rho, double loss)
{
	const hel_model *model = sample->model;
	if (sample->parameter[HEL_PHI] > 0 || sample->parameter[HEL_NUCLEAR] > 0 || sample->trust[HEL_DEFENCE] > 0 ||
	    model->lens->kind == HEL_LENS_ESTIMATED)
		return 1;
	int t = model->column[state];
	const double *power = sample->power + (size_t)t * (size_t)model->n;
	double least = 0;
	for (uint32_t slot = model->from[t]; slot < model->from[t + 1]; slot++) {
		int i = model->attacker[slot];
		double left = model->obligations->n_rules ? 0 : fmax(sample->abetment[slot] - power[other], 0);
		double resist = sample->capability[state] + sample->help[slot] + (i == other ? 0 : rho * power[other]);
		least += sample->threat[slot] * hel_contest(power[i] + left, resist, sample->parameter[HEL_GAMMA]);
	}
	double years = model->lens->years;
	return exp(-years * sample->parameter[HEL_SEVERITY] * least) - exp(-years * loss);
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
	for (int x = 0; x < scored->n && rho.mode > 0; x++) {
		int a = scored->state[x];
		if (!model->known[a] || !can_gain(model, before[model->column[a]], margin))
			continue;
		for (int y = x + 1; y < scored->n; y++) {
			int b = scored->state[y];
			if (!model->known[b] || !can_gain(model, before[model->column[b]], margin) ||
			    hel_owes_defence(model->obligations, a, b) || hel_owes_defence(model->obligations, b, a) ||
			    most_gain(sample, a, b, rho.mode, before[model->column[a]]) <= margin ||
			    most_gain(sample, b, a, rho.mode, before[model->column[b]]) <= margin ||
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
