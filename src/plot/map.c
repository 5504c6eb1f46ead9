/* map.c: the region's states by the change in their security: outlines, or discs at capitals; and, where many of them crowd in a small
 * part of the map, that part again, larger. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "plot/crowd.h"
#include "plot/labels.h"
#include "plot/page.h"
#include "plot/scale.h"
#include "plot/view.h"
#include "report/words.h"

enum { OUTSIDE_LAND = 0xfafafa, LAND_EDGE = 0xcfcfcf, PLAIN_LAND = 0xeeeeee, STATE_EDGE = 0x444444 };

static const double DISC = 2.6, SMALL_AREA = 11, LARGE_AREA = 90, LABEL_SIZE = 6;

/* Of a view, as a share of its width: alone or with another, and of the larger one of the crowd. */
static const double LOWEST = 0.42, HIGHEST = 0.8, HIGHEST_CROWD = 0.62;

/* The crowd is shown again where it takes less than this of the map. */
static const double WORTH_TWICE = 0.4;

/* By index in the world; shown: it has a place and is of the region. */
typedef struct map {
	const hel_assessment *assessment;
	const hel_world *world;
	hel_sheet *sheet;
	hel_scale scale;
	hel_outlines outlines;
	bool borders; /* outlines are borders of that day */
	double *dS;
	bool *shown;
	size_t n_shown, n_nameless, n_small;
} map;

static bool is_shown(const hel_state *s)
{
	return s->in_region && !isnan(s->lat) && !isnan(s->lon);
}

static hel_status fill_in(map *m, const hel_result *r, hel_error *error)
{
	size_t n = (size_t)m->world->n;
	m->dS = calloc(n + 1, sizeof *m->dS);
	m->shown = calloc(n + 1, sizeof *m->shown);
	if (!m->dS || !m->shown)
		return hel_fail_memory(error);
	for (size_t i = 0; i < n; i++) {
		m->dS[i] = NAN;
		m->shown[i] = is_shown(&m->world->state[i]);
		m->n_shown += m->shown[i];
	}
	for (int s = 0; s < m->assessment->n_region; s++)
		m->dS[r->state[s].state] = r->state[s].dS;
	m->scale = hel_scale_for(m->dS, n);
	if (!m->n_shown)
		return hel_fail_at(error, HEL_EINPUT, m->assessment->scenario->file, 0, 0,
				   "there is nothing to draw on a map: no state of the region has a place (lat, lon)");
	return HEL_OK;
}

static hel_status read_outlines(map *m, hel_panel *panel, hel_error *error)
{
	if (!panel || m->world->stated)
		return HEL_OK;
	m->borders = m->world->day >= HEL_TODAYS_OUTLINES_FROM;
	return hel_outlines_read(&m->outlines, hel_panel_directory(panel), error);
}

/* --- what is in the picture --------------------------------------------------------------------------------------- */

static hel_projection choose_projection(const map *m)
{
	double *lat = calloc(2 * m->n_shown + 1, sizeof *lat), *lon = lat + m->n_shown;
	hel_projection projection = {HEL_AZIMUTHAL, 0, 0};
	size_t n = 0;
	for (int i = 0; lat && i < m->world->n; i++) {
		if (!m->shown[i])
			continue;
		lat[n] = m->world->state[i].lat;
		lon[n++] = m->world->state[i].lon;
	}
	if (lat)
		projection = hel_projection_for(lat, lon, n);
	else
		m->sheet->failed = true;
	free(lat);
	return projection;
}

/* Calls see for the rings of every state, state by state; index -1: not of this world. */
static hel_status each_state(map *m,
			     hel_status (*see)(map *m, int index, size_t first, size_t end, void *context, hel_error *error),
			     void *context, hel_error *error)
{
	hel_status status = HEL_OK;
	const hel_outlines *o = &m->outlines;
	for (size_t first = 0, end; first < o->n_rings && !status; first = end) {
		end = hel_outlines_end(o, first);
		status = see(m, hel_world_find_code(m->world, o->ccode[first]), first, end, context, error);
	}
	return status;
}

typedef struct extent {
	const hel_projection *projection;
	hel_box *box;
} extent;

static hel_status add_extent(map *m, int index, size_t first, size_t end, void *context, hel_error *error)
{
	extent *e = context;
	hel_box box;
	if (!m->borders || index < 0 || !m->shown[index])
		return HEL_OK;
	hel_status status = hel_outlines_largest(&box, &m->outlines, first, end, e->projection, error);
	if (!status && box.left <= box.right) {
		hel_box_add(e->box, (hel_point){box.left, box.top});
		hel_box_add(e->box, (hel_point){box.right, box.bottom});
	}
	return status;
}

