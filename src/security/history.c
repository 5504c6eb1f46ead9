/* history.c: see security.h. One lock guards all of it: whoever calibrates does so on all threads it was given, and others wait
 * for what they would otherwise compute themselves. */
#include "security/history.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "security/key.h"
#include "security/pairs.h"
#include "security/year.h"

enum {
	RECORDS = 64,
	SEVERITIES = 4096,
	WORLDS = 4,
	YEARS = 256, /* more than there are years of data */
};

typedef struct kept_record {
	int year;
	hel_lens_kind kind;
	hel_reach reach;
	hel_record record;
} kept_record;

typedef struct kept_severity {
	hel_key key;
	double defeats;
} kept_severity;

typedef struct kept_terms {
	hel_key key;
	hel_pairs pairs; /* what they were made of */
	hel_terms terms;
	uint64_t used;
} kept_terms;

struct hel_history {
	pthread_mutex_t lock;
	hel_panel *panel;
	bool keeps;
	uint64_t now;                   /* counts what was asked */
	size_t n_records, n_severities; /* ever kept: the next takes the place of the oldest */
	kept_record record[RECORDS];
	kept_severity severity[SEVERITIES];
	kept_terms terms[WORLDS];
	hel_year *year[YEARS];
};

static hel_status start(hel_history **history, hel_panel *panel, bool keeps, hel_error *error)
{
	hel_history *made = calloc(1, sizeof *made);
	if (!made || pthread_mutex_init(&made->lock, NULL)) {
		free(made);
		return hel_fail_memory(error);
	}
	made->panel = panel;
	made->keeps = keeps;
	*history = made;
	return HEL_OK;
}

hel_status hel_history_start(hel_history **history, hel_panel *panel, hel_error *error)
{
	return start(history, panel, false, error);
}

hel_status hel_history_new(hel_history **history, hel_panel *panel, hel_error *error)
{
	hel_status status = hel_panel_load(panel, ~0u, error);
	return status ? status : start(history, panel, true, error);
}

static void free_terms(kept_terms *kept)
{
	hel_pairs_free(&kept->pairs);
	hel_terms_free(&kept->terms);
	*kept = (kept_terms){0};
}

static void free_year(hel_history *h, int y)
{
	if (h->year[y])
		hel_year_free(h->year[y]);
	free(h->year[y]);
	h->year[y] = NULL;
}

void hel_history_free(hel_history *history)
{
	if (!history)
		return;
	for (int y = 0; y < YEARS; y++)
		free_year(history, y);
	for (int w = 0; w < WORLDS; w++)
		free_terms(&history->terms[w]);
	pthread_mutex_destroy(&history->lock);
	free(history);
}

/* --- how much there is -------------------------------------------------------------------------------------------- */

static size_t count_bytes(const hel_history *h)
{
	size_t bytes = sizeof *h;
	for (int w = 0; w < WORLDS; w++)
		bytes += hel_pairs_bytes(&h->terms[w].pairs) + hel_arena_bytes(h->terms[w].terms.memory);
	for (int y = 0; y < YEARS; y++) {
		bytes += h->year[y] ? hel_year_bytes(h->year[y]) : 0;
		for (int r = 0; h->year[y] && r < HEL_RIGS; r++)
			bytes += hel_rig_bytes(&h->year[y]->rig[r]);
	}
	return bytes;
}

size_t hel_history_bytes(hel_history *history)
{
	pthread_mutex_lock(&history->lock);
	size_t bytes = count_bytes(history);
	pthread_mutex_unlock(&history->lock);
	return bytes;
}

/* Whichever was not used for longest; rigs before the years that they stand on. NULL: all were used just now. */
static hel_rig *find_oldest_rig(const hel_history *h)
{
	hel_rig *oldest = NULL;
	for (int y = 0; y < YEARS; y++) {
		for (int r = 0; h->year[y] && r < HEL_RIGS; r++) {
			hel_rig *rig = &h->year[y]->rig[r];
			if (rig->used && rig->used < h->now && (!oldest || rig->used < oldest->used))
				oldest = rig;
		}
	}
	return oldest;
}

static int find_oldest_year(const hel_history *h)
{
	int oldest = -1;
	for (int y = 0; y < YEARS; y++) {
		if (h->year[y] && h->year[y]->used < h->now && (oldest < 0 || h->year[y]->used < h->year[oldest]->used))
			oldest = y;
	}
	return oldest;
}

/* What the last question needed stays. */
static void make_room(hel_history *h)
{
	while (count_bytes(h) > HEL_HISTORY_BYTES) {
		hel_rig *rig = find_oldest_rig(h);
		int year = find_oldest_year(h);
		if (rig && (year < 0 || rig->used <= h->year[year]->used))
			hel_rig_free(rig);
		else if (year >= 0)
			free_year(h, year);
		else
			return;
	}
}

/* --- records ------------------------------------------------------------------------------------------------------ */

static bool find_record(const hel_history *h, hel_record *record, const hel_world *world, const hel_lens *lens)
{
	for (size_t x = 0; x < RECORDS && x < h->n_records; x++) {
		const kept_record *kept = &h->record[x];
		if (kept->year != world->year || kept->kind != lens->kind || kept->reach != lens->reach)
			continue;
		*record = kept->record;
		return true;
	}
	return false;
}

