/* check.c: are the files those that sources.csv describes? */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/fail.h"
#include "base/file.h"
#include "panel/tables.h"

enum { FILE_MAX = 1 << 28 };

/* Line breaks inside quotes do not occur in these tables: `data check` would count them as rows and say so. */
static size_t count_rows(const char *bytes)
{
	size_t n = 0;
	for (; *bytes; bytes++)
		n += *bytes == '\n';
	return n ? n - 1 : 0;
}

static hel_status check_file(hel_panel *panel, const hel_source *source, hel_error *error)
{
	const char *path = hel_arena_printf(panel->arena, "%s/%s.csv", panel->directory, source->file);
	char *bytes, hex[HEL_DIGEST_DIGITS + 1];
	size_t size;
	if (!path)
		return hel_fail_memory(error);
	hel_status status = hel_file_read(&bytes, &size, path, FILE_MAX, error);
	if (status)
		return status == HEL_EINPUT ? hel_fail_at(error, HEL_EDATA, path, 0, 0, "the file cannot be read") : status;
	hel_digest(hex, bytes, size);
	size_t rows = count_rows(bytes);
	free(bytes);
	if (strcmp(hex, source->sha256))
		return hel_fail_at(error, HEL_EDATA, path, 0, 0, "damaged: SHA-256 is %.16s..., not %.16s...", hex, source->sha256);
	if (rows != source->rows)
		return hel_fail_at(error, HEL_EDATA, path, 0, 0, "damaged: %zu rows, not %zu", rows, source->rows);
	return HEL_OK;
}

hel_status hel_panel_check(hel_panel *panel, hel_error *error)
{
	hel_status status = HEL_OK;
	for (size_t s = 0; !status && s < panel->sources.n; s++)
		status = check_file(panel, &panel->sources.row[s], error);
	return status ? status : hel_panel_load(panel, ~0u, error);
}
