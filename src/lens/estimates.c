/* estimates.c: a fitted model from the data: estimates, covariance, what the sample covered. */
#include "lens/estimates.h"

#include <math.h>
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "panel/tables.h"

const char *const hel_turning_name[HEL_TURNINGS] = {"ally1", "pledge1", "aid2", "company1"};

static size_t place_of(const hel_estimates *to, const char *term)
{
	size_t t = 0;
	while (t < to->n && strcmp(to->term[t], term) != 0)
		t++;
	return t;
}

static void take_fact(hel_estimates *to, const hel_estimate_row *row)
{
	if (!strcmp(row->term, "to"))
		to->to = (int)row->value;
	else if (!strcmp(row->term, "average_precision"))
		to->precision = row->value;
	else if (!strcmp(row->term, "average_precision_without"))
		to->precision_without = row->value;
}

static void take_row(hel_estimates *to, const hel_estimate_row *row)
{
	size_t t = place_of(to, row->term), other = place_of(to, row->other);
	if (!strcmp(row->kind, "fact"))
		take_fact(to, row);
	else if (t == to->n)
		return;
	else if (!strcmp(row->kind, "estimate"))
		to->estimate[t] = row->value;
	else if (!strcmp(row->kind, "least"))
		to->least[t] = row->value;
	else if (!strcmp(row->kind, "greatest"))
		to->greatest[t] = row->value;
	else if (!strcmp(row->kind, "covariance") && other < to->n)
		to->covariance[t * to->n + other] = to->covariance[other * to->n + t] = row->value;
}

static hel_status no_such_model(const hel_panel *panel, const char *model, const char **nearest, hel_error *error)
{
	hel_nearest near = hel_nearest_start(model);
	for (size_t r = 0; r < panel->estimates.n; r++)
		hel_nearest_offer(&near, panel->estimates.row[r].model);
	if (nearest)
		*nearest = near.best;
	return hel_fail(error, HEL_EINPUT, "there are no estimates of a model '%s'", model);
}

hel_status hel_estimates_read(hel_estimates *estimates, hel_arena *arena, hel_panel *panel, const char *model,
                              const char **nearest, hel_error *error)
{
	hel_status status = hel_panel_load(panel, 1u << HEL_TABLE_ESTIMATES, error);
	if (status)
		return status;
	hel_estimates made = {.model = model, .precision = NAN, .precision_without = NAN};
	const hel_estimate_row *row = panel->estimates.row;
	size_t n = 0;
	for (size_t r = 0; r < panel->estimates.n; r++)
		n += !strcmp(row[r].model, model) && !strcmp(row[r].kind, "estimate");
	if (!n)
		return no_such_model(panel, model, nearest, error);
	made.term = hel_arena_alloc(arena, n, sizeof *made.term);
	made.estimate = hel_arena_alloc(arena, 3 * n, sizeof *made.estimate);
	made.covariance = hel_arena_alloc(arena, n * n, sizeof *made.covariance);
	if (!made.term || !made.estimate || !made.covariance)
		return hel_fail_memory(error);
	made.least = made.estimate + n;
	made.greatest = made.estimate + 2 * n;
	for (size_t r = 0; r < panel->estimates.n; r++) {
		if (!strcmp(row[r].model, model) && !strcmp(row[r].kind, "estimate"))
			made.term[made.n++] = row[r].term;
	}
	for (size_t r = 0; r < panel->estimates.n; r++) {
		if (!strcmp(row[r].model, model))
			take_row(&made, &row[r]);
	}
	*estimates = made;
	return HEL_OK;
}
