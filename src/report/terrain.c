/* terrain.c: see terrain.h. */
#include "report/terrain.h"

#include <math.h>
#include <stdlib.h>

#include "atlas/outlines.h"
#include "base/fail.h"

/* --- the picture: where the capitals are ------------------------------------------------------------------------------ */

typedef struct capital {
	const hel_state *state;
	double angle; /* from the middle of all, degrees */
} capital;

static int by_angle(const void *a, const void *b)
{
	const capital *x = a, *y = b;
	if (x->angle != y->angle)
		return x->angle < y->angle ? -1 : 1;
	return x->state < y->state ? -1 : 1;
}

/* Sorts the capitals by their distance from their middle, about which the projection is. */
static hel_projection sort_from_middle(capital *c, int n)
{
	hel_direction sum = {{0}};
	for (int x = 0; x < n; x++)
		hel_add_direction(&sum, hel_direction_of(c[x].state->lat, c[x].state->lon));
	hel_projection about = hel_projection_about(&sum);
	for (int x = 0; x < n; x++)
		c[x].angle = hel_angle_from_centre(&about, c[x].state->lat, c[x].state->lon);
	qsort(c, (size_t)n, sizeof *c, by_angle);
	return about;
}

/* The capitals of the region, those to be in the picture first; how many these are. */
static int choose(hel_projection *projection, capital *c, const hel_world *world)
{
	const double much_smaller = 0.6; /* a picture for which it is worth to leave states out */
	int n = 0;
	for (int i = 0; i < world->n; i++) {
		const hel_state *s = &world->state[i];
		if (s->in_region && !isnan(s->lat) && !isnan(s->lon))
			c[n++] = (capital){s, 0};
	}
	sort_from_middle(c, n);
	int kept = n - n / 10;
	if (kept < n && c[kept - 1].angle > much_smaller * c[n - 1].angle)
		kept = n;
	*projection = sort_from_middle(c, kept);
	if (!n || c[kept - 1].angle <= HEL_FARTHEST_AZIMUTHAL)
		return kept;
	*projection = (hel_projection){HEL_EQUAL_EARTH, 0, 0};
	return n;
}

/* Over this many degrees from its centre the azimuthal projection has long lost all shape: such places are on the other side of the Earth. */
static const double HORIZON = 120;

static bool is_beyond_horizon(const hel_projection *p, double lat, double lon)
{
	return p->kind == HEL_AZIMUTHAL && hel_angle_from_centre(p, lat, lon) > HORIZON;
}

/* Capitals with a margin, as outlines may run out of the picture but states may not; then as many dots as there is room for. */
static void frame(hel_terrain *t, const capital *c, int n, int most_across, int most_down)
{
	double left = INFINITY, right = -INFINITY, top = INFINITY, bottom = -INFINITY;
	for (int x = 0; x < n; x++) {
		hel_point p = hel_project(&t->projection, c[x].state->lat, c[x].state->lon);
		left = fmin(left, p.x);
		right = fmax(right, p.x);
		top = fmin(top, p.y);
		bottom = fmax(bottom, p.y);
	}
	double margin = 0.05 + 0.05 * fmax(right - left, bottom - top); /* 0.05: 320 km */
	t->left = left - margin;
	t->top = top - margin;
	double width = right - left + 2 * margin, height = bottom - top + 2 * margin;
	t->step = fmax(width / most_across, height / most_down);
	t->across = (int)fmin(most_across, ceil(width / t->step));
	t->down = (int)fmin(most_down, ceil(height / t->step));
}

/* --- the land: dots whose centre is inside an odd number of a state's rings ------------------------------------------------ */

typedef struct brush {
	hel_terrain *t;
	const hel_outlines *o;
	hel_point *at; /* projected places of all rings */
	bool *shown;   /* rings: none of whose places is on the other side of the Earth */
	double *cross; /* where a row of dots meets the outlines of one state; as many as there are points */
} brush;

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static bool is_shown(const brush *b, size_t ring)
{
	for (size_t p = b->o->start[ring]; p < b->o->start[ring + 1]; p++) {
		if (is_beyond_horizon(&b->t->projection, b->o->place[p].lat, b->o->place[p].lon))
			return false;
	}
	return true;
}

static size_t cross_ring(const brush *b, size_t ring, double y, size_t n)
{
	for (size_t p = b->o->start[ring]; p + 1 < b->o->start[ring + 1]; p++) {
		hel_point from = b->at[p], to = b->at[p + 1];
		if ((from.y >= y) != (to.y >= y))
			b->cross[n++] = from.x + (y - from.y) / (to.y - from.y) * (to.x - from.x);
	}
	return n;
}

