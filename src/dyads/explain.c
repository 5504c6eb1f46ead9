/* explain.c: what a column is and where it comes from; whom to cite. */
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/file.h"
#include "dyads/groups.h"
#include "dyads/table.h"

enum { BIB_MAX = 1 << 20, KEYS_MAX = 64 };

/* The table behind a column, whichever disputes are asked for. */
static hel_table table_of(const hel_about *about)
{
	hel_dyads_request request = {.cow_mids = about->group == HEL_GROUP_COW};
	if (about->group == HEL_GROUP_WAR)
		return HEL_TABLE_WARS;
	return hel_dyads_table_of(&request, about->source);
}

static const char *missing_of(const hel_about *about)
{
	switch (about->source) {
	case HEL_SOURCE_ATOP:
	case HEL_SOURCE_MAJORS:
	case HEL_SOURCE_CONTIGUITY:
	case HEL_SOURCE_RIVALRIES:
		return "empty outside the years covered; inside them 0 is what the source does not list";
	case HEL_SOURCE_MIDS:
	case HEL_SOURCE_WARS:
		return "onset and ongoing are 0 inside the years covered where there is none; the rest, and all outside "
		       "them, is empty";
	default:
		return "empty outside the years covered and where the source has no figure; never 0 for missing";
	}
}

static bool is_event(hel_dyad_source source)
{
	return source == HEL_SOURCE_MIDS || source == HEL_SOURCE_WARS || source == HEL_SOURCE_PEACE;
}

hel_status hel_dyads_explain(hel_panel *panel, const char *column, hel_text *text, hel_error *error)
{
	const hel_about *about = hel_about_of(column);
	if (!about) {
		char buffer[HEL_NAME_MAX];
		const char *nearest = hel_about_nearest(column, buffer, sizeof buffer);
		return nearest ? hel_fail(error, HEL_EUSAGE, "unknown column '%s'; did you mean '%s'?", column, nearest)
			       : hel_fail(error, HEL_EUSAGE, "unknown column '%s'", column);
	}
	const hel_source *source = hel_panel_source_of(panel, table_of(about));
	if (!source)
		return hel_fail(error, HEL_EDATA, "damaged data: sources.csv lacks a table");
	hel_text_printf(text, "%s: %s\n", column, about->label);
	hel_text_printf(text, "  source    --add %s%s: %s (%s)\n", hel_dyad_source_name(about->source),
			about->group == HEL_GROUP_COW                                       ? " --mids cow"
			: about->source == HEL_SOURCE_MIDS || about->group == HEL_GROUP_GML ? " --mids gml"
											    : "",
			source->title, source->release);
	hel_text_printf(text, "  rule      %s\n", about->rule);
	hel_text_printf(text, "  coverage  %d-%d\n", source->from < HEL_FIRST_YEAR ? HEL_FIRST_YEAR : source->from,
			source->to);
	hel_text_printf(text, "  missing   %s\n", missing_of(about));
	hel_text_printf(text, "  --mry     %s\n",
			is_event(about->source) ? "no effect: events are never carried forward"
						: "years after the last one covered take its figure");
	hel_text_printf(text, "  cite      %s\n", source->citation);
	return text->failed ? hel_fail_memory(error) : HEL_OK;
}

/* The entry of a key in a BibTeX file: from its @ to the brace that closes it. */
static bool find_entry(const char *bib, const char *key, size_t length, const char **entry, size_t *n)
{
	for (const char *at = strchr(bib, '@'); at; at = strchr(at + 1, '@')) {
		const char *open = strchr(at, '{');
		if (!open || strncmp(open + 1, key, length) || open[1 + length] != ',')
			continue;
		int depth = 0;
		const char *end = open;
		do {
			depth += *end == '{';
			depth -= *end == '}';
		} while (*end && depth && *++end);
		*entry = at;
		*n = (size_t)(end - at) + 1;
		return depth == 0;
	}
	return false;
}

typedef struct cited {
	const char *key[KEYS_MAX];
	size_t length[KEYS_MAX], n;
} cited;

/* A table's keys stand apart by spaces. */
static hel_status cite_table(const char *bib, const hel_source *source, cited *done, hel_text *text, hel_error *error)
{
	for (const char *key = source->bibkey; *key; key += strspn(key, " ")) {
		size_t length = strcspn(key, " "), n = 0, k = 0;
		const char *entry = NULL;
		while (k < done->n && !(done->length[k] == length && !strncmp(done->key[k], key, length)))
			k++;
		if (k == done->n && k < KEYS_MAX) {
			if (!find_entry(bib, key, length, &entry, &n))
				return hel_fail(error, HEL_EDATA, "damaged data: sources.bib lacks '%.*s'", (int)length,
						key);
			hel_text_printf(text, "%s%% %s\n", done->n ? "\n" : "", source->release);
			hel_text_put(text, entry, n);
			hel_text_put(text, "\n", 1);
			done->key[done->n] = key;
			done->length[done->n++] = length;
		}
		key += length;
	}
	return HEL_OK;
}

static void mark_tables(const hel_dyads *d, bool used[HEL_TABLES])
{
	used[d->request.system == HEL_SYSTEM_GW ? HEL_TABLE_GW_STATES : HEL_TABLE_STATES] = true;
	for (size_t c = 0; c < d->n_shown; c++) {
		const hel_column *column = hel_dyads_column(d, c);
		if (column->source >= HEL_DYAD_SOURCES)
			continue;
		used[hel_dyads_table_of(&d->request, column->source)] = true;
		if (!strncmp(column->name, "cowinterspell", 13))
			used[HEL_TABLE_WARS] = true;
	}
	used[HEL_TABLE_MAJORS] |= d->request.relevant;
	used[HEL_TABLE_CONTIGUITY] |= d->request.relevant;
}

hel_status hel_dyads_cite(const hel_dyads *dyads, hel_text *text, hel_error *error)
{
	bool used[HEL_TABLES] = {false};
	cited done = {0};
	size_t size;
	char *bib, *path = hel_arena_printf(dyads->arena, "%s/sources.bib", hel_panel_directory(dyads->panel));
	if (!path)
		return hel_fail_memory(error);
	hel_status status = hel_file_read(&bib, &size, path, BIB_MAX, error);
	if (status)
		return status;
	mark_tables(dyads, used);
	for (int t = 0; !status && t < HEL_TABLES; t++) {
		const hel_source *source = used[t] ? hel_panel_source_of(dyads->panel, (hel_table)t) : NULL;
		if (source)
			status = cite_table(bib, source, &done, text, error);
	}
	free(bib);
	return status || !text->failed ? status : hel_fail_memory(error);
}
