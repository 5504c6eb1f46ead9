/* curves.c: a panel of curves: lines with their bands of 90 % of the draws, named at their right end; of a claim also its threshold, its
 * margin, the values at which it flips, and where it holds. */
#include "plot/curves.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plot/ends.h"
#include "report/claims.h"
#include "report/words.h"

static const double HEIGHT = 150, WIDEST_NAMES = 122, AXIS = 40;

/* Okabe and Ito's colours, told apart by everybody, less yellow; and dashes for grey prints. */
static const struct {
	int colour;
	double on, off;
} looks[] = {{0x0072b2, 0, 0}, {0xd55e00, 5, 2},  {0x009e73, 1.5, 1.5}, {0xcc79a7, 8, 3},
	     {0x000000, 3, 3}, {0x56b4e9, 10, 2}, {0xe69f00, 2, 4}};

enum { N_LOOKS = sizeof looks / sizeof *looks, FAINT = 0xa0a0a0 };

typedef struct drawing {
	const hel_panel_of_curves *panel;
	hel_sheet *sheet;
	hel_box frame;
	hel_ruler x, y;
	double names; /* width of the names at the right */
	size_t n;     /* swept quantities of the panel */
	const hel_swept **swept;
	bool alike; /* all show the same of the same states, each in a mechanism of its own */
} drawing;

static const hel_quantity *quantity_of(const drawing *d, size_t line)
{
	return &d->panel->sweep->options.quantity[d->swept[line]->quantity];
}

static const hel_axis *axis_of(const drawing *d)
{
	return &d->panel->sweep->options.axis[0];
}

static const hel_test *test_of(const drawing *d)
{
	const hel_ruling *r = d->panel->ruling;
	return r ? &d->panel->sweep->scenario->claim[r->claim].test : NULL;
}

/* Those with whom the state of a claim is compared stand back. */
static bool is_faint(const drawing *d, size_t line)
{
	const hel_test *test = test_of(d);
	return test && test->kind == HEL_TEST_LARGEST_FOR && quantity_of(d, line)->state[0] != test->largest_for;
}

static hel_ink ink_of(const drawing *d, size_t line)
{
	if (is_faint(d, line))
		return (hel_ink){.fill = HEL_NO_INK, .stroke = FAINT, .width = 0.5};
	return (hel_ink){.fill = HEL_NO_INK,
			 .stroke = looks[line % N_LOOKS].colour,
			 .width = 1.4,
			 .on = looks[line % N_LOOKS].on,
			 .off = looks[line % N_LOOKS].off};
}

bool hel_in_panel(const hel_panel_of_curves *p, const hel_swept *swept)
{
	return swept->lens == p->lens && p->sweep->options.quantity[swept->quantity].unit == p->unit;
}

/* --- axes --------------------------------------------------------------------------------------------------------- */

hel_ruler hel_ruler_of(const hel_axis *axis, double start, double end)
{
	double room =
	    axis->to > axis->from ? 0 : fmax(fabs(axis->from) * 0.1, 1e-6); /* a single value has some room about it */
	return (hel_ruler){axis->from - room, axis->to + room, axis->by_ratio && axis->from > room, start, end};
}

void hel_put_value(hel_sheet *sheet, hel_point at, hel_anchor anchor, double value, int digits)
{
	char words[64];
	snprintf(words, sizeof words, "%s%s", value < 0 ? "\xe2\x88\x92" : "", hel_digits(fabs(value), digits).text);
	hel_write(sheet, at, (hel_writing){.size = HEL_PAGE_TEXT, .anchor = anchor}, words);
}

void hel_put_x_axis(hel_sheet *sheet, const hel_box *frame, const hel_ruler *ruler, const char *name)
{
	double tick[HEL_TICKS_MAX], last = -1e9;
	size_t n = hel_ruler_ticks(ruler, tick);
	for (size_t t = 0; t < n; t++) {
		double x = hel_ruler_place(ruler, tick[t]);
		hel_draw_line(sheet, (hel_point){x, frame->bottom}, (hel_point){x, frame->bottom + 3},
			      (hel_ink){.fill = HEL_NO_INK, .stroke = HEL_GREY, .width = 0.5});
		if (x - last < 16)
			continue;
		hel_put_value(sheet, (hel_point){x, frame->bottom + 10.5}, HEL_MIDDLE, tick[t], HEL_TICK_DIGITS);
		last = x;
	}
	hel_write(sheet, (hel_point){(frame->left + frame->right) / 2, frame->bottom + 20},
		  (hel_writing){.size = HEL_PAGE_TEXT, .anchor = HEL_MIDDLE, .italic = true}, name);
}

