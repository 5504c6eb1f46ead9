/* textmap.c: see textmap.h. */
#include "report/textmap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/braille.h"
#include "report/words.h"

enum { INDENT = 2, ROWS_MAX = 22, COLUMNS_MAX = 110, ROWS_STATED = 9, LABEL_MAX = 12 };

hel_status hel_textmap_terrain(hel_terrain *terrain, const hel_world *world, hel_panel *panel, int columns, hel_error *error)
{
	int across = columns - 2 * INDENT < COLUMNS_MAX ? columns - 2 * INDENT : COLUMNS_MAX,
	    down = world->stated ? ROWS_STATED : ROWS_MAX;
	return hel_terrain_make(terrain, world, panel, across * HEL_DOTS_ACROSS, down * HEL_DOTS_DOWN, error);
}

/* --- steps of change, as on the page ------------------------------------------------------------------------------------ */

/* The change in S up to which a step goes; eighths of its dots that are set, and without colour the character of a loss. */
typedef struct step {
	double to;
	hel_tint tint;
	int density;
	const char *loss, *words;
} step;

static const step STEP[] = {
    {-0.1, HEL_TINT_LOSE_MUCH, 8, "\xe2\x89\xa1", "lose 0.10 or more"}, {-0.03, HEL_TINT_LOSE, 6, "=", "lose 0.03 to 0.10"},
    {-0.005, HEL_TINT_LOSE_LITTLE, 4, "-", "lose 0.005 to 0.03"},       {0.005, HEL_TINT_SAME, 2, NULL, "no change"},
    {0.03, HEL_TINT_GAIN_LITTLE, 4, NULL, "gain 0.005 to 0.03"},        {0.1, HEL_TINT_GAIN, 6, NULL, "gain 0.03 to 0.10"},
    {INFINITY, HEL_TINT_GAIN_MUCH, 8, NULL, "gain 0.10 or more"}};

enum { STEPS = sizeof STEP / sizeof *STEP, SAME = 3 };

/* The bound itself belongs to the larger change. */
static int step_of(double dS)
{
	int s = 0;
	while (s < STEPS - 1 && !(dS < STEP[s].to || (dS == STEP[s].to && dS < 0)))
		s++;
	return s;
}

/* A mark at a capital. */
static const char *mark_of(int s)
{
	return s < SAME ? "-" : s > SAME ? "+" : "o";
}

/* --- which mechanism ------------------------------------------------------------------------------------------------------ */

/* Variance of what it changes for the region's states. */
static double spread(const hel_result *r, int n_region)
{
	double sum = 0, squares = 0;
	int n = 0;
	for (int s = 0; s < n_region; s++) {
		double dS = r->state[s].dS;
		if (isnan(dS))
			continue;
		sum += dS;
		squares += dS * dS;
		n++;
	}
	return n ? squares / n - sum / n * (sum / n) : 0;
}

static bool changes_anything(const hel_result *r, int n_region)
{
	for (int s = 0; s < n_region; s++) {
		if (!isnan(r->state[s].dS) && step_of(r->state[s].dS) != SAME)
			return true;
	}
	return false;
}

static const hel_result *find_telling(const hel_assessment *a, size_t lens)
{
	const hel_result *found = NULL;
	for (size_t x = 0; x < a->n_results; x++) {
		const hel_result *r = &a->result[x];
		if (r->lens == lens && changes_anything(r, a->n_region) &&
		    (!found || spread(r, a->n_region) > spread(found, a->n_region)))
			found = r;
	}
	return found;
}

/* --- the picture ---------------------------------------------------------------------------------------------------------- */

typedef struct picture {
	const hel_lines *lines;
	const hel_world *world;
	const hel_terrain *t;
	const hel_result *r;
	int n_region;
	int *step_of; /* of every state of the world; -1: unknown, or outside the region */
	bool used[STEPS];
	hel_canvas canvas;
} picture;

/* Dots of a cell in the order in which denser patterns set them: four make a chessboard. */
static bool is_set(int x, int y, int density)
{
	static const int order[HEL_DOTS_DOWN][HEL_DOTS_ACROSS] = {{0, 6}, {4, 2}, {3, 7}, {5, 1}};
	return order[y % HEL_DOTS_DOWN][x % HEL_DOTS_ACROSS] < density;
}

static int owner_at(const picture *p, int x, int y)
{
	return x < p->t->across && y < p->t->down ? p->t->owner[y * p->t->across + x] : HEL_SEA;
}

