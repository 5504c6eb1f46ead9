/* design.h: the rows that count. Each chunk holds the rows that a stretch of the frame gave, in blocks of HEL_BLOCK_ROWS rows
 * whose columns lie one after another, so that a pass reads memory once and in order. Sums are made chunk by chunk and added in
 * the order of chunks: no figure depends on the number of threads. */
#ifndef HEL_FIT_DESIGN_H
#define HEL_FIT_DESIGN_H

#include "fit/formula.h"
#include "fit/frame.h"

enum {
	HEL_BLOCK_ROWS = 256,
	HEL_CHUNK_ROWS = 8192, /* of the frame */
	HEL_PARAMETERS_MAX = 1024
};

typedef struct hel_chunk {
	size_t n;        /* rows */
	double *x;       /* blocks x columns x HEL_BLOCK_ROWS; rows beyond n are 0 */
	float *y;        /* n, padded to whole blocks */
	double *offset;  /* NULL: none */
	int16_t *year;   /* NULL: no years */
	uint32_t *cluster;
	uint16_t *state[2];
	double *key;     /* of the cluster, while they are numbered */
} hel_chunk;

struct hel_design {
	hel_arena *arena;
	const hel_formula *formula; /* borrowed */
	size_t n_rows, n_columns, n_chunks;
	char **column;              /* name of each */
	size_t *term_first;         /* n_terms + 1: columns of a term */
	double *mean, *scale;       /* x = mean + scale z; z is what the blocks hold */
	bool centred;
	hel_chunk *chunk;
	size_t n_clusters, n_states;
	double *cluster_key;        /* n_clusters */
	size_t n_dropped;
	hel_dropped *dropped;
	size_t n_events;
	bool is_binary;             /* the outcome is 0 or 1 */
	int threads;
	double *ones;               /* HEL_BLOCK_ROWS */
};

static inline size_t hel_blocks_of(size_t rows)
{
	return (rows + HEL_BLOCK_ROWS - 1) / HEL_BLOCK_ROWS;
}

/* expand.c: columns of variables and terms. */
size_t hel_variable_columns(const hel_variable *variable, bool contrasts);
/* Column c of a variable for n values. */
void hel_variable_expand(const hel_variable *variable, bool contrasts, size_t column, const double *value, size_t n, double *out);
/* Whether a factor in a term loses its first level: R's rule of marginality. */
bool hel_contrasts(const hel_formula *formula, const hel_submodel *model, uint64_t term, int variable);
hel_status hel_design_name_columns(hel_design *design, const hel_formula *formula, hel_error *error);
/* The columns of a term for n rows; value[v] are the variables' values; out[c] receives column c of the term. work: n. */
void hel_term_expand(const hel_formula *formula, size_t term, double *const *value, size_t n, double **out, double *work);

/* clusters.c: numbers for the keys of clusters and states, in order of appearance. */
hel_status hel_design_number(hel_design *design, hel_error *error);

#endif
