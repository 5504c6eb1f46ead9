/* calibrate.c: h0 and severity from the record, so that what a lens expects of the last thirty recorded years is what
 * happened in them: attacks by the rate of onsets, defeats by the number recorded. docs/model.md, section 3. */
#include "security/past.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/fail.h"
#include "mechanism/in_force.h"
#include "security/model.h"
#include "world/record.h"

static hel_record_kind record_kind(const hel_lens *lens)
{
	if (lens->kind == HEL_LENS_RIVALRY)
		return HEL_RECORD_RIVALS;
	return lens->kind == HEL_LENS_CAPABILITIES && lens->reach == HEL_REACH_RELEVANT ? HEL_RECORD_RELEVANT : HEL_RECORD_WORLD;
}

hel_status hel_record_read(hel_record *record, const hel_world *world, const hel_lens *lens, hel_panel *panel, hel_error *error)
{
	*record = (hel_record){0};
	if (world->stated || !panel)
		return HEL_OK;
	hel_record_counts counts;
	hel_status status = hel_record_count(&counts, panel, world->year, record_kind(lens), error);
	if (!status)
		*record = (hel_record){counts.from,       counts.to,      counts.onsets, counts.pair_years, counts.rate,
		                       counts.all_onsets, counts.defeats, counts.wars};
	return status;
}

void hel_past_free(hel_past *past)
{
	for (int y = 0; past->year && y <= past->to - past->from; y++)
		hel_world_free(&past->year[y].world);
	free(past->year);
	hel_arena_free(past->memory);
	*past = (hel_past){0};
}

static hel_status build_year(hel_past_year *year, hel_arena *arena, hel_panel *panel, int y, hel_error *error)
{
	hel_pact_list pacts = {0};
	hel_status status = hel_world_past(&year->world, panel, y, error);
	if (!status)
		status = hel_panel_pacts_on(panel, HEL_DATE(y, 12, 31), &pacts, error);
	if (!status)
		status = hel_in_force_build(&year->in_force, arena, &year->world, &pacts, error);
	hel_pact_list_free(&pacts);
	return status;
}

hel_status hel_past_build(hel_past *past, hel_panel *panel, int from, int to, hel_error *error)
{
	*past = (hel_past){.from = from, .to = to};
	hel_arena *arena = hel_arena_new();
	past->memory = arena;
	int years = to - from + 1;
	past->year = calloc((size_t)years, sizeof *past->year);
	hel_status status = arena && past->year ? HEL_OK : hel_fail_memory(error);
	for (int y = from; !status && y <= to; y++)
		status = build_year(&past->year[y - from], arena, panel, y, error);
	if (status)
		hel_past_free(past);
	return status;
}

hel_status hel_past_serve(hel_past *past, const hel_lens *lens, hel_panel *panel, hel_error *error)
{
	hel_status status = HEL_OK;
	for (int y = 0; !status && lens->kind == HEL_LENS_ESTIMATED && y <= past->to - past->from; y++) {
		if (!past->year[y].world.peace_from[0])
			status = hel_world_count_peace(&past->year[y].world, panel, error);
	}
	return status;
}

/* Defeats that the lens expects in one year if every dispute were decided: sum of h q over all pairs, at the modes. */
static hel_status expect_defeats(double *defeats, const hel_past_year *year, const hel_lens *lens, hel_error *error)
{
	hel_obligations obligations = {0};
	hel_model model = {0};
	hel_sample sample = {0};
	hel_status status = hel_obligations_build(&obligations, &year->in_force, year->world.n, lens->rho, true, error);
	if (!status)
		status = hel_model_build(&model, &year->world, lens, &obligations, NULL, 0, HEL_THREATENED, error);
	if (!status)
		status = hel_sample_new(&sample, &model, error);
	*defeats = 0;
	if (!status) {
		hel_sample_draw(&sample, 0, HEL_POINT);
		hel_losses(&sample, NULL, 0);
		for (uint32_t slot = 0; slot < model.from[model.n_targets]; slot++)
			*defeats += sample.threat[slot] * sample.defeat[slot];
	}
	hel_sample_free(&sample);
	hel_model_free(&model);
	hel_obligations_free(&obligations);
	return status;
}

typedef struct expected_year {
	double defeats;
	hel_status status;
	hel_error error;
} expected_year;

static hel_status expect_past(double *sum, const hel_past *past, const hel_lens *lens, hel_error *error)
{
	int n = past->to - past->from + 1;
	expected_year *year = calloc((size_t)n, sizeof *year);
	if (!year)
		return hel_fail_memory(error);
#pragma omp parallel for schedule(dynamic, 1)
	for (int y = 0; y < n; y++)
		year[y].status = expect_defeats(&year[y].defeats, &past->year[y], lens, &year[y].error);
	hel_status status = HEL_OK;
	*sum = 0;
	for (int y = 0; !status && y < n; y++) {
		status = year[y].status;
		if (status && error)
			*error = year[y].error;
		*sum += year[y].defeats;
	}
	free(year);
	return status;
}

bool hel_needs_past(const hel_lens *lens, const hel_world *world)
{
	return !world->stated && lens->kind != HEL_LENS_MATRIX && !lens->parameter[HEL_SEVERITY].given;
}

hel_status hel_calibrate(hel_lens *lens, const hel_record *record, const hel_world *world, const hel_past *past,
                         hel_notes *notes, hel_error *error)
{
	hel_range *h0 = &lens->parameter[HEL_H0], *severity = &lens->parameter[HEL_SEVERITY];
	if (lens->kind != HEL_LENS_MATRIX && lens->kind != HEL_LENS_ESTIMATED && !h0->given)
		h0->low = h0->mode = h0->high = record->rate;
	if (severity->given)
		return HEL_OK;
	severity->low = severity->mode = severity->high = 1;
	if (!hel_needs_past(lens, world) || !past)
		return HEL_OK;
	double expected;
	hel_status status = expect_past(&expected, past, lens, error);
	if (status)
		return status;
	if (expected <= 0)
		return hel_note(notes, error, "lens '%s' expects no defeat in %d-%d, so severity cannot be calibrated: 1 is used",
		                lens->name, record->from, record->to);
	double s = record->defeats / expected;
	severity->low = severity->mode = severity->high = s;
	if (s > 1)
		return hel_note(notes, error,
		                "lens '%s' expects fewer decided disputes in %d-%d than were recorded: severity %.3g is above 1",
		                lens->name, record->from, record->to, s);
	return HEL_OK;
}

hel_status hel_lens_calibrate(hel_lens *lens, hel_record *record, const hel_world *world, hel_panel *panel, hel_notes *notes,
                              hel_error *error)
{
	hel_past past = {0};
	hel_status status = hel_record_read(record, world, lens, panel, error);
	bool needed = panel && hel_needs_past(lens, world);
	if (!status && needed)
		status = hel_past_build(&past, panel, record->from, record->to, error);
	if (!status && needed)
		status = hel_past_serve(&past, lens, panel, error);
	if (!status)
		status = hel_calibrate(lens, record, world, needed ? &past : NULL, notes, error);
	hel_past_free(&past);
	return status;
}
