/* dialogue_csv.c: positions over turns in long form: a row for every turn, party and issue. */
#include "base/fail.h"
#include "helsinki/report.h"
#include "report/field.h"

static void put_party(hel_text *text, const hel_course *course, int t, int i)
{
	const hel_dialogue *d = course->dialogue;
	const hel_turn_of_dialogue *turn = &course->turn[t];
	for (int k = 0; k < d->m; k++) {
		hel_text_printf(text, "%d,", t);
		hel_put_field(text, d->party[i].name);
		hel_text_put(text, ",", 1);
		hel_put_field(text, d->issue[k]);
		hel_put_figure(text, turn->position[i * d->m + k]);
		hel_put_figure(text, turn->probability[i]);
		hel_put_figure(text, turn->risk[i]);
		hel_text_put(text, "\n", 1);
	}
}

hel_status hel_report_dialogue_csv(hel_text *text, const hel_course *course, hel_error *error)
{
	hel_text_printf(text, "turn,actor,issue,position,probability,risk\n");
	for (int t = 0; t < course->n_turns; t++) {
		for (int i = 0; i < course->dialogue->n; i++)
			put_party(text, course, t, i);
	}
	return text->failed ? hel_fail_memory(error) : HEL_OK;
}
