/* make.c: makes the folded table that a request asks for. */
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "dyads/table.h"

hel_status hel_dyads_defaults(hel_dyads_request *request, hel_panel *panel, hel_error *error)
{
	int from, to;
	hel_status status = hel_panel_coverage(panel, HEL_TABLE_NMC, &from, &to, error);
	if (!status)
		*request = (hel_dyads_request){.from = HEL_FIRST_YEAR, .to = to};
	return status;
}

static hel_status add_keys(hel_dyads *d, hel_error *error)
{
	bool gw = d->request.system == HEL_SYSTEM_GW;
	const char *name[] = {gw ? "gwcode1" : "ccode1", gw ? "gwcode2" : "ccode2", "year"};
	const char *label[] = {gw ? "Gleditsch-Ward code, state 1" : "COW code, state 1",
			       gw ? "Gleditsch-Ward code, state 2" : "COW code, state 2", "Year"};
	hel_status status = HEL_OK;
	for (int k = 0; !status && k < 3; k++)
		status = hel_column_add(d, name[k], label[k], HEL_SOURCE_KEYS, error);
	if (!status)
		status = hel_block_of_columns(d, (hel_block){.kind = HEL_BLOCK_KEYS}, 3, error);
	for (int k = 0; !status && k < 3; k++) {
		d->column[k].least = k < 2 ? 1 : d->request.from;
		d->column[k].greatest = k < 2 ? HEL_CODES - 1 : d->request.to;
		d->column[k].whole = true;
		d->column[k].cell = HEL_CELL_INT16;
	}
	return status || !gw ? status : hel_dyads_add_keys(d, error);
}

static hel_status add_sources(hel_dyads *d, hel_error *error)
{
	static hel_status (*const add[HEL_DYAD_SOURCES])(hel_dyads *, hel_error *) = {
	    [HEL_SOURCE_ATOP] = hel_dyads_add_atop,           [HEL_SOURCE_NMC] = hel_dyads_add_nmc,
	    [HEL_SOURCE_MAJORS] = hel_dyads_add_majors,       [HEL_SOURCE_CONTIGUITY] = hel_dyads_add_contiguity,
	    [HEL_SOURCE_MINDIST] = hel_dyads_add_mindist,     [HEL_SOURCE_CAPDIST] = hel_dyads_add_capdist,
	    [HEL_SOURCE_DEMOCRACY] = hel_dyads_add_democracy, [HEL_SOURCE_GDP] = hel_dyads_add_gdp,
	    [HEL_SOURCE_IGOS] = hel_dyads_add_igos,           [HEL_SOURCE_RIVALRIES] = hel_dyads_add_rivalries,
	    [HEL_SOURCE_MIDS] = hel_dyads_add_mids,           [HEL_SOURCE_WARS] = hel_dyads_add_wars,
	    [HEL_SOURCE_PEACE] = hel_dyads_add_peace,         [HEL_SOURCE_SIMILARITY] = hel_dyads_add_similarity,
	};
	unsigned wanted = d->request.sources;
	if (d->request.relevant)
		wanted |= 1u << HEL_SOURCE_MAJORS | 1u << HEL_SOURCE_CONTIGUITY;
	hel_status status = HEL_OK;
	for (int s = 0; !status && s < HEL_DYAD_SOURCES; s++) {
		if (wanted >> s & 1)
			status = add[s](d, error);
	}
	return status;
}

static int find_column(const hel_dyads *d, const char *name)
{
	for (size_t c = 0; c < d->n_columns; c++) {
		if (!strcmp(d->column[c].name, name))
			return (int)c;
	}
	return -1;
}

static hel_status unknown_column(const hel_dyads *d, const char *name, hel_error *error)
{
	hel_nearest near = hel_nearest_start(name);
	for (size_t c = 0; c < d->n_columns; c++)
		hel_nearest_offer(&near, d->column[c].name);
	char buffer[HEL_NAME_MAX];
	const char *nearest = near.best ? near.best : hel_about_nearest(name, buffer, sizeof buffer);
	return nearest ? hel_fail(error, HEL_EUSAGE, "unknown column '%s'; did you mean '%s'?", name, nearest)
		       : hel_fail(error, HEL_EUSAGE, "unknown column '%s'", name);
}

/* Keys first, then what was asked for, in the order of the sources. */
static hel_status choose_columns(hel_dyads *d, hel_error *error)
{
	const hel_dyads_request *r = &d->request;
	bool wanted[HEL_COLUMNS_MAX];
	for (size_t c = 0; c < d->n_columns; c++) {
		hel_dyad_source source = d->column[c].source;
		bool asked = source >= HEL_DYAD_SOURCES || r->sources >> source & 1;
		wanted[c] = source == HEL_SOURCE_KEYS || (!r->n_keep && asked);
	}
	for (size_t k = 0; k < r->n_keep; k++) {
		int column = find_column(d, r->keep[k]);
		if (column < 0)
			return unknown_column(d, r->keep[k], error);
		wanted[column] = true;
	}
	for (size_t c = 0; c < d->n_columns; c++) {
		d->place_shown[c] = wanted[c] ? (int)d->n_shown : -1;
		if (wanted[c])
			d->shown[d->n_shown++] = c;
	}
	return HEL_OK;
}

/* Columns that are kept bring their sources. */
static void imply_sources(hel_dyads_request *r)
{
	for (size_t k = 0; k < r->n_keep; k++) {
		const hel_about *about = hel_about_of(r->keep[k]);
		if (about)
			r->sources |= 1u << about->source;
	}
}

static hel_status make(hel_dyads *d, hel_error *error)
{
	imply_sources(&d->request);
	hel_status status = hel_dyads_check_years(d, error);
	if (!status)
		status = hel_dyads_note_states(d, error);
	if (!status)
		status = hel_dyads_find_states(d, error);
	if (!status)
		status = add_keys(d, error);
	if (!status)
		status = add_sources(d, error);
	if (!status)
		status = hel_dyads_add_matrix(d, error);
	if (!status)
		status = hel_dyads_add_joined(d, error);
	if (!status)
		status = choose_columns(d, error);
	return status ? status : hel_dyads_find_rows(d, error);
}

hel_status hel_dyads_make(hel_dyads **dyads, hel_panel *panel, const hel_dyads_request *request, hel_notes *notes,
			  hel_error *error)
{
	hel_arena *arena = hel_arena_new();
	hel_dyads *d = arena ? hel_arena_alloc(arena, 1, sizeof *d) : NULL;
	hel_notes unread = {0};
	if (!d) {
		hel_arena_free(arena);
		return hel_fail_memory(error);
	}
	d->arena = arena;
	d->panel = panel;
	d->request = *request;
	d->notes = notes ? notes : &unread;
	d->n_years = request->to - HEL_FIRST_YEAR + 1;
	hel_status status = make(d, error);
	hel_notes_free(&unread);
	d->notes = NULL;
	if (status)
		hel_dyads_free(d);
	else
		*dyads = d;
	return status;
}

void hel_dyads_free(hel_dyads *dyads)
{
	if (dyads)
		hel_arena_free(dyads->arena);
}

size_t hel_dyads_rows(const hel_dyads *dyads)
{
	return dyads->n_rows;
}

size_t hel_dyads_columns(const hel_dyads *dyads)
{
	return dyads->n_shown;
}

const hel_column *hel_dyads_column(const hel_dyads *dyads, size_t column)
{
	return &dyads->column[dyads->shown[column]];
}

int hel_dyads_find(const hel_dyads *dyads, const char *name)
{
	int column = find_column(dyads, name);
	return column < 0 ? -1 : dyads->place_shown[column];
}
