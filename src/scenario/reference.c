/* reference.c: what every mechanism is compared with. */
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "scenario/reading.h"

static size_t count_in_region(const hel_world *world, const hel_commitment *commitment)
{
	size_t n = 0;
	for (size_t m = 0; m < commitment->n_members; m++)
		n += world->state[commitment->member[m]].in_region;
	return n;
}

/* The world's own commitments without those that two or more states of the region are party to. */
static hel_status build_outside(hel_reading *r, hel_mechanism *outside)
{
	const hel_mechanism *all = &r->scenario->in_force;
	outside->commitment = hel_arena_alloc(r->arena, all->n, sizeof *outside->commitment);
	if (!outside->commitment)
		return hel_no_memory(r);
	for (size_t c = 0; c < all->n; c++) {
		if (count_in_region(&r->scenario->world, &all->commitment[c]) < 2)
			outside->commitment[outside->n++] = all->commitment[c];
	}
	return HEL_OK;
}

static hel_status find_mechanism(hel_reading *r, const hel_yaml *node, const char *word)
{
	hel_scenario *s = r->scenario;
	hel_nearest nearest = hel_nearest_start(word);
	hel_nearest_offer(&nearest, "outside");
	hel_nearest_offer(&nearest, "none");
	for (size_t m = 0; m < s->n_mechanisms; m++) {
		hel_nearest_offer(&nearest, s->mechanism[m].name);
		if (!strcmp(s->mechanism[m].name, word)) {
			s->reference_mechanism = s->mechanism[m];
			return HEL_OK;
		}
	}
	return hel_bad_word(r, node, "reference", word, nearest.best);
}

hel_status hel_read_reference(hel_reading *r, const hel_yaml *node)
{
	hel_scenario *s = r->scenario;
	const char *word = s->world.stated ? "none" : "outside";
	hel_status status = node ? hel_read_word(r, node, "reference", &word) : HEL_OK;
	if (status)
		return status;
	s->reference_name = word;
	s->reference_mechanism.name = word;
	if (!strcmp(word, "none")) {
		s->reference = HEL_REFERENCE_NONE;
		return HEL_OK;
	}
	if (!strcmp(word, "outside")) {
		s->reference = HEL_REFERENCE_OUTSIDE;
		return build_outside(r, &s->reference_mechanism);
	}
	s->reference = HEL_REFERENCE_MECHANISM;
	return find_mechanism(r, node, word);
}
