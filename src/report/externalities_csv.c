/* externalities_csv.c: externalities in long form, as contract.md has it. Written x by x: all of them need no memory of their own. */
#include <math.h>

#include "base/fail.h"
#include "helsinki/report.h"
#include "report/field.h"
#include "report/words.h"

static void put_thing(hel_text *text, const hel_externalities *e, const hel_externalities_result *r, const hel_externality *x)
{
	const hel_scenario *s = e->scenario;
	char name[1024];
	hel_externality_name(e, x, name, sizeof name);
	for (int i = 0; i < e->n_region; i++) {
		const char *const cell[] = {s->mechanism[r->mechanism].name, s->lens[r->lens].name, name, s->world.state[e->state[i]].id};
		for (int c = 0; c < 4; c++) {
			hel_text_put(text, ",", c > 0);
			hel_put_field(text, cell[c]);
		}
		hel_put_figure(text, x->dS[i]);
		hel_put_figure(text, x->low ? x->low[i] : NAN);
		hel_put_figure(text, x->high ? x->high[i] : NAN);
		hel_text_put(text, "\n", 1);
	}
}

hel_status hel_report_externalities_csv(hel_output *output, const hel_externalities *e, hel_error *error)
{
	static const char header[] = "mechanism,lens,of,state,dS,low,high\n";
	hel_status status = hel_output_write(output, header, sizeof header - 1, error);
	for (size_t r = 0; !status && r < e->n_results; r++) {
		const hel_externalities_result *result = &e->result[r];
		for (size_t i = 0; !status && i < (e->top ? result->n_costliest : result->n); i++) {
			hel_text text = {0};
			put_thing(&text, e, result, &result->x[e->top ? result->costliest[i] : i]);
			status = text.failed ? hel_fail_memory(error) : HEL_OK;
			if (!status && text.n)
				status = hel_output_write(output, text.bytes, text.n, error);
			hel_text_free(&text);
		}
	}
	return status;
}
