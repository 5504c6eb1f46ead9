/* dialogue.c: the picture of a dialogue: where every party stands, turn after turn. */
#include <math.h>
#include <stdlib.h>

#include "plot/curves.h"
#include "plot/ends.h"
#include "report/dialogue_words.h"
#include "report/words.h"

static const double LEAST_HEIGHT = 150, EACH_NAME = 9.5, WIDEST_NAMES = 90, AXIS = 34;
static const double THINNEST = 0.7, THICKEST = 2.4, MEDIAN = 5;

/* Okabe and Ito's colours, told apart by everybody, less yellow; the eighth party has the first's again, and other dashes. */
static const int colours[] = {0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0x000000, 0x56b4e9, 0xe69f00};
static const struct {
	double on, off;
} dashes[] = {{0, 0}, {5, 2}, {1.5, 1.5}, {8, 3}, {10, 2}};

enum { N_COLOURS = sizeof colours / sizeof *colours, N_DASHES = sizeof dashes / sizeof *dashes };

typedef struct drawing {
	hel_sheet *sheet;
	const hel_course *course;
	const hel_dialogue *d;
	int issue;
	hel_box frame;
	hel_ruler x, y;
	double names; /* width of the names at the right */
} drawing;

static double position(const drawing *d, int t, int i)
{
	return d->course->turn[t].position[i * d->d->m + d->issue];
}

static double greatest_influence(const hel_dialogue *d)
{
	double most = 0;
	for (int i = 0; i < d->n; i++)
		most = fmax(most, d->party[i].influence);
	return most;
}

/* Thin for little influence, thick for much. */
static hel_ink ink_of(const drawing *d, int i)
{
	double share = d->d->party[i].influence / greatest_influence(d->d);
	return (hel_ink){.fill = HEL_NO_INK,
			 .stroke = colours[i % N_COLOURS],
			 .width = THINNEST + (THICKEST - THINNEST) * sqrt(share),
			 .on = dashes[i / N_COLOURS % N_DASHES].on,
			 .off = dashes[i / N_COLOURS % N_DASHES].off};
}

static hel_point place(const drawing *d, int t, double value)
{
	return (hel_point){hel_ruler_place(&d->x, t), hel_ruler_place(&d->y, value)};
}

/* --- axes ----------------------------------------------------------------------------------------------------------------- */

static void set_rulers(drawing *d)
{
	double least = INFINITY, most = -INFINITY;
	for (int t = 0; t < d->course->n_turns; t++) {
		for (int i = 0; i < d->d->n; i++) {
			least = fmin(least, position(d, t, i));
			most = fmax(most, position(d, t, i));
		}
	}
	double room = least < most ? 0.04 * (most - least) : 1;
	int last = d->course->n_turns - 1;
	d->x = (hel_ruler){0, last ? last : 1, false, d->frame.left, d->frame.right};
	d->y = (hel_ruler){least - room, most + room, false, d->frame.bottom, d->frame.top};
}

static void put_turns(const drawing *d)
{
	const hel_ink thin = {.fill = HEL_NO_INK, .stroke = HEL_GREY, .width = 0.5};
	double tick[HEL_TICKS_MAX];
	size_t n = hel_ruler_ticks(&d->x, tick);
	for (size_t t = 0; t < n; t++) {
		double x = hel_ruler_place(&d->x, tick[t]);
		if (tick[t] != floor(tick[t])) /* there is no half turn */
			continue;
		hel_draw_line(d->sheet, (hel_point){x, d->frame.bottom}, (hel_point){x, d->frame.bottom + 3}, thin);
		hel_put_value(d->sheet, (hel_point){x, d->frame.bottom + 10.5}, HEL_MIDDLE, tick[t], HEL_TICK_DIGITS);
	}
	hel_write(d->sheet, (hel_point){(d->frame.left + d->frame.right) / 2, d->frame.bottom + 20},
		  (hel_writing){.size = HEL_PAGE_TEXT, .anchor = HEL_MIDDLE, .italic = true}, "turn");
}

static void put_positions(const drawing *d)
{
	const hel_ink thin = {.fill = HEL_NO_INK, .stroke = HEL_GREY, .width = 0.5};
	double tick[HEL_TICKS_MAX];
	size_t n = hel_ruler_ticks(&d->y, tick);
	for (size_t t = 0; t < n; t++) {
		double y = hel_ruler_place(&d->y, tick[t]);
		hel_draw_line(d->sheet, (hel_point){d->frame.left - 3, y}, (hel_point){d->frame.left, y}, thin);
		hel_put_value(d->sheet, (hel_point){d->frame.left - 5, y + 2.6}, HEL_END, tick[t], HEL_TICK_DIGITS);
	}
}

