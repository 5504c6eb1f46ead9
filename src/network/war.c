/* war.c: vulnerability and stability against war after Jackson & Nei (2015), PNAS 112:15277-15284. No I/O.
 *
 * C overpowers i if M(C) > r M({i} and N_i outside C), r the ratio. Write w_v = M_v (1 + r [v in N_i]): an ally of i that joins C
 * adds to the attack and leaves the defence. Since M(N_i outside C) = M(N_i) - M(N_i in C), the condition is
 *
 *     sum of w over C > T = r M({i} and N_i):
 *
 * linear in C, with weights >= 0. So more members never hurt. `allied`: the best coalition of leader k is all that it may have,
 * N_k and k without i, and one test a leader is exact: nothing need be enumerated. The fewest that do are k and the heaviest of
 * its allies by w. `clique`: the best is a clique of greatest w (clique.c); any of its members k has it within N_k and k, so that
 * only those who pass the first test are candidates.
 *
 * One tie less, j-k, seen from j: no coalition against j changes, for j is in none; its defence loses k. So what is vulnerable
 * stays so. One tie more, j-k, seen from i: N_i is the same, and a coalition of a leader other than j and k was possible before.
 *
 * Sums here find candidates; the verdict is always by M(C) and the defence summed in the order of the states, so that rounding
 * decides as for anybody who adds up the same figures. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/rank.h"
#include "network/clique.h"
#include "helsinki/network.h"

/* A candidate's sum of w may fall short of the threshold by rounding, n states of 2^-53 each. */
static const double SLACK = 1e-9;

typedef struct asker {
	hel_war_stability *to;
	hel_arena *arena; /* of the result */
	size_t n, words;
	double ratio;
	const double *strength;
	uint64_t *row;         /* the ties, a set a state */
	uint16_t *by_strength; /* strongest first */
	hel_clique_search search;

	/* the target in question */
	int target, cut;     /* cut: the ally it is asked without; -1 */
	double threshold;    /* T, less the slack */
	double *weight;      /* w */
	double *company;     /* of each leader: w of all it may have */
	uint16_t *by_weight; /* heaviest first */
	uint8_t *in;         /* a coalition */
	uint64_t *candidates;
	hel_overpowering found; /* its members in `member` */
	uint16_t *member;
	size_t room; /* of to->temptation */
} asker;

static bool is_tied(const asker *q, size_t i, size_t j)
{
	return q->row[i * q->words + j / 64] >> (j % 64) & 1;
}

static bool defends(const asker *q, size_t v)
{
	return (int)v != q->cut && is_tied(q, (size_t)q->target, v);
}

/* --- one coalition ------------------------------------------------------------------------------------------------------ */

/* The verdict on `in`; fills found but for the members. */
static bool overpowers(asker *q)
{
	double attack = 0, defence = 0;
	for (size_t v = 0; v < q->n; v++) {
		if (q->in[v])
			attack += q->strength[v];
		else if ((int)v == q->target || defends(q, v))
			defence += q->strength[v];
	}
	q->found.target = q->target;
	q->found.attack = attack;
	q->found.defence = defence;
	return attack > q->ratio * defence;
}

static void note_members(asker *q, size_t leader)
{
	q->found.leader = (int)leader;
	q->found.n = 0;
	for (size_t v = 0; v < q->n; v++) {
		if (q->in[v])
			q->member[q->found.n++] = (uint16_t)v;
	}
}

/* From those already `in`, whose w sum to sum, adds the heaviest of pool until they overpower the target. */
static bool gather(asker *q, const uint64_t *pool, double sum, size_t leader)
{
	size_t x = 0;
	while (!(sum > q->threshold && overpowers(q))) {
		for (; x < q->n; x++) {
			size_t v = q->by_weight[x];
			if (!q->in[v] && (int)v != q->target && pool[v / 64] >> (v % 64) & 1)
				break;
		}
		if (x == q->n)
			return false;
		q->in[q->by_weight[x]] = 1;
		sum += q->weight[q->by_weight[x]];
	}
	note_members(q, leader);
	return true;
}

