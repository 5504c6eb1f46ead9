/* network.c: states in a circle and what they promise each other. A circle, for on the map the names and ties of Europe would lie upon
 * each other; those of one pact stand side by side, so that the lines to its hub make one fan. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "plot/circle.h"
#include "plot/page.h"
#include "plot/scale.h"
#include "report/words.h"

static const struct {
	int colour;
	double on, off;
	const char *words;
} promise_look[HEL_PROMISES] = {
    {0x333333, 0, 0, "defence"}, {0x8a2f7a, 4, 2, "guarantee"}, {0x00805e, 1.2, 1.8, "collective security"}};

static const double ARROW = 5;

/* The key to the sizes of discs, and the width of a page on which it stands beside the scale. */
static const double SIZES = 118, SIZES_HEIGHT = 38, WIDE = 350;

/* The names of so few states stand upright. */
enum { FEW = 24 };

typedef struct picture {
	hel_sheet *sheet;
	hel_circle circle;
	hel_scale scale;
	double *dS; /* by index in the world; NAN outside the region */
} picture;

/* --- drawing ------------------------------------------------------------------------------------------------------ */

static hel_ink ink_of(int promise, double width)
{
	return (hel_ink){.fill = HEL_NO_INK,
			 .stroke = promise_look[promise].colour,
			 .width = width,
			 .on = promise_look[promise].on,
			 .off = promise_look[promise].off};
}

/* A head at the end of a line that comes from `from`. */
static void draw_head(hel_sheet *sheet, hel_point from, hel_point to, int colour)
{
	double length = hypot(to.x - from.x, to.y - from.y), x = (to.x - from.x) / length, y = (to.y - from.y) / length;
	hel_move_to(sheet, to);
	hel_line_to(sheet, (hel_point){to.x - ARROW * x + ARROW / 3 * y, to.y - ARROW * y - ARROW / 3 * x});
	hel_line_to(sheet, (hel_point){to.x - ARROW * x - ARROW / 3 * y, to.y - ARROW * y + ARROW / 3 * x});
	hel_close(sheet);
	hel_draw(sheet, (hel_ink){.fill = colour, .stroke = HEL_NO_INK});
}

/* The point of a disc's edge that looks towards a place. */
static hel_point edge_of(const hel_node *n, hel_point towards)
{
	double length = hypot(towards.x - n->at.x, towards.y - n->at.y);
	return (hel_point){n->at.x + (n->radius + 0.5) * (towards.x - n->at.x) / length,
			   n->at.y + (n->radius + 0.5) * (towards.y - n->at.y) / length};
}

/* The edge of a hub's box towards a place: a little outside of it. */
static hel_point edge_of_hub(const picture *p, size_t h, hel_point towards)
{
	double dx = towards.x - p->circle.hub[h].x, dy = towards.y - p->circle.hub[h].y;
	double t = 1 / fmax(fabs(dx) / (p->circle.hub_width[h] + 0.5), fabs(dy) / (HEL_HUB_HEIGHT + 0.5));
	return (hel_point){p->circle.hub[h].x + t * dx, p->circle.hub[h].y + t * dy};
}

static void draw_spoke(const picture *p, size_t h, const hel_node *n)
{
	const hel_hub *hub = &p->circle.ties.hub[h];
	hel_point at_hub = edge_of_hub(p, h, n->at), at_state = edge_of(n, p->circle.hub[h]);
	int part = hub->part[n->state], colour = promise_look[hub->promise].colour;
	hel_draw_line(p->sheet, at_hub, at_state, ink_of(hub->promise, 0.55));
	if (part == HEL_OWES)
		draw_head(p->sheet, at_state, at_hub, colour);
	if (part == HEL_OWED)
		draw_head(p->sheet, at_hub, at_state, colour);
}

/* A curve between two states, pulled by so much of the way towards the middle of the circle. */
typedef struct curve {
	hel_point from, pull_from, pull_to, to, pull;
} curve;

static curve curve_of(const picture *p, const hel_node *k, const hel_node *q, double bend)
{
	hel_point middle = {(k->at.x + q->at.x) / 2, (k->at.y + q->at.y) / 2};
	hel_point pull = {middle.x + bend * (p->circle.centre.x - middle.x),
			  middle.y + bend * (p->circle.centre.y - middle.y)};
	hel_point from = edge_of(k, pull), to = edge_of(q, pull);
	return (curve){from,
		       {(from.x + 2 * pull.x) / 3, (from.y + 2 * pull.y) / 3},
		       {(to.x + 2 * pull.x) / 3, (to.y + 2 * pull.y) / 3},
		       to,
		       pull};
}

