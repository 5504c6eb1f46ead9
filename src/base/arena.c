/* arena.c: blocks of 64 KiB or of one large piece, chained. */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 1 << 16, ALIGNMENT = 64 }; /* 64: a cache line, and the widest vector */

struct block {
	struct block *next;
	void *bytes;
};

struct hel_arena {
	struct block *block;
	char *free_from;
	size_t left, bytes;
};

hel_arena *hel_arena_new(void)
{
	return calloc(1, sizeof(hel_arena));
}

void hel_arena_free(hel_arena *arena)
{
	if (!arena)
		return;
	for (struct block *block = arena->block, *next; block; block = next) {
		next = block->next;
		free(block->bytes);
		free(block);
	}
	free(arena);
}

static char *add_block(hel_arena *arena, size_t bytes)
{
	struct block *block = malloc(sizeof *block);
	if (!block)
		return NULL;
	block->bytes = aligned_alloc(ALIGNMENT, bytes);
	if (!block->bytes) {
		free(block);
		return NULL;
	}
	memset(block->bytes, 0, bytes);
	block->next = arena->block;
	arena->block = block;
	arena->bytes += bytes;
	return block->bytes;
}

size_t hel_arena_bytes(const hel_arena *arena)
{
	return arena ? arena->bytes : 0;
}

void *hel_arena_alloc(hel_arena *arena, size_t n, size_t size)
{
	if (size && n > (SIZE_MAX / 2 - ALIGNMENT) / size)
		return NULL;
	size_t bytes = (n * size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	if (!bytes)
		bytes = ALIGNMENT;
	if (bytes > BLOCK_BYTES / 4)
		return add_block(arena, bytes);
	if (bytes > arena->left) {
		arena->free_from = add_block(arena, BLOCK_BYTES);
		arena->left = arena->free_from ? BLOCK_BYTES : 0;
		if (!arena->free_from)
			return NULL;
	}
	void *piece = arena->free_from;
	arena->free_from += bytes;
	arena->left -= bytes;
	return piece;
}

char *hel_arena_copy(hel_arena *arena, const char *text, size_t length)
{
	char *copy = hel_arena_alloc(arena, length + 1, 1);
	if (copy)
		memcpy(copy, text, length);
	return copy;
}

char *hel_arena_printf(hel_arena *arena, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (length < 0)
		return NULL;
	char *text = hel_arena_alloc(arena, (size_t)length + 1, 1);
	if (!text)
		return NULL;
	va_start(args, format);
	vsnprintf(text, (size_t)length + 1, format, args);
	va_end(args);
	return text;
}
