/* limbs.c: see limbs.h. Carries of a chunk stay in the first cache; 64-bit compares make them, so the loops have no branches. */
#include "power/limbs.h"

#include <string.h>

#include "base/clones.h"

enum { CHUNK = 512 };

HEL_CLONES static void add_limb(uint64_t *restrict to, const uint64_t *restrict from, uint64_t *restrict carry, size_t n)
{
	for (size_t x = 0; x < n; x++) {
		uint64_t sum = to[x] + from[x], over = sum < from[x];
		uint64_t whole = sum + carry[x];
		carry[x] = over | (whole < sum);
		to[x] = whole;
	}
}

HEL_CLONES static void add_low(uint64_t *restrict to, const uint64_t *restrict from, uint64_t *restrict carry, size_t n)
{
	for (size_t x = 0; x < n; x++) {
		uint64_t sum = to[x] + from[x];
		carry[x] = sum < from[x];
		to[x] = sum;
	}
}

HEL_CLONES static void add_word(uint64_t *restrict to, const uint64_t *restrict from, size_t n)
{
	for (size_t x = 0; x < n; x++)
		to[x] += from[x];
}

void hel_limbs_add(uint64_t *to, size_t to_stride, const uint64_t *from, size_t from_stride, size_t n, int limbs)
{
	uint64_t carry[CHUNK];
	if (limbs == 1) {
		add_word(to, from, n);
		return;
	}
	for (size_t done = 0; done < n; done += CHUNK) {
		size_t some = n - done < CHUNK ? n - done : CHUNK;
		add_low(to + done, from + done, carry, some);
		for (int l = 1; l < limbs; l++)
			add_limb(to + done + (size_t)l * to_stride, from + done + (size_t)l * from_stride, carry, some);
	}
}

void hel_limbs_cumulate(uint64_t *row, size_t stride, size_t n, int limbs)
{
	for (size_t x = 1; x < n; x++) {
		uint64_t carry = 0;
		for (int l = 0; l < limbs; l++) {
			uint64_t *here = row + (size_t)l * stride + x, sum = *here + carry, over = sum < carry;
			sum += here[-1];
			carry = over | (sum < here[-1]);
			*here = sum;
		}
	}
}
