/* tree.c: see tree.h. A server writes thousands of values for every move of a slider, so that one takes a piece of an arena, and
 * no table of keys is kept. */
#include "report/tree.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "base/utf8.h"

typedef enum value_kind { NOTHING, BOOLEAN, INTEGER, REAL, STRING, ARRAY, OBJECT } value_kind;

struct hel_tree {
	hel_tree *next;  /* in what holds it */
	const char *key; /* NULL: held by no object */
	union {
		bool truth;
		long long integer;
		double real;
		struct {
			const char *text;
			size_t n;
		};
		struct {
			hel_tree *first, *last;
		};
	};
	uint8_t kind;
	bool nests;    /* holds objects or arrays */
	char room[22]; /* for the key, if it is short */
};

void hel_maker_free(hel_maker *maker)
{
	hel_arena_free(maker->arena);
	maker->arena = NULL;
}

/* NULL: no memory. */
static void *get(hel_maker *maker, size_t bytes)
{
	if (maker->failed)
		return NULL;
	if (!maker->arena)
		maker->arena = hel_arena_new();
	void *piece = maker->arena ? hel_arena_alloc(maker->arena, bytes, 1) : NULL;
	maker->failed |= !piece;
	return piece;
}

static hel_tree *make(hel_maker *maker, value_kind kind)
{
	hel_tree *made = get(maker, sizeof *made);
	if (made)
		made->kind = (uint8_t)kind;
	return made;
}

hel_tree *hel_make_object(hel_maker *maker)
{
	return make(maker, OBJECT);
}

hel_tree *hel_make_array(hel_maker *maker)
{
	return make(maker, ARRAY);
}

hel_tree *hel_make_null(hel_maker *maker)
{
	return make(maker, NOTHING);
}

hel_tree *hel_make_real(hel_maker *maker, double value)
{
	hel_tree *made = make(maker, isfinite(value) ? REAL : NOTHING);
	if (made && isfinite(value))
		made->real = value;
	return made;
}

hel_tree *hel_make_integer(hel_maker *maker, long long value)
{
	hel_tree *made = make(maker, INTEGER);
	if (made)
		made->integer = value;
	return made;
}

hel_tree *hel_make_bool(hel_maker *maker, bool value)
{
	hel_tree *made = make(maker, BOOLEAN);
	if (made)
		made->truth = value;
	return made;
}

static bool is_clean(const char *text, size_t n)
{
	for (size_t length; n; text += length, n -= length) {
		if (!(length = hel_utf8_length(text, n)))
			return false;
	}
	return true;
}

static void put_clean(hel_text *to, const char *text, size_t n)
{
	for (size_t length; n; text += length, n -= length) {
		length = hel_utf8_length(text, n);
		hel_text_put(to, length ? text : "\xef\xbf\xbd", length ? length : 3);
		length += !length;
	}
}

static void set_text(hel_maker *maker, hel_tree *to, const char *text, size_t n)
{
	char *copy = get(maker, n + 1);
	if (!copy)
		return;
	memcpy(copy, text, n);
	to->text = copy;
	to->n = n;
}

hel_tree *hel_make_string(hel_maker *maker, const char *text)
{
	hel_tree *made = make(maker, text ? STRING : NOTHING);
	if (!made || !text)
		return made;
	size_t n = strlen(text);
	if (is_clean(text, n)) {
		set_text(maker, made, text, n);
		return made;
	}
	hel_text clean = {0};
	put_clean(&clean, text, n);
	maker->failed |= clean.failed;
	if (!clean.failed)
		set_text(maker, made, clean.bytes ? clean.bytes : "", clean.n);
	hel_text_free(&clean);
	return made;
}

static bool is_container(const hel_tree *tree)
{
	return tree->kind == OBJECT || tree->kind == ARRAY;
}

void hel_add(hel_maker *maker, hel_tree *array, hel_tree *value)
{
	if (maker->failed)
		return;
	if (array->last)
		array->last->next = value;
	else
		array->first = value;
	array->last = value;
	array->nests |= is_container(value);
}

void hel_set(hel_maker *maker, hel_tree *object, const char *key, hel_tree *value)
{
	if (maker->failed)
		return;
	size_t bytes = strlen(key) + 1;
	char *copy = bytes <= sizeof value->room ? value->room : get(maker, bytes);
	if (!copy)
		return;
	memcpy(copy, key, bytes);
	value->key = copy;
	hel_add(maker, object, value);
}

/* --- comparing ---------------------------------------------------------------------------------------------------- */

static bool are_alike(const hel_tree *a, const hel_tree *b);

static bool hold_the_same(const hel_tree *a, const hel_tree *b)
{
	const hel_tree *x = a->first, *y = b->first;
	for (; x && y; x = x->next, y = y->next) {
		if ((a->kind == OBJECT && strcmp(x->key, y->key)) || !are_alike(x, y))
			return false;
	}
	return !x && !y;
}

