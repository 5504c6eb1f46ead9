/* words.c: see words.h. */
#include "report/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const char *const hel_property_name[HEL_PROPERTIES] = {"indivisible", "balanced", "effective", "sustainable"};

/* --- numbers ------------------------------------------------------------------------------------------------------ */

/* printf writes the locale's decimal point, of one byte or more; and -0.00. */
static hel_number tidy(const char *raw)
{
	hel_number number = {{0}};
	size_t n = 0;
	bool nothing = !strpbrk(raw, "123456789");
	for (; *raw && n + 1 < sizeof number.text; raw++) {
		bool plain = strchr("0123456789+-e", *raw) != NULL;
		if (nothing && *raw == '-')
			continue;
		if (plain || !n || number.text[n - 1] != '.')
			number.text[n++] = plain ? *raw : '.';
	}
	return number;
}

static hel_number format(const char *sign, double value, int digits, bool fixed)
{
	char raw[400];
	if (!isfinite(value))
		return (hel_number){HEL_DASH};
	if (fixed && fabs(value) < 1e6)
		snprintf(raw, sizeof raw, *sign ? "%+.*f" : "%.*f", digits, value);
	else
		snprintf(raw, sizeof raw, *sign ? "%+.*g" : "%.*g", digits > 0 ? digits : 1, value);
	return tidy(raw);
}

hel_number hel_fixed(double value, int decimals)
{
	return format("", value, decimals, true);
}

hel_number hel_signed(double value, int decimals)
{
	return value == 0 ? hel_fixed(0, decimals) : format("+", value, decimals, true);
}

hel_number hel_digits(double value, int digits)
{
	return format("", value, digits, false);
}

hel_number hel_range_text(hel_range range)
{
	hel_number number = hel_digits(range.mode, 4);
	if (range.low != range.high)
		snprintf(number.text, sizeof number.text, "%.14s-%.14s-%.14s", hel_digits(range.low, 4).text,
		         hel_digits(range.mode, 4).text, hel_digits(range.high, 4).text);
	return number;
}

/* --- names -------------------------------------------------------------------------------------------------------- */

const char *hel_day_text(char *buffer, hel_date day)
{
	if (day <= 0)
		return NULL;
	snprintf(buffer, 16, "%04d-%02d-%02d", day / 10000 % 10000, day / 100 % 100, day % 100);
	return buffer;
}

const char *hel_file_shown(const char *file)
{
	const char *slash = file && file[0] == '/' ? strrchr(file, '/') : NULL;
	return slash ? slash + 1 : file;
}

const char *hel_why(const hel_figure *figure)
{
	return figure->why ? figure->why : "it cannot be computed from what is known";
}

const hel_index *hel_property(const hel_result *result, int property)
{
	const hel_index *const index[] = {&result->indivisible, &result->balanced, &result->effective, &result->sustainable};
	return index[property];
}

const char *hel_parameter_shown(const hel_lens *lens, hel_parameter parameter)
{
	if (parameter != HEL_H0)
		return hel_parameter_name(parameter);
	return lens->kind == HEL_LENS_CAPABILITIES ? "h0" : lens->kind == HEL_LENS_RIVALRY ? "h1" : NULL;
}

/* --- sentences ---------------------------------------------------------------------------------------------------- */

const char *hel_lens_sentence(const hel_lens *lens)
{
	switch (lens->kind) {
	case HEL_LENS_CAPABILITIES:
		return "intentions are unknown by assumption: each state fears others by size and distance alone";
	case HEL_LENS_RIVALRY:
		return "only recorded strategic rivals threaten each other, each pair at the rate at which rivals have come to blows";
	case HEL_LENS_ESTIMATED:
		return "each state attacks each other as often as a model fitted to past disputes expects";
	default:
		return "who threatens whom is stated in the scenario";
	}
}

static const char *calibrated(const hel_result *r, hel_parameter p)
{
	return r->calibrated.parameter[p].given || !r->record.to ? "" : " (from the record)";
}

