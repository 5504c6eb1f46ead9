/* turns.h: what the two models share with the course that they run in: room for a turn, and one turn of each. */
#ifndef HEL_DIALOGUE_TURNS_H
#define HEL_DIALOGUE_TURNS_H

#include "base/arena.h"
#include "helsinki/dialogue.h"

/* n, m, positions and NANs of a turn; false: no memory. position: n x m, in [0, 100]. */
bool hel_turn_make(hel_turn_of_dialogue *turn, const hel_dialogue *dialogue, const double *position, hel_arena *arena);

/* Median and mean of every issue from the positions. rank: n, for scratch. */
void hel_turn_measure(hel_turn_of_dialogue *turn, const hel_dialogue *dialogue, size_t *rank);

/* A model at work on one dialogue. look fills what is known of a turn from its positions; speak makes the offers of the turn and the
 * positions that follow (n x m, in [0, 100], out). */
typedef struct hel_talk hel_talk;
hel_talk *hel_talk_spatial(const hel_dialogue *dialogue, const hel_dialogue_options *how,
			   hel_arena *arena); /* NULL: no memory */
hel_talk *hel_talk_expected(const hel_dialogue *dialogue, const hel_dialogue_options *how, hel_arena *arena);

struct hel_talk {
	const hel_dialogue *dialogue;
	const hel_dialogue_options *how;
	hel_arena *arena; /* of what a turn keeps */
	void (*look)(hel_talk *talk, hel_turn_of_dialogue *turn);
	bool (*speak)(hel_talk *talk, hel_turn_of_dialogue *turn, double *next); /* false: no memory */
};

#endif
