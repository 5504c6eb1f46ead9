/* power_csv.c: voting power, a row for each voter in the order of the rules. */
#include <math.h>

#include "base/fail.h"
#include "helsinki/report.h"
#include "report/field.h"

static void put_index(hel_text *text, const hel_fraction *index, bool fractions)
{
	if (fractions && index->text)
		hel_text_printf(text, ",%s", index->text);
	else
		hel_put_figure(text, index->value);
}

hel_status hel_report_power_csv(hel_text *text, const hel_rules *rules, const hel_voting_power *power, bool fractions,
				hel_error *error)
{
	hel_text_printf(text, "id,swings");
	for (int index = 0; index < HEL_POWER_INDICES; index++) {
		const char *name = hel_power_name((hel_power_index)index);
		hel_text_printf(text, power->samples ? ",%s,%s_se" : ",%s", name, name);
	}
	hel_text_printf(text, "\n");
	for (int i = 0; i < power->n; i++) {
		const hel_voter_power *v = &power->voter[i];
		hel_put_field(text, rules->voter[i]);
		hel_text_printf(text, ",%s", v->swings ? v->swings : "");
		for (int index = 0; index < HEL_POWER_INDICES; index++) {
			put_index(text, &v->index[index], fractions);
			if (power->samples)
				hel_put_figure(text, v->se[index]);
		}
		hel_text_printf(text, "\n");
	}
	return text->failed ? hel_fail_memory(error) : HEL_OK;
}
