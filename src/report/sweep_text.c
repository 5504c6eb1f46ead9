/* sweep_text.c: a sweep as CSV, and for a terminal: lines of characters over one parameter, tables over two. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "helsinki/report.h"
#include "report/claims.h"
#include "report/field.h"
#include "report/lines.h"
#include "report/words.h"

/* --- CSV ---------------------------------------------------------------------------------------------------------- */

static const char *mechanism_of(const hel_sweep *sweep, const hel_quantity *q)
{
	return q->mechanism == HEL_IN_REFERENCE ? "reference" : sweep->scenario->mechanism[q->mechanism].name;
}

static void place_of(const hel_sweep *sweep, size_t cell, double value[2])
{
	const hel_sweep_options *o = &sweep->options;
	size_t inner = o->n_axes > 1 ? (size_t)o->axis[1].n : 1;
	value[0] = hel_axis_value(&o->axis[0], (int)(cell / inner));
	value[1] = o->n_axes > 1 ? hel_axis_value(&o->axis[1], (int)(cell % inner)) : NAN;
}

hel_status hel_report_sweep_csv(hel_text *text, const hel_sweep *sweep, hel_error *error)
{
	const hel_sweep_options *o = &sweep->options;
	hel_text_printf(text, "mechanism,lens,of");
	for (size_t a = 0; a < o->n_axes; a++)
		hel_text_printf(text, ",%s", hel_turn_name(o->axis[a].turn));
	hel_text_printf(text, ",value,low,high\n");
	for (size_t x = 0; x < sweep->n; x++) {
		const hel_quantity *q = &o->quantity[sweep->swept[x].quantity];
		hel_text of = {0};
		hel_say_quantity(&of, sweep->scenario, q);
		for (size_t cell = 0; cell < sweep->n_cells; cell++) {
			const hel_figure *figure = &sweep->swept[x].figure[cell];
			double place[2];
			place_of(sweep, cell, place);
			hel_put_field(text, mechanism_of(sweep, q));
			hel_text_printf(text, ",");
			hel_put_field(text, sweep->scenario->lens[sweep->swept[x].lens].name);
			hel_text_printf(text, ",");
			hel_put_field(text, of.failed ? "" : of.bytes);
			hel_put_figure(text, place[0]);
			if (o->n_axes > 1)
				hel_put_figure(text, place[1]);
			hel_put_figure(text, figure->value);
			hel_put_figure(text, figure->low);
			hel_put_figure(text, figure->high);
			hel_text_printf(text, "\n");
		}
		text->failed |= of.failed;
		hel_text_free(&of);
	}
	return text->failed ? hel_fail_memory(error) : HEL_OK;
}

/* --- one parameter ------------------------------------------------------------------------------------------------ */

enum { HEIGHT = 14, LABEL = 9 };

typedef struct chart {
	hel_lines out;
	const hel_sweep *sweep;
	size_t lens;
	hel_measure measure;
	double least, greatest;
	bool defined;  /* some value is */
	int width;
	char grid[HEIGHT][256];
} chart;

static bool belongs(const chart *c, size_t x)
{
	const hel_swept *swept = &c->sweep->swept[x];
	return swept->lens == c->lens && c->sweep->options.quantity[swept->quantity].measure == c->measure;
}

static void find_range(chart *c)
{
	c->least = INFINITY;
	c->greatest = -INFINITY;
	for (size_t x = 0; x < c->sweep->n; x++) {
		for (size_t cell = 0; belongs(c, x) && cell < c->sweep->n_cells; cell++) {
			double value = c->sweep->swept[x].figure[cell].value;
			c->least = value < c->least ? value : c->least;
			c->greatest = value > c->greatest ? value : c->greatest;
		}
	}
	c->defined = isfinite(c->least);
	if (!(c->least < c->greatest)) { /* flat, or nothing */
		double at = isfinite(c->least) ? c->least : 0, room = fmax(fabs(at) * 0.1, 1e-6);
		c->least = at - room;
		c->greatest = at + room;
	}
}

static double value_at(const hel_swept *swept, size_t n, double share)
{
	double at = share * (double)(n - 1);
	size_t below = (size_t)at, above = below + 1 < n ? below + 1 : below;
	return swept->figure[below].value + (at - (double)below) * (swept->figure[above].value - swept->figure[below].value);
}

static void draw(chart *c, const hel_swept *swept, char mark)
{
	for (int column = 0; column < c->width; column++) {
		double value = value_at(swept, c->sweep->n_cells, c->width > 1 ? (double)column / (c->width - 1) : 0);
		if (isnan(value))
			continue;
		int row = (int)((HEIGHT - 1) * (value - c->least) / (c->greatest - c->least) + 0.5);
		char *at = &c->grid[HEIGHT - 1 - row][column];
		*at = *at == ' ' || *at == mark ? mark : '+';
	}
}

