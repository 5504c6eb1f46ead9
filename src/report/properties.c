/* properties.c: see properties.h. */
#include "report/properties.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/bars.h"
#include "report/words.h"

enum { INDENT = 2, GAP = 2, COLUMNS = 5, NAME_MAX = 46 };

/* The order in which a row is read: what helps comes together stands beside what it prevents. */
static const char *const HEADING[COLUMNS] = {"indivisible", "balanced", "effective", "together", "sustainable"};
enum { TOGETHER = 3 };

static const char *name_of(const hel_assessment *a, const hel_result *r)
{
	return a->scenario->mechanism[r->mechanism].name;
}

/* One column of a result. together has a value and no interval. */
static hel_figure figure_of(const hel_result *r, int column)
{
	if (column == TOGETHER)
		return (hel_figure){.value = r->together, .low = NAN, .high = NAN};
	return hel_property(r, column > TOGETHER ? column - 1 : column)->each;
}

typedef struct interval {
	char text[2 * sizeof(hel_number) + 8];
} interval;

static interval interval_of(const hel_figure *figure)
{
	interval i = {""};
	if (!isnan(figure->low))
		snprintf(i.text, sizeof i.text, "[%s, %s]", hel_fixed(figure->low, 2).text, hel_fixed(figure->high, 2).text);
	return i;
}

/* --- where there is no terminal ------------------------------------------------------------------------------------------- */

enum { PLAIN_WIDE = 19, PLAIN_NARROW = 13, PLAIN_TOGETHER = 10 };

static int width_of(const hel_assessment *a, int column)
{
	return column == COLUMNS - 1 ? 0 : column == TOGETHER ? PLAIN_TOGETHER : a->draws ? PLAIN_WIDE : PLAIN_NARROW;
}

static int longest_name(const hel_assessment *a, int least)
{
	int longest = least;
	for (size_t x = 0; x < a->n_results; x++) {
		int n = hel_columns_of(name_of(a, &a->result[x]));
		longest = n > longest ? n : longest;
	}
	return longest;
}

static void put_plain_row(const hel_lines *lines, const hel_assessment *a, const hel_result *r, int name_width)
{
	hel_text_printf(lines->text, "%*s", INDENT, "");
	hel_put_padded(lines->text, name_of(a, r), name_width);
	hel_text_printf(lines->text, "%*s", GAP, "");
	for (int c = 0; c < COLUMNS; c++) {
		hel_figure figure = figure_of(r, c);
		interval between = interval_of(&figure);
		char cell[sizeof between + sizeof(hel_number)];
		snprintf(cell, sizeof cell, "%s%s%s", hel_fixed(figure.value, 2).text, between.text[0] ? " " : "",
			 between.text);
		hel_put_padded(lines->text, cell, width_of(a, c));
	}
	hel_text_printf(lines->text, "\n");
}

void hel_put_plain_table(const hel_lines *lines, const hel_assessment *a, size_t lens)
{
	int name_width = longest_name(a, 10);
	name_width = name_width < NAME_MAX ? name_width : NAME_MAX;
	hel_text_printf(lines->text, "\n%*s%s%*s", INDENT, "", hel_dim(lines), name_width + GAP, "");
	for (int c = 0; c < COLUMNS; c++)
		hel_put_padded(lines->text, HEADING[c], width_of(a, c));
	hel_text_printf(lines->text, "%s\n", hel_plain(lines));
	for (size_t x = 0; x < a->n_results; x++) {
		if (a->result[x].lens == lens)
			put_plain_row(lines, a, &a->result[x], name_width);
	}
}

/* --- how wide a table is -------------------------------------------------------------------------------------------------- */

enum { BAR_MIN = 4, BAR_MAX = 10, NAME_MIN = 24, STACKED_NAME_MIN = 12, TABLE_ROOM = 80 };

static int wider(int width, const char *words)
{
	int n = hel_columns_of(words);
	return n > width ? n : width;
}

static void measure(hel_table_layout *l, const hel_assessment *a)
{
	for (size_t x = 0; x < a->n_results; x++) {
		for (int c = 0; c < COLUMNS; c++) {
			hel_figure figure = figure_of(&a->result[x], c);
			int *value = c == TOGETHER ? &l->together : &l->value;
			*value = wider(*value, hel_fixed(figure.value, 2).text);
			l->interval = wider(l->interval, interval_of(&figure).text);
		}
	}
}