/* --- lines ---------------------------------------------------------------------------------------------------------------- */

static void draw_party(const drawing *d, int i)
{
	hel_ink ink = ink_of(d, i);
	for (int t = 0; t < d->course->n_turns; t++)
		(t ? hel_line_to : hel_move_to)(d->sheet, place(d, t, position(d, t, i)));
	hel_draw(d->sheet, ink);
	hel_draw_disc(d->sheet, place(d, 0, position(d, 0, i)), 0.6 + ink.width,
		      (hel_ink){.fill = ink.stroke, .stroke = HEL_NO_INK});
}

static void draw_median(const drawing *d)
{
	bool pen_down = false;
	for (int t = 0; t < d->course->n_turns; t++) {
		double median = d->course->turn[t].median[d->issue];
		if (!isnan(median))
			(pen_down ? hel_line_to : hel_move_to)(d->sheet, place(d, t, median));
		pen_down = !isnan(median);
	}
	hel_draw(d->sheet, (hel_ink){.fill = HEL_NO_INK, .stroke = 0xd9d9d9, .width = MEDIAN});
}

static void put_names(const drawing *d)
{
	hel_end_name *names = calloc((size_t)d->d->n, sizeof *names);
	int last = d->course->n_turns - 1;
	d->sheet->failed |= !names;
	for (int i = 0; names && i < d->d->n; i++) {
		char cut[256];
		const hel_writing writing = {.size = 7};
		names[i] = (hel_end_name){
		    .end = place(d, last, position(d, last, i)).y, .colour = ink_of(d, i).stroke, .line = (size_t)i};
		hel_text_printf(&names[i].words, "%s",
				hel_words_cut(cut, sizeof cut, d->d->party[i].name, d->names - 14, &writing));
	}
	if (names)
		hel_put_end_names(d->sheet, names, (size_t)d->d->n, &d->frame, d->names);
	for (int i = 0; names && i < d->d->n; i++)
		hel_text_free(&names[i].words);
	free(names);
}

/* As wide as the longest name, within bounds. */
static double width_of_names(const hel_sheet *sheet, const hel_dialogue *d)
{
	const hel_writing writing = {.size = 7};
	double widest = 0;
	for (int i = 0; i < d->n; i++)
		widest = fmax(widest, hel_words_width(d->party[i].name, &writing));
	return fmin(fmin(widest + 16, WIDEST_NAMES), 0.3 * sheet->width);
}

/* --- the page ------------------------------------------------------------------------------------------------------------- */

static double put_panel(hel_sheet *sheet, const hel_course *course, int issue, double y)
{
	drawing d = {.sheet = sheet, .course = course, .d = course->dialogue, .issue = issue};
	double height = fmax(LEAST_HEIGHT, EACH_NAME * course->dialogue->n);
	d.names = width_of_names(sheet, course->dialogue);
	y = hel_write_lines(sheet, (hel_point){HEL_PAGE_MARGIN, y + 9}, sheet->width - 2 * HEL_PAGE_MARGIN,
			    (hel_writing){.size = HEL_PAGE_TEXT, .italic = true}, course->dialogue->issue[issue]);
	d.frame = (hel_box){HEL_PAGE_MARGIN + AXIS, y, sheet->width - HEL_PAGE_MARGIN - d.names, y + height};
	set_rulers(&d);
	draw_median(&d);
	for (int i = course->dialogue->n; i-- > 0;)
		draw_party(&d, i);
	hel_draw_box(sheet, &d.frame, (hel_ink){.fill = HEL_NO_INK, .stroke = HEL_GREY, .width = 0.6});
	put_positions(&d);
	put_turns(&d);
	put_names(&d);
	return d.frame.bottom + 26;
}

hel_status hel_plot_dialogue(hel_text *picture, const hel_course *course, const hel_plot_options *options, hel_error *error)
{
	hel_sheet sheet;
	hel_text caption = {0}, title = {0};
	hel_text_printf(&title, "%s", *course->dialogue->name ? course->dialogue->name : "A dialogue");
	double y = hel_page_open(&sheet, options, title.failed ? "" : title.bytes);
	sheet.failed |= title.failed;
	hel_text_free(&title);
	for (int k = 0; k < course->dialogue->m; k++)
		y = put_panel(&sheet, course, k, y);
	hel_text_printf(&caption,
			"Positions of %d parties over the turns of a dialogue. Thicker lines: more influence. Grey: the "
			"median weighted by "
			"influence and salience. ",
			course->dialogue->n);
	hel_say_dialogue_model(&caption, course);
	hel_text_printf(&caption, " ");
	hel_say_dialogue_end(&caption, course);
	return hel_page_close(picture, &sheet, y, &caption, options, error);
}
