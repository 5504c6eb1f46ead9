/* abetment.c: who fights beside the attacker, a_k(i|j) = (1 - C)(1 - B')(1 - (1 - O)(1 - omega_ij E)), and how much that is.
 *
 * A_ij = A1 + omega_ij A2: omega_ij depends on the pair alone, so both sums are made first. Several targets at once, the lanes
 * of a block: the inner loops run over them, the outer over those bound to i. No sum runs over all triples. */
#include "security/model.h"

#include <assert.h>
#include <string.h>

#include "base/clones.h"
#include "base/transpose.h"

/* A block has room for all lanes or for one: whoever leaves a treaty asks about itself alone. */
enum { WIDE = HEL_BLOCK, ALONE = 1 };

/* A_ij = sure + omega_ij by_omega; omega_ij falls with the weight of the coalition. */
typedef enum sum { SURE, BY_OMEGA, COALITION, SUMS } sum;

typedef struct block {
	int width, n_lanes, column[HEL_BLOCK], target[HEL_BLOCK];
	const double *power; /* row k from k * stride on: P_k(target) */
	size_t stride;
	double *gathered; /* n x width: power of targets that are no neighbours */
	double *willing;  /* n x width: P (1 - B') (1 - C), C of pacts that need no vote */
	double *voted;    /* the same with the votes against one attacker; == willing where no vote matters */
	double *stranger; /* n_own x width: 1 where a row of `own` has none of it */
	double *defence;  /* n_patterns x width: E of the bonds of a pattern, but for changes to one of their parties */
	double *by_attacker[SUMS]; /* n x width */
	double *by_lane[SUMS];     /* width x n: the same, transposed */
	bool neighbours;           /* targets are, in the order of states */
} block;

/* From the sample's own tables where they have it side by side. */
static void set_power(const hel_sample *sample, block *b)
{
	size_t n = (size_t)sample->model->n, n_targets = (size_t)sample->model->n_targets, first = (size_t)b->column[0];
	b->power = b->gathered;
	b->stride = (size_t)b->width;
	if (b->width == ALONE) {
		b->power = sample->power + first * n;
	} else if (b->neighbours) {
		b->power = sample->power_by_state + first;
		b->stride = n_targets;
	} else {
		for (int l = 0; l < b->n_lanes; l++)
			hel_transpose(b->gathered + l, b->stride, sample->power + (size_t)b->column[l] * n, n, 1, n);
	}
}

HEL_CLONES static void set_willing(const hel_sample *sample, const block *b)
{
	size_t n = (size_t)sample->model->n, width = (size_t)b->width;
	for (size_t k = 0; k < n; k++) {
		const double *restrict power = b->power + k * b->stride, *restrict free_to = sample->free_to + k * n;
		double *restrict willing = b->willing + k * width;
		if (b->neighbours) {
			for (int l = 0, j = b->target[0]; l < b->n_lanes; l++)
				willing[l] = power[l] * free_to[j + l];
		} else {
			for (int l = 0; l < b->n_lanes; l++)
				willing[l] = power[l] * free_to[b->target[l]];
		}
	}
}

static void share(const hel_sample *sample, const block *b)
{
	const hel_obligations *o = sample->model->obligations;
	size_t width = (size_t)b->width;
	for (int l = 0; l < b->n_lanes; l++) {
		int j = b->target[l];
		for (uint32_t x = o->sharers.from[j]; x < o->sharers.from[j + 1]; x++) {
			uint32_t index = o->sharers.index[x];
			double *willing = &b->willing[o->bond[index].k * width + (size_t)l];
			*willing *= sample->unshared[index];
			if (!o->bond[index].ruled)
				*willing *= 1 - sample->collective[index];
		}
	}
}

