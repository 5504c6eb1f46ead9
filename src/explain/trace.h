/* trace.h: one number being taken apart: what it was computed from, and where its parts go. */
#ifndef HEL_EXPLAIN_TRACE_H
#define HEL_EXPLAIN_TRACE_H

#include "base/arena.h"
#include "helsinki/explain.h"
#include "security/model.h"

typedef struct hel_trace {
	hel_explanation *to;
	hel_arena *arena;          /* of the explanation */
	hel_panel *panel;          /* NULL: nothing to look up */
	const hel_world *world;
	const hel_model *model;    /* every pair */
	const hel_sample *sample;  /* at the point, after hel_losses of target t */
	int i, j, t;               /* attacker, target and its column */
	uint32_t slot;
	bool *named;               /* of each source of the panel: whether the trace names it */
} hel_trace;

/* facts.c: rows of data. */
hel_status hel_trace_open_facts(hel_trace *trace, hel_error *error);
bool hel_trace_close_facts(hel_trace *trace); /* lists the sources; false: no memory */
void hel_trace_name_file(hel_trace *trace, const char *file);
void hel_trace_name(hel_trace *trace, const hel_commitment *commitment);
hel_fact hel_trace_capability(hel_trace *trace, int k);
hel_fact hel_trace_distance(hel_trace *trace, int from, bool *between_capitals);
/* The state from which k's forces are dist_km from the target, though k itself is farther; -1: none is known. */
int hel_trace_host(hel_trace *trace, int k, double dist_km, hel_fact *row);
hel_fact hel_trace_major(hel_trace *trace, int k);
hel_fact hel_trace_nuclear(hel_trace *trace, int k);
hel_fact hel_trace_rivalry(hel_trace *trace, int i, int j);
hel_fact hel_trace_membership(hel_trace *trace, const hel_commitment *commitment, hel_clause_type type, int k, int p);

/* votes.c: the index of the ballot of a rule's row about one attacker; -1: no memory. */
int hel_trace_ballot(hel_trace *trace, int row, int against);

/* promises.c */
typedef enum hel_promises { HEL_OWED_HELP, HEL_OWED_COMPANY, HEL_OWED_RESTRAINT, HEL_OWED_ALL_RESTRAINT } hel_promises;

typedef struct hel_promise_list {
	size_t n;
	hel_promise *promise;
	double defence, collective, offence; /* E, C, O: of the promises that act */
	bool binds;                          /* a defence, guarantee or offence among them */
	bool may_act;                        /* some help that no vote stops */
} hel_promise_list;

/* What k owes p of some kind, where the one who attacks is `against`: its votes, and E, C, O as the kernels stack them.
 * HEL_OWED_ALL_RESTRAINT counts collective security among what keeps k from fighting p. */
bool hel_trace_promises(hel_trace *trace, hel_promise_list *list, int k, int p, int against, hel_promises kind);

/* strength.c */
bool hel_trace_strength(hel_trace *trace, hel_strength *strength, int k);

/* threat.c, helpers.c, companions.c: parts of the cell; false: no memory. */
bool hel_trace_threat(hel_trace *trace);
bool hel_trace_helpers(hel_trace *trace);
bool hel_trace_companions(hel_trace *trace);
bool hel_trace_guard(hel_trace *trace); /* helpers.c, after the helpers */

#endif
