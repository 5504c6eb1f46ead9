/* peace.c: years since a pair's last event. Counted on ongoing events: Iran and Iraq were at war from 1980 to 1988, and no year
 * of it was one of peace. Counted in calendar years: a state's absence does not stop the clock. */
#include <math.h>
#include <string.h>

#include "base/fail.h"
#include "dyads/groups.h"
#include "dyads/table.h"

typedef struct counting {
	hel_dyads *d;
	hel_spans *spans;
	int first, last; /* years, as indices */
} counting;

/* From each base (the pair's first year, or the one after an event) up to and with the next event. A calendar year counts
 * whether the pair has a row in it or not; an event counts if it has one. */
static bool count_years(const counting *c, int one, int two, const bool *row, const uint8_t *event)
{
	bool memory = true;
	int base = c->first;
	while (base <= c->last && !row[base])
		base++;
	while (memory && base <= c->last) {
		int end = base;
		while (end < c->last && !(row[end] && event[end] == HEL_EVENT))
			end++;
		memory = hel_spans_add(c->d, c->spans, one, two, HEL_FIRST_YEAR + base, HEL_FIRST_YEAR + end, 1, true);
		base = end + 1;
	}
	return memory;
}

/* peacesciencer: rows, not years, are counted. */
static bool count_rows(const counting *c, int one, int two, const bool *row, const uint8_t *event)
{
	bool memory = true;
	uint32_t count = 0;
	for (int y = c->first; memory && y <= c->last; y++) {
		if (!row[y])
			continue;
		memory = hel_spans_add(c->d, c->spans, one, two, HEL_FIRST_YEAR + y, HEL_FIRST_YEAR + y, 1 + count, false);
		count = event[y] == HEL_EVENT ? 0 : count + 1;
	}
	return memory;
}

/* What is not known stays so, and what is counted after it: only a joined column has gaps, and those are refused before. */
static bool blank_unknown(const counting *c, int one, int two, const uint8_t *event)
{
	bool memory = true;
	for (int y = c->first; memory && y <= c->last; y++) {
		if (event[y] == HEL_UNKNOWN_EVENT)
			memory = hel_spans_add(c->d, c->spans, one, two, HEL_FIRST_YEAR + y, HEL_FIRST_YEAR + y, 0, false);
	}
	return memory;
}

static hel_status name_columns(hel_dyads *d, const char *name, const char *label, hel_dyad_source source, hel_error *error)
{
	static const char *const power[] = {"", "2", "3"}, *const word[] = {"", ", squared", ", cubed"};
	hel_status status = HEL_OK;
	for (int p = 0; !status && p < (d->request.peace_powers ? 3 : 1); p++) {
		const char *n = hel_arena_printf(d->arena, "%s%s", name, power[p]),
			   *l = hel_arena_printf(d->arena, "%s%s", label, word[p]);
		status = n && l ? hel_column_add(d, n, l, source, error) : hel_fail_memory(error);
	}
	return status;
}

