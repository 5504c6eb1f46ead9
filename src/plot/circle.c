/* circle.c: see circle.h. */
#include "plot/circle.h"

#include <math.h>
#include <stdlib.h>

#include "base/fail.h"
#include "plot/page.h"

static const double GAP = 1.6, LONGEST_HUB = 100;

/* So much of the circle for each state, if the page is wide enough. */
static const double ROOM = 30, LEAST_RADIUS = 55;

/* --- who stands where --------------------------------------------------------------------------------------------- */

/* Those of the region before others, by the largest pact they are in, then by the next and so on; those without any last; alike from
 * west to east. */
static int compare(const hel_circle *c, int a, int b)
{
	const hel_state *x = &c->world->state[a], *y = &c->world->state[b];
	if (x->in_region != y->in_region)
		return x->in_region ? -1 : 1;
	for (size_t h = 0; h < c->ties.n_hubs; h++) {
		bool in_x = c->ties.hub[h].part[a] != 0, in_y = c->ties.hub[h].part[b] != 0;
		if (in_x != in_y)
			return in_x ? -1 : 1;
	}
	if (!isnan(x->lon) && !isnan(y->lon) && x->lon != y->lon)
		return x->lon < y->lon ? -1 : 1;
	return a - b;
}

static void sort_nodes(hel_circle *c)
{
	for (int i = 1; i < c->n_nodes; i++) {
		hel_node moving = c->node[i];
		int at = i;
		for (; at > 0 && compare(c, moving.state, c->node[at - 1].state) < 0; at--)
			c->node[at] = c->node[at - 1];
		c->node[at] = moving;
	}
}

static void choose_nodes(hel_circle *c)
{
	double most = 0;
	for (int i = 0; i < c->world->n; i++) {
		c->place[i] = -1;
		if (c->ties.shown[i])
			c->node[c->n_nodes++] = (hel_node){.state = i};
		if (c->ties.shown[i])
			most = fmax(most, c->world->state[i].cinc);
	}
	for (int x = 0; x < c->n_nodes; x++) {
		double share = most > 0 ? c->world->state[c->node[x].state].cinc / most : 0;
		c->node[x].radius = fmax(HEL_SMALLEST_DISC, HEL_LARGEST_DISC * sqrt(share));
	}
	sort_nodes(c);
	for (int x = 0; x < c->n_nodes; x++)
		c->place[c->node[x].state] = x;
}

/* Room on the circle: as much as its disc or its name needs. */
static double need(const hel_circle *c, const hel_node *n)
{
	return fmax(2 * n->radius, c->name_size) + GAP;
}

/* Every state has its own room and the rest is dealt out evenly; if there is less, names and discs get smaller. */
static void place_nodes(hel_circle *c)
{
	double around = 2 * acos(-1) * c->radius, needed = 0;
	for (int x = 0; x < c->n_nodes; x++)
		needed += need(c, &c->node[x]);
	double fit = fmin(1, around / needed), spare = fmax(0, around - needed) / c->n_nodes, at = 0;
	c->name_size *= fit;
	for (int x = 0; x < c->n_nodes; x++) {
		hel_node *n = &c->node[x];
		double room = need(c, n) * fit + spare;
		n->radius *= fit;
		n->angle = -acos(-1) / 2 + (at + room / 2) / c->radius;
		n->at = (hel_point){c->centre.x + c->radius * cos(n->angle), c->centre.y + c->radius * sin(n->angle)};
		at += room;
	}
}

static double longest_name(const hel_circle *c)
{
	double longest = 0;
	for (int x = 0; x < c->n_nodes; x++) {
		const char *id = c->world->state[c->node[x].state].id;
		longest = fmax(longest, hel_words_width(id, &(hel_writing){.size = c->name_size}));
	}
	return fmin(longest, HEL_LONGEST_NAME);
}

/* --- hubs --------------------------------------------------------------------------------------------------------- */

const hel_writing hel_hub_writing = {.size = 7, .bold = true, .anchor = HEL_MIDDLE};

const char *hel_hub_name(const hel_circle *c, size_t h, char *buffer, size_t size)
{
	return hel_words_cut(buffer, size, c->ties.hub[h].commitment->name, LONGEST_HUB, &hel_hub_writing);
}

/* Parties of a pact that stand on the circle. */
static int count_here(const hel_circle *c, size_t h)
{
	int here = 0;
	for (int x = 0; x < c->n_nodes; x++)
		here += c->ties.hub[h].part[c->node[x].state] != 0;
	return here;
}

