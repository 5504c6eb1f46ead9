/* serve.c: see serve.h. Puts the house together, and takes it apart in the other order. */
#include "serve.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "exchange.h"
#include "listener.h"
#include "steady.h"

static const double SETTLE_SECONDS = 0.5;

static hel_status no_memory(hel_error *error)
{
	*error = (hel_error){.status = HEL_ENOMEM, .message = "out of memory"};
	return HEL_ENOMEM;
}

/* The answer to /api/scenario. */
static bool make_scenario(house *h, const serve_options *options)
{
	json_t *object = json_pack("{ss ss%}", "file", options->file, "text", options->text, options->n);
	char *bytes = object ? json_dumps(object, JSON_COMPACT) : NULL;
	if (bytes)
		hel_text_put(&h->scenario, bytes, strlen(bytes));
	free(bytes);
	json_decref(object);
	return bytes && !h->scenario.failed;
}

/* Who comes from elsewhere needs the token. */
static hel_status set_guard(house *h, const listener *l, const char *address, hel_error *error)
{
	guard *g = &h->guard;
	g->port = l->port;
	g->everywhere = l->is_everywhere;
	g->name = address ? strdup(address) : NULL;
	if (address && !g->name)
		return no_memory(error);
	if (!l->is_loopback && !guard_digits(g->token)) {
		*error = (hel_error){.status = HEL_EIO, .message = "the system has no random numbers for a token"};
		return HEL_EIO;
	}
	const char *name = address ? address : "127.0.0.1";
	hel_text_printf(&h->url, l->is_v6 && strchr(name, ':') ? "http://[%s]:%d/" : "http://%s:%d/", name, l->port);
	if (g->token[0])
		hel_text_printf(&h->url, "?token=%s", g->token);
	return h->url.failed ? no_memory(error) : HEL_OK;
}

/* Paths are compared as they came. */
static size_t leave_escaped(void *context, struct MHD_Connection *connection, char *text)
{
	(void)context;
	(void)connection;
	return strlen(text);
}

static bool start_daemon(house *h, int socket)
{
	h->daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL,
				     exchange_handle, h, MHD_OPTION_LISTEN_SOCKET, socket, MHD_OPTION_CONNECTION_LIMIT,
				     2U * CONNECTIONS_MAX, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES_MAX,
				     MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS_MAX, MHD_OPTION_UNESCAPE_CALLBACK,
				     leave_escaped, NULL, MHD_OPTION_NOTIFY_COMPLETED, exchange_completed, h,
				     MHD_OPTION_NOTIFY_CONNECTION, exchange_connected, h, MHD_OPTION_END);
	return h->daemon;
}

static bool start(house *h, int socket)
{
	static const int workers[POOLS] = {
	    [POOL_EVALUATE] = WORKERS, [POOL_SLOW] = SLOW_WORKERS, [POOL_AHEAD] = AHEAD_WORKERS};
	int n = 0;
	while (n < POOLS && pool_open(&h->pool[n], workers[n], n == POOL_AHEAD))
		n++;
	if (n == POOLS && start_daemon(h, socket))
		return true;
	while (n)
		pool_close(&h->pool[--n]);
	return false;
}

static void set_up(house *h, int threads)
{
	int processors = (int)sysconf(_SC_NPROCESSORS_ONLN), most = threads ? threads : processors;
	guests_open(&h->guests);
	laboratory_open(&h->laboratory, most);
	runs_open(&h->runs, most);
}

static void free_house(house *h)
{
	runs_free(&h->runs);
	laboratory_close(&h->laboratory);
	guests_close(&h->guests);
	hel_text_free(&h->scenario);
	hel_text_free(&h->url);
	free(h->guard.name);
	free(h);
}

hel_status serve_open(house **made, const serve_options *options, hel_error *error)
{
	listener l;
	house *h = calloc(1, sizeof *h);
	if (!h)
		return no_memory(error);
	set_up(h, options->threads);
	hel_status status = make_scenario(h, options) ? HEL_OK : no_memory(error);
	if (!status)
		status = listener_open(&l, options->address, options->port, error);
	if (!status) {
		status = set_guard(h, &l, options->address, error);
		if (!status && !start(h, l.socket)) {
			*error = (hel_error){.status = HEL_EIO, .message = "the system has no threads for a server"};
			status = HEL_EIO;
		}
		if (status)
			close(l.socket);
	}
	if (status)
		free_house(h);
	else
		*made = h;
	return status;
}

const char *serve_url(const house *h)
{
	return h->url.bytes;
}

void serve_check(house *h)
{
	guests_check(&h->guests);
	runs_check(&h->runs);
}

bool serve_close(house *h)
{
	struct timespec until = steady_after(SETTLE_SECONDS);
	atomic_store(&h->ending, true);
	bool settled = runs_settle(&h->runs, &until);
	for (int p = 0; p < POOLS; p++)
		settled = pool_settle(&h->pool[p], &until) && settled;
	if (!settled)
		return false;
	MHD_stop_daemon(h->daemon); /* nobody is suspended any more */
	for (int p = 0; p < POOLS; p++)
		pool_close(&h->pool[p]);
	free_house(h);
	return true;
}