static void put_chart(const chart *c)
{
	const hel_axis *axis = &c->sweep->options.axis[0];
	for (int row = 0; row < HEIGHT; row++) {
		double value = c->greatest - (c->greatest - c->least) * row / (HEIGHT - 1);
		bool labelled = row % 3 == 1 || row == HEIGHT - 1 || row == 0;
		hel_text_printf(c->out.text, "%*s | %.*s\n", LABEL, labelled ? hel_digits(value, 3).text : "", c->width, c->grid[row]);
	}
	hel_text_printf(c->out.text, "%*s +", LABEL, "");
	for (int column = 0; column <= c->width; column++)
		hel_text_put(c->out.text, "-", 1);
	hel_number from = hel_digits(axis->from, 3), to = hel_digits(axis->to, 4);
	int left = (int)strlen(from.text), right = (int)strlen(to.text), name = (int)strlen(hel_turn_name(axis->turn));
	int gap = (c->width - left - right - name) / 2;
	hel_text_printf(c->out.text, "\n%*s   %s%*s%s%*s%s\n", LABEL, "", from.text, gap > 1 ? gap : 1, "", hel_turn_name(axis->turn),
	                gap > 1 ? c->width - left - right - name - gap : 1, "", to.text);
}

static void put_lens(hel_lines *out, const hel_sweep *sweep, size_t lens)
{
	hel_text_printf(out->text, "\n%sLens: ", hel_bold(out));
	hel_put_clean(out->text, sweep->scenario->lens[lens].name);
	hel_text_printf(out->text, "%s\n", hel_plain(out));
}

static void put_legend(const chart *c, size_t x, char mark)
{
	const hel_quantity *q = &c->sweep->options.quantity[c->sweep->swept[x].quantity];
	hel_text line = {0};
	if (mark)
		hel_text_printf(&line, "%c  ", mark);
	hel_say_quantity(&line, c->sweep->scenario, q);
	hel_put_wrapped(&c->out, 4, line.failed ? "" : line.bytes);
	hel_text_free(&line);
}

static void put_one(chart *c)
{
	static const char marks[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
	size_t n = 0;
	memset(c->grid, ' ', sizeof c->grid);
	find_range(c);
	if (!c->defined) {
		hel_text_printf(c->out.text, "    %s is undefined throughout\n", hel_measure_name(c->measure));
		return;
	}
	for (size_t x = 0; x < c->sweep->n; x++) {
		if (belongs(c, x) && n < sizeof marks - 1)
			draw(c, &c->sweep->swept[x], marks[n++]);
	}
	put_chart(c);
	n = 0;
	for (size_t x = 0; x < c->sweep->n; x++) {
		if (belongs(c, x) && n < sizeof marks - 1)
			put_legend(c, x, marks[n++]);
	}
}

/* --- two parameters ----------------------------------------------------------------------------------------------- */

static void put_table(const chart *c, size_t x)
{
	const hel_sweep_options *o = &c->sweep->options;
	const hel_swept *swept = &c->sweep->swept[x];
	put_legend(c, x, 0);
	hel_text_printf(c->out.text, "%*s   %s across\n%*s", LABEL, hel_turn_name(o->axis[0].turn), hel_turn_name(o->axis[1].turn), LABEL, "");
	for (int y = 0; y < o->axis[1].n; y++)
		hel_text_printf(c->out.text, " %8s", hel_digits(hel_axis_value(&o->axis[1], y), 3).text);
	hel_text_printf(c->out.text, "\n");
	for (int row = 0; row < o->axis[0].n; row++) {
		hel_text_printf(c->out.text, "%*s", LABEL, hel_digits(hel_axis_value(&o->axis[0], row), 3).text);
		for (int y = 0; y < o->axis[1].n; y++)
			hel_text_printf(c->out.text, " %8s", hel_digits(swept->figure[row * o->axis[1].n + y].value, 3).text);
		hel_text_printf(c->out.text, "\n");
	}
}

static bool has_lens(const hel_sweep *sweep, size_t lens)
{
	for (size_t x = 0; x < sweep->n; x++) {
		if (sweep->swept[x].lens == lens)
			return true;
	}
	return false;
}

static bool has_measure(const hel_sweep *sweep, hel_measure measure)
{
	for (size_t q = 0; q < sweep->options.n_quantities; q++) {
		if (sweep->options.quantity[q].measure == measure)
			return true;
	}
	return false;
}

hel_status hel_report_sweep_text(hel_text *text, const hel_sweep *sweep, bool colour, int width, hel_error *error)
{
	chart c = {.out = hel_lines_on(text, colour, width), .sweep = sweep};
	c.width = c.out.width - LABEL - 4;
	c.width = c.width > 100 ? 100 : c.width;
	hel_text_printf(text, "%s", hel_bold(&c.out));
	hel_put_clean(text, sweep->scenario->name);
	hel_text_printf(text, "%s\n", hel_plain(&c.out));
	for (c.lens = 0; c.lens < sweep->scenario->n_lenses; c.lens++) {
		if (!has_lens(sweep, c.lens))
			continue;
		put_lens(&c.out, sweep, c.lens);
		for (int m = 0; m < HEL_MEASURES; m++) {
			c.measure = (hel_measure)m;
			if (has_measure(sweep, c.measure) && sweep->options.n_axes == 1)
				put_one(&c);
			for (size_t x = 0; sweep->options.n_axes == 2 && x < sweep->n; x++) {
				if (belongs(&c, x))
					put_table(&c, x);
			}
		}
	}
	return text->failed ? hel_fail_memory(error) : HEL_OK;
}
