/* sweep_svg.c: a sweep as a picture: for one parameter lines with their bands of 90 % of the draws, for two parameters a field of
 * shades. A panel for every lens and kind of quantity, one below the other. */
#include <math.h>
#include <string.h>

#include "base/fail.h"
#include "helsinki/report.h"
#include "report/claims.h"
#include "report/page.h"
#include "report/words.h"

enum { WIDTH = 760, PANEL = 300, LEFT = 70, TOP = 46, PLOT_WIDTH = 430, PLOT_HEIGHT = 200, LEGEND = 520 };

/* Okabe and Ito's colours, told apart by everybody, less yellow. */
static const char *const colours[] = {"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000"};
static const char *const dashes[] = {"none", "6 3", "2 3"};

enum { N_COLOURS = sizeof colours / sizeof *colours, N_DASHES = sizeof dashes / sizeof *dashes };

typedef struct panel {
	hel_text *text;
	const hel_sweep *sweep;
	size_t lens, first; /* first: of the swept that are shown; two parameters: the only one */
	hel_measure measure;
	double least, greatest;
	int top;
} panel;

static bool belongs(const panel *p, size_t x)
{
	const hel_swept *swept = &p->sweep->swept[x];
	if (p->sweep->options.n_axes > 1)
		return x == p->first;
	return swept->lens == p->lens && p->sweep->options.quantity[swept->quantity].measure == p->measure;
}

static void widen(panel *p, double value)
{
	p->least = value < p->least ? value : p->least;
	p->greatest = value > p->greatest ? value : p->greatest;
}

static void find_range(panel *p)
{
	p->least = INFINITY;
	p->greatest = -INFINITY;
	for (size_t x = 0; x < p->sweep->n; x++) {
		for (size_t cell = 0; belongs(p, x) && cell < p->sweep->n_cells; cell++) {
			widen(p, p->sweep->swept[x].figure[cell].value);
			widen(p, p->sweep->swept[x].figure[cell].low);
			widen(p, p->sweep->swept[x].figure[cell].high);
		}
	}
	if (!(p->least < p->greatest)) {
		double at = isfinite(p->least) ? p->least : 0, room = fmax(fabs(at) * 0.1, 1e-6);
		p->least = at - room;
		p->greatest = at + room;
	}
}

static double y_of(const panel *p, double value)
{
	return p->top + TOP + PLOT_HEIGHT * (p->greatest - value) / (p->greatest - p->least);
}

static double x_of(const hel_axis *axis, int place)
{
	return LEFT + (axis->n > 1 ? (double)PLOT_WIDTH * place / (axis->n - 1) : 0);
}

static void put_text(const panel *p, double x, double y, const char *style, const char *words)
{
	hel_text_printf(p->text, "<text x=\"%s\"", hel_fixed(x, 1).text);
	hel_text_printf(p->text, " y=\"%s\"%s>", hel_fixed(y, 1).text, style);
	hel_put_escaped(p->text, words);
	hel_text_printf(p->text, "</text>\n");
}

static void put_frame(const panel *p, const char *title)
{
	put_text(p, LEFT, p->top + 24, " font-weight=\"bold\"", title);
	hel_text_printf(p->text, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#888\"/>\n", LEFT, p->top + TOP,
	                PLOT_WIDTH, PLOT_HEIGHT);
}

static void put_x_axis(const panel *p, const hel_axis *axis)
{
	int y = p->top + TOP + PLOT_HEIGHT;
	enum { TICKS = 4 };
	for (int tick = 0; tick <= TICKS; tick++) {
		int place = (axis->n - 1) * tick / TICKS;
		put_text(p, x_of(axis, place), y + 16, " text-anchor=\"middle\"", hel_digits(hel_axis_value(axis, place), 3).text);
	}
	put_text(p, LEFT + PLOT_WIDTH / 2.0, y + 34, " text-anchor=\"middle\" font-style=\"italic\"", hel_turn_name(axis->turn));
}

/* A step of 1, 2 or 5 times a power of ten that divides a range into three to eight. */
static double round_step(double range)
{
	double step = pow(10, floor(log10(range / 3)));
	return step * (range / step >= 15 ? 5 : range / step >= 6 ? 2 : 1);
}