/* Columns that all but the names take if a figure's parts need so many. A bar has what they leave of the column, if it may be drawn. */
static int without_names(hel_table_layout *l, int parts, int beside_bar, bool drawings)
{
	l->figure = wider(parts, HEADING[0]);
	int left = l->figure - beside_bar - 1;
	l->bar = drawings && left >= BAR_MIN ? left < BAR_MAX ? left : BAR_MAX : 0;
	return INDENT + COLUMNS * l->gap + (COLUMNS - 1) * l->figure + l->together;
}

/* Value, bar and interval side by side, or the interval below. */
static int rows_without_names(hel_table_layout *l, int bar)
{
	int beside_bar = l->value + (l->interval ? 1 + l->interval : 0);
	return without_names(l, beside_bar + (bar ? 1 + bar : 0), beside_bar, bar > 0);
}

static int stack_without_names(hel_table_layout *l, bool drawings)
{
	return without_names(l, l->value > l->interval ? l->value : l->interval, l->value, drawings);
}

static int least_of(int a, int b)
{
	return a < b ? a : b;
}

hel_table_layout hel_lay_table_out(const hel_assessment *a, int width, bool drawings)
{
	hel_table_layout l = {HEL_TABLE_ROWS, .gap = GAP, .together = wider(0, HEADING[TOGETHER])};
	int whole = least_of(longest_name(a, 1), NAME_MAX), left;
	measure(&l, a);
	l.name = whole;
	for (int bar = drawings ? BAR_MAX : 0; bar >= BAR_MIN; bar--) {
		if (rows_without_names(&l, bar) + whole <= width)
			return l;
	}
	left = width - rows_without_names(&l, 0);
	l.name = least_of(whole, left);
	if (left >= least_of(whole, NAME_MIN))
		return l;
	l.shape = HEL_TABLE_STACKED;
	left = width - stack_without_names(&l, drawings);
	if (left < least_of(whole, NAME_MIN)) {
		l.gap = 1;
		left = width - stack_without_names(&l, drawings);
	}
	l.name = least_of(whole, left);
	if (left >= least_of(whole, STACKED_NAME_MIN) && width >= TABLE_ROOM)
		return l;
	l.shape = HEL_TABLE_LINES;
	l.bar = 0;
	l.name = width - INDENT;
	return l;
}

/* --- rows that end where their last words do -------------------------------------------------------------------------------- */

typedef struct row {
	const hel_lines *lines;
	int blanks; /* to come before whatever comes next */
} row;

static void skip(row *r, int columns)
{
	r->blanks += columns > 0 ? columns : 0;
}

static void put_blanks(row *r)
{
	hel_text_printf(r->lines->text, "%*s", r->blanks, "");
	r->blanks = 0;
}

static void put_left(row *r, const char *words, int width)
{
	if (*words) {
		put_blanks(r);
		hel_put_cell(r->lines->text, words, least_of(width, hel_columns_of(words)));
	}
	skip(r, width - hel_columns_of(words));
}

static void put_right(row *r, const char *words, int width)
{
	skip(r, width - hel_columns_of(words));
	put_left(r, words, hel_columns_of(words));
}

static void put_bar(row *r, double value, int columns)
{
	if (isnan(value)) {
		skip(r, columns);
		return;
	}
	put_blanks(r);
	hel_put_bar(r->lines, value, columns);
}

static void put_dim(row *r, const char *words, int width)
{
	hel_text_printf(r->lines->text, "%s", hel_dim(r->lines));
	put_left(r, words, width);
	hel_text_printf(r->lines->text, "%s", hel_plain(r->lines));
}

static void end(row *r)
{
	hel_text_printf(r->lines->text, "\n");
	r->blanks = 0;
}

static int column_width(const hel_table_layout *l, int column)
{
	return column == TOGETHER ? l->together : l->figure;
}

/* Value and bar: what they take of the column's width. */
static int put_value(row *r, const hel_figure *figure, int column, const hel_table_layout *l)
{
	int bar = column == TOGETHER ? 0 : l->bar;
	put_right(r, hel_fixed(figure->value, 2).text, l->value);
	skip(r, bar ? 1 : 0);
	put_bar(r, figure->value, bar);
	return l->value + (bar ? 1 + bar : 0);
}

