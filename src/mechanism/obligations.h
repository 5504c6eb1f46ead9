/* obligations.h: a mechanism turned round: for every state who owes it what, by which clause, under which rule.
 *
 * Built once for a mechanism; rho is not in it but an index of a rate, so that one structure serves every draw. A clause
 * whose rho is 0 is treated as absent: no help, no bar, no vote, no trust (docs/model.md, section 4). */
#ifndef HEL_MECHANISM_OBLIGATIONS_H
#define HEL_MECHANISM_OBLIGATIONS_H

#include "base/rng.h"
#include "helsinki/mechanism.h"

/* A figure that may be drawn, with the key of its draws. */
typedef struct hel_rate {
	hel_range range;
	hel_rng_key key;
} hel_rate;

/* One clause that is not absent. */
typedef struct hel_duty {
	const hel_clause *clause;
	int commitment;
	hel_clause_type type;
	int rate, factor, omega_factor; /* indices of rates, -1 where the clause has none */
	int rule;                       /* row of the firing mask; -1: automatic, always fires */
} hel_duty;

/* A duty as one bond knows it. own is a row of `own`: the states against which a defence clause never fires for this bond. The
 * rest is the duty's, here too because all entries are walked through at every draw. */
typedef struct hel_entry {
	uint32_t duty, own;
	int32_t rate;
	uint8_t type; /* hel_clause_type */
	bool ruled;
} hel_entry;

/* All that k owes p. */
typedef struct hel_bond {
	uint16_t k, p;
	bool helps;  /* defence, guarantee or collective security: k may come to p's aid */
	bool backs;  /* defence, guarantee or offence: k is bound to p, and may fight beside it */
	bool shares; /* collective security: k may not help those who attack p */
	bool ruled;  /* some of its help depends on a vote */
	uint32_t first, end; /* its entries */
} hel_bond;

/* Bonds of one kind to state p: index[from[p]] .. index[from[p + 1] - 1]. */
typedef struct hel_bond_list {
	uint32_t *from, *index;
} hel_bond_list;

/* One who may fight beside p, as hel_bond_list lists them. Backers of one pattern have the same clauses of defence and guarantee, so
 * that what these promise against any state is the same unless a change touches one of their parties. */
typedef struct hel_backer {
	uint32_t bond, pattern;
	uint32_t k;
} hel_backer;

typedef struct hel_party_list {
	const hel_commitment *commitment;
	bool present;         /* has a clause that is not absent */
	bool limits;          /* an arms or deployment limit among them */
	int rule;             /* row of the firing mask; -1 */
	const uint8_t *member; /* n: 1 for its parties */
	uint32_t first_touched, end_touched; /* the bonds it is part of, in `touched` */
} hel_party_list;

typedef struct hel_obligations {
	int n;                /* states */
	const hel_mechanism *mechanism;
	size_t n_rates, n_duties, n_bonds;
	hel_rate *rate;
	hel_duty *duty;       /* in the order of the mechanism */
	hel_bond *bond;       /* by p, then k */
	uint32_t *bond_from;  /* n + 1 */
	hel_entry *entry;
	hel_bond_list helpers, backers, sharers;
	hel_backer *backer;   /* in the order of backers.index */
	size_t n_patterns;
	uint32_t *pattern_bond; /* of each pattern a bond that has it */
	uint32_t *kind;       /* of each bond: those of one kind have the same clauses, so come to the same at every draw */
	size_t n_kinds;
	uint32_t *kind_bond;  /* of each kind a bond that is of it */
	size_t n_binding;
	uint32_t *binding;    /* the bonds that are more than a promise not to fight */
	hel_party_list *party; /* of each commitment */
	uint32_t *touched;
	int n_rules;
	int *rule_commitment; /* n_rules */
	size_t n_own;
	uint8_t *own;         /* n_own rows of n; row 0 is all zeros */
	/* By k: those whom a defence clause of k's spares as its own though k does not owe it them, as their tie is cut. Of all
	 * others that such a clause spares, k's bond to them keeps k from fighting them, too. */
	uint32_t *estranged_from; /* n + 1 */
	uint16_t *estranged;
	void *memory;
} hel_obligations;

