/* tree.c: see tree.h. Keys come in the order in which they were set: jansson keeps it. */
#include "report/tree.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "base/utf8.h"

static json_t *made(hel_maker *maker, json_t *value)
{
	maker->failed |= !value;
	return value;
}

json_t *hel_make_object(hel_maker *maker)
{
	return made(maker, json_object());
}

json_t *hel_make_array(hel_maker *maker)
{
	return made(maker, json_array());
}

json_t *hel_make_null(hel_maker *maker)
{
	return made(maker, json_null());
}

json_t *hel_make_real(hel_maker *maker, double value)
{
	return made(maker, isfinite(value) ? json_real(value) : json_null());
}

json_t *hel_make_integer(hel_maker *maker, long long value)
{
	return made(maker, json_integer(value));
}

json_t *hel_make_bool(hel_maker *maker, bool value)
{
	return made(maker, json_boolean(value));
}

json_t *hel_make_string(hel_maker *maker, const char *text)
{
	hel_text clean = {0};
	if (!text)
		return made(maker, json_null());
	json_t *as_it_is = json_string(text);
	if (as_it_is)
		return as_it_is;
	for (size_t n = strlen(text), length; n; text += length, n -= length) {
		length = hel_utf8_length(text, n);
		hel_text_put(&clean, length ? text : "\xef\xbf\xbd", length ? length : 3);
		length += !length;
	}
	json_t *value = clean.failed ? NULL : json_stringn(clean.bytes ? clean.bytes : "", clean.n);
	hel_text_free(&clean);
	return made(maker, value);
}

void hel_set(hel_maker *maker, json_t *object, const char *key, json_t *value)
{
	maker->failed |= json_object_set_new(object, key, value) != 0;
}

void hel_add(hel_maker *maker, json_t *array, json_t *value)
{
	maker->failed |= json_array_append_new(array, value) != 0;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

typedef struct writer {
	hel_text *text;
	bool embedded;
} writer;

static void put(writer *w, const char *words)
{
	hel_text_put(w->text, words, strlen(words));
}

/* What stands for itself whatever it is written into. */
static bool is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= ';') || (c >= '(' && c <= ')') ||
	       (c >= ',' && c <= '/') || c == ' ' || c == '_';
}

/* `<` as \u003c, so that no string can close the element or open a comment; U+2028 and U+2029 end a line in old scripts. */
static void put_string(writer *w, const char *at, size_t n)
{
	put(w, "\"");
	for (const char *end = at + n, *plain = at; at < end; plain = ++at) {
		while (at < end && is_plain(*at))
			at++;
		hel_text_put(w->text, plain, (size_t)(at - plain));
		if (at == end)
			break;
		unsigned char c = (unsigned char)*at;
		bool line = w->embedded && c == 0xe2 && end - at > 2 && !memcmp(at, "\xe2\x80", 2) &&
		            (at[2] == '\xa8' || at[2] == '\xa9');
		if (line) {
			put(w, at[2] == '\xa8' ? "\\u2028" : "\\u2029");
			at += 2;
		} else if (c < 0x20 || c == 0x7f || (w->embedded && strchr("<>&'", c))) {
			hel_text_printf(w->text, "\\u%04x", c);
		} else {
			if (c == '"' || c == '\\')
				put(w, "\\");
			hel_text_put(w->text, at, 1);
		}
	}
	put(w, "\"");
}

static void put_real(writer *w, double value)
{
	char number[40];
	if (w->embedded) {
		snprintf(number, sizeof number, "%.5g", value);
		for (char *c = number; *c; c++)
			*c = strchr("0123456789+-e", *c) ? *c : '.';
	} else {
		hel_format_double(number, sizeof number, value);
	}
	put(w, number);
}

static bool is_container(const json_t *tree)
{
	return json_is_object(tree) || json_is_array(tree);
}

static bool holds_containers(json_t *tree)
{
	const char *key;
	size_t i;
	json_t *value;
	if (json_is_object(tree)) {
		json_object_foreach(tree, key, value) {
			if (is_container(value))
				return true;
		}
	}
	json_array_foreach(tree, i, value) {
		if (is_container(value))
			return true;
	}
	return false;
}

static void put_break(writer *w, int depth)
{
	put(w, "\n");
	while (depth-- > 0)
		put(w, " ");
}

static void start_item(writer *w, bool first, bool broken, int depth)
{
	if (w->embedded || !broken) {
		put(w, first ? "" : w->embedded ? "," : ", ");
		return;
	}
	put(w, first ? "" : ",");
	put_break(w, depth);
}

/* Depth is bounded by what this library builds, not by any input. */
static void put_tree(writer *w, json_t *tree, int depth);

static void put_container(writer *w, json_t *tree, int depth)
{
	bool broken = holds_containers(tree), first = true;
	const char *key;
	size_t i;
	json_t *value;
	put(w, json_is_object(tree) ? "{" : "[");
	if (json_is_object(tree)) {
		json_object_foreach(tree, key, value) {
			start_item(w, first, broken, depth + 1);
			put_string(w, key, strlen(key));
			put(w, w->embedded ? ":" : ": ");
			put_tree(w, value, depth + 1);
			first = false;
		}
	}
	json_array_foreach(tree, i, value) {
		start_item(w, i == 0, broken, depth + 1);
		put_tree(w, value, depth + 1);
	}
	if (broken && !w->embedded)
		put_break(w, depth);
	put(w, json_is_object(tree) ? "}" : "]");
}

static void put_tree(writer *w, json_t *tree, int depth)
{
	if (is_container(tree))
		put_container(w, tree, depth);
	else if (json_is_string(tree))
		put_string(w, json_string_value(tree), json_string_length(tree));
	else if (json_is_real(tree))
		put_real(w, json_real_value(tree));
	else if (json_is_integer(tree))
		hel_text_printf(w->text, "%" JSON_INTEGER_FORMAT, json_integer_value(tree));
	else
		put(w, json_is_true(tree) ? "true" : json_is_false(tree) ? "false" : "null");
}

static hel_status finish(hel_text *text, hel_maker *maker, json_t *tree, bool embedded, hel_error *error)
{
	hel_text made_text = {0};
	writer w = {&made_text, embedded};
	if (!maker->failed)
		put_tree(&w, tree, 0);
	if (!embedded)
		put(&w, "\n");
	json_decref(tree);
	if (!maker->failed && !made_text.failed)
		hel_text_put(text, made_text.bytes, made_text.n);
	bool failed = maker->failed || made_text.failed || text->failed;
	hel_text_free(&made_text);
	return failed ? hel_fail_memory(error) : HEL_OK;
}

hel_status hel_tree_write(hel_text *text, hel_maker *maker, json_t *tree, hel_error *error)
{
	return finish(text, maker, tree, false, error);
}

hel_status hel_tree_embed(hel_text *text, hel_maker *maker, json_t *tree, hel_error *error)
{
	return finish(text, maker, tree, true, error);
}
