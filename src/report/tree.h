/* tree.h: JSON trees that are built without a test at every step, and written so that numbers read back to the same double. */
#ifndef HEL_REPORT_TREE_H
#define HEL_REPORT_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "helsinki/text.h"

/* A value, and where it stands in what holds it. */
typedef struct hel_tree hel_tree;

/* Holds all that is made with it, and remembers the first failure to get memory; then everything made is NULL, and everything put is
 * dropped. Starts as zeros. Done with by hel_tree_write, hel_tree_send, hel_tree_embed or hel_maker_free. */
typedef struct hel_maker {
	bool failed;
	hel_arena *arena;
} hel_maker;

void hel_maker_free(hel_maker *maker);

hel_tree *hel_make_object(hel_maker *maker);
hel_tree *hel_make_array(hel_maker *maker);
hel_tree *hel_make_null(hel_maker *maker);
hel_tree *hel_make_real(hel_maker *maker, double value);        /* NAN and infinity: null */
hel_tree *hel_make_integer(hel_maker *maker, long long value);
hel_tree *hel_make_bool(hel_maker *maker, bool value);
hel_tree *hel_make_string(hel_maker *maker, const char *text);  /* NULL: null; bytes that are no UTF-8 become U+FFFD */

/* value goes to the end of what holds it, and is held once. key is UTF-8, copied; an object must not have it yet. */
void hel_set(hel_maker *maker, hel_tree *object, const char *key, hel_tree *value);
void hel_add(hel_maker *maker, hel_tree *array, hel_tree *value);

/* The place of a tree like `item` in an array, or how many the array has. Keys count in their order. */
size_t hel_tree_find(const hel_tree *array, const hel_tree *item);
size_t hel_tree_size(const hel_tree *container); /* how many values it holds itself */

/* Appends the tree and frees all that the maker made. What holds no further object or array stands on one line, the rest is
 * indented. */
hel_status hel_tree_write(hel_text *text, hel_maker *maker, const hel_tree *tree, hel_error *error);

/* The same without any blank, for programs that answer often. */
hel_status hel_tree_send(hel_text *text, hel_maker *maker, const hel_tree *tree, hel_error *error);

/* The same in as few bytes as may be: without blanks, numbers with 5 digits, and so escaped that it can stand inside a <script> element. */
hel_status hel_tree_embed(hel_text *text, hel_maker *maker, const hel_tree *tree, hel_error *error);

#endif
