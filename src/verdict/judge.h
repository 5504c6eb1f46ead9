/* judge.h: what the tests of a docket come to in a trial. */
#ifndef HEL_VERDICT_JUDGE_H
#define HEL_VERDICT_JUDGE_H

#include "verdict/measure.h"

/* clearance: by how much more than the margin a test is true; it is above 0 exactly where the test holds. NAN: undefined. */
typedef struct hel_finding {
	double value, margin, clearance;
	int8_t outcome; /* hel_outcome */
	int16_t largest; /* `largest-for`: the state; -1 */
} hel_finding;

/* A claim of the docket. Only cells that it asks for are evaluated. */
hel_finding hel_judge(hel_trial *trial, size_t claim);

#endif
