/* axis.c: see axis.h. */
#include "plot/axis.h"

#include <math.h>

double hel_ruler_place(const hel_ruler *r, double value)
{
	double share = r->by_ratio ? log(value / r->least) / log(r->greatest / r->least)
				   : (value - r->least) / (r->greatest - r->least);
	return r->start + share * (r->end - r->start);
}

static size_t ticks_by_ratio(const hel_ruler *r, double tick[HEL_TICKS_MAX])
{
	static const double steps[] = {1, 2, 5};
	double slack = 1e-9, decades = log10(r->greatest / r->least);
	int each = decades > 4 ? 1 : 3;
	size_t n = 0;
	int first = (int)floor(log10(r->least)), last = (int)ceil(log10(r->greatest));
	for (int power = first; power <= last; power++) {
		for (int s = 0; s < each; s++) {
			double value = steps[s] * pow(10, power);
			if (n < HEL_TICKS_MAX && value >= r->least * (1 - slack) && value <= r->greatest * (1 + slack))
				tick[n++] = value;
		}
	}
	return n;
}

size_t hel_ruler_ticks(const hel_ruler *r, double tick[HEL_TICKS_MAX])
{
	if (r->by_ratio)
		return ticks_by_ratio(r, tick);
	double range = r->greatest - r->least, slack = range * 1e-9, step = pow(10, floor(log10(range / 3)));
	size_t n = 0;
	step *= range / step >= 15 ? 5 : range / step >= 6 ? 2 : 1;
	for (double at = ceil((r->least - slack) / step); at * step <= r->greatest + slack && n < HEL_TICKS_MAX; at++)
		tick[n++] = at == 0 ? 0 : at * step;
	return n;
}
