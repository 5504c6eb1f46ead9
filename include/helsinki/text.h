/* text.h: text that grows, and numbers as text whatever the locale. */
#ifndef HELSINKI_TEXT_H
#define HELSINKI_TEXT_H

#include <stdbool.h>

#include "helsinki/error.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Growing text. bytes is NUL-terminated once something was put. failed is set when memory runs out; later appends do
 *  nothing. */
typedef struct hel_text {
	char *bytes;
	size_t n, room;
	bool failed;
} hel_text;

HEL_API void hel_text_put(hel_text *text, const char *bytes, size_t n);
HEL_API void hel_text_printf(hel_text *text, const char *format, ...) HEL_PRINTF(2, 3);
HEL_API void hel_text_free(hel_text *text);

/** The candidate nearest to a word that was not found, case aside, or NULL if none is near; candidates may be NULL. */
HEL_API const char *hel_nearest_word(const char *word, const char *const *candidate, size_t n);

/** A text that is one decimal number, whatever the locale; false if it is anything else. No NAN, no infinity, no hexadecimal. */
HEL_API bool hel_parse_double(const char *text, double *value);

/** The shortest decimal that reads back to the same double, whatever the locale; buffer of at least 32 bytes. Not for NAN. */
HEL_API int hel_format_double(char *buffer, size_t size, double value);

#ifdef __cplusplus
}
#endif
#endif
