/* rank.c: see rank.h. */
#include "base/rank.h"

#include <stdlib.h>

static int largest_first(const void *a, const void *b)
{
	const hel_ranked *x = a, *y = b;
	if (x->value != y->value)
		return x->value < y->value ? 1 : -1;
	return (x->index > y->index) - (x->index < y->index);
}

void hel_rank(hel_ranked *all, size_t n)
{
	qsort(all, n, sizeof *all, largest_first);
}
