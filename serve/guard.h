/* guard.h: who may ask at all: the right host, no foreign page, the token, and no more bytes than there are limits for. */
#ifndef SERVE_GUARD_H
#define SERVE_GUARD_H

#include "request.h"

typedef struct guard {
	int port;
	char *name;                   /* the address or name listened on; NULL: only this machine is let in */
	bool everywhere;              /* it stands for all addresses: any address in digits may be the host */
	char token[TOKEN_DIGITS + 1]; /* empty: none is asked for */
} guard;

/* Whether a request may go on, by its headers. If not, *a says why. A right token in the query of the page gives a cookie. */
bool guard_passes(const guard *g, const request *r, answer *a);

/* TOKEN_DIGITS hexadecimal digits that nobody can guess; false: the machine has none to give. */
bool guard_digits(char *digits);

#endif
