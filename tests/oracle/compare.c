/* compare.c: see compare.h. */
#include "compare.h"

#include <math.h>

enum { SHOWN = 20 };

static bool differ(compare *c, const char *what, int i, int j, double library, double oracle)
{
	if (c->failed++ < SHOWN)
		fprintf(stderr, "world %llu, %s, draw %d: %s[%d,%d] is %.17g, the oracle has %.17g\n",
		        (unsigned long long)c->world->seed, c->where, c->draw, what, i, j, library, oracle);
	return false;
}

bool compare_close(compare *c, const char *what, int i, int j, double library, double oracle, double scale)
{
	c->checked++;
	double size = fmax(fmax(fabs(library), fabs(oracle)), scale);
	if (isnan(library) ? isnan(oracle) : fabs(library - oracle) <= 1e-12 * size)
		return true;
	return differ(c, what, i, j, library, oracle);
}

bool compare_int(compare *c, const char *what, int i, int library, int oracle)
{
	c->checked++;
	return library == oracle || differ(c, what, i, -1, library, oracle);
}
