/* disputes.c: disputes and wars of a pair: of several in one year the one that a stated order puts first. */
#include <math.h>
#include <stdlib.h>

#include "base/fail.h"
#include "dyads/groups.h"
#include "dyads/table.h"

/* Negative if a comes before b. */
typedef int (*precedence)(const void *a, const void *b);

#define FIRST_LOWER(x, y) \
	if ((x) != (y))   \
	return (x) < (y) ? -1 : 1
#define FIRST_HIGHER(x, y) FIRST_LOWER(y, x)

/* Unknown, -9, stands above none and below the lowest level of deaths: those who coded it thought that some were likely. */
static double fatality_rank(const hel_dispute_row *row)
{
	return row->field[HEL_FATALITY] == -9 ? 0.5 : row->field[HEL_FATALITY];
}

/* By pair and year; then onsets before ongoing, highest fatality, hostility, minimum and maximum
 * duration, reciprocated, earliest start month; last resort: the lowest dispute number. */
static int dispute_first(const void *a, const void *b)
{
	const hel_dispute_row *x = *(const hel_dispute_row *const *)a, *y = *(const hel_dispute_row *const *)b;
	static const hel_dispute_field higher[] = {HEL_HOSTLEV, HEL_MINDUR, HEL_MAXDUR, HEL_RECIP};
	FIRST_LOWER(x->low, y->low);
	FIRST_LOWER(x->high, y->high);
	FIRST_LOWER(x->year, y->year);
	FIRST_HIGHER(x->onset, y->onset);
	FIRST_HIGHER(fatality_rank(x), fatality_rank(y));
	for (size_t f = 0; f < sizeof higher / sizeof *higher; f++)
		FIRST_HIGHER(x->field[higher[f]], y->field[higher[f]]);
	FIRST_LOWER(x->field[HEL_STMON], y->field[HEL_STMON]);
	FIRST_LOWER(x->dispnum, y->dispnum);
	return 0;
}

/* Battle deaths of both, of one if only that is known; -1 if neither is. */
static double deaths(const hel_war_row *row)
{
	enum { BATDEATH = 3 };
	double one = row->sided[BATDEATH][0], two = row->sided[BATDEATH][1];
	bool know1 = one >= 0, know2 = two >= 0;
	return know1 && know2 ? one + two : know1 ? one : know2 ? two : -1;
}

/* Onsets before ongoing, then most battle deaths, lowest war number, the first of two spells. */
static int war_first(const void *a, const void *b)
{
	const hel_war_row *x = *(const hel_war_row *const *)a, *y = *(const hel_war_row *const *)b;
	FIRST_LOWER(x->low, y->low);
	FIRST_LOWER(x->high, y->high);
	FIRST_LOWER(x->year, y->year);
	FIRST_HIGHER(x->onset, y->onset);
	FIRST_HIGHER(deaths(x), deaths(y));
	FIRST_LOWER(x->warnum, y->warnum);
	FIRST_LOWER(x->resume, y->resume); /* a war that was broken off and resumed in one year has two rows */
	return 0;
}

/* -9 is unknown, -8 does not apply: missing, but for those who want the codes as released. */
static double known(const hel_dyads *d, double value)
{
	return value < -7 && !d->request.peacesciencer ? NAN : value;
}

enum { MID_COLUMNS = 21, WAR_COLUMNS = 12 };

/* The columns of one direction: back = 1 if state 1 is the one of high code. */
static void dispute_values(const hel_dyads *d, const hel_dispute_row *row, int back, double value[MID_COLUMNS])
{
	static const hel_dispute_field sided[] = {HEL_FATALITY1, HEL_FATALPRE1, HEL_HIACT1, HEL_HOSTLEV1, HEL_ORIG1};
	static const hel_dispute_field whole[] = {HEL_FATALITY, HEL_HOSTLEV, HEL_MINDUR, HEL_MAXDUR, HEL_RECIP, HEL_STMON};
	size_t c = 0;
	value[c++] = row->dispnum;
	value[c++] = 1;
	value[c++] = row->onset;
	value[c++] = back ? !row->field[HEL_SIDEA1] : row->field[HEL_SIDEA1];
	value[c++] = back ? row->field[HEL_SIDEA1] : !row->field[HEL_SIDEA1];
	for (size_t f = 0; f < sizeof sided / sizeof *sided; f++) {
		value[c++] = known(d, row->field[(int)sided[f] + back]);
		value[c++] = known(d, row->field[(int)sided[f] + 1 - back]);
	}
	for (size_t f = 0; f < sizeof whole / sizeof *whole; f++)
		value[c++] = known(d, row->field[whole[f]]);
}

/* On side A, or a joiner of either side (peacesciencer's default of three rules). */
static void init_values(const double value[MID_COLUMNS], double init[2])
{
	enum { SIDEA1 = 3, ORIG1 = 13 };
	init[0] = value[SIDEA1] == 1 || value[ORIG1] == 0;
	init[1] = value[SIDEA1 + 1] == 1 || value[ORIG1 + 1] == 0;
}

typedef struct dispute_dictionaries {
	hel_dictionary *mid, *init; /* entry by entry the same dispute */
	hel_spans *spans;
} dispute_dictionaries;

