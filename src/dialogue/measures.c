/* measures.c: where the weight of all parties lies, issue by issue. */
#include <math.h>

#include "dialogue/turns.h"

static double weight_of(const hel_dialogue *d, size_t i, size_t k)
{
	return d->party[i].influence * d->salience[i * (size_t)d->m + k];
}

/* Parties by their positions on an issue; by insertion: they are few, and hardly move between turns. */
static void sort(const hel_turn_of_dialogue *turn, const hel_dialogue *d, size_t k, size_t *rank)
{
	size_t m = (size_t)d->m;
	for (size_t i = 0; i < (size_t)d->n; i++) {
		size_t at = i;
		for (; at > 0 && turn->position[rank[at - 1] * m + k] > turn->position[i * m + k]; at--)
			rank[at] = rank[at - 1];
		rank[at] = i;
	}
}

static void measure(hel_turn_of_dialogue *turn, const hel_dialogue *d, size_t k, const size_t *rank)
{
	size_t n = (size_t)d->n, m = (size_t)d->m, middle = 0;
	double weight = 0, sum = 0, below = 0;
	for (size_t i = 0; i < n; i++) {
		weight += weight_of(d, i, k);
		sum += weight_of(d, i, k) * turn->position[i * m + k];
	}
	while (middle + 1 < n && below + weight_of(d, rank[middle], k) < weight / 2)
		below += weight_of(d, rank[middle++], k);
	turn->mean[k] = weight > 0 ? sum / weight : (double)NAN;
	turn->median[k] = weight > 0 ? turn->position[rank[middle] * m + k] : (double)NAN;
}

void hel_turn_measure(hel_turn_of_dialogue *turn, const hel_dialogue *dialogue, size_t *rank)
{
	for (size_t k = 0; k < (size_t)dialogue->m; k++) {
		sort(turn, dialogue, k, rank);
		measure(turn, dialogue, k, rank);
	}
}