void hel_say_parameters(hel_text *text, const hel_result *r)
{
	const hel_lens *lens = &r->calibrated;
	for (int p = 0; p < HEL_PARAMETERS; p++) {
		const char *name = hel_parameter_shown(lens, (hel_parameter)p);
		bool filled = p == HEL_H0 || p == HEL_SEVERITY;
		if (name)
			hel_text_printf(text, "%s %s%s, ", name, hel_range_text(lens->parameter[p]).text,
			                filled ? calibrated(r, (hel_parameter)p) : "");
	}
	for (int t = 0; t < HEL_CLAUSE_TYPES; t++) {
		if (lens->kind == HEL_LENS_CAPABILITIES && lens->trust[t].given)
			hel_text_printf(text, "trust in %s %s, ", hel_clause_name((hel_clause_type)t),
			                hel_range_text(lens->trust[t]).text);
		if (lens->rho[t].given)
			hel_text_printf(text, "rho of %s %s, ", hel_clause_name((hel_clause_type)t), hel_range_text(lens->rho[t]).text);
	}
	if (lens->kind == HEL_LENS_CAPABILITIES && lens->reach == HEL_REACH_WORLD)
		hel_text_printf(text, "reach world, ");
	if (lens->kind == HEL_LENS_ESTIMATED)
		hel_text_printf(text, "model %s (disputes to %d), peace since then %s, ", lens->estimates->model, lens->estimates->to,
		                lens->peace == HEL_PEACE_FROZEN ? "frozen" : "elapsed");
	if (lens->capability != HEL_CAPABILITY_CINC)
		hel_text_printf(text, "capability %s, ", lens->capability == HEL_CAPABILITY_MILEX ? "milex" : "mean");
	if (lens->basing == HEL_BASING_ALLIED)
		hel_text_printf(text, "basing allied, ");
	if (lens->stack == HEL_STACK_INDEPENDENT)
		hel_text_printf(text, "stack independent, ");
	hel_text_printf(text, "%s years", hel_digits(lens->years, 4).text);
	if (r->record.to)
		hel_text_printf(text, "; record of %d-%d: %s onsets in %s directed pair-years in reach, %s defeats in the world",
		                r->record.from, r->record.to, hel_digits(r->record.onsets, 6).text,
		                hel_digits(r->record.pair_years, 8).text, hel_digits(r->record.defeats, 6).text);
}

void hel_say_world(hel_text *text, const hel_assessment *a)
{
	char day[16];
	const hel_world *world = &a->scenario->world;
	if (world->stated)
		hel_text_printf(text, "World stated in the scenario: %d states", world->n);
	else if (hel_day_text(day, world->day))
		hel_text_printf(text, "World of %s: %d states", day, world->n);
	if (a->n_region < world->n && !strcmp(world->region, "list"))
		hel_text_printf(text, ", of which the %d listed in the scenario are scored", a->n_region);
	else if (a->n_region < world->n || (!world->stated && strcmp(world->region, "world") != 0))
		hel_text_printf(text, ", of which the %d of \xe2\x80\x9c%s\xe2\x80\x9d are scored", a->n_region, world->region);
	else
		hel_text_printf(text, ", all of them scored");
	if (world->closed)
		hel_text_printf(text, "; the rest of the world is left out");
	if (a->draws)
		hel_text_printf(text, ". Seed %llu, %d draws.", (unsigned long long)a->seed, a->draws);
	else
		hel_text_printf(text, ". Point figures only.");
}

void hel_say_reference(hel_text *text, const hel_assessment *a)
{
	hel_say_compared(text, a->scenario);
}

void hel_say_compared(hel_text *text, const hel_scenario *s)
{
	hel_text_printf(text, "Compared with ");
	if (s->reference == HEL_REFERENCE_OUTSIDE)
		hel_text_printf(text, "the reference \xe2\x80\x9coutside\xe2\x80\x9d: only commitments with fewer than two parties "
		                      "in the region.");
	else if (s->reference == HEL_REFERENCE_NONE)
		hel_text_printf(text, "the reference \xe2\x80\x9cnone\xe2\x80\x9d: no commitments at all.");
	else
		hel_text_printf(text, "the mechanism \xe2\x80\x9c%s\xe2\x80\x9d of the scenario.", s->reference_name);
}
