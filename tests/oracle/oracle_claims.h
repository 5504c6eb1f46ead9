/* oracle_claims.h: quantities, margins and tests of claims once more, by the words of docs/claims.md and from whole evaluations of
 * the oracle. Shares no code with src/verdict. */
#ifndef ORACLE_CLAIMS_H
#define ORACLE_CLAIMS_H

#include "oracle.h"

/* Where a claim is asked: under a lens, at a draw, with help as expected or with coalitions together. */
typedef struct oracle_court {
	const hel_scenario *scenario;
	const hel_lens *lens;
	uint64_t seed;
	int draw;
	bool together;
} oracle_court;

/* size: of the figures that were subtracted to make the value; outcome: hel_outcome; near: so close to an edge that rounding
 * decides it. */
typedef struct oracle_answer {
	double value, margin, size;
	int outcome;
	bool near;
} oracle_answer;

/* A quantity for some states; *size as above. Sustainable and freedom_to_choose are not here: hel_assess has them. */
double oracle_quantity(const oracle_court *court, const hel_quantity *q, const uint16_t *state, size_t n, double *size);
oracle_answer oracle_judge(const oracle_court *court, const hel_claim *claim, const hel_test *test);

/* The loss of a state whose capability at home is scaled, its power abroad unchanged. */
double oracle_loss_at(const oracle_court *court, int mechanism, int state, double scale);

#endif