static void add_capitals(const map *m, const hel_projection *projection, hel_box *box)
{
	for (int i = 0; i < m->world->n; i++) {
		if (m->shown[i])
			hel_box_add(box, hel_project(projection, m->world->state[i].lat, m->world->state[i].lon));
	}
}

/* A margin, and neither a needle nor a tower: what is too low or too narrow gets more around it. */
static void widen(hel_box *box, double highest)
{
	double width = box->right - box->left, height = box->bottom - box->top, least = 0.02;
	double margin = fmax(0.04 * fmax(width, height), least);
	*box = (hel_box){box->left - margin, box->top - margin, box->right + margin, box->bottom + margin};
	width += 2 * margin;
	height += 2 * margin;
	double taller = fmax(0, width * LOWEST - height) / 2, wider = fmax(0, height / highest - width) / 2;
	*box = (hel_box){box->left - wider, box->top - taller, box->right + wider, box->bottom + taller};
}

static hel_status find_frame(map *m, const hel_projection *projection, hel_box *plane, hel_error *error)
{
	*plane = HEL_NO_BOX;
	add_capitals(m, projection, plane);
	hel_status status = each_state(m, add_extent, &(extent){projection, plane}, error);
	widen(plane, HIGHEST);
	return status;
}

/* The part of the map where most states crowd; false: they do not. */
static bool find_crowd(map *m, const hel_view *view, hel_box *crowd)
{
	enum { FEW = 12 };
	hel_point *at = calloc(m->n_shown + 1, sizeof *at);
	bool *dropped = calloc(m->n_shown + 1, sizeof *dropped), ready = at && dropped;
	size_t n = 0;
	m->sheet->failed |= !ready;
	for (int i = 0; ready && i < m->world->n; i++) {
		if (m->shown[i])
			at[n++] = hel_project(&view->projection, m->world->state[i].lat, m->world->state[i].lon);
	}
	bool crowded = ready && n >= FEW;
	if (crowded) {
		*crowd = hel_densest(at, dropped, n, FEW);
		widen(crowd, HIGHEST_CROWD);
		crowded = hel_box_area(crowd) < WORTH_TWICE * hel_box_area(&view->plane);
	}
	free(at);
	free(dropped);
	return crowded;
}

/* --- drawing ------------------------------------------------------------------------------------------------------ */

/* One view of the map. crowd: on the page, where another view shows the states; NULL for none. */
typedef struct drawing {
	hel_view view;
	const hel_box *crowd;
	bool *drawn;  /* has its colour as an area that can be seen */
	double *area; /* of the state's largest part, and its middle: where its name stands */
	hel_point *middle;
} drawing;

/* One line of the graticule, in steps that are short in the view: the parts that lie in it. */
static void draw_grid_line(map *m, const hel_view *view, double at, bool parallel)
{
	bool pen_down = false;
	double turned = view->projection.kind == HEL_AZIMUTHAL ? 0 : view->projection.lon;
	double across = (view->plane.right - view->plane.left) * 180 / acos(-1), half = parallel ? 180 : 84;
	int n = (int)(2 * half / fmin(3, fmax(0.1, across / 60)));
	hel_point last = {NAN, NAN};
	for (int step = 0; step <= n; step++) {
		double along = half * (2.0 * step / n - 1);
		hel_point p = parallel ? hel_view_point(view, at, along + turned) : hel_view_point(view, along, at + turned);
		bool here = hel_box_has(&view->page, p) && hel_box_has(&view->page, last);
		if (here && !pen_down)
			hel_move_to(m->sheet, last);
		if (here)
			hel_line_to(m->sheet, p);
		pen_down = here;
		last = p;
	}
}

static void draw_graticule(map *m, const hel_view *view)
{
	enum { APART = 15 };
	for (int lon = -180; lon < 180; lon += APART)
		draw_grid_line(m, view, lon, false);
	for (int lat = -75; lat <= 75; lat += APART)
		draw_grid_line(m, view, lat, true);
	hel_draw(m->sheet, (hel_ink){.fill = HEL_NO_INK, .stroke = 0xe4e4e4, .width = 0.3});
}

static bool on_edge(const hel_corner *a, const hel_corner *b, const hel_box *page)
{
	return (a->x == b->x && (a->x == page->left || a->x == page->right)) ||
	       (a->y == b->y && (a->y == page->top || a->y == page->bottom));
}

static void trace_borders(hel_sheet *sheet, const hel_seen *seen, const hel_box *page)
{
	for (size_t r = 0; r < seen->n_rings; r++) {
		bool pen_down = false;
		for (size_t i = seen->start[r]; i < seen->start[r + 1]; i++) {
			size_t before = i > seen->start[r] ? i - 1 : seen->start[r + 1] - 1;
			const hel_corner *a = &seen->corner[before], *b = &seen->corner[i];
			bool border = !(a->seam && b->seam) && !on_edge(a, b, page);
			if (border && !pen_down)
				hel_move_to(sheet, (hel_point){a->x, a->y});
			if (border)
				hel_line_to(sheet, (hel_point){b->x, b->y});
			pen_down = border;
		}
	}
}

