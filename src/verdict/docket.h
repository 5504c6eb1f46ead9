/* docket.h: everything that must be evaluated to judge some claims: the mechanisms, whole or with something taken out (cells),
 * and what each test looks at in them. One docket serves every lens and thread. */
#ifndef HEL_VERDICT_DOCKET_H
#define HEL_VERDICT_DOCKET_H

#include "assess/prepare.h"
#include "helsinki/verdict.h"

/* A mechanism, whole or with something taken out. */
typedef struct hel_cell {
	int source;                      /* index of the mechanism; HEL_IN_REFERENCE */
	hel_subject without;
	const hel_quantity *quantity;    /* that first asked for it; what is taken out stands in it */
	const hel_mechanism *mechanism;  /* as it is compiled: commitments that are taken out are not in it */
	size_t form;                     /* its place among the docket's compiled forms */
	int cut_a, cut_b;                /* a tie; -1 */
	bool *out;                       /* n: an actor; NULL */
	uint8_t *wanted;                 /* n: states whose losses are asked for */
	bool stays, chooses;             /* the shares of those who stay, and of ties that are free, are asked for */
} hel_cell;

/* A quantity and the cells it is measured in; -1 where it needs none. */
typedef struct hel_gauge {
	const hel_quantity *quantity;
	int with, without, than, reference;
} hel_gauge;

/* A test without parts. */
typedef struct hel_leaf {
	const hel_test *test;
	hel_gauge left, right;
} hel_leaf;

/* The leaves of a claim, in the order in which its test names them. */
typedef struct hel_case_of_claim {
	size_t first, n;
} hel_case_of_claim;

typedef struct hel_docket {
	const hel_scenario *scenario;
	hel_arena *arena;
	hel_scored region;       /* for indices */
	hel_scored all;          /* the region and every state that a claim names */
	size_t n_cells;
	hel_cell *cell;
	size_t n_forms;
	const hel_mechanism **form; /* the mechanisms to compile, each once */
	size_t n_leaves;
	hel_leaf *leaf;
	hel_case_of_claim *claim;   /* of each claim of the scenario */
} hel_docket;

/* For every claim of a scenario. Owner: the caller. */
hel_status hel_docket_of_claims(hel_docket *docket, const hel_scenario *scenario, hel_error *error);
/* For some quantities: leaf x is a test whose left quantity is the x-th. */
hel_status hel_docket_of_quantities(hel_docket *docket, const hel_scenario *scenario, const hel_quantity *quantity, size_t n,
                                    hel_error *error);
void hel_docket_free(hel_docket *docket);

#endif
