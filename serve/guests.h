/* guests.h: who is connected, what each is at, and for how long. A guest who takes too long is shown the door; so is, when an
 * address or the house is full, the one who has kept a connection longest without a question. So slow guests keep nobody out. */
#ifndef SERVE_GUESTS_H
#define SERVE_GUESTS_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/socket.h>

typedef enum phase {
	PHASE_IDLE,      /* no question yet, or its headers are on their way */
	PHASE_ASKING,    /* its body is */
	PHASE_WAITING,   /* it is being answered */
	PHASE_LISTENING, /* to events, for as long as it likes */
	PHASE_TAKING     /* the answer is on its way */
} phase;

typedef struct guest {
	int socket;
	unsigned char address[16];
	phase phase;
	double since; /* of the phase, seconds of the steady clock */
	bool shown_out;
	atomic_bool gone; /* while it waited */
	struct guest *next, *before;
} guest;

typedef struct guests {
	pthread_mutex_t mutex;
	guest *first;
	int n;
} guests;

void guests_open(guests *all);
void guests_close(guests *all);

/* A new connection; NULL: no memory. */
guest *guests_enter(guests *all, int socket, const struct sockaddr *address);
void guests_leave(guests *all, guest *g); /* NULL allowed */
void guests_turn(guests *all, guest *g, phase to);

/* By any thread, while its question is answered: whether it has hung up since. Its connection is suspended until then, so that the
 * socket stays what it is. */
bool guest_is_gone(guest *g);

/* Now and then: ends what has taken too long, and notes who has gone while waiting. */
void guests_check(guests *all);

#endif
