/* network.c: states in a circle and what they promise each other. A circle, for on the map the names and ties of Europe would lie upon
 * each other; those of one pact stand side by side, so that the lines to its hub make one fan. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "plot/labels.h"
#include "plot/page.h"
#include "plot/scale.h"
#include "plot/ties.h"
#include "report/words.h"

static const struct {
	int colour;
	double on, off;
	const char *words;
} promise_look[HEL_PROMISES] = {
    {0x333333, 0, 0, "defence"}, {0x8a2f7a, 4, 2, "guarantee"}, {0x00805e, 1.2, 1.8, "collective security"}};

static const double LARGEST_DISC = 13, SMALLEST_DISC = 1.6, GAP = 1.6, ARROW = 5, HUB_HEIGHT = 6.5, LONGEST_NAME = 70,
		    LONGEST_HUB = 100;

/* The circle has so much room for each state, if the page is wide enough; names of few states stand upright. */
static const double ROOM = 30, LEAST_RADIUS = 55;

/* The key to the sizes of discs, and the width of a page on which it stands beside the scale. */
static const double SIZES = 118, SIZES_HEIGHT = 38, WIDE = 350;
enum { FEW = 24 };

typedef struct node {
	int state;
	double radius, angle;
	hel_point at;
} node;

typedef struct picture {
	const hel_world *world;
	hel_sheet *sheet;
	hel_scale scale;
	hel_ties ties;
	double *dS;
	node *node; /* in the order of the circle, clockwise from the top */
	int *place; /* of a state in node; -1 */
	int n_nodes;
	double radius, name_size;
	hel_point centre;
	hel_point *hub;
	double *hub_width; /* half of it */
	hel_text lone;     /* pacts with one party here */
} picture;

/* --- who stands where --------------------------------------------------------------------------------------------- */

/* Those of the region before others, by the largest pact they are in, then by the next and so on; those without any last; alike from
 * west to east. */
static int compare(const picture *p, int a, int b)
{
	const hel_state *x = &p->world->state[a], *y = &p->world->state[b];
	if (x->in_region != y->in_region)
		return x->in_region ? -1 : 1;
	for (size_t h = 0; h < p->ties.n_hubs; h++) {
		bool in_x = p->ties.hub[h].part[a] != 0, in_y = p->ties.hub[h].part[b] != 0;
		if (in_x != in_y)
			return in_x ? -1 : 1;
	}
	if (!isnan(x->lon) && !isnan(y->lon) && x->lon != y->lon)
		return x->lon < y->lon ? -1 : 1;
	return a - b;
}

static void sort_nodes(picture *p)
{
	for (int i = 1; i < p->n_nodes; i++) {
		node moving = p->node[i];
		int at = i;
		for (; at > 0 && compare(p, moving.state, p->node[at - 1].state) < 0; at--)
			p->node[at] = p->node[at - 1];
		p->node[at] = moving;
	}
}

static void choose_nodes(picture *p)
{
	double most = 0;
	for (int i = 0; i < p->world->n; i++) {
		p->place[i] = -1;
		if (p->ties.shown[i])
			p->node[p->n_nodes++] = (node){.state = i};
		if (p->ties.shown[i])
			most = fmax(most, p->world->state[i].cinc);
	}
	for (int x = 0; x < p->n_nodes; x++) {
		double share = most > 0 ? p->world->state[p->node[x].state].cinc / most : 0;
		p->node[x].radius = fmax(SMALLEST_DISC, LARGEST_DISC * sqrt(share));
	}
	sort_nodes(p);
	for (int x = 0; x < p->n_nodes; x++)
		p->place[p->node[x].state] = x;
}

/* Room on the circle: as much as its disc or its name needs. */
static double need(const picture *p, const node *n)
{
	return fmax(2 * n->radius, p->name_size) + GAP;
}

