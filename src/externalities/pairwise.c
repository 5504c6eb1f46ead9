/* pairwise.c: see pairwise.h. For k and p of the pair, with E, C, O, u (what shared collective security leaves) of k's bond to p
 * and f = 1 - B of k towards p, before and after:
 *
 *   attacks by i on p:  D gains P_k(p) (o' - o), o = C + (1 - C) E f_k(i); if k backs i, its will to fight p, w = P_k(p) f u (1 - C),
 *                       moves A
 *   attacks by p on j:  if k helps j, D gains P_k(j) (o' - o), as f has changed; k as a backer of p moves A by its E and O, and
 *                       the weight of p's coalition by its E
 *   k attacks p:        threat alone; nobody's help or company depends on what these two owe each other
 *
 * No slot is in two of these. Sums change by differences; what is left of one that goes to 0 is rounding and taken for 0. */
#include "externalities/pairwise.h"

#include <string.h>

#include "base/clones.h"
#include "base/elementary.h"
#include "base/fail.h"

static const double DUST = 1e-13; /* of a sum: less is what rounding leaves of 0 */

/* What k owes p, and may do to it. */
typedef struct side {
	double defence, collective, offence, unshared, free_to, often;
} side;

typedef struct turn {
	int k, p;
	const hel_bond *bond; /* NULL: k owes p nothing without the change */
	side before, after;
} turn;

/* One row or column as it would be. */
typedef struct line {
	size_t n;
	const double *own, *capability, *often, *expected, *odds;
	double *abetment, *help, *threat, *defeat;
} line;

static bool list_bonds(hel_pairwise *w, hel_arena *arena, const hel_obligations *o)
{
	size_t n = (size_t)o->n;
	uint32_t *at = hel_arena_alloc(arena, n + 1, sizeof *at);
	w->from = hel_arena_alloc(arena, n + 1, sizeof *w->from);
	w->index = hel_arena_alloc(arena, o->n_bonds, sizeof *w->index);
	if (!at || !w->from || !w->index)
		return false;
	for (size_t b = 0; b < o->n_bonds; b++)
		w->from[o->bond[b].k + 1]++;
	for (size_t k = 0; k < n; k++)
		at[k + 1] = w->from[k + 1] += w->from[k];
	for (uint32_t b = 0; b < o->n_bonds; b++)
		w->index[at[o->bond[b].k]++] = b;
	return true;
}

hel_status hel_pairwise_new(hel_pairwise *pairwise, hel_arena *arena, const hel_model *model, hel_error *error)
{
	hel_pairwise *w = pairwise;
	*w = (hel_pairwise){.n = (size_t)model->n, .m = (size_t)model->n_targets};
	double **const tables[] = {&w->power,           &w->willing,     &w->sure,         &w->by_omega,
	                           &w->coalition,       &w->omega,       &w->help,         &w->often,
	                           &w->expected,        &w->odds,        &w->column_abetment, &w->column_omega,
	                           &w->column_help,     &w->column_often, &w->column_expected, &w->column_odds};
	for (size_t x = 0; x < sizeof tables / sizeof *tables; x++) {
		if (!(*tables[x] = hel_arena_alloc(arena, w->n * w->m, sizeof(double))))
			return hel_fail_memory(error);
	}
	w->capability = hel_arena_alloc(arena, w->m, sizeof *w->capability);
	return w->capability && list_bonds(w, arena, model->obligations) ? HEL_OK : hel_fail_memory(error);
}

static void set_will(hel_pairwise *w, size_t t)
{
	const hel_sample *base = w->base;
	const hel_obligations *o = base->model->obligations;
	int j = base->model->target[t];
	for (size_t k = 0; k < w->n; k++) {
		w->power[k * w->m + t] = base->power[t * w->n + k];
		w->willing[k * w->m + t] = base->power[t * w->n + k] * base->free_to[k * w->n + (size_t)j];
	}
	for (uint32_t x = o->sharers.from[j]; x < o->sharers.from[j + 1]; x++) {
		uint32_t bond = o->sharers.index[x];
		w->willing[o->bond[bond].k * w->m + t] *= base->unshared[bond] * (1 - base->collective[bond]);
	}
}

/* Fear of the coalition, as in abetment.c. */
static double omega_of(const hel_pairwise *w, double omega, double own, double coalition)
{
	double chain = w->base->parameter[HEL_CHAIN], all = own + coalition;
	return omega * (w->weigh ? chain + (1 - chain) * (all > 0 ? own / all : 0) : 1);
}