/* A dark line in a light one, to be seen on dark land and on light. */
static void draw_borders(hel_sheet *sheet, const hel_seen *seen, const hel_box *page, bool cased)
{
	trace_borders(sheet, seen, page);
	if (cased)
		hel_draw(sheet, (hel_ink){.fill = HEL_NO_INK, .stroke = HEL_WHITE, .width = 1.1});
	if (cased)
		trace_borders(sheet, seen, page);
	hel_draw(sheet, (hel_ink){.fill = HEL_NO_INK, .stroke = cased ? STATE_EDGE : LAND_EDGE, .width = cased ? 0.4 : 0.3});
}

static void fill_plain(hel_sheet *sheet, const hel_seen *seen, int colour)
{
	for (size_t r = 0; r < seen->n_rings; r++) {
		for (size_t i = seen->start[r]; i < seen->start[r + 1]; i++)
			(i == seen->start[r] ? hel_move_to : hel_line_to)(sheet,
									  (hel_point){seen->corner[i].x, seen->corner[i].y});
		hel_close(sheet);
	}
	hel_draw(sheet, (hel_ink){.fill = colour, .stroke = colour, .width = 0.3});
}

static hel_status draw_land(map *m, int index, size_t first, size_t end, void *context, hel_error *error)
{
	drawing *d = context;
	hel_seen seen;
	hel_status status = hel_outlines_see(&seen, &m->outlines, first, end, &d->view, error);
	if (status)
		return status;
	bool coloured = m->borders && index >= 0 && m->shown[index];
	if (coloured) {
		hel_paint_rings(m->sheet, seen.corner, seen.start, seen.n_rings, hel_class_of(&m->scale, m->dS[index]));
		d->drawn[index] = seen.area >= SMALL_AREA;
		d->area[index] = seen.largest;
		d->middle[index] = seen.middle;
	} else {
		fill_plain(m->sheet, &seen, m->borders ? OUTSIDE_LAND : PLAIN_LAND);
	}
	if (m->borders)
		draw_borders(m->sheet, &seen, &d->view.page, coloured);
	hel_seen_free(&seen);
	return HEL_OK;
}

static bool is_here(const map *m, const drawing *d, int i, hel_point *p)
{
	if (!m->shown[i])
		return false;
	*p = hel_view_point(&d->view, m->world->state[i].lat, m->world->state[i].lon);
	return hel_box_has(&d->view.page, *p) && !(d->crowd && hel_box_has(d->crowd, *p));
}

/* Discs of states that have no area to be seen by, and the names of all. */
static void draw_states(map *m, const drawing *d, hel_label *label)
{
	const hel_writing writing = {.size = LABEL_SIZE, .halo = true};
	size_t n = 0;
	for (int i = 0; i < m->world->n; i++) {
		hel_point p;
		if (!is_here(m, d, i, &p))
			continue;
		bool large = d->drawn[i] && d->area[i] >= LARGE_AREA;
		if (!d->drawn[i])
			hel_paint_disc(m->sheet, p, DISC, hel_class_of(&m->scale, m->dS[i]),
				       (hel_ink){.stroke = 0x333333, .width = 0.4});
		m->n_small += m->borders && !d->drawn[i];
		label[n++] = (hel_label){.at = d->drawn[i] ? d->middle[i] : p,
					 .radius = d->drawn[i] ? 0 : DISC,
					 .words = m->world->state[i].id,
					 .on = d->drawn[i],
					 .rank = large ? 10 + d->area[i] : fabs(m->dS[i]) + 1};
		if (isnan(label[n - 1].rank))
			label[n - 1].rank = 0;
	}
	m->n_nameless += hel_labels_place(label, n, &writing, &d->view.page, d->crowd);
	hel_labels_write(m->sheet, label, n, &writing);
}

static hel_status draw_view(map *m, const hel_view *view, const hel_box *crowd, hel_error *error)
{
	size_t n = (size_t)m->world->n + 1;
	drawing d = {*view, crowd, calloc(n, sizeof *d.drawn), calloc(n, sizeof *d.area), calloc(n, sizeof *d.middle)};
	hel_label *label = calloc(n, sizeof *label);
	hel_status status = d.drawn && d.area && d.middle && label ? HEL_OK : hel_fail_memory(error);
	if (!status) {
		draw_graticule(m, view);
		status = each_state(m, draw_land, &d, error);
	}
	if (!status) {
		draw_states(m, &d, label);
		if (crowd)
			hel_draw_box(m->sheet, crowd, (hel_ink){.fill = HEL_NO_INK, .stroke = HEL_BLACK, .width = 0.7});
		hel_draw_box(m->sheet, &view->page, (hel_ink){.fill = HEL_NO_INK, .stroke = HEL_GREY, .width = 0.5});
	}
	free(d.drawn);
	free(d.area);
	free(d.middle);
	free(label);
	return status;
}

