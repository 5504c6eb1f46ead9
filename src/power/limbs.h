/* limbs.h: many whole numbers of some limbs of 64 bits each, one after the other, limb by limb: first all lowest limbs, then all
 * second ones. So a vector holds the same limb of many numbers. */
#ifndef HEL_POWER_LIMBS_H
#define HEL_POWER_LIMBS_H

#include <stddef.h>
#include <stdint.h>

/* to[x] += from[x] for n numbers of so many limbs. to_stride and from_stride: from one limb of a number to its next. The caller
 * has seen to it that no sum needs more limbs. to and from do not overlap. */
void hel_limbs_add(uint64_t *to, size_t to_stride, const uint64_t *from, size_t from_stride, size_t n, int limbs);

/* Every number becomes the sum of all up to it. */
void hel_limbs_cumulate(uint64_t *row, size_t stride, size_t n, int limbs);

#endif
