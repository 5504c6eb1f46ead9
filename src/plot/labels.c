/* labels.c: see labels.h. Greedy: the highest rank first, each at the first of its candidates that is free. Orders of 100 labels. */
#include "plot/labels.h"

#include <math.h>

/* Where labels may stand. */
typedef struct room {
	const hel_box *within, *without; /* without: NULL allowed */
} room;

/* Right, left, above, below, then between. */
static const double ways[][2] = {{1, 0},       {-1, 0},     {0, -1},      {0, 1},     {0.7, -0.7},  {0.7, 0.7},
				 {-0.7, -0.7}, {-0.7, 0.7}, {0.9, -0.4},  {0.9, 0.4}, {-0.9, -0.4}, {-0.9, 0.4},
				 {0.4, -0.9},  {0.4, 0.9},  {-0.4, -0.9}, {-0.4, 0.9}};
/* Points between a disc and its label: the first without a line. */
static const double steps[] = {1.2, 7, 12, 18, 26};

enum { N_WAYS = sizeof ways / sizeof *ways, N_STEPS = sizeof steps / sizeof *steps };

/* The box of words whose nearest point lies `far` from the place, one way. */
static hel_box box_of(const hel_label *l, const hel_writing *writing, const double way[2], double far)
{
	double half_width = hel_words_width(l->words, writing) / 2 + 0.6, half_height = 0.42 * writing->size;
	hel_point centre = {l->at.x + way[0] * far +
				(way[0] > 0.3    ? half_width
				 : way[0] < -0.3 ? -half_width
						 : 0),
			    l->at.y + way[1] * far +
				(way[1] > 0.5    ? half_height
				 : way[1] < -0.5 ? -half_height
						 : 0)};
	return hel_box_around(centre, half_width, half_height);
}

static bool covers_disc(const hel_box *box, const hel_label *l)
{
	if (l->radius <= 0)
		return false;
	double dx = fmax(0, fmax(box->left - l->at.x, l->at.x - box->right)),
	       dy = fmax(0, fmax(box->top - l->at.y, l->at.y - box->bottom));
	return dx * dx + dy * dy < l->radius * l->radius;
}

/* Where a line leaves the disc and reaches the label. */
static void ends_of_line(const hel_label *l, hel_point *from, hel_point *to)
{
	*to = (hel_point){fmin(fmax(l->at.x, l->box.left), l->box.right), fmin(fmax(l->at.y, l->box.top), l->box.bottom)};
	double length = hypot(to->x - l->at.x, to->y - l->at.y), share = length > 0 ? fmin(1, l->radius / length) : 0;
	*from = (hel_point){l->at.x + share * (to->x - l->at.x), l->at.y + share * (to->y - l->at.y)};
}

/* Whether the line of a label runs through a box: looked at in small steps. */
static bool line_meets(const hel_label *l, const hel_box *box)
{
	enum { STEPS = 24 };
	hel_point from, to;
	ends_of_line(l, &from, &to);
	for (int s = 0; l->led && s <= STEPS; s++) {
		if (hel_box_has(box,
				(hel_point){from.x + (to.x - from.x) * s / STEPS, from.y + (to.y - from.y) * s / STEPS}))
			return true;
	}
	return false;
}

static bool is_free(const hel_label *label, size_t n, const hel_label *candidate, const room *where)
{
	const hel_box *box = &candidate->box;
	const hel_box *in = where->within;
	if (box->left < in->left || box->right > in->right || box->top < in->top || box->bottom > in->bottom)
		return false;
	if (where->without && hel_boxes_overlap(box, where->without))
		return false;
	for (size_t l = 0; l < n; l++) {
		const hel_label *other = &label[l];
		if (covers_disc(box, other))
			return false;
		if (other->placed &&
		    (hel_boxes_overlap(box, &other->box) || line_meets(other, box) || line_meets(candidate, &other->box)))
			return false;
	}
	return true;
}

static bool try_box(const hel_label *label, size_t n, hel_label *l, hel_box box, bool led, const room *where)
{
	hel_label candidate = *l;
	candidate.box = box;
	candidate.led = led;
	if (!is_free(label, n, &candidate, where))
		return false;
	candidate.placed = true;
	*l = candidate;
	return true;
}

static bool place(const hel_label *label, size_t n, hel_label *l, const hel_writing *writing, const room *where)
{
	static const double none[2] = {0, 0};
	if (l->on && try_box(label, n, l, box_of(l, writing, none, 0), false, where))
		return true;
	for (int s = 0; s < N_STEPS; s++) {
		for (int w = 0; w < N_WAYS; w++) {
			if (try_box(label, n, l, box_of(l, writing, ways[w], l->radius + steps[s]), s > 0, where))
				return true;
		}
	}
	return false;
}

/* The next to be placed: of those not tried the one of highest rank, the first of equals. */
static size_t next_of(const hel_label *label, size_t n, double below, size_t after)
{
	size_t best = n;
	for (size_t l = 0; l < n; l++) {
		bool tried = label[l].rank > below || (label[l].rank == below && l <= after);
		if (!tried && (best == n || label[l].rank > label[best].rank))
			best = l;
	}
	return best;
}

size_t hel_labels_place(hel_label *label, size_t n, const hel_writing *writing, const hel_box *within,
			const hel_box *without)
{
	size_t missing = 0, last = 0;
	double rank = INFINITY;
	for (size_t tried = 0; tried < n; tried++) {
		last = next_of(label, n, rank, last);
		if (last == n)
			break;
		rank = label[last].rank;
		missing += !place(label, n, &label[last], writing, &(room){within, without});
	}
	return missing;
}

void hel_labels_write(hel_sheet *sheet, const hel_label *label, size_t n, const hel_writing *writing)
{
	hel_writing centred = *writing;
	centred.anchor = HEL_MIDDLE;
	for (size_t l = 0; l < n; l++) {
		hel_point from, to;
		ends_of_line(&label[l], &from, &to);
		if (label[l].placed && label[l].led)
			hel_draw_line(sheet, from, to, (hel_ink){.fill = HEL_NO_INK, .stroke = HEL_GREY, .width = 0.35});
	}
	for (size_t l = 0; l < n; l++) {
		const hel_box *box = &label[l].box;
		if (label[l].placed)
			hel_write(
			    sheet,
			    (hel_point){(box->left + box->right) / 2, (box->top + box->bottom) / 2 + 0.35 * writing->size},
			    centred, label[l].words);
	}
}