/* Every state has its own room and the rest is dealt out evenly; if there is less, names and discs get smaller. */
static void place_nodes(picture *p)
{
	double around = 2 * acos(-1) * p->radius, needed = 0;
	for (int x = 0; x < p->n_nodes; x++)
		needed += need(p, &p->node[x]);
	double fit = fmin(1, around / needed), spare = fmax(0, around - needed) / p->n_nodes, at = 0;
	p->name_size *= fit;
	for (int x = 0; x < p->n_nodes; x++) {
		node *n = &p->node[x];
		double room = need(p, n) * fit + spare;
		n->radius *= fit;
		n->angle = -acos(-1) / 2 + (at + room / 2) / p->radius;
		n->at = (hel_point){p->centre.x + p->radius * cos(n->angle), p->centre.y + p->radius * sin(n->angle)};
		at += room;
	}
}

static double longest_name(const picture *p)
{
	double longest = 0;
	for (int x = 0; x < p->n_nodes; x++) {
		const char *id = p->world->state[p->node[x].state].id;
		longest = fmax(longest, hel_words_width(id, &(hel_writing){.size = p->name_size}));
	}
	return fmin(longest, LONGEST_NAME);
}

/* --- hubs --------------------------------------------------------------------------------------------------------- */

static const hel_writing hub_writing = {.size = 7, .bold = true, .anchor = HEL_MIDDLE};

static const char *hub_name(const picture *p, size_t h, char *buffer, size_t size)
{
	return hel_words_cut(buffer, size, p->ties.hub[h].commitment->name, LONGEST_HUB, &hub_writing);
}

/* Parties of a pact that stand on the circle. */
static int count_here(const picture *p, size_t h)
{
	int here = 0;
	for (int x = 0; x < p->n_nodes; x++)
		here += p->ties.hub[h].part[p->node[x].state] != 0;
	return here;
}

/* Towards the middle of its parties. */
static void start_hub(picture *p, size_t h)
{
	double x = 0, y = 0, n = count_here(p, h);
	char name[128];
	for (int s = 0; s < p->n_nodes; s++) {
		if (p->ties.hub[h].part[p->node[s].state]) {
			x += p->node[s].at.x - p->centre.x;
			y += p->node[s].at.y - p->centre.y;
		}
	}
	p->hub[h] = (hel_point){p->centre.x + 0.7 * x / n, p->centre.y + 0.7 * y / n};
	p->hub_width[h] = hel_words_width(hub_name(p, h, name, sizeof name), &hub_writing) / 2 + 3;
}

/* A pact with one party here has nobody to join it to: it is left to the caption. */
static void leave_out_lone_hubs(picture *p)
{
	size_t kept = 0;
	for (size_t h = 0; h < p->ties.n_hubs; h++) {
		hel_hub hub = p->ties.hub[h];
		if (count_here(p, h) < 2) {
			hel_text_printf(&p->lone, "%s%s", p->lone.n ? ", " : "", hub.commitment->name);
			continue;
		}
		p->ties.hub[kept++] = hub;
	}
	p->ties.n_hubs = kept;
	p->sheet->failed |= p->lone.failed;
}

/* Towards the middle until all of its box is within the circle, and clear of the discs on it. */
static void pull_inside(picture *p, size_t h)
{
	enum { MOST = 100 };
	for (int n = 0; n < MOST; n++) {
		double x = p->hub[h].x - p->centre.x, y = p->hub[h].y - p->centre.y;
		if (hypot(fabs(x) + p->hub_width[h], fabs(y) + HUB_HEIGHT) <= p->radius - LARGEST_DISC - 4)
			return;
		p->hub[h] = (hel_point){p->centre.x + 0.96 * x, p->centre.y + 0.96 * y};
	}
}