/* --- one target --------------------------------------------------------------------------------------------------------- */

static bool sort_states(uint16_t *order, const double *key, size_t n)
{
	hel_ranked *all = malloc((n + 1) * sizeof *all);
	if (!all)
		return false;
	for (size_t v = 0; v < n; v++)
		all[v] = (hel_ranked){key[v], v};
	hel_rank(all, n);
	for (size_t v = 0; v < n; v++)
		order[v] = (uint16_t)all[v].index;
	free(all);
	return true;
}

/* Weights, threshold and companies for a target, without its ally `cut`. */
static bool aim(asker *q, size_t target, int cut)
{
	double defence = q->strength[target];
	q->target = (int)target;
	q->cut = cut;
	for (size_t v = 0; v < q->n; v++) {
		bool ally = defends(q, v);
		q->weight[v] = v == target ? 0 : q->strength[v] * (1 + (ally ? q->ratio : 0));
		defence += ally ? q->strength[v] : 0;
	}
	q->threshold = q->ratio * defence * (1 - SLACK);
	for (size_t l = 0; l < q->n; l++) {
		q->company[l] = q->weight[l];
		for (size_t v = 0; v < q->n; v++)
			q->company[l] += is_tied(q, l, v) ? q->weight[v] : 0;
	}
	return sort_states(q->by_weight, q->weight, q->n);
}

/* A state that overpowers the target alone: the strongest. */
static bool ask_single(asker *q)
{
	for (size_t x = 0; x < q->n; x++) {
		size_t l = q->by_strength[x];
		if ((int)l == q->target || !(q->weight[l] > q->threshold))
			continue;
		memset(q->in, 0, q->n);
		q->in[l] = 1;
		if (overpowers(q)) {
			note_members(q, l);
			return true;
		}
	}
	return false;
}

/* The fewest that a leader with any of its allies needs; of leaders who need as many, the strongest. */
static bool ask_allied(asker *q)
{
	hel_overpowering best = {0};
	uint16_t *kept = q->member + q->n;
	for (size_t x = 0; x < q->n; x++) {
		size_t l = q->by_strength[x];
		if ((int)l == q->target || !(q->company[l] > q->threshold))
			continue;
		memset(q->in, 0, q->n);
		q->in[l] = 1;
		if (gather(q, q->row + l * q->words, q->weight[l], l) && (!best.n || q->found.n < best.n)) {
			best = q->found;
			memcpy(kept, q->member, best.n * sizeof *kept);
		}
	}
	q->found = best;
	memcpy(q->member, kept, best.n * sizeof *kept);
	return best.n > 0;
}

typedef struct clique_of {
	asker *q;
	int j, k; /* the ends of a new tie, who are in it as well; -1 */
} clique_of;

/* Judges a clique, and takes the fewest of it that do: the strongest (or both ends) and the heaviest of the others.
 * n > 0 where there is no new tie: an empty set is not above a threshold >= 0. */
static bool accept(void *context, const uint16_t *member, size_t n)
{
	clique_of *c = context;
	asker *q = c->q;
	size_t leader = c->j >= 0 ? (size_t)c->j : q->n;
	double sum;
	memset(q->in, 0, q->n);
	memset(q->candidates, 0, q->words * sizeof *q->candidates);
	for (size_t m = 0; m < n; m++) {
		q->candidates[member[m] / 64] |= (uint64_t)1 << (member[m] % 64);
		if (leader == q->n || (c->j < 0 && q->strength[member[m]] > q->strength[leader]))
			leader = member[m];
	}
	q->in[leader] = 1;
	sum = q->weight[leader];
	if (c->j >= 0) {
		q->in[c->k] = 1;
		sum += q->weight[c->k];
	}
	return gather(q, q->candidates, sum, leader);
}

