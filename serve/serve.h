/* serve.h: the server of the live page, as the program starts and ends it. */
#ifndef SERVE_SERVE_H
#define SERVE_SERVE_H

#include "helsinki.h"

typedef struct serve_options {
	const char *file; /* the scenario's name, without folders; shown */
	const char *text; /* its text; copied */
	size_t n;
	const char *address; /* to listen on; NULL: 127.0.0.1, and nobody but this machine is let in */
	int port;            /* 0: a free one */
	int threads;         /* at most so many for one evaluation; 0: all processors */
} serve_options;

typedef struct house house;

/** Listens and answers from now on, in threads of its own. HEL_EIO: the address cannot be had. Owner: the caller, with serve_close. */
hel_status serve_open(house **made, const serve_options *options, hel_error *error);

/** Where the page is, with the token if there is one; borrowed. */
const char *serve_url(const house *h);

/** The housekeeping, to be called a few times a second. */
void serve_check(house *h);

/** Ends it. false: some work could not be stopped within half a second; then the memory stays, and the process should end. */
bool serve_close(house *h);

#endif
