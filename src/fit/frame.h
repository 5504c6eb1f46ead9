/* frame.h: columns by name, wherever they come from. */
#ifndef HEL_FIT_FRAME_H
#define HEL_FIT_FRAME_H

#include "base/arena.h"
#include "helsinki/fit.h"

enum { HEL_ADDED_MAX = 32 };

typedef struct hel_added {
	const char *name;
	const double *value;
} hel_added;

struct hel_frame {
	hel_arena *arena;
	const hel_dyads *dyads; /* or NULL */
	size_t n_rows;
	size_t n_columns;       /* of a CSV file */
	const char **name;
	double **value;
	hel_error **wrong;      /* of each column: its first cell that is no number, or NULL */
	int n_added;
	hel_added added[HEL_ADDED_MAX];
	int n_kept;
	void *kept[HEL_ADDED_MAX]; /* memory that goes with the frame */
};

/* A column of the frame: of the dyads if dyads >= 0, else an array. */
typedef struct hel_frame_column {
	int dyads;
	const double *value;
} hel_frame_column;

/* HEL_EUSAGE: there is none, with the nearest name. HEL_EINPUT: it holds text. */
hel_status hel_frame_find(const hel_frame *frame, const char *name, hel_frame_column *column, hel_error *error);
bool hel_frame_has(const hel_frame *frame, const char *name);

/* Rows first .. first + n - 1 of some columns. out: room for n each. place: room for hel_dyads_columns pointers. */
void hel_frame_read(const hel_frame *frame, const hel_frame_column *column, int n_columns, size_t first, size_t n,
                    double *const *out, double **place);

/* The keys of a row in words: "ccode1 2, ccode2 20, year 1920" or "row 17". */
void hel_frame_row(const hel_frame *frame, size_t row, char *words, size_t size);

#endif
