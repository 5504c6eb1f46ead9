/* rng.c: Threefry by Random123 (Salmon et al. 2011), keys by FNV-1a. */
#include "base/rng.h"

#include <math.h>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wcast-qual"
#include <Random123/threefry.h>
#pragma GCC diagnostic pop

static uint64_t fnv1a(const char *text, uint64_t hash)
{
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
	return hash;
}

hel_rng_key hel_rng_key_of(const char *what)
{
	uint64_t first = fnv1a(what, UINT64_C(0xcbf29ce484222325));
	return (hel_rng_key){first, fnv1a(what, ~first)};
}

double hel_rng_uniform(uint64_t seed, uint64_t draw, hel_rng_key key)
{
	threefry2x64_ctr_t counter = {{draw, key.second}};
	threefry2x64_key_t words = {{seed, key.first}};
	threefry2x64_ctr_t out = threefry2x64(counter, words);
	return ((double)(out.v[0] >> 11) + 0.5) * 0x1p-53;
}

double hel_rng_triangular(double low, double mode, double high, double u)
{
	if (!(low < high))
		return low;
	double width = high - low, rise = mode - low;
	if (u * width < rise)
		return low + sqrt(u * width * rise);
	return high - sqrt((1 - u) * width * (high - mode));
}