static void fill_row(const brush *b, size_t first, size_t end, int row, int owner)
{
	hel_terrain *t = b->t;
	double y = t->top + (row + 0.5) * t->step;
	size_t n = 0;
	for (size_t r = first; r < end; r++)
		n = b->shown[r] ? cross_ring(b, r, y, n) : n;
	qsort(b->cross, n, sizeof *b->cross, by_size);
	for (size_t x = 0; x + 1 < n; x += 2) {
		int from = (int)ceil(fmax((b->cross[x] - t->left) / t->step - 0.5, 0));
		int to = (int)floor(fmin((b->cross[x + 1] - t->left) / t->step - 0.5, t->across - 1));
		for (int dot = from; dot <= to; dot++)
			t->owner[row * t->across + dot] = owner;
	}
}

/* Whose land a state's outline is in this picture. */
static int owner_of(const hel_terrain *t, const hel_world *world, int ccode)
{
	int i = t->outlined ? hel_world_find_code(world, ccode) : -1;
	return i >= 0 && world->state[i].in_region ? i : HEL_OTHER_LAND;
}

static void fill(const brush *b, const hel_world *world)
{
	for (size_t first = 0, end; first < b->o->n_rings; first = end) {
		end = hel_outlines_end(b->o, first);
		for (int row = 0; row < b->t->down; row++)
			fill_row(b, first, end, row, owner_of(b->t, world, b->o->ccode[first]));
	}
}

/* A state that is smaller than a dot has that of its capital. */
static void keep_small(hel_terrain *t, const hel_world *world)
{
	for (int i = 0, x, y; i < world->n; i++) {
		if (!world->state[i].in_region || !hel_terrain_place(t, &world->state[i], &x, &y))
			continue;
		bool seen = false;
		for (int dot = 0; dot < t->across * t->down && !seen; dot++)
			seen = t->owner[dot] == i;
		if (!seen)
			t->owner[y * t->across + x] = i;
	}
}

static hel_status paint_land(hel_terrain *t, const hel_world *world, hel_panel *panel, hel_error *error)
{
	hel_outlines outlines;
	hel_status status = hel_outlines_read(&outlines, hel_panel_directory(panel), error);
	brush b = {t, &outlines, calloc(outlines.n_places + 1, sizeof *b.at), calloc(outlines.n_rings + 1, sizeof *b.shown),
		   calloc(outlines.n_places + 1, sizeof *b.cross)};
	if (!status && (!b.at || !b.shown || !b.cross))
		status = hel_fail_memory(error);
	if (!status) {
		for (size_t p = 0; p < outlines.n_places; p++)
			b.at[p] = hel_project(&t->projection, outlines.place[p].lat, outlines.place[p].lon);
		for (size_t r = 0; r < outlines.n_rings; r++)
			b.shown[r] = is_shown(&b, r);
		fill(&b, world);
		if (t->outlined)
			keep_small(t, world);
	}
	free(b.at);
	free(b.shown);
	free(b.cross);
	hel_outlines_free(&outlines);
	return status;
}

hel_status hel_terrain_make(hel_terrain *t, const hel_world *world, hel_panel *panel, int most_across, int most_down,
			    hel_error *error)
{
	*t = (hel_terrain){0};
	capital *c = calloc((size_t)world->n + 1, sizeof *c);
	if (!c)
		return hel_fail_memory(error);
	int n = choose(&t->projection, c, world);
	if (n)
		frame(t, c, n, most_across, most_down);
	free(c);
	size_t dots = (size_t)t->across * (size_t)t->down;
	t->owner = calloc(dots + 1, sizeof *t->owner);
	if (!t->owner)
		return hel_fail_memory(error);
	for (size_t dot = 0; dot < dots; dot++)
		t->owner[dot] = HEL_SEA;
	t->outlined = panel && !world->stated && world->day >= HEL_TODAYS_OUTLINES_FROM;
	return n && panel && !world->stated ? paint_land(t, world, panel, error) : HEL_OK;
}

void hel_terrain_free(hel_terrain *t)
{
	free(t->owner);
	*t = (hel_terrain){0};
}

bool hel_terrain_place(const hel_terrain *t, const hel_state *state, int *x, int *y)
{
	if (isnan(state->lat) || isnan(state->lon) || is_beyond_horizon(&t->projection, state->lat, state->lon))
		return false;
	hel_point p = hel_project(&t->projection, state->lat, state->lon);
	double across = floor((p.x - t->left) / t->step), down = floor((p.y - t->top) / t->step);
	if (!(across >= 0 && across < t->across && down >= 0 && down < t->down))
		return false;
	*x = (int)across;
	*y = (int)down;
	return true;
}