static void put_y_axis(const drawing *d)
{
	double tick[HEL_TICKS_MAX];
	size_t n = hel_ruler_ticks(&d->y, tick);
	for (size_t t = 0; t < n; t++) {
		double y = hel_ruler_place(&d->y, tick[t]);
		hel_draw_line(d->sheet, (hel_point){d->frame.left - 3, y}, (hel_point){d->frame.left, y},
			      (hel_ink){.fill = HEL_NO_INK, .stroke = HEL_GREY, .width = 0.5});
		hel_put_value(d->sheet, (hel_point){d->frame.left - 5, y + 2.6}, HEL_END, tick[t], HEL_TICK_DIGITS);
	}
}

static void widen(drawing *d, double value)
{
	if (isnan(value))
		return;
	d->y.least = fmin(d->y.least, value);
	d->y.greatest = fmax(d->y.greatest, value);
}

/* The first part of a test that looks at a quantity of a unit. */
static const hel_test *leaf_of(const hel_test *test, hel_unit unit)
{
	const hel_test *found = NULL;
	if (!test || test->kind == HEL_TEST_NOT_TESTABLE)
		return NULL;
	for (size_t p = 0; p < test->n_parts && !found; p++)
		found = leaf_of(&test->part[p], unit);
	return found || test->n_parts || test->left.unit != unit ? found : test;
}

/* The value a claim is tested against; NAN where it compares quantities. */
static double threshold_of(const drawing *d)
{
	const hel_test *test = leaf_of(test_of(d), d->panel->unit);
	if (!test)
		return NAN;
	if (test->kind == HEL_TEST_NEGATIVE || test->kind == HEL_TEST_POSITIVE)
		return 0;
	return test->kind == HEL_TEST_ABOVE || test->kind == HEL_TEST_BELOW ? test->threshold : (double)NAN;
}

static double margin_of(const drawing *d)
{
	const hel_ruling *r = d->panel->ruling;
	const hel_claim *claim = r ? &d->panel->sweep->scenario->claim[r->claim] : NULL;
	bool counts =
	    claim && (claim->margin_given || claim->test.kind == HEL_TEST_NEGATIVE || claim->test.kind == HEL_TEST_POSITIVE);
	return counts && isfinite(r->margin) ? r->margin : 0;
}

static void find_range(drawing *d)
{
	double threshold = threshold_of(d), margin = margin_of(d);
	d->y = (hel_ruler){INFINITY, -INFINITY, false, d->frame.bottom, d->frame.top};
	for (size_t line = 0; line < d->n; line++) {
		for (int place = 0; place < axis_of(d)->n; place++) {
			widen(d, d->swept[line]->figure[place].value);
			widen(d, d->swept[line]->figure[place].low);
			widen(d, d->swept[line]->figure[place].high);
		}
	}
	widen(d, threshold - margin);
	widen(d, threshold + margin);
	if (!(d->y.least <= d->y.greatest))
		d->y.least = d->y.greatest = 0;
	double room = d->y.least < d->y.greatest ? 0.04 * (d->y.greatest - d->y.least) : fmax(fabs(d->y.least) * 0.1, 1e-6);
	d->y.least -= room;
	d->y.greatest += room;
}

/* --- lines -------------------------------------------------------------------------------------------------------- */

static hel_point place_of(const drawing *d, int place, double value)
{
	return (hel_point){hel_ruler_place(&d->x, hel_axis_value(axis_of(d), place)), hel_ruler_place(&d->y, value)};
}