static void draw_dots(picture *p)
{
	for (int y = 0; y < p->t->down; y++) {
		for (int x = 0; x < p->t->across; x++) {
			int owner = owner_at(p, x, y);
			int density = owner == HEL_SEA                                   ? 0
				      : owner == HEL_OTHER_LAND || p->step_of[owner] < 0 ? 1
											 : STEP[p->step_of[owner]].density;
			if (is_set(x, y, density))
				hel_canvas_dot(&p->canvas, x, y);
		}
	}
}

/* The state of the region with most dots in a cell; -1: none. */
static int find_owner(const picture *p, int column, int row)
{
	int best = -1, most = 0;
	for (int a = 0; a < HEL_DOTS_ACROSS * HEL_DOTS_DOWN; a++) {
		int owner = owner_at(p, column * HEL_DOTS_ACROSS + a % 2, row * HEL_DOTS_DOWN + a / 2), n = 0;
		for (int b = 0; b < HEL_DOTS_ACROSS * HEL_DOTS_DOWN; b++)
			n += owner_at(p, column * HEL_DOTS_ACROSS + b % 2, row * HEL_DOTS_DOWN + b / 2) == owner;
		if (owner >= 0 && p->step_of[owner] >= 0 && n > most) {
			best = owner;
			most = n;
		}
	}
	return best;
}

/* A cell has one colour: of the state with most of it. */
static void tint_cells(picture *p)
{
	for (int row = 0; row < p->canvas.rows; row++) {
		for (int column = 0; column < p->canvas.columns; column++) {
			hel_dots *cell = hel_canvas_cell(&p->canvas, column, row);
			int owner = find_owner(p, column, row);
			const step *s = owner >= 0 ? &STEP[p->step_of[owner]] : &STEP[SAME];
			cell->tint = s->tint;
			if (s->loss && !p->lines->colour)
				strcpy(cell->glyph, s->loss);
		}
	}
}

static bool is_free(const picture *p, int column, int row, int n)
{
	for (int x = column; x < column + n; x++) {
		const hel_dots *cell = hel_canvas_cell(&p->canvas, x, row);
		if (!cell || cell->glyph[0] || cell->covered)
			return false;
	}
	return true;
}

/* The id beside its mark, on the right or else on the left, where there is room for it. Characters that combine are left out. */
static void label(const picture *p, const char *id, int column, int row, hel_tint tint)
{
	int n = hel_columns_of(id), columns;
	int at = is_free(p, column + 1, row, n + 1) ? column + 1 : is_free(p, column - n - 1, row, n + 1) ? column - n : -1;
	for (size_t length; at >= 0 && n <= LABEL_MAX && *id; id += length, at += columns) {
		length = hel_next_character(id, &columns);
		hel_dots *cell = hel_canvas_cell(&p->canvas, at, row);
		if (columns)
			*cell = (hel_dots){.tint = tint};
		if (columns && length < sizeof cell->glyph)
			memcpy(cell->glyph, id, length);
		if (columns == 2)
			cell[1] = (hel_dots){.covered = true, .tint = tint};
	}
}

static void mark_capitals(picture *p)
{
	int x, y;
	for (int i = 0; i < p->world->n; i++) {
		if (p->step_of[i] < 0 || !hel_terrain_place(p->t, &p->world->state[i], &x, &y))
			continue;
		hel_dots *cell = hel_canvas_cell(&p->canvas, x / HEL_DOTS_ACROSS, y / HEL_DOTS_DOWN);
		strcpy(cell->glyph, mark_of(p->step_of[i]));
		cell->tint = STEP[p->step_of[i]].tint;
	}
	for (int i = 0; i < p->world->n; i++) {
		if (p->step_of[i] >= 0 && hel_terrain_place(p->t, &p->world->state[i], &x, &y))
			label(p, p->world->state[i].id, x / HEL_DOTS_ACROSS, y / HEL_DOTS_DOWN, STEP[p->step_of[i]].tint);
	}
}

/* --- what it shows -------------------------------------------------------------------------------------------------------- */

static void put_caption(const picture *p, const char *mechanism)
{
	hel_text line = {0};
	hel_text_printf(
	    &line, "Map: the change under \xe2\x80\x9c%s\xe2\x80\x9d, the mechanism that treats states most differently",
	    mechanism);
	hel_text_printf(p->lines->text, "\n%s", hel_dim(p->lines));
	hel_put_wrapped(p->lines, INDENT, line.failed ? "" : line.bytes);
	hel_text_printf(p->lines->text, "%s", hel_plain(p->lines));
	hel_text_free(&line);
}

