/* ask.h: the JSON body of a request, read strictly: every key known, every value of its type, nothing twice. */
#ifndef SERVE_ASK_H
#define SERVE_ASK_H

#include <jansson.h>

#include "router.h"

typedef enum run_kind { RUN_ASSESS, RUN_CLAIMS, RUN_REPORT, RUN_KINDS } run_kind;

typedef struct ask {
	question what;
	const char *text; /* the scenario, whole; n bytes */
	size_t n;
	bool is_ahead;  /* nobody waits for it yet: it gives way to all others */
	bool is_bare;   /* the mechanism and its ties are not wanted */
	bool is_shown;  /* of states only what a page shows is wanted */
	bool has_world; /* the world is wanted, too */
	const char *mechanism, *against, *lens, *state; /* NULL: not said */
	hel_what of;
	size_t top; /* 0: all */
	run_kind kind;
	const char *name; /* what the scenario's file is called where it is saved, without .yaml; NULL: not said */
	int draws; /* -1: the scenario's */
	uint64_t seed;
	json_t *body; /* owns all strings */
} ask;

/* Reads the body of a question that has one; false with 400 in *a. Owner: the caller, with ask_free. */
bool ask_read(ask *to, question what, const char *body, size_t n, answer *a);
void ask_free(ask *a);

#endif
