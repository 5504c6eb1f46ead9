/* case.h: one mechanism (or the reference) under one lens: what it is evaluated with and what comes out. */
#ifndef HEL_ASSESS_CASE_H
#define HEL_ASSESS_CASE_H

#include "assess/common.h"
#include "helsinki/assess.h"
#include "security/model.h"

/* What leaving can do for a party, as far as the form of the architecture tells. */
typedef enum hel_prospect {
	HEL_NO_GAIN, /* nothing */
	HEL_BOUNDED, /* others may vote otherwise, or attackers find less company: there is a quick bound on the gain */
	HEL_MAY_GAIN /* anything */
} hel_prospect;

/* A state and a commitment that it is party to. */
typedef struct hel_pair {
	int commitment, party;
	hel_prospect prospect;
	bool loosens;           /* fellow members that attack it may find less company */
	bool frees;             /* a fitted model: fellow members may be less of a threat as strangers */
	uint8_t *unleashed;     /* n, a fitted model: 1 for attackers whom fellow members may come to join against the party */
	bool turns_own;         /* a vote about the party itself turns: its attackers may find less company */
	uint16_t *turned;       /* attackers about whom a vote on aid to the party turns */
	size_t n_turned;
} hel_pair;

typedef struct hel_pair_list {
	size_t n;
	hel_pair *pair;
	void *memory;
} hel_pair_list;

/* The printings of an index. */
enum hel_printing { HEL_EACH, HEL_BY_POPULATION, HEL_WITHOUT_SMALL, HEL_PRINTINGS };

/* The states that are scored and their weights in each printing. */
typedef struct hel_scored {
	int n;
	int *state;                     /* of the region, ascending */
	double *weight[HEL_PRINTINGS];  /* n each */
} hel_scored;

/* Where one of the scored states stands among them. */
int hel_scored_place(const hel_scored *scored, int state);

/* A compiled mechanism, shared by the lenses that give no rho of their own. */
typedef struct hel_compiled {
	const hel_mechanism *mechanism;
	const hel_lens *lens; /* NULL: any without overrides */
	hel_obligations at_modes, at_highest; /* the second empty where both are alike */
} hel_compiled;

typedef struct hel_case {
	const hel_mechanism *mechanism;
	const hel_lens *lens;
	const hel_compiled *compiled;
	hel_model point, drawn;   /* drawn differs from point where a rho has mode 0 and may be drawn above it */
	hel_pair_list point_pairs, drawn_pairs; /* empty for the reference */
	hel_common common;        /* the sample at the point */
	double *loss;             /* (1 + draws) x n scored; row 0 is the point */
	double *stable;           /* (1 + draws) x HEL_PRINTINGS: weighted share of pairs that stay */
	double *gain;             /* of each of point_pairs, by leaving */
	double *together;         /* n scored: losses with coalitions together, at the point */
	double *together_parts;   /* HEL_TOGETHER_PARTS x n_targets */
	bool is_compared;         /* nobody asks for `together` */
	hel_result *result;       /* NULL for the reference */
} hel_case;

/* The losses of the scored states after hel_losses of all targets; NAN where the lens does not know a state's capability. */
void hel_case_losses(const hel_sample *sample, const hel_scored *scored, double *loss);

/* leave.c: pairs of an architecture, which of them may gain by leaving, and the share that stays. */
hel_status hel_leave_list(hel_pair_list *list, const hel_model *model, const hel_scored *scored, hel_error *error);
void hel_leave_list_free(hel_pair_list *list);
/* The weighted share of pairs that gain no more than the margin. sample holds an evaluation of all targets. */
void hel_leave_share(hel_sample *sample, const hel_pair_list *list, const hel_scored *scored, double margin,
                     double share[HEL_PRINTINGS]);
/* The same in parts. What some of the pairs gain at most, of a sample that holds an evaluation of all targets and is not
 * changed; in gain that is kept below 0 (0: nothing) until it is known. HEL_ENOMEM. */
hel_status hel_leave_bounds(const hel_sample *sample, const hel_pair_list *list, size_t from, size_t to, double *gain,
                            hel_error *error);
/* What those gain whose gain is not known (0 where that does not matter); the sample is changed and restored. */
void hel_leave_try(hel_sample *sample, const hel_pair_list *list, size_t from, size_t to, double margin, double *gain);
/* How many of some pairs nothing bounds. */
size_t hel_leave_unbounded(const hel_pair_list *list, size_t from, size_t to);
/* Once all gains are known: the share that stays, and who is first to leave. */
void hel_leave_settle(const hel_pair_list *list, const hel_model *model, const hel_scored *scored, const double *gain,
                      double margin, double share[HEL_PRINTINGS], hel_result *result);

/* The change that leaving is: of a treaty of two nothing is left. */
hel_change hel_leaving(const hel_obligations *o, const hel_pair *pair);

/* most.c: the most that a party may gain by leaving; hel_leave_bound first, once for an evaluation of all targets. */
void hel_leave_bound(hel_sample *sample);
double hel_most_gain(hel_sample *sample, const hel_pair *pair, double stays);

/* without.c: the columns that may change without a commitment, and how many they are; every commitment taken away, one at a
 * time. */
int hel_columns_without(const hel_sample *sample, int c, int *column);
void hel_without_each(hel_sample *sample, const hel_scored *scored, const double *loss, double *scratch, hel_result *result);

/* ties.c: whether k owes p defence by any clause; every defence tie that does not exist, added, one at a time. */
bool hel_owes_defence(const hel_obligations *o, int k, int p);
void hel_ties(hel_sample *sample, const hel_scored *scored, double margin, hel_result *result);

/* providers.c: who provides: Shapley shares and autonomy. */
hel_status hel_providers(const hel_sample *sample, const hel_scored *scored, uint64_t seed, int permutations, hel_result *result,
                         hel_error *error);

/* The autonomy of every scored state, and its provider: NAN and -1 where nobody's absence hurts. state: scored->n. */
hel_status hel_autonomies(const hel_sample *sample, const hel_scored *scored, hel_state_result *state, hel_error *error);

/* By how much the losses of every target rise if k sends no help to anybody. sample holds an evaluation of all targets. */
hel_status hel_rise_without_help(const hel_sample *sample, const hel_scored *scored, int k, double *rise, hel_error *error);

/* together.c: losses of the scored states if all help owed under one pact comes or stays away on one coin. sample holds an
 * evaluation of all targets. wanted: of each state, whether its loss is asked for, else it may be 0; NULL: all. */
hel_status hel_together(const hel_sample *sample, const hel_scored *scored, const uint8_t *wanted, double *loss, hel_error *error);
/* The same in parts, which may be made side by side. What the coalitions for some of the targets cost each column: loss,
 * n_targets; and what all parts, one after the other, cost the scored states. */
enum { HEL_TOGETHER_PARTS = 2 };
hel_status hel_together_part(const hel_sample *sample, const uint8_t *wanted, int part, double *loss, hel_error *error);
void hel_together_sum(const hel_model *model, const hel_scored *scored, const double *parts, double *loss);

/* states.c: threats, disputes and the like at the point. */
void hel_state_results(const hel_sample *sample, const hel_scored *scored, hel_result *result);

#endif