static void draw_band(const drawing *d, size_t line)
{
	const hel_figure *f = d->swept[line]->figure;
	int n = axis_of(d)->n, from = 0;
	while (from < n) { /* gaps part the band */
		int end = from;
		for (; end < n && !isnan(f[end].low) && !isnan(f[end].high);)
			end++;
		for (int place = from; place < end; place++)
			(place == from ? hel_move_to : hel_line_to)(d->sheet, place_of(d, place, f[place].low));
		for (int place = end - 1; place >= from; place--)
			hel_line_to(d->sheet, place_of(d, place, f[place].high));
		if (end > from)
			hel_close(d->sheet);
		from = end + 1;
	}
	hel_draw(d->sheet, (hel_ink){.fill = ink_of(d, line).stroke, .stroke = HEL_NO_INK, .opacity = 0.16});
}

static void draw_line(const drawing *d, size_t line)
{
	bool pen_down = false;
	hel_ink ink = ink_of(d, line);
	for (int place = 0; place < axis_of(d)->n; place++) {
		double value = d->swept[line]->figure[place].value;
		if (!isnan(value))
			(pen_down ? hel_line_to : hel_move_to)(d->sheet, place_of(d, place, value));
		pen_down = !isnan(value);
	}
	hel_draw(d->sheet, ink);
	if (axis_of(d)->n == 1 && pen_down)
		hel_draw_disc(d->sheet, place_of(d, 0, d->swept[line]->figure[0].value), 2,
			      (hel_ink){.fill = ink.stroke, .stroke = HEL_NO_INK});
}

/* --- names at the right ------------------------------------------------------------------------------------------- */

static bool mixed_mechanisms(const drawing *d)
{
	for (size_t line = 1; line < d->n; line++) {
		if (quantity_of(d, line)->mechanism != quantity_of(d, 0)->mechanism)
			return true;
	}
	return false;
}

static void say_name(hel_text *words, const drawing *d, size_t line)
{
	const hel_scenario *s = d->panel->sweep->scenario;
	const hel_quantity *q = quantity_of(d, line);
	const char *mechanism = q->mechanism == HEL_IN_REFERENCE ? "the reference" : s->mechanism[q->mechanism].name;
	const hel_test *test = test_of(d);
	if (test && test->kind == HEL_TEST_LARGEST_FOR)
		hel_text_printf(words, "%s", s->world.state[q->state[0]].id);
	else if (d->alike)
		hel_text_printf(words, "%s", mechanism);
	else
		hel_say_measure(words, s, q);
	if (!d->alike && mixed_mechanisms(d))
		hel_text_printf(words, " (%s)", mechanism);
}

/* Faint lines are named where they lead all others somewhere. */
static bool leads(const drawing *d, size_t line)
{
	for (int place = 0; place < axis_of(d)->n; place++) {
		bool largest = !isnan(d->swept[line]->figure[place].value);
		for (size_t other = 0; largest && other < d->n; other++)
			largest = other == line || !is_faint(d, other) ||
				  !(d->swept[other]->figure[place].value > d->swept[line]->figure[place].value);
		if (largest)
			return true;
	}
	return false;
}

static double last_value(const drawing *d, size_t line)
{
	double last = NAN;
	for (int place = 0; place < axis_of(d)->n; place++) {
		double value = d->swept[line]->figure[place].value;
		last = isnan(value) ? last : value;
	}
	return last;
}

static void put_names(const drawing *d)
{
	hel_end_name *names = calloc(d->n + 1, sizeof *names);
	size_t n = 0;
	d->sheet->failed |= !names;
	for (size_t line = 0; names && line < d->n; line++) {
		double last = last_value(d, line);
		if (is_faint(d, line) && !leads(d, line))
			continue;
		names[n] = (hel_end_name){.end = isnan(last) ? (double)NAN : hel_ruler_place(&d->y, last),
					  .colour = ink_of(d, line).stroke,
					  .line = line};
		say_name(&names[n].words, d, line);
		if (isnan(last))
			hel_text_printf(&names[n].words, ": not defined");
		n++;
	}
	if (names)
		hel_put_end_names(d->sheet, names, n, &d->frame, d->names);
	for (size_t i = 0; i < n; i++)
		hel_text_free(&names[i].words);
	free(names);
}

/* --- claims ------------------------------------------------------------------------------------------------------- */

