/* abetment.c: who fights beside the attacker, a_k(i|j) = (1 - C)(1 - B')(1 - (1 - O)(1 - omega_ij E)), and how much that is.
 *
 * A_ij = A1 + omega_ij A2: omega_ij depends on the pair alone, so both sums are made first. Several targets at once, the lanes
 * of a block: the inner loops run over them, the outer over those bound to i. No sum runs over all triples. */
#include "security/model.h"

#include <string.h>

#include "base/clones.h"

/* A block has room for all lanes or for one: whoever leaves a treaty asks about itself alone. */
enum { WIDE = HEL_BLOCK, ALONE = 1 };

typedef struct block {
	int width, n_lanes, column[HEL_BLOCK], target[HEL_BLOCK];
	double *power;    /* n x width: P_k(target) */
	double *willing;  /* n x width: P (1 - B') (1 - C), C of pacts that need no vote */
	double *voted;    /* the same with the votes against one attacker; == willing where no vote matters */
	double *stranger; /* n_own x width: 1 where a row of `own` has none of it */
	double *defence;  /* n_patterns x width: E of the bonds of a pattern, but for changes to one of their parties */
	bool weigh;       /* omega_ij needs the weight of the coalition (chain < 1) */
} block;

typedef struct sums {
	double sure[HEL_BLOCK], by_omega[HEL_BLOCK], coalition[HEL_BLOCK];
} sums;

