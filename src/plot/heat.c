/* heat.c: at whose expense: a row for each commitment, tie or actor that costs others most or gives them most, a column for each state that
 * any of them moves. */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/rank.h"
#include "plot/page.h"
#include "plot/scale.h"
#include "report/words.h"

enum { NAME_MAX_BYTES = 256 };

static const double ROW = 15, NARROWEST = 7, WIDEST = 34, WIDEST_NAMES = 118, NAME_SIZE = 7, ROOM_FOR_FIGURES = 19;

/* The keys to frames and rings, and the width of a page on which they stand beside the scale. */
static const double KEYS = 160, WIDE = 390;

typedef struct heat {
	const hel_externalities *all;
	const hel_externalities_result *result;
	const hel_world *world;
	hel_sheet *sheet;
	hel_scale scale;
	size_t n_rows, n_columns, n_moved, n_still;
	const hel_externality **row;
	int *column;        /* places in the region, ascending */
	double cell, names; /* width of a column, and of the rows' names */
	hel_point corner;   /* of the first cell */
} heat;

static double change_of(const heat *h, size_t row, int column)
{
	return h->row[row]->dS[h->column[column]];
}

/* --- what is shown ------------------------------------------------------------------------------------------------ */

/* Whether it moves anybody by more than so much. */
static bool moves(const heat *h, const hel_externality *x, double least)
{
	for (int s = 0; x->dS && s < h->all->n_region; s++) {
		if (!isnan(x->dS[s]) && fabs(x->dS[s]) > least)
			return true;
	}
	return false;
}

static void add_rows(heat *h, const size_t *index, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const hel_externality *x = &h->result->x[index[i]];
		bool there = !moves(h, x, 0);
		for (size_t r = 0; r < h->n_rows; r++)
			there |= h->row[r] == x;
		if (!there)
			h->row[h->n_rows++] = x;
	}
}

/* The largest change of a state in any row; NAN and 0 are none. */
static double largest_change(const heat *h, int place)
{
	double largest = 0;
	for (size_t r = 0; r < h->n_rows; r++)
		largest = fmax(largest, fabs(h->row[r]->dS[place]));
	return largest;
}

static void choose_scale(heat *h, hel_ranked *rank)
{
	double *largest = malloc(((size_t)h->all->n_region + 1) * sizeof *largest);
	h->sheet->failed |= !largest;
	for (int s = 0; largest && s < h->all->n_region; s++) {
		largest[s] = largest_change(h, s);
		rank[s] = (hel_ranked){largest[s], (size_t)s};
	}
	if (largest)
		h->scale = hel_scale_for(largest, (size_t)h->all->n_region);
	free(largest);
}