static hel_point on_curve(const curve *c, double t)
{
	double s = 1 - t, a = s * s * s, b = 3 * s * s * t, d = 3 * s * t * t, e = t * t * t;
	return (hel_point){a * c->from.x + b * c->pull_from.x + d * c->pull_to.x + e * c->to.x,
			   a * c->from.y + b * c->pull_from.y + d * c->pull_to.y + e * c->to.y};
}

static bool meets_hub(const picture *p, const curve *c)
{
	enum { STEPS = 60 };
	for (size_t h = 0; h < p->circle.ties.n_hubs; h++) {
		hel_box box = hel_box_around(p->circle.hub[h], p->circle.hub_width[h] + 3, HEL_HUB_HEIGHT + 3);
		for (int s = 0; s <= STEPS; s++) {
			if (hel_box_has(&box, on_curve(c, (double)s / STEPS)))
				return true;
		}
	}
	return false;
}

/* Bent so that it passes no hub, to which it would seem to lead. */
static void draw_pair(const picture *p, const hel_pair_tie *tie)
{
	static const double bends[] = {0.3, 0.15, 0.45, 0, 0.6, 0.8, 1.1, -0.2};
	const hel_node *k = &p->circle.node[p->circle.place[tie->k]], *q = &p->circle.node[p->circle.place[tie->p]];
	curve c = curve_of(p, k, q, bends[0]);
	for (size_t b = 1; b < sizeof bends / sizeof *bends && meets_hub(p, &c); b++)
		c = curve_of(p, k, q, bends[b]);
	hel_move_to(p->sheet, c.from);
	hel_curve_to(p->sheet, c.pull_from, c.pull_to, c.to);
	hel_draw(p->sheet, ink_of(tie->promise, 0.9));
	if (!tie->mutual)
		draw_head(p->sheet, c.pull, c.to, promise_look[tie->promise].colour);
}

static void draw_hub(const picture *p, size_t h)
{
	char name[128];
	hel_box box = hel_box_around(p->circle.hub[h], p->circle.hub_width[h], HEL_HUB_HEIGHT);
	hel_ink ink = ink_of(p->circle.ties.hub[h].promise, 0.9);
	ink.fill = HEL_WHITE;
	hel_draw_box(p->sheet, &box, ink);
	hel_write(p->sheet, (hel_point){p->circle.hub[h].x, p->circle.hub[h].y + 2.5}, hel_hub_writing,
		  hel_hub_name(&p->circle, h, name, sizeof name));
}

/* Away from the middle: along the radius, or upright where there is room. */
static void write_name(const picture *p, const hel_node *n)
{
	const hel_state *s = &p->circle.world->state[n->state];
	char name[HEL_ID_MAX + 8];
	bool upright = p->circle.n_nodes <= FEW, left = cos(n->angle) < 0;
	bool beside = fabs(cos(n->angle)) > 0.35;
	double degrees = n->angle * 180 / acos(-1), out = p->circle.radius + n->radius + 2.5,
	       down = 0.35 * p->circle.name_size;
	hel_writing writing = {.size = p->circle.name_size,
			       .colour = s->in_region ? HEL_BLACK : HEL_GREY,
			       .italic = !s->in_region,
			       .anchor = upright && !beside ? HEL_MIDDLE
					 : left             ? HEL_END
							    : HEL_START,
			       .turn = upright ? 0
				       : left  ? degrees + 180
					       : degrees};
	hel_point at = {p->circle.centre.x + out * cos(n->angle), p->circle.centre.y + out * sin(n->angle)};
	double turn = writing.turn * acos(-1) / 180,
	       lift = upright && !beside ? 0.4 * p->circle.name_size * (sin(n->angle) < 0 ? -1 : 1) : 0;
	at.x -= down * sin(turn);
	at.y += down * cos(turn) + lift;
	hel_write(p->sheet, at, writing, hel_words_cut(name, sizeof name, s->id, HEL_LONGEST_NAME, &writing));
}

