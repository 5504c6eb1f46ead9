/* decimal.c: numbers from and to text without the locale. */
#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "helsinki/text.h"

/* --- to text ------------------------------------------------------------------------------------------------------ */

enum { LEAST_DIGITS = 15, MOST_DIGITS = 17, FIVES = 28 };

__extension__ typedef unsigned __int128 wide;

/* 5^27 is the largest power below 2^63: times a significand of 53 bits it fits 128. */
static const uint64_t FIVE_TO[FIVES] = {1ull,
					5ull,
					25ull,
					125ull,
					625ull,
					3125ull,
					15625ull,
					78125ull,
					390625ull,
					1953125ull,
					9765625ull,
					48828125ull,
					244140625ull,
					1220703125ull,
					6103515625ull,
					30517578125ull,
					152587890625ull,
					762939453125ull,
					3814697265625ull,
					19073486328125ull,
					95367431640625ull,
					476837158203125ull,
					2384185791015625ull,
					11920928955078125ull,
					59604644775390625ull,
					298023223876953125ull,
					1490116119384765625ull,
					7450580596923828125ull};

static const uint64_t TEN_TO[MOST_DIGITS + 1] = {1ull,
						 10ull,
						 100ull,
						 1000ull,
						 10000ull,
						 100000ull,
						 1000000ull,
						 10000000ull,
						 100000000ull,
						 1000000000ull,
						 10000000000ull,
						 100000000000ull,
						 1000000000000ull,
						 10000000000000ull,
						 100000000000000ull,
						 1000000000000000ull,
						 10000000000000000ull,
						 100000000000000000ull};

/* A positive number: significand * 2^power. */
typedef struct binary {
	uint64_t significand;
	int power;
} binary;

/* digits * 10^(exponent - n + 1), n the number of digits. */
typedef struct decimal {
	uint64_t digits;
	int n, exponent;
} decimal;

/* The nearest decimal of n digits, ties to even, whose first stands for 10^exponent; whether it reads back to x. false, too, where
 * the whole numbers that say so exactly do not fit, and where 10^exponent is not the first digit's place: then digits is 0.
 *
 * x * 10^places = scaled / 2^shift, with all three whole, and half a unit of x's last bit is 5^places / 2 in the same measure. */
static bool round_to(decimal *to, binary x, int n, int exponent)
{
	int places = n - 1 - exponent, shift = -(x.power + places);
	*to = (decimal){0, n, exponent};
	if (places < 0 || places >= FIVES || shift < 1 || shift > 126)
		return false;
	wide scaled = (wide)x.significand * FIVE_TO[places], half = (wide)1 << (shift - 1);
	wide whole = scaled >> shift, rest = scaled - (whole << shift);
	if (whole < TEN_TO[n - 1] || whole >= TEN_TO[n])
		return false;
	bool up = rest > half || (rest == half && (whole & 1));
	wide off = up ? (half << 1) - rest : rest;
	to->digits = (uint64_t)whole + up;
	return 2 * off < FIVE_TO[places];
}

/* The shortest decimal of 15 to 17 digits that reads back; false where the quick way is not exact. Beside a power of two the
 * neighbours are not equally far, and 17 digits that miss by half a unit or more are left to the other way, too. */
static bool shorten(decimal *to, double size)
{
	int power;
	double fraction = frexp(size, &power);
	binary x = {(uint64_t)ldexp(fraction, 53), power - 53};
	int exponent = (int)floor(log10(size));
	if (fraction == 0.5)
		return false;
	for (int n = LEAST_DIGITS; n <= MOST_DIGITS; n++) {
		if (round_to(to, x, n, exponent))
			return true;
		if (!to->digits)
			return false;
	}
	return false;
}

/* Digits of a whole number; returns how many. */
static int put_digits(char *buffer, uint64_t number)
{
	char reversed[24];
	int n = 0, length = 0;
	do {
		reversed[n++] = (char)('0' + number % 10);
		number /= 10;
	} while (number);
	while (n)
		buffer[length++] = reversed[--n];
	return length;
}

static int put_zeros(char *buffer, int n)
{
	if (n <= 0)
		return 0;
	memset(buffer, '0', (size_t)n);
	return n;
}

/* As %g writes it: digits with a point in them, or with an exponent if that is below -4 or beyond the digits. */
static int put_decimal(char *buffer, decimal d)
{
	char digit[24];
	int n = put_digits(digit, d.digits), exponent = d.exponent + (d.digits == TEN_TO[d.n]);
	bool scientific = exponent < -4 || exponent >= d.n;
	while (n > 1 && digit[n - 1] == '0')
		n--;
	int before = scientific ? 1 : exponent + 1; /* digits before the point; 0 or less: zeros after it */
	int first = before < 0 ? 0 : before < n ? before : n;
	memcpy(buffer, digit, (size_t)first);
	int length = first + put_zeros(buffer + first, before - n);
	if (before <= 0)
		buffer[length++] = '0';
	if (first < n) {
		buffer[length++] = '.';
		length += put_zeros(buffer + length, -before);
		memcpy(buffer + length, digit + first, (size_t)(n - first));
		length += n - first;
	}
	if (scientific) {
		buffer[length++] = 'e';
		buffer[length++] = exponent < 0 ? '-' : '+';
		exponent = exponent < 0 ? -exponent : exponent;
		if (exponent < 10)
			buffer[length++] = '0';
		length += put_digits(buffer + length, (uint64_t)exponent);
	}
	buffer[length] = '\0';
	return length;
}

/* printf writes the locale's decimal point. */
static void use_points(char *number)
{
	for (; *number; number++) {
		if (!strchr("0123456789+-eE.", *number))
			*number = '.';
	}
}

static int format_slowly(char *buffer, size_t size, double value)
{
	int length = 0;
	double back;
	for (int digits = LEAST_DIGITS; digits <= MOST_DIGITS; digits++) {
		length = snprintf(buffer, size, "%.*g", digits, value);
		use_points(buffer);
		if (hel_parse_double(buffer, &back) && back == value)
			break;
	}
	return length;
}

int hel_format_double(char *buffer, size_t size, double value)
{
	decimal d = {0, 1, 0};
	if (size < 32 || !isfinite(value) || (value != 0 && !shorten(&d, fabs(value))))
		return format_slowly(buffer, size, value);
	int minus = signbit(value) != 0;
	if (minus)
		*buffer = '-';
	return minus + put_decimal(buffer + minus, d);
}

/* --- from text ---------------------------------------------------------------------------------------------------- */

static const double POWERS[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
				1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

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