static int by_place(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

/* The states that are moved by more than what counts as none, those moved most if there is no room for all, in the region's order. */
static void choose_columns(heat *h, hel_ranked *rank)
{
	double room = h->sheet->width - 2 * HEL_PAGE_MARGIN - h->names;
	hel_rank(rank, (size_t)h->all->n_region);
	while (h->n_moved < (size_t)h->all->n_region && rank[h->n_moved].value >= h->scale.least)
		h->n_moved++;
	h->n_columns = (double)h->n_moved * NARROWEST > room ? (size_t)(room / NARROWEST) : h->n_moved;
	for (size_t c = 0; c < h->n_columns; c++)
		h->column[c] = (int)rank[c].index;
	qsort(h->column, h->n_columns, sizeof *h->column, by_place);
	h->cell = h->n_columns ? fmin(WIDEST, room / (double)h->n_columns) : 0;
}

/* Rows in which every change counts as none say nothing. */
static void drop_still_rows(heat *h)
{
	size_t kept = 0;
	for (size_t r = 0; r < h->n_rows; r++) {
		if (moves(h, h->row[r], h->scale.least))
			h->row[kept++] = h->row[r];
	}
	h->n_still = h->n_rows - kept;
	h->n_rows = kept;
}

/* A pact that the data know by a number alone is told by its parties. */
static void say_row(const heat *h, const hel_externality *x, char *buffer)
{
	enum { FEW = 3 };
	char name[HEL_ID_MAX + NAME_MAX_BYTES];
	hel_externality_name(h->all, x, name, sizeof name);
	bool numbered = x->commitment && isdigit((unsigned char)name[0]) && x->commitment->n_members <= FEW;
	size_t n = 0;
	buffer[0] = '\0';
	for (size_t m = 0; numbered && m < x->commitment->n_members; m++)
		n += (size_t)snprintf(buffer + n, NAME_MAX_BYTES - n, "%s%.60s", m ? "-" : "",
				      h->world->state[x->commitment->member[m]].id);
	snprintf(buffer + n, NAME_MAX_BYTES - n, numbered ? " (%.20s)" : "%.200s", name);
}

/* As wide as the longest name of a row, up to a bound. */
static double width_of_names(const heat *h)
{
	double longest = 0;
	for (size_t r = 0; r < h->n_rows; r++) {
		char said[NAME_MAX_BYTES];
		say_row(h, h->row[r], said);
		longest = fmax(longest, hel_words_width(said, &(hel_writing){.size = NAME_SIZE}));
	}
	return fmin(longest + 6, fmin(WIDEST_NAMES, 0.3 * h->sheet->width));
}

static hel_status choose(heat *h, hel_error *error)
{
	const hel_externalities_result *r = h->result;
	size_t n = (size_t)h->all->n_region + 1;
	h->row = calloc(r->n_costliest + r->n_giving + 1, sizeof(const hel_externality *));
	h->column = calloc(n, sizeof *h->column);
	hel_ranked *rank = calloc(n, sizeof *rank);
	if (!h->row || !h->column || !rank) {
		free(rank);
		return hel_fail_memory(error);
	}
	add_rows(h, r->costliest, r->n_costliest);
	add_rows(h, r->giving, r->n_giving);
	choose_scale(h, rank);
	drop_still_rows(h);
	h->names = width_of_names(h);
	choose_columns(h, rank);
	free(rank);
	return h->n_rows && h->n_columns
		   ? HEL_OK
		   : hel_fail_at(error, HEL_EINPUT, h->all->scenario->file, 0, 0,
				 "there is nothing to draw: none of the %s moves any state of the region",
				 hel_what_name(h->all->of));
}

/* --- drawing ------------------------------------------------------------------------------------------------------ */

static bool is_party(const hel_externality *x, int state)
{
	if (!x->commitment)
		return state == x->a || state == x->b;
	for (size_t m = 0; m < x->commitment->n_members; m++) {
		if (x->commitment->member[m] == state)
			return true;
	}
	return false;
}

static void draw_names(const heat *h)
{
	const hel_writing row = {.size = NAME_SIZE, .anchor = HEL_END};
	bool upright = h->cell < ROOM_FOR_FIGURES;
	char said[NAME_MAX_BYTES], cut[NAME_MAX_BYTES];
	for (size_t r = 0; r < h->n_rows; r++) {
		say_row(h, h->row[r], said);
		hel_write(h->sheet, (hel_point){h->corner.x - 4, h->corner.y + ((double)r + 0.5) * ROW + 2.5}, row,
			  hel_words_cut(cut, sizeof cut, said, h->names - 6, &row));
	}
	for (size_t c = 0; c < h->n_columns; c++) {
		hel_writing column = {.size = upright ? fmin(NAME_SIZE, h->cell - 0.5) : NAME_SIZE,
				      .anchor = upright ? HEL_START : HEL_MIDDLE,
				      .turn = upright ? -90 : 0};
		double x = h->corner.x + ((double)c + 0.5) * h->cell + (upright ? 0.35 * column.size : 0);
		hel_write(h->sheet, (hel_point){x, h->corner.y - 3}, column,
			  hel_words_cut(cut, sizeof cut, h->world->state[h->all->state[h->column[c]]].id,
					upright ? 40 : h->cell, &column));
	}
}

static void draw_figure(const heat *h, const hel_box *box, double value, int class)
{
	hel_writing writing = {.size = 6, .anchor = HEL_MIDDLE, .colour = hel_class_words(class)};
	hel_box behind =
	    hel_box_around((hel_point){(box->left + box->right) / 2, (box->top + box->bottom) / 2}, h->cell / 2 - 2, 3.4);
	int decimals = h->scale.least < 0.0005 ? 4 : 3;
	if (class == HEL_SAME_CLASS || h->cell < ROOM_FOR_FIGURES)
		return;
	if (class < HEL_SAME_CLASS) /* so that no line of the hatching runs through the figure */
		hel_draw_box(h->sheet, &behind, (hel_ink){.fill = hel_class_colour(class), .stroke = HEL_NO_INK});
	hel_number number = hel_fixed(fabs(value), decimals);
	char words[64];
	snprintf(words, sizeof words, "%s%s", value < 0 ? "\xe2\x88\x92" : "+",
		 number.text[0] == '0' ? number.text + 1 : number.text);
	hel_write(h->sheet, (hel_point){(box->left + box->right) / 2, (box->top + box->bottom) / 2 + 2.1}, writing, words);
}

static void draw_cell(const heat *h, size_t r, size_t c)
{
	const hel_externality *x = h->row[r];
	int place = h->column[c];
	double value = change_of(h, r, (int)c), left = h->corner.x + (double)c * h->cell,
	       top = h->corner.y + (double)r * ROW;
	hel_box box = {left, top, left + h->cell, top + ROW};
	int class = hel_class_of(&h->scale, value);
	hel_paint_box(h->sheet, &box, class, (hel_ink){.stroke = HEL_WHITE, .width = 0.8});
	draw_figure(h, &box, value, class);
	if (x->low && class != HEL_SAME_CLASS && class >= 0 && x->low[place] <= 0 && x->high[place] >= 0)
		hel_draw_disc(h->sheet, (hel_point){box.right - 2.6, box.top + 2.8}, 1.3,
			      (hel_ink){.fill = HEL_WHITE, .stroke = HEL_BLACK, .width = 0.4});
}

static void draw_parties(const heat *h)
{
	for (size_t r = 0; r < h->n_rows; r++) {
		for (size_t c = 0; c < h->n_columns; c++) {
			double left = h->corner.x + (double)c * h->cell, top = h->corner.y + (double)r * ROW;
			if (is_party(h->row[r], h->all->state[h->column[c]]))
				hel_draw_box(h->sheet,
					     &(hel_box){left + 0.7, top + 0.7, left + h->cell - 0.7, top + ROW - 0.7},
					     (hel_ink){.fill = HEL_NO_INK, .stroke = HEL_BLACK, .width = 0.7});
		}
	}
}

static double longest_column(const heat *h)
{
	double longest = 0;
	for (size_t c = 0; c < h->n_columns && h->cell < ROOM_FOR_FIGURES; c++)
		longest = fmax(longest, hel_words_width(h->world->state[h->all->state[h->column[c]]].id,
							&(hel_writing){.size = NAME_SIZE}));
	return fmin(fmax(longest, NAME_SIZE), 40);
}

static double put_legend(const heat *h, double y)
{
	hel_text change = {0};
	hel_say_change(&change, h->all->scenario);
	double below =
	    hel_put_scale(h->sheet, (hel_point){HEL_PAGE_MARGIN, y}, &h->scale, change.failed ? "" : change.bytes, false);
	bool beside = h->sheet->width >= WIDE;
	double x = beside ? h->sheet->width - HEL_PAGE_MARGIN - KEYS : HEL_PAGE_MARGIN, at = beside ? y + 11.5 : below;
	h->sheet->failed |= change.failed;
	hel_text_free(&change);
	hel_draw_box(h->sheet, &(hel_box){x, at, x + 14, at + 8},
		     (hel_ink){.fill = HEL_NO_INK, .stroke = HEL_BLACK, .width = 0.7});
	hel_write(h->sheet, (hel_point){x + 18, at + 6.5}, (hel_writing){.size = 6.5},
		  h->all->of == HEL_OF_ACTORS ? "the actor itself" : "a party");
	below += beside ? 0 : 10;
	if (!h->all->draws)
		return below;
	hel_draw_disc(h->sheet, (hel_point){x + 76, at + 4}, 1.3,
		      (hel_ink){.fill = HEL_WHITE, .stroke = HEL_BLACK, .width = 0.4});
	hel_write(h->sheet, (hel_point){x + 81, at + 6.5}, (hel_writing){.size = 6.5}, "0 is in the 90 % interval");
	return below;
}

static void say_caption(hel_text *caption, const heat *h)
{
	const hel_scenario *s = h->all->scenario;
	hel_say_scene(caption, s);
	hel_say_setting(caption, s->mechanism[h->result->mechanism].name, &h->result->calibrated, true);
	hel_text_printf(caption,
			" Each cell: the change that the row's %s makes for the column's state, all else of the mechanism "
			"in place; the reference "
			"is the mechanism without it.",
			hel_what_one(h->all->of));
	hel_text_printf(caption, " Rows: the %s that cost others most, then those that give them most.",
			hel_what_name(h->all->of));
	if (h->n_still)
		hel_text_printf(caption, " %zu more move nobody by %s.", h->n_still, hel_digits(h->scale.least, 1).text);
	if (h->n_moved > h->n_columns)
		hel_text_printf(caption, " %zu more states are moved, less than these.", h->n_moved - h->n_columns);
	else if ((size_t)h->all->n_region > h->n_columns)
		hel_text_printf(caption, " The other %zu of the region are moved by less than %s.",
				(size_t)h->all->n_region - h->n_columns, hel_digits(h->scale.least, 1).text);
	if (h->all->draws)
		hel_text_printf(caption, " Seed %llu, %d draws.", (unsigned long long)h->all->seed, h->all->draws);
}

hel_status hel_plot_externalities(hel_text *picture, const hel_externalities *externalities, size_t result,
				  const hel_plot_options *options, hel_error *error)
{
	const hel_scenario *s = externalities->scenario;
	hel_sheet sheet;
	hel_text caption = {0}, title = {0};
	heat h = {.all = externalities, .result = &externalities->result[result], .world = &s->world, .sheet = &sheet};
	hel_text_printf(&title, "What the %s of \xe2\x80\x9c%s\xe2\x80\x9d cost and give", hel_what_name(externalities->of),
			s->mechanism[h.result->mechanism].name);
	double y = hel_page_open(&sheet, options, title.failed ? "" : title.bytes);
	hel_status status = choose(&h, error);
	if (!status) {
		h.corner = (hel_point){HEL_PAGE_MARGIN + h.names, y + longest_column(&h) + 5};
		for (size_t r = 0; r < h.n_rows; r++) {
			for (size_t c = 0; c < h.n_columns; c++)
				draw_cell(&h, r, c);
		}
		draw_parties(&h);
		draw_names(&h);
		y = put_legend(&h, h.corner.y + (double)h.n_rows * ROW + 5);
		say_caption(&caption, &h);
		status = hel_page_close(picture, &sheet, y, &caption, options, error);
	}
	hel_sheet_free(&sheet);
	hel_text_free(&title);
	hel_text_free(&caption);
	free(h.row);
	free(h.column);
	return status;
}
