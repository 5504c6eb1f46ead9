/* page.c: see page.h. */
#include "plot/page.h"

#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "helsinki/version.h"
#include "plot/writers.h"
#include "report/words.h"

const char *hel_plot_format_name(hel_plot_format format)
{
	static const char *const names[HEL_PLOT_FORMATS] = {
#define FORMAT_NAME(code, text) [code] = (text),
	    HEL_PLOT_FORMAT_LIST(FORMAT_NAME)
#undef FORMAT_NAME
	};
	return names[format];
}

void hel_plot_options_init(hel_plot_options *options)
{
	*options = (hel_plot_options){.format = HEL_PLOT_SVG, .width_mm = 160};
}

double hel_page_open(hel_sheet *sheet, const hel_plot_options *options, const char *shows)
{
	const hel_writing writing = {.size = 10, .bold = true};
	const char *title = options->title ? options->title : shows;
	hel_sheet_init(sheet, options->width_mm * 72 / 25.4);
	sheet->title = strdup(*title ? title : shows);
	sheet->failed = !sheet->title;
	double y = hel_write_lines(sheet, (hel_point){HEL_PAGE_MARGIN, HEL_PAGE_MARGIN + 9},
				   sheet->width - 2 * HEL_PAGE_MARGIN, writing, title);
	return *title ? y - 4 : HEL_PAGE_MARGIN;
}

hel_status hel_sheet_finish(hel_text *bytes, hel_sheet *sheet, const hel_plot_options *options, hel_error *error)
{
	hel_status status;
	if (sheet->failed)
		status = hel_fail_memory(error);
	else if (options->format == HEL_PLOT_SVG)
		status = hel_sheet_svg(bytes, sheet, error);
	else
		status = hel_sheet_cairo(bytes, sheet, options, error);
	hel_sheet_free(sheet);
	return status;
}

hel_status hel_page_close(hel_text *picture, hel_sheet *sheet, double y, hel_text *caption, const hel_plot_options *options,
			  hel_error *error)
{
	const hel_writing writing = {.size = HEL_PAGE_TEXT, .colour = 0x333333}, small = {.size = 6.5, .colour = HEL_GREY};
	hel_text_printf(caption, " helsinki %s.", HEL_VERSION);
	sheet->failed |= caption->failed;
	if (!caption->failed) {
		y = hel_write_lines(sheet, (hel_point){HEL_PAGE_MARGIN, y + 12}, sheet->width - 2 * HEL_PAGE_MARGIN, writing,
				    caption->bytes);
		if (options->command)
			y = hel_write_lines(sheet, (hel_point){HEL_PAGE_MARGIN, y + 1}, sheet->width - 2 * HEL_PAGE_MARGIN,
					    small, options->command);
		sheet->about = strdup(caption->bytes);
		sheet->failed |= !sheet->about;
	}
	sheet->height = y - 0.6 * HEL_PAGE_TEXT + HEL_PAGE_MARGIN;
	hel_text_free(caption);
	return hel_sheet_finish(picture, sheet, options, error);
}

/* --- sentences ---------------------------------------------------------------------------------------------------- */

static void say_quoted(hel_text *text, const char *words)
{
	hel_text_printf(text, "\xe2\x80\x9c%s\xe2\x80\x9d", words);
}

void hel_say_scene(hel_text *text, const hel_scenario *s)
{
	char day[16];
	hel_text_printf(text, "%s. ", s->name);
	if (s->world.stated)
		hel_text_printf(text, "A world stated in the scenario.");
	else if (hel_day_text(day, s->world.day))
		hel_text_printf(text, "World of %s.", day);
}

static void say_parameters(hel_text *text, const hel_lens *lens, bool calibrated)
{
	const char *before = " (";
	for (int p = 0; p < HEL_PARAMETERS; p++) {
		const char *name = hel_parameter_shown(lens, (hel_parameter)p);
		bool filled = (p == HEL_H0 || p == HEL_SEVERITY) && !lens->parameter[p].given;
		if (!name || (filled && !calibrated))
			continue;
		hel_text_printf(text, "%s%s %s", before, name, hel_range_text(lens->parameter[p]).text);
		before = ", ";
	}
	if (lens->basing == HEL_BASING_ALLIED) {
		hel_text_printf(text, "%sbasing allied", before);
		before = ", ";
	}
	if (*before == ',')
		hel_text_printf(text, ")");
}

void hel_say_setting(hel_text *text, const char *mechanism, const hel_lens *lens, bool calibrated)
{
	if (mechanism) {
		hel_text_printf(text, " Mechanism: ");
		say_quoted(text, mechanism);
		hel_text_printf(text, ".");
	}
	hel_text_printf(text, " Lens: ");
	say_quoted(text, lens->name);
	say_parameters(text, lens, calibrated);
	hel_text_printf(text, ".");
}

void hel_say_change(hel_text *text, const hel_scenario *s)
{
	hel_text_printf(text, "Change in the chance of no defeat in %s years", hel_digits(s->years, 6).text);
}
