/* svg.c: a sheet as SVG. Words stay words, in the reader's font. */
#include <math.h>
#include <string.h>

#include "base/fail.h"
#include "plot/writers.h"
#include "report/page.h"
#include "report/words.h"

static const double MM = 25.4 / 72;

/* Hundredths of a point, as short as they go. */
static hel_number number(double value)
{
	hel_number n = hel_fixed(value, 2);
	for (size_t end = strlen(n.text); end && strchr(n.text, '.'); end--) {
		char last = n.text[end - 1];
		if (last != '0' && last != '.')
			break;
		n.text[end - 1] = '\0';
	}
	return n;
}

static void put_number(hel_text *text, const char *name, double value)
{
	hel_text_printf(text, " %s=\"%s\"", name, number(value).text);
}

static void put_colour(hel_text *text, const char *name, int colour)
{
	if (colour == HEL_NO_INK)
		hel_text_printf(text, " %s=\"none\"", name);
	else
		hel_text_printf(text, " %s=\"#%06x\"", name, (unsigned)colour);
}

static void put_ink(hel_text *text, const hel_ink *ink)
{
	put_colour(text, "fill", ink->fill);
	if (ink->opacity > 0)
		put_number(text, "fill-opacity", ink->opacity);
	if (ink->stroke == HEL_NO_INK)
		return;
	put_colour(text, "stroke", ink->stroke);
	put_number(text, "stroke-width", ink->width);
	if (ink->on > 0)
		hel_text_printf(text, " stroke-dasharray=\"%s", number(ink->on).text);
	if (ink->on > 0)
		hel_text_printf(text, " %s\"", number(ink->off).text);
}

static void put_path(hel_text *text, const hel_sheet *sheet, const hel_mark *mark)
{
	const hel_point *p = &sheet->point[mark->point];
	hel_text_printf(text, "<path d=\"");
	for (size_t s = 0; s < mark->n_steps; s++) {
		char step = sheet->step.bytes[mark->step + s], last = s ? sheet->step.bytes[mark->step + s - 1] : 'Z';
		bool goes_on = step == 'L' && (last == 'L' || last == 'M'); /* points after a move are joined by lines */
		hel_text_put(text, goes_on ? " " : &step, 1);
		for (int n = step == 'Z' ? 0 : step == 'C' ? 3 : 1; n > 0; n--, p++) {
			hel_text_printf(text, "%s ", number(p->x).text);
			hel_text_printf(text, n > 1 ? "%s " : "%s", number(p->y).text);
		}
	}
	hel_text_printf(text, "\"");
	put_ink(text, &mark->ink);
	hel_text_printf(text, "/>\n");
}

static void put_disc(hel_text *text, const hel_mark *mark)
{
	hel_text_printf(text, "<circle");
	put_number(text, "cx", mark->at.x);
	put_number(text, "cy", mark->at.y);
	put_number(text, "r", mark->radius);
	put_ink(text, &mark->ink);
	hel_text_printf(text, "/>\n");
}

static void put_turn(hel_text *text, const hel_mark *mark)
{
	hel_text_printf(text, " transform=\"rotate(%s", number(mark->writing.turn).text);
	hel_text_printf(text, " %s", number(mark->at.x).text);
	hel_text_printf(text, " %s)\"", number(mark->at.y).text);
}

static void put_words(hel_text *text, const hel_sheet *sheet, const hel_mark *mark)
{
	static const char *const anchor[] = {"start", "middle", "end"};
	const hel_writing *w = &mark->writing;
	hel_text_printf(text, "<text");
	put_number(text, "x", mark->at.x);
	put_number(text, "y", mark->at.y);
	put_number(text, "font-size", w->size);
	put_colour(text, "fill", w->colour);
	if (w->anchor != HEL_START)
		hel_text_printf(text, " text-anchor=\"%s\"", anchor[w->anchor]);
	if (w->bold)
		hel_text_printf(text, " font-weight=\"bold\"");
	if (w->italic)
		hel_text_printf(text, " font-style=\"italic\"");
	if (w->halo)
		hel_text_printf(text,
				" stroke=\"#ffffff\" stroke-width=\"1.6\" stroke-linejoin=\"round\" paint-order=\"stroke\"");
	if (w->turn != 0)
		put_turn(text, mark);
	hel_text_printf(text, ">");
	hel_put_escaped(text, &sheet->words.bytes[mark->words]);
	hel_text_printf(text, "</text>\n");
}

static void put_head(hel_text *text, const hel_sheet *sheet)
{
	hel_text_printf(text, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%smm\"", number(sheet->width * MM).text);
	hel_text_printf(text, " height=\"%smm\"", number(sheet->height * MM).text);
	hel_text_printf(text, " viewBox=\"0 0 %s", number(sheet->width).text);
	hel_text_printf(text, " %s\" font-family=\"Arial, 'Liberation Sans', Helvetica, sans-serif\">\n<title>",
			number(sheet->height).text);
	hel_put_escaped(text, sheet->title);
	hel_text_printf(text, "</title>\n<desc>");
	hel_put_escaped(text, sheet->about);
	hel_text_printf(text, "</desc>\n<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>\n");
}

hel_status hel_sheet_svg(hel_text *text, const hel_sheet *sheet, hel_error *error)
{
	put_head(text, sheet);
	for (size_t m = 0; m < sheet->n_marks; m++) {
		const hel_mark *mark = &sheet->mark[m];
		if (mark->kind == HEL_MARK_PATH)
			put_path(text, sheet, mark);
		else if (mark->kind == HEL_MARK_DISC)
			put_disc(text, mark);
		else
			put_words(text, sheet, mark);
	}
	hel_text_printf(text, "</svg>\n");
	return text->failed ? hel_fail_memory(error) : HEL_OK;
}
