/* rng.h: random numbers that are a function of (seed, draw, what) and of nothing else, so that no order of work and no
 * number of threads can change them. */
#ifndef HEL_BASE_RNG_H
#define HEL_BASE_RNG_H

#include <stdint.h>

/* What is drawn, hashed once: two 64-bit FNV-1a hashes of its name. */
typedef struct hel_rng_key {
	uint64_t first, second;
} hel_rng_key;

hel_rng_key hel_rng_key_of(const char *what);

/* Uniform in (0,1), 53 bits, from Threefry-2x64-20 with key (seed, key.first) and counter (draw, key.second). */
double hel_rng_uniform(uint64_t seed, uint64_t draw, hel_rng_key key);

/* The triangular distribution at u in (0,1), by inversion; low if low == high. */
double hel_rng_triangular(double low, double mode, double high, double u);

#endif