static const hel_pivot *pivot_of(const drawing *d)
{
	const hel_ruling *r = d->panel->ruling;
	for (size_t p = 0; r && p < r->n_pivots; p++) {
		if (r->pivot[p].turn == axis_of(d)->turn)
			return &r->pivot[p];
	}
	return NULL;
}

static void draw_threshold(const drawing *d)
{
	double threshold = threshold_of(d), margin = margin_of(d);
	bool zero_is_inside = d->y.least < 0 && d->y.greatest > 0;
	if (!isnan(threshold) && margin > 0)
		hel_draw_box(d->sheet,
			     &(hel_box){d->frame.left, hel_ruler_place(&d->y, threshold + margin), d->frame.right,
					hel_ruler_place(&d->y, threshold - margin)},
			     (hel_ink){.fill = 0xeeeeee, .stroke = HEL_NO_INK});
	double at = isnan(threshold) ? 0 : threshold;
	if (!isnan(threshold) || zero_is_inside)
		hel_draw_line(d->sheet, (hel_point){d->frame.left, hel_ruler_place(&d->y, at)},
			      (hel_point){d->frame.right, hel_ruler_place(&d->y, at)},
			      (hel_ink){.fill = HEL_NO_INK, .stroke = isnan(threshold) ? HEL_PALE : HEL_GREY, .width = 0.5});
}

static void draw_intervals(const drawing *d, const hel_pivot *pivot)
{
	for (size_t f = 0; pivot && f < pivot->n_flips; f++) {
		const hel_flip *flip = &pivot->flip[f];
		if (!isnan(flip->low) && !isnan(flip->high))
			hel_draw_box(d->sheet,
				     &(hel_box){hel_ruler_place(&d->x, flip->low), d->frame.top,
						hel_ruler_place(&d->x, flip->high), d->frame.bottom},
				     (hel_ink){.fill = 0xd9d9d9, .stroke = HEL_NO_INK, .opacity = 0.6});
	}
}

static void say_flip(char *words, size_t size, const hel_flip *flip)
{
	int n = snprintf(words, size, "%s", hel_digits(flip->at, 2).text);
	if (!isnan(flip->low))
		n += snprintf(words + n, size - (size_t)n, " [%s,", hel_digits(flip->low, 2).text);
	if (!isnan(flip->low))
		snprintf(words + n, size - (size_t)n, " %s]", hel_digits(flip->high, 2).text);
}

/* Their values stand above the frame, where they have room. */
static void draw_flips(const drawing *d, const hel_pivot *pivot)
{
	const hel_writing writing = {.size = 6.5, .anchor = HEL_MIDDLE};
	double taken = d->frame.left - 20;
	for (size_t f = 0; pivot && f < pivot->n_flips; f++) {
		char words[128];
		double x = hel_ruler_place(&d->x, pivot->flip[f].at);
		say_flip(words, sizeof words, &pivot->flip[f]);
		double half = hel_words_width(words, &writing) / 2,
		       at = fmin(fmax(x, d->frame.left + half), d->frame.right - half);
		hel_draw_line(d->sheet, (hel_point){x, d->frame.top}, (hel_point){x, d->frame.bottom},
			      (hel_ink){.fill = HEL_NO_INK, .stroke = HEL_BLACK, .width = 0.6, .on = 2, .off = 2});
		if (at - half <= taken)
			continue;
		hel_write(d->sheet, (hel_point){at, d->frame.top - 2.5}, writing, words);
		taken = at + half + 4;
	}
}

/* A strip below the axis: black where the claim holds. */
static double put_strip(const drawing *d, const hel_pivot *pivot, double y)
{
	if (!pivot)
		return y;
	hel_box strip = {d->frame.left, y + 2, d->frame.right, y + 7};
	double from = pivot->from;
	for (size_t f = 0; f <= pivot->n_flips; f++) {
		double to = f < pivot->n_flips ? pivot->flip[f].at : pivot->to;
		bool holds = f < pivot->n_flips ? !pivot->flip[f].to_true
			     : pivot->n_flips   ? pivot->flip[f - 1].to_true
						: pivot->holds_at_to;
		if (holds)
			hel_draw_box(
			    d->sheet,
			    &(hel_box){hel_ruler_place(&d->x, from), strip.top, hel_ruler_place(&d->x, to), strip.bottom},
			    (hel_ink){.fill = 0x333333, .stroke = HEL_NO_INK});
		from = to;
	}
	hel_draw_box(d->sheet, &strip, (hel_ink){.fill = HEL_NO_INK, .stroke = HEL_GREY, .width = 0.5});
	hel_write(d->sheet, (hel_point){d->frame.right + 12, y + 7}, (hel_writing){.size = 6.5}, "black: it holds");
	return y + 9;
}

