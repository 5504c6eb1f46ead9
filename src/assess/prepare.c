/* prepare.c: what every question about a scenario needs first: the states that are scored, and calibrated lenses. */
#include "assess/prepare.h"

#include <math.h>

#include "base/fail.h"
#include "security/history.h"

enum { SMALL_THOUSANDS = 1000 }; /* a state under a million inhabitants is left out of the third printing */

hel_status hel_scored_build(hel_scored *scored, const hel_world *world, hel_arena *arena, hel_error *error)
{
	*scored = (hel_scored){.state = hel_arena_alloc(arena, (size_t)world->n, sizeof *scored->state)};
	for (int w = 0; w < HEL_PRINTINGS; w++)
		scored->weight[w] = hel_arena_alloc(arena, (size_t)world->n, sizeof(double));
	if (!scored->state || !scored->weight[0] || !scored->weight[1] || !scored->weight[2])
		return hel_fail_memory(error);
	for (int j = 0; j < world->n; j++) {
		if (!world->state[j].in_region)
			continue;
		double population = world->state[j].population;
		scored->weight[HEL_EACH][scored->n] = 1;
		scored->weight[HEL_BY_POPULATION][scored->n] = isnan(population) ? 0 : population;
		scored->weight[HEL_WITHOUT_SMALL][scored->n] = !isnan(population) && population >= SMALL_THOUSANDS;
		scored->state[scored->n++] = j;
	}
	return HEL_OK;
}

int hel_scored_place(const hel_scored *scored, int state)
{
	int low = 0, high = scored->n - 1;
	while (low < high) {
		int middle = (low + high) / 2;
		if (scored->state[middle] < state)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

hel_status hel_lenses_prepare(hel_lens *lens, hel_record *record, size_t n, const hel_world *world, hel_panel *panel,
			      hel_history *history, const hel_crew *crew, hel_notes *notes, hel_error *error)
{
	hel_history *own = NULL;
	hel_status status = panel && !history ? hel_history_start(&own, panel, error) : HEL_OK;
	for (size_t l = 0; !status && l < n; l++)
		status = hel_calibrate(&lens[l], &record[l], world, history ? history : own, crew, notes, error);
	hel_history_free(own);
	return status;
}

static hel_status note_unknown(const hel_lens *lens, const hel_world *world, hel_notes *notes, hel_error *error)
{
	hel_status status = HEL_OK;
	for (int j = 0; !status && j < world->n; j++) {
		if (isnan(hel_lens_capability(lens, &world->state[j])))
			status =
			    hel_note(notes, error, "lens '%s' leaves out %s: its military spending is missing in the source",
				     lens->name, world->state[j].id);
	}
	return status;
}

/* What must be read with every figure of a fitted model. */
static hel_status note_estimated(const hel_lens *lens, hel_notes *notes, hel_error *error)
{
	const hel_estimates *e = lens->estimates;
	if (lens->kind != HEL_LENS_ESTIMATED)
		return HEL_OK;
	hel_status status = hel_note(
	    notes, error, "States ally because they are threatened: the coefficient is an association in disputes up to %d",
	    e->to);
	if (!status && !isnan(e->precision) && !isnan(e->precision_without))
		status =
		    hel_note(notes, error,
			     "lens '%s': out of sample, what pacts change takes the average precision from %.4f to %.4f: %s",
			     lens->name, e->precision_without, e->precision,
			     e->precision > e->precision_without ? "it adds something" : "it adds nothing to prediction");
	return status;
}

/* What power from allied bases rests on. */
static hel_status note_bases(const hel_lens *lens, const hel_world *world, hel_notes *notes, hel_error *error)
{
	if (lens->basing != HEL_BASING_ALLIED || !world->hosts_unverified)
		return HEL_OK;
	return hel_note(notes, error, "power from allied bases: %d of the %d rows of 'hosts' in force are not verified",
			world->hosts_unverified, world->hosts);
}

hel_status hel_lens_note(const hel_lens *lens, const hel_world *world, hel_notes *notes, hel_error *error)
{
	hel_status status = note_unknown(lens, world, notes, error);
	if (!status)
		status = note_bases(lens, world, notes, error);
	return status ? status : note_estimated(lens, notes, error);
}
