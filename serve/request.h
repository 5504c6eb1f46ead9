/* request.h: what is asked, whoever carried it here, and what is answered. Nothing in this file or in the guard and the router
 * knows of sockets. */
#ifndef SERVE_REQUEST_H
#define SERVE_REQUEST_H

#include <stddef.h>

#include "helsinki.h"
#include "limits.h"

typedef enum method { METHOD_GET, METHOD_HEAD, METHOD_POST, METHOD_DELETE, METHODS } method;

/* The headers that are looked at; others are nobody's business. key, whether more than one of them is a mistake */
#define HEADER_LIST(X)                                         \
	X(HEADER_HOST, "Host", true)                           \
	X(HEADER_ORIGIN, "Origin", true)                       \
	X(HEADER_AUTHORIZATION, "Authorization", true)         \
	X(HEADER_COOKIE, "Cookie", false)                      \
	X(HEADER_CONTENT_TYPE, "Content-Type", true)           \
	X(HEADER_CONTENT_LENGTH, "Content-Length", true)       \
	X(HEADER_TRANSFER_ENCODING, "Transfer-Encoding", true) \
	X(HEADER_ACCEPT_ENCODING, "Accept-Encoding", false)    \
	X(HEADER_IF_NONE_MATCH, "If-None-Match", false)

typedef enum header {
#define HEADER_ENUM(code, key, single) code,
	HEADER_LIST(HEADER_ENUM)
#undef HEADER_ENUM
	    HEADERS
} header;

/* All strings are borrowed. A header that was not sent is NULL. */
typedef struct request {
	method method;               /* METHODS: one that no route has */
	const char *path;            /* as it was sent, without the query; nothing is unescaped */
	const char *token;           /* of the query; NULL */
	const char *header[HEADERS]; /* the first of its name */
	int times[HEADERS];          /* how often it was sent */
	size_t header_bytes;
} request;

void request_take_method(request *r, const char *word);
void request_take_header(request *r, const char *key, const char *value);

/* Whether a body follows the headers. */
bool request_has_body(const request *r);

/* status 0: none yet. The body is text, which the answer owns, or fixed bytes of the program. */
typedef struct answer {
	int status;
	const char *type; /* of the body; NULL where there is none */
	hel_text text;
	const void *fixed;
	size_t n_fixed;
	const char *etag, *encoding, *cache; /* NULL: none; cache NULL: no-store */
	const char *allow;                   /* 405 */
	int retry_after;                     /* seconds; 0: not said */
	bool close; /* the connection ends with it: what follows on it cannot be told from this request's body */
	char cookie[160];
} answer;

/* An answer {"error": {"message"}}; what was in *a before goes. Returns false, for `return answer_error(...)`. */
bool answer_error(answer *a, int status, const char *format, ...) HEL_PRINTF(3, 4);

/* The same from an error of the library. */
bool answer_failure(answer *a, const hel_error *error);
void answer_free(answer *a);

#endif
