/* read.h: the parties out of bytes. */
#ifndef HEL_DIALOGUE_READ_H
#define HEL_DIALOGUE_READ_H

#include "helsinki/dialogue.h"

/* As hel_dialogue_read, of bytes in memory with a NUL after them, which are freed in any case; file is copied. */
hel_status hel_dialogue_take(hel_dialogue *dialogue, const char *file, char *bytes, size_t size, hel_error *error);

#endif
