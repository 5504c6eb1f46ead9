/* limits.h: how much of anything the server takes. docs/serve.md lists them. */
#ifndef SERVE_LIMITS_H
#define SERVE_LIMITS_H

enum {
	BODY_BYTES_MAX = 1 << 20,
	PATH_BYTES_MAX = 1024,
	HEADER_BYTES_MAX = 8192,      /* names and values of all headers of a request */
	CONNECTION_BYTES_MAX = 32768, /* what libmicrohttpd keeps for one connection */

	CONNECTIONS_MAX = 400,        /* at once */
	CONNECTIONS_OF_ONE_MAX = 120, /* of one address */

	HEADERS_SECONDS_MAX = 10, /* from the connection, or the last answer, to the end of the headers */
	BODY_SECONDS_MAX = 20,    /* from there to the end of the body */
	ANSWER_SECONDS_MAX = 60,  /* to take an answer */
	IDLE_SECONDS_MAX = 30,    /* in which no byte moves */

	WORKERS = 4,       /* evaluations at once, and as many that wait */
	SLOW_WORKERS = 2,  /* externalities at once, and as many that wait */
	AHEAD_WORKERS = 2, /* evaluations asked ahead at once, and as many that wait */

	RUNS_MAX = 2,                /* long jobs at once */
	FINISHED_RUNS_MAX = 4,       /* kept */
	FINISHED_RUNS_SECONDS = 180, /* for so long */
	UNHEARD_RUN_SECONDS = 5,     /* a run whose listeners left goes on for so long */
	UNSTARTED_RUN_SECONDS = 30,  /* and one that nobody listened to yet for so long */
	RUN_DRAWS_MAX = 10000,
	NAME_MAX_BYTES = 80, /* of a file that a report is made from */

	TOP_MAX = 1000,   /* externalities in one answer */
	TOKEN_DIGITS = 32 /* of a token and of a run's id: 128 bits */
};

#endif
