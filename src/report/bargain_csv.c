/* bargain_csv.c: utilities in long form. */
#include "base/fail.h"
#include "helsinki/report.h"
#include "report/field.h"

static void put_row(hel_text *text, const hel_parley *d, const hel_parley_result *r, size_t i, size_t a)
{
	const hel_attitude *attitude = &r->attitude[i * (d->m + 1) + a];
	hel_put_field(text, r->calibrated.name);
	hel_text_put(text, ",", 1);
	hel_put_field(text, d->talks->party[i].name);
	hel_text_put(text, ",", 1);
	hel_put_field(text, a < d->m ? d->offer[a].name : "no agreement");
	hel_put_figure(text, attitude->utility.value);
	hel_put_figure(text, attitude->utility.low);
	hel_put_figure(text, attitude->utility.high);
	hel_put_figure(text, attitude->gain.value);
	hel_put_figure(text, attitude->gain.low);
	hel_put_figure(text, attitude->gain.high);
	hel_put_figure(text, attitude->likes);
	hel_put_figure(text, attitude->dislikes);
	hel_text_put(text, "\n", 1);
}

hel_status hel_report_bargain_csv(hel_text *text, const hel_parley *parley, hel_error *error)
{
	hel_text_printf(text, "lens,party,alternative,utility,utility_low,utility_high,gain,low,high,gains_in,loses_in\n");
	for (size_t r = 0; r < parley->n_results; r++) {
		for (size_t i = 0; i < parley->n; i++) {
			for (size_t a = 0; a <= parley->m; a++)
				put_row(text, parley, &parley->result[r], i, a);
		}
	}
	return text->failed ? hel_fail_memory(error) : HEL_OK;
}
