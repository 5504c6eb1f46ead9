/* test_yaml.c: what the YAML reader makes of documents, and where it says that one is wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "base/yaml.h"

static hel_yaml *read_text(hel_arena *arena, const char *text)
{
	hel_yaml *root = NULL;
	hel_error error = {0};
	assert_int_equal(hel_yaml_read(&root, arena, text, strlen(text), "f", &error), HEL_OK);
	return root;
}

static void expect_bytes(const char *bytes, size_t size, const char *expected)
{
	hel_arena *arena = hel_arena_new();
	hel_yaml *root = NULL;
	hel_error error = {0};
	char line[HEL_FILE_MAX + HEL_MESSAGE_MAX];
	char *copy = malloc(size ? size : 1); /* of exactly this size, so that reading past it is seen */
	memcpy(copy, bytes, size);
	assert_int_equal(hel_yaml_read(&root, arena, copy, size, "f", &error), HEL_EINPUT);
	assert_null(root);
	hel_error_format(&error, line, sizeof line);
	assert_string_equal(line, expected);
	assert_null(strchr(line, '\n'));
	free(copy);
	hel_arena_free(arena);
}

static void expect_error(const char *text, const char *expected)
{
	expect_bytes(text, strlen(text), expected);
}

static void test_tree(void **state)
{
	(void)state;
	hel_arena *arena = hel_arena_new();
	hel_yaml *root = read_text(arena, "# é\na: [1, é: b, \"q\"]\nb: {c: , d: x}\n");
	assert_int_equal(root->kind, HEL_YAML_MAP);
	assert_int_equal(root->n, 2);
	hel_yaml *a = hel_yaml_get(root, "a"), *b = hel_yaml_get(root, "b");
	assert_null(hel_yaml_get(root, "c"));
	assert_int_equal(a->n, 3);
	assert_string_equal(a->first->text, "1");
	assert_true(a->first->plain);
	hel_yaml *pair = a->first->next, *quoted = pair->next;
	assert_int_equal(pair->kind, HEL_YAML_MAP);
	assert_string_equal(pair->first->key->text, "é");
	assert_false(quoted->plain);
	assert_int_equal(hel_yaml_get(b, "c")->kind, HEL_YAML_WORD);
	assert_string_equal(hel_yaml_get(b, "c")->text, "");
	hel_arena_free(arena);
}

static void expect_place(const hel_yaml *node, int line, int column)
{
	assert_int_equal(node->line, line);
	assert_int_equal(node->column, column);
}

static void test_places(void **state)
{
	(void)state;
	hel_arena *arena = hel_arena_new();
	hel_yaml *root = read_text(arena, "é: [é, x: y, 'q', \"r\"]\r\nb:\r  - {c: d}\n");
	expect_place(root, 1, 1);
	hel_yaml *list = root->first;
	expect_place(list, 1, 4);
	expect_place(list->first, 1, 5);
	expect_place(list->first->next, 1, 8);
	expect_place(list->first->next->first, 1, 11);
	expect_place(list->first->next->next, 1, 14);
	expect_place(list->first->next->next->next, 1, 19);
	expect_place(list->next->key, 2, 1);
	expect_place(list->next->first, 3, 5);
	expect_place(list->next->first->first, 3, 9);
	/* no editor counts a byte order mark */
	expect_place(read_text(arena, "\xef\xbb\xbf[x]")->first, 1, 2);
	hel_arena_free(arena);
}

static void test_texts(void **state)
{
	(void)state;
	hel_arena *arena = hel_arena_new();
	hel_yaml *root =
	    read_text(arena, "- 'it''s  \n\n  so'\n- ''\n- ' x '\n- ''''''''''''''''''''''''\n- \"a\\tb\\u00e9\"\n"
			     "- |\n  two\n  lines\n- plain\n  folded\n- 'a\n  b'\n");
	const char *expected[] = {"it's\nso", "", " x ", "'''''''''''", "a\tbé", "two\nlines\n", "plain folded", "a b"};
	hel_yaml *item = root->first;
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++, item = item->next)
		assert_string_equal(item->text, expected[i]);
	assert_null(item);
	hel_arena_free(arena);
}

static void test_nothing(void **state)
{
	(void)state;
	hel_arena *arena = hel_arena_new();
	assert_null(read_text(arena, ""));
	assert_null(read_text(arena, "# only this\n\n"));
	hel_arena_free(arena);
}

static void test_refused(void **state)
{
	(void)state;
	expect_error("a: &x 1\nb: *x\n", "f:1:4: anchors are not allowed");
	expect_error("a: 1\nb: *x\n", "f:2:4: aliases are not allowed");
	expect_error("*x : 1\n", "f:1:1: aliases are not allowed");
	expect_error("a: !!str x\n", "f:1:4: tags are not allowed");
	expect_error("- x\n- !t [1]\n", "f:2:3: tags are not allowed");
	expect_error("a: 1\n---\nb: 2\n", "f:2:1: a second document is not allowed");
	expect_error("a: 1\n...\nb\n", "f:3:1: a second document is not allowed");
	expect_error("? [a]\n: b\n", "f:1:3: a key must be a word");
	expect_error("b: 1\na: 2\nb: 3\na: 4\n", "f:3:1: duplicate key 'b'");
	expect_error("a: [{b: 1, \"b\": 2}]\n", "f:1:12: duplicate key 'b'");
	expect_error("a: [1, 2\nb: 3", "f:2:5: broken YAML: flow sequence without a closing bracket");
	expect_error("a: 'x\n", "f:1:5: broken YAML: single-quoted scalar without closing quote");
	expect_error("a: b: c\n", "f:1:5: broken YAML: invalid nested block mapping on the same line");
}

