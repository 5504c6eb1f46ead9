/* elementary.h: exp and log written out so that a compiler can make them work on whole registers: the same operations on every
 * element, so that a figure does not depend on its place in an array or on the width of the machine's vectors. Relative error
 * of both below 5e-16 (tests/unit/test_security.c). */
#ifndef HEL_BASE_ELEMENTARY_H
#define HEL_BASE_ELEMENTARY_H

#include <stdint.h>
#include <string.h>

static inline uint64_t hel_bits(double x)
{
	uint64_t bits;
	memcpy(&bits, &x, sizeof bits);
	return bits;
}

static inline double hel_from_bits(uint64_t bits)
{
	double x;
	memcpy(&x, &bits, sizeof x);
	return x;
}

/* Natural logarithm of a positive normal number: x = 2^e m with m in [sqrt(1/2), sqrt(2)), and
 * log m = 2 (s + s^3/3 + ...), s = (m - 1)/(m + 1), |s| < 0.1716. */
static inline double hel_log(double x)
{
	uint64_t bits = hel_bits(x);
	/* the exponent as a double without an integer conversion, which AVX2 lacks: 2^52 + e, less 2^52 */
	double e = hel_from_bits((bits >> 52) | UINT64_C(0x4330000000000000)) - 0x1p52 - 1023;
	double m = hel_from_bits((bits & UINT64_C(0x000fffffffffffff)) | UINT64_C(0x3ff0000000000000));
	int high = m > 1.4142135623730951;
	m = high ? m * 0.5 : m;
	e = high ? e + 1 : e;
	double s = (m - 1) / (m + 1), z = s * s, sum = 1.0 / 23;
	sum = sum * z + 1.0 / 21;
	sum = sum * z + 1.0 / 19;
	sum = sum * z + 1.0 / 17;
	sum = sum * z + 1.0 / 15;
	sum = sum * z + 1.0 / 13;
	sum = sum * z + 1.0 / 11;
	sum = sum * z + 1.0 / 9;
	sum = sum * z + 1.0 / 7;
	sum = sum * z + 1.0 / 5;
	sum = sum * z + 1.0 / 3;
	return e * 0x1.62e42fefa38p-1 + (2 * s + (2 * s * z * sum + e * 0x1.ef35793c7673p-45)); /* ln 2 in two parts */
}

/* e^x for |x| <= 700 (beyond: clamped): x = k ln 2 + r, |r| <= 0.3466, and the series of e^r to r^13 / 13!. */
static inline double hel_exp(double x)
{
	x = x > 700 ? 700 : x;
	x = x < -700 ? -700 : x;
	double shifted = x * 1.4426950408889634 + 0x1.8p52; /* round to an integer in the low bits */
	double k = shifted - 0x1.8p52;
	double r = (x - k * 0x1.62e42fefa38p-1) - k * 0x1.ef35793c7673p-45, sum = 1.0 / 6227020800.0;
	sum = sum * r + 1.0 / 479001600;
	sum = sum * r + 1.0 / 39916800;
	sum = sum * r + 1.0 / 3628800;
	sum = sum * r + 1.0 / 362880;
	sum = sum * r + 1.0 / 40320;
	sum = sum * r + 1.0 / 5040;
	sum = sum * r + 1.0 / 720;
	sum = sum * r + 1.0 / 120;
	sum = sum * r + 1.0 / 24;
	sum = sum * r + 1.0 / 6;
	sum = sum * r + 0.5;
	sum = sum * r + 1;
	sum = sum * r + 1;
	return hel_from_bits(hel_bits(sum) + (hel_bits(shifted) << 52));
}

#endif
