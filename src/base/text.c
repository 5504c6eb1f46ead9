/* text.c: growing text; numbers from and to text without the locale; the nearest word by edit distance. */
#include "base/text.h"

#include <locale.h>
#include <math.h>
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

static const double POWERS[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
				1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/* Digits of a whole number, into buffer; returns how many. */
static int put_digits(char *buffer, uint64_t number, int least)
{
	char reversed[24];
	int n = 0, length = 0;
	for (; number || n < least; number /= 10)
		reversed[n++] = (char)('0' + number % 10);
	while (n)
		buffer[length++] = reversed[--n];
	return length;
}

/* Numbers of at most 15 digits that are not small: whole / 10^places reads back to the value for the fewest places. Both are
 * exact, so the quotient is rounded once, as reading the decimal would be. 0: another way is needed. */
static int format_quickly(char *buffer, double value)
{
	enum { PLACES_MAX = 15 };
	double size = fabs(value), limit = 1e15;
	int length = 0;
	if (!(size >= 1e-4 && size < limit) && value != 0)
		return 0;
	for (int places = 0; places <= PLACES_MAX; places++) {
		double scaled = size * POWERS[places];
		if (scaled >= limit)
			return 0;
		uint64_t whole = (uint64_t)(scaled + 0.5);
		if ((double)whole / POWERS[places] != size)
			continue;
		uint64_t unit = (uint64_t)POWERS[places];
		if (signbit(value))
			buffer[length++] = '-';
		length += put_digits(buffer + length, whole / unit, 1);
		if (places)
			buffer[length++] = '.';
		length += put_digits(buffer + length, whole % unit, places);
		buffer[length] = '\0';
		return length;
	}
	return 0;
}

/* printf writes the locale's decimal point. */
static void use_points(char *number)
{
	for (; *number; number++) {
		if (!strchr("0123456789+-eE.", *number))
			*number = '.';
	}
}

int hel_format_double(char *buffer, size_t size, double value)
{
	int length = size >= 32 ? format_quickly(buffer, value) : 0;
	double back;
	if (length)
		return length;
	for (int digits = 15; digits <= 17; digits++) {
		length = snprintf(buffer, size, "%.*g", digits, value);
		use_points(buffer);
		if (hel_parse_double(buffer, &back) && back == value)
			break;
	}
	return length;
}

typedef struct scan {
	uint64_t digits;
	int power; /* of ten */
	int seen;
	bool exact; /* all digits fit */
} scan;

static const char *scan_digits(const char *at, scan *s, bool after_point)
{
	for (; *at >= '0' && *at <= '9'; at++) {
		s->seen++;
		if (s->digits > (UINT64_MAX - 9) / 10) {
			s->exact = false;
			s->power += !after_point;
			continue;
		}
		s->digits = s->digits * 10 + (uint64_t)(*at - '0');
		s->power -= after_point;
	}
	return at;
}

static const char *scan_exponent(const char *at, scan *s)
{
	if (*at != 'e' && *at != 'E')
		return at;
	bool minus = *++at == '-';
	at += *at == '-' || *at == '+';
	if (*at < '0' || *at > '9')
		return NULL;
	int power = 0;
	for (; *at >= '0' && *at <= '9'; at++)
		power = power < 10000 ? power * 10 + (*at - '0') : power;
	s->power += minus ? -power : power;
	return at;
}

/* The library's own conversion, in the "C" locale, for what the quick way cannot do exactly. */
static bool convert_slowly(const char *text, double *value)
{
	locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	if (!c)
		return false;
	*value = strtod_l(text, NULL, c);
	freelocale(c);
	return isfinite(*value);
}

/* Digits below 2^53 times or over a power of ten up to 10^22 are rounded once, so correctly (Clinger 1990). */
bool hel_parse_double(const char *text, double *value)
{
	scan s = {.exact = true};
	bool minus = *text == '-';
	const char *at = scan_digits(text + (*text == '-' || *text == '+'), &s, false);
	if (*at == '.')
		at = scan_digits(at + 1, &s, true);
	if (!s.seen || !(at = scan_exponent(at, &s)) || *at)
		return false;
	if (!s.exact || s.digits >> 53 || s.power < -22 || s.power > 22)
		return convert_slowly(text, value);
	*value = s.power < 0 ? (double)s.digits / POWERS[-s.power] : (double)s.digits * POWERS[s.power];
	*value = minus ? -*value : *value;
	return true;
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
