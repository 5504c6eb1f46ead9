/* joined.c: columns of the user's own, by state-year or dyad-year. Duplicates are refused, rows that meet none are counted. */
#include <math.h>
#include <string.h>

#include "base/fail.h"
#include "base/usercsv.h"
#include "dyads/table.h"

/* One file being joined. */
typedef struct joining {
	hel_dyads *d;
	hel_user_csv csv;
	hel_keys keys;
	bool is_dyadic, one_way;                   /* one_way: every pair stands low code first */
	size_t column[HEL_COLUMNS_MAX], n_columns; /* those with numbers */
	hel_dictionary *dictionary;
	uint32_t *of; /* by state-year or pair-year */
	int *line;    /* of each entry */
	size_t lines_room, unmatched;
	int first_unmatched;
} joining;

static bool is_key(const joining *j, size_t c)
{
	return (int)c == j->keys.year || (int)c == j->keys.code[0] || (int)c == j->keys.code[1];
}

/* First reading: which columns hold numbers alone, and whether pairs come in both orders. */
static hel_status look_over(joining *j, hel_error *error)
{
	bool text[HEL_COLUMNS_MAX] = {false}, row;
	hel_status status = HEL_OK;
	j->one_way = j->is_dyadic;
	while (!status && !(status = hel_user_csv_next(&j->csv, &row, error)) && row) {
		double one = 0, two = 0, value;
		for (size_t c = 0; c < j->csv.n_columns; c++)
			text[c] |= !is_key(j, c) && !hel_user_csv_number(&j->csv, c, &value);
		if (j->is_dyadic && hel_user_csv_number(&j->csv, (size_t)j->keys.code[0], &one) &&
		    hel_user_csv_number(&j->csv, (size_t)j->keys.code[1], &two) && one > two)
			j->one_way = false;
	}
	for (size_t c = 0; !status && c < j->csv.n_columns; c++) {
		if (is_key(j, c))
			continue;
		if (text[c])
			status = hel_note(j->d->notes, error, "%s: the column '%s' holds text and is left out", j->csv.file,
					  j->csv.name[c]);
		else
			j->column[j->n_columns++] = c;
	}
	return status;
}

static hel_status twice(joining *j, const hel_key *key, uint32_t entry, hel_error *error)
{
	size_t at = (size_t)j->keys.code[0];
	if (j->is_dyadic)
		return hel_user_csv_fail(&j->csv, at, error, "the row of %d, %d, %d is there twice: first in line %d",
					 key->code[0], key->code[1], key->calendar, j->line[entry]);
	return hel_user_csv_fail(&j->csv, at, error, "the row of %d, %d is there twice: first in line %d", key->code[0],
				 key->calendar, j->line[entry]);
}

/* Where a row goes: one cell, or, for a pair without a direction, both ways. */
static int cells_of(const joining *j, const hel_key *key, size_t cell[2])
{
	if (key->place[0] < 0 || (j->is_dyadic && (key->place[1] < 0 || key->place[0] == key->place[1])))
		return 0;
	if (!j->is_dyadic) {
		cell[0] = hel_state_year(j->d, key->place[0], key->year);
		return 1;
	}
	cell[0] = hel_pair_year(j->d, key->place[0], key->place[1], key->year);
	cell[1] = hel_pair_year(j->d, key->place[1], key->place[0], key->year);
	return j->one_way || j->d->request.undirected ? 2 : 1;
}

static bool remember_line(joining *j, uint32_t entry)
{
	if (entry >= j->lines_room) {
		size_t room = 2 * (size_t)entry + 1024;
		int *grown = hel_arena_alloc(j->d->arena, room, sizeof *grown);
		if (!grown)
			return false;
		if (j->lines_room)
			memcpy(grown, j->line, j->lines_room * sizeof *grown);
		j->line = grown;
		j->lines_room = room;
	}
	j->line[entry] = j->csv.line;
	return true;
}

