/* events.c: see events.h. A connection with nothing to say is suspended; the run's thread or the housekeeping resumes it. */
#include "events.h"

#include <stdlib.h>

#include "reply.h"

enum { BLOCK = 65536 };

typedef struct stream {
	subscriber subscriber; /* first, so that one is the other */
	struct MHD_Connection *connection;
	const guest *guest;
} stream;

static void fall_asleep(subscriber *who)
{
	MHD_suspend_connection(((stream *)who)->connection);
}

static void wake(subscriber *who)
{
	MHD_resume_connection(((stream *)who)->connection);
}

static ssize_t next_bytes(void *context, uint64_t position, char *buffer, size_t size)
{
	stream *s = context;
	(void)position;
	if (atomic_load(&s->guest->gone))
		return MHD_CONTENT_READER_END_WITH_ERROR;
	long n = runs_next(&s->subscriber, buffer, size);
	return n < 0 ? MHD_CONTENT_READER_END_OF_STREAM : n;
}

static void end(void *context)
{
	stream *s = context;
	runs_unlisten(&s->subscriber);
	free(s);
}

enum MHD_Result events_send(house *h, struct MHD_Connection *connection, guest *g, const char *id, answer *a)
{
	stream *s = calloc(1, sizeof *s);
	if (!s)
		return MHD_NO;
	*s = (stream){.subscriber = {.sleep = fall_asleep, .wake = wake}, .connection = connection, .guest = g};
	if (!runs_listen(&h->runs, id, &s->subscriber, a)) {
		free(s);
		return reply_send(connection, a);
	}
	struct MHD_Response *response = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK, next_bytes, s, end);
	if (!response) {
		end(s);
		return MHD_NO;
	}
	reply_secure(response);
	(void)MHD_add_response_header(response, "Content-Type", "text/event-stream");
	(void)MHD_add_response_header(response, "Cache-Control", "no-store");
	guests_turn(&h->guests, g, PHASE_LISTENING);
	enum MHD_Result queued = MHD_queue_response(connection, MHD_HTTP_OK, response);
	MHD_destroy_response(response);
	return queued;
}
