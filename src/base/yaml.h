/* yaml.h: a YAML document as a tree of which every node knows its line and column.
 *
 * Only what scenario and rule files need: one UTF-8 document of words, lists and mappings. Anchors, aliases, tags and second
 * documents are refused where they stand, so no file can grow when it is read. */
#ifndef HEL_BASE_YAML_H
#define HEL_BASE_YAML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "helsinki/error.h"

enum { HEL_YAML_BYTES_MAX = 1 << 20, HEL_YAML_DEPTH_MAX = 64 };

typedef enum hel_yaml_kind { HEL_YAML_WORD, HEL_YAML_LIST, HEL_YAML_MAP } hel_yaml_kind;

typedef struct hel_yaml {
	hel_yaml_kind kind;
	bool plain;       /* a word without quotes: it may be a number, true or false; an empty one is no value at all */
	int line, column; /* of the first character, from 1; columns count characters */
	const char *text; /* a word: its text, NUL-terminated, without a NUL inside; "" for the others */
	size_t n;         /* how many children a list or mapping has */
	struct hel_yaml *first; /* a list's items or a mapping's values, in the order of the file */
	struct hel_yaml *next;  /* the next of them */
	struct hel_yaml *key;   /* of a mapping's value: its key, always a word */
} hel_yaml;

/* Reads a document; *root is NULL for one without content. HEL_EINPUT says what is wrong at FILE:LINE:COLUMN. The tree lives
 * in the arena. Takes time and memory in proportion to size. */
hel_status hel_yaml_read(hel_yaml **root, hel_arena *arena, const char *bytes, size_t size, const char *file,
			 hel_error *error);

/* The value of a key; NULL if the mapping has none. */
hel_yaml *hel_yaml_get(const hel_yaml *map, const char *key);

#endif
