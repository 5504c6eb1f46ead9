/* text.h: reading numbers, and the nearest word. */
#ifndef HEL_BASE_TEXT_H
#define HEL_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "helsinki/text.h"

/* Whether two words are the same but for the case of ASCII letters. */
bool hel_same_word(const char *a, const char *b);

/* Whether two texts are the same; NULL is the same as NULL alone. */
bool hel_same_text(const char *a, const char *b);

/* The list's own copy of a word; NULL if it is none of them. */
const char *hel_known_word(const char *word, const char *const *words, size_t n);

/* Looks for the word nearest to one that was not found. Offer candidates in any order; the first of equals wins. */
typedef struct hel_nearest {
	const char *word, *best;
	size_t distance;
} hel_nearest;

hel_nearest hel_nearest_start(const char *word);
void hel_nearest_offer(hel_nearest *nearest, const char *candidate); /* NULL is ignored */

#endif
