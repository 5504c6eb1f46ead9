/* leave.c: would a party be safer outside?
 *
 * A party leaves a commitment with everything it owes and is owed under it; with fewer than two parties left the commitment
 * is gone. Most parties provably gain nothing: leaving loses help, frees others to join attacks on the leaver, and lifts no
 * threat. What can do otherwise is found in set_prospect, and
 * computed only where a quick bound (most.c) lets it matter. */
#include "assess/case.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/fail.h"

hel_change hel_leaving(const hel_obligations *o, const hel_pair *pair)
{
	hel_change change = HEL_NO_CHANGE;
	change.without = pair->commitment;
	change.leaver = o->party[pair->commitment].commitment->n_members > 2 ? pair->party : -1;
	return change;
}

/* What every pair of an architecture is asked about. */
typedef struct listing {
	const hel_model *model;
	hel_arena *arena;
	bool *fires;     /* n_rules x n, with everybody in */
	bool *candidate; /* n, scratch: attackers about whom a vote may turn */
	size_t n_attacking;
	uint32_t *attacking; /* bonds with an offence clause */
} listing;

/* A vote on another treaty turns only about those to whom a member is no longer bound under this one: the party's bonds, or
 * where the treaty is gone all of its bonds. A vote on this one is about the party itself. */
static void find_candidates(listing *l, const hel_pair *pair, const hel_change *change)
{
	const hel_obligations *o = l->model->obligations;
	const hel_party_list *party = &o->party[pair->commitment];
	memset(l->candidate, 0, (size_t)o->n * sizeof *l->candidate);
	l->candidate[pair->party] = true;
	for (uint32_t x = party->first_touched; x < party->end_touched; x++) {
		const hel_bond *bond = &o->bond[o->touched[x]];
		l->candidate[bond->p] |= bond->k == pair->party || change->leaver < 0;
	}
}

/* Finds the votes that turn if the party leaves: about attackers against whom it might be helped, and about itself. */
static bool find_turned_votes(hel_pair *pair, listing *l)
{
	const hel_obligations *o = l->model->obligations;
	hel_change change = hel_leaving(o, pair);
	pair->turned = hel_arena_alloc(l->arena, (size_t)o->n, sizeof *pair->turned);
	find_candidates(l, pair, &change);
	for (int i = 0; pair->turned && i < o->n; i++) {
		bool aid = false;
		for (int row = 0; l->candidate[i] && row < o->n_rules; row++) {
			if (hel_rule_fires(o, &change, row, i) == l->fires[(size_t)row * (size_t)o->n + (size_t)i])
				continue;
			aid |= o->rule_commitment[row] != pair->commitment &&
			       o->party[o->rule_commitment[row]].member[pair->party];
			pair->turns_own |= i == pair->party;
		}
		if (aid && i != pair->party)
			pair->turned[pair->n_turned++] = (uint16_t)i;
	}
	return pair->turned != NULL;
}

/* Treaties whose loss can do anything: they limit the party, keep the last other one neutral, or (phi) may lift its allies'
 * defeats from it. Where company deters, more fear of it does, too, so that a factor of omega may have been a burden either way. */
static bool may_do_anything(const hel_commitment *commitment, const hel_lens *lens)
{
	const hel_range *parameter = lens->parameter;
	bool may_deter = lens->kind == HEL_LENS_ESTIMATED && parameter[HEL_OMEGA].high > 0;
	if (parameter[HEL_PHI].high > 0)
		return true;
	for (size_t x = 0; x < commitment->n_clauses; x++) {
		const hel_clause *clause = &commitment->clause[x];
		if (clause->type == HEL_ARMS_LIMIT || clause->type == HEL_DEPLOYMENT_LIMIT ||
		    (clause->permanent && commitment->n_members <= 2) || (clause->factor.given && clause->factor.high > 1) ||
		    (clause->omega_factor.given && (clause->omega_factor.high > 1 || may_deter)))
			return true;
	}
	return false;
}

/* Marks the attackers to whom a member owes help in attack; where defence may be read as such, all. The pairs of a treaty, one
 * after the other in the list, share it. */
static bool find_unleashed(hel_pair *pair, const hel_pair *before, const listing *l, bool all)
{
	const hel_obligations *o = l->model->obligations;
	const uint8_t *member = o->party[pair->commitment].member;
	pair->unleashed = before && before->commitment == pair->commitment ? before->unleashed : NULL;
	if (pair->unleashed)
		return true;
	pair->unleashed = hel_arena_alloc(l->arena, (size_t)o->n, sizeof *pair->unleashed);
	if (!pair->unleashed)
		return false;
	memset(pair->unleashed, all, (size_t)o->n);
	for (size_t x = 0; x < l->n_attacking; x++) {
		const hel_bond *bond = &o->bond[l->attacking[x]];
		pair->unleashed[bond->p] |= member[bond->k] != 0;
	}
	return true;
}