static void put_y_axis(const panel *p)
{
	double step = round_step(p->greatest - p->least);
	for (double tick = ceil(p->least / step); tick * step <= p->greatest; tick++) {
		double value = tick == 0 ? 0 : tick * step, y = y_of(p, value);
		put_text(p, LEFT - 8, y + 4, " text-anchor=\"end\"", hel_digits(value, 3).text);
		hel_text_printf(p->text, "<line x1=\"%d\" x2=\"%d\" y1=\"%s\" ", LEFT - 4, LEFT, hel_fixed(y, 1).text);
		hel_text_printf(p->text, "y2=\"%s\" stroke=\"#888\"/>\n", hel_fixed(y, 1).text);
	}
	if (p->least < 0 && p->greatest > 0)
		hel_text_printf(p->text, "<line x1=\"%d\" x2=\"%d\" y1=\"%s\" ", LEFT, LEFT + PLOT_WIDTH, hel_fixed(y_of(p, 0), 1).text);
	if (p->least < 0 && p->greatest > 0)
		hel_text_printf(p->text, "y2=\"%s\" stroke=\"#bbb\"/>\n", hel_fixed(y_of(p, 0), 1).text);
}

static void put_point(const panel *p, bool first, double x, double value)
{
	hel_text_printf(p->text, "%s%s", first ? "M" : "L", hel_fixed(x, 1).text);
	hel_text_printf(p->text, " %s", hel_fixed(y_of(p, value), 1).text);
}

static void put_band(const panel *p, const hel_swept *swept, const char *colour)
{
	const hel_axis *axis = &p->sweep->options.axis[0];
	if (isnan(swept->figure[0].low))
		return;
	hel_text_printf(p->text, "<path fill=\"%s\" fill-opacity=\"0.15\" d=\"", colour);
	for (int place = 0; place < axis->n; place++)
		put_point(p, !place, x_of(axis, place), swept->figure[place].low);
	for (int place = axis->n - 1; place >= 0; place--)
		put_point(p, false, x_of(axis, place), swept->figure[place].high);
	hel_text_printf(p->text, "Z\"/>\n");
}

static void put_line(const panel *p, const hel_swept *swept, const char *colour, const char *dash)
{
	const hel_axis *axis = &p->sweep->options.axis[0];
	bool first = true;
	hel_text_printf(p->text, "<path fill=\"none\" stroke=\"%s\" stroke-width=\"1.8\" stroke-dasharray=\"%s\" d=\"", colour, dash);
	for (int place = 0; place < axis->n; place++) {
		bool gap = isnan(swept->figure[place].value);
		if (!gap)
			put_point(p, first, x_of(axis, place), swept->figure[place].value);
		first = gap;
	}
	hel_text_printf(p->text, "\"/>\n");
}

static void put_legend(const panel *p, size_t n, const char *colour, const char *dash, const char *words)
{
	int y = p->top + TOP + 8 + 22 * (int)n;
	hel_text_printf(p->text,
	                "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"/>\n", LEGEND,
	                LEGEND + 24, y, y, colour, dash);
	put_text(p, LEGEND + 30, y + 4, "", words);
}

/* What all lines of a panel show, or the kind of it where they differ; and the lens. */
static void say_title(hel_text *title, const panel *p)
{
	const hel_quantity *first = NULL;
	bool alike = true;
	for (size_t x = 0; x < p->sweep->n; x++) {
		const hel_quantity *q = &p->sweep->options.quantity[p->sweep->swept[x].quantity];
		if (!belongs(p, x))
			continue;
		first = first ? first : q;
		alike = alike && q->n_states == first->n_states && q->subject == first->subject && q->unit == first->unit &&
		        !memcmp(q->state, first->state, q->n_states * sizeof *q->state);
	}
	if (first && alike)
		hel_say_measure(title, p->sweep->scenario, first);
	else
		hel_text_printf(title, "%s", hel_measure_name(p->measure));
	hel_text_printf(title, "; lens %s", p->sweep->scenario->lens[p->lens].name);
}

static void put_lines(panel *p)
{
	const hel_sweep *sweep = p->sweep;
	hel_text title = {0};
	size_t n = 0;
	say_title(&title, p);
	find_range(p);
	put_frame(p, title.failed ? "" : title.bytes);
	put_x_axis(p, &sweep->options.axis[0]);
	put_y_axis(p);
	for (size_t x = 0; x < sweep->n; x++) {
		if (!belongs(p, x))
			continue;
		const hel_quantity *q = &sweep->options.quantity[sweep->swept[x].quantity];
		const char *colour = colours[n % N_COLOURS], *dash = dashes[n / N_COLOURS % N_DASHES];
		put_band(p, &sweep->swept[x], colour);
		put_line(p, &sweep->swept[x], colour, dash);
		put_legend(p, n++, colour, dash, q->mechanism == HEL_IN_REFERENCE ? "reference" : sweep->scenario->mechanism[q->mechanism].name);
	}
	p->text->failed |= title.failed;
	hel_text_free(&title);
}

/* --- two parameters ----------------------------------------------------------------------------------------------- */

