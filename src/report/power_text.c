/* power_text.c: voting power for a reader: what the rule is, a table of voters, what is missing and why. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "helsinki/report.h"
#include "report/lines.h"

enum { NAME_MOST = 24, GAP = 2 };

typedef struct page {
	hel_lines lines;
	hel_text *text;
	const hel_rules *rules;
	const hel_voting_power *power;
	bool fractions;
	int name_width;
} page;

/* Five digits; very small shares as powers of ten. */
static void format_index(char *cell, size_t size, double value)
{
	if (isnan(value))
		snprintf(cell, size, "-");
	else if (value != 0 && fabs(value) < 1e-4)
		snprintf(cell, size, "%.3e", value);
	else
		snprintf(cell, size, "%.5f", value);
}

static const char *cell_of(const page *p, const hel_voter_power *v, int index, char *cell, size_t size)
{
	const hel_fraction *f = &v->index[index];
	if (p->fractions && f->text)
		return f->text;
	format_index(cell, size, f->value);
	if (p->power->samples && !isnan(v->se[index])) {
		size_t n = strlen(cell);
		snprintf(cell + n, size - n, " (%.0e)", v->se[index]);
	}
	return cell;
}

static bool has_any(const page *p, int index)
{
	for (int i = 0; i < p->power->n; i++) {
		if (!isnan(p->power->voter[i].index[index].value))
			return true;
	}
	return false;
}

static int width_of(const page *p, int index)
{
	char cell[64];
	size_t width = strlen(hel_power_words((hel_power_index)index));
	for (int i = 0; i < p->power->n; i++) {
		size_t n = strlen(cell_of(p, &p->power->voter[i], index, cell, sizeof cell));
		width = n > width ? n : width;
	}
	return (int)width;
}

static void put_right(hel_text *text, const char *words, int width)
{
	hel_text_printf(text, "%*s%*s", GAP, "", width, words);
}

/* Some columns of the table, as many as the line holds: from one index on; returns where to go on. swings: with that column. */
static int put_block(const page *p, int from, bool swings)
{
	int width[HEL_POWER_INDICES] = {0}, used = 2 + p->name_width, to = from, digits = 6;
	char cell[64];
	for (int i = 0; i < p->power->n && swings; i++) {
		int n = p->power->voter[i].swings ? (int)strlen(p->power->voter[i].swings) : 0;
		digits = n > digits ? n : digits;
	}
	used += swings ? GAP + digits : 0;
	for (; to < HEL_POWER_INDICES; to++) {
		width[to] = has_any(p, to) ? width_of(p, to) : 0;
		if (used + GAP + width[to] > p->lines.width && used > 2 + p->name_width)
			break;
		used += width[to] ? GAP + width[to] : 0;
	}
	hel_text_printf(p->text, "  ");
	hel_put_padded(p->text, "", p->name_width);
	if (swings)
		put_right(p->text, "swings", digits);
	for (int index = from; index < to; index++) {
		if (width[index])
			put_right(p->text, hel_power_words((hel_power_index)index), width[index]);
	}
	hel_text_printf(p->text, "\n");
	for (int i = 0; i < p->power->n; i++) {
		const hel_voter_power *v = &p->power->voter[i];
		hel_text_printf(p->text, "  ");
		hel_put_cell(p->text, p->rules->voter[i], p->name_width);
		if (swings)
			put_right(p->text, v->swings, digits);
		for (int index = from; index < to; index++) {
			if (width[index])
				put_right(p->text, cell_of(p, v, index, cell, sizeof cell), width[index]);
		}
		hel_text_printf(p->text, "\n");
	}
	hel_text_printf(p->text, "\n");
	return to;
}

static void put_head(const page *p)
{
	const hel_voting_power *w = p->power;
	char figure[64];
	hel_text words = {0};
	hel_put_clean(p->text, p->rules->name);
	if (p->rules->date) {
		hel_text_printf(p->text, ", ");
		hel_put_clean(p->text, p->rules->date);
	}
	hel_text_printf(p->text, "\n\n");
	format_index(figure, sizeof figure, w->collective.value);
	hel_text_printf(&words, "%d voters", w->n);
	if (w->samples)
		hel_text_printf(&words,
				"; estimates from %lld draws, standard errors in brackets. About %s of all coalitions win.",
				w->samples, figure);
	else
		hel_text_printf(&words, ". %s of 2^%d coalitions win (%s)", w->winning, w->n,
				p->fractions && w->collective.text ? w->collective.text : figure);
	if (w->minimal)
		hel_text_printf(&words, ", %s of them with nobody to spare", w->minimal);
	if (!w->samples)
		hel_text_printf(&words, ".");
	hel_put_lines(&p->lines, 0, &words);
	hel_text_free(&words);
	hel_text_printf(p->text, "\n");
}

/* One line for each reason. */
static void put_reasons(const page *p)
{
	const hel_voting_power *w = p->power;
	for (int index = 0; index < HEL_POWER_INDICES; index++) {
		hel_text words = {0};
		bool told = !w->why[index];
		for (int earlier = 0; earlier < index && !told; earlier++)
			told = w->why[earlier] && !strcmp(w->why[earlier], w->why[index]);
		if (told || !strcmp(w->why[index], "not asked for"))
			continue;
		hel_text_printf(&words, "Not given: ");
		for (int same = index, n = 0; same < HEL_POWER_INDICES; same++) {
			if (w->why[same] && !strcmp(w->why[same], w->why[index]))
				hel_text_printf(&words, n++ ? ", %s" : "%s", hel_power_words((hel_power_index)same));
		}
		hel_text_printf(&words, ": %s.", w->why[index]);
		hel_put_lines(&p->lines, 0, &words);
		hel_text_free(&words);
	}
	for (size_t n = 0; n < w->notes.n; n++) {
		hel_text words = {0};
		hel_text_printf(&words, "Warning: %s.", w->notes.item[n]);
		hel_put_lines(&p->lines, 0, &words);
		hel_text_free(&words);
	}
}

hel_status hel_report_power_text(hel_text *text, const hel_rules *rules, const hel_voting_power *power, bool fractions,
				 int width, hel_error *error)
{
	page p = {
	    .lines = hel_lines_on(text, false, width), .text = text, .rules = rules, .power = power, .fractions = fractions};
	for (int i = 0; i < rules->n; i++) {
		int columns = hel_columns_of(rules->voter[i]);
		p.name_width = columns > p.name_width ? columns : p.name_width;
	}
	p.name_width = p.name_width > NAME_MOST ? NAME_MOST : p.name_width;
	put_head(&p);
	for (int from = 0; from < HEL_POWER_INDICES;)
		from = put_block(&p, from, from == 0 && !power->samples);
	put_reasons(&p);
	return text->failed ? hel_fail_memory(error) : HEL_OK;
}
