/* guard.c: see guard.h. A name that somebody points at this machine (DNS rebinding) is no host of ours, and the pages of others
 * are not to be read with our reader's hands. */
#include "guard.h"

#include <arpa/inet.h>
#include <nettle/memops.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>

enum { HOST_MAX = 256 };

bool guard_digits(char *digits)
{
	unsigned char bytes[TOKEN_DIGITS / 2];
	if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
		return false;
	for (size_t b = 0; b < sizeof bytes; b++)
		snprintf(digits + 2 * b, 3, "%02x", bytes[b]);
	return true;
}

/* --- the shape of the request ---------------------------------------------------------------------------------------- */

static bool is_length(const char *text)
{
	size_t n = strspn(text, "0123456789");
	return n && n <= 18 && !text[n];
}

static bool is_too_long(const char *length)
{
	size_t n = strlen(length);
	while (n > 1 && *length == '0') {
		length++;
		n--;
	}
	char most[16];
	size_t n_most = (size_t)snprintf(most, sizeof most, "%d", BODY_BYTES_MAX);
	return n > n_most || (n == n_most && strcmp(length, most) > 0);
}

static bool check_shape(const request *r, answer *a)
{
	static const bool single[HEADERS] = {
#define HEADER_SINGLE(code, key, is_single) is_single,
	    HEADER_LIST(HEADER_SINGLE)
#undef HEADER_SINGLE
	};
	const char *length = r->header[HEADER_CONTENT_LENGTH], *coding = r->header[HEADER_TRANSFER_ENCODING];
	for (int h = 0; h < HEADERS; h++) {
		if (single[h] && r->times[h] > 1)
			return answer_error(a, 400, "a header is there twice that may be there once");
	}
	if (r->header_bytes > HEADER_BYTES_MAX)
		return answer_error(a, 431, "the headers are longer than %d bytes", HEADER_BYTES_MAX);
	if (strlen(r->path) > PATH_BYTES_MAX)
		return answer_error(a, 414, "the path is longer than %d bytes", PATH_BYTES_MAX);
	if (length && coding)
		return answer_error(a, 400, "a body has either a length or chunks");
	if (coding && strcasecmp(coding, "chunked") != 0)
		return answer_error(a, 501, "the only transfer coding known is 'chunked'");
	if (length && !is_length(length))
		return answer_error(a, 400, "the length of the body is no number");
	if (length && is_too_long(length))
		return answer_error(a, 413, "the body is longer than %d bytes", BODY_BYTES_MAX);
	return true;
}

/* --- host and origin -------------------------------------------------------------------------------------------------- */

/* The host of `HOST`, `HOST:PORT`, `[HOST]` or `[HOST]:PORT` without its brackets; false: that is none, or the port is another. */
static bool split_host(const char *text, int port, char host[HOST_MAX])
{
	bool bracket = *text == '[';
	const char *start = text + bracket, *end = strpbrk(start, bracket ? "]" : ":");
	size_t n = end ? (size_t)(end - start) : strlen(start);
	if (!n || n >= HOST_MAX || (bracket && !end))
		return false;
	memcpy(host, start, n);
	host[n] = '\0';
	const char *after = start + n + bracket;
	char own[16];
	snprintf(own, sizeof own, ":%d", port);
	return !*after || !strcmp(after, own);
}

static bool is_address(const char *host)
{
	unsigned char bytes[16];
	return inet_pton(AF_INET, host, bytes) == 1 || inet_pton(AF_INET6, host, bytes) == 1;
}

static bool knows_host(const guard *g, const char *text)
{
	char host[HOST_MAX];
	if (!split_host(text, g->port, host))
		return false;
	return !strcmp(host, "127.0.0.1") || !strcasecmp(host, "localhost") || (!strcmp(host, "::1") && *text == '[') ||
	       (g->name && !strcasecmp(host, g->name)) || (g->everywhere && is_address(host));
}

/* A page's own requests come from where the page is. */
static bool is_own_origin(const char *origin, const char *host)
{
	return !strncasecmp(origin, "http://", 7) && !strcasecmp(origin + 7, host);
}

static bool check_place(const guard *g, const request *r, answer *a)
{
	const char *host = r->header[HEADER_HOST], *origin = r->header[HEADER_ORIGIN];
	if (!host || !knows_host(g, host))
		return answer_error(a, 403, "this server does not go by that name");
	if (origin && !is_own_origin(origin, host))
		return answer_error(a, 403, "the pages of others may not ask here");
	return true;
}

/* --- the token --------------------------------------------------------------------------------------------------------- */

/* In the same time wherever they differ. */
static bool is_token(const guard *g, const char *text, size_t n)
{
	return n == TOKEN_DIGITS && memeql_sec(g->token, text, TOKEN_DIGITS);
}

/* Cookies do not know ports: the name does. */
static bool is_in_cookie(const guard *g, const char *cookie)
{
	char key[32];
	size_t n_key = (size_t)snprintf(key, sizeof key, "helsinki-%d=", g->port);
	while (cookie && *cookie) {
		cookie += strspn(cookie, " ;");
		size_t n = strcspn(cookie, ";");
		if (n > n_key && !strncmp(cookie, key, n_key) && is_token(g, cookie + n_key, n - n_key))
			return true;
		cookie += n;
	}
	return false;
}

static bool check_token(const guard *g, const request *r, answer *a)
{
	const char *bearer = r->header[HEADER_AUTHORIZATION];
	if (!g->token[0])
		return true;
	if (r->token && !strcmp(r->path, "/") && is_token(g, r->token, strlen(r->token))) {
		snprintf(a->cookie, sizeof a->cookie, "helsinki-%d=%s; Path=/; HttpOnly; SameSite=Strict", g->port,
			 g->token);
		return true;
	}
	if (bearer && !strncasecmp(bearer, "Bearer ", 7) && is_token(g, bearer + 7, strlen(bearer + 7)))
		return true;
	if (is_in_cookie(g, r->header[HEADER_COOKIE]))
		return true;
	return answer_error(a, 401, "the token is missing or wrong: it stands in the address that the server printed");
}

bool guard_passes(const guard *g, const request *r, answer *a)
{
	if (check_shape(r, a) && check_place(g, r, a) && check_token(g, r, a))
		return true;
	a->close = true;
	return false;
}
