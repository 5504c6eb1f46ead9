/* guests.c: see guests.h. A guest is shown out by ending its socket both ways: libmicrohttpd then closes it in its own time. */
#include "guests.h"

#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "limits.h"
#include "steady.h"

void guests_open(guests *all)
{
	*all = (guests){0};
	pthread_mutex_init(&all->mutex, NULL);
}

void guests_close(guests *all)
{
	pthread_mutex_destroy(&all->mutex);
}

static void show_out(guest *g)
{
	if (!g->shown_out)
		shutdown(g->socket, SHUT_RDWR);
	g->shown_out = true;
}

/* An IPv4 address as its 4 bytes, also where a socket of IPv6 has it; of IPv6 the 8 bytes of a network, which one guest may have
 * to itself. */
static void take_address(guest *g, const struct sockaddr *address)
{
	struct sockaddr_in four;
	struct sockaddr_in6 six;
	if (address && address->sa_family == AF_INET) {
		memcpy(&four, address, sizeof four);
		memcpy(g->address, &four.sin_addr, 4);
	} else if (address && address->sa_family == AF_INET6) {
		memcpy(&six, address, sizeof six);
		bool is_v4 = IN6_IS_ADDR_V4MAPPED(&six.sin6_addr);
		memcpy(g->address, six.sin6_addr.s6_addr + (is_v4 ? 12 : 0), is_v4 ? 4 : 8);
	}
}

static bool is_idle(const guest *g)
{
	return g->phase == PHASE_IDLE || g->phase == PHASE_ASKING;
}

/* Makes room: of those not yet shown out, of one address or (NULL) of all, there may be so many. */
static void make_room(guests *all, guest *newcomer, const unsigned char *address, int most)
{
	int n = 0;
	guest *idlest = NULL;
	for (guest *g = all->first; g; g = g->next) {
		if (g->shown_out || (address && memcmp(g->address, address, sizeof g->address) != 0))
			continue;
		n++;
		if (g != newcomer && is_idle(g) && (!idlest || g->since < idlest->since))
			idlest = g;
	}
	if (n > most)
		show_out(idlest ? idlest : newcomer);
}

guest *guests_enter(guests *all, int socket, const struct sockaddr *address)
{
	guest *g = calloc(1, sizeof *g);
	if (!g)
		return NULL;
	g->socket = socket;
	g->since = steady_seconds();
	take_address(g, address);
	pthread_mutex_lock(&all->mutex);
	g->next = all->first;
	if (g->next)
		g->next->before = g;
	all->first = g;
	all->n++;
	make_room(all, g, g->address, CONNECTIONS_OF_ONE_MAX);
	make_room(all, g, NULL, CONNECTIONS_MAX);
	pthread_mutex_unlock(&all->mutex);
	return g;
}

void guests_leave(guests *all, guest *g)
{
	if (!g)
		return;
	pthread_mutex_lock(&all->mutex);
	if (g->before)
		g->before->next = g->next;
	else
		all->first = g->next;
	if (g->next)
		g->next->before = g->before;
	all->n--;
	pthread_mutex_unlock(&all->mutex);
	free(g);
}

void guests_turn(guests *all, guest *g, phase to)
{
	pthread_mutex_lock(&all->mutex);
	g->phase = to;
	g->since = steady_seconds();
	pthread_mutex_unlock(&all->mutex);
}

static bool has_hung_up(const guest *g)
{
	struct pollfd p = {.fd = g->socket, .events = POLLRDHUP};
	return poll(&p, 1, 0) > 0;
}

bool guest_is_gone(guest *g)
{
	if (!atomic_load(&g->gone) && has_hung_up(g))
		atomic_store(&g->gone, true);
	return atomic_load(&g->gone);
}

static void check(guest *g, double now)
{
	static const double most[] = {[PHASE_IDLE] = HEADERS_SECONDS_MAX,
				      [PHASE_ASKING] = BODY_SECONDS_MAX,
				      [PHASE_WAITING] = 0,
				      [PHASE_LISTENING] = 0,
				      [PHASE_TAKING] = ANSWER_SECONDS_MAX};
	if (most[g->phase] > 0 && now - g->since > most[g->phase])
		show_out(g);
	bool waits = g->phase == PHASE_WAITING || g->phase == PHASE_LISTENING;
	if (waits)
		guest_is_gone(g);
}

void guests_check(guests *all)
{
	double now = steady_seconds();
	pthread_mutex_lock(&all->mutex);
	for (guest *g = all->first; g; g = g->next)
		check(g, now);
	pthread_mutex_unlock(&all->mutex);
}
