/* dialogue_text.c: a dialogue for people: who stood where in some of the turns, who was likely to carry the day, what was offered first,
 * and how it ended. */
#include <math.h>

#include "base/fail.h"
#include "helsinki/report.h"
#include "report/dialogue_words.h"
#include "report/lines.h"
#include "report/words.h"

enum { COLUMNS = 9, WIDTH = 8, NAME_LEAST = 8, NAME_MOST = 24 };

typedef struct page {
	hel_lines lines;
	const hel_course *course;
	const hel_dialogue *d;
	int name_width, n_columns, column[COLUMNS]; /* turns that are shown */
} page;

/* The first, the last, and as many others as the lines have room for, as evenly as may be. */
static void choose_turns(page *p)
{
	int last = p->course->n_turns - 1, room = (p->lines.width - 2 - p->name_width) / WIDTH;
	room = room < COLUMNS ? room : COLUMNS;
	p->n_columns = last + 1 < room ? last + 1 : room;
	for (int c = 0; c < p->n_columns; c++)
		p->column[c] = p->n_columns == 1 ? 0 : (c * last + (p->n_columns - 1) / 2) / (p->n_columns - 1);
}

static void find_width(page *p)
{
	p->name_width = NAME_LEAST;
	for (int i = 0; i < p->d->n; i++) {
		int columns = hel_columns_of(p->d->party[i].name);
		p->name_width = columns > p->name_width ? columns : p->name_width;
	}
	p->name_width = p->name_width < NAME_MOST ? p->name_width : NAME_MOST;
}

static void start_row(const page *p, const char *name)
{
	hel_text_put(p->lines.text, "  ", 2);
	hel_put_cell(p->lines.text, name, p->name_width);
}

static void put_heads(const page *p)
{
	start_row(p, "turn");
	for (int c = 0; c < p->n_columns; c++)
		hel_text_printf(p->lines.text, "%*d", WIDTH, p->column[c]);
	hel_text_put(p->lines.text, "\n", 1);
}

static void put_figure(const page *p, double value, int decimals)
{
	const hel_number number = hel_fixed(value, decimals);
	int columns = hel_columns_of(number.text);
	hel_text_printf(p->lines.text, "%*s%s", columns < WIDTH ? WIDTH - columns : 1, "", number.text);
}

static void put_issue(const page *p, int k)
{
	hel_text *text = p->lines.text;
	hel_text_put(text, "\n", 1);
	hel_put_clean(text, p->d->issue[k]);
	hel_text_put(text, "\n", 1);
	put_heads(p);
	for (int i = 0; i < p->d->n; i++) {
		start_row(p, p->d->party[i].name);
		for (int c = 0; c < p->n_columns; c++)
			put_figure(p, p->course->turn[p->column[c]].position[i * p->d->m + k], 1);
		hel_text_put(text, "\n", 1);
	}
	start_row(p, "median");
	for (int c = 0; c < p->n_columns; c++)
		put_figure(p, p->course->turn[p->column[c]].median[k], 1);
	hel_text_put(text, "\n", 1);
	start_row(p, "mean");
	for (int c = 0; c < p->n_columns; c++)
		put_figure(p, p->course->turn[p->column[c]].mean[k], 1);
	hel_text_put(text, "\n", 1);
}

static void put_chances(const page *p)
{
	if (p->course->how.model != HEL_DIALOGUE_SPATIAL)
		return;
	hel_text_printf(p->lines.text,
			"\nChance that the position carries the day (parties at one position each show all of it)\n");
	put_heads(p);
	for (int i = 0; i < p->d->n; i++) {
		start_row(p, p->d->party[i].name);
		for (int c = 0; c < p->n_columns; c++)
			put_figure(p, p->course->turn[p->column[c]].probability[i], 4);
		hel_text_put(p->lines.text, "\n", 1);
	}
}

static void say_place(hel_text *line, const page *p, const double *position)
{
	for (int k = 0; k < p->d->m; k++)
		hel_text_printf(line, "%s%s", k ? ", " : "", hel_fixed(position[k], 1).text);
}

static void say_name(hel_text *line, const page *p, int party)
{
	hel_put_clean(line, p->d->party[party].name);
}

/* `XJ to SHX: prevails with 0.77, gains 0.046: both at 34.8, 22.5; XJ takes it.` */
static void put_bargain(const page *p, const hel_offer *o)
{
	hel_text line = {0};
	say_name(&line, p, o->from);
	hel_text_printf(&line, " to ");
	say_name(&line, p, o->to);
	hel_text_printf(&line, ": prevails with %s, gains %s; would meet at ", hel_fixed(o->chance, 2).text,
			hel_fixed(o->gain, 3).text);
	say_place(&line, p, o->from_position);
	hel_text_printf(&line, "; ");
	if (o->from_takes && o->to_takes) {
		hel_text_printf(&line, "both take it");
	} else if (o->from_takes || o->to_takes) {
		say_name(&line, p, o->from_takes ? o->from : o->to);
		hel_text_printf(&line, " takes it");
	} else {
		hel_text_printf(&line, "neither takes it");
	}
	hel_put_paragraph(&p->lines, 2, &line);
}

/* Of the expected-utility model only what is taken: everybody offers something to nearly everybody. */
static void put_offer(const page *p, const hel_offer *o)
{
	hel_text line = {0};
	if (!o->to_takes)
		return;
	say_name(&line, p, o->to);
	hel_text_printf(&line, " to ");
	say_place(&line, p, o->to_position);
	hel_text_printf(&line, ": %s with ", hel_offer_kind_name(o->kind));
	say_name(&line, p, o->from);
	hel_put_paragraph(&p->lines, 2, &line);
}

static void put_offers(const page *p)
{
	const hel_turn_of_dialogue *turn = &p->course->turn[0];
	bool spatial = p->course->how.model == HEL_DIALOGUE_SPATIAL;
	hel_text_printf(p->lines.text, spatial ? "\nWhat is on the table in turn 0 (every turn: --format json)\n"
					       : "\nWho moves in turn 0, and why (every turn and offer: --format json)\n");
	for (size_t x = 0; x < turn->n_offers; x++)
		(spatial ? put_bargain : put_offer)(p, &turn->offer[x]);
	if (!turn->n_offers)
		hel_text_printf(p->lines.text, "  nothing\n");
}

static void put_opening(const page *p)
{
	hel_text *text = p->lines.text, model = {0};
	hel_put_clean(text, p->d->name);
	if (*p->d->description) {
		hel_text_put(text, ": ", 2);
		hel_put_clean(text, p->d->description);
	}
	hel_text_printf(text, "\n%d parties, %d issue%s. ", p->d->n, p->d->m, p->d->m == 1 ? "" : "s");
	hel_say_dialogue_end(text, p->course);
	hel_text_put(text, "\n", 1);
	hel_say_dialogue_model(&model, p->course);
	hel_put_paragraph(&p->lines, 0, &model);
}

hel_status hel_report_dialogue_text(hel_text *text, const hel_course *course, int width, hel_error *error)
{
	page p = {.lines = hel_lines_on(text, false, width), .course = course, .d = course->dialogue};
	find_width(&p);
	choose_turns(&p);
	put_opening(&p);
	for (int k = 0; k < p.d->m; k++)
		put_issue(&p, k);
	put_chances(&p);
	put_offers(&p);
	return text->failed ? hel_fail_memory(error) : HEL_OK;
}