static bool add_dispute(hel_dyads *d, const dispute_dictionaries *to, const hel_dispute_row *row)
{
	bool memory = true;
	for (int back = 0; memory && back < 2; back++) {
		double value[MID_COLUMNS] = {0}, init[2];
		dispute_values(d, row, back, value);
		init_values(value, init);
		uint32_t entry = hel_dictionary_add(d, to->mid, value);
		memory = entry && hel_dictionary_add(d, to->init, init) &&
			 hel_spans_add_codes(d, to->spans, &d->cow, back ? row->high : row->low, back ? row->low : row->high,
					     row->year, row->year, entry);
	}
	return memory;
}

static const hel_dispute_rows *disputes_of(const hel_dyads *d)
{
	return d->request.cow_mids ? &d->panel->mids : &d->panel->gml_mids;
}

hel_status hel_dyads_add_mids(hel_dyads *d, hel_error *error)
{
	hel_years years;
	hel_status status = hel_panel_need(d->panel, d->request.cow_mids ? HEL_TABLE_MIDS : HEL_TABLE_GML_MIDS, error);
	if (!status)
		status = hel_dyads_years(d, HEL_SOURCE_MIDS, false, &years, error);
	if (status)
		return status;
	const hel_dispute_rows *rows = disputes_of(d);
	double none[MID_COLUMNS] = {NAN, 0, 0};
	for (int c = 3; c < MID_COLUMNS; c++)
		none[c] = NAN;
	dispute_dictionaries to = {hel_dictionary_new(d, MID_COLUMNS), hel_dictionary_new(d, 2), hel_spans_new(d, false)};
	const hel_dispute_row **order = hel_arena_alloc(d->arena, rows->n, sizeof *order);
	uint32_t *of_year = hel_of_year(d, years.from, years.to, 1);
	bool memory = to.mid && to.init && to.spans && order && of_year && hel_dictionary_add(d, to.mid, none) &&
		      hel_dictionary_add(d, to.init, (double[2]){NAN, NAN});
	for (size_t r = 0; memory && r < rows->n; r++)
		order[r] = &rows->row[r];
	if (memory)
		qsort(order, rows->n, sizeof *order, dispute_first);
	for (size_t r = 0; memory && r < rows->n; r++) {
		const hel_dispute_row *row = order[r], *last = r ? order[r - 1] : NULL;
		if (!last || last->low != row->low || last->high != row->high || last->year != row->year)
			memory = add_dispute(d, &to, row);
	}
	if (!memory || !hel_spans_sort(d, to.spans))
		return hel_fail_memory(error);
	hel_block block = {.kind = HEL_BLOCK_PAIR, .dictionary = to.mid, .spans = to.spans, .of_year = of_year};
	status = hel_block_add(d, block, HEL_SOURCE_MIDS, d->request.cow_mids ? HEL_GROUP_COW : HEL_GROUP_GML, 0, error);
	if (status || d->request.cow_mids || d->request.undirected)
		return status;
	block.dictionary = to.init;
	return hel_block_add(d, block, HEL_SOURCE_MIDS, HEL_GROUP_GML_INIT, 0, error);
}

static bool add_war(hel_dyads *d, hel_dictionary *dictionary, hel_spans *spans, const hel_war_row *row)
{
	enum { BATDEATH = 3 };
	bool memory = true;
	for (int back = 0; memory && back < 2; back++) {
		double value[WAR_COLUMNS] = {row->warnum, 1, row->onset};
		size_t c = 3;
		for (int f = 0; f < HEL_WAR_SIDED; f++) {
			for (int k = 0; k < 2; k++) {
				double figure = row->sided[f][back ? 1 - k : k];
				value[c++] = f == BATDEATH && figure < 0 ? NAN : known(d, figure);
			}
		}
		value[c] = known(d, row->resume);
		uint32_t entry = hel_dictionary_add(d, dictionary, value);
		memory = entry && hel_spans_add_codes(d, spans, &d->cow, back ? row->high : row->low,
						      back ? row->low : row->high, row->year, row->year, entry);
	}
	return memory;
}

hel_status hel_dyads_add_wars(hel_dyads *d, hel_error *error)
{
	hel_years years;
	hel_status status = hel_panel_need(d->panel, HEL_TABLE_WARS, error);
	if (!status)
		status = hel_dyads_years(d, HEL_SOURCE_WARS, false, &years, error);
	if (status)
		return status;
	size_t n = d->panel->wars.n;
	double none[WAR_COLUMNS] = {NAN, 0, 0};
	for (int c = 3; c < WAR_COLUMNS; c++)
		none[c] = NAN;
	hel_dictionary *dictionary = hel_dictionary_new(d, WAR_COLUMNS);
	hel_spans *spans = hel_spans_new(d, false);
	const hel_war_row **order = hel_arena_alloc(d->arena, n, sizeof *order);
	uint32_t *of_year = hel_of_year(d, years.from, years.to, 1);
	bool memory = dictionary && spans && order && of_year && hel_dictionary_add(d, dictionary, none);
	for (size_t r = 0; memory && r < n; r++)
		order[r] = &d->panel->wars.row[r];
	if (memory)
		qsort(order, n, sizeof *order, war_first);
	for (size_t r = 0; memory && r < n; r++) {
		const hel_war_row *row = order[r], *last = r ? order[r - 1] : NULL;
		if (!last || last->low != row->low || last->high != row->high || last->year != row->year)
			memory = add_war(d, dictionary, spans, row);
	}
	return memory ? hel_block_add_pairs(d, HEL_SOURCE_WARS, dictionary, spans, of_year, error) : hel_fail_memory(error);
}