static hel_status join_row(joining *j, hel_error *error)
{
	hel_key key;
	size_t cell[2];
	double value[HEL_COLUMNS_MAX];
	hel_status status = hel_keys_read(j->d, &j->csv, &j->keys, &key, error);
	if (status)
		return status;
	int n = cells_of(j, &key, cell);
	if (!n) {
		if (!j->unmatched++)
			j->first_unmatched = j->csv.line;
		return HEL_OK;
	}
	for (size_t c = 0; c < j->n_columns; c++)
		(void)hel_user_csv_number(&j->csv, j->column[c], &value[c]);
	for (int k = 0; k < n; k++) {
		if (j->of[cell[k]])
			return twice(j, &key, j->of[cell[k]], error);
	}
	uint32_t entry = hel_dictionary_add(j->d, j->dictionary, value);
	if (!entry || !remember_line(j, entry))
		return hel_fail_memory(error);
	for (int k = 0; k < n; k++)
		j->of[cell[k]] = entry;
	return HEL_OK;
}

static hel_status join_rows(joining *j, hel_error *error)
{
	const hel_dyads *d = j->d;
	bool row;
	hel_status status = HEL_OK;
	j->dictionary = hel_dictionary_new(j->d, j->n_columns);
	j->of = hel_arena_alloc(
	    d->arena, j->is_dyadic ? hel_pair_year(d, d->n_states, 0, 0) : hel_state_year(d, d->n_states, 0), sizeof *j->of);
	if (!j->dictionary || !j->of)
		return hel_fail_memory(error);
	hel_user_csv_rewind(&j->csv);
	while (!status && !(status = hel_user_csv_next(&j->csv, &row, error)) && row)
		status = join_row(j, error);
	if (!status && j->unmatched)
		status = hel_note(d->notes, error, "%s: %zu rows meet no row of the table; the first is line %d",
				  j->csv.file, j->unmatched, j->first_unmatched);
	if (!status && j->one_way && !d->request.undirected)
		status = hel_note(d->notes, error, "%s: every pair stands low code first: joined both ways", j->csv.file);
	return status;
}

/* The columns of one side (0: of the pair). */
static hel_status add_columns(joining *j, int side, hel_error *error)
{
	hel_dyads *d = j->d;
	hel_status status = HEL_OK;
	for (size_t c = 0; !status && c < j->n_columns; c++) {
		const char *given = j->csv.name[j->column[c]];
		const char *name =
		    side ? hel_arena_printf(d->arena, "%s%d", given, side) : hel_arena_copy(d->arena, given, strlen(given));
		const char *label = hel_arena_printf(d->arena, "Joined: %s", name ? name : "");
		if (!name || !label)
			return hel_fail_memory(error);
		for (size_t k = 0; k < d->n_columns; k++) {
			if (!strcmp(d->column[k].name, name))
				return hel_fail_at(error, HEL_EINPUT, j->csv.file, 1, 1,
						   "the table has a column '%s' already", name);
		}
		status = hel_column_add(d, name, label, HEL_SOURCE_JOINED, error);
	}
	hel_block block = {.kind = j->is_dyadic ? HEL_BLOCK_DENSE : HEL_BLOCK_SIDE,
			   .dictionary = j->dictionary,
			   .of_state_year = j->of,
			   .of_pair_year = j->of,
			   .of_two = side == 2};
	return status ? status : hel_block_of_columns(d, block, j->n_columns, error);
}

static hel_status join(hel_dyads *d, const char *file, hel_error *error)
{
	joining j = {.d = d};
	hel_status status = hel_user_csv_open(&j.csv, file, error);
	if (status)
		return status;
	if (j.csv.n_columns > HEL_COLUMNS_MAX)
		status = hel_fail_at(error, HEL_EINPUT, file, 1, 1, "more than %d columns", HEL_COLUMNS_MAX);
	if (!status)
		status = hel_keys_find(d, &j.csv, &j.keys, error);
	j.is_dyadic = j.keys.code[1] >= 0;
	if (!status)
		status = look_over(&j, error);
	if (!status && !j.n_columns)
		status = hel_fail_at(error, HEL_EINPUT, file, 1, 1, "it has no column of numbers beside its keys");
	if (!status)
		status = join_rows(&j, error);
	if (!status)
		status = add_columns(&j, j.is_dyadic ? 0 : 1, error);
	if (!status && !j.is_dyadic)
		status = add_columns(&j, 2, error);
	hel_user_csv_close(&j.csv);
	return status;
}

