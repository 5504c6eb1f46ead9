/* matrix.c: similarity of ties that the user gives: code 1, code 2, year, value, the values 0, 1, ... of one ordered scale. */
#include <math.h>

#include "base/fail.h"
#include "base/usercsv.h"
#include "dyads/similarity.h"

typedef struct ties {
	uint8_t *value; /* [(one * n_states + two) * n_years + year], 1 + value; 0: not given */
	bool *year;     /* the file has rows of this year */
	int greatest;
	size_t strange;
} ties;

static hel_status read_value(const hel_user_csv *csv, int column, int *value, hel_error *error)
{
	double number;
	if (!hel_user_csv_number(csv, (size_t)column, &number) || isnan(number) || number != floor(number) || number < 0 ||
	    number >= HEL_VALUES_MAX)
		return hel_user_csv_fail(csv, (size_t)column, error,
					 "'%s' is no whole number from 0 to %d in the column 'value'", csv->field[column],
					 HEL_VALUES_MAX - 1);
	*value = (int)number;
	return HEL_OK;
}

static hel_status read_ties(hel_dyads *d, hel_user_csv *csv, ties *t, hel_error *error)
{
	hel_keys keys;
	bool row;
	int column = hel_user_csv_find(csv, "value");
	hel_status status = hel_keys_find(d, csv, &keys, error);
	if (!status && (keys.code[1] < 0 || column < 0))
		status =
		    hel_fail_at(error, HEL_EINPUT, csv->file, 1, 1, "ties need two columns of codes, 'year' and 'value'");
	while (!status && !(status = hel_user_csv_next(csv, &row, error)) && row) {
		hel_key key;
		int value = 0;
		status = hel_keys_read(d, csv, &keys, &key, error);
		if (!status)
			status = read_value(csv, column, &value, error);
		if (status)
			break;
		if (key.place[0] < 0 || key.place[1] < 0) {
			t->strange++;
			continue;
		}
		uint8_t *cell = &t->value[hel_pair_year(d, key.place[0], key.place[1], key.year)];
		if (*cell)
			status = hel_user_csv_fail(csv, (size_t)keys.code[0], error, "%d, %d, %d is there twice",
						   key.code[0], key.code[1], key.calendar);
		*cell = (uint8_t)(1 + value);
		t->year[key.year] = true;
		t->greatest = value > t->greatest ? value : t->greatest;
	}
	return status;
}

/* A state with itself has the greatest value unless the file says otherwise. */
static void put_ties(const hel_dyads *d, const ties *t, hel_similarity *s)
{
	for (int one = 0; one < d->n_states; one++) {
		for (int other = 0; other < d->n_states; other++) {
			for (int y = 0; y < d->n_years; y++) {
				int given = t->value[hel_pair_year(d, one, other, y)];
				int value = given ? given - 1 : one == other ? t->greatest : 0;
				if (value && t->year[y] && d->present[hel_state_year(d, one, y)] &&
				    d->present[hel_state_year(d, other, y)])
					hel_similarity_put(s, one, other, y, value);
			}
		}
	}
	for (int y = 0; y < d->n_years; y++)
		s->n_in_year[y] = t->year[y] ? s->n_in_year[y] : 0;
}

static hel_status add_columns(hel_dyads *d, const hel_similarity *s, hel_error *error)
{
	static const char *const name[HEL_SIMILARITY_COLUMNS] = {"given_svs", "given_sva", "given_sbs",
								 "given_sba", "given_pv",  "given_pb",
								 "given_kv",  "given_kb",  "given_taub"};
	static const char *const label[HEL_SIMILARITY_COLUMNS] = {"S of the ties given, valued, squared",
								  "S of the ties given, valued, absolute",
								  "S of the ties given, binary, squared",
								  "S of the ties given, binary, absolute",
								  "Scott's pi of the ties given, valued",
								  "Scott's pi of the ties given, binary",
								  "Weighted kappa of the ties given",
								  "Cohen's kappa of the ties given, binary",
								  "Tau-b of the ties given"};
	hel_status status = HEL_OK;
	for (int c = 0; !status && c < HEL_SIMILARITY_COLUMNS; c++)
		status = hel_column_add(d, name[c], label[c], HEL_SOURCE_JOINED, error);
	return status ? status
		      : hel_block_of_columns(d, (hel_block){.kind = HEL_BLOCK_SIMILARITY, .similarity = s},
					     HEL_SIMILARITY_COLUMNS, error);
}

hel_status hel_dyads_add_matrix(hel_dyads *d, hel_error *error)
{
	hel_user_csv csv;
	if (!d->request.matrix)
		return HEL_OK;
	ties t = {hel_arena_alloc(d->arena, hel_pair_year(d, d->n_states, 0, 0), 1),
		  hel_arena_alloc(d->arena, (size_t)d->n_years, sizeof(bool)), 0, 0};
	if (!t.value || !t.year)
		return hel_fail_memory(error);
	hel_status status = hel_user_csv_open(&csv, d->request.matrix, error);
	if (status)
		return status;
	status = read_ties(d, &csv, &t, error);
	hel_user_csv_close(&csv);
	if (!status && !t.greatest)
		status = hel_fail_at(error, HEL_EINPUT, d->request.matrix, 0, 0,
				     "it has no tie above 0 between states of the table");
	if (!status && t.strange)
		status = hel_note(d->notes, error, "%s: left out %zu rows of states that are not in the system that year",
				  d->request.matrix, t.strange);
	if (status)
		return status;
	hel_similarity *s = hel_similarity_new(d, t.greatest + 1, HEL_FIRST_YEAR, HEL_LAST_YEAR);
	if (!s)
		return hel_fail_memory(error);
	put_ties(d, &t, s);
	return add_columns(d, s, error);
}