/* What is changed for a question "without ...?" or "with one tie more?". */
typedef struct hel_change {
	int without; /* a commitment; -1: none */
	int leaver;  /* of it only this party's part; -1: all of it */
	int tie_a, tie_b; /* a defence pact more between these two; -1: none */
	double tie_rho;
	int cut_a, cut_b; /* all that these two owe each other goes, but membership and permanent neutrality; -1: none */
	/* Borrowed until the change is undone: n states, those that have left every commitment (NULL: none), and by
	 * hel_find_dissolved the commitments that are gone with them. */
	const bool *out, *dissolved;
} hel_change;

#define HEL_NO_CHANGE ((hel_change){-1, -1, -1, -1, 0, -1, -1, NULL, NULL})

/* Compiles a mechanism among n states. override gives the rho of clauses that state none (a lens's); at_modes decides by the
 * mode whether a clause is absent, else by the greatest value that can be drawn. Owner: the caller. */
hel_status hel_obligations_build(hel_obligations *obligations, const hel_mechanism *mechanism, int n,
                                 const hel_range override[HEL_CLAUSE_TYPES], bool at_modes, hel_error *error);
void hel_obligations_free(hel_obligations *obligations);

/* The rho of a clause: its own, else the lens's, else the default of its type. */
static inline hel_range hel_rho_of(const hel_clause *clause, const hel_range override[HEL_CLAUSE_TYPES])
{
	if (clause->rho.given)
		return clause->rho;
	return override[clause->type].given ? override[clause->type] : hel_default_rho(clause->type);
}

/* Whether a change has taken member k out of commitment c. */
static inline bool hel_has_left(const hel_change *change, int c, int k)
{
	return (change->without == c && (change->leaver < 0 || change->leaver == k)) ||
	       (change->out && (change->out[k] || change->dissolved[c]));
}

/* Whether a change takes away what k owes p by a duty. A permanent neutrality is no tie between two: it holds towards all,
 * whoever else stays in. */
static inline bool hel_lifted(const hel_obligations *o, const hel_change *change, const hel_duty *duty, int k, int p)
{
	int c = duty->commitment;
	bool cut = (change->cut_a == k && change->cut_b == p) || (change->cut_a == p && change->cut_b == k);
	return hel_has_left(change, c, k) ||
	       (!duty->clause->permanent && (cut || (o->party[c].member[p] && hel_has_left(change, c, p))));
}

/* Whether a defence clause of a bond never fires against i, as one of its own. */
static inline bool hel_is_own(const hel_obligations *o, const hel_change *change, const hel_entry *entry, int i)
{
	return o->own[entry->own * (size_t)o->n + (size_t)i] && !hel_has_left(change, o->duty[entry->duty].commitment, i);
}

/* Whether some clause spares a state that k may be free to fight. */
static inline bool hel_has_estranged(const hel_obligations *o, int k)
{
	return o->estranged_from[k] < o->estranged_from[k + 1];
}

/* Marks the commitments, one flag for each, of whose parties, two or more, fewer than two are left without those that are out. */
void hel_find_dissolved(const hel_obligations *obligations, const bool *out, bool *dissolved);

/* The bond of k to p; NULL if there is none. */
const hel_bond *hel_bond_find(const hel_obligations *obligations, int k, int p);

/* Whether the commitment of a row of the firing mask acts against attacker i. */
bool hel_rule_fires(const hel_obligations *obligations, const hel_change *change, int row, int i);

static inline bool hel_is_help(hel_clause_type type)
{
	return type == HEL_DEFENCE || type == HEL_GUARANTEE || type == HEL_COLLECTIVE_SECURITY;
}

/* A type that binds: one who owes it never fights the other. */
static inline bool hel_is_binding(hel_clause_type type)
{
	return type == HEL_DEFENCE || type == HEL_GUARANTEE || type == HEL_OFFENCE;
}

static inline bool hel_has_rho(hel_clause_type type)
{
	return type <= HEL_NON_AGGRESSION;
}

#endif