static bool set_prospect(hel_pair *pair, const hel_pair *before, listing *l)
{
	const hel_model *model = l->model;
	const hel_commitment *commitment = model->obligations->party[pair->commitment].commitment;
	const hel_range *parameter = model->lens->parameter;
	if (may_do_anything(commitment, model->lens)) {
		pair->prospect = HEL_MAY_GAIN;
		return true;
	}
	if (model->obligations->n_rules && !find_turned_votes(pair, l))
		return false;
	pair->frees = model->lens->kind == HEL_LENS_ESTIMATED;
	if (pair->frees && !find_unleashed(pair, before, l, parameter[HEL_OMEGA].high > 0))
		return false;
	/* where fear of a coalition is shared among its members, a pact that may turn on the leaver is less of an aid to each */
	bool shared_fear = parameter[HEL_OMEGA].high > 0 && parameter[HEL_CHAIN].low < 1;
	for (size_t x = 0; x < commitment->n_clauses; x++)
		pair->loosens |= shared_fear && commitment->clause[x].type == HEL_DEFENCE && commitment->n_members > 2;
	pair->turns_own &= shared_fear;
	pair->prospect = pair->loosens || pair->turns_own || pair->n_turned || pair->frees ? HEL_BOUNDED : HEL_NO_GAIN;
	return true;
}

static bool start_listing(listing *l, const hel_model *model, hel_arena *arena, hel_arena *passing)
{
	const hel_obligations *o = model->obligations;
	size_t n = (size_t)o->n;
	const hel_change none = HEL_NO_CHANGE;
	*l = (listing){.model = model,
		       .arena = arena,
		       .fires = hel_arena_alloc(passing, (size_t)o->n_rules * n, sizeof *l->fires),
		       .candidate = hel_arena_alloc(passing, n, sizeof *l->candidate),
		       .attacking = hel_arena_alloc(passing, o->n_bonds, sizeof *l->attacking)};
	if (!l->fires || !l->candidate || !l->attacking)
		return false;
	for (int row = 0; row < o->n_rules; row++) {
		for (int i = 0; i < o->n; i++)
			l->fires[(size_t)row * n + (size_t)i] = hel_rule_fires(o, &none, row, i);
	}
	for (uint32_t b = 0; b < o->n_bonds; b++) {
		bool attacks = false;
		for (uint32_t e = o->bond[b].first; e < o->bond[b].end; e++)
			attacks |= o->entry[e].type == HEL_OFFENCE;
		if (attacks)
			l->attacking[l->n_attacking++] = b;
	}
	return true;
}

static bool fill_list(hel_pair_list *list, listing *l, const hel_scored *scored)
{
	const hel_obligations *o = l->model->obligations;
	for (size_t c = 0; c < o->mechanism->n; c++) {
		for (int s = 0; o->party[c].present && s < scored->n; s++) {
			if (!o->party[c].member[scored->state[s]] || !l->model->known[scored->state[s]])
				continue;
			hel_pair *pair = &list->pair[list->n++];
			*pair = (hel_pair){.commitment = (int)c, .party = scored->state[s]};
			if (!set_prospect(pair, list->n > 1 ? pair - 1 : NULL, l))
				return false;
		}
	}
	return true;
}

hel_status hel_leave_list(hel_pair_list *list, const hel_model *model, const hel_scored *scored, hel_error *error)
{
	const hel_obligations *o = model->obligations;
	hel_arena *arena = hel_arena_new(), *passing = hel_arena_new();
	size_t room = 0;
	for (size_t c = 0; c < o->mechanism->n; c++)
		room += o->party[c].present ? o->party[c].commitment->n_members : 0;
	*list = (hel_pair_list){.memory = arena};
	list->pair = arena ? hel_arena_alloc(arena, room, sizeof *list->pair) : NULL;
	listing l;
	bool made = list->pair && passing && start_listing(&l, model, arena, passing) && fill_list(list, &l, scored);
	hel_arena_free(passing);
	if (made)
		return HEL_OK;
	hel_leave_list_free(list);
	return hel_fail_memory(error);
}

void hel_leave_list_free(hel_pair_list *list)
{
	hel_arena_free(list->memory);
	*list = (hel_pair_list){0};
}

/* What the party's chance of no defeat gains by leaving. */
static double gain_by_leaving(hel_sample *sample, const hel_pair *pair, double stays)
{
	const hel_model *model = sample->model;
	int column = model->column[pair->party];
	hel_change change = hel_leaving(model->obligations, pair);
	double *kept = sample->scratch + 4 * (size_t)model->n, loss;
	hel_column_keep(sample, column, kept, &loss); /* before the change: it may be to the threat, too */
	hel_sample_change(sample, &change);
	hel_losses(sample, &column, 1);
	double leaves = sample->loss[column];
	hel_sample_restore(sample);
	hel_column_put_back(sample, column, kept, loss); /* the next pair of this party starts from here */
	return exp(-model->lens->years * leaves) - exp(-model->lens->years * stays);
}