static void put_one_row(row *r, const hel_assessment *a, const hel_result *result, const hel_table_layout *l)
{
	skip(r, INDENT);
	put_left(r, name_of(a, result), l->name);
	for (int c = 0; c < COLUMNS; c++) {
		hel_figure figure = figure_of(result, c);
		skip(r, l->gap);
		int taken = put_value(r, &figure, c, l);
		if (c != TOGETHER && l->interval) {
			skip(r, 1);
			put_left(r, interval_of(&figure).text, l->interval);
			taken += 1 + l->interval;
		}
		skip(r, column_width(l, c) - taken);
	}
	end(r);
}

/* Bytes of a name that stand in the first of two lines: to its last space within the width. */
static size_t first_line(const char *name, int width)
{
	size_t space = 0, n = 0, length;
	if (hel_columns_of(name) <= width)
		return strlen(name);
	for (int at = 0, columns; name[n]; n += length, at += columns) {
		length = hel_next_character(name + n, &columns);
		if (name[n] == ' ')
			space = n;
		if (at + columns > width)
			break;
	}
	return space ? space : n;
}

/* What the first line left of a name; from its end, where names differ, if that is too long. */
static void put_second_line(row *r, const char *rest, int width)
{
	size_t length;
	int n = hel_columns_of(rest), columns;
	if (n <= width) {
		put_left(r, rest, width);
		return;
	}
	put_left(r, HEL_ELLIPSIS, 1);
	for (; n > width - 1; n -= columns, rest += length)
		length = hel_next_character(rest, &columns);
	put_left(r, rest, width - 1);
}

static void put_stacked(row *r, const hel_assessment *a, const hel_result *result, const hel_table_layout *l)
{
	const char *name = name_of(a, result);
	size_t split = first_line(name, l->name);
	hel_text first = {0};
	hel_text_put(&first, name, split);
	skip(r, INDENT);
	put_left(r, first.failed ? "" : first.bytes, l->name);
	hel_text_free(&first);
	for (int c = 0; c < COLUMNS; c++) {
		hel_figure figure = figure_of(result, c);
		skip(r, l->gap);
		skip(r, column_width(l, c) - put_value(r, &figure, c, l));
	}
	end(r);
	name += split + strspn(name + split, " ");
	if (!*name && !l->interval)
		return;
	skip(r, INDENT);
	put_second_line(r, name, l->name);
	for (int c = 0; c < COLUMNS; c++) {
		hel_figure figure = figure_of(result, c);
		skip(r, l->gap);
		put_dim(r, interval_of(&figure).text, column_width(l, c));
	}
	end(r);
}

/* A figure below the other, for narrow terminals. */
static void put_figures(row *r, const hel_assessment *a, const hel_result *result, const hel_table_layout *l)
{
	skip(r, INDENT);
	put_left(r, name_of(a, result), l->name);
	end(r);
	for (int c = 0; c < COLUMNS; c++) {
		hel_figure figure = figure_of(result, c);
		skip(r, 2 * INDENT);
		put_left(r, HEADING[c], hel_columns_of(HEADING[0]) + GAP);
		put_right(r, hel_fixed(figure.value, 2).text, l->value);
		skip(r, 1);
		put_left(r, interval_of(&figure).text, l->interval);
		end(r);
	}
}

static void put_headings(row *r, const hel_table_layout *l)
{
	hel_text_printf(r->lines->text, "%s", hel_dim(r->lines));
	skip(r, INDENT + l->name);
	for (int c = 0; c < COLUMNS; c++) {
		skip(r, l->gap);
		put_left(r, HEADING[c], column_width(l, c));
	}
	hel_text_printf(r->lines->text, "%s", hel_plain(r->lines));
	end(r);
}

void hel_put_table(const hel_lines *lines, const hel_assessment *a, size_t lens, const hel_table_layout *l)
{
	row r = {lines, 0};
	end(&r);
	if (l->shape != HEL_TABLE_LINES)
		put_headings(&r, l);
	for (size_t x = 0; x < a->n_results; x++) {
		if (a->result[x].lens != lens)
			continue;
		if (l->shape == HEL_TABLE_ROWS)
			put_one_row(&r, a, &a->result[x], l);
		else if (l->shape == HEL_TABLE_STACKED)
			put_stacked(&r, a, &a->result[x], l);
		else
			put_figures(&r, a, &a->result[x], l);
	}
}
