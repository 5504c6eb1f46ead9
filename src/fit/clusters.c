/* clusters.c: numbers for the keys of clusters and states, in the order in which they first appear. */
#include "fit/design.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"

/* Open addressing on doubles. */
typedef struct numbering {
	size_t n, slots;
	double *key;      /* by number */
	uint32_t *number; /* by slot, + 1; 0: free */
} numbering;

static size_t slot_of(const numbering *to, double key)
{
	uint64_t bits;
	key = key == 0 ? 0 : key; /* one zero */
	memcpy(&bits, &key, sizeof bits);
	size_t slot = (size_t)((bits * UINT64_C(0x9e3779b97f4a7c15)) >> 20) & (to->slots - 1);
	while (to->number[slot] && to->key[to->number[slot] - 1] != key)
		slot = (slot + 1) & (to->slots - 1);
	return slot;
}

static bool grow(numbering *to)
{
	size_t slots = to->slots ? 2 * to->slots : 1024;
	double *key = realloc(to->key, slots / 2 * sizeof *key);
	uint32_t *number = calloc(slots, sizeof *number);
	if (key)
		to->key = key;
	if (!key || !number) {
		free(number);
		return false;
	}
	free(to->number);
	to->number = number;
	to->slots = slots;
	for (size_t k = 0; k < to->n; k++)
		to->number[slot_of(to, to->key[k])] = (uint32_t)k + 1;
	return true;
}

static bool number_of(numbering *to, double key, uint32_t *number)
{
	if (to->n >= to->slots / 2 && !grow(to))
		return false;
	size_t slot = slot_of(to, key);
	if (!to->number[slot]) {
		to->key[to->n++] = key;
		to->number[slot] = (uint32_t)to->n;
	}
	*number = to->number[slot] - 1;
	return true;
}

static bool number_chunk(numbering *to, hel_chunk *chunk)
{
	chunk->cluster = malloc((chunk->n + 1) * sizeof *chunk->cluster);
	if (!chunk->cluster)
		return false;
	for (size_t r = 0; r < chunk->n; r++) {
		if (r && chunk->key[r] == chunk->key[r - 1])
			chunk->cluster[r] = chunk->cluster[r - 1];
		else if (!number_of(to, chunk->key[r], &chunk->cluster[r]))
			return false;
	}
	free(chunk->key);
	chunk->key = NULL;
	return true;
}

static size_t number_states(hel_design *design)
{
	static const uint16_t unseen = UINT16_MAX;
	uint16_t *number = malloc(UINT16_MAX * sizeof *number);
	size_t n = 0;
	if (!number)
		return 0;
	memset(number, 0xff, UINT16_MAX * sizeof *number);
	for (size_t c = 0; c < design->n_chunks; c++) {
		for (size_t r = 0; design->chunk[c].state[0] && r < design->chunk[c].n; r++) {
			for (int side = 0; side < 2; side++) {
				uint16_t *state = &design->chunk[c].state[side][r];
				if (number[*state] == unseen)
					number[*state] = (uint16_t)n++;
				*state = number[*state];
			}
		}
	}
	free(number);
	return n;
}

hel_status hel_design_number(hel_design *design, hel_error *error)
{
	numbering clusters = {0};
	bool made = true, clustered = false, by_state = false;
	for (size_t c = 0; made && c < design->n_chunks; c++) {
		by_state |= design->chunk[c].state[0] != NULL;
		if (design->chunk[c].key) {
			clustered = true;
			made = number_chunk(&clusters, &design->chunk[c]);
		}
	}
	design->n_clusters = clusters.n;
	if (made && clustered) {
		design->cluster_key = hel_arena_alloc(design->arena, clusters.n, sizeof *design->cluster_key);
		made = design->cluster_key != NULL;
		for (size_t k = 0; made && k < clusters.n; k++)
			design->cluster_key[k] = clusters.key[k];
	}
	free(clusters.key);
	free(clusters.number);
	if (made && by_state)
		made = (design->n_states = number_states(design)) > 0;
	return made ? HEL_OK : hel_fail_memory(error);
}