static void set_slot(hel_pairwise *w, size_t t, uint32_t slot)
{
	const hel_sample *s = w->base;
	const hel_model *model = s->model;
	size_t i = model->attacker[slot], row = i * w->m + t, column = t * w->n + i, j = (size_t)model->target[t];
	bool is_estimated = model->lens->kind == HEL_LENS_ESTIMATED;
	w->omega[row] = s->parameter[HEL_OMEGA] * s->omega_factor[slot];
	w->sure[row] = w->joined ? s->sure[slot] : 0;
	w->by_omega[row] = w->joined ? s->by_omega[slot] : 0;
	w->coalition[row] = w->joined ? s->coalition[slot] : 0;
	w->column_omega[column] = omega_of(w, w->omega[row], w->power[row], w->coalition[row]);
	w->column_abetment[column] = s->abetment[slot];
	w->help[row] = w->column_help[column] = s->help[slot];
	w->often[row] = w->column_often[column] = is_estimated ? s->factor[slot] : s->threat[slot];
	w->expected[row] = w->column_expected[column] = s->threat[slot] * s->defeat[slot];
	w->odds[row] = w->column_odds[column] = is_estimated ? hel_estimated_odds(s, slot, s->free_to[i * w->n + j]) : 0;
}

void hel_pairwise_set(hel_pairwise *pairwise, const hel_sample *base)
{
	hel_pairwise *w = pairwise;
	const hel_model *model = base->model;
	w->base = base;
	w->joined = base->parameter[HEL_OMEGA] > 0 || base->someone_joins;
	w->weigh = base->parameter[HEL_OMEGA] > 0 && base->parameter[HEL_CHAIN] < 1;
	for (size_t t = 0; t < w->m; t++) {
		w->capability[t] = base->capability[model->target[t]];
		set_will(w, t);
		for (uint32_t slot = model->from[t]; slot < model->from[t + 1]; slot++)
			set_slot(w, t, slot);
	}
}

bool hel_pairwise_can(const hel_sample *base)
{
	return !base->model->obligations->n_rules && base->parameter[HEL_PHI] <= 0 && base->parameter[HEL_NUCLEAR] <= 0;
}

size_t hel_pairwise_scratch(const hel_pairwise *pairwise)
{
	return 8 * pairwise->n;
}

/* --- a row or column from its help and company --------------------------------------------------------------------- */

HEL_CLONES static void contest_by_ratio(const line *l)
{
	const double *restrict own = l->own, *restrict capability = l->capability, *restrict abetment = l->abetment,
	             *restrict help = l->help;
	double *restrict q = l->defeat;
	for (size_t a = 0; a < l->n; a++) {
		double attack = own[a] + abetment[a], resist = capability[a] + help[a];
		q[a] = attack > 0 ? attack / (attack + resist) : 0;
	}
}

HEL_CLONES static void contest_by_power(const line *l, double gamma)
{
	const double *restrict own = l->own, *restrict capability = l->capability, *restrict abetment = l->abetment,
	             *restrict help = l->help;
	double *restrict q = l->defeat;
	for (size_t a = 0; a < l->n; a++) {
		double attack = own[a] + abetment[a], resist = capability[a] + help[a];
		double chance = 1 / (1 + hel_exp(gamma * hel_log(resist / attack)));
		chance = resist > 0 ? chance : 1;
		q[a] = attack > 0 ? chance : 0;
	}
}

/* h q less what it was, into l->defeat. */
HEL_CLONES static void subtract(const line *l, const double *restrict threat)
{
	double *restrict q = l->defeat;
	const double *restrict expected = l->expected;
	for (size_t a = 0; a < l->n; a++)
		q[a] = threat[a] * q[a] - expected[a];
}

static void settle(const hel_pairwise *w, const line *l)
{
	const hel_sample *base = w->base;
	bool is_estimated = base->model->lens->kind == HEL_LENS_ESTIMATED;
	if (base->parameter[HEL_GAMMA] == 1)
		contest_by_ratio(l);
	else
		contest_by_power(l, base->parameter[HEL_GAMMA]);
	if (is_estimated)
		hel_estimated_rates(base, l->threat, l->often, l->odds, l->abetment, l->own, l->help, l->capability, (int)l->n);
	subtract(l, is_estimated ? l->threat : l->often);
}

static inline double left_of(double before, double change)
{
	double after = before + change;
	return after > DUST * before ? after : 0;
}

