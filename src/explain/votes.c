/* votes.c: who votes against acting, and why: the attacker itself, and members bound to it elsewhere. */
#include "explain/trace.h"

static bool is_vetoer(const hel_rule *rule, int state)
{
	for (size_t v = 0; rule->kind == HEL_VETO && v < rule->n_vetoers; v++) {
		if (rule->vetoer[v] == state)
			return true;
	}
	return false;
}

/* The first duty of another commitment that binds k; NULL if there is none. */
static const hel_duty *bound_elsewhere(const hel_obligations *o, const hel_bond *bond, int c)
{
	for (uint32_t e = bond->first; e < bond->end; e++) {
		const hel_duty *duty = &o->duty[o->entry[e].duty];
		if (duty->commitment != c && hel_is_binding(duty->type))
			return duty;
	}
	return NULL;
}

static bool add_votes(hel_trace *trace, hel_ballot *ballot, int c)
{
	const hel_obligations *o = trace->model->obligations;
	const hel_party_list *party = &o->party[c];
	int i = ballot->against;
	ballot->no = hel_arena_alloc(trace->arena, party->commitment->n_members, sizeof *ballot->no);
	if (!ballot->no)
		return false;
	for (size_t m = 0; m < party->commitment->n_members; m++) {
		int k = party->commitment->member[m];
		const hel_bond *bond = k == i ? NULL : hel_bond_find(o, k, i);
		const hel_duty *duty = bond ? bound_elsewhere(o, bond, c) : NULL;
		if (k != i && !duty)
			continue;
		if (duty)
			hel_trace_name(trace, o->party[duty->commitment].commitment);
		ballot->no[ballot->n_against++] =
		    (hel_no_vote){.state = k,
				  .bound_by = duty ? o->party[duty->commitment].commitment : NULL,
				  .type = duty ? duty->type : HEL_DEFENCE,
				  .vetoes = is_vetoer(&party->commitment->rule, k)};
	}
	return true;
}

int hel_trace_ballot(hel_trace *trace, int row, int against)
{
	const hel_obligations *o = trace->model->obligations;
	hel_explanation *to = trace->to;
	int c = o->rule_commitment[row];
	const hel_commitment *commitment = o->party[c].commitment;
	for (size_t b = 0; b < to->n_ballots; b++) {
		if (to->ballot[b].commitment == commitment && to->ballot[b].against == against)
			return (int)b;
	}
	hel_ballot *ballot = &to->ballot[to->n_ballots];
	bool acts = trace->sample->fires[(size_t)row * (size_t)o->n + (size_t)against] > 0;
	*ballot = (hel_ballot){.commitment = commitment, .against = against, .acts = acts};
	return add_votes(trace, ballot, c) ? (int)to->n_ballots++ : -1;
}
