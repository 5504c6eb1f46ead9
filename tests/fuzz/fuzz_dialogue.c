/* fuzz_dialogue.c: any bytes as a file of parties: what is read lies within its bounds; a few turns of either model, under options that
 * the bytes choose, keep positions, chances and attitudes within theirs. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dialogue/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FEW = 12, TURNS = 4 };

static void need(int right)
{
	if (!right)
		abort();
}

static void check_dialogue(const hel_dialogue *d)
{
	need(d->n >= HEL_PARTIES_LEAST && d->n <= HEL_PARTIES_MOST && d->m >= 1 && d->m <= HEL_ISSUES_MOST);
	for (int i = 0; i < d->n; i++) {
		need(d->party[i].influence > 0 && *d->party[i].name);
		for (int k = 0; k < d->m; k++) {
			double position = d->position[i * d->m + k], salience = d->salience[i * d->m + k];
			need(position >= 0 && position <= 100 && salience >= 0 && salience <= 100);
		}
	}
}

static void check_turn(const hel_course *c, const hel_turn_of_dialogue *turn)
{
	const hel_dialogue *d = c->dialogue;
	for (int cell = 0; cell < d->n * d->m; cell++)
		need(turn->position[cell] >= 0 && turn->position[cell] <= 100);
	for (int i = 0; i < d->n; i++) {
		if (c->how.model == HEL_DIALOGUE_SPATIAL)
			need(turn->probability[i] >= 0 && turn->probability[i] <= 1 + 1e-9 &&
			     fabs(turn->risk[i]) <= 1 + 1e-9);
		else
			need(isnan(turn->probability[i]) && turn->risk[i] >= 0.5 - 1e-9 && turn->risk[i] <= 2 + 1e-9);
	}
	for (int cell = 0; cell < d->n * d->n; cell++)
		need(isfinite(turn->utility[cell]));
	for (size_t o = 0; o < turn->n_offers; o++)
		need(turn->offer[o].chance >= 0 && turn->offer[o].chance <= 1 && isfinite(turn->offer[o].gain));
}

/* Options out of one number: every setting has one. */
static void talk(hel_dialogue *d, uint32_t dice)
{
	hel_course course = {0};
	hel_dialogue_options how;
	hel_dialogue_options_init(&how);
	how.turns = TURNS;
	how.voting = (hel_voting)(dice % HEL_VOTINGS);
	how.victory = (hel_victory)(dice / 7 % HEL_VICTORIES);
	how.pce = (hel_pce)(dice / 41 % HEL_PCES);
	how.commitment = (hel_third_party)(dice / 127 % HEL_THIRD_PARTIES);
	how.risk_range = (hel_risk_range)(dice / 389 % HEL_RISK_RANGES);
	how.weights = (hel_weights)(dice / 1201 % HEL_WEIGHTINGS);
	how.bargain = (hel_bargain)(dice / 3607 % HEL_BARGAINS);
	if (dice & 0x10000 && d->m == 1)
		how.model = HEL_DIALOGUE_EXPECTED_UTILITY;
	how.reading = (hel_dialogue_reading)(dice >> 17 & 1);
	how.q = (dice >> 18 & 3) / 3.0;
	need(!hel_dialogue_run(&course, d, &how, NULL, NULL, NULL));
	for (int t = 0; t < course.n_turns; t++)
		check_turn(&course, &course.turn[t]);
	hel_course_free(&course);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	hel_dialogue dialogue;
	hel_error error = {0};
	uint32_t dice = 0;
	char *bytes = malloc(size + 1);
	if (!bytes)
		return 0;
	for (size_t b = 0; b < size; b++)
		dice = dice * 31 + data[b];
	if (size)
		memcpy(bytes, data, size);
	bytes[size] = '\0';
	if (hel_dialogue_take(&dialogue, "fuzz.csv", bytes, size, &error)) {
		need(error.message[0] && error.line >= 1 && error.column >= 1);
		return 0;
	}
	check_dialogue(&dialogue);
	if (dialogue.n <= FEW)
		talk(&dialogue, dice);
	hel_dialogue_free(&dialogue);
	return 0;
}

#include "replay.h"