/* Without colours marks say no more than the sign. */
static bool only_signs(const picture *p)
{
	return !p->t->outlined && !p->lines->colour;
}

/* What a step looks like, two columns of it or a mark. */
static void put_key(const picture *p, int s)
{
	hel_dots cell[2] = {{.tint = STEP[s].tint}};
	hel_canvas key = {2, 1, cell};
	const char *glyph = !p->t->outlined ? mark_of(s) : STEP[s].loss && !p->lines->colour ? STEP[s].loss : "";
	strcpy(cell[0].glyph, glyph);
	for (int x = 0; x < 2 * HEL_DOTS_ACROSS; x++) {
		for (int y = 0; y < HEL_DOTS_DOWN && !*glyph; y++) {
			if (is_set(x, y, STEP[s].density))
				hel_canvas_dot(&key, x, y);
		}
	}
	cell[1].tint = cell[0].tint;
	hel_put_cells(p->lines, cell, *glyph ? 1 : 2);
}

/* The steps that the map has, from loss to gain. */
static void put_legend(const picture *p)
{
	enum { KEY = 3, GAP = 3 };
	int at = 0;
	for (int s = 0; s < STEPS; s++) {
		if (!p->used[s])
			continue;
		const char *words = STEP[s].words;
		if (only_signs(p))
			words = s < SAME ? "loses" : s > SAME ? "gains" : words;
		int n = KEY + hel_columns_of(words);
		bool fits = at && at + GAP + n <= p->lines->width;
		hel_text_printf(p->lines->text, "%s%*s", at && !fits ? "\n" : "", fits ? GAP : INDENT, "");
		put_key(p, s);
		hel_text_printf(p->lines->text, " %s", words);
		at = (fits ? at + GAP : INDENT) + n;
	}
	hel_text_printf(p->lines->text, "\n");
}

static void put_outside(const picture *p)
{
	hel_text line = {0};
	int x, y;
	for (int s = 0; s < p->n_region; s++) {
		const hel_state_result *state = &p->r->state[s];
		if (!isnan(state->dS) && !hel_terrain_place(p->t, &p->world->state[state->state], &x, &y))
			hel_text_printf(&line, "%s %s %s",
					line.n ? "," : "Outside the picture:", p->world->state[state->state].id,
					hel_signed(state->dS, 2).text);
	}
	if (line.n)
		hel_put_wrapped(p->lines, INDENT, line.bytes);
	p->lines->text->failed |= line.failed;
	hel_text_free(&line);
}

static bool prepare(picture *p)
{
	p->step_of = malloc(((size_t)p->world->n + 1) * sizeof *p->step_of);
	if (!p->step_of)
		return false;
	for (int i = 0; i < p->world->n; i++)
		p->step_of[i] = -1;
	for (int s = 0; s < p->n_region; s++) {
		const hel_state_result *state = &p->r->state[s];
		if (isnan(state->dS))
			continue;
		int at = step_of(state->dS);
		p->step_of[state->state] = at;
		p->used[only_signs(p) ? (at > SAME) * (STEPS - 1) + (at == SAME) * SAME : at] = true;
	}
	int columns = (p->t->across + HEL_DOTS_ACROSS - 1) / HEL_DOTS_ACROSS,
	    rows = (p->t->down + HEL_DOTS_DOWN - 1) / HEL_DOTS_DOWN;
	return hel_canvas_init(&p->canvas, columns, rows);
}

bool hel_put_textmap(const hel_lines *lines, const hel_assessment *a, size_t lens, const hel_terrain *terrain)
{
	picture p = {
	    .lines = lines, .world = &a->scenario->world, .t = terrain, .r = find_telling(a, lens), .n_region = a->n_region};
	if (!p.r || !terrain->across)
		return true;
	bool made = prepare(&p);
	if (made) {
		draw_dots(&p);
		tint_cells(&p);
		if (!terrain->outlined)
			mark_capitals(&p);
		put_caption(&p, a->scenario->mechanism[p.r->mechanism].name);
		hel_put_canvas(lines, &p.canvas, INDENT);
		put_legend(&p);
		put_outside(&p);
	}
	hel_canvas_free(&p.canvas);
	free(p.step_of);
	return made;
}
