/* exchange.c: see exchange.h. */
#include "exchange.h"

#include <stdlib.h>
#include <string.h>

#include "api.h"
#include "assets.h"
#include "events.h"
#include "reply.h"

typedef struct exchange {
	work work; /* first, so that one is the other */
	house *house;
	struct MHD_Connection *connection;
	guest *guest;
	request request; /* borrows from the connection */
	route route;
	hel_text body;
	ask asked;
	answer answer;
} exchange;

/* --- the beginning: headers ---------------------------------------------------------------------------------------------- */

static enum MHD_Result take_header(void *context, enum MHD_ValueKind kind, const char *key, const char *value)
{
	exchange *e = context;
	(void)kind;
	request_take_header(&e->request, key, value);
	return MHD_YES;
}

static guest *guest_of(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	return info ? info->socket_context : NULL;
}

static exchange *begin(house *h, struct MHD_Connection *connection, const char *url, const char *verb)
{
	guest *g = guest_of(connection);
	exchange *e = g ? calloc(1, sizeof *e) : NULL;
	if (!e)
		return NULL;
	e->house = h;
	e->connection = connection;
	e->guest = g;
	e->request.path = url;
	request_take_method(&e->request, verb);
	e->request.token = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "token");
	MHD_get_connection_values(connection, MHD_HEADER_KIND, take_header, e);
	return e;
}

static enum MHD_Result send_answer(exchange *e)
{
	guests_turn(&e->house->guests, e->guest, PHASE_TAKING);
	return reply_send(e->connection, &e->answer);
}

/* Refuses a request at its headers, before any of its body is read. */
static enum MHD_Result receive(exchange *e)
{
	if (!guard_passes(&e->house->guard, &e->request, &e->answer) || !route_find(&e->route, &e->request, &e->answer))
		return send_answer(e);
	guests_turn(&e->house->guests, e->guest, PHASE_ASKING);
	return MHD_YES;
}

/* --- the middle: the body ------------------------------------------------------------------------------------------------ */

/* A body in chunks does not say how long it will be. libmicrohttpd takes no answer in the midst of a body. */
static enum MHD_Result refuse_midway(const exchange *e)
{
	static const char words[] = "HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 0\r\n"
				    "Content-Security-Policy: default-src 'none'\r\n\r\n";
	(void)send(e->guest->socket, words, sizeof words - 1, MSG_DONTWAIT | MSG_NOSIGNAL);
	return MHD_NO;
}

static enum MHD_Result take_body(exchange *e, const char *upload, size_t *n_upload)
{
	if (*n_upload > (size_t)BODY_BYTES_MAX - e->body.n)
		return refuse_midway(e);
	hel_text_put(&e->body, upload, *n_upload);
	*n_upload = 0;
	return e->body.failed ? MHD_NO : MHD_YES;
}

/* --- the end: the answer ------------------------------------------------------------------------------------------------- */

/* A hel_progress: stops what nobody waits for any more. */
static int is_pointless(double done, void *context)
{
	exchange *e = context;
	(void)done;
	return guest_is_gone(e->guest) || atomic_load(&e->house->ending);
}

static void compute(work *w)
{
	exchange *e = (exchange *)w;
	if (is_pointless(0, e))
		answer_error(&e->answer, 503, "the server is about to end");
	else
		api_answer(&e->asked, &e->house->laboratory, is_pointless, e, &e->answer);
	ask_free(&e->asked);
	MHD_resume_connection(e->connection); /* the exchange is no longer ours */
}

static pool *pool_for(const exchange *e)
{
	return &e->house->pool[e->asked.is_ahead                    ? POOL_AHEAD
			       : e->route.what == ASK_EXTERNALITIES ? POOL_SLOW
								    : POOL_EVALUATE];
}

static enum MHD_Result let_compute(exchange *e)
{
	house *h = e->house;
	e->work.act = compute;
	guests_turn(&h->guests, e->guest, PHASE_WAITING);
	MHD_suspend_connection(e->connection);
	if (!pool_add(pool_for(e), &e->work)) {
		answer_error(&e->answer, 503, "too many wait for an answer already");
		e->answer.retry_after = 1;
		MHD_resume_connection(e->connection);
	}
	return MHD_YES;
}

static enum MHD_Result reply_to_body(exchange *e)
{
	bool good = ask_read(&e->asked, e->route.what, e->body.bytes ? e->body.bytes : "", e->body.n, &e->answer);
	hel_text_free(&e->body);
	if (good && e->route.what != ASK_RUN)
		return let_compute(e);
	if (good)
		runs_start(&e->house->runs, &e->asked, &e->answer);
	return send_answer(e);
}

static enum MHD_Result reply(exchange *e)
{
	answer *a = &e->answer;
	switch (e->route.what) {
	case ASK_ASSET:
		asset_answer(asset_find(e->route.name), &e->request, a);
		return send_answer(e);
	case ASK_SCENARIO:
		a->status = 200;
		a->type = "application/json";
		a->fixed = e->house->scenario.bytes;
		a->n_fixed = e->house->scenario.n;
		return send_answer(e);
	case ASK_EVENTS:
		return events_send(e->house, e->connection, e->guest, e->route.name, a);
	case ASK_CANCEL:
		runs_cancel(&e->house->runs, e->route.name, a);
		return send_answer(e);
	default:
		return reply_to_body(e);
	}
}

enum MHD_Result exchange_handle(void *context, struct MHD_Connection *connection, const char *url, const char *verb,
				const char *version, const char *upload, size_t *n_upload, void **kept)
{
	(void)version;
	exchange *e = *kept;
	if (!e) {
		*kept = e = begin(context, connection, url, verb);
		return e ? receive(e) : MHD_NO;
	}
	if (*n_upload)
		return take_body(e, upload, n_upload);
	return e->answer.status ? send_answer(e) : reply(e);
}

void exchange_completed(void *context, struct MHD_Connection *connection, void **kept, enum MHD_RequestTerminationCode code)
{
	house *h = context;
	exchange *e = *kept;
	(void)connection;
	(void)code;
	if (!e)
		return;
	guests_turn(&h->guests, e->guest, PHASE_IDLE);
	answer_free(&e->answer);
	ask_free(&e->asked);
	hel_text_free(&e->body);
	free(e);
	*kept = NULL;
}

void exchange_connected(void *context, struct MHD_Connection *connection, void **kept,
			enum MHD_ConnectionNotificationCode code)
{
	house *h = context;
	if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
		guests_leave(&h->guests, *kept);
		*kept = NULL;
		return;
	}
	/* each answer stands until the next is asked for: since libmicrohttpd 1.0 all of a connection lie in one place */
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const struct sockaddr *address = info ? info->client_addr : NULL;
	info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
	if (info)
		*kept = guests_enter(&h->guests, info->connect_fd, address);
}