/* C[k,j|i] of a bond some of whose collective security depends on a vote. */
static double collective_by_vote(const hel_sample *sample, const hel_bond *bond, int i)
{
	const hel_obligations *o = sample->model->obligations;
	double collective = sample->collective[bond - o->bond];
	for (uint32_t e = bond->first; e < bond->end; e++) {
		const hel_duty *duty = &o->duty[o->entry[e].duty];
		if (duty->type == HEL_COLLECTIVE_SECURITY && duty->rule >= 0 &&
		    !hel_lifted(o, &sample->change, duty, bond->k, bond->p) &&
		    sample->fires[(size_t)duty->rule * (size_t)o->n + (size_t)i] > 0)
			collective = hel_stacked(sample->model->lens->stack, collective, sample->rate[duty->rate]);
	}
	return collective;
}

static bool votes_alike(const hel_sample *sample, int i, int before)
{
	const hel_obligations *o = sample->model->obligations;
	for (size_t row = 0; row < (size_t)o->n_rules; row++) {
		if (sample->fires[row * (size_t)o->n + (size_t)i] != sample->fires[row * (size_t)o->n + (size_t)before])
			return false;
	}
	return true;
}

static void set_voted(const hel_sample *sample, const block *b, int i)
{
	const hel_obligations *o = sample->model->obligations;
	size_t width = (size_t)b->width;
	memcpy(b->voted, b->willing, width * (size_t)o->n * sizeof *b->voted);
	for (int l = 0; l < b->n_lanes; l++) {
		int j = b->target[l];
		for (uint32_t x = o->sharers.from[j]; x < o->sharers.from[j + 1]; x++) {
			const hel_bond *bond = &o->bond[o->sharers.index[x]];
			if (bond->ruled)
				b->voted[bond->k * width + (size_t)l] *= 1 - collective_by_vote(sample, bond, i);
		}
	}
}

/* Where a defence clause fires: not against its own members, of whom some may have left. Rows of `own`, by target. */
static void set_strangers(const hel_sample *sample, block *b)
{
	const hel_obligations *o = sample->model->obligations;
	const bool *out = sample->change.out;
	size_t width = (size_t)b->width;
	for (size_t row = 0; row < o->n_own; row++) {
		for (int l = 0; l < b->n_lanes; l++) {
			bool own = o->own[row * (size_t)o->n + (size_t)b->target[l]] != 0;
			b->stranger[row * width + (size_t)l] = !own || (out && out[b->target[l]]);
		}
	}
	const hel_change *change = &sample->change;
	if (change->without < 0 || change->leaver < 0)
		return;
	const hel_party_list *party = &o->party[change->without];
	for (uint32_t x = party->first_touched; x < party->end_touched; x++) {
		const hel_bond *bond = &o->bond[o->touched[x]];
		for (uint32_t e = bond->first; e < bond->end; e++) {
			for (int l = 0; l < b->n_lanes && o->duty[o->entry[e].duty].commitment == change->without; l++) {
				if (b->target[l] == change->leaver)
					b->stranger[o->entry[e].own * width + (size_t)l] = 1;
			}
		}
	}
}

HEL_WITHIN void stack_lanes(double *restrict defence, const double *restrict stranger, double rho, hel_stack how, int width)
{
	for (int l = 0; l < width; l++) {
		double acts = rho * stranger[l];
		double both = 1 - (1 - defence[l]) * (1 - acts), larger = defence[l] > acts ? defence[l] : acts;
		defence[l] = how == HEL_STACK_INDEPENDENT ? both : larger;
	}
}

static inline bool is_defence(hel_clause_type type)
{
	return type == HEL_DEFENCE || type == HEL_GUARANTEE;
}

/* Adds to E what one entry promises against every target. */
HEL_WITHIN void stack_entry(const hel_sample *sample, const block *b, const hel_entry *entry, double *defence, int width)
{
	const hel_obligations *o = sample->model->obligations;
	const hel_duty *duty = &o->duty[entry->duty];
	const double *stranger = b->stranger + entry->own * (size_t)width;
	double allowed[HEL_BLOCK] = {0};
	for (int l = 0; l < b->n_lanes && duty->rule >= 0; l++)
		allowed[l] = stranger[l] * sample->fires[(size_t)duty->rule * (size_t)o->n + (size_t)b->target[l]];
	stack_lanes(defence, duty->rule < 0 ? stranger : allowed, sample->rate[duty->rate], sample->model->lens->stack,
		    width);
}

