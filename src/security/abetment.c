/* abetment.c: who fights beside the attacker, a_k(i|j) = (1 - C)(1 - B')(1 - (1 - O)(1 - omega_ij E)), and how much that is.
 *
 * A_ij = A1 + omega_ij A2: omega_ij depends on the pair alone, so both sums are made first. HEL_BLOCK targets at once: the inner
 * loops run over them, the outer over those bound to i. No sum runs over all triples. */
#include "security/model.h"

#include <string.h>

#include "base/clones.h"

typedef struct block {
	int n_lanes, column[HEL_BLOCK], target[HEL_BLOCK];
	double *power;          /* n x HEL_BLOCK: P_k(target) */
	double *willing;        /* n x HEL_BLOCK: P (1 - B') (1 - C), C of pacts that need no vote */
	double *voted;          /* the same with the votes against one attacker; == willing where no vote matters */
	double *stranger;       /* n_own x HEL_BLOCK: 1 where a row of `own` has none of it */
	uint8_t *all_strangers; /* n_own: 1 where it has none of any lane */
	bool weigh;             /* omega_ij needs the weight of the coalition (chain < 1) */
	bool unbarred;          /* two members of one pact may be free to fight each other: a change cuts their tie */
} block;

typedef struct sums {
	double sure[HEL_BLOCK], by_omega[HEL_BLOCK], coalition[HEL_BLOCK];
} sums;

