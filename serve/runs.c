/* runs.c: see runs.h. Everything in a run but what its thread alone touches is under the one lock. */
#include "runs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "guard.h"
#include "job.h"
#include "steady.h"

enum { NICENESS = 10, BEAT_SECONDS = 1 };

static const double STEP = 0.005; /* progress is said in steps of so much */

/* --- the run itself ------------------------------------------------------------------------------------------------------ */

static void wake_all(run *r)
{
	for (subscriber *who = r->subscribers; who; who = who->next) {
		if (who->asleep)
			who->wake(who);
		who->asleep = false;
	}
}

/* The only caller at a time is the run's own work, which alone writes done. */
static int note_progress(double done, void *context)
{
	run *r = context;
	if (atomic_load(&r->cancelled))
		return 1;
	if (done < r->done + STEP)
		return 0;
	pthread_mutex_lock(&r->all->mutex);
	r->done = done;
	wake_all(r);
	pthread_mutex_unlock(&r->all->mutex);
	return 0;
}

/* An event on one line: line breaks in JSON are never inside of strings. */
static void put_event(hel_text *event, const char *name, const hel_text *json)
{
	hel_text_printf(event, "event: %s\ndata: ", name);
	for (size_t at = 0; at < json->n;) {
		size_t n = strcspn(json->bytes + at, "\n");
		hel_text_put(event, json->bytes + at, n);
		at += n;
		at += strspn(json->bytes + at, "\n ");
	}
	hel_text_put(event, "\n\n", 2);
}

static void finish(run *r, hel_status status, const hel_text *json, const hel_error *error)
{
	hel_text event = {0}, words = {0};
	hel_error what = *error;
	if (status == HEL_EINTERRUPTED)
		snprintf(what.message, sizeof what.message, "cancelled");
	if (status && !hel_report_error_json(&words, &what, NULL))
		put_event(&event, "failed", &words);
	else if (!status)
		put_event(&event, "done", json);
	hel_text_free(&words);
	pthread_mutex_lock(&r->all->mutex);
	r->state = status ? RUN_FAILED : RUN_DONE;
	r->result = event;
	r->since = steady_seconds();
	r->all->going--;
	wake_all(r);
	pthread_cond_signal(&r->all->ended);
	pthread_mutex_unlock(&r->all->mutex);
}

static void *work_on(void *context)
{
	run *r = context;
	hel_text json = {0};
	hel_error error = {0};
	setpriority(PRIO_PROCESS, 0, NICENESS); /* of this thread, and of those that it makes */
	hel_status status = job_do(&r->asked, r->all->threads, note_progress, r, &json, &error);
	ask_free(&r->asked);
	finish(r, status, &json, &error);
	hel_text_free(&json);
	return NULL;
}

static void run_free(run *r)
{
	ask_free(&r->asked);
	hel_text_free(&r->result);
	free(r);
}

/* --- all of them --------------------------------------------------------------------------------------------------------- */

void runs_open(runs *all, int threads)
{
	*all = (runs){.threads = threads};
	pthread_mutex_init(&all->mutex, NULL);
	steady_cond_init(&all->ended);
}

bool runs_settle(runs *all, const struct timespec *until)
{
	pthread_mutex_lock(&all->mutex);
	all->ending = true;
	for (run *r = all->first; r; r = r->next)
		atomic_store(&r->cancelled, true);
	int late = 0;
	while (all->going && !late)
		late = pthread_cond_timedwait(&all->ended, &all->mutex, until);
	bool ended = !all->going;
	pthread_mutex_unlock(&all->mutex);
	return ended;
}

void runs_free(runs *all)
{
	while (all->first) {
		run *r = all->first;
		all->first = r->next;
		run_free(r);
	}
	pthread_cond_destroy(&all->ended);
	pthread_mutex_destroy(&all->mutex);
}

static run *find(const runs *all, const char *id)
{
	for (run *r = all->first; r; r = r->next) {
		if (!strncmp(r->id, id, TOKEN_DIGITS))
			return r;
	}
	return NULL;
}

static run *new_run(runs *all)
{
	run *r = calloc(1, sizeof *r);
	if (r && !guard_digits(r->id)) {
		free(r);
		return NULL;
	}
	if (r) {
		r->all = all;
		r->since = steady_seconds();
	}
	return r;
}

/* With the lock held. */
static bool start(runs *all, run *r, ask *asked)
{
	pthread_t thread;
	r->asked = *asked;
	if (pthread_create(&thread, NULL, work_on, r)) {
		r->asked = (ask){0};
		return false;
	}
	pthread_detach(thread);
	*asked = (ask){0};
	r->next = all->first;
	all->first = r;
	all->going++;
	return true;
}