/* E[k,i|j] of all bonds that no change to one of their parties touches, by pattern. */
HEL_WITHIN void defend_by_pattern(const hel_sample *sample, const block *b, int width)
{
	const hel_obligations *o = sample->model->obligations;
	const hel_change *change = &sample->change;
	for (size_t p = 0; p < o->n_patterns; p++) {
		const hel_bond *bond = &o->bond[o->pattern_bond[p]];
		double *defence = b->defence + p * (size_t)width;
		for (int l = 0; l < width; l++)
			defence[l] = 0;
		for (uint32_t e = bond->first; e < bond->end; e++) {
			bool gone = change->leaver < 0 && change->without == o->duty[o->entry[e].duty].commitment;
			if (is_defence((hel_clause_type)o->entry[e].type) && !gone)
				stack_entry(sample, b, &o->entry[e], defence, width);
		}
	}
}

HEL_CLONES static void defend_all(const hel_sample *sample, const block *b)
{
	defend_by_pattern(sample, b, WIDE);
}

static void defend_one(const hel_sample *sample, const block *b)
{
	defend_by_pattern(sample, b, ALONE);
}

/* Whether a change touches some bonds of a state, and not others of their patterns. */
static bool is_touched(const hel_change *change, int state)
{
	return change->out || state == change->leaver || state == change->tie_a || state == change->tie_b ||
	       state == change->cut_a || state == change->cut_b;
}

/* E[k,i|j] of one bond k -> i for every target. */
HEL_WITHIN void defence_against(const hel_sample *sample, const block *b, const hel_bond *bond, double *defence, int width)
{
	const hel_obligations *o = sample->model->obligations;
	const hel_change *change = &sample->change;
	bool tied =
	    (bond->k == change->tie_a && bond->p == change->tie_b) || (bond->k == change->tie_b && bond->p == change->tie_a);
	for (int l = 0; l < width; l++)
		defence[l] = tied ? change->tie_rho : 0;
	for (uint32_t e = bond->first; e < bond->end; e++) {
		const hel_duty *duty = &o->duty[o->entry[e].duty];
		if (is_defence(duty->type) && !hel_lifted(o, change, duty, bond->k, bond->p))
			stack_entry(sample, b, &o->entry[e], defence, width);
	}
}

HEL_WITHIN void add_backer(double to[SUMS][HEL_BLOCK], const double *restrict willing, const double *restrict power,
			   const double *restrict defence, double offence, int width)
{
	if (offence > 0) { /* few are */
		for (int l = 0; l < width; l++) {
			to[SURE][l] += offence * willing[l];
			to[BY_OMEGA][l] += (1 - offence) * defence[l] * willing[l];
		}
	} else {
		for (int l = 0; l < width; l++)
			to[BY_OMEGA][l] += defence[l] * willing[l];
	}
	for (int l = 0; l < width; l++)
		to[COALITION][l] += defence[l] * power[l];
}

/* A constant width, so that the lanes lie in registers; constant, too, whether anything is changed, so that nothing is asked
 * where nothing is. */
HEL_WITHIN void add_all_backers(const hel_sample *sample, const block *b, int i, double to[SUMS][HEL_BLOCK], int width,
				bool changed)
{
	const hel_obligations *o = sample->model->obligations;
	const hel_change *change = &sample->change;
	bool touched = changed && is_touched(change, i);
	double own[HEL_BLOCK];
	for (uint32_t x = o->backers.from[i]; x < o->backers.from[i + 1]; x++) {
		const hel_backer *backer = &o->backer[x];
		const double *power = b->power + backer->k * b->stride, *voted = b->voted + backer->k * (size_t)width;
		const double *defence = b->defence + backer->pattern * (size_t)width;
		if (changed && (touched || is_touched(change, (int)backer->k))) {
			defence_against(sample, b, &o->bond[backer->bond], own, width);
			defence = own;
		}
		add_backer(to, voted, power, defence, sample->offence[backer->bond], width);
	}
	for (int s = 0; changed && s < sample->n_spare; s++) {
		const hel_spare *spare = &sample->spare[s];
		if (spare->p != i || spare->abetment == 0)
			continue;
		for (int l = 0; l < width; l++)
			own[l] = spare->abetment;
		add_backer(to, b->voted + (size_t)spare->k * (size_t)width, b->power + (size_t)spare->k * b->stride, own, 0,
			   width);
	}
}

