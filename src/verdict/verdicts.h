/* verdicts.h: claims under judgement: settings, findings of every draw, and where they go. */
#ifndef HEL_VERDICT_VERDICTS_H
#define HEL_VERDICT_VERDICTS_H

#include "base/arena.h"
#include "base/shift.h"
#include "verdict/judge.h"

/* A lens as used, with power projected from one set of bases. */
typedef struct hel_court {
	size_t lens;            /* index in the scenario */
	bool is_lens_basing;
	hel_lens used;
	hel_record record;
	hel_setting setting, wide; /* the second for phi alone; empty where nobody asks */
	hel_finding *point;     /* of each claim */
	int8_t *together;       /* of each claim: its outcome with coalitions together */
	hel_finding *draw;      /* draws x claims */
} hel_court;

typedef struct hel_session {
	const hel_scenario *scenario;
	hel_panel *panel;
	hel_verdict_options options;
	int draws;
	hel_arena *arena;       /* what the caller keeps */
	hel_arena *passing;
	hel_docket docket;
	size_t n_courts;
	hel_court *court;
	hel_notes *notes;
	hel_ruling *ruling;     /* claims x courts, those that are not heard left out in the end */
	const void *units;      /* what the stage at hand works on, where it is no plain number */
	double done;            /* of the work, before the stage at hand */
} hel_session;

/* Whether a court hears a claim: with power from other bases only those about states that have some. */
static inline bool hel_hears(const hel_court *court, const hel_claim *claim)
{
	return claim->test.kind != HEL_TEST_NOT_TESTABLE && (court->is_lens_basing || claim->on_bases);
}

/* Does units of work of the session on all threads; `part` of the whole, in sum 1. */
hel_status hel_session_work(hel_session *session, size_t n, double part, hel_unit_of_work work, hel_error *error);

/* pivots.c, flips.c: fill the pivots of the session's rulings, then say where each flip lies in the draws. */
hel_status hel_find_pivots(hel_session *session, hel_error *error);
hel_status hel_find_flip_ranges(hel_session *session, hel_error *error);

/* The ruling on a claim in a court. */
static inline hel_ruling *hel_ruling_of(const hel_session *session, size_t claim, size_t court)
{
	return &session->ruling[claim * session->n_courts + court];
}

#endif