/* Moves hubs apart that stand too near each other, and back into the circle; a fixed number of small moves. */
static void spread_hubs(picture *p)
{
	enum { ROUNDS = 200 };
	for (int round = 0; round < ROUNDS; round++) {
		for (size_t a = 0; a < p->ties.n_hubs; a++) {
			for (size_t b = 0; b < a; b++) {
				double dx = p->hub[a].x - p->hub[b].x, dy = p->hub[a].y - p->hub[b].y;
				double across = p->hub_width[a] + p->hub_width[b] + 20, up = 4 * HUB_HEIGHT;
				double near = hypot(dx / across, dy / up);
				if (near >= 1)
					continue;
				double angle = near > 1e-6 ? atan2(dy, dx) : 2.4 * (double)a;
				p->hub[a].x += 2 * cos(angle);
				p->hub[a].y += 2 * sin(angle);
				p->hub[b].x -= 2 * cos(angle);
				p->hub[b].y -= 2 * sin(angle);
			}
			pull_inside(p, a);
		}
	}
}

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
static hel_point edge_of(const node *n, hel_point towards)
{
	double length = hypot(towards.x - n->at.x, towards.y - n->at.y);
	return (hel_point){n->at.x + (n->radius + 0.5) * (towards.x - n->at.x) / length,
			   n->at.y + (n->radius + 0.5) * (towards.y - n->at.y) / length};
}

/* The edge of a hub's box towards a place: a little outside of it. */
static hel_point edge_of_hub(const picture *p, size_t h, hel_point towards)
{
	double dx = towards.x - p->hub[h].x, dy = towards.y - p->hub[h].y;
	double t = 1 / fmax(fabs(dx) / (p->hub_width[h] + 0.5), fabs(dy) / (HUB_HEIGHT + 0.5));
	return (hel_point){p->hub[h].x + t * dx, p->hub[h].y + t * dy};
}