static void test_bytes(void **state)
{
	(void)state;
	expect_bytes("a: x\0y", 6, "f:1:5: a NUL byte");
	expect_error("a: 1\n# \xc3\xa9 \xff\n", "f:2:5: a byte that is not UTF-8");
	expect_error("\xff\xfe"
		     "a",
		     "f:1:1: a byte that is not UTF-8");
	expect_error("a: \xc0\xaf", "f:1:4: a byte that is not UTF-8");
	expect_error("a: \xed\xa0\x80", "f:1:4: a byte that is not UTF-8");
	expect_error("a: \xf4\x90\x80\x80", "f:1:4: a byte that is not UTF-8");
	expect_error("a: \xe2\x82", "f:1:4: a byte that is not UTF-8");
	expect_error("a: \x1b[31m", "f:1:4: a control character");
	expect_error("a: \"\\0\"", "f:1:4: a control character in the text");
	expect_error("a: \"\\e[31m\"", "f:1:4: a control character in the text");
}

static char *repeat(const char *head, const char *part, size_t n, const char *tail, size_t *size)
{
	size_t length = strlen(part), start = strlen(head), end = strlen(tail);
	*size = start + n * length + end;
	char *text = malloc(*size + 1);
	memcpy(text, head, start);
	for (size_t i = 0; i < n; i++)
		memcpy(text + start + i * length, part, length);
	memcpy(text + start + n * length, tail, end + 1);
	return text;
}

static void expect_repeated(const char *head, const char *part, size_t n, const char *tail, const char *expected)
{
	size_t size;
	char *text = repeat(head, part, n, tail, &size);
	if (expected) {
		expect_bytes(text, size, expected);
	} else {
		hel_arena *arena = hel_arena_new();
		hel_yaml *root;
		assert_int_equal(hel_yaml_read(&root, arena, text, size, "f", NULL), HEL_OK);
		hel_arena_free(arena);
	}
	free(text);
}

static void test_large(void **state)
{
	(void)state;
	const size_t most = HEL_YAML_BYTES_MAX;
	expect_repeated("", "#", most, "", NULL);
	expect_repeated("", "#", most + 1, "", "f:1:1: the file is too large: at most 1 MiB");
	expect_repeated("", "[", 64, "x", "f:1:66: broken YAML: flow sequence without a closing bracket");
	expect_repeated("", "[", 65, "x", "f:1:65: nested deeper than 64 levels");
	expect_repeated("", "[", most, "", "f:1:65: nested deeper than 64 levels");
	expect_repeated("", "- ", most / 2, "", "f:1:129: nested deeper than 64 levels");
	expect_repeated("", "{a: ", most / 4, "", "f:1:257: nested deeper than 64 levels");
	expect_repeated("", "{", most, "", "f:1:2: a key must be a word");
	expect_repeated("[", "a,", most / 2 - 1, "]", NULL);
	expect_repeated("'", "''", most / 2 - 1, "'", NULL);
	expect_repeated("- a\n", "\n", 1000, "- b\n", NULL);
	expect_repeated("a: |\n", "\n", most - 20, " x\n", "f:2:1: a gap of too many empty lines inside a text");
	expect_repeated("a: \"x", "\n", most - 20, " x\"\n", "f:1:6: a gap of too many empty lines inside a text");
	expect_repeated("a:\n", "- *b\n", most / 5 - 1, "", "f:2:3: aliases are not allowed");
}

static void test_utf8(void **state)
{
	(void)state;
	assert_int_equal(hel_utf8_length("a", 1), 1);
	assert_int_equal(hel_utf8_length("\xc3\xa9", 2), 2);
	assert_int_equal(hel_utf8_length("\xc3\xa9", 1), 0);
	assert_int_equal(hel_utf8_length("\xf0\x9f\x98\x80", 4), 4);
	assert_int_equal(hel_utf8_length("", 0), 0);
	assert_string_equal(hel_utf8_brief("a\nb").text, "a b");
	char text[600];
	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	hel_brief brief = hel_utf8_brief(text);
	assert_true(strlen(brief.text) < sizeof brief.text);
	assert_int_equal(strncmp(brief.text + strlen(brief.text) - 3, "\xe2\x80\xa6", 3), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_tree),    cmocka_unit_test(test_places),  cmocka_unit_test(test_texts),
	    cmocka_unit_test(test_nothing), cmocka_unit_test(test_refused), cmocka_unit_test(test_bytes),
	    cmocka_unit_test(test_large),   cmocka_unit_test(test_utf8),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
