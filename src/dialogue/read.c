/* read.c: KTAB's CSV of parties, positions and saliences. Everything is checked where it stands, before anything is computed. */
#include "dialogue/read.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/fail.h"
#include "base/file.h"
#include "base/text.h"
#include "base/usercsv.h"

/* FILE_MOST: a full file of 250 parties and 50 issues has a twentieth of it. FIXED: columns before the first issue's. */
enum { FILE_MOST = 16 << 20, FIXED = 3, HEAD = 4 };

static const double INFLUENCE_BELOW = 1e8, FULL = 100, ROUNDING = 1e-9;

typedef struct reader {
	hel_dialogue *d;
	hel_user_csv csv;
	hel_arena *arena;
	hel_error *error;
	int *line; /* of each party */
} reader;

static size_t column_of(int issue, bool salience)
{
	return FIXED + 2 * (size_t)issue + (salience ? 1 : 0);
}

static hel_status keep_text(reader *r, size_t column, const char **kept)
{
	char *utf8 = hel_user_csv_utf8(r->csv.field[column]);
	*kept = utf8 ? hel_arena_copy(r->arena, utf8, strlen(utf8)) : NULL;
	free(utf8);
	return *kept ? HEL_OK : hel_fail_memory(r->error);
}

static bool is_blank(const hel_user_csv *csv)
{
	for (size_t c = 0; c < csv->n_fields; c++) {
		if (*csv->field[c])
			return false;
	}
	return true;
}

/* The next row with anything in it. */
static hel_status next_row(reader *r, bool *found)
{
	hel_status status;
	do
		status = hel_user_csv_row(&r->csv, found, r->error);
	while (!status && *found && is_blank(&r->csv));
	return status;
}

/* KTAB's own files end some rows with a comma, some not: cells that are empty count for nothing, words for which there is no column do. */
static hel_status check_width(reader *r, size_t width, const char *what)
{
	hel_user_csv *csv = &r->csv;
	if (csv->n_fields < width)
		return hel_user_csv_fail(csv, csv->n_fields - 1, r->error, "%zu field%s, but %s has %zu", csv->n_fields,
					 csv->n_fields == 1 ? "" : "s", what, width);
	for (size_t c = width; c < csv->n_fields; c++) {
		if (*csv->field[c])
			return hel_user_csv_fail(csv, c, r->error, "field %zu is '%s', but %s has %zu", c + 1, csv->field[c],
						 what, width);
	}
	return HEL_OK;
}

static hel_status read_count(reader *r, size_t column, const char *what, int least, int most, int *count)
{
	double value;
	const char *text = r->csv.field[column];
	if (!hel_parse_double(text, &value) || value != floor(value) || value < least || value > most)
		return hel_user_csv_fail(&r->csv, column, r->error,
					 "the number of %s is '%s', no whole number from %d to %d", what, text, least, most);
	*count = (int)value;
	return HEL_OK;
}

static hel_status read_head(reader *r)
{
	bool found;
	hel_status status = next_row(r, &found);
	if (status)
		return status;
	if (!found)
		return hel_fail_at(r->error, HEL_EINPUT, r->d->file, 1, 1, "it has no rows");
	status = check_width(r, HEAD, "the first row (name, description, number of parties, number of issues)");
	if (!status)
		status = read_count(r, 2, "parties", HEL_PARTIES_LEAST, HEL_PARTIES_MOST, &r->d->n);
	if (!status)
		status = read_count(r, 3, "issues", 1, HEL_ISSUES_MOST, &r->d->m);
	if (!status)
		status = keep_text(r, 0, &r->d->name);
	return status ? status : keep_text(r, 1, &r->d->description);
}

static hel_status make_room(reader *r)
{
	hel_dialogue *d = r->d;
	size_t n = (size_t)d->n, m = (size_t)d->m;
	d->party = hel_arena_alloc(r->arena, n, sizeof *d->party);
	d->issue = hel_arena_alloc(r->arena, m, sizeof *d->issue);
	d->position = hel_arena_alloc(r->arena, n * m, sizeof *d->position);
	d->salience = hel_arena_alloc(r->arena, n * m, sizeof *d->salience);
	r->line = hel_arena_alloc(r->arena, n, sizeof *r->line);
	return d->party && d->issue && d->position && d->salience && r->line ? HEL_OK : hel_fail_memory(r->error);
}

static hel_status read_issues(reader *r)
{
	bool found;
	hel_status status = next_row(r, &found);
	if (!status && !found)
		return hel_fail_at(r->error, HEL_EINPUT, r->d->file, r->csv.line, 1, "the row of column names is missing");
	if (!status)
		status = check_width(
		    r, column_of(r->d->m, false),
		    "a row for this number of issues (party, description, influence, position and salience of each)");
	for (int k = 0; k < r->d->m && !status; k++) {
		size_t column = column_of(k, false);
		if (!*r->csv.field[column])
			return hel_user_csv_fail(&r->csv, column, r->error, "issue %d has no name", k + 1);
		status = keep_text(r, column, &r->d->issue[k]);
		for (int j = 0; j < k && !status; j++) {
			if (!strcmp(r->d->issue[j], r->d->issue[k]))
				return hel_user_csv_fail(&r->csv, column, r->error, "two issues are named '%s'",
							 r->d->issue[k]);
		}
	}
	return status;
}

/* A cell that must hold a number. */
static hel_status read_figure(reader *r, size_t column, const char *what, double *value)
{
	const char *text = r->csv.field[column];
	if (!*text)
		return hel_user_csv_fail(&r->csv, column, r->error, "%s is missing", what);
	if (!hel_parse_double(text, value))
		return hel_user_csv_fail(&r->csv, column, r->error, "%s is '%s', no number", what, text);
	return HEL_OK;
}