static void draw_spoke(const picture *p, size_t h, const node *n)
{
	const hel_hub *hub = &p->ties.hub[h];
	hel_point at_hub = edge_of_hub(p, h, n->at), at_state = edge_of(n, p->hub[h]);
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

static curve curve_of(const picture *p, const node *k, const node *q, double bend)
{
	hel_point middle = {(k->at.x + q->at.x) / 2, (k->at.y + q->at.y) / 2};
	hel_point pull = {middle.x + bend * (p->centre.x - middle.x), middle.y + bend * (p->centre.y - middle.y)};
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
	for (size_t h = 0; h < p->ties.n_hubs; h++) {
		hel_box box = hel_box_around(p->hub[h], p->hub_width[h] + 3, HUB_HEIGHT + 3);
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
	const node *k = &p->node[p->place[tie->k]], *q = &p->node[p->place[tie->p]];
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
	hel_box box = hel_box_around(p->hub[h], p->hub_width[h], HUB_HEIGHT);
	hel_ink ink = ink_of(p->ties.hub[h].promise, 0.9);
	ink.fill = HEL_WHITE;
	hel_draw_box(p->sheet, &box, ink);
	hel_write(p->sheet, (hel_point){p->hub[h].x, p->hub[h].y + 2.5}, hub_writing, hub_name(p, h, name, sizeof name));
}

/* Away from the middle: along the radius, or upright where there is room. */
static void write_name(const picture *p, const node *n)
{
	const hel_state *s = &p->world->state[n->state];
	char name[HEL_ID_MAX + 8];
	bool upright = p->n_nodes <= FEW, left = cos(n->angle)<0, beside = fabs(cos(n->angle))> 0.35;
	double degrees = n->angle * 180 / acos(-1), out = p->radius + n->radius + 2.5, down = 0.35 * p->name_size;
	hel_writing writing = {.size = p->name_size,
			       .colour = s->in_region ? HEL_BLACK : HEL_GREY,
			       .italic = !s->in_region,
			       .anchor = upright && !beside ? HEL_MIDDLE
					 : left             ? HEL_END
							    : HEL_START,
			       .turn = upright ? 0
				       : left  ? degrees + 180
					       : degrees};
	hel_point at = {p->centre.x + out * cos(n->angle), p->centre.y + out * sin(n->angle)};
	double turn = writing.turn * acos(-1) / 180,
	       lift = upright && !beside ? 0.4 * p->name_size * (sin(n->angle) < 0 ? -1 : 1) : 0;
	at.x -= down * sin(turn);
	at.y += down * cos(turn) + lift;
	hel_write(p->sheet, at, writing, hel_words_cut(name, sizeof name, s->id, LONGEST_NAME, &writing));
}

static void draw_node(const picture *p, const node *n)
{
	if (p->world->state[n->state].in_region)
		hel_paint_disc(p->sheet, n->at, n->radius, hel_class_of(&p->scale, p->dS[n->state]),
			       (hel_ink){.stroke = HEL_BLACK, .width = 0.6});
	else
		hel_draw_disc(p->sheet, n->at, n->radius,
			      (hel_ink){.fill = HEL_WHITE, .stroke = HEL_GREY, .width = 0.5, .on = 1.2, .off = 1});
	write_name(p, n);
}

static void draw_all(const picture *p)
{
	for (size_t h = 0; h < p->ties.n_hubs; h++) {
		for (int x = 0; x < p->n_nodes; x++) {
			if (p->ties.hub[h].part[p->node[x].state])
				draw_spoke(p, h, &p->node[x]);
		}
	}
	for (size_t t = 0; t < p->ties.n_pairs; t++)
		draw_pair(p, &p->ties.pair[t]);
	for (size_t h = 0; h < p->ties.n_hubs; h++)
		draw_hub(p, h);
	for (int x = 0; x < p->n_nodes; x++)
		draw_node(p, &p->node[x]);
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
		if (has_promise(&p->ties, promise) && x > p->sheet->width - 110) {
			x = HEL_PAGE_MARGIN;
			y += 10;
		}
		if (has_promise(&p->ties, promise))
			x = put_line_key(p, x, y, promise, false, promise_look[promise].words);
	}
	if (has_one_way(&p->ties) && x > p->sheet->width - 110) {
		x = HEL_PAGE_MARGIN;
		y += 10;
	}
	if (has_one_way(&p->ties))
		x = put_line_key(p, x, y, 0, true, "owes, is not owed");
	return x > HEL_PAGE_MARGIN ? y + 5 : y - 9;
}

/* Discs of round sizes beside the scale of colours. */
static void put_sizes(const picture *p, double x, double y)
{
	double most = 0, fit = 0;
	for (int i = 0; i < p->n_nodes; i++) {
		most = fmax(most, p->world->state[p->node[i].state].cinc);
		fit = fmax(fit, p->node[i].radius);
	}
	hel_write(p->sheet, (hel_point){x, y + 7}, (hel_writing){.size = HEL_PAGE_TEXT},
		  p->world->stated ? "Capability" : "Capability, share of the world's");
	double round = most > 0 ? pow(10, floor(log10(most))) : 0;
	for (int step = 0; step < 3 && round > 0; step++, round /= 10) {
		double radius = fmax(SMALLEST_DISC, fit * sqrt(round / most));
		char words[64];
		snprintf(words, sizeof words, "%s%s", hel_digits(p->world->stated ? round : 100 * round, 2).text,
			 p->world->stated ? "" : " %");
		hel_draw_disc(p->sheet, (hel_point){x + radius, y + 22}, radius,
			      (hel_ink){.fill = HEL_WHITE, .stroke = HEL_BLACK, .width = 0.6});
		hel_write(p->sheet, (hel_point){x + 2 * radius + 2, y + 24.5}, (hel_writing){.size = 6.5}, words);
		x += 2 * radius + 10 + hel_words_width(words, &(hel_writing){.size = 6.5});
	}
}

static bool has_unknown(const picture *p)
{
	bool any = false;
	for (int x = 0; x < p->n_nodes; x++)
		any |= p->world->state[p->node[x].state].in_region && isnan(p->dS[p->node[x].state]);
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

static hel_status prepare(picture *p, const hel_assessment *assessment, const hel_result *r, hel_error *error)
{
	const hel_scenario *s = assessment->scenario;
	size_t n = (size_t)s->world.n + 1;
	hel_status status = hel_ties_of(&p->ties, &s->world, &s->mechanism[r->mechanism], &r->calibrated, error);
	if (status)
		return status;
	p->dS = calloc(n, sizeof *p->dS);
	p->node = calloc(n, sizeof *p->node);
	p->place = calloc(n, sizeof *p->place);
	p->hub = calloc(p->ties.n_hubs + 1, sizeof *p->hub);
	p->hub_width = calloc(p->ties.n_hubs + 1, sizeof *p->hub_width);
	if (!p->dS || !p->node || !p->place || !p->hub || !p->hub_width)
		return hel_fail_memory(error);
	for (size_t i = 0; i < n; i++)
		p->dS[i] = NAN;
	for (int x = 0; x < assessment->n_region; x++)
		p->dS[r->state[x].state] = r->state[x].dS;
	p->scale = hel_scale_for(p->dS, n);
	choose_nodes(p);
	return p->n_nodes
		   ? HEL_OK
		   : hel_fail_at(error, HEL_EINPUT, s->file, 0, 0, "there is nothing to draw: the region has no state");
}

static void say_caption(hel_text *caption, const picture *p, const hel_assessment *assessment, const hel_result *r)
{
	const hel_scenario *s = assessment->scenario;
	hel_say_scene(caption, s);
	hel_say_setting(caption, s->mechanism[r->mechanism].name, &r->calibrated, true);
	hel_text_printf(caption, " ");
	hel_say_compared(caption, s);
	hel_text_printf(caption, " Lines: who owes whom help.");
	if (p->ties.n_hubs)
		hel_text_printf(
		    caption,
		    " A box stands for a pact of several: all whom a line joins to it owe each other, and what two of them "
		    "promise each other besides is not drawn again.");
	if (p->lone.n)
		hel_text_printf(caption, " Not drawn, with one party in the picture: %s.", p->lone.bytes);
	if (p->n_nodes > assessment->n_region)
		hel_text_printf(caption, " In italics: states outside the region that are bound to it.");
}

hel_status hel_plot_network(hel_text *bytes, const hel_assessment *assessment, size_t result,
			    const hel_plot_options *options, hel_error *error)
{
	const hel_result *r = &assessment->result[result];
	hel_sheet sheet;
	hel_text caption = {0}, title = {0};
	picture p = {.world = &assessment->scenario->world, .sheet = &sheet, .name_size = 7};
	hel_text_printf(&title, "Who owes whom help: %s", assessment->scenario->mechanism[r->mechanism].name);
	double y = hel_page_open(&sheet, options, title.failed ? "" : title.bytes);
	hel_status status = prepare(&p, assessment, r, error);
	if (!status) {
		double outside = longest_name(&p) + LARGEST_DISC + 4;
		p.radius =
		    fmin(sheet.width / 2 - HEL_PAGE_MARGIN - outside, fmax(LEAST_RADIUS, ROOM * p.n_nodes / (2 * acos(-1))));
		p.centre = (hel_point){sheet.width / 2, y + p.radius + outside};
		place_nodes(&p);
		leave_out_lone_hubs(&p);
		for (size_t h = 0; h < p.ties.n_hubs; h++)
			start_hub(&p, h);
		spread_hubs(&p);
		draw_all(&p);
		y = put_legend(&p, p.centre.y + p.radius + outside, assessment->scenario);
		say_caption(&caption, &p, assessment, r);
		status = hel_page_close(bytes, &sheet, y, &caption, options, error);
	}
	hel_sheet_free(&sheet);
	hel_text_free(&title);
	hel_text_free(&caption);
	hel_ties_free(&p.ties);
	free(p.dS);
	free(p.node);
	free(p.place);
	free(p.hub);
	free(p.hub_width);
	hel_text_free(&p.lone);
	return status;
}