static void draw_node(const picture *p, const hel_node *n)
{
	if (p->circle.world->state[n->state].in_region)
		hel_paint_disc(p->sheet, n->at, n->radius, hel_class_of(&p->scale, p->dS[n->state]),
			       (hel_ink){.stroke = HEL_BLACK, .width = 0.6});
	else
		hel_draw_disc(p->sheet, n->at, n->radius,
			      (hel_ink){.fill = HEL_WHITE, .stroke = HEL_GREY, .width = 0.5, .on = 1.2, .off = 1});
	write_name(p, n);
}

static void draw_all(const picture *p)
{
	for (size_t h = 0; h < p->circle.ties.n_hubs; h++) {
		for (int x = 0; x < p->circle.n_nodes; x++) {
			if (p->circle.ties.hub[h].part[p->circle.node[x].state])
				draw_spoke(p, h, &p->circle.node[x]);
		}
	}
	for (size_t t = 0; t < p->circle.ties.n_pairs; t++)
		draw_pair(p, &p->circle.ties.pair[t]);
	for (size_t h = 0; h < p->circle.ties.n_hubs; h++)
		draw_hub(p, h);
	for (int x = 0; x < p->circle.n_nodes; x++)
		draw_node(p, &p->circle.node[x]);
}

/* --- legend ------------------------------------------------------------------------------------------------------- */

static bool has_promise(const hel_ties *t, int promise)
{
	for (size_t h = 0; h < t->n_hubs; h++) {
		if (t->hub[h].promise == promise)
			return true;
	}
	for (size_t x = 0; x < t->n_pairs; x++) {
		if (t->pair[x].promise == promise)
			return true;
	}
	return false;
}

static bool has_one_way(const hel_ties *t)
{
	bool any = false;
	for (size_t x = 0; x < t->n_pairs; x++)
		any |= !t->pair[x].mutual;
	for (size_t h = 0; h < t->n_hubs; h++) {
		for (int i = 0; i < t->n; i++)
			any |= t->hub[h].part[i] == HEL_OWES || t->hub[h].part[i] == HEL_OWED;
	}
	return any;
}

static double put_line_key(const picture *p, double x, double y, int promise, bool arrow, const char *words)
{
	hel_point from = {x, y - 2.5}, to = {x + 22, y - 2.5};
	hel_draw_line(p->sheet, from, to, ink_of(promise, 0.9));
	if (arrow)
		draw_head(p->sheet, from, to, promise_look[promise].colour);
	hel_write(p->sheet, (hel_point){x + 26, y}, (hel_writing){.size = HEL_PAGE_TEXT}, words);
	return x + 26 + hel_words_width(words, &(hel_writing){.size = HEL_PAGE_TEXT}) + 14;
}

static double put_ties_key(const picture *p, double y)
{
	double x = HEL_PAGE_MARGIN;
	y += 9;
	for (int promise = 0; promise < HEL_PROMISES; promise++) {
		if (has_promise(&p->circle.ties, promise) && x > p->sheet->width - 110) {
			x = HEL_PAGE_MARGIN;
			y += 10;
		}
		if (has_promise(&p->circle.ties, promise))
			x = put_line_key(p, x, y, promise, false, promise_look[promise].words);
	}
	if (has_one_way(&p->circle.ties) && x > p->sheet->width - 110) {
		x = HEL_PAGE_MARGIN;
		y += 10;
	}
	if (has_one_way(&p->circle.ties))
		x = put_line_key(p, x, y, 0, true, "owes, is not owed");
	return x > HEL_PAGE_MARGIN ? y + 5 : y - 9;
}

/* Discs of round sizes beside the scale of colours. */
static void put_sizes(const picture *p, double x, double y)
{
	double most = 0, fit = 0;
	for (int i = 0; i < p->circle.n_nodes; i++) {
		most = fmax(most, p->circle.world->state[p->circle.node[i].state].cinc);
		fit = fmax(fit, p->circle.node[i].radius);
	}
	hel_write(p->sheet, (hel_point){x, y + 7}, (hel_writing){.size = HEL_PAGE_TEXT},
		  p->circle.world->stated ? "Capability" : "Capability, share of the world's");
	double round = most > 0 ? pow(10, floor(log10(most))) : 0;
	for (int step = 0; step < 3 && round > 0; step++, round /= 10) {
		double radius = fmax(HEL_SMALLEST_DISC, fit * sqrt(round / most));
		char words[64];
		snprintf(words, sizeof words, "%s%s", hel_digits(p->circle.world->stated ? round : 100 * round, 2).text,
			 p->circle.world->stated ? "" : " %");
		hel_draw_disc(p->sheet, (hel_point){x + radius, y + 22}, radius,
			      (hel_ink){.fill = HEL_WHITE, .stroke = HEL_BLACK, .width = 0.6});
		hel_write(p->sheet, (hel_point){x + 2 * radius + 2, y + 24.5}, (hel_writing){.size = 6.5}, words);
		x += 2 * radius + 10 + hel_words_width(words, &(hel_writing){.size = 6.5});
	}
}

