/* sweep.c: the picture of a sweep, and of a claim over one parameter. */
#include <math.h>
#include <string.h>

#include "base/fail.h"
#include "plot/curves.h"
#include "report/claims.h"
#include "report/words.h"

static bool is_anything_defined(const hel_sweep *sweep)
{
	for (size_t x = 0; x < sweep->n; x++) {
		for (size_t cell = 0; cell < sweep->n_cells; cell++) {
			if (!isnan(sweep->swept[x].figure[cell].value))
				return true;
		}
	}
	return false;
}

static size_t count_lenses(const hel_sweep *sweep)
{
	size_t n = 0;
	for (size_t lens = 0; lens < sweep->scenario->n_lenses; lens++) {
		bool any = false;
		for (size_t x = 0; x < sweep->n; x++)
			any |= sweep->swept[x].lens == lens;
		n += any;
	}
	return n;
}

static double put_panels(hel_sheet *sheet, const hel_sweep *sweep, const hel_ruling *ruling, double y)
{
	bool several = count_lenses(sweep) > 1;
	for (size_t lens = 0; lens < sweep->scenario->n_lenses; lens++) {
		for (int unit = 0; unit < HEL_UNITS; unit++)
			y = hel_put_curves(sheet, &(hel_panel_of_curves){sweep, ruling, lens, (hel_unit)unit, several}, y);
	}
	return y;
}

static double put_fields(hel_sheet *sheet, const hel_sweep *sweep, double y)
{
	for (size_t x = 0; x < sweep->n; x++)
		y = hel_put_shades(sheet, sweep, &sweep->swept[x], y);
	return y;
}

/* --- words -------------------------------------------------------------------------------------------------------- */

static const hel_claim *claim_of(const hel_sweep *sweep, const hel_ruling *ruling)
{
	return ruling ? &sweep->scenario->claim[ruling->claim] : NULL;
}

static void say_title(hel_text *title, const hel_sweep *sweep, const hel_ruling *ruling)
{
	const hel_claim *claim = claim_of(sweep, ruling);
	const hel_axis *axis = sweep->options.axis;
	if (claim) {
		hel_text_printf(title, "Where it turns: %s", claim->says);
		return;
	}
	hel_text_printf(title, "%s over %s", sweep->scenario->name, hel_turn_name(axis[0].turn));
	if (sweep->options.n_axes > 1)
		hel_text_printf(title, " and %s", hel_turn_name(axis[1].turn));
}

/* The one mechanism that all quantities are measured in; NULL if there are several, or the reference is one. */
static const char *only_mechanism(const hel_sweep *sweep)
{
	int mechanism = sweep->options.quantity[0].mechanism;
	for (size_t q = 1; q < sweep->options.n_quantities; q++) {
		if (sweep->options.quantity[q].mechanism != mechanism)
			return NULL;
	}
	return mechanism == HEL_IN_REFERENCE ? NULL : sweep->scenario->mechanism[mechanism].name;
}

static void say_claim(hel_text *caption, const hel_sweep *sweep, const hel_ruling *ruling)
{
	const hel_claim *claim = claim_of(sweep, ruling);
	size_t flips = 0;
	const hel_pivot *pivot = NULL;
	for (size_t p = 0; ruling && p < ruling->n_pivots; p++)
		pivot = ruling->pivot[p].turn == sweep->options.axis[0].turn ? &ruling->pivot[p] : pivot;
	if (!claim)
		return;
	flips = pivot ? pivot->n_flips : 0;
	if (claim->by)
		hel_text_printf(caption, " Said by %s.", claim->by);
	hel_text_printf(caption, " Tested: ");
	hel_say_test(caption, sweep->scenario, &claim->test);
	if (!flips) {
		hel_text_printf(caption, ". The answer flips nowhere in this range.");
		return;
	}
	hel_text_printf(caption, ". Dashed: where the answer at the point flips");
	if (ruling->margin > 0)
		hel_text_printf(caption, ", as the difference passes the claim's margin");
	if (!isnan(pivot->flip[0].low))
		hel_text_printf(caption, ", grey: where it flips in 90 %% of the draws");
	hel_text_printf(caption, ".");
}

static void say_caption(hel_text *caption, const hel_sweep *sweep, const hel_ruling *ruling)
{
	const hel_scenario *s = sweep->scenario;
	const char *mechanism = only_mechanism(sweep);
	hel_say_scene(caption, s);
	if (mechanism)
		hel_text_printf(caption, " Mechanism: \xe2\x80\x9c%s\xe2\x80\x9d.", mechanism);
	for (size_t lens = 0; lens < s->n_lenses; lens++) {
		bool any = false;
		for (size_t x = 0; x < sweep->n; x++)
			any |= sweep->swept[x].lens == lens;
		if (any)
			hel_say_setting(caption, NULL, &s->lens[lens], false);
	}
	hel_text_printf(caption, " ");
	hel_say_compared(caption, s);
	say_claim(caption, sweep, ruling);
	if (sweep->options.draws)
		hel_text_printf(caption, " Lines: every range at its mode. Bands: 90 %% of %d draws, seed %llu.",
				sweep->options.draws, (unsigned long long)sweep->options.seed);
}

hel_status hel_plot_sweep(hel_text *picture, const hel_sweep *sweep, const hel_ruling *ruling,
			  const hel_plot_options *options, hel_error *error)
{
	hel_sheet sheet;
	hel_text caption = {0}, title = {0};
	if (!is_anything_defined(sweep))
		return hel_fail_at(error, HEL_EINPUT, sweep->scenario->file, 0, 0,
				   "there is nothing to draw: what is followed is defined nowhere");
	say_title(&title, sweep, ruling);
	double y = hel_page_open(&sheet, options, title.failed ? "" : title.bytes);
	hel_text_free(&title);
	y = sweep->options.n_axes > 1 ? put_fields(&sheet, sweep, y) : put_panels(&sheet, sweep, ruling, y);
	say_caption(&caption, sweep, ruling);
	return hel_page_close(picture, &sheet, y, &caption, options, error);
}