/* --- attacks by p ---------------------------------------------------------------------------------------------------- */

/* E of a bond against every target of p's attacks: a pact never fires against its own. so_far: a tie more. */
static void set_defence(const hel_pairwise *w, const hel_bond *bond, double so_far, double *defence)
{
	const hel_model *model = w->base->model;
	const hel_obligations *o = model->obligations;
	for (size_t t = 0; t < w->m; t++)
		defence[t] = so_far;
	for (uint32_t e = bond ? bond->first : 0; bond && e < bond->end; e++) {
		const hel_duty *duty = &o->duty[o->entry[e].duty];
		if (duty->type != HEL_DEFENCE && duty->type != HEL_GUARANTEE)
			continue;
		const uint8_t *own = o->own + o->entry[e].own * w->n;
		for (size_t t = 0; t < w->m; t++)
			defence[t] = hel_stacked(model->lens->stack, defence[t], own[model->target[t]] ? 0 : w->base->rate[duty->rate]);
	}
}

/* E of k's bond to j against i, one who may be of the same pact; no change but that of k and i is made. */
static double defence_against(const hel_pairwise *w, const hel_bond *bond, int i)
{
	const hel_obligations *o = w->base->model->obligations;
	double defence = 0;
	for (uint32_t e = bond->first; e < bond->end; e++) {
		const hel_duty *duty = &o->duty[o->entry[e].duty];
		if ((duty->type == HEL_DEFENCE || duty->type == HEL_GUARANTEE) && !o->own[o->entry[e].own * w->n + (size_t)i])
			defence = hel_stacked(w->base->model->lens->stack, defence, w->base->rate[duty->rate]);
	}
	return defence;
}

HEL_CLONES static void back(const hel_pairwise *w, const turn *x, const double *restrict defence, const double *restrict then,
                            double *restrict abetment)
{
	size_t row = (size_t)x->p * w->m, of_k = (size_t)x->k * w->m;
	const double *restrict power = w->power + of_k, *restrict willing = w->willing + of_k, *restrict own = w->power + row,
	             *restrict sure = w->sure + row, *restrict by_omega = w->by_omega + row, *restrict coalition = w->coalition + row,
	             *restrict omega = w->omega + row;
	double offence = x->before.offence, later = x->after.offence, chain = w->base->parameter[HEL_CHAIN];
	bool weigh = w->weigh;
	for (size_t t = 0; t < w->m; t++) {
		double a1 = left_of(sure[t], (later - offence) * willing[t]);
		double a2 = left_of(by_omega[t], ((1 - later) * then[t] - (1 - offence) * defence[t]) * willing[t]);
		double all = own[t] + left_of(coalition[t], (then[t] - defence[t]) * power[t]);
		double weight = chain + (1 - chain) * (all > 0 ? own[t] / all : 0);
		abetment[t] = a1 + omega[t] * (weigh ? weight : 1) * a2;
	}
}

/* Help of k for those whom p attacks; whether any changes. */
static bool help_against(const hel_pairwise *w, const turn *x, double *help)
{
	const hel_sample *base = w->base;
	const hel_obligations *o = base->model->obligations;
	bool changes = false;
	memcpy(help, w->help + (size_t)x->p * w->m, w->m * sizeof *help);
	if (x->before.free_to == x->after.free_to)
		return false;
	for (uint32_t y = w->from[x->k]; y < w->from[x->k + 1]; y++) {
		uint32_t b = w->index[y];
		const hel_bond *bond = &o->bond[b];
		int t = base->model->column[bond->p];
		if (!bond->helps || bond->p == x->p || t < 0)
			continue;
		/* one to whom k is not bound is no fellow member, unless they are estranged */
		bool is_fellow = x->before.free_to > 0 && hel_has_estranged(o, x->k);
		double before = (is_fellow ? defence_against(w, bond, x->p) : base->defence[b]) * x->before.free_to;
		double then = x->after.free_to > 0 ? defence_against(w, bond, x->p) * x->after.free_to : 0;
		double more = (1 - base->collective[b]) * (then - before);
		help[t] = left_of(help[t], w->power[(size_t)x->k * w->m + (size_t)t] * more);
		changes |= more != 0;
	}
	return changes;
}