static hel_answer search(asker *q, int j, int k, double threshold)
{
	clique_of context = {q, j, k};
	q->search.weight = q->weight;
	q->search.accept = accept;
	q->search.context = &context;
	q->search.budget = q->to->how.budget;
	int found = hel_clique_find(&q->search, q->candidates, threshold);
	return found < 0 ? HEL_UNDECIDED : found ? HEL_YES : HEL_NO;
}

static hel_answer ask_clique(asker *q)
{
	bool any = false;
	memset(q->candidates, 0, q->words * sizeof *q->candidates);
	for (size_t l = 0; l < q->n; l++) {
		if ((int)l != q->target && q->company[l] > q->threshold) {
			q->candidates[l / 64] |= (uint64_t)1 << (l % 64);
			any = true;
		}
	}
	return any ? search(q, -1, -1, q->threshold) : HEL_NO;
}

/* Whether the target aimed at is vulnerable; then found says to whom. */
static hel_answer ask(asker *q)
{
	if (ask_single(q))
		return HEL_YES;
	if (q->to->how.coalitions == HEL_COALITION_CLIQUE)
		return ask_clique(q);
	return ask_allied(q) ? HEL_YES : HEL_NO;
}

static bool keep(asker *q, hel_overpowering *to)
{
	uint16_t *member = hel_arena_alloc(q->arena, q->found.n, sizeof *member);
	if (!member)
		return false;
	memcpy(member, q->member, q->found.n * sizeof *member);
	*to = q->found;
	to->member = member;
	return true;
}

/* --- S1, S2, S3 --------------------------------------------------------------------------------------------------------- */

static bool ask_everybody(asker *q)
{
	hel_war_stability *to = q->to;
	for (size_t i = 0; i < q->n; i++) {
		if (!aim(q, i, -1))
			return false;
		to->vulnerable[i] = ask(q);
		if (to->vulnerable[i] == HEL_YES && !keep(q, &to->over[i]))
			return false;
		to->n_vulnerable += to->vulnerable[i] == HEL_YES;
		to->n_undecided += to->vulnerable[i] == HEL_UNDECIDED;
	}
	to->nobody_vulnerable = to->n_vulnerable ? HEL_NO : to->n_undecided ? HEL_UNDECIDED : HEL_YES;
	return true;
}

static bool gather_pair(asker *q, size_t leader, size_t other)
{
	if (!(q->company[leader] + q->weight[other] > q->threshold))
		return false;
	memset(q->in, 0, q->n);
	q->in[leader] = q->in[other] = 1;
	return gather(q, q->row + leader * q->words, q->weight[leader] + q->weight[other], leader);
}

/* Whether j and k, once tied, overpower the target together; either may lead. */
static hel_answer tempts_allied(asker *q, size_t j, size_t k)
{
	hel_overpowering by_j = {0};
	uint16_t *kept = q->member + q->n;
	if (gather_pair(q, j, k)) {
		by_j = q->found;
		memcpy(kept, q->member, by_j.n * sizeof *kept);
	}
	if (gather_pair(q, k, j) && (!by_j.n || q->found.n < by_j.n))
		return HEL_YES;
	q->found = by_j;
	memcpy(q->member, kept, by_j.n * sizeof *kept);
	return by_j.n ? HEL_YES : HEL_NO;
}

/* The same with the friends that j and k have in common and who are all allied to each other. */
static hel_answer tempts_clique(asker *q, size_t j, size_t k)
{
	double sum = q->weight[j] + q->weight[k], most = sum;
	if (!(fmin(q->company[j] + q->weight[k], q->company[k] + q->weight[j]) > q->threshold))
		return HEL_NO;
	for (size_t w = 0; w < q->words; w++) {
		q->candidates[w] = q->row[j * q->words + w] & q->row[k * q->words + w];
		for (uint64_t left = q->candidates[w]; left; left &= left - 1)
			most += q->weight[w * 64 + (size_t)__builtin_ctzll(left)];
	}
	q->candidates[(size_t)q->target / 64] &= ~((uint64_t)1 << ((size_t)q->target % 64));
	return most > q->threshold ? search(q, (int)j, (int)k, q->threshold - sum) : HEL_NO;
}