static bool are_alike(const hel_tree *a, const hel_tree *b)
{
	if (!a || !b || a->kind != b->kind)
		return a == b;
	switch ((value_kind)a->kind) {
	case NOTHING:
		return true;
	case BOOLEAN:
		return a->truth == b->truth;
	case INTEGER:
		return a->integer == b->integer;
	case REAL:
		return a->real == b->real;
	case STRING:
		return a->n == b->n && !memcmp(a->text, b->text, a->n);
	default:
		return hold_the_same(a, b);
	}
}

size_t hel_tree_find(const hel_tree *array, const hel_tree *item)
{
	size_t place = 0;
	for (const hel_tree *x = array ? array->first : NULL; x && !are_alike(x, item); x = x->next)
		place++;
	return place;
}

size_t hel_tree_size(const hel_tree *container)
{
	size_t n = 0;
	for (const hel_tree *x = container ? container->first : NULL; x; x = x->next)
		n++;
	return n;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

typedef enum layout { FOR_READERS, FOR_PROGRAMS, FOR_PAGES } layout;

typedef struct writer {
	hel_text *text;
	layout layout;
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
		bool line = w->layout == FOR_PAGES && c == 0xe2 && end - at > 2 && !memcmp(at, "\xe2\x80", 2) &&
		            (at[2] == '\xa8' || at[2] == '\xa9');
		if (line) {
			put(w, at[2] == '\xa8' ? "\\u2028" : "\\u2029");
			at += 2;
		} else if (c < 0x20 || c == 0x7f || (w->layout == FOR_PAGES && strchr("<>&'", c))) {
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
	if (w->layout == FOR_PAGES) {
		snprintf(number, sizeof number, "%.5g", value);
		for (char *c = number; *c; c++)
			*c = strchr("0123456789+-e", *c) ? *c : '.';
	} else {
		hel_format_double(number, sizeof number, value);
	}
	put(w, number);
}

static void put_break(writer *w, int depth)
{
	static const char blank[] = "\n                ";
	enum { MOST = sizeof blank - 2 };
	hel_text_put(w->text, blank, 1 + (size_t)(depth < MOST ? depth : MOST));
	for (; depth > MOST; depth--)
		put(w, " ");
}

static void start_item(writer *w, bool first, bool broken, int depth)
{
	if (w->layout != FOR_READERS || !broken) {
		put(w, first ? "" : w->layout == FOR_READERS ? ", " : ",");
		return;
	}
	put(w, first ? "" : ",");
	put_break(w, depth);
}

/* Depth is bounded by what this library builds, not by any input. */
static void put_tree(writer *w, const hel_tree *tree, int depth);

static void put_container(writer *w, const hel_tree *tree, int depth)
{
	bool is_object = tree->kind == OBJECT;
	put(w, is_object ? "{" : "[");
	for (const hel_tree *x = tree->first; x; x = x->next) {
		start_item(w, x == tree->first, tree->nests, depth + 1);
		if (is_object) {
			put_string(w, x->key, strlen(x->key));
			put(w, w->layout == FOR_READERS ? ": " : ":");
		}
		put_tree(w, x, depth + 1);
	}
	if (tree->nests && w->layout == FOR_READERS)
		put_break(w, depth);
	put(w, is_object ? "}" : "]");
}

static void put_tree(writer *w, const hel_tree *tree, int depth)
{
	switch ((value_kind)tree->kind) {
	case NOTHING:
		put(w, "null");
		break;
	case BOOLEAN:
		put(w, tree->truth ? "true" : "false");
		break;
	case INTEGER:
		hel_text_printf(w->text, "%lld", tree->integer);
		break;
	case REAL:
		put_real(w, tree->real);
		break;
	case STRING:
		put_string(w, tree->text, tree->n);
		break;
	default:
		put_container(w, tree, depth);
	}
}

static hel_status finish(hel_text *text, hel_maker *maker, const hel_tree *tree, layout as, hel_error *error)
{
	hel_text made_text = {0};
	writer w = {&made_text, as};
	if (!maker->failed)
		put_tree(&w, tree, 0);
	if (as == FOR_READERS)
		put(&w, "\n");
	hel_maker_free(maker);
	if (!maker->failed && !made_text.failed)
		hel_text_put(text, made_text.bytes, made_text.n);
	bool failed = maker->failed || made_text.failed || text->failed;
	hel_text_free(&made_text);
	return failed ? hel_fail_memory(error) : HEL_OK;
}

hel_status hel_tree_write(hel_text *text, hel_maker *maker, const hel_tree *tree, hel_error *error)
{
	return finish(text, maker, tree, FOR_READERS, error);
}

hel_status hel_tree_send(hel_text *text, hel_maker *maker, const hel_tree *tree, hel_error *error)
{
	return finish(text, maker, tree, FOR_PROGRAMS, error);
}

hel_status hel_tree_embed(hel_text *text, hel_maker *maker, const hel_tree *tree, hel_error *error)
{
	return finish(text, maker, tree, FOR_PAGES, error);
}
