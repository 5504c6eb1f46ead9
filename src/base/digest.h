/* digest.h: SHA-256 as hexadecimal digits. */
#ifndef HEL_BASE_DIGEST_H
#define HEL_BASE_DIGEST_H

#include <stddef.h>

enum { HEL_DIGEST_DIGITS = 64 };

/* Writes HEL_DIGEST_DIGITS digits and a NUL. */
void hel_digest(char hex[HEL_DIGEST_DIGITS + 1], const char *bytes, size_t size);

#endif
