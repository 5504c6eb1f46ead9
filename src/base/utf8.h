/* utf8.h: checking UTF-8, and quoting what a file says in a message. */
#ifndef HEL_BASE_UTF8_H
#define HEL_BASE_UTF8_H

#include <stddef.h>

/* Bytes of the character at the start of a text of size bytes, 1 to 4; 0 if it is none (RFC 3629: no surrogates, nothing
 * longer than need be, nothing above U+10FFFF). */
size_t hel_utf8_length(const char *text, size_t size);

/* A text cut to what a message can hold, control characters and line breaks as spaces. */
typedef struct hel_brief {
	char text[84];
} hel_brief;

hel_brief hel_utf8_brief(const char *text);

#endif