HEL_WITHIN void abet_lanes(const hel_sample *sample, const block *b, int i, int width, bool changed)
{
	double sums[SUMS][HEL_BLOCK];
	for (int s = 0; s < SUMS; s++) {
		for (int l = 0; l < width; l++)
			sums[s][l] = 0;
	}
	add_all_backers(sample, b, i, sums, width, changed);
	for (int s = 0; s < SUMS; s++)
		memcpy(b->by_attacker[s] + (size_t)i * (size_t)width, sums[s], (size_t)width * sizeof(double));
}

HEL_CLONES static void abet_wide(const hel_sample *sample, const block *b, int i)
{
	abet_lanes(sample, b, i, WIDE, false);
}

HEL_CLONES static void abet_wide_changed(const hel_sample *sample, const block *b, int i)
{
	abet_lanes(sample, b, i, WIDE, true);
}

static void abet_alone(const hel_sample *sample, const block *b, int i)
{
	abet_lanes(sample, b, i, ALONE, true);
}

static void abet(const hel_sample *sample, const block *b, int i)
{
	const hel_change *change = &sample->change;
	bool changed = change->out || change->leaver >= 0 || change->tie_a >= 0 || change->cut_a >= 0;
	if (b->width == ALONE)
		abet_alone(sample, b, i);
	else if (changed)
		abet_wide_changed(sample, b, i);
	else
		abet_wide(sample, b, i);
}

/* What the sums of a column's slots come to. */
HEL_CLONES static void add_up(double *restrict abetment, const double *restrict sure, const double *restrict by_omega,
			      const double *restrict coalition, const double *restrict own,
			      const double *restrict omega_factor, double omega, double chain, int m)
{
	for (int a = 0; a < m; a++) {
		double all = own[a] + coalition[a], weight = chain + (1 - chain) * (all > 0 ? own[a] / all : 0);
		abetment[a] = sure[a] + omega * omega_factor[a] * weight * by_omega[a];
	}
}

static void abet_column(hel_sample *sample, int t, const double *sure, const double *by_omega, const double *coalition)
{
	uint32_t from = sample->model->from[t];
	add_up(sample->abetment + from, sure, by_omega, coalition, sample->own + from, sample->omega_factor + from,
	       sample->parameter[HEL_OMEGA], sample->parameter[HEL_CHAIN], (int)(sample->model->from[t + 1] - from));
}

void hel_abetment_turned(hel_sample *sample, int t)
{
	uint32_t from = sample->model->from[t];
	abet_column(sample, t, sample->sure + from, sample->by_omega + from, sample->coalition + from);
}

/* Where no pact promises to join an attack, what is sure is 0, and was when the tables were made. */
static sum first_sum(const hel_sample *sample)
{
	return sample->someone_joins ? SURE : BY_OMEGA;
}

/* The sums of a lane, picked out for those who attack, and what they come to. */
static void add_up_lane(hel_sample *sample, const block *b, int l)
{
	const hel_model *model = sample->model;
	int t = b->column[l];
	size_t n = (size_t)model->n;
	double *const kept[SUMS] = {sample->sure, sample->by_omega, sample->coalition}, *sums[SUMS] = {sample->scratch};
	memset(sums[SURE], 0, n * sizeof(double));
	for (size_t s = first_sum(sample); s < SUMS; s++) {
		sums[s] = kept[s] ? kept[s] + model->from[t] : sample->scratch + s * n;
		hel_of_attackers(model, t, b->by_lane[s] + (size_t)l * n, sums[s]);
	}
	abet_column(sample, t, sums[SURE], sums[BY_OMEGA], sums[COALITION]);
}

static void add_up_lanes(hel_sample *sample, const block *b)
{
	size_t n = (size_t)sample->model->n, width = (size_t)b->width;
	for (size_t s = first_sum(sample); s < SUMS; s++)
		hel_transpose(b->by_lane[s], n, b->by_attacker[s], width, n, (size_t)b->n_lanes);
	for (int l = 0; l < b->n_lanes; l++)
		add_up_lane(sample, b, l);
}