/* The view below y, as wide as the page. */
static hel_view view_below(const map *m, hel_projection projection, const hel_box *plane, double y)
{
	double width = m->sheet->width - 2 * HEL_PAGE_MARGIN,
	       height = width * (plane->bottom - plane->top) / (plane->right - plane->left);
	return (hel_view){projection, *plane, {HEL_PAGE_MARGIN, y, HEL_PAGE_MARGIN + width, y + height}};
}

static hel_status draw_map(map *m, double *y, hel_error *error)
{
	hel_box plane, crowd;
	hel_projection projection = choose_projection(m);
	hel_status status = find_frame(m, &projection, &plane, error);
	if (status)
		return status;
	hel_view whole = view_below(m, projection, &plane, *y);
	if (!find_crowd(m, &whole, &crowd)) {
		*y = whole.page.bottom;
		return draw_view(m, &whole, NULL, error);
	}
	hel_view near = view_below(m, projection, &crowd, whole.page.bottom + 5);
	double scale = (whole.page.right - whole.page.left) / (plane.right - plane.left);
	hel_box there = {
	    whole.page.left + (crowd.left - plane.left) * scale, whole.page.top + (crowd.top - plane.top) * scale,
	    whole.page.left + (crowd.right - plane.left) * scale, whole.page.top + (crowd.bottom - plane.top) * scale};
	status = draw_view(m, &whole, &there, error);
	*y = near.page.bottom;
	return status ? status : draw_view(m, &near, NULL, error);
}

/* --- words -------------------------------------------------------------------------------------------------------- */

static void say_caption(hel_text *caption, const map *m, const hel_result *r)
{
	const hel_scenario *s = m->assessment->scenario;
	size_t placeless = (size_t)m->assessment->n_region - m->n_shown;
	hel_say_scene(caption, s);
	hel_say_setting(caption, s->mechanism[r->mechanism].name, &r->calibrated, true);
	hel_text_printf(caption, " ");
	hel_say_compared(caption, s);
	if (m->borders)
		hel_text_printf(caption, " Borders are those of today; %s",
				m->n_small ? "discs stand for states too small to be seen." : "an area-true projection.");
	else if (m->outlines.n_rings)
		hel_text_printf(
		    caption,
		    " Discs stand at capitals: today's borders do not hold for that day, so the land is shown without any.");
	if (placeless)
		hel_text_printf(caption, " %zu of the region %s no place and %s not shown.", placeless,
				placeless == 1 ? "has" : "have", placeless == 1 ? "is" : "are");
	if (m->n_nameless)
		hel_text_printf(caption, " There was no room for the names of %zu.", m->n_nameless);
}

static bool has_unknown(const map *m)
{
	for (int i = 0; i < m->world->n; i++) {
		if (m->shown[i] && isnan(m->dS[i]))
			return true;
	}
	return false;
}

hel_status hel_plot_map(hel_text *picture, const hel_assessment *assessment, size_t result, hel_panel *panel,
			const hel_plot_options *options, hel_error *error)
{
	const hel_result *r = &assessment->result[result];
	hel_sheet sheet;
	hel_text caption = {0}, title = {0}, change = {0};
	map m = {.assessment = assessment, .world = &assessment->scenario->world, .sheet = &sheet};
	double y = 0;
	hel_text_printf(&title, "Whose security changes: %s", assessment->scenario->mechanism[r->mechanism].name);
	y = hel_page_open(&sheet, options, title.failed ? "" : title.bytes);
	hel_status status = fill_in(&m, r, error);
	if (!status)
		status = read_outlines(&m, panel, error);
	if (!status)
		status = draw_map(&m, &y, error);
	if (!status) {
		hel_say_change(&change, assessment->scenario);
		y = hel_put_scale(&sheet, (hel_point){HEL_PAGE_MARGIN, y + 3}, &m.scale, change.failed ? "" : change.bytes,
				  has_unknown(&m));
		say_caption(&caption, &m, r);
		status = hel_page_close(picture, &sheet, y, &caption, options, error);
	}
	hel_sheet_free(&sheet);
	hel_text_free(&title);
	hel_text_free(&change);
	hel_text_free(&caption);
	hel_outlines_free(&m.outlines);
	free(m.dS);
	free(m.shown);
	return status;
}
