/* cairo.c: a sheet as PDF or PNG. */
#include <cairo-pdf.h>
#include <cairo.h>
#include <math.h>
#include <stdio.h>
#include <time.h>

#include "base/fail.h"
#include "helsinki/version.h"
#include "plot/writers.h"

static const double PIXELS_PER_POINT = 300.0 / 72;

static cairo_status_t take_bytes(void *context, const unsigned char *bytes, unsigned n)
{
	hel_text *text = context;
	hel_text_put(text, (const char *)bytes, n);
	return text->failed ? CAIRO_STATUS_NO_MEMORY : CAIRO_STATUS_SUCCESS;
}

static void set_colour(cairo_t *cairo, int colour, double opacity)
{
	cairo_set_source_rgba(cairo, (colour >> 16 & 255) / 255.0, (colour >> 8 & 255) / 255.0, (colour & 255) / 255.0,
			      opacity);
}

static void lay_ink(cairo_t *cairo, const hel_ink *ink)
{
	if (ink->fill != HEL_NO_INK) {
		set_colour(cairo, ink->fill, ink->opacity > 0 ? ink->opacity : 1);
		cairo_fill_preserve(cairo);
	}
	if (ink->stroke != HEL_NO_INK) {
		const double dash[2] = {ink->on, ink->off};
		set_colour(cairo, ink->stroke, 1);
		cairo_set_line_width(cairo, ink->width);
		cairo_set_dash(cairo, dash, ink->on > 0 ? 2 : 0, 0);
		cairo_stroke_preserve(cairo);
	}
	cairo_new_path(cairo);
}

static void draw_path(cairo_t *cairo, const hel_sheet *sheet, const hel_mark *mark)
{
	const hel_point *p = &sheet->point[mark->point];
	for (size_t s = 0; s < mark->n_steps; s++) {
		switch (sheet->step.bytes[mark->step + s]) {
		case 'M':
			cairo_move_to(cairo, p->x, p->y);
			p++;
			break;
		case 'L':
			cairo_line_to(cairo, p->x, p->y);
			p++;
			break;
		case 'C':
			cairo_curve_to(cairo, p[0].x, p[0].y, p[1].x, p[1].y, p[2].x, p[2].y);
			p += 3;
			break;
		default:
			cairo_close_path(cairo);
		}
	}
	lay_ink(cairo, &mark->ink);
}

/* A font that is wider than the page was laid out for is set smaller, so that nothing overlaps. */
static double set_font(cairo_t *cairo, const hel_writing *w, const char *words)
{
	cairo_text_extents_t extents;
	double meant = hel_words_width(words, w);
	cairo_select_font_face(cairo, "Arial", w->italic ? CAIRO_FONT_SLANT_ITALIC : CAIRO_FONT_SLANT_NORMAL,
			       w->bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
	cairo_set_font_size(cairo, w->size);
	cairo_text_extents(cairo, words, &extents);
	if (extents.x_advance <= 1.03 * meant)
		return extents.x_advance;
	cairo_set_font_size(cairo, w->size * meant / extents.x_advance);
	return meant;
}

static void draw_words(cairo_t *cairo, const hel_sheet *sheet, const hel_mark *mark)
{
	const hel_writing *w = &mark->writing;
	const char *words = &sheet->words.bytes[mark->words];
	cairo_save(cairo);
	double width = set_font(cairo, w, words);
	cairo_translate(cairo, mark->at.x, mark->at.y);
	cairo_rotate(cairo, w->turn * acos(-1) / 180);
	cairo_move_to(cairo, w->anchor == HEL_MIDDLE ? -width / 2 : w->anchor == HEL_END ? -width : 0, 0);
	if (w->halo) {
		cairo_text_path(cairo, words);
		set_colour(cairo, HEL_WHITE, 1);
		cairo_set_line_width(cairo, 1.6);
		cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
		cairo_set_dash(cairo, NULL, 0, 0);
		cairo_stroke(cairo);
		cairo_move_to(cairo, w->anchor == HEL_MIDDLE ? -width / 2 : w->anchor == HEL_END ? -width : 0, 0);
	}
	set_colour(cairo, w->colour, 1);
	cairo_show_text(cairo, words);
	cairo_restore(cairo);
}

static void draw_sheet(cairo_t *cairo, const hel_sheet *sheet)
{
	set_colour(cairo, HEL_WHITE, 1);
	cairo_paint(cairo);
	for (size_t m = 0; m < sheet->n_marks; m++) {
		const hel_mark *mark = &sheet->mark[m];
		if (mark->kind == HEL_MARK_PATH) {
			draw_path(cairo, sheet, mark);
		} else if (mark->kind == HEL_MARK_DISC) {
			cairo_new_path(cairo); /* else a line leads to it from the last words */
			cairo_arc(cairo, mark->at.x, mark->at.y, mark->radius, 0, 2 * acos(-1));
			cairo_close_path(cairo);
			lay_ink(cairo, &mark->ink);
		} else {
			draw_words(cairo, sheet, mark);
		}
	}
}

/* Cairo would write the time of the run. */
static void put_metadata(cairo_surface_t *surface, const hel_sheet *sheet, long long created)
{
	char day[40] = "";
	struct tm at;
	time_t when = (time_t)created;
	if (gmtime_r(&when, &at))
		strftime(day, sizeof day, "%Y-%m-%dT%H:%M:%SZ", &at);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, day);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, sheet->title);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, sheet->about);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "helsinki " HEL_VERSION);
}

/* Image surfaces of more pixels a side than this are refused by Cairo. */
enum { PIXELS_MAX = 32767 };

static cairo_surface_t *open_surface(hel_text *bytes, const hel_sheet *sheet, const hel_plot_options *options)
{
	if (options->format != HEL_PLOT_PNG) {
		cairo_surface_t *pdf = cairo_pdf_surface_create_for_stream(take_bytes, bytes, sheet->width, sheet->height);
		put_metadata(pdf, sheet, options->created);
		return pdf;
	}
	int width = (int)ceil(sheet->width * PIXELS_PER_POINT), height = (int)ceil(sheet->height * PIXELS_PER_POINT);
	cairo_surface_t *png = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
	cairo_surface_set_device_scale(png, PIXELS_PER_POINT, PIXELS_PER_POINT);
	return png;
}

hel_status hel_sheet_cairo(hel_text *bytes, const hel_sheet *sheet, const hel_plot_options *options, hel_error *error)
{
	if (options->format == HEL_PLOT_PNG && sheet->height * PIXELS_PER_POINT > PIXELS_MAX)
		return hel_fail(error, HEL_EUSAGE, "the picture is too high for PNG: choose SVG or PDF, or less of it");
	cairo_surface_t *surface = open_surface(bytes, sheet, options);
	cairo_t *cairo = cairo_create(surface);
	draw_sheet(cairo, sheet);
	cairo_status_t status = cairo_status(cairo);
	cairo_destroy(cairo);
	if (!status && options->format == HEL_PLOT_PNG)
		status = cairo_surface_write_to_png_stream(surface, take_bytes, bytes);
	cairo_surface_finish(surface);
	status = status ? status : cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	if (status == CAIRO_STATUS_NO_MEMORY || bytes->failed)
		return hel_fail_memory(error);
	return status ? hel_fail(error, HEL_EIO, "Cairo cannot draw it: %s", cairo_status_to_string(status)) : HEL_OK;
}
