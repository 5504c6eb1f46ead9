/* output.h: files that appear whole or not at all. Bytes go to a file beside the one named, which takes its place when all is
 * written; devices and pipes, which have no beside, and standard output are written as the bytes come. */
#ifndef HELSINKI_OUTPUT_H
#define HELSINKI_OUTPUT_H

#include <stdbool.h>
#include <stdint.h>

#include "helsinki/error.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hel_output hel_output;

/** Opens a file for writing; NULL or "-" is standard output. HEL_EIO says why it cannot be. */
HEL_API HEL_MUST_CHECK hel_status hel_output_open(hel_output **output, const char *file, hel_error *error);

/** Writes n bytes after those written before. A reader that closed its pipe is no failure: hel_output_is_closed says so, and
 *  what comes after is dropped. */
HEL_API HEL_MUST_CHECK hel_status hel_output_write(hel_output *output, const void *bytes, size_t n, hel_error *error);

/** Whether bytes may come in any order (a regular file): then hel_output_write_at may be called from several threads. */
HEL_API bool hel_output_is_random(const hel_output *output);
HEL_API HEL_MUST_CHECK hel_status hel_output_write_at(hel_output *output, uint64_t offset, const void *bytes, size_t n,
						      hel_error *error);
HEL_API bool hel_output_is_closed(const hel_output *output);

/** Puts the file in its place and frees the output, whatever the status; hel_output_discard leaves nothing behind. */
HEL_API HEL_MUST_CHECK hel_status hel_output_commit(hel_output *output, hel_error *error);
HEL_API void hel_output_discard(hel_output *output); /* NULL allowed */

#ifdef __cplusplus
}
#endif
#endif
