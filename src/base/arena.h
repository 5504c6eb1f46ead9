/* arena.h: memory of one unit of work (a world, a scenario): many small pieces, freed at once. */
#ifndef HEL_BASE_ARENA_H
#define HEL_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

typedef struct hel_arena hel_arena;

hel_arena *hel_arena_new(void);          /* NULL: no memory */
void hel_arena_free(hel_arena *arena);   /* NULL allowed */
size_t hel_arena_bytes(const hel_arena *arena); /* that it holds; NULL: 0 */

/* n things of a size, zeroed and aligned for anything; NULL if there is no memory or n * size overflows. n = 0 gives a
 * valid pointer. */
void *hel_arena_alloc(hel_arena *arena, size_t n, size_t size);
char *hel_arena_copy(hel_arena *arena, const char *text, size_t length);
char *hel_arena_printf(hel_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
