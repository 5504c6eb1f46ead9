/* decide.c: what a rule lets pass, what it would adopt, and what is safe from it. */
#include "bargain/gains.h"

/* The parties that are for and against, by number and by weight. */
typedef struct vote {
	size_t n_for, n_against;
	double for_it, against;
	bool vetoed;
} vote;

static bool may_veto(const hel_decision *rule, size_t i)
{
	for (size_t v = 0; v < rule->n_veto; v++) {
		if (rule->veto[v] == i)
			return true;
	}
	return false;
}

static vote take_vote(const hel_problem *game, const hel_decision *rule, size_t to, size_t from)
{
	vote v = {0};
	for (size_t i = 0; i < game->n; i++) {
		int prefers = hel_problem_prefers(game, i, to, from);
		if (prefers > 0) {
			v.n_for++;
			v.for_it += hel_weight_of(game, i);
		} else if (prefers < 0) {
			v.n_against++;
			v.against += hel_weight_of(game, i);
			v.vetoed |= may_veto(rule, i);
		}
	}
	return v;
}

bool hel_passes(const hel_problem *game, const hel_decision *rule, size_t to, size_t from)
{
	bool agenda = rule->kind == HEL_BY_AGENDA;
	if (agenda && hel_problem_prefers(game, rule->setter, to, from) <= 0)
		return false;
	vote v = take_vote(game, rule, to, from);
	if (!v.n_for)
		return false;
	switch (agenda ? rule->with : rule->kind) {
	case HEL_BY_CONSENSUS:
		return !v.n_against;
	case HEL_BY_CONSENSUS_MINUS_ONE:
		return v.n_against <= 1;
	case HEL_BY_VETO:
		return !v.vetoed;
	default:
		return v.for_it > v.against && v.for_it >= rule->majority * (v.for_it + v.against) * (1 - HEL_ROUNDING);
	}
}

/* By what one of several that pass is chosen. */
static double merit(const hel_problem *game, const hel_decision *rule, size_t a)
{
	return rule->kind == HEL_BY_AGENDA ? hel_problem_utility(game, rule->setter, a) : hel_problem_welfare(game, a);
}

void hel_decide(const hel_problem *game, const hel_decision *rule, hel_outcome_of_rule *outcome)
{
	double best = 0;
	outcome->adopted = game->m;
	for (size_t a = 0; a < game->m; a++) {
		outcome->winset[a] = hel_passes(game, rule, a, game->m);
		double value = merit(game, rule, a);
		if (!outcome->winset[a] || (outcome->adopted < game->m && value <= best + HEL_ROUNDING * fabs(best)))
			continue;
		outcome->adopted = a;
		best = value;
	}
	for (size_t a = 0; a <= game->m; a++) {
		outcome->core[a] = true;
		for (size_t b = 0; b <= game->m && outcome->core[a]; b++)
			outcome->core[a] = b == a || !hel_passes(game, rule, b, a);
	}
}
