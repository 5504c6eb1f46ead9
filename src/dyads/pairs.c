/* pairs.c: what two states share: organisations, rivalries. Symmetric. */
#include <math.h>

#include "base/fail.h"
#include "dyads/table.h"

enum { SHARED_MAX = 1000 };

static bool add_shared(hel_dyads *d, hel_spans *spans, const hel_igos_row *row, const hel_years *years)
{
	bool memory = true;
	for (size_t y = 0; memory && y < row->n; y++) {
		size_t start = y;
		while (y + 1 < row->n && row->shared[y + 1] == row->shared[start])
			y++;
		int from = row->from + (int)start, to = row->from + (int)y;
		if (row->shared[start] >= 0)
			memory = hel_spans_add_codes(d, spans, &d->cow, row->low, row->high, from,
						     to >= years->to ? years->until : to, 1 + (uint32_t)row->shared[start]);
	}
	return memory;
}

hel_status hel_dyads_add_igos(hel_dyads *d, hel_error *error)
{
	hel_years years;
	hel_status status = hel_panel_need(d->panel, HEL_TABLE_IGOS, error);
	if (!status)
		status = hel_dyads_years(d, HEL_SOURCE_IGOS, true, &years, error);
	if (status)
		return status;
	hel_dictionary *dictionary = hel_dictionary_new(d, 1);
	hel_spans *spans = hel_spans_new(d, true);
	uint32_t *of_year = hel_of_year(d, 1, 0, 0); /* a pair that is not listed has no figure: NA */
	bool memory = dictionary && spans && of_year;
	int most = 0;
	for (size_t r = 0; memory && r < d->panel->igos.n; r++) {
		const hel_igos_row *row = &d->panel->igos.row[r];
		for (size_t y = 0; y < row->n; y++)
			most = row->shared[y] > most ? row->shared[y] : most;
		memory = add_shared(d, spans, row, &years);
	}
	for (int n = 0; memory && n <= most; n++)
		memory = hel_dictionary_add(d, dictionary, &(double){n}) != 0;
	return memory ? hel_block_add_pairs(d, HEL_SOURCE_IGOS, dictionary, spans, of_year, error) : hel_fail_memory(error);
}

enum { AUSTRIA_HUNGARY = 300, AUSTRIA = 305, SPLIT = 1919 };

/* Austria-Hungary's rivalries that outlived it are Austria's. */
static bool add_rivalry(hel_dyads *d, hel_spans *spans, const hel_rivalry_row *row, int to, uint32_t entry)
{
	int split = row->low == AUSTRIA_HUNGARY || row->high == AUSTRIA_HUNGARY ? SPLIT : 9999;
	int low = row->low == AUSTRIA_HUNGARY ? AUSTRIA : row->low,
	    high = row->high == AUSTRIA_HUNGARY ? AUSTRIA : row->high;
	bool memory =
	    hel_spans_add_codes(d, spans, &d->cow, row->low, row->high, row->from, to < split ? to : split - 1, entry);
	return memory &&
	       (to < split || hel_spans_add_codes(d, spans, &d->cow, low < high ? low : high, low < high ? high : low,
						  row->from > split ? row->from : split, to, entry));
}

hel_status hel_dyads_add_rivalries(hel_dyads *d, hel_error *error)
{
	hel_years years;
	hel_status status = hel_panel_need(d->panel, HEL_TABLE_RIVALRIES, error);
	if (!status)
		status = hel_dyads_years(d, HEL_SOURCE_RIVALRIES, true, &years, error);
	if (status)
		return status;
	hel_dictionary *dictionary = hel_dictionary_new(d, 6);
	hel_spans *spans = hel_spans_new(d, true);
	uint32_t *of_year = hel_of_year(d, years.from, years.until, 1);
	bool memory = dictionary && spans && of_year && hel_dictionary_add(d, dictionary, (double[6]){NAN, 0, 0, 0, 0, 0});
	for (size_t r = 0; memory && r < d->panel->rivalries.n; r++) {
		const hel_rivalry_row *row = &d->panel->rivalries.row[r];
		double value[6] = {row->id, row->positional, row->spatial, row->ideological, row->interventionary, 1};
		uint32_t entry = hel_dictionary_add(d, dictionary, value);
		memory = entry && add_rivalry(d, spans, row, row->to >= years.to ? years.until : row->to, entry);
	}
	return memory ? hel_block_add_pairs(d, HEL_SOURCE_RIVALRIES, dictionary, spans, of_year, error) : hel_fail_memory(error);
}
