/* table.c: a table being made, and its place among the others of a data directory. */
#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/digest.h"
#include "base/fail.h"
#include "base/file.h"
#include "helsinki/output.h"
#include "import/release.h"

enum { FILE_MAX = 1 << 28, LINE_ROOM = 1 << 14 };

hel_out *hel_out_new(hel_importing *i, const char *file, const char *header)
{
	hel_out *out = hel_arena_alloc(i->arena, 1, sizeof *out);
	if (!out)
		return NULL;
	*out = (hel_out){.file = file, .header = header, .from = 9999, .next = i->outs};
	i->outs = out;
	return out;
}

bool hel_out_add(hel_importing *i, hel_out *out, const int64_t key[HEL_KEYS_MAX], const char *format, ...)
{
	char line[LINE_ROOM];
	va_list args;
	va_start(args, format);
	int n = vsnprintf(line, sizeof line, format, args);
	va_end(args);
	if (out->n == out->room) {
		size_t room = out->room ? 2 * out->room : 1024;
		hel_out_row *grown = realloc(out->row, room * sizeof *grown);
		if (!grown)
			return false;
		out->row = grown;
		out->room = room;
	}
	hel_out_row *row = &out->row[out->n];
	memcpy(row->key, key, sizeof row->key);
	row->line = n < 0 || n >= LINE_ROOM ? NULL : hel_arena_copy(i->arena, line, (size_t)n);
	out->n += row->line != NULL;
	return row->line != NULL;
}

static int by_keys(const void *a, const void *b)
{
	const hel_out_row *x = a, *y = b;
	for (int k = 0; k < HEL_KEYS_MAX; k++) {
		if (x->key[k] != y->key[k])
			return x->key[k] < y->key[k] ? -1 : 1;
	}
	return strcmp(x->line, y->line);
}

bool hel_out_close(hel_out *out)
{
	if (out->n)
		qsort(out->row, out->n, sizeof *out->row, by_keys);
	hel_text_printf(&out->text, "%s\n", out->header);
	for (size_t r = 0; r < out->n; r++)
		hel_text_printf(&out->text, "%s\n", out->row[r].line);
	free(out->row);
	out->row = NULL;
	return !out->text.failed;
}

static hel_status write_file(const char *into, const char *file, const char *bytes, size_t n, hel_error *error)
{
	char path[4096];
	hel_output *output = NULL;
	if (snprintf(path, sizeof path, "%s/%s", into, file) >= (int)sizeof path)
		return hel_fail(error, HEL_EIO, "the path of '%s' is too long", into);
	hel_status status = hel_output_open(&output, path, error);
	if (!status && (status = hel_output_write(output, bytes, n, error)))
		hel_output_discard(output);
	else if (!status)
		status = hel_output_commit(output, error);
	return status;
}

static hel_status copy_file(const char *from, const char *into, const char *file, hel_error *error)
{
	char path[4096], *bytes;
	size_t size;
	if (snprintf(path, sizeof path, "%s/%s", from, file) >= (int)sizeof path)
		return hel_fail(error, HEL_EIO, "the path of '%s' is too long", from);
	hel_status status = hel_file_read(&bytes, &size, path, FILE_MAX, error);
	if (status)
		return status;
	status = write_file(into, file, bytes, size, error);
	free(bytes);
	return status;
}

/* sources.csv comes last: a directory without it is no data directory. */
static hel_status copy_all(const char *from, const char *into, hel_error *error)
{
	DIR *directory = opendir(from);
	hel_status status = HEL_OK;
	struct dirent *entry;
	if (!directory)
		return hel_fail(error, HEL_EDATA, "cannot read '%s': %s", from, strerror(errno));
	while (!status && (entry = readdir(directory))) {
		if (entry->d_name[0] != '.' && strcmp(entry->d_name, "sources.csv") && strchr(entry->d_name, '.'))
			status = copy_file(from, into, entry->d_name, error);
	}
	closedir(directory);
	return status ? status : copy_file(from, into, "sources.csv", error);
}

static void put_field(hel_text *text, const char *field, char end)
{
	bool quotes = strpbrk(field, ",\"\n") != NULL;
	hel_text_put(text, "\"", quotes);
	for (; *field; field++) {
		hel_text_put(text, "\"", *field == '"');
		hel_text_put(text, field, 1);
	}
	hel_text_put(text, "\"", quotes);
	hel_text_put(text, &end, 1);
}

static void put_source(hel_text *text, const hel_out *out, const char *title, const char *licence, const char *bibkey,
		       const char *citation)
{
	char hex[HEL_DIGEST_DIGITS + 1];
	hel_digest(hex, out->text.bytes, out->text.n);
	put_field(text, out->file, ',');
	put_field(text, title, ',');
	put_field(text, out->release, ',');
	hel_text_printf(text, "%d,%d,%zu,%s,", out->from, out->to, out->n, hex);
	put_field(text, licence, ',');
	put_field(text, bibkey, ',');
	put_field(text, citation, '\n');
}

enum { FILE_COLUMN, TITLE, LICENCE = 7, BIBKEY, CITATION };

/* sources.csv of the directory with the rows of the new tables. */
static hel_status make_sources(const hel_importing *i, const char *path, hel_text *text, hel_error *error)
{
	hel_user_csv csv;
	bool row;
	hel_status status = hel_user_csv_open(&csv, path, error);
	if (status)
		return status;
	hel_text_printf(text, "file,title,release,from,to,rows,sha256,licence,bibkey,citation\n");
	while (!status && !(status = hel_user_csv_next(&csv, &row, error)) && row) {
		const hel_out *out = i->outs;
		while (out && strcmp(out->file, csv.field[FILE_COLUMN]))
			out = out->next;
		if (out)
			put_source(text, out, csv.field[TITLE], csv.field[LICENCE], csv.field[BIBKEY], csv.field[CITATION]);
		for (size_t c = 0; !out && c < csv.n_columns; c++)
			put_field(text, csv.field[c], c + 1 < csv.n_columns ? ',' : '\n');
	}
	for (const hel_out *out = i->outs; !status && out; out = out->next) {
		bool known = false;
		hel_user_csv_rewind(&csv);
		while (!status && !(status = hel_user_csv_next(&csv, &row, error)) && row)
			known |= !strcmp(out->file, csv.field[FILE_COLUMN]);
		if (!known && out->title)
			put_source(text, out, out->title, "from the user's own copy; not to be passed on", out->bibkey,
				   out->citation);
	}
	hel_user_csv_close(&csv);
	return status || !text->failed ? status : hel_fail_memory(error);
}

hel_status hel_outs_write(hel_importing *i, const char *into, hel_error *error)
{
	struct stat about;
	hel_text sources = {0};
	char path[4096], file[256];
	if (snprintf(path, sizeof path, "%s/sources.csv", into) >= (int)sizeof path)
		return hel_fail(error, HEL_EIO, "the path of '%s' is too long", into);
	if (mkdir(into, 0777) && errno != EEXIST)
		return hel_fail(error, HEL_EIO, "cannot make '%s': %s", into, strerror(errno));
	hel_status status = stat(path, &about) ? copy_all(hel_panel_directory(i->panel), into, error) : HEL_OK;
	if (!status)
		status = make_sources(i, path, &sources, error);
	for (const hel_out *out = i->outs; !status && out; out = out->next) {
		snprintf(file, sizeof file, "%s.csv", out->file);
		status = write_file(into, file, out->text.bytes, out->text.n, error);
	}
	if (!status)
		status = write_file(into, "sources.csv", sources.bytes, sources.n, error);
	hel_text_free(&sources);
	return status;
}
