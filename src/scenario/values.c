/* values.c: words, numbers, ranges and days as a scenario writes them, each with its error at its place. */
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "base/utf8.h"
#include "scenario/reading.h"

hel_status hel_bad(hel_reading *r, const hel_yaml *node, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	hel_status status = hel_yaml_fault(r->error, r->file, node, format, args);
	va_end(args);
	return status;
}

hel_status hel_bad_word(hel_reading *r, const hel_yaml *node, const char *what, const char *word, const char *nearest)
{
	return hel_yaml_unknown(r->error, r->file, node, what, word, nearest);
}

hel_status hel_no_memory(hel_reading *r)
{
	return hel_fail_memory(r->error);
}

hel_status hel_at(hel_reading *r, const hel_yaml *node, hel_status status)
{
	if (status != HEL_EINPUT || !r->error || r->error->line)
		return status;
	char message[HEL_MESSAGE_MAX];
	memcpy(message, r->error->message, sizeof message);
	return hel_bad(r, node, "%s", message);
}

hel_status hel_need_map(hel_reading *r, const hel_yaml *node, const char *what)
{
	return node->kind == HEL_YAML_MAP ? HEL_OK : hel_bad(r, node, "'%s' must be a mapping", what);
}

hel_status hel_need_list(hel_reading *r, const hel_yaml *node, const char *what)
{
	return node->kind == HEL_YAML_LIST ? HEL_OK : hel_bad(r, node, "'%s' must be a list", what);
}

static const char *nearest_of(const char *word, const char *const *words)
{
	hel_nearest nearest = hel_nearest_start(word);
	for (; *words; words++)
		hel_nearest_offer(&nearest, *words);
	return nearest.best;
}

hel_status hel_check_keys(hel_reading *r, const hel_yaml *map, const char *what, const char *const *keys)
{
	hel_status status = hel_need_map(r, map, what);
	return status ? status : hel_yaml_check_keys(map, keys, r->file, r->error);
}

hel_status hel_need(hel_reading *r, const hel_yaml *map, const char *what, const char *key, const hel_yaml **value)
{
	*value = hel_yaml_get(map, key);
	return *value ? HEL_OK : hel_bad(r, map, "missing key '%s' in '%s'", key, what);
}

static size_t count_characters(const char *text)
{
	size_t n = 0;
	for (; *text; text++)
		n += ((unsigned char)*text & 0xc0) != 0x80;
	return n;
}

hel_status hel_read_line(hel_reading *r, const hel_yaml *node, const char *what, size_t most, const char **line)
{
	if (node->kind != HEL_YAML_WORD)
		return hel_bad(r, node, "'%s' must be a word", what);
	if (!*node->text)
		return hel_bad(r, node, "'%s' has no value", what);
	if (strpbrk(node->text, "\n\t"))
		return hel_bad(r, node, "'%s' must stand on one line, without tabs", what);
	if (count_characters(node->text) > most)
		return hel_bad(r, node, "'%s' is too long: at most %zu characters", what, most);
	*line = node->text;
	return HEL_OK;
}

hel_status hel_read_word(hel_reading *r, const hel_yaml *node, const char *what, const char **word)
{
	return hel_read_line(r, node, what, HEL_NAME_MAX, word);
}

hel_status hel_read_bool(hel_reading *r, const hel_yaml *node, const char *what, bool *value)
{
	bool plain = node->kind == HEL_YAML_WORD && node->plain;
	bool yes = plain && !strcmp(node->text, "true"), no = plain && !strcmp(node->text, "false");
	*value = yes;
	return yes || no ? HEL_OK : hel_bad(r, node, "'%s' must be true or false", what);
}

/* A number is short enough to be quoted, and to stand in the name of a lens. */
static bool parse_number(const hel_yaml *node, double *value)
{
	return node->kind == HEL_YAML_WORD && node->plain && strlen(node->text) <= HEL_NAME_MAX &&
	       hel_parse_double(node->text, value);
}

hel_status hel_read_number(hel_reading *r, const hel_yaml *node, const char *what, double least, double greatest,
			   double *value)
{
	if (!parse_number(node, value))
		return hel_bad(r, node, "'%s' must be a number", what);
	if (!(*value >= least && *value <= greatest)) {
		hel_brief brief = hel_utf8_brief(node->text);
		if (isinf(greatest))
			return hel_bad(r, node, "'%s' must be at least %g, not %s", what, least, brief.text);
		return hel_bad(r, node, "'%s' must lie in [%g, %g], not %s", what, least, greatest, brief.text);
	}
	return HEL_OK;
}

hel_status hel_read_integer(hel_reading *r, const hel_yaml *node, const char *what, int least, int greatest, int *value)
{
	double number;
	if (!parse_number(node, &number) || number != floor(number))
		return hel_bad(r, node, "'%s' must be a whole number", what);
	hel_status status = hel_read_number(r, node, what, least, greatest, &number);
	if (!status)
		*value = (int)number;
	return status;
}

