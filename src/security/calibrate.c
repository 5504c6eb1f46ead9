/* calibrate.c: h0 and severity from the record, so that what a lens expects of the last thirty recorded years is what
 * happened in them: attacks by the rate of onsets, defeats by the number recorded. docs/model.md, section 3. */
#include "base/fail.h"
#include "security/history.h"
#include "security/past.h"
#include "world/record.h"

static hel_record_kind record_kind(const hel_lens *lens)
{
	if (lens->kind == HEL_LENS_RIVALRY)
		return HEL_RECORD_RIVALS;
	return lens->kind == HEL_LENS_CAPABILITIES && lens->reach == HEL_REACH_RELEVANT ? HEL_RECORD_RELEVANT
											: HEL_RECORD_WORLD;
}

hel_status hel_record_read(hel_record *record, const hel_world *world, const hel_lens *lens, hel_panel *panel,
			   hel_error *error)
{
	*record = (hel_record){0};
	if (world->stated || !panel)
		return HEL_OK;
	hel_record_counts counts;
	hel_status status = hel_record_count(&counts, panel, world->year, record_kind(lens), error);
	if (!status)
		*record = (hel_record){counts.from, counts.to,         counts.onsets,  counts.pair_years,
				       counts.rate, counts.all_onsets, counts.defeats, counts.wars};
	return status;
}

hel_status hel_calibrate(hel_lens *lens, hel_record *record, const hel_world *world, hel_history *history, const hel_crew *crew,
			 hel_notes *notes, hel_error *error)
{
	*record = (hel_record){0};
	hel_status status = history && !world->stated ? hel_history_record(history, record, world, lens, error) : HEL_OK;
	if (status)
		return status;
	hel_range *h0 = &lens->parameter[HEL_H0], *severity = &lens->parameter[HEL_SEVERITY];
	if (lens->kind != HEL_LENS_MATRIX && lens->kind != HEL_LENS_ESTIMATED && !h0->given)
		h0->low = h0->mode = h0->high = record->rate;
	if (severity->given)
		return HEL_OK;
	severity->low = severity->mode = severity->high = 1;
	if (!hel_needs_past(lens, world) || !history)
		return HEL_OK;
	double expected;
	status = hel_history_expect(history, lens, record->from, record->to, crew, &expected, error);
	if (status)
		return status;
	if (expected <= 0)
		return hel_note(notes, error,
				"lens '%s' expects no defeat in %d-%d, so severity cannot be calibrated: 1 is used",
				lens->name, record->from, record->to);
	double s = record->defeats / expected;
	severity->low = severity->mode = severity->high = s;
	if (s > 1)
		return hel_note(
		    notes, error,
		    "lens '%s' expects fewer decided disputes in %d-%d than were recorded: severity %.3g is above 1",
		    lens->name, record->from, record->to, s);
	return HEL_OK;
}

hel_status hel_lens_calibrate(hel_lens *lens, hel_record *record, const hel_world *world, hel_panel *panel, hel_notes *notes,
			      hel_error *error)
{
	hel_history *history = NULL;
	const hel_crew all = {0};
	hel_status status = panel ? hel_history_start(&history, panel, error) : HEL_OK;
	if (!status)
		status = hel_calibrate(lens, record, world, history, &all, notes, error);
	hel_history_free(history);
	return status;
}