/* Orange below 0 and blue above, white at 0; where nothing lies below 0, white at the least. */
static void put_shade(hel_text *text, const panel *p, double value)
{
	double largest = fmax(fabs(p->least), fabs(p->greatest));
	double share = p->least < 0 ? value / largest : (value - p->least) / (p->greatest - p->least);
	const int low[] = {213, 94, 0}, high[] = {0, 114, 178}, *end = share < 0 ? low : high;
	if (isnan(value)) {
		hel_text_printf(text, "none");
		return;
	}
	hel_text_printf(text, "rgb(");
	for (int c = 0; c < 3; c++)
		hel_text_printf(text, "%d%s", 255 - (int)(fabs(share) * (255 - end[c])), c < 2 ? "," : ")");
}

static void put_field(panel *p)
{
	const hel_sweep_options *o = &p->sweep->options;
	const hel_swept *swept = &p->sweep->swept[p->first];
	double w = (double)PLOT_WIDTH / o->axis[0].n, h = (double)PLOT_HEIGHT / o->axis[1].n;
	hel_text title = {0};
	hel_say_quantity(&title, p->sweep->scenario, &o->quantity[swept->quantity]);
	hel_text_printf(&title, "; %s", p->sweep->scenario->lens[swept->lens].name);
	find_range(p);
	for (int x = 0; x < o->axis[0].n; x++) {
		for (int y = 0; y < o->axis[1].n; y++) {
			const hel_figure *figure = &swept->figure[x * o->axis[1].n + y];
			hel_text_printf(p->text, "<rect x=\"%s\"", hel_fixed(LEFT + x * w, 2).text);
			hel_text_printf(p->text, " y=\"%s\"", hel_fixed(p->top + TOP + PLOT_HEIGHT - (y + 1) * h, 2).text);
			hel_text_printf(p->text, " width=\"%s\"", hel_fixed(w + 0.3, 2).text);
			hel_text_printf(p->text, " height=\"%s\" fill=\"", hel_fixed(h + 0.3, 2).text);
			put_shade(p->text, p, figure->value);
			hel_text_printf(p->text, "\"><title>%s</title></rect>\n", hel_digits(figure->value, 4).text);
		}
	}
	put_frame(p, title.failed ? "" : title.bytes);
	put_x_axis(p, &o->axis[0]);
	put_text(p, LEFT - 6, p->top + TOP + 10, " text-anchor=\"end\"", hel_digits(o->axis[1].to, 3).text);
	put_text(p, LEFT - 6, p->top + TOP + PLOT_HEIGHT, " text-anchor=\"end\"", hel_digits(o->axis[1].from, 3).text);
	put_text(p, LEFT - 6, p->top + TOP + PLOT_HEIGHT / 2.0, " text-anchor=\"end\" font-style=\"italic\"", hel_turn_name(o->axis[1].turn));
	hel_text range = {0};
	hel_text_printf(&range, "from %s", hel_digits(p->least, 3).text);
	hel_text_printf(&range, p->least < 0 ? " (orange)" : " (white)");
	hel_text_printf(&range, " to %s", hel_digits(p->greatest, 3).text);
	hel_text_printf(&range, p->greatest > 0 ? " (blue)" : " (white)");
	put_text(p, LEGEND, p->top + TOP + 14, "", range.failed ? "" : range.bytes);
	p->text->failed |= title.failed || range.failed;
	hel_text_free(&range);
	hel_text_free(&title);
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

/* Calls for every panel in order; how many there are. p NULL: counts only. */
static int each_panel(const hel_sweep *sweep, panel *p)
{
	int n = 0;
	if (sweep->options.n_axes > 1) {
		for (size_t x = 0; x < sweep->n; x++, n++) {
			if (!p)
				continue;
			p->first = x;
			p->top = n * PANEL;
			put_field(p);
		}
		return n;
	}
	for (size_t lens = 0; lens < sweep->scenario->n_lenses; lens++) {
		for (int m = 0; m < HEL_MEASURES; m++) {
			panel probe = {.sweep = sweep, .lens = lens, .measure = (hel_measure)m};
			bool any = false;
			for (size_t x = 0; x < sweep->n; x++)
				any |= belongs(&probe, x);
			if (any && p) {
				p->lens = lens;
				p->measure = (hel_measure)m;
				p->top = n * PANEL;
				put_lines(p);
			}
			n += any;
		}
	}
	return n;
}

hel_status hel_report_sweep_svg(hel_text *text, const hel_sweep *sweep, hel_error *error)
{
	panel p = {.text = text, .sweep = sweep};
	int height = PANEL * each_panel(sweep, NULL) + 10;
	hel_text_printf(text,
	                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
	                "font-family=\"sans-serif\" font-size=\"12\">\n<title>",
	                WIDTH + 140, height, WIDTH + 140, height);
	hel_put_escaped(text, sweep->scenario->name);
	hel_text_printf(text, "</title>\n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n");
	each_panel(sweep, &p);
	hel_text_printf(text, "</svg>\n");
	return text->failed ? hel_fail_memory(error) : HEL_OK;
}
