/* properties.h: the table of mechanisms and their four properties under a lens. */
#ifndef HEL_REPORT_PROPERTIES_H
#define HEL_REPORT_PROPERTIES_H

#include "helsinki/assess.h"
#include "report/lines.h"

/* On a terminal no row of a table is wider than it. From most to least room: rows with bars and whole names; without bars; with names
 * cut; values above their intervals, with bars where the interval leaves room for them, names in two lines; figures below one another. */
typedef enum hel_table_shape { HEL_TABLE_ROWS, HEL_TABLE_STACKED, HEL_TABLE_LINES } hel_table_shape;

typedef struct hel_table_layout {
	hel_table_shape shape;
	int gap;       /* between columns */
	int name, bar; /* columns of the name; of a bar, 0: none */
	int value, interval, figure,
	    together; /* of the parts of a cell (interval 0: there are no draws), and of the cells */
} hel_table_layout;

/* The layout that suits a terminal's width, the same for every lens. drawings: bars may be drawn. */
hel_table_layout hel_lay_table_out(const hel_assessment *assessment, int width, bool drawings);

/* The table as it is laid out. */
void hel_put_table(const hel_lines *lines, const hel_assessment *assessment, size_t lens, const hel_table_layout *layout);

/* The table where there is no terminal: as wide as it must be. */
void hel_put_plain_table(const hel_lines *lines, const hel_assessment *assessment, size_t lens);

#endif
