/* key.h: what a calibration depends on, as a digest: two lenses with one key have the same severity. */
#ifndef HEL_SECURITY_KEY_H
#define HEL_SECURITY_KEY_H

#include "base/digest.h"
#include "helsinki/security.h"

typedef struct hel_key {
	char text[HEL_DIGEST_DIGITS + 1];
} hel_key;

/* Of all that the point of a lens with a known h0 is made of but its severity, and of the years of the record. */
hel_status hel_key_of_lens(hel_key *key, const hel_lens *lens, int from, int to, hel_error *error);

/* Of a fitted model and of how years at peace are counted; "-" under other lenses. */
hel_status hel_key_of_model(hel_key *key, const hel_lens *lens, hel_error *error);

#endif