/* --- the panel ---------------------------------------------------------------------------------------------------- */

static bool same_states(const hel_quantity *a, const hel_quantity *b)
{
	return a->measure == b->measure && a->n_states == b->n_states && a->subject == b->subject &&
	       (!a->n_states || !memcmp(a->state, b->state, a->n_states * sizeof *a->state));
}

static void say_heading(hel_text *text, const drawing *d)
{
	const hel_scenario *s = d->panel->sweep->scenario;
	const hel_test *test = test_of(d);
	if (test && test->kind == HEL_TEST_LARGEST_FOR)
		hel_text_printf(text, "%s, by state", hel_measure_name(test->left.measure));
	else if (d->alike)
		hel_say_measure(text, s, quantity_of(d, 0));
	else
		hel_text_printf(text, "%s", hel_unit_name(d->panel->unit));
	if (d->panel->name_lens)
		hel_text_printf(text, "; lens \xe2\x80\x9c%s\xe2\x80\x9d", s->lens[d->panel->lens].name);
}

static double put_heading(const drawing *d, double y)
{
	hel_text words = {0};
	say_heading(&words, d);
	d->sheet->failed |= words.failed;
	if (!words.failed)
		y = hel_write_lines(d->sheet, (hel_point){HEL_PAGE_MARGIN, y + 9}, d->sheet->width - 2 * HEL_PAGE_MARGIN,
				    (hel_writing){.size = HEL_PAGE_TEXT, .italic = true}, words.bytes);
	hel_text_free(&words);
	return y + 2;
}

static void gather(drawing *d)
{
	const hel_sweep *sweep = d->panel->sweep;
	d->swept = calloc(sweep->n + 1, sizeof(const hel_swept *));
	d->sheet->failed |= !d->swept;
	for (size_t x = 0; d->swept && x < sweep->n; x++) {
		if (hel_in_panel(d->panel, &sweep->swept[x]))
			d->swept[d->n++] = &sweep->swept[x];
	}
	d->alike = true;
	for (size_t line = 1; line < d->n; line++)
		d->alike = d->alike && same_states(quantity_of(d, line), quantity_of(d, 0));
}

double hel_put_curves(hel_sheet *sheet, const hel_panel_of_curves *panel, double y)
{
	drawing d = {.panel = panel, .sheet = sheet, .names = fmin(WIDEST_NAMES, 0.32 * sheet->width)};
	gather(&d);
	if (!d.n) {
		free(d.swept);
		return y;
	}
	const hel_pivot *pivot = pivot_of(&d);
	double top = put_heading(&d, y) + (pivot ? 6 : 0);
	d.frame = (hel_box){HEL_PAGE_MARGIN + AXIS, top, sheet->width - HEL_PAGE_MARGIN - d.names, top + HEIGHT};
	d.x = hel_ruler_of(axis_of(&d), d.frame.left, d.frame.right);
	find_range(&d);
	draw_threshold(&d);
	draw_intervals(&d, pivot);
	for (size_t line = d.n; line-- > 0;)
		draw_band(&d, line);
	for (size_t line = d.n; line-- > 0;)
		draw_line(&d, line);
	draw_flips(&d, pivot);
	hel_draw_box(sheet, &d.frame, (hel_ink){.fill = HEL_NO_INK, .stroke = HEL_GREY, .width = 0.6});
	put_y_axis(&d);
	hel_put_x_axis(sheet, &d.frame, &d.x, hel_turn_name(axis_of(&d)->turn));
	put_names(&d);
	y = put_strip(&d, pivot, d.frame.bottom + 22);
	free(d.swept);
	return y + 4;
}
