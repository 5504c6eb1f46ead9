/* pairwise.h: what a tie between two states does to every loss, without evaluating the mechanism again.
 *
 * A pair touches two rows (attacks by one of the two) and two columns (attacks on one of the two): some 4 n of the n^2 slots,
 * and each of these by one obligation, that between the two. */
#ifndef HEL_EXTERNALITIES_PAIRWISE_H
#define HEL_EXTERNALITIES_PAIRWISE_H

#include "base/arena.h"
#include "security/model.h"

/* An evaluation laid out by rows and by columns. Slots that a model has not are there with a threat of 0. Shared by threads
 * that only read it. */
typedef struct hel_pairwise {
	const hel_sample *base;  /* the evaluation: borrowed, with sums kept */
	size_t n, m;             /* states, targets */
	bool joined, weigh;      /* anybody may fight beside an attacker; omega_ij needs the weight of the coalition */
	uint32_t *from, *index;  /* the bonds of a state k: index[from[k]] .. index[from[k + 1] - 1] */
	double *capability;      /* m: of the targets */
	/* rows, n x m: P_i(t), P_i(t) (1 - B') (1 - C), what A is made of, omega, D, threat (or what multiplies its chance), h q,
	 * log odds but for help and company */
	double *power, *willing, *sure, *by_omega, *coalition, *omega, *help, *often, *expected, *odds;
	/* columns, m x n: A, omega_ij, and as above; P of the base */
	double *column_abetment, *column_omega, *column_help, *column_often, *column_expected, *column_odds;
} hel_pairwise;

hel_status hel_pairwise_new(hel_pairwise *pairwise, hel_arena *arena, const hel_model *model, hel_error *error);

/* Lays out an evaluation of all targets. */
void hel_pairwise_set(hel_pairwise *pairwise, const hel_sample *base);

/* Whether the kernel knows all that a change of a pair does at this draw: votes, allies' losses (phi) and nuclear weapons
 * reach further. */
bool hel_pairwise_can(const hel_sample *base);

/* Doubles of scratch that a thread needs. */
size_t hel_pairwise_scratch(const hel_pairwise *pairwise);

/* By how much the losses of all targets rise with a tie added or cut. sample: drawn as the base, not necessarily evaluated;
 * unchanged on return. */
void hel_pairwise_rise(const hel_pairwise *pairwise, hel_sample *sample, const hel_change *change, double *scratch, double *rise);

#endif
