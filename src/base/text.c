/* text.c: growing text; the nearest word by edit distance. */
#include "base/text.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool make_room(hel_text *text, size_t more)
{
	if (text->failed || more > SIZE_MAX / 2 - text->n) {
		text->failed = true;
		return false;
	}
	if (text->n + more + 1 <= text->room)
		return true;
	size_t room = text->room ? text->room : 256;
	while (room < text->n + more + 1)
		room *= 2;
	char *bytes = realloc(text->bytes, room);
	if (!bytes) {
		text->failed = true;
		return false;
	}
	text->bytes = bytes;
	text->room = room;
	return true;
}

void hel_text_put(hel_text *text, const char *bytes, size_t n)
{
	if (!make_room(text, n))
		return;
	if (n)
		memcpy(text->bytes + text->n, bytes, n);
	text->n += n;
	text->bytes[text->n] = '\0';
}

void hel_text_printf(hel_text *text, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (length < 0 || !make_room(text, (size_t)length)) {
		text->failed = true;
		return;
	}
	va_start(args, format);
	vsnprintf(text->bytes + text->n, (size_t)length + 1, format, args);
	va_end(args);
	text->n += (size_t)length;
}

void hel_text_free(hel_text *text)
{
	free(text->bytes);
	*text = (hel_text){0};
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool hel_same_word(const char *a, const char *b)
{
	while (*a && lower(*a) == lower(*b)) {
		a++;
		b++;
	}
	return *a == *b;
}

enum { WORD_MAX = 64 };

/* Insertions, deletions, replacements and swaps of neighbours (Damerau 1964), case aside. */
static size_t edit_distance(const char *a, size_t n, const char *b, size_t m)
{
	size_t row[3][WORD_MAX + 1];
	for (size_t j = 0; j <= m; j++)
		row[0][j] = j;
	for (size_t i = 1; i <= n; i++) {
		size_t *now = row[i % 3], *last = row[(i - 1) % 3], *before = row[(i + 1) % 3];
		now[0] = i;
		for (size_t j = 1; j <= m; j++) {
			bool same = lower(a[i - 1]) == lower(b[j - 1]);
			size_t best = last[j - 1] + !same;
			best = last[j] + 1 < best ? last[j] + 1 : best;
			best = now[j - 1] + 1 < best ? now[j - 1] + 1 : best;
			if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]) &&
			    before[j - 2] + 1 < best)
				best = before[j - 2] + 1;
			now[j] = best;
		}
	}
	return row[n % 3][m];
}

/* The letters of a word, a bit each, case aside. */
static uint64_t letters_of(const char *word)
{
	uint64_t letters = 0;
	for (; *word; word++)
		letters |= 1ull << (lower(*word) & 63);
	return letters;
}

/* No less than this many edits: every letter that only one of the words has needs one, and so does every letter too many. */
static size_t least_distance(const char *a, size_t n, const char *b, size_t m)
{
	uint64_t in_a = letters_of(a), in_b = letters_of(b);
	size_t only_a = (size_t)__builtin_popcountll(in_a & ~in_b), only_b = (size_t)__builtin_popcountll(in_b & ~in_a);
	size_t least = n > m ? n - m : m - n;
	least = only_a > least ? only_a : least;
	return only_b > least ? only_b : least;
}

hel_nearest hel_nearest_start(const char *word)
{
	/* nearer than a third of the word, rounded up: else it is another word, not a slip */
	return (hel_nearest){word, NULL, (strlen(word) + 2) / 3 + 1};
}

void hel_nearest_offer(hel_nearest *nearest, const char *candidate)
{
	size_t n = strlen(nearest->word), m = candidate ? strlen(candidate) : 0;
	if (!n || !m || n > WORD_MAX || m > WORD_MAX)
		return;
	if (least_distance(nearest->word, n, candidate, m) >= nearest->distance)
		return;
	size_t distance = edit_distance(nearest->word, n, candidate, m);
	if (distance < nearest->distance) {
		nearest->distance = distance;
		nearest->best = candidate;
	}
}

const char *hel_nearest_word(const char *word, const char *const *candidate, size_t n)
{
	hel_nearest nearest = hel_nearest_start(word);
	for (size_t c = 0; c < n; c++)
		hel_nearest_offer(&nearest, candidate[c]);
	return nearest.best;
}

const char *hel_known_word(const char *word, const char *const *words, size_t n)
{
	for (size_t w = 0; w < n; w++) {
		if (!strcmp(word, words[w]))
			return words[w];
	}
	return NULL;
}

bool hel_same_text(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}
