/* loading.h: what the loaders of tables share: they name their columns, open, make room for every row, take rows, close. They
 * have a `hel_csv csv`, a `panel` and an `error`. */
#ifndef HEL_PANEL_LOADING_H
#define HEL_PANEL_LOADING_H

#include "base/csv.h"
#include "base/fail.h"
#include "panel/tables.h"

#define COLUMNS(...) static const char *const column[] = {__VA_ARGS__}
#define OPEN(name) hel_panel_csv(&csv, panel, name, column, sizeof column / sizeof *column, error)
#define ROOM(rows) ((rows).row = hel_arena_alloc(panel->arena, hel_csv_rows(&csv), sizeof *(rows).row))

/* memory: whether there was enough of it. */
static inline hel_status hel_close_table(hel_csv *csv, bool memory, hel_error *error)
{
	hel_status status = hel_csv_close(csv);
	return status || memory ? status : hel_fail_memory(error);
}

#endif