static void set_willing(const hel_sample *sample, block *b)
{
	const hel_model *model = sample->model;
	const hel_obligations *o = model->obligations;
	size_t n = (size_t)model->n;
	for (int l = 0; l < b->n_lanes; l++) {
		int j = b->target[l];
		const double *power = sample->power + (size_t)b->column[l] * n;
		for (size_t k = 0; k < n; k++) {
			b->power[k * HEL_BLOCK + (size_t)l] = power[k];
			b->willing[k * HEL_BLOCK + (size_t)l] = power[k] * sample->free_to[k * n + (size_t)j];
		}
		for (uint32_t x = o->sharers.from[j]; x < o->sharers.from[j + 1]; x++) {
			uint32_t index = o->sharers.index[x];
			double *willing = &b->willing[o->bond[index].k * (size_t)HEL_BLOCK + (size_t)l];
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
	memcpy(b->voted, b->willing, HEL_BLOCK * (size_t)o->n * sizeof *b->voted);
	for (int l = 0; l < b->n_lanes; l++) {
		int j = b->target[l];
		for (uint32_t x = o->sharers.from[j]; x < o->sharers.from[j + 1]; x++) {
			const hel_bond *bond = &o->bond[o->sharers.index[x]];
			if (bond->ruled)
				b->voted[bond->k * (size_t)HEL_BLOCK + (size_t)l] *= 1 - collective_by_vote(sample, bond, i);
		}
	}
}

/* Where a defence clause fires: not against its own members, of whom some may have left. Rows of `own`, by target. */
static void set_strangers(const hel_sample *sample, block *b)
{
	const hel_obligations *o = sample->model->obligations;
	const bool *out = sample->change.out;
	for (size_t row = 0; row < o->n_own; row++) {
		b->all_strangers[row] = 1;
		for (int l = 0; l < b->n_lanes; l++) {
			bool own = o->own[row * (size_t)o->n + (size_t)b->target[l]] != 0;
			b->stranger[row * HEL_BLOCK + (size_t)l] = !own || (out && out[b->target[l]]);
			b->all_strangers[row] &= !own;
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
					b->stranger[o->entry[e].own * (size_t)HEL_BLOCK + (size_t)l] = 1;
			}
		}
	}
}

static inline void stack_lanes(double *restrict defence, const double *restrict stranger, double rho, hel_stack how)
{
	for (int l = 0; l < HEL_BLOCK; l++) {
		double acts = rho * stranger[l];
		double both = 1 - (1 - defence[l]) * (1 - acts), larger = defence[l] > acts ? defence[l] : acts;
		defence[l] = how == HEL_STACK_INDEPENDENT ? both : larger;
	}
}

/* E[k,i|j] of a bond k -> i for every target. */
static inline void defence_against(const hel_sample *sample, const block *b, const hel_bond *bond, double *defence)
{
	const hel_obligations *o = sample->model->obligations;
	const hel_change *change = &sample->change;
	bool tied =
	    (bond->k == change->tie_a && bond->p == change->tie_b) || (bond->k == change->tie_b && bond->p == change->tie_a);
	for (int l = 0; l < HEL_BLOCK; l++)
		defence[l] = tied ? change->tie_rho : 0;
	for (uint32_t e = bond->first; e < bond->end; e++) {
		const hel_duty *duty = &o->duty[o->entry[e].duty];
		if ((duty->type != HEL_DEFENCE && duty->type != HEL_GUARANTEE) ||
		    hel_lifted(o, change, duty, bond->k, bond->p))
			continue;
		const double *stranger = b->stranger + o->entry[e].own * (size_t)HEL_BLOCK;
		double allowed[HEL_BLOCK] = {0};
		for (int l = 0; l < b->n_lanes && duty->rule >= 0; l++)
			allowed[l] = stranger[l] * sample->fires[(size_t)duty->rule * (size_t)o->n + (size_t)b->target[l]];
		stack_lanes(defence, duty->rule < 0 ? stranger : allowed, sample->rate[duty->rate],
			    sample->model->lens->stack);
	}
}

/* Whether E[k,i|j] is the same for every target: none is of the bond's own, and no vote counts. */
static inline bool is_blind(const hel_sample *sample, const block *b, const hel_bond *bond)
{
	const hel_obligations *o = sample->model->obligations;
	bool blind = !bond->ruled;
	for (uint32_t e = bond->first; blind && e < bond->end; e++)
		blind = b->all_strangers[o->entry[e].own];
	return blind;
}

static inline void add_backer(sums *restrict to, const double *restrict willing, const double *restrict power,
			      const double *restrict defence, double offence)
{
	for (int l = 0; l < HEL_BLOCK; l++) {
		to->sure[l] += offence * willing[l];
		to->by_omega[l] += (1 - offence) * defence[l] * willing[l];
		to->coalition[l] += defence[l] * power[l];
	}
}

HEL_CLONES static void add_backers(const hel_sample *sample, const block *b, int i, sums *restrict to)
{
	const hel_obligations *o = sample->model->obligations;
	double defence[HEL_BLOCK];
	for (uint32_t x = o->backers.from[i]; x < o->backers.from[i + 1]; x++) {
		uint32_t index = o->backers.index[x];
		const hel_bond *bond = &o->bond[index];
		if ((b->weigh || b->unbarred || bond->ruled || hel_has_estranged(o, bond->k)) && !is_blind(sample, b, bond)) {
			defence_against(sample, b, bond, defence);
		} else {
			/* no lane is of its own, or own members are barred from fighting each other and have 0 in `willing` */
			for (int l = 0; l < HEL_BLOCK; l++)
				defence[l] = sample->defence[index];
		}
		add_backer(to, b->voted + bond->k * (size_t)HEL_BLOCK, b->power + bond->k * (size_t)HEL_BLOCK, defence,
			   sample->offence[index]);
	}
	for (int s = 0; s < sample->n_spare; s++) {
		const hel_spare *spare = &sample->spare[s];
		if (spare->p != i || spare->abetment == 0)
			continue;
		for (int l = 0; l < HEL_BLOCK; l++)
			defence[l] = spare->abetment;
		add_backer(to, b->voted + (size_t)spare->k * HEL_BLOCK, b->power + (size_t)spare->k * HEL_BLOCK, defence, 0);
	}
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
		int32_t slot = sample->slot_of[(size_t)i * HEL_BLOCK + (size_t)l];
		if (slot < 0)
			continue;
		if (sample->sure) {
			sample->sure[slot] = s->sure[l];
			sample->by_omega[slot] = s->by_omega[l];
			sample->coalition[slot] = s->coalition[l];
		}
		sample->abetment[slot] = abetted(sample, slot, b->weigh, b->power[(size_t)i * HEL_BLOCK + (size_t)l],
						 s->sure[l], s->by_omega[l], s->coalition[l]);
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
	memset(sample->slot_of, -1, HEL_BLOCK * (size_t)model->n * sizeof *sample->slot_of);
	for (int l = 0; l < b->n_lanes; l++) {
		for (uint32_t slot = model->from[b->column[l]]; slot < model->from[b->column[l] + 1]; slot++)
			sample->slot_of[model->attacker[slot] * (size_t)HEL_BLOCK + (size_t)l] = (int32_t)slot;
	}
}

static bool attacks_any(const hel_sample *sample, int i)
{
	for (size_t l = 0; l < HEL_BLOCK; l++) {
		if (sample->slot_of[(size_t)i * HEL_BLOCK + l] >= 0)
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
	add_backers(sample, b, i, &s);
	set_abetment(sample, b, i, &s);
}

/* Attackers about whom all votes are alike share one table of the willing. */
static void abet_by_vote(hel_sample *sample, const block *b)
{
	bool done[HEL_STATES_MAX] = {false};
	for (int i = 0; i < sample->model->n; i++) {
		if (done[i] || !attacks_any(sample, i))
			continue;
		set_voted(sample, b, i);
		for (int alike = i; alike < sample->model->n; alike++) {
			if (done[alike] || !attacks_any(sample, alike) || !votes_alike(sample, alike, i))
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
	find_slots(sample, b);
	if (has_voted_sharers(sample->model->obligations, b)) {
		abet_by_vote(sample, b);
		return;
	}
	double *voted = b->voted;
	b->voted = b->willing;
	for (int i = 0; i < sample->model->n; i++) {
		if (attacks_any(sample, i))
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

void hel_abetment(hel_sample *sample, const int *columns, int n_columns)
{
	const hel_model *model = sample->model;
	bool joined = hel_is_joined(sample);
	size_t stride = HEL_BLOCK * (size_t)model->n;
	block b = {.power = sample->block,
		   .willing = sample->block + stride,
		   .voted = sample->block + 2 * stride,
		   .stranger = sample->block + 3 * stride};
	b.all_strangers = sample->all_strangers;
	b.weigh = sample->keeps_fear || (sample->parameter[HEL_OMEGA] > 0 && sample->parameter[HEL_CHAIN] < 1);
	b.unbarred = sample->change.cut_a >= 0;
	for (int from = 0; from < n_columns; from += HEL_BLOCK) {
		b.n_lanes = n_columns - from < HEL_BLOCK ? n_columns - from : HEL_BLOCK;
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
