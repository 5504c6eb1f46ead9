/* reply.h: an answer as a response of libmicrohttpd, with the headers that every response has. */
#ifndef SERVE_REPLY_H
#define SERVE_REPLY_H

#include <microhttpd.h>

#include "request.h"

/* Adds what makes a browser careful with a response. */
void reply_secure(struct MHD_Response *response);

/* Sends an answer, whose text goes with it. MHD_NO: no memory, and the connection is to be closed. */
enum MHD_Result reply_send(struct MHD_Connection *connection, answer *a);

#endif
