/* atop.c: who owes what to whom: obligations by directed pair, or the larger of both ways. */
#include <math.h>

#include "base/fail.h"
#include "dyads/table.h"

typedef struct cube { /* [(one * n_states + two) * n_years + year] */
	uint8_t *owed;
	const hel_dyads *d;
} cube;

static uint8_t *pair_of(const cube *c, int one, int two)
{
	return c->owed + hel_pair_year(c->d, one, two, 0);
}

/* One row of the source into the years in which both codes are borne. */
static void put_row(const cube *c, const hel_owed_row *row, int until)
{
	const hel_bearers *cow = &c->d->cow;
	int last = HEL_FIRST_YEAR + c->d->n_years - 1, to = row->to < until ? row->to : until;
	to = to < last ? to : last;
	for (size_t a = cow->start[row->first]; a < cow->start[row->first + 1]; a++) {
		for (size_t b = cow->start[row->second]; b < cow->start[row->second + 1]; b++) {
			const hel_bearer *x = &cow->bearer[a], *y = &cow->bearer[b];
			for (int year = row->from; year <= to; year++) {
				if (year >= HEL_FIRST_YEAR && year >= x->from && year <= x->to && year >= y->from &&
				    year <= y->to)
					pair_of(c, x->place, y->place)[year - HEL_FIRST_YEAR] =
					    (uint8_t)(row->owes | HEL_ALLIED);
			}
		}
	}
}

uint8_t *hel_dyads_owed(hel_dyads *d, int *last_year, hel_error *error)
{
	hel_years years;
	cube c = {hel_arena_alloc(d->arena, hel_pair_year(d, d->n_states, 0, 0), 1), d};
	if (!c.owed) {
		(void)hel_fail_memory(error);
		return NULL;
	}
	if (hel_panel_need(d->panel, HEL_TABLE_ATOP_SPELLS, error) ||
	    hel_dyads_years(d, HEL_SOURCE_ATOP, true, &years, error))
		return NULL;
	for (size_t r = 0; r < d->panel->spells.n; r++) {
		const hel_owed_row *row = &d->panel->spells.row[r];
		/* an obligation that is open in the source's last year goes on only if figures are carried forward */
		put_row(&c, row, row->to > years.to ? years.until : years.to);
	}
	*last_year = years.until;
	return c.owed;
}

/* Runs of equal obligations of a pair as spans. */
static bool add_spans(hel_dyads *d, hel_spans *spans, int one, int two, const uint8_t *owed, uint32_t nothing)
{
	bool memory = true;
	for (int y = 0; memory && y < d->n_years; y++) {
		int start = y;
		if (!owed[y])
			continue;
		while (y + 1 < d->n_years && owed[y + 1] == owed[start])
			y++;
		memory = hel_spans_add(d, spans, one, two, HEL_FIRST_YEAR + start, HEL_FIRST_YEAR + y,
				       nothing + 1u + (owed[start] & 31u), false);
	}
	return memory;
}

static void take_larger(const cube *c)
{
	for (int one = 0; one < c->d->n_states; one++) {
		for (int two = one + 1; two < c->d->n_states; two++) {
			uint8_t *there = pair_of(c, one, two), *back = pair_of(c, two, one);
			for (int y = 0; y < c->d->n_years; y++)
				there[y] = back[y] = there[y] | back[y];
		}
	}
}

/* Entry 1: nothing; 2 + flags: allied, with these obligations. peacesciencer leaves atop_alliance empty where an undirected pair
 * has no alliance. */
static hel_dictionary *all_obligations(hel_dyads *d)
{
	hel_dictionary *dictionary = hel_dictionary_new(d, 6);
	double none = d->request.peacesciencer && d->request.undirected ? NAN : 0;
	bool memory = dictionary && hel_dictionary_add(d, dictionary, (double[6]){none});
	for (unsigned flags = 0; memory && flags < 32; flags++) {
		double value[6] = {1,
				   (flags & HEL_PACT_DEFENCE) != 0,
				   (flags & HEL_PACT_OFFENCE) != 0,
				   (flags & HEL_PACT_NEUTRALITY) != 0,
				   (flags & HEL_PACT_NON_AGGRESSION) != 0,
				   (flags & HEL_PACT_CONSULTATION) != 0};
		memory = hel_dictionary_add(d, dictionary, value) != 0;
	}
	return memory ? dictionary : NULL;
}

hel_status hel_dyads_add_atop(hel_dyads *d, hel_error *error)
{
	int until;
	cube c = {hel_dyads_owed(d, &until, error), d};
	if (!c.owed)
		return error ? error->status : HEL_ENOMEM;
	if (d->request.undirected)
		take_larger(&c);
	hel_dictionary *dictionary = all_obligations(d);
	hel_spans *spans = hel_spans_new(d, false);
	uint32_t *of_year = hel_of_year(d, HEL_FIRST_YEAR, until, 1);
	bool memory = dictionary && spans && of_year;
	for (int one = 0; memory && one < d->n_states; one++) {
		for (int two = 0; memory && two < d->n_states; two++)
			memory = add_spans(d, spans, one, two, pair_of(&c, one, two), 1);
	}
	return memory ? hel_block_add_pairs(d, HEL_SOURCE_ATOP, dictionary, spans, of_year, error) : hel_fail_memory(error);
}
