/* digest.c: by nettle. */
#include "base/digest.h"

#include <nettle/sha2.h>
#include <stdio.h>

void hel_digest(char hex[HEL_DIGEST_DIGITS + 1], const char *bytes, size_t size)
{
	struct sha256_ctx context;
	uint8_t digest[SHA256_DIGEST_SIZE];
	sha256_init(&context);
	sha256_update(&context, size, (const uint8_t *)bytes);
	sha256_digest(&context, sizeof digest, digest);
	for (size_t b = 0; b < sizeof digest; b++)
		snprintf(hex + 2 * b, 3, "%02x", digest[b]);
}
