/* router.h: which path and method ask for what. */
#ifndef SERVE_ROUTER_H
#define SERVE_ROUTER_H

#include "request.h"

/* What a route asks for. The first kinds of question have a body. */
typedef enum question {
	ASK_OPEN,
	ASK_EVALUATE,
	ASK_EXTERNALITIES,
	ASK_EXPLAIN,
	ASK_RUN,
	ASK_ASSET,
	ASK_SCENARIO,
	ASK_EVENTS,
	ASK_CANCEL
} question;

typedef struct route {
	question what;
	const char *name; /* of an asset; id of a run: then TOKEN_DIGITS characters count. Borrowed from the path */
} route;

/* The route of a request that the guard let in; false with 404, 405, 415, 400 or 411 in *a. */
bool route_find(route *to, const request *r, answer *a);

#endif
