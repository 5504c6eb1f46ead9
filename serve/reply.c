/* reply.c: see reply.h. */
#include "reply.h"

#include <stdio.h>
#include <string.h>

static void add(struct MHD_Response *response, const char *key, const char *value)
{
	if (value)
		(void)MHD_add_response_header(response, key, value);
}

void reply_secure(struct MHD_Response *response)
{
	add(response, "Content-Security-Policy",
	    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; form-action "
	    "'none'; "
	    "frame-ancestors 'none'; base-uri 'none'");
	add(response, "X-Content-Type-Options", "nosniff");
	add(response, "Referrer-Policy", "no-referrer");
	add(response, "Cross-Origin-Opener-Policy", "same-origin");
	add(response, "Cross-Origin-Resource-Policy", "same-origin");
}

static struct MHD_Response *make(answer *a)
{
	struct MHD_Response *response;
	if (!a->text.bytes)
		return MHD_create_response_from_buffer(a->n_fixed, (void *)(uintptr_t)a->fixed, MHD_RESPMEM_PERSISTENT);
	response = MHD_create_response_from_buffer(a->text.n, a->text.bytes, MHD_RESPMEM_MUST_FREE);
	if (response)
		a->text = (hel_text){0};
	return response;
}

static void add_headers(struct MHD_Response *response, const answer *a)
{
	char etag[64], seconds[16];
	reply_secure(response);
	add(response, "Content-Type", a->type);
	add(response, "Cache-Control", a->cache ? a->cache : "no-store");
	add(response, "Content-Encoding", a->encoding);
	add(response, "Allow", a->allow);
	add(response, "Set-Cookie", a->cookie[0] ? a->cookie : NULL);
	add(response, "Connection", a->close ? "close" : NULL);
	add(response, "WWW-Authenticate", a->status == 401 ? "Bearer" : NULL);
	if (a->etag) {
		snprintf(etag, sizeof etag, "\"%s%s%s\"", a->etag, a->encoding ? "-" : "", a->encoding ? a->encoding : "");
		add(response, "ETag", etag);
		add(response, "Vary", "Accept-Encoding");
	}
	if (a->retry_after) {
		snprintf(seconds, sizeof seconds, "%d", a->retry_after);
		add(response, "Retry-After", seconds);
	}
}

enum MHD_Result reply_send(struct MHD_Connection *connection, answer *a)
{
	struct MHD_Response *response = make(a);
	if (!response)
		return MHD_NO;
	add_headers(response, a);
	enum MHD_Result queued = MHD_queue_response(connection, (unsigned)a->status, response);
	MHD_destroy_response(response);
	return queued;
}