static void rise_by(const hel_pairwise *w, const hel_change *change, const turn *x, double *scratch, double *rise)
{
	size_t row = (size_t)x->p * w->m;
	double *defence = scratch + 4 * w->n, *then = scratch + 5 * w->n;
	line l = {w->m, w->power + row, w->capability, w->often + row, w->expected + row, w->odds + row,
	          scratch, scratch + w->n, scratch + 2 * w->n, scratch + 3 * w->n};
	bool changes = help_against(w, x, l.help);
	if (w->joined) {
		double tie = change->tie_a >= 0 ? change->tie_rho : 0;
		set_defence(w, x->bond, 0, defence);
		set_defence(w, change->tie_a >= 0 ? x->bond : NULL, tie, then);
		back(w, x, defence, then, l.abetment);
		changes |= change->tie_a >= 0 || x->before.defence != x->after.defence || x->before.offence != x->after.offence;
	} else {
		memset(l.abetment, 0, w->m * sizeof *l.abetment);
	}
	if (!changes)
		return;
	settle(w, &l);
	for (size_t t = 0; t < w->m; t++)
		rise[t] += l.defeat[t];
}

/* --- attacks on p ---------------------------------------------------------------------------------------------------- */

HEL_CLONES static void help_more(double *restrict help, const double *restrict before, const double *restrict free_to,
                                 const side *from, const side *to, double power, size_t n)
{
	double both = (1 - from->collective) * from->defence, then = (1 - to->collective) * to->defence;
	for (size_t i = 0; i < n; i++) {
		double more = (to->collective + then * free_to[i]) - (from->collective + both * free_to[i]);
		help[i] = left_of(before[i], power * more);
	}
}

/* The same where i and k are fellow members whose tie is cut: k's clauses spare i. Whether anything changes. */
static bool help_more_against_fellows(const hel_pairwise *w, const hel_change *change, const turn *x, const double *before,
                                      double power, double *help)
{
	const hel_obligations *o = w->base->model->obligations;
	const side *from = &x->before, *to = &x->after;
	bool changes = false;
	for (uint32_t y = o->estranged_from[x->k]; y < o->estranged_from[x->k + 1]; y++) {
		size_t i = o->estranged[y];
		double free_to = w->base->free_to[(size_t)x->k * w->n + i];
		double defence = x->bond ? defence_against(w, x->bond, (int)i) : 0;
		double then = change->tie_a >= 0 ? hel_stacked(w->base->model->lens->stack, defence, change->tie_rho) : 0;
		double more = to->collective + (1 - to->collective) * then * free_to -
		              (from->collective + (1 - from->collective) * defence * free_to);
		help[i] = left_of(before[i], power * more);
		changes |= more != 0;
	}
	return changes;
}

static double will(const side *s, double power)
{
	return power * s->free_to * s->unshared * (1 - s->collective);
}

/* k as company of those whom it backs when they attack p. */
static bool company_against(const hel_pairwise *w, const turn *x, size_t t, double *abetment)
{
	const hel_sample *base = w->base;
	const hel_obligations *o = base->model->obligations;
	memcpy(abetment, w->column_abetment + t * w->n, w->n * sizeof *abetment);
	double power = w->power[(size_t)x->k * w->m + t], more = will(&x->after, power) - will(&x->before, power);
	for (uint32_t y = w->from[x->k]; w->joined && more != 0 && y < w->from[x->k + 1]; y++) {
		uint32_t b = w->index[y];
		size_t i = o->bond[b].p;
		if (!o->bond[b].backs || (int)i == x->p)
			continue;
		double offence = base->offence[b], defence = defence_against(w, &o->bond[b], x->p);
		double sure = offence * more, by_omega = (1 - offence) * defence * more;
		abetment[i] = left_of(abetment[i], sure + w->column_omega[t * w->n + i] * by_omega);
	}
	return more != 0;
}

/* Eight partial sums, always the same eight. */
static double sum_of(const double *x, size_t n)
{
	double sum[8] = {0};
	size_t a = 0;
	for (; a + 8 <= n; a += 8) {
		for (size_t l = 0; l < 8; l++)
			sum[l] += x[a + l];
	}
	for (; a < n; a++)
		sum[a % 8] += x[a];
	return ((sum[0] + sum[1]) + (sum[2] + sum[3])) + ((sum[4] + sum[5]) + (sum[6] + sum[7]));
}

