/* tree.h: JSON trees that are built without a test at every step, and written so that numbers read back to the same double. */
#ifndef HEL_REPORT_TREE_H
#define HEL_REPORT_TREE_H

#include <stdbool.h>

#include <jansson.h>

#include "helsinki/text.h"

/* Remembers the first failure to get memory; then everything made is NULL, and everything put is dropped. */
typedef struct hel_maker {
	bool failed;
} hel_maker;

json_t *hel_make_object(hel_maker *maker);
json_t *hel_make_array(hel_maker *maker);
json_t *hel_make_null(hel_maker *maker);
json_t *hel_make_real(hel_maker *maker, double value);        /* NAN and infinity: null */
json_t *hel_make_integer(hel_maker *maker, long long value);
json_t *hel_make_bool(hel_maker *maker, bool value);
json_t *hel_make_string(hel_maker *maker, const char *text);  /* NULL: null; bytes that are no UTF-8 become U+FFFD */

/* Take value over, whatever happens. */
void hel_set(hel_maker *maker, json_t *object, const char *key, json_t *value);
void hel_add(hel_maker *maker, json_t *array, json_t *value);

/* Takes tree over and appends it. What holds no further object or array stands on one line, the rest is indented. */
hel_status hel_tree_write(hel_text *text, hel_maker *maker, json_t *tree, hel_error *error);

/* Takes tree over and appends it in as few bytes as may be: numbers with 5 digits, and so escaped that it can stand inside
 * a <script> element. */
hel_status hel_tree_embed(hel_text *text, hel_maker *maker, json_t *tree, hel_error *error);

#endif