static bool has_unknown(const picture *p)
{
	bool any = false;
	for (int x = 0; x < p->circle.n_nodes; x++)
		any |= p->circle.world->state[p->circle.node[x].state].in_region && isnan(p->dS[p->circle.node[x].state]);
	return any;
}

static double put_legend(const picture *p, double y, const hel_scenario *s)
{
	hel_text change = {0};
	hel_say_change(&change, s);
	y = put_ties_key(p, y);
	double below = hel_put_scale(p->sheet, (hel_point){HEL_PAGE_MARGIN, y + 2}, &p->scale,
				     change.failed ? "" : change.bytes, has_unknown(p));
	bool beside = p->sheet->width >= WIDE;
	put_sizes(p, beside ? p->sheet->width - HEL_PAGE_MARGIN - SIZES : HEL_PAGE_MARGIN, beside ? y + 2 : below);
	below += beside ? 0 : SIZES_HEIGHT;
	p->sheet->failed |= change.failed;
	hel_text_free(&change);
	return below;
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

static hel_status prepare(picture *p, const hel_assessment *assessment, const hel_result *r, double top, hel_error *error)
{
	const hel_scenario *s = assessment->scenario;
	size_t n = (size_t)s->world.n;
	hel_status status =
	    hel_circle_make(&p->circle, &s->world, &s->mechanism[r->mechanism], &r->calibrated, p->sheet->width, top, error);
	if (status)
		return status;
	if (!p->circle.n_nodes)
		return hel_fail_at(error, HEL_EINPUT, s->file, 0, 0, "there is nothing to draw: the region has no state");
	p->dS = calloc(n + 1, sizeof *p->dS);
	if (!p->dS)
		return hel_fail_memory(error);
	for (size_t i = 0; i < n; i++)
		p->dS[i] = NAN;
	for (int x = 0; x < assessment->n_region; x++)
		p->dS[r->state[x].state] = r->state[x].dS;
	p->scale = hel_scale_for(p->dS, n);
	return HEL_OK;
}

static void say_caption(hel_text *caption, const picture *p, const hel_assessment *assessment, const hel_result *r)
{
	const hel_scenario *s = assessment->scenario;
	hel_say_scene(caption, s);
	hel_say_setting(caption, s->mechanism[r->mechanism].name, &r->calibrated, true);
	hel_text_printf(caption, " ");
	hel_say_compared(caption, s);
	hel_text_printf(caption, " Lines: who owes whom help.");
	if (p->circle.ties.n_hubs)
		hel_text_printf(caption, " A box stands for a pact of several: all whom a line joins to it owe each other "
					 "(an arrow: one way), and what two of them "
					 "promise each other besides is not drawn again.");
	if (p->circle.lone.n)
		hel_text_printf(caption, " Not drawn, with one party in the picture: %s.", p->circle.lone.bytes);
	if (p->circle.n_nodes > assessment->n_region)
		hel_text_printf(caption, " In italics: states outside the region that are bound to it.");
}

hel_status hel_plot_network(hel_text *bytes, const hel_assessment *assessment, size_t result,
			    const hel_plot_options *options, hel_error *error)
{
	const hel_result *r = &assessment->result[result];
	hel_sheet sheet;
	hel_text caption = {0}, title = {0};
	picture p = {.sheet = &sheet};
	hel_text_printf(&title, "Who owes whom help: %s", assessment->scenario->mechanism[r->mechanism].name);
	double y = hel_page_open(&sheet, options, title.failed ? "" : title.bytes);
	hel_status status = prepare(&p, assessment, r, y, error);
	if (!status) {
		draw_all(&p);
		y = put_legend(&p, p.circle.bottom, assessment->scenario);
		say_caption(&caption, &p, assessment, r);
		status = hel_page_close(bytes, &sheet, y, &caption, options, error);
	}
	hel_sheet_free(&sheet);
	hel_text_free(&title);
	hel_text_free(&caption);
	hel_circle_free(&p.circle);
	free(p.dS);
	return status;
}
