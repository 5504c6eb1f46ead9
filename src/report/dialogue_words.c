/* dialogue_words.c: see dialogue_words.h. */
#include "report/dialogue_words.h"

#include "report/words.h"

void hel_say_dialogue_model(hel_text *text, const hel_course *course)
{
	const hel_dialogue_options *how = &course->how;
	if (how->model == HEL_DIALOGUE_EXPECTED_UTILITY) {
		hel_text_printf(text,
				"Expected-utility model (Bueno de Mesquita, after Scholz, Calbert & Smith 2011): reading "
				"%s, q %s, t %s.",
				hel_dialogue_reading_name(how->reading), hel_digits(how->q, 6).text,
				hel_digits(how->t, 6).text);
		return;
	}
	hel_text_printf(text,
			"Spatial model (after KTAB): voting %s, victory %s, pce %s, commitment %s, risk %s, risk-seen %s, "
			"weights %s, bargain %s.",
			hel_voting_name(how->voting), hel_victory_name(how->victory), hel_pce_name(how->pce),
			hel_third_party_name(how->commitment), hel_risk_range_name(how->risk_range),
			hel_risk_seen_name(how->risk_seen), hel_weights_name(how->weights), hel_bargain_name(how->bargain));
}

void hel_say_dialogue_end(hel_text *text, const hel_course *course)
{
	int last = course->n_turns - 1;
	switch (course->end) {
	case HEL_DIALOGUE_STILL:
		if (last == 0)
			hel_text_printf(text, "Nobody moves at all.");
		else
			hel_text_printf(text, "Nobody moves after turn %d.", last);
		break;
	case HEL_DIALOGUE_SETTLED:
		hel_text_printf(text, "Settled after %d turns: the last moves come to %s %% of the first.", last,
				hel_digits(100 * course->turn[last].moved / course->turn[1].moved, 2).text);
		break;
	default:
		hel_text_printf(text, "Not settled: the %d turn%s allowed are spent.", last, last == 1 ? "" : "s");
	}
}
