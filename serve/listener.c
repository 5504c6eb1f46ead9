/* listener.c: see listener.h. */
#include "listener.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { BACKLOG = 511 };

static hel_status fail(hel_error *error, const char *address, int port, const char *why)
{
	*error = (hel_error){.status = HEL_EIO};
	if (port)
		snprintf(error->message, sizeof error->message, "cannot listen on '%s', port %d: %s", address, port, why);
	else
		snprintf(error->message, sizeof error->message, "cannot listen on '%s': %s", address, why);
	return HEL_EIO;
}

typedef union place {
	struct sockaddr any;
	struct sockaddr_in four;
	struct sockaddr_in6 six;
} place;

static void look_at(listener *l, const place *at)
{
	l->is_v6 = at->any.sa_family == AF_INET6;
	if (l->is_v6) {
		l->port = ntohs(at->six.sin6_port);
		l->is_loopback = IN6_IS_ADDR_LOOPBACK(&at->six.sin6_addr);
		l->is_everywhere = IN6_IS_ADDR_UNSPECIFIED(&at->six.sin6_addr);
	} else {
		l->port = ntohs(at->four.sin_port);
		l->is_loopback = ntohl(at->four.sin_addr.s_addr) >> 24 == 127;
		l->is_everywhere = at->four.sin_addr.s_addr == htonl(INADDR_ANY);
	}
}

static bool bind_to(listener *l, const struct addrinfo *to)
{
	place bound;
	socklen_t size = sizeof bound;
	int on = 1;
	memset(&bound, 0, sizeof bound);
	l->socket = socket(to->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (l->socket < 0)
		return false;
	setsockopt(l->socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(l->socket, to->ai_addr, to->ai_addrlen) || listen(l->socket, BACKLOG) ||
	    getsockname(l->socket, &bound.any, &size)) {
		int why = errno;
		close(l->socket);
		errno = why;
		return false;
	}
	look_at(l, &bound);
	return true;
}

/* "localhost" is this machine, whoever is asked and whether anybody can be (RFC 6761, section 6.3). */
static const char *look_up_as(const char *name)
{
	return strcasecmp(name, "localhost") ? name : "127.0.0.1";
}

hel_status listener_open(listener *l, const char *address, int port, hel_error *error)
{
	struct addrinfo hints = {.ai_flags = AI_PASSIVE | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM}, *found = NULL;
	const char *name = address ? address : "127.0.0.1";
	char digits[16];
	*l = (listener){.socket = -1};
	snprintf(digits, sizeof digits, "%d", port);
	int bad = getaddrinfo(look_up_as(name), digits, &hints, &found);
	if (bad)
		return fail(error, name, 0, gai_strerror(bad));
	bool bound = bind_to(l, found);
	int why = errno;
	freeaddrinfo(found);
	return bound ? HEL_OK : fail(error, name, port, strerror(why));
}