hel_status hel_read_range(hel_reading *r, const hel_yaml *node, const char *what, double least, double greatest,
			  hel_range *range)
{
	double value[3] = {0};
	if (node->kind == HEL_YAML_WORD) {
		hel_status status = hel_read_number(r, node, what, least, greatest, &value[0]);
		if (!status)
			*range = (hel_range){value[0], value[0], value[0], true};
		return status;
	}
	if (node->kind != HEL_YAML_LIST || node->n != 3)
		return hel_bad(r, node, "'%s' must be a number or [low, mode, high]", what);
	int n = 0;
	for (const hel_yaml *item = node->first; item; item = item->next) {
		hel_status status = hel_read_number(r, item, what, least, greatest, &value[n++]);
		if (status)
			return status;
	}
	if (!(value[0] <= value[1] && value[1] <= value[2]))
		return hel_bad(r, node, "'%s' must be ordered: low <= mode <= high", what);
	*range = (hel_range){value[0], value[1], value[2], true};
	return HEL_OK;
}

hel_status hel_read_choice(hel_reading *r, const hel_yaml *node, const char *what, const char *const *words, int *choice)
{
	const char *word = "";
	hel_status status = hel_read_word(r, node, what, &word);
	if (status)
		return status;
	for (int i = 0; words[i]; i++) {
		if (!strcmp(words[i], word)) {
			*choice = i;
			return HEL_OK;
		}
	}
	const char *nearest = nearest_of(word, words);
	if (!nearest && !words[1])
		return hel_bad(r, node, "'%s' must be '%s', not '%s'", what, words[0], hel_utf8_brief(word).text);
	if (!nearest && !words[2])
		return hel_bad(r, node, "'%s' must be '%s' or '%s', not '%s'", what, words[0], words[1],
			       hel_utf8_brief(word).text);
	return hel_bad_word(r, node, what, word, nearest);
}

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static bool looks_like_date(const char *text)
{
	static const char form[] = "dddd-dd-dd";
	if (strlen(text) != sizeof form - 1)
		return false;
	for (size_t i = 0; i < sizeof form - 1; i++) {
		if (form[i] == '-' ? text[i] != '-' : text[i] < '0' || text[i] > '9')
			return false;
	}
	return true;
}

static bool parse_date(const char *text, hel_date *day)
{
	static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int year = atoi(text), month = atoi(text + 5), d = atoi(text + 8);
	if (year < 1 || month < 1 || month > 12 || d < 1 || d > length[month - 1] + (month == 2 && is_leap(year)))
		return false;
	*day = HEL_DATE(year, month, d);
	return true;
}

hel_status hel_read_day(hel_reading *r, const hel_yaml *node, const char *what, bool last, hel_date *day, bool *is_year)
{
	double year;
	*is_year = false;
	if (node->kind == HEL_YAML_WORD && looks_like_date(node->text))
		return parse_date(node->text, day) ? HEL_OK : hel_bad(r, node, "no such day '%s'", node->text);
	if (!parse_number(node, &year) || year != floor(year) || year < 1 || year > 9999)
		return hel_bad(r, node, "'%s' must be a year or a date YYYY-MM-DD", what);
	*day = last ? HEL_DATE((int)year, 12, 31) : HEL_DATE((int)year, 1, 1);
	*is_year = true;
	return HEL_OK;
}

static bool is_after(const hel_yaml *x, const hel_yaml *y)
{
	return x->line != y->line ? x->line > y->line : x->column > y->column;
}

static int by_name(const void *a, const void *b)
{
	const hel_named *x = a, *y = b;
	int order = strcmp(x->name, y->name);
	if (order || !x->node || !y->node || x->node == y->node)
		return order;
	return is_after(x->node, y->node) ? 1 : -1;
}

void hel_sort_named(hel_named *names, size_t n)
{
	if (n)
		qsort(names, n, sizeof *names, by_name);
}

const hel_named *hel_find_named(const hel_named *names, size_t n, const char *name)
{
	size_t low = 0, high = n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(name, names[middle].name);
		if (!order)
			return &names[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

hel_status hel_check_unique(hel_reading *r, hel_named *names, size_t n, const char *what)
{
	hel_sort_named(names, n);
	const hel_named *first = NULL;
	for (size_t i = 1; i < n; i++) {
		if (!strcmp(names[i - 1].name, names[i].name) && (!first || is_after(first->node, names[i].node)))
			first = &names[i];
	}
	if (!first)
		return HEL_OK;
	return hel_bad(r, first->node, "two %s are called '%s'", what, hel_utf8_brief(first->name).text);
}