/* Towards the middle of its parties. */
static void start_hub(hel_circle *c, size_t h)
{
	double x = 0, y = 0, n = count_here(c, h);
	char name[128];
	for (int s = 0; s < c->n_nodes; s++) {
		if (c->ties.hub[h].part[c->node[s].state]) {
			x += c->node[s].at.x - c->centre.x;
			y += c->node[s].at.y - c->centre.y;
		}
	}
	c->hub[h] = (hel_point){c->centre.x + 0.7 * x / n, c->centre.y + 0.7 * y / n};
	c->hub_width[h] = hel_words_width(hel_hub_name(c, h, name, sizeof name), &hel_hub_writing) / 2 + 3;
}

/* A pact with one party here has nobody to join it to: it is left to the caption. */
static void leave_out_lone_hubs(hel_circle *c)
{
	size_t kept = 0;
	for (size_t h = 0; h < c->ties.n_hubs; h++) {
		hel_hub hub = c->ties.hub[h];
		if (count_here(c, h) < 2) {
			hel_text_printf(&c->lone, "%s%s", c->lone.n ? ", " : "", hub.commitment->name);
			continue;
		}
		c->ties.hub[kept++] = hub;
	}
	c->ties.n_hubs = kept;
}

/* Towards the middle until all of its box is within the circle, and clear of the discs on it. */
static void pull_inside(hel_circle *c, size_t h)
{
	enum { MOST = 100 };
	for (int n = 0; n < MOST; n++) {
		double x = c->hub[h].x - c->centre.x, y = c->hub[h].y - c->centre.y;
		if (hypot(fabs(x) + c->hub_width[h], fabs(y) + HEL_HUB_HEIGHT) <= c->radius - HEL_LARGEST_DISC - 4)
			return;
		c->hub[h] = (hel_point){c->centre.x + 0.96 * x, c->centre.y + 0.96 * y};
	}
}

/* Moves hubs apart that stand too near each other, and back into the circle; a fixed number of small moves. */
static void spread_hubs(hel_circle *c)
{
	enum { ROUNDS = 200 };
	for (int round = 0; round < ROUNDS; round++) {
		for (size_t a = 0; a < c->ties.n_hubs; a++) {
			for (size_t b = 0; b < a; b++) {
				double dx = c->hub[a].x - c->hub[b].x, dy = c->hub[a].y - c->hub[b].y;
				double across = c->hub_width[a] + c->hub_width[b] + 20, up = 4 * HEL_HUB_HEIGHT;
				double near = hypot(dx / across, dy / up);
				if (near >= 1)
					continue;
				double angle = near > 1e-6 ? atan2(dy, dx) : 2.4 * (double)a;
				c->hub[a].x += 2 * cos(angle);
				c->hub[a].y += 2 * sin(angle);
				c->hub[b].x -= 2 * cos(angle);
				c->hub[b].y -= 2 * sin(angle);
			}
			pull_inside(c, a);
		}
	}
}

hel_status hel_circle_make(hel_circle *circle, const hel_world *world, const hel_mechanism *mechanism, const hel_lens *lens,
			   double width, double top, hel_error *error)
{
	size_t n = (size_t)world->n + 1;
	hel_circle *c = circle;
	*c = (hel_circle){.world = world, .name_size = 7};
	hel_status status = hel_ties_of(&c->ties, world, mechanism, lens, error);
	if (status)
		return status;
	c->node = calloc(n, sizeof *c->node);
	c->place = calloc(n, sizeof *c->place);
	c->hub = calloc(c->ties.n_hubs + 1, sizeof *c->hub);
	c->hub_width = calloc(c->ties.n_hubs + 1, sizeof *c->hub_width);
	if (!c->node || !c->place || !c->hub || !c->hub_width) {
		hel_circle_free(c);
		return hel_fail_memory(error);
	}
	choose_nodes(c);
	double outside = longest_name(c) + HEL_LARGEST_DISC + 4;
	c->radius = fmin(width / 2 - HEL_PAGE_MARGIN - outside, fmax(LEAST_RADIUS, ROOM * c->n_nodes / (2 * acos(-1))));
	c->centre = (hel_point){width / 2, top + c->radius + outside};
	c->bottom = c->centre.y + c->radius + outside;
	place_nodes(c);
	leave_out_lone_hubs(c);
	for (size_t h = 0; h < c->ties.n_hubs; h++)
		start_hub(c, h);
	spread_hubs(c);
	return HEL_OK;
}

void hel_circle_free(hel_circle *c)
{
	hel_ties_free(&c->ties);
	free(c->node);
	free(c->place);
	free(c->hub);
	free(c->hub_width);
	hel_text_free(&c->lone);
	*c = (hel_circle){0};
}
