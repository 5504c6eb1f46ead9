/* file.h: whole files. */
#ifndef HEL_BASE_FILE_H
#define HEL_BASE_FILE_H

#include <stddef.h>

#include "helsinki/error.h"

/* Reads a regular file of at most max bytes into new memory with a NUL after it. HEL_EINPUT: it cannot be opened or read
 * (`FILE: reason`), or is larger (at 1:1). Owner: the caller, with free. */
hel_status hel_file_read(char **bytes, size_t *size, const char *file, size_t max, hel_error *error);

#endif
