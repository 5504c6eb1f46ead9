/* tests.c: the test of a claim: a quantity against a sign, a threshold, another quantity or other states; all or any of some. */
#include <math.h>
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "base/utf8.h"
#include "scenario/reading.h"

static const struct {
	const char *key;
	hel_test_kind kind;
} comparisons[] = {{"is", HEL_TEST_NEGATIVE},         {"above", HEL_TEST_ABOVE},         {"below", HEL_TEST_BELOW},
		   {"less-than", HEL_TEST_LESS_THAN}, {"more-than", HEL_TEST_MORE_THAN}, {"largest-for", HEL_TEST_LARGEST_FOR}};
static const struct {
	const char *key;
	hel_test_kind kind;
} others[] = {{"all-of", HEL_TEST_ALL_OF}, {"any-of", HEL_TEST_ANY_OF}, {"not-testable", HEL_TEST_NOT_TESTABLE}};

enum { N_COMPARISONS = sizeof comparisons / sizeof *comparisons, N_OTHERS = sizeof others / sizeof *others };

typedef struct parts {
	const hel_yaml *quantity, *comparison, *other, *among;
	hel_measure measure;
	hel_test_kind kind;
} parts;

static hel_status unknown_key(hel_reading *r, const hel_yaml *key)
{
	hel_nearest nearest = hel_nearest_start(key->text);
	for (int m = 0; m < HEL_MEASURES; m++)
		hel_nearest_offer(&nearest, hel_measure_name((hel_measure)m));
	for (size_t c = 0; c < N_COMPARISONS; c++)
		hel_nearest_offer(&nearest, comparisons[c].key);
	for (size_t c = 0; c < N_OTHERS; c++)
		hel_nearest_offer(&nearest, others[c].key);
	hel_nearest_offer(&nearest, "among");
	return hel_bad_word(r, key, "quantity or test", key->text, nearest.best);
}

static hel_status take_key(hel_reading *r, const hel_yaml *value, parts *p)
{
	const char *key = value->key->text;
	if (hel_find_measure(key, &p->measure)) {
		if (p->quantity)
			return hel_bad(r, value->key, "a test has one quantity; this is the second");
		p->quantity = value;
		return HEL_OK;
	}
	if (!strcmp(key, "among")) {
		p->among = value;
		return HEL_OK;
	}
	for (size_t c = 0; c < N_COMPARISONS; c++) {
		if (strcmp(key, comparisons[c].key))
			continue;
		if (p->comparison)
			return hel_bad(r, value->key, "a test has one comparison; this is the second");
		p->comparison = value;
		p->kind = comparisons[c].kind;
		return HEL_OK;
	}
	for (size_t c = 0; c < N_OTHERS; c++) {
		if (strcmp(key, others[c].key))
			continue;
		p->other = value;
		p->kind = others[c].kind;
		return HEL_OK;
	}
	return unknown_key(r, value->key);
}

static hel_status take_apart(hel_reading *r, const hel_yaml *node, parts *p)
{
	hel_status status = hel_need_map(r, node, "test");
	for (const hel_yaml *value = status ? NULL : node->first; value && !status; value = value->next)
		status = take_key(r, value, p);
	if (status)
		return status;
	if (p->other && node->n > 1)
		return hel_bad(r, p->other->key, "'%s' stands alone in its test", p->other->key->text);
	if (p->other)
		return HEL_OK;
	if (!p->quantity)
		return hel_bad(r, node, "missing quantity in 'test': a key such as 'externality'");
	if (!p->comparison)
		return hel_bad(r, node, "missing comparison in 'test': a key such as 'is' or 'more-than'");
	if (p->among && p->kind != HEL_TEST_LARGEST_FOR)
		return hel_bad(r, p->among->key, "'among' belongs to 'largest-for'");
	return HEL_OK;
}

static hel_status read_sign(hel_reading *r, const hel_yaml *node, hel_test *test)
{
	static const char *const signs[] = {"negative", "positive", NULL};
	int choice = 0;
	hel_status status = hel_read_choice(r, node, "sign", signs, &choice);
	test->kind = choice ? HEL_TEST_POSITIVE : HEL_TEST_NEGATIVE;
	return status;
}

static const char *unit_of(const hel_quantity *q)
{
	return q->row ? q->row->unit : hel_unit_name(q->unit);
}

static hel_status read_other_quantity(hel_reading *r, const hel_yaml *node, int mechanism, hel_test *test, bool *on_bases)
{
	hel_measure measure;
	hel_status status = hel_need_map(r, node, node->key->text);
	if (status)
		return status;
	if (node->n != 1)
		return hel_bad(r, node, "'%s' must name one quantity", node->key->text);
	if (!hel_find_measure(node->first->key->text, &measure))
		return unknown_key(r, node->first->key);
	status = hel_read_quantity(r, node->first, measure, mechanism, false, &test->right, on_bases);
	if (!status && strcmp(unit_of(&test->left), unit_of(&test->right)))
		return hel_bad(r, node->first->key, "unlike units: '%s' is in %s, '%s' in %s", hel_measure_name(test->left.measure),
			       unit_of(&test->left), hel_measure_name(measure), unit_of(&test->right));
	return status;
}

