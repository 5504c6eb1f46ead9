/* import.h: the sources' own release files, so that a new release of a source needs no new release of this library. */
#ifndef HELSINKI_IMPORT_H
#define HELSINKI_IMPORT_H

#include "helsinki/error.h"
#include "helsinki/panel.h"
#include "helsinki/text.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Reads release files (CSV, or zip archives of them, zip in zip included), makes the tables they are the source of, and puts
 *  them into the directory `into`, which is first filled with a copy of the panel's data if it holds none. Tables are known by
 *  their columns, not by their names. Everything is read and checked before anything is written; each file appears whole.
 *  Notes count every row that was left out or merged. report tells what was imported.
 *  HEL_EINPUT: a file is damaged, of no known source, or lacks its other half (disputes need both MIDA and MIDB). */
HEL_API HEL_MUST_CHECK hel_status hel_import(hel_panel *panel, const char *const *path, size_t n_paths, const char *into,
					     hel_text *report, hel_notes *notes, hel_error *error);

#ifdef __cplusplus
}
#endif
#endif