hel_status hel_history_record(hel_history *h, hel_record *record, const hel_world *world, const hel_lens *lens,
			      hel_error *error)
{
	hel_status status = HEL_OK;
	pthread_mutex_lock(&h->lock);
	if (!find_record(h, record, world, lens)) {
		status = hel_record_read(record, world, lens, h->panel, error);
		if (!status)
			h->record[h->n_records++ % RECORDS] = (kept_record){world->year, lens->kind, lens->reach, *record};
	}
	pthread_mutex_unlock(&h->lock);
	return status;
}

/* --- defeats expected --------------------------------------------------------------------------------------------- */

typedef struct expectation {
	hel_history *history;
	const hel_lens *lens;
	hel_key fitted;
	hel_year **year;
	double *defeats;
} expectation;

/* The place of a year; NULL: no memory. */
static hel_year *seat_year(hel_history *h, int y)
{
	int place = y % YEARS;
	if (h->year[place] && h->year[place]->year != y)
		free_year(h, place);
	if (!h->year[place])
		h->year[place] = calloc(1, sizeof *h->year[place]);
	if (!h->year[place])
		return NULL;
	h->year[place]->year = y;
	h->year[place]->used = h->now;
	return h->year[place];
}

static hel_status expect_year(void *of, size_t y, hel_error *error)
{
	const expectation *x = of;
	const hel_history *h = x->history;
	hel_asked asked = {h->panel, x->fitted.text, h->now, h->keeps};
	hel_status status = x->year[y]->built ? HEL_OK : hel_year_build(x->year[y], h->panel, error);
	return status ? status : hel_year_expect(x->year[y], x->lens, &asked, &x->defeats[y], error);
}

/* Each year by itself, added in their order. */
static hel_status expect_years(hel_history *h, const hel_lens *lens, int from, int to, const hel_crew *crew, double *sum,
			       hel_error *error)
{
	size_t n = (size_t)(to - from) + 1;
	expectation x = {.history = h, .lens = lens, .year = calloc(n, sizeof *x.year), .defeats = calloc(n, sizeof *x.defeats)};
	hel_status status = x.year && x.defeats ? hel_key_of_model(&x.fitted, lens, error) : hel_fail_memory(error);
	if (!status)
		status = hel_past_load(h->panel, error);
	for (size_t y = 0; !status && y < n; y++) {
		if (!(x.year[y] = seat_year(h, from + (int)y)))
			status = hel_fail_memory(error);
	}
	hel_shift shift = {.progress = crew->progress, .context = crew->context};
	if (!status)
		status = hel_shift_work(&shift, n, crew->threads, expect_year, &x, error);
	*sum = 0;
	for (size_t y = 0; !status && y < n; y++)
		*sum += x.defeats[y];
	free(x.year);
	free(x.defeats);
	return status;
}

static const kept_severity *find_severity(const hel_history *h, const hel_key *key)
{
	for (size_t x = 0; x < SEVERITIES && x < h->n_severities; x++) {
		if (!strcmp(h->severity[x].key.text, key->text))
			return &h->severity[x];
	}
	return NULL;
}

hel_status hel_history_expect(hel_history *h, const hel_lens *lens, int from, int to, const hel_crew *crew,
			      double *defeats, hel_error *error)
{
	hel_key key;
	hel_status status = hel_key_of_lens(&key, lens, from, to, error);
	if (status)
		return status;
	pthread_mutex_lock(&h->lock);
	const kept_severity *kept = find_severity(h, &key);
	if (kept) {
		*defeats = kept->defeats;
	} else {
		h->now++;
		status = expect_years(h, lens, from, to, crew, defeats, error);
		if (!status)
			h->severity[h->n_severities++ % SEVERITIES] = (kept_severity){key, *defeats};
		make_room(h);
	}
	pthread_mutex_unlock(&h->lock);
	return status;
}

/* --- terms -------------------------------------------------------------------------------------------------------- */

static kept_terms *find_terms(hel_history *h, const hel_world *world, const hel_key *key)
{
	kept_terms *oldest = &h->terms[0];
	for (int w = 0; w < WORLDS; w++) {
		kept_terms *kept = &h->terms[w];
		if (kept->used && !strcmp(kept->key.text, key->text) && hel_pairs_are_of(&kept->pairs, world))
			return kept;
		oldest = kept->used < oldest->used ? kept : oldest;
	}
	free_terms(oldest);
	return oldest;
}

/* all: terms just made, kept for the next who asks. */
static hel_status keep_terms(kept_terms *kept, const hel_terms *all, const hel_world *world, const hel_key *key,
			     hel_error *error)
{
	hel_status status = hel_terms_copy_point(&kept->terms, all, error);
	if (!status)
		status = hel_pairs_copy(&kept->pairs, world, error);
	kept->key = *key;
	if (status)
		free_terms(kept);
	return status;
}

hel_status hel_history_terms(hel_history *h, hel_terms *terms, const hel_world *world, const hel_lens *lens,
			     hel_error *error)
{
	hel_key key;
	hel_status status = hel_key_of_model(&key, lens, error);
	if (status)
		return status;
	pthread_mutex_lock(&h->lock);
	kept_terms *kept = find_terms(h, world, &key);
	if (kept->used) {
		status = hel_terms_copy_point(terms, &kept->terms, error);
	} else {
		status = hel_terms_make(terms, world, lens, error);
		if (!status && !terms->gaps)
			status = keep_terms(kept, terms, world, &key, error);
	}
	if (!status && kept->terms.memory)
		kept->used = ++h->now;
	make_room(h);
	pthread_mutex_unlock(&h->lock);
	return status;
}