hel_status hel_dyads_add_spells(hel_dyads *d, const uint8_t *event, const hel_years *years, const char *name,
				const char *label, hel_dyad_source source, hel_error *error)
{
	int from = d->request.peacesciencer && d->request.from > years->from ? d->request.from : years->from;
	size_t n_columns = d->request.peace_powers ? 3 : 1;
	counting c = {d, hel_spans_new(d, true), from - HEL_FIRST_YEAR, years->to - HEL_FIRST_YEAR};
	c.last = c.last < d->n_years ? c.last : d->n_years - 1;
	hel_dictionary *dictionary = hel_dictionary_new(d, n_columns);
	uint32_t *of_year = hel_of_year(d, 1, 0, 0);
	bool memory = dictionary && c.spans && of_year, row[HEL_YEARS_MAX];
	for (int t = 0; memory && t <= d->n_years; t++)
		memory = hel_dictionary_add(d, dictionary, (double[3]){t, (double)t * t, (double)t * t * t}) != 0;
	for (int one = 0; memory && one < d->n_states; one++) {
		for (int two = one + 1; memory && two < d->n_states; two++) {
			const uint8_t *of_pair = event + hel_pair_year(d, one, two, 0);
			if (!hel_dyads_pair_years(d, one, two, row))
				continue;
			if (d->request.peacesciencer && d->request.relevant) /* it counts the rows that its filter left */
				hel_dyads_keep_relevant(d, one, two, row);
			memory = d->request.peacesciencer ? count_rows(&c, one, two, row, of_pair)
							  : count_years(&c, one, two, row, of_pair);
			memory = memory && blank_unknown(&c, one, two, of_pair);
		}
	}
	if (!memory || !hel_spans_sort(d, c.spans))
		return hel_fail_memory(error);
	hel_status status = name_columns(d, name, label, source, error);
	hel_block block = {.kind = HEL_BLOCK_PAIR, .dictionary = dictionary, .spans = c.spans, .of_year = of_year};
	return status ? status : hel_block_of_columns(d, block, n_columns, error);
}

static void put_event(const hel_dyads *d, uint8_t *event, int code1, int code2, int year)
{
	if (year < HEL_FIRST_YEAR || year >= HEL_FIRST_YEAR + d->n_years)
		return;
	for (size_t a = d->cow.start[code1]; a < d->cow.start[code1 + 1]; a++) {
		for (size_t b = d->cow.start[code2]; b < d->cow.start[code2 + 1]; b++) {
			const hel_bearer *x = &d->cow.bearer[a], *y = &d->cow.bearer[b];
			int low = x->place < y->place ? x->place : y->place,
			    high = x->place < y->place ? y->place : x->place;
			if (year >= x->from && year <= x->to && year >= y->from && year <= y->to && low != high)
				event[hel_pair_year(d, low, high, year - HEL_FIRST_YEAR)] = HEL_EVENT;
		}
	}
}

static uint8_t *no_events(hel_dyads *d)
{
	return hel_arena_alloc(d->arena, hel_pair_year(d, d->n_states, 0, 0), 1);
}

static hel_status add_of_wars(hel_dyads *d, hel_error *error)
{
	hel_years years;
	uint8_t *event = no_events(d);
	if (!event)
		return hel_fail_memory(error);
	hel_status status = hel_dyads_years(d, HEL_SOURCE_WARS, false, &years, error);
	for (size_t r = 0; !status && r < d->panel->wars.n; r++)
		put_event(d, event, d->panel->wars.row[r].low, d->panel->wars.row[r].high, d->panel->wars.row[r].year);
	return status ? status
		      : hel_dyads_add_spells(d, event, &years, "cowinterspell", "Years without an inter-state war",
					     HEL_SOURCE_PEACE, error);
}

hel_status hel_dyads_add_peace(hel_dyads *d, hel_error *error)
{
	hel_years years;
	bool cow = d->request.cow_mids;
	hel_status status = hel_panel_need(d->panel, cow ? HEL_TABLE_MIDS : HEL_TABLE_GML_MIDS, error);
	if (!status)
		status = hel_dyads_years(d, HEL_SOURCE_PEACE, false, &years, error);
	if (status)
		return status;
	uint8_t *event = no_events(d);
	if (!event)
		return hel_fail_memory(error);
	const hel_dispute_rows *rows = cow ? &d->panel->mids : &d->panel->gml_mids;
	for (size_t r = 0; r < rows->n; r++)
		put_event(d, event, rows->row[r].low, rows->row[r].high, rows->row[r].year);
	status = hel_dyads_add_spells(d, event, &years, cow ? "cowmidspell" : "gmlmidspell",
				      cow ? "Years without a COW dispute" : "Years without a GML dispute", HEL_SOURCE_PEACE,
				      error);
	return status || !(d->request.sources >> HEL_SOURCE_WARS & 1) ? status : add_of_wars(d, error);
}
