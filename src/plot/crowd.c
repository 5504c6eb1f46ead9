/* crowd.c: see crowd.h. */
#include "plot/crowd.h"

#include <math.h>

typedef struct places {
	const hel_point *at;
	bool *dropped;
	size_t n;
} places;

/* Around those that have not been dropped, and are not the one at `without`. */
static hel_box box_of(const places *p, size_t without)
{
	hel_box box = HEL_NO_BOX;
	for (size_t i = 0; i < p->n; i++) {
		if (!p->dropped[i] && i != without)
			hel_box_add(&box, p->at[i]);
	}
	return box;
}

/* The place without which the others lie closest together. */
static size_t find_outlier(const places *p)
{
	size_t best = p->n;
	double least = INFINITY;
	for (size_t i = 0; i < p->n; i++) {
		hel_box without = box_of(p, i);
		if (p->dropped[i] || hel_box_area(&without) >= least)
			continue;
		least = hel_box_area(&without);
		best = i;
	}
	return best;
}

hel_box hel_densest(const hel_point *at, bool *dropped, size_t n, size_t few)
{
	places p = {at, dropped, n};
	hel_box best = box_of(&p, n);
	double greatest = 0;
	for (size_t left = n; left >= few; left--) {
		hel_box box = box_of(&p, n);
		double density = pow((double)left, 3) / fmax(hel_box_area(&box), 1e-12);
		if (density > greatest) {
			greatest = density;
			best = box;
		}
		dropped[find_outlier(&p)] = true;
	}
	return best;
}
