/* runs.h: long jobs, each in a thread of its own that gives way to evaluations, and those who listen to them. */
#ifndef SERVE_RUNS_H
#define SERVE_RUNS_H

#include <pthread.h>
#include <stdatomic.h>

#include "ask.h"

typedef enum run_state { RUN_GOING, RUN_DONE, RUN_FAILED } run_state;

/* Somebody who listens to a run. sleep is called when there is nothing to say now, wake when there is again, both with the lock of
 * the runs held, so that no waking can be missed. */
typedef struct subscriber {
	struct run *run;
	void (*sleep)(struct subscriber *who);
	void (*wake)(struct subscriber *who);
	bool asleep;
	double told;   /* progress last said */
	bool beat;     /* a sign of life is due */
	char line[64]; /* being said */
	size_t n_line, at_line;
	size_t sent; /* of the result */
	struct subscriber *next;
} subscriber;

typedef struct run {
	char id[TOKEN_DIGITS + 1];
	struct runs *all;
	ask asked;
	run_state state;
	double done;     /* share, in [0,1] */
	hel_text result; /* the last event, as it is sent */
	atomic_bool cancelled;
	double since; /* it ended, or nobody listened */
	bool heard;   /* somebody has listened */
	subscriber *subscribers;
	struct run *next;
} run;

typedef struct runs {
	pthread_mutex_t mutex;
	pthread_cond_t ended;
	run *first;
	int going;   /* threads */
	int threads; /* for one run */
	bool ending;
	double beat; /* when signs of life were last due */
} runs;

void runs_open(runs *all, int threads);

/* Cancels all, lets no more start, and waits until a time of the steady clock; false: some have not ended. */
bool runs_settle(runs *all, const struct timespec *until);
void runs_free(runs *all); /* once they have, and nobody listens */

/* Starts a run and answers with 202 and its id, or with 429 or 503. Takes what was asked over if it starts. */
void runs_start(runs *all, ask *asked, answer *a);

/* 204, or 404 if there is no such run. */
void runs_cancel(runs *all, const char *id, answer *a);

/* Lets somebody listen: false and 404 if there is no such run. Until runs_unlisten. */
bool runs_listen(runs *all, const char *id, subscriber *who, answer *a);
void runs_unlisten(subscriber *who);

/* What there is to say next, as bytes of text/event-stream into buffer; 0: nothing now, and who is asleep; -1: no more ever. */
long runs_next(subscriber *who, char *buffer, size_t size);

/* Now and then: signs of life, cancelling what nobody hears, forgetting what is old. */
void runs_check(runs *all);

#endif