static bool add_temptation(asker *q, size_t j, size_t k)
{
	hel_war_stability *to = q->to;
	if (to->n_temptations == q->room) {
		size_t room = q->room ? 2 * q->room : 64;
		hel_temptation *more = realloc(to->temptation, room * sizeof *more);
		if (!more)
			return false;
		to->temptation = more;
		q->room = room;
	}
	hel_temptation *t = &to->temptation[to->n_temptations];
	*t = (hel_temptation){.j = (uint16_t)j, .k = (uint16_t)k};
	to->n_temptations++;
	return keep(q, &t->over);
}

/* Every pair without a tie, against the target aimed at; `done` marks pairs that have a stronger target. */
static bool tempt_against(asker *q, uint8_t *done, bool *undecided)
{
	for (size_t j = 0; j < q->n; j++) {
		for (size_t k = j + 1; k < q->n; k++) {
			if ((int)j == q->target || (int)k == q->target || done[j * q->n + k] || is_tied(q, j, k))
				continue;
			hel_answer tempts =
			    q->to->how.coalitions == HEL_COALITION_CLIQUE ? tempts_clique(q, j, k) : tempts_allied(q, j, k);
			*undecided |= tempts == HEL_UNDECIDED;
			if (tempts != HEL_YES)
				continue;
			done[j * q->n + k] = 1;
			if (!add_temptation(q, j, k))
				return false;
		}
	}
	return true;
}

static bool ask_additions(asker *q)
{
	bool undecided = false;
	uint8_t *done = calloc(q->n * q->n + 1, 1);
	if (!done)
		return false;
	bool fine = true;
	for (size_t x = 0; fine && x < q->n; x++) {
		size_t i = q->by_strength[x];
		if (q->to->vulnerable[i] == HEL_NO)
			fine = aim(q, i, -1) && tempt_against(q, done, &undecided);
	}
	free(done);
	q->to->no_temptation = q->to->n_temptations ? HEL_NO : undecided ? HEL_UNDECIDED : HEL_YES;
	return fine;
}

/* Whether j is vulnerable without its tie to k. */
static bool ask_without(asker *q, size_t j, size_t k, hel_answer *needed)
{
	*needed = q->to->vulnerable[j];
	if (*needed == HEL_YES)
		return true;
	if (!aim(q, j, (int)k))
		return false;
	*needed = ask(q);
	return true;
}

static bool ask_deletions(asker *q)
{
	hel_war_stability *to = q->to;
	bool undecided = false;
	to->idle = hel_arena_alloc(q->arena, (size_t)to->n_ties, sizeof *to->idle);
	if (!to->idle)
		return false;
	for (size_t j = 0; j < q->n; j++) {
		for (size_t k = j + 1; k < q->n; k++) {
			hel_answer by_j, by_k;
			if (!is_tied(q, j, k))
				continue;
			if (!ask_without(q, j, k, &by_j) || !ask_without(q, k, j, &by_k))
				return false;
			undecided |= by_j == HEL_UNDECIDED || by_k == HEL_UNDECIDED;
			if (by_j == HEL_NO || by_k == HEL_NO)
				to->idle[to->n_idle++] =
				    (hel_idle_tie){(uint16_t)j, (uint16_t)k, by_j == HEL_NO, by_k == HEL_NO};
		}
	}
	to->every_tie_needed = to->n_idle ? HEL_NO : undecided ? HEL_UNDECIDED : HEL_YES;
	return true;
}

/* --- the whole ---------------------------------------------------------------------------------------------------------- */

static void set_rows(asker *q, const uint8_t *ally)
{
	for (size_t i = 0; i < q->n; i++) {
		for (size_t j = 0; j < i; j++) {
			if (!ally[i * q->n + j] && !ally[j * q->n + i])
				continue;
			q->row[i * q->words + j / 64] |= (uint64_t)1 << (j % 64);
			q->row[j * q->words + i / 64] |= (uint64_t)1 << (i % 64);
			q->to->n_ties++;
		}
	}
}

