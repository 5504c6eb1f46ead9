/* exchange.h: one request and its answer, as libmicrohttpd carries them. Its one thread moves bytes and never computes: what takes
 * time is done by others while the connection is suspended. */
#ifndef SERVE_EXCHANGE_H
#define SERVE_EXCHANGE_H

#include "house.h"

/* The callbacks for MHD_start_daemon; the context is the house. */
enum MHD_Result exchange_handle(void *context, struct MHD_Connection *connection, const char *url, const char *method,
				const char *version, const char *upload, size_t *n_upload, void **exchange);
void exchange_completed(void *context, struct MHD_Connection *connection, void **exchange,
			enum MHD_RequestTerminationCode code);
void exchange_connected(void *context, struct MHD_Connection *connection, void **guest,
			enum MHD_ConnectionNotificationCode code);

#endif