void runs_start(runs *all, ask *asked, answer *a)
{
	pthread_mutex_lock(&all->mutex);
	bool room = all->going < RUNS_MAX && !all->ending;
	run *r = room ? new_run(all) : NULL;
	bool started = r && start(all, r, asked);
	if (started) {
		a->status = 202;
		a->type = "application/json";
		hel_text_printf(&a->text, "{\"id\": \"%s\"}\n", r->id);
	}
	pthread_mutex_unlock(&all->mutex);
	if (started)
		return;
	if (r)
		run_free(r);
	answer_error(a, room ? 503 : 429, room ? "there is no room for a run now" : "%d runs at once are the most",
		     RUNS_MAX);
	a->retry_after = 5;
}

void runs_cancel(runs *all, const char *id, answer *a)
{
	pthread_mutex_lock(&all->mutex);
	run *r = find(all, id);
	if (r) {
		atomic_store(&r->cancelled, true);
		if (r->state != RUN_GOING)
			r->since -= FINISHED_RUNS_SECONDS; /* forgotten when next looked at */
	}
	pthread_mutex_unlock(&all->mutex);
	if (r)
		a->status = 204;
	else
		answer_error(a, 404, "there is no such run");
}

/* --- listening ------------------------------------------------------------------------------------------------------------ */

bool runs_listen(runs *all, const char *id, subscriber *who, answer *a)
{
	pthread_mutex_lock(&all->mutex);
	run *r = find(all, id);
	if (r) {
		who->run = r;
		who->told = -1;
		who->next = r->subscribers;
		r->subscribers = who;
		r->heard = true;
	}
	pthread_mutex_unlock(&all->mutex);
	return r || answer_error(a, 404, "there is no such run");
}

void runs_unlisten(subscriber *who)
{
	run *r = who->run;
	pthread_mutex_lock(&r->all->mutex);
	subscriber **at = &r->subscribers;
	while (*at != who)
		at = &(*at)->next;
	*at = who->next;
	r->since = steady_seconds();
	pthread_mutex_unlock(&r->all->mutex);
}

/* The next line, if there is one. */
static void compose(subscriber *who)
{
	int n = 0;
	if (who->told != who->run->done) {
		who->told = who->run->done;
		n = snprintf(who->line, sizeof who->line, "event: progress\ndata: {\"done\": %.3f}\n\n", who->told);
	} else if (who->beat) {
		n = snprintf(who->line, sizeof who->line, ":\n\n");
	}
	who->beat = false;
	who->at_line = 0;
	who->n_line = (size_t)n;
}

static size_t copy(char *buffer, size_t size, const char *bytes, size_t n, size_t *at)
{
	size_t length = n - *at < size ? n - *at : size;
	if (length)
		memcpy(buffer, bytes + *at, length);
	*at += length;
	return length;
}

long runs_next(subscriber *who, char *buffer, size_t size)
{
	run *r = who->run;
	pthread_mutex_lock(&r->all->mutex);
	bool ended = r->state != RUN_GOING;
	if (who->at_line == who->n_line && !ended)
		compose(who);
	long n = (long)copy(buffer, size, who->line, who->n_line, &who->at_line);
	if (!n && ended) {
		n = (long)copy(buffer, size, r->result.bytes, r->result.n, &who->sent);
		n = n ? n : -1;
	}
	if (!n) {
		who->asleep = true;
		who->sleep(who);
	}
	pthread_mutex_unlock(&r->all->mutex);
	return n;
}

/* --- housekeeping --------------------------------------------------------------------------------------------------------- */

static void beat(run *r)
{
	for (subscriber *who = r->subscribers; who; who = who->next)
		who->beat = true;
	wake_all(r);
}

static bool is_forgotten(const run *r, double now, int n_finished)
{
	bool old = now - r->since > FINISHED_RUNS_SECONDS;
	return r->state != RUN_GOING && !r->subscribers && (old || n_finished > FINISHED_RUNS_MAX);
}

void runs_check(runs *all)
{
	double now = steady_seconds();
	int n_finished = 0;
	pthread_mutex_lock(&all->mutex);
	bool beats = now - all->beat >= BEAT_SECONDS;
	all->beat = beats ? now : all->beat;
	for (run **at = &all->first, *r; (r = *at);) { /* the latest first: of too many it is the oldest that go */
		n_finished += r->state != RUN_GOING;
		if (is_forgotten(r, now, n_finished)) {
			*at = r->next;
			run_free(r);
			continue;
		}
		double patience = r->heard ? UNHEARD_RUN_SECONDS : UNSTARTED_RUN_SECONDS;
		if (r->state == RUN_GOING && !r->subscribers && now - r->since > patience)
			atomic_store(&r->cancelled, true);
		if (beats)
			beat(r);
		at = &r->next;
	}
	pthread_mutex_unlock(&all->mutex);
}
