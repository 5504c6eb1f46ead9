/* history.h: what questions about the same data share (security.h): records, years of the past, severities, worlds' terms. */
#ifndef HEL_SECURITY_HISTORY_H
#define HEL_SECURITY_HISTORY_H

#include "base/shift.h"
#include "security/terms.h"

/* A history for one command: tables are loaded as they are needed, and models of the past are not kept. */
hel_status hel_history_start(hel_history **history, hel_panel *panel, hel_error *error);

/* hel_record_read, remembered. */
hel_status hel_history_record(hel_history *history, hel_record *record, const hel_world *world, const hel_lens *lens,
			      hel_error *error);

/* Defeats that the lens expects in all years of the record if every dispute were decided. The crew's progress is shown as 0: it can
 * stop the work between two years (HEL_EINTERRUPTED). */
hel_status hel_history_expect(hel_history *history, const hel_lens *lens, int from, int to, const hel_crew *crew,
			      double *defeats, hel_error *error);

/* The terms of the lens's fitted model for a world, for points alone. Owner: the caller. */
hel_status hel_history_terms(hel_history *history, hel_terms *terms, const hel_world *world, const hel_lens *lens,
			     hel_error *error);

/* Fills h0 and severity where they are not given. */
hel_status hel_calibrate(hel_lens *lens, hel_record *record, const hel_world *world, hel_history *history, const hel_crew *crew,
			 hel_notes *notes, hel_error *error);

#endif