/* The event of a pair in a year of the joined column; both ways if either has one. */
static hel_status read_events(const hel_dyads *d, const hel_block *block, size_t column, uint8_t *event, hel_error *error)
{
	for (int one = 0; one < d->n_states; one++) {
		for (int two = one + 1; two < d->n_states; two++) {
			for (int y = 0; y < d->n_years; y++) {
				size_t there = hel_pair_year(d, one, two, y), back = hel_pair_year(d, two, one, y);
				uint32_t entry = block->of_pair_year[there], other = block->of_pair_year[back];
				double a = block->dictionary->value[entry * block->n_columns + column];
				double b = block->dictionary->value[other * block->n_columns + column];
				if ((!isnan(a) && a != 0 && a != 1) || (!isnan(b) && b != 0 && b != 1))
					return hel_fail(error, HEL_EINPUT,
							"peace years need events of 0 and 1: '%s' is %g for %d and %d in %d",
							d->request.peace_of, isnan(a) ? b : a, d->code[one], d->code[two],
							HEL_FIRST_YEAR + y);
				event[there] = a == 1 || b == 1       ? HEL_EVENT
					       : isnan(a) && isnan(b) ? HEL_UNKNOWN_EVENT
								      : HEL_NO_EVENT;
			}
		}
	}
	return HEL_OK;
}

/* Unknown years between known ones would have to be guessed. */
static hel_status refuse_gaps(const hel_dyads *d, const uint8_t *event, hel_error *error)
{
	bool row[HEL_YEARS_MAX];
	for (int one = 0; one < d->n_states; one++) {
		for (int two = one + 1; two < d->n_states; two++) {
			const uint8_t *of_pair = event + hel_pair_year(d, one, two, 0);
			int known = -1, gap = -1;
			if (!hel_dyads_pair_years(d, one, two, row))
				continue;
			for (int y = 0; y < d->n_years; y++) {
				if (!row[y])
					continue;
				if (of_pair[y] == HEL_UNKNOWN_EVENT) {
					gap = known >= 0 && gap < 0 ? y : gap;
				} else if (gap >= 0) {
					return hel_fail(error, HEL_EINPUT,
							"peace years of '%s' would be a guess: %d and %d have no value in "
							"%d, but one in %d and in %d; "
							"fill the gap, or join the years before or after it alone",
							d->request.peace_of, d->code[one], d->code[two],
							HEL_FIRST_YEAR + gap, HEL_FIRST_YEAR + known, HEL_FIRST_YEAR + y);
				} else {
					known = y;
				}
			}
		}
	}
	return HEL_OK;
}

static hel_status add_peace_of(hel_dyads *d, hel_error *error)
{
	const hel_block *found = NULL;
	size_t column = 0;
	for (size_t b = 0; b < d->n_blocks; b++) {
		for (size_t c = 0; c < d->block[b].n_columns && d->block[b].kind == HEL_BLOCK_DENSE; c++) {
			if (!strcmp(d->column[d->block[b].first + c].name, d->request.peace_of)) {
				found = &d->block[b];
				column = c;
			}
		}
	}
	if (!found)
		return hel_fail(error, HEL_EUSAGE, "no joined dyad-year file has a column '%s' to count peace years of",
				d->request.peace_of);
	uint8_t *event = hel_arena_alloc(d->arena, hel_pair_year(d, d->n_states, 0, 0), 1);
	const char *name = hel_arena_printf(d->arena, "%sspell", d->request.peace_of);
	const char *label = hel_arena_printf(d->arena, "Years without %s", d->request.peace_of);
	if (!event || !name || !label)
		return hel_fail_memory(error);
	hel_status status = read_events(d, found, column, event, error);
	if (!status)
		status = refuse_gaps(d, event, error);
	hel_years years = {HEL_FIRST_YEAR, d->request.to, d->request.to};
	return status ? status : hel_dyads_add_spells(d, event, &years, name, label, HEL_SOURCE_JOINED, error);
}

hel_status hel_dyads_add_joined(hel_dyads *d, hel_error *error)
{
	hel_status status = HEL_OK;
	for (size_t f = 0; !status && f < d->request.n_join; f++)
		status = join(d, d->request.join[f], error);
	return status || !d->request.peace_of ? status : add_peace_of(d, error);
}