static bool make_room(asker *q, hel_arena *scratch)
{
	size_t n = q->n;
	q->to->vulnerable = hel_arena_alloc(q->arena, n, sizeof *q->to->vulnerable);
	q->to->over = hel_arena_alloc(q->arena, n, sizeof *q->to->over);
	q->row = hel_arena_alloc(scratch, n * q->words, sizeof *q->row);
	q->by_strength = hel_arena_alloc(scratch, n, sizeof *q->by_strength);
	q->by_weight = hel_arena_alloc(scratch, n, sizeof *q->by_weight);
	q->weight = hel_arena_alloc(scratch, n, sizeof *q->weight);
	q->company = hel_arena_alloc(scratch, n, sizeof *q->company);
	q->in = hel_arena_alloc(scratch, n, 1);
	q->candidates = hel_arena_alloc(scratch, q->words, sizeof *q->candidates);
	q->member = hel_arena_alloc(scratch, 2 * n, sizeof *q->member);
	return q->to->vulnerable && q->to->over && q->row && q->by_strength && q->by_weight && q->weight && q->company &&
	       q->in && q->candidates && q->member && hel_clique_init(&q->search, n, q->row, scratch);
}

static hel_status check(const hel_network *network, const hel_war_options *options, hel_error *error)
{
	if (!(options->ratio > 0) || isinf(options->ratio))
		return hel_fail(error, HEL_EUSAGE, "the ratio of offence to defence is a number above 0");
	for (int i = 0; i < network->n; i++) {
		if (!(network->strength[i] >= 0) || isinf(network->strength[i]))
			return hel_fail(error, HEL_EUSAGE, "the strength of state %d is negative or unknown", i);
	}
	return HEL_OK;
}

void hel_war_options_init(hel_war_options *options)
{
	*options = (hel_war_options){.ratio = 1.5, .coalitions = HEL_COALITION_ALLIED, .budget = 200000};
}

const char *hel_coalition_kind_name(hel_coalition_kind kind)
{
#define NAME(code, text) text,
	static const char *const name[] = {HEL_COALITION_LIST(NAME)};
#undef NAME
	return name[kind];
}

hel_status hel_war_stability_of(hel_war_stability *stability, const hel_network *network, const hel_war_options *options,
				hel_error *error)
{
	hel_status status = check(network, options, error);
	if (status)
		return status;
	hel_arena *scratch = hel_arena_new();
	hel_war_stability made = {.n = network->n, .how = *options, .memory = hel_arena_new()};
	size_t n = (size_t)network->n;
	asker q = {.to = &made,
		   .arena = made.memory,
		   .n = n,
		   .words = (n + 63) / 64,
		   .ratio = options->ratio,
		   .strength = network->strength};
	bool fine = scratch && made.memory && make_room(&q, scratch) && sort_states(q.by_strength, q.strength, n);
	if (fine) {
		set_rows(&q, network->ally);
		fine = ask_everybody(&q) && ask_additions(&q) && ask_deletions(&q);
	}
	hel_arena_free(scratch);
	if (!fine) {
		hel_war_stability_free(&made);
		return hel_fail_memory(error);
	}
	const hel_answer three[] = {made.nobody_vulnerable, made.no_temptation, made.every_tie_needed};
	made.stable = HEL_YES;
	for (size_t x = 0; x < 3; x++) {
		if (three[x] == HEL_NO || (three[x] == HEL_UNDECIDED && made.stable == HEL_YES))
			made.stable = three[x];
	}
	*stability = made;
	return HEL_OK;
}

void hel_war_stability_free(hel_war_stability *stability)
{
	free(stability->temptation);
	hel_arena_free(stability->memory);
	*stability = (hel_war_stability){0};
}
