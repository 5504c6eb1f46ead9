/* clones.h: one function compiled for several generations of x86 vectors and chosen when the program starts. Additions and
 * multiplications element by element, never fused: all of them give the same bits. */
#ifndef HEL_BASE_CLONES_H
#define HEL_BASE_CLONES_H

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define HEL_HAS_CLONES 1
#define HEL_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define HEL_HAS_CLONES 0
#define HEL_CLONES
#endif

/* A function that is to be compiled within each clone that calls it, for the vectors of that clone. */
#define HEL_WITHIN static inline __attribute__((always_inline))

#endif