static void set_willing(const hel_sample *sample, block *b)
{
	const hel_model *model = sample->model;
	const hel_obligations *o = model->obligations;
	size_t n = (size_t)model->n, width = (size_t)b->width;
	for (int l = 0; l < b->n_lanes; l++) {
		int j = b->target[l];
		const double *power = sample->power + (size_t)b->column[l] * n;
		for (size_t k = 0; k < n; k++) {
			b->power[k * width + (size_t)l] = power[k];
			b->willing[k * width + (size_t)l] = power[k] * sample->free_to[k * n + (size_t)j];
		}
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

HEL_WITHIN void add_backer(sums *restrict to, const double *restrict willing, const double *restrict power,
			   const double *restrict defence, double offence, int width)
{
	for (int l = 0; l < width; l++) {
		to->sure[l] += offence * willing[l];
		to->by_omega[l] += (1 - offence) * defence[l] * willing[l];
		to->coalition[l] += defence[l] * power[l];
	}
}

/* A constant width, so that the lanes lie in registers. */
HEL_WITHIN void add_all_backers(const hel_sample *sample, const block *b, int i, sums *restrict to, int width)
{
	const hel_obligations *o = sample->model->obligations;
	const hel_change *change = &sample->change;
	bool touched = is_touched(change, i);
	double own[HEL_BLOCK];
	for (uint32_t x = o->backers.from[i]; x < o->backers.from[i + 1]; x++) {
		const hel_backer *backer = &o->backer[x];
		size_t at = backer->k * (size_t)width;
		const double *defence = b->defence + backer->pattern * (size_t)width;
		if (touched || is_touched(change, (int)backer->k)) {
			defence_against(sample, b, &o->bond[backer->bond], own, width);
			defence = own;
		}
		add_backer(to, b->voted + at, b->power + at, defence, sample->offence[backer->bond], width);
	}
	for (int s = 0; s < sample->n_spare; s++) {
		const hel_spare *spare = &sample->spare[s];
		size_t at = (size_t)spare->k * (size_t)width;
		if (spare->p != i || spare->abetment == 0)
			continue;
		for (int l = 0; l < width; l++)
			own[l] = spare->abetment;
		add_backer(to, b->voted + at, b->power + at, own, 0, width);
	}
}

HEL_CLONES static void add_backers(const hel_sample *sample, const block *b, int i, sums *restrict to)
{
	add_all_backers(sample, b, i, to, WIDE);
}

static void add_backers_of_one(const hel_sample *sample, const block *b, int i, sums *restrict to)
{
	add_all_backers(sample, b, i, to, ALONE);
}

/* own: the attacker's power. */
static inline double abetted(const hel_sample *sample, int32_t slot, bool weigh, double own, double sure, double by_omega,
			     double coalition)
{
	double omega = sample->parameter[HEL_OMEGA], chain = sample->parameter[HEL_CHAIN], all = own + coalition;
	double weight = weigh ? chain + (1 - chain) * (all > 0 ? own / all : 0) : 1;
	return sure + omega * sample->omega_factor[slot] * weight * by_omega;
}

static void set_abetment(hel_sample *sample, const block *b, int i, const sums *s)
{
	for (int l = 0; l < b->n_lanes; l++) {
		size_t at = (size_t)i * (size_t)b->width + (size_t)l;
		int32_t slot = sample->slot_of[at];
		if (slot < 0)
			continue;
		if (sample->sure) {
			sample->sure[slot] = s->sure[l];
			sample->by_omega[slot] = s->by_omega[l];
			sample->coalition[slot] = s->coalition[l];
		}
		sample->abetment[slot] =
		    abetted(sample, slot, b->weigh, b->power[at], s->sure[l], s->by_omega[l], s->coalition[l]);
	}
}

void hel_abetment_turned(hel_sample *sample, int t)
{
	const hel_model *model = sample->model;
	const double *power = sample->power + (size_t)t * (size_t)model->n;
	for (uint32_t slot = model->from[t]; slot < model->from[t + 1]; slot++)
		sample->abetment[slot] = abetted(sample, (int32_t)slot, true, power[model->attacker[slot]],
						 sample->sure[slot], sample->by_omega[slot], sample->coalition[slot]);
}

static void find_slots(hel_sample *sample, const block *b)
{
	const hel_model *model = sample->model;
	size_t width = (size_t)b->width;
	memset(sample->slot_of, -1, width * (size_t)model->n * sizeof *sample->slot_of);
	for (int l = 0; l < b->n_lanes; l++) {
		for (uint32_t slot = model->from[b->column[l]]; slot < model->from[b->column[l] + 1]; slot++)
			sample->slot_of[model->attacker[slot] * width + (size_t)l] = (int32_t)slot;
	}
}

static bool attacks_any(const hel_sample *sample, const block *b, int i)
{
	for (int l = 0; l < b->n_lanes; l++) {
		if (sample->slot_of[(size_t)i * (size_t)b->width + (size_t)l] >= 0)
			return true;
	}
	return false;
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

static void abet(hel_sample *sample, const block *b, int i)
{
	sums s = {{0}, {0}, {0}};
	if (b->width == ALONE)
		add_backers_of_one(sample, b, i, &s);
	else
		add_backers(sample, b, i, &s);
	set_abetment(sample, b, i, &s);
}

/* Attackers about whom all votes are alike share one table of the willing. */
static void abet_by_vote(hel_sample *sample, const block *b)
{
	bool done[HEL_STATES_MAX] = {false};
	for (int i = 0; i < sample->model->n; i++) {
		if (done[i] || !attacks_any(sample, b, i))
			continue;
		set_voted(sample, b, i);
		for (int alike = i; alike < sample->model->n; alike++) {
			if (done[alike] || !attacks_any(sample, b, alike) || !votes_alike(sample, alike, i))
				continue;
			abet(sample, b, alike);
			done[alike] = true;
		}
	}
}

static void abet_block(hel_sample *sample, block *b)
{
	set_willing(sample, b);
	set_strangers(sample, b);
	if (b->width == ALONE)
		defend_one(sample, b);
	else
		defend_all(sample, b);
	find_slots(sample, b);
	if (has_voted_sharers(sample->model->obligations, b)) {
		abet_by_vote(sample, b);
		return;
	}
	double *voted = b->voted;
	b->voted = b->willing;
	for (int i = 0; i < sample->model->n; i++) {
		if (attacks_any(sample, b, i))
			abet(sample, b, i);
	}
	b->voted = voted;
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
	b->power = sample->block;
	b->willing = b->power + table;
	b->voted = b->willing + table;
	b->stranger = b->voted + table;
	b->defence = b->stranger + (size_t)width * sample->model->obligations->n_own;
}

void hel_abetment(hel_sample *sample, const int *columns, int n_columns)
{
	const hel_model *model = sample->model;
	bool joined = hel_is_joined(sample);
	block b = {.weigh = sample->keeps_fear || (sample->parameter[HEL_OMEGA] > 0 && sample->parameter[HEL_CHAIN] < 1)};
	for (int from = 0; from < n_columns; from += b.n_lanes) {
		int left = n_columns - from;
		lay_out(&b, sample, left > ALONE ? WIDE : ALONE);
		b.n_lanes = left < b.width ? left : b.width;
		for (int l = 0; l < b.n_lanes; l++) {
			b.column[l] = columns ? columns[from + l] : from + l;
			b.target[l] = model->target[b.column[l]];
			if (!joined)
				attack_alone(sample, b.column[l]);
		}
		if (joined)
			abet_block(sample, &b);
	}
}
