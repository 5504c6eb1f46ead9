/* hash.h: FNV-1a of 32 bits (Fowler, Noll and Vo), a byte or a word at a time, for tables and for passing by what differs. */
#ifndef HEL_BASE_HASH_H
#define HEL_BASE_HASH_H

#include <stdint.h>

#define HEL_HASH_START UINT32_C(2166136261)

static inline uint32_t hel_hash(uint32_t so_far, uint32_t next)
{
	return (so_far ^ next) * UINT32_C(16777619);
}

#endif
