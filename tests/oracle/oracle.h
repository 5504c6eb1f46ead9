/* oracle.h: the model once more, slow and obvious, to check the library by. It follows docs/model.md word by word, shares
 * no code with src/, and takes from the library only the public structs and hel_range_draw. Small worlds only. */
#ifndef ORACLE_H
#define ORACLE_H

#include <stdbool.h>

#include "helsinki.h"

enum { ORACLE_STATES = 8, ORACLE_COMMITMENTS = 24, ORACLE_CLAUSES = 8, ORACLE_ARCS = 64 };

/* What is asked: a mechanism in a world under a lens, at a draw. sends says who sends help at all; NULL: everybody. */
typedef struct oracle_question {
	const hel_world *world;
	const hel_mechanism *mechanism;
	const hel_lens *lens;
	uint64_t seed;
	int draw;
	const bool *sends;
} oracle_question;

/* Every figure of one evaluation. o[k][j][i]: k fights for j when i attacks it; a[k][i][j]: k fights beside i against j. */
typedef struct oracle {
	oracle_question ask;
	int n;
	double parameter[HEL_PARAMETERS];
	double c[ORACLE_STATES];
	double power[ORACLE_STATES][ORACLE_STATES];
	double o[ORACLE_STATES][ORACLE_STATES][ORACLE_STATES], a[ORACLE_STATES][ORACLE_STATES][ORACLE_STATES];
	double help[ORACLE_STATES][ORACLE_STATES], abetment[ORACLE_STATES][ORACLE_STATES];
	double defeat[ORACLE_STATES][ORACLE_STATES], threat[ORACLE_STATES][ORACLE_STATES];
	double loss[ORACLE_STATES], security[ORACLE_STATES];
} oracle;

void oracle_evaluate(oracle *e, oracle_question ask);

/* Losses with coalitions together, from an evaluation made before. */
void oracle_together(const oracle *e, double *loss);

/* A clause's rho at this draw; 0 for types that have none. */
double oracle_rho(const oracle *e, const hel_commitment *x, const hel_clause *clause);
/* Whether a commitment does nothing at all: every clause of it has a rho, and that is 0. */
bool oracle_absent(const oracle *e, const hel_commitment *x);
bool oracle_is_arc(const hel_clause *clause, int k, int p);
bool oracle_is_member(const hel_commitment *x, int state);
/* Whether what k owes by a clause of x is asked for against i. */
bool oracle_fires(const oracle *e, const hel_commitment *x, const hel_clause *clause, int k, int i);
/* E[k,j|i], C[k,j|i] or O[k,j|.] ('E', 'C', 'O'): the chance that k honours a clause of that kind which it owes j. */
double oracle_owed(const oracle *e, char kind, int k, int j, int i);
/* B[k,i]: the chance that a bond keeps k from fighting i. */
double oracle_bar(const oracle *e, int k, int i);
/* q_ij for a given help and abetment. A sure helper, for nuclear weapons, is one who comes with probability 1. */
double oracle_contest(const oracle *e, int i, int j, double help, double abetment);

/* A mechanism that differs from another in one commitment. It borrows all the rest. */
typedef struct oracle_edit {
	hel_mechanism mechanism;
	hel_commitment commitment[ORACLE_COMMITMENTS];
	hel_clause clause[ORACLE_CLAUSES];
	hel_arc arc[ORACLE_CLAUSES][ORACLE_ARCS], own[ORACLE_CLAUSES][ORACLE_ARCS];
	uint16_t state[ORACLE_CLAUSES][ORACLE_STATES], member[ORACLE_STATES];
	hel_clause cut_clause[ORACLE_COMMITMENTS]; /* oracle_cut: of all commitments */
	hel_arc cut_arc[ORACLE_COMMITMENTS][ORACLE_ARCS];
} oracle_edit;

void oracle_without(oracle_edit *edit, const hel_mechanism *m, size_t x);
/* Party p drops out of commitment x; with fewer than two members left the commitment is gone. */
void oracle_leave(oracle_edit *edit, const hel_mechanism *m, size_t x, int p);
/* All that a and b owe each other goes, but for permanent neutrality; they stay members of what they are members of. */
void oracle_cut(oracle_edit *edit, const hel_mechanism *m, int a, int b);
/* The parties marked leave every commitment, one after the other. borrowed: one edit for each state and commitment. */
enum { ORACLE_STEPS = ORACLE_STATES * ORACLE_COMMITMENTS };
const hel_mechanism *oracle_out(oracle_edit step[ORACLE_STEPS], const hel_mechanism *m, const bool *out, int n);
/* A bilateral, automatic defence commitment more, with the default rho. */
void oracle_with_tie(oracle_edit *edit, const hel_mechanism *m, int i, int j);

/* An index printed thrice. */
typedef struct oracle_index {
	double each, by_population, without_small;
} oracle_index;

/* The section on assessment: what hel_result has, in the same words. Commitments are places in the mechanism, -1 none. */
typedef struct oracle_result {
	oracle with, reference;
	oracle_index indivisible, balanced, effective, sustainable;
	/* what the gains are small beside: the losses they were subtracted from, over the gains; NAN without any gain */
	oracle_index indivisible_scale;
	double dL[ORACLE_STATES], autonomy[ORACLE_STATES], autonomy_lead[ORACLE_STATES];
	int autonomy_provider[ORACLE_STATES];
	int worst_commitment, dearest, first_to_leave, first_to_leave_commitment, worst_off;
	double worst_harm, worst_value, worst_scale, worst_lead, dearest_dL, dearest_lead;
	double first_to_leave_dS, first_to_leave_lead;
	double freedom, together, disputes, defeats, median_security, worst_security;
	double shapley[ORACLE_STATES], shapley_positive; /* exact, over all subsets of providers */
	int gainful, forbidden, pairs;
	bool near_margin; /* some gain lies so near the margin that rounding decides */
} oracle_result;

/* The four properties alone, and the states' figures: cheap enough for every draw. */
void oracle_assess_indices(oracle_result *r, oracle_question ask, const hel_mechanism *reference, double margin);
/* All of it, at the point. */
void oracle_assess(oracle_result *r, oracle_question ask, const hel_mechanism *reference, double margin);

#endif
