/* sheet.c: see sheet.h. */
#include "plot/sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

void hel_sheet_init(hel_sheet *sheet, double width)
{
	*sheet = (hel_sheet){.width = width};
}

void hel_sheet_free(hel_sheet *sheet)
{
	free(sheet->mark);
	free(sheet->point);
	free(sheet->title);
	free(sheet->about);
	hel_text_free(&sheet->step);
	hel_text_free(&sheet->words);
	*sheet = (hel_sheet){0};
}

/* Room for one thing more. */
static bool make_room(hel_sheet *sheet, void **things, size_t n, size_t *room, size_t size)
{
	if (sheet->failed)
		return false;
	if (n < *room)
		return true;
	size_t more = *room ? 2 * *room : 256;
	void *grown = realloc(*things, more * size);
	if (!grown) {
		sheet->failed = true;
		return false;
	}
	*things = grown;
	*room = more;
	return true;
}

static void add_mark(hel_sheet *sheet, const hel_mark *mark)
{
	void *things = sheet->mark;
	if (!make_room(sheet, &things, sheet->n_marks, &sheet->room_marks, sizeof *mark))
		return;
	sheet->mark = things;
	sheet->mark[sheet->n_marks++] = *mark;
}

/* --- paths -------------------------------------------------------------------------------------------------------- */

static void add_step(hel_sheet *sheet, char step)
{
	hel_text_put(&sheet->step, &step, 1);
	sheet->failed |= sheet->step.failed;
}

static void add_point(hel_sheet *sheet, hel_point p)
{
	void *things = sheet->point;
	if (!make_room(sheet, &things, sheet->n_points, &sheet->room_points, sizeof p))
		return;
	sheet->point = things;
	sheet->point[sheet->n_points++] = p;
}

void hel_move_to(hel_sheet *sheet, hel_point p)
{
	add_step(sheet, 'M');
	add_point(sheet, p);
}

void hel_line_to(hel_sheet *sheet, hel_point p)
{
	add_step(sheet, 'L');
	add_point(sheet, p);
}

void hel_curve_to(hel_sheet *sheet, hel_point a, hel_point b, hel_point p)
{
	add_step(sheet, 'C');
	add_point(sheet, a);
	add_point(sheet, b);
	add_point(sheet, p);
}

void hel_close(hel_sheet *sheet)
{
	add_step(sheet, 'Z');
}

void hel_draw(hel_sheet *sheet, hel_ink ink)
{
	hel_mark mark = {.kind = HEL_MARK_PATH,
			 .ink = ink,
			 .step = sheet->open_step,
			 .n_steps = sheet->step.n - sheet->open_step,
			 .point = sheet->open_point};
	if (mark.n_steps)
		add_mark(sheet, &mark);
	sheet->open_step = sheet->step.n;
	sheet->open_point = sheet->n_points;
}

void hel_draw_line(hel_sheet *sheet, hel_point a, hel_point b, hel_ink ink)
{
	hel_move_to(sheet, a);
	hel_line_to(sheet, b);
	hel_draw(sheet, ink);
}

void hel_draw_box(hel_sheet *sheet, const hel_box *box, hel_ink ink)
{
	hel_move_to(sheet, (hel_point){box->left, box->top});
	hel_line_to(sheet, (hel_point){box->right, box->top});
	hel_line_to(sheet, (hel_point){box->right, box->bottom});
	hel_line_to(sheet, (hel_point){box->left, box->bottom});
	hel_close(sheet);
	hel_draw(sheet, ink);
}

void hel_draw_disc(hel_sheet *sheet, hel_point centre, double radius, hel_ink ink)
{
	add_mark(sheet, &(hel_mark){.kind = HEL_MARK_DISC, .ink = ink, .at = centre, .radius = radius});
}

/* --- words -------------------------------------------------------------------------------------------------------- */

/* Bytes of the character at words: one that is no character counts as one. */
static size_t character(const char *words)
{
	size_t n = hel_utf8_length(words, strlen(words));
	return n ? n : 1;
}

void hel_write(hel_sheet *sheet, hel_point at, hel_writing writing, const char *words)
{
	hel_mark mark = {.kind = HEL_MARK_WORDS, .writing = writing, .at = at, .words = sheet->words.n};
	for (const char *c = words; *c; c++)
		hel_text_put(&sheet->words, (unsigned char)*c < ' ' || *c == 0x7f ? " " : c, 1);
	hel_text_put(&sheet->words, "", 1);
	sheet->failed |= sheet->words.failed;
	if (*words)
		add_mark(sheet, &mark);
}

/* Thousandths of the size, from the space to the tilde, as in Adobe's metrics of Helvetica. */
static const short widths[95] = {
    278, 278, 355, 556, 556, 889, 667, 191, 333,  333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667,  667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556,
    556, 222, 222, 500, 222, 833, 556, 556, 556,  556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584};

static int width_of(const char *at, size_t n)
{
	unsigned char c = (unsigned char)*at;
	if (n == 1)
		return c >= ' ' && c <= '~' ? widths[c - ' '] : 278;
	if (n == 2)
		return 600;            /* letters of other alphabets, about */
	return c == 0xe2 ? 556 : 1000; /* dashes, quotation marks, signs; Chinese and the like */
}

double hel_words_width(const char *words, const hel_writing *writing)
{
	double sum = 0;
	for (size_t n; *words; words += n) {
		n = character(words);
		sum += width_of(words, n);
	}
	return sum / 1000 * writing->size * (writing->bold ? 1.07 : 1);
}

const char *hel_words_cut(char *buffer, size_t size, const char *words, double width, const hel_writing *writing)
{
	static const char dots[] = "\xe2\x80\xa6";
	size_t n = 0;
	snprintf(buffer, size, "%s", words);
	if (strlen(words) < size && hel_words_width(words, writing) <= width)
		return buffer;
	for (size_t next = character(words); words[n] && n + next + sizeof dots <= size; next = character(words + n)) {
		memcpy(buffer + n, words + n, next);
		memcpy(buffer + n + next, dots, sizeof dots);
		if (hel_words_width(buffer, writing) > width)
			break;
		n += next;
	}
	memcpy(buffer + n, dots, sizeof dots);
	return buffer;
}

/* Bytes of the longest beginning, up to a space, that fits; at least one word, cut at the width if that is longer. */
static size_t line_of(const char *words, double width, const hel_writing *writing)
{
	double sum = 0, scale = writing->size / 1000 * (writing->bold ? 1.07 : 1);
	size_t at = 0, last_space = 0;
	while (words[at]) {
		size_t n = character(words + at);
		if (words[at] == ' ')
			last_space = at;
		sum += width_of(words + at, n) * scale;
		if (sum > width)
			return last_space ? last_space : at ? at : n;
		at += n;
	}
	return at;
}

double hel_write_lines(hel_sheet *sheet, hel_point at, double width, hel_writing writing, const char *words)
{
	while (*words) {
		size_t n = line_of(words, width, &writing);
		char *line = malloc(n + 1);
		if (!line) {
			sheet->failed = true;
			return at.y;
		}
		memcpy(line, words, n);
		line[n] = '\0';
		hel_write(sheet, at, writing, line);
		free(line);
		at.y += 1.25 * writing.size;
		for (words += n; *words == ' ';)
			words++;
	}
	return at.y;
}
