/* labels.h: names beside what they name, so that no two overlap. */
#ifndef HEL_PLOT_LABELS_H
#define HEL_PLOT_LABELS_H

#include "plot/sheet.h"

/* What is named: a disc (radius), which no label may cover; or, `on` it, a place that the name itself may cover. rank: larger ones are
 * placed first. placed, box and led (a line leads to it) are set by hel_labels_place. */
typedef struct hel_label {
	hel_point at;
	double radius, rank;
	const char *words;
	bool on;
	bool placed, led;
	hel_box box;
} hel_label;

/* Finds a place for each label within a box, and outside another (NULL: none), by rank: beside its disc, else further off with a line that leads there. Those for which
 * there is none are not placed; returns how many. Reorders nothing. */
size_t hel_labels_place(hel_label *label, size_t n, const hel_writing *writing, const hel_box *within,
			const hel_box *without);

void hel_labels_write(hel_sheet *sheet, const hel_label *label, size_t n, const hel_writing *writing);

#endif
