/* transpose.h: a matrix turned, square by square, so that the lines of the cache which hold a square of either are used up before
 * others take their place. */
#ifndef HEL_BASE_TRANSPOSE_H
#define HEL_BASE_TRANSPOSE_H

#include <stddef.h>

/* Doubles in a line of the cache. */
enum { HEL_SQUARE = 8 };

static inline void hel_transpose_part(double *restrict to, size_t to_stride, const double *restrict from, size_t from_stride,
				      size_t rows, size_t columns)
{
	for (size_t c = 0; c < columns; c++) {
		for (size_t r = 0; r < rows; r++)
			to[c * to_stride + r] = from[r * from_stride + c];
	}
}

/* to[c * to_stride + r] = from[r * from_stride + c] of a matrix of `rows` by `columns`. */
static inline void hel_transpose(double *restrict to, size_t to_stride, const double *restrict from, size_t from_stride,
				 size_t rows, size_t columns)
{
	for (size_t r = 0; r < rows; r += HEL_SQUARE) {
		for (size_t c = 0; c < columns; c += HEL_SQUARE) {
			double *square = to + c * to_stride + r;
			const double *of = from + r * from_stride + c;
			if (rows - r >= HEL_SQUARE && columns - c >= HEL_SQUARE) /* constants, so that it is unrolled */
				hel_transpose_part(square, to_stride, of, from_stride, HEL_SQUARE, HEL_SQUARE);
			else
				hel_transpose_part(square, to_stride, of, from_stride,
						   rows - r < HEL_SQUARE ? rows - r : HEL_SQUARE,
						   columns - c < HEL_SQUARE ? columns - c : HEL_SQUARE);
		}
	}
}

#endif