static void find_attackers(const hel_sample *sample, const block *b, bool attacks[HEL_STATES_MAX])
{
	const hel_model *model = sample->model;
	for (int l = 0; l < b->n_lanes; l++) {
		for (uint32_t slot = model->from[b->column[l]]; slot < model->from[b->column[l] + 1]; slot++)
			attacks[model->attacker[slot]] = true;
	}
}

static bool has_voted_sharers(const hel_obligations *o, const block *b)
{
	for (int l = 0; l < b->n_lanes; l++) {
		for (uint32_t x = o->sharers.from[b->target[l]]; x < o->sharers.from[b->target[l] + 1]; x++) {
			if (o->bond[o->sharers.index[x]].ruled)
				return true;
		}
	}
	return false;
}

/* Attackers about whom all votes are alike share one table of the willing. */
static void abet_by_vote(const hel_sample *sample, const block *b, bool attacks[HEL_STATES_MAX])
{
	for (int i = 0; i < sample->model->n; i++) {
		if (!attacks[i])
			continue;
		set_voted(sample, b, i);
		for (int alike = i; alike < sample->model->n; alike++) {
			if (!attacks[alike] || !votes_alike(sample, alike, i))
				continue;
			abet(sample, b, alike);
			attacks[alike] = false;
		}
	}
}

static void abet_all(const hel_sample *sample, block *b, const bool attacks[HEL_STATES_MAX])
{
	double *voted = b->voted;
	b->voted = b->willing;
	for (int i = 0; i < sample->model->n; i++) {
		if (attacks[i])
			abet(sample, b, i);
	}
	b->voted = voted;
}

static void abet_block(hel_sample *sample, block *b)
{
	bool attacks[HEL_STATES_MAX] = {false};
	set_power(sample, b);
	set_willing(sample, b);
	share(sample, b);
	set_strangers(sample, b);
	if (b->width == ALONE)
		defend_one(sample, b);
	else
		defend_all(sample, b);
	find_attackers(sample, b, attacks);
	if (has_voted_sharers(sample->model->obligations, b))
		abet_by_vote(sample, b, attacks);
	else
		abet_all(sample, b, attacks);
	add_up_lanes(sample, b);
}

/* Nobody joins an attack: each attacks alone. */
static void attack_alone(hel_sample *sample, int t)
{
	const hel_model *model = sample->model;
	for (uint32_t slot = model->from[t]; slot < model->from[t + 1]; slot++)
		sample->abetment[slot] = 0;
}

/* Lays the tables of a block of that width into the sample's scratch. */
static void lay_out(block *b, const hel_sample *sample, int width)
{
	size_t table = (size_t)width * (size_t)sample->model->n;
	b->width = width;
	b->gathered = sample->block;
	b->willing = b->gathered + table;
	b->voted = b->willing + table;
	for (size_t s = 0; s < SUMS; s++) {
		b->by_attacker[s] = b->voted + (1 + s) * table;
		b->by_lane[s] = sample->block + s * table; /* over those three, which have served by then */
	}
	b->stranger = b->voted + (1 + SUMS) * table;
	b->defence = b->stranger + (size_t)width * sample->model->obligations->n_own;
}

void hel_abetment(hel_sample *sample, const int *columns, int x, int end)
{
	const hel_model *model = sample->model;
	bool joined = hel_is_joined(sample);
	block b = {.n_lanes = end - x, .neighbours = true};
	assert(b.n_lanes > 0 && b.n_lanes <= HEL_BLOCK);
	lay_out(&b, sample, b.n_lanes > ALONE ? WIDE : ALONE);
	for (int l = 0; l < b.n_lanes; l++) {
		b.column[l] = columns ? columns[x + l] : x + l;
		b.target[l] = model->target[b.column[l]];
		b.neighbours &= b.target[l] == b.target[0] + l;
		if (!joined)
			attack_alone(sample, b.column[l]);
	}
	if (joined)
		abet_block(sample, &b);
}