hel_status hel_read_lone_quantity(hel_reading *r, const hel_yaml *node, int mechanism, hel_quantity *quantity)
{
	hel_measure measure;
	bool ignored = false;
	if (!node || (node->kind == HEL_YAML_MAP && node->n != 1))
		return hel_fail_at(r->error, HEL_EINPUT, r->file, 1, 1, "one quantity is needed, such as 'security: {of: RUS}'");
	if (node->kind == HEL_YAML_LIST)
		return hel_bad(r, node, "one quantity is needed, such as 'security: {of: RUS}'");
	const hel_yaml *word = node->kind == HEL_YAML_WORD ? node : node->first->key;
	if (!hel_find_measure(word->text, &measure))
		return unknown_key(r, word);
	if (node->kind == HEL_YAML_WORD) { /* `effective`: a quantity without arguments */
		hel_yaml bare = *node, name = *node;
		bare.plain = true;
		bare.text = "";
		bare.key = &name;
		return hel_read_quantity(r, &bare, measure, mechanism, false, quantity, &ignored);
	}
	return hel_read_quantity(r, node->first, measure, mechanism, false, quantity, &ignored);
}

/* The states compared; by default those of the region. The one that is to be the largest is among them in any case. */
static hel_status read_among(hel_reading *r, const hel_yaml *node, const hel_yaml *largest, hel_test *test)
{
	const hel_world *world = &r->scenario->world;
	hel_states states = {0};
	bool ignored = false;
	hel_status status = node ? hel_read_some(r, node, "among", &states, &ignored) : HEL_OK;
	test->among = hel_arena_alloc(r->arena, (size_t)world->n, sizeof *test->among);
	if (!test->among)
		return hel_no_memory(r);
	for (int s = 0; s < world->n && !status; s++) {
		bool listed = !node && world->state[s].in_region;
		for (size_t x = 0; x < states.n; x++)
			listed |= states.state[x] == s;
		if (listed || s == test->largest_for)
			test->among[test->n_among++] = (uint16_t)s;
	}
	if (!status && test->n_among < 2)
		return hel_bad(r, node ? node : largest, "'%s' needs at least one other state", node ? "among" : "largest-for");
	return status;
}

static hel_status read_largest(hel_reading *r, const hel_yaml *node, const hel_yaml *among, hel_test *test, bool *on_bases)
{
	hel_states states = {0};
	hel_status status = hel_read_some(r, node, "largest-for", &states, on_bases);
	if (!status && states.n != 1)
		return hel_bad(r, node, "'largest-for' must be one state");
	if (status)
		return status;
	test->largest_for = states.state[0];
	return read_among(r, among, node, test);
}

static hel_status read_comparison(hel_reading *r, const parts *p, int mechanism, hel_test *test, bool *on_bases)
{
	const hel_yaml *node = p->comparison;
	switch (p->kind) {
	case HEL_TEST_NEGATIVE:
		return read_sign(r, node, test);
	case HEL_TEST_ABOVE:
	case HEL_TEST_BELOW:
		return hel_read_number(r, node, node->key->text, -1e15, 1e15, &test->threshold);
	case HEL_TEST_LARGEST_FOR:
		return read_largest(r, node, p->among, test, on_bases);
	default:
		return read_other_quantity(r, node, mechanism, test, on_bases);
	}
}

static hel_status read_parts(hel_reading *r, const hel_yaml *node, int mechanism, hel_test *test, bool *on_bases)
{
	hel_status status = hel_need_list(r, node, node->key->text);
	if (!status && !node->n)
		return hel_bad(r, node, "'%s' is empty", node->key->text);
	test->part = status ? NULL : hel_arena_alloc(r->arena, node->n, sizeof *test->part);
	if (!test->part)
		return status ? status : hel_no_memory(r);
	for (const hel_yaml *item = node->first; item && !status; item = item->next)
		status = hel_read_test(r, item, mechanism, &test->part[test->n_parts++], on_bases);
	for (size_t x = 0; x < test->n_parts && !status; x++) {
		if (test->part[x].kind == HEL_TEST_NOT_TESTABLE)
			return hel_bad(r, node, "'not-testable' is of a whole claim, not of a part");
	}
	return status;
}

hel_status hel_read_test(hel_reading *r, const hel_yaml *node, int mechanism, hel_test *test, bool *on_bases)
{
	parts p = {0};
	*test = (hel_test){0};
	hel_status status = take_apart(r, node, &p);
	if (status)
		return status;
	test->kind = p.kind;
	if (p.kind == HEL_TEST_NOT_TESTABLE)
		return hel_read_line(r, p.other, "not-testable", HEL_SENTENCE_MAX, &test->why);
	if (p.other)
		return read_parts(r, p.other, mechanism, test, on_bases);
	status = hel_read_quantity(r, p.quantity, p.measure, mechanism, p.kind == HEL_TEST_LARGEST_FOR, &test->left, on_bases);
	return status ? status : read_comparison(r, &p, mechanism, test, on_bases);
}