static void rise_on(const hel_pairwise *w, const hel_change *change, const turn *x, double *scratch, double *rise)
{
	const hel_sample *base = w->base;
	if (base->model->column[x->p] < 0)
		return;
	size_t t = (size_t)base->model->column[x->p], column = t * w->n;
	double *capability = scratch + 4 * w->n;
	line l = {w->n, base->power + column, capability, w->column_often + column, w->column_expected + column,
	          w->column_odds + column, scratch, scratch + w->n, scratch + 2 * w->n, scratch + 3 * w->n};
	bool changes = company_against(w, x, t, l.abetment);
	double power = w->power[(size_t)x->k * w->m + t];
	help_more(l.help, w->column_help + column, base->free_to + (size_t)x->k * w->n, &x->before, &x->after, power, w->n);
	changes |= help_more_against_fellows(w, change, x, w->column_help + column, power, l.help);
	l.help[x->k] = w->column_help[column + (size_t)x->k]; /* nobody helps against itself */
	changes |= x->before.defence != x->after.defence || x->before.collective != x->after.collective;
	if (!changes)
		return;
	for (size_t i = 0; i < w->n; i++)
		capability[i] = w->capability[t];
	settle(w, &l);
	rise[t] += sum_of(l.defeat, w->n);
}

/* k attacks p. */
static void rise_between(const hel_pairwise *w, const turn *x, double *rise)
{
	const hel_sample *base = w->base;
	const hel_model *model = base->model;
	bool is_estimated = model->lens->kind == HEL_LENS_ESTIMATED;
	if (x->before.often == x->after.often && (!is_estimated || x->before.free_to == x->after.free_to))
		return;
	int64_t slot = hel_slot_find(model, x->k, x->p);
	if (slot < 0)
		return;
	size_t t = (size_t)model->column[x->p];
	double threat = x->after.often;
	if (is_estimated) {
		double odds = hel_estimated_odds(base, (uint32_t)slot, x->after.free_to);
		hel_estimated_rates(base, &threat, &x->after.often, &odds, &base->abetment[slot],
		                    &base->power[t * w->n + (size_t)x->k], &base->help[slot], &w->capability[t], 1);
	}
	rise[t] += threat * base->defeat[slot] - base->threat[slot] * base->defeat[slot];
}

/* --- both ------------------------------------------------------------------------------------------------------------ */

/* What k owes p as the sample has it; a bond's figures stand in the sample only for what they are read for. */
static side read_side(const hel_sample *sample, const turn *x, bool threats)
{
	const hel_model *model = sample->model;
	side s = {.unshared = 1, .free_to = sample->free_to[(size_t)x->k * (size_t)model->n + (size_t)x->p]};
	if (x->bond) {
		size_t b = (size_t)(x->bond - model->obligations->bond);
		s.defence = sample->defence[b];
		s.collective = sample->collective[b];
		s.offence = sample->offence[b];
		s.unshared = x->bond->shares ? sample->unshared[b] : 1;
	} else if (sample->change.tie_a >= 0) {
		s.defence = sample->change.tie_rho;
	}
	int64_t slot = threats ? hel_slot_find(model, x->k, x->p) : -1;
	if (slot >= 0)
		s.often = model->lens->kind == HEL_LENS_ESTIMATED ? sample->factor[slot] : sample->threat[slot];
	return s;
}

void hel_pairwise_rise(const hel_pairwise *pairwise, hel_sample *sample, const hel_change *change, double *scratch, double *rise)
{
	const hel_model *model = sample->model;
	int a = change->tie_a >= 0 ? change->tie_a : change->cut_a, b = change->tie_a >= 0 ? change->tie_b : change->cut_b;
	turn way[2] = {{.k = a, .p = b, .bond = hel_bond_find(model->obligations, a, b)},
	               {.k = b, .p = a, .bond = hel_bond_find(model->obligations, b, a)}};
	bool threats = model->lens->kind == HEL_LENS_ESTIMATED || model->n_modifiers || sample->trust[HEL_DEFENCE] > 0;
	memset(rise, 0, pairwise->m * sizeof *rise);
	for (int x = 0; x < 2; x++)
		way[x].before = read_side(sample, &way[x], threats);
	hel_sample_change(sample, change);
	for (int x = 0; x < 2; x++)
		way[x].after = read_side(sample, &way[x], threats);
	hel_sample_restore(sample);
	for (int x = 0; x < 2; x++) {
		rise_by(pairwise, change, &way[x], scratch, rise);
		rise_on(pairwise, change, &way[x], scratch, rise);
		rise_between(pairwise, &way[x], rise);
	}
	double severity = pairwise->base->parameter[HEL_SEVERITY];
	for (size_t t = 0; t < pairwise->m; t++)
		rise[t] *= severity;
}
