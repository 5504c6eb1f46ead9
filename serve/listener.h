/* listener.h: the socket that is listened on. */
#ifndef SERVE_LISTENER_H
#define SERVE_LISTENER_H

#include "helsinki.h"

typedef struct listener {
	int socket, port;
	bool is_v6, is_loopback, is_everywhere; /* of the address */
} listener;

/* An address in digits or a name, NULL for 127.0.0.1, and a port, 0 for a free one. HEL_EIO says why not. */
hel_status listener_open(listener *l, const char *address, int port, hel_error *error);

#endif
