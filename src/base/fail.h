/* fail.h: the one place where errors are raised (set a breakpoint on hel_fail_at) and notes are taken. */
#ifndef HEL_BASE_FAIL_H
#define HEL_BASE_FAIL_H

#include "helsinki/error.h"

/* Fill error (NULL allowed) and return status, for `return hel_fail(...)`. Lower case, what went wrong first, the subject in
 * single quotes, no full stop. */
hel_status hel_fail(hel_error *error, hel_status status, const char *format, ...) HEL_PRINTF(3, 4);
hel_status hel_fail_at(hel_error *error, hel_status status, const char *file, int line, int column, const char *format, ...)
    HEL_PRINTF(6, 7);
void hel_say_memory(hel_error *error);
static inline hel_status hel_fail_memory(hel_error *error) /* inline, so that readers of code see that it is no HEL_OK */
{
	hel_say_memory(error);
	return HEL_ENOMEM;
}

/* Adds a note unless it is there already. HEL_ENOMEM if there is no memory. */
hel_status hel_note(hel_notes *notes, hel_error *error, const char *format, ...) HEL_PRINTF(3, 4);
hel_status hel_notes_append(hel_notes *notes, const hel_notes *more, hel_error *error);

#endif