static hel_status read_share(reader *r, int i, int k, bool salience, double *value)
{
	size_t column = column_of(k, salience);
	hel_status status = read_figure(r, column, salience ? "salience" : "position", value);
	if (!status && !(*value >= 0 && *value <= FULL))
		return hel_user_csv_fail(&r->csv, column, r->error, "the %s of '%s' on '%s' is %s, not from 0 to 100",
					 salience ? "salience" : "position", r->d->party[i].name, r->d->issue[k],
					 r->csv.field[column]);
	return status;
}

static hel_status read_issues_of(reader *r, int i)
{
	double *position = r->d->position + (size_t)i * (size_t)r->d->m,
	       *salience = r->d->salience + (size_t)i * (size_t)r->d->m;
	double sum = 0;
	for (int k = 0; k < r->d->m; k++) {
		hel_status status = read_share(r, i, k, false, &position[k]);
		if (!status)
			status = read_share(r, i, k, true, &salience[k]);
		if (status)
			return status;
		sum += salience[k];
		if (sum > FULL + ROUNDING)
			return hel_user_csv_fail(
			    &r->csv, column_of(k, true), r->error,
			    "the saliences of '%s' come to %.9g here, more than 100 per cent of its attention",
			    r->d->party[i].name, sum);
	}
	if (!(sum > 0))
		return hel_user_csv_fail(&r->csv, FIXED + 1, r->error, "'%s' attends to nothing: each salience is 0",
					 r->d->party[i].name);
	return HEL_OK;
}

static hel_status read_name(reader *r, int i)
{
	hel_party *party = &r->d->party[i];
	if (!*r->csv.field[0])
		return hel_user_csv_fail(&r->csv, 0, r->error, "a party without a name");
	hel_status status = keep_text(r, 0, &party->name);
	for (int j = 0; j < i && !status; j++) {
		if (!strcmp(r->d->party[j].name, party->name))
			return hel_user_csv_fail(&r->csv, 0, r->error, "the party '%s' stands in line %d already",
						 party->name, r->line[j]);
	}
	return status ? status : keep_text(r, 1, &party->description);
}

static hel_status read_party(reader *r, int i)
{
	hel_party *party = &r->d->party[i];
	hel_status status = check_width(r, column_of(r->d->m, false), "a row here");
	r->line[i] = r->csv.line;
	if (!status)
		status = read_name(r, i);
	if (!status)
		status = read_figure(r, 2, "influence", &party->influence);
	if (!status && !(party->influence > 0 && party->influence < INFLUENCE_BELOW))
		return hel_user_csv_fail(&r->csv, 2, r->error,
					 "the influence of '%s' is %s, not above 0 and below 100000000", party->name,
					 r->csv.field[2]);
	return status ? status : read_issues_of(r, i);
}

static hel_status read_parties(reader *r)
{
	bool found = true;
	hel_status status = HEL_OK;
	for (int i = 0; i < r->d->n && !status; i++) {
		status = next_row(r, &found);
		if (!status && !found)
			return hel_fail_at(r->error, HEL_EINPUT, r->d->file, r->csv.line, 1,
					   "the file ends after %d of the %d parties that the first row announces", i,
					   r->d->n);
		if (!status)
			status = read_party(r, i);
	}
	if (!status)
		status = next_row(r, &found);
	if (!status && found)
		return hel_user_csv_fail(&r->csv, 0, r->error, "a row too many: the first row announces %d parties",
					 r->d->n);
	return status;
}

static hel_status read_all(reader *r)
{
	hel_status status = read_head(r);
	if (!status)
		status = make_room(r);
	if (!status)
		status = read_issues(r);
	return status ? status : read_parties(r);
}

hel_status hel_dialogue_take(hel_dialogue *dialogue, const char *file, char *bytes, size_t size, hel_error *error)
{
	hel_dialogue made = {.memory = hel_arena_new()};
	reader r = {.d = &made, .arena = made.memory, .error = error};
	made.file = r.arena ? hel_arena_copy(r.arena, file, strlen(file)) : NULL;
	if (!made.file) {
		free(bytes);
		hel_arena_free(r.arena);
		return hel_fail_memory(error);
	}
	hel_digest(made.sha256, bytes, size);
	hel_status status = hel_user_csv_take_rows(&r.csv, made.file, bytes, size, error);
	if (!status) {
		status = read_all(&r);
		hel_user_csv_close(&r.csv);
	}
	if (status)
		hel_arena_free(r.arena);
	else
		*dialogue = made;
	return status;
}

hel_status hel_dialogue_read(hel_dialogue *dialogue, const char *file, hel_error *error)
{
	char *bytes;
	size_t size;
	hel_status status = hel_file_read(&bytes, &size, file, FILE_MOST, error);
	return status ? status : hel_dialogue_take(dialogue, file, bytes, size, error);
}

hel_status hel_dialogue_keep(hel_dialogue *d, int issue, hel_error *error)
{
	size_t m = (size_t)d->m, k = (size_t)issue;
	for (size_t i = 0; i < (size_t)d->n; i++) {
		if (!(d->salience[i * m + k] > 0))
			return hel_fail_at(error, HEL_EINPUT, d->file, 0, 0,
					   "'%s' does not attend to '%s': its salience is 0", d->party[i].name, d->issue[k]);
	}
	for (size_t i = 0; i < (size_t)d->n; i++) { /* from the front: nothing is read after it was written over */
		d->position[i] = d->position[i * m + k];
		d->salience[i] = d->salience[i * m + k];
	}
	d->issue[0] = d->issue[k];
	d->m = 1;
	return HEL_OK;
}

void hel_dialogue_free(hel_dialogue *dialogue)
{
	hel_arena_free(dialogue->memory);
	*dialogue = (hel_dialogue){0};
}