/* No less than what the pair gains. */
static double most_gain(hel_sample *sample, const hel_pair *pair, double stays)
{
	if (pair->prospect == HEL_BOUNDED)
		return fmax(hel_most_gain(sample, pair, stays), 0);
	return pair->prospect == HEL_MAY_GAIN ? INFINITY : 0;
}

typedef struct tally {
	double all[HEL_PRINTINGS], gone[HEL_PRINTINGS];
} tally;

static void count(tally *to, const hel_scored *scored, const hel_pair *pair, bool gone)
{
	int s = hel_scored_place(scored, pair->party);
	for (int w = 0; w < HEL_PRINTINGS; w++) {
		to->all[w] += scored->weight[w][s];
		to->gone[w] += gone ? scored->weight[w][s] : 0;
	}
}

static void share_out(const tally *of, double share[HEL_PRINTINGS])
{
	for (int w = 0; w < HEL_PRINTINGS; w++)
		share[w] = of->all[w] > 0 ? 1 - of->gone[w] / of->all[w] : NAN;
}

static double *keep_losses(hel_sample *sample)
{
	double *stays = sample->scratch + 3 * (size_t)sample->model->n;
	for (int t = 0; t < sample->model->n_targets; t++)
		stays[t] = sample->loss[t];
	return stays;
}

void hel_leave_share(hel_sample *sample, const hel_pair_list *list, const hel_scored *scored, double margin,
		     double share[HEL_PRINTINGS])
{
	const double *stays = keep_losses(sample);
	hel_leave_bound(sample);
	tally counted = {{0}, {0}};
	for (size_t x = 0; x < list->n; x++) {
		const hel_pair *pair = &list->pair[x];
		double stay = stays[sample->model->column[pair->party]];
		bool may = most_gain(sample, pair, stay) > margin;
		count(&counted, scored, pair, may && gain_by_leaving(sample, pair, stay) > margin);
	}
	share_out(&counted, share);
}

/* The pair that may gain most among those not yet tried, of which gain holds minus the most that they can; `to` if none is left. */
static size_t most_promising(const double *gain, size_t from, size_t to)
{
	size_t found = to;
	for (size_t x = from; x < to; x++) {
		if (gain[x] < 0 && (found == to || gain[x] < gain[found]))
			found = x;
	}
	return found;
}

hel_status hel_leave_bounds(const hel_sample *sample, const hel_pair_list *list, size_t from, size_t to, double *gain,
			    hel_error *error)
{
	hel_sample view;
	hel_arena *arena = hel_arena_new();
	bool made = arena && hel_sample_view(&view, sample, arena);
	for (size_t x = from; made && x < to; x++)
		gain[x] = -most_gain(&view, &list->pair[x], sample->loss[sample->model->column[list->pair[x].party]]);
	hel_arena_free(arena);
	return made ? HEL_OK : hel_fail_memory(error);
}

/* The most promising first, as a gain up to the margin matters only if it is the largest of all. */
void hel_leave_try(hel_sample *sample, const hel_pair_list *list, size_t from, size_t to, double margin, double *gain)
{
	const double *stays = keep_losses(sample);
	double most = 0;
	size_t x;
	for (x = from; x < to; x++)
		most = fmax(most, gain[x]);
	while ((x = most_promising(gain, from, to)) < to) {
		const hel_pair *pair = &list->pair[x];
		bool matters = -gain[x] > fmin(most, margin);
		gain[x] = matters ? fmax(gain_by_leaving(sample, pair, stays[sample->model->column[pair->party]]), 0) : 0;
		most = fmax(most, gain[x]);
	}
}

size_t hel_leave_unbounded(const hel_pair_list *list, size_t from, size_t to)
{
	size_t n = 0;
	for (size_t x = from; x < to; x++)
		n += list->pair[x].prospect == HEL_MAY_GAIN;
	return n;
}

void hel_leave_settle(const hel_pair_list *list, const hel_model *model, const hel_scored *scored, const double *gain,
		      double margin, double share[HEL_PRINTINGS], hel_result *result)
{
	tally counted = {{0}, {0}};
	result->pairs = (int)list->n;
	result->first_to_leave = -1;
	for (size_t x = 0; x < list->n; x++) {
		const hel_pair *pair = &list->pair[x];
		count(&counted, scored, pair, gain[x] > margin);
		if (gain[x] <= 0 || (result->first_to_leave >= 0 && gain[x] <= result->first_to_leave_dS))
			continue;
		result->first_to_leave = pair->party;
		result->first_to_leave_commitment = model->obligations->party[pair->commitment].commitment;
		result->first_to_leave_dS = gain[x];
	}
	share_out(&counted, share);
}
