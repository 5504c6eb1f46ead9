/* matrix.c: one square table as CSV. */
#include <math.h>

#include "base/fail.h"
#include "helsinki/report.h"
#include "report/words.h"

hel_status hel_report_matrix(hel_text *text, const hel_world *world, const double *matrix, hel_error *error)
{
	char number[32];
	hel_text_put(text, "id", 2);
	for (int j = 0; j < world->n; j++) {
		hel_text_put(text, ",", 1);
		hel_put_csv(text, world->state[j].id);
	}
	hel_text_put(text, "\n", 1);
	for (int i = 0; i < world->n; i++) {
		hel_put_csv(text, world->state[i].id);
		for (int j = 0; j < world->n; j++) {
			double value = matrix[(size_t)i * (size_t)world->n + (size_t)j];
			hel_text_put(text, ",", 1);
			if (!isnan(value))
				hel_text_put(text, number, (size_t)hel_format_double(number, sizeof number, value));
		}
		hel_text_put(text, "\n", 1);
	}
	return text->failed ? hel_fail_memory(error) : HEL_OK;
}
