/* events.h: a run's progress and result as a stream of server-sent events. */
#ifndef SERVE_EVENTS_H
#define SERVE_EVENTS_H

#include "house.h"

/* Answers with the events of a run for as long as they come, or with 404 in *a. MHD_NO: no memory. */
enum MHD_Result events_send(house *h, struct MHD_Connection *connection, guest *g, const char *id, answer *a);

#endif
