/* rules.c: whether a commitment acts against an attacker, by its decision rule and the votes of its members. */
#include "mechanism/obligations.h"

/* Whether k is bound to i by a commitment other than c. */
static bool bound_elsewhere(const hel_obligations *o, const hel_change *change, const hel_bond *bond, int c)
{
	for (uint32_t e = bond->first; e < bond->end; e++) {
		const hel_duty *duty = &o->duty[o->entry[e].duty];
		if (duty->commitment != c && hel_is_binding(duty->type) && !hel_lifted(o, change, duty, bond->k, bond->p))
			return true;
	}
	return false;
}

static bool is_vetoer(const hel_rule *rule, int state)
{
	for (size_t v = 0; v < rule->n_vetoers; v++) {
		if (rule->vetoer[v] == state)
			return true;
	}
	return false;
}

typedef struct votes {
	size_t members, against;
	bool vetoed, others; /* others: someone besides the attacker votes no */
} votes;

static bool adopts(const hel_rule *rule, votes v)
{
	switch (rule->kind) {
	case HEL_AUTOMATIC:
		return true;
	case HEL_CONSENSUS:
		return v.against == 0;
	case HEL_CONSENSUS_MINUS_ONE:
		return !v.others;
	case HEL_VETO:
		return !v.vetoed;
	case HEL_MAJORITY:
		return v.members && (double)(v.members - v.against) / (double)v.members >= rule->majority;
	}
	return false;
}

static size_t count_members(const hel_party_list *party, const hel_change *change, int c)
{
	size_t n = 0;
	for (size_t m = 0; m < party->commitment->n_members; m++)
		n += !hel_has_left(change, c, party->commitment->member[m]);
	return n;
}

bool hel_rule_fires(const hel_obligations *o, const hel_change *change, int row, int i)
{
	int c = o->rule_commitment[row];
	const hel_party_list *party = &o->party[c];
	const hel_rule *rule = &party->commitment->rule;
	votes v = {.members = count_members(party, change, c)};
	if (party->member[i] && !hel_has_left(change, c, i)) {
		v.against++;
		v.vetoed |= is_vetoer(rule, i);
	}
	for (uint32_t x = o->backers.from[i]; x < o->backers.from[i + 1]; x++) {
		const hel_bond *bond = &o->bond[o->backers.index[x]];
		bool tied = (bond->k == change->tie_a && i == change->tie_b) || (bond->k == change->tie_b && i == change->tie_a);
		if (!party->member[bond->k] || hel_has_left(change, c, bond->k) || tied || !bound_elsewhere(o, change, bond, c))
			continue;
		v.against++;
		v.others = true;
		v.vetoed |= is_vetoer(rule, bond->k);
	}
	int mate = i == change->tie_a ? change->tie_b : i == change->tie_b ? change->tie_a : -1;
	if (mate >= 0 && party->member[mate] && !hel_has_left(change, c, mate)) { /* the tie in question is a commitment of its own */
		v.against++;
		v.others = true;
		v.vetoed |= is_vetoer(rule, mate);
	}
	return adopts(rule, v);
}
